"""A client that keeps so many requests in flight, or sends at a steady rate."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

END_OF_HEAD = b"\r\n\r\n"


@dataclass(slots=True)
class Outcome:
    """`seconds` for all; `latencies` in seconds, each from when it was due to its answer."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds

    def latency(self, share: float) -> float:
        """The latency (seconds) that this share of the requests stayed below."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class _Wire(asyncio.Protocol):
    """One connection with at most one request on it."""

    def __init__(self) -> None:
        self._waiting: asyncio.Future[int] | None = None
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def ask(self, request: bytes) -> asyncio.Future[int]:
        self._waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self._waiting

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, body = self._buffer.partition(END_OF_HEAD)
        if not found:
            return
        lowered = head.lower()
        begin = lowered.index(b"content-length:") + 15
        length = int(lowered[begin:].split(b"\r\n", 1)[0])
        if len(body) >= length and self._waiting is not None:
            self._buffer = b""
            self._waiting.set_result(int(head[9:12]))

    def connection_lost(self, _error: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ConnectionError("closed by the server"))


async def _connected(host: str, port: int, number: int) -> list[_Wire]:
    loop = asyncio.get_running_loop()
    made = [await loop.create_connection(_Wire, host, port) for _each in range(number)]
    return [wire for _transport, wire in made]


async def keep_in_flight(
    host: str, port: int, requests: Sequence[bytes], in_flight: int = 64
) -> Outcome:
    """As fast as the server answers, always so many requests waiting."""
    wires = await _connected(host, port, in_flight)
    outcome, rest = Outcome(), iter(requests)

    async def work(wire: _Wire) -> None:
        for request in rest:
            began = perf_counter()
            outcome.statuses[await wire.ask(request)] += 1
            outcome.latencies.append(perf_counter() - began)

    began = perf_counter()
    await asyncio.gather(*map(work, wires))
    outcome.seconds = perf_counter() - began
    for wire in wires:
        wire.transport.close()
    return outcome


async def at_a_rate(
    host: str, port: int, requests: Sequence[bytes], rate: float, wires: int = 128
) -> Outcome:
    """So many a second, however slow the answers: latency counts from when each was due."""
    free = await _connected(host, port, wires)
    every, outcome = list(free), Outcome()
    began = perf_counter()

    async def one(wire: _Wire, request: bytes, due: float) -> None:
        outcome.statuses[await wire.ask(request)] += 1
        outcome.latencies.append(perf_counter() - due)
        free.append(wire)

    async with asyncio.TaskGroup() as tasks:
        for position, request in enumerate(requests):
            due = began + position / rate
            while (wait := due - perf_counter()) > 0 or not free:  # noqa: ASYNC110
                await asyncio.sleep(max(wait, 0.0005))
            tasks.create_task(one(free.pop(), request, due))
    outcome.seconds = perf_counter() - began
    for wire in every:
        wire.transport.close()
    return outcome
