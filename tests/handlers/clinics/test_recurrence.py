"""Which days a rule gives: compared with a naive expansion, over year ends and week 53."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.clinics.recurrence import WEEKDAYS, BadRule, Rule

TUESDAY = date(2026, 11, 24)
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
WEEKLY = st.builds(
    lambda interval, days, until: (
        f"FREQ=WEEKLY;INTERVAL={interval}"
        + (f";BYDAY={','.join(sorted(days))}" if days else "")
        + (f";UNTIL={until:%Y%m%d}" if until else "")
    ),
    st.integers(1, 5),
    st.sets(st.sampled_from(WEEKDAYS), max_size=3),
    st.none() | DAYS,
)
MONTHLY = st.sampled_from(
    ["FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=31",
     "FREQ=DAILY;INTERVAL=7", "FREQ=DAILY", "FREQ=DAILY;INTERVAL=10;UNTIL=20301231",
     "FREQ=DAILY;INTERVAL=3;BYDAY=MO", "FREQ=MONTHLY;BYDAY=-1SU;INTERVAL=3;UNTIL=20301231",
     "FREQ=MONTHLY;BYDAY=4TH;INTERVAL=5", "FREQ=MONTHLY;BYDAY=5WE", "FREQ=MONTHLY",
     "FREQ=YEARLY", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH", "FREQ=MONTHLY;BYMONTHDAY=-1",
     "FREQ=MONTHLY;BYDAY=1MO,3MO;INTERVAL=2", "FREQ=WEEKLY;COUNT=5",
     "FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=SU,MO"]
)  # fmt: skip


def naive(text, first_on, begin, days):
    """Every day of the rule, by the library, in a window."""
    rule = rrulestr(text, dtstart=datetime.combine(first_on, time(0)))
    end = begin + timedelta(days=days)
    found = rule.between(datetime.combine(begin, time(0)), datetime.combine(end, time(0)), inc=True)
    return [each.date() for each in found]


@settings(deadline=None)
@given(WEEKLY | MONTHLY, DAYS, st.integers(-30, 800), st.integers(0, 120))
def test_the_days_are_those_of_a_naive_expansion(text, first_on, later, days):
    begin = first_on + timedelta(days=later)
    rule = Rule(first_on, text)
    assert list(rule.between(begin, begin + timedelta(days=days))) == naive(
        text, first_on, begin, days
    )


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", "24.11"),
        ("FREQ=WEEKLY", "24.11 01.12 08.12"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "27.11 11.12 25.12"),
        ("FREQ=MONTHLY;BYDAY=1MO", "07.12 04.01 01.02"),
        ("FREQ=WEEKLY;BYDAY=TU,SA", "24.11 28.11 01.12"),
        ("FREQ=WEEKLY;UNTIL=20261201", "24.11 01.12"),
    ],
)
def test_rules_as_teams_have_them(text, days):
    found = list(Rule(TUESDAY, text).between(TUESDAY, TUESDAY + timedelta(days=90)))
    assert " ".join(f"{day:%d.%m}" for day in found[:3]) == days


def test_nothing_comes_before_the_first_day():
    rule = Rule(TUESDAY, "FREQ=WEEKLY")
    assert rule.next_on(date(2020, 1, 1)) == TUESDAY
    assert not rule.falls_on(TUESDAY - timedelta(days=7))


@pytest.mark.parametrize(
    "text",
    ["chaque mardi", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;INTERVAL=0",
     "FREQ=WEEKLY;INTERVAL=-1", "FREQ=WEEKLY;UNTIL=demain", "BYDAY=MO", "FREQ=WEEKLY;COUNT=x"],
)  # fmt: skip
def test_what_is_no_rule_is_refused_at_once(text):
    with pytest.raises(BadRule):
        Rule(TUESDAY, text)


@pytest.mark.parametrize(
    ("text", "first_on", "days"),
    [
        ("FREQ=WEEKLY", date(2026, 12, 31), "31.12.26 07.01.27 14.01.27"),  # in ISO week 53
        ("FREQ=WEEKLY;INTERVAL=2", date(2026, 12, 28), "28.12.26 11.01.27 25.01.27"),
        ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH", date(2026, 1, 1), "31.12.26"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", date(2026, 12, 31), "31.12.26 31.01.27 31.03.27"),
        ("FREQ=MONTHLY;BYDAY=-1SU", date(2027, 2, 1), "28.02.27 28.03.27 25.04.27"),
        ("FREQ=DAILY;INTERVAL=5", date(2028, 2, 25), "25.02.28 01.03.28 06.03.28"),
    ],
)
def test_over_the_ends_of_months_years_and_week_53(text, first_on, days):
    found = list(Rule(first_on, text).between(first_on, first_on + timedelta(days=400)))
    assert " ".join(f"{day:%d.%m.%y}" for day in found[: len(days.split())]) == days


@given(WEEKLY | MONTHLY, DAYS)
def test_written_in_one_way_it_gives_the_same_days(text, first_on):
    rule = Rule(first_on, text)
    plain = rule.canonical()
    assert plain.canonical() == plain
    end = first_on + timedelta(days=800)
    assert list(plain.between(first_on, end)) == list(rule.between(first_on, end))
