"""Which number belongs to which word: `palu 5 mort 1`, `2f 1m`, `f2 m1`, `5 dont 1 mort`.

People write the number before its word or after it, and change their habit within a message.
Every number may go to the next word on either side; the best total wins.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.small import small
from handlers.report.words.pieces import ORDINARY, Piece
from handlers.report.words.spans import AND

# How usual it is that the number stands before, and after, such a word.
BEFORE = {"case": 10.0, "sex": 6, "mark": 6.5, "age": 6, "risk": 5, "unlisted": 5, "sign": 5.5,
          "dose": 8}  # fmt: skip
AFTER = {"case": 3.0, "sex": 4, "mark": 4, "age": 1, "risk": 5.5, "unlisted": 6, "sign": 4,
         "dose": 3}  # fmt: skip
LABELS = frozenset(BEFORE)
GLUED = 4.0
BEHIND = 5.0  # in Bambara a number stands right behind its noun
LEADS = 4.0  # of an age in Bambara: `mɔgɔ 3 Koro, san 5 jukɔrɔ`
ANIMAL = 1.0  # rather a number of animals than of their deaths
OF, LED_BY_OF = small("of"), 1.0  # `3 cas de méningite et 1 de rougeole`
JOINED = 3.0  # `décès : 1 et déjà vaccinés`: an "and" right behind the number ends what it counts
JOINT = 1.0  # `6 palu simple et 1 palu grave`
TOLD = 2.0  # a colon between a word and its number
MOST = 40  # numbers of one message; a person sends fewer
LEFT_OVER = -4.0
LED = 4.0  # in "f 2 m 1" each word leads its number
ACROSS = {"date": 2.0, "place": 2, "unknown": 2, "unread": 2, "filler": 0, "either": 0, "intent": 1,
          "question": 1, "when": 1, "aged": 1, "bound": 1, "half": 1}  # fmt: skip
STROKES = {",": 4.0, ";": 4, ".": 4, "\n": 4, "!": 4, "-": 1, "/": 1, "#": 0, "*": 0}
BLANKS = ("/", "|")
THINGS = (ORDINARY, "rapid_test", "ware")
EVERY, EVERY_ONE = frozenset(("all",)), ("mark", "age", "sex")
NEXT = 3  # pieces behind `all` in which the age stands that all have: `tous âgés de 4 ans`


@dataclass(frozen=True, slots=True)
class Bond:
    label: int
    worth: float


def numeral(piece: Piece) -> bool:
    """A number, or a word that stands for one: none, all."""
    return piece.kind in ("number", "zero") or (piece.kind == "mark" and piece.value in EVERY)


def bind(pieces: Sequence[Piece]) -> Mapping[int, int]:
    """The position of its number, for each word that has one."""
    numbers = [i for i, piece in enumerate(pieces) if numeral(piece)][:MOST]
    leading = [kind for kind in ("sex", "age") if _lead(pieces, kind)]
    after = {**AFTER, **{kind: BEFORE[kind] + LED / 2 for kind in leading}}
    best: dict[int | None, tuple[float, dict[int, int]]] = {None: (0.0, {})}
    for number in numbers:
        options = _options(pieces, number, after)
        following: dict[int | None, tuple[float, dict[int, int]]] = {}
        for taken, (worth, bonds) in best.items():
            for option in options:
                if option is None:
                    _keep(following, None, worth + LEFT_OVER, bonds)
                elif option.label != taken and option.label not in bonds:
                    chosen = {**bonds, option.label: number}
                    _keep(following, option.label, worth + option.worth, chosen)
        best = following
    return max(best.values(), key=lambda each: each[0])[1]


def _keep(
    best: dict[int | None, tuple[float, dict[int, int]]],
    last: int | None,
    worth: float,
    bonds: dict[int, int],
) -> None:
    if last not in best or best[last][0] < worth:
        best[last] = (worth, bonds)


def _lead(pieces: Sequence[Piece], kind: str) -> bool:
    """`f2 m1`, `moins de 5 ans: 3, plus de 5 ans: 4`: each such word stands before its number."""
    words = [i for i, p in enumerate(pieces) if p.kind == kind and not _exact_age(p)]
    if len(words) < 2 or (words[0] and numeral(pieces[words[0] - 1])):
        return False
    nexts = [i + 2 if _told(pieces, i + 1) else i + 1 for i in words]
    return all(i < len(pieces) and _counts(pieces, i, kind) for i in nexts)


def _counts(pieces: Sequence[Piece], at: int, kind: str) -> bool:
    """A number that no word follows which it rather counts: `moins de 5 ans: 3F`."""
    following = pieces[at + 1].kind if at + 1 < len(pieces) else ""
    return numeral(pieces[at]) and (kind == "sex" or following not in ("sex", "case"))


def _told(pieces: Sequence[Piece], at: int) -> bool:
    return at < len(pieces) and pieces[at].value in (":", "=")


def _options(pieces: Sequence[Piece], number: int, after: Mapping[str, float]) -> list[Bond | None]:
    right = _reach(pieces, number, 1, BEFORE)
    left = _reach(pieces, number, -1, after)
    if right is not None and pieces[number].kind == "zero" and _ends(pieces[number : right.label]):
        right = None  # in `rougeole pas de cas, palu 5` it denies what came before
    if pieces[number].kind == "zero" and _of_those_told(pieces, number):
        left = None
    if left is not None and pieces[number].kind == "zero":
        named = pieces[left.label].kind in ("risk", "case", "unlisted")
        named = named and not _denies_a_thing(pieces, number)
        left = Bond(left.label, left.worth - 3) if named and right is None else None
    if pieces[number].kind == "mark":
        left = left if left and _all_of(pieces, number, left.label, ("mark", "age")) else None
        right = right if right and _all_of(pieces, number, right.label, EVERY_ONE) else None
    return [None, *(bond for bond in (left, right) if bond is not None)]


def _all_of(pieces: Sequence[Piece], at: int, label: int, kinds: Container[str]) -> bool:
    """`all died`; in `one died. All aged 4` it is the age that all have."""
    between = pieces[label + 1 : at] if label < at else pieces[at + 1 : label]
    apart = _ends(between) if label < at else any(map(_exact_age, between))
    aged = label < at and any(map(_exact_age, pieces[at + 1 : at + NEXT]))
    return pieces[label].kind in kinds and not apart and not aged


def _of_those_told(pieces: Sequence[Piece], at: int) -> bool:
    """`3 have measles. None of them is ...` denies nothing of the measles."""
    after = pieces[at + 1].kind if at + 1 < len(pieces) else ""
    return pieces[at].value == "nothing" and after in ("within", "mark")


def _spoken_of(pieces: Sequence[Piece], number: int) -> bool:
    """`muso kelen ni den fila`; in `mɔgɔ fila sara` it counts the dead."""
    noun, numeral_ = pieces[number - 1], pieces[number]
    bambara = noun.locale == "bm" and noun.kind in ("sex", "case")
    after = pieces[number + 1].kind if number + 1 < len(pieces) else ""
    if not numeral_.locale:  # digits stand before the noun as well: `2 muso 1 cɛ`
        return bambara and after in ("", "stroke")
    return bambara and numeral_.locale == "bm" and after != "mark"


def _denies_a_thing(pieces: Sequence[Piece], at: int) -> bool:
    """`cough, no smell`: right behind it stands what there is not."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is None:
        return False
    return after.kind in ("intent", "question", "unknown") or after.value in THINGS


