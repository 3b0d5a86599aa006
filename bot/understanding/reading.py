"""Words with their meanings: phrases first, glued words taken apart, the rest by likeness."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.guesses import Key
from bot.understanding.lexicon import Vocabulary
from bot.understanding.words import LOST, Sense, Word, cut

GLUED = range(7, 41)  # letters of a word that may be several written without blanks
GUESSED = 80  # words of a message whose spelling is guessed at; so time stays bounded
PIECE = 3  # letters the shortest of them has
TELLING = 4  # or where unknown letters follow
STRONG = 0.84
ELIDED, ELIDING, VOWELS = frozenset("ldjnmts"), "fr", frozenset("aeiouyh")
ELIDED_FROM = 5  # letters after it: `Tira` and `Tanné` are villages
AS_HEARD = 0.9  # how sure the rest of such a word must be
IDLE = ("filler", "asks")
ENDS = ".,;!?\n"  # of what is said together
APART = ":=/"  # in `palu: Sévaré 8 cas` nothing is a misspelt "palu sévère"


def read_words(text: str, vocabulary: Vocabulary, locale: str | None) -> tuple[Word, ...]:
    """The words of a cleaned text, left to right, the longest phrase at each place."""
    words = [_mended(word, vocabulary) for word in cut(text)]
    found: list[Word] = []
    position = 0
    while position < len(words):
        first = words[position].folded
        if {first, vocabulary.in_phrase(first)} & vocabulary.first_words:
            word, taken = _phrase_at(words, position, text, vocabulary, locale)
            if word is not None:
                found.append(word)
                position += taken
                continue
        disease, taken = _in_two(words, position, text, vocabulary, locale)
        if disease is not None:
            found.append(disease)
            position += taken
            continue
        glued = position > 0 and _glued_number(words, position)
        if glued and (pair := _sex_first(words[position], vocabulary, locale)):
            found += pair
        elif position < GUESSED:
            found += _alone(words[position], vocabulary, locale, counted=glued)
        else:
            found.append(_as_spelled(words[position], vocabulary, locale))
        position += 1
    return tuple(found)


def _mended(word: Word, vocabulary: Vocabulary) -> Word:
    """A word that lost letters on its way, where only one word can have been meant."""
    if word.folded.isalnum() or len(word.folded) == 1 or not LOST.search(word.folded):
        return word
    return word._replace(folded=vocabulary.with_lost_letters(word.folded))


def _phrase_at(
    words: Sequence[Word], at: int, text: str, vocabulary: Vocabulary, locale: str | None
) -> tuple[Word | None, int]:
    """The longest phrase that begins here; signs inside it do not count."""
    letters: list[str] = []
    best: tuple[Word | None, int] = (None, 0)
    apart = False
    for position in range(at, len(words)):
        word = words[position]
        if word.folded.isalnum():
            letters.append(word.folded)
        elif position == at or (word.text in ENDS and len(letters[-1]) > 1):
            break  # but `R.A.S.` is one
        else:
            apart = apart or word.text in APART
            continue
        key = tuple(letters)
        if len(key) > 1 and (senses := _phrase(key, vocabulary, locale, misspelt=not apart)):
            whole = text[words[at].start : word.end]
            joined = " ".join(letters)
            best = (Word(whole, joined, words[at].start, word.end, None, senses), position - at + 1)
        if not {key, tuple(map(vocabulary.in_phrase, key))} & vocabulary.openings:
            break
    return best


def _phrase(
    key: Key, vocabulary: Vocabulary, locale: str | None, *, misspelt: bool
) -> tuple[Sense, ...]:
    """As it is written, else the disease that it is with a slip in it."""
    senses = vocabulary.phrase(key, locale)
    if senses or not misspelt:
        return senses
    mended = vocabulary.phrase(tuple(map(vocabulary.in_phrase, key)), locale)
    return tuple(sense for sense in mended if sense.kind == "risk")


def _in_two(
    words: Sequence[Word], at: int, text: str, vocabulary: Vocabulary, locale: str | None
) -> tuple[Word | None, int]:
    """`kono boli`, `para-lysie`: a disease that is one word, written as two."""
    last = at + 2 if at + 2 < len(words) and words[at + 1].folded == "-" else at + 1
    if last >= len(words):
        return None, 0
    first, second = words[at], words[last]
    joined = first.folded + second.folded
    if joined not in vocabulary.diseases:
        return None, 0
    senses = vocabulary.phrase((joined,), locale)
    whole = Word(text[first.start : second.end], joined, first.start, second.end, None, senses)
    return whole, last - at + 1


def _glued_number(words: Sequence[Word], at: int) -> bool:
    return words[at - 1].number is not None and words[at - 1].end == words[at].start


def _alone(
    word: Word, vocabulary: Vocabulary, locale: str | None, *, counted: bool
) -> Sequence[Word]:
    """`counted`: a number is glued to it, as in `4ansmopti`."""
    if word.number is not None or not word.folded.isalpha():
        return (word,)
    senses = vocabulary.senses(word.folded, locale)
    unsure = not senses or senses[0].score < STRONG
    if unsure and (pair := _elided(word, vocabulary, locale)):
        return pair
    if unsure and len(word.folded) in GLUED:
        pieces = _apart(word, vocabulary, locale, counted=counted)
        if pieces and (not senses or all(piece.senses for piece in pieces)):
            return pieces
    return (Word(word.text, word.folded, word.start, word.end, None, senses),)


def _elided(word: Word, vocabulary: Vocabulary, locale: str | None) -> Sequence[Word]:
    """`lekip`, `lopital`: a small French word whose apostrophe was left out."""
    letter, rest = word.folded[:1], word.folded[1:]
    if letter not in ELIDED or rest[:1] not in VOWELS or len(word.folded) != len(word.text):
        return ()
    senses = vocabulary.senses(rest, locale) if len(rest) >= ELIDED_FROM else ()
    if not senses or senses[0].score < AS_HEARD or senses[0].locale != ELIDING:
        return ()
    small = vocabulary.phrase((letter,), locale)
    return (_slice(word, 0, 1, small), _slice(word, 1, len(word.folded), senses))


def _sex_first(word: Word, vocabulary: Vocabulary, locale: str | None) -> list[Word]:
    """`3fpalu`: after a number, a letter for the sex, glued to a word."""
    if word.folded[:1] not in ("f", "m") or len(word.folded) != len(word.text):
        return []
    rest = vocabulary.phrase((word.folded[1:],), locale)
    if not rest or vocabulary.phrase((word.folded,), locale):
        return []
    sex = vocabulary.phrase((word.folded[0],), locale)
    return [_slice(word, 0, 1, sex), _slice(word, 1, len(word.folded), rest)]


def _as_spelled(word: Word, vocabulary: Vocabulary, locale: str | None) -> Word:
    senses = vocabulary.phrase((word.folded,), locale)
    return Word(word.text, word.folded, word.start, word.end, word.number, senses)


def _apart(word: Word, vocabulary: Vocabulary, locale: str | None, *, counted: bool) -> list[Word]:
    """A word that is several known ones in a row, with at most one unknown piece at its end."""
    letters = word.folded
    if len(letters) != len(word.text):
        return []  # folding changed its length: where a piece begins cannot be told
    pieces: list[Word] = []
    position = 0
    while piece := _longest_known(word, position, vocabulary, locale):
        pieces.append(piece)
        position += len(piece.folded)
    while _cut_short(pieces, counted=counted) and (
        position < len(letters) or _idle(pieces[-1])  # nor `sev` and `are`
    ):
        position -= len(pieces.pop().folded)  # `sev` of `boyssevare` is no word
    rest = len(letters) - position
    telling = counted or any(map(_telling, pieces))
    if not pieces or 0 < rest < PIECE or not telling:
        return []
    if rest:
        senses = vocabulary.senses(letters[position:], locale)
        pieces.append(_slice(word, position, len(letters), senses))
    return pieces


def _idle(piece: Word) -> bool:
    return all(sense.kind in IDLE for sense in piece.senses)


def _cut_short(pieces: Sequence[Word], *, counted: bool) -> bool:
    """Whether a few letters were taken for a word: `ans` of `ansongo`, but not of `4ansmopti`."""
    if not pieces or len(pieces[-1].folded) >= TELLING:
        return False
    first = len(pieces) == 1
    return not (counted and first and pieces[0].means("unit"))


def _slice(word: Word, begin: int, end: int, senses: tuple[Sense, ...]) -> Word:
    start = word.start
    return Word(
        word.text[begin:end], word.folded[begin:end], start + begin, start + end, None, senses
    )


def _longest_known(
    word: Word, begin: int, vocabulary: Vocabulary, locale: str | None
) -> Word | None:
    letters = word.folded
    for end in range(len(letters), begin + PIECE - 1, -1):
        if begin == 0 and end == len(letters):
            continue
        if senses := vocabulary.phrase((letters[begin:end],), locale):
            return _slice(word, begin, end, senses)
    return None


def _telling(piece: Word) -> bool:
    return any(sense.kind in ("risk", "mark", "unit") for sense in piece.senses)
