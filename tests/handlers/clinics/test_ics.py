"""Calendars in and out: what other programs write is read, what we write comes back the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.errors import BadFile
from handlers.clinics.canonical import canonical
from handlers.clinics.days import occurrences
from handlers.clinics.files import World
from handlers.clinics.ics_fields import Secrecy
from handlers.clinics.model import REASONS, Change, Spot, Visit
from handlers.clinics.reading_ics import read_ics
from handlers.clinics.recurrence import WEEKDAYS, Rule
from handlers.clinics.services import load
from handlers.clinics.writing_ics import Paper, whole_ics
from tests.conftest import knowledge
from tests.handlers.clinics.conftest import TUESDAY, spot

BAMAKO, PARIS = ZoneInfo("Africa/Bamako"), ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
OPEN = Secrecy()


def world():
    return World(knowledge().places, knowledge().areas, load(), TUESDAY)


def calendar(*events, **properties):
    """A file of events, each a text of its lines; those of an event that all need are added."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//other//EN"]
    for number, event in enumerate(events):
        given = [line.strip() for line in event.strip().splitlines()]
        usual = {"UID": f"{number}@other", "SUMMARY": "Equipe A", "LOCATION": "Mondoro",
                 "DTSTART;TZID=Africa/Bamako": "20261124T090000",
                 "DTEND;TZID=Africa/Bamako": "20261124T140000"}  # fmt: skip
        said = {line.partition(":")[0].partition(";")[0] for line in given}
        missing = [f"{k}:{v}" for k, v in usual.items() if k.partition(";")[0] not in said]
        lines += ["BEGIN:VEVENT", *missing, *filter(None, given), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def read(*events, zone=BAMAKO, secrecy=OPEN):
    return [each.visit for each in read_ics(calendar(*events), world(), zone, secrecy)]


def refused(*events, zone=BAMAKO):
    with pytest.raises(BadFile) as error:
        read(*events, zone=zone)
    return list(error.value.problems)


def days(visit, until=60):
    found = occurrences(visit, TUESDAY, TUESDAY + timedelta(days=until))
    return [
        f"{d.on:%d.%m} {d.begins:%H:%M}{' ' + d.spot.name if d.spot != visit.spot else ''}"
        f"{' X' if d.cancelled else ''}"
        for d in found
    ]


def test_a_team_every_tuesday():
    [visit] = read("RRULE:FREQ=WEEKLY;BYDAY=TU\nCATEGORIES:vaccination,malaria test and treatment")
    assert (visit.team, visit.spot.name, visit.begins, visit.ends) == (
        "Equipe A", "Mondoro", time(9), time(14)
    )  # fmt: skip
    assert visit.services == {"vaccination", "malaria"}
    assert days(visit, 14) == ["24.11 09:00", "01.12 09:00", "08.12 09:00"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("EXDATE;TZID=Africa/Bamako:20261201T090000", "24.11 09:00, 01.12 09:00 X, 08.12 09:00"),
        ("EXDATE;VALUE=DATE:20261201", "24.11 09:00, 01.12 09:00 X, 08.12 09:00"),
        ("EXDATE:20261124T090000Z,20261201T090000Z", "24.11 09:00 X, 01.12 09:00 X, 08.12 09:00"),
        ("EXDATE:20261124T090000Z\nEXDATE:20261201T090000Z",
         "24.11 09:00 X, 01.12 09:00 X, 08.12 09:00"),
        ("RDATE;TZID=Africa/Bamako:20261127T090000",
         "24.11 09:00, 27.11 09:00, 01.12 09:00, 08.12 09:00"),
        ("RDATE;VALUE=PERIOD:20261127T100000Z/20261127T113000Z",
         "24.11 09:00, 27.11 10:00, 01.12 09:00, 08.12 09:00"),
        ("RDATE;VALUE=PERIOD:20261127T100000Z/PT2H",
         "24.11 09:00, 27.11 10:00, 01.12 09:00, 08.12 09:00"),
        ("RDATE:20261127T100000Z\nEXDATE:20261127T100000Z",
         "24.11 09:00, 01.12 09:00, 08.12 09:00"),
        ("RDATE:20261201T090000Z", "24.11 09:00, 01.12 09:00, 08.12 09:00"),
        ("EXDATE:20201201T090000Z", "24.11 09:00, 01.12 09:00, 08.12 09:00"),
    ],
)  # fmt: skip
def test_days_left_out_and_days_put_in(lines, expected):
    [visit] = read(f"RRULE:FREQ=WEEKLY\n{lines}")
    assert ", ".join(days(visit, 14)) == expected


