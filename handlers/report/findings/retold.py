"""People told of again: `bb nouveau-né`, `... The baby was born at home`: one child. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.small import small
from handlers.report.findings.several import is_person
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import idle, kind_at, sentences

IT_IS, THE = small("it_is"), small("the")
ENDS = (".", ";", "\n", "?", "!")
IS, QUOTES = small("it_is_spelt", "is"), ("'", "’")
OLD = small("old", "old_ones")


def told_again(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """`a newborn stopped sucking. Baby girl.`: one child, described in a sentence of its own."""
    pieces = _old_men(_the_same(_by_two_words(_as_was_said(pieces))))
    said = sentences(pieces, ENDS)
    last = [piece for piece in said[-1] if piece.kind not in ("stroke", "filler")] if said else []
    ages = [piece for piece in last if piece.kind == "age" and piece.value.months is None]
    before = [p for sentence in said[:-1] for p in sentence]
    same = any(p.kind == "age" and p.value == age.value for p in before for age in ages)
    if len(ages) != 1 or not same or any(piece.kind not in ("age", "sex") for piece in last):
        return pieces
    return [p._replace(kind="filler") if p is ages[0] else p for p in pieces]


def _the_same(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """`A newborn stopped sucking. The baby was born at home. Regards`: told of again."""
    found = list(pieces)
    for at in range(1, len(pieces)):
        baby = pieces[at].kind == "age" and pieces[at].value.months is None
        before = any(p.kind == "age" and p.value == pieces[at].value for p in pieces[: at - 1])
        if baby and before and pieces[at - 1].word in THE:
            found[at] = idle(pieces[at])
    return found


def _old_men(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """`Trois vieux trouvés sans vie, 3 hommes`: the same three."""
    found = list(pieces)
    told = [at for at in range(1, len(pieces)) if pieces[at].kind == "sex"]
    for first, again in pairwise(told):
        counted = kind_at(pieces, first - 1) == kind_at(pieces, again - 1) == "number"
        same = counted and pieces[first - 1].value == pieces[again - 1].value
        same = same and pieces[first].value == pieces[again].value
        old = pieces[first].word in OLD and pieces[again].word not in OLD
        if same and old and kind_at(pieces, again - 2) == "stroke":
            found[again - 1 : again + 1] = map(idle, pieces[again - 1 : again + 1])
    return found


def _by_two_words(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """`bb nouveau-né`: one child."""
    found = list(pieces)
    for at in range(1, len(pieces)):
        both = pieces[at - 1].kind == pieces[at].kind == "age"
        little = pieces[at - 1].value == "child" and pieces[at].kind == "sex"
        little = little and len(pieces[at].text) > 1  # `2 enfts M` are boys, no months
        if little and pieces[at].start <= pieces[at - 1].end + 1:
            found[at - 1] = idle(pieces[at - 1])  # `un petit garçon`
        if both and pieces[at].value == pieces[at - 1].value and pieces[at].value.months is None:
            found[at] = idle(pieces[at])
    return found


def _is_told(pieces: Sequence[Piece], at: int) -> bool:
    """A disease that was told before, and who has it: one, as was said."""
    led = at
    while led > 1 and (pieces[led - 1].word in IS or pieces[led - 1].text in QUOTES):
        led -= 1
    one = led < at and pieces[at].kind == "number" and pieces[at].value == 1
    if not one or pieces[led - 1].kind != "risk":
        return False
    return any(
        p.value == pieces[led - 1].value and "number" in (pieces[i - 1].kind, pieces[i - 2].kind)
        for i, p in enumerate(pieces[: led - 1])
    )


def _as_was_said(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """`Un bébé à Koro ... C'est un nouveau-né`: said of the one who was told of."""
    found = list(pieces)
    for at in range(3, len(pieces) - 1):
        if _is_told(pieces, at):
            found[at] = idle(found[at])  # `1 rougeole. La rougeole c'est un bébé`
        it_is = "".join(piece.word for piece in pieces[at - 3 : at]) in IT_IS
        one = pieces[at].kind == "number" and pieces[at].value == 1
        one = one and pieces[at + 1].kind == "age"
        told = any(is_person(piece) or piece.kind == "age" for piece in pieces[: at - 3])
        if it_is and one and told:
            found[at : at + 2] = map(idle, found[at : at + 2])
    return found
