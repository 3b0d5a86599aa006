"""Twilio's codes: each has words, and one thing to do."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from bot.channels.twilio.errors import MEANINGS, Deed, known, reason, refusal
from bot.errors import AddressStopped, PermanentSendError, TemporarySendError
from tests.channels import KEY, THEIRS
from tests.channels.answers import saying
from tests.channels.twilio_server import channel, refusing, send, serving

KINDS = {
    Deed.LATER: (TemporarySendError,),
    Deed.OPERATOR: (TemporarySendError,),
    Deed.NEVER: (PermanentSendError,),
    Deed.STOP: (AddressStopped,),
}
WANTED = {
    Deed.STOP: {21610, 63014},
    Deed.OPERATOR: {20003, 21408, 21606, 21659, 30002, 63007},
    Deed.LATER: {14107, 20429, 30001, 63018},
    Deed.NEVER: {21211, 21614, 21617, *range(30003, 30009), 63003, 63016, 63024},
}


@pytest.mark.parametrize("code", MEANINGS)
def test_every_code_says_in_words_what_is_wrong_and_what_to_do(code):
    meaning = MEANINGS[code]
    error = refusal(code, 400)
    assert isinstance(error, KINDS[meaning.deed])
    assert isinstance(error, AddressStopped) == (meaning.deed is Deed.STOP)
    assert str(error) == f"Twilio {code}: {meaning.words}"
    assert getattr(error, "retry_after", None) == meaning.wait
    assert not meaning.words.endswith(".")
    assert len(meaning.words) < 90


@pytest.mark.parametrize("deed", WANTED)
def test_what_must_not_be_confused(deed):
    assert {code for code in WANTED[deed] if MEANINGS[code].deed is deed} == WANTED[deed]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("30005", "Twilio 30005: the number is unknown, or no longer in use"),
        (30005, "Twilio 30005: the number is unknown, or no longer in use"),
        ("39999", "Twilio: 39999"),
        ("", "Twilio: no code"),
        (None, "Twilio: no code"),
        (f"{THEIRS} {KEY}", "Twilio: no code"),
    ],
)
def test_a_code_of_a_receipt_is_said_in_words_and_nothing_of_others_is_repeated(code, words):
    assert reason(code) == words


@pytest.mark.parametrize("code", ["9" * 5000, "²", "-30005", 0, True])
def test_what_is_no_code_is_not_known(code):
    assert known(code) is None


@pytest.mark.filterwarnings("ignore:.*encode_basic_auth:DeprecationWarning")
async def test_what_an_operator_must_mend_is_said_once_until_it_is_mended():
    with capture_logs() as logs:
        async with serving() as provider, channel(provider.url) as twilio:
            for code, times in ((20003, 1), (20003, 1), (21408, 2), (20003, 2)):
                provider.answer = refusing(400, code)
                with pytest.raises(TemporarySendError):
                    await send(twilio)
                assert len(logs) == times
            provider.answer = saying(201, {"sid": "SM1"})
            await send(twilio)
            provider.answer = refusing(400, 20003)
            with pytest.raises(TemporarySendError):
                await send(twilio)
    assert [each["reason"][:13] for each in logs] == [
        "Twilio 20003:",
        "Twilio 21408:",
        "Twilio 20003:",
    ]
    assert {each["log_level"] for each in logs} == {"error"}
