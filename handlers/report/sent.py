"""A report as it was sent, and what was answered about it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from bot.folding import fold
from bot.handler import Context


@dataclass(frozen=True, slots=True)
class Sent:
    """`picks`: answers, each the key of a choice, a number, or words behind a `=`.

    `repeats`: the same text came minutes before. `corrects` is the number of the report that it
    replaces, `inbound_id` the message that it came in. `offered`: a number alone, after another
    one, of which it was asked by choices what it means. `at`: when it was sent.
    """

    text: str
    today: str
    picks: tuple[str, ...] = ()
    repeats: bool = False
    corrects: int | None = None
    inbound_id: str | None = None
    offered: bool = False
    at: str | None = None

    @classmethod
    def now(cls, context: Context, text: str | None = None, corrects: int | None = None) -> Sent:
        """This message, or the `text` that is a part of it."""
        said, today = text if text is not None else context.inbound.text, context.today.isoformat()
        at = (context.inbound.sent_at or context.now).isoformat()
        return cls(said, today, (), context.repeats, corrects, context.inbound.id, at=at)

    @classmethod
    def remembered(cls, answers: Mapping[str, Any]) -> Sent:
        """From a conversation, perhaps of an older version."""
        return cls(
            answers["text"],
            answers["today"],
            tuple(answers.get("picks", ())),
            answers.get("repeats", False),
            answers.get("corrects"),
            answers.get("inbound_id"),
            answers.get("offered", False),
            answers.get("at"),
        )

    def answers(self, **more: Any) -> dict[str, Any]:
        return asdict(self) | {"picks": list(self.picks)} | more

    def then(self, context: Context) -> Context:
        """The context as on the day it was sent: its week is not that of a later answer."""
        if self.at is None or self.inbound_id == context.inbound.id:
            return context
        sent_at = datetime.fromisoformat(self.at)
        return replace(context, inbound=replace(context.inbound, sent_at=sent_at))

    def picked(self, pick: str) -> Sent:
        return replace(self, picks=(*self.picks, pick))


def same_text(one: str, other: str) -> bool:
    """Capitals and a full stop at its end make no other text."""
    return fold(one).strip(" .!") == fold(other).strip(" .!")
