"""What somebody wants of us, said in a sentence: to hear no more, to be told, a person, a language.

A word alone is found by the lexicons; here it is what stands together in one sentence, among
others: `Votre réponse ne m'aide pas. Passez-moi un responsable` asks for no help.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.understanding.hearing import (
    CHANGES,
    SAYS,
    SENDING,
    TELLING,
    follows,
    leaves,
    starts,
    stops,
)
from bot.understanding.said import Said, is_of_illness
from bot.understanding.sentences import Sentence
from bot.understanding.small import small
from bot.understanding.words import Word

STOP, START, HELP, DANGER = "stop", "start", "help", "emergency"
SPEAKS, WITH, SOMEBODY = small("speaks"), small("with_people"), small("somebody")
OF = small("of", "of_the")
GIVES, WANTS, A_PERSON = small("gives_me"), small("puts_through"), small("plain_somebody")
CALLS, NO_MACHINE, ANYBODY = small("calls_me"), small("no_machine"), small("anybody_there")
COURTESIES = small("courtesy")
CAN, DO, WHAT = small("you_can"), small("does_for_me"), small("what_things")
FOR, LINE = small("is_it_for"), small("our_line")
WHO, BEGIN = small("who_are_you"), small("how_to_begin")
IN, OF_TONGUES = small("in_a_language"), small("of_tongues")
BESIDE, FEW = 1, 2  # words between two that belong together


def with_wishes(scores: dict[str, float], text: str, words: Sequence[Word]) -> dict[str, float]:
    """The wish that a sentence names, and nothing that a word of it may have meant by itself."""
    said = Said(text, words)
    if said.reports or DANGER in scores:
        return scores
    meant = (name for name, by, is_meant in WISHES if _may_be(said, by) and is_meant(said))
    wish = next(meant, None)
    if wish is None:
        unmeant = {name for name, is_unmeant in UNMEANT if name in scores and is_unmeant(said)}
        return {name: s for name, s in scores.items() if name not in unmeant}
    if wish in (STOP, START):
        return {wish: 1.0}
    return {name: s for name, s in scores.items() if name not in SETTLED} | {wish: 1.0}


def _may_be(said: Said, by: frozenset[str] | None) -> bool:
    return by is None or said.has(by)


def _asks_of_illness(said: Said) -> bool:
    """`dites-moi si le vaccin est dangereux`: of no visit; but not `SUIVRE VACCIN`."""
    asks = said.has(SAYS) and (said.ill or said.topic)
    return asks and not (said.comes or said.has(CHANGES))


def _talks_of_it(said: Said) -> bool:
    """`parler de la rougeole`: about it, and not to somebody; `je parle bambara`."""
    of_it = (said.ill or said.topic) and said.led(SPEAKS, OF)
    return of_it or (said.visits and bool(said.tongues) and said.led(SPEAKS, said.tongues))


def _wants_a_person(said: Said) -> bool:
    """`passez-moi un responsable`, `1 vrai agent doit m'appeler`; not `y a quelqu'un ici, un ver
    sort de son pied`."""
    calls = said.has(CALLS) and not (said.comes or any(map(_is_of_the_sick, said.words)))
    asks = any(each.has(ANYBODY) and not said.tells_of_illness(each) for each in said.sentences)
    return calls or said.has(NO_MACHINE) or asks or any(map(_names_one, said.sentences))


def _names_one(said: Sentence) -> bool:
    return (
        said.led(SPEAKS, WITH, SOMEBODY, within=FEW)
        or said.led(SPEAKS, SOMEBODY, within=BESIDE)
        or said.led(SOMEBODY, WITH, SPEAKS, within=BESIDE)
        or said.led(GIVES, SOMEBODY, within=FEW)
        or said.led(WANTS, A_PERSON, within=FEW)
        or said.is_only(A_PERSON, COURTESIES | WITH)
    )


def _is_of_the_sick(word: Word) -> bool:
    """`j'ai 2 cas, rappelez-moi`."""
    return is_of_illness(word) or word.means("case") == "case"


def _wants_a_language(said: Said) -> bool:
    """`mettez en bamanankan`, `moi c'est anglais pas français`; not `la clinique à Bambara X`."""
    if not said.tongues or said.ill or said.visits:
        return False
    alone = any(each.is_only(said.tongues, COURTESIES | IN) for each in said.sentences)
    return alone or (said.has(said.tongues) and said.has(OF_TONGUES))


def _only_names_a_language(said: Said) -> bool:
    """`Je parle bambara. Quand passe la clinique ?`; but not `les visites en bambara`."""
    return said.visits and bool(said.tongues) and not said.led(IN, said.tongues)


def _asks_what_we_do(said: Said) -> bool:
    """`tu peux faire quoi`, `à quoi sert ce numéro`; not `que peut-on faire contre le palu`."""
    if said.ill or said.visits or said.topic:
        return False
    line = said.has(LINE)
    return any(
        (line and each.has(FOR))
        or each.has(WHO)
        or each.has(BEGIN)
        or (each.has(WHAT) and each.led(CAN, DO, within=BESIDE))
        for each in said.sentences
    )


# The first that is meant counts; none without one of the phrases beside it.
WISHES: tuple[tuple[str, frozenset[str] | None, Callable[[Said], bool]], ...] = (
    (START, SENDING, starts),
    (STOP, SENDING, stops),
    ("unfollow", SENDING | TELLING, leaves),
    ("follow", TELLING, follows),
    ("human", SOMEBODY | A_PERSON | CALLS | NO_MACHINE | ANYBODY, _wants_a_person),
    ("language", None, _wants_a_language),
    (HELP, FOR | WHO | BEGIN | CAN, _asks_what_we_do),
)
# What a word alone seemed to mean, and the rest of the message does not.
UNMEANT: tuple[tuple[str, Callable[[Said], bool]], ...] = (
    ("follow", _asks_of_illness),
    ("human", _talks_of_it),
    ("language", _only_names_a_language),
)
SETTLED = frozenset(name for name, _by, _is_meant in WISHES) | {"cancel", "correct", "talk_answer"}
