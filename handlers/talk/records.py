"""Talks as they are kept, and what is said in them, passed on to the other side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.handler import Job, Knowledge, Outcome, Reaction
from bot.message import NewJob, Notice, Reply, Role, Urgency
from bot.store.base import Connection, Queries, Row, Session, as_rows, millis
from bot.text import Text, Value, _
from handlers.join import ROLE_NAMES
from handlers.link.events import PeopleMerged
from handlers.talk.events import TalkClosed, TalkOpened, TalkSaid

QUERIES = Queries(Path(__file__).with_name("queries.sql"))
JOB = "talk"
UNANSWERED = timedelta(hours=1)  # then others are asked too, and the person is told


async def talk(connection: Connection, number: int) -> Row | None:
    rows = await connection.fetch(QUERIES, "talk", number=number)
    return rows[0] if rows else None


async def open_talk_of(connection: Connection, contact_id: str) -> Row | None:
    rows = await connection.fetch(QUERIES, "open_talk_of", contact_id=contact_id)
    return rows[0] if rows else None


async def somebody_answers(connection: Connection, contact_id: str) -> bool:
    [row] = await connection.fetch(QUERIES, "answerers", contact_id=contact_id)
    return bool(row["people"])


async def open_talks(session: Session, events: Sequence[TalkOpened]) -> Outcome:
    rows = [
        {
            "number": event.number,
            "contact_id": event.contact_id,
            "area_id": event.area_id,
            "at": millis(event.at),
        }
        for event in events
    ]
    await session.fetch(QUERIES, "open_talks", rows=as_rows(rows))
    return Outcome(
        jobs=tuple(NewJob(JOB, str(event.number), event.at + UNANSWERED) for event in events)
    )


async def pass_on(session: Session, events: Sequence[TalkSaid]) -> Outcome:
    notices = []
    for event in events:
        by = event.contact_id if event.answered else None
        rows = await session.fetch(
            QUERIES, "said", number=event.number, answered_by=by, now=millis(event.at)
        )
        notices += [_notice(event, row) for row in rows]
    return Outcome(tuple(notices))


def _notice(event: TalkSaid, row: Row) -> Notice:
    if event.answered:
        text = _(
            "{role}: {words} To reply: TALK TO A PERSON and your text",
            role=ROLE_NAMES[event.role],
            words=_ended(event.words),
        )
        return Notice(row["contact_id"], Reply(text), Urgency.ANSWER)
    known: dict[str, Value] = {
        "number": str(event.number),
        "who": _who(event),
        "words": _ended(event.words),
    }
    text = _(
        "No {number}, {who}: {words} To answer: ANSWER {number} and your text. To end: END TALK "
        "{number}",
        **known,
    )
    if event.danger:
        text = _(
            "DANGER. No {number}, {who}: {words} They were told to go for care now. To answer: "
            "ANSWER {number} and your text",
            **known,
        )
    return Notice(_whom(row), Reply(text), Urgency.URGENT)


def _who(event: TalkSaid) -> Text:
    role = ROLE_NAMES[event.role]
    return _("{role}, {place}", role=role, place=event.place) if event.place else role


def _ended(words: str) -> str:
    """As a sentence, since ours follow it."""
    return words if words[-1:] in ".!?" else f"{words}."


def _whom(row: Row, *, everybody: bool = False) -> str | Role:
    """Who has the talk; else who answers for the area."""
    if row["answered_by"] and not everybody:
        return str(row["answered_by"])
    if row["area_id"] is None or everybody:
        others = ("admin", "supervisor")
        return Role("coordinator", otherwise=others, without=row["contact_id"])
    others = ("coordinator", "admin")
    return Role("supervisor", row["area_id"], otherwise=others, without=row["contact_id"])


async def close(session: Session, events: Sequence[TalkClosed]) -> Outcome:
    """Each side hears of it from the other."""
    notices = []
    for event in events:
        rows = await session.fetch(
            QUERIES,
            "close",
            number=event.number,
            closed_by=event.contact_id,
            now=millis(event.at),
        )
        for row in rows:
            if event.contact_id != row["contact_id"]:
                text = _("The talk was ended. To start another: TALK TO A PERSON")
                notices.append(Notice(row["contact_id"], Reply(text), Urgency.ANSWER))
            elif row["answered_by"]:
                text = _("Talk {number} was ended by the person.", number=str(row["number"]))
                notices.append(Notice(row["answered_by"], Reply(text)))
    return Outcome(tuple(notices))


async def look_after(
    session: Session, job: NewJob, _now: datetime, _knowledge: Knowledge
) -> Outcome:
    """An hour without an answer: whoever has the whole in view is told, and the person too."""
    row = await talk(session, int(job.key))
    if row is None or row["closed_at"] or row["answered_by"]:
        return Outcome()
    text = _(
        "Somebody waits for an answer since an hour: talk {number}. To answer: ANSWER {number} and "
        "your text.",
        number=job.key,
    )
    patience = _("Nobody could answer yet. Your message is kept, and others were asked.")
    return Outcome(
        (
            Notice(_whom(row, everybody=True), Reply(text), Urgency.URGENT),
            Notice(row["contact_id"], Reply(patience), Urgency.ANSWER),
        )
    )


async def move(session: Session, merged: Sequence[PeopleMerged]) -> Outcome:
    for event in merged:
        both = {"older": event.older, "into": event.contact_id}
        await session.fetch(QUERIES, "move_talks", **both)
    return Outcome()


job = Job(JOB, look_after)
reactions = (
    Reaction(TalkOpened, open_talks),
    Reaction(TalkSaid, pass_on),
    Reaction(TalkClosed, close),
    Reaction(PeopleMerged, move),
)
