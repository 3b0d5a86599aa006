"""What a provider calls us with: its fields, whatever they are called, as messages and receipts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4
from zoneinfo import ZoneInfo

import orjson

from bot.address import Address, sender
from bot.channels.base import HookRequest, Received
from bot.channels.http.picking import MISSING, found, kept, plain, walked
from bot.channels.http.proving import Proof, moment
from bot.config.gateway_in import Heard, Receipts, Receive
from bot.config.gateways import Gateway
from bot.errors import InvalidPayload
from bot.message import Inbound, Receipt

LONGEST_SENDER = 100  # characters: numbers have fifteen digits, names of senders eleven letters
# A provider's clock that is further away from ours is wrong.
AHEAD, BEHIND = timedelta(days=1), timedelta(days=30)


class Calls:
    """Raises `Forged` or `InvalidPayload`: nothing of such a call is kept."""

    def __init__(self, config: Gateway, clock: Callable[[], datetime], zone: ZoneInfo) -> None:
        self._config = config
        self._clock = clock
        self._zone = zone
        verify = config.verify
        secret = (
            config.secrets[verify.secret].get_secret_value() if verify and verify.secret else ""
        )
        self._proof = Proof(verify, secret, clock) if verify else None

    def messages(self, request: HookRequest) -> Received:
        """Of the gateway's own path: messages, and receipts where they come there too."""
        receive, receipts = self._config.receive, self._config.receipts
        assert receive is not None, "its path is only there with it"
        if receipts is not None and receipts.same_path:
            data = self._opened(request, receipts)
            if is_of(data, receipts):
                return self._noted(data, receipts)
        data = self._opened(request, receive)
        if not expected(data, receive):
            return _nothing(receive)
        inbounds = tuple(self._inbound(each, receive) for each in _each(data, receive))
        return Received(inbounds, body=receive.answer.encode())

    def receipts(self, request: HookRequest) -> Received:
        receipts = self._config.receipts
        assert receipts is not None, "its path is only there with it"
        return self._noted(self._opened(request, receipts), receipts)

    def _opened(self, request: HookRequest, heard: Heard) -> Any:
        query = fields_of(request.url.partition("?")[2].encode(), heard.charset)
        form = fields_of(request.body, heard.charset) if heard.format == "form" else {}
        if self._proof is not None:
            self._proof.check(request, {**form, **query})
        if heard.format == "json":
            return _json(request.body)
        return query if heard.format == "query" or request.method == "GET" else form

    def _inbound(self, data: Any, receive: Receive) -> Inbound:
        written, text = found(data, receive.sender), found(data, receive.text)
        if not written or "\0" in written or len(written) > LONGEST_SENDER:
            raise InvalidPayload("no sender")
        if text is None and not any(_is_there(data, path) for path in receive.text):
            raise InvalidPayload("no text")
        sent_at = self._sent_at(found(data, receive.sent_at or ()), receive)
        who = _who(written, without_plus=receive.without_plus)
        return Inbound(
            channel=self._config.name,
            external_id=_external_id(data, receive, (str(who), text or "")),
            sender=who,
            recipient=self._config.number,
            text=text or "",
            received_at=self._clock(),
            sent_at=sent_at,
        )

    def _sent_at(self, written: str | None, receive: Receive) -> datetime | None:
        """None where it cannot be read, or cannot be: a message is kept all the same."""
        if not written:
            return None
        at = moment(written)
        with suppress(ValueError):
            if at is None and receive.sent_as != "iso":
                at = datetime.strptime(written, receive.sent_as)  # noqa: DTZ007  (zone below)
            at = at or datetime.fromisoformat(written)
        if at is not None and at.tzinfo is None:
            at = at.replace(tzinfo=self._zone)
        return at if at is not None and -AHEAD <= self._clock() - at <= BEHIND else None

    def _noted(self, data: Any, receipts: Receipts) -> Received:
        if not expected(data, receipts):
            return _nothing(receipts)
        told = [self._receipt(each, receipts) for each in _each(data, receipts)]
        known = tuple(receipt for receipt in told if receipt is not None)
        return Received(receipts=known, body=receipts.answer.encode())

    def _receipt(self, data: Any, receipts: Receipts) -> Receipt | None:
        """None for a status that tells nothing we keep."""
        theirs, ours = found(data, receipts.id or ()), found(data, receipts.own_id or ())
        status = found(data, receipts.status)
        if not (theirs or ours) or "\0" in f"{theirs}{ours}":
            raise InvalidPayload("no id of a message")
        if status is None:
            raise InvalidPayload("no status")
        became = receipts.statuses.get(status)
        if became is None:
            return None
        failed = became in ("failed", "stopped")
        return Receipt(
            self._config.name,
            kept(theirs or ours or ""),
            "failed" if became == "stopped" else became,
            self._reason(status, found(data, receipts.reason or ())) if failed else None,
            outbound_id=ours or None,
            stopped=became == "stopped",
        )

    def _reason(self, status: str, why: str | None) -> str:
        """Only words that can name nobody."""
        words = filter(None, map(plain, (status, why or "")))
        return f"{self._config.name}: {' '.join(dict.fromkeys(words))}"


def fields_of(raw: bytes, charset: str) -> dict[str, str]:
    """A form or a query; of a field that comes twice, the last."""
    try:
        pairs = parse_qsl(raw.decode("ascii", "replace"), keep_blank_values=True, encoding=charset)
    except ValueError as error:
        raise InvalidPayload("not a form") from error
    return dict(pairs)


def is_of(data: Any, heard: Heard) -> bool:
    """Whether it is what `when` says; "*" is any value that is there."""
    told = {path: found(data, (path,)) for path in heard.when}
    return all(
        told[path] is not None and (told[path] in values or "*" in values)
        for path, values in heard.when.items()
    )


def expected(data: Any, heard: Heard) -> bool:
    """The same; without the fields that tell, a call is malformed."""
    if any(found(data, (path,)) is None for path in heard.when):
        raise InvalidPayload("a field that tells what this is, is missing")
    return is_of(data, heard)


def _nothing(heard: Heard) -> Received:
    return Received(body=heard.answer.encode())


def _json(body: bytes) -> Any:
    try:
        data = orjson.loads(body)
    except ValueError as error:
        raise InvalidPayload("not JSON") from error
    if not isinstance(data, dict | list):
        raise InvalidPayload("not a JSON object")
    return data


def _each(data: Any, heard: Heard) -> Iterator[Any]:
    if heard.each is None:
        yield data
        return
    listed = data if heard.each == "" else walked(data, heard.each)
    if not isinstance(listed, list):
        raise InvalidPayload("no list of messages")
    yield from listed


def _is_there(data: Any, path: str) -> bool:
    return walked(data, path) is not MISSING


def _who(written: str, *, without_plus: bool) -> Address:
    number = written.strip().removeprefix("tel:").strip()
    if without_plus and re.fullmatch(r"\d{8,15}", number):
        number = f"+{number}"
    return sender(number)


def _external_id(data: Any, receive: Receive, what: tuple[str, str]) -> str:
    """The provider's, else one of who wrote what and when, else of no other message."""
    if receive.id is not None:
        theirs = found(data, receive.id)
        if not theirs or "\0" in theirs:
            raise InvalidPayload("no id")
        return kept(theirs)
    at = found(data, receive.sent_at or ())
    if not at:
        return uuid4().hex
    return hashlib.sha256("\0".join((*what, at)).encode("utf-8", "replace")).hexdigest()
