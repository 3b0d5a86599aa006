"""Places by the command: found by a misspelt name, imported wholly or not at all."""

from __future__ import annotations

import json

import pytest

from bot.places.files import starter
from tests.cli import Shell
from tests.test_places import LINES, MALI, geonames, needs_mali

TOWNS = len(starter())
TWINS = "\n".join(
    geonames(number, "Dougourani", (14.1 + number, -3.1 - number)) for number in range(1, 8)
)


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


def found(shell, *arguments, text=""):
    return [json.loads(line) for line in shell.runs("place", *arguments, text=text)]


def test_a_misspelt_place_is_found_with_its_region_and_point(shell):
    [[best, *_others]] = found(shell, "Duentza")
    assert 0.9 < best.pop("score") < 1
    assert best == {
        "name": "Douentza", "region": "Douentza", "latitude": 15.0, "longitude": -2.95,
    }  # fmt: skip


def test_the_region_is_that_of_the_division_of_2023(shell):
    assert [found(shell, name)[0][0]["region"] for name in ("koro", "kutiala", "bamako")] == [
        "Bandiagara", "Koutiala", "Bamako",
    ]  # fmt: skip


def test_names_on_standard_input_are_answered_line_by_line(shell):
    answers = found(shell, text="Duentza\n\nqwertz\nségou\r\n")
    names = [[match["name"] for match in answer] for answer in answers]
    assert names == [["Douentza"], [], [], ["Ségou"]]


def test_names_that_are_not_utf8_are_answered_too(shell):
    [first, second] = found(shell, text=b"S\xe9gou\nkoro\n")
    assert isinstance(first, list)
    assert second[0]["name"] == "Koro"


def test_looking_creates_no_database(shell):
    found(shell, "koro")
    assert not shell.database.exists()


@pytest.mark.parametrize(("limit", "shown"), [("1", 1), ("3", 3), ("100", 7)])
def test_at_most_so_many_candidates_are_shown(shell, limit, shown):
    file = shell.file("twins.txt", TWINS)
    [candidates] = found(shell, "Dougourani", "--places", file, "--limit", limit)
    assert len(candidates) == shown
    assert {each["score"] for each in candidates} == {1.0}
    assert not shell.database.exists()


def test_equally_good_ones_are_all_shown_unless_a_limit_is_asked_for(shell):
    others = "\n".join(geonames(n, "Dougourane", (13.0, -n / 10)) for n in range(10, 20))
    file = shell.file("twins.txt", f"{TWINS}\n{others}")
    [exact, *like] = found(shell, "--places", file, text="Dougourani\nDugourany\nDougourand\n")
    assert [each["name"] for each in exact] == ["Dougourani"] * 7
    assert [each["name"] for each in like[0]] == ["Dougourani"] * 7
    assert {each["name"] for each in like[1]} == {"Dougourani", "Dougourane"}
    assert len(like[1]) == 17


def test_places_are_told_in_utf8_whatever_the_terminal_is(shell, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert found(shell, "segou")[0][0]["name"] == "Ségou"


def test_no_limit_below_one(shell):
    assert shell.tries("place", "koro", "--limit", "0").exit_code == 2


def test_a_geonames_file_is_imported_once(shell):
    file = shell.file("country.txt", "\n".join(LINES))
    assert shell.runs("places", "import", file) == [f"2 new places, {TOWNS + 2} in all"]
    before = shell.rows("SELECT * FROM place ORDER BY id")
    assert shell.runs("places", "import", file) == [f"0 new places, {TOWNS + 2} in all"]
    assert shell.rows("SELECT * FROM place ORDER BY id") == before
    [[sangha]] = found(shell, "songho na")
    assert (sangha["name"], sangha["region"], sangha["score"]) == ("Sangha", "Bandiagara", 1.0)
    [koros] = found(shell, "koro")
    assert [each["region"] for each in koros] == ["Bandiagara", "Ségou"]


def test_what_is_reported_from_an_imported_place_names_it(shell):
    shell.runs("places", "import", shell.file("country.txt", "\n".join(LINES)))
    shell.runs("chat", "--as", "+22370000001", text="palu 2 sanga\n")
    assert shell.rows("SELECT place_id FROM report") == [("geonames:1",)]


def test_a_file_with_bad_lines_is_refused_whole(shell):
    shell.runs("areas", "list")
    lines = [LINES[0], "9\tName", geonames(5, "", (1, 1)), geonames(6, "Name", (91, 1))]
    told = shell.refuses("places", "import", shell.file("country.txt", "\n".join(lines)))
    assert [problem.partition(":")[0] for problem in told] == ["line 2", "line 3", "line 4"]
    assert shell.rows("SELECT count(*) FROM place") == [(TOWNS,)]


@pytest.mark.parametrize("command", [["places", "import"], ["areas", "import"]])
def test_a_file_that_cannot_be_read_is_named(shell, command):
    [problem] = shell.refuses(*command, shell.folder / "nothing.txt")
    assert problem.endswith("nothing.txt: No such file or directory")
    [problem] = shell.refuses(*command, shell.file("latin.txt", b"S\xe9gou"))
    assert problem.endswith("latin.txt: not UTF-8 text")


@needs_mali
def test_the_geonames_file_of_mali_is_imported_whole(shell):
    [said] = shell.runs("places", "import", MALI)
    assert int(said.split()[0]) > 14_000
    again = shell.runs("places", "import", MALI)
    assert again[0].startswith("0 new places")
    assert found(shell, "Duentza")[0][0]["name"] == "Douentza"
