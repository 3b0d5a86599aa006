"""What becomes of people's messages and of receipts, from Twilio's call to the database."""

from __future__ import annotations

import asyncio

import pytest

from bot.address import Address
from bot.errors import AddressStopped, TemporarySendError
from bot.outbox import Outbox
from tests.channels import OURS, THEIRS, parsing, receipt, sms, whatsapp
from tests.web import URL, Provider, answers, served


@pytest.fixture
def twilio(house, catalogs, clock) -> Provider:
    """Twilio, and the house with an outbox for both of its channels."""
    both = {"twilio": house.channel, "whatsapp": house.channel}
    house.outbox = Outbox(house.mail, both, catalogs, clock)
    return served(house, channel=parsing(whatsapp_number=OURS))


async def statuses(house) -> list[tuple]:
    return await house.rows("SELECT status, reason FROM outbound ORDER BY id")


async def writes(twilio, text: str = "aide", sid: str = "SM1", **changes) -> None:
    changes = {"Body": text, "MessageSid": sid, **changes}
    assert (await twilio.posts(sms(**changes))).status_code == 200


async def tells(house, twilio, status: str, sid: str, **changes) -> None:
    """A receipt, at the address that we gave for the newest message."""
    [(key,)] = await house.rows("SELECT max(id) FROM outbound")
    at = f"{URL}?outbound={key}"
    form = receipt(status, MessageSid=sid, **changes)
    assert (await twilio.posts(form, at=at)).status_code == 200


async def test_a_receipt_finds_its_message_before_we_know_twilio_s_id(house, twilio):
    await writes(twilio)
    await tells(house, twilio, "delivered", "fake-1")
    assert await statuses(house) == [("delivered", None)]


async def test_a_receipt_that_overtakes_the_answer_is_not_undone(house, twilio):
    """Twilio calls us while we still wait for its answer."""
    await writes(twilio)
    sending = house.channel.send

    async def overtaken(outbound, rendered):
        await tells(house, twilio, "delivered", "fake-1")
        return await sending(outbound, rendered)

    house.channel.send = overtaken
    await house.outbox.deliver(1)
    await tells(house, twilio, "sent", "fake-1")
    assert await statuses(house) == [("delivered", None)]
    assert await house.rows("SELECT external_id FROM receipt") == [("fake-1",)]


@pytest.mark.parametrize("status", ["queued", "sent", "delivered"])
async def test_what_twilio_has_although_it_did_not_say_so_is_not_sent_again(house, twilio, status):
    await writes(twilio)
    house.channel.failures.append(TemporarySendError("no usable answer: TimeoutError"))
    await house.outbox.deliver(1)
    await tells(house, twilio, status, "SM9")
    house.clock.advance(minutes=10)
    assert await house.outbox.deliver(1) == 0
    assert house.channel.sent == []


async def test_what_it_does_not_have_is_sent_again(house, twilio):
    await writes(twilio)
    house.channel.failures.append(TemporarySendError("no usable answer: TimeoutError"))
    await house.outbox.deliver(1)
    house.clock.advance(minutes=10)
    assert await house.outbox.deliver(1) == 1
    assert [each for each, _reason in await statuses(house)] == ["sent"]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("30003", "Twilio 30003: the phone cannot be reached: off, or without network"),
        ("30005", "Twilio 30005: the number is unknown, or no longer in use"),
        ("39999", "Twilio: 39999"),
    ],
)
async def test_what_did_not_arrive_says_why_in_words(house, twilio, code, reason):
    await writes(twilio)
    await house.outbox.deliver(1)
    await tells(house, twilio, "sent", "fake-1")
    await tells(house, twilio, "undelivered", "fake-1", ErrorCode=code)
    await tells(house, twilio, "sent", "fake-1")
    assert await statuses(house) == [("failed", reason)]
    assert await house.rows("SELECT count(*) FROM contact_address WHERE stopped_at > 0") == [(0,)]


async def stopped(house) -> int:
    sql = "SELECT count(*) FROM contact_address WHERE stopped_at IS NOT NULL"
    return (await house.rows(sql))[0][0]


