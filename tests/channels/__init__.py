"""A Twilio account that nobody has: its form, its signature, and our channel for it."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from datetime import UTC, datetime

from multidict import MultiDict
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from bot.channels.twilio import TwilioChannel
from bot.config import Twilio

ACCOUNT = "AC" + "0" * 32
KEY = "0123456789abcdef" * 2
OURS = "+22370000000"
THEIRS = "+22370000001"
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
PUBLIC = "https://bot.example"
Fields = Iterable[tuple[str, str]]


def door() -> socket.socket:
    """A free port of this machine, as the program itself opens one.

    Of `create_server` asyncio does not know that it is TCP, and each answer waits for 40 ms.
    """
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    opened.bind(("127.0.0.1", 0))
    opened.listen()
    return opened


def config(**changes) -> Twilio:
    known = {"account_sid": ACCOUNT, "auth_token": KEY, "numbers": (OURS,)}
    return Twilio(**{**known, **changes})


def parsing(**changes) -> TwilioChannel:
    """A channel without connections, for calls that come in."""
    return TwilioChannel(config(**changes), Client(ACCOUNT, KEY), None, {}, lambda: NOW)


def sms(**changes: str | None) -> tuple[tuple[str, str], ...]:
    """The fields that Twilio posts for a message; those set to None are left out."""
    form = {
        "ToCountry": "ML",
        "SmsMessageSid": "SM1",
        "NumMedia": "0",
        "SmsStatus": "received",
        "Body": "palu 2 koro",
        "To": OURS,
        "NumSegments": "1",
        "MessageSid": "SM1",
        "AccountSid": ACCOUNT,
        "From": THEIRS,
        "ApiVersion": "2010-04-01",
    }
    return tuple((key, value) for key, value in {**form, **changes}.items() if value is not None)


def whatsapp(**changes: str | None) -> tuple[tuple[str, str], ...]:
    """The same, from somebody on WhatsApp."""
    form = {
        "From": f"whatsapp:{THEIRS}",
        "To": f"whatsapp:{OURS}",
        "WaId": THEIRS[1:],
        "ProfileName": "A person",
        "MessageType": "text",
    }
    return sms(**{**form, **changes})


def receipt(status: str, **changes: str) -> tuple[tuple[str, str], ...]:
    """The fields that Twilio posts when it knows more of a message we sent."""
    form = {"MessageSid": "SM9", "MessageStatus": status, "To": THEIRS, "From": OURS, **changes}
    return tuple(form.items())


def signature(url: str, form: Fields, key: str = KEY) -> str:
    return RequestValidator(key).compute_signature(url, MultiDict(form))
