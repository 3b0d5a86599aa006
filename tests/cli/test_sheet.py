"""The texts of all languages in one sheet: out, changed by somebody, and in again."""

from __future__ import annotations

import csv
import shutil

import openpyxl
import pytest
from babel.messages.pofile import read_po

from bot.cli import catalogs, sheet
from bot.paths import LOCALES
from tests.cli import Shell

THANKS = "Thank you. Send HELP to see what you can do."
KEPT = "Kept: no {number}."


@pytest.fixture
def ours(tmp_path, monkeypatch):
    """Our catalogs, in a folder that a test may change."""
    folder = shutil.copytree(LOCALES, tmp_path / "locales")
    for module in (catalogs, sheet):
        monkeypatch.setattr(module, "LOCALES", folder)
    return folder


@pytest.fixture
def shell(tmp_path, ours):
    return Shell(tmp_path)


def said(folder, locale, msgid):
    with (folder / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=locale)[msgid].string


def changed(path, msgid, locale, text):
    """The file as a translator gives it back."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        rows = book.worksheets[0]
        column = [cell.value for cell in rows[1]].index(locale) + 1
        line = next(row[0].row for row in rows.iter_rows() if row[0].value == msgid)
        rows.cell(line, column, text)
        book.save(path)
        return line
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    at = next(i for i, line in enumerate(lines) if line[0] == msgid)
    lines[at][lines[0].index(locale)] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return at + 1


@pytest.mark.parametrize("name", ["texts.csv", "texts.xlsx"])
def test_a_sheet_goes_out_and_comes_in_changed(shell, ours, tmp_path, name):
    path = tmp_path / name
    shell.runs("locales", "export", str(path))
    assert shell.runs("locales", "import", str(path)) == ["0 texts changed"]
    changed(path, THANKS, "fr", "Merci.")
    assert shell.runs("locales", "import", str(path)) == ["1 texts changed"]
    assert said(ours, "fr", THANKS) == "Merci."
    assert said(ours, "fr", KEPT) == "Gardé : no {number}."


@pytest.mark.parametrize(
    ("msgid", "text", "why"),
    [
        (KEPT, "Gardé.", "fr: placeholders differ: Gardé."),
        (KEPT, "Gardé : {numero} {number}", "fr: placeholders differ: Gardé : {numero} {number}"),
        (KEPT, "Gardé : {number", "expected '}' before end of string: Gardé : {number"),
        (KEPT, "{number} " + "a" * 460, "4 segments on SMS, at most 3"),
        (THANKS, "a" * 161, "2 segments on SMS, at most 1"),
    ],
)
def test_what_lost_a_placeholder_or_is_too_long_is_refused(shell, ours, tmp_path, msgid, text, why):
    path = tmp_path / "texts.csv"
    shell.runs("locales", "export", str(path))
    changed(path, THANKS, "ar", "شكرا.")
    line = changed(path, msgid, "fr", text)
    found = shell.tries("locales", "import", str(path))
    assert found.exit_code == 1
    assert why in found.stderr
    assert str(line) in found.stderr or "line" in found.stderr
    assert said(ours, "ar", THANKS) != "شكرا."  # all, or nothing


def test_a_file_that_is_no_sheet_is_refused(shell, ours, tmp_path):
    for name, content in (("a.xlsx", b"PK no"), ("a.csv", b"one,two\n1,2\n"), ("b.csv", b"\xff")):
        (tmp_path / name).write_bytes(content)
        assert shell.tries("locales", "import", str(tmp_path / name)).exit_code == 1


def test_how_far_each_language_is(shell, ours):
    lines = shell.runs("locales", "status")
    by_locale = {line.split("\t")[0]: line.split("\t") for line in lines if line[:1].strip()}
    assert by_locale["locale"][1:] == ["translated", "fuzzy", "reviewed", "longest"]
    for complete in ("fr",):
        translated, total = by_locale[complete][1].split(" of ")
        assert translated == total
    written = [line for line in lines if "Written by:" in line]
    reviewed = [line for line in lines if "Reviewed by:" in line]
    assert len(written) == len(reviewed) == len(by_locale) - 1
