"""What looks like a question beside a report and is none: `stiff when touched`, `measles? boy 3`.
Pure."""

from __future__ import annotations

from bot.understanding.small import small
from handlers.report.words.pieces import TRADES, Piece
from handlers.report.words.spans import idle, kind_at

PRONOUNS = small("he", "they")
TOLD_OF = ("sex", "case", "age")
SUPPLY, CLAUSES = "supply", (",", ";", ".", ":", "\n")


def without_supplies(pieces: list[Piece]) -> list[Piece]:
    """`garçon 3 ans jambes molles, kit de selles demandé`, `rupture de gants : 1 rougeole`: what is
    lacking takes no case away that is told in another clause."""
    asked = [at for at, piece in enumerate(pieces) if piece.value == SUPPLY]
    for at in asked:
        begin = next((i + 1 for i in range(at, -1, -1) if pieces[i].value in CLAUSES), 0)
        end = next((i for i in range(at, len(pieces)) if pieces[i].value in CLAUSES), len(pieces))
        rest = [*pieces[:begin], *pieces[end:]]
        told = any(p.kind in ("sex", "age") for p in rest)
        ill = any(p.kind in ("risk", "sign") for p in rest)
        alone = not any(p.kind in (*TOLD_OF, "number", "risk") for p in pieces[begin:end])
        if told and ill and alone:
            pieces[begin:end] = [
                idle(p) if p.kind in ("question", "sign") else p for p in pieces[begin:end]
            ]
    return pieces


def whenever(pieces: list[Piece]) -> list[Piece]:
    """`il crie quand on bouge la tête` asks for no day."""
    asks = [
        at
        for at, p in enumerate(pieces)
        if p.kind in ("question", "intent") and p.value not in ("greeting", "thanks")
    ]
    if len(asks) == 1 and asks[0] and pieces[asks[0]].value == "when":
        at = asks[0]
        after = pieces[at + 1].word if at + 1 < len(pieces) else ""
        told = any(piece.kind in ("sign", "risk") for piece in pieces[:at])
        if told and (after in PRONOUNS or after.endswith("ed")):  # `stiff when touched`
            pieces[at] = idle(pieces[at])
    return pieces


def suspected(pieces: list[Piece]) -> list[Piece]:
    """In `yellow fever? man 45 yrs, jaundice` the mark asks nothing: it is a suspicion."""
    asks = [at for at, p in enumerate(pieces) if p.kind in ("question", "intent")]
    if (
        not asks
        or any(pieces[at].value != "mark" for at in asks)
        or asks[-1] - asks[0] >= len(asks)
    ):
        return pieces
    mark = asks[0]
    placed = any(piece.kind == "place" for piece in pieces)
    about = pieces if placed else pieces[mark + 1 :]
    people = any(p.kind in TOLD_OF or p.value in TRADES for p in about)
    told = people and any(p.kind in ("age", "number", "sign") for p in about)
    after_risk = kind_at(pieces, mark - 1) == "risk" or (
        kind_at(pieces, mark - 1) == "case" and kind_at(pieces, mark - 2) == "risk"  # `suspect ?`
    )
    if after_risk and told:
        for at in asks:
            pieces[at] = pieces[at]._replace(kind="stroke", value=",")
    return pieces
