"""Is this number unusual? Counts compared with their own past, by published formulas. Pure.

A list has one answer for each count, in the same order; `None` says that there is not enough past
to tell. A count that is not known (`None` or NaN: nobody reported) is no zero: what would need it
is not told either. "SD" is that of a sample (n - 1), unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isnan, sqrt
from statistics import fmean, quantiles

GUARD = 2  # the latest counts that C2 and C3 leave out of their baseline
ANY = -1.0  # an upper bound that every count is above
Past = tuple[float, float]  # mean and SD


@dataclass(frozen=True, slots=True)
class Signal:
    """One count that was judged; `index` is its place in the series.

    `observed` is the count, `expected` what the past makes likely. There is an alarm if observed
    is above `upper`; for the Poisson CUSUM also if it is exactly that.
    """

    index: int
    observed: float
    expected: float
    upper: float
    alarm: bool


def ears_c1(
    counts: Sequence[int | None], baseline: int = 7, z: float = 3.0902, min_sd: float = 0.0
) -> list[Signal | None]:
    """Alarm if Y(t) > mean + z * SD of the `baseline` counts just before.

    Hutwagner L. et al., The bioterrorism preparedness and response Early Aberration Reporting
    System (EARS), J Urban Health 2003;80(2 Suppl 1):i89-96. z = 3.0902 is alpha 0.001, as in the
    R package surveillance; CDC uses 3. With `min_sd` 0 and nothing but zeros before, one case is
    an alarm; `min_sd` 0.5 or 1 asks for more (Tokars J. et al., Emerg Infect Dis 2009;15(4)).
    Raises `ValueError` for a baseline that has no SD.
    """
    return _ears(counts, baseline, 0, z, min_sd)


def ears_c2(
    counts: Sequence[int | None], baseline: int = 7, z: float = 3.0902, min_sd: float = 0.0
) -> list[Signal | None]:
    """As C1, but the two counts before Y(t) are not in the baseline: a slow rise does not hide
    itself. Baseline t-9 .. t-3. Same source."""
    return _ears(counts, baseline, GUARD, z, min_sd)


def ears_c3(
    counts: Sequence[int | None], baseline: int = 7, z: float = 2.0, min_sd: float = 0.0
) -> list[Signal | None]:
    """Alarm if C3(t) > z: what the last three C2 were above 1, together (`ears_c3_statistics`).

    `upper` is the greatest count that would not have been an alarm today; below zero if the two
    counts before are enough by themselves. Same source, and Fricker R., Hegler B., Dunfee D.,
    Stat Med 2008;27(17):3407-29. CDC's z is 2, that of the R package surveillance 1.96. That
    package (1.20.3 and 1.26.0) computes its bound from the count itself, not from the mean as its
    manual has it, so its C3 alarms are not these.
    """
    baselines = _baselines(counts, baseline, GUARD, min_sd)
    scores = _scores(counts, baselines)
    found: list[Signal | None] = []
    for index, (past, statistic) in enumerate(zip(baselines, _c3(scores), strict=True)):
        if past is None or statistic is None:
            found.append(None)
            continue
        mean, sd = past
        before = _excess(scores[index - 2 : index])
        upper = ANY if before > z else mean + sd * (1 + z - before)
        found.append(Signal(index, _known(counts[index]), mean, upper, statistic > z))
    return found


def ears_c3_statistics(
    counts: Sequence[int | None], baseline: int = 7, min_sd: float = 0.0
) -> list[float | None]:
    """C3(t) = sum of max(0, C2(i) - 1) for i = t-2, t-1, t, with C2(i) = (Y(i) - mean) / SD.

    Where the baseline does not vary (SD 0), C2 is 0 for a count that is not above its mean, and
    infinite for one that is: never NaN.
    """
    return _c3(_scores(counts, _baselines(counts, baseline, GUARD, min_sd)))


def poisson_cusum(
    counts: Sequence[int | None], mean: float | None, k: float = 1.04, h: float = 2.26
) -> list[Signal | None]:
    """Alarm if S(t) >= h, S(t) = max(0, S(t-1) + (Y(t) - mean) / sqrt(mean) - k): small rises that
    go on add up. S is 0 before the first count, is not reset, and passes over unknown counts.

    Not the C-SUM of malaria programmes, which is `csum`. `mean` is the expected count: without
    one, or if it is not above 0, nothing can be told. `upper` is the least that is an alarm.
    Page E., Biometrika 1954;41:100-15; Rossi G. et al., Stat Med 1999; k, h and that S is not
    reset as `algo.cusum` of the R package surveillance has it (trans = "standard").
    """
    found: list[Signal | None] = []
    total = 0.0
    for index, count in enumerate(counts):
        if _missing(count) or mean is None or not mean > 0:
            found.append(None)
            continue
        upper = mean + sqrt(mean) * (h + k - total)
        total = max(0.0, total + (_known(count) - mean) / sqrt(mean) - k)
        found.append(Signal(index, _known(count), mean, upper, total >= h))
    return found


def third_quartile(
    observed: int, years: Sequence[int | None], least: int = 5, most: int = 5
) -> Signal | None:
    """Alarm if above the 75th percentile of the same week of the last `most` years, the latest
    year last; `None` if fewer than `least` are known.

    The percentile is Hyndman and Fan's type 7 (Am Stat 1996;50:361-5), that of spreadsheets and
    R: of five years the second largest number, as the charts of health centres have it. WHO
    malaria thresholds as in Malar J 2024 (doi 10.1186/s12936-024-04838-w) and Malar J 2011;10:260.
    """
    known = _latest(years, most)
    if len(known) < max(least, 2):
        return None
    _first, median, upper = quantiles(known, n=4, method="inclusive")
    return Signal(0, observed, median, upper, observed > upper)


def mean_plus_sd(
    observed: int,
    years: Sequence[int | None],
    times: float = 2.0,
    *,
    population: bool = False,
    least: int = 5,
    most: int = 5,
) -> Signal | None:
    """Alarm if above the mean + `times` SD of the same week of the last years.

    Leave out years that were epidemic (give `None` for them). Cullen J. et al., Bull World Health
    Organ 1984;62:107-14. The SD is that of a sample; `population` takes n instead of n - 1.
    """
    known = _latest(years, most)
    if len(known) < max(least, 1 if population else 2):
        return None
    mean = fmean(known)
    upper = mean + times * _sd(known, population)
    return Signal(0, observed, mean, upper, observed > upper)


def csum(
    observed: int,
    years: Sequence[Sequence[int | None]],
    times: float = 0.0,
    *,
    population: bool = False,
    least: int = 5,
    most: int = 5,
) -> Signal | None:
    """Alarm if above the mean of the week before, the week and the week after in all years.

    `years` has these three counts for each year; one that lacks any is left out. With `times`
    that many SD are added. The C-SUM of malaria programmes, for low transmission: Malar J 2024
    (doi 10.1186/s12936-024-04838-w), Malar J 2011;10:260. Not the statistical CUSUM.
    """
    whole = [list(map(_known, year)) for year in years if not any(map(_missing, year))][-most:]
    if len(whole) < max(least, 1):
        return None
    known = [count for year in whole for count in year]
    mean = fmean(known)
    upper = mean + (times * _sd(known, population) if times else 0.0)
    return Signal(0, observed, mean, upper, observed > upper)


def _ears(
    counts: Sequence[int | None], baseline: int, guard: int, z: float, min_sd: float
) -> list[Signal | None]:
    def judged(index: int, mean: float, sd: float) -> Signal:
        observed, upper = _known(counts[index]), mean + z * sd
        return Signal(index, observed, mean, upper, observed > upper)

    baselines = enumerate(_baselines(counts, baseline, guard, min_sd))
    return [judged(index, *past) if past else None for index, past in baselines]


def _baselines(
    counts: Sequence[int | None], size: int, guard: int, min_sd: float
) -> list[Past | None]:
    """For each count mean and SD of its baseline, the SD no smaller than `min_sd`."""
    if size < 2:
        raise ValueError("a baseline has two counts at least")
    found: list[Past | None] = []
    for index, count in enumerate(counts):
        first = index - guard - size
        window = counts[first : first + size] if first >= 0 else (None,)
        if _missing(count) or any(map(_missing, window)):
            found.append(None)
            continue
        known = list(map(_known, window))
        found.append((sum(known) / size, max(_sd(known), min_sd)))
    return found


def _scores(counts: Sequence[int | None], baselines: Sequence[Past | None]) -> list[float | None]:
    """C2(t), where it can be told."""

    def score(above: float, sd: float) -> float:
        return above / sd if sd else inf if above > 0 else 0.0

    pairs = zip(counts, baselines, strict=True)
    return [score(_known(count) - past[0], past[1]) if past else None for count, past in pairs]


def _c3(scores: Sequence[float | None]) -> list[float | None]:
    threes = (scores[max(0, index - 2) : index + 1] for index in range(len(scores)))
    return [_excess(three) if len(three) == 3 and None not in three else None for three in threes]


def _excess(scores: Sequence[float | None]) -> float:
    return sum(max(0.0, score - 1) for score in scores if score is not None)


def _sd(known: Sequence[float], population: bool = False) -> float:
    """From sums, which are exact for whole numbers: equal counts have an SD of exactly 0."""
    size = len(known)
    spread = size * sum(count * count for count in known) - sum(known) ** 2
    return sqrt(max(0.0, spread) / (size * (size if population else size - 1)))


def _missing(count: float | None) -> bool:
    return count is None or isnan(count)


def _known(count: float | None) -> float:
    assert count is not None
    return count


def _latest(years: Sequence[int | None], most: int) -> list[float]:
    return [_known(count) for count in years if not _missing(count)][-most:]
