"""The same disease counted in several places, a part for each: `rougeole 2 f koro, 1 m bankass`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from handlers.report.findings.labels import Label, Part, counts
from handlers.report.words.pieces import Piece

LEADS = "leads"  # a village that leads a sentence of its own (beside/village_first.py)


def by_place(part: Part) -> list[Part]:
    """`rougeole 2 f koro, 1 m bankass`: the same disease, counted in two places."""
    if len(part.of("place")) < 2:
        return [part]
    part, whole = _without_district(_counted_there(part)), part
    places = [i for i, label in enumerate(part.labels) if label.kind == "place"]
    leading = [i for i in places[1:] if part.labels[i].piece.sign == LEADS]
    if not leading and not counts(part.labels[places[0] + 1 : places[1]]):
        return [whole]
    risk = next((label for label in part.labels if label.kind in ("risk", "unlisted")), None)
    named = (risk._replace(number=None),) if risk else ()
    after = counts([x for x in part.labels[: places[0]] if x.kind != "risk" or x.number])
    cuts = leading or ([place + 1 for place in places[:-1]] if after else _behind(part, places))
    found = []
    for begin, end in zip([0, *cuts], [*cuts, len(part.labels)], strict=True):
        labels = part.labels[begin:end]
        found.append(Part(labels if begin == 0 else (*named, *labels)))
    if leading:  # `2 à Koro, 4 à Boni. À Mopti 3.`
        found = [*by_place(found[0]), *found[1:]]
    found = _of_all_places(found)
    return [replace(found[0], loose=part.loose), *found[1:]]


def _behind(part: Part, places: Sequence[int]) -> list[int]:
    """Where what is told of each place but the first begins: with it, or with the number that
    leads it where another was told before: `Koro : 26 cas de palu, 9 à Boni`."""
    cuts = []
    for before, place in pairwise(places):
        told = part.labels[before + 1 : place]
        led = bool(told) and told[-1].at < 0 and counts(told[:-1])
        counted = counts(part.labels[place + 1 : place + 2])
        cuts.append(place - 1 if led and not counted else place)
    return cuts


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
        if _told_there(part, label, places):
            there = label.piece._replace(start=label.number_at, end=label.number_at + 1)
            labels.append(_cases_of(there, label.number))
            labels[i] = label._replace(number=None, number_at=-1)
    labels += [_cases_of(piece, piece.value) for piece in part.loose]
    return Part(tuple(sorted(labels, key=lambda label: label.piece.start)))


def _told_there(part: Part, label: Label, places: Sequence[int]) -> bool:
    """Whether a place stands between a word and its number (`palu 2 koro, 3 mopti`; `1 in Koro, 2
    in Boni. Dogs look rabid`), or leads on to the next: `26 cas de palu, 9 à Boni`."""
    word, number = label.piece.start, label.number_at
    if number < 0 or label.kind not in ("risk", "case", "sign"):
        return False
    if any(min(word, number) < place < max(word, number) for place in places):
        return label.kind == "risk" or number < word
    after = min((x.piece.start for x in part.labels if x.piece.start > number), default=-1)
    told = any(-1 < x.number_at < number for x in part.labels)
    return word < number and after in places and told and max(places) == after


def _without_district(part: Part) -> Part:
    """`Koro. Rougeole : Boni 2, Douna 4`: of the place that heads it nothing is counted."""
    places = [i for i, label in enumerate(part.labels) if label.kind == "place"]
    heads = len({part.labels[i].value for i in places}) == len(places) > 2 and places[0] == 0
    heads = heads and not counts(part.labels[: places[1]])
    if not heads or not counts(part.labels[places[1] : places[2]]):
        return part
    return replace(part, labels=part.labels[1:])


def _cases_of(piece: Piece, number: int | None) -> Label:
    return Label("case", "case", -1, piece, number, number_at=piece.start)
