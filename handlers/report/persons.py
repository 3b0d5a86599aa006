"""People told one by one: `le père et ses deux fils`, `1 ado + sa maman + un berger`. Pure.

Whoever is named in such a list without a number is one more; only a list that begins with the first
person of the message is one, for "sa mère et son père" may be well.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from handlers.report.counting import ONE, many
from handlers.report.naming import ADVICE
from handlers.report.parts import Label
from handlers.report.pieces import BESIDE, TRADES, Piece, at_work
from handlers.report.spans import ALSO, AND, THEIR, kind_at

PLURAL = 5  # letters of a word in the plural
ASKED = ("zero", "question", "intent")
BITTEN = ("bite", ("rabies",))
AT = ("chez", "de", "des", "with", "of", "at")
TWINS = ("twins", "jumeaux", "jumelles")
ARTICLES = ("a", "an", "the", "le", "la", "un", "une")
PERSONAL = ("sex", "case", *ASKED)
HAVE = ("ont", "sont", "have", "are", "souffrent", "présentent", "both")
HAS = ("a", "est", "has", "is", "la", "le", "du", "de", "the")
ILL_TOO = ("", "case", "stroke", "place", "date", "sign", "risk")
PRONOUNS = ("elle", "il", "she", "he")
BETWEEN = ("filler", "stroke", "aged", "date")
ENDS = (".", ";", "\n", "?", "!")
LETTERS = 2  # `f`, `m`, `bb` are no persons who are told of


def one_by_one(pieces: Sequence[Piece]) -> list[Piece]:
    return _also_ill(_each_one(_lone_trader(_traders(_unknown_people(_twins(list(pieces)))))))


def _unknown_people(pieces: list[Piece]) -> list[Piece]:
    """`3 ouvriers ont de la fièvre`: the only ones who are counted, whatever the word means."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    if len(numbers) != 1 or any(p.kind in ("sex", "case", *ASKED) for p in pieces):
        return pieces
    at = numbers[0] + 1
    word = pieces[at] if kind_at(pieces, at) == "unknown" else None
    several = word is not None and word.text.islower() and word.text[-1] in "sx"
    if word is not None and several and len(word.text) >= PLURAL and pieces[at - 1].value > 1:
        pieces[at] = word._replace(kind="case", value="person")
    return pieces


def _twins(pieces: list[Piece]) -> list[Piece]:
    """Two, where no number says how many pairs."""
    for at, piece in enumerate(pieces):
        if piece.text.casefold() in TWINS and not any(p.kind == "number" for p in pieces):
            two = piece._replace(kind="number", value=2, text="", end=piece.start)
            return [*pieces[:at], two, *pieces[at:]]
    return pieces


def _lone_trader(pieces: list[Piece]) -> list[Piece]:
    """`guinea worm in a farmer's leg`: the only person who is named is the case."""
    traders = [at for at, piece in enumerate(pieces) if piece.value in TRADES]
    bitten = any(piece.value in BITTEN for piece in pieces)
    herds = any("animal" in (piece.value, piece.sign) for piece in pieces) and not bitten
    if herds or len(traders) != 1 or any(p.kind in PERSONAL and p.value != "case" for p in pieces):
        return pieces
    at = traders[0]
    before = pieces[at - 1] if at else None
    if pieces[at].text[-1:] in "sx" and not _several_traders(pieces, at):
        return pieces
    led = before is not None and (
        before.text.casefold().split(" ")[-1] in ARTICLES or (before.kind == "number")
    )
    after = at + 1
    while kind_at(pieces, after) == "filler":
        after += 1
    first = before is None or before.kind == "stroke"
    if led or first or kind_at(pieces, after) == "age":
        pieces[at] = at_work(pieces[at])
    return pieces


def _several_traders(pieces: Sequence[Piece], at: int) -> bool:
    """`deux bergers avec fièvre`; of `palu chez 2 bergers` it is asked."""
    several = kind_at(pieces, at - 1) == "number"
    return several and not (at > 1 and pieces[at - 2].text.casefold() in AT)


def _traders(pieces: list[Piece]) -> list[Piece]:
    """In `deux fillettes, un berger` he is one of them; in `chez un berger` he is not."""
    for at, piece in enumerate(pieces):
        counted = piece.value in TRADES and kind_at(pieces, at - 1) == "number"
        if counted and _before_another(pieces, at):
            pieces[at] = at_work(piece)._replace(sign=BESIDE)
            pieces[at + 2] = pieces[at + 2]._replace(sign=BESIDE)
        before = _counted_person(pieces, at - 2) if counted and _joined(pieces, at - 2) else None
        if before is not None:
            pieces[at] = at_work(piece)._replace(sign=BESIDE)
            pieces[before] = pieces[before]._replace(sign=BESIDE)
    return pieces


