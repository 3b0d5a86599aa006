"""A feature as the core sees it: what it answers, and what it does about what happened."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.areas import Areas
from bot.contact import Contact
from bot.conversation import Conversation
from bot.message import Inbound, NewJob, Notice, Reply
from bot.places import Places
from bot.postage import Postage
from bot.review import Review, Reviews
from bot.store.base import Session
from bot.text import Text
from bot.understanding import Lexicons, Understood

Event: TypeAlias = Any  # a frozen value of a feature; the core only looks at its type


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a handler may look up without the database.

    On the `shelf` features keep what they make of it once (an index, with its version).
    `overrides` is the deployment's folder: a data file found there by the same name is read
    instead of ours. `zone` is where days begin and end, `emergency` the number to call in danger,
    `reviews` what may be said in which language.
    `options`: what the configuration says to features, by its section, as plain values.
    `postage`: what messages to many cost.
    """

    lexicons: Lexicons
    places: Places
    areas: Areas
    zone: ZoneInfo
    locales: tuple[str, ...]
    overrides: Path | None = None
    emergency: str = "15"
    reviews: Reviews = field(default_factory=Review)
    shelf: dict[str, Any] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    postage: Postage | None = None

    @property
    def review(self) -> Review:
        return self.reviews.now

    def data_file(self, ours: Path) -> Path:
        theirs = self.overrides / ours.name if self.overrides else None
        return theirs if theirs and theirs.is_file() else ours


@dataclass(frozen=True, slots=True)
class Turn:
    """The outcome of one inbound message: replies, the conversation to keep, what happened.

    `passes`: on a closer look the message is another's; the next handler in line is asked.
    `missed`: it was no answer to what was asked, which is asked again; if the message clearly asks
    for something else, that is answered before.
    """

    replies: tuple[Reply, ...] = ()
    conversation: Conversation | None = None
    events: tuple[Event, ...] = ()
    passes: bool = False
    missed: bool = False


PASS = Turn(passes=True)


def say(text: Text, *events: Event) -> Turn:
    """A turn that speaks and ends the conversation."""
    return Turn((Reply(text),), events=events)


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a handler may know while it answers one message.

    `repeats` tells that the same text came from this contact within the last minutes. `memo` keeps
    for the length of the turn what several look up.
    """

    inbound: Inbound
    contact: Contact
    conversation: Conversation | None
    understood: Understood
    now: datetime
    session: Session
    knowledge: Knowledge
    repeats: bool = False
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def today(self) -> date:
        """The day the message was sent, where it was sent: "hier" counts from here."""
        return (self.inbound.sent_at or self.now).astimezone(self.knowledge.zone).date()


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A question that waits, to ask again; and what is said where another takes its place."""

    question: Reply
    dropped: Text


@dataclass(frozen=True, slots=True)
class Handler:
    """Who answers an intent. `interrupts`: even while another handler awaits an answer.

    `yields`: steps of its own conversation at which whoever is asked for anew goes first.
    `reads`: steps at which it looks at everything first, whole reports too: it passes them on.
    `gives_way`: but not where the message is a whole report, which its word only goes with.
    `verbatim`: steps at which whatever is written, but for a word or two, is the answer.
    `offers`: steps at which it only offers more, and awaits nothing. `aside`: it answers without
    ending another's conversation that waits. `numbers`: it waits for numbers, so digits, hours and
    days are its answer and no report in codes. `keeps`: intents whose word alone answers its own
    questions, whoever else takes it, in a message of `few` words. `roles`: whom it answers; nobody
    named means everybody.
    `claims`: whether a message is for it though no word of its intents says so; it goes before
    reports then, but leaves an open question alone. `leaves`: whether its run passes on a message
    of somebody without anything in the database, by which what people mean can be told without
    one. `again`: its question that waits, to be asked once more after another's answer; None: that
    answer ends it. `unfinished`: what of its conversation is not to be lost in silence where
    something else is answered.
    """

    name: str
    run: Callable[[Context], Awaitable[Turn]]
    intents: frozenset[str] = frozenset()
    interrupts: bool = False
    gives_way: bool = False
    aside: bool = False
    numbers: bool = False
    roles: frozenset[str] = frozenset()
    yields: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    verbatim: frozenset[str] = frozenset()
    keeps: frozenset[str] = frozenset()
    few: int = 3
    offers: frozenset[str] = frozenset()
    leaves: Callable[[Context], bool] = lambda _context: False
    claims: Callable[[Understood, Contact], bool] = lambda _understood, _contact: False
    again: Callable[[Context, Conversation], Reply | None] = lambda _context, _waiting: None
    unfinished: Callable[[Conversation], Unfinished | None] = lambda _conversation: None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reaction or a job wants told, what else has happened by it, and what comes later."""

    notices: tuple[Notice, ...] = ()
    events: tuple[Event, ...] = ()
    jobs: tuple[NewJob, ...] = ()


@dataclass(frozen=True, slots=True)
class Reaction:
    """Run once for all events of one type in a batch, in the transaction of that batch.

    `informed`: it is also given the time and the `Knowledge`.
    """

    to: type
    run: Callable[..., Awaitable[Outcome]]
    informed: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """What to do when a job of this name is due; runs in one transaction like a reaction.

    `first`: what is to be planned now if it is not planned already: for work that comes back.
    """

    name: str
    run: Callable[[Session, NewJob, datetime, Knowledge], Awaitable[Outcome]]
    first: Callable[[datetime, Knowledge], NewJob | None] = lambda _now, _knowledge: None
