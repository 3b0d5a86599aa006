"""What is due, overdue and next: each test is a row of the national schedule or of its rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.advice.schedule import load
from handlers.advice.vaccination import Child, Given, Plan, doubts, extra_dose, plan

SCHEDULE = load()
BORN = date(2026, 1, 10)
HERE = ("Kalaban-Coro",)
INFANT = (
    "BCG:2026-01-10 OPV:2026-01-12 OPV:2026-02-21 OPV:2026-03-21 OPV:2026-04-18 PENTA:2026-02-21 "
    "PENTA:2026-03-21 PENTA:2026-04-18 PCV:2026-02-21 PCV:2026-03-21 PCV:2026-04-18 "
    "ROTA:2026-02-21 ROTA:2026-03-21 ROTA:2026-04-18 IPV:2026-04-18"
)  # fmt: skip
NINE_MONTHS = f"{INFANT} MR:2026-10-12 YF:2026-10-12 MENA:2026-10-12"


def day(written):
    return date.fromisoformat(written)


def doses(written):
    """`MR:2026-10-12 BCG` are a dose with and one without a day."""
    for each in written.split():
        antigen, _colon, on = each.partition(":")
        yield Given(antigen, day(on) if on else None)


def planned(on, given="", *, born=BORN, sex=None, areas=()):
    return plan(Child(born, sex, areas), list(doses(given)), day(on), SCHEDULE)


def told(found):
    """`MR1 2026-10-10, YF1 2026-10-10`."""
    return ", ".join(f"{dose.antigen}{dose.dose} {dose.on}" for dose in found)


def names(found):
    return " ".join(f"{dose.antigen}{dose.dose}" for dose in found)


def of(antigen, found):
    """One antigen's part of a plan: due, overdue, closed."""
    return tuple(
        names(dose for dose in each if dose.antigen == antigen)
        for each in (found.due, found.overdue, found.closed)
    )


@pytest.mark.parametrize(
    ("row", "on", "given", "due", "overdue", "coming"),
    [
        ("birth", "2026-01-10", "", "BCG1 OPV0", "", "OPV1 2026-02-21"),
        ("OPV-0 in practice about day 7", "2026-01-17", "BCG", "OPV0", "", "OPV1 2026-02-21"),
        ("OPV-0 until day 14", "2026-01-24", "BCG", "OPV0", "", "OPV1 2026-02-21"),
        ("OPV-0 after that is closed", "2026-01-25", "BCG", "", "", "OPV1 2026-02-21"),
        ("BCG overdue after 4 weeks", "2026-02-07", "", "", "BCG1", "OPV1 2026-02-21"),
        ("a day before 6 weeks", "2026-02-20", "BCG", "", "", "OPV1 2026-02-21"),
        ("6 weeks", "2026-02-21", "BCG", "OPV1 PENTA1 PCV1 ROTA1", "", "OPV2 2026-03-21"),
        ("6 weeks, late: 4 weeks between", "2026-03-01", "BCG", "OPV1 PENTA1 PCV1 ROTA1", "",
         "OPV2 2026-03-29"),
        ("overdue four weeks after", "2026-03-21", "BCG", "", "OPV1 PENTA1 PCV1 ROTA1",
         "IPV1 2026-04-18"),
    ],
)  # fmt: skip
def test_the_first_weeks(row, on, given, due, overdue, coming):
    found = planned(on, given)
    assert (names(found.due), names(found.overdue)) == (due, overdue), row
    assert told([found.next]) == coming, row


@pytest.mark.parametrize(
    ("on", "due", "overdue", "coming"),
    [
        ("2026-10-09", "", "", "MR1 2026-10-10"),
        ("2026-10-10", "MR1 YF1 MENA1", "", "MR2 2027-04-10"),
        ("2027-01-09", "MR1 YF1 MENA1", "", "MR2 2027-04-10"),
        ("2027-01-10", "", "MR1 YF1 MENA1", "MR2 2027-04-10"),  # 9-11 months: until 12
        ("2027-03-20", "", "MR1 YF1 MENA1", "MR2 2027-04-17"),  # four weeks from today
    ],
)
def test_row_nine_months_measles_rubella_yellow_fever_mena(on, due, overdue, coming):
    found = planned(on, INFANT)
    assert (names(found.due), names(found.overdue), told([found.next])) == (due, overdue, coming)


