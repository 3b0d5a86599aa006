"""What Telegram tells us, as messages: an update in, an `Inbound` out. Pure.

Ids are `<chat>:<message>`; of an edited message `<chat>:<message>:<time of the edit>`, of a
pressed button `<chat>:<message>:q<query>`, of being added to a group `<chat>:u<update>`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Contact,
    Message,
    MessageEntity,
    Update,
    User,
)
from telegram import Location as Point

from bot.address import Address, tel
from bot.errors import InvalidAddress, InvalidPayload
from bot.locales import locale_of
from bot.message import Inbound, Location

NAME = "telegram"
KINDS = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
)
JOIN = "REJOINDRE"  # what `/start CODE`, a link with an invitation, stands for
COMMAND = re.compile(r"/(\w{1,64})(?:@\w+)?(?=\s|$)")
MARK = re.compile(r"[0-9a-f]{16}")
OUTSIDE = (ChatMember.LEFT, ChatMember.BANNED)
INSIDE = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.RESTRICTED)
CALLING = (MessageEntity.BOT_COMMAND, MessageEntity.MENTION, MessageEntity.TEXT_MENTION)
# What the library raises for what is no update.
BROKEN = (TypeError, KeyError, AttributeError, ValueError, OverflowError, OSError)


@dataclass(frozen=True, slots=True)
class Me:
    """The bot as Telegram knows it; the name is without @."""

    id: int
    username: str


class Pressed(NamedTuple):
    """Where a button was pressed, and the question of Telegram that waits for an answer."""

    chat: str
    message: int
    query: str


def read(raw: object, me: Me | None, now: datetime) -> Inbound | None:
    """The message that an update brings, if it brings one; raise `InvalidPayload`.

    `me` is None until Telegram has told who we are.
    """
    if not isinstance(raw, Mapping) or not isinstance(raw.get("update_id"), int):
        raise InvalidPayload("not an update")
    try:
        known = {name: raw[name] for name in ("update_id", *KINDS) if name in raw}
        update = Update.de_json(known, None)
        return _read(update, me, now)
    except BROKEN as error:
        raise InvalidPayload(f"a broken update: {type(error).__name__}") from error


def _read(update: Update, me: Me | None, now: datetime) -> Inbound | None:
    if query := update.callback_query:
        return _button(query, me, now)
    if member := update.my_chat_member:
        return _added(member, update.update_id, me, now)
    if edited := update.edited_message:
        return _edited(edited, me, now)
    message = update.message or update.channel_post
    return _message(message, me, now) if message else None


def pressed(external_id: str) -> Pressed | None:
    """What the id of a pressed button tells; None for every other message."""
    chat, _colon, rest = external_id.partition(":")
    message, _colon, query = rest.partition(":q")
    return Pressed(chat, int(message), query) if query else None


def _inbound(chat: Chat, mark: str, me: Me | None, now: datetime, **fields: Any) -> Inbound:
    return Inbound(
        channel=NAME,
        external_id=f"{chat.id}:{mark}",
        sender=Address(NAME, str(chat.id)),
        recipient=f"@{me.username}" if me else NAME,
        received_at=now,
        **{"text": "", **fields},
    )


def _message(message: Message, me: Me | None, now: datetime) -> Inbound | None:
    if message.from_user is not None and message.from_user.is_bot:
        return None
    mark = str(message.message_id)
    if message.chat.type != Chat.PRIVATE:
        if not _calls(message, me):
            return None
        return _inbound(message.chat, mark, me, now, sent_at=message.date, group=True)
    said = _said(message)
    if not said:
        return None
    speaks = _speaks(message.from_user)
    return _inbound(message.chat, mark, me, now, sent_at=message.date, speaks=speaks, **said)


def _speaks(user: User | None) -> str | None:
    return locale_of(user.language_code) if user and user.language_code else None


def _edited(message: Message, me: Me | None, now: datetime) -> Inbound | None:
    """A location that moves is told as edits, every few seconds: those are not messages."""
    if message.chat.type != Chat.PRIVATE or message.location or message.edit_date is None:
        return None
    original = f"{message.chat.id}:{message.message_id}"
    mark = f"{message.message_id}:{int(message.edit_date.timestamp())}"
    if not (said := _said(message)):
        return None
    return _inbound(message.chat, mark, me, now, sent_at=message.edit_date, edits=original, **said)


def _said(message: Message) -> dict[str, Any]:
    """Empty for what only tells of the chat: a new picture, a pinned message."""
    text = as_words(message.text or message.caption or "")
    if message.venue is not None:
        return {"text": text or message.venue.title, "location": _point(message.venue.location)}
    if message.location is not None:
        return {"text": text, "location": _point(message.location)}
    if message.contact is not None:
        return _contact(message, message.contact)
    if text:
        return {"text": text}
    return {"unreadable": True} if message.effective_attachment else {}


def as_words(text: str) -> str:
    """`/aide@our_bot koro` as it would be written without the menu: `aide koro`."""
    found = COMMAND.match(text)
    if found is None:
        return text
    name, rest = found[1].replace("_", " "), text[found.end() :].strip()
    if found[1].casefold() == "start" and rest:
        name = JOIN
    return f"{name} {rest}".strip()


def _contact(message: Message, contact: Contact) -> dict[str, Any]:
    """Proof only of the sender's own number; somebody else's is as if it were written."""
    number = f"+{contact.phone_number.lstrip('+')}"
    sender = message.from_user
    if sender and contact.user_id == sender.id and message.forward_origin is None:
        with suppress(InvalidAddress):
            return {"shared": tel(number)}
    return {"text": number}


def _point(point: Point) -> Location:
    if not (-90 <= point.latitude <= 90 and -180 <= point.longitude <= 180):
        raise ValueError("not on the earth")
    return Location(float(point.latitude), float(point.longitude))


def _calls(message: Message, me: Me | None) -> bool:
    """Whether a message of a group speaks to us: a command, or our name."""
    entities: dict[MessageEntity, str] = {}
    if message.text:
        entities = message.parse_entities(list(CALLING))
    elif message.caption:
        entities = message.parse_caption_entities(list(CALLING))
    return any(_is_for(me, entity, words) for entity, words in entities.items())


def _is_for(me: Me | None, entity: MessageEntity, words: str) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return me is not None and entity.user is not None and entity.user.id == me.id
    _command, at, name = words.partition("@")
    if entity.type == MessageEntity.BOT_COMMAND and not at:
        return entity.offset == 0
    return me is not None and name.casefold() == me.username.casefold()


def _added(
    member: ChatMemberUpdated, update_id: int, me: Me | None, now: datetime
) -> Inbound | None:
    """Being added to a group; who blocks us is noticed when we write to them."""
    joins = member.old_chat_member.status in OUTSIDE and member.new_chat_member.status in INSIDE
    if member.chat.type == Chat.PRIVATE or not joins:
        return None
    return _inbound(member.chat, f"u{update_id}", me, now, sent_at=member.date, group=True)


def _button(query: CallbackQuery, me: Me | None, now: datetime) -> Inbound | None:
    message = query.message
    if message is None:
        return None
    asked, _bar, key = (query.data or "").partition("|")
    if not _bar or not (MARK.fullmatch(asked) or not asked):
        asked, key = "", query.data or ""
    mark = f"{message.message_id}:q{query.id}"
    group = message.chat.type != Chat.PRIVATE
    return _inbound(message.chat, mark, me, now, choice=key, asked=asked or None, group=group)


def button_data(key: str, asked: str | None) -> str:
    """What a button carries, at most 64 bytes; `_button` reads it. Keys are short (`as_button`)."""
    return f"{asked or ''}|{key}"
