"""What is said, as rows of the outbox."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from uuid import uuid4

from bot.contact import Contact
from bot.message import Inbound, Notice, Reply, Role, Urgency
from bot.replies import digest, dump_reply
from bot.store.base import Row, millis


class Line:
    """Ids that sort by time, then in the order things were said, so that they leave in it."""

    def __init__(self) -> None:
        self._order = count()
        self._mark = uuid4().hex[:8]  # two processes may say something in the same millisecond

    def next(self, at: datetime) -> str:
        return f"{millis(at):013d}-{next(self._order):08d}-{self._mark}"


def reply_row(line: Line, inbound: Inbound, contact: Contact, reply: Reply) -> Row:
    """An answer: to the address that wrote, from the number it wrote to."""
    stored = dump_reply(reply)
    return {
        "id": line.next(inbound.received_at),
        "contact_id": contact.id,
        "channel": inbound.channel,
        "address": str(inbound.sender),
        "sender": inbound.recipient,
        "reply": stored,
        "digest": digest(stored),
        "urgency": int(Urgency.ANSWER),
        "status": "queued",
        "reason": None,
        "now": millis(inbound.received_at),
        "expires_at": None,
    }


def wanted_rows(notices: Sequence[Notice]) -> list[Row]:
    """Each role a notice could go to, in the order they are tried; each of its areas by itself."""
    return [
        {"notice_id": key, "role": role, "turn": turn, "area_id": area_id, "of": of}
        for position, notice in enumerate(notices)
        if isinstance(notice.to, Role)
        for key, area in _areas(position, notice.to)
        for turn, (role, area_id, of) in enumerate(_tried(notice.to, area))
    ]


def _areas(position: int, wanted: Role) -> Iterator[tuple[str, str | None]]:
    for area_id in dict.fromkeys((wanted.area_id, *wanted.also, *wanted.heard)):
        yield f"{position} {area_id}", area_id


def _tried(wanted: Role, area: str | None) -> Iterator[tuple[str, str | None, str | None]]:
    """A role, with the area, or with the contact whose own areas it is looked for in."""
    for role in (wanted.name, *wanted.otherwise):
        yield role, area, None
    if wanted.of is not None:
        yield wanted.name, None, wanted.of


def notice_rows(
    line: Line, notices: Sequence[Notice], found: Sequence[Row], now: datetime
) -> list[Row]:
    """One row for each reader, the same words once; of those found for a role, the nearest rank
    only."""
    by_notice: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        by_notice[row["notice_id"]].append(row)
    rows: dict[tuple[str, str, str | None], Row] = {}
    for position, notice in enumerate(notices):
        for reader in _readers(notice, position, by_notice):
            row = _notice_row(line, notice, reader, now)
            rows.setdefault((reader, row["digest"], row["at"]), row)
    return list(rows.values())


def _notice_row(line: Line, notice: Notice, reader: str, now: datetime) -> Row:
    stored = dump_reply(notice.reply)
    return {
        "id": line.next(now),
        "contact_id": reader,
        "at": str(notice.at) if notice.at else None,
        "about": notice.about,
        "reply": stored,
        "digest": digest(stored),
        "urgency": int(notice.urgency),
        "now": millis(now),
        "expires_at": millis(notice.expires_at),
    }


def _readers(notice: Notice, position: int, found: Mapping[str, Sequence[Row]]) -> list[str]:
    """Of each area the nearest, each once, but for those who hear of it by another."""
    wanted = notice.to
    if not isinstance(wanted, Role):
        return [wanted]
    told: dict[str, None] = {}
    others: set[str] = set()
    for key, area_id in _areas(position, wanted):
        mine = [row for row in found.get(key, ()) if row["contact_id"] != wanted.without]
        nearest = min((row["rank"] for row in mine), default=0)
        near = [row["contact_id"] for row in mine if row["rank"] == nearest]
        if area_id in wanted.heard:
            others.update(near)
        else:
            told |= dict.fromkeys(near)
    return [reader for reader in told if reader not in others]
