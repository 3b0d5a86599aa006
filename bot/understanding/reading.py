"""Words with their meanings: phrases first, glued words taken apart, the rest by likeness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.understanding.lexicon import Vocabulary
from bot.understanding.words import Sense, Word, cut

GLUED = range(7, 41)  # letters of a word that may be several written without blanks
GUESSED = 80  # words of a message whose spelling is guessed at; so time stays bounded
PIECE = 3  # letters the shortest of them has
STRONG = 0.84


def read_words(text: str, vocabulary: Vocabulary, locale: str | None) -> tuple[Word, ...]:
    """The words of a cleaned text, left to right, the longest phrase at each place."""
    words = cut(text)
    found: list[Word] = []
    position = 0
    while position < len(words):
        if words[position].folded in vocabulary.openings:
            word, taken = _phrase_at(words, position, text, vocabulary, locale)
            if word is not None:
                found.append(word)
                position += taken
                continue
        if position and (pair := _sex_first(words, position, vocabulary, locale)):
            found += pair
        elif position < GUESSED:
            found += _alone(words[position], vocabulary, locale)
        else:
            found.append(_as_spelled(words[position], vocabulary, locale))
        position += 1
    return tuple(found)


def _phrase_at(
    words: Sequence[Word], at: int, text: str, vocabulary: Vocabulary, locale: str | None
) -> tuple[Word | None, int]:
    """The longest phrase that begins here; signs inside it do not count."""
    letters: list[str] = []
    best: tuple[Word | None, int] = (None, 0)
    for position in range(at, len(words)):
        word = words[position]
        if word.folded.isalnum():
            letters.append(word.folded)
        elif position == at or word.text in ".;!?\n":
            break
        if len(letters) > vocabulary.longest:
            break
        if len(letters) > 1 and (senses := vocabulary.phrase(tuple(letters), locale)):
            whole = text[words[at].start : word.end]
            joined = " ".join(letters)
            best = (Word(whole, joined, words[at].start, word.end, None, senses), position - at + 1)
    return best


def _alone(word: Word, vocabulary: Vocabulary, locale: str | None) -> Iterator[Word]:
    if word.number is not None or not word.folded.isalpha():
        yield word
        return
    senses = vocabulary.senses(word.folded, locale)
    unsure = not senses or senses[0].score < STRONG
    pieces = _apart(word, vocabulary, locale) if unsure and len(word.folded) in GLUED else []
    if pieces and (not senses or all(piece.senses for piece in pieces)):
        yield from pieces
        return
    yield Word(word.text, word.folded, word.start, word.end, None, senses)


def _sex_first(
    words: Sequence[Word], at: int, vocabulary: Vocabulary, locale: str | None
) -> list[Word]:
    """`3fpalu`: after a number, a letter for the sex, glued to a word."""
    word = words[at]
    glued = words[at - 1].number is not None and words[at - 1].end == word.start
    if not glued or word.folded[:1] not in ("f", "m") or len(word.folded) != len(word.text):
        return []
    rest = vocabulary.phrase((word.folded[1:],), locale)
    if not rest or vocabulary.phrase((word.folded,), locale):
        return []
    sex = vocabulary.phrase((word.folded[0],), locale)
    return [_slice(word, 0, 1, sex), _slice(word, 1, len(word.folded), rest)]


def _as_spelled(word: Word, vocabulary: Vocabulary, locale: str | None) -> Word:
    senses = vocabulary.phrase((word.folded,), locale)
    return Word(word.text, word.folded, word.start, word.end, word.number, senses)


def _apart(word: Word, vocabulary: Vocabulary, locale: str | None) -> list[Word]:
    """A word that is several known ones in a row, with at most one unknown piece at its end."""
    letters = word.folded
    if len(letters) != len(word.text):
        return []  # folding changed its length: where a piece begins cannot be told
    pieces = []
    position = 0
    while piece := _longest_known(word, position, vocabulary, locale):
        pieces.append(piece)
        position += len(piece.folded)
    rest = len(letters) - position
    if not pieces or 0 < rest < PIECE or not any(map(_telling, pieces)):
        return []
    if rest:
        senses = vocabulary.senses(letters[position:], locale)
        pieces.append(_slice(word, position, len(letters), senses))
    return pieces


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
