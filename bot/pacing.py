"""How fast, how much a day, and when each of our numbers may send."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.address import Address

Quiet = tuple[time, time]
ALL = "*"  # every sender of a channel
MANY = 10_000  # addresses remembered before those that may be written to again are forgotten


def _at_once(_address: Address) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one of our numbers may do.

    `per_second` and `a_day` count segments; None is no limit. `between`: seconds between two
    messages to one address. `quiet`: from when to when, in the configured zone, only answers and
    urgent messages leave.
    """

    per_second: float | None = None
    a_day: int | None = None
    quiet: Quiet | None = None
    between: Callable[[Address], float] = _at_once


FREE = Allowance()


@dataclass(slots=True)
class _Line:
    """When the next segment may leave, and when each address may be written to again."""

    next_at: float = 0.0
    rested_at: dict[Address, float] = field(default_factory=dict)


class Pacing:
    """The allowances of one channel: by sender, else `usual`."""

    def __init__(
        self,
        usual: Allowance = FREE,
        by_sender: Mapping[str, Allowance] | None = None,
        zone: ZoneInfo | None = None,
    ) -> None:
        self._usual = usual
        self._by_sender = dict(by_sender or {})
        self._zone = zone or ZoneInfo("UTC")
        self._lines: dict[str, _Line] = {}

    @property
    def limited(self) -> bool:
        """Whether two processes that both send would together be too fast."""
        every = (self._usual, *self._by_sender.values())
        return any(each.per_second or each.a_day for each in every)

    @property
    def capped(self) -> bool:
        return any(each.a_day for each in (self._usual, *self._by_sender.values()))

    @property
    def a_second(self) -> float | None:
        """Messages that may leave in a second, from all senders; None: as many as there are."""
        rates = [each.per_second for each in (self._by_sender.values() or (self._usual,))]
        return None if None in rates else sum(rate for rate in rates if rate)

    def day(self, now: datetime) -> str:
        """The ISO day that a cap counts."""
        return now.astimezone(self._zone).date().isoformat()

    def held(self, now: datetime, sent_today: Mapping[str, int]) -> frozenset[str]:
        """Senders whose ordinary and bulk messages wait: quiet hours, or the day's cap reached."""
        at = now.astimezone(self._zone).time()
        known = {ALL: self._usual, **self._by_sender}
        waiting = {
            sender
            for sender, allowed in known.items()
            if _within(at, allowed.quiet)
            or (allowed.a_day is not None and _sent(sender, sent_today) >= allowed.a_day)
        }
        return frozenset(waiting)

    def left(self, sender: str, sent_today: Mapping[str, int]) -> int | None:
        """Segments of ordinary and bulk messages that it may still send today; None: any number."""
        a_day = self.allowed(sender).a_day
        whose = sender if sender in self._by_sender else ALL
        return None if a_day is None else a_day - _sent(whose, sent_today)

    def allowed(self, sender: str) -> Allowance:
        """What one of our numbers may do."""
        return self._by_sender.get(sender, self._usual)

    def opens_at(self, sender: str, now: datetime) -> datetime | None:
        """When its quiet hours end, if it is in them."""
        here, quiet = now.astimezone(self._zone), self.allowed(sender).quiet
        if quiet is None or not _within(here.time(), quiet):
            return None
        ends = datetime.combine(here.date(), quiet[1], here.tzinfo)
        return ends if ends > here else ends + timedelta(days=1)

    def nearest(self, sent_today: Mapping[str, int]) -> int | None:
        """Segments left to the number that is nearest to its cap and not there yet."""
        senders = (ALL, *self._by_sender) if self._usual.a_day else self._by_sender
        left = (self.left(sender, sent_today) for sender in senders)
        return min((each for each in left if each is not None and each > 0), default=None)

    async def turn(self, sender: str, address: Address, segments: int) -> None:
        """Return when a message of so many segments may leave."""
        allowed = self.allowed(sender)
        line = self._lines.setdefault(sender if sender in self._by_sender else ALL, _Line())
        now = asyncio.get_running_loop().time()
        if rest := allowed.between(address):
            start = max(now, line.rested_at.get(address, 0.0))
            line.rested_at[address] = start + rest
            await asyncio.sleep(start - now)
            now = max(start, asyncio.get_running_loop().time())
            _forget(line, now)
        if allowed.per_second:
            start = max(now, line.next_at)
            line.next_at = start + segments / allowed.per_second
            await asyncio.sleep(start - now)


def _sent(sender: str, sent_today: Mapping[str, int]) -> int:
    return sum(sent_today.values()) if sender == ALL else sent_today.get(sender, 0)


def _within(at: time, quiet: Quiet | None) -> bool:
    if quiet is None:
        return False
    begin, end = quiet
    return begin <= at < end if begin < end else at >= begin or at < end


def _forget(line: _Line, now: float) -> None:
    if len(line.rested_at) > MANY:
        line.rested_at = {who: at for who, at in line.rested_at.items() if at > now}
