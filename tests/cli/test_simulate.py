"""`kunnafoni simulate`: an exercise through the real inbound path."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli import Shell

SMALL = ("--weeks", "3", "--reporters", "8", "--outbreaks", "2")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_an_exercise_is_played_the_same_again_and_no_disease_is_mistaken(shell):
    first, second = (
        json.loads("".join(shell.runs("simulate", *SMALL, "--seed", "3", "--json")))
        for _time in range(2)
    )
    assert first == second
    assert first["wrong_risk"] == 0
    assert first["reports"] > 50
    assert first["misread"] < 0.1 * first["reports"]
    assert [each["risk"] for each in first["outbreaks"]] == ["measles", "watery_diarrhoea"]
    assert first["outbreaks"][0]["told_after_days"] is not None


def test_what_was_raised_is_told_against_when_it_began(shell):
    lines = shell.runs("simulate", *SMALL, "--seed", "3")
    assert lines[0] == "seed 3: 3 weeks, 8 health workers"
    [head] = [at for at, line in enumerate(lines) if line.startswith("disease\t")]
    assert lines[head + 1].startswith("measles\t")
    assert any(line.startswith("sensitivity: ") for line in lines)
    assert any(line.startswith("false alarms: ") for line in lines)


def test_a_demo_that_it_is_played_into_has_the_reports(shell):
    file = shell.folder / "played.db"
    shell.runs("simulate", *SMALL, "--outbreaks", "0", "--file", file)
    shell.database = file
    assert shell.rows("SELECT count(*) FROM report")[0][0] > 30
    assert shell.rows("SELECT value FROM stamp WHERE key = 'purpose'") == [("demo",)]


def test_more_outbreaks_than_districts_with_reporters_are_not_played_as_fewer(shell):
    few = ("--weeks", "2", "--seed", "5", "--reporters", "2", "--outbreaks", "10")
    [line] = shell.refuses("simulate", *few)
    assert line.startswith("10 outbreaks begin in 10 districts, 2 health workers write from 2: ")
    assert line.endswith("give --reporters 50, or --outbreaks 2")
    enough = ("--weeks", "2", "--seed", "5", "--reporters", "50", "--outbreaks", "10", "--json")
    assert len(json.loads("".join(shell.runs("simulate", *enough)))["outbreaks"]) == 10


def test_a_real_database_is_refused(shell):
    shell.runs("reports", "export")  # makes one
    with closing(sqlite3.connect(shell.database)) as connection, connection:
        connection.execute("INSERT INTO stamp (key, value) VALUES ('purpose', 'real')")
    [line] = shell.refuses("simulate", *SMALL, "--file", shell.database)
    assert "demo" in line
    assert shell.rows("SELECT count(*) FROM report") == [(0,)]
