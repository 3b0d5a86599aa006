"""`DIFFUSER DOUENTZA 20 KM ASC: le texte`: for whom, and what is said. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.areas import Area, Areas
from bot.places import Place, Places
from bot.understanding import Understood, Word
from bot.understanding.small import small
from handlers.broadcast.audience import Audience, Circle
from handlers.broadcast.reading import (
    ENDS,
    LONGEST,
    Reading,
    says_whom,
    takes_kilometres,
    takes_said,
    takes_topics,
)
from handlers.broadcast.words import CODE, LINKS
from handlers.clinics.services import Services

ORDER = ("district", "health_area", "region")  # of one name, the usual one first
SHORTEST = 3
EVERYONE = small("everyone")
NOTHING: Mapping[str, str] = {}
NO_SERVICES = Services({}, {}, {})


@dataclass(frozen=True, slots=True)
class Wish:
    """`audience` is None where nobody is named; `unknown`: the words where a name should be."""

    audience: Audience | None = None
    text: str = ""
    code: str | None = None
    unknown: str = ""
    saved: str | None = None


def wish_of(
    understood: Understood,
    places: Places,
    areas: Areas,
    *,
    area_id: str | None = None,
    saved: Sequence[str] = (),
    said: Mapping[str, str] = NOTHING,
    services: Services = NO_SERVICES,
) -> Wish:
    """What follows the verb. `area_id` tells places of one name apart; `saved` are names of
    audiences, `said` the words that say for whom, folded, with their meanings; a service after
    the word for followers is a topic."""
    text = understood.text
    words = _after_the_verb(understood.words)
    if words and (code := CODE.fullmatch(text[words[0].start :])):
        return Wish(code=code[1])
    to_all = says_all(understood.words[: len(understood.words) - len(words)])
    reading = Reading(words, said, services, loose=not to_all)
    while reading.at < len(words) and _takes(reading, text, places, areas, area_id, saved):
        pass
    reading.everybody = reading.everybody or (to_all and bool(words))
    rest = _rest(text, words, reading.at)
    if not reading.located:
        return Wish(unknown=rest) if rest else Wish()
    return Wish(_audience(reading, areas), rest, saved=reading.saved)


def says_all(verb: Sequence[Word]) -> bool:
    """`envoyer à tous`, `send to all`."""
    return any(word.folded.split()[-1] in EVERYONE for word in verb if word.folded.split())


def _after_the_verb(words: Sequence[Word]) -> Sequence[Word]:
    for position, word in enumerate(words):
        if (word.means("intent") or "").startswith("broadcast"):
            return words[position + 1 :]
    return words


def _rest(text: str, words: Sequence[Word], at: int) -> str:
    if at >= len(words):
        return ""
    return text[words[at].start :].lstrip(" :,;.-\n").strip()


def _takes(
    reading: Reading,
    text: str,
    places: Places,
    areas: Areas,
    area_id: str | None,
    saved: Sequence[str],
) -> bool:
    """Take the next words if they say for whom; whether they do."""
    word = reading.words[reading.at]
    if word.folded in ENDS:
        return False
    if takes_kilometres(reading) or takes_said(reading) or takes_topics(reading, places):
        return True
    if _may_be_named(reading) and _takes_name(reading, text, places, areas, area_id, saved):
        return True
    if word.folded in LINKS and (
        not reading.located or says_whom(reading) or _ends_with_name(reading, text, places, areas)
    ):
        reading.at += 1
        return True
    return False


def _ends_with_name(reading: Reading, text: str, places: Places, areas: Areas) -> bool:
    """`ABONNES VACCIN A KORO: ...`: between the small word and the colon there is but a name."""
    if not _may_be_named(reading):
        return False
    rest = reading.words[reading.at + 1 :]
    if reading.roles:  # `TOUS LES ASC DE KORO venez`
        return any(_is_name(rest[:length], text, places, areas) for length in range(1, LONGEST))
    return _is_name(list(takewhile(lambda w: w.folded not in ENDS, rest)), text, places, areas)


def _is_name(words: Sequence[Word], text: str, places: Places, areas: Areas) -> bool:
    name = text[words[0].start : words[-1].end] if words else ""
    return bool(name) and bool(areas.named(name) or places.exact(name))


def _beside(reading: Reading) -> bool:
    """After a topic, or all of a role: a misspelt name may be the text's first word."""
    return bool(reading.topics or (reading.everybody and reading.roles) or not reading.loose)


def _may_be_named(reading: Reading) -> bool:
    """Somewhere; also after those: `ABONNES VACCIN KORO`, `TOUS LES ASC DE KORO`."""
    return not reading.located or (_beside(reading) and not reading.somewhere)


def _takes_name(
    reading: Reading,
    text: str,
    places: Places,
    areas: Areas,
    area_id: str | None,
    saved: Sequence[str],
) -> bool:
    """The longest name that is spelled right, else one word that is misspelt."""
    words, at = reading.words, reading.at
    for length in range(_nameable(words, at), 0, -1):
        name = text[words[at].start : words[at + length - 1].end]
        if name.casefold() in saved:
            reading.saved = name.casefold()
        elif found := _area(name, areas, reading.kind):
            reading.area, reading.place = found, _place(name, places, area_id, exact=True)
        elif place := _place(name, places, area_id, exact=True):
            reading.place = place
        else:
            continue
        reading.at += length
        return True
    name = words[at].text
    if len(name) < SHORTEST or not name[0].isalpha() or _beside(reading):
        return False  # there a misspelt name may be the text's first word
    reading.place = _place(name, places, area_id, exact=False)
    reading.at += reading.place is not None
    return reading.place is not None


def _nameable(words: Sequence[Word], at: int) -> int:
    """How many words a name there may have: letters, and hyphens between them."""
    for length, word in enumerate(words[at : at + LONGEST]):
        if not (word.folded[:1].isalpha() or (length and word.folded in "-'")):
            return length
    return min(LONGEST, len(words) - at)


def _area(name: str, areas: Areas, kind: str | None) -> Area | None:
    found = [area for area in areas.named(name) if kind in (None, area.kind)]
    return min(found, key=lambda area: ORDER.index(area.kind), default=None)


def _place(name: str, places: Places, area_id: str | None, *, exact: bool) -> Place | None:
    if exact and not places.exact(name):
        return None
    return places.resolve(name, area_id=area_id).place


def _audience(reading: Reading, areas: Areas) -> Audience:
    """A name with a distance is a place; without, an area where it is one."""
    said = Audience(
        roles=reading.roles,
        locales=reading.locales,
        channels=reading.channels,
        followers=reading.followers,
        topics=reading.topics,
    )
    place, area = reading.place, reading.area
    if area is not None and (reading.km is None or place is None):
        return replace(said, areas=(area.id,))
    if place is not None:
        circle = Circle(place.name, (place.latitude, place.longitude))
        return replace(said, circles=(replace(circle, km=reading.km or circle.km),))
    return said
