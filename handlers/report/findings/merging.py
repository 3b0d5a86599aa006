"""Parts that tell of one thing: a disease named twice, its severe form, or one of its signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.findings.labels import COMMON, Label, Part
from handlers.report.risks import Risks
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import WITH, idle

ACUTE = "malnutrition"  # severe by its definition
BLOODY, STOOLS = ("bloody_diarrhoea",), "stools"
FEVER_OF_BLOOD = ("vhf",)  # blood in the stools is a sign of it
WATERY, BLEEDING, IN_IT = ("watery_diarrhoea",), "bleeding", small("in_it")
SEVERE = tuple(small("severe"))  # folded
PNEUMONIA = ("respiratory",)  # `rougeole 8 dont 3 pneumonies`: they are among the eight
SHORTENED = 4  # letters


@only_where(values=("severe",))
def severe_forms(pieces: Sequence[Piece], risks: Risks) -> list[Piece]:
    """`paluu grav`, `palu gve`, misspelt as it may be: the severe form of all its cases."""
    forms = {(of,): severe for severe, of in risks.severe.items()}
    found: list[Piece] = []
    for at, piece in enumerate(pieces):
        before = _abbreviated(found) or (found[-1] if found else None)
        counted = at + 1 < len(pieces) and pieces[at + 1].kind == "number"
        severe = piece.value == "severe" and fold(piece.text).startswith(SEVERE)
        of = forms.get(before.value) if before and before.kind == "risk" else None
        if counted and before is not None and before.value == (ACUTE,):
            of = ACUTE  # `malnutris sévères 4`: not the severe ones are counted, but all
        if before is not None and of and severe and piece.start == before.end + 1:
            text = f"{before.text} {piece.text}"
            while found[-1].kind != "risk":
                found.pop()
            found[-1] = before._replace(value=(of,), end=piece.end, text=text)
        else:
            found.append(piece)
    return found


def _abbreviated(pieces: Sequence[Piece]) -> Piece | None:
    """The `pal.` of `pal. grave 8`, ending behind its point."""
    if len(pieces) < 2 or pieces[-2].kind != "risk" or len(pieces[-2].text) > SHORTENED:
        return None
    at_it = pieces[-1].value == "." and pieces[-1].start == pieces[-2].end
    return pieces[-2]._replace(end=pieces[-1].end) if at_it else None


@only_where(values=(BLEEDING,))
def blood_in_it(pieces: Sequence[Piece]) -> list[Piece]:
    """`joli bɛ bɔ den 2 ka kɔnɔboli la`: blood comes out in the diarrhoea of two children."""
    found, blood = list(pieces), None
    for at, piece in enumerate(pieces):
        if piece.value == BLEEDING:
            blood = at
        elif piece.kind == "stroke":
            blood = None
        in_it = piece.value == WATERY and at + 1 < len(pieces) and pieces[at + 1].word in IN_IT
        if in_it and blood is not None:
            found[at], found[blood] = piece._replace(value=BLOODY), idle(found[blood])
    return found


@only_where(or_where=lambda seen: seen.count("risk") > 1 and not seen.words.isdisjoint(WITH))
def with_symptoms(pieces: Sequence[Piece]) -> list[Piece]:
    """`du sang dans les selles avec la diarrhée`: what comes with a disease is a sign of it."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        led = at > 1 and any(p.word in WITH for p in pieces[at - 2 : at])
        before = next((i for i in range(at - 1, -1, -1) if pieces[i].kind == "risk"), at)
        counted = any(p.kind == "number" for p in pieces[before : at + 2])
        if piece.kind == "risk" and piece.sign and led and before < at and not counted:
            found[at] = piece._replace(kind="sign", value=piece.sign)
    return found


def merged(parts: Sequence[Part], risks: Risks) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        earlier = _named_before(found, part)
        if before is not None and (one := _as_one(before, part, risks)):
            found[-1] = one
        elif earlier is not None:
            told = [x for x in part.labels if x.kind not in ("risk", "place")]
            found[earlier] = replace(found[earlier], labels=(*found[earlier].labels, *told))
        else:
            found.append(part)
    return found


def _named_before(found: Sequence[Part], part: Part) -> int | None:
    """`6 palu et 2 rougeole. Tous les palu ont moins de 5 ans`: said of those six."""
    risk = part.first("risk")
    if risk is None or part.counted or not (part.of("age") or part.of("mark")):
        return None
    same = [
        at
        for at, each in enumerate(found)
        if _where(each) == _where(part) and any(x.value == risk.value for x in each.of("risk"))
    ]
    return same[0] if len(same) == 1 and found[same[0]].counted else None


def _as_one(before: Part, part: Part, risks: Risks) -> Part | None:
    first, second = before.first("risk"), part.first("risk")
    if first is not None and second is None and _remark(part):
        told = [label for label in part.labels if label.kind != "unlisted"]
        return Part((*before.labels, *told), (*before.loose, *part.loose))
    if first is None or second is None:
        return None
    if among := _some_of_them(before, part, first, second):
        return among
    if first.value == second.value:
        return _named_twice(before, part, second)
    if blood := _blood_as_a_sign(before, part, first, second):
        return blood
    bare = not part.counted and first.number is None and bool(before.of("sign"))
    if (one := _sign_of(before, part, second, risks)) or (
        (bare or not before.counted) and (one := _sign_of(part, before, first, risks))
    ):
        return one
    return _among_them(before, part, first, second, risks)


