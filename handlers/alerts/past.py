"""A week beside its past: by the first method that has enough of it. Pure.

Counts are those of one risk and area by week. A week that is not there is not known (nobody
reported, or too few did); a week in which it was reported that nothing happened has 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from statistics import fmean

from bot.epiweek import EpiWeek
from handlers.alerts.aberration import (
    GUARD,
    Signal,
    csum,
    ears_c1,
    ears_c2,
    ears_c3,
    mean_plus_sd,
    poisson_cusum,
    third_quartile,
)
from handlers.alerts.model import Comparison, Method, Past

Counts = Mapping[EpiWeek, int]
Gone = frozenset[EpiWeek]  # weeks of few reports; they are not among the counts either
Judge = Callable[[Past, Counts, EpiWeek, Gone], Signal | None]


def compared(
    rule: Past, area_id: str, counts: Counts, week: EpiWeek, few: Collection[EpiWeek] = ()
) -> Comparison:
    """What `rule` says of `week`; a `Comparison` without method if no past is enough.

    An alarm needs `rule.weeks` weeks in a row above what was to be expected of each. Weeks of
    which `few` reported are no past, unless there is too little without them: a past that is
    too low makes alarms, and none at all would hide an epidemic.
    """
    for method in rule.methods:
        signals = _signals(rule, method, counts, week, few)
        weak = bool(few) and None in signals
        if weak:
            signals = _signals(rule, method, counts, week)
        if (last := signals[-1]) is not None:
            alarm = all(signal is not None and signal.alarm for signal in signals)
            return Comparison(rule, area_id, week, method, last, alarm, weak)
    return Comparison(rule, area_id, week)


def _signals(
    rule: Past, method: Method, counts: Counts, week: EpiWeek, without: Collection[EpiWeek] = ()
) -> list[Signal | None]:
    """Of the last `rule.weeks` weeks up to `week`, each beside its past `without` some weeks."""
    weeks = [week - back for back in range(rule.weeks - 1, -1, -1)]
    looked_at = {"cusum": rule.run, "ears_c3": GUARD + 1}.get(method, 1)
    found = []
    for each in weeks:
        # What is looked at counts, however few reported in it.
        gone = frozenset(past for past in without if past <= each - looked_at)
        known = {past: count for past, count in counts.items() if past not in gone}
        found.append(METHODS[method](rule, known, each, gone))
    return found


def series(
    counts: Counts, week: EpiWeek, length: int, gone: Collection[EpiWeek] = ()
) -> list[int | None]:
    """So many weeks up to `week`, in order; None for those that are not known.

    For each that is `gone` an earlier one is taken, up to as many as are asked for.
    """
    weeks = [week - back for back in range(2 * length if gone else length)]
    return [counts.get(each) for each in reversed([w for w in weeks if w not in gone][:length])]


def same_weeks(
    counts: Counts, week: EpiWeek, years: int, without: Collection[int] = ()
) -> list[list[int | None]]:
    """Of each year before, the earliest first: the week before, the same week, the week after.

    Years in `without` are passed over, and others before them taken. Week 53 is compared with the
    last week of a year that has none.
    """
    return [
        [counts.get(then - 1), counts.get(then), counts.get(then + 1)]
        for then in week.years_before(years + len(without))
        if then.year not in without
    ]


def _ears(judge: Callable[..., list[Signal | None]], more: int) -> Judge:
    """`more`: so many counts before the week that are not its baseline."""

    def told(rule: Past, counts: Counts, week: EpiWeek, gone: Gone) -> Signal | None:
        level = {} if rule.z is None else {"z": rule.z}
        known = series(counts, week, rule.baseline + more + 1, gone)
        return judge(known, rule.baseline, min_sd=rule.min_sd, **level)[-1]

    return told


def _cusum(rule: Past, counts: Counts, week: EpiWeek, _gone: Gone) -> Signal | None:
    """The mean is that of `reference` weeks before the last `run`, of which half are known."""
    before = [c for c in series(counts, week - rule.run, rule.reference) if c is not None]
    mean = fmean(before) if len(before) * 2 >= rule.reference else None
    return poisson_cusum(series(counts, week, rule.run), mean, rule.k, rule.h)[-1]


def _third_quartile(rule: Past, counts: Counts, week: EpiWeek, _gone: Gone) -> Signal | None:
    observed, years = _years(rule, counts, week)
    same = [year[1] for year in years]
    return (
        None if observed is None else third_quartile(observed, same, rule.least_years, rule.years)
    )


def _mean_plus_sd(rule: Past, counts: Counts, week: EpiWeek, _gone: Gone) -> Signal | None:
    observed, years = _years(rule, counts, week)
    if observed is None:
        return None
    times = 2.0 if rule.times is None else rule.times
    same = [year[1] for year in years]
    return mean_plus_sd(observed, same, times, least=rule.least_years, most=rule.years)


def _csum(rule: Past, counts: Counts, week: EpiWeek, _gone: Gone) -> Signal | None:
    observed, years = _years(rule, counts, week)
    if observed is None:
        return None
    return csum(observed, years, rule.times or 0.0, least=rule.least_years, most=rule.years)


def _years(
    rule: Past, counts: Counts, week: EpiWeek
) -> tuple[int | None, Sequence[Sequence[int | None]]]:
    return counts.get(week), same_weeks(counts, week, rule.years, rule.without)


METHODS: Mapping[Method, Judge] = {
    "ears_c1": _ears(ears_c1, 0),
    "ears_c2": _ears(ears_c2, GUARD),
    "ears_c3": _ears(ears_c3, 2 * GUARD),
    "cusum": _cusum,
    "third_quartile": _third_quartile,
    "mean_plus_sd": _mean_plus_sd,
    "csum": _csum,
}
