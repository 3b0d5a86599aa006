"""The agenda made of rows: what is as it was is not read again, and others get their turn."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import orjson

from bot.store.base import Row
from handlers.clinics.agenda import Agenda
from handlers.clinics.data import change_of, clinic_of, visit_of
from handlers.clinics.model import Clinic, Visit

AT_ONCE = 200  # rows that are read before others get their turn: some milliseconds
T = TypeVar("T")
Kept = dict[tuple[Any, ...], Any]  # what was made of a row, by all that is in it


class Loading:
    """Remembers what it made of each row: the same value is the same object in the next agenda."""

    def __init__(self) -> None:
        self._clinics: Kept = {}
        self._visits: Kept = {}

    async def agenda(
        self, clinics: Sequence[Row], visits: Sequence[Row], changes: Sequence[Row], version: int
    ) -> Agenda:
        changed: dict[int, list[str]] = defaultdict(list)
        for row in changes:
            changed[row["visit_number"]].append(row["data"])
        self._clinics = await _made(
            [(row, tuple(row.values())) for row in clinics], self._clinics, _clinic
        )
        self._visits = await _made(
            [(row, (*row.values(), *changed[row["number"]])) for row in visits],
            self._visits,
            lambda row: _visit(row, changed[row["number"]]),
        )
        return Agenda(tuple(self._clinics.values()), tuple(self._visits.values()), version)


async def _made(
    rows: Sequence[tuple[Row, tuple[Any, ...]]], known: Kept, make: Callable[[Row], T]
) -> dict[tuple[Any, ...], T]:
    found: dict[tuple[Any, ...], T] = {}
    for count, (row, key) in enumerate(rows, 1):
        same = known.get(key)
        found[key] = make(row) if same is None else same
        if count % AT_ONCE == 0:
            await asyncio.sleep(0)
    return found


def _clinic(row: Row) -> Clinic:
    return clinic_of(_unpacked(row))


def _visit(row: Row, changes: Sequence[str]) -> Visit:
    return visit_of(_unpacked(row), tuple(change_of(orjson.loads(data)) for data in changes))


def _unpacked(row: Row) -> Row:
    return {**row, "spot": orjson.loads(row["spot"]), "services": orjson.loads(row["services"])}
