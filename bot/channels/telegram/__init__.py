"""Telegram through python-telegram-bot: long polling or a webhook in, its client out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

from telegram.request import BaseRequest

from bot.channels.base import UNKEPT, Menu, Uploads, no_menu
from bot.channels.telegram.channel import PATH, TelegramChannel
from bot.channels.telegram.menus import Menus
from bot.channels.telegram.updates import NAME
from bot.channels.telegram.wire import bot_of, requests_of
from bot.config import Telegram
from bot.errors import BadConfig

__all__ = ["NAME", "PATH", "TelegramChannel", "opened"]


@asynccontextmanager
async def opened(
    config: Telegram,
    public_url: str | None,
    clock: Callable[[], datetime],
    *,
    menu: Menu = no_menu,
    locales: Sequence[str] = (),
    uploads: Uploads = UNKEPT,
    requests: tuple[BaseRequest, BaseRequest] | None = None,
) -> AsyncIterator[TelegramChannel]:
    """The channel with its connections, closed at the end; Telegram need not be there yet.

    `uploads` remember what Telegram has; `menu` are the commands of a locale and of roles.
    `requests` stand in for the network: to do things, and to ask for messages.
    """
    if not config.token.get_secret_value():
        raise BadConfig(["[telegram] token: set KUNNAFONI_TELEGRAM_TOKEN in the environment"])
    requests = requests or requests_of(config)
    bot = bot_of(config, requests)
    channel = TelegramChannel(config, bot, Menus(bot, menu, locales), public_url, clock, uploads)
    try:
        yield channel
    finally:
        await channel.close()
        await asyncio.gather(*(request.shutdown() for request in requests))
