"""What is said of a report or an alert in other words than `OK 123`: of which, and what. Pure.

`je suis allé voir, l'alerte 118 est vraie`; `232 c'est faux`; `demandez à l'agent du 232 quel âge`.
Nothing is decided by it: who wrote is asked whether it was meant so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.folding import fold
from bot.understanding import Understood, Word
from bot.understanding.small import small

Order = Literal["confirm", "refuse", "question", "close", "warn", "reopen"]
LEAST = 10  # smaller numbers count something
LONGEST = 7  # digits of a number of ours
SHORT = 4  # words of a message that only shows a number
CODE = 2  # letters
DAY = 31  # a greater number that nobody calls anything is no day
NEAR = 3  # words from a "not" to what it denies
PEOPLE = ("case", "sex", "unit", "age", "month", "dose")
BETWEEN = ("case", "filler", "sign")  # a number and the disease of those whom it counts
EXACT = 0.85  # as some language spells a word
COUNTED = (*PEOPLE, "risk", "mark", "sign")
NUMBER = small("numbered") | {"°"}
THINGS, ITS = small("numbered_thing"), small("its_number")
WHICH = small("of_which")
TRUE, FALSE, NOT = small("says_true"), small("says_false"), small("says_not")
LISTED, TO_CHECK = small("lists_of"), small("things_to_check")
WAITING, THEIRS = small("wait_for"), small("only_checkers_say")
REPORTERS = small("people_who_report")
ASKS, OVER, WARNS = small("asks_reporter"), small("is_over"), small("warn_people")
AGAIN, UNDOES, ENDS = small("opens_again"), small("undoes_it"), small("its_end")
NODDING, NODS_TRUE, NODS_FALSE = small("nodding"), small("nods_true"), small("nods_false")
WAITS, MISTAKEN = small("waits_to_say"), small("was_mistaken")
LABORATORY = small("laboratory")
NOT_LOOKED, SELF = small("has_not_looked"), ("je", "j", "i", "moi", "nous", "on")
COURTESY, WORD = small("courtesy"), re.compile(r"\w+")
NODDED = 6  # words of a message that only says whether it is true
WAITED = 8  # words of a message that only says that the reason comes later
OWN = ("cancel", "correct")  # `annuler`, `correct`: of what they sent themselves
BEFORE = WHICH | TRUE | FALSE | NOT | ASKS | WARNS | AGAIN | ENDS | {",", ".", ":", ";"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number of ours, and what is said of it (None: nothing). `surely`: it is called one."""

    number: int
    order: Order | None
    surely: bool


def spoken(understood: Understood) -> Spoken | None:
    """None for a message that is not about a number of ours: numbers of sick people are none."""
    words = understood.words
    said = [part for word in words for part in word.folded.split()]
    for position, word in enumerate(words):
        at = sum(len(each.folded.split()) for each in words[:position])
        order, surely = order_in(said, at), _called(said, at)
        if word.number is None or not _may_be_ours(words, position, surely=surely and bool(order)):
            continue
        alone = at == 0 or said[at - 1] in BEFORE
        other = order == "question" or not any(map(_is_disease, words))
        if surely or (alone and order and other):
            return Spoken(word.number, order, surely)
    return None


def named_too(understood: Understood) -> Spoken | None:
    """`237 rougeole confirmée`, `je confirme la rougeole 237`: a decision, or else a report."""
    words = understood.words
    said = [part for word in words for part in word.folded.split()]
    numbers = [at for at, word in enumerate(words) if word.number is not None]
    if len(numbers) != 1 or not any(map(_is_disease, words)):
        return None
    position = numbers[0]
    at = sum(len(each.folded.split()) for each in words[:position])
    order, first = order_in(said, at), at == 0 or not (TRUE | FALSE).isdisjoint(said[:at])
    ours = _may_be_ours(words, position, surely=True) and (words[position].number or 0) >= LEAST
    if order in ("confirm", "refuse") and first and ours:
        return Spoken(words[position].number or 0, order, surely=False)
    return None


def nods(understood: Understood) -> Order | None:
    """`ok merci`, `c'est vrai`, `fausse alerte`: a decision, and nothing about of which."""
    told = any(word.number is not None or word.means("risk") for word in understood.words)
    if told or "?" in understood.text or any(map(understood.intent, OWN)):
        return None
    words = WORD.findall(fold(understood.text))
    said = [word for word in words if word not in COURTESY]
    for whole in (" ".join(words), " ".join(said)):  # `tiɲɛ tɛ` first: `te` is a courtesy too
        if whole in NODS_TRUE | NODS_FALSE:
            return "confirm" if whole in NODS_TRUE else "refuse"
    if len(said) > NODDED or set(said) - (TRUE | FALSE | NOT | NODDING):
        return None
    order = order_in(said, len(said))
    return order if order in ("confirm", "refuse") else None


def in_codes(understood: Understood) -> bool:
    """`rougeole 3 f koro`, `3 palu koro`: a report, also of who is asked for a few words."""
    first, second = [*understood.words[:2], None, None][:2]
    if first is None or second is None:
        return False
    ill = _is_disease(first) and second.number is not None
    return ill or (first.number is not None and _is_disease(second))


