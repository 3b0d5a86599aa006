"""A message cut into its reports, each with its words and their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from handlers.report.counts.beginning import begins
from handlers.report.counts.binding import bind, numeral
from handlers.report.findings.vague import its_own, those_told, vague
from handlers.report.words.pieces import Piece
from handlers.report.words.spans import kind_at

SILENT = frozenset(("filler", "either", "stroke", "unknown", "unread"))
LEADING = ("place", "risk", "unlisted", "sign", "case", "sex", "age", "mark")
LEADS = "leads"  # a village that leads a sentence of its own (beside/village_first.py)
COMMON = ("place", "date")  # said once, they hold for every report of the message


class Label(NamedTuple):
    """A word of a report and its number: None if it has none. `every`: of all the cases.

    `at` is its position among the pieces, `number_at` that of the number in the text; `glued`:
    it stands right before the word. `unread`: where its number should be is a word that we do not
    know.
    """

    kind: str
    value: Any
    at: int
    piece: Piece
    number: int | None = None
    every: bool = False
    glued: bool = False
    number_at: int = -1
    unread: bool = False

    @property
    def before(self) -> bool:
        """The number stands before its word."""
        return 0 <= self.number_at < self.piece.start


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of one health risk; `loose` are numbers that belong to no word."""

    labels: tuple[Label, ...]
    loose: tuple[Piece, ...] = ()

    @property
    def begins(self) -> int:
        """Where among the pieces; what holds for every report stands anywhere."""
        own = (label.at for label in self.labels if label.kind not in (*COMMON, "zero", "when"))
        return min(own, default=self.labels[0].at if self.labels else 0)

    def of(self, kind: str, *values: str) -> list[Label]:
        return [x for x in self.labels if x.kind == kind and (not values or x.value in values)]

    def first(self, kind: str) -> Label | None:
        return next((label for label in self.labels if label.kind == kind), None)


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
    parts = [each for part in parts for each in _by_place(part)]
    return _shared(_closed_by_age(_headed_by_age(pieces, parts)))


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
        replace(part, labels=(*part.labels, age)) if _counts(part.labels) else part
        for part in parts[:-1]
    ]
    return [*others, parts[-1]]


def _by_place(part: Part) -> list[Part]:
    """`rougeole 2 f koro, 1 m bankass`: the same disease, counted in two places."""
    if len(part.of("place")) < 2:
        return [part]
    part, whole = _without_district(_counted_there(part)), part
    places = [i for i, label in enumerate(part.labels) if label.kind == "place"]
    leading = [i for i in places[1:] if part.labels[i].piece.sign == LEADS]
    if not leading and not _counts(part.labels[places[0] + 1 : places[1]]):
        return [whole]
    risk = next((label for label in part.labels if label.kind in ("risk", "unlisted")), None)
    named = (risk._replace(number=None),) if risk else ()
    after = _counts([x for x in part.labels[: places[0]] if x.kind != "risk" or x.number])
    cuts = leading or ([place + 1 for place in places[:-1]] if after else places[1:])
    found = []
    for begin, end in zip([0, *cuts], [*cuts, len(part.labels)], strict=True):
        labels = part.labels[begin:end]
        found.append(Part(labels if begin == 0 else (*named, *labels)))
    if leading:  # `2 à Koro, 4 à Boni. À Mopti 3.`
        found = [*_by_place(found[0]), *found[1:]]
    found = _of_all_places(found)
    return [replace(found[0], loose=part.loose), *found[1:]]


def _of_all_places(parts: list[Part]) -> list[Part]:
    """`7 cas à Pinga et 4 à Saféna, tous des moins de 5 ans`: the age of those in both."""
    last = parts[-1].labels
    every = any(x.kind == "mark" and x.value == "all" for x in last)
    ages = [x for x in last if x.kind == "age" and x.number is None and (x.every or every)]
    if len(ages) != 1 or any(part.of("age") for part in parts[:-1]):
        return parts
    return [*(Part((*part.labels, ages[0]), part.loose) for part in parts[:-1]), parts[-1]]


def _counted_there(part: Part) -> Part:
    """The numbers of `palu 2 koro, 3 mopti` count cases, each where it stands."""
    places = [label.piece.start for label in part.of("place")]
    labels = list(part.labels)
    for i, label in enumerate(labels):
        if label.kind == "risk" and any(label.piece.start < p < label.number_at for p in places):
            there = label.piece._replace(start=label.number_at, end=label.number_at + 1)
            labels.append(_cases_of(there, label.number))
            labels[i] = label._replace(number=None, number_at=-1)
    labels += [_cases_of(piece, piece.value) for piece in part.loose]
    return Part(tuple(sorted(labels, key=lambda label: label.piece.start)))


def _without_district(part: Part) -> Part:
    """`Koro. Rougeole : Boni 2, Douna 4`: of the place that heads it nothing is counted."""
    places = [i for i, label in enumerate(part.labels) if label.kind == "place"]
    heads = len({part.labels[i].value for i in places}) == len(places) > 2 and places[0] == 0
    heads = heads and not _counts(part.labels[: places[1]])
    if not heads or not _counts(part.labels[places[1] : places[2]]):
        return part
    return replace(part, labels=part.labels[1:])


def _cases_of(piece: Piece, number: int | None) -> Label:
    return Label("case", "case", -1, piece, number, number_at=piece.start)


def _counts(labels: Iterable[Label]) -> bool:
    return any(label.number is not None for label in labels)


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
