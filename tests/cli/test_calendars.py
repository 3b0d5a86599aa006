"""The schedule in and out of calendars, by the commands that an operator runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.cli import Shell

TODAY = datetime.now(UTC).date()
SOON = f"{TODAY + timedelta(days=10):%Y%m%d}"
LATER_ISO = (TODAY + timedelta(days=17)).isoformat()
LATER = f"{TODAY + timedelta(days=17):%Y%m%d}"


def event(uid="a@other", day=SOON, *lines, place="Mondoro", title="Equipe A"):
    return "\r\n".join(
        ["BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", f"LOCATION:{place}",
         f"DTSTART:{day}T090000Z", f"DTEND:{day}T140000Z", *lines, "END:VEVENT", ""]
    )  # fmt: skip


def calendar(*events):
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{''.join(events)}END:VCALENDAR\r\n"


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


def imported(shell, *events, options=()):
    return shell.tries("visits", "import", shell.file("v.ics", calendar(*events)), *options)


def exported(shell, format_="ics"):
    found = shell.tries("visits", "export", "--format", format_)
    assert found.exit_code == 0
    return found.stdout


WEEKLY = event("a@other", SOON, "RRULE:FREQ=WEEKLY", "CATEGORIES:vaccination",
               f"EXDATE:{LATER}T090000Z")  # fmt: skip


def test_a_calendar_comes_in_once(shell):
    for said in ("1 new, 0 changed\n", "0 new, 0 changed\n"):
        assert imported(shell, WEEKLY).stdout == said
    [row] = shell.rows("SELECT team, rule, begins, services, external_id, source FROM visit")
    assert row == ("Equipe A", "FREQ=WEEKLY", "09:00", '["vaccination"]', "ics:a@other", "file")
    assert shell.rows("SELECT kind FROM visit_change") == [("cancelled",)]
    assert shell.rows("SELECT what, contact_id FROM schedule_history") == [("visit", None)]


def test_what_goes_out_comes_back_here_and_elsewhere_the_same(shell, tmp_path):
    secret = ("X-KUNNAFONI-HIDDEN-HOURS:24", "X-KUNNAFONI-PRECISION:area")
    moved = event("b@other", LATER, f"RECURRENCE-ID:{SOON}T090000Z", place="Boni")
    other_team = event("b@other", SOON, "RRULE:FREQ=DAILY;INTERVAL=7", *secret, title="Equipe B")
    imported(shell, WEEKLY, other_team, moved.replace("Equipe A", "Equipe B"))
    first = exported(shell)
    again = shell.tries("visits", "import", shell.file("again.ics", first))
    assert again.stdout == "0 new, 0 changed\n"
    (tmp_path / "other").mkdir()
    other = Shell(tmp_path / "other")
    assert other.runs("visits", "import", shell.folder / "again.ics") == ["2 new, 0 changed"]
    theirs = (
        "SELECT team, spot, first_on, rule, begins, ends, services, hidden, precision, status, "
        "external_id FROM visit ORDER BY number"
    )
    assert other.rows(theirs) == shell.rows(theirs)
    changes = "SELECT planned_on, kind, data FROM visit_change ORDER BY planned_on, kind"
    assert other.rows(changes) == shell.rows(changes)
    assert exported(other) == first


def test_an_export_says_that_it_is_whole(shell):
    imported(shell, event("a@x", SOON, "X-KUNNAFONI-HIDDEN-HOURS:24"))
    for format_ in ("csv", "ics"):
        found = shell.tries("visits", "export", "--format", format_)
        assert found.stderr == "1 visits are hidden or inexact: do not publish this\n"
    assert "not to be published" in exported(shell).replace("\n ", "")
    assert "CLASS:PRIVATE" in exported(shell)


def test_what_a_calendar_forgot_to_say_stays_hidden(shell):
    """Calendars in phones drop the words they do not know; that must not publish a visit."""
    imported(shell, event("a@x", SOON, "X-KUNNAFONI-HIDDEN-HOURS:24",
                          "X-KUNNAFONI-PRECISION:area"))  # fmt: skip
    assert imported(shell, event("a@x", LATER)).stdout == "0 new, 1 changed\n"
    assert shell.rows("SELECT hidden, precision FROM visit") == [(24, "area")]
    table = f"number,team,place,first_on\n1,Equipe A,Mondoro,{TODAY + timedelta(days=30)}\n"
    assert shell.runs("visits", "import", shell.file("v.csv", table)) == ["0 new, 1 changed"]
    assert shell.rows("SELECT hidden, precision FROM visit") == [(24, "area")]


def test_a_private_event_needs_to_be_told_how_much_may_be_said(shell):
    private = event("a@x", SOON, "CLASS:PRIVATE")
    found = imported(shell, private)
    assert found.exit_code == 1
    assert found.stderr.startswith("Equipe A (a@x): private; say what may be told")
    assert imported(shell, private, options=("--hidden", "24")).stdout == "1 new, 0 changed\n"
    assert shell.rows("SELECT hidden, precision FROM visit") == [(24, "exact")]


def test_all_or_nothing_and_every_bad_event_named(shell):
    found = imported(shell, WEEKLY, event("b@x", SOON, place="Mondorro", title="B"),
                     event("c@x", "demain", title="C"))  # fmt: skip
    assert (found.exit_code, found.stdout) == (1, "")
    problems = found.stderr.splitlines()
    assert [each.partition(": ")[0] for each in problems] == ["C (c@x)", "C (c@x)", "B (b@x)"]
    assert problems[0].startswith("C (c@x): DTSTART is not read")
    assert problems[2] == "B (b@x): LOCATION: no such place: 'Mondorro'; is it Mondoro?"
    assert shell.rows("SELECT count(*) FROM visit") == [(0,)]


def test_what_is_over_is_left_out_and_named(shell):
    found = imported(shell, WEEKLY, event("old@x", "20200107", title="Ancienne"))
    assert found.stdout == "1 new, 0 changed\n"
    assert found.stderr == "left out, all its days are over: Ancienne (old@x)\n"


def test_one_team_in_two_places_is_refused(shell):
    found = imported(shell, WEEKLY, event("b@x", SOON, place="Koro"))
    assert found.exit_code == 1
    assert found.stderr.startswith("Equipe A: at Mondoro and at Koro on ")


def test_a_visit_that_came_by_csv_is_the_same_in_a_calendar(shell):
    day = TODAY + timedelta(days=10)
    table = f"team,place,first_on,rule,hours\nEquipe A,Mondoro,{day},FREQ=WEEKLY,9h-14h\n"
    shell.runs("visits", "import", shell.file("v.csv", table))
    assert imported(shell, WEEKLY).stdout == "0 new, 1 changed\n"


def test_our_own_event_of_a_number_nobody_knows_is_refused(shell):
    imported(shell, WEEKLY)
    mine = exported(shell)
    [(own,)] = shell.rows("SELECT value FROM stamp WHERE key = 'calendar'")
    strange = mine.replace("UID:a@other", f"UID:visit-99@{own}")
    [problem] = shell.refuses("visits", "import", shell.file("x.ics", strange))
    assert problem == "no 99 is known; leave the number empty for new ones"


@pytest.mark.parametrize("data", ["", "x", calendar()[:-20]])
def test_what_is_no_calendar_is_said_to_be_none(shell, data):
    [problem] = shell.refuses("visits", "import", shell.file("v.ics", data))
    assert problem == "this is no iCalendar file, or only part of one"


def test_a_file_that_is_not_there_is_said_not_to_be(shell):
    [problem] = shell.refuses("visits", "import", shell.folder / "no.ics")
    assert problem.endswith("no.ics: No such file or directory")


def test_what_a_file_changes_is_told_like_what_a_person_changes(shell):
    """A broadcast about a day that the file changes is taken back; a visit of tomorrow is told."""
    tomorrow = f"{TODAY + timedelta(days=1):%Y%m%d}"
    imported(shell, WEEKLY)
    shell.change(
        "INSERT INTO contact (id, last_seen_at) VALUES ('c', 1)",
        "INSERT INTO broadcast (number, contact_id, visit, visit_on, status, audience, reach, "
        "texts, people, urgent, code, code_on, created_at, expires_at) SELECT 900, 'c', number, "
        f"'{LATER_ISO}', 'draft', '', '', '', 1, 0, '', '', 1, 9 FROM visit",
    )
    again = WEEKLY.replace(f"EXDATE:{LATER}T090000Z\r\n", "")
    assert imported(shell, again, event("n@other", tomorrow)).stdout == "1 new, 1 changed\n"
    assert shell.rows("SELECT status FROM broadcast") == [("cancelled",)]
    assert len(shell.rows("SELECT before, after FROM schedule_history")) == 3
    planned = shell.rows("SELECT name, substr(key, 1, 10) FROM job WHERE name = 'reminder'")
    now = datetime.now(UTC)
    late = now.hour >= 16 or now.date() > TODAY  # midnight may fall between two tests
    day = (TODAY + timedelta(days=1)).isoformat()
    assert planned == ([("reminder", day)] if late else [])
