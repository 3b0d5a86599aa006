"""Words by which a message says that it is about what was sent before it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding import Understood, Word
from bot.understanding.phrases import Many, apart
from bot.understanding.small import small
from handlers.report.ordered import several_numbers

WRONG, MISTAKEN, TO, FORGOTTEN, ADDED = "wrong", "mistaken", "to", "forgotten", "added"
TWICE, WITHDRAWN, KEPT, SWAPPED, ZEROS = "twice", "withdrawn", "kept", "swapped", "zeros"
SAID, ONLY, IN_ALL, REFERS = "said", "only", "in_all", "refers"
NOT_IT, SORRY, FROM, INCLUDED = "not_it", "sorry", "from", "included"
MORE, NO_FIRST = "more", "no_first"
ALL, ONE_OF, LAST, FIRST, SECOND = "all", "one_of", "last", "first", "second"
# Each of these alone says it.
CUES = {
    WRONG: small("amends_wrong"),
    MISTAKEN: small("amends_mistaken"),
    TO: small("amends_to"),
    FORGOTTEN: small("amends_forgotten"),
    ADDED: small("amends_added"),
    TWICE: small("amends_twice"),
    WITHDRAWN: small("amends_withdrawn", "false_alarm"),
    KEPT: small("amends_kept"),
    INCLUDED: small("amends_included"),
    SWAPPED: small("amends_swapped"),
    ZEROS: small("zero_too_many"),
}
# These only beside others, or beside numbers: what is said of it, and which of several is meant.
BESIDES = {
    SAID: small("amends_said"),
    ONLY: small("amends_only"),
    IN_ALL: small("so", "in_all_now"),
    REFERS: small("of_those_told"),
    NOT_IT: small("it_is_not"),
    SORRY: small("amends_sorry"),
    FROM: small("amends_from"),
    MORE: small("still_more"),
    ALL: small("all_my_reports"),
    ONE_OF: small("one_of_reports"),
    LAST: small("the_last_report"),
    FIRST: small("the_first_report"),
    SECOND: small("the_second_report"),
}
EXPLICIT = {WRONG, MISTAKEN, ADDED, SWAPPED, ZEROS}  # even in a message that could be a report
NOT_RIGHT = {WRONG, MISTAKEN, TO}
BACK = {WITHDRAWN, TWICE, KEPT, INCLUDED}
MAY_BE = {SORRY, TO, FORGOTTEN, FROM, ONLY, LAST, NO_FIRST}  # it may be meant so, and is asked
ORDERED = {LAST, FIRST, SECOND}
NO_MISTAKE, FALSE_ALARM, DENIES = "no_mistake", "false_alarm", "denies"
KNOWN = Many(
    CUES
    | BESIDES
    | {
        NO_MISTAKE: small("no_mistake"),
        FALSE_ALARM: small("false_alarm"),
        DENIES: small("no", "not", "not_in_short", "instead_of"),
    }
)
DEATH, SHOTS, AGES, SHORT = "death", ("vaccinated", "unvaccinated"), ("year", "month"), 12
DENIED = ("risk", "sex", "number", "sign")  # may be denied of a report, as may a village
ITS, IT_IS = small("the"), small("it_is_said")
TIMES, TWO, NEAR, NO = small("times"), 2, 3, small("no")
CANCEL, CORRECT, FEW = "cancel", "correct", 3  # words: of no more is a mere command


def cues_in(understood: Understood) -> frozenset[str]:
    """Which of the ways above, and what is said besides."""
    found = KNOWN.uses_in([part for word in understood.words for part in apart(word.folded)])
    if _twice(understood.words):
        found.add(TWICE)
    if understood.words and understood.words[0].folded in NO:
        found.add(NO_FIRST)  # `non c palu grave`
    return frozenset(found - CUES.keys() if NO_MISTAKE in found else found)


def hints(understood: Understood) -> bool:
    """Whether it may be about an earlier report, as far as words tell: by one of those words, by
    what is denied, or by a death of which it is not said what it was. A question is not, nor is a
    command by itself, which has a handler of its own. Danger goes before all else.
    """
    said, words = cues_in(understood), understood.words
    if "?" in understood.text or _is_command(understood, said):
        return False
    if understood.intent("emergency") and FALSE_ALARM not in said:
        return False
    if said & CUES.keys():
        return True
    short = len(words) <= SHORT or any(word.means("mark") == DEATH for word in words)
    if short and not _counts(words) and any(map(_tells_of_who, words)):
        return True
    little = not said.isdisjoint((SAID, REFERS, NOT_IT, *MAY_BE)) or _denies(words) or _is(words)
    return little or ("risk" not in understood.slots and _is_short(words))


def _is_short(words: Sequence[Word]) -> bool:
    """`koro = 7`, `c'est des filles`: numbers or people, and nobody knows of what."""
    told = any(map(_is_number, words)) or any(word.means("sex") for word in words)
    return FEW <= len(words) <= SHORT and told


def _is(words: Sequence[Word]) -> bool:
    """`la rougeole c 5`, `the measles is 3`"""
    return any(
        one.folded in ITS and illness.means("risk") and other.folded in IT_IS
        for one, illness, other in zip(words, words[1:], words[2:], strict=False)
    )


def _is_number(word: Word) -> bool:
    return word.number is not None or word.text.isdecimal()


def _tells_of_who(word: Word) -> bool:
    """`elle est décédée`, `non vaccinés`, `5 ans`"""
    aged = word.means("unit") in AGES or word.means("age") is not None
    return aged or word.means("mark") in (DEATH, *SHOTS)


def _counts(words: Sequence[Word]) -> bool:
    """`palu 5`, `3 cas`: a number of its own, in digits."""
    told = [bool(word.means("risk") or word.means("case")) for word in words]
    digits = [word.text.isdecimal() for word in words]
    forwards, backwards = zip(digits, told[1:], strict=False), zip(told, digits[1:], strict=False)
    return any(map(all, (*forwards, *backwards)))


def _denies(words: Sequence[Word]) -> bool:
    """`pas 12`, `non Koro`; but not `non vacciné`, `pas de décès`."""
    for at, word in enumerate(words):
        if KNOWN.uses_in(apart(word.folded)) & {DENIES}:
            near = words[at + 1 : at + 1 + NEAR]
            after = [w for w in near if w.means("filler") is None and w.means("case") is None]
            if any(not w.senses or any(map(w.means, DENIED)) or w.number for w in after[:1]):
                return True
    return False


def _twice(words: Sequence[Word]) -> bool:
    """`c'est parti 2 fois`"""
    return any(one.number == TWO and other.folded in TIMES for one, other in pairwise(words))


def _is_command(understood: Understood, said: frozenset[str]) -> bool:
    """`ANNULER`, `ANNULER 12`, `CORRIGER 12 palu 2 Koro`, `OK 12`; not `annuler les deux`."""
    if any(intent.name.startswith("order_") for intent in understood.intents):
        return True
    words = [word for word in understood.words if word.folded[:1].isalnum()]
    first = words[0].means("intent") if words else None
    if first == CORRECT:
        return len(words) > 1 and words[1].number is not None
    short = len(words) <= FEW or bool(several_numbers(understood, CANCEL))  # `ANNULER 5 et 6`
    named = any(word.means("risk") for word in words)  # `annulez le palu`, of several
    return first == CANCEL and short and ALL not in said and not named
