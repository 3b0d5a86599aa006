"""The terminal as a phone: a line in is a message, what is sent is printed."""

from __future__ import annotations

from collections.abc import Callable

from bot.address import Address
from bot.channels.base import as_sms
from bot.message import Outbound, Rendered


class ConsoleChannel:
    """Shows messages as an SMS phone would, choices numbered, and whom each is for."""

    def __init__(self, show: Callable[[Address, str], None]) -> None:
        self._show = show

    async def send(self, outbound: Outbound, rendered: Rendered) -> str:
        self._show(outbound.address, as_sms(rendered))
        return outbound.id
