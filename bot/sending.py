"""One channel's way out: claim what is due, wait its turn, hand it over, settle it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.channels.base import Channel, Metered, Speaker
from bot.errors import AddressStopped, SendError, TemporarySendError
from bot.i18n import Catalogs
from bot.message import Outbound, Rendered
from bot.metrics import OUTBOUND
from bot.pacing import Pacing
from bot.settling import Settling
from bot.store.base import Mail, Settled
from bot.waking import rounds

log = structlog.get_logger(__name__)

DELAYS = tuple(timedelta(seconds=s) for s in (5, 30, 300, 1800, 7200))
ATTEMPTS = 1 + len(DELAYS)
UNSETTLED = "gave up: it was never settled"
PARTS = 3  # segments of a long message: near a day's cap, no more is claimed than it may hold
IDLE = timedelta(seconds=30)
STALE = 0.5  # seconds of waiting, after which a broadcast is looked at again before it leaves


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a claim is ours, and how many messages of a channel are handed over at a time."""

    lease: timedelta = timedelta(minutes=2)
    most: int = 64


USUAL = Pace()


@dataclass(frozen=True, slots=True)
class Post:
    """What every lane needs: where mail waits, the words, the time.

    `redirected`: something may wait on another channel now. `spoken`: something is to be heard.
    """

    mail: Mail
    settling: Settling
    catalogs: Catalogs
    clock: Callable[[], datetime]
    pace: Pace = USUAL
    redirected: Callable[[], None] = lambda: None
    spoken: Callable[[], None] = lambda: None

    def rendered(self, outbound: Outbound) -> Rendered | Settled:
        """In its reader's words; as failed, if that cannot be done."""
        try:
            return self.catalogs.render(outbound.reply, outbound.locale)
        except (KeyError, ValueError, LookupError) as error:
            log.exception("message cannot be rendered", outbound_id=outbound.id)
            return Settled(outbound, reason=f"cannot be sent: {type(error).__name__}")


