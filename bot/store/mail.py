"""What waits to be sent: claimed with a lease, settled once, never moved backwards."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from bot.address import Address
from bot.message import Outbound, Receipt, Urgency
from bot.store.base import Database, Row, as_rows, millis, moment
from bot.store.replies import load_reply
from bot.store.session import CORE

RANKS = {"sent": 1, "delivered": 2, "failed": 2}


class SQLMail:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(
        self, now: datetime, channels: Collection[str], *, lease: datetime, most: int
    ) -> list[Outbound]:
        """What is due now, at most one of an address, ours until `lease`; drop what is too late.

        Only for these channels: what another process sends, or none yet, keeps waiting.
        """
        names = as_rows({"name": channel} for channel in channels)
        async with self._database.transaction() as connection:
            await connection.fetch(CORE, "drop_outbound", now=millis(now))
            rows = await connection.fetch(
                CORE,
                "claim_outbound",
                now=millis(now),
                lease=millis(lease),
                channels=names,
                most=most,
            )
        rows.sort(key=lambda row: (row["urgency"], row["id"]))
        return [_outbound(row) for row in rows]

    async def next_due(self, channels: Collection[str]) -> datetime | None:
        """When something will be due for these channels, if anything waits."""
        names = as_rows({"name": channel} for channel in channels)
        async with self._database.reading() as connection:
            [row] = await connection.fetch(CORE, "next_due", channels=names)
        return moment(row["due_at"])

    async def settle(self, outbound: Outbound, external_id: str) -> None:
        await self._advance(Receipt(outbound.channel, external_id, "sent"), outbound.id)

    async def note(self, receipt: Receipt) -> None:
        await self._advance(receipt, None)

    async def fail(self, outbound: Outbound, reason: str) -> None:
        await self._run("settle_outbound", id=outbound.id, reason=reason)

    async def postpone(self, outbound: Outbound, due_at: datetime) -> None:
        await self._run("postpone_outbound", id=outbound.id, due_at=millis(due_at))

    async def stop(self, address: Address, now: datetime) -> None:
        await self._run("stop_address", address=str(address), now=millis(now))

    async def _advance(self, receipt: Receipt, outbound_id: str | None) -> None:
        async with self._database.transaction() as connection:
            [noted] = await connection.fetch(
                CORE,
                "note_receipt",
                channel=receipt.channel,
                external_id=receipt.external_id,
                outbound_id=outbound_id,
                status=receipt.status,
                rank=RANKS[receipt.status],
            )
            rank, status = RANKS[noted["status"]], noted["status"]
            if outbound_id not in (None, noted["outbound_id"]):
                # The provider gave this id before: what we sent now is sent all the same.
                await connection.fetch(
                    CORE, "advance_outbound", id=outbound_id, status="sent", rank=RANKS["sent"]
                )
            elif noted["outbound_id"]:
                await connection.fetch(
                    CORE, "advance_outbound", id=noted["outbound_id"], status=status, rank=rank
                )

    async def _run(self, name: str, **params: Any) -> None:
        async with self._database.transaction() as connection:
            await connection.fetch(CORE, name, **params)


def _outbound(row: Row) -> Outbound:
    return Outbound(
        id=row["id"],
        contact_id=row["contact_id"],
        channel=row["channel"],
        address=Address.parse(row["address"]),
        sender=row["sender"],
        reply=load_reply(row["reply"]),
        locale=row["locale"],
        urgency=Urgency(row["urgency"]),
        expires_at=moment(row["expires_at"]),
        attempts=row["attempts"],
    )
