"""`aucun décès`, `no deaths`, and nothing else: of the dead it is told, and of the sick nothing."""

from __future__ import annotations

from bot.contact import Contact
from bot.handler import Context, Turn, say
from bot.store.base import Row
from bot.text import _
from bot.understanding import Sense, Understood
from bot.understanding.small import small
from handlers.report.finding import Reading
from handlers.report.findings.doubts import nobody_ill
from handlers.report.ours import reading_of
from handlers.report.records import DAY, latest_report, own_report, risks_of
from handlers.report.said import shortly

NOBODY = small("nobody")
BESIDE = frozenset(("zero", "filler", "no", "weekday", "onset", "unit"))
LONGEST, UNKNOWN = 10, 2  # words; a village among them
ASKED = nobody_ill("").text.msgid


def denies(understood: Understood) -> bool:
    """Not `no, he died`, nor `3 cas, aucun décès`."""
    words = [word for word in understood.words if word.folded[:1].isalnum()]
    if len(words) > LONGEST or "?" in understood.text or any(word.number for word in words):
        return False
    dead = [word for word in words if _kind(word.senses) == "mark"]
    none = any(word.folded in NOBODY or word.means("zero") or word.number == 0 for word in words)
    rest = [word for word in words if word not in dead]
    said = [word for word in rest if word.senses or word.number is not None]
    people = [word for word in said if _kind(word.senses) == "case"]
    idle = all(_kind(word.senses) in ("", *BESIDE) for word in said if word not in people)
    persons = all(word.means("case") == "person" for word in people)
    few = len(rest) - len(said) <= UNKNOWN
    return [word.means("mark") for word in dead] == ["death"] and none and idle and persons and few


def claims(understood: Understood, contact: Contact) -> bool:
    """`no deaths` is no word for a week without sick people; who decides is asked about alerts."""
    return contact.has("chw") and denies(understood)


def as_told(context: Context, reading: Reading) -> tuple[Reading, str] | None:
    """The reading that asks whether nobody is ill either, and the words that lead to it."""
    if not claims(context.understood, context.contact):
        return None
    if reading.question is not None and reading.question.text.msgid == ASKED:
        return reading, context.inbound.text
    known = [word.text for word in context.understood.words if not word.senses]
    dead = next(word.text for word in context.understood.words if word.means("mark"))
    text = " ".join((f"0 {dead}", *(word for word in known if word[:1].isalpha())))
    again = reading_of(context, text, context.today)
    asked = again.question is not None and again.question.text.msgid == ASKED
    return (again, text) if asked else None


async def of_the_latest(context: Context) -> Turn | None:
    """After a report of the day that tells of none: so it stands. Where it does, it is asked."""
    latest = await latest_report(context)
    row = await own_report(context, latest["number"]) if latest else None
    if row is None or latest is None or row["deaths"] or not _fresh(context, latest):
        return None
    summary = shortly(risks_of(context.knowledge)[row["risk"]], row["cases"])
    number = str(row["number"])
    return say(_("No {number}: {summary}, no deaths. Thank you.", number=number, summary=summary))


def _fresh(context: Context, latest: Row) -> bool:
    since = context.now - DAY
    return int(latest["reported_at"]) >= since.timestamp() * 1000


def _kind(senses: tuple[Sense, ...]) -> str:
    return senses[0].kind if senses else ""
