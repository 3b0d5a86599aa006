"""Clinics and visits from CSV: read whole or not at all, every bad line named."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, get_args

from bot.areas import Areas
from bot.errors import BadFile
from bot.geo import Point, distance
from bot.places import Place, Places
from bot.table import between, read_table
from handlers.clinics.hours import BadHours, read_hours, read_span
from handlers.clinics.model import Clinic, Precision, Spot, Status, Visit
from handlers.clinics.recurrence import BadRule, Rule
from handlers.clinics.services import Services

CLINIC_COLUMNS = (
    "number", "name", "kind", "place", "latitude", "longitude", "services", "hours", "phone",
    "status", "source",
)  # fmt: skip
VISIT_COLUMNS = (
    "number", "team", "place", "latitude", "longitude", "first_on", "rule", "hours", "services",
    "hidden_hours", "precision", "status", "source",
)  # fmt: skip
STATUSES: tuple[Status, ...] = get_args(Status)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
SAME = 20.0  # km within which a clinic named for a village is in it
MALI = ((9.5, 25.5), (-13.0, 5.0))  # latitude and longitude between which a clinic can be
T = TypeVar("T")
Known = TypeVar("Known", bound=str)
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class World:
    """What a file is checked against."""

    places: Places
    areas: Areas
    services: Services
    today: date


def read_clinics(text: str, world: World) -> list[Clinic]:
    """Those without a `number` have 0: they are new. Raises `BadFile`, a line for each problem."""
    return _read(text, ("name", "kind"), CLINIC_COLUMNS, lambda row: _clinic(row, world))


def read_visits(text: str, world: World) -> list[Visit]:
    """The same for visits; none may end before it begins, or lie in the past."""
    return _read(text, ("team", "first_on"), VISIT_COLUMNS, lambda row: _visit(row, world))


def columns_of(text: str) -> frozenset[str]:
    """What a file says of each row."""
    header = next(iter(csv.reader(text.removeprefix("\ufeff").lstrip().splitlines())), [])
    return frozenset(each.strip().lower() for name in header for each in name.split(";"))


def _read(
    text: str, required: tuple[str, ...], known: tuple[str, ...], make: Callable[[Row], T]
) -> list[T]:
    problems: list[str] = []
    found: list[T] = []
    for line in read_table(text, required=required, known=known):
        if line.too_many:
            problems.append(line.problem("more values than columns"))
            continue
        try:
            found.append(make(line.values))
        except BadFile as error:
            problems += map(line.problem, error.problems)
    if problems:
        raise BadFile(problems)
    return found


def _clinic(row: Row, world: World) -> Clinic:
    problems = [*_words(row, "kind", tuple(world.services.kinds))]
    status = _one_of(row, "status", STATUSES, problems)
    if not row["name"]:
        problems.append("a clinic needs a name")
    spot = _kept(problems, lambda: spot_of(row, world))
    services = _kept(problems, lambda: _services(row, world.services))
    hours = _kept(problems, lambda: read_hours(row.get("hours", "")))
    number = _number(row, "number", problems)
    if problems:
        raise BadFile(problems)
    assert spot is not None
    return Clinic(
        number or 0, row["name"], row["kind"], spot, services or frozenset(),
        hours, row.get("phone", ""), status, row.get("source", ""),
    )  # fmt: skip


def _visit(row: Row, world: World) -> Visit:
    problems: list[str] = []
    precision = _one_of(row, "precision", PRECISIONS, problems)
    status = _one_of(row, "status", STATUSES, problems)
    spot = _kept(problems, lambda: spot_of(row, world))
    rule = _kept(problems, lambda: Rule(_day(row["first_on"]), row.get("rule", "")))
    hours = row.get("hours", "")
    span = _kept(problems, lambda: read_span(hours) if hours else None)
    services = _kept(problems, lambda: _services(row, world.services))
    number, hidden = (_number(row, name, problems) for name in ("number", "hidden_hours"))
    if not number and rule is not None and rule.next_on(world.today) is None:
        problems.append("every day of it is over")
    if problems:
        raise BadFile(problems)
    assert spot is not None
    assert rule is not None
    begins, ends = span or (None, None)
    return Visit(
        number or 0, row["team"], spot, rule, begins, ends, services or frozenset(), hidden,
        precision, status, source=row.get("source", ""),
    )  # fmt: skip


def _kept(problems: list[str], make: Callable[[], T]) -> T | None:
    """What it makes; else its problems are added to the others."""
    try:
        return make()
    except BadFile as error:
        problems += error.problems
    except (BadHours, BadRule) as error:
        problems.append(str(error))
    return None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadFile([f"first_on {text!r}: write a day as 2026-12-01"]) from error


def _words(row: Row, column: str, known: tuple[str, ...]) -> Iterator[str]:
    if row.get(column) and row[column] not in known:
        yield f"{column} must be one of {', '.join(known)}"


def _one_of(row: Row, column: str, known: tuple[Known, ...], problems: list[str]) -> Known:
    """The first is usual, where nothing is said."""
    problems += _words(row, column, known)
    return named(row.get(column, ""), known) or known[0]


def named(said: str, known: tuple[Known, ...]) -> Known | None:
    return next((each for each in known if each == said), None)


def _number(row: Row, column: str, problems: list[str]) -> int | None:
    value = row.get(column, "")
    if value and not value.isdecimal():
        problems.append(f"{column} is not a number")
        return None
    return int(value) if value else None


def _services(row: Row, known: Services) -> frozenset[str]:
    named = [part.strip() for part in row.get("services", "").replace("|", " ").split()]
    if unknown := sorted(set(named) - known.names.keys()):
        raise BadFile([f"unknown service {', '.join(unknown)}"])
    return frozenset(named)


def spot_of(row: Row, world: World) -> Spot:
    """By its coordinates; else by the name of its place, spelled right. Raises `BadFile`."""
    name = row.get("place") or row.get("name", "")
    if row.get("latitude") or row.get("longitude"):
        return _at_point(row, name, world)
    same = world.places.exact(row.get("place", ""))
    if not same:
        raise BadFile([_no_place(row.get("place", ""), world)])
    place = same[0] if len(same) == 1 else world.places.resolve(row["place"]).place
    if place is None:
        named = ", ".join(world.places.told_apart(same[:5]))
        raise BadFile([f"{row['place']!r} may be {named}: give latitude and longitude"])
    return Spot(place.name, (place.latitude, place.longitude), place.id, place.area_id)


def _at_point(row: Row, name: str, world: World) -> Spot:
    (south, north), (west, east) = MALI
    inside = between(row.get("latitude", ""), south, north)
    if not inside or not between(row.get("longitude", ""), west, east):
        raise BadFile(["latitude and longitude must be in the country, in degrees"])
    point = float(row["latitude"]), float(row["longitude"])
    near = [p for p in world.places.exact(name) if _km(point, p) <= SAME]
    here = min(near, key=lambda place: _km(point, place), default=None)
    area = world.areas.nearest(*point, "district")
    area_id = here.area_id if here else area.id if area else None
    return Spot(name, point, here.id if here else None, area_id)


def _km(point: Point, place: Place) -> float:
    return distance(point, (place.latitude, place.longitude))


def _no_place(name: str, world: World) -> str:
    if not name:
        return "a place, or latitude and longitude, is needed"
    like = world.places.search(name, limit=1)
    return f"no such place: {name!r}" + (f"; is it {like[0].place.name}?" if like else "")
