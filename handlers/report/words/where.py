"""Places among the words of a message that mean nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.journeys import is_away
from handlers.report.words.meant import Where
from handlers.report.words.pieces import Piece, doubtful
from handlers.report.words.spans import glued
from handlers.report.words.spelling import (
    counted_code,
    ends_no_name,
    hyphened,
    nameless,
    possible,
    short_code,
)

LONGEST = 4  # words of a place's name
AFTER_PLACE = small("after_place")
A_DAY = small("a_day_word")
TRIES = 8  # misspelt names looked for in one message: each costs as much as the rest
WORSE = 0.05  # of likeness
SHORTEST = 3  # letters of a name that may be misspelt
SEXES = {"f": "female", "m": "male"}
FRENCH = {**SEXES, "g": "male", "h": "male"}  # garçon, homme; an English g is a girl
INSIDE = frozenset("'-")
# Without any of these a message is no report, and its words need not be looked for.
TELLING = frozenset(("risk", "unlisted", "sign", "number", "case", "sex", "age", "mark", "zero"))
# What a place's name may be hidden under when it was only guessed at, or means little.
SOFT = frozenset(("filler", "intent", "month", "unit", "weekday", "when", "case", "question"))


def spelled(pieces: Sequence[Piece], where: Where) -> list[Piece]:
    """The same pieces with each name of a place, as it is spelled, made one piece."""
    pieces = _reunited(pieces, where)
    if not any(nameless(piece, misspelt=False) for piece in pieces):
        return list(pieces)
    if not any(piece.kind == "sign" or (piece.kind == "risk" and piece.sure) for piece in pieces):
        # The disease of the message is more likely misspelt than left out.
        best = max((p.score for p in pieces if _likely_risk(p)), default=0.0)
        first = next((p for p in pieces if _likely_risk(p) and p.score == best), None)
        pieces = [p._replace(sure=True) if p is first else p for p in pieces]
    pieces = [_rather_town(piece, where) for piece in pieces]
    return _spans(_unglued(pieces, where), where, misspelt=False)


def _reunited(pieces: Sequence[Piece], where: Where) -> list[Piece]:
    """`Saraféré`, taken apart as `sara` (dead) and more, is a village; `palukoro` is none."""
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = at + 1
        while end < len(pieces) and _letters_on(pieces, end):
            end += 1
        name = "".join(piece.text for piece in pieces[at:end])
        whole = end > at + 1 and not any(p.kind == "risk" and p.sure for p in pieces[at:end])
        places = where.named(name, misspelt=False) if whole else ()
        if places:
            last = pieces[end - 1].end
            found.append(pieces[at]._replace(kind="place", value=places, end=last, text=name))
        else:
            found += pieces[at:end]
        at = end
    return found


def _letters_on(pieces: Sequence[Piece], at: int) -> bool:
    """Written on, letter after letter, from the piece before."""
    before, piece = pieces[at - 1], pieces[at]
    return before.end == piece.start and before.text[-1:].isalpha() and piece.text[:1].isalpha()


def _rather_town(piece: Piece, where: Where) -> Piece:
    """What was only guessed to be another word is a town, where it is more like that."""
    if piece.sure or piece.kind == "unknown" or len(piece.text) <= SHORTEST:
        return piece
    found = where.town(piece.text)
    if found is None or found.score <= piece.score:
        return piece
    return piece._replace(kind="place", value=(found.place,), sure=True)


def _likely_risk(piece: Piece) -> bool:
    """Near enough to a disease to be meant: `Boni` is not nearly `boji`."""
    return piece.kind == "risk" and not doubtful(piece)


def likely(pieces: Sequence[Piece], where: Where) -> list[Piece]:
    """The same for misspelt names, where none is spelled right."""
    kinds = [piece.kind for piece in pieces]
    known = any(p.kind == "place" and not is_away(pieces, at) for at, p in enumerate(pieces))
    if known or "unknown" not in kinds or TELLING.isdisjoint(kinds):
        return list(pieces)
    found = _most_alike(_spans(pieces, where, misspelt=True), where, pieces)
    if "place" in kinds:  # where they were brought: beside it only a name is guessed to be another
        found = [_no_name(p) if p not in pieces else p for p in found]
    return found


def _no_name(piece: Piece) -> Piece:
    lower = piece.kind == "place" and not any(w[:1].isupper() for w in piece.text.split())
    return piece._replace(kind="unknown", value=piece.word) if lower else piece


def _most_alike(pieces: list[Piece], where: Where, known: Sequence[Piece]) -> list[Piece]:
    """`sa mère ossi, dountza`: of guessed names those that are clearly less alike are none."""
    guessed = [(at, p) for at, p in enumerate(pieces) if p.kind == "place" and p not in known]
    scores = {at: where.score(p.text) for at, p in guessed}
    best = max(scores.values(), default=0.0)
    for at, score in scores.items():
        if score < best - WORSE:
            pieces[at] = pieces[at]._replace(kind="unknown", value=pieces[at].word)
    return pieces


def _unglued(pieces: Sequence[Piece], where: Where) -> list[Piece]:
    """`3fdouentza`: a letter for the sex, then the place."""
    found: list[Piece] = []
    letters = FRENCH if any(piece.locale == "fr" for piece in pieces) else SEXES
    for piece in pieces:
        after_number = found and found[-1].kind == "number" and found[-1].end == piece.start
        sex = letters.get(piece.text[:1].casefold())
        if piece.kind == "unknown" and after_number and sex and _is_glued(piece, where):
            middle = piece.start + 1
            found.append(piece._replace(kind="sex", value=sex, end=middle, text=piece.text[0]))
            rest = piece.text[1:]
            found.append(piece._replace(value=rest.casefold(), start=middle, text=rest))
        else:
            found.append(piece)
    return found


def _is_glued(piece: Piece, where: Where) -> bool:
    if where.named(piece.text, misspelt=False):
        return False
    misspelt = piece.text[0] in "fF"  # few places begin so; many begin with M
    return len(piece.text) > SHORTEST and bool(where.named(piece.text[1:], misspelt=misspelt))


def _spans(pieces: Sequence[Piece], where: Where, *, misspelt: bool) -> list[Piece]:
    found: list[Piece] = []
    at = tried = 0
    while at < len(pieces):
        match = None
        begins = possible(pieces[at], misspelt=misspelt) or hyphened(pieces, at)
        begins = begins or pieces[at].kind == "place"  # a town, perhaps of a longer name
        if tried < TRIES and begins:
            match = _longest(pieces, at, where, misspelt=misspelt)
            tried += misspelt
            if match and not misspelt and _goes_on(pieces, at, match[1], where):
                match = None  # `village de Kolé`, of Kolé Saba
        piece, at = match or (pieces[at], at + 1)
        found.append(piece)
    return found


def _goes_on(pieces: Sequence[Piece], at: int, end: int, where: Where) -> bool:
    """Whether a name that begins with small words is the beginning of a longer one behind them."""
    for begin in range(at + 1, end):
        if pieces[begin - 1].kind != "filler":
            return False
        longer = _longest(pieces, begin, where, misspelt=False)
        if longer is not None and longer[1] > end:
            return True
    return False


def _longest(
    pieces: Sequence[Piece], at: int, where: Where, *, misspelt: bool
) -> tuple[Piece, int] | None:
    for end in range(_reach(pieces, at, misspelt=misspelt), at, -1):
        span = pieces[at:end]
        if span[-1].kind == "stroke" or (counted_code(pieces, at) and end > at + 1):
            continue
        if end == at + 1 and span[0].text in A_DAY:  # `during market day`
            continue
        if not any(nameless(piece, misspelt=misspelt) for piece in span):
            continue
        name = _name(span)
        letters = sum(map(str.isalpha, name))
        places = where.named(name, misspelt=misspelt) if letters >= SHORTEST else ()
        if not places and _is_fuller(span, where):
            places = where.fuller(name)
        if places and (_said_of_it(span, where) or _said_before_it(span, where)):
            continue
        if places:
            first = pieces[at]._replace(kind="place", value=places, end=span[-1].end, text=name)
            return first, end
    return None


def _said_of_it(span: Sequence[Piece], where: Where) -> bool:
    """`togou ya 1 cas`, of Togou; `Koro u ma ...`: what is told begins behind the name."""
    begin = len(span)
    while begin > 1 and (span[begin - 1].kind == "when" or span[begin - 1].word in AFTER_PLACE):
        begin -= 1
    apart = begin < len(span) and span[begin].start > span[begin - 1].end
    return apart and bool(where.places.exact(_name(span[:begin])))


def _said_before_it(span: Sequence[Piece], where: Where) -> bool:
    """`bana kelen na Koro` is not at Nakoro: a small word, and then the name."""
    small = len(span) > 1 and span[0].kind == "filler" and span[0].text.islower()
    apart = small and span[1].start > span[0].end and span[1].text[:1].isupper()
    return apart and bool(where.places.exact(_name(span[1:])))


def _is_fuller(span: Sequence[Piece], where: Where) -> bool:
    """Words that we do not know, of which the first alone is a village too."""
    unknown = len(span) > 1 and all(piece.kind == "unknown" for piece in span)
    return unknown and bool(where.named(span[0].text, misspelt=False))


def _reach(pieces: Sequence[Piece], at: int, *, misspelt: bool) -> int:
    """How far a name that begins here could go."""
    end, words = at + 1, 1
    while end < len(pieces) and words < LONGEST:
        piece = pieces[end]
        if piece.kind == "stroke" and piece.value in INSIDE and glued(pieces, end - 1, end + 2):
            end += 1
        elif (
            piece.kind in ("unknown", "place")
            or piece.kind in SOFT
            or not (misspelt or piece.sure)  # `Ouro Galo`, if galo is near another word
            or short_code(piece)
            or (
                pieces[end - 1].value == "-" and piece.text.istitle()  # `Dio-Gare`
            )
        ):
            end, words = end + 1, words + 1
        else:
            break
    while end > at + 1 and ends_no_name(pieces[end - 1]) and pieces[end - 2].value != "-":
        end -= 1
    return end


def _name(span: Sequence[Piece]) -> str:
    words = []
    for position, piece in enumerate(span):
        if position and piece.start > span[position - 1].end:
            words.append(" ")
        words.append(piece.text)
    return "".join(words)
