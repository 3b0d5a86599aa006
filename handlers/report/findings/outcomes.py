"""What became of the cases: deaths, severe ones, vaccinated or not; and when it began. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.small import small
from handlers.report.findings import doubts
from handlers.report.findings.aging import PERSONS
from handlers.report.findings.doubts import Decided, Doubt
from handlers.report.findings.labels import Label, Part
from handlers.report.risks import Risk
from handlers.report.words.spelled import SEEN, SINCE

LOST, DEATHS = small("lost"), small("deaths")
NEAR = 8  # characters
HOLDERS = ("case", "sex", "age", "sign", "risk")


def number_of(part: Part, mark: str, total: int) -> int | None:
    """How many of `total` cases died, or are severe: 0 if it was not said, None if not how many."""
    found = [label for label in part.labels if label.kind == "mark" and label.value == mark]
    if not found:
        return 0
    told = [label.number for label in found if label.number is not None]
    if told:
        return told[0] if len(set(told)) == 1 else sum(told)
    if any(label.every for label in found):
        return total
    known = [n for n in (_unsaid(part.labels, x, total) for x in found) if n is not None]
    if len(known) < len(found) and max(known, default=0) < 2:
        return None
    return max(known)  # `enterré 2 enfants morts`


def _unsaid(labels: Sequence[Label], mark: Label, total: int) -> int | None:
    """ "3 cas graves", "2 filles mortes": the number before its word; else of all, or one.

    `des morts`, `plusieurs graves` tell of more than none, nobody knows of how many.
    """
    if total == 1 or mark.unread:
        return 1 if total == 1 else None
    at = labels.index(mark)
    after = labels[at + 1] if at + 1 < len(labels) else None
    form = after is not None and after.kind == "risk" and mark.value == "severe"
    if form and after is not None and after.piece.start <= mark.piece.end + 1:
        return total  # `severe pneumonia, 2 children`
    before = labels[at - 1] if at else None
    if before is not None and before.piece.end + 2 >= mark.piece.start:
        if before.kind in HOLDERS and before.number is not None:
            return min(before.number, total)
        if before.kind == "risk" and mark.value == "severe":
            return total
    if at > 1 and labels[at - 2].kind == "within" and before and before.number:
        return min(before.number, total)  # `dont 2 enfants qu'on n'a pas pu sauver`
    word = mark.piece.word
    if word.split(" ")[-1] in LOST or _all_who(labels[:at], mark, total):
        return total
    if after and after.kind in HOLDERS and after.number_at == mark.piece.end + len(" de "):
        return after.number  # `décès de deux enfants`
    plural = word[-1:] in ("s", "w")
    led = before is not None and before.kind == "within" and plural  # `10 cas, dont graves`
    if led or (plural and mark.value == "death"):
        return None
    return total if plural else 1


def _all_who(before: Sequence[Label], mark: Label, total: int) -> bool:
    """`deux hommes du village sont morts`: a verb, of the people who were counted."""
    verb = " " in mark.piece.word and mark.piece.word[-1:] == "s"
    people = [x for x in before if x.kind == "sex" or x.value in PERSONS]
    return verb and [x.number for x in people] == [total]


def deaths_of(part: Part, total: int, key: str, risk: Risk, decided: Decided) -> int | Doubt:
    """Of a risk that is a death, every case, unless another number was said."""
    told = any(label.number is not None for label in part.of("mark", "death"))
    if risk.fatal and not told:
        return total
    if (number := _known(part, "death", total, key, decided)) is None:
        return doubts.how_many_died(_dead(key), risk.name, total)
    return min(number, total)


def more_than_all(part: Part, total: int, key: str, decided: Decided) -> int | None:
    """`palu 3 dont 5 graves`: a number of some of them that is more than all.

    `MAS 2, référés 3` may be of others too.
    """
    marks = ("death", "severe", "positive") if part.of("within") else ("death",)
    numbers = (_known(part, mark, total, key, decided) for mark in marks)
    return next((number for number in numbers if number and number > total), None)


def _known(part: Part, mark: str, total: int, key: str, decided: Decided) -> int | None:
    if mark == "death" and _dead(key) in decided:
        return int(decided[_dead(key)])
    return number_of(part, mark, total)


def _dead(key: str) -> str:
    """What the doubt is called that asks how many died."""
    return f"{key}.dead"


def severe_of(part: Part, total: int) -> tuple[int, tuple[str, ...]]:
    """How many are severe; and the word for it, where it says not how many (`certains graves`)."""
    number = number_of(part, "severe", total)
    if number is None:
        return 0, tuple(label.piece.text for label in part.of("mark", "severe"))
    return min(number, total), ()


def vaccinated(part: Part, total: int) -> tuple[bool | None, tuple[str, ...]]:
    """True or False if it holds for all; what is said of some only is named as not kept."""
    marks = [x for x in part.labels if x.value in ("vaccinated", "unvaccinated")]
    said = {_verdict(label, total) for label in marks}
    said |= {label.number > 0 for label in part.of("dose") if label.number is not None}
    if len(said) == 1:
        verdict = said.pop()
        if verdict is not None:
            return verdict, ()
    return None, tuple(_words(label) for label in marks)


def animals_of(part: Part, risk: Risk) -> tuple[bool, tuple[str, ...]]:
    """Whether `ver de guinée 1 chien` is of animals; beside people they are named as not kept."""
    animals = part.of("sign", "animal") if risk.of_dogs else []
    if not animals:
        return False, ()
    people = any(x.kind in ("sex", "age") or x.value in PERSONS for x in part.labels)
    return not people, tuple(_words(label) for label in animals if people)


def _verdict(label: Label, total: int) -> bool | None:
    yes = bool(label.value == "vaccinated")
    if label.number is None or label.number == total:
        return yes
    if label.number == 0:
        return not yes
    return None


def _words(label: Label) -> str:
    return label.piece.text if label.number is None else f"{label.number} {label.piece.text}"


def onset_of(part: Part, risk: Risk) -> Label | None:
    """`malade depuis lundi`; else the first day that is named.

    On the day of `vu ce matin` no illness began, nor on that of `mort hier`, unless it is the
    deaths that are reported.
    """
    since = [label for label in part.of("date") if label.piece.sign == SINCE]
    died = [] if risk.fatal else [day for mark, day in pairwise(part.labels) if _died(mark, day)]
    seen = [label for label in part.of("date") if label.piece.sign == SEEN]
    days = since or [label for label in part.of("date") if label not in (*died, *seen)]
    return days[0] if days else None


def _died(mark: Label, day: Label) -> bool:
    """Next to nothing stands between what happened and its day: `mort hier`, `died of it last
    night`; `1 décès hier` tells less."""
    told = mark.value == "death" and mark.piece.word not in DEATHS
    return told and mark.piece.end + NEAR >= day.piece.start > mark.piece.start
