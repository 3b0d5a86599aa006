"""The week that what is told is of: `S47 palu 12`, `12 palu la semaine passée`. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.understanding.small import small
from handlers.report.finding import Finding, Named
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import kind_at
from handlers.report.words.week_words import NAMED, WEEK

LAST = 0  # the week before the one it is told in
PERIOD = "period"
THIS = small("this_week")
ENDS = (".", ";", "\n")
BEFORE = ("risk", "filler", "when")  # between a week and its number
AROUND = ("filler", "stroke", "when", "intent")
SICK = ("risk", "sign", "number", "case", "sex", "age", "place")
FOR = small("for_the_week")
BADLY_PAST = small("badly_past")
BEFORE_THAT, PREVIOUS, NEAR = tuple(small("week_before")), small("week_before"), 3  # pieces


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
    named = [at for at, piece in enumerate(pieces) if named_in(piece) is not None]
    spare = any(words.isdecimal() for words in unread)
    told = [at for at in (*asked, *named) if not _of_what_was_told_before(pieces, at)]
    told = [at for at in told if not _in_brackets(pieces, at)] or told
    weeks = {named_in(pieces[at]) for at in told} - {None}
    if weeks:
        numbers = [week for week in weeks if isinstance(week, int)]
        weeks = {*numbers} if len(numbers) == 1 else weeks  # `S46 (9 au 15 novembre)`
        leads = not any(piece.kind == "number" for piece in pieces[: min(told)])
        whole = leads or not spare or _stands_alone(pieces, max(told))
        return weeks.pop() if len(weeks) == 1 and whole else None
    if any(piece.word in THIS for piece in pieces):
        return None
    told = [at for at in told if not spare or _heads(pieces, at)]
    return LAST if any(_is_last(pieces, at) for at in told) else None


def _in_brackets(pieces: Sequence[Piece], at: int) -> bool:
    """`S48 palu 36 (semaine 47 : 51)`, `S47 (celui de S48 suit)`: said of another."""
    open_ = next((p.value for p in reversed(pieces[:at]) if p.value in ("(", ")")), "")
    return open_ == "("


def _stands_alone(pieces: Sequence[Piece], at: int) -> bool:
    """`... Total 43. Sandaré semaine 48.`: at the end, with no number beside it."""
    begin = next((i for i in range(at - 1, -1, -1) if pieces[i].text in (*ENDS, ",")), -1)
    beside = (*pieces[begin + 1 : at], *pieces[at + 1 :])
    return begin >= 0 and all(piece.kind in (*AROUND, "place") for piece in beside)


def _heads(pieces: Sequence[Piece], at: int) -> bool:
    """`palu à Koro la semaine dernière : 58 sur 97 testés`."""
    after = at + 1 + (kind_at(pieces, at + 1) == "when")
    colon = after < len(pieces) and pieces[after].value == ":"
    return colon and not any(piece.kind == "number" for piece in pieces[:at])


def each_its_week(pieces: Sequence[Piece], starts: Sequence[int]) -> list[Named | None]:
    """Of reports that begin at `starts` the week before each, where several weeks lead."""
    weeks = all_named(pieces)
    if weeks and not _in_brackets(pieces, min(weeks)):
        weeks = {at: week for at, week in weeks.items() if not _in_brackets(pieces, at)}
    if len(set(weeks.values())) < 2 or min(weeks) > min(starts, default=0):
        return [None] * len(starts)
    before = [max((at for at in weeks if at < start), default=min(weeks)) for start in starts]
    return [weeks[at] for at in before]


def all_named(pieces: Sequence[Piece]) -> dict[int, Named]:
    """Where weeks are named; of `semaine 47 (du 16 au 22)` the number."""
    weeks = {at: week for at, piece in enumerate(pieces) if (week := named_in(piece)) is not None}
    return {at: week for at, week in weeks.items() if not _its_days(pieces, at, weeks)}


def _its_days(pieces: Sequence[Piece], at: int, weeks: Mapping[int, Named]) -> bool:
    """The days of `semaine 47 (du 16 au 22)`: the same week."""
    before = at - 1
    while before >= 0 and before not in weeks and pieces[before].kind in ("stroke", *BEFORE):
        before -= 1
    return isinstance(weeks[at], tuple) and isinstance(weeks.get(before), int)


def named_in(piece: Piece) -> Named | None:
    """`S47`, `semaine 47`; `du 23 au 29/11`."""
    if piece.value == PERIOD and piece.sign:
        day, month = piece.sign.split("/")
        return int(day), int(month)
    return int(piece.sign) if piece.value == NAMED else None


def _is_last(pieces: Sequence[Piece], at: int) -> bool:
    """Of the whole message: it leads, or follows the sick. `vaccinée la semaine passée` is not."""
    said = beside_last(pieces, at)
    after = at + 1 + (kind_at(pieces, at + 1) == "when")
    if said and after < len(pieces) and pieces[after].value == ":":
        return True  # `les chiffres de la semaine passée : ...`
    before = [piece.kind for piece in pieces[:at] if piece.kind not in AROUND]
    if before.count("number") == 1 and before[-2:] == ["number", "mark"]:
        died = any(p.value == "death" for p in pieces[max(0, at - 3) : at])
        return said and died  # `chèvres, 12 mortes la semaine passée`
    whole = {p.word for p in pieces[max(0, at - 2) : at]}
    if said and not whole.isdisjoint(FOR):
        return True  # `... pas vaccinée. Pr la semaine passée`
    none = before[-1:] == ["zero"] and "number" not in before and "risk" not in before
    return said and (not before or none or before[-1] in SICK)


def _of_what_was_told_before(pieces: Sequence[Piece], at: int) -> bool:
    """`5 en S46 déjà signalés, 3 nouveaux`: the week of a number that counts nobody."""
    while at > 0 and pieces[at - 1].kind in ("filler", "when", "case"):
        at -= 1
        if pieces[at].text in ENDS:
            return False  # what was told before ends with its sentence
        if pieces[at].value == "aside":
            return True
    return False


def before_that(pieces: Sequence[Piece], at: int) -> bool:
    """`la semaine d'avant`, `semaine précédente`, `previous week`: before the one that is told."""
    behind = "".join(piece.word for piece in pieces[at + 1 : at + 1 + NEAR])
    led = at > 0 and pieces[at - 1].word in PREVIOUS
    return pieces[at].value == WEEK and (led or behind.startswith(BEFORE_THAT))


def beside_last(pieces: Sequence[Piece], at: int) -> bool:
    beside = (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2])
    last = any(piece.kind == "when" and piece.value == "last" for piece in beside)
    return last or any(piece.word in BADLY_PAST for piece in beside)
