"""What an event says of a visit beside its days: place, services, status, and what is withheld."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.errors import BadFile
from bot.folding import fold
from handlers.clinics.files import PRECISIONS, STATUSES, World, named, spot_of
from handlers.clinics.ics import HIDDEN, PRECISION, STATUS, Component
from handlers.clinics.model import Precision, Spot, Status


@dataclass(frozen=True, slots=True)
class Secrecy:
    """What holds for new events that say nothing of it."""

    hidden: int | None = None
    precision: Precision = "exact"


def spot_in(event: Component, world: World, problems: list[str]) -> Spot | None:
    """By GEO where it is; else by the name in LOCATION, or what stands before its comma."""
    name = str(event.get("LOCATION", "")).strip()
    row = {"place": name}
    if "GEO" in event:
        row |= {"latitude": str(event["GEO"].latitude), "longitude": str(event["GEO"].longitude)}
    elif not world.places.exact(name) and world.places.exact(name.partition(",")[0]):
        row["place"] = name.partition(",")[0].strip()
    try:
        return spot_of(row, world)
    except BadFile as error:
        problems += [f"LOCATION: {line}" for line in error.problems]
        return None


def services_in(event: Component, world: World, problems: list[str]) -> frozenset[str]:
    """CATEGORIES: ids of services, or their names in English."""
    ids = {fold(text.msgid): id_ for id_, text in world.services.names.items()}
    ids |= {id_: id_ for id_ in world.services.names}
    found = [(said, ids.get(fold(said).strip())) for said in _categories(event)]
    problems += [f"CATEGORIES: unknown service {said}" for said, id_ in found if id_ is None]
    return frozenset(id_ for _said, id_ in found if id_)


def _categories(event: Component) -> Iterator[str]:
    found = event.get("CATEGORIES")
    for each in found if isinstance(found, list) else [found] if found is not None else []:
        yield from map(str, each.cats)


def status_in(event: Component, problems: list[str]) -> Status:
    """What is not certain is not told: it is confirmed first, or left out of the file."""
    usual = str(event.get("STATUS", "")).upper()
    if usual == "TENTATIVE":
        problems.append("STATUS:TENTATIVE: confirm it first, or leave it out")
    said = str(event.get(STATUS, "")) or ("closed" if usual == "CANCELLED" else "open")
    status = named(said, STATUSES)
    if status is None:
        problems.append(f"{STATUS} must be one of {', '.join(STATUSES)}")
    return status or STATUSES[0]


def secrecy_in(
    event: Component, usual: Secrecy, problems: list[str]
) -> tuple[int | None, Precision]:
    """Hidden until so many hours before, and how exact a place may be told."""
    hidden, precision = usual.hidden, usual.precision
    if HIDDEN in event:
        said = str(event[HIDDEN]).strip()
        hidden = int(said) if said.isdecimal() else None
        if said and hidden is None:
            problems.append(f"{HIDDEN} is not a number of hours")
    if PRECISION in event:
        told = named(str(event[PRECISION]), PRECISIONS)
        if told is None:
            problems.append(f"{PRECISION} must be one of {', '.join(PRECISIONS)}")
        precision = told or precision
    return hidden, precision
