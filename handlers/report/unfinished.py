"""What of a report waits for an answer, and what is said where it is not asked for any more."""

from __future__ import annotations

from bot.conversation import Conversation
from bot.handler import Unfinished
from bot.message import Choice, Reply
from bot.replies import load_reply
from bot.text import _
from handlers.report.sent import Sent
from handlers.report.worded import said_so_far

QUOTED = 60  # characters of a message that is named
NEW_OR_NOT = _("Yes: these are other cases. No: it is the same message.")


def unfinished(conversation: Conversation) -> Unfinished | None:
    """A report that was asked about is not recorded yet; of a correction its report is."""
    answers = conversation.answers
    if "twin" in answers:
        twin = int(answers["twin"])
        kept = _("Kept once, as no {number}. Thank you.", number=str(twin))
        return Unfinished(again_question(twin), kept)
    if "question" not in answers or answers.get("corrects") is not None:
        return None
    words = " ".join(" ".join(said_so_far(Sent.remembered(answers))).split())[:QUOTED]
    dropped = _("Not recorded: {words}. Please send it again.", words=words)
    return Unfinished(load_reply(answers["question"]), dropped)


def again_question(twin: int) -> Reply:
    text = _("Already received as no {number}. New cases?", number=str(twin))
    return Reply(text, (Choice("yes", _("yes")), Choice("no", _("no"))))
