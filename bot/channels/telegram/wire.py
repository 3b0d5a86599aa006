"""The library's bot on our connections; what Telegram tells is taken as it comes."""

from __future__ import annotations

from typing import Any

import aiohttp
import orjson
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.channels.proxies import proxy
from bot.config import Telegram

API = "https://api.telegram.org"
CONNECTIONS = 64


class Wire(BaseRequest):
    """The library's seam to the network, by aiohttp, which many connections do not slow down.

    docs/decisions/0010 tells what was measured. An answer that cannot be read is not logged.
    """

    def __init__(self, connections: int, timeout: float) -> None:
        self._timeout = timeout
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=connections),
            headers={"User-Agent": self.USER_AGENT},
        )

    @property
    def read_timeout(self) -> float:
        return self._timeout

    async def initialize(self) -> None:
        """Connections are opened when they are needed."""

    async def shutdown(self) -> None:
        await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body. Of the timeouts only that of reading differs between calls."""
        wait = read_timeout if isinstance(read_timeout, int | float) else self._timeout
        limits = aiohttp.ClientTimeout(total=None, connect=self._timeout, sock_read=wait)
        form = _form(request_data) if request_data else None
        there = URL(url, encoded=True)
        try:
            async with self._session.request(
                method,
                there,
                proxy=proxy(there.scheme, there.host or ""),
                data=form,
                timeout=limits,
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        try:
            return orjson.loads(payload)
        except ValueError:
            raise TelegramError("not JSON") from None


def _form(data: RequestData) -> dict[str, str] | aiohttp.FormData:
    """What is sent; with files, each as a part of its own."""
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


class UpdatingBot(Bot):
    """The library's `get_updates` fails as a whole for one update it does not know: not ours."""

    async def updates(
        self, offset: int | None, patience: float, kinds: tuple[str, ...]
    ) -> list[dict[str, Any]]:
        """What is new from `offset` on, which confirms all before it; wait `patience` seconds."""
        asked = {"offset": offset, "timeout": int(patience), "allowed_updates": list(kinds)}
        found = await self._post("getUpdates", asked, read_timeout=patience + 10)
        if not isinstance(found, list):
            raise TypeError("not a list of updates")
        return found


def requests_of(config: Telegram) -> tuple[BaseRequest, BaseRequest]:
    """To do things, and to ask for messages, which takes long."""
    return Wire(CONNECTIONS, config.timeout_seconds), Wire(1, config.timeout_seconds)


def bot_of(config: Telegram, requests: tuple[BaseRequest, BaseRequest]) -> UpdatingBot:
    """Nothing is asked of Telegram yet."""
    base = (config.base_url or API).rstrip("/")
    return UpdatingBot(
        config.token.get_secret_value(),
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )
