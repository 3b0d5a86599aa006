"""What a tale tells after its report, in sentences of their own: what was done, who comes. Pure.

`Diarrhée 6 cas à Tonka. Puits traité hier. 3 échantillons envoyés à Goundam.` are six: neither the
samples nor the day of the chlorine nor where the laboratory is tell anything of the sick.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import idle, ill_too, kind_at, sentences

ENDS = frozenset((".", "!", "?", ";", "\n"))
COUNTS = frozenset(("sex", "case", "age", "number"))
ILL = frozenset(("risk", "unlisted", "sign", "case", "sex", "age", "dose", "within", "either",
                 "elsewhere", "zero", "week"))  # fmt: skip
PLAIN_MARKS = ("vaccinated", "unvaccinated", "all")
BESIDE = ("number", "date", "intent", "unread", "question")
VACCINATED, NEVER = ("vaccinated", "unvaccinated"), small("never", "not", "no")
VACCINE = "advice_vaccination"  # what is said of it tells whether they are vaccinated
MORE = small("others", "more_of_them", "counting", "total", "newly", "now_it_is", "so",
             "miscounted", "again", "out_of_all")  # fmt: skip
PAPERS = tuple(small("papers"))
SINCE, LETTERS, WORDS = "since", 3, 2
HARM = ("death", "severe")
NOR = small("without")
MEDICINES, MEDICAL = small("medicines"), ("sign", "dose", "age")
ARTICLES, KIN, NEAR = small("the", "their", "my", "these"), small("kin"), 4


def _may_be_a_tale(seen: Seen) -> bool:
    return any(piece.text in ENDS for piece in seen.pieces[:-1])


@only_where(or_where=_may_be_a_tale)
def without_the_tale(pieces: Sequence[Piece]) -> list[Piece]:
    """Such sentences without their numbers, days, places and wishes."""
    said = sentences(pieces, ENDS)
    first = next((at for at, sentence in enumerate(said) if reports(sentence)), len(said))
    found = [*said[: first + 1]]
    sexed = any(piece.kind == "sex" for sentence in found for piece in sentence)
    for sentence in said[first + 1 :]:
        sentence = _known_people(sentence, sexed=sexed)
        sentence = _told_again(sentence, found)
        if _denies(sentence) and any(p.kind in ("risk", "sign") for each in found for p in each):
            sentence = [piece if piece.kind == "place" else idle(piece) for piece in sentence]
        elif _of_papers(sentence) or _of_care(sentence):
            sentence = [_aside(piece, signs=True) for piece in sentence]
        elif _adds_nothing(sentence):
            sentence = [_aside(piece) for piece in sentence]
        found.append(sentence)
    return [piece for sentence in found for piece in sentence]


def reports(sentence: Sequence[Piece]) -> bool:
    """A disease, or what somebody has, and whom it has befallen."""
    kinds = {piece.kind for piece in sentence}
    died = any(piece.value == "death" for piece in sentence)
    asks = sentence[-1].value == "mark" or sentence[-1].text == "?"
    return (bool(kinds & {"risk", "sign"}) or died) and bool(kinds & COUNTS) and not asks


def _adds_nothing(sentence: Sequence[Piece]) -> bool:
    """`Le transporteur passe à 16h.`: nobody is ill, and no number is of a village, or added."""
    if any(p.kind in ILL or (p.kind == "mark" and p.value not in PLAIN_MARKS) for p in sentence):
        return False
    if sentence[-1].text == "?" or any(map(_adds, sentence)) or _vaccinating(sentence):
        return False
    words = [p for p in sentence if p.kind in ("filler", "unknown") and len(p.text) >= LETTERS]
    return len(words) >= WORDS and not any(
        _of_a_village(sentence, at) for at in range(len(sentence))
    )


def _denies(sentence: Sequence[Piece]) -> bool:
    """`Pas de diarrhée ni de fièvre`, `Ses enfants n'ont pas de toux`: what they have not."""
    told = [at for at, p in enumerate(sentence) if p.kind in ("risk", "sign")]
    more = any(p.kind in ("age", "unlisted", "number", "mark") for p in sentence)
    return bool(told) and not more and all(_denied(sentence, at) for at in told)


def _denied(sentence: Sequence[Piece], at: int) -> bool:
    before = at - 1
    while before >= 0 and sentence[before].kind in ("filler", "risk", "sign", "stroke"):
        if sentence[before].word in NOR:
            return True
        before -= 1
    return before >= 0 and sentence[before].kind == "zero" and sentence[before].value != "zero"


def _known_people(sentence: list[Piece], *, sexed: bool) -> list[Piece]:
    """In `Le dernier enfant va manger.`, `Le mari a payé.` nobody is told of for the first time."""
    persons = [at for at, p in enumerate(sentence) if p.kind in ("sex", "case")]
    ill = any(p.kind in ILL - {"sex", "case"} for p in sentence)
    ill = ill or any(p.kind == "mark" and p.value not in PLAIN_MARKS for p in sentence)
    ill = ill or any(ill_too(sentence, at) for at in persons)
    known = all(_definite(sentence, at) and (sexed or _kin(sentence[at])) for at in persons)
    if not persons or ill or not known or sentence[-1].text == "?":
        return sentence
    return [idle(piece) if at in persons else piece for at, piece in enumerate(sentence)]


def _kin(piece: Piece) -> bool:
    return piece.kind == "case" or fold(piece.text).split()[-1] in KIN


def _told_again(sentence: list[Piece], before: Sequence[Sequence[Piece]]) -> list[Piece]:
    """`Les 3 pneumonies ont fini le traitement hier`: those three, of whom was told."""
    number = next((at for at, p in enumerate(sentence) if p.kind == "number"), 0)
    told = [p for each in before for p in each]
    led = 0 < number <= NEAR and any(p.word in ARTICLES for p in sentence[:number])
    same = any(p.kind == "number" and p.value == sentence[number].value for p in told)
    if not led or not same or any(p.kind not in ("filler", "when") for p in sentence[:number]):
        return sentence
    risks = [p.value for p in told if p.kind == "risk"]
    gone = ("number", "risk", "case") if _same_risk(sentence, risks) else ("number",)
    end = next((i for i in range(number, len(sentence)) if sentence[i].kind not in gone), number)
    dated = [idle(p) if p.kind == "date" and p.sign != SINCE else p for p in sentence[end:]]
    return [*sentence[:number], *map(idle, sentence[number:end]), *dated]


def _same_risk(sentence: Sequence[Piece], risks: Sequence[object]) -> bool:
    return all(p.value in risks for p in sentence if p.kind == "risk")


def _definite(pieces: Sequence[Piece], at: int) -> bool:
    """Behind `le`, `les`, `ses`, with words of no weight between: `le dernier enfant`."""
    begin = at - 1
    while begin > at - NEAR and kind_at(pieces, begin) in ("filler", "when", "stroke"):
        if pieces[begin].word in ARTICLES or fold(pieces[at].text).split()[0] in ARTICLES:
            return True
        begin -= 1
    return fold(pieces[at].text).split()[0] in ARTICLES


def _adds(piece: Piece) -> bool:
    return piece.word in MORE or piece.value == "total"


def _of_a_village(pieces: Sequence[Piece], at: int) -> bool:
    """The number of `Boni 4.`, `et 3 à Kona`, `À Kona, on en a trouvé 3.`"""
    if pieces[at].kind != "number":
        return False
    if kind_at(pieces, at + 1) in ("", "stroke") and any(p.kind == "place" for p in pieces[:at]):
        return True
    after = at + 1
    while kind_at(pieces, after) == "filler" and len(pieces[after].text) < LETTERS:
        after += 1
    return "place" in (kind_at(pieces, at - 1), kind_at(pieces, after))


def _of_papers(sentence: Sequence[Piece]) -> bool:
    """`Les selles seront prises aujourd'hui`, `La carte est perdue`."""
    named = any(word.startswith(PAPERS) for p in sentence for word in fold(p.text).split())
    ill = any(p.kind in ("risk", "unlisted", "within", "age", "case") for p in sentence)
    died = any(p.value in HARM and p.kind == "mark" for p in sentence) and any(
        p.kind in COUNTS for p in sentence
    )
    return named and not ill and not died


def _of_care(sentence: Sequence[Piece]) -> bool:
    """`Il reste 4 plaquettes d'ACT adulte`, `Le dernier a avalé sa 1re dose de coartem`."""
    words = {fold(word) for p in sentence for word in fold(p.text).split()}
    care = not words.isdisjoint(MEDICINES)
    return care and not any(
        p.kind in ("risk", "unlisted", "within", "case", "sex")
        or (p.kind == "sign" and p.value != "vomiting")  # `1 a vomi le médicament`
        or p.value in HARM
        for p in sentence
    )


def _vaccinating(sentence: Sequence[Piece]) -> bool:
    """`Never got polio drops`: it tells whether they are vaccinated."""
    said = any(p.value in VACCINATED or p.kind in ("zero", "dose") for p in sentence)
    said = said or any(p.word in NEVER for p in sentence)
    return said and any(p.value == VACCINE for p in sentence)


def _aside(piece: Piece, *, signs: bool = False) -> Piece:
    if piece.kind == "date" and piece.sign == SINCE:
        return piece
    if piece.kind in BESIDE or (signs and (piece.kind in MEDICAL or piece.value in HARM)):
        return idle(piece)
    return piece
