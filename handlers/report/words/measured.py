"""What was measured or told of a person, and counts no cases: degrees, kilograms, hours. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import ORDINARY, Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import glued, idle, kind_at
from handlers.report.words.vital import MINUTES, VITALS, grams, vital_signs

UNITS = small("times")
ARTICLES = small("one")
HOUSEHOLDS = small("households")
MESSAGES = tuple(small("messages"))
ILLNESS = tuple(small("illness"))
DAY_HOURS, DURING = range(6, 97, 6), small("during")
GESTATION = 11  # months
BODY, LIMBS = "body", 4
LEGS = tuple(small("leg"))
DURATIONS, AT_TIME, HOURS = small("durations"), small("at_time"), 24
THINGS, STOOLS, OFTEN = small("things"), tuple(small("stools")), small("often")
SAMPLES, SAMPLED = small("samples"), tuple(small("sampled"))
OF = small("of") | {"'", "’"}
AFTERNOON = small("afternoon")
ON_THE_WAY = small("on_the_way")
COMPOUND = small("compound")
NIGHTS = small("one_night")
PREGNANCIES, BIRTHS = small("pregnancies"), small("births")
QUARTERS, TEAMS = small("quarter"), small("team")


@only_where(values=("%",), words=UNITS | AFTERNOON | BIRTHS | VITALS | MINUTES | {"h"})
def weighed(pieces: Sequence[Piece]) -> list[Piece]:
    """`poids 6 kg`, `6,5kg`, `10 fois par jour`: kilograms and stools are no cases."""
    found = vital_signs(_without_births(_without_the_clock(pieces)))
    pieces = list(found)
    for at, piece in enumerate(pieces):
        unit = piece.word in UNITS or piece.value == "%" or _hours(pieces, at)
        if unit and piece.locale == "bm" and kind_at(pieces, at + 1) == "number":
            found[at + 1] = idle(pieces[at + 1], "weight")  # `siɲɛ fila`
        if not unit or kind_at(pieces, at - 1) != "number":
            continue
        decimal = kind_at(pieces, at - 3) == "number" and glued(pieces, at - 3, at)
        begin = at - 3 if decimal and pieces[at - 2].value in (",", ".") else at - 1
        end = at + 1 + grams(pieces, at)
        found[begin:end] = [idle(p, "weight") for p in found[begin:end]]
    return found


def _without_births(found: list[Piece]) -> list[Piece]:
    """`G4P3`, `gestité 5, parité 4`: how often she was with child, and gave birth."""
    for at in range(len(found) - 3):
        comma = found[at + 2].value == ","
        birth = at + 2 + comma
        numbers = kind_at(found, at + 1) == kind_at(found, birth + 1) == "number"
        if not numbers or found[at].word not in PREGNANCIES or found[birth].word not in BIRTHS:
            continue
        if len(found[at].text) == 1 and not (glued(found, at, at + 2) and not comma):
            continue  # `G 4` are boys
        end = birth + 2
        while glued(found, end - 1, end + 2) and kind_at(found, end + 1) == "number":
            end += 2  # `G5P4A1`
        found[at:end] = [idle(p, "births") for p in found[at:end]]
    return found


def _without_the_clock(pieces: Sequence[Piece]) -> list[Piece]:
    """`2h40`, `à 8h`; in `3h2f` and `24h 12f` they are men."""
    found = list(pieces)
    for at in range(len(pieces) - 1):
        hour = kind_at(pieces, at) == "number" and pieces[at].value < HOURS
        if hour and pieces[at + 1].word in AFTERNOON:
            found[at : at + 2] = [idle(p, "clock") for p in pieces[at : at + 2]]  # `at 4pm`
        if not hour or pieces[at + 1].word != "h" or not glued(pieces, at, at + 2):
            continue
        minutes = kind_at(pieces, at + 2) == "number" and glued(pieces, at + 1, at + 3)
        more = glued(pieces, at + 2, at + 4) and kind_at(pieces, at + 3) != "stroke"
        two = minutes and len(pieces[at + 2].text) == 2 and not more
        led = at > 0 and pieces[at - 1].word in AT_TIME and kind_at(pieces, at + 2) != "number"
        sent = at > 0 and pieces[at - 1].word in OF and pieces[at + 2 : at + 3]
        led = led or bool(sent and sent[0].value == ":")  # `mon sms de 10h : ...`
        if two or led:
            found[at : at + 2 + two] = [idle(p, "clock") for p in pieces[at : at + 2 + two]]
    return found


def _hours(pieces: Sequence[Piece], at: int) -> bool:
    """`2 adultes en 48h`; in `24h 12f` they are men."""
    led = at > 1 and pieces[at - 2].word in DURING
    return led and pieces[at].word == "h" and pieces[at - 1].value in DAY_HOURS


def _lasted(pieces: Sequence[Piece], at: int) -> bool:
    """`prélevées à 24 h d'intervalle`, `3 h de trajet`; `2 h de Koro` are men."""
    hours = kind_at(pieces, at) == "number" and pieces[at + 1 : at + 2] and at + 3 < len(pieces)
    letter = hours and pieces[at + 1].text == "h" and pieces[at + 2].word in OF
    on_the_way = letter and pieces[at + 3].word in ON_THE_WAY  # `3h de route`
    return bool(letter) and (on_the_way or kind_at(pieces, at + 3) in ("unknown", "stroke"))


def bodily(pieces: Sequence[Piece]) -> list[Piece]:
    """`oedèmes des deux pieds`, `a sen fila`, `enceinte de 8 mois`, `CM1`: no cases, no ages."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.value == "childbirth" and (month := _gestation(pieces, at)):
            found[month] = idle(found[month])
        name = piece.kind == "unknown" and len(piece.text) > 1 and glued(pieces, at, at + 2)
        if (name and kind_at(pieces, at + 1) == "number") or piece.word == "o2":
            found[at + name] = idle(found[at + name])
        if piece.kind == "number" and (_of_something(pieces, at) or _stools(pieces, at)):
            found[at] = idle(piece)
        if _lasted(pieces, at):
            found[at : at + 2] = map(idle, pieces[at : at + 2])
        legs = (piece.kind == "risk" or piece.value == "limp") and fold(piece.text).startswith(LEGS)
        if legs and kind_at(found, at - 1) == "number" and found[at - 1].value <= LIMBS:
            found[at - 1] = idle(found[at - 1])  # `2 jambes molles`
        if piece.value == BODY:
            number = at + 1 if piece.locale == "bm" else at - 1
            if kind_at(pieces, number) == "number" and pieces[number].value <= LIMBS:
                found[number] = found[number]._replace(kind="filler", value=BODY)
    return found


