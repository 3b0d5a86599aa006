"""What came into an alert while its reason or its outcome was asked: nobody decides unseen."""

from __future__ import annotations

from typing import Any

from bot.form import Answers
from bot.message import Reply
from bot.store.base import Row
from bot.text import _
from handlers.alerts.announcing import counted
from handlers.report.buttons import checking


def seen(row: Row) -> dict[str, Any]:
    """What is known of it when it is asked, to be kept with the question."""
    return {"number": row["number"], "known": row["cases"]}


def has_grown(row: Row, answers: Answers) -> bool:
    """Reports do not grow; what was asked before `known` was kept is taken as it is."""
    known = answers.get("known")
    return row["kind"] == "alert" and known is not None and row["cases"] > known


def still_false(row: Row) -> Reply:
    """The reason is asked for once more, now of all that is in it."""
    text = _(
        "Alert {number} has grown meanwhile: {cases} in all. True: OK {number}. Still false? "
        "Write why.",
        number=str(row["number"]),
        cases=counted(row["cases"]),
    )
    return Reply(text, buttons=checking(row["number"])[:1])
