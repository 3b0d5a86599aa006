"""Whether a coordinator's own words put a visit in, off, or elsewhere. Pure.

`la clinique n'ira pas à Hombori lundi`; `Koro passe de jeudi à vendredi`; `on ajoute Ségou jeudi`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from bot.understanding import Understood, Word
from bot.understanding.phrases import Phrases
from bot.understanding.small import small
from handlers.clinics.said.days import days_said
from handlers.clinics.said.hours import hours_said

Verb = Literal["add", "cancel", "move"]
CLINICS = small("clinics")
VISIT, OFF, THERE = small("of_a_visit"), small("calls_off"), small("goes_there")
ASIDE, INSTEAD, FROM = small("puts_off"), small("in_place_of"), small("passes_from")
IN, NOW, TOO = small("puts_in"), small("is_now"), small("puts_in_too")
NOT, NONE = small("not_there"), small("none_of")
ASKS_FIRST = small("asks_first")
KINDLY, ASKS = small("asks_kindly"), small("asks_when")
ALL = frozenset().union(VISIT, OFF, THERE, ASIDE, IN, NOW, TOO, NOT, KINDLY)
THERE_WORD = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(THERE)))})\b")
STOP = re.compile(r"[.,;\n](?!\d)")
OTHERS = small("no_visits")
ARROWS = frozenset(("->", "=>"))
PLANNED, HELD = small("was_planned"), small("is_held")
SICK = frozenset(("mark", "sign", "sex", "unlisted"))
SHORT = 2  # letters of a word that may be of another language: `ce`
ANY_DAY = date(2000, 1, 1)


def verb_in(understood: Understood) -> Verb | None:
    """None for a question, a report, a message to many, and what names neither visit nor day."""
    said = Phrases(understood.text)
    meant = said.has(VISIT) or _dated(understood)
    if not meant or said.writes(OTHERS) or _of_the_sick(understood):
        return None
    asked = said.writes(ASKS) or ("?" in said.words and not said.has(KINDLY))
    asked = asked or bool(ASKS_FIRST.intersection(said.words[:1]))
    return None if asked else _verb(said, understood)


def states(understood: Understood) -> bool:
    """`clinique mobile à Koro jeudi`: no verb says that it is new."""
    return not Phrases(understood.text).has(IN | TOO)


def names_a_visit(understood: Understood) -> bool:
    return Phrases(understood.text).has(VISIT)


def is_of_a_visit(understood: Understood) -> bool:
    """A day, or the word itself: `new clinic day Bankass 8 Dec`, `add a clinic visit in Boni`."""
    named = Phrases(understood.text).has(VISIT - CLINICS)
    return verb_in(understood) is not None and (named or _dated(understood))


def is_wording(word: str) -> bool:
    """Whether a word, folded, is one of those that say what is to be done."""
    return word in ALL


def instead_in(text: str) -> tuple[int, int] | None:
    """Where in the text stands what is no more: behind `au lieu de`, up to the end or a verb."""
    said = text.casefold().replace("’", "'")
    places = [place for each in INSTEAD if (place := said.find(f" {each} ")) >= 0]
    found = min(places, default=None)
    begins = next((len(each) for each in INSTEAD if said.startswith(f"{each} ")), None)
    if begins is not None:
        verb = THERE_WORD.search(said, begins)
        return begins, verb.start() if verb else len(said)
    if found is None:
        return None
    stop = STOP.search(said, found)
    return found, stop.start() if stop else len(said)


def _verb(said: Phrases, understood: Understood) -> Verb | None:
    moved = said.has(INSTEAD | FROM | ARROWS) or said.has(ASIDE)
    nobody_goes = said.led(THERE, (NOT, 3)) or said.led(NOT, (THERE, 4))
    nobody_goes = nobody_goes and not said.has(TOO)  # `une visite en plus`
    if said.has(OFF) or (nobody_goes and not moved) or said.led(NONE, (VISIT, 2)):
        return "cancel"
    if moved or (said.has(NOW) and _dated(understood)) or (said.writes(PLANNED) and said.has(HELD)):
        return "move"
    meant = said.has(VISIT) or bool(hours_said(understood.text))
    return "add" if said.has(IN | TOO) or (_dated(understood) and meant) else None


def _dated(understood: Understood) -> bool:
    """Whether a day is named that is not over."""
    return any(said.day is None or said.day >= ANY_DAY for said in days_said(understood, ANY_DAY))


def _of_the_sick(understood: Understood) -> bool:
    """`Koro jeudi 3 cas de rougeole`; `palu` alone may be what a visit offers."""
    days, hours = days_said(understood, ANY_DAY), hours_said(understood.text)
    when = [(each.start, each.end) for each in days] + [(each.start, each.end) for each in hours]
    words = [w for w in understood.words if not any(a <= w.start < b for a, b in when)]
    told = (word for word in words if word.senses and len(word.folded) > SHORT)
    senses = [word.senses[0] for word in told if word.senses[0].exact]
    exact = [sense.kind for sense in senses if sense.meaning != "illness"]
    behind = [after for word, after in pairwise(words) if word.number is not None]
    people = any(word.means("case") for word in behind)
    counted = any(word.number is not None for word in words) and not _of_visits(behind)
    if Phrases(understood.text).has(IN | OFF):
        exact = [kind for kind in exact if kind != "sex"]  # `soins gratuits pour les femmes`
    none = any(word.means("zero") == "zero" for word in words)
    return none or people or not SICK.isdisjoint(exact) or ("risk" in exact and counted)


def _of_visits(behind: Sequence[Word]) -> bool:
    """`1 visite`, and no other number."""
    return bool(behind) and all(word.folded in VISIT for word in behind)
