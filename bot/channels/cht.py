"""Phones with the cht-gateway app, which call us for what they are to send.

The protocol: https://github.com/medic/cht-gateway#api. One address serves for everything. A GET
asks whether we are there. A POST brings the SMS that came and what became of ours, and takes what
is to be sent. Both sides pass over an id that they know, so that anything may be told twice.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from bot.address import sender
from bot.channels.base import Collect, HookRequest, Received, SmsText
from bot.config import Phone
from bot.errors import InvalidPayload, TemporarySendError, Unauthorised
from bot.message import Inbound, Outbound, Receipt, Rendered
from bot.pacing import Allowance
from bot.sms import Folding

JSON = "application/json"
HERE = b'{"medic-gateway": true}'
MOST = 10  # messages an answer: as many as the app sends between two calls
USUAL = Allowance(per_second=10 / 60)
# Whatever the phone tells of a message, it has it: that is *sent*.
STATUSES: Mapping[str, Literal["sent", "delivered", "failed"]] = {
    "UNSENT": "sent",
    "PENDING": "sent",
    "SENT": "sent",
    "DELIVERED": "delivered",
    "FAILED": "failed",
}
ON_THE_PHONE = ("UNSENT", "PENDING")
LONGEST = {"id": 200, "from": 60}
LONGEST_REASON = 80
DIGITS = re.compile(r"\d{5,}")  # perhaps of a number; codes of errors are shorter
EARLIEST = datetime(2015, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # by which the clock of a network may be wrong


class ChtPhone:
    """Implements `Puller`, `Webhook` and `Metered`; as a `Channel` it waits to be called."""

    methods = ("GET", "POST")
    largest = 512 * 1024
    allowance = USUAL
    prompt = True  # it tells of each message when the network has it

    def __init__(
        self, config: Phone, foldings: Mapping[str, Folding], clock: Callable[[], datetime]
    ) -> None:
        self._config = config
        password = config.secret.get_secret_value()
        self._credentials = f"{config.name}:{password}".encode()
        self._text = SmsText(foldings)
        self._clock = clock

    def segments(self, rendered: Rendered) -> int:
        return self._text.segments(rendered)

    async def send(self, outbound: Outbound, rendered: Rendered) -> str:
        raise TemporarySendError("a phone fetches its messages")

    def parse(self, request: HookRequest) -> Received:
        """The messages and the states of a POST; nothing of a GET."""
        if not self._knows(request.headers.get("authorization", "")):
            raise Unauthorised("wrong name or password")
        if request.method == "GET":
            return Received()
        told = _object(_unpacked(request), "the body")
        return Received(
            tuple(self._inbound(each) for each in _list(told, "messages")),
            tuple(receipt for each in _list(told, "updates") for receipt in self._receipts(each)),
        )

    async def exchange(self, request: HookRequest, collect: Collect) -> tuple[bytes, str]:
        """What the phone is to send, under our ids."""
        if request.method == "GET":
            return HERE, JSON
        messages = [
            {"id": outbound.id, "to": outbound.address.path, "content": self._text.of(words)}
            for outbound, words in await collect(MOST)
        ]
        return json.dumps({"messages": messages}).encode(), JSON

    def refusal(self, reason: str) -> tuple[bytes, str]:
        """As the app reads it; it may show the reason."""
        return json.dumps({"error": True, "message": reason}).encode(), JSON

    def _knows(self, header: str) -> bool:
        scheme, _space, given = header.partition(" ")
        if scheme.lower() != "basic" or self._credentials.endswith(b":"):
            return False
        try:
            return hmac.compare_digest(base64.b64decode(given, validate=True), self._credentials)
        except (binascii.Error, ValueError):
            return False

    def _inbound(self, told: object) -> Inbound:
        fields = _object(told, "a message")
        now = self._clock()
        return Inbound(
            channel=self._config.name,
            external_id=_id(fields),
            sender=sender(_word(fields.get("from"))),
            recipient=self._config.number,
            text=_words(fields.get("content")),
            received_at=now,
            sent_at=_moment(fields.get("sms_sent"), now),
        )

    def _receipts(self, told: object) -> Iterator[Receipt]:
        fields = _object(told, "an update")
        known_as, status = _id(fields), STATUSES.get(str(fields.get("status")))
        if status is not None:
            reason = _reason(fields.get("reason")) if status == "failed" else None
            held = fields["status"] in ON_THE_PHONE
            yield Receipt(
                self._config.name, known_as, status, reason, outbound_id=known_as, held=held
            )


def _unpacked(request: HookRequest) -> object:
    body = request.body
    if request.headers.get("content-encoding", "").lower() == "gzip":
        body = _inflated(body)
    try:
        return json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        raise InvalidPayload("not JSON") from error


def _inflated(body: bytes) -> bytes:
    """Never more than a body may have."""
    opening = zlib.decompressobj(wbits=31)
    try:
        found = opening.decompress(body, ChtPhone.largest)
    except zlib.error as error:
        raise InvalidPayload("not gzip") from error
    if not opening.eof:
        raise InvalidPayload("too long, or cut short")
    return found


def _object(told: object, what: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise InvalidPayload(f"{what} is no object")
    return told


def _list(told: Mapping[str, Any], name: str) -> list[object]:
    """Nothing, null and an empty list are the same."""
    found = told.get(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise InvalidPayload(f"{name} is no list")
    return found


def _id(fields: Mapping[str, Any]) -> str:
    found = fields.get("id")
    if not (isinstance(found, str) and found.isprintable() and 0 < len(found) <= LONGEST["id"]):
        raise InvalidPayload("no id")
    return found


def _word(value: object) -> str:
    """A sender: the network may give a name, or nothing, and must not stop the rest by it."""
    text = value if isinstance(value, str) else ""
    return "".join(filter(str.isprintable, text))[: LONGEST["from"]]


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _moment(value: object, now: datetime) -> datetime | None:
    """Milliseconds since 1970, if they can be true."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    first, last = EARLIEST.timestamp() * 1000, (now + AHEAD).timestamp() * 1000
    return datetime.fromtimestamp(value / 1000, UTC) if first <= value <= last else None


def _reason(value: object) -> str:
    """The phone's words; a number that they name is not kept."""
    text = _words(value)
    printable = "".join(filter(str.isprintable, text))[:LONGEST_REASON]
    return DIGITS.sub("...", printable) or "the phone gave no reason"
