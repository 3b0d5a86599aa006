"""The mapping file, weeks and totals: what goes where."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.epiweek import WeekStart
from bot.errors import BadFile
from bot.paths import LOCALES
from handlers.exchange.mapping import load
from handlers.exchange.totals import Week, middle_of, unit_of, values_of
from tests.conftest import knowledge
from tests.handlers.exchange.ministry import DEAD, MAPPING, OVER, UNDER, UNIT, mapped


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("SetOfWeek01", "short", "data_set: an id of DHIS2 has 11 letters and digits"),
        ("district-koro", "atlantis", "org_units: no area atlantis"),
        ('"measles"', '"plague"', "value 1: no health risk plague"),
        ('"under5"', '"babies"', "value 1: age_group: one of under5, over5, unknown"),
        ('what = "deaths"', 'what = "deaths"\nsex = "male"', "value 3: sex: deaths are not told"),
        ('risk = "malaria"\n', "", "value 4: risk is missing"),
        ("combo", "combination", "value 4: combination: no such setting"),
        (OVER, UNDER, f"{UNDER}  is there twice"),
        ("[org_units]", 'period = "Monthly"\n[org_units]', "period: one of Weekly,"),
        ("data_set =", "data_set", ": Expected '=' after a key"),
    ],
)
def test_every_mistake_is_named(tmp_path, old, new, problem):
    with pytest.raises(BadFile) as raised:
        mapped(tmp_path, MAPPING.replace(old, new))
    assert problem in str(raised.value)
    assert "dhis2.toml" in str(raised.value)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BadFile, match="No such file"):
        load(tmp_path / "nowhere.toml", risks=("measles",), areas=())


@pytest.mark.parametrize(
    ("period", "day", "name"),
    [
        ("Weekly", date(2026, 11, 24), "2026W48"),
        ("Weekly", date(2027, 1, 3), "2026W53"),
        ("Weekly", date(2026, 1, 5), "2026W2"),
        ("WeeklyFriday", date(2026, 11, 26), "2026FriW47"),
        ("WeeklyFriday", date(2026, 11, 27), "2026FriW48"),
        ("WeeklySunday", date(2026, 11, 22), "2026SunW47"),
    ],
)
def test_periods_are_named_as_dhis2_names_them(tmp_path, period, day, name):
    found = mapped(tmp_path, f'period = "{period}"\n{MAPPING}')
    assert found.period_of(day) == name
    assert day in found.week(name).days


@pytest.mark.parametrize("name", ["2026FriW47", "2026W60", "W47", "2026-47"])
def test_what_is_no_period_of_ours_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match=r"a period is written|no such week"):
        mapped(tmp_path).week(name)


def test_an_area_without_a_unit_counts_for_the_one_above(tmp_path):
    found, areas = mapped(tmp_path), knowledge().areas
    below = next(a.id for a in areas if a.id == "district-douentza")
    assert unit_of(below, found, areas) == UNIT
    assert unit_of("region-kayes", found, areas) is None
    assert unit_of(None, found, areas) is None


def test_a_disease_is_told_whole_and_one_nobody_spoke_of_not_at_all(tmp_path):
    week = Week()
    week.counts["measles", "cases", "female", "under5"] = 2
    week.counts["measles", "cases", None, None] = 1
    assert values_of(week, mapped(tmp_path), {}) == {(UNDER, ""): 2, (OVER, ""): 0, (DEAD, ""): 0}


def test_what_was_told_and_is_gone_is_no_value_any_more(tmp_path):
    assert values_of(Week(), mapped(tmp_path), {(UNDER, ""): 2}) == {(UNDER, ""): None}


def test_a_zero_report_of_a_week_that_begins_on_friday_lies_in_the_ministrys(tmp_path):
    zero = {"year": 2026, "week": 48}
    assert middle_of(zero, WeekStart()) == date(2026, 11, 26)
    assert middle_of(zero, WeekStart(4, 12)) == date(2026, 12, 1)


def test_the_example_of_the_page_is_right(tmp_path):
    page = (LOCALES.parent / "docs" / "dhis2.md").read_text("utf-8")
    [text] = re.findall(r"^```toml\n(data_set.*?)^```$", page, re.MULTILINE | re.DOTALL)
    [element] = mapped(tmp_path, text).elements
    assert (element.risk, element.age_group, element.combo) == ("measles", "under5", "DefaultComb")
