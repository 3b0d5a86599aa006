"""People told one by one: `le père et ses deux fils`, `1 ado + sa maman + un berger`. Pure.

Whoever is named in such a list without a number is one more; only a list that begins with the first
person of the message is one, for "sa mère et son père" may be well.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.findings.labels import Label
from handlers.report.findings.retold import told_again
from handlers.report.findings.several import ONE, is_person, many
from handlers.report.findings.trades import A_WOMAN, PUPILS, asks, traders
from handlers.report.words.pieces import BESIDE, TRADES, Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import (
    ALSO,
    AND,
    THEIR,
    idle,
    ill_too,
    kind_at,
    past_fillers,
)

PLURAL, LISTED = 5, 3  # letters of a word in the plural; persons
OF, MOTHERS = small("of"), small("mother")
TWINS, BOTH = small("twins"), small("both")
MY = small("my")
HAVE = small("several_have")
OTHERS, SAME = small("others"), small("same")
JOINING = AND | ALSO | SAME | OTHERS | {",", "c"}  # `c'est`
BETWEEN = ("filler", "stroke", "aged", "date")
ENDS = (".", ";", "\n", "?", "!")


def _may_tell_of_several(seen: Seen) -> bool:
    """Two people; words that we do not know, of people; `une élève`, which tells no sex alone."""
    people = seen.count("sex", "age", "case")
    pupil = not seen.words.isdisjoint(A_WOMAN) and seen.begins(PUPILS)
    several = people > 1 and (
        not seen.words.isdisjoint(JOINING)
        or seen.count("age") > 1
        or ("child" in seen.values and "sex" in seen.kinds)
    )
    return several or pupil or (not people and "unknown" in seen.kinds)


@only_where(values=TRADES, words=TWINS | BOTH, or_where=_may_tell_of_several)
def one_by_one(pieces: Sequence[Piece]) -> list[Piece]:
    pieces = told_again(pieces)
    return _also_ill(_each_one(traders(_unknown_people(_twins(list(pieces))))))


def _unknown_people(pieces: list[Piece]) -> list[Piece]:
    """`3 ouvriers ont de la fièvre`: the only ones who are counted, whatever the word means."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    if len(numbers) != 1 or any(
        p.kind in ("sex", "case", "zero", "question", "intent") for p in pieces
    ):
        return pieces
    at = numbers[0] + 1
    word = pieces[at] if kind_at(pieces, at) == "unknown" else None
    several = word is not None and word.text.islower() and word.text[-1] in "sx"
    if word is not None and several and len(word.text) >= PLURAL and pieces[at - 1].value > 1:
        pieces[at] = word._replace(kind="case", value="person")
    return pieces


def _twins(pieces: list[Piece]) -> list[Piece]:
    """Two, where no number says how many pairs; `les deux enfants paralysés` too."""
    for at, piece in enumerate(pieces):
        both = piece.word in BOTH and kind_at(pieces, at + 1) in ("case", "sex")
        hers = at > 1 and pieces[at - 1].word in OF and pieces[at - 2].last_word in MOTHERS
        twins = piece.word in TWINS and piece.kind != "filler" and not hers  # `maman de jumeaux`
        if (twins or both) and not any(p.kind == "number" for p in pieces):
            two = piece._replace(kind="number", value=2, text="", end=piece.start)
            return [*pieces[:at], two, *pieces[at:]]
    return pieces


def _each_one(pieces: list[Piece]) -> list[Piece]:
    """With a `1` before each single person of the list that has no number."""
    people = [at for at, piece in enumerate(pieces) if is_person(piece)]
    chain = people[:1]
    for at in people[1:]:
        if not _and_so(pieces, chain[-1], at):
            break
        chain.append(at)
    if _whole_first(pieces, chain):
        chain = chain[1:]
    last = pieces[chain[-2] + 1 : chain[-1]] if len(chain) > 1 else ()
    listed = any(piece.word in AND for piece in last) or _after_a_colon(pieces, chain)
    if not listed or not _told_of(pieces, chain):
        return pieces
    return _counted_singly(pieces, chain)


def _after_a_colon(pieces: Sequence[Piece], chain: Sequence[int]) -> bool:
    """`palu : le père, la mère, 3 enfants`"""
    before = chain[0] - 1 if chain else -1
    while before > 0 and pieces[before].kind in ("filler", "when", "number"):
        before -= 1
    return len(chain) >= LISTED and before >= 0 and pieces[before].value == ":"


