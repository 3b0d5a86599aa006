"""Which words of a question name a place: the name itself, else what may be one misspelt. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.geo import Point
from bot.places import Place, Places
from bot.places.spelling import letters
from bot.understanding import Understood, Word
from bot.understanding.small import small

LONGEST = 4  # words of a place's name
SHORTEST = 3  # letters of a name that may be misspelt
LEADING = small("before_place", "before_place_asked")
BEHIND = small("in_it")  # `Sikaso la`
ENDS = ".!?;\n"  # of a sentence
NEARER = 0.09  # how much more of its letters one name has in common with what is written
WISHED, LIKE = ("service", "intent"), 0.85
PEOPLE = ("sign", "age", "sex")
# Words that say something else, and are no part of a name.
SAID = frozenset(
    ("intent", "service", "question", "weekday", "month", "coming", "onset", "number", "risk",
     "sign", "sex", "age", "aged", "mark", "either", "yes", "no", "reason", "every", "dose",
     "visiting", "asks", "vaccine", "zero", "unlisted")
)  # fmt: skip
Span = Sequence[Word]


def place_named(
    understood: Understood, places: Places, near: Point | None, area_id: str | None
) -> tuple[tuple[Place, ...], str]:
    """The longest name that is spelled right; else one that is misspelt, but no sign of illness."""
    words = understood.words
    glued = any(_is_glued(words, at) for at in range(len(words)))  # in few messages
    spans = [
        words[begin : begin + length]
        for length in range(LONGEST, 0, -1)
        for begin in range(len(words) - length + 1)
        if nameable(words[begin : begin + length])
        or (glued and _is_in_pieces(words, begin, length))
    ]
    names = {_at(span): understood.text[span[0].start : span[-1].end] for span in spans}
    exact = [span for span in spans if places.exact(names[_at(span)])]
    guessed = [s for s in spans if _may_be_misspelt(s) and len(names[_at(s)]) >= SHORTEST]
    guessed.sort(key=lambda span: _how_unlikely(span, words))
    if exact:
        best = min(exact, key=lambda span: _how_unlikely(span, words))
        led = [span for span in guessed if span not in exact and _is_led(span, words)]
        sure = _is_marked(best, words) or any(p.is_town for p in places.exact(names[_at(best)]))
        guessed = [best] if sure else [*led, best]  # `notre hamo ... pr Zangaso`
    for span in guessed:
        if found := _resolved(names[_at(span)], places, near, area_id):
            return found, ""
    return (), max((names[_at(span)] for span in guessed), key=len, default="")


def _at(span: Span) -> tuple[int, int]:
    return span[0].start, span[-1].end


def _how_unlikely(span: Span, words: Span) -> tuple[int, bool, bool, bool]:
    """Of several names: rather the longest, not one of three letters, one that a word leads to.

    `merci de me dire quand passe la clinique à Mondoro`: not Diré.
    """
    short = span[-1].end - span[0].start <= SHORTEST
    return -len(span), short, not _is_led(span, words), not _stands_out(span, words)


def _is_marked(span: Span, words: Span) -> bool:
    return len(span) > 1 or _is_led(span, words) or _stands_out(span, words)


def _is_led(span: Span, words: Span) -> bool:
    """`à Koro`, `vers Koro`, `Koro la`."""
    at = words.index(span[0])
    after = words[at + len(span)].folded if at + len(span) < len(words) else ""
    return (at > 0 and words[at - 1].folded in LEADING) or after in BEHIND


def _stands_out(span: Span, words: Span) -> bool:
    """With a capital inside a sentence; or at the end of one."""
    at = words.index(span[0])
    begins = at == 0 or words[at - 1].text in ENDS
    ends = at + len(span) >= len(words) or words[at + len(span)].text in ENDS
    return ends or (span[0].text[:1].isupper() and not begins)


def _is_in_pieces(words: Span, begin: int, length: int) -> bool:
    """`Saraféré`, which was taken apart as if it were several words written as one."""
    end = begin + length
    glued = [_is_glued(words, at) for at in range(begin, end + 1)]
    return length > 1 and all(glued[1:-1]) and not (glued[0] or glued[-1])


def _is_glued(words: Span, at: int) -> bool:
    """To the word before it, without a blank."""
    pair = words[at - 1 : at + 1] if at else ()
    if len(pair) < 2 or pair[0].end != pair[1].start:
        return False
    return pair[0].folded.isalpha() and pair[1].folded.isalpha()


def _may_be_misspelt(span: Span) -> bool:
    """A name of a place, as far as its words go: no sign of illness, and no wish."""
    wish = len(span) == 1 and _is_wish(span[0])
    return nameable(span) and not wish and not any(map(_is_of_people, span))


def _is_of_people(word: Word) -> bool:
    """A sign of illness, an age, a sex: whoever writes it speaks of somebody."""
    return any(sense.exact and sense.kind in PEOPLE for sense in word.senses)


def _resolved(
    name: str, places: Places, near: Point | None, area_id: str | None
) -> tuple[Place, ...]:
    found = places.resolve(name, near=near, area_id=area_id)
    return (found.place,) if found.place else _written_most_like(name, found.candidates)


def _written_most_like(name: str, candidates: Sequence[Place]) -> tuple[Place, ...]:
    """Of several that sound alike the one that begins so, and has most of the letters."""
    plain = letters(name)
    alike = {p.name: OSA.normalized_similarity(plain, letters(p.name)) for p in candidates}
    best, *others = sorted(alike.values(), reverse=True) or [0.0]
    kept = tuple(p for p in candidates if alike[p.name] == best)
    same = all(letters(place.name)[:1] == plain[:1] for place in kept)
    return kept if same and others and best >= others[0] + NEARER else tuple(candidates)


def nameable(span: Span) -> bool:
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
