"""The line list as XLSX. Apart, because its library is not needed by anything that runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from handlers.exchange.linelist import Column, Setting, Value, line
from handlers.exchange.writing import Pages


async def as_xlsx(
    pages: Pages, chosen: Sequence[Column], setting: Setting, to: Path, *, hxl: bool
) -> int:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("reports")
    sheet.freeze_panes = "A3" if hxl else "A2"

    def cell(value: Value) -> Cell:
        made: Cell = WriteOnlyCell(sheet, value=_printable(value))
        if isinstance(value, str):
            made.data_type = "s"  # never a formula
        return made

    sheet.append([cell(column.name) for column in chosen])
    if hxl:
        sheet.append([cell(column.tag) for column in chosen])
    count = 0
    async for rows in pages:
        for row in rows:
            sheet.append([cell(value) for value in line(row, chosen, setting)])
        count += len(rows)
    book.save(to)
    return count


def _printable(value: Value) -> Value:
    """Phones send control characters (a vertical tab) that no workbook takes."""
    return ILLEGAL_CHARACTERS_RE.sub(" ", value) if isinstance(value, str) else value
