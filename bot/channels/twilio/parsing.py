"""What Twilio calls us with, and what its list of messages tells: forms in, messages out.

Fields: https://www.twilio.com/docs/messaging/guides/webhook-request; of receipts:
https://www.twilio.com/docs/messaging/guides/track-outbound-message-status.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qsl, urlencode

import structlog

from bot.address import Address, sender
from bot.channels.base import HookRequest, Received
from bot.channels.twilio.errors import Deed, known, reason
from bot.channels.twilio.signing import Signature
from bot.config import Twilio
from bot.errors import Forged, InvalidPayload
from bot.message import Inbound, Location, Receipt

log = structlog.get_logger(__name__)

SMS = "twilio"
WHATSAPP = "whatsapp"
PREFIX = f"{WHATSAPP}:"  # of a number on WhatsApp, as Twilio writes it
EMPTY = b'<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
OUTBOUND = "outbound"  # our id, in the address that receipts come to
OURS_TO_KEEP = ("MessageSid", "From", "To")
SAID = ("NumMedia", "Latitude", "ButtonText")  # of messages that have no text
# Whatever Twilio tells of a message, it has taken it: that is *sent*.
STATUSES: Mapping[str, Literal["sent", "delivered", "failed"]] = {
    "accepted": "sent",
    "scheduled": "sent",
    "queued": "sent",
    "sending": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}
KEYWORDS = frozenset({"STOP", "START", "HELP"})


def callback(public_url: str | None, outbound_id: str) -> str | None:
    """Where the receipts of a message of ours are to come; the signature covers our id too."""
    if public_url is None:
        return None
    return f"{public_url.rstrip('/')}/twilio?{urlencode({OUTBOUND: outbound_id})}"


class Calls:
    """Twilio's calls, verified and read. Without a number of ours there, WhatsApp is only heard."""

    def __init__(self, config: Twilio, clock: Callable[[], datetime]) -> None:
        self._signature = Signature(config.auth_token.get_secret_value())
        self._whatsapp = config.whatsapp_number is not None
        self._clock = clock

    def parse(self, request: HookRequest) -> Received:
        form = dict(request.form)
        if not self._signature.is_on(request, form):
            raise Forged("the signature is missing or wrong")
        if not form.get("MessageSid"):
            raise InvalidPayload("no MessageSid")
        if any("\0" in form.get(name, "") for name in OURS_TO_KEEP):
            raise InvalidPayload("a NUL in a number or an id")
        if not _is_message(form):
            return Received(receipts=_receipts(request, form))
        if not form.get("From"):
            raise InvalidPayload("no From")
        return Received((self.inbound(form),), body=EMPTY, content_type="text/xml")

    def inbound(self, form: Mapping[str, str], sent_at: datetime | None = None) -> Inbound:
        """The message of a form that has at least an id and a sender."""
        writer = self._writer(form["From"])
        by_whatsapp = writer.scheme == WHATSAPP
        location = _location(form)
        text, answered = _said(form)
        return Inbound(
            channel=WHATSAPP if by_whatsapp else SMS,
            external_id=form["MessageSid"],
            sender=writer,
            recipient=form.get("To", "").removeprefix(PREFIX),
            text=text,
            received_at=self._clock(),
            sent_at=sent_at,
            location=location,
            shared=_proved(writer) if by_whatsapp else None,
            unreadable=not text.strip() and location is None and _shows(form, by_whatsapp),
            answered=answered,
        )

    def _writer(self, written: str) -> Address:
        """Other channels of Twilio's (`rcs:`, `messenger:`) are machines to us."""
        if not written.startswith(PREFIX):
            return sender(written)
        if not self._whatsapp:
            log.warning("WhatsApp is not answered: set [twilio] whatsapp_number")
            return Address("tel", written)
        return Address(WHATSAPP, sender(written.removeprefix(PREFIX)).path)


def _is_message(form: Mapping[str, str]) -> bool:
    return "Body" in form or ("MessageStatus" not in form and any(name in form for name in SAID))


def _proved(writer: Address) -> Address | None:
    """WhatsApp knows its people by their phone numbers, and has proved them."""
    return Address("tel", writer.path) if writer.answerable else None


def _said(form: Mapping[str, str]) -> tuple[str, bool]:
    """The words, and whether Twilio has answered them already.

    It does that for the words of its own opt-out, which may be others than ours: what it took
    them for is what we note. A button of a template says what stands on it.
    """
    keyword = form.get("OptOutType", "").upper()
    if keyword in KEYWORDS:
        return keyword, True
    return form.get("Body") or form.get("ButtonText", ""), False


def _shows(form: Mapping[str, str], by_whatsapp: bool) -> bool:
    """Whether there is something that is no words: a picture, a voice message, a sticker."""
    return by_whatsapp or form.get("NumMedia", "0") not in ("", "0")


def _location(form: Mapping[str, str]) -> Location | None:
    try:
        latitude, longitude = float(form["Latitude"]), float(form["Longitude"])
    except (KeyError, ValueError):
        return None
    if -90 <= latitude <= 90 and -180 <= longitude <= 180:
        return Location(latitude, longitude)
    return None


def _receipts(request: HookRequest, form: Mapping[str, str]) -> tuple[Receipt, ...]:
    """Of a message that is known by Twilio's id or, before we know that, by ours."""
    if "MessageStatus" not in form:
        raise InvalidPayload("neither a message nor a receipt")
    status = STATUSES.get(form["MessageStatus"])
    if status is None:
        return ()
    code = form.get("ErrorCode") if status == "failed" else None
    meaning = known(code)
    if meaning is not None and meaning.deed is Deed.OPERATOR:
        log.error("Twilio needs an operator", reason=reason(code))
    return (
        Receipt(
            _channel(form),
            form["MessageSid"],
            status,
            reason(code) if status == "failed" else None,
            outbound_id=_outbound_id(request.url),
            stopped=meaning is not None and meaning.deed is Deed.STOP,
        ),
    )


def _channel(form: Mapping[str, str]) -> str:
    by_whatsapp = any(form.get(name, "").startswith(PREFIX) for name in ("From", "To"))
    return WHATSAPP if by_whatsapp else SMS


def _outbound_id(url: str) -> str | None:
    known_as = dict(parse_qsl(url.partition("?")[2])).get(OUTBOUND)
    return known_as if known_as and "\0" not in known_as else None
