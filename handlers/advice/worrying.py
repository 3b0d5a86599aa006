"""What somebody holds against a vaccination, or wants to know of it, and its answer."""

from __future__ import annotations

from bot.handler import Context, Turn
from handlers.advice import measles, schedule, worries
from handlers.advice.apart import said
from handlers.advice.saying import with_place
from handlers.advice.texts import advice

SERVICE = "vaccination"


def worry(context: Context) -> str | None:
    """A code of `worries`: the weightiest that the message tells, else the first."""
    known = schedule.load(context.knowledge.data_file(schedule.OURS))
    told = said(context, worries.KIND, worries.codes(known))
    return next((code for code in (*worries.FIRST, *told) if code in told), None)


async def worried(context: Context, key: str) -> Turn:
    known = schedule.load(context.knowledge.data_file(schedule.OURS))
    begins, ends = measles.load(context.knowledge.data_file(measles.OURS)).expected
    texts = [
        advice(id_, from_day=str(begins), to_day=str(ends)) for id_ in worries.answer(key, known)
    ]
    return await with_place(context, texts, SERVICE)
