"""Numbers in the order of weeks that stand in a row: `sem 46, 47 et 48. Palu : 10, 13, 9`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import glued, kind_at
from handlers.report.words.week_words import FROM_WEEK, NAMED, WEEK, WEEKS

SEVERAL = small("several_weeks")
JOINTS = small("and", "again", "to")
TO = small("to")
HYPHENS = ("-", "–")
STROKES = (",", "/", "-", "&", "+", "|")
FEWEST = 3  # numbers of a message with a row: `S47 puis S48 : choléra 12 puis 19`


class _Row(NamedTuple):
    """The numbers of a row, from the piece `begin` to that before `end`; where each stands."""

    begin: int
    end: int
    numbers: tuple[int, ...]
    places: tuple[int, ...]

    def newest(self) -> int:
        """Which of them: the last, or the first where they go back in time."""
        return self.numbers.index(max(self.numbers))


def _names_weeks(seen: Seen) -> bool:
    weeks = not (seen.values.isdisjoint((WEEK, NAMED)) and seen.words.isdisjoint(SEVERAL))
    named = sum(piece.value == NAMED for piece in seen.pieces)  # `rougeole S1-48 : 41`
    return weeks and seen.count("number") + named >= FEWEST


@only_where(or_where=_names_weeks)
def in_the_order_of_weeks(pieces: Sequence[Piece]) -> list[Piece]:
    """Of each row as long as that of the weeks the number of the newest one."""
    pieces = _from_week_to_week(list(pieces))
    weeks = next(filter(None, (_weeks_at(pieces, at) for at in range(len(pieces)))), None)
    if weeks is None:
        return list(pieces)
    rows = [row for row in _rows(pieces, weeks.end) if len(row.places) == len(weeks.numbers)]
    found = list(pieces)
    for row in reversed(rows):
        kept = found[row.places[weeks.newest()]]
        found[row.begin : row.end] = [kept._replace(start=found[row.begin].start)]
    if rows:
        first, number = pieces[weeks.begin], max(weeks.numbers)
        named = Piece("filler", NAMED, first.start, pieces[weeks.end - 1].end, first.text)
        found[weeks.begin : weeks.end] = [named._replace(sign=str(number))]
    elif pieces[weeks.begin].word in SEVERAL:  # `bilan des semaines 47 et 48. S47 : ...`
        found[weeks.begin : weeks.end] = [
            pieces[at]._replace(kind="filler", value=NAMED, sign=str(number))
            for at, number in zip(weeks.places, weeks.numbers, strict=True)
        ]
    return found


def _from_week_to_week(pieces: list[Piece]) -> list[Piece]:
    """`rougeole S1 à S47 : 41 cas`: all of many weeks, as `depuis janvier` says."""
    for at in range(len(pieces)):
        first = _week_at(pieces, at) if _begins(pieces[at]) else None
        last = _week_up_to(pieces, at, first[1]) if first else None
        if first and last and last[0] > first[0] + 1:
            begin, end = pieces[at].start, pieces[last[1] - 1].end
            pieces[at : last[1]] = [Piece("filler", FROM_WEEK, begin, end, pieces[at].text)]
            break
    return pieces


def _week_up_to(pieces: Sequence[Piece], at: int, to: int) -> tuple[int, int] | None:
    """The week behind the `à` or the hyphen at `to`; in `week 16 to 22 November` it is a day."""
    last = _week_at(pieces, to + 1) if to < len(pieces) else None
    after = pieces[last[1]] if last and last[1] < len(pieces) else None
    if last is None or (after is not None and (after.kind == "month" or after.value == "/")):
        return None
    hyphen = pieces[to].value in HYPHENS and glued(pieces, at, last[1])
    return last if pieces[to].word in TO or hyphen else None


def _begins(piece: Piece) -> bool:
    return piece.value in (WEEK, NAMED) or piece.word in SEVERAL


def _weeks_at(pieces: Sequence[Piece], at: int) -> _Row | None:
    """`S47 puis S48`, `wk 45 46 47 48`: two weeks or more, each after the one before it."""
    if not _begins(pieces[at]):
        return None
    numbers: list[int] = []
    places: list[int] = []
    end = step = at
    while (one := _week_at(pieces, step)) and (len(numbers) < 2 or _goes_on(numbers, one[0])):
        if numbers and abs(one[0] - numbers[-1]) != 1:
            break
        numbers.append(one[0])
        places.append(step)
        end = one[1]
        step = _past_joints(pieces, end)
    return _Row(at, end, tuple(numbers), tuple(places)) if len(numbers) > 1 else None


def _goes_on(numbers: Sequence[int], week: int) -> bool:
    """The next week, or where they go back in time the one before."""
    return week - numbers[-1] == numbers[-1] - numbers[-2]


def _week_at(pieces: Sequence[Piece], at: int) -> tuple[int, int] | None:
    """Its number, and where the next piece begins."""
    if at < len(pieces) and pieces[at].value == NAMED:
        return int(pieces[at].sign), at + 1
    led = at < len(pieces) and (pieces[at].value == WEEK or pieces[at].word in SEVERAL)
    number = at + 1 if led else at
    if kind_at(pieces, number) != "number" or not 1 <= pieces[number].value <= WEEKS:
        return None
    return pieces[number].value, number + 1


def _past_joints(pieces: Sequence[Piece], at: int) -> int:
    while at < len(pieces) and (pieces[at].word in JOINTS or pieces[at].value in STROKES):
        at += 1
    return at


def _rows(pieces: Sequence[Piece], at: int) -> list[_Row]:
    """Each run of numbers with nothing between them but `,`, `puis` and the word for cases."""
    found = []
    while at < len(pieces):
        places, end, step = [], at, at
        while kind_at(pieces, step) == "number":
            places.append(step)
            end = step + 1
            again = end + (kind_at(pieces, end) == "case")
            step = _past_joints(pieces, again)
            end = again if kind_at(pieces, step) == "number" else end
        numbers = tuple(int(pieces[place].value) for place in places)
        if len(places) > 1:
            found.append(_Row(at, end, numbers, tuple(places)))
        at = max(end, at + 1)
    return found
