"""The commands that Telegram shows beside the text field: for everybody, and for each role."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Sequence

import structlog
from telegram import Bot, BotCommand, BotCommandScopeChat

from bot.channels.base import Menu
from bot.channels.telegram.failing import NO_ANSWER, said

log = structlog.get_logger(__name__)

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LONGEST = 256  # characters of a description
TWO_LETTERS = 2  # Telegram knows languages by their ISO 639-1 code
MANY = 10_000  # chats of which we remember what they were shown


class Menus:
    """Tells Telegram which commands to show; a chat is told again only when they change."""

    def __init__(self, bot: Bot, menu: Menu, locales: Sequence[str]) -> None:
        self._bot = bot
        self._menu = menu
        self._locales = tuple(locales)
        self._shown: OrderedDict[str, tuple[str | None, tuple[str, ...]]] = OrderedDict()

    async def for_everybody(self) -> None:
        """In the default language, and in each one that Telegram's own settings can name."""
        await self._show(None, (), None)
        for locale in self._locales:
            if len(locale) == TWO_LETTERS:
                await self._show(locale, (), locale)

    async def for_chat(self, chat: str, locale: str | None, roles: tuple[str, ...]) -> None:
        """What a person with roles can do, in their language; as for everybody without roles."""
        wanted = (locale, roles)
        if self._shown.get(chat) == wanted or not (roles or chat in self._shown):
            return
        self._remember(chat, wanted)  # before asking: two messages at once are one change
        scope = BotCommandScopeChat(int(chat))
        try:
            if commands := _commands(self._menu(locale, roles)) if roles else ():
                await self._bot.set_my_commands(commands, scope=scope)
            else:
                await self._bot.delete_my_commands(scope=scope)
        except asyncio.CancelledError:
            raise
        except NO_ANSWER as error:
            self._shown.pop(chat, None)  # with the next message
            log.info("commands not shown", error=said(error))

    async def _show(self, locale: str | None, roles: tuple[str, ...], code: str | None) -> None:
        if commands := _commands(self._menu(locale, roles)):
            await self._bot.set_my_commands(commands, language_code=code)

    def _remember(self, chat: str, wanted: tuple[str | None, tuple[str, ...]]) -> None:
        self._shown[chat] = wanted
        self._shown.move_to_end(chat)
        if len(self._shown) > MANY:
            self._shown.popitem(last=False)


def _commands(menu: Sequence[tuple[str, str]]) -> list[BotCommand]:
    """Those whose word Telegram can show: small letters without accents, digits."""
    return [
        BotCommand(word, description[:LONGEST])
        for word, description in menu
        if COMMAND.fullmatch(word) and description
    ]
