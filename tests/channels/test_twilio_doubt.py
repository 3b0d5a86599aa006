"""Twilio takes a message and does not manage to say so; and messages of several parts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channels.twilio.errors import Unclear
from bot.channels.twilio.sending import LONGEST, cut
from bot.errors import PermanentSendError, TemporarySendError
from bot.message import Rendered
from tests.channels import NOW, OURS, THEIRS
from tests.channels.answers import Answer, hanging, hanging_half_way, hanging_up, saying
from tests.channels.twilio_server import (
    TEXT,
    Provider,
    an_outbound,
    channel,
    refusing,
    send,
    serving,
)

pytestmark = pytest.mark.filterwarnings("ignore:.*encode_basic_auth:DeprecationWarning")
HANGING = (hanging, hanging_half_way)
GOOD = saying(201, {"sid": "SM42", "status": "queued"})
SILENT = {
    "hangs": hanging,
    "hangs half way": hanging_half_way,
    "hangs up": hanging_up,
    "a fault": refusing(500, 20500),
    "a page": saying(200, "<h1>Welcome</h1>"),
    "nothing": saying(201, ""),
    "no id": saying(201, {"sid": ""}),
}


def patience(answer: Answer) -> float:
    """Seconds to wait for it: few only where nothing comes, so that a busy machine may be slow."""
    return 1.0 if answer in HANGING else 10.0


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with serving() as found:
        yield found


@pytest.mark.parametrize("answer", SILENT.values(), ids=SILENT)
async def test_what_it_took_without_saying_so_is_not_sent_again(provider, answer):
    provider.answer, provider.takes = answer, True
    async with channel(provider.url, timeout_seconds=patience(answer)) as twilio:
        with pytest.raises(Unclear):
            await send(twilio)
        provider.answer = GOOD
        assert await send(twilio) == "SM0"
    assert len(provider.forms) == 1


@pytest.mark.parametrize("answer", SILENT.values(), ids=SILENT)
async def test_what_it_did_not_take_is_sent_again(provider, answer):
    provider.answer = answer
    async with channel(provider.url, timeout_seconds=patience(answer)) as twilio:
        with pytest.raises(Unclear):
            await send(twilio)
        provider.answer = GOOD
        assert await send(twilio) == "SM42"
    assert len(provider.forms) == 2


SAME = {"to": THEIRS, "from": OURS, "direction": "outbound-api", "status": "sent"}
OTHERS = {
    "another text": ("Clinique fermée", NOW, SAME),
    "what they wrote": (TEXT, NOW, {**SAME, "direction": "inbound"}),
    "one of an hour ago": (TEXT, NOW - timedelta(hours=1), SAME),
    "one that failed": (TEXT, NOW, {**SAME, "status": "failed"}),
    "somebody else's": (TEXT, NOW, {**SAME, "to": "+22370000002"}),
}


@pytest.mark.parametrize(("text", "at", "how"), OTHERS.values(), ids=OTHERS)
async def test_another_message_is_not_taken_for_it(provider, text, at, how):
    provider.lists(text, "SM7", at, **how)
    provider.answer = hanging_up
    async with channel(provider.url) as twilio:
        with pytest.raises(Unclear):
            await send(twilio)
        provider.answer = GOOD
        assert await send(twilio) == "SM42"


async def test_nor_is_the_same_text_that_it_took_before(provider):
    async with channel(provider.url) as twilio:
        provider.takes, provider.answer = True, saying(201, {"sid": "SM0", "status": "queued"})
        assert await send(twilio, key="1") == "SM0"
        provider.takes, provider.answer = False, hanging_up
        with pytest.raises(Unclear):
            await send(twilio, key="2")
        provider.answer = GOOD
        assert await send(twilio, key="2") == "SM42"


async def test_while_the_list_cannot_be_read_nothing_is_sent_twice(provider):
    provider.answer, provider.takes = hanging_up, True
    async with channel(provider.url, timeout_seconds=0.3) as twilio:
        with pytest.raises(Unclear):
            await send(twilio)
        for broken in (*SILENT.values(), refusing(404, 29999), refusing(400, 21610)):
            provider.listing = broken
            with pytest.raises(TemporarySendError):
                await send(twilio)
        provider.listing = None
        assert await send(twilio) == "SM0"
    assert len(provider.forms) == 1


async def test_usually_the_list_is_not_asked(provider):
    async with channel(provider.url) as twilio:
        provider.answer = refusing(429, 20429)
        with pytest.raises(TemporarySendError):
            await send(twilio)
        provider.answer = GOOD
        await send(twilio)
    assert provider.asked == []


async def test_many_messages_in_doubt_are_forgotten_at_last(provider, monkeypatch):
    monkeypatch.setattr("bot.channels.twilio.sending.REMEMBERED", 2)
    provider.answer = saying(201, {})
    async with channel(provider.url) as twilio:
        for number in range(5):
            with pytest.raises(Unclear):
                await send(twilio, key=str(number))
        assert list(twilio._sending._begun) == ["3", "4"]


# Long messages -----------------------------------------------------------------------------------

LONG = "\n".join(f"{number} " + "mot " * 40 for number in range(20)).strip()


async def test_a_long_message_goes_in_parts_and_the_last_tells_what_became_of_it(provider):
    async with channel(provider.url, "https://bot.example") as twilio:
        assert await send(twilio, Rendered(LONG)) == "SM42"
    assert len(provider.forms) == 3
    assert "".join("".join(form["Body"].split()) for form in provider.forms) == "".join(
        LONG.split()
    )
    assert ["StatusCallback" in form for form in provider.forms] == [False, False, True]


async def test_it_is_continued_where_it_was_broken_off(provider):
    answers = [GOOD, refusing(429, 20429), hanging_up, GOOD, GOOD]

    async def next_one(request):
        return await answers.pop(0)(request)

    provider.answer = next_one
    async with channel(provider.url) as twilio:
        for _each in range(2):
            with pytest.raises(TemporarySendError):
                await send(twilio, Rendered(LONG))
        await send(twilio, Rendered(LONG))
        assert twilio._sending._begun == {}
    sent = [form["Body"][:2].strip() for form in provider.forms]
    assert sent == [sent[0], sent[1], sent[1], sent[1], sent[4]]
    assert len(set(sent)) == 3


async def test_what_is_refused_for_good_is_forgotten(provider):
    answers = [GOOD, refusing(400, 30007)]

    async def next_one(request):
        return await answers.pop(0)(request)

    provider.answer = next_one
    async with channel(provider.url) as twilio:
        with pytest.raises(PermanentSendError):
            await send(twilio, Rendered(LONG))
        assert twilio._sending._begun == {}


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("", [0]),
        ("x" * LONGEST, [LONGEST]),
        ("x" * (LONGEST + 1), [LONGEST, 1]),
        ("x" * 1599 + " y", [1599, 1]),
        ("x" * 1600 + " y", [1600, 1]),
        ("x " * 1000, [1599, 400]),
        ("x" * 800 + "\n" + "y " * 500, [800, 1000]),
        ("🤒" * 801, [800, 1]),
        ("x" * 1599 + "🤒", [1599, 1]),
    ],
)
def test_texts_are_cut_between_lines_or_words(text, lengths):
    assert [len(part) for part in cut(text)] == lengths


# WhatsApp ----------------------------------------------------------------------------------------


async def by_whatsapp(provider: Provider, rendered: Rendered, ours: str = OURS) -> dict[str, str]:
    async with channel(
        provider.url, "https://bot.example", whatsapp_number="+15005550006"
    ) as twilio:
        assert await twilio.whatsapp.send(an_outbound("whatsapp", ours), rendered) == "SM42"
    return provider.forms[-1]


@pytest.mark.parametrize(
    ("rendered", "body"),
    [
        (Rendered("Quand ? Fête", (("y", "oui"), ("n", "non"))), "Quand ? Fête 1 oui 2 non"),
        (Rendered("Aw ni cɛ", locale="bm"), "Aw ni cɛ"),
    ],
)
async def test_on_whatsapp_choices_are_numbered_and_letters_are_kept(provider, rendered, body):
    assert await by_whatsapp(provider, rendered) == {
        "To": f"whatsapp:{THEIRS}",
        "From": f"whatsapp:{OURS}",
        "Body": body,
        "StatusCallback": "https://bot.example/twilio?outbound=1",
    }


async def test_until_somebody_has_written_it_leaves_from_our_number_on_whatsapp(provider):
    form = await by_whatsapp(provider, Rendered(TEXT), ours="")
    assert form["From"] == "whatsapp:+15005550006"


async def test_without_a_number_there_is_no_whatsapp(provider):
    async with channel(provider.url) as twilio:
        assert twilio.whatsapp is None


async def test_after_a_day_of_silence_the_error_says_so(provider):
    provider.answer = refusing(400, 63016)
    async with channel(provider.url, whatsapp_number=OURS) as twilio:
        with pytest.raises(PermanentSendError, match="more than 24 hours after their last"):
            await twilio.whatsapp.send(an_outbound("whatsapp"), Rendered(TEXT))
