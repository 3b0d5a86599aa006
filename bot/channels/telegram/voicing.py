"""A recording on its way: uploaded once, from then on named by what Telegram calls it."""

from __future__ import annotations

import asyncio

import structlog
from telegram import Bot, Message

from bot.address import Address
from bot.channels.base import Uploads
from bot.channels.telegram.sending import Sender
from bot.errors import AddressStopped, PermanentSendError
from bot.voices import Voice

log = structlog.get_logger(__name__)

UPLOAD_SECONDS = 90.0  # a recording of 1 MB on a slow line
NAME = "voice.ogg"


class Voicing:
    """`account` is the bot, as Telegram numbers it: what it calls a file holds for that bot."""

    def __init__(self, bot: Bot, sender: Sender, uploads: Uploads) -> None:
        self._bot = bot
        self._sender = sender
        self._uploads = uploads
        self._account = f"telegram:{bot.token.partition(':')[0]}"

    async def speak(self, address: Address, voice: Voice) -> None:
        """Raises `SendError`. What Telegram no longer has is uploaded again."""
        known = await self._uploads.file_id(self._account, voice.mark)
        if known is not None:
            try:
                await self._send(address, voice, known)
            except AddressStopped:
                raise
            except PermanentSendError as error:
                log.info("recording is uploaded again", mark=voice.mark, reason=str(error))
            else:
                return
        content = await asyncio.to_thread(voice.content)
        if content is None:
            raise PermanentSendError("the recording is gone, or another is in its place")
        if (file_id := await self._send(address, voice, content)) is not None:
            await self._uploads.keep_file_id(self._account, voice.mark, file_id)

    async def _send(self, address: Address, voice: Voice, what: str | bytes) -> str | None:
        """What Telegram calls it; None if it shows it as something else than a voice message."""
        sent: list[Message] = []

        async def call(chat: int) -> Message:
            message = await self._bot.send_voice(
                chat, what, duration=round(voice.seconds), filename=NAME
            )
            sent.append(message)
            return message

        await self._sender.call(address, call, UPLOAD_SECONDS)
        shown = sent[-1].voice
        if shown is None:
            log.warning("telegram shows a recording as a file", mark=voice.mark)
        return shown.file_id if shown else None
