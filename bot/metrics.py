"""Figures of this process, in the form that Prometheus reads: by channel, never by person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from prometheus_client import Counter, Gauge

INBOUND = Counter("kunnafoni_inbound", "Messages stored and answered", ["channel"])
OUTBOUND = Counter(
    "kunnafoni_outbound", "Messages handed over to a provider", ["channel", "outcome"]
)
RECEIPTS = Counter(
    "kunnafoni_receipts", "What providers and phones told of our messages", ["channel", "status"]
)
WAITING = Gauge("kunnafoni_waiting", "Messages that wait to be sent", ["channel"])
OLDEST = Gauge("kunnafoni_oldest_waiting_seconds", "How long the oldest waits", ["channel"])
HEARD = Gauge(
    "kunnafoni_heard_seconds", "How long ago a phone that fetches its messages called", ["channel"]
)
TROUBLE = Gauge("kunnafoni_trouble", "1 while a channel is in trouble", ["channel"])


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits to be sent on a channel; `oldest`: seconds since it was queued.

    `heard`: seconds since its phone called, if one does that. `trouble`: silent or stuck.
    """

    waiting: int
    oldest: float
    heard: float | None = None
    trouble: str | None = None


def show(queues: Mapping[str, Queue]) -> None:
    """Set the gauges; a channel on which nothing waits any more shows zero."""
    for gauge in (WAITING, OLDEST, HEARD, TROUBLE):
        gauge.clear()
    for channel, queue in queues.items():
        WAITING.labels(channel).set(queue.waiting)
        OLDEST.labels(channel).set(queue.oldest)
        TROUBLE.labels(channel).set(1 if queue.trouble else 0)
        if queue.heard is not None:
            HEARD.labels(channel).set(queue.heard)
