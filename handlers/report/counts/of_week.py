"""The week that what is told is of: `S47 palu 12`, `12 palu la semaine passée`. Pure.

Where several weeks are named, each with its number, the latest is reported: the others were.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.small import small
from handlers.report.finding import Finding, Named
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import idle, kind_at
from handlers.report.words.week_words import NAMED, WEEK

LAST = 0  # the week before the one it is told in
PERIOD = "period"
THIS = small("this_week")
AROUND = ("filler", "stroke", "when", "intent")
SICK = ("risk", "sign", "number", "case", "sex", "age", "place")
BEHIND = ("case", "filler", "when", "risk", "sign", "unknown")  # between a number and its week
BEFORE = ("risk", "filler", "when")
IS = (":", "=")
GONE = ("case", "mark", "within", "sex", "age")
HALF_A_YEAR = 26
BADLY_PAST = small("badly_past")
THERE_WAS = small("there_was")
# Beside each other; later than a week that has a number.
BEFORE_LAST, LAST_WEEK, THIS_WEEK = 97, 98, 99
NOW, BEFORE_THAT = small("now_not_today"), tuple(small("week_before"))
NEAR = 3  # pieces


def weeks_of(
    pieces: Sequence[Piece],
    unread: Sequence[str],
    found: Sequence[tuple[int, Finding]],
    *,
    nothing: bool = False,
) -> tuple[Named | None, tuple[Finding, ...]]:
    """The week of all that was `found` (and where each begins) or of which nothing is told, or
    each with its own."""
    week = named_week(pieces, unread) if found or nothing else None
    weeks = each_its_week(pieces, [begin for begin, _one in found])
    each = zip(found, weeks, strict=True)
    return week, tuple(replace(one, week=its) for (_begin, one), its in each)


def named_week(pieces: Sequence[Piece], unread: Sequence[str]) -> Named | None:
    """Its number or last day, or `LAST`; None where none is named, or several are.

    `unread`: what was not understood, numbers too. Of which of two numbers a week is that does not
    lead, nobody knows.
    """
    asked = [at for at, piece in enumerate(pieces) if piece.value == WEEK]
    named = [at for at, piece in enumerate(pieces) if _named(piece) is not None]
    spare = any(words.isdecimal() for words in unread)
    told = [at for at in (*asked, *named) if not _of_what_was_told_before(pieces, at)]
    weeks = {_named(pieces[at]) for at in told} - {None}
    if weeks:
        leads = not any(piece.kind == "number" for piece in pieces[: min(told)])
        return weeks.pop() if len(weeks) == 1 and (leads or not spare) else None
    if spare or any(piece.word in THIS for piece in pieces):
        return None
    return LAST if any(_is_last(pieces, at) for at in told) else None


def each_its_week(pieces: Sequence[Piece], starts: Sequence[int]) -> list[Named | None]:
    """Of reports that begin at `starts` the week before each, where several weeks lead."""
    weeks = {at: week for at, piece in enumerate(pieces) if (week := _named(piece)) is not None}
    if len(set(weeks.values())) < 2 or min(weeks) > min(starts, default=0):
        return [None] * len(starts)
    before = [max((at for at in weeks if at < start), default=min(weeks)) for start in starts]
    return [weeks[at] for at in before]


def _named(piece: Piece) -> Named | None:
    """`S47`, `semaine 47`; `du 23 au 29/11`."""
    if piece.value == PERIOD and piece.sign:
        day, month = piece.sign.split("/")
        return int(day), int(month)
    return int(piece.sign) if piece.value == NAMED else None


def _is_last(pieces: Sequence[Piece], at: int) -> bool:
    """Of the whole message: it leads, or follows the sick. `vaccinée la semaine passée` is not."""
    said = _beside_last(pieces, at)
    before = [piece.kind for piece in pieces[:at] if piece.kind not in AROUND]
    return said and (not before or before[-1] in SICK)


def _of_what_was_told_before(pieces: Sequence[Piece], at: int) -> bool:
    """`5 en S46 déjà signalés, 3 nouveaux`: the week of a number that counts nobody."""
    while at > 0 and pieces[at - 1].kind in ("filler", "when", "case"):
        at -= 1
        if pieces[at].value == "aside":
            return True
    return False


def of_the_latest(pieces: list[Piece]) -> list[Piece]:
    """`palu : 31 cas en S47 et 44 en S48`, `S47: 5 cas, S48: 8 cas`: those of the last week."""
    weeks = {at: week for at, piece in enumerate(pieces) if (week := _named(piece)) is not None}
    weeks.update(_this_and_last(pieces))
    if len(set(weeks.values())) < 2:
        return pieces
    if _each_of_a_disease(pieces, sorted(weeks), now=THIS_WEEK in weeks.values()):
        return pieces
    newest = _newest(list(weeks.values()))
    owners = _owners(pieces, weeks)
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
    for at, week in weeks.items():
        pieces[at] = pieces[at] if week == newest else idle(pieces[at])
    return pieces


def _this_and_last(pieces: Sequence[Piece]) -> dict[int, int]:
    """`sem passée 13, cette sem 16`: where both are named, weeks later than any number."""
    this = {at for at in range(len(pieces)) if _says_this(pieces, at)}
    last = {
        at
        for at, piece in enumerate(pieces)
        if piece.value == WEEK and at not in this and _beside_last(pieces, at)
    }
    before = {at for at in range(len(pieces)) if at not in last and _says_before(pieces, at)}
    if not last or not (this or before):
        return {}
    found = dict.fromkeys(before, BEFORE_LAST) | dict.fromkeys(last, LAST_WEEK)
    return found | dict.fromkeys(this, THIS_WEEK)


def _says_before(pieces: Sequence[Piece], at: int) -> bool:
    """`la semaine d'avant`."""
    behind = "".join(piece.word for piece in pieces[at + 1 : at + 1 + NEAR])
    return pieces[at].value == WEEK and behind.startswith(BEFORE_THAT)


def _says_this(pieces: Sequence[Piece], at: int) -> bool:
    """`cette semaine`, in one piece or two; `maintenant 6 cas`."""
    if pieces[at].word in NOW:
        return any(piece.kind == "number" for piece in pieces[at + 1 : at + 1 + NEAR])
    both = f"{pieces[at - 1].word} {pieces[at].word}" if at else ""
    return pieces[at].word.endswith(tuple(THIS)) or both in THIS  # `none this week`


def _beside_last(pieces: Sequence[Piece], at: int) -> bool:
    beside = (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2])
    last = any(piece.kind == "when" and piece.value == "last" for piece in beside)
    return last or any(piece.word in BADLY_PAST for piece in beside)


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
    compared = now and len({risk for risks in named for risk in risks}) == 1
    return not was and not compared and all(named)


def _newest(weeks: Sequence[Named]) -> Named:
    """In January week 1 is newer than 52."""
    days = [week for week in weeks if isinstance(week, tuple)]
    if days:
        return max(days, key=lambda day: (day[1], day[0]))
    numbers = [week for week in weeks if isinstance(week, int)]
    if THIS_WEEK in numbers:
        return THIS_WEEK
    turned = max(numbers) - min(numbers) > HALF_A_YEAR
    return min(numbers) if turned else max(numbers)


def _owners(pieces: Sequence[Piece], weeks: dict[int, Named]) -> dict[int, int]:
    """Where each number (or `aucun`) stands, and where its week does."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind in ("number", "zero")]
    leading = bool(numbers) and min(weeks) < numbers[0]
    found: dict[int, int] = {}
    behind: set[int] = set()
    for at in numbers:
        if at in weeks:
            found[at] = at
            continue
        after, before = _after(pieces, at, weeks), _before(pieces, at, weeks)
        first, second = (before, after) if leading else (after, before)
        week = second if first is None else first
        if week is None:
            week = max((w for w in weeks if w < at and w not in behind), default=None)
        elif week == after:
            behind.add(week)
        if week is not None:
            found[at] = week
    return found


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
