"""By which of our lines people are told what they did not ask for; when a line is in trouble."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from bot.config.sections import Hours, Section


def _several(given: object) -> object:
    """One line may be written without brackets."""
    return (given,) if isinstance(given, str) else given


def _prefixes(lines: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    for prefix, names in lines.items():
        if not re.fullmatch(r"\+\d{1,14}", prefix):
            raise ValueError(f'{prefix}: write how numbers begin, "+2237"')
        if not names:
            raise ValueError(f"{prefix}: name a channel")
    return lines


Names = Annotated[tuple[str, ...], BeforeValidator(_several)]
ByPrefix = Annotated[dict[str, Names], AfterValidator(_prefixes)]


class Sending(Hours):
    """`prefer`: channels in the order in which a person's addresses are chosen. `by_prefix`: by
    which channels phone numbers are written to, by how they begin; the first that works."""

    prefer: Names = ()
    by_prefix: ByPrefix = Field(default={})


class Watch(Section):
    """After how long without a sign a line is said to be in trouble."""

    silent_minutes: float = Field(default=15, ge=2)
    waiting_minutes: float = Field(default=15, ge=2)

    @property
    def silent(self) -> timedelta:
        return timedelta(minutes=self.silent_minutes)

    @property
    def waiting(self) -> timedelta:
        return timedelta(minutes=self.waiting_minutes)


def unknown_lines(
    prefer: tuple[str, ...], by_prefix: Mapping[str, tuple[str, ...]], lines: Mapping[str, str]
) -> Iterator[str]:
    """Names that are no channel of `lines`."""
    known = ", ".join(sorted(lines)) or "none is configured"
    for name in prefer:
        if name not in lines:
            yield f"[sending] prefer: {name} is no channel ({known})"
    for prefix, names in by_prefix.items():
        for name in names:
            if name not in lines:
                yield f"[sending] by_prefix: {prefix}: {name} is no channel ({known})"
