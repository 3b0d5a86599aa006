"""A number alone, which may be of people: who reports is asked what it counts."""

from __future__ import annotations

from bot.form import ask
from bot.handler import Context, Turn, say
from bot.message import Reply
from bot.replies import dump_reply
from bot.text import Text, _
from handlers.report.sent import Sent


def what_counts(number: str) -> Text:
    return _(
        "{number}: what does it count? Send the disease with the number, "
        "for example MEASLES {number} KORO.",
        number=number,
    )


def of_a_number(context: Context, number: str) -> Turn:
    """A health worker may answer with the disease; of anybody else nothing is awaited."""
    question = Reply(what_counts(number))
    if not context.contact.has("chw"):
        return say(question.text)
    answers = Sent.now(context).answers(question=dump_reply(question))
    return ask(context, "report", "choose", question, answers)
