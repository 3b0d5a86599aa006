"""Numbers told by village: `32 cas : 14 à Diéma et 18 à Niono`, `Koro et Boni : 3 et 4`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import idle, kind_at, past_fillers, sentences

EACH = small("respectively")
SHORTENED = 3  # letters
THAT_IS = small("that_is")
AREA = "area"  # where all the villages lie
ENDS = (".", "\n", "!")
COUNTED = ("number", "risk", "sign", "sex", "case", "age", "zero", "mark", "unlisted")


@only_where(words=ENDS, or_where=several("number"))
def by_village(pieces: Sequence[Piece]) -> list[Piece]:
    pieces = _named_twice(_from_where(pieces))
    return _without_total(_among_them(_each_to_its_own(pieces)))


def _among_them(pieces: list[Piece]) -> list[Piece]:
    """Of `7 à Koro dont 3 à Boni` there are seven; the three are named as not understood."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    if len(numbers) != 2 or kind_at(pieces, numbers[1] - 1) != "within":
        return pieces
    first, second = (_place_of(pieces, at) for at in numbers)
    if min(first, second) < 0 or first == second:
        return pieces
    for at in (numbers[1], second):
        pieces[at] = pieces[at]._replace(kind="unread", value=None)
    pieces[numbers[1] - 1] = idle(pieces[numbers[1] - 1])
    return pieces


def _from_where(pieces: Sequence[Piece]) -> list[Piece]:
    """`Supervision Bankass. Boni : 5 palu.`: from where is told, and then where they are ill."""
    said = sentences(pieces, ENDS)
    if len(said) < 2:
        return list(pieces)
    told = [any(piece.kind in COUNTED for piece in sentence) for sentence in said]
    there = [any(piece.kind == "place" for piece in sentence) for sentence in said]
    short = len(said[0]) > 1 and len(said[0][-2].text) <= SHORTENED  # `vol. Sékou`
    if short or told[0] or not there[0] or not any(told):
        return list(pieces)
    if not all(place for place, counted in zip(there, told, strict=True) if counted):
        return list(pieces)
    return [idle(p, AREA) if p.kind == "place" else p for p in said[0]] + [
        piece for sentence in said[1:] for piece in sentence
    ]


def _named_twice(pieces: list[Piece]) -> list[Piece]:
    """Of `Niono et Molodo : à Niono 12 palu, à Molodo 7 palu` only where they are counted."""
    colon = next((at for at, piece in enumerate(pieces) if piece.value == ":"), 0)
    heads = [at for at in range(colon) if pieces[at].kind == "place"]
    again = {piece.value for piece in pieces[colon:] if piece.kind == "place"}
    counted = any(piece.kind in COUNTED for piece in pieces[:colon] if piece.kind != "risk")
    if len(heads) < 2 or counted or {pieces[at].value for at in heads} != again:
        return pieces
    return [idle(p, AREA) if at in heads else p for at, p in enumerate(pieces)]


def _without_total(pieces: list[Piece]) -> list[Piece]:
    """The number of all says nothing more where each village has its own."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    risks = sum(piece.kind == "risk" for piece in pieces)
    if risks != 1 or len(numbers) < 3:
        return pieces
    total, *parts = numbers
    last = pieces[numbers[-1] - 1]
    if last.value in ("=", "total") or last.word in THAT_IS:  # `Koro 3 + Boni 2 = 5`
        *parts, total = numbers
    there = [_place_of(pieces, at) for at in parts]
    sum_ = sum(pieces[at].value for at in parts)
    apart = len(set(there)) == len(parts) and min(there) >= parts[0] - 1
    if not apart or _place_of(pieces, total) >= 0 or sum_ > pieces[total].value:
        return pieces
    if sum_ < pieces[total].value:  # where are the others?
        unsure = pieces[total]._replace(kind="elsewhere", value="unsure", text="")
        return [*pieces[: total + 1], unsure, *pieces[total + 1 :]]
    pieces[total] = idle(pieces[total])
    if pieces[total - 1].value == "total":
        pieces[total - 1] = idle(pieces[total - 1])
    if kind_at(pieces, total + 1) == "case":
        pieces[total + 1] = idle(pieces[total + 1])
    for at, piece in enumerate(pieces[: min(there)]):  # `Aire de Bankass : 7 (3 Koro, 4 Boni)`
        pieces[at] = idle(piece, AREA) if piece.kind == "place" else piece
    return [idle(p) if p.kind == "within" else p for p in pieces]


def _place_of(pieces: Sequence[Piece], at: int) -> int:
    """Where the place of a number stands: right after it, else right before; -1 if nowhere."""
    after = past_fillers(pieces, at + 1)
    if kind_at(pieces, after) == "case":
        after = past_fillers(pieces, after + 1)
    if kind_at(pieces, after) == "place":
        return after
    return at - 1 if kind_at(pieces, at - 1) == "place" else -1


def _each_to_its_own(pieces: list[Piece]) -> list[Piece]:
    """`Koro et Boni : 3 et 4 cas de rougeole respectivement`: three in Koro, four in Boni."""
    word = next((at for at, piece in enumerate(pieces) if piece.word in EACH), None)
    places = [at for at, piece in enumerate(pieces) if piece.kind == "place"]
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    apart = len(places) == len(numbers) > 1 and (places[-1] < numbers[0] or numbers[-1] < places[0])
    if word is None or not apart:
        return pieces
    told = [piece for piece in pieces if piece.kind == "risk"]
    for number, place in zip(numbers, places, strict=True):
        told += [pieces[number], pieces[place], pieces[number]._replace(kind="stroke", value=",")]
    told += [p for p in pieces if p.kind not in ("number", "place", "risk", "case")]
    return [p._replace(start=2 * at, end=2 * at + 1) for at, p in enumerate(told)]