@pytest.mark.parametrize(
    ("on", "due", "overdue"),
    [
        ("2027-04-09", "", ""),
        ("2027-04-10", "MR2 2027-04-10", ""),
        ("2028-01-09", "MR2 2027-04-10", ""),
        ("2028-01-10", "", "MR2 2027-04-10"),  # 15-23 months: until 24
        ("2041-01-09", "", "MR2 2027-04-10"),  # catch-up: under 15 years
        ("2041-01-10", "", ""),
    ],
)
def test_row_fifteen_months_second_measles_rubella(on, due, overdue):
    found = planned(on, NINE_MONTHS)
    assert (told(found.due), told(found.overdue)) == (due, overdue)
    assert found.complete == (on == "2041-01-10")


def test_the_example_of_the_command():
    found = planned("2026-11-22", "PENTA:2026-03-01 MR:2026-10-12")
    assert told(found.due) == "YF1 2026-10-10, MENA1 2026-10-10"
    assert "PENTA2 2026-03-29" in told(found.overdue)  # four weeks after the first
    assert told([found.next]) == "MR2 2027-04-10"
    assert not found.complete


# --- which dose a dose is ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "given", "expected"),
    [
        ("a dose counts for the first slot that is valid", "MR:2027-06-01", "MR2"),
        ("before 9 months: the extra one, fills none", "MR:2026-07-20", "MR1"),
        ("the extra one, then the 9-month dose", "MR:2026-07-20 MR:2026-10-12", "MR2"),
        ("less than 4 weeks after the extra one", "MR:2026-10-01 MR:2026-10-12", "MR1"),
        ("4 weeks after the extra one", "MR:2026-10-01 MR:2026-10-29", "MR2"),
        ("two, 15 months apart", "MR:2026-10-12 MR:2027-04-12", ""),
        ("the second before 15 months fills none", "MR:2026-10-12 MR:2027-03-12", "MR2"),
        ("27 days between", "MR:2027-05-01 MR:2027-05-28", "MR2"),
        ("28 days between", "MR:2027-05-01 MR:2027-05-29", ""),
        ("in any order", "MR:2027-04-12 MR:2026-10-12", ""),
        ("twice the same day is one", "MR:2027-05-01 MR:2027-05-01", "MR2"),
        ("three", "MR:2026-10-12 MR:2027-04-12 MR:2027-08-12", ""),
    ],
)
def test_measles_rubella_doses_count_by_age_and_interval(row, given, expected):
    found = planned("2028-06-01", given)
    assert of("MR", found) == ("", expected, ""), row


@pytest.mark.parametrize(
    ("row", "given", "expected"),
    [
        ("too young fills none; then 4 weeks", "PENTA:2026-02-20", "PENTA1 2026-03-20"),
        ("series are resumed", "PENTA:2026-02-21", "PENTA2 2026-03-21"),
        ("too soon fills none", "PENTA:2026-02-21 PENTA:2026-03-10", "PENTA2 2026-04-07"),
        ("too soon is as if not given for the next",
         "PENTA:2026-02-21 PENTA:2026-03-10 PENTA:2026-03-21", "PENTA3 2026-04-18"),
        ("before 10 weeks the second fills none", "PENTA:2026-02-21 PENTA:2026-03-20",
         "PENTA2 2026-04-17"),
        ("no date: due since", "PENTA", "PENTA2 2026-03-21"),
        ("no dates", "PENTA PENTA", "PENTA3 2026-04-18"),
        ("one date", "PENTA PENTA:2026-03-01", "PENTA3 2026-04-26"),
    ],
)  # fmt: skip
def test_series_doses_count_by_age_and_interval(row, given, expected):
    found = planned("2026-09-01", given)
    assert expected in told(found.overdue), row


def test_doses_without_dates_never_count_for_what_is_to_come():
    """Four told of at 10 weeks: two can have been given by then, the third comes at 14."""
    found = planned("2026-03-25", "PENTA PENTA PENTA PENTA")
    assert "PENTA" not in names(found.due + found.overdue)
    assert "PENTA3 2026-04-18" in told(planned("2026-04-18", "PENTA PENTA").due)


