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

    Raises `BadFile` for its header.
    """
    text = text.removeprefix("\ufeff")
    rows = csv.DictReader(io.StringIO(text), dialect=_dialect(text))
    header = [name.strip() for name in rows.fieldnames or ()]
    problems = [f"line 1: no column {name}" for name in required if name not in header]
    if known is not None:
        problems += [f"line 1: unknown column {name}" for name in header if name not in known]
    if problems:
        raise BadFile(problems)
    for row in rows:
        values = {k.strip(): (v or "").strip() for k, v in row.items() if isinstance(k, str)}
        yield Line(rows.line_num, values, too_many=None in row)


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
