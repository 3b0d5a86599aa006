"""Words to scored intents and slots, from the lexicons: for the router and the grammars alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

from bot.errors import BadFile
from bot.folding import fold
from bot.understanding.checking import has_own, problems
from bot.understanding.everywhere import everywhere
from bot.understanding.lexicon import Vocabulary, vocabulary
from bot.understanding.reading import read_words
from bot.understanding.seeking import better
from bot.understanding.small import small
from bot.understanding.weighing import told
from bot.understanding.whole import WHOLE, joined, of_messages, to_the_point, whole_of
from bot.understanding.wishes import with_wishes
from bot.understanding.words import Sense, Word, cleaned, without_phones

__all__ = ["Intent", "Lexicons", "Sense", "Understood", "Word"]

CODED = 3  # numbers, from which on a message may be the coded form
DAY = re.compile(r"\b(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}|(?:19|20)\d{2}-\d{1,2}-\d{1,2})\b")
NAMED_LANGUAGE = 0.5  # "bambara" alone asks for it
IN_A_LANGUAGE, IN = 0.8, small("in_a_language")
ANOTHER_WISH = 0.3  # from which on something else is wanted
ABOUT_ILLNESS = {"risk", "sign", "case", "mark"}
BESIDE_PHONE = ("link",)  # the whole message, but for a phone number that it may hold
PHONE = re.compile(r"\+?\d[\d\s().-]{6,}")
PHONE_SIGNS = 12  # words and signs of a phone number, at most
# `OK 123`: a word and a number of ours, at the beginning. Alone such a word is an answer.
ORDER = "order"
BEFORE_NUMBER = small("before_number") | {"#", ":", "°", "º"}
ARTICLES = small("after_order") | {"'", "’"}  # not after `ok` or `non`: a day may follow
BEFORE_ORDER = small("before_order") | {"'", "’"}
MOST_BEFORE = 5  # such words
LONGEST_COMMAND = 8  # words and signs of such a message
ZERO = ("zero", "nothing")  # but not a mere "not"
ASKS, POLITE = "asks", ("greeting", "thanks")
YES_NO, EVERYWHERE = {"yes", "no"}, ("fr", "en")
SHORT = 3  # letters of an order that may mean another thing in another language
BARE = 3  # digits of a number that may count people
AROUND = " .,;:!?()\"'\n"  # it
REMEMBERED = 768  # messages: what is read twice, and what many people send
ARABIC, ARABIC_LETTER = "ar", re.compile("[\u0621-\u064a]")
LATIN_LETTER = re.compile("[A-Za-z]")
CLEAR = 2  # words of one language only, from which on the language is clear


@dataclass(frozen=True, slots=True)
class Intent:
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Understood:
    """A message as far as words tell: `intents` best first; `slots` the first of each kind."""

    text: str
    words: tuple[Word, ...] = ()
    intents: tuple[Intent, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    locale_guess: str | None = None

    def intent(self, name: str) -> float:
        """How sure that intent is: 0.0 to 1.0."""
        return next((intent.score for intent in self.intents if intent.name == name), 0.0)

    @property
    def bare_number(self) -> str | None:
        """Digits of any script and nothing else, too few to be a telephone's."""
        text = fold(self.text).strip(AROUND)
        return text if text.isdecimal() and len(text) <= BARE else None


