"""Tests that were done and how many were positive, told apart: `TDR 44, positifs 29`. Pure.

Only the positive ones are cases, of what the test is for: of malaria where nothing else is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.counts.looked_at import generic
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where, several
from handlers.report.words.spans import AND, idle, kind_at

TESTS, DONE, CARRIED_OUT = small("test"), small("done"), small("carried_out")
WHOSE = ("case", "sex", "age", "mark")
EXAMINED = tuple(small("examined", "done_tests"))
TREATED = small("treated")
NEGATIVE, CHOLERA, MALARIA = "negative", "watery_diarrhoea", "malaria"
POSITIVE, SIGN, SHOWS = "positive", "+", 3  # pieces: `tdr + chez 8`
BESIDE, PAIRS = 3, 2
ENDS = (".", "!", "?", ";", "\n")
CLAUSES = (*ENDS, ",")
BETWEEN = ("filler", "when", "date", "place")


def _may(seen: Seen) -> bool:
    shown = POSITIVE in seen.values or SIGN in seen.values
    return shown and several("number")(seen)


@only_where(values=(NEGATIVE, "rapid_test"), words=TESTS)
def only_tests(pieces: Sequence[Piece]) -> list[Piece]:
    """`choléra 3 TDR négatifs`, `30 tdr choléra faits`: it is asked whether anybody is ill."""
    numbers = [at for at, piece in enumerate(pieces) if piece.kind == "number"]
    shown = any(p.value in (POSITIVE, SIGN) or p.kind in WHOSE for p in pieces)
    if len(numbers) != 1 or shown or numbers[0] + 1 == len(pieces):
        return list(pieces)
    if pieces[numbers[0]].value == 1:
        return list(pieces)  # `cholera 1 TDR négatif`: how the case was tested
    after = pieces[numbers[0] + 1]
    done = any(piece.word in DONE | CARRIED_OUT for piece in pieces[numbers[0] + 1 :])
    if not (after.value == NEGATIVE or (_is_test(after) and done)):
        return list(pieces)
    unsure = after._replace(kind="elsewhere", value="unsure", text="")
    return [*pieces[: numbers[0] + 1], unsure, *pieces[numbers[0] + 1 :]]


@only_where(or_where=_may)
def of_tests(pieces: Sequence[Piece]) -> list[Piece]:
    found = list(pieces)
    named = {each for piece in pieces if piece.kind == "risk" for each in piece.value}
    if CHOLERA in named and MALARIA not in named:
        return found  # its tests are told of the cases (proven.py)
    shown = [(at, number) for at in range(len(pieces)) if (number := _positive(pieces, at)) >= 0]
    pairs = [(at, number, done) for at, number in shown if (done := _done(pieces, at, number))]
    if not pairs or len(pairs) > PAIRS:
        return found
    at, number, _tests = pairs[0]
    for _at, other, _tests in pairs[1:]:  # `14 tests, 6 positifs, ce matin 9 tests, 4 positifs`
        whole = found[number].value + pieces[other].value
        found[number] = found[number]._replace(value=whole, text=str(whole))
        found[other] = idle(found[other])
    for each in (i for _at, _number, tests in pairs for i in tests):
        found[each] = idle(found[each])
    _of_the_disease(found, at, number)
    return [_known(found, i) for i in range(len(found))]


def _known(pieces: Sequence[Piece], at: int) -> Piece:
    """Neither the tests nor the negative ones (`les 9 autres négatifs`) are asked about."""
    piece = pieces[at]
    if _is_test(piece) or piece.value == NEGATIVE:
        return idle(piece)._replace(text="")
    near = pieces[at + 1 : at + 1 + BESIDE] if piece.kind == "number" else ()
    negative = next((i for i, p in enumerate(near) if p.value == NEGATIVE), None)
    others = negative is not None and all(p.kind == "filler" for p in near[:negative])
    before = at > 0 and pieces[at - 1].value == NEGATIVE and kind_at(pieces, at - 2) != "number"
    return idle(piece) if piece.kind == "number" and (others or before) else piece


def _positive(pieces: Sequence[Piece], at: int) -> int:
    """Where the number of `17 positifs`, `positifs : 29`, `tdr + chez 8` stands; else -1."""
    piece = pieces[at]
    plus = piece.value == SIGN and at > 0 and _is_test(pieces[at - 1])
    if piece.value != POSITIVE and not plus:
        return -1
    if kind_at(pieces, at - 1) == "number" and not _is_of_tests(pieces, at - 1):
        return at - 1
    if kind_at(pieces, at - 1) == "case" and kind_at(pieces, at - 2) == "number":
        return at - 2
    after = at + 1
    while after <= at + SHOWS and (
        kind_at(pieces, after) in ("filler", "case") or _says(pieces, after)
    ):
        after += 1
    led = kind_at(pieces, after) == "number" and kind_at(pieces, after + 1) != "unit"
    return after if led and not _is_of_tests(pieces, after) else -1


def _says(pieces: Sequence[Piece], at: int) -> bool:
    return at < len(pieces) and pieces[at].value in (":", "=")


def _done(pieces: Sequence[Piece], at: int, number: int) -> tuple[int, ...]:
    """Where the numbers of the tests, and of those tested, stand before it; none: no account."""
    found: list[int] = []
    tested, ended = False, 0
    for i in range(min(at, number) - 1, -1, -1):
        ended += pieces[i].text in ENDS
        if _positive(pieces, i) >= 0 or ended + tested > 1:
            break
        if pieces[i].kind != "number" or pieces[i].value < pieces[number].value:
            continue
        tests, people = _is_of_tests(pieces, i), _is_of_people(pieces, i)
        if not (tests or people):
            break
        tested = tested or tests
        found += [i, *people]
    later = [i for i in range(max(at, number) + 1, len(pieces)) if _treated(pieces, i)]
    found += [i for i in later if pieces[i].value == pieces[number].value]
    return tuple(found) if tested else ()


def _treated(pieces: Sequence[Piece], at: int) -> bool:
    """The 12 of `positive 12, treated 12`."""
    beside = {p.word for p in (*pieces[max(0, at - 2) : at], *pieces[at + 1 : at + 2])}
    return pieces[at].kind == "number" and not beside.isdisjoint(TREATED)


def _is_of_tests(pieces: Sequence[Piece], at: int) -> bool:
    """`19 TDR`, `tests 30`, `28 tested`, `tdr fait sur 26`."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    if after is not None and (_is_test(after) or _is_examined(after)):
        return True
    before = at - 1
    while before >= max(0, at - BESIDE) and (
        pieces[before].kind == "filler" or pieces[before].value in (":", "=")
    ):
        if _is_test(pieces[before]) or _is_examined(pieces[before]):
            return True
        if pieces[before].word in AND:
            break
        before -= 1
    return False


