"""`kunnafoni reports export` and `kunnafoni dhis2`: what leaves, never more than asked."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.store.sqlite import SQLiteDatabase
from tests.cli import Shell
from tests.cli.threaded import Call, serving
from tests.conftest import BY_KEY, CHW, Clock, House
from tests.handlers.exchange.ministry import MALARIA, MAPPING, UNIT

FORMULA = "=rougeole 1 f 9 mois douentza"
SAID = (
    (CHW, "palu 3 m 2 f douentza"),
    (CHW, FORMULA),
    (CHW, "cholera 1 mort boni"),
    (BY_KEY["resident-koro"], "meningite 1 koro"),
)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def told(shell, catalogs) -> Shell:
    """Four reports, one of them withdrawn."""

    async def tell() -> None:
        async with SQLiteDatabase.open(shell.database) as database:
            house = House(database, catalogs, Clock())
            house.clock.now = datetime.now(UTC)
            await house.staff()
            for sender, text in SAID:
                await house.says(text, sender)
            sql = "SELECT number FROM report WHERE risk = 'watery_diarrhoea'"
            [[cholera]] = await house.rows(sql)
            await house.says(f"annuler {cholera}", CHW)

    asyncio.run(tell())
    return shell


def table(lines: list[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("\n".join(lines))))


def test_the_line_list_has_a_line_a_report_and_nothing_personal(told):
    lines = told.runs("reports", "export")
    tags, *rows = table(lines)
    assert tags["risk"] == "#cause+disease+code"
    assert [(row["risk"], row["cases"], row["place"], row["source"]) for row in rows] == [
        ("malaria", "5", "Douentza", "health worker"),
        ("measles", "1", "Douentza", "health worker"),
        ("meningitis", "1", "Koro", "resident"),
    ]
    assert (rows[0]["female"], rows[0]["male"], rows[1]["under5"]) == ("2", "3", "1")
    assert (rows[0]["region"], rows[0]["district"]) == ("Douentza", "Douentza")
    whole = "\n".join(lines)
    assert "+223" not in whole
    assert "rougeole 1" not in whole
    assert not {"phone", "message", "age_months", "reporter"} & tags.keys()


def test_what_is_personal_comes_when_asked_and_with_a_word(told):
    found = told.tries("reports", "export", "--personal", "--no-hxl")
    assert found.stderr == "this holds personal data: keep it as such\n"
    rows = table(found.stdout.splitlines())
    assert rows[1]["phone"] == CHW.path
    assert rows[1]["age_months"] == "9"
    assert rows[1]["message"] == f"'{FORMULA}"  # no spreadsheet takes it for a formula


def test_what_was_withdrawn_comes_with_all(told):
    _tags, *rows = table(told.runs("reports", "export", "--all"))
    assert [row["status"] for row in rows] == ["filed", "filed", "withdrawn", "filed"]


def test_days_bound_the_list(told):
    assert len(told.runs("reports", "export", "--until", "2020-01-01")) == 2
    assert len(told.runs("reports", "export", "--since", "2020-01-01")) == 5


def test_a_map_reads_it(told):
    data = json.loads("\n".join(told.runs("reports", "export", "--format", "geojson")))
    assert data["type"] == "FeatureCollection"
    first = data["features"][0]
    assert first["geometry"]["type"] == "Point"
    longitude, latitude = first["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (-3, 15)
    assert first["properties"]["risk"] == "malaria"
    assert "latitude" not in first["properties"]


def test_a_spreadsheet_reads_it_and_no_message_becomes_a_formula(told, tmp_path):
    file = tmp_path / "reports.xlsx"
    found = told.tries("reports", "export", "--format", "xlsx", "--personal", "--output", file)
    assert found.exit_code == 0
    assert f"3 written to {file}" in found.stderr
    names, tags, *rows = load_workbook(file).active.iter_rows()
    assert tags[0].value == "#meta+id"
    message = rows[1][[cell.value for cell in names].index("message")]
    assert (message.data_type, message.value) == ("s", f"'{FORMULA}")
    phone = rows[1][[cell.value for cell in names].index("phone")]
    assert (phone.data_type, phone.value) == ("s", CHW.path)


def test_a_control_character_in_a_message_costs_no_spreadsheet(told, tmp_path):
    with closing(sqlite3.connect(told.database)) as connection, connection:
        connection.execute("UPDATE inbound SET text = 'palu' || char(11) || '3' || char(7)")
    file = tmp_path / "reports.xlsx"
    command = ("reports", "export", "--format", "xlsx", "--personal", "--output", file)
    assert told.tries(*command).exit_code == 0
    names, _tags, *rows = load_workbook(file).active.iter_rows()
    message = [cell.value for cell in names].index("message")
    assert [row[message].value for row in rows] == ["palu 3 "] * 3


def test_an_empty_list_is_a_list(shell):
    assert len(shell.runs("reports", "export")) == 2
    assert json.loads("".join(shell.runs("reports", "export", "--format", "geojson"))) == {
        "type": "FeatureCollection",
        "features": [],
    }


def test_the_weeks_totals_are_dhis2s_own_json(told):
    mapping = told.file("dhis2.toml", MAPPING)
    command = ("reports", "export", "--format", "dhis2", "--mapping", mapping)
    data = json.loads("\n".join(told.runs(*command)))
    [value] = [each for each in data["dataValues"] if each["dataElement"] == MALARIA]
    assert (value["orgUnit"], value["value"]) == (UNIT, "5")
    assert value["categoryOptionCombo"] == "DefaultComb"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--format", "xlsx"), "a spreadsheet is a file: say which with --output"),
        (("--format", "dhis2"), "say with --mapping"),
        (("--since", "yesterday"), "yesterday: a day is written 2026-11-24"),
        (("--output", "/no/such/folder/list.csv"), "No such file or directory"),
    ],
)
def test_what_is_missing_is_said(shell, arguments, problem):
    [line] = shell.refuses("reports", "export", *arguments)
    assert problem in line


def connected(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, port: int = 9, more: str = "", period: str = ""
) -> None:
    """To a ministry; to one that is not there, unless a port is given."""
    monkeypatch.setenv("KUNNAFONI_DHIS2_SECRET", "secret-of-nobody")
    mapping = shell.file("dhis2.toml", period + MAPPING)
    config = f'[dhis2]\nurl = "http://127.0.0.1:{port}"\nmapping = "{mapping}"\n{more}'
    shell.file("config.toml", config)


@pytest.mark.parametrize(
    ("weeks", "period", "known", "said"),
    [
        ("", "", ["Weekly"], ["DHIS2 knows us as kunnafoni; the mapping is read"]),
        ("sunday 00:00", "", ["Weekly", "WeeklySunday"], ["DHIS2 knows us as kunnafoni; the"]),
        ("sunday 00:00", "", ["Weekly"], ["has no WeeklySunday; it has Weekly"]),
        ("friday 12:00", "", ["Weekly"], ["our weeks begin on Friday, those of DHIS2's guide do"]),
        ("friday 12:00", "Weekly", ["Weekly"], ["DHIS2 knows us", "those of Weekly on Monday"]),
        ("", "", ["Monthly"], ["this DHIS2 has no Weekly; it has no weeks"]),
    ],
)
def test_the_weeks_of_both_are_compared(shell, monkeypatch, weeks, period, known, said):
    def answering(call: Call) -> tuple[int, bytes]:
        types = {"periodTypes": [{"name": name} for name in known]}
        return 200, json.dumps({"username": "kunnafoni", **types}).encode()

    with serving(answering, None) as server:
        begins = f'[weeks]\nbegins = "{weeks}"\n' if weeks else ""
        named = f'period = "{period}"\n' if period else ""
        connected(shell, monkeypatch, server.server_port, begins, named)
        lines = shell.tries("dhis2", "check").output.splitlines()
    assert len(lines) == len(said)
    for line, part in zip(lines, said, strict=True):
        assert part in line


def test_a_ministry_that_is_away_is_told_later(told, monkeypatch):
    connected(told, monkeypatch)
    found = told.tries("dhis2", "push")
    assert (found.exit_code, found.stdout) == (1, "0 sent, 1 later, 0 refused\n")
    head, line = told.runs("dhis2", "list")
    assert head.startswith("unit\tperiod")
    assert line.startswith(f"{UNIT}\t")
    assert "cannot be reached" in line
    assert told.runs("dhis2", "retry") == ["nothing was refused"]
    [problem] = told.refuses("dhis2", "check")
    assert "cannot be reached" in problem
    assert "secret-of-nobody" not in found.output + problem


def test_what_the_ministry_refused_is_sent_again_once_it_is_mended(told, monkeypatch):
    refusing = [True]

    def answering(_call: Call) -> tuple[int, bytes]:
        if refusing[0]:
            why = {"object": UNIT, "value": "Organisation unit not found"}
            said = {"status": "ERROR", "response": {"status": "ERROR", "conflicts": [why]}}
            return 409, json.dumps(said).encode()
        count = {"imported": 2, "updated": 0, "ignored": 0, "deleted": 0}
        taken = {"status": "SUCCESS", "importCount": count}
        return 200, json.dumps({"status": "OK", "response": taken}).encode()

    with serving(answering, None) as server:
        connected(told, monkeypatch, server.server_port)
        assert told.tries("dhis2", "push").stdout.endswith("0 sent, 0 later, 1 refused\n")
        _head, line = told.runs("dhis2", "list")
        assert "Organisation unit not found" in line
        refusing[0] = False
        assert told.runs("dhis2", "push") == ["0 sent, 0 later, 0 refused"]
        assert told.runs("dhis2", "retry") == ["1 are due again"]
        assert told.runs("dhis2", "push") == ["1 sent, 0 later, 0 refused"]
    assert told.runs("dhis2", "list") == ["nothing waits, nothing was refused"]


def test_without_a_ministry_it_is_said_what_to_write(shell):
    [line] = shell.refuses("dhis2", "push")
    assert "there is no [dhis2] in the configuration" in line
    assert shell.runs("dhis2", "list") == ["nothing waits, nothing was refused"]
