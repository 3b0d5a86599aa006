"""Which area somebody who checks reports means by its name, and whether it is theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from bot.folding import fold
from bot.handler import Context, Knowledge
from bot.text import Text, _, verbatim
from bot.understanding.small import small

CHECKERS = ("supervisor", "coordinator", "admin")
# Small words before the name of an area.
FILLERS = small("before_area")
COURTESIES, SIGNS = small("courtesy"), " .,;:!?"
NAME = 1  # words; of more than that who knows no such place asks for none
SHORT = 3  # letters of a name
LONGEST = 24  # letters of what was not understood that are said back
ORDER = ("district", "region", "health_area")  # which is meant where several have one name


Ids: TypeAlias = tuple[str | None, ...]  # None is the whole country


def meant(context: Context, words: str) -> Ids | Text | None:
    """The area that `words` name, by its id; all of their own where none is named.

    None where nobody knows it; what is not in their area is answered with what is.
    """
    knowledge, contact = context.knowledge, context.contact
    kind, name = _bare(context, words)
    name = " ".join(word for word in name.split() if word.strip(SIGNS) not in COURTESIES)
    mine = tuple(each.area_id for each in contact.assignments if each.role in CHECKERS)
    if not name:
        return mine
    areas = [area for area in knowledge.areas.named(name) if kind in (None, area.kind)]
    found = [area.id for area in sorted(areas, key=lambda area: ORDER.index(area.kind))]
    if not found:
        place = knowledge.places.resolve(name, area_id=mine[0]).place
        found = [place.area_id] if place and place.area_id else []
    if not found and len(name.split()) > NAME:
        return mine  # `qui n'a pas envoyé | son rapport de la semaine`
    if not found:
        return None
    theirs = [each for each in found if _is_theirs(context, each, mine)]
    return (theirs[0],) if theirs else _not_theirs(found[0], mine, knowledge)


def mentioned(context: Context) -> Ids | None:
    """The first area of theirs that any word of the message names; None: none is."""
    areas = context.knowledge.areas
    for word in context.understood.words:
        if len(word.folded) >= SHORT and areas.named(word.text):
            found = meant(context, word.text)
            if not isinstance(found, Text):
                return found
    return None


def unknown(context: Context, words: str) -> str:
    """What of `words` nobody knows, to say it back."""
    return _bare(context, words)[1][:LONGEST]


def _bare(context: Context, words: str) -> tuple[str | None, str]:
    """The kind of area that is said, and what names it, without the small words before."""
    lexicons, kind = context.knowledge.lexicons, None
    kinds = {
        fold(word): each
        for each in ORDER
        for locale in context.knowledge.locales
        for word in lexicons.words("audience", f"kind_is_{each}", locale)
    }
    left = words.replace("'", " ").strip(" .,;:!?-").split()
    while left and (left[0] in FILLERS or left[0] in kinds):
        kind = kinds.get(left.pop(0), kind)
    return kind, " ".join(left)


def _is_theirs(context: Context, area_id: str, mine: Sequence[str | None]) -> bool:
    return any(each is None or each in context.knowledge.areas.upwards(area_id) for each in mine)


def _not_theirs(area_id: str, mine: Sequence[str | None], knowledge: Knowledge) -> Text:
    return _(
        "{area} is not in your area. Yours: {place}.",
        area=area_name(area_id, knowledge),
        place=listed([each for each in mine if each], knowledge),
    )


def area_name(area_id: str | None, knowledge: Knowledge) -> str:
    """Its name; that of the whole country where there is none."""
    area = knowledge.areas.find(area_id) if area_id else None
    return area.name if area else "Mali"


def listed(area_ids: Sequence[str | None], knowledge: Knowledge) -> Text:
    return verbatim(", ".join(area_name(each, knowledge) for each in area_ids))