def _reach(
    pieces: Sequence[Piece], number: int, step: int, usual: Mapping[str, float]
) -> Bond | None:
    """The nearest word in that direction that counts something, and how likely it is meant."""
    cost = 0.0
    at = number + step
    while 0 <= at < len(pieces):
        piece = pieces[at]
        if piece.kind in LABELS and not numeral(piece) and not _exact_age(piece):
            return _bond(pieces, number, at, usual, cost)
        if piece.kind == "stroke":
            told = step < 0 and piece.value in (":", "=")
            cost += -TOLD if told else _apart(pieces, at)
        elif _exact_age(piece):
            cost += 1.5
        elif piece.kind in ACROSS:
            cost += ACROSS[piece.kind] + JOINT * (step < 0 and piece.word in AND)
        else:
            return None
        at += step
    return None


def _apart(pieces: Sequence[Piece], at: int) -> float:
    """How much a stroke parts; with blanks on both sides as a comma: `ROUGEOLE 9 / DECES 0`."""
    usual = STROKES.get(pieces[at].value, 1.0)
    if pieces[at].value not in BLANKS or not 0 < at < len(pieces) - 1:
        return usual
    blanks = pieces[at - 1].end < pieces[at].start and pieces[at].end < pieces[at + 1].start
    return STROKES[","] if blanks else usual


def _bond(
    pieces: Sequence[Piece], number: int, at: int, usual: Mapping[str, float], cost: float
) -> Bond:
    """How likely a number counts that word; `cost` is that of what stands between."""
    piece, step = pieces[at], 1 if at > number else -1
    if "animal" in (piece.value, piece.sign):  # `mort de 25 poules`; in Bambara `shɛ 10`
        cost -= ANIMAL * (-step if piece.locale == "bm" else step)
    cost += LEADS * (step > 0 and piece.kind == "age" and piece.locale == "bm")
    cost += JOINED * (step > 0 and pieces[number + 1].word in AND)
    cost -= LED_BY_OF * (step > 0 and _led_by_of(pieces, at))
    if at == number - 1 and _spoken_of(pieces, number):
        cost -= BEHIND
    near = pieces[number].end == piece.start or piece.end == pieces[number].start
    named = piece.kind == "risk" and piece.sign != "animal"
    described = piece.kind == "sign" and piece.value != "animal"
    title = step < 0 and (named or described) and cost < 0  # a heading: "rougeole: 2 M 1 F"
    return Bond(at, usual[piece.kind] - max(cost, 0.0 if title else cost) + GLUED * near)


def _led_by_of(pieces: Sequence[Piece], at: int) -> bool:
    return pieces[at].kind == "risk" and pieces[at - 1].word in OF


def _ends(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind == "stroke" and piece.value in ",;.\n" for piece in pieces)


def _exact_age(piece: Piece) -> bool:
    return piece.kind == "age" and piece.value.months is not None
