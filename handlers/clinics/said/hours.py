"""Hours as people write them: `8h-13h`, `de 9 heures à 16 heures`, `8h30`, `10am`. Pure."""

from __future__ import annotations

import re
from datetime import time
from typing import NamedTuple

_ONE = (
    r"(?:(?P<h{n}>\d{{1,2}})(?: ?(?:heures?|hrs?|h|:) ?(?P<m{n}>\d{{2}})?| ?(?P<p{n}>am|pm))"
    r"|(?P<noon{n}>midi|noon|midday))"
)
_FIRST = r"(?P<bare>\d{1,2})(?= ?(?:-|–))"
_LAST = r"(?P<last>\d{1,2})(?!\d|[/.]\d)"
_TO = r" ?(?:-|–|à|a|to|till|until|jusqu'à|jusqu’à) ?"
_SPAN = re.compile(
    rf"(?<![\d/.])(?:{_ONE.format(n=1)}|{_FIRST}){_TO}(?:{_ONE.format(n=2)}|{_LAST})(?!\w)",
    re.IGNORECASE,
)
_TIME = re.compile(rf"(?<![\d/.]){_ONE.format(n=1)}(?!\w)", re.IGNORECASE)
NOON = 12


class Hours(NamedTuple):
    """From when to when (None: not said), and where in the text it stands; `wrong`: none can be."""

    start: int
    end: int
    begins: time | None
    ends: time | None = None
    wrong: str = ""


def hours_said(text: str) -> list[Hours]:
    """In the order they are written."""
    found = [_span(match) for match in _SPAN.finditer(text) if not _only_numbers(match)]
    for match in _TIME.finditer(text):
        if not any(each.start <= match.start() < each.end for each in found):
            begins = _time(match, 1)
            wrong = "" if begins else match[0]
            found.append(Hours(*match.span(), begins, None, wrong))
    return sorted(found, key=lambda each: each.start)


def _only_numbers(match: re.Match[str]) -> bool:
    """`9-14`: a score, a day and a month, anything."""
    return match["bare"] is not None and match["last"] is not None


def _span(match: re.Match[str]) -> Hours:
    begins = _clock(match["bare"]) if match["bare"] else _time(match, 1)
    ends = _clock(match["last"]) if match["last"] else _time(match, 2)
    if begins and ends and ends <= begins and match["p1"] and ends.hour < NOON:
        ends = ends.replace(hour=ends.hour + NOON)  # `8am to 1`
    right = begins is not None and ends is not None and begins < ends
    return Hours(*match.span(), begins, ends, "" if right else match[0])


def _time(match: re.Match[str], n: int) -> time | None:
    if match[f"noon{n}"]:
        return time(NOON)
    half = (match[f"p{n}"] or "").casefold()
    found = _clock(match[f"h{n}"], match[f"m{n}"])
    if found is None or not half:
        return found
    return found.replace(hour=found.hour % NOON + (NOON if half == "pm" else 0))


def _clock(hour: str, minute: str | None = None) -> time | None:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None
