"""Opening hours: `lun-ven 8h-16h; sam 8h-12h`, `24h/24`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.errors import BotError
from bot.folding import fold

Span = tuple[time, time]  # from, to; to before from goes over midnight, 0:00 to 0:00 is all day
When = tuple[time, time | None]  # of a visit: until when is not always known
WEEK = 7
ALL_DAY: Span = (time(0), time(0))
DAYS = (
    ("lun", "mon", "nte", "mo"), ("mar", "tue", "tar", "tu"), ("mer", "wed", "ara", "we"),
    ("jeu", "thu", "ala", "th"), ("ven", "fri", "jum", "fr"), ("sam", "sat", "sib", "sa"),
    ("dim", "sun", "kar", "su"),
)  # fmt: skip
_EVERY = re.compile(r"24 ?h? ?[/x-]? ?(?:24|7)(?: ?h)?(?: ?[/x,-]? ?7 ?j?(?:/7)?)?|always|toujours")
_PART = re.compile(
    r"(?:(?P<days>[a-z][a-z ,\-]*?)\.? +)?"
    r"(?P<spans>\d{1,2} ?[h:]?\d{0,2} ?-.*)"
)
_SPAN = re.compile(r"(\d{1,2}) ?[h:]? ?(\d{2})? ?- ?(\d{1,2}) ?[h:]? ?(\d{2})?h?")


class BadHours(BotError, ValueError):
    """Opening hours that cannot be read: ask for others, with an example."""


@dataclass(frozen=True, slots=True)
class Hours:
    """`days`: seven tuples of spans, Monday first. Times are those of the configured zone."""

    days: tuple[tuple[Span, ...], ...]

    def on(self, day: date) -> tuple[Span, ...]:
        return self.days[day.weekday()]

    def closes_at(self, at: datetime) -> datetime | None:
        """When it closes, if it is open at `at` (a naive local time, as are all here)."""
        for begins, ends in self._around(at.date()):
            if begins <= at < ends:
                return ends
        return None

    def opens_at(self, at: datetime) -> datetime | None:
        """When it opens next, from `at` on; `at` itself if it is open; None if it never does."""
        if self.closes_at(at) is not None:
            return at
        later = (begins for begins, _ends in self._around(at.date()) if begins > at)
        return min(later, default=None)

    def _around(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The openings from the day before to a week after, as moments; all days run together."""
        for offset in range(-1, WEEK + 1):
            on = day + timedelta(days=offset)
            for begins, ends in self.on(on):
                last = on + timedelta(days=1) if ends <= begins else on
                yield datetime.combine(on, begins), datetime.combine(last, ends)


ALWAYS = Hours(((ALL_DAY,),) * WEEK)


def read_hours(text: str) -> Hours | None:
    """None for an empty text: nobody has entered them. Raises `BadHours`."""
    plain = fold(text).replace("–", "-").replace(" a ", "-").replace(" to ", "-").strip(" .")
    if not plain:
        return None
    if _EVERY.fullmatch(plain):
        return ALWAYS
    days: list[list[Span]] = [[] for _day in range(WEEK)]
    for part in filter(None, (each.strip() for each in re.split(r"[;\n]", plain))):
        match = _PART.fullmatch(part)
        if match is None:
            raise BadHours(f"hours: {part!r} is not read; write for example: lun-ven 8h-16h")
        spans = _spans(match["spans"], part)
        for day in _days(match["days"] or "", part):
            days[day] += spans
    return Hours(tuple(tuple(sorted(spans)) for spans in days))


def show_hours(hours: Hours | None) -> str:
    """As `read_hours` reads it, in the words of files: `lun-ven 8h-16h; sam 8h-12h`."""
    if hours is None:
        return ""
    if hours == ALWAYS:
        return "24h/24"
    runs: list[list[int]] = []
    for day in range(WEEK):
        if runs and hours.days[runs[-1][-1]] == hours.days[day]:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "; ".join(_show(run, hours) for run in runs if hours.days[run[0]])


def clock(at: time) -> str:
    """`9h`, `9h30`: how French and SMS write a time."""
    return f"{at.hour}h{at.minute:02d}" if at.minute else f"{at.hour}h"


def read_span(text: str) -> Span:
    """`9h-14h`. Raises `BadHours`; also for hours that end before they begin."""
    spans = _spans(fold(text), text)
    if len(spans) != 1 or spans[0][1] <= spans[0][0]:
        raise BadHours(f"hours: {text!r} is not read; write for example: 9h-14h")
    return spans[0]


def _show(run: Sequence[int], hours: Hours) -> str:
    first, last = DAYS[run[0]][0], DAYS[run[-1]][0]
    days = first if first == last else f"{first}-{last}"
    return f"{days} {', '.join(f'{clock(b)}-{clock(e)}' for b, e in hours.days[run[0]])}"


def _spans(text: str, part: str) -> list[Span]:
    found = []
    for span in filter(None, (each.strip() for each in re.split(r",| et | and |/", text))):
        match = _SPAN.fullmatch(span)
        if match is None:
            raise BadHours(f"hours: {part!r} is not read; write for example: lun-ven 8h-16h")
        found.append((_time(match[1], match[2], part), _time(match[3], match[4], part)))
    return found


def _time(hour: str, minute: str | None, part: str) -> time:
    if int(hour) == 24 and not int(minute or 0):
        return time(0)
    try:
        return time(int(hour), int(minute or 0))
    except ValueError as error:
        raise BadHours(f"hours: {part!r} has a time that does not exist") from error


def _days(text: str, part: str) -> list[int]:
    """`lun-ven`, `lundi, mercredi`; nothing is every day."""
    if not text.strip():
        return list(range(WEEK))
    found: list[int] = []
    for piece in filter(None, (each.strip() for each in re.split(r",| et | and ", text))):
        ends = [_day(name, part) for name in piece.split("-") if name.strip()]
        if len(ends) == 2:
            found += [
                day % WEEK for day in range(ends[0], ends[0] + (ends[1] - ends[0]) % WEEK + 1)
            ]
        else:
            found += ends
    return found


def _day(name: str, part: str) -> int:
    short = name.strip(" .")[:3]
    for number, names in enumerate(DAYS):
        if short in names:
            return number
    raise BadHours(f"hours: {name.strip()!r} in {part!r} is no day")
