"""`kunnafoni vaccination` and `kunnafoni triage malaria`, as a person runs them."""

import json

import pytest

from handlers.advice import schedule
from tests.cli import Shell

ANTIGENS = "BCG, OPV, PENTA, PCV, ROTA, IPV, MR, YF, MENA, R21, HPV"


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


def vaccination(shell, *arguments, born="2026-01-10", on="2026-11-22"):
    [line] = shell.runs("vaccination", "--born", born, "--on", on, *arguments)
    return json.loads(line)


def triage(shell, *arguments):
    [line] = shell.runs("triage", "malaria", *arguments)
    return json.loads(line)


def test_what_a_child_is_due_for(shell):
    assert vaccination(shell, "--doses", "PENTA:2026-03-01,MR:2026-10-12") == {
        "due": [
            {"antigen": "YF", "dose": 1, "since": "2026-10-10"},
            {"antigen": "MENA", "dose": 1, "since": "2026-10-10"},
        ],
        "overdue": [
            {"antigen": "BCG", "dose": 1, "since": "2026-01-10"},
            {"antigen": "OPV", "dose": 1, "since": "2026-02-21"},
            {"antigen": "PCV", "dose": 1, "since": "2026-02-21"},
            {"antigen": "ROTA", "dose": 1, "since": "2026-02-21"},
            {"antigen": "PENTA", "dose": 2, "since": "2026-03-29"},
            {"antigen": "IPV", "dose": 1, "since": "2026-04-18"},
        ],
        "next": {"antigen": "MR", "dose": 2, "on": "2027-04-10"},
        "complete": False,
    }


def test_a_newborn(shell):
    found = vaccination(shell, born="2026-11-22")
    assert [(dose["antigen"], dose["dose"]) for dose in found["due"]] == [("BCG", 1), ("OPV", 0)]
    assert found["next"] == {"antigen": "OPV", "dose": 1, "on": "2027-01-03"}


def test_a_child_beyond_the_schedule_is_complete(shell):
    assert vaccination(shell, born="2010-01-10") == {
        "due": [], "overdue": [], "next": None, "complete": True
    }  # fmt: skip


def test_names_of_the_card_and_days_that_nobody_knows(shell):
    found = vaccination(shell, "--doses", " var:2026-10-12 ; vaa, men a ,bcg")
    told = {dose["antigen"] for dose in found["due"] + found["overdue"]}
    assert told == {"OPV", "PENTA", "PCV", "ROTA", "IPV"}


@pytest.mark.parametrize(("sex", "due"), [("f", True), ("F", True), ("m", False), (None, False)])
def test_hpv_is_for_girls(shell, sex, due):
    arguments = ("--sex", sex) if sex else ()
    found = vaccination(shell, *arguments, born="2016-11-22")
    assert ({"antigen": "HPV", "dose": 1, "since": "2026-11-22"} in found["due"]) == due


@pytest.mark.parametrize(
    ("district", "due"),
    [("Kalaban-Coro", True), ("kalabancoro", True), ("Koro", False), ("", False)],
)
def test_the_malaria_vaccine_is_not_everywhere(shell, district, due):
    found = vaccination(shell, "--district", district, born="2026-06-22")
    assert ({"antigen": "R21", "dose": 1, "since": "2026-11-22"} in found["due"]) == due


def test_a_deployment_says_where_and_may_name_a_region(shell):
    ours = schedule.OURS.read_text("utf-8")
    shell.file("schedule.toml", ours.replace('only_in = ["Kalaban-Coro"]', 'only_in = ["Mopti"]'))
    shell.file("config.toml", f'[data]\nfolder = "{shell.folder}"\n')
    found = vaccination(shell, "--district", "Djenné", born="2026-06-22")
    assert "R21" in {dose["antigen"] for dose in found["due"]}
    found = vaccination(shell, "--district", "Kalaban-Coro", born="2026-06-22")
    assert "R21" not in {dose["antigen"] for dose in found["due"]}


def test_today_is_the_day_where_none_is_told(shell):
    [line] = shell.runs("vaccination", "--born", "2020-01-10")
    assert json.loads(line)["overdue"]


