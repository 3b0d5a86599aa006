"""Handing messages over: never lost, and not twice where the provider lets us find out.

An answer that is none (a hang-up half way, status 500, a page of HTML, no id) leaves open whether
the provider took the message. It counts as not taken and is sent again later. What closes the
window, where the provider offers it: it refuses an id of ours that it has (`already`); it can be
asked for a message (`lookup`); its receipts name our id. Otherwise such a message can come twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from bot.channels.http.answers import NeedsOperator, Reading
from bot.channels.http.asking import asking
from bot.channels.http.picking import kept, picked
from bot.channels.http.tokens import Tokens
from bot.channels.http.wire import Answered, Unclear, Wire
from bot.config.gateway_out import Call, Lookup
from bot.config.gateways import TOKEN, Gateway
from bot.errors import PermanentSendError, SendError
from bot.message import Outbound
from bot.sms import GSM, split

log = structlog.get_logger(__name__)

REMEMBERED = 1000  # messages of which a part was taken
REFUSED = 401


class Asked:
    """Calls to the provider, with its secrets and its token."""

    def __init__(
        self, config: Gateway, wire: Wire, public_url: str | None, clock: Callable[[], datetime]
    ) -> None:
        secrets = {name: secret.get_secret_value() for name, secret in config.secrets.items()}
        self._known = {**secrets, "public_url": (public_url or "").rstrip("/")}
        self._known["from"], self._known["from_digits"] = config.number, digits(config.number)
        self._wire = wire
        self._tokens = (
            Tokens(config.name, config.oauth, wire, self._known, clock) if config.oauth else None
        )

    async def ask(self, call: Call, values: Mapping[str, str]) -> Answered:
        """With a token that holds; a refused one is fetched again, once."""
        if self._tokens is None:
            return await self._wire.ask(asking(call, {**self._known, **values}))
        token = await self._tokens.token()
        known = {**self._known, **values}
        answered = await self._wire.ask(asking(call, {**known, TOKEN: token}))
        if answered.status != REFUSED:
            return answered
        token = await self._tokens.token(refused=token)
        return await self._wire.ask(asking(call, {**known, TOKEN: token}))


class Sending:
    """One message at a time of each outbound; many outbounds together."""

    def __init__(self, config: Gateway, asked: Asked) -> None:
        self._config = config
        self._asked = asked
        self._reading = Reading(config.name, config.answer)
        self._begun: dict[str, list[str]] = {}
        self._reported: set[str] = set()

    async def hand_over(self, outbound: Outbound, text: str) -> str:
        """The provider's id of the message, of its last part if it is long; raise `SendError`."""
        parts = split(text, self._config.send.most_segments, numbered=False)
        taken = self._begun.setdefault(outbound.id, [])
        try:
            while len(taken) < len(parts):
                number = len(taken) + 1
                # What becomes of the last part tells for all: only that one has our id itself.
                key = outbound.id if number == len(parts) else f"{outbound.id}-{number}"
                taken.append(await self._part(outbound, key, parts[number - 1]))
        except SendError as error:
            self._remember(outbound, error)
            raise
        self._begun.pop(outbound.id, None)
        self._reported.clear()
        return taken[-1]

    async def _part(self, outbound: Outbound, key: str, text: str) -> str:
        values = self._values(outbound, key, text)
        lookup = self._config.lookup
        if lookup is not None and outbound.attempts > 1:
            found = await self._found(lookup, values)
            if found is not None:
                return found
        return self._reading.id(await self._asked.ask(self._config.send, values), key)

    async def _found(self, lookup: Lookup, values: Mapping[str, str]) -> str | None:
        """Its id, if the provider has it; while it does not say, nothing is sent."""
        answered = await self._asked.ask(lookup, values)
        code = picked(lookup.code, answered.data, answered.text)
        for said in filter(None, (code, f"HTTP {answered.status}")):
            if said in lookup.found:
                theirs = picked(self._config.answer.id, answered.data, answered.text)
                return kept(theirs) or values["id"]
            if said in lookup.absent:
                return None
        raise Unclear(self._reading.reason(code, answered.status, "does it have the message?"))

    def _values(self, outbound: Outbound, key: str, text: str) -> dict[str, str]:
        known, to = self._config.send.encodings, outbound.address.path
        encoding = known.gsm if GSM.issuperset(text) else known.unicode
        return {
            "id": key, "to": to, "to_digits": digits(to), "text": text, "encoding": encoding,
        }  # fmt: skip

    def _remember(self, outbound: Outbound, error: SendError) -> None:
        """What comes again is continued; what an operator must mend is said, once."""
        if isinstance(error, PermanentSendError) or not self._begun.get(outbound.id):
            self._begun.pop(outbound.id, None)
        while len(self._begun) > REMEMBERED:
            del self._begun[next(iter(self._begun))]
        if isinstance(error, NeedsOperator) and str(error) not in self._reported:
            self._reported.add(str(error))
            log.error("gateway needs an operator", gateway=self._config.name, reason=str(error))


def digits(number: str) -> str:
    """Without the plus; names of senders stay as they are."""
    return number.removeprefix("+")