@pytest.mark.parametrize(
    ("given", "filled"),
    [
        ("OPV:2026-01-10", "OPV1"),
        ("OPV:2026-01-24", "OPV1"),
        ("OPV:2026-02-21", "OPV2"),  # not the birth dose: that one is closed
        ("OPV:2026-02-01", "OPV1"),  # neither
    ],
)
def test_row_polio_at_birth(given, filled):
    found = planned("2026-06-01", given)
    assert of("OPV", found)[1] == filled


def test_nothing_is_offered_sooner_than_the_interval_after_any_dose():
    found = planned("2026-02-25", "OPV:2026-02-01")
    assert "OPV1" not in names(found.due)
    assert told(d for d in planned("2026-03-01", "OPV:2026-02-01").due if d.antigen == "OPV") == (
        "OPV1 2026-03-01"
    )


# --- what is closed for good ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "on", "given", "antigen", "expected"),
    [
        ("BCG until 12 months", "2027-01-10", "", "BCG", ("", "BCG1", "")),
        ("BCG >12 months not recommended", "2027-01-11", "", "BCG", ("", "", "BCG1")),
        ("rota up to 24 months", "2028-01-10", "", "ROTA", ("", "ROTA1", "ROTA2 ROTA3")),
        ("rota after 24 months", "2028-01-11", "", "ROTA", ("", "", "ROTA1 ROTA2 ROTA3")),
        ("rota, too late for a third", "2027-12-20", "ROTA:2026-02-21", "ROTA",
         ("", "ROTA2", "ROTA3")),
        ("penta under 5 years", "2031-01-09", "", "PENTA", ("", "PENTA1", "PENTA2 PENTA3")),
        ("penta after that", "2031-01-10", "", "PENTA", ("", "", "PENTA1 PENTA2 PENTA3")),
        ("measles under 15 years", "2041-01-09", "", "MR", ("", "MR1", "MR2")),
        ("measles from 15 years", "2041-01-10", "", "MR", ("", "", "MR1 MR2")),
        ("yellow fever under 15 years", "2041-01-09", "", "YF", ("", "YF1", "")),
    ],
)  # fmt: skip
def test_what_can_still_be_given(row, on, given, antigen, expected):
    assert of(antigen, planned(on, given)) == expected, row


def test_what_is_closed_does_not_keep_a_child_from_being_complete():
    without = " ".join(each for each in NINE_MONTHS.split() if each[:3] not in ("BCG", "ROT"))
    found = planned("2028-06-01", f"{without} MR:2027-04-12".replace("OPV:2026-01-12 ", ""))
    assert names(found.closed) == "BCG1 OPV0 ROTA1 ROTA2 ROTA3"
    assert found == replace(Plan(), closed=found.closed)
    assert found.complete


def test_the_second_dose_waits_for_the_first():
    found = planned("2028-06-01", INFANT)
    assert told(found.overdue) == "MR1 2026-10-10, YF1 2026-10-10, MENA1 2026-10-10"
    assert told(found.then) == "MR2 2028-06-29"
    assert found.next is None
    assert not found.complete


# --- girls, and districts ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "on", "sex", "due", "overdue"),
    [
        ("a girl before 10 years", "2036-01-09", "f", "", ""),
        ("a girl of 10 years", "2036-01-10", "f", "HPV1", ""),
        ("until 11", "2037-01-09", "f", "HPV1", ""),
        ("then overdue", "2037-01-10", "f", "", "HPV1"),
        ("until 15", "2041-01-10", "f", "", ""),
        ("a boy", "2036-06-10", "m", "", ""),
        ("nobody said", "2036-06-10", None, "", ""),
    ],
)
def test_row_girls_of_ten_years_hpv(row, on, sex, due, overdue):
    found = planned(on, f"{NINE_MONTHS} MR:2027-04-12", sex=sex)
    assert (names(found.due), names(found.overdue)) == (due, overdue), row
    assert found.complete == (sex != "f" or on == "2041-01-10"), row


def test_hpv_is_for_those_who_were_ten_when_it_came():
    assert of("HPV", planned("2026-11-22", born=date(2013, 11, 2), sex="f"))[1] == "HPV1"
    assert of("HPV", planned("2026-11-22", born=date(2013, 11, 1), sex="f")) == ("", "", "")
    since = planned("2024-11-15", born=date(2014, 3, 1), sex="f").due
    assert "HPV1 2024-11-01" in told(since)