def _whole_first(pieces: Sequence[Piece], chain: Sequence[int]) -> bool:
    """In `7 élèves, 4 filles et 3 garçons` the first number is that of all."""
    if len(chain) < 2 or not all(_numbered(pieces, at) for at in chain):
        return False
    whole, *parts = (pieces[_number_of(pieces, at)].value for at in chain)
    return pieces[chain[0]].kind == "case" and whole == sum(parts)


def _counted_singly(pieces: list[Piece], people: Sequence[int]) -> list[Piece]:
    for at in people:
        pieces[at] = pieces[at]._replace(sign=BESIDE)
    for at in reversed(people):
        if not _numbered(pieces, at):
            one = pieces[at]._replace(kind="number", value=1, text="", end=pieces[at].start)
            behind = pieces[at].locale == "bm"
            pieces.insert(at + behind, one._replace(start=pieces[at].end) if behind else one)
    return pieces


def _also_ill(pieces: list[Piece]) -> list[Piece]:
    """`choléra fille 4 ans, sa mère aussi`: a second person of whom no number tells."""
    people = [at for at, piece in enumerate(pieces) if is_person(piece)]
    numbers = [piece.value for piece in pieces if piece.kind == "number"]
    if len(people) != 2 or any(number != 1 for number in numbers) or any(map(asks, pieces)):
        return pieces
    too = [at for at in people if ill_too(pieces, at) and not _numbered(pieces, at)]
    for at in (at for at in people[1:] if _another(pieces, at)):
        pieces[at - 2] = idle(pieces[at - 2])
        too.append(at)
    lone = not any(_several(pieces[at]) for at in people)
    return _counted_singly(pieces, people) if lone and too else pieces


def _another(pieces: Sequence[Piece], at: int) -> bool:
    """`Une autre élève a les mêmes signes`."""
    other = kind_at(pieces, at - 2) == "number" and pieces[at - 1].word in OTHERS
    after = past_fillers(pieces, at + 1)
    return other and after < len(pieces) and pieces[after].word.split(" ")[0] in SAME


def _and_so(pieces: Sequence[Piece], first: int, second: int) -> bool:
    """Nothing but an age, an "and" and words of no weight stands between two of them."""
    between = pieces[first + 1 : second]
    joint = any(piece.word in (*AND, ",") for piece in between)
    idle = all(p.kind in (*BETWEEN, "age", "number") and p.value not in ENDS for p in between)
    return joint and idle and not any(is_person(piece) for piece in between)


def _told_of(pieces: Sequence[Piece], chain: Sequence[int]) -> bool:
    """Each is one, or has a number; numbers, ages or "her baby" tell; and no other number does.

    A question about a mother and her child is none about two cases.
    """
    lone = [at for at in chain if not _numbered(pieces, at)]
    if not lone:
        return True
    if any(_several(pieces[at]) for at in lone):
        return False
    if any(_perhaps_all(pieces, at) for at in chain):
        return False
    numbers = {at for at, piece in enumerate(pieces) if piece.kind == "number"}
    aged = any(p.kind == "age" and p.value.months is not None for p in pieces[chain[0] :])
    own = {_number_of(pieces, at) for at in chain}
    others = [pieces[at].value for at in numbers - own]
    if (others and others != [_people_in(pieces, chain)]) or any(map(asks, pieces)):
        return False
    mine = any(pieces[at].word.split(" ")[0] in MY for at in chain)  # `ma femme` is one word to us
    family = mine or any(piece.word in THEIR for piece in pieces[chain[0] : chain[-1]])
    after = kind_at(pieces, chain[-1] + 1) and pieces[chain[-1] + 1].word
    return bool(numbers) or aged or family or after in HAVE


def _people_in(pieces: Sequence[Piece], chain: Sequence[int]) -> int:
    """How many a list tells of: `2 cas: un homme et sa mère`."""
    numbered = {at: pieces[_number_of(pieces, at)] for at in chain if _numbered(pieces, at)}
    return sum(numbered[at].value if at in numbered else 1 for at in chain)


def _numbered(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, _number_of(pieces, at)) == "number"


def _number_of(pieces: Sequence[Piece], at: int) -> int:
    """Where its number would stand: in Bambara behind the word."""
    return at + 1 if pieces[at].locale == "bm" else at - 1


def _perhaps_all(pieces: Sequence[Piece], at: int) -> bool:
    """`palu 2 fille et garçon`: two girls and a boy, or two children?"""
    word = pieces[at]
    number = pieces[_number_of(pieces, at)].value if _numbered(pieces, at) else 1
    plain = word.locale != "bm" and word.word not in ONE
    return bool(number > 1 and plain and not _several(word))


def _several(piece: Piece) -> bool:
    return many(Label(piece.kind, piece.value, 0, piece))
