"""A disease that killed: `le palu a tué 2 enfants`, `malaria killed a 2 yr old girl`. Pure.

Those who are named behind it are the dead; a dog that was killed is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at

KILLED = small("killed")
PERSON = ("sex", "case", "age")
BETWEEN = ("filler", "unit", "number", "aged", *PERSON)


@only_where(words=KILLED)
def killed(pieces: Sequence[Piece]) -> list[Piece]:
    found = list(pieces)
    for at in range(len(pieces) - 1, 0, -1):
        end = _their_end(pieces, at) if pieces[at].word in KILLED and _ill(pieces, at) else at
        if end == at:
            continue
        number = next((p for p in pieces[at + 1 : end] if p.kind == "number"), None)
        led = kind_at(pieces, at + 1) == "number" and number is not None
        count = number.value if led and number else 1
        last = pieces[end - 1].end
        dead = pieces[at]._replace(kind="mark", value="death", start=last, end=last, sure=True)
        many = dead._replace(kind="number", value=count, text="")
        found[at:end] = [idle(pieces[at]), *found[at + 1 : end], many, dead]
    return found


def _ill(pieces: Sequence[Piece], at: int) -> bool:
    before = at - 1
    while kind_at(pieces, before) == "filler":
        before -= 1
    return kind_at(pieces, before) == "risk"


def _their_end(pieces: Sequence[Piece], at: int) -> int:
    end = at + 1
    while kind_at(pieces, end) in BETWEEN:
        end += 1
    told = any(piece.kind in PERSON for piece in pieces[at + 1 : end])
    return end if told else at
