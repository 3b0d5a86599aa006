"""Two contacts that proved to be one person: what the core keeps of them comes together."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.address import Address
from bot.store.base import Connection, Queries, as_rows, millis

QUERIES = Queries(Path(__file__).parent / "queries" / "merging.sql")
BOTH = (
    "merge_people",
    "point_to_survivor",
    "move_addresses",
    "copy_assignments",
    "move_conversation",
    "move_inbounds",
    "move_outbounds",
)
LEFT = ("drop_assignments", "drop_conversation")


async def unite(connection: Connection, contact_id: str, address: Address, now: datetime) -> str:
    """The id of the one that `contact_id` and the owner of `address` are from now on: the owner.

    An address that nobody has becomes the contact's. In the transaction of a batch, which holds
    the contact already; the address is locked before anything is read.
    """
    [row] = await connection.fetch(
        QUERIES, "claim_address", address=str(address), contact_id=contact_id, now=millis(now)
    )
    owner = str(row["contact_id"])
    if owner == contact_id:
        return owner
    await connection.fetch(QUERIES, "lock_contacts", rows=as_rows([{"id": owner}]))
    for name in BOTH:
        await connection.fetch(QUERIES, name, older=contact_id, into=owner)
    for name in LEFT:
        await connection.fetch(QUERIES, name, older=contact_id)
    return owner
