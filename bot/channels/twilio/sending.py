"""Handing messages over: never lost, and not twice where Twilio has taken one without our knowing.

An answer that is none (a hang-up half way, a page of HTML, no id) leaves open whether Twilio took
the message. It counts as not taken, so that it is not lost, and is sent again later. Before that
two things close the window: Twilio's call about the message carries our id and marks it as sent;
and the account's list of messages is looked at for it. What remains is a message that Twilio took
and shows in neither, or a restart of ours in between: such a one can be sent twice.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from twilio.rest import Client

from bot.channels.twilio.client import asked
from bot.channels.twilio.errors import NeedsOperator, Unclear, refusal
from bot.channels.twilio.parsing import callback
from bot.config import Twilio
from bot.errors import PermanentSendError, SendError
from bot.message import Outbound

log = structlog.get_logger(__name__)

LONGEST = 1600  # characters of a message: https://www.twilio.com/docs/api/errors/21617
REMEMBERED = 1000  # ids of messages that were taken, and messages begun and not yet done
CLOCKS = timedelta(minutes=10)  # by which ours and Twilio's may differ
DONE = ("failed", "undelivered", "canceled")  # statuses of what will not arrive


@dataclass(slots=True)
class _Begun:
    """A message on its way: the parts that Twilio has, and since when one is in doubt."""

    ids: list[str] = field(default_factory=list)
    doubtful_since: datetime | None = None


class Sending:
    """One message at a time of each outbound; many outbounds together."""

    def __init__(
        self,
        config: Twilio,
        client: Client,
        public_url: str | None,
        clock: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._public_url = public_url
        self._clock = clock
        self._patience = config.timeout_seconds
        self._begun: dict[str, _Begun] = {}
        self._taken: deque[str] = deque(maxlen=REMEMBERED)
        self._reported: set[str] = set()

    async def hand_over(self, outbound: Outbound, text: str, **values: str) -> str:
        """Twilio's id of the message, of its last part if it is long; raise `SendError`."""
        begun = self._begun.setdefault(outbound.id, _Begun())
        parts = cut(text)
        try:
            for number in range(len(begun.ids), len(parts)):
                whose = callback(self._public_url, outbound.id)
                if whose and number == len(parts) - 1:  # what becomes of the last tells for all
                    values["status_callback"] = whose
                begun.ids.append(await self._taken_part(begun, parts[number], values))
        except SendError as error:
            self._remember(outbound, error)
            raise
        self._begun.pop(outbound.id, None)
        self._reported.clear()
        return begun.ids[-1]

    def _remember(self, outbound: Outbound, error: SendError) -> None:
        """What comes again is continued; what an operator must mend is said, once."""
        begun = self._begun.get(outbound.id, _Begun())
        if isinstance(error, PermanentSendError) or not (begun.ids or begun.doubtful_since):
            self._begun.pop(outbound.id, None)
        while len(self._begun) > REMEMBERED:
            del self._begun[next(iter(self._begun))]
        if isinstance(error, NeedsOperator) and str(error) not in self._reported:
            self._reported.add(str(error))
            log.error("Twilio needs an operator", reason=str(error))

    async def _taken_part(self, begun: _Begun, text: str, values: dict[str, str]) -> str:
        if begun.doubtful_since is not None:
            found = await self._found(text, values["to"], begun.doubtful_since)
            if found is not None:
                return self._kept(begun, found)
        tried_at = self._clock()
        try:
            return self._kept(begun, await self._created(text, values))
        except Unclear:
            begun.doubtful_since = begun.doubtful_since or tried_at
            raise

    async def _created(self, text: str, values: dict[str, str]) -> str:
        call = self._client.messages.create_async(body=text, **values)
        sent = await asked(call, self._patience)
        if not sent.sid:
            raise Unclear("an answer without an id")
        if sent.status in DONE:
            raise refusal(sent.error_code, 400)
        return str(sent.sid)

    def _kept(self, begun: _Begun, taken: str) -> str:
        begun.doubtful_since = None
        self._taken.append(taken)
        return taken

    async def _found(self, text: str, to: str, since: datetime) -> str | None:
        """The id of a message that Twilio took although it did not say so."""
        try:
            listed = await asked(self._latest(to), self._patience)
        except PermanentSendError as error:  # of the list: the message is as much in doubt
            raise Unclear(str(error)) from error
        for message in listed:
            made_at = message.date_created
            if (
                message.sid not in self._taken
                and message.body == text
                and str(message.direction).startswith("outbound")
                and message.status not in DONE
                and (made_at is None or made_at >= since - CLOCKS)
            ):
                return str(message.sid)
        return None

    async def _latest(self, to: str) -> Sequence[Any]:
        return list(await self._client.messages.page_async(to=to, page_size=20))


def cut(text: str) -> list[str]:
    """Texts that Twilio takes, cut between lines, or else between words."""
    parts = []
    rest = text
    while _units(rest) > LONGEST:
        most = LONGEST
        while _units(rest[:most]) > LONGEST:
            most -= 1
        end = next((at for sign in "\n " if (at := rest.rfind(sign, 1, most + 1)) > 0), most)
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [part for part in (*parts, rest) if part] or [text]


def _units(text: str) -> int:
    """UTF-16 units: a rare character counts twice."""
    return len(text) + sum(letter > "\uffff" for letter in text)
