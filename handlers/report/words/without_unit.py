"""Ages of one person whose unit is not said: `A butcher of 37`, `1 nurse (F, 37)`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.bounds import exactly
from handlers.report.words.pieces import TRADES, Piece
from handlers.report.words.several_ages import OLDEST
from handlers.report.words.spans import Found, joined, kind_at

GROWN = 10  # years
OF = small("of")
WORK = ("trade", "role", *TRADES)
ENDS = ("", "stroke", "place", "unknown", "date", "onset")
BETWEEN, OPENS = (",", "/", ")", "-"), ("(", ",", "/", "-")


def years(pieces: Sequence[Piece], at: int, number: int, least: int = 0) -> Found:
    """The age that the number at `number` tells, with what leads to it from `at` on."""
    if kind_at(pieces, number) != "number" or not least <= pieces[number].value <= OLDEST // 12:
        return None
    return joined("age", exactly(pieces[number].value * 12), pieces, at, number + 1)


def at_work(pieces: Sequence[Piece], at: int) -> Found:
    """`A butcher of 37, male`; a `teacher of 40 pupils` is of no age."""
    who = pieces[at - 1] if at else None
    work = who is not None and who.value in ("trade", *TRADES) and who.word[-1:] not in "sx"
    alone = work and pieces[at].word in OF and kind_at(pieces, at + 2) in ("", "stroke")
    return years(pieces, at, at + 1, GROWN) if alone else None


def between_commas(pieces: Sequence[Piece], at: int) -> Found:
    """`Pregnant teacher, 29, from Koro`; in `fille, 3, palu` they may be three."""
    commas = at > 1 and pieces[at - 1].value == "," and at + 1 < len(pieces)
    who = pieces[at - 2] if commas and pieces[at + 1].value == "," else None
    person = who is not None and (who.kind == "sex" or who.value in ("trade", *TRADES))
    one = who is not None and person and who.word[-1:] not in "sx"
    return years(pieces, at, at, GROWN) if one else None


def behind_a_letter(pieces: Sequence[Piece], at: int) -> Found:
    """`1 nurse (F, 37)`, `a farmer (m) 47`, `1 cas (M/7)`; `10 (M 7, F 3)` and `M 7` are people."""
    if pieces[at].kind != "number" or kind_at(pieces, at + 1) not in ENDS or at < 2:
        return None
    sex = at - 1
    while pieces[sex].value in BETWEEN and sex > at - 3:
        sex -= 1
    opened = sex > 0 and pieces[sex - 1].value in OPENS
    who = sex - 1 - opened
    if pieces[sex].kind != "sex" or who < 0:
        return None
    work = pieces[who].value in WORK and pieces[who].word[-1:] not in "sx"
    one = who - (work or pieces[who].kind == "case")
    alone = opened and pieces[one].text == "1" and kind_at(pieces, one - 1) not in ("sex", "mark")
    alone = alone and sum(piece.kind == "sex" for piece in pieces[one:]) == 1
    return years(pieces, at, at, 2 if alone else GROWN) if alone or work else None
