"""Finding a value in what a provider answers or calls us with."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.config.gateway_out import Pick

MISSING: Any = object()
LONGEST = 250  # characters of an id
PLAIN = re.compile(r"(?!(?:.*\d){6})[\w ,.:'()/-]{1,60}", re.ASCII)


def plain(words: str) -> str:
    """A code or a few words as they came, if they can name nobody; else nothing."""
    return words if PLAIN.fullmatch(words) else ""


def kept(id_: str) -> str:
    """A provider's id as we keep it: one that is too long to be looked up by its digest."""
    return (
        id_ if len(id_) <= LONGEST else hashlib.sha256(id_.encode("utf-8", "replace")).hexdigest()
    )


def found(data: Any, paths: Iterable[str]) -> str | None:
    """As text, the first that is there: not a list, not a table, not null."""
    for path in paths:
        value = walked(data, path)
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int | float):
            return str(value)
    return None


def walked(data: Any, path: str) -> Any:
    """What a path leads to, else `MISSING`. A field may be called like the whole path."""
    if isinstance(data, Mapping) and path in data:
        return data[path]
    for step in path.split("."):
        if isinstance(data, Mapping) and step in data:
            data = data[step]
        elif _is_list(data) and step.isdecimal() and int(step) < len(data):
            data = data[int(step)]
        else:
            return MISSING
    return data


def _is_list(data: Any) -> bool:
    return isinstance(data, Sequence) and not isinstance(data, str | bytes)


def picked(pick: Pick | None, data: Any, text: str) -> str:
    """What stands there, stripped; empty if nothing does. `text` is the body as it came."""
    if pick is None:
        return ""
    value = found(data, pick.paths) if pick.paths else text
    if value is None:
        return ""
    if pick.pattern is not None:
        match = pick.pattern.search(value)
        if match is None:
            return ""
        value = match[1] if pick.pattern.groups else match[0]
    return (value or "").strip()