def test_an_extra_day_at_another_hour_is_as_long_as_the_others():
    [visit] = read("RRULE:FREQ=WEEKLY\nRDATE:20261127T100000Z")
    [extra] = visit.changes
    assert (extra.begins, extra.ends) == (time(10), time(15))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("STATUS:CANCELLED\nDTSTART:20261201T090000Z\nDTEND:20261201T140000Z",
         "24.11 09:00, 01.12 09:00 X, 08.12 09:00"),
        ("STATUS:CANCELLED\nDTSTART:20261203T100000Z\nDTEND:20261203T120000Z",
         "24.11 09:00, 03.12 10:00 X, 08.12 09:00"),
        ("DTSTART:20261203T100000Z\nDTEND:20261203T120000Z",
         "24.11 09:00, 03.12 10:00, 08.12 09:00"),
        ("DTSTART:20261201T090000Z\nDTEND:20261201T140000Z\nLOCATION:Boni",
         "24.11 09:00, 01.12 09:00 Boni, 08.12 09:00"),
        ("DTSTART:20261201T090000Z\nDTEND:20261201T140000Z\nLOCATION:Mondoro",
         "24.11 09:00, 01.12 09:00, 08.12 09:00"),
    ],
)  # fmt: skip
def test_one_day_of_them_is_cancelled_or_moved(lines, expected):
    child = f"UID:0@other\nRECURRENCE-ID;TZID=Africa/Bamako:20261201T090000\n{lines}"
    for events in (("RRULE:FREQ=WEEKLY", child), (child.replace("0@", "1@"), "RRULE:FREQ=WEEKLY")):
        assert ", ".join(days(read(*events)[0], 14)) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;UNTIL=20261201T090000Z", "24.11 09:00, 01.12 09:00"),
        ("FREQ=WEEKLY;UNTIL=20261201T085959Z", "24.11 09:00"),
        ("FREQ=WEEKLY;UNTIL=20261201", "24.11 09:00, 01.12 09:00"),
        ("FREQ=WEEKLY;COUNT=2", "24.11 09:00, 01.12 09:00"),
        ("FREQ=MONTHLY;BYDAY=1MO;COUNT=2", "07.12 09:00, 04.01 09:00"),
    ],
)
def test_where_a_rule_ends(rule, expected):
    assert ", ".join(days(read(f"RRULE:{rule}")[0])) == expected


def test_a_day_without_hours_and_one_without_an_end():
    [all_day] = read("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261125")
    assert (all_day.begins, all_day.ends) == (None, None)
    [lasting] = read_ics(
        calendar("DURATION:PT2H30M").replace(b"DTEND;TZID=Africa/Bamako:20261124T140000\r\n", b""),
        world(), BAMAKO, OPEN,
    )  # fmt: skip
    assert lasting.visit.ends == time(11, 30)
    [endless] = read_ics(
        calendar("").replace(b"DTEND;TZID=Africa/Bamako:20261124T140000\r\n", b""),
        world(), BAMAKO, OPEN,
    )  # fmt: skip
    assert (endless.visit.begins, endless.visit.ends) == (time(9), None)


