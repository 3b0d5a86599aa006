"""`kunnafoni reports past`: the years before, from a file: all of it or nothing."""

from __future__ import annotations

import json

import pytest

from tests.cli import Shell

HEADER = "area_id,risk,year,week,cases\n"
PAST = HEADER + (
    "district-douentza,malaria,2021,47,12\n"
    "district-douentza,malaria,2021,48,15\n"
    "district-koro,malaria,2022,1,0\n"
)
KEPT = "SELECT area_id, risk, year, week, cases FROM past_week ORDER BY 1, 2, 3, 4"
ROWS = [
    ("district-douentza", "malaria", 2021, 47, 12),
    ("district-douentza", "malaria", 2021, 48, 15),
    ("district-koro", "malaria", 2022, 1, 0),
]
TABLE = [
    "area\trisk\tfrom\tto\tweeks",
    "district-douentza\tmalaria\t2021-W47\t2021-W48\t2",
    "district-koro\tmalaria\t2022-W01\t2022-W01\t1",
]
AGAIN = "compared again in 10 minutes: district-douentza, district-koro"
NOTHING = ["no past is imported; `kunnafoni reports past FILE` imports it"]


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


def test_the_weeks_of_a_file_are_kept_and_told(shell):
    assert shell.runs("reports", "past") == NOTHING
    file = shell.file("past.csv", PAST)
    assert shell.runs("reports", "past", file) == ["3 new, 0 changed, 0 unchanged", AGAIN]
    assert shell.rows(KEPT) == ROWS
    assert shell.runs("reports", "past") == TABLE
    jobs = [json.loads(data) for (data,) in shell.rows("SELECT data FROM job ORDER BY key")]
    assert [(job["area_id"], job["back"]) for job in jobs] == [
        ("district-douentza", 52),
        ("district-koro", 52),
    ]


def test_importing_again_replaces_the_weeks_of_the_file(shell):
    file = shell.file("past.csv", PAST)
    shell.runs("reports", "past", file)
    assert shell.runs("reports", "past", file) == ["0 new, 0 changed, 3 unchanged"]
    file = shell.file("past.csv", PAST.replace("48,15", "48,16") + "district-koro,malaria,2022,2,1")
    assert shell.runs("reports", "past", file) == ["1 new, 1 changed, 2 unchanged", AGAIN]
    assert [row[-1] for row in shell.rows(KEPT)] == [12, 16, 0, 1]


def test_what_would_be_imported_is_told_and_nothing_written(shell):
    file = shell.file("past.csv", PAST)
    told = shell.runs("reports", "past", file, "--dry-run")
    assert told == [*TABLE, "3 new, 0 changed, 0 unchanged; nothing is written"]
    for table in ("past_week", "job"):
        assert shell.rows(f"SELECT count(*) FROM {table}") == [(0,)]
    file = shell.file("past.csv", PAST + "nowhere,malaria,2021,47,12\n")
    assert shell.refuses("reports", "past", file, "--dry-run") == [
        "line 5: unknown area_id nowhere"
    ]


def test_every_bad_line_is_named_and_nothing_is_imported(shell):
    lines = [
        "district-douentza,malaria,2021,47,12",
        "nowhere,malaria,2021,47,12",
        ",malaria,2021,47,12",
        "district-douentza,pox,2021,47,12",
        "district-douentza,malaria,2021,53,12",
        "district-douentza,malaria,2021,0,12",
        "district-douentza,malaria,21,47,12",
        "district-douentza,malaria,2021,,12",
        "district-douentza,malaria,0000,1,12",
        "district-douentza,malaria,2021,S47,12",
        "district-douentza,malaria,2999,1,12",
        "district-douentza,malaria,2021,46,-1",
        "district-douentza,malaria,2021,46,1.5",
        "district-douentza,malaria,2021,46,",
        "district-douentza,malaria,2021,46,12 000",
        "district-douentza,malaria,2021,46,1000001",
        "district-douentza,malaria,2021,46," + "9" * 5000,
        "district-douentza,malaria,2021,47,12",
        "district-douentza,malaria,2021,45,12,x",
        "nowhere,pox,2999,60,many",
        "district-douentza,malaria,2020,53,12",
    ]
    whole = "cases must be a whole number from 0 to 1000000"
    file = shell.file("past.csv", HEADER + "\n".join(lines))
    assert shell.refuses("reports", "past", file) == [
        "line 3: unknown area_id nowhere",
        "line 4: no area_id",
        "line 5: unknown risk pox",
        "line 6: there is no week 53 in the year 2021",
        "line 7: there is no week 0 in the year 2021",
        "line 8: there is no week 47 in the year 21",
        "line 9: there is no week ? in the year 2021",
        "line 10: there is no week 1 in the year 0000",
        "line 11: there is no week S47 in the year 2021",
        "line 12: week 2999-W01 is not over yet",
        *(f"line {number}: {whole}" for number in range(13, 19)),
        "line 19: the same area, risk and week as line 2",
        "line 20: more values than columns",
        "line 21: unknown area_id nowhere",
        "line 21: unknown risk pox",
        "line 21: there is no week 60 in the year 2999",
        f"line 21: {whole}",
    ]
    assert shell.rows("SELECT count(*) FROM past_week") == [(0,)]


