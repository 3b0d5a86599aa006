"""The pieces of a report: each word with the one meaning it has where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

from bot.folding import fold
from bot.understanding import Sense, Word
from bot.understanding.small import small
from bot.understanding.words import FOREIGN
from handlers.report.words.neighbours import coded, counts, listed, stands_by

# Of equally good meanings, the one that says most about a report.
ORDER = (
    "risk", "unlisted", "mark", "zero", "age", "number", "sex", "onset", "sign", "when", "within",
    "bound", "dose", "half", "weekday", "case", "question", "either", "nor", "instead",
    "elsewhere", "filler", "aged", "month", "unit", "intent",
)  # fmt: skip
WEIGHT = {kind: weight for weight, kind in enumerate(ORDER)}
ONLY_BESIDE_NUMBERS = ("unit", "month")
UNTOLD = ("risk", "coming")  # what is not said here is named: no illness begins tomorrow
# Kinds that a word of that one meaning has wherever it stands.
PLAIN = frozenset(ORDER) - {"risk", "number", "unit", "month"}
# Kinds that, in another language than the person's, may as well be the name of a village.
DOUBTED = frozenset(("sign", "case", "filler", "intent", "question", "weekday", "month", "when"))
# Two mistakes in a foreign word, two or one in a foreign one, one; and how long it has to be.
FAR, NEAR, BY_EAR = 0.7, 0.8, 0.9
SHORT, LONG = 4, 8
SAME = 0.05  # scores that differ less are equally good
BESIDE = "beside"
ORDINARY = "ordinary"  # a word of every day: `no smell`
ARTICLES = small("the", "one", "my", "their") - {"a"}
HAD = [[word] for word in small("has")]
AT_A_PLACE = small("at_a_place")
# Words for what people do, and the sex that they tell: `un berger`, `une ménagère`, `a farmer`.
TRADES = {"trade": None, "tradesman": "male", "tradeswoman": "female"}
QUOTES = ("'", "’", "`")
NAMES = small("names")  # of people, which are nearly words of ours
WORDS, OVER = 2, small("over_or_under")
LINE = "\n"
CODE = 2  # letters of a short code: among other words it is more likely something else


class Piece(NamedTuple):
    """`kind` is a table of the lexicon, or number, stroke, date, place, unread, unknown.

    `start` and `end` are positions in the text: what is glued together is known by them.
    `sure`: spelled as in the lexicon; it could not rather be a place's name. `sign`: what a
    disease is where another is named too: a cough is a sign of measles. BESIDE: a person
    told of beside others, as in `3 enfants et 2 femmes` (persons.py).
    """

    kind: str
    value: Any
    start: int
    end: int
    text: str = ""
    locale: str = ""
    sure: bool = True
    score: float = 1.0
    sign: str = ""

    @property
    def word(self) -> str:
        """As small words are compared (bot/understanding/small.py)."""
        return self.text.casefold()

    @property
    def first_word(self) -> str:
        """Of several, without accents; of what no word stands for, nothing."""
        return next(iter(fold(self.text).split()), "")

    @property
    def last_word(self) -> str:
        return next(reversed(fold(self.text).replace("-", " ").split()), "")


def pieces_of(words: Sequence[Word]) -> list[Piece]:
    pieces = [_piece(words, position) for position in range(len(words))]
    pieces = list(chain.from_iterable(map(_had_five, [None, *pieces], pieces)))
    if any(piece.kind == "risk" and piece.sure for piece in pieces):
        # Beside a disease that is spelled right, what is a little like another is a name.
        return [p._replace(kind="unknown") if _like_a_name(p) else p for p in pieces]
    return pieces


def _had_five(before: Piece | None, piece: Piece) -> tuple[Piece, ...]:
    """`on a u 5 malades`: of whatever age. `u5` is an age."""
    if piece.kind != "age" or piece.text.casefold() != "u 5" or before is None:
        return (piece,)
    if before.word.split()[-1:] not in HAD:
        return (piece,)
    letter = piece._replace(kind="filler", value="had", end=piece.start + 1, text=piece.text[:1])
    number = piece._replace(kind="number", value=5, start=piece.end - 1, text=piece.text[-1:])
    return letter, number


def at_work(piece: Piece) -> Piece:
    """A trade as the person who has it; of several, women may be among them."""
    sex = TRADES.get(piece.value)
    if sex == "male" and piece.text[-1:] in "sx":
        sex = None
    return piece._replace(kind="sex" if sex else "case", value=sex or "person")


def _like_a_name(piece: Piece) -> bool:
    short = piece.kind == "risk" and len(piece.text) <= SHORT + 1 and piece.score < BY_EAR
    return doubtful(piece) or (short and not piece.sure)


def doubtful(piece: Piece) -> bool:
    """A disease that was guessed at from afar: no report without asking."""
    if piece.kind != "risk" or piece.sure:
        return False
    letters = len(piece.text)
    if piece.score < FAR:
        return True
    return letters < LONG if piece.score < NEAR else letters <= SHORT and piece.score < BY_EAR


def _piece(words: Sequence[Word], at: int) -> Piece:
    word = words[at]
    if word.number is not None:
        return _as("number", word.number, word)
    if not word.senses:
        return _without_sense(word)
    if _elided(words, at):
        return _as("filler", word.folded, word)
    if _name(word):
        return _as("unknown", word.folded, word)
    if len(word.senses) == 1 and word.senses[0].kind in PLAIN and len(word.folded) > CODE:
        return _as(word.senses[0].kind, word.senses[0].meaning, word, word.senses[0])
    near = _near(words, at)
    if not near:
        idle = any(_is_idle(sense, word) for sense in word.senses)
        sure = any(sense.kind not in ONLY_BESIDE_NUMBERS for sense in word.senses)
        other = "unread" if word.means("coming") else "unknown"
        return _as("filler" if idle else other, word.folded, word)._replace(sure=sure)
    sense = min(near, key=lambda each: WEIGHT[each.kind])
    if sense.kind == "risk":
        ids = tuple(dict.fromkeys(s.meaning for s in near if s.kind == "risk"))
        return _as("risk", ids, word, sense)._replace(sign=word.means("symptom") or "")
    if sense.kind == "number":
        if at and not sense.exact and (word.text.istitle() or words[at - 1].folded in ARTICLES):
            return _as("unknown", word.folded, word)  # `Ouro Modi` is no `wɔɔrɔ`, `la tante` no 30
        if at and word.text.istitle() and words[at - 1].folded in AT_A_PLACE:
            return _as("unknown", word.folded, word)  # `à Mougan` is no `mugan`
        return _as("number", int(sense.meaning), word, sense)
    return _as(sense.kind, sense.meaning, word, sense)


def _elided(words: Sequence[Word], at: int) -> bool:
    """The `m` of `je m'excuse` is no man."""
    letter = words[at].folded == "m" and at + 2 < len(words) and not counts(words, at - 1)
    quoted = letter and words[at + 1].text in QUOTES and words[at + 2].folded.isalpha()
    return quoted and words[at].end + 1 == words[at + 1].end == words[at + 2].start


def _name(word: Word) -> bool:
    """`Sara` may be somebody's name; in Bambara only `sara` is to have died. `Cissé` is no hen."""
    sense = word.senses[0]
    if word.folded in NAMES and not sense.exact:
        return True
    return sense.meaning == "death" and sense.score == FOREIGN and word.text.istitle()


