"""What is an alert and what is not: the thresholds of the guides, row by row, and any order."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.areas import Area, Areas
from bot.epiweek import WeekStart
from bot.geo import distance
from handlers.alerts.counting import unit_of
from handlers.alerts.model import CaseAt, Past, Together, Weekly
from handlers.alerts.rulebook import load
from handlers.alerts.rules import raised as unordered
from handlers.alerts.rules import reach
from handlers.alerts.sliding import near

MONDAY = date(2026, 11, 23)
AREAS = Areas(
    [
        Area("mopti", "Mopti", "region"),
        Area("douentza", "Douentza", "district", "mopti", 80_000),
        Area("koro", "Koro", "district", "mopti", 400_000),
        Area("small", "Small", "health_area", "koro", 25_000),
        Area("large", "Large", "health_area", "koro", 40_000),
        Area("unknown", "Unknown", "health_area", "koro"),
        Area("bare", "Bare", "district", "mopti"),
    ]
)
KM = 1 / 111.2  # degrees, about


def raised(*given, **more):
    """The earliest first, to compare them."""
    return sorted(unordered(*given, **more), key=lambda each: (each.first_on, each.reports))


@cache
def book():
    return load()


def at(day: int, count: int = 1, place: str | None = "boni", area: str | None = "small", **more):
    """Cases so many days after a Monday; each report has a number of its own."""
    at.number += 1
    on = MONDAY + timedelta(days=day)
    return CaseAt(at.number, on, count, place, area, **more)


at.number = 0


def told(risk: str, *cases: CaseAt) -> set[str]:
    """The rules that find something."""
    rules = [rule for rule in book().of(risk) if not isinstance(rule, Past)]
    return {rule.id for rule in rules if raised(rule, cases, AREAS)}


def numbered(rule_id: str) -> Together | Weekly:
    return next(rule for rule in book() if rule.id == rule_id)


def spread(days, place="boni", area="small"):
    return [at(day, 1, place, area) for day in days]


# One case, or one event.


@pytest.mark.parametrize(
    "risk",
    ["measles", "watery_diarrhoea", "afp", "yellow_fever", "vhf", "neonatal_tetanus",
     "maternal_death", "rabies", "guinea_worm", "unexplained_deaths", "unusual_cluster",
     "animal_deaths"],
)  # fmt: skip
def test_one_case_is_an_alert(risk):
    case = at(0)
    single = [rule for rule in book().of(risk) if rule.kind == "single"]
    [rule] = [rule for rule in single if not rule.closed and rule.counted == "cases"]
    [cluster] = raised(rule, [case], AREAS)
    assert (cluster.cases, cluster.signals, cluster.reports) == (1, 0, (case.report,))
    assert (cluster.unit, cluster.where[1], cluster.first_on) == ("boni", "small", MONDAY)
    assert rule.level == "alert"


@pytest.mark.parametrize("risk", ["malaria", "severe_malaria", "malnutrition", "respiratory"])
def test_one_case_of_a_common_illness_is_none(risk):
    assert told(risk, at(0)) == set()


def test_one_case_whose_place_nobody_knows_is_still_an_alert():
    assert told("measles", at(0, place=None, area=None)) == {"measles-case"}
    two = raised(
        numbered("measles-case"),
        [at(0, place=None, area=None), at(0, place=None, area=None)],
        AREAS,
    )
    assert [(each.cases, each.unit) for each in two] == [(1, None), (1, None)]


def test_one_unverified_case_is_none_two_are():
    assert told("vhf", at(0, signal=True)) == set()
    assert told("vhf", at(0, signal=True), at(2, signal=True)) == {"one-case"}
    assert told("vhf", at(0, 2, signal=True)) == {"one-case"}


# Measles: 5 in 30 days in a district; 1 in a closed setting.


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([0, 1, 2, 3], set()),
        ([0, 1, 2, 3, 29], {"measles-district"}),
        ([0, 1, 2, 3, 30], set()),
        ([0, 8, 16, 24, 32], set()),
        ([0, 20, 25, 30, 35, 49], {"measles-district"}),
        ([-10, 0, 0, 0, 0], {"measles-district"}),
    ],
)
def test_measles_five_in_thirty_days_in_a_district(days, found):
    cases = [at(day, place=f"village {number}") for number, day in enumerate(days)]
    assert told("measles", *cases) - {"measles-case"} == found


def test_measles_cases_are_counted_not_messages():
    assert "measles-district" in told("measles", at(0, 5))
    assert "measles-district" in told("measles", at(0, 3), at(1, 2))
    assert "measles-district" not in told("measles", at(0, 4))


def test_measles_of_two_districts_is_not_added_up():
    here, there = spread(range(3), area="small"), spread(range(3), "hombori", "douentza")
    cases = [*here, *there]
    assert told("measles", *cases) == {"measles-case"}
    assert "measles-district" in told("measles", *spread(range(5), area="large"))


def test_measles_on_both_sides_of_a_border_is_near():
    cases = [
        at(n, area="small" if n % 2 else "douentza", point=(15, -3 + n * KM)) for n in range(5)
    ]
    assert told("measles", *cases) == {"measles-case", "measles-near"}
    far = [replace(case, point=(15, -3 + n * 20 * KM)) for n, case in enumerate(cases)]
    assert told("measles", *far) == {"measles-case"}


def test_five_unverified_signals_of_measles_count_half():
    five = [at(day, place=f"village {day}", signal=True) for day in range(5)]
    assert told("measles", *five) == set()
    ten = [*five, *(at(day, place=f"hamlet {day}", signal=True) for day in range(5))]
    assert told("measles", *ten) == {"measles-district"}


# Cholera: 2 in 7 days in the same unit.


@pytest.mark.parametrize(
    ("days", "areas", "found"),
    [
        ([0, 6], ["small", "small"], True),
        ([0, 7], ["small", "small"], False),
        ([0, 1], ["small", "large"], False),
        ([3, 3], ["small", "small"], True),
        ([5, 8], ["bare", "bare"], True),  # over a weekend; of a district without health areas
        ([0, 1], ["bare", "small"], False),
    ],
)
def test_cholera_two_in_seven_days_in_the_same_unit(days, areas, found):
    cases = [at(d, place=f"at {a}", area=a) for d, a in zip(days, areas, strict=True)]
    assert ("cholera-unit" in told("watery_diarrhoea", *cases)) == found


@pytest.mark.parametrize(("km", "found"), [(4.9, True), (5.1, False)])
def test_cholera_near_by_the_true_distance(km, found):
    here = (15.0, -3.0)
    low, high = 0.0, 1.0  # degrees: as far east as so many km
    for _step in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if distance(here, (15.0, -3 + middle)) < km else (low, middle)
    cases = [at(0, area="small", point=here), at(1, area="large", point=(15.0, -3 + low))]
    assert ("cholera-near" in told("watery_diarrhoea", *cases)) == found


# Bloody diarrhoea: 2 in the same place in a week.


def test_bloody_diarrhoea_two_in_a_place_and_week():
    assert told("bloody_diarrhoea", at(0)) == set()
    assert told("bloody_diarrhoea", at(0), at(6)) == {"bloody-diarrhoea-place"}
    assert told("bloody_diarrhoea", at(0), at(7)) == set()
    assert told("bloody_diarrhoea", at(0), at(1, place="hombori")) == set()
    assert told("bloody_diarrhoea", at(0, place=None), at(1, place=None)) != set()


# Respiratory illness: 2 severe in one setting in a week.


def test_respiratory_illness_counts_the_severe_only():
    assert told("respiratory", at(0, 30), at(1, 5, severe=1)) == set()
    assert told("respiratory", at(0, 30, severe=1), at(1, 5, severe=1)) == {"respiratory-severe"}


# Meningitis: WHO 2014.


@pytest.mark.parametrize(
    ("area", "cases", "found"),
    [
        ("douentza", 2, None),  # 80,000 people: 2.5 for 100,000
        ("douentza", 3, "alert"),
        ("douentza", 7, "alert"),
        ("douentza", 8, "outbreak"),  # exactly 10 for 100,000
        ("small", 1, None),  # 25,000 people
        ("small", 2, "alert"),
        ("small", 4, "alert"),
        ("small", 5, "outbreak"),
        ("large", 1, None),  # 40,000 people: 2.5 for 100,000
        ("large", 2, "alert"),
        ("large", 4, "outbreak"),
        ("unknown", 1, None),  # counts as small
        ("unknown", 2, "alert"),
        ("unknown", 5, "outbreak"),
    ],
)
def test_meningitis_by_population(area, cases, found):
    week = [at(day % 7, area=area) for day in range(cases)]
    levels = {numbered(rule).level for rule in told("meningitis", *week)}
    assert levels == {None: set(), "alert": {"alert"}, "outbreak": {"alert", "outbreak"}}[found]


def test_meningitis_where_more_than_100000_live_is_counted_below():
    """400,000 people: 12 cases would be 3 for 100,000, but one in each small area is none."""
    areas = Areas(
        [
            Area("koro", "Koro", "district", None, 400_000),
            *(Area(f"h{n}", f"H{n}", "health_area", "koro", 25_000) for n in range(14)),
        ]
    )
    cases = [at(0, area=f"h{n}") for n in range(14)]
    rules = book().of("meningitis")
    assert [rule.id for rule in rules if raised(rule, cases, areas)] == []


def test_meningitis_is_counted_by_epidemiological_week():
    rule = numbered("meningitis-small-alert")
    assert raised(rule, [at(6), at(7)], AREAS) == []  # Sunday, Monday
    assert len(raised(rule, [at(0), at(6)], AREAS)) == 1
    sunday = WeekStart(6)
    assert len(raised(rule, [at(6), at(7)], AREAS, sunday)) == 1
    assert raised(rule, [at(5), at(6)], AREAS, sunday) == []


@pytest.mark.parametrize(
    ("weeks", "found"),
    [
        ([1, 2, 4], True),
        ([1, 1, 2], True),
        ([2, 3, 4], True),
        ([1, 0, 2], True),
        ([2, 2, 3], False),
        ([0, 1, 2], False),
        ([0, 0, 2], False),
        ([1, 2, 1], False),
        ([1, 1, 1], False),
        ([1, 1, 5], True),
    ],
)
def test_meningitis_doubling_over_three_weeks_in_a_small_population(weeks, found):
    rule = numbered("meningitis-small-epidemic")
    cases = [at(7 * week, count) for week, count in enumerate(weeks) if count]
    clusters = raised(rule, cases, AREAS)
    assert bool(clusters) == found
    assert [raised(rule, cases, AREAS, about=c.report) for c in cases[-1:]] == [clusters]
    large = [replace(case, area_id="large") for case in cases]
    assert raised(rule, large, AREAS) == []


def test_the_cluster_of_a_doubling_has_all_three_weeks():
    [cluster] = raised(numbered("meningitis-small-epidemic"), [at(0), at(7, 2), at(14, 4)], AREAS)
    assert (cluster.cases, cluster.first_on) == (7, MONDAY)
    assert cluster.last_on == MONDAY + timedelta(days=14)


def test_malaria_is_compared_with_its_past_by_zone():
    high, low = book().of("malaria")
    north = Areas(
        [
            Area("region-gao", "Gao", "region"),
            Area("district-gao", "Gao", "district", "region-gao"),
            Area("district-koro", "Koro", "district"),
        ]
    )
    assert (high.methods[0], low.methods[0]) == ("third_quartile", "csum")
    for area, rules in (("district-gao", [low]), ("district-koro", [high]), (None, [high])):
        assert [rule for rule in (high, low) if rule.holds(area, north)] == rules


# Clusters.


def rule_of(cases=3, days=7, **more):
    more = more or {"within": "place"}
    return Together(
        id="rule", risk="measles", kind="cluster", cases=cases, days=days, source="ours", **more
    )


def test_clusters_that_share_no_case_stay_apart():
    cases = [at(day) for day in (0, 1, 2, 40, 41, 42)]
    first, second = raised(rule_of(), cases, AREAS)
    assert first.reports == tuple(case.report for case in cases[:3])
    assert second.reports == tuple(case.report for case in cases[3:])


def test_a_cluster_goes_on_as_long_as_each_window_is_full():
    cases = [at(day) for day in range(0, 60, 3)]
    [cluster] = raised(rule_of(), cases, AREAS)
    assert (cluster.cases, cluster.first_on, cluster.last_on) == (
        20,
        MONDAY,
        MONDAY + timedelta(days=57),
    )


def test_a_disc_has_a_case_in_its_middle():
    """Three villages in a row, 8 km apart: the middle one sees both, within 10 km."""
    cases = [at(0, point=(15, -3 + n * 8 * KM)) for n in range(3)]
    assert len(raised(rule_of(km=10), cases, AREAS)) == 1
    assert raised(rule_of(km=10), cases[:2], AREAS) == []
    assert raised(rule_of(km=7), cases, AREAS) == []


def test_the_case_in_the_middle_is_in_the_window():
    west, middle, east = ((15, -3 + n * 8 * KM) for n in range(3))
    then = [at(40, point=west), at(41, point=east)]
    assert raised(rule_of(cases=2, km=10), [at(0, point=middle), *then], AREAS) == []
    assert raised(rule_of(cases=2, km=10), [at(39, point=middle), *then], AREAS)


def test_what_a_new_case_can_touch_is_fetched():
    """A disc reaches twice its radius from a case at its rim; a doubling three weeks."""
    cases = [at(0, point=(15, -3 + n * 8 * KM)) for n in range(3)]
    rule = rule_of(km=10)
    assert reached(rule, cases[-1], cases) == cases
    assert raised(rule, cases, AREAS, about=cases[-1].report) == raised(rule, cases, AREAS)
    here = reach(rule_of(days=7), at(0), AREAS)
    assert (here.since, here.until) == (MONDAY - timedelta(days=19), MONDAY + timedelta(days=19))
    assert (here.unit, here.box) == ("boni", None)
    area = reach(rule_of(days=7, within="district"), at(0), AREAS)
    assert (area.since, area.until) == (MONDAY - timedelta(days=6), MONDAY + timedelta(days=6))
    week = reach(numbered("meningitis-small-alert"), at(3), AREAS)
    assert (week.since, week.until) == (MONDAY - timedelta(days=7), MONDAY + timedelta(days=13))
    weeks = reach(numbered("meningitis-small-epidemic"), at(3), AREAS)
    assert (weeks.since, weeks.until) == (MONDAY - timedelta(days=21), MONDAY + timedelta(days=27))
    noon = reach(numbered("meningitis-small-alert"), at(3), AREAS, WeekStart(4, 12))
    assert (noon.since, noon.until) == (MONDAY - timedelta(days=9), MONDAY + timedelta(days=11))
    assert reach(rule, at(0, place=None, area=None), AREAS).unit is None


def test_what_comes_when_the_window_is_over_goes_on_with_it():
    """Less than twice the days from a case of the cluster: that which is itself in none goes on
    too, and what lies near two makes them one."""
    cluster, then = [at(0), at(1), at(2)], [at(15), at(29)]
    [found] = raised(rule_of(), [*cluster, *then], AREAS)
    assert found.reports == tuple(case.report for case in [*cluster, then[0]])
    later = [at(28), at(28), at(28)]
    assert len(raised(rule_of(), [*cluster, *later], AREAS)) == 2
    assert len(raised(rule_of(), [*cluster, at(15), *later], AREAS)) == 1
    assert len(raised(replace(rule_of(), joins=40), [*cluster, *later], AREAS)) == 1
    assert raised(rule_of(), then, AREAS) == []
    elsewhere = raised(rule_of(), [*cluster, at(9, place="koro")], AREAS)
    assert [each.cases for each in elsewhere] == [3]


def test_nothing_goes_on_with_what_is_closed():
    """In a full window its cases count, for they were real; after it they are history."""
    closed = [at(0, over=True), at(1, over=True), at(2, over=True)]
    [found] = raised(rule_of(), [*closed, at(9)], AREAS)
    assert found.reports == tuple(case.report for case in closed)
    [found] = raised(rule_of(), [*closed, at(4), at(12)], AREAS)
    assert (found.cases, found.last_on) == (5, MONDAY + timedelta(days=12))


def test_what_is_not_counted_concerns_no_rule():
    light, severe = at(0, 5), at(0, 2, severe=2)
    rule = numbered("respiratory-severe")
    assert raised(rule, [light, severe], AREAS, about=light.report) == []
    [cluster] = raised(rule, [light, severe], AREAS, about=severe.report)
    assert (cluster.cases, cluster.reports) == (2, (severe.report,))
    assert raised(rule, [severe], AREAS, about=10**9) == []


def test_a_cluster_is_named_by_where_most_cases_are():
    cases = [
        at(0, 2, "boni", "small"),
        at(1, 3, "arbinda", "large"),
        at(2, 2, "boni", "small"),
    ]
    [cluster] = raised(rule_of(within="district"), cases, AREAS)
    assert (cluster.unit, *cluster.where) == ("koro", "boni", "small")
    assert (cluster.cases, cluster.signals) == (7, 0)
    near = [replace(case, point=(15, -3)) for case in [*cases, at(2, 9, None, None)]]
    [cluster] = raised(rule_of(km=1), near, AREAS)
    assert (cluster.cases, cluster.where[1]) == (16, "small")


def test_where_a_case_is_counted():
    table = [
        (at(0), "place", "boni"),
        (at(0, place=None), "place", "small"),
        (at(0), "health_area", "small"),
        (at(0), "district", "koro"),
        (at(0), "region", "mopti"),
        (at(0, area="koro"), "health_area", "koro"),
        (at(0, area="mopti"), "district", "mopti"),
        (at(0, area="elsewhere"), "district", "elsewhere"),
        (at(0, area=None), "district", None),
    ]
    for case, within, unit in table:
        assert unit_of(case, within, AREAS) == unit


def test_an_override_holds_in_its_area_and_below():
    base = replace(rule_of(), but=frozenset({"koro"}))
    strict = replace(rule_of(cases=2), areas=frozenset({"koro"}), but=frozenset({"large"}))
    for area, found in (("small", [strict]), ("large", []), ("koro", [strict]), ("douentza", [])):
        cases = [at(0, area=area), at(1, area=area)]
        assert [rule for rule in (base, strict) if raised(rule, cases, AREAS)] == found
    assert raised(base, [at(day, area="douentza") for day in range(3)], AREAS)
    assert raised(base, [at(day, area="small") for day in range(3)], AREAS) == []


def test_a_weekly_rule_holds_by_area_too():
    rule = replace(numbered("meningitis-small-alert"), but=frozenset({"small"}))
    assert raised(rule, [at(0, area="small"), at(0, area="small")], AREAS) == []
    assert raised(rule, [at(0, area="unknown"), at(0, area="unknown")], AREAS)


def test_near_a_border_a_case_of_the_area_with_the_override_decides():
    strict = replace(rule_of(cases=2, km=5), areas=frozenset({"small"}))
    here = {"point": (15, -3)}
    assert raised(strict, [at(0, area="small", **here), at(1, area="large", **here)], AREAS)
    assert not raised(strict, [at(0, area="large", **here), at(1, area="large", **here)], AREAS)


# Any order: the same reports, the same clusters.

POINTS = st.sampled_from([(15 + n * 4 * KM, -3 + m * 5 * KM) for n in range(6) for m in range(3)])
LINES = st.lists(
    st.tuples(
        st.integers(0, 70),
        st.integers(1, 3),
        st.sampled_from(["boni", "koro", None]),
        st.sampled_from(["small", "large", "unknown", "koro", "bare", None]),
        st.none() | POINTS,
        st.booleans(),
    ),
    max_size=25,
)
SHAPES = st.fixed_dictionaries(
    {
        "cases": st.integers(1, 5),
        "days": st.integers(1, 15),
        "weight": st.sampled_from([0.0, 0.1, 1 / 3, 0.5, 1.0]),
        "areas": st.sampled_from([frozenset(), frozenset({"small"}), frozenset({"koro"})]),
        "but": st.sampled_from([frozenset(), frozenset({"large"})]),
        "joins": st.sampled_from([None, None, 15, 40]),
    }
)
SCOPES = st.sampled_from(
    [{"km": 4.5}, {"km": 9}, {"km": 21}, {"within": "place"}, {"within": "health_area"},
     {"within": "district"}]
)  # fmt: skip


def listed(lines) -> list[CaseAt]:
    return [
        CaseAt(n, MONDAY + timedelta(days=day), count, place, area, point, signal)
        for n, (day, count, place, area, point, signal) in enumerate(lines)
    ]


def joined(sets):
    """Sets that share something become one."""
    done: list[set[int]] = []
    for each in map(set, sets):
        apart = [other for other in done if not other & each]
        done = [*apart, each.union(*(other for other in done if other & each))]
    return sorted(map(sorted, done))


def together(rule, one, other):
    if rule.km is not None and None not in (one.point, other.point):
        return distance(one.point, other.point) <= rule.km
    if rule.km is not None and (one.point or other.point):
        return False
    within = rule.within or "place"
    units = {unit_of(case, within, AREAS) for case in (one, other)}
    return one is other or (len(units) == 1 and None not in units)


def written_out(rule, cases):
    """The definition: every window around every case, one after the other."""
    hot = []
    for middle in cases:
        if not rule.holds(middle.area_id, AREAS):
            continue
        near = [case for case in cases if together(rule, middle, case)]
        for back in range(rule.days):
            first = middle.on - timedelta(days=back)
            window = [c for c in near if first <= c.on < first + timedelta(days=rule.days)]
            verified = sum(case.count for case in window if not case.signal)
            unverified = sum(case.count for case in window if case.signal)
            if verified + rule.weight * unverified >= rule.cases - 1e-9:
                hot.append({case.report for case in window})
    return joined([*hot, *after(rule, hot, cases)])


def after(rule, hot, cases):
    """What lies fewer than so many days from a case of a cluster, in one place."""
    core = {report for each in hot for report in each}
    if rule.within != "place":
        return []
    return [
        {case.report, other.report}
        for case in cases
        for other in cases
        if case.report in core and together(rule, case, other)
        if abs((case.on - other.on).days) < (rule.joins or 2 * rule.days)
    ]


@given(LINES, SHAPES, SCOPES)
def test_clusters_are_those_of_their_definition(lines, shape, scope):
    cases = listed(lines)
    rule = replace(rule_of(**scope), **shape)
    found = raised(rule, cases, AREAS)
    assert sorted(sorted(each.reports) for each in found) == written_out(rule, cases)
    for each in found:
        members = [cases[number] for number in each.reports]
        assert each.cases == sum(case.count for case in members if not case.signal)
        assert each.signals == sum(case.count for case in members if case.signal)
        assert (each.first_on, each.last_on) == (
            min(case.on for case in members),
            max(case.on for case in members),
        )


@given(LINES, SHAPES, SCOPES, st.randoms(use_true_random=False))
def test_the_order_of_the_same_reports_does_not_matter(lines, shape, scope, chance):
    cases = listed(lines)
    rule = replace(rule_of(**scope), **shape)
    found = raised(rule, cases, AREAS)
    shuffled = cases[:]
    chance.shuffle(shuffled)
    assert raised(rule, shuffled, AREAS) == found


def reached(rule, case, cases):
    """What a database would be asked for."""
    here = reach(rule, case, AREAS)

    def wanted(other):
        if not here.since <= other.on <= here.until:
            return False
        if here.box is None:
            return other is case or (
                here.unit is not None and unit_of(other, rule.within or "place", AREAS) == here.unit
            )
        south, west, north, east = here.box
        latitude, longitude = other.point or (90, 0)
        return south <= latitude <= north and west <= longitude <= east

    return list(filter(wanted, cases))


HERE_ALONE = [(0, 1, "boni", "small", None, False), (0, 1, None, None, (15.0, -3.0), False)]
ANY_ONE = {"cases": 1, "days": 1, "weight": 0.0, "areas": frozenset(), "but": frozenset(),
           "joins": None}  # fmt: skip


@given(LINES, SHAPES, SCOPES, st.randoms(use_true_random=False))
@example(HERE_ALONE, ANY_ONE, {"km": 4.5}, random.Random(1))  # noqa: S311 - any order
def test_report_by_report_in_any_order_the_same_clusters_grow(lines, shape, scope, chance):
    """Each is judged when it comes, with what is near it; what shares a report is one alert."""
    cases = listed(lines)
    rule = replace(rule_of(**scope), **shape)
    arriving = cases[:]
    chance.shuffle(arriving)
    alerts = []
    for number, case in enumerate(arriving, 1):
        known = reached(rule, case, arriving[:number])
        found = raised(rule, known, AREAS, about=case.report)
        assert len(found) <= 1
        alerts = joined([*alerts, *(each.reports for each in found)])
    whole = raised(rule, cases, AREAS)
    assert alerts == sorted(sorted(each.reports) for each in whole)


@given(
    LINES,
    st.integers(1, 6),
    st.sampled_from(["health_area", "district"]),
    st.randoms(use_true_random=False),
)
def test_weekly_numbers_are_sums_and_go_on_in_the_week_after(lines, wanted, within, chance):
    cases = listed(lines)
    rule = Weekly(id="w", risk="r", kind="weekly", within=within, cases=wanted, source="ours")
    sums, reports = defaultdict(float), defaultdict(set)
    for case in cases:
        here = unit_of(case, within, AREAS) or case.report, (case.on - MONDAY).days // 7
        sums[here] += case.count * (rule.weight if case.signal else 1)
        reports[here].add(case.report)
    hot = [key for key, total in sums.items() if total >= wanted]
    near = [{*reports[u, w], *reports.get((u, w + n), ())} for u, w in hot for n in (-1, 0, 1)]
    whole = raised(rule, cases, AREAS)
    assert sorted(sorted(each.reports) for each in whole) == joined(near)
    arriving, alerts = cases[:], []
    chance.shuffle(arriving)
    for number, case in enumerate(arriving, 1):
        known = reached(rule, case, arriving[:number])
        found = raised(rule, known, AREAS, about=case.report)
        alerts = joined([*alerts, *(each.reports for each in found)])
    assert alerts == joined(near)


def test_rounding_decides_nothing():
    rule = replace(rule_of(cases=29), weight=0.29)
    assert 0.29 * 100 < 29  # as computers count
    assert raised(rule, [at(0, 100, signal=True)], AREAS)
    assert raised(rule, [at(0, 99, signal=True)], AREAS) == []


GLOBE = st.tuples(st.floats(-89.9, 89.9), st.floats(-180, 180))
NEARBY = st.lists(st.tuples(st.floats(-2, 2), st.floats(-2, 2)), max_size=20)


@given(GLOBE | st.tuples(st.floats(10, 25), st.floats(-12, 4)), NEARBY, st.floats(0.1, 200))
@example((0, 179.9), [(0, 0.2)], 50)
@example((59.9, 0), [(1.24, 2.57)], 197.4)
@example((59.9, 0), [(1.24, 2.57)], 197.5)
def test_what_is_near_is_near_by_the_true_distance(here, steps, km):
    latitude, longitude = here
    spots = [(max(-90, min(90, latitude + n)), (longitude + e + 540) % 360 - 180) for n, e in steps]
    assert near(here, spots, km) == [spot for spot in spots if distance(here, spot) <= km]


def test_one_positive_rapid_test_of_cholera_is_a_suspected_outbreak():
    assert numbered("cholera-tested").level == "outbreak"
    assert "cholera-tested" not in told("watery_diarrhoea", at(0, 1))
    assert "cholera-tested" in told("watery_diarrhoea", at(0, 3, positive=1))
