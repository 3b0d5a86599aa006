"""A message cut into its reports, each with its words and their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from handlers.report.counts.beginning import begins
from handlers.report.counts.binding import bind, numeral
from handlers.report.findings.by_place import by_place
from handlers.report.findings.labels import COMMON, Label, Part, counts
from handlers.report.findings.vague import its_own, those_told, vague
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import kind_at

SILENT = frozenset(("filler", "either", "stroke", "unknown", "unread"))
BREAKS = ("/", ";", "|", "\n", ".")
LEADING = ("place", "risk", "unlisted", "sign", "case", "sex", "age", "mark")


def parts_of(pieces: Sequence[Piece], risk_kinds: Iterable[str] = ("risk",)) -> list[Part]:
    """One part for each health risk that is named; one for all if none is."""
    bonds = its_own(pieces, bind(pieces))
    kinds = tuple(risk_kinds)
    risks = [i for i, piece in enumerate(pieces) if piece.kind in kinds]
    starts = begins(pieces, risks, bonds)
    parts = [
        _part(pieces, bonds, begin, end)
        for begin, end in zip(starts, [*starts[1:], len(pieces)], strict=True)
    ]
    parts = [each for part in parts for each in by_place(part)]
    return _shared(_closed_by_place(pieces, _closed_by_age(_headed_by_age(pieces, parts))))


def _headed_by_age(pieces: Sequence[Piece], parts: list[Part]) -> list[Part]:
    """`chez les moins de 5 ans à Koro : MAS 8, palu 27`: what leads to a colon is said of both."""
    colon = next((at for at, piece in enumerate(pieces) if piece.text == ":"), 0)
    risks = [at for at, piece in enumerate(pieces) if piece.kind in ("risk", "unlisted")]
    ages = [at for at, piece in enumerate(pieces) if piece.kind == "age"]
    if len(risks) < 2 or len(ages) != 1 or not ages[0] < colon < risks[0]:
        return parts
    heading = next((x for x in parts[0].labels if x.kind == "age" and x.number is None), None)
    if heading is None or any(part.of("sex") or part.of("case") for part in parts):
        return parts
    others = [Part((*part.labels, heading), part.loose) for part in parts[1:]]
    return [parts[0], *others]


def _closed_by_age(parts: list[Part]) -> list[Part]:
    """`8 malaria, 1 measles, all under five`: of one nobody says all, so it is said of both."""
    age = next((x for x in parts[-1].labels if x.kind == "age" and x.every), None)
    alone = any(x.kind in ("risk", "case") and x.number == 1 for x in parts[-1].labels)
    if age is None or not alone or any(x.kind == "age" for p in parts[:-1] for x in p.labels):
        return parts
    others = [
        replace(part, labels=(*part.labels, age)) if counts(part.labels) else part
        for part in parts[:-1]
    ]
    return [*others, parts[-1]]


def _part(pieces: Sequence[Piece], bonds: Mapping[int, int], begin: int, end: int) -> Part:
    used = set(bonds.values())
    labels, loose = [], []
    for at in range(begin, end):
        piece = pieces[at]
        if piece.kind in SILENT or (numeral(piece) and at in used):
            continue
        if piece.kind == "number":
            loose.append(piece)
        else:
            labels.append(_label(pieces, at, bonds))
    return Part(tuple(labels), tuple(loose))


def _label(pieces: Sequence[Piece], at: int, bonds: Mapping[int, int]) -> Label:
    piece = pieces[at]
    if at not in bonds:
        every, unread = those_told(pieces, at), _unread_number(pieces, at)
        return Label(piece.kind, piece.value, at, piece, every=every, unread=unread)
    number = pieces[bonds[at]]
    if number.kind == "mark":
        return Label(piece.kind, piece.value, at, piece, every=True)
    value = 0 if number.kind == "zero" else number.value
    glued = number.end == piece.start
    return Label(piece.kind, piece.value, at, piece, value, glued=glued, number_at=number.start)


def _unread_number(pieces: Sequence[Piece], at: int) -> bool:
    """`den foula`, `palu dux enfant`: numbers follow in Bambara, elsewhere they lead."""
    piece = pieces[at]
    if piece.kind == "mark":
        return vague(pieces, at)
    if piece.kind not in ("case", "sex"):
        return False
    if piece.locale == "bm":
        return kind_at(pieces, at + 1) == "unknown"
    return piece.kind == "case" and at > 1 and pieces[at - 1].kind == "unknown"


def _closed_by_place(pieces: Sequence[Piece], parts: list[Part]) -> list[Part]:
    """`ro 2 pa 8 Koro / ro 1 da 3 Boni`: a group's place stands at its end."""
    if len([part for part in parts if part.of("place")]) < 2 or all(p.of("place") for p in parts):
        return parts
    found = list(parts)
    for at in range(len(parts) - 2, -1, -1):
        place = found[at + 1].first("place")
        if found[at].of("place") or place is None:
            continue
        end = max(label.at for label in found[at + 1].labels)
        led = place.at < 0 or place.at <= min(x.at for x in found[at + 1].labels)
        inside = any(p.text in BREAKS for p in pieces[found[at].begins : place.at])
        if not (led or inside or end > place.at) and _begins_group(pieces, parts, at):
            found[at] = replace(found[at], labels=(*found[at].labels, place))
    return found


def _begins_group(pieces: Sequence[Piece], parts: Sequence[Part], at: int) -> bool:
    """Nothing before it has a place, or a stroke ends that."""
    before = next((p for p in reversed(parts[:at]) if p.of("place")), None)
    if before is None:
        return True
    begin = max(label.at for label in before.of("place"))
    return any(piece.text in BREAKS for piece in pieces[begin : parts[at].begins])


def _shared(parts: list[Part]) -> list[Part]:
    """A place or day that only one part names is meant for all."""
    for kind in COMMON:
        said = [part for part in parts if part.first(kind)]
        if len(said) == 1 and len(parts) > 1:
            common = said[0].first(kind)
            assert common is not None
            parts = [
                part if part in said else Part((*part.labels, common), part.loose) for part in parts
            ]
    return _led_by_places(parts)


def _place_leads(part: Part) -> bool:
    kinds = (label.kind for label in part.labels)
    return next((kind == "place" for kind in kinds if kind in LEADING), False)


def _led_by_places(parts: list[Part]) -> list[Part]:
    """`Koro palu 14 et rougeole 2, Boni palu 3`: a place that leads holds until the next one."""
    said = [part for part in parts if part.first("place")]
    if len(said) < 2 or not all(map(_place_leads, said)):
        return parts
    found: list[Part] = []
    for part in parts:
        place = part.first("place") or (found[-1].first("place") if found else None)
        own = place is None or part.first("place") is not None
        found.append(part if own or place is None else Part((*part.labels, place), part.loose))
    return found
