"""STOP and START: whether a person wants to hear from us unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.form import ask
from bot.handler import Context, Handler, Outcome, Reaction, Turn, say
from bot.store.base import Session
from bot.text import _
from handlers.language import offer


@dataclass(frozen=True, slots=True)
class ListeningChanged:
    """`stopped`: the person wants nothing that they have not asked for."""

    contact_id: str
    stopped: bool


async def stop(context: Context) -> Turn:
    text = _(
        "You will get no more messages from us, only answers to what you send. "
        "To receive them again: START."
    )
    return say(text, ListeningChanged(context.contact.id, stopped=True))


async def start(context: Context) -> Turn:
    """Again, for who had stopped. Somebody new is welcomed: Telegram's first button says START."""
    contact = context.contact
    if not contact.stopped and (contact.new or contact.locale is None):
        text = _("Welcome to Kunnafoni, health news by SMS. Your language?")
        return ask(context, "language", "which", offer(context.knowledge.locales, text))
    text = _("You will get our messages again. Send HELP to see what you can do, STOP to end.")
    return say(text, ListeningChanged(context.contact.id, stopped=False))


async def change(session: Session, events: Sequence[ListeningChanged]) -> Outcome:
    await session.set_stopped({event.contact_id: event.stopped for event in events})
    return Outcome()


stopping = Handler("stop", stop, frozenset({"stop"}), interrupts=True, aside=True)
starting = Handler("start", start, frozenset({"start"}), interrupts=True)
reaction = Reaction(ListeningChanged, change)
