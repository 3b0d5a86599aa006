"""Keeping DHIS2 as we know it: look what changed, send whole totals, try again, give up aloud.

Run by one process at a time. Sending the same twice does no harm: DHIS2 replaces.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import structlog

from bot.errors import PermanentSendError, StoreError, TemporarySendError
from bot.store.base import Database, Row, as_rows, millis
from handlers.exchange.datavalues import (
    no_more,
    pairs,
    registration,
    stored,
    taken_back,
    there,
    value_set,
)
from handlers.exchange.mapping import Mapped
from handlers.exchange.plan import Plan, Pushed, Registry
from handlers.exchange.records import QUERIES, Span, Told, pushes, told
from handlers.exchange.totals import Key, Values, values_of

log = structlog.get_logger(__name__)

TRIES = 10  # the last about seventeen hours after the first
LONGEST = 300  # characters of a reason


class Pusher:
    def __init__(
        self,
        database: Database,
        registry: Registry,
        plan: Plan,
        clock: Callable[[], datetime],
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._registry = registry
        self.plan = plan
        self._clock = clock
        self._rest = rest
        self._looked_back_on: date | None = None

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.look()
                pushed = await self.send()
                if pushed.sent or pushed.later or pushed.dead:
                    log.info("dhis2", sent=pushed.sent, later=pushed.later, dead=pushed.dead)
            except StoreError as error:
                log.warning("dhis2 waits for the database", reason=str(error))
            await self._rest(self.plan.every.total_seconds())

    async def look(self, span: Span | None = None) -> int:
        """Note what differs from what was told, or is wanted already; how many unit weeks.

        Once a day also of all weeks since the first that was told of a unit, however long ago. What
        was before that first week somebody else may have told.
        """
        plan, now = self.plan, self._clock()
        lately = span or self._lately()
        async with self._database.reading() as connection:
            known = await pushes(connection)
            span = self._whole(known, lately) if span is None else span
            found = await told(connection, span, plan.mapped, plan.areas, plan.start, plan.zone)
        self._looked_back_on = now.astimezone(plan.zone).date()
        rows = []
        for key in found.weeks.keys() | self._gone(known, span):
            row, new = known.get(key), self._new(key, known, found, lately.since)
            if new and (row is None or any(row[name] != new[name] for name in new)):
                rows.append({"unit": key[0], "period": key[1], "now": millis(now)} | new)
        if found.lost:
            log.warning("dhis2: cases and deaths of areas without a unit", lost=found.lost)
        await self._keep(rows, self._lost(known))
        return len(rows)

    def _new(self, key: Key, known: Mapping[Key, Row], found: Told, lately: date) -> dict[str, Any]:
        """What is wanted of a week; nothing if it is older than all that was told of its unit."""
        row, begins = known.get(key), self.plan.mapped.week(key[1]).starts_on
        if row is None and begins < min(lately, self._begun(known).get(key[0], lately)):
            return {}
        old = begins < lately  # who was expected then is not known any more
        new = self._wanted(key, row, found, over=self._over()(key) and not old)
        if old and row is not None and new:
            new |= {name: row[name] for name in ("complete", "complete_on")}
        return new

    async def _keep(self, rows: list[Row], lost: list[dict[str, str]]) -> None:
        if rows or lost:
            async with self._database.transaction() as connection:
                await connection.fetch(QUERIES, "want_pushes", rows=as_rows(rows))
                await connection.fetch(QUERIES, "drop_pushes", rows=as_rows(lost))

    def _wanted(self, key: Key, row: Row | None, found: Told, *, over: bool) -> dict[str, Any]:
        """Complete not before its week is over, whenever the last report came; nothing if there
        is nothing to tell."""
        before, mapped = self._before(row) if row else {}, self.plan.mapped
        week, day = found.weeks.get(key), found.complete.get(key) if over else None
        values = values_of(week, mapped, before) if week else dict.fromkeys(before)
        on = max(day, mapped.week(key[1]).ends_at.date()).isoformat() if day else None
        new = {"wanted": stored(values), "complete": int(day is not None), "complete_on": on}
        return new if values else {}

    def _before(self, row: Row) -> Values:
        """What may be in DHIS2: what it took, and what it was sent, if the mapping still has that.

        What it refused for a wrong id of an element is there no more once that is mended. Of an
        element that was taken out of the mapping nothing is told, or deleted, any more.
        """
        known = {(each.element, each.combo) for each in self.plan.mapped.elements}
        sent = pairs(row["wanted"]) | pairs(row["told"])
        return {pair: n for pair, n in sent.items() if pair in known}

    def _lost(self, known: Mapping[tuple[str, str], Row]) -> list[dict[str, str]]:
        """Refused, never taken, and of a unit that the mapping has no more."""
        units = set(self.plan.mapped.units.values())
        return [
            {"unit": unit, "period": period}
            for (unit, period), row in known.items()
            if row["status"] == "dead" and row["told"] is None and unit not in units
        ]

    def since(self, day: date) -> Span:
        """Whole weeks, from that of `day` to this one."""
        mapped = self.plan.mapped
        today = self._clock().astimezone(self.plan.zone).date()
        return Span(
            mapped.week(mapped.period_of(day)).starts_on,
            mapped.week(mapped.period_of(today)).ends_on,
        )

    def _lately(self) -> Span:
        today = self._clock().astimezone(self.plan.zone).date()
        return self.since(today - timedelta(weeks=self.plan.weeks))

    def _whole(self, known: Mapping[Key, Row], lately: Span) -> Span:
        """From the oldest week that was told, if that was not looked at today."""
        today = self._clock().astimezone(self.plan.zone).date()
        if self._looked_back_on == today:
            return lately
        mapped = self.plan.mapped
        told_of = [mapped.week(key[1]).starts_on for key in known if _of(mapped, key[1])]
        return Span(min([lately.since, *told_of]), lately.until)

    def _begun(self, known: Mapping[Key, Row]) -> dict[str, date]:
        """When the first week began that was told of each unit."""
        begun: dict[str, date] = {}
        for (unit, period), row in known.items():
            if row["told"] is not None and _of(self.plan.mapped, period):
                begins = self.plan.mapped.week(period).starts_on
                begun[unit] = min(begins, begun.get(unit, begins))
        return begun

    def _gone(self, known: Mapping[Key, Row], span: Span) -> set[Key]:
        """Weeks that we told of, and of which nothing may be left; not of a unit that was taken out
        of the mapping, whose values stay."""
        mapped = self.plan.mapped
        units = set(mapped.units.values())
        return {
            key
            for key in known
            if key[0] in units
            and _of(mapped, key[1])
            and span.since <= mapped.week(key[1]).starts_on <= span.until
        }

    def _over(self) -> Callable[[Key], bool]:
        now = self._clock().astimezone(self.plan.zone).replace(tzinfo=None)
        return lambda key: self.plan.mapped.week(key[1]).ends_at <= now

    async def send(self) -> Pushed:
        """All that is due."""
        counted: Counter[str] = Counter()
        now = millis(self._clock())
        while True:
            async with self._database.reading() as connection:
                rows = await connection.fetch(QUERIES, "due_pushes", now=now)
            for row in rows:
                status, due_at, reason = await self._push(row)
                await self._settle(row, status, due_at, reason)
                counted[status] += 1
            if not rows:
                return Pushed(counted["sent"], counted["due"], counted["dead"])

    async def _push(self, row: Row) -> tuple[str, int | None, str | None]:
        key, mapped = (row["unit"], row["period"]), self.plan.mapped
        try:
            day, wanted = row["complete_on"], pairs(row["wanted"])
            if counts := there(wanted):
                await self._registry.values(value_set(key, counts, mapped, day))
            if gone := no_more(wanted):
                await self._registry.delete(value_set(key, gone, mapped))
            if row["complete"]:
                await self._registry.complete(registration(key, mapped, day))
            elif row["registered"]:
                await self._registry.incomplete(taken_back(key, mapped))
        except PermanentSendError as error:
            return "dead", None, str(error)
        except TemporarySendError as error:
            if row["attempts"] + 1 >= TRIES:
                return "dead", None, str(error)
            wait = max(error.retry_after or 0, 60 * 2 ** row["attempts"])
            return "due", millis(self._clock() + timedelta(seconds=wait)), str(error)
        return "sent", None, None

    async def _settle(self, row: Row, status: str, due_at: int | None, reason: str | None) -> None:
        if status == "dead":
            log.error(
                "dhis2 refuses; see kunnafoni dhis2 list", unit=row["unit"], period=row["period"]
            )
        async with self._database.transaction() as connection:
            await connection.fetch(
                QUERIES,
                "settle_push",
                unit=row["unit"],
                period=row["period"],
                wanted=row["wanted"],
                complete=row["complete"],
                complete_on=row["complete_on"],
                status=status,
                attempts=row["attempts"] + 1,
                due_at=due_at or 0,
                reason=reason and reason[:LONGEST],
                sent_at=millis(self._clock()) if status == "sent" else None,
            )


def _of(mapped: Mapped, period: str) -> bool:
    """Whether it is a period of this mapping: its weeks may have begun on another day before."""
    try:
        mapped.week(period)
    except ValueError:
        return False
    return True