def test_weeks_are_those_that_the_configuration_begins(shell):
    """From Friday noon on, another year has a week 53."""
    iso, own = (
        shell.file(f"{year}.csv", f"{HEADER}district-koro,malaria,{year},53,1\n")
        for year in (2020, 2024)
    )
    shell.runs("reports", "past", iso, "--dry-run")
    assert shell.refuses("reports", "past", own) == ["line 2: there is no week 53 in the year 2024"]
    shell.file("config.toml", '[weeks]\nbegins = "friday 12:00"\n')
    assert shell.refuses("reports", "past", iso) == ["line 2: there is no week 53 in the year 2020"]
    shell.runs("reports", "past", own)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [f"line 1: no column {name}" for name in HEADER.strip().split(",")]),
        (HEADER.replace(",cases", ""), ["line 1: no column cases"]),
        (HEADER.replace("cases", "cases,deaths"), ["line 1: unknown column deaths"]),
        (HEADER.replace("risk", "risk,risk"), ["line 1: column risk is there twice"]),
        (b"area_id\xe9\n", ["past.csv: not UTF-8 text"]),
    ],
)
def test_a_file_that_is_no_past_is_refused(shell, text, problems):
    told = shell.refuses("reports", "past", shell.file("past.csv", text))
    assert [line.removeprefix(f"{shell.folder}/") for line in told] == problems


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffcases;week;year;risk;area_id\r\n12;47;2021;malaria;district-douentza\r\n",
        " Week , CASES ,Year,risk,area_id\n47,12,2021,malaria,district-douentza\n\n,,,,\n",
        HEADER + '"district-douentza","malaria","2021","47","012"\n',
    ],
)
def test_files_of_spreadsheets_are_read(shell, text):
    shell.runs("reports", "past", shell.file("past.csv", text))
    assert shell.rows(KEPT) == ROWS[:1]


def test_what_no_rule_compares_is_kept_and_said(shell):
    text = HEADER + "district-koro,measles,2021,47,1\nregion-mopti,malaria,2021,47,1\n"
    found = shell.tries("reports", "past", shell.file("past.csv", text))
    assert found.exit_code == 0
    assert found.stdout == "2 new, 0 changed, 0 unchanged\n"
    assert found.stderr.splitlines() == [
        "district-koro\tmeasles: no rule compares it with its past",
        "region-mopti\tmalaria: no rule compares it with its past",
    ]


def test_what_was_imported_is_taken_back_areas_below_included(shell):
    more = "district-douentza,measles,2021,47,1\nregion-douentza,malaria,2021,47,30\n"
    shell.tries("reports", "past", shell.file("past.csv", PAST + more))
    would = shell.runs("reports", "past", "--forget", "region-douentza", "--dry-run")
    assert would == [
        TABLE[0],
        TABLE[1],
        "district-douentza\tmeasles\t2021-W47\t2021-W47\t1",
        "region-douentza\tmalaria\t2021-W47\t2021-W47\t1",
        "weeks: 4; nothing is written",
    ]
    shell.change("DELETE FROM job")
    told = shell.runs("reports", "past", "--forget", "region-douentza", "--risk", "malaria")
    assert told == ["weeks taken back: 3", "compared again in 10 minutes: district-douentza"]
    assert [row[:2] for row in shell.rows(KEPT)] == [
        ("district-douentza", "measles"),
        ("district-koro", "malaria"),
    ]
    assert shell.runs("reports", "past", "--forget", "region-douentza") == ["weeks taken back: 1"]
    assert shell.runs("reports", "past", "--forget", "region-douentza") == ["weeks taken back: 0"]
    shell.runs("reports", "past", "--forget", "district-koro")
    assert shell.runs("reports", "past") == NOTHING


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--forget", "nowhere"], "no area nowhere; `kunnafoni areas list` shows them"),
        (["--forget", "district-koro", "--risk", "pox"], "no health risk pox"),
        (["--risk", "malaria"], "--risk: with --forget only"),
        (["--dry-run"], "--dry-run: with a file or --forget only"),
        (["past.csv", "--forget", "district-koro"], "either a file or --forget"),
    ],
)
def test_a_wrong_use_is_explained(shell, options, problem):
    assert shell.refuses("reports", "past", *options) == [problem]


def test_a_file_that_is_not_there_is_named(shell):
    [problem] = shell.refuses("reports", "past", shell.folder / "none.csv")
    assert problem.endswith("none.csv: No such file or directory")