def test_a_place_is_where_geo_says_or_the_name_before_the_comma():
    [visit] = read("LOCATION:Marché de Mondoro\nGEO:14.685;-1.951")
    assert visit.spot.point == (14.685, -1.951)
    assert visit.spot.area_id == "district-douentza"
    [visit] = read("LOCATION:Mondoro\\, Douentza\\, Mali")
    assert visit.spot.name == "Mondoro"


def test_times_of_another_zone_are_ours_where_both_keep_the_same_distance():
    [visit] = read("DTSTART:20261124T080000Z\nDTEND:20261124T130000Z\nRRULE:FREQ=WEEKLY",
                   zone=ZoneInfo("Africa/Lagos"))  # fmt: skip
    assert (visit.begins, visit.ends) == (time(9), time(14))
    [once] = read(
        "DTSTART;TZID=Europe/Paris:20261124T100000\nDTEND;TZID=Europe/Paris:20261124T150000"
    )
    assert (once.begins, once.ends) == (time(9), time(14))


def test_a_time_without_a_zone_is_of_ours():
    [visit] = read("DTSTART:20261124T090000\nDTEND:20261124T140000\nRRULE:FREQ=WEEKLY", zone=PARIS)
    assert visit.begins == time(9)


def test_what_is_private_or_hidden_comes_with_the_event():
    [visit] = read("X-KUNNAFONI-HIDDEN-HOURS:24\nX-KUNNAFONI-PRECISION:area\nCLASS:PRIVATE")
    assert (visit.hidden, visit.precision) == (24, "area")
    [visit] = read("", secrecy=Secrecy(12, "village"))
    assert (visit.hidden, visit.precision) == (12, "village")


BAD = [
    ("DTSTART:tomorrow", "DTSTART is not read"),
    ("RRULE:FREQ=NEVER", "RRULE is not read"),
    ("RRULE:FREQ=HOURLY", "a rule must have FREQ="),
    ("RRULE:FREQ=DAILY;BYHOUR=9,14", "a rule gives days"),
    ("RRULE:FREQ=WEEKLY\nRRULE:FREQ=DAILY", "RRULE is there twice"),
    ("LOCATION:Mondorro", "LOCATION: no such place: 'Mondorro'; is it Mondoro?"),
    ("LOCATION:", "LOCATION: a place, or latitude and longitude, is needed"),
    ("GEO:48.8;2.3", "LOCATION: latitude and longitude must be in the country"),
    ("GEO:north", "GEO is not read"),
    ("CATEGORIES:magic", "CATEGORIES: unknown service magic"),
    ("DTEND:20261124T080000Z", "must end after it begins, on the same day"),
    ("DTEND:20261125T080000Z", "must end after it begins, on the same day"),
    ("DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261127", "lasts several days"),
    ("DTSTART;VALUE=DATE:20261124\nDTEND:20261124T120000Z", "begins with a day and ends with"),
    ("STATUS:TENTATIVE", "STATUS:TENTATIVE: confirm it first"),
    ("X-KUNNAFONI-PRECISION:near", "X-KUNNAFONI-PRECISION must be one of"),
    ("X-KUNNAFONI-HIDDEN-HOURS:some", "X-KUNNAFONI-HIDDEN-HOURS is not a number"),
    ("X-KUNNAFONI-STATUS:gone", "X-KUNNAFONI-STATUS must be one of"),
    ("DTSTART;TZID=Mars/Olympus:20261124T090000", "the time zone Mars/Olympus is not known"),
    ("RRULE:FREQ=WEEKLY\nDTSTART;TZID=Europe/Paris:20261124T100000", "a clock that changes"),
    ("RRULE:FREQ=WEEKLY\nEXDATE:20261202T090000Z", "EXDATE 2026-12-02: the rule does not give"),
    ("RRULE:FREQ=WEEKLY\nEXDATE:20261201T100000Z", "EXDATE 2026-12-01: not the hour"),
    ("DTSTART:20261124T090030Z", "a time is of whole minutes"),
    ("RECURRENCE-ID:20261124T090000Z", "a day of an event that is not in the file"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "problem"), BAD, ids=[each[1][:40] for each in BAD])