def _is_of_people(pieces: Sequence[Piece], at: int) -> tuple[int, ...]:
    """What `37 fever cases`, `31 malades` are, beside whom tests are told: they were tested."""
    end = at + 1
    while end < len(pieces) and (pieces[end].value == "fever" or _somebody(pieces[end])):
        end += 1
    return tuple(range(at + 1, end))


def _somebody(piece: Piece) -> bool:
    return piece.kind == "case" or generic(piece)


def _is_test(piece: Piece) -> bool:
    return piece.value == "rapid_test" or (
        piece.kind == "filler" and fold(piece.text).rstrip("s") in TESTS
    )


def _is_examined(piece: Piece) -> bool:
    return piece.word.rstrip("s").startswith(EXAMINED) and piece.value != POSITIVE


def _of_the_disease(found: list[Piece], at: int, number: int) -> None:
    """Makes the positive word the disease, unless one is named before it or right behind."""
    begin = end = at
    while begin > 0 and found[begin - 1].text not in ENDS:
        begin -= 1
    while end + 1 < len(found) and found[end].text not in ENDS:
        end += 1
    if any(p.kind == "risk" for p in found[begin : max(end, number) + 1]):
        return
    found[at] = found[at]._replace(kind="risk", value=(MALARIA,), sure=True, score=1.0)
