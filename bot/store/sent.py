"""What follows, in the database, from a message having been sent: it is counted, and heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.store.base import Row, Settled, millis

TOO_LATE = timedelta(hours=1)  # after which nobody remembers what they asked


def counts(settled: Sequence[Settled]) -> list[Row]:
    """Rows of segments by channel, number and day."""
    found: Counter[tuple[str, str, str]] = Counter()
    for each in settled:
        found[each.outbound.channel, each.outbound.sender, each.day] += each.segments
    return [
        {"channel": channel, "sender": sender, "day": day, "segments": segments}
        for (channel, sender, day), segments in found.items()
    ]


def heard(settled: Sequence[Settled], now: datetime) -> list[Row]:
    """Rows of what is still to be heard of them."""
    return [
        {
            "outbound_id": each.outbound.id,
            "channel": each.outbound.channel,
            "address": str(each.outbound.address),
            "marks": " ".join(each.voices),
            "due_at": millis(now),
            "expires_at": millis(now + TOO_LATE),
        }
        for each in settled
        if each.voices
    ]
