"""Very many people, and a broadcast to them, made in the database: for what is measured."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.message import Reply
from bot.store.base import Database, Queries
from bot.store.store import SQLStore
from bot.text import verbatim
from handlers.broadcast.audience import Audience, audience_data, reach_data, reach_of
from handlers.broadcast.events import BroadcastConfirmed, BroadcastDrafted
from handlers.broadcast.following import confirm, keep_drafts
from handlers.broadcast.wording import stored
from tests.conftest import knowledge

QUERIES = Queries(Path(__file__).with_name("crowd.sql"))
AUTHOR = "0" * 32
SAID = "La clinique mobile de mardi a Mondoro est annulee (insecurite). Ne vous deplacez pas."


async def crowded(database: Database, people: int, channel: str = "fake") -> None:
    """So many who read French and can be written to, and one who writes to them."""
    async with database.transaction() as connection:
        await connection.fetch(QUERIES, "add_author", id=AUTHOR)
        await connection.fetch(QUERIES, "add_people", most=people)
        await connection.fetch(QUERIES, "add_addresses", channel=channel, author=AUTHOR)


async def begun(database: Database, now: datetime, *, urgent: bool = False) -> int:
    """A broadcast to everybody, confirmed: its number."""
    known = knowledge()
    reach = reach_of(
        Audience(), known.places, known.areas, known=("fr",), default="fr", readable=("fr",)
    )
    async with SQLStore(database).batch() as session:
        number = session.number()
        draft = BroadcastDrafted(
            number, AUTHOR, None, audience_data(Audience()), reach_data(reach),
            stored({"fr": Reply(verbatim(SAID))}), 0, urgent, "1234", now.date().isoformat(),
            now, now + timedelta(days=1),
        )  # fmt: skip
        await keep_drafts(session, [draft])
        outcome = await confirm(session, [BroadcastConfirmed(number, AUTHOR, now)])
        await session.plan(outcome.jobs)
    return number
