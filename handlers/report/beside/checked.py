"""What was looked at and is nothing: rumours, other illnesses, births, those who were cured. Pure.

`On parlait d'un enfant avec boutons, c'était la gale. Zéro cas.` is a zero report, and beside
`3 palu à Koro.` such a sentence says nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.beside.tales import COUNTS, ENDS, HARM, reports
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import idle, sentences

WAS = tuple(f" {words} " for words in small("it_was"))
IS = tuple(f" {words} " for words in small("it_is_that"))
WORDS = {word for phrase in WAS + IS for word in phrase.split() if word.isalpha()} - small("of")
NEWS = {words.split()[-1] for words in small("good_news")}
CHECKED = [f" {word}" for word in small("went_to_see")]  # how words begin
FALSE = tuple(small("proved_false"))
LAST_MONTH = tuple(small("last_month"))
OF_MONTHS, MONTHS = small("of_the_months"), small("month_names")
NOBODY = small("nobody")
GOOD = tuple(f" {words} " for words in small("good_news"))
THERE_WAS, THIS = small("there_was"), small("this_week")
HEARSAY, BIRTH, WELL, LAST = "hearsay", "childbirth", "well", "last"
NEAR, MANY = 4, 1
Sentence: TypeAlias = list[Piece]


def _may(seen: Seen) -> bool:
    told = not seen.values.isdisjoint((HEARSAY, BIRTH, LAST, "vaccinated", "zero"))
    told = told or not seen.words.isdisjoint(MONTHS | NEWS)
    return told or not seen.words.isdisjoint(WORDS) or seen.begins(FALSE)


@only_where(or_where=_may)
def checked(pieces: Sequence[Piece]) -> list[Piece]:
    said = [part for each in sentences(pieces, ENDS) for part in _clauses(each)]
    said = [
        _named_only(each, _others(said, at)) if _former(each, _others(said, at)) else each
        for at, each in enumerate(said)
    ]
    for explains in (_good_news, _was_another, _births, _campaign):
        said = [
            _nothing(each) if explains(each, _others(said, at)) else each
            for at, each in enumerate(said)
        ]
    said = [_seen(each, _others(said, at)) for at, each in enumerate(said)]
    said = _zero_alone([_after_all(each) for each in said])
    return [piece for sentence in said for piece in sentence]


def _clauses(sentence: Sentence) -> list[Sentence]:
    """`Il n'y a rien cette semaine, la toux du vieux c'est son asthme`: each by itself."""
    none = any(p.kind == "zero" and p.value == "zero" for p in sentence)
    other = any(p.kind == "unlisted" for p in sentence)
    return sentences(sentence, {","}) if none and other else [sentence]


def _others(said: Sequence[Sentence], at: int) -> list[Sentence]:
    return [*said[:at], *said[at + 1 :]]


def _nothing(sentence: Sentence) -> Sentence:
    return [piece if piece.kind in ("place", "stroke") else idle(piece) for piece in sentence]


def _named_only(sentence: Sentence, others: Sequence[Sentence]) -> Sentence:
    """`les 3 rougeoles de la semaine passée n'ont plus rien. Un nouveau, ...`: of measles too."""
    if any(p.kind == "risk" for each in others for p in each) or any(map(says_zero, others)):
        return _nothing(sentence)
    return [piece if piece.kind == "risk" else _nothing([piece])[0] for piece in sentence]


def says_zero(sentence: Sentence) -> bool:
    """`Rien à déclarer pour la semaine 48`: of nobody else anything is told in it."""
    none = any(p.kind == "zero" and p.value == "zero" for p in sentence)
    ill = any(p.kind in ("risk", "unlisted", "age") or p.value in HARM for p in sentence)
    ill = ill or any(p.kind == "sign" and p.value != "illness" for p in sentence)
    return none and not ill and not any(p.kind == "number" for p in sentence)


def _told(others: Sequence[Sentence]) -> bool:
    return any(reports(each) or says_zero(each) for each in others)


def _text(pieces: Sequence[Piece]) -> str:
    return f" {' '.join(fold(piece.text) for piece in pieces)} "


def _was_another(sentence: Sentence, others: Sequence[Sentence]) -> bool:
    """`la dame est soignée, c'était une épine`, `la toux, c'est son asthme`."""
    if _proved_false(sentence):
        return _told(others)
    if not any(p.word in WORDS for p in sentence) or not _told(others):
        return False
    if any(_several(sentence, at) for at in range(len(sentence))):
        return False
    zero = any(map(says_zero, others))
    for at in range(len(sentence)):
        text, rest = _text(sentence[at : at + NEAR]), sentence[at + 1 :]
        if any(p.kind in ("risk", "date") for p in rest) or says_zero(sentence):
            continue
        other = any(p.kind == "unlisted" for p in rest[: NEAR + 1])
        if text.startswith(WAS) and (other or (zero and _unknown(rest))):
            return True
        if text.startswith(IS) and other:
            return True
    return False


def _several(sentence: Sentence, at: int) -> bool:
    """Of people or of an illness; `60 concessions` are none."""
    after = sentence[at + 1].kind if at + 1 < len(sentence) else ""
    many = sentence[at].kind == "number" and sentence[at].value > MANY
    return many and after in (*COUNTS, "risk", "sign", "mark")


def _proved_false(sentence: Sentence) -> bool:
    """`Une rumeur de 10 morts est fausse`, `PFA levée : le suspect marche`."""
    told = any(p.value == HEARSAY for p in sentence)
    suspected = any(p.value == "case" for p in sentence)
    suspected = suspected and not any(p.kind in ("age", "sex") for p in sentence)
    false = (word.startswith(FALSE) for p in sentence for word in fold(p.text).split())
    return (told or suspected) and any(false)


def _unknown(rest: Sequence[Piece]) -> bool:
    return any(p.kind in ("unknown", "filler") for p in rest) and not any(
        p.kind in ("sex", "age", "case", "place") for p in rest
    )


def _former(sentence: Sentence, others: Sequence[Sentence]) -> bool:
    """`les 3 rougeoles de la semaine passée sont guéries`: told of then."""
    last = any(p.kind == "when" and p.value == LAST for p in sentence)
    month = any(p.word.endswith(LAST_MONTH) for p in sentence)
    month = month or any(
        p.word in MONTHS and sentence[at - 1].word in OF_MONTHS for at, p in enumerate(sentence)
    )
    if not (last or month):
        return False
    if month and any(map(says_zero, others)):
        return True  # `RAS. La fille paralysée du mois passé marche.`
    well = any(p.kind == "question" and p.value == WELL for p in sentence)
    well = well or any(p.kind == "zero" and p.value == "nothing" for p in sentence)
    was = not THERE_WAS.isdisjoint(p.word for p in sentence) and not any(
        p.kind in ("place", "sex", "age", "mark") for p in sentence
    )
    this = any(p.word in THIS for p in sentence)
    return last and (well or was) and not this and _told(others)


def _births(sentence: Sentence, others: Sequence[Sentence]) -> bool:
    """`3 accouchements, tout va bien`, `3 femmes enceintes vues en CPN`."""
    if not any(p.kind == "sign" and p.value == BIRTH for p in sentence):
        return False
    ill = any(p.kind in ("risk", "age", "zero") or p.value in HARM for p in sentence)
    signs = any(p.kind == "sign" and p.value != BIRTH for p in sentence)
    return not ill and not signs and _told(others)


def _campaign(sentence: Sentence, others: Sequence[Sentence]) -> bool:
    """`64 enfants vaccinés hier.`: they are not ill."""
    if not any(p.value == "vaccinated" for p in sentence):
        return False
    many = any(p.kind == "number" and p.value > MANY for p in sentence)
    people = any(p.kind in ("case", "sex") for p in sentence)
    ill = any(p.kind in ("risk", "sign", "unlisted") or p.value in HARM for p in sentence)
    told = {p.value for each in others for p in each if p.kind == "number"}
    same = any(p.kind == "number" and p.value in told for p in sentence)
    return many and people and not ill and not same and any(map(reports, others))


def _good_news(sentence: Sentence, others: Sequence[Sentence]) -> bool:
    """`Bonne nouvelle, la petite de Koro avec le tétanos mange.`: she was told of before."""
    harm = any(p.kind in ("number", "date") or p.value in HARM for p in sentence)
    return _text(sentence).startswith(GOOD) and not harm and any(map(reports, others))


def _seen(sentence: Sentence, others: Sequence[Sentence]) -> Sentence:
    """`Suite à la rumeur nous sommes allés voir. 14 moutons morts`: it was seen."""
    if not any(p.value == HEARSAY for p in sentence):
        return sentence
    counted = any(p.kind in COUNTS - {"case"} for p in sentence)
    seen = any(each in _text(s) for s in (sentence, *others) for each in CHECKED)
    told = any(p.kind == "number" for each in others if reports(each) for p in each)
    if not (seen and told) or counted:
        return sentence
    return [idle(p) if p.value == HEARSAY or p.kind in ("date", "case") else p for p in sentence]


def _after_all(sentence: Sentence) -> Sentence:
    """`la fièvre typhoïde du maître c'était en fait le palu`: malaria."""
    if not any(p.kind == "unlisted" for p in sentence):
        return sentence
    was = next((at for at in range(len(sentence)) if _text(sentence[at:]).startswith(WAS)), -1)
    near = sentence[was + 1 : was + 1 + NEAR + 1] if was >= 0 else ()
    if not any(p.kind == "risk" for p in near):
        return sentence
    return [idle(p) if at < was and p.kind == "unlisted" else p for at, p in enumerate(sentence)]


def _nobody_ill(sentence: Sentence, at: int) -> bool:
    """`Fête au village mais personne malade.`"""
    alone = sentence[at].value == "illness" and at > 0 and sentence[at - 1].word in NOBODY
    return alone and not any(p.kind == "number" for p in sentence)


def _zero_alone(said: Sequence[Sentence]) -> list[Sentence]:
    """What is counted beside `RAS` is not ill: `réunion avec 9 participants`."""
    zero = [says_zero(sentence) for sentence in said]
    ill = any(
        p.kind in ("risk", "sign", "unlisted") or p.value in HARM
        for sentence, none in zip(said, zero, strict=True)
        for at, p in enumerate(sentence)
        if not none and not _nobody_ill(sentence, at)
    )
    asks = any(p.text == "?" for sentence in said for p in sentence)
    if not any(zero) or ill or asks:
        return list(said)
    return [
        sentence if none else _nothing(sentence) for sentence, none in zip(said, zero, strict=True)
    ]
