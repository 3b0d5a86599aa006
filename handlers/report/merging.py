"""Parts that tell of one thing: a disease named twice, or its severe form among its cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.report.parts import COMMON, Label, Part


def merged(parts: Sequence[Part], severe: Mapping[str, str]) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        if before is not None and (one := _as_one(before, part, severe)):
            found[-1] = one
        else:
            found.append(part)
    return found


def _as_one(before: Part, part: Part, severe: Mapping[str, str]) -> Part | None:
    first, second = before.first("risk"), part.first("risk")
    if first is None or second is None:
        return None
    if first.value == second.value:
        return _named_twice(before, part, second)
    own = [label for label in before.labels if label.kind not in COMMON]
    if own[-1].kind == "within" and first.value == tuple(
        severe.get(each, "") for each in second.value
    ):
        mark = second._replace(kind="mark", value="severe")
        rest = [mark if label is second else label for label in part.labels]
        return Part((*before.labels, *rest), (*before.loose, *part.loose))
    return None


def _named_twice(before: Part, part: Part, second: Label) -> Part | None:
    """`chien enragé: 2 mordus`; two counts are two reports."""
    if _counted(before) and _counted(part):
        return None
    rest = tuple(label for label in part.labels if label is not second or label.number is not None)
    return Part((*before.labels, *rest), (*before.loose, *part.loose))


def _counted(part: Part) -> bool:
    return bool(part.loose) or any(label.number is not None for label in part.labels)
