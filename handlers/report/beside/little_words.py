"""Words and numbers of talk that look like words of reports: `forage neuf`, `l'un`, `0.4`. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import ALSO, glued, idle, kind_at

OF = small("of", "these")
NEW_THING, ONE_OF = small("new_thing"), small("the_one")
IN_SHORT, HOMES = small("in_short"), small("households")
TODAY, THE = small("today_begins"), small("the")
KIN, WHEN_THEY = small("not_kin"), small("when_they")
QUOTES = ("'", "’")
PEOPLE = ("sex", "case", "age", "unit", "risk", "sign", "mark", "unlisted", "month")
LETTERS, NEAR, LAST = 4, 3, 31
ALREADY = "told_already"
PRESSURE, PREGNANT, TERM = small("blood_pressure"), small("pregnancy"), 10  # months
MEASURES = PRESSURE | PREGNANT
MOTHERS, CAME = [[word] for word in small("mother")], tuple(small("came_along"))
WITH, THEIR, FAR = small("with"), small("their"), 12
ENDS = (".", "!", "?", ";", "\n")
BROUGHT = tuple(small("brought_them"))
HAD = small("there_was")
HAVE, I_HAVE, SAW = small("has", "suffers"), small("i_have"), tuple(small("finding", "had"))


def _may(seen: Seen) -> bool:
    words = HAD | NEW_THING | ONE_OF | IN_SHORT | TODAY | KIN | HAVE | I_HAVE | PRESSURE | PREGNANT
    return (
        not seen.words.isdisjoint(words)
        or ALREADY in seen.values
        or not seen.kinds.isdisjoint(("sex", "when", "mark", "question"))
        or any(p.value == "." for p in seen.pieces)
    )


@only_where(or_where=_may)
def little_words(pieces: Sequence[Piece]) -> list[Piece]:
    found = list(pieces)
    for at, piece in enumerate(pieces):
        begin, end = at, at
        if piece.kind == "number":
            end = at + 3 if _decimal(pieces, at) else at + _no_number(pieces, at)
        elif piece.kind == "zero":
            end = at + 2 * _no_kin(pieces, at)
        elif piece.kind == "sex":
            end = at + (_i_saw(pieces, at) or _i_have(pieces, at) or _who_came_along(pieces, at))
        elif piece.kind == "question":
            end = at + _when_touched(pieces, at)
        elif piece.kind == "mark":
            end = at + _of_the_severe(pieces, at)
        elif piece.word in MEASURES:
            begin, end = _measured(pieces, at)
        elif piece.word in IN_SHORT or piece.value == ALREADY:
            end = at + (_in_short(pieces, at) or _sent_to_us(pieces, at))
        if end > begin:
            found[begin:end] = map(idle, found[begin:end])
    return found


def _no_number(pieces: Sequence[Piece], at: int) -> bool:
    if _is_new(pieces, at) or _the_one(pieces, at) or _of_today(pieces, at):
        return True
    return _one_kind(pieces, at) or _a_day(pieces, at) or _i_saw(pieces, at)


def _is_new(pieces: Sequence[Piece], at: int) -> bool:
    """`un forage neuf est salé`: no nine of them."""
    noun = pieces[at - 1] if at else None
    thing = noun is not None and noun.kind in ("unknown", "filler", "place")
    long = thing and noun is not None and len(noun.text) >= LETTERS and noun.text.isalpha()
    word = pieces[at].kind == "number" and pieces[at].word in NEW_THING
    return word and long and kind_at(pieces, at + 1) not in PEOPLE


def _the_one(pieces: Sequence[Piece], at: int) -> bool:
    """`fièvre pour l'un`; `l'un est mort` is a death."""
    led = at > 1 and pieces[at - 1].text in QUOTES and pieces[at - 2].word in THE
    one = pieces[at].kind == "number" and pieces[at].word in ONE_OF
    clause = takewhile(lambda piece: piece.kind != "stroke", pieces[at + 1 :])
    return led and one and not any(piece.kind in (*PEOPLE, "number") for piece in clause)


def _in_short(pieces: Sequence[Piece], at: int) -> bool:
    """`60 en 4 jours ds 5 familles`: in them."""
    homes = {p.word for p in pieces[at + 1 : at + 3]}
    return pieces[at].word in IN_SHORT and not homes.isdisjoint(HOMES)


def _of_today(pieces: Sequence[Piece], at: int) -> bool:
    """The 8 of `aujourd8`."""
    after = at > 0 and fold(pieces[at - 1].text) in TODAY and glued(pieces, at - 1, at + 1)
    return after and pieces[at].kind == "number"


def _no_kin(pieces: Sequence[Piece], at: int) -> bool:
    """`deux filles, pas sœurs`."""
    kin = at + 1 < len(pieces) and fold(pieces[at + 1].text).rstrip("s") in KIN
    return kin and pieces[at].kind == "zero"


def _decimal(pieces: Sequence[Piece], at: int) -> bool:
    """`glycémie 0.4`"""
    numbers = kind_at(pieces, at) == kind_at(pieces, at + 2) == "number"
    point = numbers and pieces[at + 1].value == "." and glued(pieces, at, at + 3)
    named = at > 0 and pieces[at - 1].kind in ("unknown", "filler")
    last = kind_at(pieces, at + 3)
    return point and named and last not in PEOPLE and not glued(pieces, at + 2, at + 4)


def _sent_to_us(pieces: Sequence[Piece], at: int) -> bool:
    """`I sent you a child`: a child, and no report, was sent."""
    after = pieces[at + 1 : at + 1 + NEAR]
    return pieces[at].value == ALREADY and any(p.kind in ("case", "sex", "age") for p in after)


def _i_saw(pieces: Sequence[Piece], at: int) -> bool:
    """The g, and the week before it, of `s48 g vu 31 malades`."""
    letter = at if pieces[at].kind == "sex" else at + 1
    if kind_at(pieces, letter) != "sex" or pieces[letter].word not in I_HAVE:
        return False
    verb = pieces[letter + 1].word if letter + 1 < len(pieces) else ""
    apart = letter > 0 and pieces[letter - 1].end < pieces[letter].start
    week = at == letter or (
        kind_at(pieces, at) == "number" and at > 0 and pieces[at - 1].word == "s"
    )
    return apart and week and verb.startswith(SAW)


def _i_have(pieces: Sequence[Piece], at: int) -> bool:
    """The g of `g 2 malad palu`, where a message or a sentence begins."""
    begins = at == 0 or pieces[at - 1].text in ENDS
    counted = kind_at(pieces, at + 1) == "number" and not glued(pieces, at, at + 2)
    people = kind_at(pieces, at + 2) in ("case", "risk", "sex") or (
        at + 2 < len(pieces) and pieces[at + 2].value == "illness"
    )
    return begins and counted and people and pieces[at].word in I_HAVE


def _when_touched(pieces: Sequence[Piece], at: int) -> bool:
    """`goes stiff when touched`, `toux quand il dort`: nothing is asked."""
    after = pieces[at + 1].word if at + 1 < len(pieces) else ""
    before = list(takewhile(lambda p: p.text not in ENDS, reversed(pieces[:at])))
    told = any(p.kind in ("sign", "risk", "mark") for p in before)
    wish = any(p.kind in ("question", "intent") for p in before) or before[:1] == []
    return pieces[at].value == "when" and after in WHEN_THEY and told and not wish


def _one_kind(pieces: Sequence[Piece], at: int) -> bool:
    """`3 ont une vraie dysenterie`: the disease is one, not the sick."""
    led = (
        at > 1
        and pieces[at - 1].word in HAVE | HAD
        and any(p.kind == "number" for p in pieces[max(0, at - NEAR) : at])
    )
    one = pieces[at].kind == "number" and pieces[at].value == 1 and pieces[at].locale
    named = kind_at(pieces, at + 1) == "unknown" and kind_at(pieces, at + 2) in ("risk", "sign")
    named = named or kind_at(pieces, at + 1) == "mark"  # `deux avaient une déshydratation sévère`
    return bool(led and one) and named


def _a_day(pieces: Sequence[Piece], at: int) -> bool:
    """`envoyée le 26 à Bafoulabé`: a day of the month."""
    led = at > 0 and pieces[at - 1].kind == "when" and pieces[at - 1].word in THE
    day = pieces[at].kind == "number" and pieces[at].text.isdecimal() and pieces[at].value <= LAST
    return led and day and kind_at(pieces, at + 1) in ("filler", "place", "stroke", "")


def _of_the_severe(pieces: Sequence[Piece], at: int) -> bool:
    """`2 graves. Un des graves est mort`: no third one."""
    severe = pieces[at].kind == "mark" and pieces[at].value == "severe"
    led = at > 1 and pieces[at - 1].word in OF and kind_at(pieces, at - 2) == "number"
    died = any(p.value == "death" for p in pieces[at + 1 : at + 1 + NEAR])
    return severe and led and died


def _measured(pieces: Sequence[Piece], at: int) -> tuple[int, int]:
    """Where `tension à 19`, or the months of `grossesse, 8 mois` stand."""
    after = at + 1
    while kind_at(pieces, after) == "filler" or (
        kind_at(pieces, after) == "stroke" and pieces[after].value in (",", ":")
    ):
        after += 1
    near = after <= at + NEAR
    if near and pieces[at].word in PRESSURE and kind_at(pieces, after) == "number":
        return at, after + 1
    months = near and kind_at(pieces, after) == "age" and pieces[after].value.months is not None
    pregnant = pieces[at].word in PREGNANT and months and pieces[after].value.months <= TERM
    return (after, after + 1) if pregnant else (at, at)


def _who_brought(pieces: Sequence[Piece], at: int) -> bool:
    """`Une femme du campement a amené son fils de 2 ans`: her son is ill."""
    if pieces[at].kind != "sex":
        return False
    rest = list(takewhile(lambda piece: piece.text not in ENDS, pieces[at + 1 : at + FAR]))
    verb = next((i for i, p in enumerate(rest) if fold(p.text).startswith(BROUGHT)), len(rest))
    told = any(p.kind in ("risk", "age", "sex", "case", "number") for p in rest[:verb])
    theirs = [p for p in rest[verb + 1 : verb + 3] if p.word in THEIR]
    behind = rest[verb + 1 : verb + 1 + NEAR]
    if any(p.word in ALSO for p in rest):
        return False  # `Son frère aussi. Leur petite soeur de 8 mois ...`
    told = told or any(p.kind in ("sign", "mark") and p.value != "animal" for p in rest[:verb])
    if not told and verb == len(rest):
        return _their_child(pieces[at + 1 + len(rest) :])
    return bool(theirs) and not told and any(p.kind in ("sex", "case", "age") for p in behind)


def _their_child(behind: Sequence[Piece]) -> bool:
    """`Un papa de Koro est là. Sa fille de 4 ans ne marche plus`: she is ill, not he."""
    his = len(behind) > 2 and behind[0].text in ENDS and behind[1].word in THEIR
    return (
        his
        and behind[2].kind in ("sex", "case")
        and "age"
        in (
            kind_at(behind, 3),
            kind_at(behind, 4),
        )
    )


def _who_came_along(pieces: Sequence[Piece], at: int) -> bool:
    """`une mère est venue de Koro avec sa fille de 4 ans`: her daughter is ill."""
    if len(pieces[at].text) == 1:
        return False  # `sexe F`
    if pieces[at].kind != "sex" or fold(pieces[at].text).split()[-1:] not in MOTHERS:
        return _who_brought(pieces, at)
    rest = list(takewhile(lambda piece: piece.text not in ENDS, pieces[at + 1 : at + FAR]))
    came = next((i for i, p in enumerate(rest) if fold(p.text).startswith(CAME)), -1)
    with_ = [i for i, p in enumerate(rest) if p.word in WITH and i > came >= 0]
    if not with_ or any(p.kind in ("sign", "risk", "age") for p in rest[: with_[0]]):
        return False
    behind = rest[with_[0] + 1 : with_[0] + 1 + NEAR]
    return any(p.word in THEIR for p in behind) and any(
        p.kind in ("sex", "case", "age") for p in behind
    )
