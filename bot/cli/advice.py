"""`kunnafoni vaccination` and `kunnafoni triage malaria`: the decisions, one JSON object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.areas import Areas
from bot.areas import starter as starter_areas
from bot.cli.opening import exits_with_problems, settings
from bot.cli.parse import BAMAKO, KNOWN
from bot.errors import BadFile
from bot.paths import LOCALES
from bot.understanding import Lexicons
from handlers.advice import danger, malaria, malaria_facts, schedule
from handlers.advice import vaccination as rules
from handlers.advice.ages import OLDEST
from handlers.advice.signs import Signs

triage = typer.Typer(help="How urgent it is.", no_args_is_help=True)
YEARS = range(1900, 2200)


@triage.callback()
def _group() -> None:
    """How urgent it is."""


def vaccination(
    born: Annotated[str, typer.Option(help="the day of birth, 2026-01-10")],
    on: Annotated[str | None, typer.Option(help="the day it is asked; else today")] = None,
    doses: Annotated[
        str, typer.Option(help="given already: PENTA:2026-03-01,MR:2026-10-12; a day may lack")
    ] = "",
    sex: Annotated[str | None, typer.Option(help="f or m; HPV is for girls")] = None,
    district: Annotated[
        str | None,
        typer.Option(help="where the child lives; the malaria vaccine is not everywhere"),
    ] = None,
) -> None:
    """Print what a child is due for, overdue, and next, by the national schedule, as JSON."""
    with exits_with_problems():
        known = schedule.load(_data_file(schedule.OURS))
        today = _day(on) if on else datetime.now(BAMAKO).date()
        child = rules.Child(_day(born), _sex(sex), _areas(district))
        given = _doses(doses, known)
        if problems := [
            _problem(doubt, child, today) for doubt in rules.doubts(child, given, today)
        ]:
            raise BadFile(problems)
        _print(_as_data(rules.plan(child, given, today, known)))


@triage.command("malaria")
def triage_malaria(
    age_months: Annotated[
        int | None, typer.Option(help="months completed, below 900; leave out if not known")
    ] = None,
    pregnant: Annotated[bool, typer.Option("--pregnant", help="a pregnant woman")] = False,
    fever_days: Annotated[int | None, typer.Option(help="for how many days there is fever")] = None,
    no_fever: Annotated[bool, typer.Option("--no-fever", help="there is no fever")] = False,
    signs: Annotated[
        str, typer.Option(help="danger signs: codes, or the words people use, with commas")
    ] = "",
) -> None:
    """Print how urgent a fever is: now, today (a test within 24 hours), or watch, as JSON."""
    with exits_with_problems():
        all_signs = danger.load(_data_file(danger.OURS))
        facts = malaria_facts.load(_data_file(malaria_facts.OURS))
        codes = _signs(signs, [sign.code for sign in all_signs])
        told = malaria.Fever(
            age_months, pregnant, not no_fever, fever_days, danger.in_order(codes, all_signs)
        )
        if problems := list(_contradictions(told)):
            raise BadFile(problems)
        found = malaria.triage(told, facts)
        _print(
            {
                "urgency": found.urgency,
                "reasons": list(found.reasons),
                "advice": list(found.advice),
            }
        )


def _print(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False))


def _as_data(found: rules.Plan) -> dict[str, Any]:
    return {
        "due": [_dose(dose, "since") for dose in found.due],
        "overdue": [_dose(dose, "since") for dose in found.overdue],
        "next": _dose(found.next, "on") if found.next else None,
        "complete": found.complete,
    }


def _dose(dose: rules.Dose, when: str) -> dict[str, Any]:
    return {"antigen": dose.antigen, "dose": dose.dose, when: dose.on.isoformat()}


def _data_file(ours: Path) -> Path:
    """The deployment's own, where it has one."""
    folder = settings().data.folder
    theirs = folder / ours.name if folder else None
    return theirs if theirs and theirs.is_file() else ours


def _day(written: str) -> date:
    try:
        found = date.fromisoformat(written.strip())
    except ValueError as error:
        raise BadFile([f"{written}: a day is written 2026-11-24"]) from error
    if found.year not in YEARS:
        raise BadFile([f"{written}: a year from {YEARS[0]} to {YEARS[-1]}"])
    return found


def _sex(written: str | None) -> str | None:
    if written is None:
        return None
    if (letter := written.strip().casefold()[:1]) not in ("f", "m"):
        raise BadFile([f"{written}: the sex is f or m"])
    return letter


def _areas(district: str | None) -> tuple[str, ...]:
    """The names of what the district is, and lies in."""
    if district is None:
        return ()
    tree = Areas(starter_areas())
    above = (a.name for area in tree.named(district) for a in tree.ancestors(area.id))
    return (district, *above)


def _doses(written: str, known: schedule.Schedule) -> list[rules.Given]:
    """Raises `BadFile` naming every dose that cannot be read."""
    found, problems = [], []
    for item in re.split(r"[,;]", written):
        name, _colon, day = item.partition(":")
        if not item.strip():
            continue
        antigen = known.antigen(name)
        if antigen is None:
            problems.append(f"{item.strip()}: no such antigen; there are {', '.join(known.slots)}")
            continue
        try:
            found.append(rules.Given(antigen, _day(day) if day.strip() else None))
        except BadFile as error:
            problems += [f"{item.strip()}: {problem}" for problem in error.problems]
    if problems:
        raise BadFile(problems)
    return found


def _problem(doubt: rules.Doubt, child: rules.Child, on: date) -> str:
    given = f"{doubt.antigen}:{doubt.day}"
    return {
        "future": f"born {doubt.day}: that is after {on}",
        "too_old": f"born {doubt.day}: {OLDEST} months or more before {on}",
        "before_birth": f"{given}: that is before the birth, {child.born}",
        "later": f"{given}: that is after {on}",
    }[doubt.what]


def _signs(written: str, codes: list[str]) -> Iterable[str]:
    signs = Signs(codes, Lexicons(LOCALES, KNOWN, settings().data.folder), KNOWN)
    found, unknown = signs.told(re.split(r"[,;\n]", written))
    if unknown:
        raise BadFile([f"{each}: no danger sign; there are {', '.join(codes)}" for each in unknown])
    return found


def _contradictions(told: malaria.Fever) -> Iterator[str]:
    doubts = malaria.doubts(told)
    if "age" in doubts or (told.age_months or 0) >= OLDEST:
        yield f"{told.age_months} months: an age in months is from 0 to {OLDEST - 1}"
    if "fever_days" in doubts:
        yield f"{told.fever_days} days of fever: from 0 to {malaria.LONGEST_FEVER}"
    if "no_fever_days" in doubts:
        yield f"no fever, and fever for {told.fever_days} days: which is it?"
    if "pregnant_age" in doubts:
        yield f"pregnant, and {told.age_months} months old: which is it?"
