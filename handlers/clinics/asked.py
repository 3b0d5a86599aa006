"""What a person asks for: a place, a service, a day. Pure, from what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.geo import Point
from bot.places import Place, Places
from bot.understanding import Understood, Word
from bot.understanding.small import small

LONGEST = 4  # words of a place's name
SHORTEST = 3  # letters of a name that may be misspelt
COMING = {"today": 0, "tomorrow": 1, "after_tomorrow": 2}
LEADING = small("before_place")
WISHED, LIKE = ("service", "intent"), 0.85
PEOPLE = ("sign", "age", "sex")
# Words that say something else, and are no part of a name.
SAID = frozenset(
    ("intent", "service", "question", "weekday", "month", "coming", "onset", "number", "risk",
     "sign", "sex", "age", "aged", "mark", "either", "yes", "no", "reason", "every", "dose",
     "visiting", "asks", "vaccine", "zero", "unlisted")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """`places`: one, or all that are meant as likely. `unknown`: words that name no place.

    `service`: an id, or several with blanks between. `kind`: of facility, if one is named.
    """

    places: tuple[Place, ...] = ()
    unknown: str = ""
    service: str | None = None
    on: date | None = None
    kind: str | None = None


def asked(
    understood: Understood,
    places: Places,
    today: date,
    *,
    near: Point | None = None,
    area_id: str | None = None,
) -> Asked:
    """`near` and `area_id` tell places of one name apart."""
    found, unknown = _place(understood, places, near, area_id)
    return Asked(found, unknown, understood.slots.get("service"), _day(understood, today))


def _day(understood: Understood, today: date) -> date | None:
    """`demain`, `lundi`: the next such day; said on a Monday, "lundi" is today."""
    for word in understood.words:
        if coming := word.means("coming"):
            return today + timedelta(days=COMING[coming])
        if weekday := word.means("weekday"):
            return today + timedelta(days=(int(weekday) - today.weekday()) % 7)
    return None


def _place(
    understood: Understood, places: Places, near: Point | None, area_id: str | None
) -> tuple[tuple[Place, ...], str]:
    """The longest name that is spelled right; else one that is misspelt, but no sign of illness."""
    words = understood.words
    spans = [
        words[begin : begin + length]
        for length in range(LONGEST, 0, -1)
        for begin in range(len(words) - length + 1)
        if nameable(words[begin : begin + length])
    ]
    names = [understood.text[span[0].start : span[-1].end] for span in spans]
    exact = [(span, n) for span, n in zip(spans, names, strict=True) if places.exact(n)]
    if exact:
        _span, name = min(exact, key=lambda each: _how_unlikely(each[0], words))
        return _resolved(name, places, near, area_id), ""
    guessed = [n for n, span in zip(names, spans, strict=True) if _may_be_misspelt(span)]
    for name in guessed:
        if len(name) >= SHORTEST and (found := _resolved(name, places, near, area_id)):
            return found, ""
    return (), max(guessed, key=len, default="")


def _how_unlikely(span: Sequence[Word], words: Sequence[Word]) -> tuple[int, bool, bool]:
    """Of several names: rather the longest, not one of three letters, one that a word leads to.

    `merci de me dire quand passe la clinique à Mondoro`: not Diré.
    """
    before = words[words.index(span[0]) - 1].folded if span[0] is not words[0] else ""
    short = span[-1].end - span[0].start <= SHORTEST
    return -len(span), short, before not in LEADING


def _may_be_misspelt(span: Sequence[Word]) -> bool:
    """A name of a place, as far as its words go: no sign of illness, and no wish."""
    wish = len(span) == 1 and _is_wish(span[0])
    return not wish and not any(map(_is_of_people, span))


def _is_of_people(word: Word) -> bool:
    """A sign of illness, an age, a sex: whoever writes it speaks of somebody."""
    return any(sense.exact and sense.kind in PEOPLE for sense in word.senses)


def _resolved(
    name: str, places: Places, near: Point | None, area_id: str | None
) -> tuple[Place, ...]:
    found = places.resolve(name, near=near, area_id=area_id)
    return (found.place,) if found.place else tuple(found.candidates)


def nameable(span: Sequence[Word]) -> bool:
    """Names, with small words and hyphens inside; not only small words."""
    ends = _is_name(span[0]) and _is_name(span[-1])
    return ends and all(_is_name(w) or w.means("filler") or w.folded in "-'" for w in span)


def _is_name(word: Word) -> bool:
    if not word.folded[:1].isalpha():
        return False
    return not any(
        sense.exact and (sense.kind in SAID or _small(sense.kind)) for sense in word.senses
    )


def _is_wish(word: Word) -> bool:
    """A misspelt word for what is wanted, where no place is spelled so: `vacine`."""
    return any(sense.kind in WISHED and sense.score >= LIKE for sense in word.senses)


def _small(kind: str) -> bool:
    return kind in ("filler", "when", "unit", "case")