@pytest.mark.parametrize(
    ("arguments", "problems"),
    [
        (["--born", "10/01/2026"], ["10/01/2026: a day is written 2026-11-24"]),
        (["--born", "2026-02-30"], ["2026-02-30: a day is written 2026-11-24"]),
        (["--born", "1026-02-03"], ["1026-02-03: a year from 1900 to 2199"]),
        (["--born", "2026-11-23"], ["born 2026-11-23: that is after 2026-11-22"]),
        (["--born", "1951-11-22"], ["born 1951-11-22: 900 months or more before 2026-11-22"]),
        (["--born", "2026-01-10", "--sex", "x"], ["x: the sex is f or m"]),
        (
            ["--born", "2026-01-10", "--doses", "MR:2026-01-09,YF:2026-11-23"],
            ["MR:2026-01-09: that is before the birth, 2026-01-10",
             "YF:2026-11-23: that is after 2026-11-22"],
        ),
        (
            ["--born", "2026-01-10", "--doses", "FOO:2026-01-09,MR:x,:2026-05-05"],
            [f"FOO:2026-01-09: no such antigen; there are {ANTIGENS}",
             "MR:x: x: a day is written 2026-11-24",
             f":2026-05-05: no such antigen; there are {ANTIGENS}"],
        ),
    ],
)  # fmt: skip
def test_a_wrong_use_of_vaccination_is_explained(shell, arguments, problems):
    assert shell.refuses("vaccination", "--on", "2026-11-22", *arguments) == problems


def test_the_day_of_birth_is_needed(shell):
    found = shell.tries("vaccination")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "--born" in found.stderr


@pytest.mark.parametrize(
    ("arguments", "urgency", "reasons"),
    [
        (["--signs", "convulsions,ne tete plus"], "now", ["cannot_drink", "convulsions", "fever"]),
        (["--signs", "Convulsoins ; VOMI TOU"], "now",
         ["vomits_everything", "convulsions", "fever"]),
        (["--signs", "stiff_neck", "--no-fever"], "now", ["stiff_neck"]),
        ([], "today", ["fever"]),
        (["--fever-days", "9"], "today", ["long_fever", "fever"]),
        (["--signs", " , "], "today", ["fever"]),
        (["--no-fever"], "watch", ["no_fever"]),
    ],
)  # fmt: skip
def test_how_urgent_a_fever_is(shell, arguments, urgency, reasons):
    found = triage(shell, "--age-months", "20", *arguments)
    assert (found["urgency"], found["reasons"]) == (urgency, reasons)
    assert set(found) == {"urgency", "reasons", "advice"}
    assert found["advice"]


@pytest.mark.parametrize(
    ("arguments", "urgency"),
    [
        (["--age-months", "1"], "now"),
        (["--age-months", "2"], "today"),
        (["--age-months", "300", "--pregnant"], "now"),
        (["--pregnant"], "now"),
        (["--age-months", "300", "--pregnant", "--no-fever"], "watch"),
        ([], "today"),
        (["--age-months", "899"], "today"),
    ],
)
def test_whom_a_fever_makes_go_now(shell, arguments, urgency):
    assert triage(shell, *arguments)["urgency"] == urgency


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--age-months", "900"], "900 months: an age in months is from 0 to 899"),
        (["--age-months", "-1"], "-1 months: an age in months is from 0 to 899"),
        (["--fever-days", "-1"], "-1 days of fever: from 0 to 366"),
        (["--fever-days", "3", "--no-fever"], "no fever, and fever for 3 days: which is it?"),
        (["--age-months", "20", "--pregnant"], "pregnant, and 20 months old: which is it?"),
    ],
)
def test_a_wrong_use_of_triage_is_explained(shell, arguments, problem):
    assert shell.refuses("triage", "malaria", *arguments) == [problem]


def test_a_sign_that_is_not_known_is_an_error_that_lists_the_codes(shell):
    [first, second] = shell.refuses("triage", "malaria", "--signs", "convulsions,toux,zzz")
    assert first.startswith("toux: no danger sign; there are cannot_drink, vomits_everything, conv")
    assert second.startswith("zzz: no danger sign; there are ")


