"""Animals that died beside people who are ill: no deaths of theirs, but another report. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.risks import Risks
from handlers.report.words.pieces import TRADES, Piece
from handlers.report.words.spans import idle, kind_at

TICKS = "advice_ticks"
ANIMAL, DEATH = "animal", "death"
LOST, SHORT_NAMES = small("lost"), small("animal_before_number")
ILLNESS = "illness"
HARMS = (DEATH, ILLNESS)
OF = small("of") | {"'", "’"}
HERDS = small("herd")
BITING = "rabies"  # the dog that bit may have died: a remark


def herds_apart(pieces: Sequence[Piece], risks: Risks) -> list[Piece]:
    """`une fille a la fièvre et 7 vaches sont mortes`: two reports; a lone dog's death is none.

    But a dog may be the case itself, of guinea worm.
    """
    animal = risks.of_animals
    if not any(_names_animals(piece, animal) for piece in pieces):
        return list(pieces)
    pieces = _ill_herds(_ticks_aside(_lost(_short_names(pieces))))
    pieces = _sick_herds(pieces, animal, risks)
    if any(p.value == "bite" or (p.kind == "risk" and BITING in p.value) for p in pieces):
        pieces = _biters_apart(pieces)
    of_people = [p for p in pieces if p.kind == "risk" and animal not in p.value]
    ills = {each for p in of_people for each in p.value} or _told_by_signs(pieces, risks)
    if animal is None or not ills:
        return list(pieces)
    pieces = pieces if of_people else _carcass_aside(pieces, animal)
    if ills and all(risks[each].of_dogs for each in ills if each in risks):
        return list(pieces)
    return _apart(pieces, animal, ills)


def _apart(pieces: Sequence[Piece], animal: str, ills: set[str]) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = herd_at(pieces, at) or death_of(pieces, at) or at + 1
        span = pieces[at:end]
        told = end > at + 1
        if not told and BITING in ills and _is_animal(pieces, at):
            _count_no_animals(found)
        told_of = _as_a_risk(span, pieces[at - 1 : at], animal, ills) if told else list(span)
        if told and found and told_of[0].value == "aside" and found[-1].value == 1:
            found[-1] = idle(found[-1])  # `ont touché une vache malade`
        found += told_of
        at = end
    return found


def _names_animals(piece: Piece, animal: str | None) -> bool:
    """Or ticks, whose bite is no dog's."""
    named = piece.value in (ANIMAL, TICKS) or piece.sign == ANIMAL or piece.word in SHORT_NAMES
    return named or (piece.kind == "risk" and animal in piece.value)