class Lexicons:
    """The words of some locales. `extra` is a deployment's folder of additional words.

    Raises `BadFile` for a word that has two meanings of one kind in a locale; a deployment's words
    are held against those of all languages.
    """

    def __init__(self, folder: Path, locales: Sequence[str], extra: Path | None = None) -> None:
        if has_own(extra) and (found := problems(folder, extra)):
            raise BadFile(found)
        self._locales = tuple(locales)
        self._vocabulary = vocabulary(folder, locales, extra)
        self._orders = {name: _orders(self._vocabulary, name, locales) for name in (*locales, None)}
        self._joined = joined(self._vocabulary)
        self._everywhere = everywhere(folder, self._vocabulary, locales)
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._understand)

    def understand(self, text: str, locale: str | None = None) -> Understood:
        """Words, intents and slots, by the words of `locale` and, weaker, of the others.

        Without a locale all count alike, until the words tell which it is.
        """
        understood = self._remembered(text, locale)
        if locale is None and understood.locale_guess is not None:
            guessed = self._remembered(text, understood.locale_guess)
            return replace(guessed, locale_guess=understood.locale_guess)
        return understood

    def words(self, kind: str, meaning: str, locale: str) -> tuple[str, ...]:
        """How a locale writes a meaning, the best word first."""
        return tuple(self._vocabulary.written.get((kind, meaning, locale), ()))

    def yes_no(self, text: str, locale: str | None) -> bool | None:
        """Yes or no, if the whole message is that: in the person's own language, or `oui` and `no`,
        which everybody has heard; those of other languages mean something else in a third."""
        whole = whole_of(fold(text))
        found = self._vocabulary.phrases.get(whole, ())
        own = {kind for kind, _m, theirs in found if locale in (None, theirs)}
        heard = {kind for kind, _m, theirs in found if theirs in EVERYWHERE}
        short = sum(map(len, whole)) < SHORT
        said = (own & YES_NO) or (set() if short else heard & YES_NO)
        return "yes" in said if len(said) == 1 else None

    def _understand(self, text: str, locale: str | None) -> Understood:
        """`test palu` asks for a service, `test palu positif 3` counts cases."""
        text = cleaned(text)
        words = _asking(read_words(text, self._vocabulary, locale))
        scores, slots = told(words)
        if "locale" in slots and not any(map(_is_unknown, words)):
            scores.setdefault("language", NAMED_LANGUAGE)
        if any(map(_in_a_language, words)) and not slots.keys() & ABOUT_ILLNESS:
            better("language", IN_A_LANGUAGE, scores)
        if alone := self._everywhere.get(whole_of(fold(text))):
            better(alone, 0.0 if any(word.senses for word in words) else 1.0, scores)
        if len(words) <= LONGEST_COMMAND + PHONE_SIGNS:
            scores |= self._as_a_whole(fold(text), short=len(words) <= LONGEST_COMMAND)
        other = max((score for name, score in scores.items() if name not in POLITE), default=0.0)
        if other < ANOTHER_WISH and (wish := of_messages(text, words)):
            scores = {wish: 1.0}
        scores = with_wishes(scores, text, words)
        counting = without_phones(words)
        if _says_zero(counting, slots):
            scores["zero"] = 0.9
        if ordered := _order(words, self._orders.get(locale) or self._orders[None]):
            scores = {f"{ORDER}_{ordered}": 1.0} | scores
        if self._is_coded(text, counting):
            scores.setdefault("report", 0.7)
        order = sorted(scores.items(), key=itemgetter(1), reverse=True)
        guess = None if locale else _guess(words) or self.by_script(text)
        return Understood(text, words, tuple(Intent(*each) for each in order), slots, guess)

    def _as_a_whole(self, folded: str, *, short: bool) -> dict[str, float]:
        """Intents that are meant only by those who write nothing else."""
        phrases = self._vocabulary.phrases
        whole = whole_of(folded)
        said = whole if whole in phrases else to_the_point(whole)
        found = phrases.get(said, ()) if short else ()
        meant = {kind: 1.0 for kind, _meaning, _locale in found if kind in WHOLE}
        if short and not meant and (kind := self._joined.get("".join(to_the_point(whole)))):
            meant = {kind: 1.0}
        found = phrases.get(whole_of(PHONE.sub(" ", folded)), ())
        return meant | {kind: 1.0 for kind, _m, _locale in found if kind in BESIDE_PHONE}

    def by_script(self, text: str) -> str | None:
        """Whoever writes Arabic letters, and none of ours, is answered in them."""
        arabic = bool(ARABIC_LETTER.search(text)) and not LATIN_LETTER.search(text)
        return ARABIC if arabic and ARABIC in self._locales else None

    def _is_coded(self, text: str, words: Sequence[Word]) -> bool:
        """`1#2#1`; but a day of birth is three numbers too."""
        numbers = sum(word.number is not None for word in words)
        if numbers < CODED or numbers - 3 * len(DAY.findall(text)) < CODED:
            return False
        return not any(word.folded in self._vocabulary.born for word in words)


def _orders(vocabulary: Vocabulary, locale: str | None, locales: Sequence[str]) -> dict[str, str]:
    """What each word orders; those of another language only if they are not short."""
    return {"?": "question"} | {
        fold(word): meaning
        for (kind, meaning, theirs), written in vocabulary.written.items()
        for word in written
        if kind == ORDER and theirs in locales
        if theirs == locale or len(word) > SHORT or (locale is None and theirs == locales[0])
    }


def _order(words: Sequence[Word], orders: Mapping[str, str]) -> str | None:
    """What a message orders that begins with a word and the number it is about."""
    said = _without(words, BEFORE_ORDER)
    if len(said) < 2 or said[0].folded not in orders:
        return None
    long = len(said[0].folded) > SHORT
    rest = _without(said[1:], BEFORE_NUMBER | ARTICLES if long else BEFORE_NUMBER)
    if not rest or rest[0].number is None:
        return None
    glued = len(rest) > 1 and rest[1].start == rest[0].end and rest[1].folded.isalnum()
    return None if glued else orders[said[0].folded]


def _without(words: Sequence[Word], before: Collection[str]) -> Sequence[Word]:
    """What follows those words; of more than a few it is a sentence, and no order."""
    at = next((n for n, word in enumerate(words[:MOST_BEFORE]) if word.folded not in before), 0)
    return words[at:]


def _asking(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """`can it kill`, `faut le vaccin`: a word that only asks where it opens the message.

    Not where cases are told: `signes rougeole 1 fille koro` is a report.
    """
    if any(w.number is not None for w in words) and any(w.means("risk") for w in words):
        return words
    for at, word in enumerate(words):
        if sense := next((sense for sense in word.senses if sense.kind == ASKS), None):
            asked = replace(sense, kind="question", meaning="what")
            return (*words[:at], word._replace(senses=(*word.senses, asked)), *words[at + 1 :])
        if word.folded.isalnum() and word.means("intent") not in POLITE:
            return words
    return words


def _in_a_language(word: Word) -> bool:
    """`... les messages en bambara`, `... tubabukan na`."""
    said = word.folded.split()
    return len(said) > 1 and bool({said[0], said[-1]} & IN) and word.means("locale") is not None


def _is_unknown(word: Word) -> bool:
    """Of `Bambara Maoudé` we know one word, and it is a village."""
    return not word.senses and word.folded.isalpha()


def _says_zero(words: Sequence[Word], slots: Mapping[str, str]) -> bool:
    said = "zero" in slots and any(word.means("zero") in ZERO for word in words)
    return said or any(word.number == 0 for word in words)


def _guess(words: Sequence[Word]) -> str | None:
    """The language whose words are clearly the most, where it is clear; all of a phrase count."""
    votes: Counter[str] = Counter()
    for word in words:
        exact = {s.locale for s in word.senses if s.score >= 1.0 and len(word.folded) > 2}
        if len(exact) == 1:
            votes[exact.pop()] += len(word.folded.split())
    (best, most), *others = votes.most_common(2) or [("", 0)]
    clear = most >= CLEAR and (not others or others[0][1] * 2 <= most)
    return best if clear else None
