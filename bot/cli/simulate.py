"""`kunnafoni simulate`: an exercise. Outbreaks that never were, through the real inbound path."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from bot.cli.house import opened_house
from bot.cli.lines import print_json
from bot.cli.opening import exits_with_problems, settings
from bot.cli.playing import CHANNEL, Answers, Clock, Played, Stage
from bot.cli.scripting import written
from bot.config import NO_PROVIDERS, Database
from handlers.exercise.epidemic import load
from handlers.exercise.judging import Found

WEEK = timedelta(days=7)
COLUMNS = "disease\tdistrict\tfirst case\tfirst told of\toutbreak suspected\talert"


@dataclass(frozen=True, slots=True)
class Wish:
    weeks: int
    seed: int
    reporters: int
    outbreaks: int


Weeks = Annotated[int, typer.Option(help="how long it is played", min=2, max=52)]
Seed = Annotated[int, typer.Option(help="the same number plays the same again")]
Reporters = Annotated[int, typer.Option(help="health workers who write", min=2, max=90)]
Outbreaks = Annotated[int, typer.Option(help="how many begin", min=0, max=10)]
Where = Annotated[Path | None, typer.Option(help="a demo's database to play into; else none stays")]
AsJson = Annotated[bool, typer.Option("--json", help="the figures as one JSON object")]


def simulate(
    weeks: Weeks = 8,
    seed: Seed = 1,
    reporters: Reporters = 40,
    outbreaks: Outbreaks = 3,
    file: Where = None,
    json: AsJson = False,
) -> None:
    """Play an exercise: what was raised, when, against when each outbreak began.

    Health workers write misspelt messages, as people do; nobody checks a report or answers an
    alert. How its diseases spread is made up: no real outbreak is described.
    """
    wish = Wish(weeks, seed, reporters, outbreaks)
    with exits_with_problems(), ExitStack() as stack:
        path = file or Path(stack.enter_context(TemporaryDirectory())) / "exercise.db"
        played = asyncio.run(_simulate(wish, path))
    if json:
        print_json(as_data(played))
    else:
        for line in told(played, wish):
            typer.echo(line)


async def _simulate(wish: Wish, path: Path) -> Played:
    url = f"sqlite:{path}"
    known = settings().model_copy(update={"database": Database(url=url), **NO_PROVIDERS})
    now = datetime.now(UTC)
    first = (now - timedelta(days=now.weekday()) - wish.weeks * WEEK).date()
    clock, answers = Clock(now), Answers()
    async with opened_house(known, "demo", {CHANNEL: answers}, now=clock) as house:
        days = wish.weeks * 7
        script = written(house, load(), wish.reporters, wish.outbreaks, days, wish.seed)
        return await Stage(house, script, answers, clock, first, Random(wish.seed)).play()  # noqa: S311


def as_data(played: Played) -> dict[str, Any]:
    verdict = played.verdict
    return asdict(played.told) | {
        "outbreaks": [
            {
                "risk": each.outbreak.kind.risk,
                "area": each.outbreak.area_id,
                "first_day": each.outbreak.begins,
                "told_after_days": each.alert_after,
                "suspected_after_days": each.outbreak_after,
                "alert": each.number,
            }
            for each in verdict.found
        ],
        "sensitivity": verdict.sensitivity,
        "false_alarms": len(verdict.false_alarms),
        "to_look_at": verdict.to_look_at,
    }


def told(played: Played, wish: Wish) -> list[str]:
    said, verdict = played.told, played.verdict
    found = sum(each.outbreak_after is not None for each in verdict.found)
    return [
        f"seed {wish.seed}: {wish.weeks} weeks, {wish.reporters} health workers",
        f"{said.messages} messages, {said.zeros} of nothing; {said.reports} reports",
        f"{said.asked} were asked back",
        f"{said.misread} were read otherwise than meant",
        f"{said.wrong_risk} were taken for another disease without a question",
        "",
        *([COLUMNS] if verdict.found else ["no outbreak was played"]),
        *(_line(each) for each in verdict.found),
        "",
        f"sensitivity: {found} of {len(verdict.found)} outbreaks were suspected",
        f"false alarms: {len(verdict.false_alarms)} suspected outbreaks where none was",
        f"besides: {verdict.to_look_at} single cases elsewhere, to be looked at",
    ]


def _line(found: Found) -> str:
    outbreak = found.outbreak
    cells = (
        outbreak.kind.risk,
        outbreak.area_id.removeprefix("district-"),
        f"day {outbreak.begins}",
        _after(found.alert_after),
        _after(found.outbreak_after),
        found.number or "-",
    )
    return "\t".join(map(str, cells))


def _after(days: float | None) -> str:
    return "never" if days is None else f"{days:.0f} days later"
