"""Numbers that are part of another, or added: `2 sur les 5`, `3 of them`, `2 + 3 = 5`. Pure."""

from __future__ import annotations

from collections.abc import Container, Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import kind_at, past_fillers

OUT_OF = small("out_of")
BETWEEN = small("the", "these", "my", "one", "of", "total")
COUNTED = ("case", "sex", "sign", "age", "mark")
OTHER_THINGS = ("filler", "unknown", "question", "intent", "unit")
THING = 5  # letters of a thing that may be counted; `à` and `sont` are none
NAMED = ("risk", "case", "sign")  # in `1 out of 5 measles cases`
OTHERS = small("others")
AGAIN = small("again", "and", "of", "others")
SUM = ("+",)
WITHIN = Piece("within", "within", -1, -1)


@only_where(or_where=lambda seen: several("number")(seen) or several("risk")(seen))
def shared(pieces: Sequence[Piece]) -> list[Piece]:
    return _added(_besides_the_dead(_same_again(_behind(_out_of(_died_of(list(pieces)))))))


def _died_of(pieces: list[Piece]) -> list[Piece]:
    """`palu grave 3 cas, décès palu grave 1`: one of the three."""
    seen: set[object] = set()
    for at, piece in enumerate(pieces):
        died = at > 0 and pieces[at - 1].value == "death" and pieces[at - 1].kind == "mark"
        numbered = kind_at(pieces, past_fillers(pieces, at + 1)) == "number"
        if piece.kind == "risk" and died and piece.value in seen and numbered:
            pieces[at] = _told(piece)
        if piece.kind == "risk":
            seen.add(piece.value)
    return pieces


def _out_of(pieces: list[Piece]) -> list[Piece]:
    """`1 enfant sur les 5 malades` is said as `5 malades dont 1 enfant`."""
    for at, piece in enumerate(pieces):
        if piece.word not in OUT_OF:
            continue
        if (whole := _number_after(pieces, at)) is not None and _seen(pieces, at, whole):
            pieces[whole] = _told(pieces[whole])
        if (begin := _part_before(pieces, at)) is None or whole is None:
            continue
        if _other_things(pieces, whole + 1):
            pieces[whole] = _told(pieces[whole])  # `10 sur 40 testés`, `2 cas sur 4 villages`
        if kind_at(pieces, whole) != "number" or not _holds(pieces, whole, begin, at):
            continue
        if _tested(pieces, begin, at, whole):
            pieces[at : whole + 1] = map(_told, pieces[at : whole + 1])
            continue
        if _says_nothing_of_them(pieces, begin, at, whole):
            return [*pieces[:at], pieces[at]._replace(kind="either"), *pieces[whole:]]
        if any(p.kind == "number" and p.value == pieces[whole].value for p in pieces[:begin]):
            pieces[whole] = _told(pieces[whole])  # `4 cas, 1 sur les 4 est mort`
        end = whole + 1
        while kind_at(pieces, end) in NAMED:
            end += 1
        part = [p for p in pieces[begin:at] if not (_dies(pieces[begin]) and p.kind == "case")]
        told = [*pieces[whole:end], WITHIN._replace(start=piece.start, end=piece.end), *part]
        return [*pieces[:begin], *told, *pieces[end:]]
    return pieces


def _part_before(pieces: Sequence[Piece], at: int) -> int | None:
    """Where `tué 1 enfant`, `2 filles` or `3` begins that ends before `at`."""
    begin = at - 2 if _out(pieces, at) else at - 1
    if kind_at(pieces, begin) in COUNTED:
        begin -= 1
    if kind_at(pieces, begin) != "number":
        return None
    return begin - 1 if begin and _dies(pieces[begin - 1]) else begin


def _seen(pieces: Sequence[Piece], at: int, whole: int) -> bool:
    """The 45 of `12 palu sur un total de 45`, whatever they are: so many people were looked at."""
    risk = at - 1 - _out(pieces, at)
    named = [kind_at(pieces, risk - 1), kind_at(pieces, risk)] == ["number", "risk"]
    more = named and pieces[whole].value > pieces[risk - 1].value
    return bool(more) and kind_at(pieces, whole + 1) != "risk"


def _number_after(pieces: Sequence[Piece], at: int) -> int | None:
    """The number that is said right there."""
    article = at
    while any({p.word, p.value} & BETWEEN for p in pieces[article + 1 : article + 2]):
        article += 1
    if pieces[at].word == "of" and article == at and not _out(pieces, at):
        return None  # `a boy of 5`
    return article + 1 if kind_at(pieces, article + 1) == "number" else None


def _holds(pieces: Sequence[Piece], whole: int, begin: int, end: int) -> bool:
    """Whether it is the number of all, and not of something else."""
    part = next(int(piece.value) for piece in pieces[begin:end] if piece.kind == "number")
    return bool(pieces[whole].value >= part) and not _other_things(pieces, whole + 1)


def _out(pieces: Sequence[Piece], at: int) -> bool:
    return at > 0 and pieces[at - 1].word == "out"


def _dies(piece: Piece) -> bool:
    return piece.kind == "mark"


def _says_nothing_of_them(pieces: Sequence[Piece], begin: int, at: int, whole: int) -> bool:
    """`rougeole 2 sur 5`: what were the two? It is asked which is meant."""
    bare = begin == at - 1
    return bare and not any(p.kind in COUNTED for p in pieces[whole + 1 : whole + 4])


