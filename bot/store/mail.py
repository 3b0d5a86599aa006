"""What waits to be sent: claimed with a lease, settled once, never moved backwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.address import Address
from bot.message import Outbound, Receipt, Urgency
from bot.replies import load_reply
from bot.store.base import Claimed, Connection, Database, Row, Settled, as_rows, millis, moment
from bot.store.sent import counts, heard
from bot.store.session import CORE
from bot.store.speech import SPEECH

RANKS = {"sent": 1, "delivered": 2, "failed": 2}


class SQLMail:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(
        self,
        now: datetime,
        channel: str,
        *,
        lease: datetime,
        most: int,
        held: Collection[str] = (),
    ) -> Claimed:
        """What is due now on a channel, at most one of an address, ours until `lease`.

        `held` are numbers of ours that only answer for now. What is late or unwanted is dropped.
        """
        async with self._database.transaction() as connection:
            await connection.fetch(CORE, "by_index", lasting=0)
            return await claim(connection, now, channel, lease=lease, most=most, held=held)

    async def next_due(self, channel: str, held: Collection[str] = ()) -> datetime | None:
        """When something will be due for this channel, if anything waits."""
        senders = as_rows({"sender": sender} for sender in held)
        async with self._database.reading() as connection:
            [row] = await connection.fetch(CORE, "next_due", channel=channel, held=senders)
        return moment(row["due_at"])

    async def sent_on(self, channel: str, day: str) -> dict[str, int]:
        """Segments sent from each of our numbers on an ISO day."""
        async with self._database.reading() as connection:
            rows = await connection.fetch(CORE, "sent_on", channel=channel, day=day)
        return {row["sender"]: row["segments"] for row in rows}

    async def broadcast_status(self, broadcast: str) -> str | None:
        async with self._database.reading() as connection:
            rows = await connection.fetch(CORE, "broadcast_status", number=int(broadcast))
            return rows[0]["status"] if rows else None

    async def settle(
        self, settled: Sequence[Settled], receipts: Sequence[Receipt], now: datetime
    ) -> None:
        """What became of messages we handed over, and what providers told: one transaction."""
        async with self._database.transaction() as connection:
            await connection.fetch(CORE, "by_index", lasting=1)
            told: list[tuple[Receipt, str | None]] = [
                (Receipt(each.outbound.channel, each.external_id, "sent"), each.outbound.id)
                for each in settled
                if each.external_id is not None
            ]
            told += [(receipt, None) for receipt in receipts]
            stopped, failures = await _advance(connection, told, now)
            await keep_proofs(connection, receipts, failures, now)
            stopped += [str(each.outbound.address) for each in settled if each.stop]
            elsewhere = await _redirect(connection, stopped, now)
            failed = [
                {"id": each.outbound.id, "reason": each.reason}
                for each in settled
                if each.reason and each.outbound.id not in elsewhere
            ]
            await bulk(connection, "settle_outbounds", failed, now=millis(now))
            later = [{"id": s.outbound.id, "due_at": millis(s.due_at)} for s in settled if s.due_at]
            await bulk(connection, "postpone_outbounds", later)
            sent = [each for each in settled if each.external_id is not None]
            await bulk(connection, "count_sent", counts(sent), now=millis(now))
            if spoken := heard(sent, now):
                await connection.fetch(SPEECH, "queue_speech", rows=as_rows(spoken))


async def claim(
    connection: Connection,
    now: datetime,
    channel: str,
    *,
    lease: datetime,
    most: int,
    held: Collection[str],
    several: bool = False,
) -> Claimed:
    """The same, within somebody's transaction; `several` of an address, in their order."""
    rows = await connection.fetch(
        CORE,
        "claim_outbound",
        now=millis(now),
        lease=millis(lease),
        channel=channel,
        held=as_rows({"sender": sender} for sender in held),
        most=most,
        several=int(several),
    )
    dropped = [{"id": row["id"], "reason": why} for row in rows if (why := _why(row, now))]
    await bulk(connection, "settle_outbounds", dropped, now=millis(now))
    rows = [row for row in rows if not _why(row, now)]
    rows.sort(key=lambda row: (row["urgency"], row["id"]))
    return Claimed(tuple(map(_outbound, rows)), len(dropped))


async def bulk(
    connection: Connection, name: str, rows: Sequence[Row], **params: object
) -> list[Row]:
    return await connection.fetch(CORE, name, rows=as_rows(rows), **params) if rows else []


