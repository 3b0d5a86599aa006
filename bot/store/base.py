"""What the core asks of a database, and the verbs it is asked in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol

import aiosql
import orjson

from bot.address import Address
from bot.contact import Contact
from bot.conversation import Conversation
from bot.message import Inbound, NewJob, Notice, Outbound, Receipt, Reply

Row = dict[str, Any]
ROLES_SQL = Path(__file__).parent / "queries" / "roles.sql"  # given by files, and by codes
# What several statements share is written once, `-- part: NAME`, and named `/* NAME */`.
PART = re.compile(r"^-- part: (\w+)\n(.*?)(?=^-- (?:name|part): |\Z)", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"/\* (\w+) \*/")
REMARK = re.compile(r"^--.*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """A database's name, as its own .sql files have it, and how aiosql reaches it."""

    name: Literal["sqlite", "postgres"]
    adapter: Any


class Queries:
    """The statements of some .sql files, prepared for a database by aiosql when first used."""

    def __init__(self, *paths: Path) -> None:
        self._paths = paths
        self._prepared: dict[str, Any] = {}

    def of(self, dialect: Dialect) -> Any:
        if dialect.name not in self._prepared:
            self._prepared[dialect.name] = _prepare(self._paths, dialect)
        return self._prepared[dialect.name]


@cache
def _prepare(paths: tuple[Path, ...], dialect: Dialect) -> Any:
    """A file named after a database is read for that database only; all others are shared."""
    others = {"sqlite", "postgres"} - {dialect.name}
    texts = [path.read_text("utf-8") for path in sorted(paths) if path.stem not in others]
    return aiosql.from_str(composed("\n".join(texts)), dialect.adapter)


def composed(text: str) -> str:
    """The statements with their shared parts put in; `KeyError` for one not there."""
    parts = {name: REMARK.sub("", body).strip() for name, body in PART.findall(text)}
    text = PART.sub("", text)
    while NAMED.search(text):
        text = NAMED.sub(lambda found: parts[found[1]], text)
    return text


def as_rows(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as the one JSON parameter of a bulk statement."""
    return orjson.dumps({str(position): row for position, row in enumerate(rows)}).decode()


def millis(moment: datetime | None) -> int | None:
    """Milliseconds since 1970, as every time is stored."""
    return None if moment is None else int(moment.timestamp() * 1000)


def moment(stored: int | None) -> datetime | None:
    return None if stored is None else datetime.fromtimestamp(stored / 1000, UTC)


Named = tuple[str, Mapping[str, Any]]  # a statement, and its parameters
Each = Sequence[Named]


class Connection(Protocol):
    """One open transaction."""

    async def fetch(self, queries: Queries, name: str, /, **params: Any) -> list[Row]: ...

    async def fetch_each(
        self, queries: Queries, each: Each, together: Named | None = None, /
    ) -> list[list[Row]]:
        """Several statements, one after another: fewer ways to go. `together` does them all, where
        a database has it; each row says in `done` of which it is, or all are of the last."""
        ...


class Database(Protocol):
    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """Commit, or roll back and raise; `TryAgain` and `StoreUnavailable` are told apart."""
        ...

    def reading(self) -> AbstractAsyncContextManager[Connection]:
        """For looking only, beside the writer: pages and commands, never turns."""
        ...


class Session(Connection, Protocol):
    """The transaction around a batch, as handlers (reading) and reactions (writing) see it.

    `memo` keeps for the length of the batch what every turn of it would read again.
    """

    memo: dict[str, Any]

    def number(self) -> int:
        """The next number a person can name."""
        ...

    async def set_locales(self, locales: Mapping[str, str]) -> None:
        """The locale chosen by each contact's id."""
        ...

    async def set_stopped(self, stopped: Mapping[str, bool]) -> None:
        """Whether each contact, by id, wants nothing unasked."""
        ...

    async def set_places(self, places: Mapping[str, str]) -> None:
        """The place to remember for each contact's id."""
        ...

    async def unite(self, contact_id: str, address: Address, now: datetime) -> str:
        """Make a contact and the owner of an address one person: the owner, whose id comes back.

        Only for who proved that the address is theirs. Features move what they keep themselves.
        """
        ...


@dataclass(frozen=True, slots=True)
class Recorded:
    """An inbound that was not there before; `repeats` the same text of minutes ago."""

    id: str
    repeats: bool


class Batch(Session, Protocol):
    """The same transaction, as the dispatcher sees it: greet, record, read, keep."""

    async def greet(self, inbounds: Sequence[Inbound]) -> dict[Address, Contact]: ...
    async def record(
        self, people: Sequence[tuple[Inbound, Contact]], repeats_since: datetime
    ) -> dict[tuple[str, str], Recorded]: ...
    async def conversations(
        self, contacts: Sequence[Contact], now: datetime
    ) -> dict[str, Conversation]: ...
    async def remember(self, kept: Mapping[str, Conversation | None]) -> None: ...
    async def answer(
        self, said: Sequence[tuple[Inbound, Contact, Reply]], most: int, since: datetime
    ) -> list[str]: ...
    async def notify(self, notices: Sequence[Notice], now: datetime) -> None: ...
    async def plan(self, jobs: Sequence[NewJob]) -> None: ...
    async def fail(self, inbound: Inbound, error: str) -> None: ...


class Store(Protocol):
    """Where batches are kept."""

    def batch(self) -> AbstractAsyncContextManager[Batch]: ...


@dataclass(frozen=True, slots=True)
class Claimed:
    """Messages that are ours to send until the lease ends, and how many were dropped instead."""

    outbounds: tuple[Outbound, ...] = ()
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one message that was handed over: one of the first three says which.

    `external_id`: the provider took it; `due_at`: later; `reason`: never. `stop`: its address
    wants nothing more. `segments` were sent on `day` (ISO). `voices`: marks of recordings that
    are to be heard of it still.
    """

    outbound: Outbound
    external_id: str | None = None
    due_at: datetime | None = None
    reason: str | None = None
    stop: bool = False
    segments: int = 1
    day: str = ""
    voices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handed:
    """So many segments, given to a phone at a time."""

    at: datetime
    segments: int


class Visit(Protocol):
    """The transaction of a phone's call. `handed`: what it was given of late."""

    handed: tuple[Handed, ...]

    async def sent_on(self, day: str) -> dict[str, int]: ...
    async def claim(self, *, lease: datetime, most: int, held: Collection[str]) -> Claimed: ...
    async def give_back(self, ids: Sequence[str]) -> None:
        """What was claimed, and would be too much for now."""
        ...

    async def end(
        self, given: Sequence[Settled], failed: Sequence[Settled], handed: Sequence[Handed]
    ) -> None:
        """`given` are its own until they are due again; `handed` is what to remember."""
        ...


class Visits(Protocol):
    """Phones that call for what they are to send; of one phone, one call at a time."""

    def open(self, channel: str, now: datetime) -> AbstractAsyncContextManager[Visit]: ...


class Mail(Protocol):
    """What waits to be sent, and what became of it."""

    async def claim(
        self,
        now: datetime,
        channel: str,
        *,
        lease: datetime,
        most: int,
        held: Collection[str] = (),
    ) -> Claimed: ...
    async def next_due(self, channel: str, held: Collection[str] = ()) -> datetime | None: ...
    async def sent_on(self, channel: str, day: str) -> dict[str, int]: ...
    async def broadcast_status(self, broadcast: str) -> str | None: ...
    async def settle(
        self, settled: Sequence[Settled], receipts: Sequence[Receipt], now: datetime
    ) -> None: ...
