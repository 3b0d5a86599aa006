"""Days in a report: when the illness began. Pure; a day that cannot be is never guessed at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.understanding.small import small
from handlers.report.words.month_days import day_of_month, nth
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import Found, glued, joined, kind_at, past_fillers
from handlers.report.words.week_words import NAMED, WEEK

HEAD = 4  # pieces in which a heading stands
HEADING, DIGITS = ("place", "unknown", "filler", "stroke", "intent", "weekday"), 2
LONGEST_AGO = timedelta(days=183)  # an onset before that is a slip of the pen
DAYS = {"hour": 0, "day": 1, "week": 7, "month": 30, "year": 365}
WEEKS = {NAMED, "period"}
LASTING, THE = small("lasting"), small("the")
FOR = small("for_a_week")
OF_LIFE = tuple(small("of_life"))  # `10 month old`: an age
RELATIVE = {"today": 0, "yesterday": 1, "before_yesterday": 2}


def day(pieces: Sequence[Piece], at: int, today: date) -> Found:
    """A day that begins at `at`, however it is written."""
    match pieces[at].kind:
        case "onset":
            on = today - timedelta(days=RELATIVE[pieces[at].value])
            return joined("date", on, pieces, at, at + 1)
        case "weekday":
            return _weekday(pieces, at, today)
        case "month":
            return _month_first(pieces, at, today)
        case "when":
            return _introduced(pieces, at, today)
        case "number":
            return (
                _written(pieces, at, today)
                or _with_month(pieces, at, today)
                or _ago(pieces, at, today)
            )
    return None


def _weekday(pieces: Sequence[Piece], at: int, today: date) -> Found:
    """The latest such day: "lundi" said on a Monday is today, "lundi dernier" a week ago."""
    back = (today.weekday() - int(pieces[at].value)) % 7
    end = at + 1
    if kind_at(pieces, end) == "when" and pieces[end].value == "last":
        back, end = back or 7, end + 1
    if found := _of_the_month(pieces, at, end, today):
        return found
    return joined("date", today - timedelta(days=back), pieces, at, end)


def _of_the_month(pieces: Sequence[Piece], at: int, begin: int, today: date) -> Found:
    """`samedi 21`, if that was a Saturday; `lundi 3 cas` are cases, by the word behind."""
    found = day_of_month(pieces, at, begin, today)
    if found is None or found[0].kind != "date" or kind_at(pieces, found[1]) == "month":
        return None
    return found if found[0].value.weekday() == int(pieces[at].value) else None


def _introduced(pieces: Sequence[Piece], at: int, today: date) -> Found:
    """What follows "depuis", "il y a", "début", "le": a duration or a day."""
    word = pieces[at].value
    if word == "back":
        return None
    begin = past_fillers(pieces, at + 1)
    if _of_a_week(pieces, at, begin):
        return None
    if word == "last" and kind_at(pieces, begin) == "weekday":
        back = (today.weekday() - int(pieces[begin].value)) % 7 or 7
        return joined("date", today - timedelta(days=back), pieces, at, begin + 1)
    if word == "since" and _of_age(pieces, begin):
        return None  # `a bɛ san 7 bɔ`: he is seven
    if word in ("since", "ago", "began", "last") and (found := _lasting(pieces, begin, today)):
        return joined(found[0].kind, found[0].value, pieces, at, found[1])
    if begin < len(pieces) and word != "ago" and (found := day(pieces, begin, today)):
        piece, end = found
        return joined(piece.kind, piece.value, pieces, at, end)
    named = any(piece.kind == "risk" for piece in pieces[:at])
    heads = pieces[at].word in THE and at < HEAD and not named
    if found := (_headed(pieces, at, begin) if heads else None) or nth(pieces, at, begin, today):
        return found
    told = word in ("since", "began") and pieces[at].word not in LASTING
    article = told and begin < len(pieces) and pieces[begin].word in THE
    led = article or pieces[at].word.split(" ")[-1] in THE  # `depuis le 22 vaccinés`
    return day_of_month(pieces, at, begin + article, today, led=led) if told else None


def _of_a_week(pieces: Sequence[Piece], at: int, begin: int) -> bool:
    """`du 23 au 29/11 : lundi 2, mardi 4`, `for the week of 23 November`: nobody fell ill then."""
    between = {piece.value for piece in pieces[at + 1 : begin]}
    return bool(between & WEEKS) or (WEEK in between and pieces[at].word in FOR)


def _headed(pieces: Sequence[Piece], at: int, begin: int) -> Found:
    """`Koro, le 29 : ...`: the day of the report."""
    ends = kind_at(pieces, begin + 1) == "stroke" and pieces[begin + 1].value in (":", ",")
    day_ = kind_at(pieces, begin) == "number" and 1 <= pieces[begin].value <= 31
    return joined("filler", "headed", pieces, at, begin + 1) if day_ and ends else None


def _of_age(pieces: Sequence[Piece], at: int) -> bool:
    years = kind_at(pieces, at) == "unit" and pieces[at].value in ("year", "month")
    return years and pieces[at].locale == "bm"


def _lasting(pieces: Sequence[Piece], at: int, today: date) -> Found:
    """`3 jours`, or in Bambara order `tile 3`."""
    first, second = kind_at(pieces, at), kind_at(pieces, at + 1)
    if first == "number" and second == "unit":
        number, unit = pieces[at], pieces[at + 1]
    elif first == "unit" and second == "number":
        unit, number = pieces[at], pieces[at + 1]
    elif first == "number" and pieces[at + 1 :] and pieces[at + 1].word == "h":
        return _before(pieces[at].value // 24, today, pieces, at, at + 2)
    else:
        return None
    if unit.word.endswith(OF_LIFE):
        return None  # `for a 10 month old`
    return _before(DAYS[unit.value] * number.value, today, pieces, at, at + 2)


def _ago(pieces: Sequence[Piece], at: int, today: date) -> Found:
    """`2 days ago`."""
    end = at + 2
    if kind_at(pieces, end) == "when" and pieces[end].value == "back":
        found = _lasting(pieces, at, today)
        return joined(found[0].kind, found[0].value, pieces, at, end + 1) if found else None
    return None


def _written(pieces: Sequence[Piece], at: int, today: date) -> Found:
    """`12/11`, `12/11/2026`, `12.11.26`, `2026-11-12`, `début 26.11`: glued, or something else."""
    led = at > 0 and pieces[at - 1].kind == "when"
    stroke = pieces[at + 1].value if kind_at(pieces, at + 1) == "stroke" else ""
    if stroke not in ("/", "-", ".") or not glued(pieces, at, at + 3):
        return None
    if kind_at(pieces, at + 2) != "number":
        return None
    first, second = pieces[at].value, pieces[at + 2].value
    if not second and kind_at(pieces, at - 1) == "sex":
        return None  # `M2/0 dcd`
    long = kind_at(pieces, at + 4) == "number" and glued(pieces, at, at + 5)
    if long and pieces[at + 3].value == stroke:
        third = pieces[at + 4].value
        if first > 1900:
            return _dated(first, second, third, today, pieces, at, at + 5)
        year = third + 2000 if 20 <= third < 100 else third
        if year > 1900:
            return _dated(year, second, first, today, pieces, at, at + 5)
    led = led or _heads(pieces, at)
    followed = at + 3 < len(pieces) and pieces[at + 3].start == pieces[at + 2].end
    if (stroke != "/" and not led) or (followed and pieces[at + 3].kind != "stroke"):
        return None
    if kind_at(pieces, at + 3) == "unit":
        return None
    return _dated(None, second, first, today, pieces, at, at + 3)


def _heads(pieces: Sequence[Piece], at: int) -> bool:
    """`Koro 30-11 matin : rougeole 1`: two digits each, and what is counted comes later."""
    digits = all(
        len(piece.text) == DIGITS and piece.text.isdecimal() for piece in pieces[at : at + 3 : 2]
    )
    first = all(piece.kind in HEADING for piece in pieces[:at]) and at < HEAD
    after, told = kind_at(pieces, at + 3), any(p.kind == "number" for p in pieces[at + 3 :])
    counted = after == "risk" and kind_at(pieces, at + 4) == "number"
    return digits and first and told and (counted or after in HEADING)


def _with_month(pieces: Sequence[Piece], at: int, today: date) -> Found:
    """`12 nov`, `12 novembre 2026`."""
    if kind_at(pieces, at + 1) != "month" or _month_leads(pieces, at + 1):
        return None
    year, end = _year(pieces, at + 2)
    return _dated(year, int(pieces[at + 1].value), pieces[at].value, today, pieces, at, end)


def _month_leads(pieces: Sequence[Piece], at: int) -> bool:
    """In "measles 1 Nov 12" the day comes after."""
    following = kind_at(pieces, at + 1) == "number"
    return pieces[at].locale == "en" and following and pieces[at + 1].value <= 31


def _month_first(pieces: Sequence[Piece], at: int, today: date) -> Found:
    """`Nov 12`."""
    if kind_at(pieces, at + 1) != "number":
        return None
    year, end = _year(pieces, at + 2)
    return _dated(year, int(pieces[at].value), pieces[at + 1].value, today, pieces, at, end)


def _year(pieces: Sequence[Piece], at: int) -> tuple[int | None, int]:
    if kind_at(pieces, at) == "number" and 1900 < pieces[at].value < 2200:
        return pieces[at].value, at + 1
    return None, at


def _dated(
    year: int | None,
    month: int,
    number: int,
    today: date,
    pieces: Sequence[Piece],
    at: int,
    end: int,
) -> Found:
    """That day; without a year the latest one, as in January one writes of December."""
    for each in (year,) if year is not None else (today.year, today.year - 1):
        try:
            on = date(each, month, number)
        except (ValueError, OverflowError):
            continue
        if today - LONGEST_AGO <= on <= today:
            return joined("date", on, pieces, at, end)
    return joined("unread", None, pieces, at, end)


def _before(days: int, today: date, pieces: Sequence[Piece], at: int, end: int) -> Found:
    """So many days ago; `depuis 3000 jours` is not read, and `99999999999` is no timedelta."""
    if not 0 <= days <= LONGEST_AGO.days:
        return joined("unread", None, pieces, at, end)
    return joined("date", today - timedelta(days=days), pieces, at, end)
