"""A week and its number made one: `S48`, `semaine n°48`, `48e semaine`, `Rougeole S48`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.neighbours import ORDINALS
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import glued, joined, kind_at

WEEK, NAMED = "week", "named_week"  # the word, and together with its number
FROM_WEEK = "from_week"  # up to another: `S1 à S47`
LONG_AGO = "long_ago"  # `in the past`
WEEKS, MONTHS = 53, 12
LONGEST, THE_LATEST = 31, 0  # days of a month; in place of a month that is not said
FROM, TO = small("of", "from"), small("to")
NOBODY, DENYING = small("nobody", "nobody_spelt"), small("denying", "denying_spelt")
SIGNS = small("numbered") | {"°"}
WEEKLY, REPORT = small("weekly_number"), small("weekly_report")
ENDS = (":", ",", ";", ".", "-", "/", "\n")
LETTER = re.compile(r"(?P<said>.+) (?P<letter>[sw])", re.IGNORECASE)


def _has_a_letter_apart(seen: Seen) -> bool:
    """`Rougeole S`, of `Rougeole S48`."""
    return any(LETTER.fullmatch(piece.text) for piece in seen.pieces if " " in piece.text)


@only_where(values=(WEEK, LONG_AGO), words=WEEKLY | REPORT, or_where=_has_a_letter_apart)
def named_weeks(pieces: Sequence[Piece]) -> list[Piece]:
    """Those that no other rule knows (signing.py): before anything is read of their numbers."""
    found: list[Piece] = []
    pieces = [_not_so_long_ago(pieces, at) for at in range(len(pieces))]
    at = 0
    while at < len(pieces):
        end = at + 1
        if split := _letter_apart(pieces, at):
            found += split
            end = at + 2
        elif numbered := _numbered(pieces, at):
            piece, end = numbered
            found.append(piece)
        else:
            found.append(pieces[at])
        at = end
    return found


def _not_so_long_ago(pieces: Sequence[Piece], at: int) -> Piece:
    """`in the past week`, `in the past 3 days`"""
    unit = at + 1 + (kind_at(pieces, at + 1) == "number")
    near = kind_at(pieces, unit) == "unit" or any(p.value == WEEK for p in pieces[unit : unit + 1])
    past = pieces[at].value == LONG_AGO and near
    return pieces[at]._replace(kind="when", value="last") if past else pieces[at]


def _letter_apart(pieces: Sequence[Piece], at: int) -> list[Piece] | None:
    """`Rougeole S48` has no plural: its letter belongs to the number."""
    match = LETTER.fullmatch(pieces[at].text)
    if not match or not _is_number(pieces, at + 1) or not glued(pieces, at, at + 2):
        return None
    piece, number = pieces[at], pieces[at + 1]
    begin = piece.end - 1
    text = f"{match['letter']}{number.text}"
    week = Piece("filler", NAMED, begin, number.end, text, piece.locale)
    said = piece._replace(text=match["said"], end=begin - 1)
    return [said, week._replace(sign=str(number.value))]


def _numbered(pieces: Sequence[Piece], at: int) -> tuple[Piece, int] | None:
    if pieces[at].value == WEEK and kind_at(pieces, at + 1) == "when":
        brackets = [piece.value for piece in pieces[at + 2 : at + 5 : 2]]
        if brackets == ["(", ")"] and _is_number(pieces, at + 3):
            return named_by(pieces, at, at + 3, at + 5)  # `la semaine écoulée (48)`
    if pieces[at].value == WEEK or pieces[at].word in WEEKLY | REPORT:
        begin = at + 1
        while begin < len(pieces) and {pieces[begin].word, pieces[begin].value} & SIGNS:
            begin += 1
        named = begin > at + 1 or _heads(pieces, at, begin + 1)
        named = (named or _nobody_after(pieces, begin + 1)) and _is_number(pieces, begin)
        return named_by(pieces, at, begin, begin + 1) if named else None
    ordinal = _is_number(pieces, at) and at + 2 < len(pieces) and pieces[at + 1].value in ORDINALS
    written = ordinal and (glued(pieces, at, at + 2) or len(pieces[at + 1].text) > 1)
    if written and pieces[at + 2].value == WEEK:  # `48e semaine`, `48 eme semaine`
        return named_by(pieces, at, at, at + 3)
    return None


def _heads(pieces: Sequence[Piece], at: int, after: int) -> bool:
    """`hebdo 47 : ...`, `RH 48 Koro ...`; in `hebdo 12 palu` there are twelve."""
    if pieces[at].word in REPORT:
        return kind_at(pieces, after) not in ("unit", "case", "sex")
    ends = kind_at(pieces, after) == "stroke" and pieces[after].value in ENDS
    return pieces[at].word in WEEKLY and (ends or after == len(pieces))


def _nobody_after(pieces: Sequence[Piece], at: int) -> bool:
    """`S48 personne n'est mort`: they are not 48."""
    words = " ".join(piece.word for piece in pieces[at : at + 2]).split()
    return len(words) > 1 and words[0] in NOBODY and words[1] in DENYING


def named_by(pieces: Sequence[Piece], at: int, number: int, end: int) -> tuple[Piece, int]:
    """One piece up to `end`, with its number as its sign: it may be a word."""
    piece, end = joined("filler", NAMED, pieces, at, end)
    return piece._replace(sign=str(pieces[number].value)), end


def _is_number(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, at) == "number" and 1 <= pieces[at].value <= WEEKS


def days_of_week(pieces: Sequence[Piece], at: int) -> tuple[Piece, int] | None:
    """`semaine du 23 au 29`."""
    span = [piece.word for piece in pieces[at + 1 : at + 5 : 2]]
    days = [kind_at(pieces, at + 2), kind_at(pieces, at + 4)]
    from_to = len(span) == 2 and span[0] in FROM and span[1] in TO
    if pieces[at].value == WEEK and from_to and days == ["number", "number"]:
        piece, end = joined("filler", "period", pieces, at, at + 5)
        return piece._replace(sign=f"{pieces[at + 4].value}/{THE_LATEST}"), end
    return None


def day_in_digits(pieces: Sequence[Piece], at: int, day: int) -> tuple[Piece, int] | None:
    """`week ending 29/11`: the day of a month, and no 29th week."""
    numbers = [kind_at(pieces, day), kind_at(pieces, day + 2)]
    slash = kind_at(pieces, day + 1) == "stroke" and pieces[day + 1].value == "/"
    if not slash or numbers != ["number", "number"] or not glued(pieces, day, day + 3):
        return None
    if pieces[day].value > LONGEST or not 1 <= pieces[day + 2].value <= MONTHS:
        return None
    piece, end = joined("filler", "period", pieces, at, year_too(pieces, day + 3))
    return piece._replace(sign=f"{pieces[day].value}/{pieces[day + 2].value}"), end


def week_heads(pieces: Sequence[Piece], begin: int, end: int) -> bool:
    """`Koro S 48 : palu 3`, `Koro, S 48, ...`; in `palu S 48` they are cases of simple malaria."""
    led = kind_at(pieces, begin - 1) in ("place", "unknown", "stroke")
    named = any(piece.kind == "risk" for piece in pieces[:begin])
    ends = end < len(pieces) and pieces[end].value in ENDS
    ends = ends or (kind_at(pieces, end) == "risk" and kind_at(pieces, end + 1) == "number")
    return led and ends and (pieces[end].value == ":" or not named)


def year_too(pieces: Sequence[Piece], end: int) -> int:
    """`S48/2026`, `29/11/26`: where the year ends that follows what ends at `end`."""
    slash = kind_at(pieces, end) == "stroke" and pieces[end].value == "/"
    if not slash or kind_at(pieces, end + 1) != "number" or not glued(pieces, end - 1, end + 2):
        return end
    year = pieces[end + 1].text
    full = year.startswith("20") and len(year) == len("2026")
    return end + 2 if full or (year.isdecimal() and len(year) == len("26")) else end
