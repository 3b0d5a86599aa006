"""The days of visits with what was changed; who is near, open, or next."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.geo import distance
from handlers.clinics.agenda import Agenda
from handlers.clinics.clashes import overlapping
from handlers.clinics.days import coming, occurrences
from handlers.clinics.hours import ALWAYS
from handlers.clinics.model import Change, Clinic, Spot, Visit
from handlers.clinics.recurrence import Rule

TUESDAY = date(2026, 11, 24)
MORNING = datetime(2026, 11, 24, 8)
KORO = Spot("Koro", (14.0669, -3.0842))
MADOUGOU = Spot("Madougou", (14.4, -3.08))
BAMAKO = Spot("Bamako", (12.65, -8.0))


def visit(number=31, spot=KORO, rule="FREQ=WEEKLY", first_on=TUESDAY, **fields):
    known = {"begins": time(9), "ends": time(14)} | fields
    return Visit(number, fields.pop("team", "A"), spot, Rule(first_on, rule), **known)


def told(visit, at=MORNING, count=3):
    found = []
    for each in coming(visit, at):
        found.append(f"{each.on:%d.%m}{' cancelled' if each.cancelled else ''}")
        if len(found) == count:
            break
    return found


def test_a_day_is_told_until_it_is_over():
    assert told(visit())[0] == "24.11"
    assert told(visit(), MORNING.replace(hour=13, minute=59))[0] == "24.11"
    assert told(visit(), MORNING.replace(hour=14))[0] == "01.12"
    assert told(visit(begins=None, ends=None), MORNING.replace(hour=23))[0] == "24.11"


def test_a_cancelled_day_is_said_to_be_cancelled_and_the_next_follows():
    changed = visit().changed(Change(TUESDAY, "cancelled", "insecurity"))
    assert told(changed) == ["24.11 cancelled", "01.12", "08.12"]
    assert told(changed.as_planned(TUESDAY)) == ["24.11", "01.12", "08.12"]


def test_a_moved_day_is_found_where_it_went_and_not_where_it_was():
    moved = visit().changed(Change(TUESDAY, "moved", to_on=date(2026, 11, 26), spot=MADOUGOU))
    [day] = occurrences(moved, TUESDAY, date(2026, 11, 30))
    assert (day.on, day.planned_on, day.spot, day.begins) == (
        date(2026, 11, 26), TUESDAY, MADOUGOU, time(9)
    )  # fmt: skip
    agenda = Agenda(visits=(moved,))
    [near] = agenda.next_visits(MADOUGOU.point, MORNING, within=5)
    assert near.occurrence == day
    away, next_week = agenda.next_visits(KORO.point, MORNING, within=5)
    assert away.occurrence == day, "who would go to Koro hears that it is elsewhere this week"
    assert (next_week.occurrence.on, next_week.occurrence.spot) == (date(2026, 12, 1), KORO)


def test_an_extra_day_is_told_and_one_moved_into_the_window_too():
    extra = visit(rule="", first_on=TUESDAY).changed(
        Change(date(2026, 11, 27), "extra", begins=time(8), ends=time(10))
    )
    assert told(extra) == ["24.11", "27.11"]
    late = visit().changed(Change(date(2026, 12, 1), "moved", to_on=date(2026, 11, 25)))
    assert told(late) == ["24.11", "25.11", "08.12"]


def test_a_day_moved_by_an_hour_and_cancelled_is_no_extra_day_when_it_is_resumed():
    moved = Change(TUESDAY, "moved", None, TUESDAY, time(10), time(12))
    again = moved.cancelled("rain").resumed()
    [day] = occurrences(visit().changed(again), TUESDAY, TUESDAY)
    assert (day.on, day.begins, day.cancelled) == (TUESDAY, time(10), False)


def test_what_was_said_of_a_day_the_rule_does_not_give_is_nothing():
    assert told(visit().changed(Change(date(2026, 11, 25), "cancelled"))) == [
        "24.11", "01.12", "08.12"
    ]  # fmt: skip


def test_a_hidden_day_shows_so_many_hours_before_and_not_earlier():
    hidden = visit(hidden=12)
    agenda = Agenda(visits=(hidden,))
    evening = datetime(2026, 11, 23, 20, 59)
    assert agenda.next_visits(KORO.point, evening, within=50) == []
    [near] = agenda.next_visits(KORO.point, evening + timedelta(minutes=1), within=50)
    assert near.occurrence.on == TUESDAY


CLINICS = (
    Clinic(1, "CSCom Koro", "cscom", KORO, frozenset({"vaccination"}), ALWAYS),
    Clinic(2, "CSRef Koro", "csref", Spot("Koro", (14.07, -3.08)), status="suspended"),
    Clinic(3, "Poste", "post", MADOUGOU),
    Clinic(4, "Hôpital", "hospital", BAMAKO, frozenset({"oncology"})),
)


def numbers(found):
    return [near.clinic.number for near in found]


def test_a_closed_or_suspended_clinic_is_never_offered():
    assert numbers(Agenda(CLINICS).nearest_clinics(KORO.point, 9)) == [1, 3, 4]
    shut = tuple(replace(clinic, status="closed") for clinic in CLINICS)
    assert Agenda(shut).nearest_clinics(KORO.point, 9) == []


def test_of_a_service_those_that_have_it_or_whose_kind_usually_does():
    agenda = Agenda(CLINICS)
    assert numbers(agenda.nearest_clinics(KORO.point, 9, service="oncology")) == [4]
    usual = {"post"}
    found = agenda.nearest_clinics(KORO.point, 9, service="vaccination", kinds=usual)
    assert numbers(found) == [1, 3]
    assert agenda.clinic(1) == CLINICS[0]
    assert agenda.visit(1) is None


def test_visits_are_ordered_by_when_then_how_far():
    far_soon = visit(1, MADOUGOU, "", TUESDAY)
    near_late = visit(2, KORO, "", TUESDAY + timedelta(days=1))
    near_soon = visit(3, KORO, "", TUESDAY)
    agenda = Agenda(visits=(far_soon, near_late, near_soon))
    found = agenda.next_visits(KORO.point, MORNING, within=60)
    assert [near.occurrence.visit.number for near in found] == [3, 1, 2]
    tomorrow = agenda.next_visits(KORO.point, MORNING, within=60, on=TUESDAY + timedelta(days=1))
    assert [near.occurrence.visit.number for near in tomorrow] == [2]


def test_one_team_cannot_be_in_two_places():
    end = TUESDAY + timedelta(days=60)
    other = visit(32, MADOUGOU, begins=time(13), ends=time(16))
    assert overlapping([visit()], other, TUESDAY, end).visit.number == 31
    assert overlapping([visit()], replace(other, begins=time(14)), TUESDAY, end) is None
    assert overlapping([visit()], replace(other, team="B"), TUESDAY, end) is None
    cancelled = visit(rule="").changed(Change(TUESDAY, "cancelled"))
    assert overlapping([cancelled], other, TUESDAY, end) is None


MALI = st.tuples(st.floats(11, 17), st.floats(-6, 0))


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(MALI, st.integers(0, 30), st.sampled_from(["", "FREQ=WEEKLY"])), max_size=15
    ),
    MALI,
    st.floats(10, 300),
)
def test_the_next_visits_are_those_of_a_full_scan(places, here, within):
    visits = tuple(
        visit(number, Spot("x", point), rule, TUESDAY + timedelta(days=days))
        for number, (point, days, rule) in enumerate(places)
    )
    found = Agenda(visits=visits).next_visits(here, MORNING, most=99, within=within)
    naive = sorted(
        (next(coming(each, MORNING)).starts, distance(here, each.spot.point), each.number)
        for each in visits
        if distance(here, each.spot.point) <= within
    )
    assert [(n.occurrence.starts, n.km) for n in found] == [each[:2] for each in naive]


def test_near_a_market_town_none_of_many_visits_is_passed_over():
    """The soonest may be the farthest of two hundred."""
    visits = tuple(
        visit(n, Spot("x", (14.07 + n / 1000, -3.08)), "", TUESDAY + timedelta(days=200 - n))
        for n in range(200)
    )
    [near] = Agenda(visits=visits).next_visits(KORO.point, MORNING, most=1, within=50)
    assert near.occurrence.visit.number == 199


@settings(deadline=None)
@given(
    st.datetimes(datetime(2026, 12, 27), datetime(2027, 1, 5)),
    st.integers(0, 23), st.integers(0, 30), st.none() | st.integers(0, 100),
)  # fmt: skip
def test_what_is_told_at_any_moment_is_what_a_look_at_every_day_gives(at, begins, later, hidden):
    """Over midnight, the end of the month and of the year, and ISO week 53."""
    plan = visit(
        rule="FREQ=WEEKLY;BYDAY=TH,SU", first_on=date(2026, 12, 1) + timedelta(days=later),
        begins=time(begins), ends=time(begins, 59), hidden=hidden,
    )  # fmt: skip
    days = [at.date() + timedelta(days=n) for n in range(93)]
    naive = [
        day
        for day in days
        if day >= plan.rule.first_on and day.weekday() in (3, 6)
        if datetime.combine(day, time(begins, 59)) > at
    ]
    assert [each.on for each in coming(plan, at)] == naive
    told = [
        day
        for day in naive[:1]
        if hidden is None or at >= datetime.combine(day, time(begins)) - timedelta(hours=hidden)
    ]
    found = Agenda(visits=(plan,)).next_visits(KORO.point, at, within=5)
    assert [near.occurrence.on for near in found] == told


def test_five_thousand_recurring_visits_are_looked_through_quickly():
    """Generous here, for a busy machine; `make bench` measures."""
    rules = ("FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "FREQ=MONTHLY;BYDAY=1MO")
    visits = tuple(
        visit(n, Spot("x", (11 + n % 70 / 10, -6 + n // 70 / 12)), rules[n % 3])
        for n in range(5000)
    )
    agenda = Agenda(visits=visits)
    agenda.next_visits(KORO.point, MORNING, within=50)
    began = perf_counter()
    agenda.next_visits(KORO.point, MORNING, within=50)
    assert perf_counter() - began < 0.2


NOW_AND_THEN = st.datetimes(datetime(2026, 11, 20), datetime(2027, 1, 10))
PLANS = st.builds(
    lambda first, rule, begins, hidden, change, place: visit(
        rule=rule,
        first_on=date(2026, 11, 1) + timedelta(days=first),
        begins=time(begins),
        ends=time(begins, 59),
        hidden=hidden,
        spot=place,
        changes=() if change is None else (change,),
    ),
    st.integers(0, 50),
    st.sampled_from(["", "FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=-1SU"]),
    st.integers(0, 22),
    st.none() | st.integers(0, 60),
    st.none()
    | st.builds(
        lambda on, kind, later, there: Change(
            date(2026, 11, 20) + timedelta(days=on),
            kind,
            "rain",
            date(2026, 11, 20) + timedelta(days=on + later) if kind == "moved" else None,
            spot=there,
        ),
        st.integers(0, 45),
        st.sampled_from(["cancelled", "moved", "extra"]),
        st.integers(-20, 20),
        st.sampled_from([None, KORO, MADOUGOU]),
    ),
    st.sampled_from([KORO, MADOUGOU, BAMAKO]),
)


@settings(deadline=None)
@given(st.lists(PLANS, max_size=6), st.lists(NOW_AND_THEN, min_size=1, max_size=4), st.booleans())
def test_what_is_kept_ready_is_what_a_look_at_all_days_gives(plans, moments, grown):
    """Whatever was asked before, with the clock going on or back, and after a change."""
    visits = tuple(replace(each, number=n) for n, each in enumerate(plans))
    agenda = Agenda(visits=visits)
    for at in moments:
        if grown:
            agenda = replace(agenda, visits=visits, before=agenda.timetable)
        found = agenda.next_visits(KORO.point, at, within=60, most=99)
        assert [(n.occurrence, n.km) for n in found] == by_looking_at_all(visits, at)


def by_looking_at_all(visits, at):
    """Of each visit near: its days until one that takes place where it usually does."""
    found = []
    for each in visits:
        usual = distance(KORO.point, each.spot.point)
        for day in occurrences(
            each, at.date() - timedelta(days=70), at.date() + timedelta(days=92)
        ):
            if day.over <= at or day.on < at.date():
                continue
            if not day.visible(at):
                break
            far = distance(KORO.point, day.spot.point)
            if min(usual, far) <= 60:
                found.append(((day.starts, far, each.number), (day, far)))
            if not day.cancelled and day.spot.point == each.spot.point:
                break
    return [kept for _key, kept in sorted(found, key=lambda each: each[0])]
