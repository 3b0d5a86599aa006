"""What Twilio's error codes mean, and what we do about them.

Source: Twilio's Error and Warning Dictionary, https://www.twilio.com/docs/api/errors, read in
November 2026; a code's own page is that address, a slash, and the code. Twilio adds codes and
splits old ones, and advises against relying on them: a code that is not here is judged by the
HTTP status of the answer alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

import aiohttp
from twilio.base.exceptions import (
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from twilio.http.response import Response

from bot.errors import AddressStopped, PermanentSendError, SendError, TemporarySendError

TOO_MANY = 429
MINUTES = 60.0
# Too many; a wrong token, which an operator will mend; a hotel's login page, not Twilio.
TEMPORARY = frozenset({TOO_MANY, 401, 403, *range(400)})
# What the client raises where no answer came, or one that is not Twilio's.
NO_ANSWER = (
    TimeoutError,
    OSError,
    aiohttp.ClientError,
    TwilioException,
    ValueError,
    AttributeError,
    TypeError,
    KeyError,
)


class Deed(Enum):
    """What is to be done about an error."""

    LATER = "later"
    NEVER = "never"
    STOP = "stop"  # the person wants nothing more at this address
    OPERATOR = "operator"  # later too: somebody must mend the account or the configuration first


@dataclass(frozen=True, slots=True)
class Meaning:
    """An error in words for operators. `wait`: seconds before trying again is any use."""

    words: str
    deed: Deed
    wait: float | None = None


def _later(words: str, wait: float | None = None) -> Meaning:
    return Meaning(words, Deed.LATER, wait)


def _never(words: str) -> Meaning:
    return Meaning(words, Deed.NEVER)


def _stop(words: str) -> Meaning:
    return Meaning(words, Deed.STOP)


def _operator(words: str) -> Meaning:
    return Meaning(words, Deed.OPERATOR, 10 * MINUTES)


MEANINGS: Mapping[int, Meaning] = {
    # The account, the token, the configuration
    20003: _operator(
        "account_sid or KUNNAFONI_TWILIO_AUTH_TOKEN is wrong, or the account is suspended"
    ),
    20404: _operator("there is no such account or service: check account_sid"),
    30002: _operator("the account is suspended: see Twilio's console"),
    21408: _operator("sending to this country is not enabled: messaging, geographic permissions"),
    21603: _operator("no number to write from: set numbers or messaging_service_sid"),
    21606: _operator("we may not write from this number to that country: check numbers"),
    21608: _operator("a trial account writes only to verified numbers: upgrade it"),
    21609: _operator("our address for receipts is refused: check [web] public_url"),
    21659: _operator("the number we write from is not one of Twilio's: check numbers"),
    21660: _operator("the number we write from is of another account: check account_sid"),
    21661: _operator("the number we write from cannot send SMS: check numbers"),
    21701: _operator("there is no such messaging service: check messaging_service_sid"),
    21703: _operator("the messaging service has no number free to write from"),
    21704: _operator("the messaging service holds no number"),
    63001: _operator("WhatsApp does not accept our sender: see Twilio's console"),
    63002: _operator("WhatsApp does not know our number: check whatsapp_number"),
    63007: _operator("our number is not a WhatsApp sender of this account: check whatsapp_number"),
    63015: _operator("the WhatsApp sandbox writes only to people who have joined it"),
    # Too many, or not now
    14107: _later("more than 30 answers to one number within 30 seconds", 30),
    20429: _later("too many calls to Twilio at once"),
    20500: _later("a fault at Twilio"),
    21611: _later("too many messages already wait for this number of ours", 10 * MINUTES),
    30001: _later("too many messages already wait at Twilio", 10 * MINUTES),
    30017: _later("the operator's network is congested"),
    30410: _later("the operator did not answer Twilio in time"),
    63009: _later("a fault at WhatsApp"),
    63010: _later("a fault at Twilio"),
    63012: _later("a fault at WhatsApp"),
    63017: _later("too many messages at once"),
    63018: _later("WhatsApp allows no more for now", 10 * MINUTES),
    63038: _later("the account's messages of a day are used up", 60 * MINUTES),
    # The person has said no
    21610: _stop("the person has opted out at Twilio (STOP)"),
    63014: _stop("the person has blocked our number"),
    # This number
    21211: _never("not a phone number"),
    21265: _never("a short code cannot be written to"),
    21266: _never("that is our own number"),
    21268: _never("a service number cannot be written to"),
    21612: _never("this number cannot be reached from ours"),
    21614: _never("not a mobile number"),
    21635: _never("a landline"),
    30003: _never("the phone cannot be reached: off, or without network"),
    30004: _never("blocked by the operator, or by the person"),
    30005: _never("the number is unknown, or no longer in use"),
    30006: _never("a landline, or an operator that cannot be reached"),
    63003: _never("this number is not on WhatsApp"),
    63024: _never("WhatsApp does not accept this number"),
    63032: _never("WhatsApp does not let us write to this person"),
    # This message
    21602: _never("the text is empty"),
    21617: _never("the text is longer than 1,600 characters"),
    21619: _never("the text is empty"),
    30007: _never("filtered as spam by Twilio or the operator"),
    30008: _never("not delivered; the operator does not say why"),
    30036: _never("it could not be delivered in time"),
    63005: _never("WhatsApp does not accept this text"),
    63013: _never("against the rules of WhatsApp"),
    63016: _never(
        "more than 24 hours after their last message WhatsApp takes approved templates only"
    ),
    63021: _never("WhatsApp does not accept this text"),
}


class Unclear(TemporarySendError):
    """No usable answer: Twilio may have taken the message all the same."""


class NeedsOperator(TemporarySendError):
    """Worth trying again once somebody has mended the account or the configuration."""


def known(code: int | str | None) -> Meaning | None:
    """What a code means, as a number or as a form writes it."""
    written = str(code)
    return MEANINGS.get(int(written)) if written.isdecimal() and len(written) < 9 else None


def reason(code: int | str | None, status: int | None = None) -> str:
    """In words, with the code; never what Twilio wrote: that may name a number."""
    meaning = known(code)
    if meaning is not None:
        return f"Twilio {code}: {meaning.words}"
    written = str(code) if str(code).isdecimal() else "no code"
    return f"Twilio: {written}" if status is None else f"Twilio {status}/{written}"


def refusal(code: int | str | None, status: int) -> SendError:
    """The error to raise for Twilio's answer of an HTTP status, perhaps with a code."""
    meaning, why = known(code), reason(code, status)
    deed = meaning.deed if meaning else None
    if deed is Deed.STOP:
        return AddressStopped(why)
    wait = meaning.wait if meaning else None
    if status >= 500:
        return Unclear(why, wait)
    if deed is Deed.NEVER or (deed is None and status not in TEMPORARY):
        return PermanentSendError(why)
    return (NeedsOperator if deed is Deed.OPERATOR else TemporarySendError)(why, wait)


def translated(error: Exception) -> SendError:
    """An error of the client in ours: any of `NO_ANSWER`."""
    if isinstance(error, TwilioRestException | TwilioServiceException):
        status = str(error.status)
        return refusal(error.code, int(status) if status.isdecimal() else 0)
    if isinstance(error, TwilioException) and error.args and isinstance(error.args[-1], Response):
        page = error.args[-1]  # of a list: the client does not read what is wrong with it
        return refusal(_code(page.text), page.status_code)
    why = f"no usable answer: {type(error).__name__}"
    if isinstance(error, aiohttp.ClientConnectorError):
        return TemporarySendError(why)  # we never reached it
    return Unclear(why)


def _code(text: str) -> Any:
    try:
        answer = json.loads(text)
    except ValueError:
        return None
    return answer.get("code") if isinstance(answer, dict) else None