@dataclass(slots=True, eq=False)
class Lane:
    """One channel's messages; the channel of others never waits for it."""

    name: str
    channel: Channel
    post: Post
    pacing: Pacing = field(default_factory=Pacing)
    _awake: asyncio.Event = field(default_factory=asyncio.Event)
    _flying: set[asyncio.Task[None]] = field(default_factory=set)
    _patient: set[asyncio.Task[None]] = field(default_factory=set)  # of them, who wait their turn
    _metered: Metered | None = field(init=False)

    def __post_init__(self) -> None:
        self._metered = self.channel if isinstance(self.channel, Metered) else None

    def wake(self) -> None:
        self._awake.set()

    def segments(self, rendered: Rendered) -> int:
        return 1 if self._metered is None else self._metered.segments(rendered)

    async def run(self) -> None:
        """Deliver until cancelled; what is being sent is finished first."""
        try:
            await rounds(self._awake, self._launch, "outbox")
        finally:
            for task in self._patient:
                task.cancel()
            await asyncio.gather(*self._flying, return_exceptions=True)

    async def deliver(self, most: int) -> int:
        """Send the messages that are due; how many were claimed or dropped."""
        outbounds, dropped = await self._claim(most)
        await asyncio.gather(*map(self._send, outbounds))
        return len(outbounds) + dropped

    async def _launch(self) -> float:
        """Start what there is room for; seconds until there may be more to do."""
        room = self._room()
        if room <= 0:
            return IDLE.total_seconds()
        outbounds, dropped = await self._claim(room)
        for outbound in outbounds:
            task = asyncio.create_task(self._send(outbound))
            self._flying.add(task)
            task.add_done_callback(self._landed)
        if outbounds or dropped:
            return 0.0 if self._room() > 0 else IDLE.total_seconds()
        return await self._until_due()

    def _room(self) -> int:
        """Only what leaves soon is claimed, so that an answer need not wait behind many."""
        rate = self.pacing.a_second
        most = self.post.pace.most if rate is None else min(self.post.pace.most, 1 + int(rate))
        return most - len(self._flying)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._awake.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("message not settled", channel=self.name, error=type(error).__name__)

    async def _sent_today(self) -> dict[str, int]:
        if not self.pacing.capped:
            return {}
        return await self.post.mail.sent_on(self.name, self.pacing.day(self.post.clock()))

    async def _until_due(self) -> float:
        held = self.pacing.held(self.post.clock(), await self._sent_today())
        due_at = await self.post.mail.next_due(self.name, held)
        wait = IDLE if due_at is None else min(due_at - self.post.clock(), IDLE)
        return max(wait.total_seconds(), 0.05)

    async def _claim(self, most: int) -> tuple[tuple[Outbound, ...], int]:
        now, sent = self.post.clock(), await self._sent_today()
        held = self.pacing.held(now, sent)
        lease = now + self.post.pace.lease
        if (left := self.pacing.nearest(sent)) is not None:  # what flies is not yet counted
            most = max(1, min(most, left // PARTS - len(self._flying)))
        claimed = await self.post.mail.claim(now, self.name, lease=lease, most=most, held=held)
        if claimed.dropped:
            OUTBOUND.labels(self.name, "dropped").inc(claimed.dropped)
        return claimed.outbounds, claimed.dropped

    async def _send(self, outbound: Outbound) -> None:
        """One message of an address at a time: claiming sees to that."""
        if outbound.attempts > ATTEMPTS:  # its lease ended each time: something breaks on it
            log.error("message given up", outbound_id=outbound.id)
            await self.post.settling.settle(Settled(outbound, reason=UNSETTLED))
            OUTBOUND.labels(self.name, "failed").inc()
            return
        rendered = self.post.rendered(outbound)
        if isinstance(rendered, Settled):
            await self.post.settling.settle(rendered)
            OUTBOUND.labels(self.name, "failed").inc()
            return
        segments = self.segments(rendered)
        settled = await self._held_up(outbound, segments)
        if settled is None:
            now = self.post.clock()
            settled = await _handed_over(self.channel, outbound, rendered, now)
            settled = replace(settled, segments=segments, day=self.pacing.day(now))
        await self.post.settling.settle(settled)
        if settled.stop:
            self.post.redirected()
        if settled.voices:
            self.post.spoken()
        OUTBOUND.labels(self.name, _outcome(settled)).inc()

    async def _held_up(self, outbound: Outbound, segments: int) -> Settled | None:
        """Wait for its turn; what becomes of it where it may not leave then.

        On a slow line a broadcast may have been paused or cancelled while its message waited here.
        """
        clock = asyncio.get_running_loop().time
        began = clock()
        if not await self._has_turn(outbound, segments):
            return Settled(outbound, due_at=self.post.clock())
        if outbound.broadcast is None or clock() - began < STALE:
            return None
        match await self.post.mail.broadcast_status(outbound.broadcast):
            case "paused":
                return Settled(outbound, due_at=self.post.clock())
            case "cancelled":
                return Settled(outbound, reason="cancelled")
        return None

    async def _has_turn(self, outbound: Outbound, segments: int) -> bool:
        """Wait for it; False if we stop before it comes."""
        me = asyncio.current_task()
        assert me is not None
        self._patient.add(me)
        try:
            await self.pacing.turn(outbound.sender, outbound.address, segments)
        except asyncio.CancelledError:
            return False
        finally:
            self._patient.discard(me)
        return True


def _outcome(settled: Settled) -> str:
    if settled.external_id is not None:
        return "sent"
    return "failed" if settled.reason else "postponed"


async def _handed_over(
    channel: Channel, outbound: Outbound, rendered: Rendered, now: datetime
) -> Settled:
    """What came of it, as far as we can tell at once."""
    try:
        voices = rendered.voices if isinstance(channel, Speaker) else ()
        external_id = await channel.send(outbound, rendered)
        return Settled(outbound, external_id=external_id, voices=tuple(v.mark for v in voices))
    except TemporarySendError as error:
        return _postponed(outbound, error, now)
    except SendError as error:
        log.warning("message failed", outbound_id=outbound.id, reason=str(error))
        return Settled(outbound, reason=str(error), stop=isinstance(error, AddressStopped))
    except (KeyError, ValueError, LookupError) as error:
        log.exception("message cannot be sent", outbound_id=outbound.id)
        return Settled(outbound, reason=f"cannot be sent: {type(error).__name__}")


def _postponed(outbound: Outbound, error: TemporarySendError, now: datetime) -> Settled:
    if outbound.attempts > len(DELAYS):
        log.warning("message given up", outbound_id=outbound.id, reason=str(error))
        return Settled(outbound, reason=f"gave up: {error}")
    delay = DELAYS[outbound.attempts - 1]
    if error.retry_after is not None:
        delay = max(delay, timedelta(seconds=error.retry_after))
    jitter = random.uniform(1, 1.1)  # noqa: S311  (so that a thousand do not come back at once)
    return Settled(outbound, due_at=now + delay * jitter)
