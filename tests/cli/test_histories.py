"""`kunnafoni visits history` and `clinics history`: who changed what, and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli import Shell

CLINIC = "name,kind,place,services\nCSCom Boni,cscom,Boni,vaccination\n"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_what_a_file_added_and_changed_is_told_field_by_field(shell):
    shell.runs("clinics", "import", shell.file("clinics.csv", CLINIC))
    [[number]] = shell.rows("SELECT number FROM clinic")
    lines = shell.runs("clinics", "history", str(number))
    assert lines[0].split("\t")[1:] == ["import", "clinic added"]
    assert "\tname: CSCom Boni" in lines
    header, row = shell.runs("clinics", "export")
    changed = shell.file("changed.csv", f"{header}\n{row.replace('vaccination', 'nutrition')}\n")
    shell.runs("clinics", "import", changed)
    later = shell.runs("clinics", "history", str(number))[len(lines) :]
    assert later[0].split("\t")[1:] == ["import", "clinic changed"]
    assert later[1:] == ['\tservices: ["vaccination"] -> ["nutrition"]']


@pytest.mark.parametrize("kind", ["clinics", "visits"])
def test_a_number_of_which_nothing_is_known_is_said(shell, kind):
    assert shell.refuses(kind, "history", "77") == ["nothing was changed of number 77"]