def test_every_bad_event_is_named_by_its_title_and_uid(lines, problem):
    found = refused("SUMMARY:Equipe B\nRRULE:FREQ=WEEKLY", f"SUMMARY:Equipe C\n{lines}")
    assert len(found) == 1, found
    assert found[0].startswith("Equipe C (1@other): ")
    assert problem in found[0]


CHILD = "UID:0@other\nRECURRENCE-ID:20261201T090000Z\n"
BAD_DAYS = [
    (CHILD.replace("1201", "1202"), "the rule does not give this day and hour"),
    (CHILD.replace("ID:", "ID;RANGE=THISANDFUTURE:"), "a change of all later days"),
    (CHILD + "STATUS:TENTATIVE", "confirm it first"),
    (CHILD + "CATEGORIES:nutrition", "the services of a single day"),
    (CHILD + "LOCATION:Nulle part", "LOCATION: no such place"),
    (CHILD + "DTEND:20261124T080000Z", "must end after it begins"),
    (CHILD + "X-KUNNAFONI-REASON:whim\nSTATUS:CANCELLED", "X-KUNNAFONI-REASON must be one of"),
]


@pytest.mark.parametrize(("child", "problem"), BAD_DAYS, ids=[each[1] for each in BAD_DAYS])
def test_every_bad_day_of_an_event_is_named(child, problem):
    [found] = refused("RRULE:FREQ=WEEKLY", child)
    assert found.startswith("Equipe A (0@other): RECURRENCE-ID 20261")
    assert problem in found


def test_all_problems_are_named_at_once():
    found = refused("LOCATION:x\nCATEGORIES:y", "UID:0@other", "UID:", "RRULE:FREQ=NEVER")
    assert len(found) == 5
    assert any("this UID is there twice" in each for each in found)
    assert any("(no UID): no UID" in each for each in found)


def test_a_recurring_event_on_another_day_of_ours_is_refused():
    [problem] = refused(
        "DTSTART:20261124T233000Z\nDTEND:20261125T003000Z\nRRULE:FREQ=WEEKLY",
        zone=ZoneInfo("Africa/Lagos"),
    )
    assert "recurs on another day in Africa/Lagos" in problem


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"\xff\xfe\x00", b"BEGIN:VCALENDAR", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n",
     calendar("")[:-30], b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n"],
)  # fmt: skip
def test_what_is_no_calendar_is_said_to_be_none(data):
    with pytest.raises(BadFile, match="no iCalendar file"):
        read_ics(data, world(), BAMAKO, OPEN)


# There and back


PLACES = st.sampled_from(["Mondoro", "Koro", "Boni", "Douentza"]).map(spot)
ELSEWHERE = st.just(Spot("Campement", (14.7, -2.0), None, "district-douentza"))
HOURS = st.sampled_from([(None, None), (time(9), time(14)), (time(8, 30), time(12)),
                         (time(9), None), (time(0), time(23, 59))])  # fmt: skip
DATES = st.dates(date(2026, 11, 20), date(2027, 2, 28))
RULES = st.one_of(
    st.just(""),
    st.sampled_from(
        ["FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=FR;INTERVAL=2", "FREQ=MONTHLY;BYDAY=1MO",
         "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=DAILY;INTERVAL=7", "FREQ=MONTHLY;BYDAY=-1FR",
         "FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=SU,MO", "FREQ=DAILY;COUNT=40",
         "BYDAY=TU,TH;FREQ=WEEKLY;UNTIL=20270115", "FREQ=YEARLY;BYMONTH=12;BYDAY=1TU"]
    ),
    st.builds(
        lambda n, days: f"FREQ=WEEKLY;INTERVAL={n};BYDAY={','.join(sorted(days))}",
        st.integers(1, 3), st.sets(st.sampled_from(WEEKDAYS), min_size=1, max_size=3),
    ),
)  # fmt: skip