def test_one_dose_of_hpv_is_enough():
    given = f"{NINE_MONTHS} MR:2027-04-12 HPV:2036-02-01"
    assert planned("2036-06-01", given, sex="f").complete


R21 = "R21:2026-06-12 R21:2026-07-12 R21:2026-08-12"


@pytest.mark.parametrize(
    ("row", "on", "given", "areas", "expected", "coming"),
    [
        ("nowhere unless told", "2026-07-01", "", (), "", None),
        ("not in another district", "2026-07-01", "", ("Kidal",), "", None),
        ("written otherwise", "2026-06-15", "", ("kalaban coro",), "R21-1 2026-06-10", None),
        ("before 5 months", "2026-06-09", "", HERE, "", "R21-1 2026-06-10"),
        ("5 months", "2026-06-10", "", HERE, "R21-1 2026-06-10", "R21-2 2026-07-10"),
        ("a month apart", "2026-07-09", R21[:14], HERE, "", "R21-2 2026-07-10"),
        ("the third", "2026-08-12", R21[:29], HERE, "R21-3 2026-08-10", None),
        ("the fourth in the next May", "2026-11-22", R21, HERE, "", "R21-4 2027-05-01"),
        ("due in May", "2027-05-28", R21, HERE, "R21-4 2027-05-01", None),
        ("still in June, overdue", "2027-06-30", R21, HERE, "R21-4 2027-05-01", None),
        ("not in July: the next May", "2027-07-01", R21, HERE, "", "R21-4 2028-05-01"),
        ("the fifth a year later", "2027-06-15", f"{R21} R21:2027-05-20", HERE, "",
         "R21-5 2028-05-01"),
        ("due in its year", "2028-05-02", f"{R21} R21:2027-05-20", HERE, "R21-5 2028-05-01", None),
        ("given in another month it counts", "2027-02-01", f"{R21} R21:2026-09-12", HERE, "",
         "R21-5 2027-05-01"),
        ("five", "2029-05-02", f"{R21} R21:2027-05-20 R21:2028-05-20", HERE, "", None),
    ],
)  # fmt: skip
def test_malaria_vaccine_hybrid_schedule(row, on, given, areas, expected, coming):
    rest = f"{NINE_MONTHS} MR:2027-04-12" if on > "2027-04-12" else NINE_MONTHS
    rest = rest if on > "2026-10-12" else INFANT
    found = planned(on, f"{rest} {given}", areas=areas)
    now = [dose for dose in found.due + found.overdue if dose.antigen == "R21"]
    assert ", ".join(f"R21-{dose.dose} {dose.on}" for dose in now) == expected, row
    if coming:
        only = plan(
            Child(BORN, None, areas),
            [dose for dose in doses(given) if dose.antigen == "R21"],
            day(on),
            replace(SCHEDULE, slots={"R21": SCHEDULE.slots["R21"]}),
        ).next
        assert f"R21-{only.dose} {only.on}" == coming, row


def test_the_third_in_may_and_the_fourth_in_june():
    given = "R21:2026-03-10 R21:2026-04-10 R21:2026-05-10"
    found = planned("2026-06-10", given, born=date(2025, 9, 1), areas=HERE)
    assert "R21-4 2026-06-07" in ", ".join(f"{d.antigen}-{d.dose} {d.on}" for d in found.due)


@pytest.mark.parametrize(("on", "closed"), [("2028-02-09", False), ("2028-02-10", True)])
def test_malaria_vaccine_begins_at_5_to_36_months(on, closed):
    born = date(2025, 1, 10)
    found = planned(on, born=born, areas=HERE)
    assert ("R211" in names(found.closed)) == closed
    assert ("R211" in names(found.overdue)) != closed


def test_a_region_can_be_configured_as_well_as_a_district():
    everywhere = replace(SCHEDULE, offered_in={"R21": frozenset({"mopti"})})
    child = Child(BORN, None, ("Koro", "Mopti"))
    found = plan(child, [], date(2026, 7, 1), everywhere)
    assert "R211" in names(found.due)