def _of_something(pieces: Sequence[Piece], at: int) -> bool:
    """Of illnesses, messages, households; `une dizaine d'années`."""
    after = at + 1
    if after + 1 < len(pieces) and pieces[after].value == ORDINARY:
        after += 1  # `une courte maladie`
    if after < len(pieces) and pieces[after].word.startswith(ILLNESS):
        return pieces[at].value > 1 or after > at + 1 or _an_illness(pieces, at)
    if after < len(pieces) and pieces[after].word in THINGS:
        return True
    if (
        _one_night(pieces, at)
        or _of_a_compound(pieces, at)
        or _by_car(pieces, at)
        or _quarter(pieces, at)
    ):
        return True
    while after < len(pieces) and pieces[after].word in OF:
        after += 1
    long = at + 1 < after < len(pieces) and pieces[after].word in DURATIONS
    return long or _an_illness(pieces, at) or _messages(pieces, at)


def _one_night(pieces: Sequence[Piece], at: int) -> bool:
    """`en une seule nuit`"""
    led = at > 0 and pieces[at - 1].word in DURING and pieces[at].value == 1
    return led and any(piece.word in NIGHTS for piece in pieces[at + 1 : at + 3])


def _of_a_compound(pieces: Sequence[Piece], at: int) -> bool:
    """`2 dead, compound of 19 people`: so many live there."""
    led = at > 2 and pieces[at - 1].word in OF and pieces[at - 2].word in COMPOUND
    return led and any(piece.kind == "number" for piece in pieces[: at - 2])


