"""A Telegram that nobody has: the updates it sends, and what it answers to our calls."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from telegram.request import BaseRequest

from bot.address import Address
from bot.channels.telegram import TelegramChannel, opened
from bot.channels.telegram.wire import Wire
from bot.config import Telegram
from bot.message import Outbound, Rendered, Reply, Urgency
from bot.text import verbatim
from tests.channels import NOW

TOKEN = "123456:made-up-token-of-nobody"  # noqa: S105
SECRET = "made-up_secret-of-nobody"  # noqa: S105
ME = {"id": 123456, "is_bot": True, "first_name": "Kunnafoni", "username": "kunnafoni_bot"}
CHAT = 987654
GROUP = -1001
AT = 1_795_000_000  # 2026-11-18, in seconds
RIGHTS = dict.fromkeys(
    (
        "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
        "can_manage_video_chats", "can_restrict_members", "can_promote_members",
        "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
        "can_delete_stories",
    ),
    False,
)  # fmt: skip
WITHOUT_LIMITS = {"per_second": 1000, "per_chat": 1000, "per_group": 60_000}
Answer = tuple[int, object]
_serial = count(1)


def config(**changes: Any) -> Telegram:
    known = {"token": TOKEN, "webhook_secret": SECRET, "timeout_seconds": 2, **WITHOUT_LIMITS}
    return Telegram(**{**known, **changes})


# Updates


def person(chat: int = CHAT, **changes: Any) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "A", **changes}


def message(text: str | None = None, chat: int = CHAT, **changes: Any) -> dict[str, Any]:
    """A message as Telegram shows it; those fields set to None are left out."""
    kind = "private" if chat > 0 else "supergroup"
    known = {
        "message_id": next(_serial),
        "date": AT,
        "chat": {"id": chat, "type": kind},
        "from": person(abs(chat)),
        "text": text,
    }
    return {key: value for key, value in {**known, **changes}.items() if value is not None}


def update(**what: Any) -> dict[str, Any]:
    return {"update_id": next(_serial), **what}


def texted(text: str, chat: int = CHAT, **changes: Any) -> dict[str, Any]:
    return update(message=message(text, chat, **changes))


def button(data: str, of: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A button of the message `of` was pressed."""
    known = {
        "id": str(next(_serial)),
        "from": person(of["chat"]["id"]),
        "message": of,
        "chat_instance": "1",
        "data": data,
    }
    return update(callback_query={**known, **changes})


def member(old: str, new: str, chat: int = GROUP, **changes: Any) -> dict[str, Any]:
    def status(name: str) -> dict[str, Any]:
        more = {"kicked": {"until_date": 0}, "administrator": RIGHTS}
        return {"status": name, "user": ME, **more.get(name, {})}

    known = {
        "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup"},
        "from": person(),
        "date": AT,
        "old_chat_member": status(old),
        "new_chat_member": status(new),
    }
    return update(my_chat_member={**known, **changes})


# What it answers


def fine(result: object = True) -> Answer:
    return 200, {"ok": True, "result": result}


def refused(code: int, words: str, **parameters: object) -> Answer:
    told = {"ok": False, "error_code": code, "description": words}
    return code, told | ({"parameters": parameters} if parameters else {})


def too_many(seconds: int) -> Answer:
    words = f"Too Many Requests: retry after {seconds}"
    return refused(429, words, retry_after=seconds)


class FakeTelegram(BaseRequest):
    """The library's seam to the network. `answers` come first, by method; then all is well."""

    def __init__(self, latency: float = 0.0) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.counts: Counter[str] = Counter()
        self.answers: dict[str, deque[Answer | Exception]] = {}
        self.updates: list[dict[str, Any]] = []
        self.confirmed = 0
        self.latency = latency
        self.before: Callable[[str, dict[str, Any]], Answer | None] = lambda _m, _p: None
        self.news = asyncio.Event()
        self._messages = count(1000)

    def will(self, method: str, *answers: Answer | Exception) -> None:
        self.answers.setdefault(method, deque()).extend(answers)

    def brings(self, *updates: dict[str, Any]) -> None:
        self.updates += updates
        self.news.set()

    def said(self, chat: int = CHAT) -> list[str]:
        """The texts that a chat was sent."""
        sent = self.of("sendMessage")
        return [each["text"] for each in sent if each["chat_id"] == chat]

    def of(self, method: str) -> list[dict[str, Any]]:
        return [parameters for name, parameters in self.calls if name == method]

    parse_json_payload = staticmethod(Wire.parse_json_payload)

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: Any = None, *timeouts: Any, **named: Any
    ) -> tuple[int, bytes]:
        name = url.rpartition("/")[2]
        assert url == f"https://api.telegram.org/bot{TOKEN}/{name}"
        parameters = dict(request_data.parameters) if request_data else {}
        code, payload = await self._answer(name, parameters)
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        return code, body

    async def _answer(self, name: str, parameters: dict[str, Any]) -> Answer:
        self.counts[name] += 1
        if name != "getUpdates":
            self.calls.append((name, parameters))
        if (early := self.before(name, parameters)) is not None:
            return early
        await asyncio.sleep(self.latency)
        if self.answers.get(name):
            answer = self.answers[name].popleft()
            if isinstance(answer, Exception):
                raise answer
            return answer
        return fine(await self._result(name, parameters))

    async def _result(self, name: str, parameters: dict[str, Any]) -> object:
        if name == "getMe":
            return ME
        if name == "getUpdates":
            return await self._new_updates(parameters.get("offset") or 0)
        if name in ("sendMessage", "sendVenue"):
            chat = parameters["chat_id"]
            return message(None, chat, message_id=next(self._messages), **{"from": ME})
        if name == "sendVoice":
            voice = {"file_id": f"F{next(self._messages)}", "file_unique_id": "u", "duration": 1}
            return message(None, parameters["chat_id"], voice=voice, **{"from": ME})
        if name == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        return True

    async def _new_updates(self, offset: int) -> list[dict[str, Any]]:
        """Those from `offset` on; all before it are confirmed, and forgotten."""
        self.confirmed = max(self.confirmed, offset)
        self.updates = [each for each in self.updates if each["update_id"] >= offset]
        if not self.updates:
            self.news.clear()
            try:
                async with asyncio.timeout(0.2):
                    await self.news.wait()
            except TimeoutError:
                return []
        return self.updates[:100]


@asynccontextmanager
async def channel(
    telegram: FakeTelegram, public_url: str | None = None, clock=lambda: NOW, **changes: Any
) -> AsyncIterator[TelegramChannel]:
    options = {key: changes.pop(key) for key in ("menu", "locales") if key in changes}
    requests = (telegram, telegram)
    async with opened(config(**changes), public_url, clock, requests=requests, **options) as made:
        yield made


def outbound(
    reply: Reply | str = "x", chat: int | str = CHAT, number: int | None = None, **changes: Any
) -> Outbound:
    reply = Reply(verbatim(reply)) if isinstance(reply, str) else reply
    known = {
        "id": f"out-{number or next(_serial)}",
        "contact_id": "c1",
        "channel": "telegram",
        "address": Address("telegram", str(chat)),
        "sender": "@kunnafoni_bot",
        "reply": reply,
        "locale": "fr",
        "urgency": Urgency.ANSWER,
    }
    return Outbound(**{**known, **changes})


def rendered(text: str = "x", *choices: tuple[str, str], **changes: Any) -> Rendered:
    return Rendered(text, tuple(choices), **changes)
