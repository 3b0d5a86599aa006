"""What may fail without harm and holds nothing up: that we are typing, buttons taken away."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from telegram import Bot
from telegram.constants import ChatAction

from bot.channels.telegram.failing import NO_ANSWER, said
from bot.channels.telegram.updates import Pressed
from bot.message import Inbound

log = structlog.get_logger(__name__)

SOON = 0.7  # seconds after which a person sees that we are at it
LAST = 2.0  # seconds for what is under way when the program stops
MANY = 10_000  # chats whose last question we remember


class Courtesies:
    def __init__(self, bot: Bot, timeout: float) -> None:
        self._bot = bot
        self._timeout = timeout
        self._questions: OrderedDict[str, int] = OrderedDict()
        self._under_way: set[asyncio.Task[None]] = set()

    def do(self, work: Coroutine[Any, Any, Any]) -> None:
        """Beside everything else."""
        task = asyncio.create_task(self._quietly(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    @contextmanager
    def typing(self, inbound: Inbound) -> Iterator[None]:
        """Where what is done within takes long, the person sees that we are at it."""
        later = asyncio.get_running_loop().call_later(SOON, self._show_typing, inbound)
        try:
            yield
        finally:
            later.cancel()

    def _show_typing(self, inbound: Inbound) -> None:
        if not inbound.group:
            chat = int(inbound.sender.path)
            self.do(self._bot.send_chat_action(chat, ChatAction.TYPING))

    def asked(self, chat: str, message: int) -> None:
        """A question was sent: the one before it loses its buttons."""
        earlier = self._questions.pop(chat, None)
        if earlier is not None and earlier != message:
            self.do(self._take_away(chat, earlier))
        self._questions[chat] = message
        if len(self._questions) > MANY:
            self._questions.popitem(last=False)

    def answered(self, button: Pressed) -> None:
        """Telegram waits to be told; and nobody shall press the buttons again."""
        if self._questions.get(button.chat) == button.message:
            del self._questions[button.chat]
        self.do(self._bot.answer_callback_query(button.query))
        self.do(self._take_away(button.chat, button.message))

    async def _take_away(self, chat: str, message: int) -> None:
        await self._bot.edit_message_reply_markup(int(chat), message, reply_markup=None)

    async def _quietly(self, work: Coroutine[Any, Any, Any]) -> None:
        try:
            async with asyncio.timeout(self._timeout):
                await work
        except NO_ANSWER as error:
            log.info("telegram refused a courtesy", error=said(error))

    async def close(self) -> None:
        """Let what is under way finish, if it does so soon."""
        if not self._under_way:
            return
        _done, late = await asyncio.wait(self._under_way, timeout=LAST)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
