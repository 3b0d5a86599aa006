"""What stands beside a word, before it is a piece: its number, what it belongs to. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding import Sense, Word
from bot.understanding.small import small

SEX = small("sex")
UNITS_GLUED = frozenset("ady")  # 4a, 3d, 2y: apart they are other words
ORDINALS = small("ordinal")
AND, JOINS = small("and"), ("#", "*")


def stands_by(sense: Sense, words: Sequence[Word], at: int) -> bool:
    """A unit, a month or a letter for a sex, with the number it belongs to beside it."""
    if sense.kind == "unit":
        if sense.locale == "bm":
            return counts(words, at + 1)
        glued = at > 0 and words[at - 1].end == words[at].start
        clear = glued or words[at].folded not in UNITS_GLUED or _ends(words, at + 1)
        clear = clear or words[at + 1].folded == "old"  # `6 d old`
        return (counts(words, at - 1) or _hyphened(words, at)) and clear
    if sense.kind == "month":
        ordinal = at > 1 and words[at - 1].folded in ORDINALS and counts(words, at - 2)
        return ordinal or counts(words, at - 1) or (sense.locale == "en" and counts(words, at + 1))
    letter = sense.kind == "sex" and (len(words[at].folded) == 1 or _glued_number(words, at))
    named = at > 0 and words[at - 1].folded in SEX  # `sexe M, 3 ans`
    return letter and (named or counts(words, at - 1) or counts(words, at + 1))


def _glued_number(words: Sequence[Word], at: int) -> bool:
    """`1ce 2muso`."""
    return at > 0 and words[at - 1].number is not None and words[at - 1].end == words[at].start


def _hyphened(words: Sequence[Word], at: int) -> bool:
    """`2-yr-old`."""
    glued_ = at > 1 and words[at - 2].end == words[at - 1].start
    return glued_ and words[at - 1].folded == "-" and counts(words, at - 2)


def _ends(words: Sequence[Word], at: int) -> bool:
    """`F, 27 y, not vaccinated`: no word that the letter could belong to follows."""
    return at >= len(words) or not words[at].folded[:1].isalnum()


def coded(words: Sequence[Word], at: int) -> bool:
    """A short code begins the message or is beside a number; `ma` and `me` must have one."""
    other = any(sense.exact and sense.kind != "risk" for sense in words[at].senses)
    first = at == 0 and not other and not _of_somebody(words[1:])
    shouted = words[at].text.isupper() and not other
    if shouted and any(_is_case(words, beside) for beside in (at - 1, at + 1)):
        return True  # `suspect YF, lady 27 yrs`
    after = counts(words, at + 1) and not words[at + 1].text[-1:].isalpha()  # `ma 1ere femme`
    led = not other and (counts(words, at - 1) or _leads_people(words, at) or _ends_it(words, at))
    return first or after or led or listed(words, at)


def listed(words: Sequence[Word], at: int) -> bool:
    """One of several codes that have a number each, which is then no other word: `pa 11 da 3`,
    `1 me et 1 fj`; or one that is joined to its number: `pa*9*Koro`."""
    if not _names_a_risk(words, at):
        return False
    joined = at + 1 < len(words) and words[at + 1].folded in JOINS and counts(words, at + 2)
    if joined and (at == 0 or words[at - 1].folded in JOINS):
        return True
    if counts(words, at + 1):
        before = at - 2 - (at > 1 and words[at - 1].folded == ",")
        code = _names_a_risk(words, before) and counts(words, before + 1)
        return code and not (before and counts(words, before - 1))
    if not counts(words, at - 1):
        return False
    after, before = at + 1 + _joint(words, at + 1), at - 2 - _joint(words, at - 2)
    later = counts(words, after) and _names_a_risk(words, after + 1)
    return later or (before > 0 and _names_a_risk(words, before) and counts(words, before - 1))


def _joint(words: Sequence[Word], at: int) -> bool:
    return 0 <= at < len(words) and (words[at].folded in AND or words[at].folded == ",")


def _names_a_risk(words: Sequence[Word], at: int) -> bool:
    return 0 <= at < len(words) and any(s.exact and s.kind == "risk" for s in words[at].senses)


def _leads_people(words: Sequence[Word], at: int) -> bool:
    """`ro muso 2`: in Bambara the people stand before their number."""
    if at or not counts(words, 2) or not _names_a_risk(words, at):
        return False
    return any(s.kind in ("case", "sex") and s.locale == "bm" for s in words[1].senses)


def _ends_it(words: Sequence[Word], at: int) -> bool:
    """`3 Kolongotomo ro`: a number, a name and the code."""
    named = at == len(words) - 1 and at > 1 and _names_a_risk(words, at) and counts(words, 0)
    return named and all(word.folded.isalpha() and not word.senses for word in words[1:at])


def _is_case(words: Sequence[Word], at: int) -> bool:
    return 0 <= at < len(words) and words[at].means("case") == "case"


def _of_somebody(rest: Sequence[Word]) -> bool:
    """`mn enfan a la fievr`: my child, no disease; nor in a sentence where nothing is counted."""
    if len(rest) == 0 or len(rest[0].folded) == 1:
        return False
    person = any(sense.kind in ("case", "sex", "own") for sense in rest[0].senses)
    return person or (len(rest) > 1 and not any(counts(rest, at) for at in range(len(rest))))


def counts(words: Sequence[Word], at: int) -> bool:
    if not 0 <= at < len(words):
        return False
    word = words[at]
    return word.number is not None or any(sense.kind == "number" for sense in word.senses)