def test_a_danger_sign_decides_whatever_contradicts_itself(shell):
    told = ("--age-months", "20", "--pregnant", "--no-fever", "--fever-days", "3")
    assert triage(shell, *told, "--signs", "inconscient")["urgency"] == "now"


def brief(found):
    """`overdue OPV1 2024-04-11 ...`: what a person computes with a calendar."""

    def listed(doses, when):
        return " ".join(f"{d['antigen']}{d['dose']} {d[when]}" for d in doses)

    coming = [found["next"]] if found["next"] else []
    return listed(found["due"], "since"), listed(found["overdue"], "since"), listed(coming, "on")


LEAP = "OPV1 2024-04-11 PENTA1 2024-04-11 PCV1 2024-04-11"
EARLY = "OPV:2026-08-01,PENTA:2026-08-01,PCV:2026-08-01,ROTA:2026-08-01,BCG:2026-07-01"


@pytest.mark.parametrize(
    ("row", "born", "on", "arguments", "expected"),
    [
        ("born today", "2026-11-28", "2026-11-28", "",
         ("BCG1 2026-11-28 OPV0 2026-11-28", "", "OPV1 2027-01-09")),
        # 29 Feb + 42 days is 11 April, + 98 days 6 June; nine months later is 29 November.
        ("a leap day, nothing until 33 months: rota and BCG are closed", "2024-02-29", "2026-11-28",
         "", ("", f"{LEAP} IPV1 2024-06-06 MR1 2024-11-29 YF1 2024-11-29 MENA1 2024-11-29", "")),
        # Of 13 years: measles, yellow fever and meningitis A can be caught up; under five is over.
        ("a late start at 13 years", "2013-06-01", "2026-11-28", "",
         ("", "MR1 2014-03-01 YF1 2014-03-01 MENA1 2017-02-01", "")),
        ("a girl of 12: HPV is overdue from 11 years", "2014-06-01", "2026-11-28", "--sex f",
         ("", "MR1 2015-03-01 YF1 2015-03-01 MENA1 2017-02-01 HPV1 2024-11-01", "")),
        ("15 years: nothing is left", "2011-11-28", "2026-11-28", "--sex f", ("", "", "")),
        # Born 1 July: six weeks are 12 August; 1 August is too early, and counts four weeks on.
        ("six weeks' vaccines given at a month count for nothing", "2026-07-01", "2026-08-28",
         f"--doses {EARLY}", ("", "", "OPV1 2026-08-29")),
        ("four weeks after them they are due", "2026-07-01", "2026-08-29", f"--doses {EARLY}",
         (" ".join(f"{x}1 2026-08-29" for x in ("OPV", "PENTA", "PCV", "ROTA")), "",
          "OPV2 2026-09-26")),
    ],
)  # fmt: skip
def test_cases_computed_by_hand(shell, row, born, on, arguments, expected):
    found = vaccination(shell, *arguments.split(), born=born, on=on)
    assert brief(found) == expected, row
    assert found["complete"] == (not any(expected))


@pytest.mark.parametrize(
    ("row", "on", "arguments", "due", "missing"),
    [
        # MR at 8 months 20 days fills none: MR 1 at nine months, but not within four weeks.
        ("the extra dose", "2026-10-27", "--doses MR:2026-09-30", "YF", "MR"),
        ("four weeks after it", "2026-10-28", "--doses MR:2026-09-30", "MR", "PENTA2"),
        ("unordered and doubled, by the names of the card", "2026-06-20",
         "--doses PENTA:2026-04-18,pentavalent:2026-02-21,DTC:2026-03-21,penta:2026-03-21",
         "OPV", "PENTA"),
        ("malaria vaccine in its district", "2026-06-10", "--district Kalaban-Coro", "R21", "MR"),
        ("and in no other", "2026-06-10", "--district Kidal", "OPV", "R21"),
    ],
)  # fmt: skip
def test_what_is_among_what_is_to_be_given(shell, row, on, arguments, due, missing):
    told = vaccination(shell, *arguments.split(), on=on)
    now = {dose["antigen"] for dose in told["due"] + told["overdue"]}
    assert due in now, row
    assert missing not in now, row
