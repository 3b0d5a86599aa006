"""Of several weeks that are told beside each other the latest is reported. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.understanding.small import small
from handlers.report.counts.of_week import BEFORE, THIS, all_named, before_that, beside_last
from handlers.report.finding import Named
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import idle, kind_at
from handlers.report.words.week_words import WEEK

BEHIND = ("case", "filler", "when", "risk", "sign", "unknown")  # between a number and its week
IS = (":", "=")
GONE = ("case", "mark", "within", "sex", "age")
HALF_A_YEAR = 26
THERE_WAS = small("there_was")
# Beside each other; later than a week that has a number.
BEFORE_LAST, LAST_WEEK, THIS_WEEK = 97, 98, 99
NOW = small("now_not_today")
NEAR, ENDS = 3, (".", "\n")  # pieces; of a sentence
COMPARES = small("more_or_fewer")


def of_the_latest(pieces: list[Piece]) -> list[Piece]:
    """`palu : 31 cas en S47 et 44 en S48`, `S47: 5 cas, S48: 8 cas`: those of the last week."""
    weeks: dict[int, Named] = all_named(pieces)
    weeks.update(_this_and_last(pieces) or _named_and_last(pieces, weeks))
    if len(set(weeks.values())) < 2:
        return pieces
    if _each_of_a_disease(pieces, sorted(weeks), now=THIS_WEEK in weeks.values()):
        return pieces
    newest = _newest(list(weeks.values()))
    owners = _owners(pieces, weeks)
    owned = {weeks[week] for week in owners.values()}
    if newest not in owned and len(owned) > 1:
        newest = _newest(list(owned))  # `S46 2, S47 5, S48 pas encore`
    told = [at for at, week in owners.items() if weeks[week] == newest]
    none = all(pieces[at].kind == "zero" for at in told)
    was = any(piece.word in THERE_WAS for piece in pieces)
    if not told or (none and newest == THIS_WEEK and not was):
        return pieces  # `semaine passée 3 rougeoles, cette semaine RAS`: asked about
    gone = (*GONE, "risk") if none and was else GONE
    for at, week in owners.items():
        if weeks[week] != newest:
            pieces[at] = idle(pieces[at])
            if kind_at(pieces, at - 1) == "question":  # `15 contre 19 en S47`
                pieces[at - 1] = idle(pieces[at - 1])
            end = next((i for i in range(at + 1, len(pieces)) if i in weeks or i in owners), None)
            _with_what_follows(pieces, at + 1, len(pieces) if end is None else end, gone)
    for at, named in weeks.items():
        pieces[at] = pieces[at] if named == newest else idle(pieces[at])
    return pieces


def _this_and_last(pieces: Sequence[Piece]) -> dict[int, int]:
    """`sem passée 13, cette sem 16`: where both are named, weeks later than any number."""
    this = {at for at in range(len(pieces)) if _says_this(pieces, at)}
    last = {
        at
        for at, piece in enumerate(pieces)
        if piece.value == WEEK and at not in this and beside_last(pieces, at)
    }
    before = {at for at in range(len(pieces)) if at not in last and before_that(pieces, at)}
    if not last or not (this or before):
        return {}
    found = dict.fromkeys(before, BEFORE_LAST) | dict.fromkeys(last, LAST_WEEK)
    return found | dict.fromkeys(this, THIS_WEEK)


def _named_and_last(pieces: Sequence[Piece], named: Mapping[int, Named]) -> dict[int, int]:
    """`En S47 nous avions 7 cas ; la semaine dernière 3`: if either has a number of its own."""
    last = [at for at, p in enumerate(pieces) if p.value == WEEK and beside_last(pieces, at)]
    weeks = dict(named) | dict.fromkeys(last, LAST_WEEK)
    owned = set(_owners(pieces, weeks).values()) if named and last else set()
    both = not owned.isdisjoint(named) and not owned.isdisjoint(last)
    return dict.fromkeys(last, LAST_WEEK) if both else {}


def _says_this(pieces: Sequence[Piece], at: int) -> bool:
    """`cette semaine`, in one piece or two; `maintenant 6 cas`."""
    if pieces[at].word in NOW:
        return any(piece.kind == "number" for piece in pieces[at + 1 : at + 1 + NEAR])
    both = f"{pieces[at - 1].word} {pieces[at].word}" if at else ""
    return pieces[at].word.endswith(tuple(THIS)) or both in THIS  # `none this week`


def _with_what_follows(pieces: list[Piece], at: int, end: int, gone: Sequence[str]) -> None:
    """What a number counts goes with it: `9 décès`, `5 cas dont`."""
    while at < end and pieces[at].kind in gone:
        pieces[at] = idle(pieces[at])
        at += 1


def _each_of_a_disease(pieces: Sequence[Piece], weeks: Sequence[int], *, now: bool) -> bool:
    """`S46 palu 12. S47 palu 10`: two reports; not `sem passée palu 12, cette sem palu 8`."""
    ends = (*weeks[1:], len(pieces))
    spans = [pieces[begin:end] for begin, end in zip(weeks, ends, strict=True)]
    was = any(piece.word in THERE_WAS for span in spans for piece in span)
    named = [[piece.value for piece in span if piece.kind == "risk"] for span in spans]
    compared = now or any(piece.word in COMPARES for piece in pieces)
    compared = compared and len({risk for risks in named for risk in risks}) == 1
    return not was and not compared and all(named)


def _newest(weeks: Sequence[Named]) -> Named:
    """In January week 1 is newer than 52."""
    days = [week for week in weeks if isinstance(week, tuple)]
    if days:
        return max(days, key=lambda day: (day[1], day[0]))
    numbers = [week for week in weeks if isinstance(week, int)]
    if max(numbers) >= BEFORE_LAST:
        return max(numbers)
    turned = max(numbers) - min(numbers) > HALF_A_YEAR
    return min(numbers) if turned else max(numbers)


def _owners(pieces: Sequence[Piece], weeks: dict[int, Named]) -> dict[int, int]:
    """Where each number (or `aucun`) stands, and where its week does."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind in ("number", "zero")]
    leading = bool(numbers) and min(weeks) < numbers[0]
    if leading and len(numbers) == len(weeks) and max(weeks) < numbers[0]:
        return dict(zip(numbers, sorted(weeks), strict=True))  # `S48 vs S47 : 13 vs 8`
    inside = {
        at for at in weeks if kind_at(pieces, at - 1) == "stroke" and _has_its_own(pieces, at)
    }
    found: dict[int, int] = {}
    behind: set[int] = set()
    for at in numbers:
        if at in weeks:
            found[at] = at
            continue
        after, before = _after(pieces, at, weeks), _before(pieces, at, weeks)
        first, second = (before, after) if leading else (after, before)
        week = second if first is None else first
        if week in inside and _closed(pieces, at, week):
            week = None
        if week is None:
            others = (w for w in weeks if w < at and w not in behind and w not in inside)
            later = any(piece.value in ENDS for piece in pieces[max(weeks) : at])
            dead = later and kind_at(pieces, at + 1) == "mark"  # `... et 4 en S46. Un décès`
            week = None if dead else max(others, default=None)
        elif week == after:
            behind.add(week)
        if week is not None:
            found[at] = week
    return found


def _has_its_own(pieces: Sequence[Piece], at: int) -> bool:
    """The 35 of `palu 27 (S47 : 35)`."""
    within = pieces[at - 1].value == "(" and pieces[at + 1 : at + 2] and pieces[at + 1].value in IS
    return bool(within) and kind_at(pieces, at + 2) == "number"


def _closed(pieces: Sequence[Piece], at: int, week: int) -> bool:
    """Whether the number at `at` is outside the brackets in which the week stands."""
    return not week < at <= week + 2


def _after(pieces: Sequence[Piece], at: int, weeks: dict[int, Named]) -> int | None:
    at += 1
    while at < len(pieces) and at not in weeks and _may_stand_between(pieces[at]):
        at += 1
    return at if at in weeks else None


def _may_stand_between(piece: Piece) -> bool:
    return piece.kind in BEHIND or piece.value == "("


def _before(pieces: Sequence[Piece], at: int, weeks: dict[int, Named]) -> int | None:
    at -= 1
    while at >= 0 and at not in weeks and (pieces[at].kind in BEFORE or pieces[at].value in IS):
        at -= 1
    return at if at in weeks else None
