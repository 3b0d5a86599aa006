"""Codes on their way, and people who become one, in the transaction that proves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from bot.address import Address
from bot.handler import Context, Outcome, Reaction
from bot.message import Notice, Reply, Urgency
from bot.store.base import Queries, Session, millis
from bot.text import _
from handlers.link.codes import A_WHILE, IN_A_WHILE, LIFE, Sealed, sealed
from handlers.link.events import CodeMissed, CodeWanted, NumberProved, PeopleMerged

QUERIES = Queries(Path(__file__).with_name("queries.sql"))
TOLD_WITHIN = timedelta(days=1)


async def too_many(context: Context, number: Address) -> bool:
    """Whether this person, or whoever says that the number is theirs, asked for enough codes."""
    [row] = await context.session.fetch(
        QUERIES,
        "codes_sent",
        contact_id=context.contact.id,
        address=str(number),
        since=millis(context.now - A_WHILE),
    )
    return int(max(row["person"], row["number"])) >= IN_A_WHILE


async def latest_code(context: Context, number: Address) -> tuple[Sealed, int] | None:
    """The code that counts, and how often something else was typed."""
    rows = await context.session.fetch(
        QUERIES,
        "latest_code",
        contact_id=context.contact.id,
        address=str(number),
        now=millis(context.now),
    )
    return (Sealed(rows[0]["salt"], rows[0]["digest"]), rows[0]["tries"]) if rows else None


async def send_codes(session: Session, wanted: Sequence[CodeWanted]) -> Outcome:
    """Only to numbers that we know: nobody's phone is written to because a stranger named it."""
    notices = []
    for event in sorted(wanted, key=lambda each: str(each.number)):
        owners = await session.fetch(QUERIES, "lock_number", address=str(event.number))
        kept = await _keep(session, event)
        known = [row for row in owners if row["contact_id"] != event.contact_id]
        if not kept or not known or known[0]["stopped_at"] or known[0]["person_stopped_at"]:
            continue
        text = _(
            "{code} is your code to link this number. Give it to nobody. If you did not ask for "
            "it, do nothing.",
            code=event.code,
        )
        notices.append(
            Notice(
                known[0]["contact_id"], Reply(text), Urgency.ANSWER, event.at + LIFE, event.number
            )
        )
    return Outcome(tuple(notices))


async def _keep(session: Session, event: CodeWanted) -> bool:
    kept = sealed(event.code)
    rows = await session.fetch(
        QUERIES,
        "keep_code",
        contact_id=event.contact_id,
        address=str(event.number),
        salt=kept.salt,
        digest=kept.digest,
        sent_at=millis(event.at),
        expires_at=millis(event.at + LIFE),
        since=millis(event.at - A_WHILE),
        most=IN_A_WHILE,
    )
    return bool(rows)


async def count_tries(session: Session, missed: Sequence[CodeMissed]) -> Outcome:
    for event in missed:
        await session.fetch(
            QUERIES, "count_try", contact_id=event.contact_id, address=str(event.number)
        )
    return Outcome()


async def link(session: Session, proved: Sequence[NumberProved]) -> Outcome:
    """One after the other, in the order of the numbers: two may prove the same at once."""
    notices: list[Notice] = []
    merged = []
    for event in sorted(proved, key=lambda each: str(each.number)):
        owner = await session.unite(event.contact_id, event.number, event.at)
        await _note(session, event, owner)
        notices.append(_answer(event, owner))
        if owner != event.contact_id:
            merged.append(PeopleMerged(event.contact_id, owner))
            if event.proof == "shared":
                notices.append(_warning(event, owner))
    return Outcome(tuple(notices), tuple(merged))


async def _note(session: Session, event: NumberProved, owner: str) -> None:
    number, at = str(event.number), millis(event.at)
    await session.fetch(QUERIES, "use_codes", contact_id=event.contact_id, address=number, now=at)
    await session.fetch(
        QUERIES, "note_link", older=event.contact_id, into=owner, address=number,
        proof=event.proof, at=at,
    )  # fmt: skip


def _answer(event: NumberProved, owner: str) -> Notice:
    """After the change, so in the language that the person has now."""
    text = _(
        "{number} is linked: here and by SMS you are one person to us. Send HELP to see what you "
        "can do.",
        number=event.number.path,
    )
    return Notice(owner, Reply(text), Urgency.ANSWER, at=event.address)


def _warning(event: NumberProved, owner: str) -> Notice:
    """Who was sent a code knows; whose number was shared may be somebody else by now."""
    text = _("This number is now linked to Telegram. Was it not you? Tell your supervisor.")
    return Notice(owner, Reply(text), expires_at=event.at + TOLD_WITHIN, at=event.number)


async def follow(session: Session, merged: Sequence[PeopleMerged]) -> Outcome:
    for event in merged:
        await session.fetch(QUERIES, "move_codes", older=event.older, into=event.contact_id)
    return Outcome()


reactions = (
    Reaction(CodeWanted, send_codes),
    Reaction(CodeMissed, count_tries),
    Reaction(NumberProved, link),
    Reaction(PeopleMerged, follow),
)