def _ill_herds(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """`31 moutons morts, toux, diarrhée`: where no people are told of, the animals had it."""
    if any(p.kind in ("sex", "case", "age") for p in pieces):
        return pieces
    dead = any(p.value == DEATH for p in pieces) and any(p.value == ANIMAL for p in pieces)
    herd = any(p.kind == "risk" and p.sign == ANIMAL for p in pieces) or dead
    return [
        idle(p)
        if herd and p.kind == "risk" and p.sign not in ("", ANIMAL) and not _numbered(pieces, at)
        else p
        for at, p in enumerate(pieces)
    ]


def _sick_herds(pieces: Sequence[Piece], animal: str | None, risks: Risks) -> Sequence[Piece]:
    """`20 chèvres avec diarrhée`, `cattle coughing, 5 sick`: what they have is no disease of
    people, where none are told of; not of dogs, which may have some."""
    at = next((i for i in range(len(pieces)) if _herd(pieces, i)), None)
    if at is None or animal is None or any(map(_of_people, pieces)):
        return pieces
    ill = [p for p in pieces[at:] if p.kind == "risk" or (p.kind == "sign" and p.value != ANIMAL)]
    named = [each for p in pieces if p.kind == "risk" for each in p.value]
    counted = any(p.kind == "risk" and _numbered(pieces, i) for i, p in enumerate(pieces))
    if not ill or counted or any(p.kind == "risk" for p in pieces[:at]):
        return pieces
    if any(each in risks and risks[each].of_dogs for each in named):
        return pieces
    sick = [idle(p) if p in ill and p.value != ILLNESS else p for p in pieces[at:]]
    sick[0] = pieces[at]._replace(kind="risk", value=(animal,), sign=ANIMAL, sure=True)
    return [*pieces[:at], *sick]


def _herd(pieces: Sequence[Piece], at: int) -> bool:
    return _is_animal(pieces, at) and pieces[at].sure and _several(pieces[at])


def _of_people(piece: Piece) -> bool:
    told = piece.kind in ("sex", "case", "age") or piece.value in TRADES
    return told or piece.value in (DEATH, "bite")


def _numbered(pieces: Sequence[Piece], at: int) -> bool:
    return "number" in (kind_at(pieces, at - 1), kind_at(pieces, at + 1))


def _told_by_signs(pieces: Sequence[Piece], risks: Risks) -> set[str]:
    """`vomit du sang, fièvre, homme, a touché un mouton mort`: what the person has."""
    people = any(p.kind in ("sex", "age") or p.value == "child" for p in pieces)
    signs = frozenset(str(p.value) for p in pieces if p.kind == "sign" and p.value != ANIMAL)
    described = risks.described(signs) if people else None
    return {described} if described else set()


def _ticks_aside(pieces: Sequence[Piece]) -> list[Piece]:
    """`after tick bite` is no bite of rabies."""
    found = list(pieces)
    for at, piece in enumerate(found):
        near = range(max(at - 2, 0), min(at + 2, len(found)))
        if piece.value == TICKS and piece.kind == "intent":
            bites = [i for i in near if found[i].value == "bite"]
            for i in (*bites, *((at,) if bites else ())):
                found[i] = idle(found[i])
    return found


def _carcass_aside(pieces: Sequence[Piece], animal: str) -> list[Piece]:
    """The one dead animal that the sick person has touched."""
    found = list(pieces)
    for at, piece in enumerate(found):
        number = at + 1 if piece.locale == "bm" else at - 1
        counted = kind_at(found, number) == "number"
        named = piece.kind == "risk" and animal in piece.value
        if not (named or piece.value == ANIMAL) or _several(piece):
            continue
        if not counted or found[number].value == 1:
            for i in (at, number) if counted else (at,):
                found[i] = idle(found[i])
    return found


def _short_names(pieces: Sequence[Piece]) -> list[Piece]:
    """`ba 11 sara`: words that mean other things too are animals where so many died."""
    found = list(pieces)
    for at, piece in enumerate(found):
        died = any(each.value == DEATH for each in found[at + 2 : at + 3])
        if died and piece.word in SHORT_NAMES and kind_at(found, at + 1) == "number":
            found[at] = piece._replace(kind="sign", value=ANIMAL, locale="bm", sure=True)
    return found


def _lost(pieces: Sequence[Piece]) -> list[Piece]:
    """`les éleveurs ont perdu 25 chameaux`, `lost 25 camels`: they died."""
    found = list(pieces)
    for at, piece in enumerate(found):
        of = at + 1 < len(found) and found[at + 1].word in OF  # `perte de 20 chèvres`
        number = at + 1 + of
        counted = kind_at(found, number) == "number" and _is_animal(found, number + 1)
        if counted and piece.word in LOST:
            died = piece._replace(kind="mark", value=DEATH)
            found[at : number + 2] = [found[number], found[number + 1], died]
    return found


def _biters_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """`mordu par un chien, le chien est mort`, `wulu kelen`: neither its death nor it is a case."""
    found = list(pieces)
    for at in range(len(found)):
        if not _is_animal(found, at):
            continue
        number = at + 1 if found[at].locale == "bm" else at - 1
        if kind_at(found, number) == "number" and found[number].value == 1:
            found[number] = idle(found[number])
        many = kind_at(found, number) == "number" and found[number].value > 1
        end = None if many else herd_at(found, at)  # `Saga 5 sara ani wulu ye mogo kelen kin`
        if end:
            found[at + 1 : end] = map(idle, found[at + 1 : end])
    return found


def herd_at(pieces: Sequence[Piece], at: int) -> int | None:
    """The end of `vaches sont mortes`, `vaches malades`; in Bambara `misi 3 sara`."""
    if not _is_animal(pieces, at):
        return None
    counted = pieces[at].locale == "bm" and kind_at(pieces, at + 1) == "number"
    end = at + 1 + counted
    while kind_at(pieces, end) == "filler":
        end += 1
    return end + 1 if end < len(pieces) and pieces[end].value in HARMS else None


def death_of(pieces: Sequence[Piece], at: int) -> int | None:
    """The end of `mort de 7 vaches`."""
    if pieces[at].value != DEATH or kind_at(pieces, at - 1) == "number":
        return None
    end = at + 1
    while end < len(pieces) and pieces[end].word in OF:
        end += 1
    if end == at + 1:
        return None
    end += kind_at(pieces, end) == "number"
    return end + 1 if _is_animal(pieces, end) else None


def _as_a_risk(
    span: Sequence[Piece], before: Sequence[Piece], animal: str, ills: set[str]
) -> list[Piece]:
    """The herd as the disease of its own report, with its number; else words of no weight."""
    numbers = [piece for piece in span if piece.kind == "number"]
    herd = next(piece for piece in span if piece.value == ANIMAL)
    counted = bool(numbers) or any(p.kind == "number" and p.value > 1 for p in before)
    died = counted and any(piece.value == DEATH for piece in span)
    if (BITING in ills and not died) or not (counted or _several(herd)):
        return [piece._replace(kind="filler", value="aside") for piece in span]
    dead = herd._replace(kind="risk", value=(animal,), sign=ANIMAL, sure=True)
    return [dead, *numbers] if herd.locale == "bm" else [*numbers, dead]


def _count_no_animals(found: list[Piece]) -> None:
    """Of `1 femme mordue, 4 moutons mordus aussi` only people are cases of rabies."""
    people = any(piece.kind in ("sex", "case") for piece in found)
    if people and found[-1].kind == "number":
        found[-1] = found[-1]._replace(kind="filler", value="aside")


def _is_animal(pieces: Sequence[Piece], at: int) -> bool:
    return kind_at(pieces, at) == "sign" and pieces[at].value == ANIMAL


def _several(herd: Piece) -> bool:
    word = herd.word
    return word[-1:] in "sxw" or word in HERDS
