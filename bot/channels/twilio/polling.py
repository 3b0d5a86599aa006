"""Reading Twilio's list of messages: the way in without a public address, and for what was missed.

Twilio calls a webhook once: what it could not deliver is only in the list. The list has neither
the place that somebody shared nor what Twilio's own opt-out answered; with a webhook, messages of
the last minute are therefore left to it.

Source: https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from twilio.rest import Client

from bot.channels.base import Marks, Receive
from bot.channels.twilio.client import asked
from bot.channels.twilio.parsing import PREFIX, Calls
from bot.config import Twilio
from bot.errors import SendError, StoreError
from bot.message import Inbound

log = structlog.get_logger(__name__)

MARK = "twilio read until"
FIRST = timedelta(hours=1)  # how far back the first look goes
OVERLAP = timedelta(minutes=10)  # read again each time: a message may be listed late
FRESH = timedelta(minutes=1)  # messages that the webhook will bring
PAGE = 100  # messages
TOGETHER = 64  # messages stored at a time
USUAL, ALONE = 300.0, 15.0  # seconds between two looks, with a webhook and without


@dataclass(frozen=True, slots=True)
class _Listed:
    inbound: Inbound
    sent_at: datetime


class Polling:
    """The mark is Twilio's time of the last message that is stored, so our clock may be wrong."""

    def __init__(
        self,
        config: Twilio,
        client: Client,
        public_url: str | None,
        calls: Calls,
        clock: Callable[[], datetime],
        marks: Marks,
    ) -> None:
        self._config = config
        self._client = client
        self._called = public_url is not None
        self._seconds = config.poll_seconds or (USUAL if self._called else ALONE)
        self._calls = calls
        self._clock = clock
        self._marks = marks

    async def listen(self, receive: Receive) -> None:
        """Look, and look again, until cancelled; Twilio and the database may be out of reach."""
        trouble = ""
        while True:
            was, trouble = trouble, ""
            try:
                await self.look(receive)
            except (SendError, StoreError) as error:
                trouble = str(error)
            if trouble and trouble != was:
                log.warning("Twilio's list cannot be read", reason=trouble)
            elif was and not trouble:
                log.info("Twilio's list is read again")
            await asyncio.sleep(self._seconds)

    async def look(self, receive: Receive) -> int:
        """Pass on what is new, oldest first; how many. The mark moves behind what is stored."""
        mark = await self._marks.read(MARK)
        if mark is None:
            mark = self._clock() - FIRST
            await self._marks.keep(MARK, mark)
        listed = await self._since(mark - OVERLAP)
        known = await self._marks.known([each.inbound.id for each in listed])
        new = [each for each in listed if each.inbound.id not in known]
        for start in range(0, len(new), TOGETHER):
            batch = new[start : start + TOGETHER]
            await _stored(receive, [each.inbound for each in batch])
            mark = await self._moved(mark, batch[-1].sent_at)
        if listed:
            await self._moved(mark, listed[-1].sent_at)
        return len(new)

    async def _moved(self, mark: datetime, to: datetime) -> datetime:
        if to > mark:
            await self._marks.keep(MARK, to)
        return max(mark, to)

    async def _since(self, since: datetime) -> list[_Listed]:
        """What came to our numbers, in the order in which it did."""
        found: list[_Listed] = []
        for number in await self._numbers():
            page = await self._asked(
                self._client.messages.page_async(to=number, date_sent_after=since, page_size=PAGE)
            )
            while page is not None:
                found += await self._asked(self._read(page))
                page = await self._asked(page.next_page_async())
        return sorted(found, key=lambda each: each.sent_at)

    async def _numbers(self) -> Sequence[str]:
        """Ours: those configured, else those of the messaging service."""
        by_sms: Sequence[str] = self._config.numbers
        if not by_sms and (service := self._config.messaging_service_sid):
            held = self._client.messaging.v1.services(service).phone_numbers
            page = await self._asked(held.page_async(page_size=PAGE))
            by_sms = [str(each.phone_number) for each in page]
        ours = self._config.whatsapp_number
        return [*by_sms, *([PREFIX + ours] if ours else [])]

    async def _asked(self, call: Any) -> Any:
        return await asked(call, self._config.timeout_seconds)

    async def _read(self, page: Any) -> list[_Listed]:
        """Awaited only so that an answer that cannot be read is no usable answer."""
        newest = self._clock() - FRESH if self._called else None
        listed = [self._listed(message) for message in page if message.direction == "inbound"]
        return [
            each
            for each in listed
            if each is not None and (newest is None or each.sent_at <= newest)
        ]

    def _listed(self, message: Any) -> _Listed | None:
        sent_at = message.date_sent or message.date_created
        if not (message.sid and message.from_ and sent_at):
            return None
        form = {
            "MessageSid": message.sid,
            "From": message.from_,
            "To": message.to or "",
            "Body": message.body or "",
            "NumMedia": str(message.num_media or "0"),
        }
        return _Listed(self._calls.inbound(form, sent_at), sent_at)


async def _stored(receive: Receive, inbounds: Sequence[Inbound]) -> None:
    """All of them, whatever becomes of one; then the first problem."""
    passed = (receive(inbound) for inbound in inbounds)
    for problem in await asyncio.gather(*passed, return_exceptions=True):
        if isinstance(problem, BaseException):
            raise problem
