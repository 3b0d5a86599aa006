"""From words to whole pieces: numbers, telephone numbers, days, ages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.ages import age
from handlers.report.words.bounds import in_days
from handlers.report.words.degrees import TEMPERATURES, temperature
from handlers.report.words.numbers import compounded
from handlers.report.words.ordering import ordered
from handlers.report.words.pieces import Piece
from handlers.report.words.signing import PARENTS, announced, phone
from handlers.report.words.spans import AND, Found, glued, idle, joined, kind_at
from handlers.report.words.times import OF_LIFE, day
from handlers.report.words.without_unit import (
    at_work,
    behind_a_letter,
    between_commas,
    in_months,
    like_before,
    years,
)

STARTS = frozenset(
    ("number", "onset", "weekday", "month", "when", "bound", "stroke", "unit", "aged", "age")
)
ANNOUNCING = ("phone", "week")
FOLLOWING = frozenset(("bound", "unit", "month", "stroke", "filler", "number", "sex", "either"))
SINCE, YOUNGEST_PARENT = "since", 12  # years
SEEN = "seen"
FINDING = tuple(small("finding"))
BEGUN = (SINCE, "began")
MANY = small("many")
LARGE = 999_999  # from here on a number may be a telephone's
IS = small("is")
DURING, WITHIN = small("period"), small("within_it")
OF_IT, SENT = small("of") | {"'", "’"}, small("sent_message")
OF, HE = small("of"), small("he")
AGED = tuple(small("aged"))
DAY_OF, DAY = small("day_letter"), small("day")
BESIDE_AGE, NEAR_AGE = (",", "'", "’"), 4
BORN = small("born")  # folded
DURATIONS = small("durations", "of_years")
AGAIN = ("either", "unit", "sex", "case", "number", "unknown", "unread")
AFTER_AGE = small("after_age")


def whole(
    pieces: Sequence[Piece], today: date, newborn: frozenset[str] = frozenset()
) -> list[Piece]:
    """The same message with everything that takes several words made one piece.

    `newborn` are the health risks of newborn children.
    """
    found: list[Piece] = []
    pieces = ordered(compounded(pieces))
    of_newborn = any(p.kind == "risk" and newborn.issuperset(p.value) for p in pieces)
    position = 0
    while position < len(pieces):
        match = _at(pieces, position, today) if _may_start(pieces, position) else None
        match = (
            match
            or _another_age(pieces, position, found)
            or behind_a_letter(pieces, position)
            or _day_of_life(pieces, position, of_newborn=of_newborn)
        )
        since = kind_at(pieces, position) == "when" and pieces[position].value in BEGUN
        piece, position = match or (pieces[position], position + 1)
        piece = _of_a_day(piece, found, today, since=since)
        if piece.kind == "duration" and _a_period(pieces, position, found):
            piece = idle(piece, "period")
        if piece.kind == "duration":
            one = _of_one_person(found) and not _of_an_illness(pieces, position)
            piece = _age_or_onset(piece, found, today, surely=of_newborn or one)
        found.append(piece)
    return found


def _of_a_day(piece: Piece, before: Sequence[Piece], today: date, *, since: bool) -> Piece:
    """A date with what was done on it: `depuis`, `vus`, or `né le`, which is an age."""
    if piece.kind != "date":
        return piece
    if _born_on_it(before, since=since):
        return piece._replace(kind="age", value=in_days((today - piece.value).days))
    return piece._replace(sign=SINCE if since else SEEN if _seen(before) else "")


def _born_on_it(before: Sequence[Piece], *, since: bool) -> bool:
    """`né le 20/11`, `né à domicile ya une semaine`; in `né à Koro, malade ...` it is another."""
    at = len(before) - 1
    while at >= max(0, len(before) - NEAR_AGE) and before[at].kind in (
        "filler",
        "place",
        "unknown",
    ):
        if fold(before[at].text) in BORN:
            return at == len(before) - 1 or not since
        at -= 1
    return False


def _seen(before: Sequence[Piece]) -> bool:
    """`vus ce matin`, `mon SMS d'hier`: when they were found or told, not when it began."""
    if bool(before) and before[-1].word.startswith(FINDING):
        return True
    at = len(before) - 1
    while at >= 0 and before[at].word in OF_IT:
        at -= 1
    return len(before) - 1 > at >= 0 and before[at].word.split(" ")[-1] in SENT


def _a_period(pieces: Sequence[Piece], after: int, before: Sequence[Piece]) -> bool:
    """`40 poules mortes en deux jours`, `tile 2 kɔnɔ`: how long it took, not since when."""
    led = bool(before) and before[-1].word in DURING
    baby = any(p.kind == "age" and p.value.months is None for p in before)
    within = after < len(pieces) and pieces[after].first_word in WITHIN
    return led or (within and not baby)  # `nouveau-né mort 8 jours après la naissance` is its age


def _may_start(pieces: Sequence[Piece], at: int) -> bool:
    """A number stands for itself, unless what follows makes more of it."""
    kind = pieces[at].kind
    if kind != "number":
        led = pieces[at].value in ANNOUNCING or kind_at(pieces, at + 1) == "number"
        return kind in STARTS or (kind == "filler" and led)
    large = pieces[at].value > LARGE or pieces[at].value in TEMPERATURES
    last = at + 1 == len(pieces)
    return large or (pieces[at - 1].word in HE if last else pieces[at + 1].kind in FOLLOWING)


def _at(pieces: Sequence[Piece], at: int, today: date) -> Found:
    if pieces[at].kind == "number" and (found := phone(pieces, at) or temperature(pieces, at)):
        return found
    if pieces[at].value in ANNOUNCING and (found := announced(pieces, at)):
        return found
    if kind_at(pieces, at + 1) == "unit" and announced(pieces, at + 1):
        return None  # "3 semaine 47"
    return day(pieces, at, today) or age(pieces, at) or _of_years(pieces, at)


def _of_years(pieces: Sequence[Piece], at: int) -> Found:
    """`a boy of 4`, `fille de 3`: an age, said of one person without its unit."""
    for rule in (_he_is, between_commas, at_work, in_months, like_before):
        if found := rule(pieces, at):
            return found
    person = pieces[at - 1] if at else None
    if person is None or pieces[at].word not in OF or not _one_person(person):
        return None
    found = years(pieces, at, at + 1)
    after = pieces[at + 2] if at + 2 < len(pieces) else None
    doing = after is not None and after.kind == "unknown" and after.text.endswith("ing")
    again = kind_at(pieces, at + 2) in AGAIN and not doing  # `a girl of 6 passing blood`
    if again or (after is not None and after.kind == "filler" and after.word not in AFTER_AGE):
        return None  # `enfant de 2 familles`
    if found and person.word in PARENTS and pieces[at + 1].value < YOUNGEST_PARENT:
        return joined("filler", "children", pieces, at, at + 2)  # `mother of three`
    return found


def _he_is(pieces: Sequence[Piece], at: int) -> Found:
    """`He is 3.`, `My son is 4.`"""
    said = pieces[at].word in IS and at > 0
    if not said or not (pieces[at - 1].word in HE or _one_person(pieces[at - 1])):
        return None
    ends = kind_at(pieces, at + 2) in ("", "stroke") or pieces[at + 2].word in AND
    return years(pieces, at, at + 1) if ends else None


def _day_of_life(pieces: Sequence[Piece], at: int, *, of_newborn: bool) -> Found:
    """`fille J7`, `on day 6`: of a newborn its seventh day; of others it counts nobody."""
    text = pieces[at].word
    letter = (text in DAY_OF and glued(pieces, at, at + 2)) or text in DAY
    if not letter or kind_at(pieces, at + 1) != "number" or kind_at(pieces, at + 2) in AGAIN:
        return None
    kind = "age" if of_newborn else "filler"
    return joined(kind, in_days(pieces[at + 1].value), pieces, at, at + 2)


def _another_age(pieces: Sequence[Piece], at: int, before: Sequence[Piece]) -> Found:
    """The second of `two sisters aged 2 and 4`."""
    ages = len(before) > 1 and before[-2].kind == "age" and before[-1].word in AND
    aged = ages and before[-2].word.startswith(AGED)
    ends = aged and kind_at(pieces, at + 1) not in (*AGAIN, "age", "mark")
    return years(pieces, at, at) if ends else None


def _one_person(piece: Piece) -> bool:
    letters = piece.word
    named = piece.kind == "sex" or piece.value == "child"
    return named and len(letters) > 2 and letters[-1] not in "sx" and letters not in MANY


def _of_a_baby(before: Sequence[Piece]) -> bool:
    """`bébé garçon d'une semaine`, `newborn boy, 8 days`: nothing but the sex stands between."""
    at = len(before) - 1
    while at >= 0 and (
        before[at].kind in ("sex", "filler", "number") or before[at].value in BESIDE_AGE
    ):
        at -= 1
    return at >= 0 and _baby(before[at]) and at >= len(before) - 1 - NEAR_AGE


def _of_one_person(before: Sequence[Piece]) -> bool:
    """`une fille de 6 jours`."""
    return len(before) > 1 and before[-1].word in OF and _one_person(before[-2])


def _of_an_illness(pieces: Sequence[Piece], at: int) -> bool:
    """`garçon de 5 jours de fièvre`."""
    return kind_at(pieces, at + 1) in ("sign", "risk") and pieces[at].word in OF


def _baby(piece: Piece) -> bool:
    """`bébé`, `nouveau-né`; of `moins de 5 ans` nobody tells days."""
    young = piece.kind == "age" and piece.value.months is None and piece.value.group == "under5"
    return young and DURATIONS.isdisjoint(piece.word.split())


def _age_or_onset(piece: Piece, before: Sequence[Piece], today: date, *, surely: bool) -> Piece:
    """`3 jours` after "bébé" is its age; else it is how long the illness has lasted."""
    if (
        surely
        or fold(piece.text).endswith(OF_LIFE)
        or any(map(_baby, before[-2:]))
        or _of_a_baby(before)
    ):
        return Piece("age", in_days(piece.value), piece.start, piece.end, piece.text)
    on = today - timedelta(days=piece.value)
    return Piece("date", on, piece.start, piece.end, piece.text)
