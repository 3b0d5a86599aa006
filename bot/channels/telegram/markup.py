"""What stands under a message: buttons to answer with, or one that shares a number or a place."""

from __future__ import annotations

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.channels.telegram.updates import button_data
from bot.message import Rendered, Reply
from bot.replies import as_button

SHORT = 12  # letters of a label, up to which several stand side by side
BESIDE = 3

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


def markup(reply: Reply, rendered: Rendered) -> Markup:
    """A message without buttons takes away what an earlier one offered to share."""
    if rendered.choices:
        return _buttons(rendered.choices, reply.asked)
    if rendered.buttons:
        return _buttons(rendered.buttons, None)
    if rendered.wants is None:
        return ReplyKeyboardRemove()
    wanted, label = rendered.wants
    button = KeyboardButton(
        label,
        request_contact=wanted == "contact" or None,
        request_location=wanted == "location" or None,
    )
    return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)


def _buttons(choices: tuple[tuple[str, str], ...], asked: str | None) -> InlineKeyboardMarkup:
    buttons = [
        InlineKeyboardButton(label, callback_data=button_data(as_button(key), asked))
        for key, label in choices
    ]
    beside = BESIDE if all(len(label) <= SHORT for _key, label in choices) else 1
    rows = [buttons[at : at + beside] for at in range(0, len(buttons), beside)]
    return InlineKeyboardMarkup(rows)