def _quarter(pieces: Sequence[Piece], at: int) -> bool:
    """`quartier 2`, `équipe 7`: which one, unless people follow."""
    word, after = pieces[at - 1].word if at else "", kind_at(pieces, at + 1)
    team = word in TEAMS and after not in ("sex", "case", "age", "unit")
    return team or (word in QUARTERS and after in ("", "stroke", "place", "date", "filler"))


def _stools(pieces: Sequence[Piece], at: int) -> bool:
    """`3 selles liquides ou plus en 24h`: how often; `two stool samples`: what was taken."""
    stools = at + 1 < len(pieces) and pieces[at + 1].word.startswith(STOOLS)
    often = kind_at(pieces, at - 1) == "bound" or _of_somebody(pieces, at)
    often = often or any(p.kind == "bound" or p.word in OFTEN for p in pieces[at + 2 : at + 5])
    after = at + 1 + (kind_at(pieces, at + 1) in ("sign", "filler"))
    sampled = (*pieces[at + 1 : at + 2], *pieces[after : after + 1])
    told = " ".join(piece.word for piece in pieces[at + 1 : at + 3])
    taken = stools and any(word.startswith(SAMPLED) for word in told.split()[1:])
    return (stools and often) or taken or any(piece.word in SAMPLES for piece in sampled)


def _of_somebody(pieces: Sequence[Piece], at: int) -> bool:
    """`Mon fils de 6 ans, 10 selles liquides`: one person was told of, and how old."""
    before = [piece.kind for piece in pieces[:at]]
    return "age" in before and "number" not in before


def _by_car(pieces: Sequence[Piece], at: int) -> bool:
    """The one of `2 passagères d'un car`."""
    led = at > 1 and pieces[at - 1].value in ("'", "’") and pieces[at - 2].word in OF
    people = kind_at(pieces, at + 1) in ("case", "sex", "age", "number", "risk", "sign", "mark")
    return led and pieces[at].value == 1 and not people


def _an_illness(pieces: Sequence[Piece], at: int) -> bool:
    """In `2 femmes ont les yeux jaunes après une fièvre` nobody more is told of."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is None or pieces[at].word not in ARTICLES:
        return False
    strange = after.value in ("illness", "unexplained", "worm") or after.text.startswith(ILLNESS)
    people = any(
        kind_at(pieces, i) == "number" and kind_at(pieces, i + 1) in ("sex", "case")
        for i in range(len(pieces) if strange else at)
    )
    return people and (after.kind == "sign" or strange)


def _messages(pieces: Sequence[Piece], at: int) -> bool:
    """`2 notifications : méningite 1 femme, palu 1 garçon`; `22 ménages visités`."""
    word = pieces[at + 1].word if at + 1 < len(pieces) else ""
    if kind_at(pieces, at + 1) == "unknown" and kind_at(pieces, at + 2) == "filler":
        word = pieces[at + 2].word  # `deux mauvaises nouvelles`
    more = sum(piece.kind == "number" for piece in pieces[at + 1 :])
    homes = at + 1 < len(pieces) and pieces[at + 1].word in HOUSEHOLDS  # `120 families and`
    return (
        homes
        or word in HOUSEHOLDS
        or (
            word.startswith(MESSAGES)
            and more > 1
            and kind_at(pieces, at + 2) not in ("case", "risk")
        )
    )


def _gestation(pieces: Sequence[Piece], at: int) -> int | None:
    """Where the months stand of `enceinte de 8 mois`, `7 months pregnant`."""
    after = at + 1
    aged = any(piece.kind == "age" for piece in pieces[:at])
    while kind_at(pieces, after) in ("filler", "sex") or (  # `pregnant woman 7 months`
        aged and kind_at(pieces, after) == "stroke" and pieces[after].value == ","
    ):
        after += 1
    for month in (after, at - 1):
        if kind_at(pieces, month) == "age" and pieces[month].value.months in range(1, GESTATION):
            return month
    return None
