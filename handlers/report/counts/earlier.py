"""Numbers of several days or weeks: days are added, earlier weeks were told before. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import pairwise, takewhile

from bot.understanding.small import small
from handlers.report.counts.latest import of_the_latest
from handlers.report.counts.of_week import PERIOD
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import idle, kind_at
from handlers.report.words.week_words import NAMED, WEEK

THIS = small("this_week")
MORE, TOLD_ALREADY = small("more_of_them"), "told_already"
BESIDES = small("besides_those")  # `en plus des`
TELLING = frozenset(max(phrase.split(), key=len) for phrase in BESIDES)
NEW, CUMULATED = small("newly"), small("up_to_now")
BOTH, SUMMED = 2, "summed"
FORGOTTEN, NEAR = small("amends_forgotten"), 3
ENDS = (".", ";", "\n")


def _tells_of_other_days(seen: Seen) -> bool:
    days = "date" in seen.kinds or not seen.values.isdisjoint((WEEK, NAMED, PERIOD))
    said = not seen.words.isdisjoint(NEW | MORE | TELLING) or TOLD_ALREADY in seen.values
    several = sum(piece.value in (NAMED, PERIOD) for piece in seen.pieces) > 1
    return several or (seen.count("number", "zero") > 1 and (days or said))


@only_where(or_where=_tells_of_other_days)
def only_now(pieces: Sequence[Piece]) -> list[Piece]:
    """What is told for the first time; of the rest no number is left."""
    found = _this_week(_besides_those(list(pieces)))
    return _day_by_day(_new_ones(_not_forgotten(found, of_the_latest(list(found)))))


def _not_forgotten(before: Sequence[Piece], now: list[Piece]) -> list[Piece]:
    """`S48 palu 45, S47 oublié 30`: what was never told of the older week is named as not read."""
    if len(before) != len(now):
        return now
    for at, (was, piece) in enumerate(zip(before, now, strict=True)):
        left = was.kind == "number" and piece.kind == "filler"
        if left and any(each.word in FORGOTTEN for each in before[max(0, at - NEAR) : at]):
            now[at] = piece._replace(kind="unread", value=was.text)
    return now


def _besides_those(pieces: list[Piece]) -> list[Piece]:
    """`en plus des 6 cas de rougeole déjà déclarés, 3 nouveaux cas`: the six were told."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    for at in numbers if len(numbers) > 1 else ():
        led = f" {' '.join(piece.word for piece in pieces[max(0, at - 4) : at])} "
        sent = pieces[at + 1 : at + 2] and pieces[at + 1].value == TOLD_ALREADY
        if not sent and not any(led.endswith(f" {phrase} ") for phrase in BESIDES):
            continue
        pieces[at] = idle(pieces[at])
        _without_their_total(pieces, [each for each in numbers if each != at], pieces[at].text)
        _alone(pieces, at + 1, "case")
        for after in range(at + 1, len(pieces)):
            if pieces[after].kind in ("stroke", "number"):
                break
            if pieces[after].value == TOLD_ALREADY:
                pieces[after] = idle(pieces[after])
        break
    return pieces


def _without_their_total(pieces: list[Piece], numbers: Sequence[int], told: str) -> None:
    """`10 déjà envoyés, 4 nouveaux, total 14`: it is that of both."""
    if len(numbers) == BOTH and told.isdecimal():
        new, total = numbers
        if pieces[total].value == pieces[new].value + int(told):
            pieces[total] = idle(pieces[total])


