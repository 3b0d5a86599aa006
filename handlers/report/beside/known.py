"""People told of after a report who are not newly ill: contacts, orphans, one of those before.

`Seize personnes qui l'ont touché sont listées.`, `Elle laisse deux garçons.`, `One is vomiting.`
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.beside.tales import ENDS, HARM, reports
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import Seen, only_where
from handlers.report.words.spans import idle, kind_at, sentences

WATCHED, LEAVES = tuple(small("watched")), small("leaves_behind")
THE, OTHERS, BOTH = small("the", "these"), small("others"), small("both")
ONE = small("one_person") - {"a", "an"}
PEOPLE = ("number", "case", "sex", "age")
MOTHERS, OF = [[word] for word in small("mother")], small("of", "of_them")
HIM, HAD = small("he"), small("counts", "had", "has")
NEW = small("of_new_cases")
PREVENTION, MORE = tuple(small("prevention")), small("more_of_them", "newly", "also")
GOT, THEIRS = small("got"), small("their")
REFUSES, RELATIVES = tuple(small("refuses")), [[word] for word in small("relatives")]
NEAR = 5  # pieces


def _may(seen: Seen) -> bool:
    return "unlisted" in seen.kinds or any(piece.text in ENDS for piece in seen.pieces[:-1])


@only_where(or_where=_may)
def already_known(pieces: Sequence[Piece]) -> list[Piece]:
    """Without their numbers; what is told of their illness stays, for it is that of the report."""
    said = sentences(pieces, ENDS)
    first = next((at for at, sentence in enumerate(said) if reports(sentence)), len(said))
    if first + 1 >= len(said) and not any(piece.kind == "unlisted" for piece in pieces):
        return list(pieces)
    found = said[: first + 1]
    for sentence in said[first + 1 :]:
        if any(aside(sentence) for aside in ASIDE):
            sentence = [_unless_place(piece) for piece in sentence]
        elif _one_of_those(sentence):
            sentence = [idle(sentence[0]), *sentence[1:]]
        else:
            sentence = _the_wounded(sentence, found)
        found.append(sentence)
    return [piece for sentence in found for piece in sentence]


def _unless_place(piece: Piece) -> Piece:
    return piece if piece.kind in ("place", "stroke") else idle(piece)


def _watched(sentence: Sequence[Piece]) -> bool:
    """`on surveille sa femme et ses 4 enfants`"""
    watched = any(word.startswith(WATCHED) for p in sentence for word in fold(p.text).split())
    ill = any(
        (p.kind == "risk" and p.value and kind_at(sentence, at - 1) != "zero") or p.value in HARM
        for at, p in enumerate(sentence)
    )
    return watched and not ill


def _in_prevention(sentence: Sequence[Piece]) -> bool:
    """`Les autres vont bien, doxy donnée en prévention à 9 personnes.`"""
    words = {word for p in sentence for word in fold(p.text).split()}
    said = any(word.startswith(PREVENTION) for word in words) and words.isdisjoint(MORE)
    ill = any(p.kind in ("risk", "sign", "unlisted") or p.value in HARM for p in sentence)
    return said and not ill


def _left_behind(sentence: Sequence[Piece]) -> bool:
    """`Elle laisse deux garçons.`, `Elle avait 4 enfants.`"""
    if any(p.kind in ("risk", "sign") or p.value in HARM for p in sentence):
        return False
    words = [word for piece in sentence[:2] for word in piece.word.split()]
    had = words[:1] and words[0] in HIM and any(word in HAD for word in words[1:])
    verb = next((at for at, piece in enumerate(sentence) if piece.word in LEAVES), 0 if had else -1)
    behind = {piece.kind for piece in sentence[verb:]} if verb >= 0 else set()
    children = any(p.value == "child" for p in sentence) or not had
    return "number" in behind and bool(behind & {"case", "sex", "age"}) and children


def _all_well(sentence: Sequence[Piece]) -> bool:
    """`Ses 2 chiens vont bien.`"""
    well = any(p.kind == "question" and p.value == "well" for p in sentence)
    ill = any(p.kind in ("risk", "unlisted", "within", "mark") for p in sentence)
    ill = ill or any(p.word in OTHERS for p in sentence)  # of whom healthy.py takes care
    signs = any(p.kind == "sign" and p.value != "animal" for p in sentence)
    new = any(p.value == "case" and set(p.word.split()) & NEW for p in sentence)
    return well and not (ill or signs or new) and any(p.kind == "number" for p in sentence)


def _their_mother(sentence: Sequence[Piece]) -> bool:
    """`la mère d'un des 4 est morte en mars`: she is none of them."""
    kin = next((at for at, p in enumerate(sentence) if fold(p.text).split()[-1:] in MOTHERS), -1)
    of = [at for at in range(kin + 1, kin + NEAR) if kind_at(sentence, at) == "number"]
    led = bool(of) and any(p.word in OF for p in sentence[kin + 1 : of[0] + 1])
    died = any(p.value == "death" for p in sentence)
    return kin >= 0 and led and died and not any(p.kind in ("risk", "age") for p in sentence)


def _have_nothing(sentence: Sequence[Piece]) -> bool:
    """`Her two brothers got nothing, no fever.`"""
    nothing = any(
        p.value == "nothing" and at > 1 and sentence[at - 1].word in GOT
        for at, p in enumerate(sentence)
    )
    told = any(
        p.kind in ("risk", "unlisted", "age", "mark")
        or (p.kind == "sign" and kind_at(sentence, at - 1) != "zero")
        for at, p in enumerate(sentence)
    )
    return nothing and sentence[0].word in THEIRS and not told


def _refuses(sentence: Sequence[Piece]) -> bool:
    """`1 mère a refusé la référence`: she is not ill."""
    refused = any(word.startswith(REFUSES) for p in sentence for word in fold(p.text).split())
    kin = any(fold(p.text).split()[-1:] in RELATIVES for p in sentence)
    ill = any(p.kind in ("risk", "sign", "age") or p.value == "death" for p in sentence)
    vaccine = any(p.value in ("vaccinated", "unvaccinated") for p in sentence)
    return refused and kin and not ill and not vaccine


ASIDE = (_refuses, _have_nothing, _watched, _in_prevention, _left_behind, _their_mother, _all_well)


def _one_of_those(sentence: Sequence[Piece]) -> bool:
    """`One is vomiting and cannot stand.`"""
    one = sentence[0].kind == "number" and sentence[0].value == 1 and sentence[0].word in ONE
    signs = any(piece.kind == "sign" for piece in sentence)
    others = any(p.kind in (*PEOPLE, "mark", "risk", "unlisted") for p in sentence[1:])
    return one and signs and not others and kind_at(sentence, 1) == "filler"


def _the_wounded(sentence: list[Piece], before: Sequence[Sequence[Piece]]) -> list[Piece]:
    """`Les 2 blessés ont commencé le vaccin`, `Les deux palus ont été vus`: of whom was told."""
    risks = [p.value for each in before for p in each if p.kind == "risk"]
    led = sentence[0].word in THE and kind_at(sentence, 1) == "number"
    begin = 1 if led else 0
    both = sentence[0].word in BOTH
    if not risks or not (led or both) or begin + 1 >= len(sentence):
        return sentence
    noun = sentence[begin + 1]
    known = noun.kind == "unlisted" or (noun.kind == "risk" and noun.value in risks)
    marked = any(p.kind == "mark" for p in sentence[begin + 1 :])
    return sentence if not known or marked else [_unless_place(piece) for piece in sentence]
