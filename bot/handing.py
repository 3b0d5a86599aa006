"""What a phone is given when it calls: no more than it may send until it calls again."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.address import Address
from bot.message import Outbound, Rendered, Urgency
from bot.metrics import OUTBOUND
from bot.sending import Lane
from bot.store.base import Handed, Settled, Visit, Visits

MINUTE = 60.0
PLENTY = 1000  # segments a minute of a phone without a rate: the answer has its own limit
GIVE_UP = 40  # calls that took a message of which the phone never said that it has it
LONGEST = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Share:
    """Segments that may be given now, and what still counts of those given before."""

    free: int
    recent: tuple[Handed, ...]


def share(handed: Sequence[Handed], per_second: float | None, now: datetime) -> Share:
    """Of any minute, never more than the rate; of a slower number, one segment in its time."""
    if per_second is None:
        return Share(PLENTY, ())
    window = max(MINUTE, 1 / per_second)
    recent = tuple(each for each in handed if (now - each.at).total_seconds() < window)
    whole = math.floor(per_second * window + 1e-6)
    return Share(whole - sum(each.segments for each in recent), recent)


@dataclass(slots=True)
class _Answer:
    """What goes into one answer, in the order of the line: nothing overtakes what must wait."""

    free: int
    untouched: bool  # nothing was given of late: then even a long message may be
    left: dict[str, int | None]
    given: list[tuple[Outbound, Rendered, int]] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    passed: set[Address] = field(default_factory=set)
    failed: list[Settled] = field(default_factory=list)

    def take(self, outbound: Outbound, words: Rendered, segments: int) -> None:
        left = self.left[outbound.sender]
        waits = outbound.urgency >= Urgency.ORDINARY
        capped = waits and left is not None and segments > left
        if capped or outbound.address in self.passed:
            self.passed.add(outbound.address)
            self.back.append(outbound.id)
            return
        fits = segments <= self.free or (self.untouched and not self.given)
        if not fits or self.free <= 0:
            self.free = 0
            self.back.append(outbound.id)
            return
        self.free -= segments
        if left is not None:
            self.left[outbound.sender] = left - segments
        self.given.append((outbound, words, segments))


class Handing:
    """Claims for a phone that calls, in one transaction with the count of what it was given."""

    def __init__(self, visits: Visits) -> None:
        self._visits = visits

    async def collect(self, lane: Lane, most: int) -> list[tuple[Outbound, Rendered]]:
        """What the phone is to send now: its own until the lease ends, then offered again."""
        now = lane.post.clock()
        async with self._visits.open(lane.name, now) as visit:
            mine = share(visit.handed, lane.pacing.a_second, now)
            if mine.free <= 0:
                return []
            answer = await _answer(visit, lane, mine, min(most, mine.free), now)
            await visit.give_back(answer.back)
            segments = sum(segments for _outbound, _words, segments in answer.given)
            handed = (*mine.recent, *([Handed(now, segments)] if segments else []))
            await visit.end(_settled(answer, lane, now), answer.failed, handed)
        _count(lane.name, answer)
        return [(outbound, words) for outbound, words, _segments in answer.given]


async def _answer(visit: Visit, lane: Lane, mine: Share, most: int, now: datetime) -> _Answer:
    sent = await visit.sent_on(lane.pacing.day(now))
    held = lane.pacing.held(now, sent)
    claimed = await visit.claim(lease=now + lane.post.pace.lease, most=most, held=held)
    senders = {outbound.sender for outbound in claimed.outbounds}
    left = {sender: lane.pacing.left(sender, sent) for sender in senders}
    answer = _Answer(mine.free, not mine.recent, left)
    for outbound in claimed.outbounds:
        words = lane.post.rendered(outbound)
        if isinstance(words, Settled):
            answer.failed.append(words)
        elif outbound.attempts > GIVE_UP:
            answer.failed.append(Settled(outbound, reason="gave up: its phone never took it"))
        else:
            answer.take(outbound, words, lane.segments(words))
    if claimed.dropped:
        OUTBOUND.labels(lane.name, "dropped").inc(claimed.dropped)
    return answer


def _settled(answer: _Answer, lane: Lane, now: datetime) -> list[Settled]:
    """Counted when first given; offered again ever later, so that others have their turn."""
    day, lease = lane.pacing.day(now), lane.post.pace.lease
    return [
        Settled(
            outbound,
            due_at=now + min(lease * outbound.attempts, max(lease, LONGEST)),
            segments=segments if outbound.attempts == 1 else 0,
            day=day,
        )
        for outbound, _words, segments in answer.given
    ]


def _count(name: str, answer: _Answer) -> None:
    outcomes = Counter("failed" for _each in answer.failed)
    outcomes.update("sent" for outbound, *_rest in answer.given if outbound.attempts == 1)
    for outcome, times in outcomes.items():
        OUTBOUND.labels(name, outcome).inc(times)