def _this_week(pieces: list[Piece]) -> list[Piece]:
    """`palu : semaine passée 12, cette semaine 15`: the twelve were told then."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    first = numbers[0] if len(numbers) == BOTH else 0
    before = pieces[:first]
    last = any(p.kind == "when" and p.value == "last" for p in before)
    week = last and any(p.value == "week" for p in before)
    if week and any(piece.word in THIS for piece in pieces[first:]):
        pieces[first] = idle(pieces[first])
    return pieces


def _new_ones(pieces: list[Piece]) -> list[Piece]:
    """`cumul 31 cas, dont 6 nouveaux`, `5 nouveaux cas, le total passe à 18`: the new are told.

    A total that may be the right number after all is named as not understood.
    """
    numbers = {at: piece.value for at, piece in enumerate(pieces) if piece.kind == "number"}
    new = [at for at in numbers if _said_of(pieces, at, NEW) or _headed(pieces, at, NEW)]
    more = [at for at in numbers if _said_of(pieces, at, MORE, 6)]
    new = new or more
    if len(new) != 1:
        return pieces
    told = sum(numbers.values())
    for at, value in numbers.items():
        if at == new[0] or value <= numbers[new[0]] or 2 * value == told:
            continue
        before = list(takewhile(lambda piece: piece.kind != "number", reversed(pieces[:at])))
        if any(p.word in CUMULATED for p in before) or _said_of(pieces, at, CUMULATED):
            pieces[at] = idle(pieces[at])
        elif any(piece.value == "total" for piece in (*before, *pieces[at + 1 : at + 3])):
            pieces[at] = idle(pieces[at]) if more else pieces[at]._replace(kind="unread")
        else:
            continue
        _alone(pieces, at + 1, "case")
        _alone(pieces, new[0] - 1, "within")
    return pieces


def _alone(pieces: list[Piece], at: int, kind: str) -> None:
    if kind_at(pieces, at) == kind:
        pieces[at] = idle(pieces[at])


def _headed(pieces: Sequence[Piece], at: int, words: frozenset[str]) -> bool:
    """`Nouveaux cas de la semaine 48 : 1`."""
    head = takewhile(lambda p: p.kind != "number" and p.value not in ENDS, reversed(pieces[:at]))
    return (
        at > 0
        and pieces[at - 1].value == ":"
        and any(not words.isdisjoint(p.word.split()) for p in head)
    )


def _said_of(pieces: Sequence[Piece], at: int, words: Collection[str], within: int = 2) -> bool:
    behind = takewhile(lambda piece: piece.value not in ENDS, pieces[at + 1 : at + 1 + within])
    beside = " ".join(piece.word for piece in behind)
    return not set(beside.split()).isdisjoint(words)


def _day_by_day(pieces: list[Piece]) -> list[Piece]:
    """`3 hier, 2 aujourd'hui`, `lundi 4, mardi 5`: added, where each number has its day."""
    numbers = [
        at
        for at, piece in enumerate(pieces)
        if piece.kind == "number"
        and "mark" not in (kind_at(pieces, at - 1), kind_at(pieces, at + 1))
    ]
    total = _total_of(pieces, numbers)
    numbers = [at for at in numbers if at != total]
    days = [_day_of(pieces, at) for at in numbers]
    one = all(sum(p.kind == kind for p in pieces) <= 1 for kind in ("risk", "place", "sign"))
    apart = len(numbers) > 1 and None not in days and len(set(days)) == len(days)
    if not (one and apart and any(piece.kind == "risk" for piece in pieces)):
        return pieces
    if total is not None:
        pieces[total] = idle(pieces[total], SUMMED)
    _up_to_the_last_day(pieces, [day for day in days if isinstance(day, date)])
    all_ = sum(pieces[at].value for at in numbers)
    pieces[numbers[0]] = pieces[numbers[0]]._replace(value=all_, text=str(all_))
    for at in numbers[1:]:
        pieces[at] = idle(pieces[at])
        if kind_at(pieces, at + 1) == "case":
            pieces[at + 1] = idle(pieces[at + 1])
    return pieces


def _up_to_the_last_day(pieces: list[Piece], days: Sequence[date]) -> None:
    """None of the days is when all fell ill: they are of the week of the last one, or of that
    which is named.

    `lundi 3, mardi 4` on a Monday: not today, and the day after six days ago.
    """
    turned = any(before - after > timedelta(days=1) for before, after in pairwise(days))
    last = days[-1] if turned else max(days)
    named = any(piece.value in (NAMED, PERIOD) for piece in pieces)
    for at, piece in enumerate(pieces):
        if piece.kind == "date" and piece.value in days:
            pieces[at] = idle(piece, "" if named else PERIOD)
            pieces[at] = pieces[at]._replace(sign=f"{last.day}/{last.month}")


def _total_of(pieces: Sequence[Piece], numbers: Sequence[int]) -> int | None:
    """Where `total 12` stands, of as many as the others are together, or a number without a day
    that comes first: `8 cas : 3 mardi, 5 jeudi`."""
    for at in numbers:
        beside = (*pieces[max(0, at - 2) : at], *pieces[at + 1 : at + 2])
        others = sum(pieces[other].value for other in numbers if other != at)
        total = any(p.value in ("total", "=") for p in beside)
        first = at == numbers[0] and len(numbers) > BOTH and _day_of(pieces, at) is None
        if (total or first) and pieces[at].value == others:
            return at
    return None


def _day_of(pieces: Sequence[Piece], at: int) -> object:
    """The day before a number, also `hier palu 3`, `bi mogo 2`; or right behind it and its cases,
    also `2 se sont ajoutés aujourd'hui`."""
    before = at - 2 if at > 1 and pieces[at - 1].value == ":" else at - 1
    while kind_at(pieces, before) in ("case", "risk"):
        before -= 1
    behind = at + 1 + (kind_at(pieces, at + 1) == "case")
    while behind <= at + NEAR + 1 and kind_at(pieces, behind) in ("filler", "unknown"):
        behind += 1
    for beside in (before, behind):
        if kind_at(pieces, beside) == "date":
            return pieces[beside].value
    return None
