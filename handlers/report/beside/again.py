"""People of whom a tale tells again, in sentences after the report: `Les 3 sont partis`. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import idle, ill_too, kind_at

ILL = frozenset(("risk", "unlisted", "sign", "case", "sex", "age", "dose", "within", "either",
                 "elsewhere", "zero", "week"))  # fmt: skip
PLAIN_MARKS = ("vaccinated", "unvaccinated", "all")
SINCE = "since"
OF = small("of")
BEGAN = tuple(small("begins_ill"))
NEXT_DAY, IT_IS = small("day_after", "and", "then"), small("it_is_now")
ARTICLES, KIN, NEAR = small("the", "their", "my", "these"), small("kin"), 4


def known_people(sentence: list[Piece], *, sexed: bool) -> list[Piece]:
    """In `Le dernier enfant va manger.`, `Le mari a payé.` nobody is told of for the first time."""
    persons = [at for at, p in enumerate(sentence) if p.kind in ("sex", "case")]
    ill = any(p.kind in ILL - {"sex", "case"} for p in sentence)
    ill = ill or any(p.kind == "mark" and p.value not in PLAIN_MARKS for p in sentence)
    ill = ill or any(ill_too(sentence, at) for at in persons)
    known = all(_definite(sentence, at) and (sexed or _kin(sentence[at])) for at in persons)
    if not persons or ill or not known or sentence[-1].text == "?" or _day_by_day(sentence):
        return sentence
    return [idle(piece) if at in persons else piece for at, piece in enumerate(sentence)]


def fell_ill(sentence: Sequence[Piece]) -> bool:
    """`la belle mère 60 ans début 29/11, sous perfusion`"""
    aged = any(p.kind == "age" and p.value.months is not None for p in sentence)
    return aged and any(p.kind == "date" and p.word.startswith(BEGAN) for p in sentence)


def _day_by_day(sentence: Sequence[Piece]) -> bool:
    """`Le lendemain son père et samedi la grand-mère.`: who fell ill then; no word says else."""
    dated = any(p.kind == "date" or p.word in NEXT_DAY for p in sentence)
    light = ARTICLES | NEXT_DAY | IT_IS
    return dated and all(
        p.kind in ("sex", "case", "age", "date", "stroke") or p.word in light for p in sentence
    )


def _kin(piece: Piece) -> bool:
    return piece.kind == "case" or piece.last_word in KIN


def many_of_them(piece: Piece) -> bool:
    return bool(piece.kind == "number" and piece.value > 1)


def told_again(sentence: list[Piece], before: Sequence[Sequence[Piece]]) -> list[Piece]:
    """`Les 3 pneumonies ont fini le traitement hier`: those three, of whom was told."""
    number = next((at for at, p in enumerate(sentence) if p.kind == "number"), 0)
    told = [p for each in before for p in each]
    led = 0 < number <= NEAR and any(p.word in ARTICLES for p in sentence[:number])
    same = any(p.kind == "number" and p.value == sentence[number].value for p in told)
    if not led or not same or any(p.kind not in ("filler", "when") for p in sentence[:number]):
        return sentence
    risks = [p.value for p in told if p.kind == "risk"]
    gone = ("number", "risk", "case") if _same_risk(sentence, risks) else ("number",)
    if len(set(risks)) > 1 and any(p.kind == "risk" for p in sentence):
        # Of two diseases the other must not be said to be that of `les 2 rougeoles sont des filles`
        return [idle(p) if p.kind in (*gone, "sex", "age", "mark") else p for p in sentence]
    end = next((i for i in range(number, len(sentence)) if sentence[i].kind not in gone), number)
    dated = [idle(p) if p.kind == "date" and p.sign != SINCE else p for p in sentence[end:]]
    return [*sentence[:number], *map(idle, sentence[number:end]), *dated]


def _same_risk(sentence: Sequence[Piece], risks: Sequence[object]) -> bool:
    return all(p.value in risks for p in sentence if p.kind == "risk")


def _definite(pieces: Sequence[Piece], at: int) -> bool:
    """Behind `le`, `les`, `ses`, with words of no weight between: `le dernier enfant`."""
    begin = at - 1
    if pieces[at].value == "person" and not any(p.kind == "number" for p in pieces[:at]):
        return True  # `People threw some in the river.`
    while begin > at - NEAR and kind_at(pieces, begin) in ("filler", "when", "stroke"):
        if pieces[begin].word in OF or kind_at(pieces, begin - 1) == "number":
            return False  # `les 2 sont des hommes`
        if pieces[begin].word in ARTICLES or pieces[at].first_word in ARTICLES:
            return True
        begin -= 1
    return pieces[at].first_word in ARTICLES
