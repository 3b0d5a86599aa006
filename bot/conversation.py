"""What is remembered between two messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Conversation:
    """Which handler awaits the next message, at which step, with which answers, until when.

    `answers` are plain data (strings, numbers, lists, dicts): next year's code must read them.
    `choices` are the keys of the last question's answers, in the order they were numbered;
    `asked` is its mark, which its buttons carry.
    """

    handler: str
    step: str
    expires_at: datetime
    answers: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    tries: int = 0
    asked: str | None = None
