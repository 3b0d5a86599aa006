"""What a tale tells after its report, in sentences of their own: what was done, who comes. Pure.

`Diarrhée 6 cas à Tonka. Puits traité hier. 3 échantillons envoyés à Goundam.` are six: neither the
samples nor the day of the chlorine nor where the laboratory is tell anything of the sick.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.beside.again import (
    ILL,
    NEAR,
    PLAIN_MARKS,
    SINCE,
    fell_ill,
    known_people,
    many_of_them,
    told_again,
)
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import idle, kind_at, sentences

ENDS = frozenset((".", "!", "?", ";", "\n"))
COUNTS = frozenset(("sex", "case", "age", "number"))
BESIDE = ("number", "date", "intent", "unread", "question")
VACCINATED, NEVER = ("vaccinated", "unvaccinated"), small("never", "not", "no")
VACCINE = "advice_vaccination"  # what is said of it tells whether they are vaccinated
MORE = small("others", "more_of_them", "counting", "total", "newly", "now_it_is", "so",
             "miscounted", "again", "out_of_all")  # fmt: skip
PAPERS = tuple(small("papers"))
LETTERS, WORDS = 3, 2
HARM = ("death", "severe")
ADVICE = ("advice_malaria", "advice_measles", "advice_vaccination")
DONE, BEGINNING = small("treated", "visited"), tuple(small("first_signs"))
LOST, HE = small("lost"), small("he")
NOR, SAMPLED = small("without"), tuple(small("sampled"))
MEDICINES, MEDICAL = small("medicines"), ("sign", "dose", "age", "case", "sex")
ALSO, PLANNED = small("also"), tuple(small("planned"))


def _may_be_a_tale(seen: Seen) -> bool:
    return any(piece.text in ENDS for piece in seen.pieces[:-1])


@only_where(or_where=_may_be_a_tale)
def without_the_tale(pieces: Sequence[Piece]) -> list[Piece]:
    """Such sentences without their numbers, days, places and wishes."""
    said = sentences(pieces, ENDS)
    first = next((at for at, sentence in enumerate(said) if reports(sentence)), -1)
    if first < 0 or len(said) == 1:
        return list(pieces)
    found = [*map(_only_talk, said[:first]), *said[first : first + 1]]
    sexed = any(p.kind == "sex" or many_of_them(p) for sentence in found for p in sentence)
    for sentence in said[first + 1 :]:
        sentence = known_people(sentence, sexed=sexed)
        sentence = _treated(told_again(sentence, found))
        ill = any(p.kind in ("risk", "sign") for each in found for p in each)
        if _no_others(sentence) or (ill and _denies(sentence)):
            sentence = [piece if piece.kind == "place" else idle(piece) for piece in sentence]
        elif not fell_ill(sentence) and (_of_papers(sentence) or _of_care(sentence)):
            sentence = [_aside(piece, signs=True) for piece in sentence]
        elif _adds_nothing(sentence):
            since = _of_a_thing(sentence)
            sentence = [_aside(piece, dated=since) for piece in sentence]
        found.append(_without_units(sentence))
    return [piece for sentence in found for piece in sentence]


def _without_units(sentence: list[Piece]) -> list[Piece]:
    """The `h` of `24h` is no man, once the number counts nobody."""
    pairs = zip([None, *sentence], sentence, strict=False)
    return [
        idle(p)
        if before is not None
        and before.kind == "filler"
        and before.text.isdecimal()
        and before.end == p.start
        and p.kind == "sex"
        else p
        for before, p in pairs
    ]


def reports(sentence: Sequence[Piece]) -> bool:
    """A disease, or what somebody has, and whom it has befallen."""
    kinds = {piece.kind for piece in sentence}
    died = any(piece.value == "death" for piece in sentence)
    asks = sentence[-1].value == "mark" or sentence[-1].text == "?"
    return (bool(kinds & {"risk", "sign"}) or died) and bool(kinds & COUNTS) and not asks


def _adds_nothing(sentence: Sequence[Piece]) -> bool:
    """`Le transporteur passe à 16h.`: nobody is ill, and no number is of a village, or added."""
    told = [p for p in sentence if p.kind != "sex" or p.word not in HE]  # `He got 3 injections.`
    if any(p.kind in ILL or (p.kind == "mark" and p.value not in PLAIN_MARKS) for p in told):
        return False
    if fell_ill(sentence):
        return False
    counts = any(p.kind == "number" for p in sentence)  # `donc rapport en retard` adds nobody
    adds = counts and any(map(_adds, sentence))
    if sentence[-1].text == "?" or adds or _vaccinating(sentence):
        return False
    words = [p for p in sentence if p.kind in ("filler", "unknown") and len(p.text) >= LETTERS]
    if _tells_when_it_began(sentence, words) or _asks(sentence):
        return False
    return (len(words) >= WORDS or _planned(words)) and not any(
        _of_a_village(sentence, at) for at in range(len(sentence))
    )


def _treated(sentence: list[Piece]) -> list[Piece]:
    """`3 hommes aussi, même traitement`: no question for it."""
    people = any(p.kind in ("number", "sex") for p in sentence)
    asks = any(p.text == "?" for p in sentence)
    return [
        idle(p) if people and not asks and p.kind == "question" and p.word in MEDICINES else p
        for p in sentence
    ]


def _no_others(sentence: Sequence[Piece]) -> bool:
    """`On cherche d'autres cas dans le quartier mais rien pour le moment.`"""
    cases = any(p.kind == "case" and p.value == "case" for p in sentence)
    none = any(p.kind == "zero" for p in sentence)
    told = ("number", "risk", "sign", "sex", "age", "mark", "unlisted")
    return cases and none and not any(p.kind in told for p in sentence)


def _denies(sentence: Sequence[Piece]) -> bool:
    """`Pas de diarrhée ni de fièvre`, `Ses enfants n'ont pas de toux`: what they have not."""
    told = [at for at, p in enumerate(sentence) if p.kind in ("risk", "sign")]
    more = any(p.kind in ("age", "unlisted", "number", "mark") for p in sentence)
    return bool(told) and not more and all(_denied(sentence, at) for at in told)


def _denied(sentence: Sequence[Piece], at: int) -> bool:
    before = at - 1
    while before >= 0 and sentence[before].kind in ("filler", "risk", "sign", "stroke", "nor"):
        if sentence[before].word in NOR:
            return True
        before -= 1
    return before >= 0 and sentence[before].kind == "zero" and sentence[before].value != "zero"


def _tells_when_it_began(sentence: Sequence[Piece], words: Sequence[Piece]) -> bool:
    """`Premiers signes hier.`, `Cela fait deux jours.`; not `Le chauffeur passe à 16 heures.`"""
    day = next((piece for piece in sentence if piece.kind == "date"), None)
    if day is None:
        return False
    own = [word for word in day.word.split() if len(word) >= LETTERS]
    if _planned(words) or any(piece.value == "supply" for piece in sentence):
        return False  # `Le TPI est en rupture depuis lundi.`
    few = len(words) + max(0, len(own) - WORDS) <= WORDS and not any(p.word in DONE for p in words)
    said = [*own, *(word for p in words for word in p.word.split())]
    return few or any(word.startswith(BEGINNING) for word in said)


def _planned(words: Sequence[Piece]) -> bool:
    return any(word.startswith(PLANNED) for p in words for word in fold(p.text).split())


def _only_talk(sentence: Sequence[Piece]) -> list[Piece]:
    """`La réunion était utile.` before the report asks for nothing."""
    if not _adds_nothing(sentence) or any(p.kind == "number" for p in sentence):
        return list(sentence)
    return [
        idle(p) if p.kind in ("question", "unread") or p.value in ADVICE else p for p in sentence
    ]


def _asks(sentence: Sequence[Piece]) -> bool:
    """`Qu'est-ce qu'elle doit prendre`, without a mark behind it."""
    wants = any(p.kind == "question" and p.value in ("what", "when", "where") for p in sentence)
    return wants and not any(p.kind == "number" for p in sentence)


def _adds(piece: Piece) -> bool:
    return piece.word in MORE or piece.value == "total"


def _of_a_thing(sentence: Sequence[Piece]) -> bool:
    """`La pompe est en panne depuis 2 semaines`: so long ago nobody fell ill."""
    words = takewhile(lambda piece: piece.kind != "date", sentence)
    return any(p.kind == "unknown" and len(p.text) > LETTERS for p in words)


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
    died = any(p.kind == "mark" and p.value in HARM and not _lost(p) for p in sentence)
    return (named or _sampled(sentence)) and not ill and not died


def _lost(piece: Piece) -> bool:
    """`La carte est perdue`"""
    return not LOST.isdisjoint(fold(piece.text).split()) or piece.word.startswith(tuple(LOST))


def _sampled(sentence: Sequence[Piece]) -> bool:
    """`First stool taken today`, `Sang prélevé`"""
    return any(
        piece.value in ("stools", "blood")
        and any(p.word.startswith(SAMPLED) for p in sentence[at + 1 : at + 1 + NEAR])
        for at, piece in enumerate(sentence)
    )


def _of_care(sentence: Sequence[Piece]) -> bool:
    """`Il reste 4 plaquettes d'ACT adulte`, `Les 12 personnes de la cour ont reçu de la cipro`."""
    words = {word for p in sentence for word in fold(p.text).split()}
    care = not words.isdisjoint(MEDICINES) and words.isdisjoint(ALSO)
    return care and not any(
        p.kind in ("risk", "unlisted", "within")
        or (p.kind == "sign" and p.value != "vomiting")  # `1 a vomi le médicament`
        or p.value in HARM
        for p in sentence
    )


def _vaccinating(sentence: Sequence[Piece]) -> bool:
    """`Never got polio drops`: it tells whether they are vaccinated."""
    said = any(p.value in VACCINATED or p.kind in ("zero", "dose") for p in sentence)
    said = said or any(p.word in NEVER for p in sentence)
    return said and any(p.value == VACCINE for p in sentence)


def _aside(piece: Piece, *, signs: bool = False, dated: bool = False) -> Piece:
    if piece.kind == "date" and piece.sign == SINCE and not dated:
        return piece
    if piece.kind in BESIDE or (signs and (piece.kind in MEDICAL or piece.value in HARM)):
        return idle(piece)
    return piece
