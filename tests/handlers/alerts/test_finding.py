"""The same reports lead to the same alerts, in whatever order they come and are taken back."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.areas import Area, Areas
from handlers.alerts.adding import grown
from handlers.alerts.finding import Group, Held, Plan, groups, planned
from handlers.alerts.model import CaseAt, Together, Weekly

AREAS = Areas([Area("d1", "One", "district"), Area("d2", "Two", "district")])
RULES = (
    Together(id="one", risk="r", kind="single", days=5, within="place", source="s"),
    Together(id="five", risk="r", kind="cluster", cases=5, days=10, within="district",
             level="outbreak", source="s"),
    Together(id="near", risk="r", kind="cluster", cases=3, days=10, km=15, source="s"),
)  # fmt: skip
TWO = RULES[1:]
BEGIN = date(2026, 11, 1)


@st.composite
def reports(draw):
    number = draw(st.integers(1, 9))
    return [
        CaseAt(
            report=n,
            on=BEGIN + timedelta(days=draw(st.integers(0, 25))),
            count=draw(st.integers(1, 3)),
            place_id=draw(st.sampled_from(["p1", "p2", "p3"])),
            area_id=draw(st.sampled_from(["d1", "d2"])),
            point=(14.0 + draw(st.integers(0, 4)) / 20, -3.0),
            signal=draw(st.booleans()),
        )
        for n in range(1, number + 1)
    ]


class Desk:
    """Alerts as they are kept, after each report that comes or is taken back."""

    def __init__(self, rules) -> None:
        self.rules = rules
        self.cases: dict[int, CaseAt] = {}
        self.held: dict[int, Held] = {}
        self.next = 1

    def settle(self) -> None:
        found = groups(self.rules, list(self.cases.values()), AREAS)
        held = [
            Held(h.number, h.status, h.level, h.reports & self.cases.keys(), h.rules)
            for h in self.held.values()
        ]
        plan = planned(found, held, frozenset())
        self.held = {}
        self.keep(plan)

    def keep(self, plan: Plan) -> None:
        for part in plan.joined:
            self.held.pop(part, None)
        for wanted in plan.wanted:
            number, group = wanted.number, wanted.group
            if number is None:
                number, self.next = self.next, self.next + 1
            self.held[number] = Held(number, "open", group.level, group.reports, group.rules)

    @property
    def alerts(self) -> set[tuple[frozenset[int], str]]:
        return {(h.reports, h.level) for h in self.held.values()}


@settings(max_examples=150)
@given(reports(), st.data(), st.sampled_from([RULES, TWO]))
def test_any_order_and_what_was_withdrawn_lead_to_the_same_alerts(cases, data, rules):
    order = data.draw(st.permutations(cases))
    withdrawn = data.draw(st.sets(st.sampled_from([case.report for case in cases])))
    one, all_at_once = Desk(rules), Desk(rules)
    for case in order:
        one.cases[case.report] = case
        one.settle()
    for number in withdrawn:
        del one.cases[number]
        one.settle()
    all_at_once.cases = {c.report: c for c in cases if c.report not in withdrawn}
    all_at_once.settle()
    assert one.alerts == all_at_once.alerts
    assert len({r for reports, _level in one.alerts for r in reports}) == sum(
        len(reports) for reports, _level in one.alerts
    )


class Growing(Desk):
    """As the bot does it: new reports are looked at by themselves, where that is enough."""

    grew = 0

    def add(self, *cases) -> None:
        self.cases |= {case.report: case for case in cases}
        new, held = [case.report for case in cases], list(self.held.values())
        plan = grown(self.rules, list(self.cases.values()), new, held, frozenset(), AREAS)
        if plan is None:
            self.settle()
            return
        type(self).grew += bool(plan.wanted)
        self.keep(plan)


@settings(max_examples=150)
@given(reports(), st.data(), st.sampled_from([RULES, TWO]))
def test_alerts_that_grow_are_those_that_are_found_whole(cases, data, rules):
    order = data.draw(st.permutations(cases))
    several = data.draw(st.integers(1, 3))
    one, all_at_once = Growing(rules), Desk(rules)
    for at in range(0, len(order), several):
        one.add(*order[at : at + several])
    all_at_once.cases = {case.report: case for case in cases}
    all_at_once.settle()
    assert one.alerts == all_at_once.alerts


@settings(max_examples=150)
@given(reports(), st.data(), st.sampled_from([RULES, TWO]))
def test_each_step_of_growing_is_what_a_look_at_all_would_have_made(cases, data, rules):
    """With its numbers, and the rules that are met: not only in the end."""
    growing, whole = Growing(rules), Desk(rules)
    for case in data.draw(st.permutations(cases)):
        growing.add(case)
        whole.cases[case.report] = case
        whole.settle()
        assert growing.held == whole.held


def test_new_reports_need_no_look_at_all_there_is():
    """Else the shorter way would be none."""
    cases = [CaseAt(n, BEGIN, 1, "p1", "d1", (14.0, -3.0)) for n in range(1, 9)]
    desk = Growing(RULES)
    before = Growing.grew
    for case in cases:
        desk.add(case)
    assert Growing.grew - before == len(cases)
    assert desk.alerts == {(frozenset(range(1, 9)), "outbreak")}


def test_a_doubling_is_looked_at_whole():
    """A case more two weeks before may undo it."""
    doubling = Weekly(id="w", risk="r", kind="weekly", within="district", doubling=True, source="s")
    assert grown([doubling], [], [], [], frozenset(), AREAS) is None


def held(number, status, *reports):
    return Held(number, status, "alert", frozenset(reports), ("one",))


def group(*reports):
    return Group(frozenset(reports), "alert", ("one",))


def test_what_a_person_passed_on_stays_and_takes_what_joins():
    plan = planned([group(1, 2, 3)], [held(10, "open", 1), held(11, "escalated", 2)], frozenset())
    assert [(w.number, set(w.group.reports)) for w in plan.wanted] == [(11, {1, 2, 3})]
    assert plan.joined == {10: 11}


def test_two_that_were_passed_on_keep_their_own():
    both = [held(10, "escalated", 1), held(11, "escalated", 2)]
    plan = planned([group(1, 2, 3)], both, frozenset())
    found = {w.number: set(w.group.reports) for w in plan.wanted}
    assert found == {10: {1, 3}, 11: {2}}


def test_what_was_dismissed_is_not_raised_again():
    assert planned([group(1, 2)], [], frozenset({1, 2})).wanted == ()
    [wanted] = planned([group(1, 2, 3)], [], frozenset({1, 2})).wanted
    assert (wanted.number, set(wanted.group.reports)) == (None, {3})


def test_an_alert_that_falls_apart_keeps_its_number_once():
    plan = planned([group(1), group(3)], [held(10, "open", 1, 2, 3)], frozenset())
    assert [(w.number, set(w.group.reports)) for w in plan.wanted] == [(10, {1}), (None, {3})]