async def keep_proofs(
    connection: Connection,
    receipts: Sequence[Receipt],
    failures: Mapping[str, int],
    now: datetime,
) -> None:
    """What the lines told of themselves: that the network takes messages, or that they fail."""
    heard = {receipt.channel for receipt in receipts if not receipt.held}
    proved = {r.channel for r in receipts if not r.held and r.status != "failed"}
    rows = [
        {"channel": channel, "proved": 1, "failures": 0}
        if channel in proved
        else {"channel": channel, "proved": 0, "failures": failures.get(channel, 0)}
        for channel in heard
    ]
    await bulk(connection, "hear_of_sent", rows)
    await bulk(connection, "keep_proofs", rows, now=millis(now))


async def _redirect(connection: Connection, stopped: Sequence[str], now: datetime) -> set[str]:
    """Stop these addresses; the ids of messages that go to another address of their reader."""
    rows = [{"address": address} for address in stopped]
    await bulk(connection, "stop_addresses", rows, now=millis(now))
    moved = await bulk(connection, "redirect_outbounds", rows, now=millis(now))
    return {row["id"] for row in moved}


async def _advance(
    connection: Connection, told: Sequence[tuple[Receipt, str | None]], now: datetime
) -> tuple[list[str], Counter[str]]:
    """Receipts may come twice, or before we noted the sending: the row of each decides.

    The addresses of those who want nothing more; messages that failed now, by channel.
    """
    rest = list(told)
    stopped: list[str] = []
    failures: Counter[str] = Counter()
    while rest:
        first: dict[tuple[str, str], tuple[Receipt, str | None]] = {}
        later = []
        for each in rest:
            key = (each[0].channel, each[0].external_id)
            if first.setdefault(key, each) is not each:
                later.append(each)
        gone, failed = await _advance_once(connection, first, now)
        stopped += gone
        failures += failed
        rest = later
    return stopped, failures


async def _advance_once(
    connection: Connection,
    told: dict[tuple[str, str], tuple[Receipt, str | None]],
    now: datetime,
) -> tuple[list[str], Counter[str]]:
    rows = [_receipt_row(receipt, outbound_id) for receipt, outbound_id in told.values()]
    noted = await bulk(connection, "note_receipts", rows)
    moved = []
    stopped = []
    for row in noted:
        receipt, mine = told[row["channel"], row["external_id"]]
        if mine not in (None, row["outbound_id"]):
            # The provider gave this id before: what we sent now is sent all the same.
            moved.append(_moved(row | {"status": "sent"}, mine, None))
        elif row["outbound_id"]:
            reason = receipt.reason if row["status"] == "failed" else None
            moved.append(_moved(row, row["outbound_id"], reason))
            if receipt.stopped:
                stopped.append({"id": row["outbound_id"]})
    advanced = await bulk(connection, "advance_outbounds", moved, now=millis(now))
    gone = await bulk(connection, "stop_receivers", stopped, now=millis(now))
    failed = {row["id"]: row["channel"] for row in moved if row["status"] == "failed"}
    failures = Counter(failed[row["id"]] for row in advanced if row["id"] in failed)
    return [row["address"] for row in gone], failures


def _moved(row: Row, outbound_id: str | None, reason: str | None) -> Row:
    status, channel = row["status"], row["channel"]
    known = {"id": outbound_id, "channel": channel, "status": status}
    return {**known, "rank": RANKS[status], "reason": reason}


def _receipt_row(receipt: Receipt, outbound_id: str | None) -> Row:
    return {
        "channel": receipt.channel,
        "external_id": receipt.external_id,
        "outbound_id": outbound_id or receipt.outbound_id,
        "status": receipt.status,
        "rank": RANKS[receipt.status],
    }


def _why(row: Row, now: datetime) -> str | None:
    """Why it is not to be sent any more, if so."""
    if row["expires_at"] is not None and row["expires_at"] <= (millis(now) or 0):
        return "expired"
    if row["broadcast_status"] == "cancelled":
        return "cancelled"
    if row["address_stopped_at"] is not None:
        return "address stopped"
    if row["person_stopped_at"] is not None and row["urgency"] > Urgency.ANSWER:
        return "stopped"
    return None


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
        broadcast=row["broadcast"],
        roles=tuple(sorted((row["roles"] or "").split())),
    )