# --- calendar ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "first", "second"),
    [
        ("2026-01-31", "2026-10-31", "2027-04-30"),
        ("2026-05-31", "2027-02-28", "2027-08-31"),
        ("2027-05-31", "2028-02-29", "2028-08-31"),
        ("2024-02-29", "2024-11-29", "2025-05-29"),
    ],
)
def test_months_are_those_of_the_calendar(born, first, second):
    found = planned(first, born=day(born))
    assert f"MR1 {first}" in told(found.due)
    assert "MR1" not in names(planned(str(day(first) - timedelta(1)), born=day(born)).due)
    later = planned(second, f"MR:{first}", born=day(born))
    assert f"MR2 {second}" in told(later.due)


def test_vaccines_are_not_due_before_they_came():
    found = planned("2026-11-22", born=date(2013, 6, 1))
    assert "MR1 2014-03-01" in told(found.overdue)
    assert "MENA1 2017-02-01" in told(found.overdue)
    later = planned("2026-11-22", "MR:2014-03-01", born=date(2013, 6, 1))
    assert "MR2 2019-12-01" in told(later.overdue)


# --- the extra dose ------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", SCHEDULE.early)
def test_row_early_dose_from_six_months(reason):
    child = Child(BORN)
    offered = {
        on: extra_dose(child, [], day(on), [reason], SCHEDULE)
        for on in ("2026-07-09", "2026-07-10", "2026-10-09", "2026-10-10")
    }
    assert [dose.on if dose else None for dose in offered.values()] == [
        None, date(2026, 7, 10), date(2026, 7, 10), None
    ]  # fmt: skip
    had = [Given("MR", date(2026, 7, 12))]
    assert extra_dose(child, had, date(2026, 8, 1), [reason], SCHEDULE) is None


def test_without_a_reason_there_is_no_extra_dose():
    assert extra_dose(Child(BORN), [], date(2026, 8, 1), [], SCHEDULE) is None
    assert extra_dose(Child(BORN), [], date(2026, 8, 1), ["holiday"], SCHEDULE) is None


# --- what cannot be ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "given", "expected"),
    [
        ("2026-11-23", "MR:2026-01-01", "future"),
        ("1951-11-22", "", "too_old"),
        ("1951-11-23", "", ""),
        ("2026-01-10", "MR:2026-01-09 YF:2026-11-23", "before_birth later"),
        ("2026-01-10", "MR:2026-01-10 YF:2026-11-22 BCG", ""),
    ],
)
def test_what_cannot_be_is_asked_again(born, given, expected):
    found = doubts(Child(day(born)), doses(given), date(2026, 11, 22))
    assert " ".join(doubt.what for doubt in found) == expected


def test_a_dose_before_birth_or_to_come_counts_for_nothing():
    assert planned("2026-11-22", "YF:2025-12-31 MR:2026-11-23") == planned("2026-11-22")


def test_a_child_to_be_born_has_nothing_due():
    found = planned("2026-01-01")
    assert (found.due, found.overdue) == ((), ())
    assert told([found.next]) == "BCG1 2026-01-10"


# --- what always holds ---------------------------------------------------------------------------

DAYS = st.dates(date(2008, 1, 1), date(2040, 12, 31))
CHILDREN = st.builds(
    Child, DAYS, st.sampled_from([None, "f", "m"]), st.sampled_from([(), HERE, ("Kidal",)])
)


@st.composite
def histories(draw):
    """A child, a day of its life, and doses until then, some of them much too early or too late."""
    child = draw(CHILDREN)
    on = child.born + timedelta(days=draw(st.integers(0, 16 * 366)))
    ages = st.integers(0, (on - child.born).days)
    given = draw(
        st.lists(
            st.builds(
                lambda antigen, age: Given(antigen, child.born + timedelta(days=age)),
                st.sampled_from(sorted(SCHEDULE.slots)),
                ages | st.integers(0, 500).map(lambda a: min(a, (on - child.born).days)),
            ),
            max_size=12,
        )
    )
    return child, given, on


def listed(found):
    return (*found.due, *found.overdue, *((found.next,) if found.next else ()), *found.then)