def _tested(pieces: Sequence[Piece], begin: int, at: int, whole: int) -> bool:
    """`GE positives 8 sur 15`, `8 sur 15, 3F et 5H`: what the first number counts is told."""
    positive = any(piece.value == "positive" for piece in pieces[:at])
    after = range(whole + 1, len(pieces) - 1)
    sexes = [pieces[i].value for i in after
             if pieces[i].kind == "number" and pieces[i + 1].kind == "sex"]  # fmt: skip
    return begin == at - 1 and (positive or (len(sexes) > 1 and sum(sexes) == pieces[begin].value))


def _other_things(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, at) in OTHER_THINGS and len(pieces[at].text) >= THING


def _behind(pieces: list[Piece]) -> list[Piece]:
    """`21 cases, nine of them girls`: the number stands before the words, not after them."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    for at in numbers[1:]:
        after = kind_at(pieces, at + 2)
        if kind_at(pieces, at + 1) == "within" and after in (*COUNTED, "filler"):
            pieces[at], pieces[at + 1] = pieces[at + 1], pieces[at]
    return pieces


def _same_again(pieces: list[Piece]) -> list[Piece]:
    """In `2 cas de palu et 3 autres cas de palu` the disease need not be named again."""
    risks = [at for at, piece in enumerate(pieces) if piece.kind == "risk"]
    apart = any(sum(p.kind == kind for p in pieces) > 1 for kind in ("date", "place"))
    if len(risks) != 2 or apart or pieces[risks[0]].value != pieces[risks[1]].value:
        return pieces
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    if len(numbers) != 2 or not _says(pieces, numbers[1] + 1, OTHERS):
        return pieces
    first, more = numbers
    if pieces[first + 1].value == "death":
        pieces[risks[1]] = _told(pieces[risks[1]])
    elif kind_at(pieces, first + 1) in ("case", "risk", "filler") and risks[0] < more:
        all_ = pieces[first].value + pieces[more].value
        pieces[first] = pieces[first]._replace(value=all_, text=str(all_))
        pieces[more : risks[1] + 1] = map(_told, pieces[more : risks[1] + 1])
    return pieces


def _besides_the_dead(pieces: list[Piece]) -> list[Piece]:
    """`1 mort + 3 autres malades` are four; of a total that was told they are parts."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    if len(numbers) != 2 or any(piece.kind == "within" for piece in pieces):
        return pieces
    dead, ill = numbers
    died = dead + 1 < len(pieces) and pieces[dead + 1].value == "death"
    one = pieces[dead].text.isdecimal() and kind_at(pieces, dead + 1) == "case"
    one = one and kind_at(pieces, dead + 2) == "mark"
    if one and pieces[dead + 2].value == "death":  # `1 personne morte, et 4 autres malades`
        pieces[dead + 1], died = _told(pieces[dead + 1]), True
    if died and _says(pieces, ill + 1, OTHERS) and kind_at(pieces, ill + 2) in ("case", "sign"):
        both = pieces[dead].value + pieces[ill].value
        pieces[ill] = pieces[ill]._replace(value=both, text=str(both))
    return pieces


def _added(pieces: list[Piece]) -> list[Piece]:
    """`2 cas ce matin + encore 3 ce soir = 5`: the first number grows, the others are told."""
    first = None
    for at, piece in enumerate(pieces):
        if piece.kind in ("risk", "unlisted", "within", "place"):
            first = None
        if piece.kind != "number":
            continue
        if first is not None and pieces[at - 1].value == "=":
            _summed(pieces, first, at)
            first = None
        elif _equals(pieces, at) and _all_before(pieces, at) == piece.value:
            pieces[at] = _told(piece)
        elif not _plain(pieces, at):
            first = None
        elif first is not None and _more(pieces, at):
            pieces[first] = pieces[first]._replace(value=pieces[first].value + piece.value)
            pieces[at] = _told(piece)
            if kind_at(pieces, at + 1) == "case":
                pieces[at + 1] = _told(pieces[at + 1])
        else:
            first = at
    return pieces


def _summed(pieces: list[Piece], first: int, total: int) -> None:
    """A total that is said adds nothing; one that is wrong is asked about, as `7 ou 8` is."""
    sum_ = pieces[first]
    if sum_.value == pieces[total].value:
        pieces[total] = _told(pieces[total])
    elif pieces[total - 2].value == "told":
        pieces[first] = _told(sum_)
        pieces[total - 2] = pieces[total - 2]._replace(
            kind="number", value=sum_.value, text=str(sum_.value)
        )
        pieces[total - 1] = pieces[total - 1]._replace(kind="either")


def _equals(pieces: Sequence[Piece], at: int) -> bool:
    """`2 + 3 = 5`; in `palu=17 rougeole=17` each disease has its own."""
    return pieces[at - 1].value == "=" and kind_at(pieces, at - 2) not in (
        "risk",
        "unlisted",
        "sex",
    )


def _all_before(pieces: Sequence[Piece], at: int) -> int:
    return sum(int(piece.value) for piece in pieces[:at] if piece.kind == "number")


def _plain(pieces: Sequence[Piece], at: int) -> bool:
    """A number of cases, not of girls or of deaths."""
    after = at + 2 if _says(pieces, at + 1, OTHERS) else at + 1
    return kind_at(pieces, after) in ("case", "", "stroke", "filler", "date", "when")


def _more(pieces: Sequence[Piece], at: int) -> bool:
    """Joined by a plus; or by words that say that these are others."""
    begin = at - 1
    while begin >= 0 and pieces[begin].word in AGAIN:
        begin -= 1
    if kind_at(pieces, begin) == "stroke" and pieces[begin].value in SUM:
        return True
    return begin < at - 1 and _says(pieces, at + 1, OTHERS)


def _says(pieces: Sequence[Piece], at: int, words: Container[str]) -> bool:
    return 0 <= at < len(pieces) and pieces[at].word in words


def _told(piece: Piece) -> Piece:
    return piece._replace(kind="filler", value="told")
