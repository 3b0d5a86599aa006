"""`kunnafoni reports week`: a week by health risk, and who reported in time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.areas import Areas
from bot.cli.opening import Opened, database, exits_with_problems
from bot.cli.reports import reports
from bot.epiweek import EpiWeek
from bot.errors import BadFile
from bot.handler import Knowledge
from bot.paths import LOCALES
from bot.places import Places
from bot.store.base import Connection
from bot.store.places import load_areas
from bot.understanding import Lexicons
from handlers.alerts.records import compared
from handlers.report.records import ANIMALS, risks_of
from handlers.weeks.calendar import Weekly, local, named, weekly_of
from handlers.weeks.figures import Figure
from handlers.weeks.records import Counted, Own, Summary, below, reporters_in, summaries

WEEKS = 4
NOTHING = "-"


@reports.command()
def week(
    area: Annotated[str | None, typer.Option(help="id of an area; else everywhere")] = None,
    week: Annotated[
        str | None, typer.Option(help="2026-W47 or S47; else the last whole one")
    ] = None,
    reporters: Annotated[
        bool, typer.Option(help="also each reporter, by the bot's own id: no name, no number")
    ] = False,
) -> None:
    """Print a week by health risk, and who reported in time, by area; beside the week before."""
    with exits_with_problems():
        for line in asyncio.run(_week(area, week, reporters=reporters)):
            typer.echo(line)


async def _week(area_id: str | None, wanted: str | None, *, reporters: bool) -> list[str]:
    async with database() as opened, opened.database.reading() as connection:
        knowledge = await knowledge_of(opened, connection)
        weekly, at = weekly_of(knowledge), local(datetime.now(UTC), knowledge)
        found = week_of(wanted, weekly, at)
        if area_id is not None and knowledge.areas.find(area_id) is None:
            raise BadFile([f"no area {area_id}"])
        both = await summaries(connection, area_id, [found, found - 1], knowledge)
        lines = [*_by_risk(both, knowledge), "", "area\treported\tin time"]
        for each in below(area_id, knowledge.areas) if area_id else [a.id for a in knowledge.areas]:
            [one] = await summaries(connection, each, [found], knowledge)
            if one.figure.expected:
                lines.append(f"{each}\t{_percent(one, 'received')}\t{_percent(one, 'on_time')}")
        lines += await _beside_the_past(connection, area_id, found, knowledge)
        if reporters:
            lines += ["", *await _by_reporter(connection, area_id, found, knowledge)]
        return lines


async def _beside_the_past(
    connection: Connection, area_id: str | None, week: EpiWeek, knowledge: Knowledge
) -> list[str]:
    """Only where it was looked at, which is once the week is due."""
    where = below(area_id, knowledge.areas) if area_id else None
    rows = await compared(connection, week, where)
    lines = ["", "area\trisk\tcases\tmore than\tbeside its past"] if rows else []
    for row in rows:
        found = "too little past to tell" if row["method"] is None else row["method"]
        known = [
            NOTHING if row[name] is None else f"{row[name]:g}" for name in ("observed", "upper")
        ]
        found += ", few reports in that past" if row["weak"] else ""
        alarm = ": an alarm" if row["alarm"] else ""
        lines.append("\t".join((row["area_id"], row["risk"], *known, f"{found}{alarm}")))
    return lines


async def _by_reporter(
    connection: Connection, area_id: str | None, week: EpiWeek, knowledge: Knowledge
) -> list[str]:
    """This week and the three before, of each."""
    weeks = [week - back for back in range(WEEKS)]
    lines = [f"reporter\trole\tarea\t{week}\treported of {WEEKS} weeks\tin time"]
    for row, own in await reporters_in(connection, area_id, weeks, knowledge):
        total = sum((each.figure for each in own), Figure())
        done = f"{total.received} of {total.expected}\t{total.on_time} of {total.expected}"
        area = row["area_id"] or "-"
        lines.append(f"{row['contact_id']}\tchw\t{area}\t{_state(own, week)}\t{done}")
    return lines


def _state(own: Sequence[Own], week: EpiWeek) -> str:
    each = next((one for one in own if one.week == week), None)
    if each is None:
        return "not expected"
    if each.received is None:
        return "missing"
    return "in time" if each.figure.on_time else "late"


def week_of(text: str | None, weekly: Weekly, at: datetime) -> EpiWeek:
    if text is None:
        return weekly.of(at) - 1
    wish = named(text, weekly, at, bare=True)
    if wish.week is None or wish.problem:
        raise BadFile([f"{text}: no week that has begun; write 2026-W47"])
    return wish.week


async def knowledge_of(opened: Opened, connection: Connection) -> Knowledge:
    """Areas, weeks and the deployment's own files: what commands of weeks need."""
    areas, settings = Areas(await load_areas(connection)), opened.settings
    return Knowledge(
        Lexicons(LOCALES, ()),
        Places((), areas),
        areas,
        ZoneInfo(settings.bot.timezone),
        settings.bot.locales,
        settings.data.folder,
        options={"weeks": settings.weeks.model_dump()},
    )


def _by_risk(both: Sequence[Summary], knowledge: Knowledge) -> list[str]:
    now, before = both
    lines = [f"{now.week}\tcases\tto verify\tdeaths\tweek before"]
    for risk in (each for id_ in risks_of(knowledge) for each in (id_, f"{id_}{ANIMALS}")):
        here, then = now.risks.get(risk, Counted()), before.risks.get(risk, Counted())
        if here != Counted() or then != Counted():
            lines.append(f"{risk}\t{here.cases}\t{here.signals}\t{here.deaths}\t{then.cases}")
    return [*lines, f"zero reports\t{now.zeros}\t\t\t{before.zeros}"]


def _percent(summary: Summary, what: str) -> str:
    figure = summary.figure
    done = getattr(figure, what)
    return f"{done} of {figure.expected} ({done * 100 // figure.expected} %)"
