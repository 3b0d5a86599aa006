"""What is heard of messages that were sent: after their text, and in no text's way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.channels.base import Channel, Speaker
from bot.errors import SendError, TemporarySendError
from bot.store.speech import Speech, Speeches
from bot.voices import Speakable
from bot.waking import IDLE, rounds

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=2)  # so long nothing is heard after the program was killed
DELAYS = tuple(timedelta(seconds=s) for s in (5, 30, 120, 300, 600))
AT_ONCE = 16


class Speaking:
    """One process at a time. What is heard already is not sent again, also after a restart."""

    def __init__(
        self,
        speeches: Speeches,
        channels: Mapping[str, Channel],
        voices: Speakable,
        clock: Callable[[], datetime],
    ) -> None:
        self._speeches = speeches
        self._speakers = {n: each for n, each in channels.items() if isinstance(each, Speaker)}
        self._voices = voices
        self._clock = clock
        self._awake = asyncio.Event()
        self._flying: dict[str, asyncio.Task[None]] = {}

    @property
    def speaks(self) -> bool:
        """Whether any channel can play a recording."""
        return bool(self._speakers)

    def wake(self) -> None:
        """Something is to be heard: do not wait for the next look."""
        self._awake.set()

    async def run(self) -> None:
        """Until cancelled; what is not whole then is sent by whoever comes after."""
        try:
            await rounds(self._awake, self._launch, "speech")
        finally:
            for task in self._flying.values():
                task.cancel()
            await asyncio.gather(*self._flying.values(), return_exceptions=True)

    async def deliver(self) -> int:
        """Send what is due; how many messages were claimed."""
        claimed = await self._claim()
        await asyncio.gather(*map(self._say, claimed))
        return len(claimed)

    async def _launch(self) -> float:
        """Start what there is room for; seconds until there may be more to do."""
        if len(self._flying) >= AT_ONCE:
            return IDLE
        for speech in await self._claim():
            task = asyncio.create_task(self._say(speech))
            self._flying[speech.id] = task
            task.add_done_callback(partial(self._landed, speech.id))
        due_at = await self._speeches.next_due()
        wait = IDLE if due_at is None else (due_at - self._clock()).total_seconds()
        return min(max(wait, 0.05), IDLE)

    async def _claim(self) -> list[Speech]:
        """Of what still flies the lease may have ended: it is not begun again."""
        now = self._clock()
        claimed = await self._speeches.claim(now, now + LEASE, AT_ONCE - len(self._flying))
        return [speech for speech in claimed if speech.id not in self._flying]

    def _landed(self, id_: str, done: asyncio.Task[None]) -> None:
        del self._flying[id_]
        self._awake.set()
        if not done.cancelled() and (error := done.exception()) is not None:
            log.error("voice not settled", outbound_id=id_, error=type(error).__name__)

    async def _say(self, speech: Speech) -> None:
        """One recording after the other; each is noted before the next."""
        for at, mark in enumerate(speech.marks, 1):
            try:
                await self._send(speech, mark)
            except TemporarySendError as error:
                await self._later(speech, error)
                return
            except SendError as error:
                log.warning("voice not sent", outbound_id=speech.id, reason=str(error))
            await self._speeches.keep(speech, speech.marks[at:])

    async def _send(self, speech: Speech, mark: str) -> None:
        """Nothing is sent that was taken back meanwhile, or that nobody here can play."""
        speaker, voice = self._speakers.get(speech.channel), self._voices.now.marked(mark)
        if speaker is not None and voice is not None:
            await speaker.speak(speech.address, voice)

    async def _later(self, speech: Speech, error: TemporarySendError) -> None:
        if speech.attempts > len(DELAYS):
            log.warning("voice given up", outbound_id=speech.id, reason=str(error))
            await self._speeches.keep(speech, ())
            return
        delay = max(DELAYS[speech.attempts - 1], timedelta(seconds=error.retry_after or 0))
        await self._speeches.postpone(speech, self._clock() + delay)
