"""CSV files as people export them: a header, commas or semicolons, every bad line named."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.errors import BadFile


@dataclass(frozen=True, slots=True)
class Line:
    """One row: `number` is its line in the file; values are stripped, missing ones empty."""

    number: int
    values: dict[str, str]
    too_many: bool = False  # more values than the header has names

    def problem(self, what: str) -> str:
        return f"line {self.number}: {what}"


def read_table(
    text: str, *, required: Collection[str], known: Collection[str] | None = None
) -> Iterator[Line]:
    """The rows of a CSV whose header has the `required` columns, and no other than `known`.

    Capitals of the header do not matter; a row without any value is passed over. Raises `BadFile`
    for its header, and for what is no CSV at all.
    """
    text = text.removeprefix("\ufeff")
    rows = csv.reader(io.StringIO(text), dialect=_dialect(text))
    spelled = {name.lower(): name for name in (*required, *(known or ()))}
    header: list[str] | None = None
    try:
        for row in rows:
            if header is None:
                header = [spelled.get(name.strip().lower(), name.strip()) for name in row]
                _check_header(header, required, known)
            elif any(value.strip() for value in row):
                yield _line(rows.line_num, header, row)
    except csv.Error as error:
        raise BadFile([f"line {rows.line_num}: {error}"]) from error
    if header is None:
        _check_header([], required, known)


def _check_header(
    header: list[str], required: Collection[str], known: Collection[str] | None
) -> None:
    problems = [f"line 1: no column {name}" for name in required if name not in header]
    if known is not None:
        problems += [f"line 1: unknown column {name}" for name in header if name not in known]
    twice = dict.fromkeys(name for name in header if header.count(name) > 1)
    problems += [f"line 1: column {name} is there twice" for name in twice]
    if problems:
        raise BadFile(problems)


def _line(number: int, header: list[str], row: list[str]) -> Line:
    values = {name: value.strip() for name, value in zip(header, row, strict=False)}
    missing = dict.fromkeys(header[len(row) :], "")
    return Line(number, values | missing, too_many=len(row) > len(header))


def between(value: str, low: float, high: float) -> bool:
    """Whether it is a number in that range."""
    try:
        return low <= float(value) <= high
    except ValueError:
        return False


def _dialect(text: str) -> type[csv.Dialect]:
    """Comma, or the semicolon that spreadsheets in French write."""
    first = text.lstrip().partition("\n")[0]
    return _Semicolon if first.count(";") > first.count(",") else csv.excel


class _Semicolon(csv.excel):
    delimiter = ";"
