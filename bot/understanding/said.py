"""A message as it is looked through for wishes: its sentences, and what its words are about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from bot.folding import fold
from bot.understanding.sentences import Sentence, sentences_of
from bot.understanding.small import small
from bot.understanding.words import Word, without_phones

ONE, IN = small("one_person"), small("in_a_language")
ABOUT, OWN, THERE = small("about_it"), small("own_affairs"), small("over_there")
ILL = ("risk", "sign", "mark", "unlisted")
BESIDE = ("unexplained", "shared", "emerging", "all")  # said of an illness, and of much else
PLACED, SOUGHT = ("visiting", "service"), ("schedule", "nearest_clinic")
ADVICE = "advice_"
CODE = 2  # letters of a disease's code, which is a common word outside a report
NEAR = 4  # words of what a sentence is about


class Said:
    """What is in no sentence alone is asked of the whole message."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.sentences = sentences_of(fold(text))
        self.words = words
        self._has: dict[frozenset[str], bool] = {}

    def has(self, phrases: frozenset[str]) -> bool:
        if phrases not in self._has:
            self._has[phrases] = any(each.has(phrases) for each in self.sentences)
        return self._has[phrases]

    def led(self, *lists: frozenset[str], within: int = 0) -> bool:
        return any(each.led(*lists, within=within) for each in self.sentences)

    @cached_property
    def ill(self) -> bool:
        return any(map(is_of_illness, self.words))

    @cached_property
    def visits(self) -> bool:
        """Of a visit, a clinic or a service, anywhere."""
        return any(map(is_of_visits, self.words))

    @cached_property
    def comes(self) -> bool:
        """Of who comes, and when."""
        schedule = any(word.means("intent") == "schedule" for word in self.words)
        return schedule or any(word.means("visiting") for word in self.words)

    @cached_property
    def tongues(self) -> frozenset[str]:
        """The names of languages."""
        named = (word.folded for word in self.words if word.means("locale"))
        return frozenset(part for each in named for part in each.split()) - IN

    @cached_property
    def topic(self) -> bool:
        """Of something that we give advice about."""
        return any((word.means("intent") or "").startswith(ADVICE) for word in self.words)

    @cached_property
    def reports(self) -> bool:
        """Illness and a number that is no age and no article, whatever is wished beside it."""
        return self.ill and _counts(without_phones(self.words))

    def tells_of_illness(self, sentence: Sentence) -> bool:
        """Whether one of its own words does."""
        own = set(sentence.words)
        return any(
            is_of_illness(word) and own.issuperset(word.folded.split()) for word in self.words
        )

    def is_about(self, sentence: Sentence, subject: frozenset[str]) -> bool:
        """`... de messages sur Boron`, `about the visits`; not `sur ce numéro`."""
        if sentence.led(subject, THERE, within=1) or sentence.led(subject, ABOUT, THERE, within=1):
            return True
        return any(
            self.names_a_thing(sentence.words[end : end + NEAR])
            for end in sentence.behind(subject, ABOUT, within=1)
        )

    def names_a_thing(self, folded: Sequence[str]) -> bool:
        """Whether the first word of its own is a visit, a service, or one that we do not know, as
        villages are."""
        first = next((each for each in folded if each not in OWN), "")
        word = self._known.get(first)
        if word is None or not first.isalpha():
            return False
        return is_of_visits(word) or not any(sense.exact for sense in word.senses)

    @cached_property
    def _known(self) -> dict[str, Word]:
        return {word.folded: word for word in self.words}


def is_of_illness(word: Word) -> bool:
    """`fièvre`, `palu`; but not `je comprends pas`, which is one of a death's signs."""
    if len(word.folded) <= CODE:
        return False
    told = (sense for sense in word.senses[:1] if sense.meaning not in BESIDE)
    return any(sense.kind in ILL and sense.exact for sense in told)


def is_of_visits(word: Word) -> bool:
    return word.means("intent") in SOUGHT or any(word.means(kind) for kind in PLACED)


def _counts(words: Sequence[Word]) -> bool:
    numbers = [at for at, w in enumerate(words) if w.number is not None or w.means("number")]
    counting = (at for at in numbers if words[at].folded not in ONE)
    after = (words[at + 1] if at + 1 < len(words) else None for at in counting)
    return any(each is None or each.means("unit") is None for each in after)
