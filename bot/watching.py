"""Whether each of our lines works: an operator is told once when one does not, and when it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import structlog

from bot.errors import StoreError
from bot.message import Notice, Reply, Role, Urgency
from bot.pacing import Pacing
from bot.store.base import Batch, Row, Store, as_rows, millis, moment
from bot.store.routes import LINES
from bot.text import Text, _

log = structlog.get_logger(__name__)

Kind = Literal["silent", "stuck"]
LOOK = 60.0  # seconds between looks
AGAIN = timedelta(hours=1)  # a line that comes and goes is not told of more often
NEWS = timedelta(hours=6)  # after which it is none any more
OPERATORS = Role("admin", otherwise=("coordinator",))


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a phone may be silent, and how long messages may wait."""

    silent: timedelta = timedelta(minutes=15)
    waiting: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a channel.

    `heard_at`: when its phone last called, for channels whose phones do. `left_at`: when something
    last left. `untried_since`: an answer or an urgent message waits without having been tried;
    `waiting_since`: something waits that may leave. `free_since`: neither quiet hours nor a day's
    cap hold anything.
    """

    heard_at: datetime | None = None
    left_at: datetime | None = None
    untried_since: datetime | None = None
    waiting_since: datetime | None = None
    free_since: datetime | None = None
    waiting: int = 0


def trouble(sight: Sight, patience: Patience, began: datetime, now: datetime) -> Kind | None:
    """What is wrong. Nothing counts from before we `began` to look: we may have been away."""

    def long(since: datetime | None, allowed: timedelta) -> bool:
        return since is not None and now - max(since, began) >= allowed

    if long(sight.heard_at, patience.silent):
        return "silent"
    waits = patience.waiting
    if long(sight.untried_since, waits):
        return "stuck"
    idle = long(sight.left_at or began, waits) and long(sight.free_since, waits)
    return "stuck" if idle and long(sight.waiting_since, waits) else None


class Watching:
    """Looks at all channels every minute; run by one process at a time."""

    def __init__(
        self,
        store: Store,
        pacings: Mapping[str, Pacing],
        pulled: frozenset[str],
        clock: Callable[[], datetime],
        patience: Patience,
        told: Callable[[], None] = lambda: None,
    ) -> None:
        """`pulled`: channels whose phones call us. `told`: there is something to send."""
        self._store = store
        self._pacings = dict(pacings)
        self._pulled = pulled
        self._clock = clock
        self._patience = patience
        self._told = told
        self._began: datetime | None = None
        self._free_since: dict[str, datetime] = {}

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except StoreError as error:
                log.warning("the lines are looked at later", reason=str(error))
            await asyncio.sleep(LOOK)

    async def look(self) -> None:
        """Compare what is with what was; what changed is noted and told in one transaction."""
        now = self._clock()
        self._began = self._began or now
        async with self._store.batch() as session:
            sights = await self._sights(session, now)
            found = {
                name: kind
                for name, sight in sights.items()
                if (kind := trouble(sight, self._patience, self._began, now))
            }
            open_ = await session.fetch(LINES, "troubles")
            notices = [
                *await _begun(session, found, open_, sights, now),
                *await _ended(session, [r for r in open_ if r["channel"] not in found], sights),
            ]
            expires_at = now + NEWS
            made = [Notice(OPERATORS, Reply(t), Urgency.URGENT, expires_at) for t in notices]
            await session.notify(made, now)
        if notices:
            self._told()

    async def _sights(self, session: Batch, now: datetime) -> dict[str, Sight]:
        held = await self._held(session, now)
        rows = as_rows(
            {"channel": name, "sender": sender} for name in held for sender in held[name]
        )
        overdue = await session.fetch(LINES, "overdue", now=millis(now), held=rows)
        waiting = {row["channel"]: row for row in overdue}
        heard = {r["channel"]: r["heard_at"] for r in await session.fetch(LINES, "heard")}
        left = {r["channel"]: r["last_at"] for r in await session.fetch(LINES, "left")}
        return {
            name: Sight(
                (moment(heard.get(name)) or self._began) if name in self._pulled else None,
                moment(left.get(name)),
                *_since(waiting.get(name)),
                self._free_since.get(name),
                int(waiting[name]["waiting"]) if name in waiting else 0,
            )
            for name in self._pacings
        }

    async def _held(self, session: Batch, now: datetime) -> dict[str, frozenset[str]]:
        """Senders that only answer for now; a channel is free from when none is."""
        held = {}
        for name, pacing in self._pacings.items():
            day = pacing.day(now)
            rows = await session.fetch(LINES, "sent_today", channel=name, day=day)
            held[name] = pacing.held(now, {row["sender"]: row["segments"] for row in rows})
            if held[name]:
                self._free_since.pop(name, None)
            else:
                self._free_since.setdefault(name, now)
        return held


def _since(row: Row | None) -> tuple[datetime | None, datetime | None]:
    return (moment(row["untried_since"]), moment(row["waiting_since"])) if row else (None, None)


async def _begun(
    session: Batch,
    found: Mapping[str, Kind],
    known: Sequence[Row],
    sights: Mapping[str, Sight],
    now: datetime,
) -> list[Text]:
    there = {row["channel"] for row in known}
    new = [{"channel": c, "kind": kind} for c, kind in found.items() if c not in there]
    if not new:
        return []
    rows = await session.fetch(
        LINES, "begin_troubles", rows=as_rows(new), now=millis(now), again=millis(now - AGAIN)
    )
    for row in rows:
        log.error("a line is in trouble", channel=row["channel"], kind=row["kind"])
    told = [row for row in rows if row["told_at"] == row["since"]]
    return [_worry(row["channel"], row["kind"], sights[row["channel"]], now) for row in told]


async def _ended(session: Batch, over: Sequence[Row], sights: Mapping[str, Sight]) -> list[Text]:
    if not over:
        return []
    rows = as_rows({"channel": row["channel"]} for row in over)
    await session.fetch(LINES, "end_troubles", rows=rows)
    for row in over:
        log.info("a line works again", channel=row["channel"])
    told = [  # a line that was taken away is in no trouble, and does not work either
        row["channel"]
        for row in over
        if row["told_at"] == row["since"] and row["channel"] in sights
    ]
    return [
        _(
            "{name} works again. Messages waiting: {waiting}.",
            name=name,
            waiting=str(sights[name].waiting),
        )
        for name in told
    ]


def _worry(name: str, kind: str, sight: Sight, now: datetime) -> Text:
    if kind == "silent":
        return _(
            "The phone {name} has not called for {minutes} minutes. Messages waiting: {waiting}. "
            "Is it on, charged, and in reach of a network?",
            name=name,
            minutes=_minutes(sight.heard_at, now),
            waiting=str(sight.waiting),
        )
    return _(
        "Messages wait on {name}: {waiting}, the oldest for {minutes} minutes. Please look at it.",
        name=name,
        minutes=_minutes(sight.waiting_since or sight.untried_since, now),
        waiting=str(sight.waiting),
    )


def _minutes(since: datetime | None, now: datetime) -> str:
    return f"{(now - since).total_seconds() // 60:.0f}" if since else "?"
