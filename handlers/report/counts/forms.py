"""Simple and severe malaria side by side, each with its number: `palu simple 52, grave 4`. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.understanding.small import small
from handlers.report.risks import Risks
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at

SIMPLE = small("simple_form")
SIMPLE_LETTER, SEVERE_LETTER = small("simple_letter"), small("severe_letter")
SEVERE, CODES = "severe", small("severe_codes")
ENDS = (".", "\n", "(")
BETWEEN = ("stroke", "filler", "number", "case")


@only_where(words=CODES | SEVERE_LETTER)
def coded_forms(pieces: Sequence[Piece], risks: Risks) -> list[Piece]:
    """`PalG = 1` beside `Palu = 19`: an abbreviation that is too like a word to be one."""
    severe = tuple(risks.severe)
    pieces = _by_letters(pieces, {(of,): form for form, of in risks.severe.items()})
    return [
        p._replace(kind="risk", value=severe, sure=True, score=1.0)
        if p.kind == "unknown" and p.word in CODES
        else p
        for p in pieces
    ]


def _by_letters(pieces: Sequence[Piece], forms: Mapping[tuple[str, ...], str]) -> Sequence[Piece]:
    """`Palu S : 44, Palu G : 5`; without the simple ones `Palu G : 5` may be five boys."""
    named = [at for at in range(len(pieces) - 2) if pieces[at].kind == "risk"]
    named = [at for at in named if pieces[at].value in forms and _signed(pieces, at)]
    letters = [pieces[at + 1].word for at in named]
    if len(named) != 2 or letters[0] not in SIMPLE_LETTER or letters[1] not in SEVERE_LETTER:
        return pieces
    found = list(pieces)
    for at in named:
        found[at + 1] = idle(pieces[at + 1])
    form = forms[pieces[named[1]].value]
    found[named[1]] = pieces[named[1]]._replace(value=(form,), sign="")
    return found


def _signed(pieces: Sequence[Piece], at: int) -> bool:
    """`Palu S :`, `Palu G =`."""
    return len(pieces[at + 1].text) == 1 and pieces[at + 2].value in (":", "=")


@only_where(values=(SEVERE,))
def forms_apart(pieces: Sequence[Piece], risks: Risks) -> list[Piece]:
    """Where one form is called simple, the severe cases are others; `dont 4 graves` are not."""
    forms = {(of,): severe for severe, of in risks.severe.items()}
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind != "mark" or piece.value != SEVERE or not _numbered(pieces, at):
            continue
        named = at - 1
        while kind_at(pieces, named) in BETWEEN and pieces[named].value not in ENDS:
            named -= 1
        simple = _simple(pieces, named, at)
        if simple is None or pieces[named].value not in forms:
            continue
        found[at] = piece._replace(kind="risk", value=(forms[pieces[named].value],), sign="")
        if simple != named:
            found[simple] = idle(pieces[simple])
    return found


def _simple(pieces: Sequence[Piece], named: int, at: int) -> int | None:
    """Where it is called simple: in its name, or behind its number: `palu 13 simple 2 grave`."""
    if kind_at(pieces, named) != "risk":
        return None
    if not SIMPLE.isdisjoint(pieces[named].word.split()):
        counted = any(piece.kind == "number" for piece in pieces[max(0, named - 1) : at])
        return named if counted else None
    return next((i for i in range(named, at) if pieces[i].word in SIMPLE), None)


def _numbered(pieces: Sequence[Piece], at: int) -> bool:
    """`grave 4`, `2 graves`, `graves : 4`."""
    after = at + 1
    while after < len(pieces) and pieces[after].value in (":", "="):
        after += 1
    return "number" in (kind_at(pieces, at - 1), kind_at(pieces, after))