async def test_a_receipt_that_says_stop_stops_the_address_until_they_write(house, twilio):
    await writes(twilio)
    await house.outbox.deliver(1)
    await tells(house, twilio, "failed", "fake-1", ErrorCode="21610")
    assert await stopped(house) == 1
    await writes(twilio, sid="SM2")
    assert await stopped(house) == 0


async def test_a_refusal_that_says_stop_stops_the_address(house, twilio):
    await writes(twilio)
    house.channel.failures.append(AddressStopped("Twilio 21610: ..."))
    await house.outbox.deliver(1)
    assert await stopped(house) == 1


@pytest.mark.parametrize(
    ("keyword", "body", "says_no"),
    [("STOP", "CANCEL", True), ("STOP", "stop", True), ("START", "unstop", False)],
)
async def test_what_twilio_has_answered_is_noted_and_not_answered_twice(
    house, twilio, keyword, body, says_no
):
    await writes(twilio)
    assert len(await answers(house)) == 1
    if keyword == "START":
        await writes(twilio, "stop", "SM2")
    before = len(await answers(house))
    await writes(twilio, body, "SM3", OptOutType=keyword)
    assert len(await answers(house)) == before
    [(at,)] = await house.rows("SELECT stopped_at FROM contact")
    assert (at is not None) == says_no


async def test_help_that_twilio_has_given_is_not_given_again(house, twilio):
    await writes(twilio, "HELP", OptOutType="HELP")
    assert await answers(house) == []
    await writes(twilio, "HELP", "SM2")
    assert len(await answers(house)) == 1


async def test_a_stop_that_twilio_leaves_to_us_is_answered(house, twilio):
    await writes(twilio, "STOP")
    assert len(await answers(house)) == 1


PICTURE = {"NumMedia": "1", "MediaUrl0": "https://m.example/1"}


async def test_a_picture_is_answered_politely_and_its_words_are_read(house, twilio):
    await writes(twilio, "", **PICTURE)
    await writes(twilio, "aide", "SM2", **PICTURE)
    await answers(house)
    first, second = (rendered.text for _out, rendered in house.channel.sent)
    assert "texte" in first
    assert first != second


async def test_whatsapp_is_answered_on_whatsapp(house, twilio):
    for form in (sms(Body="aide"), whatsapp(Body="aide", MessageSid="SM2")):
        assert (await twilio.posts(form)).status_code == 200
    await answers(house)
    assert {out.channel: (out.address, out.sender) for out, _text in house.channel.sent} == {
        "twilio": (Address("tel", THEIRS), OURS),
        "whatsapp": (Address("whatsapp", THEIRS), OURS),
    }


async def test_a_receipt_of_whatsapp_is_not_taken_for_one_of_sms(house, twilio):
    assert (await twilio.posts(whatsapp(Body="aide"))).status_code == 200
    await house.outbox.deliver(1)
    there = {"To": f"whatsapp:{THEIRS}", "From": f"whatsapp:{OURS}"}
    form = receipt("undelivered", MessageSid="fake-1", ErrorCode="63016", **there)
    assert (await twilio.posts(form)).status_code == 200
    [(status, reason)] = await statuses(house)
    assert (status, reason[:13]) == ("failed", "Twilio 63016:")


async def test_without_a_number_there_whatsapp_waits_for_nobody(house):
    assert (await served(house).posts(whatsapp(Body="aide"))).status_code == 200
    assert await statuses(house) == []


async def test_a_forged_receipt_stops_nobody(house, twilio):
    await writes(twilio)
    await house.outbox.deliver(1)
    form = receipt("failed", MessageSid="fake-1", ErrorCode="21610")
    at = f"{URL}?outbound=1"
    assert (await twilio.posts(form, at=at, known_as=URL)).status_code == 403
    assert (await statuses(house), await stopped(house)) == ([("sent", None)], 0)


async def test_receipts_of_one_message_all_at_once(house, twilio):
    await writes(twilio)
    told = ("queued", "sent", "delivered", "sent", "queued")
    await asyncio.gather(*(tells(house, twilio, status, "fake-1") for status in told))
    await house.outbox.deliver(1)
    assert await statuses(house) == [("delivered", None)]