def _blood_as_a_sign(before: Part, part: Part, first: Label, second: Label) -> Part | None:
    """`6 diarrhées, sang dans les selles`; `fièvre hémorragique, sang dans les selles`."""
    if second.value == BLOODY and first.value == FEVER_OF_BLOOD and second.number is None:
        told = tuple(label for label in part.labels if label is not second)
        return Part((*before.labels, *told), (*before.loose, *part.loose))
    if second.value != BLOODY or first.piece.sign != STOOLS or part.counted:
        return None
    sign = first._replace(kind="sign", value=STOOLS)
    all_ = (*(sign if x is first else x for x in before.labels), *part.labels)
    return Part(tuple(dict.fromkeys(all_)), (*before.loose, *part.loose))


def _among_them(before: Part, part: Part, first: Label, second: Label, risks: Risks) -> Part | None:
    """`rougeole 8 dont 3 pneumonies`, `palu 5 dont 1 palu grave`."""
    own = [label for label in before.labels if label.kind not in COMMON]
    if own[-1].kind == "within" and second.value == PNEUMONIA:
        beside = (label for label in part.labels if label.kind in (*COMMON, "mark"))
        return Part((*before.labels, *beside), before.loose)
    if own[-1].kind == "within" and first.value == tuple(
        risks.severe.get(each, "") for each in second.value
    ):
        mark = second._replace(kind="mark", value="severe")
        rest = [mark if label is second else label for label in part.labels]
        return Part((*before.labels, *rest), (*before.loose, *part.loose))
    return None


def _some_of_them(before: Part, part: Part, first: Label, second: Label) -> Part | None:
    """`19 IRA, dont 4 pneumonies graves`: of the same disease, and among the nineteen."""
    own = [label for label in before.labels if label.kind not in COMMON]
    within = own[-1].kind == "within" and first.value == second.value
    whole = max((x.number or 0 for x in (*before.of("risk"), *before.of("case"))), default=0)
    if not within or not second.number or second.number >= whole:
        return None
    marks = [x for x in part.labels if x.kind == "mark" and x.number is None]
    some = {x: x._replace(number=second.number) for x in marks[:1]}
    again = [x for x in marks[1:] if x.value == marks[0].value]  # `graves, évacuées`
    rest = (some.get(x, x) for x in part.labels if x is not second and x not in again)
    return Part((*before.labels, *rest), (*before.loose, *part.loose))


def _remark(part: Part) -> bool:
    """`palu grave F 4 ans, anémie sévère`: said of the same, who is counted already."""
    people = any(x.kind in ("sex", "case", "age") for x in part.labels)
    return part.first("unlisted") is not None and not people and not part.counted


def _named_twice(before: Part, part: Part, second: Label) -> Part | None:
    """`chien enragé: 2 mordus`; two counts are two reports, but for two kinds of animals."""
    if herds := _herds(before, part, second):
        return herds
    if (
        before.counted
        and part.counted
        and not (_split_of(before, part, second) or _marks_some(part, second))
    ):
        return None
    rest = tuple(label for label in part.labels if label is not second or label.number is not None)
    return Part((*before.labels, *rest), (*before.loose, *part.loose))


def _marks_some(part: Part, second: Label) -> bool:
    """`2 avec diarrhée, eau de riz, dont 1 mort`: what counts there is one of the two; `respiratory
    8 cases, cough, fever, 2 severe` too."""
    numbered = [x for x in part.labels if x.number is not None]
    return (
        second.number is None
        and not part.loose
        and bool(numbered)
        and all(x.kind == "mark" for x in numbered)
    )


def _split_of(before: Part, part: Part, second: Label) -> bool:
    """`2 malnutris..., PB rouge, 1f 1m`: all of the first, by their sex."""
    first = before.first("risk")
    told = [x.number for x in before.labels if x.kind in ("risk", "case") and x.number is not None]
    split = [x.number for x in part.labels if x.kind == "sex" and x.number is not None]
    others = [x for x in part.labels if x.number is not None and x.kind != "sex"]
    alone = first is not None and not (before.loose or part.loose or before.of("sex") or others)
    return alone and second.number is None and len(told) == 1 and told == [sum(split)]


def _herds(before: Part, part: Part, second: Label) -> Part | None:
    """`5 moutons morts et 2 vaches mortes`: seven animals, found together."""
    first = before.first("risk")
    if first is None or first.number is None or second.number is None:
        return None
    animals = first.piece.sign == second.piece.sign == "animal"
    if not animals or _where(before) != _where(part):
        return None
    all_ = first._replace(number=first.number + second.number)
    rest = (x for x in part.labels if x is not second and x.kind not in COMMON)
    herd = (all_ if x is first else x for x in before.labels)
    return Part((*herd, *rest), (*before.loose, *part.loose))


def _where(part: Part) -> tuple[object, ...]:
    return tuple(label.value for label in part.of("place"))


def _sign_of(disease: Part, part: Part, symptom: Label, risks: Risks) -> Part | None:
    """`rougeole 1 garçon, fièvre, toux`: one illness; a cough that was counted is another.

    A sign that may be an immediate risk by itself is one only with others.
    """
    counted = disease.counted and part.counted
    if not symptom.piece.sign or counted or (symptom.piece.sign == "animal" and symptom.number):
        return None
    told = (*disease.labels, *part.labels)
    alone = not any(label.kind == "sign" for label in told)
    if alone and any(risks[each].immediate for each in symptom.value if each in risks):
        return None
    sign = symptom._replace(kind="sign", value=symptom.piece.sign)
    labels = sorted((sign if x is symptom else x for x in told), key=lambda x: x.at)
    return Part(tuple(dict.fromkeys(labels)), (*disease.loose, *part.loose))
