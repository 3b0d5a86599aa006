"""Whether a message says that there is nothing to report. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding import Understood
from handlers.report.findings.labels import COMMON, Part
from handlers.report.risks import Risks
from handlers.report.words.pieces import ONLY_BESIDE_NUMBERS as UNITS
from handlers.report.words.pieces import ORDINARY, Piece

CARE = frozenset(("risk", "service", "filler", "coming", "onset", "weekday", "intent", "question"))
BESIDE = (*COMMON, "zero")
WELL = "well"
ASKING = ("question", "risk")  # "rien contre le palu ?" is no report


def says_nothing(pieces: Sequence[Piece]) -> bool:
    """`RAS`; and `aucun`, unless of a thing that we do not know ("aucun réseau").

    "pas" only denies what follows: "je ne sais pas" reports nothing.
    """
    if any(piece.kind in ASKING and piece.value != WELL for piece in pieces):
        return False
    well = any(piece.value == WELL for piece in pieces)  # `aucun souci, il va bien` is of somebody
    return any(
        piece.kind == "zero"
        and (
            piece.value == "zero"
            or (piece.value == "nothing" and not well and not _of_what(pieces, at))
        )
        for at, piece in enumerate(pieces)
    )


def says_what_it_is_not(pieces: Sequence[Piece]) -> bool:
    """`ce n'est pas la rougeole`: somebody may be ill all the same, unless "RAS" follows."""
    kinds = [piece.value for piece in pieces if piece.kind == "zero"]
    return "other" in kinds and kinds[-1] != "zero"


def somebody_died(parts: Sequence[Part]) -> bool:
    """`2 sont morts, ils étaient pas malades`, `des gens morts, pas savoir combien`: whatever is
    denied, that is no zero report."""
    return any(x.value == "death" and x.number != 0 for part in parts for x in part.labels)


def only_nobody_died(pieces: Sequence[Piece], parts: Sequence[Part]) -> bool:
    """`aucun décès`: of the sick nothing is said; in `zéro cas zéro décès` it is."""
    denied = [p for p in pieces if p.kind == "zero" or p.value in ("nor", 0)]
    sick = any(piece.kind == "case" or piece.value == "illness" for piece in pieces)
    if len(denied) != 1 or sick:
        return False
    told = [x for part in parts for x in part.labels if x.kind not in BESIDE]
    return bool(told) and all(x.value == "death" and x.number == 0 for x in told)


def _of_what(pieces: Sequence[Piece], at: int) -> bool:
    things = (p for p in pieces[at + 1 :] if p.kind != "filler" or p.value == ORDINARY)
    following = next(things, None)
    return following is not None and (following.kind == "unknown" or following.value == ORDINARY)


def is_anothers(understood: Understood) -> bool:
    """Of a message of which no report was made: whether something else is rather meant by it."""
    others = [each.score for each in understood.intents if each.name not in ("report", "zero")]
    asked = "?" in understood.text or understood.slots.get("question") in ("what", "when", "where")
    return bool(others) and (asked or others[0] > understood.intent("report"))


def only_wishes(understood: Understood) -> bool:
    """`RAPPORT`, `I want to report a case`: to report, but nothing is reported yet."""
    if not understood.intent("report"):
        return False
    wishes = any(word.means("intent") == "report" for word in understood.words)
    told = {word.senses[0].kind if word.senses else "" for word in understood.words}
    return len(understood.words) <= 2 or (wishes and told <= {"filler", "intent", "case"})


def tells_more(understood: Understood) -> bool:
    """Whether something is told of a sick person, beside an illness, a place and a day.

    Units say nothing without a number: in `palu a koro` no year is told.
    """
    told = ([s for s in word.senses if s.kind not in UNITS][:1] for word in understood.words)
    return not {sense.kind for senses in told for sense in senses if sense.exact} <= CARE


def all_none(parts: Sequence[Part]) -> list[Part]:
    """`0 cas rougeole 0 PFA 0 méningite`: where each number is zero, so is each disease."""
    numbers = [x.number for part in parts for x in part.labels if x.number is not None]
    people = any(x.kind in ("sex", "age", "sign") for part in parts for x in part.labels)
    listed = len(numbers) == 1 and len(parts) > 1 and all(map(_only_named, parts[:-1]))
    few = len(numbers) < 2 and not listed  # `PFA et rougeole : aucun cas`
    if few or any(numbers) or people or any(part.loose for part in parts):
        return list(parts)
    return [
        Part(tuple(x._replace(number=0) if x.kind == "risk" else x for x in part.labels))
        for part in parts
    ]


def _only_named(part: Part) -> bool:
    """A disease, and where, and nothing else."""
    return all(x.kind in ("risk", "place", "date") and x.number is None for x in part.labels)


def nobody(part: Part) -> bool:
    """`pas vu de malade`, `0 mort`: no people at all, of no disease that was named."""
    told = [x for x in part.labels if x.number is not None]
    people = all(x.kind == "case" or x.value in ("death", "illness") for x in told)
    none = bool(told) and people and not any(x.number for x in told)
    none = none and not any(piece.value for piece in part.loose)
    return none and not (part.of("risk") or part.of("unlisted"))


def tells_of_somebody(part: Part, risks: Risks) -> bool:
    """Whether more is told than danger: a disease, a number, or a sick baby's signs of one."""
    signs = frozenset(str(x.value) for x in part.labels if x.kind == "sign" or x.value == "death")
    whose = part.first("age") or part.first("place")
    described = risks.described(signs) is not None and whose is not None
    return bool(part.of("risk")) or described or any(x.number is not None for x in part.labels)
