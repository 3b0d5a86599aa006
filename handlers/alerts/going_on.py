"""What goes on in one place: cases that come when the window of a cluster is over. Pure.

What lies fewer than so many days from a case of a cluster belongs to it, whether or not it is in a
window that is full. That looks at all cases there are, so their order changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from handlers.alerts.model import CaseAt

When = Callable[[CaseAt], int]  # a day or a week, as a number
Together = list[CaseAt]


def gone_on(
    found: Sequence[Together], cases: Sequence[CaseAt], when: When, apart: int
) -> list[Together]:
    """The clusters of one place, with what of its `cases` is less than `apart` from theirs.

    Two that share such a case, or have cases so near, are one. Nothing goes on with cases whose
    alert is closed: they stay where they are.
    """
    if not found or (len(found) == 1 and len(found[0]) == len(cases)):
        return list(found)
    of: dict[int, set[int]] = defaultdict(set)
    for number, group in enumerate(found):
        for case in group:
            of[case.report].add(number)
    line = sorted((case for case in cases if not case.over), key=when)
    parts = _parts(line, of, when, apart)
    where = {case.report: part for part in parts for case in part}
    for group in found:
        over = [case for case in group if case.over]
        part = next((where[case.report] for case in group if not case.over), None)
        if part is None:
            parts.append(over)
        else:
            known = {case.report for case in part}
            part += (case for case in over if case.report not in known)
    return parts


def _parts(
    line: Sequence[CaseAt], of: dict[int, set[int]], when: When, apart: int
) -> list[Together]:
    """Along a `line` of days: a case of a cluster takes those before and after it, and the next
    such goes on with it if it is near, in the same cluster, or near one that was taken."""
    parts: list[Together] = []
    waiting: Together = []  # near no cluster before them
    last: int | None = None
    taken: int | None = None
    mine: set[int] = set()
    for case in line:
        day = when(case)
        if case.report in of:
            near = any(each is not None and day - each < apart for each in (last, taken))
            if not (near or mine & of[case.report]):
                parts.append([])
            parts[-1] += [each for each in waiting if day - when(each) < apart]
            parts[-1].append(case)
            waiting, last, taken, mine = [], day, None, of[case.report]
        elif last is not None and day - last < apart:
            parts[-1].append(case)
            taken = day
        else:
            waiting.append(case)
    return parts