@settings(deadline=None, max_examples=80)
@given(histories())
def test_never_a_date_before_birth_or_an_interval_too_short(history):
    child, given_, on = history
    found = plan(child, given_, on, SCHEDULE)
    slots = {(s.antigen, s.dose): s for each in SCHEDULE.slots.values() for s in each}
    for dose in listed(found):
        slot = slots[dose.antigen, dose.dose]
        assert dose.on >= slot.age_from.after(child.born) >= child.born
        assert max(dose.on, on) <= slot.last_day(child.born)
        for other in given_:
            if other.antigen == dose.antigen:
                assert dose.on >= slot.min_interval.after(other.on)


@settings(deadline=None, max_examples=80)
@given(histories())
def test_each_dose_is_in_one_list_and_an_antigen_is_due_once(history):
    found = plan(*history, SCHEDULE)
    _child, _given, on = history
    everything = [(dose.antigen, dose.dose) for dose in (*listed(found), *found.closed)]
    assert len(set(everything)) == len(everything)
    now = [dose.antigen for dose in found.due + found.overdue]
    assert len(set(now)) == len(now)
    assert all(dose.on <= on for dose in found.due + found.overdue)
    assert all(dose.on > on for dose in found.then)
    assert found.next is None or found.next.on > on
    assert found.complete == (not listed(found))


@settings(deadline=None, max_examples=80)
@given(histories(), st.data())
def test_getting_a_dose_never_adds_an_overdue_one(history, data):
    child, given_, on = history
    before = plan(child, given_, on, SCHEDULE)
    antigen = data.draw(st.sampled_from(sorted(SCHEDULE.slots)))
    after = plan(child, [*given_, Given(antigen, on)], on, SCHEDULE)
    assert set(after.overdue) <= set(before.overdue)
    wanted = [dose for dose in before.due + before.overdue if dose.antigen == antigen]
    assert not set(wanted) & set(after.due + after.overdue)


@settings(deadline=None, max_examples=80)
@given(histories(), st.data())
def test_knowing_of_another_dose_makes_no_antigen_overdue(history, data):
    """Except an extra dose of measles-rubella: the interval counts from it."""
    child, given_, on = history
    antigen = data.draw(st.sampled_from(sorted(set(SCHEDULE.slots) - {"MR"})))
    age = data.draw(st.integers(0, (on - child.born).days))
    more = [*given_, Given(antigen, child.born + timedelta(days=age))]
    before = plan(child, given_, on, SCHEDULE).overdue
    after = plan(child, more, on, SCHEDULE).overdue
    assert {dose.antigen for dose in after} <= {dose.antigen for dose in before}


@settings(deadline=None, max_examples=60)
@given(CHILDREN)
def test_a_child_who_gets_all_that_is_due_each_time_becomes_complete(child):
    given_, on = [], max(child.born, date(2025, 6, 1))
    for _visit in range(40):
        found = plan(child, given_, on, SCHEDULE)
        given_ += [Given(dose.antigen, on) for dose in found.due + found.overdue]
        after = plan(child, given_, on, SCHEDULE)
        if after.next is None:
            break
        on = after.next.on
    assert after.complete


@settings(deadline=None, max_examples=60)
@given(histories(), st.integers(1, 400))
def test_what_is_overdue_stays_so_until_it_is_given_closed_or_out_of_season(history, days):
    child, given_, on = history
    before = plan(child, given_, on, SCHEDULE)
    later = plan(child, given_, on + timedelta(days=days), SCHEDULE)
    gone = {(d.antigen, d.dose) for d in (*later.overdue, *later.closed)}
    for dose in before.overdue:
        if dose.antigen != "R21":
            assert (dose.antigen, dose.dose) in gone


@settings(deadline=None)
@given(
    st.dates(),
    st.dates(),
    st.lists(
        st.builds(Given, st.sampled_from([*SCHEDULE.slots, "?"]), st.none() | st.dates()),
        max_size=8,
    ),
)
def test_every_input_has_an_answer(born, on, given_):
    found = plan(Child(born, "f", HERE), given_, on, SCHEDULE)
    assert all(born <= dose.on for dose in (*listed(found), *found.closed))
    extra = extra_dose(Child(born), given_, on, ["camp"], SCHEDULE)
    assert extra is None or born <= extra.on <= on
