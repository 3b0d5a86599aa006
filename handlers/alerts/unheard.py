"""A reporter whom no message of ours reaches any more: who decides about the report hears so.

They sent STOP, or their number does not work. That they were told, or asked, would not be true.
"""

from __future__ import annotations

from bot.handler import Knowledge
from bot.store.base import Row, Session
from bot.text import Text, _
from handlers.alerts.announcing import where_of
from handlers.alerts.records import QUERIES
from handlers.alerts.saying import Done


async def hears(session: Session, contact_id: str) -> bool:
    """Whether what nobody asked for reaches them."""
    return bool(await session.fetch(QUERIES, "hears", contact_id=contact_id))


def not_asked(row: Row, knowledge: Knowledge) -> Text:
    """Nothing is kept: nobody could answer. Who is near can be asked; no number is shown."""
    return _(
        "Not sent: the author of no {number} gets no more messages (STOP). Ask on the spot, "
        "{place}. Then: OK {number}, or NO {number} and why.",
        number=str(row["number"]),
        place=where_of(row["place_id"], row["area_id"], knowledge),
    )


DONE_UNHEARD: Done = {
    ("report", "confirm"): lambda n: _(
        "No {number} is confirmed. Its author gets no more messages (STOP) and is not told. "
        "Mistake? NO {number} and why.",
        number=n,
    ),
    ("report", "refuse"): lambda n: _(
        "No {number} is not kept. Its author gets no more messages (STOP) and is not told. "
        "Mistake? OK {number}",
        number=n,
    ),
}
