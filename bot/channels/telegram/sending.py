"""One message on its way: in parts, then its place, each as soon as Telegram may take it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from telegram import Bot, LinkPreviewOptions, Message
from telegram.error import ChatMigrated, RetryAfter

from bot.address import Address
from bot.channels.telegram.failing import NO_ANSWER, TOKEN, translated, wait_of
from bot.channels.telegram.gate import Gate, is_group
from bot.channels.telegram.markup import markup
from bot.channels.telegram.parts import parts
from bot.errors import PermanentSendError
from bot.message import Outbound, Rendered, Venue

log = structlog.get_logger(__name__)

PLAIN = LinkPreviewOptions(is_disabled=True)
MANY = 10_000  # messages of which we remember how far they got
REMIND = 60.0  # seconds between two complaints about the token

Call = Callable[[int], Awaitable[Message]]


class Sender:
    """What was taken of a message that failed half-way is not sent again."""

    def __init__(self, bot: Bot, gate: Gate, timeout: float) -> None:
        self._bot = bot
        self._gate = gate
        self._timeout = timeout
        self._taken: OrderedDict[str, list[int]] = OrderedDict()
        self._complained_at = float("-inf")

    async def send(self, outbound: Outbound, rendered: Rendered) -> int:
        """The id of the message that carries the buttons; raise `SendError`."""
        texts = parts(rendered.text)
        taken = self._so_far(outbound.id)
        while len(taken) < len(texts):
            text = texts[len(taken)]
            last = len(taken) + 1 == len(texts)
            taken.append(await self._text(outbound, text, rendered if last else None))
        if outbound.reply.place is not None:
            await self._place(outbound, outbound.reply.place)
        self._taken.pop(outbound.id, None)
        return taken[-1]

    async def _text(self, outbound: Outbound, text: str, rendered: Rendered | None) -> int:
        alone = not is_group(outbound.address)
        under = markup(outbound.reply, rendered) if rendered and alone else None

        async def call(chat: int) -> Message:
            return await self._bot.send_message(
                chat, text, reply_markup=under, link_preview_options=PLAIN
            )

        return await self.call(outbound.address, call, self._timeout)

    async def _place(self, outbound: Outbound, place: Venue) -> None:
        """Its words have arrived: a map that Telegram refuses does not undo that."""
        latitude, longitude = place.location.latitude, place.location.longitude
        where = f"{latitude:.4f}, {longitude:.4f}"

        async def call(chat: int) -> Message:
            return await self._bot.send_venue(chat, latitude, longitude, place.title, where)

        try:
            await self.call(outbound.address, call, self._timeout)
        except PermanentSendError as error:
            log.warning("place not shown", outbound_id=outbound.id, reason=str(error))

    async def call(self, address: Address, call: Call, seconds: float) -> int:
        """The id of what was sent in its turn and within so many `seconds`; raise `SendError`."""
        await self._gate.turn(address)
        try:
            # The client's own timeouts begin anew with each byte: ours does not.
            async with asyncio.timeout(seconds):
                return await _at_its_chat(address, call)
        except NO_ANSWER as error:
            if isinstance(error, RetryAfter):
                self._gate.asked(address, wait_of(error))
            problem = translated(error)
            if str(problem) == TOKEN:
                self._complain()
            raise problem from error

    def _so_far(self, outbound_id: str) -> list[int]:
        taken = self._taken.setdefault(outbound_id, [])
        self._taken.move_to_end(outbound_id)
        if len(self._taken) > MANY:
            self._taken.popitem(last=False)
        return taken

    def _complain(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._complained_at > REMIND:
            self._complained_at = now
            log.error("telegram token not accepted", mend=TOKEN)


async def _at_its_chat(address: Address, call: Call) -> int:
    """A group that became a supergroup has another id, which Telegram tells."""
    try:
        chat = int(address.path)
    except ValueError as error:
        raise PermanentSendError("not a chat of Telegram") from error
    try:
        return _id(await call(chat))
    except ChatMigrated as moved:
        return _id(await call(moved.new_chat_id))


def _id(message: Any) -> int:
    return int(message.message_id)
