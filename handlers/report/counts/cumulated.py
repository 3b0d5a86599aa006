"""Numbers of all since the beginning, beside those of now: `cumul 44 cas, 2 décès`. Pure.

They were told when they were new. Where nothing but them is told, and the new ones are spoken of or
the time is long, it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.counts.of_week import PERIOD
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import AND, idle, kind_at, past_fillers
from handlers.report.words.week_words import FROM_WEEK, NAMED, WEEK

CUMULATED = small("cumulated")
BEGINS = small("since_then")  # folded: `depuis janvier`, `since the start`
SINCE, BEGAN = ("since", "began"), "began"
TO_DATE = tuple(small("to_date"))
SINCE_WORDS = small("since")
NEW, THIS = small("newly"), small("this_week")
NONE = small("nobody", "no")
ENDS = (".", ";", "\n", ")", "(", "|")
COUNTED = ("number", "case", "mark", "within", "sex", "zero")
OF_SOME = ("mark",)
AMONG = "within"
UP_TO = 3  # pieces: `cumul à la S48`


def _speaks_of_all(seen: Seen) -> bool:
    said = not (seen.words.isdisjoint(CUMULATED) and seen.words.isdisjoint(BEGINS))
    to_date = any(not seen.words.isdisjoint(phrase.split()) for phrase in TO_DATE)
    return said or to_date or FROM_WEEK in seen.values


@only_where(or_where=_speaks_of_all)
def not_cumulated(pieces: Sequence[Piece]) -> list[Piece]:
    """Without what is told of all, as far as it goes: to the end of the sentence, or to what is
    new in it."""
    found = list(pieces)
    gone: set[int] = set()
    for at in range(len(found)):
        if _since_then(found, at) or _is_word(found[at]) or found[at].value == FROM_WEEK:
            gone.update(_told_of_all(found, at))
        elif _to_date(found, at):
            gone.update(_told_of_all(found, at + 1))
    gone.update(_all_the_dead(found) if gone else ())
    numbers = {at for at in gone if _is_number(found[at])}
    if not numbers:
        return found
    left = [at for at in range(len(found)) if at not in gone and _counts_cases(found, at)]
    none = [at for at in range(1, len(found)) if _none_new(found, at)]
    if not left and not none:
        return _nothing_new(found, max(numbers))
    for at in none[:1] if not left else ():
        found[at] = found[at]._replace(kind="zero", value="nothing")
    named = any(p.kind == "risk" for at, p in enumerate(found) if at not in gone)
    for at in gone:
        piece = found[at]
        counts = piece.kind in COUNTED or _is_number(piece)
        if counts or _is_word(piece) or (piece.kind == "risk" and named):
            found[at] = idle(piece)
    return found


def _is_word(piece: Piece) -> bool:
    return not CUMULATED.isdisjoint(piece.word.split())


def _to_date(pieces: Sequence[Piece], at: int) -> bool:
    """`total to date 41`, `à ce jour 41 cas`."""
    return " ".join(piece.word for piece in pieces[at : at + 3]).startswith(TO_DATE)


def _all_the_dead(pieces: Sequence[Piece]) -> range:
    """`..., total deaths 2`, beside other numbers of all."""
    for at in range(len(pieces) - 2):
        if pieces[at].value == "total" and kind_at(pieces, at + 1) in OF_SOME:
            number = past_fillers(pieces, at + 2)
            if kind_at(pieces, number) == "number":
                return range(at, number + 1)
    return range(0)


def _since_then(pieces: Sequence[Piece], at: int) -> bool:
    """`depuis janvier`, `depuis le début` of an outbreak; of a week it is when they fell ill."""
    if pieces[at].kind == "unread":  # `depuis le 1er janvier`, which no illness began on
        words = fold(pieces[at].text).split()
        return words[0] in SINCE_WORDS and not BEGINS.isdisjoint(words)
    if not (pieces[at].kind == "when" and pieces[at].value in SINCE):
        return False
    then = at + 1
    while kind_at(pieces, then) == "filler" and fold(pieces[then].text) not in BEGINS:
        then += 1
    month = then < len(pieces) and fold(pieces[then].text) in BEGINS
    began = then < len(pieces) and pieces[then].value == BEGAN
    of_a_week = any(piece.value == WEEK for piece in pieces[then + 1 : then + 4])
    return (month or began) and not of_a_week


def _told_of_all(pieces: Sequence[Piece], at: int) -> range:
    """What a word of all belongs to: what follows, else what stands before it."""
    begin = at
    while begin > 0 and not _parts(pieces, begin - 1) and pieces[begin - 1].value != ",":
        begin -= 1
    leads = not any(_counts(pieces, i) for i in range(begin, at))
    heads = begin == 0 or pieces[begin - 1].value != ","
    behind = not leads and _follows(pieces, at)
    if not leads and not behind:
        return range(_first_of(pieces, begin, at), at + 1)
    begin = at if behind else begin
    end = at + 1
    while end < len(pieces) and not _ends(pieces, end, commas=behind or not heads):
        end += 1
    end = _before_the_new(pieces, at, end)
    if end < len(pieces) and pieces[end].value == "(":  # `cumul 44 (2 décès)`
        end = next((i for i in range(end, len(pieces)) if pieces[i].value == ")"), end)
    return range(begin, end)


def _follows(pieces: Sequence[Piece], at: int) -> bool:
    """`palu 60 cumul 300`, `portant le cumul à 41 cas`: its number stands right behind."""
    after = past_fillers(pieces, at + 1)
    while kind_at(pieces, after) == "when":  # `cumul depuis janvier 41`
        after = past_fillers(pieces, after + 1)
    return after < len(pieces) and _is_number(pieces[after])


def _before_the_new(pieces: Sequence[Piece], at: int, end: int) -> int:
    """Of `cumulative 46 since January, 4 new` the four are not told of all."""
    new = end < len(pieces) and not NEW.isdisjoint(pieces[end].word.split())
    week = end < len(pieces) and _parts(pieces, end) and pieces[end].value not in ENDS
    comma = next((i for i in range(end - 1, at, -1) if pieces[i].value == ","), end)
    before = any(_counts(pieces, i) for i in range(at, comma))
    return comma if (new or week) and before else end


def _first_of(pieces: Sequence[Piece], begin: int, at: int) -> int:
    """Of `5 nouveaux et 63 cumulés` only the latter."""
    last = max(i for i in range(begin, at) if _counts(pieces, i))
    new = any(not NEW.isdisjoint(p.word.split()) for p in pieces[begin:at])
    return last if new else begin


def _parts(pieces: Sequence[Piece], at: int) -> bool:
    """`cumul depuis S45: 31 cas` goes on; what is of one week is another matter."""
    week = pieces[at].value in (NAMED, PERIOD)
    since = at > 0 and pieces[at - 1].kind == "when" and pieces[at - 1].value in SINCE
    since = since or any(map(_is_word, pieces[max(0, at - UP_TO) : at]))
    return pieces[at].value in ENDS or (week and not since)


def _ends(pieces: Sequence[Piece], at: int, *, commas: bool) -> bool:
    """Whether what is told of all ends before it."""
    piece = pieces[at]
    if _parts(pieces, at) or piece.word in THIS or not NEW.isdisjoint(piece.word.split()):
        return True
    if piece.kind == AMONG:
        ahead = pieces[at + 1 : at + 4]
        return any(not NEW.isdisjoint(p.word.split()) for p in ahead)
    if piece.value != "," or not commas:
        return False
    after = at + 1 + (at + 1 < len(pieces) and pieces[at + 1].word in AND)
    of_some = kind_at(pieces, after) == "number" and kind_at(pieces, after + 1) in OF_SOME
    return not (of_some or kind_at(pieces, after) in (*OF_SOME, AMONG))


def _is_number(piece: Piece) -> bool:
    return piece.kind == "number" or (piece.kind == "unread" and piece.text.isdecimal())


def _counts(pieces: Sequence[Piece], at: int) -> bool:
    """A number of people, or `aucun`."""
    return pieces[at].kind == "zero" or _is_number(pieces[at])


def _counts_cases(pieces: Sequence[Piece], at: int) -> bool:
    """Not only who died of them: `11 cas cumulés, 2 décès`."""
    beside = (kind_at(pieces, at - 1), kind_at(pieces, at + 1))
    return _counts(pieces, at) and OF_SOME[0] not in beside


def _none_new(pieces: Sequence[Piece], at: int) -> bool:
    """`aucun nouveau cas`."""
    return pieces[at - 1].word in NONE and not NEW.isdisjoint(pieces[at].word.split())


def _nothing_new(pieces: list[Piece], last: int) -> list[Piece]:
    """`cumul 112 cas depuis janvier. Les nouveaux ne sont pas encore comptés`: it is asked."""
    new = any(not NEW.isdisjoint(piece.word.split()) for piece in pieces)
    since = any(_since_then(pieces, at) for at in range(len(pieces)))
    since = since or any(piece.value == FROM_WEEK for piece in pieces)
    said = any(_is_word(piece) or piece.value == FROM_WEEK for piece in pieces)
    if not said or not (new or since):
        return pieces
    unsure = Piece("elsewhere", "unsure", pieces[last].end, pieces[last].end)
    return [*pieces[: last + 1], unsure, *pieces[last + 1 :]]
