"""What somebody holds against a vaccination, or wants to know of it, and its answer."""

from __future__ import annotations

from bot.handler import Context, Turn
from handlers.advice import measles, schedule, worries
from handlers.advice.apart import said
from handlers.advice.saying import with_place
from handlers.advice.texts import advice

SERVICE = "vaccination"


def worry(context: Context) -> str | None:
    """A code of `worries`; the first that the message tells."""
    known = schedule.load(context.knowledge.data_file(schedule.OURS))
    return next(iter(said(context, worries.KIND, worries.codes(known))), None)


async def worried(context: Context, key: str) -> Turn:
    known = schedule.load(context.knowledge.data_file(schedule.OURS))
    begins, ends = measles.load(context.knowledge.data_file(measles.OURS)).expected
    texts = [
        advice(id_, from_day=str(begins), to_day=str(ends)) for id_ in worries.answer(key, known)
    ]
    return await with_place(context, texts, SERVICE)
