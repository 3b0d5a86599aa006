"""Playing an exercise: reporters, their messages through the dispatcher, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bot.address import Address
from bot.cli.house import House
from bot.cli.scripting import Reporter, Script
from bot.folding import fold
from bot.message import Inbound, Outbound, Rendered
from bot.store.base import Row, millis
from bot.store.contacts import NewContact, keep_contacts
from handlers.alerts.records import QUERIES as ALERTS
from handlers.exchange.records import QUERIES as LINES
from handlers.exercise.epidemic import together
from handlers.exercise.judging import Raised, Verdict, judged
from handlers.exercise.scribbling import Meant, scribbled
from handlers.report.records import risks_of

CHANNEL = "exercise"
OURS = "exercise"  # the number that is written to
EVER = {"since": "0001-01-01", "until": "9999-12-31", "everything": 1}
HOURS = (7, 19)  # in which people write


class Answers:
    """A channel that keeps the last answer to each phone."""

    def __init__(self) -> None:
        self.last: dict[Address, Rendered] = {}
        self._count = 0

    async def send(self, outbound: Outbound, rendered: Rendered) -> str:
        self.last[outbound.address] = rendered
        self._count += 1
        return str(self._count)


class Clock:
    """The time that is played."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass(slots=True)
class Told:
    """How messages were read. `wrong_risk` without the bot having asked: never to happen."""

    messages: int = 0
    reports: int = 0
    asked: int = 0
    misread: int = 0
    wrong_risk: int = 0
    zeros: int = 0


@dataclass(frozen=True, slots=True)
class Played:
    told: Told
    verdict: Verdict


@dataclass(slots=True)
class Stage:
    """One exercise as it is played."""

    house: House
    script: Script
    answers: Answers
    clock: Clock
    first: date
    random: Random
    told: Told = field(default_factory=Told)
    raised: dict[tuple[int, bool], Raised] = field(default_factory=dict)
    _after: int = 0

    async def play(self) -> Played:
        await self._enrol()
        ill = together(self.script.ill)
        for day in range(self.script.days):
            today = [(key[1], key[2], groups) for key, groups in ill.items() if key[0] == day]
            self.random.shuffle(today)
            for at, (reporter, risk, groups) in enumerate(today):
                self._goes_to(day, at / max(len(today), 1))
                await self._tell(self.script.reporters[reporter], risk, groups)
            if day % 7 == 6:
                await self._nothing(day, ill)
            await self._evening(day)
        return Played(
            self.told, judged(self.script.outbreaks, list(self.raised.values()), self._same)
        )

    def _goes_to(self, day: int, share: float) -> None:
        hour = HOURS[0] + share * (HOURS[1] - HOURS[0])
        begin = datetime.combine(self.first + timedelta(days=day), time(0), UTC)
        self.clock.now = begin + timedelta(hours=hour)

    async def _enrol(self) -> None:
        self._goes_to(0, 0)
        known = [NewContact(r.address, "chw", r.area_id, r.locale) for r in self.script.reporters]
        now = millis(self.clock()) or 0
        async with self.house.database.transaction() as connection:
            await keep_contacts(connection, known, channel=CHANNEL, recipient=OURS, now=now)

    async def _tell(self, reporter: Reporter, risk: str, groups: Counter[str]) -> None:
        count, deaths = groups["under5"] + groups["over5"], groups["dies"]
        meant = Meant(risk, count, deaths, reporter.place.id, reporter.place.name)
        group = next((g for g in ("under5", "over5") if groups[g] == count), None)
        words = self.house.knowledge.lexicons.words("risk", risk, reporter.locale)
        if not words:
            words = self.house.knowledge.lexicons.words("risk", risk, "fr")
        await self._say(reporter, scribbled(meant, words, reporter.locale, group, self.random))
        asked = self._question(reporter)
        if asked:
            self.told.asked += 1
            await self._say(reporter, self._answer(asked, meant, reporter.locale))
        self._check(await self._filed(), meant, asked=bool(asked))

    def _question(self, reporter: Reporter) -> tuple[tuple[str, str], ...]:
        last = self.answers.last.get(reporter.address)
        return last.choices if last else ()

    def _answer(self, choices: Sequence[tuple[str, str]], meant: Meant, locale: str) -> str:
        """The number of the choice that says what was meant, else of the first."""
        risk = risks_of(self.house.knowledge)[meant.risk].name
        said = fold(self.house.catalogs.translate(risk, locale)), fold(meant.place)
        named = [any(word in fold(label) for word in said) for _key, label in choices]
        return str(named.index(True) + 1 if True in named else 1)

    async def _filed(self) -> list[Row]:
        async with self.house.database.reading() as connection:
            rows = await connection.fetch(LINES, "lines_after", after=self._after, **EVER)
        self._after = max([self._after, *(row["number"] for row in rows)])
        return rows

    def _check(self, rows: Sequence[Row], meant: Meant, *, asked: bool) -> None:
        self.told.reports += len(rows)
        if any(row["risk"] != meant.risk for row in rows) and not asked:
            self.told.wrong_risk += 1
        right = [(row["risk"], row["cases"], row["place_id"]) for row in rows]
        self.told.misread += right != [(meant.risk, meant.count, meant.place_id)]

    async def _nothing(self, day: int, ill: dict[tuple[int, int, str], Counter[str]]) -> None:
        """Who had nothing to report in the week says so."""
        busy = {key[1] for key in ill if day - 7 < key[0] <= day}
        self._goes_to(day, 1)
        for at, reporter in enumerate(self.script.reporters):
            if at not in busy:
                self.told.zeros += 1
                await self._say(reporter, self.random.choice(("RAS", "ras", "0")))

    async def _say(self, reporter: Reporter, text: str) -> None:
        self.told.messages += 1
        self.answers.last.pop(reporter.address, None)
        key = str(self.told.messages)
        said = Inbound(CHANNEL, f"{self.first}-{key}", reporter.address, OURS, text, self.clock())
        await self.house.dispatcher.receive(said)
        while await self.house.outbox.deliver():
            pass

    async def _evening(self, day: int) -> None:
        """What is due is done, and what was raised is noted."""
        while await self.house.jobs.run_due():
            pass
        async with self.house.database.reading() as connection:
            rows = await connection.fetch(ALERTS, "raised")
        for row in rows:
            outbreak = row["level"] == "outbreak"
            raised = Raised(row["number"], row["risk"], row["area_id"], day, outbreak)
            self.raised.setdefault((row["number"], outbreak), raised)

    def _same(self, theirs: str | None, ours: str) -> bool:
        if theirs is None:
            return False
        areas = self.house.knowledge.areas
        return theirs in areas.upwards(ours) or ours in areas.upwards(theirs)