def _is_idle(sense: Sense, word: Word) -> bool:
    """A word of other matters, not of reports; a long one may be misspelt (`scurite`)."""
    elsewhere = sense.kind not in WEIGHT and len(word.folded) >= LONG - 1
    return sense.kind not in UNTOLD and (sense.exact or elsewhere)


def _as(kind: str, value: Any, word: Word, sense: Sense | None = None) -> Piece:
    if sense is None:
        return Piece(kind, value, word.start, word.end, word.text)
    doubted = kind in DOUBTED and not (kind == "question" and len(word.folded) > SHORT)
    sure = sense.score >= 1.0 if doubted else sense.exact
    return Piece(kind, value, word.start, word.end, word.text, sense.locale, sure, sense.score)


def _without_sense(word: Word) -> Piece:
    if word.folded[:1].isdecimal():
        return _as("unread", word.text, word)
    if word.folded == "?":
        return _as("question", "mark", word)
    if word.text == LINE:
        return _as("stroke", LINE, word)
    return _as("unknown" if word.folded[:1].isalpha() else "stroke", word.folded, word)


def _near(words: Sequence[Word], at: int) -> list[Sense]:
    """The meanings that are as good as the best one, here."""
    word = words[at]
    beside = [s for s in word.senses if stands_by(s, words, at)]
    if beside:
        return beside[:1]
    usable = [s for s in word.senses if s.kind in WEIGHT and s.kind not in ONLY_BESIDE_NUMBERS]
    if len(word.folded) <= CODE and ((at == 0 and counts(words, 1)) or listed(words, at)):
        return [s for s in usable if s.kind == "risk" and s.exact] or usable
    if len(word.folded) <= CODE and not coded(words, at):
        usable = [s for s in usable if s.kind != "risk"]
    near = [s for s in usable if s.score >= usable[0].score - SAME]
    if near and not near[0].exact and any(s.kind != "risk" for s in near):
        return [s for s in near if s.kind != "risk"]  # a guess must not name a disease
    return near


def said_by_age(piece: Piece) -> bool:
    """`adultes`, `bébés`, `personnes âgées`; not `plus de cinq ans`."""
    if piece.kind != "age" or piece.value.months is not None:
        return False
    words = piece.text.split()
    return len(words) <= WORDS and all(map(str.isalpha, words)) and piece.first_word not in OVER
