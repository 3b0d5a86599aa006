"""The composition root: the only place that knows everything and puts it together."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from bot.channels.base import Channel, Collect
from bot.cli.connecting import Connected, connected, pacings
from bot.cli.exchanging import opened_pusher
from bot.cli.knowing import knowing
from bot.cli.menu import menu_of
from bot.cli.running import run_together
from bot.cli.signing import watched_review
from bot.cli.voicing import watched_voices
from bot.cli.warming import warm
from bot.config import Settings
from bot.dispatcher import Dispatcher
from bot.handler import Knowledge
from bot.i18n import Catalogs
from bot.jobs import Jobs
from bot.leading import Leases
from bot.metrics import INBOUND
from bot.outbox import Outbox
from bot.paths import LOCALES
from bot.postage import Postage
from bot.review import Reviews
from bot.router import Router
from bot.sending import Pace
from bot.sms import foldings
from bot.speaking import Speaking
from bot.store.base import Database
from bot.store.mail import SQLMail
from bot.store.marks import SQLMarks
from bot.store.opening import Purpose, open_database, purpose_of
from bot.store.speech import SQLSpeeches
from bot.store.store import SQLStore
from bot.store.visiting import SQLVisits
from bot.trouble import Patience
from bot.turns import Limits, TurnRecord
from bot.voices import Speakable
from bot.watching import Watching
from handlers import FALLBACK, HANDLERS, JOBS, REACTIONS
from handlers.exchange.pushing import Pusher

Observer = Callable[[Sequence[TurnRecord]], None]


def clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class House:
    """Everything that runs, and what its commands and pages need of it."""

    settings: Settings
    database: Database
    knowledge: Knowledge
    catalogs: Catalogs
    dispatcher: Dispatcher
    outbox: Outbox
    jobs: Jobs
    connected: Connected
    leases: Leases
    watching: Watching
    speaking: Speaking
    pusher: Pusher | None = None

    async def work(self) -> None:
        """Send, listen and do what is due until cancelled."""
        listening = [
            self.leases.alone(f"listen {name}", partial(poller.listen, self.dispatcher.receive))
            for name, poller in self.connected.pollers.items()
        ]
        watching = self.leases.alone("watch", self.watching.run)
        sending = self.outbox.run(self.leases.alone)
        others = [self.leases.alone("dhis2", self.pusher.run)] if self.pusher else []
        if self.speaking.speaks:
            others.append(self.leases.alone("speak", self.speaking.run))
        warming = asyncio.create_task(asyncio.to_thread(warm, self.knowledge, clock()))
        await run_together(sending, self.jobs.run(), watching, *listening, *others)
        warming.cancel()

    @property
    def collects(self) -> dict[str, Collect]:
        """What waits to be sent, by the path of the webhook whose phones fetch it."""
        pulled = self.connected.pulled
        return {path: partial(self.outbox.collect, pulled[path]) for path in pulled}


@asynccontextmanager
async def opened_house(
    settings: Settings,
    purpose: Purpose | None,
    channels: Mapping[str, Channel] | None = None,
    observe: Observer = lambda _records: None,
    now: Callable[[], datetime] = clock,
) -> AsyncIterator[House]:
    """Indexes built, the configured channels and `channels` connected; `now` may be played."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings.database.url, purpose))
        reviews, voices = await _approved(settings, database, purpose)
        knowledge = await knowing(settings, database, reviews)
        catalogs = _catalogs(settings, reviews, voices)
        menu, speeches = menu_of(knowledge, catalogs), SQLSpeeches(database)
        found = await connected(settings, stack, now, SQLMarks(database), menu, speeches)
        for name, channel in (channels or {}).items():
            found.add(name, channel)
        knowledge = replace(knowledge, postage=_postage(settings, catalogs, found))
        speaking = Speaking(speeches, found.channels, voices, now)
        outbox = _outbox(settings, database, catalogs, found, now, speaking)
        store = SQLStore(database)
        jobs = Jobs(store, database, JOBS, REACTIONS, knowledge, now, outbox.wake)
        dispatcher = _dispatcher(settings, store, knowledge, now, (outbox, jobs), observe)
        leases = Leases(database, now, "one" if settings.database.alone else None)
        _settle_memory()
        yield House(
            settings, database, knowledge, catalogs, dispatcher, outbox, jobs, found, leases,
            _watching(settings, store, found, outbox), speaking,
            opened_pusher(settings, database, knowledge, stack, now),
        )  # fmt: skip


async def _approved(
    settings: Settings, database: Database, purpose: Purpose | None
) -> tuple[Reviews, Speakable]:
    """What may be said, and what may be heard; in a demo drafts too."""
    drafts = (purpose or await purpose_of(database)) == "demo"
    return watched_review(settings, drafts=drafts), watched_voices(settings, drafts=drafts)


def _catalogs(settings: Settings, review: Reviews, voices: Speakable) -> Catalogs:
    bot = settings.bot
    return Catalogs(
        LOCALES, bot.locales, bot.default_locale, bot.fallback, review=review, voices=voices
    )


def _outbox(
    settings: Settings,
    database: Database,
    catalogs: Catalogs,
    found: Connected,
    now: Callable[[], datetime],
    speaking: Speaking,
) -> Outbox:
    return Outbox(
        SQLMail(database),
        found.channels,
        catalogs,
        now,
        Pace(settings.outbox.lease, settings.outbox.at_once),
        pacings=pacings(settings, found.channels),
        visits=SQLVisits(database),
        pulled=frozenset(found.pulled.values()),
        spoken=speaking.wake,
    )


def _postage(settings: Settings, catalogs: Catalogs, found: Connected) -> Postage:
    return Postage(
        catalogs,
        foldings(LOCALES) if settings.sms.fold else {},
        settings.costs,
        pacings(settings, found.channels),
        settings.broadcasts.second_above,
        settings.broadcasts.lasts,
        settings.broadcasts.segments,
    )


def _watching(settings: Settings, store: SQLStore, found: Connected, outbox: Outbox) -> Watching:
    patience = Patience(settings.watch.silent, settings.watch.waiting)
    return Watching(
        store, pacings(settings, found.channels), frozenset(found.pulled.values()), clock,
        patience, outbox.wake, found.prompt,
    )  # fmt: skip


def _settle_memory() -> None:
    """What was built at the start stays: the collector need not look through it for each batch."""
    gc.collect()
    gc.freeze()


def _dispatcher(
    settings: Settings,
    store: SQLStore,
    knowledge: Knowledge,
    now: Callable[[], datetime],
    wakes: Sequence[Outbox | Jobs],
    observe: Observer,
) -> Dispatcher:
    def committed(records: Sequence[TurnRecord]) -> None:
        for record in records:
            INBOUND.labels(record.channel).inc()
        for each in wakes:
            each.wake()
        observe(records)

    return Dispatcher(
        store,
        Router(HANDLERS, FALLBACK),
        REACTIONS,
        knowledge,
        now,
        limits=_limits(settings),
        own_numbers=settings.own_numbers,
        committed=committed,
    )


def _limits(settings: Settings) -> Limits:
    return Limits(
        repeats_within=settings.reports.duplicate_within,
        same_answers=settings.robots.most,
        same_within=settings.robots.within,
    )
