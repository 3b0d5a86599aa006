"""A sheet as a file of a spreadsheet program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from bot.errors import BadFile
from bot.table import Line


def write(file: Path, rows: Sequence[Sequence[Any]]) -> None:
    """Raises `OSError`."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("texts", 0)
    sheet.freeze_panes = "F2"
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            made = sheet.cell(line, column, value)
            if isinstance(value, str):
                made.data_type = "s"  # never a formula
    book.save(file)


def read(file: Path, required: str) -> Iterator[Line]:
    """The lines of its first sheet; raises `BadFile` for what is none."""
    try:
        book = openpyxl.load_workbook(file, read_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError) as error:
        raise BadFile([f"{file}: no spreadsheet: {error}"]) from error
    rows = ([str(x) if x is not None else "" for x in row] for row in book.worksheets[0].values)
    header = next(rows, [])
    if required not in header:
        raise BadFile([f"line 1: no column {required}"])
    for line, row in enumerate(rows, 2):
        yield Line(line, dict(zip(header, (value.strip() for value in row), strict=False)))