@st.composite
def visits(draw, number=31):
    begins, ends = draw(HOURS)
    visit = Visit(
        number, draw(st.sampled_from(["Equipe A", "Équipe ɛ; \"x\", y:\\z\nw"])), draw(PLACES),
        Rule(draw(DATES), draw(RULES)), begins, ends,
        frozenset(draw(st.sets(st.sampled_from(["vaccination", "malaria", "covid"])))),
        draw(st.none() | st.integers(0, 72)), draw(st.sampled_from(["exact", "village", "area"])),
        draw(st.sampled_from(["open", "suspended", "closed"])),
        source=draw(st.sampled_from(["", "file"])),
    )  # fmt: skip
    planned = list(visit.rule.between(date(2026, 11, 20), date(2027, 3, 1)))
    for on in draw(st.lists(st.sampled_from(planned), max_size=3, unique=True)) if planned else ():
        kind = draw(st.sampled_from(["cancelled", "moved", "moved, cancelled"]))
        reason = draw(st.none() | st.sampled_from(REASONS))
        hours = draw(HOURS)
        where = draw(st.none() | PLACES | ELSEWHERE)
        to = draw(st.none() | DATES)
        change = Change(on, "cancelled", reason)
        if kind != "cancelled":
            change = Change(on, "moved", reason, to, *hours, where)
        if kind == "moved, cancelled":
            change = change.cancelled("rain")
        visit = visit.changed(change)
    for on in draw(st.lists(DATES, max_size=2, unique=True)):
        if not visit.rule.falls_on(on) and all(c.on != on for c in visit.changes):
            extra = Change(on, "extra", None, None, *draw(HOURS), draw(st.none() | PLACES))
            cancelled = draw(st.booleans())
            visit = visit.changed(extra.cancelled("staff") if cancelled else extra)
    return visit


def effect(visit):
    found = occurrences(replace(visit, status="open"), date(2026, 11, 1), date(2027, 6, 1))
    return [(d.on, d.planned_on, d.begins, d.ends, d.spot, d.cancelled) for d in found]


@settings(deadline=None, max_examples=80)
@given(visits(), st.sampled_from([BAMAKO, PARIS, ZoneInfo("Pacific/Kiritimati")]))
def test_what_is_written_comes_back_the_same(visit, zone):
    data = whole_ics([visit], Paper(zone, "here", NOW), {})
    [back] = read_ics(data, replace(world(), today=date(2026, 11, 1)), zone, OPEN)
    assert back.uid == "visit-31@here"
    assert replace(back.visit, number=31) == canonical(visit)
    assert effect(canonical(visit)) == effect(visit)


@settings(deadline=None, max_examples=60)
@given(visits())
def test_another_calendar_program_shows_the_same_days(visit):
    """By dateutil: what the rule and its exceptions give, as RFC 5545 has them."""
    visit = replace(visit, begins=time(9), ends=time(14), changes=tuple(
        c for c in visit.changes if c.kind != "extra" and not c.was_extra))  # fmt: skip
    events = Calendar.from_ical(whole_ics([visit], Paper(BAMAKO, "here", NOW), {})).walk("VEVENT")
    master = events[0]
    shown = rruleset()
    start = master["DTSTART"].dt
    if "RRULE" in master:
        shown.rrule(rrulestr(master["RRULE"].to_ical().decode(), dtstart=start))
    else:
        shown.rdate(start)
    for child in events[1:]:
        shown.exdate(child["RECURRENCE-ID"].dt)
    end = datetime(2027, 6, 1, tzinfo=BAMAKO)
    others = [e["DTSTART"].dt for e in events[1:] if e.get("STATUS") != "CANCELLED"]
    days = [d.date() for d in shown.between(start, end, inc=True)]
    days += [d.date() if isinstance(d, datetime) else d for d in others]
    expected = [
        d.on
        for d in occurrences(replace(visit, status="open"), date(2026, 1, 1), date(2027, 5, 31))
        if not d.cancelled
    ]
    assert sorted(days) == sorted(expected)
