"""Twilio's own client, told how to fail: in time, in our words, and without naming anybody."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.rest import Client

from bot.channels.twilio.errors import NO_ANSWER, TOO_MANY, translated
from bot.config import Twilio
from bot.errors import TemporarySendError

A_DAY = 24 * 60 * 60.0
Answer = TypeVar("Answer")


async def asked(call: Awaitable[Answer], seconds: float) -> Answer:
    """What Twilio answers; raise `SendError`, `Unclear` where it may have done it all the same."""
    try:
        # The client's own timeout does not end a call: ours does.
        async with asyncio.timeout(seconds):
            return await call
    except NO_ANSWER as error:
        raise translated(error) from error


class _Http(AsyncTwilioHttpClient):
    """Tells how long Twilio asks us to wait: its exceptions do not."""

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        response = await super().request(*args, **kwargs)
        wait = response.headers.get("Retry-After", "")
        if response.status_code == TOO_MANY and wait.isdecimal():
            raise TemporarySendError("Twilio 429: too many calls", min(float(wait), A_DAY))
        return response

    def log_request(self, kwargs: dict[str, Any]) -> None:
        """Without what is asked for: numbers."""
        self.logger.info("%s %s", kwargs["method"], str(kwargs["url"]).partition("?")[0])


@asynccontextmanager
async def connected(config: Twilio) -> AsyncIterator[Client]:
    """The client with its connections, closed at the end."""
    http = _Http(timeout=config.timeout_seconds)
    client = Client(config.account_sid, config.auth_token.get_secret_value(), http_client=http)
    if config.base_url:
        for domain in (client.api, client.messaging):
            domain.base_url = config.base_url.rstrip("/")
    try:
        yield client
    finally:
        await http.close()