def _before_another(pieces: Sequence[Piece], at: int) -> bool:
    """`1 berger 1 enfant`: told in figures, one beside the other."""
    figures = pieces[at - 1].text.isdigit() and kind_at(pieces, at + 1) == "number"
    after = at + 2 if figures else at
    return figures and (
        kind_at(pieces, after) == "sex"
        or (after < len(pieces) and pieces[after].value in ("child", "person"))
    )


def _joined(pieces: Sequence[Piece], at: int) -> bool:
    return at > 0 and pieces[at].text.casefold() in (*AND, ",")


def _counted_person(pieces: Sequence[Piece], at: int) -> int | None:
    """The last word before, where it is of people and has a number."""
    while at > 0 and pieces[at].kind not in ("sex", "case", "number", "risk"):
        at -= 1
    person = pieces[at].kind == "sex" or pieces[at].value in ("child", "person")
    return at if person and kind_at(pieces, at - 1) == "number" else None


def _each_one(pieces: list[Piece]) -> list[Piece]:
    """With a `1` before each single person of the list that has no number."""
    people = [at for at, piece in enumerate(pieces) if _is_person(piece)]
    chain = people[:1]
    for at in people[1:]:
        if not _and_so(pieces, chain[-1], at):
            break
        chain.append(at)
    last = pieces[chain[-2] + 1 : chain[-1]] if len(chain) > 1 else ()
    if not any(piece.text.casefold() in AND for piece in last) or not _told_of(pieces, chain):
        return pieces
    return _counted_singly(pieces, chain)


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
    people = [at for at, piece in enumerate(pieces) if _is_person(piece)]
    numbers = [piece.value for piece in pieces if piece.kind == "number"]
    if len(people) != 2 or numbers not in ([], [1]) or any(map(_asks, pieces)):
        return pieces
    too = [at for at in people if _ill_too(pieces, at) and not _numbered(pieces, at)]
    lone = not any(_several(pieces[at]) for at in people)
    return _counted_singly(pieces, people) if lone and too else pieces


def _ill_too(pieces: Sequence[Piece], at: int) -> bool:
    """`sa mère aussi`, `sa mère aussi malade`; in `sa mère aussi va bien` she is not."""
    also = at + 1 < len(pieces) and fold(pieces[at + 1].text) in ALSO
    after = at + 2
    while kind_at(pieces, after) == "filler" and pieces[after].text.casefold() in HAS:
        after += 1
    return also and kind_at(pieces, after) in ILL_TOO


def _is_person(piece: Piece) -> bool:
    letter = len(piece.text) <= LETTERS and piece.locale != "bm"  # `cɛ` is a whole word
    if piece.text.casefold() in PRONOUNS or letter:
        return False
    aged = piece.kind == "age" and piece.value.months is None and piece.text.isalpha()
    return aged or piece.kind == "sex" or (piece.kind == "case" and piece.value == "child")


def _and_so(pieces: Sequence[Piece], first: int, second: int) -> bool:
    """Nothing but an age, an "and" and words of no weight stands between two of them."""
    between = pieces[first + 1 : second]
    joint = any(piece.text.casefold() in (*AND, ",") for piece in between)
    idle = all(p.kind in (*BETWEEN, "age", "number") and p.value not in ENDS for p in between)
    return joint and idle and not any(_is_person(piece) for piece in between)


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
    if (others and others != [_people_in(pieces, chain)]) or any(map(_asks, pieces)):
        return False
    family = any(piece.text.casefold() in THEIR for piece in pieces[chain[0] : chain[-1]])
    after = kind_at(pieces, chain[-1] + 1) and pieces[chain[-1] + 1].text.casefold()
    return bool(numbers) or aged or family or after in HAVE


def _people_in(pieces: Sequence[Piece], chain: Sequence[int]) -> int:
    """How many a list tells of: `2 cas: un homme et sa mère`."""
    numbered = {at: pieces[_number_of(pieces, at)] for at in chain if _numbered(pieces, at)}
    return sum(numbered[at].value if at in numbered else 1 for at in chain)


def _asks(piece: Piece) -> bool:
    return piece.kind == "question" or (piece.kind == "intent" and piece.value in ADVICE)


def _numbered(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, _number_of(pieces, at)) == "number"


def _number_of(pieces: Sequence[Piece], at: int) -> int:
    """Where its number would stand: in Bambara behind the word."""
    return at + 1 if pieces[at].locale == "bm" else at - 1


def _perhaps_all(pieces: Sequence[Piece], at: int) -> bool:
    """`palu 2 fille et garçon`: two girls and a boy, or two children?"""
    word = pieces[at]
    number = pieces[_number_of(pieces, at)].value if _numbered(pieces, at) else 1
    plain = word.locale != "bm" and word.text.casefold() not in ONE
    return bool(number > 1 and plain and not _several(word))


def _several(piece: Piece) -> bool:
    return many(Label(piece.kind, piece.value, 0, piece))
