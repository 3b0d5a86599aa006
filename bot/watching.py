"""Whether each of our lines works: an operator is told once when one does not, and when it does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from bot.errors import StoreError
from bot.message import Notice, Reply, Role, Urgency
from bot.pacing import Pacing
from bot.store.base import Batch, Row, Store, as_rows, millis, moment
from bot.store.routes import LINES
from bot.text import Text
from bot.trouble import Kind, Patience, Sight, relief, trouble, worry

log = structlog.get_logger(__name__)

NOTHING: Row = {}
LOOK = 60.0  # seconds between looks
AGAIN = timedelta(hours=1)  # a line that comes and goes is not told of more often
NEWS = timedelta(hours=6)  # after which it is none any more
OPERATORS = (Role("admin", otherwise=("coordinator",)),)
ALL = (Role("admin"), Role("coordinator"))


class Watching:
    """Looks at all channels every minute; run by one process at a time.

    Administrators are told. Where none has a way that works, coordinators are told too; where they
    have none either, only the log and the doctor tell it.
    """

    def __init__(
        self,
        store: Store,
        pacings: Mapping[str, Pacing],
        pulled: frozenset[str],
        clock: Callable[[], datetime],
        patience: Patience,
        told: Callable[[], None] = lambda: None,
        prompt: frozenset[str] = frozenset(),
    ) -> None:
        """`pulled`: channels whose phones call us. `prompt`: those that tell of each message soon
        whether it was sent. `told`: there is something to send."""
        self._store = store
        self._pacings = dict(pacings)
        self._pulled = pulled
        self._prompt = prompt
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
            if notices:
                await _tell(session, notices, now)
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
        left = {r["channel"]: r for r in await session.fetch(LINES, "left")}
        proofs = {r["channel"]: r for r in await session.fetch(LINES, "proofs")}
        return {
            name: self._sight(
                name,
                heard.get(name),
                waiting.get(name, NOTHING),
                left.get(name, NOTHING),
                proofs.get(name, NOTHING),
            )
            for name in self._pacings
        }

    def _sight(self, name: str, heard: int | None, waiting: Row, left: Row, proof: Row) -> Sight:
        prompt = name in self._prompt
        tells = prompt or proof.get("proved_at") is not None
        return Sight(
            heard_at=(moment(heard) or self._began) if name in self._pulled else None,
            left_at=moment(left.get("last_at")),
            untried_since=moment(waiting.get("untried_since")),
            waiting_since=moment(waiting.get("waiting_since")),
            free_since=self._free_since.get(name),
            waiting=int(waiting.get("waiting", 0)),
            unproved_since=moment(left.get("unproved_since")) if prompt else None,
            failures=int(proof.get("failures", 0)) if tells else 0,
        )

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


async def _tell(session: Batch, notices: Sequence[Text], now: datetime) -> None:
    """By ways that work: what happened is written already, so that the lines are known."""
    rows = await session.fetch(LINES, "operators")
    reached = {row["role"] for row in rows if not row["troubled"]}
    if not reached:
        log.error("nobody can be told of a line in trouble", operators=len(rows))
    told = ALL if reached == {"coordinator"} else OPERATORS
    made = [Notice(to, Reply(text), Urgency.URGENT, now + NEWS) for text in notices for to in told]
    await session.notify(made, now)


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
    return [worry(row["channel"], row["kind"], sights[row["channel"]], now) for row in told]


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
    return [relief(name, sights[name]) for name in told]
