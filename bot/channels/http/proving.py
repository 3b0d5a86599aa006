"""Whether a call is the provider's own: its secret, its HMAC, where it comes from."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from string import Template

from bot.channels.base import HookRequest
from bot.config.gateway_in import Verify
from bot.config.gateways import basic
from bot.errors import Forged

OLD = timedelta(minutes=15)  # before or behind our clock
MILLIS = 10**11  # from here on a time is not in seconds, but in thousandths


class Proof:
    """Raises `Forged`; what is configured must hold, all of it."""

    def __init__(self, config: Verify, secret: str, clock: Callable[[], datetime]) -> None:
        self._config = config
        self._secret = secret
        self._clock = clock
        self._holds = {
            "secret": self._has_secret,
            "basic": self._has_basic,
            "hmac": self._has_hmac,
            "address": _anyone,
        }[config.how]

    def check(self, request: HookRequest, fields: Mapping[str, str]) -> None:
        """`fields` are those of the query and of a form."""
        if self._config.addresses and not self._is_known(request.client):
            raise Forged("calls from there are not taken")
        if not self._holds(request, fields):
            raise Forged("the secret or the signature is missing or wrong")

    def _is_known(self, client: str) -> bool:
        with suppress(ValueError):
            address = ip_address(client)
            address = getattr(address, "ipv4_mapped", None) or address
            return any(address in network for network in self._config.addresses)
        return False

    def _has_secret(self, request: HookRequest, fields: Mapping[str, str]) -> bool:
        if self._config.field is not None:
            return self._is(fields.get(self._config.field, ""), self._secret)
        given = request.headers.get((self._config.header or "").lower(), "")
        return self._is(given, self._config.prefix + self._secret)

    def _has_basic(self, request: HookRequest, _fields: Mapping[str, str]) -> bool:
        kind, _blank, pair = request.headers.get("authorization", "").partition(" ")
        return kind.lower() == "basic" and self._is(pair.strip(), basic(self._secret))

    def _has_hmac(self, request: HookRequest, _fields: Mapping[str, str]) -> bool:
        config = self._config
        time = request.headers.get((config.time_header or "").lower(), "")
        if config.time_header is not None and not self._is_fresh(time):
            return False
        signed = _joined(config.signed, request.body, time.encode("latin-1", "replace"))
        digest = hmac.digest(self._secret.encode(), signed, config.algorithm)
        known = digest.hex() if config.digest == "hex" else base64.b64encode(digest).decode()
        given = request.headers.get((config.header or "").lower(), "")
        if config.digest == "hex":
            given = given[: len(config.prefix)] + given[len(config.prefix) :].lower()
        return self._is(given, config.prefix + known)

    def _is(self, given: str, known: str) -> bool:
        """Without telling by the time it takes how much of it was right."""
        return bool(self._secret) and hmac.compare_digest(
            given.encode("utf-8", "replace"), known.encode()
        )

    def _is_fresh(self, written: str) -> bool:
        at = moment(written)
        return at is not None and abs(self._clock() - at) <= OLD


def _anyone(_request: HookRequest, _fields: Mapping[str, str]) -> bool:
    return True


def moment(written: str) -> datetime | None:
    """A time in seconds or thousandths since 1970, or in ISO 8601 with its zone."""
    with suppress(ValueError, OverflowError, OSError):
        seconds = float(written)
        return datetime.fromtimestamp(seconds / 1000 if seconds >= MILLIS else seconds, UTC)
    with suppress(ValueError):
        at = datetime.fromisoformat(written)
        return at if at.tzinfo is not None else None
    return None


def _joined(template: str, body: bytes, time: bytes) -> bytes:
    """What was signed: bodies are bytes, whatever their encoding."""
    parts: list[bytes] = []
    last = 0
    for match in Template.pattern.finditer(template):
        parts.append(template[last : match.start()].encode())
        name = match["named"] or match["braced"]
        parts.append({"body": body, "time": time}.get(name, b"$"))
        last = match.end()
    return b"".join([*parts, template[last:].encode()])