def no_reason(understood: Understood, order: str = "refuse") -> bool:
    """`non`, `1`, `attendez`, `je ne sais pas encore`, asked why something is not true. Why one is
    opened again, `je me suis trompé` says."""
    said = [word for word in WORD.findall(fold(understood.text)) if word not in COURTESY]
    mistaken = order == "refuse" and (_says(said, MISTAKEN) or _has_not_looked(said))
    return mistaken or _says(said, WAITS) or all(word.isdecimal() or word in NOT for word in said)


def unsure(understood: Understood) -> bool:
    """`je vais vérifier`, `faux`, `?`, behind `ok 2`: perhaps it was only read. Who waits for the
    laboratory has seen the sick."""
    said = [word for word in WORD.findall(fold(understood.text)) if word not in COURTESY]
    denied = bool(said) and (set(said) <= NOT or not (FALSE - NOT).isdisjoint(said))
    waits = _says(said, WAITS | MISTAKEN) and LABORATORY.isdisjoint(said)
    return denied or waits or _has_not_looked(said) or understood.text.rstrip().endswith("?")


def _says(said: Sequence[str], phrases: Collection[str]) -> bool:
    text = f" {' '.join(said)} "
    return len(said) <= WAITED and any(f" {phrase} " in text for phrase in phrases)


def _has_not_looked(said: Sequence[str]) -> bool:
    """`je n'ai pas vu`, `je suis en mission`, and nothing else; `pas vu de malades` is a reason."""
    return " ".join(word for word in said if word not in SELF) in NOT_LOOKED


def leaves_it(understood: Understood) -> bool:
    """`annuler`, of what is asked: nothing is decided."""
    few = len(understood.words) <= SHORT and not any(w.number is not None for w in understood.words)
    return few and understood.intent("cancel") >= EXACT


def sick_counted(words: Sequence[Word]) -> tuple[int, int] | None:
    """Where a number stands right beside a disease: `3 cas de palu`, `palu 3`; first and last."""
    for at, word in enumerate(words):
        if not _is_disease(word):
            continue
        if at + 1 < len(words) and words[at + 1].number is not None:
            return at, at + 1
        before = at - 1
        while before >= 0 and any(words[before].means(kind) for kind in BETWEEN):
            before -= 1
        if before >= 0 and words[before].number is not None:
            return before, at
    return None


def asks_what_waits(understood: Understood) -> bool:
    """`y a-t-il des alertes ?`, `rapports qui m'attendent`, `ce ki est en atente de verif`."""
    words = understood.words
    said = {part for word in words for part in word.folded.split()}
    numbers = [at for at, word in enumerate(words) if word.number is not None]
    named = any(_is_disease(word) for word in words)
    sick = (numbers and named) or any(_counts(words, at) for at in numbers)
    others = said & REPORTERS and not said & THEIRS
    if sick or others or spoken(understood) or understood.intent("zero"):
        return False
    if said & LISTED or (said & THEIRS and not named):
        return True
    return bool(said & TO_CHECK and said & WAITING) and not named


def _is_disease(word: Word) -> bool:
    """`me` is a code, and a word of every day."""
    return bool(word.means("risk")) and len(word.folded) > CODE


def _may_be_ours(words: Sequence[Word], at: int, *, surely: bool) -> bool:
    """`prévenez les gens, alerte 345 choléra` says of which it is."""
    number = words[at].number or 0
    counts = _counts(words, at, COUNTED if not surely else PEOPLE)
    digits = words[at].folded.isdecimal() and len(words[at].folded) <= LONGEST
    return digits and number >= (1 if surely else LEAST) and not counts


def _counts(words: Sequence[Word], at: int, kinds: Collection[str] = COUNTED) -> bool:
    """Whether a number counts the sick, or days, by the word behind it."""
    after = words[at + 1] if at + 1 < len(words) else None
    return after is not None and any(sense.kind in kinds for sense in after.senses[:1])


def counts_the_sick(words: Sequence[Word], at: int) -> bool:
    """`2 cas seulement` counts; a day, a number of ours does not."""
    return _counts(words, at)


def _called(said: Sequence[str], at: int) -> bool:
    """`alerte 12`, `rapport no 12`, `n° 12`."""
    at -= 1
    if at >= 0 and said[at] in NUMBER:
        return True
    while at > 0 and said[at] in ITS and said[at] not in THINGS:
        at -= 1
    return at >= 0 and said[at] in THINGS


def order_in(said: Sequence[str], at: int) -> Order | None:
    """What is said of the number at `at`."""
    told = set(said)
    if told & WARNS:
        return "warn"
    if told & ASKS or ("?" in told and len(said) > SHORT):
        return "question"
    if told & AGAIN or (told & UNDOES and told & (OVER | ENDS)):
        return "reopen"
    if told & OVER:
        return "close"
    true = [i for i, word in enumerate(said) if word in TRUE and i != at]
    if told & (FALSE - NOT) or any(_denied(said, i) for i in true):
        return "refuse"
    if true:
        return "confirm"
    if told & FALSE:
        return "refuse"
    return "question" if said[at + 1 : at + 2] == [":"] else None


def _denied(said: Sequence[str], at: int) -> bool:
    """`n'est pas vrai`, `je ne confirme pas`."""
    return not NOT.isdisjoint(said[max(0, at - NEAR) : at + 2])
