"""What the dispatcher works with: who waits, what became of a message, within which limits."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.address import Address
from bot.contact import Contact
from bot.handler import Turn
from bot.message import Inbound
from bot.understanding import Understood

SOLD_IN = "fr"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages share a transaction, and when two robots are cut short."""

    most: int = 64
    repeats_within: timedelta = timedelta(minutes=10)
    same_answers: int = 5
    same_within: timedelta = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """What the core did with one message, without a word of it: for the simulator's record.

    `answering`: the handler was waiting for an answer.
    """

    contact_id: str
    sender: Address
    channel: str
    intents: tuple[tuple[str, float], ...]
    handler: str
    events: tuple[str, ...]
    replies: int
    milliseconds: float
    answering: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    inbound: Inbound
    committed: asyncio.Future[None]

    def release(self, error: Exception | None = None) -> None:
        if self.committed.done():
            return
        if error is None:
            self.committed.set_result(None)
        else:
            self.committed.set_exception(error)


@dataclass(frozen=True, slots=True)
class Taken:
    """One message that was new, and the turn it led to."""

    inbound: Inbound
    contact: Contact
    turn: Turn
    record: TurnRecord
    guessed: str | None


def guess(
    inbound: Inbound, contact: Contact, understood: Understood, locales: Collection[str]
) -> str | None:
    """The language of who has chosen none: by their words, else by what their application speaks.

    That tells only of who writes for the first time, and nothing where it is French, in which
    telephones are sold, or where a word is of other languages: `bonjour`.
    """
    if contact.locale is not None:
        return None
    if understood.locale_guess is not None:
        return understood.locale_guess
    speaks = inbound.speaks
    if not contact.new or speaks == SOLD_IN or speaks not in locales:
        return None
    words = () if understood.intent("start") else understood.words
    known = [{sense.locale for sense in word.senses} for word in words if word.senses]
    return speaks if all(speaks in theirs for theirs in known) else None


def cleaned(inbound: Inbound) -> Inbound:
    """Without what no database can keep: NUL, and halves of characters."""
    text, choice = _whole(inbound.text), inbound.choice
    if choice is not None:
        choice = _whole(choice)
    if text is inbound.text and choice is inbound.choice:
        return inbound
    return replace(inbound, text=text, choice=choice)


def _whole(text: str) -> str:
    if text.isascii() and "\0" not in text:
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8") if _broken(text) else text
    return whole.replace("\0", " ")


def _broken(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
