"""What the sender takes back within one message, and sums that only repeat it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.counts.retracting import INSTEAD, corrected, past
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at, past_fillers, sentences

ENDS = ",;.\n"
THAT_IS = small("that_is")
LONG_AGO, UNTRUE, TOTAL = "long_ago", "untrue", "total"
CLUSTER = ("unusual_cluster",)
SAME = small("same")
STATED = "stated_total"  # its number is kept as the piece's sign
SENTENCE = ".;\n"


DISPROVED = ("risk", "number", "case", "sex", "mark", "sign", "elsewhere", "zero")


@only_where(
    kinds=(INSTEAD, "zero"),
    values=(LONG_AGO, UNTRUE, TOTAL),
    words=THAT_IS,
    or_where=lambda seen: any(piece.value == CLUSTER for piece in seen.pieces),
)
def mended(pieces: Sequence[Piece]) -> list[Piece]:
    """Without what was taken back, what is of another year, and totals that add nothing."""
    pieces = _split_wrong(_cluster_of(pieces))
    if not any(map(_told_so, pieces)):
        return list(pieces)
    return _summed(_denied(corrected(_true(_of_this_year(pieces)))))


def _told_so(piece: Piece) -> bool:
    return piece.kind in (INSTEAD, "zero") or piece.value in (LONG_AGO, UNTRUE, TOTAL)


def _denied(pieces: Sequence[Piece]) -> list[Piece]:
    """`fièvre jaune non, palu 2`: as if "pas de fièvre jaune" had been written."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind == INSTEAD:
            after = past_fillers(pieces, at + 1)
            ends = kind_at(pieces, after) == "stroke" and pieces[after].value in ENDS
            more = any(each.kind == "risk" for each in pieces[at + 1 :])
            no = kind_at(pieces, at - 1) == "risk" and ends and more
            found[at] = piece._replace(kind="zero" if no else "filler", value="not")
    return found


def _of_this_year(pieces: Sequence[Piece]) -> list[Piece]:
    """`l'an passé 20 rougeoles, cette semaine rien`: what was a year ago is not reported now."""
    kept = [each for each in sentences(pieces, ENDS) if all(p.value != LONG_AGO for p in each)]
    return [piece for clause in kept for piece in clause] or list(pieces)


def _true(pieces: Sequence[Piece]) -> list[Piece]:
    """`the measles rumour is not true. But I found 2 dysentery`: nothing of the first is told."""
    found: list[Piece] = []
    for sentence in sentences(pieces, SENTENCE):
        untrue = any(piece.value == UNTRUE for piece in sentence)
        if untrue and found and _of_what_came_before(sentence):
            found = [idle(p) if p.kind in DISPROVED else p for p in found]
            sentence, untrue = [idle(sentence[0]), *sentence[1:]], False
        found += [idle(p) if untrue and p.kind in DISPROVED else p for p in sentence]
    return found


def _of_what_came_before(sentence: Sequence[Piece]) -> bool:
    """`People said children were dying. Not true, one boy has malaria.`"""
    first = sentence[0].value == UNTRUE and kind_at(sentence, 1) == "stroke"
    return first and any(piece.kind in ("risk", "sign") for piece in sentence)


def _summed(pieces: Sequence[Piece]) -> list[Piece]:
    """`3 filles 4 garçons total 7` says seven once; a total that differs is asked about."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.value == TOTAL and _contradicts(pieces, at):
            found[at] = piece._replace(kind="elsewhere", value="unsure")
            continue
        beside = (past(pieces, at + 1, 1), _before_it(pieces, at))
        for number in beside if piece.value == TOTAL else ():
            if kind_at(pieces, number) == "number" and _is_sum(pieces, number):
                told = str(found[number].value)
                found[number] = idle(found[number], STATED)._replace(sign=told)
                break
    return found


def _before_it(pieces: Sequence[Piece], at: int) -> int:
    """Of `Koro 3, Boni 2, Dinangourou 5. Total 10` the five are no total."""
    before = past(pieces, at - 1, -1)
    ended = any(piece.value in (".", "\n") for piece in pieces[before + 1 : at])
    return -1 if ended else before


def _cluster_of(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """`Watery diarrhoea cluster, 10 cases`, `5 femmes du même puits avec diarrhée`: it is the
    disease that is told."""
    named = any(p.kind == "risk" and p.value != CLUSTER for p in pieces)
    return [
        idle(piece)
        if piece.value == CLUSTER
        and piece.kind == "risk"
        and (kind_at(pieces, at - 1) == "risk" or (named and piece.first_word in SAME))
        else piece
        for at, piece in enumerate(pieces)
    ]


def _split_wrong(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """`8 cas, soit 3 adultes et 4 enfants`: they are not eight. It is asked about."""
    at = next((at for at, piece in enumerate(pieces) if piece.word in THAT_IS), 0)
    told = [piece.value for piece in pieces[:at] if piece.kind == "number"]
    parts = [p.value for i, p in enumerate(pieces) if i >= at and p.kind == "number"
             and "mark" not in (kind_at(pieces, i - 1), kind_at(pieces, i + 1))]  # fmt: skip
    people = any(piece.kind in ("sex", "age") or piece.value == "child" for piece in pieces[at:])
    if len(told) != 1 or len(parts) < 2 or not people:
        return pieces
    if sum(parts) == told[0]:
        return [*pieces[:at], idle(pieces[at]), *pieces[at + 1 :]]
    unsure = pieces[at]._replace(kind="elsewhere", value="unsure")
    return [*pieces[:at], unsure, *pieces[at + 1 :]]


def _contradicts(pieces: Sequence[Piece], total: int) -> bool:
    """`7 cas. Total des cas: 4`: less in all than were told before, or of it another number."""
    after = total + 1
    risks = [piece.value for piece in pieces[:total] if piece.kind == "risk"]
    again = False
    while kind_at(pieces, after) in ("filler", "case", "risk", "place") or (
        after < len(pieces) and pieces[after].value in (":", "'", "’")
    ):
        again = again or (pieces[after].kind == "risk" and pieces[after].value in risks)
        after += 1
    told = [p.value for at, p in enumerate(pieces[:total]) if p.kind == "number"
            and kind_at(pieces, at + 1) in ("case", "risk")]  # fmt: skip
    if kind_at(pieces, after) != "number" or len(told) != 1:
        return False
    all_ = pieces[after].value
    return bool(all_ < told[0] or (again and all_ != told[0]))


def _is_sum(pieces: Sequence[Piece], total: int) -> bool:
    """Of all other numbers but those that died, or are severe."""
    others = [
        piece.value
        for at, piece in enumerate(pieces)
        if piece.kind == "number" and at != total and kind_at(pieces, at + 1) != "mark"
    ]
    return len(others) > 1 and sum(others) == pieces[total].value
