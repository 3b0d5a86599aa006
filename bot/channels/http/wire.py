"""The connections to one provider, and what comes back on them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson
from yarl import URL

from bot.channels.http.asking import Asking
from bot.channels.proxies import proxy
from bot.errors import TemporarySendError

CONNECTIONS = 64
LARGEST = 64 * 1024  # bytes of an answer
A_DAY = 24 * 60 * 60.0


class Unclear(TemporarySendError):
    """No usable answer: the provider may have taken the message all the same."""


@dataclass(frozen=True, slots=True)
class Answered:
    """`data` is the body as JSON, None if it is none."""

    status: int
    text: str
    data: Any
    retry_after: float | None = None


class Wire:
    """One session; errors tell their kind, never what was asked: that holds secrets."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=CONNECTIONS), middlewares=(_once,)
        )

    async def close(self) -> None:
        await self._session.close()

    async def ask(self, asking: Asking) -> Answered:
        """Raises `TemporarySendError` where it was never reached, else `Unclear`."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._answered(asking)
        except aiohttp.ClientConnectorError as error:
            raise TemporarySendError(f"cannot be reached: {_kind(error)}") from None
        except (TimeoutError, OSError, aiohttp.ClientError, ValueError) as error:
            raise Unclear(f"no usable answer: {_kind(error)}") from None

    async def _answered(self, asking: Asking) -> Answered:
        url = URL(asking.url, encoded=True)
        async with self._session.request(
            asking.method,
            url,
            proxy=proxy(url.scheme, url.host or ""),
            headers=asking.headers,
            data=asking.body,
            allow_redirects=False,
        ) as response:
            body = await _body(response)
            wait = _seconds(response.headers)
            return Answered(response.status, body.decode("utf-8", "replace"), _json(body), wait)


async def _once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """The library repeats a GET that breaks off: here it may be a message that was taken."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise Unclear(f"no usable answer: {_kind(error)}") from None


async def _body(response: aiohttp.ClientResponse) -> bytes:
    """As much of it as an answer may have."""
    parts = bytearray()
    async for part in response.content.iter_chunked(LARGEST):
        parts += part
        if len(parts) > LARGEST:
            break
    return bytes(parts[:LARGEST])


def _json(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except ValueError:
        return None


def _seconds(headers: Mapping[str, str]) -> float | None:
    wait = headers.get("Retry-After", "")
    return min(float(wait), A_DAY) if wait.isdecimal() else None


def _kind(error: BaseException) -> str:
    return type(error).__name__
