"""Group commit: what waits is answered together, in one transaction, then released."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from time import perf_counter

import structlog

from bot.contact import Contact
from bot.conversation import Conversation
from bot.errors import StoreUnavailable, TryAgain
from bot.handler import Context, Event, Handler, Knowledge, Reaction, Turn
from bot.lanes import Lanes
from bot.manners import APOLOGY, out_of_turn, pressed, resumed, talker
from bot.message import Inbound, Notice, Role
from bot.reacting import react
from bot.replies import ordered
from bot.router import Router, answered
from bot.store.base import Batch, Recorded, Store
from bot.turns import Limits, Taken, TurnRecord, Waiting, cleaned, guess
from bot.understanding import Intent, Understood

log = structlog.get_logger(__name__)

TRIES = 8
LOCATION = Intent("location", 0.5)  # a shared place asks for something, if nothing else does
SHARED = Intent("shared", 1.0)  # a number proved by the provider
USUAL = Limits()


class Dispatcher:
    def __init__(
        self,
        store: Store,
        router: Router,
        reactions: Sequence[Reaction],
        knowledge: Knowledge,
        clock: Callable[[], datetime],
        *,
        limits: Limits = USUAL,
        own_numbers: Collection[str] = (),
        committed: Callable[[Sequence[TurnRecord]], None] = lambda _records: None,
    ) -> None:
        """`committed` is told of each batch once it is durable: it wakes the outbox."""
        self._store = store
        self._router = router
        self._reactions = tuple(reactions)
        self._knowledge = knowledge
        self._clock = clock
        self._limits = limits
        self._own = frozenset(own_numbers)
        self._committed = committed
        self._lanes: Lanes[Waiting] = Lanes()
        self._working: asyncio.Task[None] | None = None

    async def receive(self, inbound: Inbound) -> None:
        """Return when message and answer are durable; raise `StoreUnavailable` if they are not."""
        inbound = cleaned(inbound)
        waiting = Waiting(inbound, asyncio.get_running_loop().create_future())
        self._lanes.join(inbound.sender, waiting)
        if self._working is None:
            self._working = asyncio.create_task(self._work())
        await waiting.committed

    async def _work(self) -> None:
        """Take what waits until nobody does; nobody waits for company."""
        try:
            while self._lanes:
                await self._answer(self._lanes.take(self._limits.most))
        finally:
            self._working = None

    async def _answer(self, batch: Sequence[Waiting]) -> None:
        try:
            early = await _patiently(lambda: self._take_turns(batch))
        except Exception as error:
            await self._isolate(batch, error)
            return
        for waiting in reversed(early):
            self._lanes.rejoin(waiting.inbound.sender, waiting)
        for waiting in batch:
            if waiting not in early:
                waiting.release()

    async def _isolate(self, batch: Sequence[Waiting], error: Exception) -> None:
        """All was rolled back: take the messages one by one, give up those that fail alone."""
        if isinstance(error, StoreUnavailable):
            log.warning("store unavailable", reason=str(error), waiting=len(batch))
            for waiting in batch:
                waiting.release(error)
        elif len(batch) > 1:
            for waiting in batch:
                await self._answer([waiting])
        else:
            await self._give_up(batch[0], error)

    async def _take_turns(self, batch: Sequence[Waiting]) -> list[Waiting]:
        """One transaction. Return who came too early: a second address of somebody in it."""
        now = self._clock()
        async with self._store.batch() as session:
            contacts = await session.greet([waiting.inbound for waiting in batch])
            first = {contacts[waiting.inbound.sender].id: waiting for waiting in reversed(batch)}
            people = [(w.inbound, contacts[w.inbound.sender]) for w in first.values()]
            new = await session.record(people, now - self._limits.repeats_within)
            taken = await self._run(session, people, new, now)
            await self._keep(session, taken, now)
        self._committed([each.record for each in taken])
        return [w for w in batch if first[contacts[w.inbound.sender].id] is not w]

    async def _run(
        self,
        session: Batch,
        people: Sequence[tuple[Inbound, Contact]],
        new: dict[tuple[str, str], Recorded],
        now: datetime,
    ) -> list[Taken]:
        answered = [
            (inbound, contact, recorded)
            for inbound, contact in people
            if (recorded := new.get((inbound.channel, inbound.external_id)))
            and inbound.sender.answerable
            and inbound.sender.path not in self._own
        ]
        if not answered:
            return []
        conversations = await session.conversations([contact for _i, contact, _r in answered], now)
        return [
            await self._turn(session, pressed(inbound, waiting), contact, recorded, waiting, now)
            for inbound, contact, recorded in answered
            for waiting in (conversations.get(contact.id),)
        ]

    async def _turn(
        self,
        session: Batch,
        inbound: Inbound,
        contact: Contact,
        recorded: Recorded,
        conversation: Conversation | None,
        now: datetime,
    ) -> Taken:
        began = perf_counter()
        understood = self._understood(inbound, contact)
        guessed = guess(inbound, contact, understood, self._knowledge.locales)
        if guessed is not None:
            contact = replace(contact, locale=guessed)
        context = Context(
            inbound, contact, None, understood, now, session, self._knowledge, recorded.repeats
        )
        first = out_of_turn(inbound, conversation)
        handler, context, turn = await answered(self._router, context, conversation, first)
        if first is None and conversation is not None:
            asked = self._router.named(conversation.handler)
            turn = resumed(handler, turn, context, asked, conversation)
        if handler.aside and turn.conversation is None and context.conversation is None:
            turn = replace(turn, conversation=conversation)
        if inbound.answered:
            turn = replace(turn, replies=())
        spent = (perf_counter() - began) * 1000
        record = _record(context, handler, turn, spent)
        return Taken(inbound, contact, turn, record, guessed)

    def _understood(self, inbound: Inbound, contact: Contact) -> Understood:
        understood = self._knowledge.lexicons.understand(inbound.text, contact.locale)
        if inbound.shared is not None:
            return replace(understood, intents=(SHARED, *understood.intents))
        if (order := ordered(inbound.choice)) is not None:
            return replace(understood, intents=(Intent(order[0], 1.0),))
        if inbound.location is None:
            return understood
        return replace(understood, intents=(*understood.intents, LOCATION))

    async def _keep(self, session: Batch, taken: Sequence[Taken], now: datetime) -> None:
        """Everything the turns want kept, in a few bulk statements."""
        if not taken:
            return
        if guessed := {t.contact.id: t.guessed for t in taken if t.guessed}:
            await session.set_locales(guessed)
        await session.remember({t.contact.id: t.turn.conversation for t in taken})
        said = [(t.inbound, t.contact, reply) for t in taken for reply in t.turn.replies]
        since = now - self._limits.same_within
        talkers = await session.answer(said, self._limits.same_answers, since)
        if talkers:
            log.warning("answers held back", contacts=talkers)
            told = Notice(Role("admin", otherwise=("coordinator",)), talker(self._limits))
            await session.notify([told], now)
        events: list[Event] = [event for t in taken for event in t.turn.events]
        await react(session, self._reactions, events, now, self._knowledge)

    async def _give_up(self, waiting: Waiting, error: Exception) -> None:
        key = {"channel": waiting.inbound.channel, "external_id": waiting.inbound.external_id}
        log.error("turn failed", exc_info=error, **key)
        try:
            await _patiently(lambda: self._record_failure(waiting.inbound, error))
        except Exception as unkept:
            waiting.release(StoreUnavailable(type(unkept).__name__))
        else:
            waiting.release()

    async def _record_failure(self, inbound: Inbound, error: Exception) -> list[Waiting]:
        now = self._clock()
        since = now - self._limits.same_within
        async with self._store.batch() as session:
            contacts = await session.greet([inbound])
            contact = contacts[inbound.sender]
            if await session.record([(inbound, contact)], now):
                await session.fail(inbound, type(error).__name__)
                said = [(inbound, contact, APOLOGY)] if inbound.sender.answerable else []
                await session.answer(said, self._limits.same_answers, since)
        self._committed([])
        return []


def _record(context: Context, handler: Handler, turn: Turn, milliseconds: float) -> TurnRecord:
    return TurnRecord(
        context.contact.id,
        context.inbound.sender,
        context.inbound.channel,
        tuple((intent.name, intent.score) for intent in _meant(context, handler)),
        handler.name,
        tuple(type(event).__name__ for event in turn.events),
        len(turn.replies),
        milliseconds,
        context.conversation is not None,
    )


def _meant(context: Context, handler: Handler) -> tuple[Intent, ...]:
    """What the words weigh, or first that somebody claims the message by more than one word."""
    intents = context.understood.intents[:4]
    best = {intent.name for intent in intents[:1]}
    claimed = handler.claims(context.understood, context.contact) and not best & handler.intents
    return (Intent(handler.name, 1.0), *intents[:3]) if claimed else intents


async def _patiently(take: Callable[[], Awaitable[list[Waiting]]]) -> list[Waiting]:
    """Again, after a moment, while another transaction is in the way."""
    for attempt in range(1, TRIES):
        try:
            return await take()
        except TryAgain:
            await asyncio.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311
    return await take()
