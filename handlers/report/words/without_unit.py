"""Ages of one person whose unit is not said, or is a letter of sex too: `A butcher of 37`,
`1 nurse (F, 37)`, the `9m` of `M 3a, F 9m, M 4a`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.bounds import exactly
from handlers.report.words.pieces import TRADES, Piece
from handlers.report.words.several_ages import OLDEST
from handlers.report.words.spans import Found, glued, joined, kind_at

GROWN = 10  # years
OF, LEADS = small("of"), small("another", "others", "my", "their")
WORK = ("trade", "role", *TRADES)
ENDS = ("", "stroke", "place", "unknown", "date", "onset")
MONTHS, PRONOUNS = "m", small("he")
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
    """`Pregnant teacher, 29, from Koro`, `one girl, 7, measles`; in `fille, 3, palu` they may be
    three, if all others are told so too."""
    if not _between_commas(pieces, at):
        return None
    places = (i for i in range(2, len(pieces)) if _between_commas(pieces, i))
    alone = any(_alone(pieces, i - 2) for i in places)
    return years(pieces, at, at, 1 if alone else GROWN)


def _between_commas(pieces: Sequence[Piece], at: int) -> bool:
    commas = at > 1 and pieces[at - 1].value == "," and at + 1 < len(pieces)
    if not commas or pieces[at + 1].value != ",":
        return False
    who = pieces[at - 2]
    person = who.kind == "sex" or who.value in ("trade", *TRADES)
    return person and who.word[-1:] not in "sx"


def _alone(pieces: Sequence[Piece], at: int) -> bool:
    """`one girl`, `another girl`, `ma fille`"""
    one = kind_at(pieces, at - 1) == "number" and pieces[at - 1].value == 1
    led = at > 0 and pieces[at - 1].word in LEADS
    return one or led or (pieces[at].first_word in LEADS and pieces[at].word not in LEADS)


def behind_a_letter(pieces: Sequence[Piece], at: int) -> Found:
    """`1 nurse (F, 37)`, `a farmer (m) 47`, `1 cas (M/7)`; `10 (M 7, F 3)` and `M 7` are people."""
    if pieces[at].kind != "number" or kind_at(pieces, at + 1) not in ENDS or at < 2:
        return None
    sex = at - 1
    while pieces[sex].value in BETWEEN and sex > at - 3:
        sex -= 1
    opened = sex > 0 and pieces[sex - 1].value in OPENS
    who = sex - 1 - opened
    several = len(pieces[sex].word) > 1 and pieces[sex].word[-1] in "sx"
    if pieces[sex].kind != "sex" or several or who < 0:
        return None
    work = pieces[who].value in WORK and pieces[who].word[-1:] not in "sx"
    one = who - (work or pieces[who].kind == "case")
    alone = opened and pieces[one].text == "1" and kind_at(pieces, one - 1) not in ("sex", "mark")
    alone = alone and sum(piece.kind == "sex" for piece in pieces[one:]) == 1
    return years(pieces, at, at, 2 if alone else GROWN) if alone or work else None


def in_months(pieces: Sequence[Piece], at: int) -> Found:
    """`M 3y, F 9m, M 4y`: behind a letter, among others' ages, nine months and no nine men."""
    if not (_letter(pieces, at - 1) and _letter(pieces, at + 1) and glued(pieces, at, at + 2)):
        return None
    counted = kind_at(pieces, at - 2) == "number" or pieces[at + 1].word != MONTHS
    others = any(_letter(pieces, i - 1) and _of_years(pieces, i) for i in range(1, len(pieces)))
    if counted or not others:
        return None
    return joined("age", exactly(pieces[at].value), pieces, at, at + 2)


def _of_years(pieces: Sequence[Piece], at: int) -> bool:
    unit = at + 1 < len(pieces) and pieces[at + 1].kind == "unit"
    return kind_at(pieces, at) == "number" and unit and pieces[at + 1].value == "year"


def _letter(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, at) == "sex" and len(pieces[at].text) == 1


def like_before(pieces: Sequence[Piece], at: int) -> Found:
    """`Lui avait 50 ans, elle 43.`"""
    said = at > 0 and pieces[at - 1].word in PRONOUNS
    ends = kind_at(pieces, at + 1) == "" or pieces[at + 1].value in (".", ",", "\n", ";")
    told = any(_of_years(pieces, i) for i in range(at - 1))
    return years(pieces, at, at) if said and ends and told else None
