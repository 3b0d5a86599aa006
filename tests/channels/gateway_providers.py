"""The providers of docs/gateways.md, as far as we use them, each behind a port of this machine."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from aiohttp import web

from tests.channels.answers import Answer, saying
from tests.channels.gateway_server import THEIRS, Bot, Provider


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


class Orange(Provider):
    """OAuth, JSON in the form of OneAPI; tokens are those of `tokens`, and only the last holds."""

    name = "orange"
    hosts = ("https://api.orange.com",)
    secrets: ClassVar = {
        "client_id": "idOfNobody",
        "client_secret": "secretOfNobody",
        "key": "keyOfNobody",
    }
    path = "/smsmessaging/v1/outbound/tel:+2230000/requests"
    lacking = saying(201, '{"outboundSMSMessageRequest": {"resourceURL": ""}}')

    def __init__(self) -> None:
        super().__init__()
        self.tokens: list[str] = []
        self.life: Any = "3600"
        self.token_says: Answer | None = None

    async def other(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/oauth/v3/token":
            return await self._token(request)
        if not self._knows(request):
            return web.json_response({"code": 42, "message": "Expired credentials"}, status=401)
        assert request.path == "/sms/admin/v1/contracts"
        return web.json_response({"partnerContracts": {}})

    async def _token(self, request: web.Request) -> web.StreamResponse:
        if self.token_says is not None:
            return await self.token_says(request)
        assert request.headers["Authorization"] == basic("idOfNobody", "secretOfNobody")
        assert dict(await request.post()) == {"grant_type": "client_credentials"}
        self.tokens.append(f"tokenOfNobody{len(self.tokens)}")
        known = {"token_type": "Bearer", "access_token": self.tokens[-1], "expires_in": self.life}
        return web.json_response(known)

    def _knows(self, request: web.Request) -> bool:
        return bool(self.tokens) and request.headers["Authorization"] == f"Bearer {self.tokens[-1]}"

    async def taken(self, request: web.Request) -> web.StreamResponse:
        if not self._knows(request):
            return web.json_response({"code": 42, "message": "Expired credentials"}, status=401)
        asked = (await request.json())["outboundSMSMessageRequest"]
        if self.refuses:
            error = {"messageId": "SVC0004", "text": "No valid addresses", "variables": [THEIRS]}
            return web.json_response({"requestError": {"serviceException": error}}, status=400)
        text = asked["outboundSMSTextMessage"]["message"]
        key = self.keep(asked["senderAddress"], asked["address"].removeprefix("tel:"), text)
        where = f"https://api.orange.com{self.path}/{key}"
        said = {"outboundSMSMessageRequest": {**asked, "resourceURL": where}}
        return web.json_response(said, status=201)

    async def brings(self, bot: Bot, text: str, number: int = 1, key: str = "keyOfNobody") -> int:
        message = {
            "senderAddress": f"tel:{THEIRS}", "destinationAddress": "tel:+2230000",
            "message": text, "dateTime": f"2026-11-24T08:00:{number:02}Z",
        }  # fmt: skip
        body = {"inboundSMSMessageNotification": {"inboundSMSMessage": message}}
        return await bot.called("POST", f"/gateway/orange?key={key}", json=body)

    async def tells(self, bot: Bot, what: str, key: str = "keyOfNobody") -> int:
        status = {"delivered": "DeliveredToTerminal", "failed": "DeliveryImpossible"}.get(
            what, what
        )
        told = {"address": f"tel:{THEIRS}", "deliveryStatus": status}
        body = {"deliveryInfo": told, "callbackData": self.messages[-1].id}
        path = f"/gateway/orange/receipt?key={key}"
        return await bot.called("POST", path, json={"deliveryInfoNotification": body})

    async def forges(self, bot: Bot) -> list[int]:
        return [await self.brings(bot, "palu 3", key=key) for key in ("", "keyOfSomebody")]

    async def garbles(self, bot: Bot) -> list[int]:
        path = "/gateway/orange?key=keyOfNobody"
        bodies = (b"", b"<html>", b"[]", b"3", b'{"inboundSMSMessageNotification": {}}')
        return [await bot.called("POST", path, content=body) for body in bodies]


class Kannel(Provider):
    """GET in and out; no ids of its own when it takes a message."""

    name = "kannel"
    hosts = ("http://127.0.0.1:13013", "http://127.0.0.1:13000")
    secrets: ClassVar = {
        "password": "passwordOfNobody", "status_password": "statusOfNobody", "key": "keyOfNobody",
    }  # fmt: skip
    path = "/cgi-bin/sendsms"
    lacking = saying(200, "<html><h1>Welcome</h1></html>")

    def gets(self, _request: web.Request) -> bool:
        return True

    async def other(self, request: web.Request) -> web.StreamResponse:
        assert request.path == "/status.txt"
        if request.query.get("password") != "statusOfNobody":
            return web.Response(status=403, text="Denied")
        return web.Response(text="Kannel bearerbox version 1.4.5\nStatus: running, uptime 0d 1h\n")

    async def taken(self, request: web.Request) -> web.StreamResponse:
        query = request.query
        if (query["username"], query["password"]) != ("kunnafoni", "passwordOfNobody"):
            return web.Response(status=403, text="Authorization failed for sendsms")
        if self.refuses:
            return web.Response(status=403, text="Not routable. Do not try again.")
        assert query["charset"] == "UTF-8"
        assert query["coding"] == ("2" if "ɛ" in query["text"] else "0")
        self.keep(query["from"], query["to"], query["text"], query["dlr-url"])
        return web.Response(status=202, text="0: Accepted for delivery")

    async def brings(self, bot: Bot, text: str, number: int = 1, key: str = "keyOfNobody") -> int:
        query = {"key": key, "id": f"in-{number}", "from": THEIRS, "text": text,
                 "time": "1795507200"}  # fmt: skip
        return await bot.called("GET", "/gateway/kannel", params=query)

    async def tells(self, bot: Bot, what: str, key: str = "keyOfNobody") -> int:
        """At the address that came with the message."""
        status = {"delivered": "1", "failed": "2", "sent": "8"}.get(what, what)
        parts = urlsplit(self.messages[-1].ours.replace("%d", status).replace("keyOfNobody", key))
        query = {name: value for name, [value] in parse_qs(parts.query).items()}
        return await bot.called("GET", parts.path, params=query)

    async def forges(self, bot: Bot) -> list[int]:
        return [await self.brings(bot, "palu 3", key=key) for key in ("", "keyOfSomebody")]

    async def garbles(self, bot: Bot) -> list[int]:
        path = "/gateway/kannel?key=keyOfNobody"
        queries = ("", "&id=1&text=x", "&id=1&from=&text=x", "&id=&from=%2B22370000001&text=x",
                   "&id=1&from=%2B22370000001", "&id=a%00&from=%2B22370000001&text=x")  # fmt: skip
        return [await bot.called("GET", path + query) for query in queries]


class AfricasTalking(Provider):
    """A form out, JSON back with status 201 whatever became of it; forms in."""

    name = "africastalking"
    hosts = ("https://api.africastalking.com",)
    secrets: ClassVar = {"api_key": "apiKeyOfNobody", "key": "keyOfNobody"}
    path = "/version1/messaging"
    lacking = saying(
        201, '{"SMSMessageData": {"Recipients": [{"statusCode": 101, "messageId": ""}]}}'
    )

    async def other(self, request: web.Request) -> web.StreamResponse:
        assert (request.path, request.query["username"]) == ("/version1/user", "kunnafoni")
        if request.headers.get("apiKey") != "apiKeyOfNobody":
            return web.Response(status=401, text="The supplied authentication is invalid")
        return web.json_response({"UserData": {"balance": "XOF 100"}})

    async def taken(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        if request.headers.get("apiKey") != "apiKeyOfNobody" or form["username"] != "kunnafoni":
            return web.Response(status=401, text="The supplied authentication is invalid")
        to = str(form["to"])
        if self.refuses:
            return self._says({"statusCode": 403, "number": to, "status": "InvalidPhoneNumber",
                               "messageId": "None"})  # fmt: skip
        key = self.keep(str(form["from"]), to, str(form["message"]))
        return self._says({"statusCode": 101, "number": to, "status": "Success", "messageId": key})

    def _says(self, recipient: dict[str, Any]) -> web.StreamResponse:
        said = {"SMSMessageData": {"Message": "Sent to 1/1", "Recipients": [recipient]}}
        return web.json_response(said, status=201)

    async def brings(self, bot: Bot, text: str, number: int = 1, key: str = "keyOfNobody") -> int:
        form = {"id": f"in-{number}", "from": THEIRS, "to": "36061", "text": text,
                "date": "2026-11-24 08:00:00", "linkId": "", "networkCode": "61002"}  # fmt: skip
        return await bot.called("POST", f"/gateway/africastalking?key={key}", data=form)

    async def tells(self, bot: Bot, what: str, key: str = "keyOfNobody") -> int:
        status = {"delivered": "Success", "failed": "Failed", "sent": "Sent"}.get(what, what)
        form = {"id": self.messages[-1].id, "status": status, "phoneNumber": THEIRS,
                "networkCode": "61002", "failureReason": "DeliveryFailure"}  # fmt: skip
        return await bot.called("POST", f"/gateway/africastalking/receipt?key={key}", data=form)

    async def forges(self, bot: Bot) -> list[int]:
        return [await self.brings(bot, "palu 3", key=key) for key in ("", "keyOfSomebody")]

    async def garbles(self, bot: Bot) -> list[int]:
        path = "/gateway/africastalking?key=keyOfNobody"
        forms = ({}, {"id": "1", "text": "x"}, {"from": THEIRS, "text": "x"},
                 {"id": "1", "from": THEIRS})  # fmt: skip
        return [await bot.called("POST", path, data=form) for form in forms]


class Phone(Provider):
    """SMS Gateway for Android: basic authentication out, webhooks signed with their time in."""

    name = "phone"
    hosts = ("http://192.168.1.20:8080",)
    secrets: ClassVar = {"password": "passwordOfNobody", "signing_key": "signingKeyOfNobody"}
    path = "/messages"
    lacking = saying(202, '{"id": ""}')

    def __init__(self) -> None:
        super().__init__()
        self.well = True

    async def other(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/health":
            status = "pass" if self.well else "fail"
            return web.json_response({"status": status}, status=200 if self.well else 500)
        if request.headers.get("Authorization") != basic("sms", "passwordOfNobody"):
            return web.Response(status=401)
        key = request.path.removeprefix("/messages/")
        if any(message.ours == key for message in self.messages):
            return web.json_response({"id": key, "state": "Sent"})
        return web.Response(status=404)

    async def taken(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != basic("sms", "passwordOfNobody"):
            return web.Response(status=401)
        asked = await request.json()
        if any(message.ours == asked["id"] for message in self.messages):
            said = {"message": "Message with the same ID already exists"}
            return web.json_response(said, status=409)
        [to] = asked["phoneNumbers"]
        if self.refuses:
            return web.json_response({"message": f"Invalid phone number {to}"}, status=400)
        self.keep("+22370000000", to, asked["textMessage"]["text"], asked["id"])
        return web.json_response({"id": asked["id"], "state": "Pending"}, status=202)

    async def posts(
        self, bot: Bot, event: dict[str, Any] | bytes, *, ago: float = 0,
        key: str = "signingKeyOfNobody", **headers: str,
    ) -> int:  # fmt: skip
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        at = str(int(self.clock().timestamp() - ago))
        signed = hmac.new(key.encode(), body + at.encode(), hashlib.sha256).hexdigest()
        known = {"X-Signature": signed, "X-Timestamp": at, "Content-Type": "application/json"}
        return await bot.called(
            "POST", "/gateway/phone", content=body, headers={**known, **headers}
        )

    def received(self, text: str, number: int = 1) -> dict[str, Any]:
        payload = {"messageId": "abc", "message": text, "sender": THEIRS, "recipient": None,
                   "simNumber": 1, "receivedAt": "2026-11-24T08:00:00.000+00:00"}  # fmt: skip
        return {"id": f"event-{number}", "deviceId": "d", "event": "sms:received",
                "webhookId": "w", "payload": payload}  # fmt: skip

    async def brings(self, bot: Bot, text: str, number: int = 1, **how: Any) -> int:
        return await self.posts(bot, self.received(text, number), **how)

    async def tells(self, bot: Bot, what: str, **how: Any) -> int:
        payload = {"messageId": self.messages[-1].ours, "recipient": THEIRS,
                   "reason": "RESULT_ERROR_LIMIT_EXCEEDED"}  # fmt: skip
        event = {"id": "r", "event": f"sms:{what}", "payload": payload}
        return await self.posts(bot, event, **how)

    async def forges(self, bot: Bot) -> list[int]:
        said = self.received("palu 3")
        return [
            await self.posts(bot, said, key="keyOfSomebody"),
            await self.posts(bot, said, **{"X-Signature": ""}),
            await self.posts(bot, said, **{"X-Timestamp": "1795507201"}),
            await self.posts(bot, said, ago=16 * 60),
            await self.posts(bot, said, ago=-16 * 60),
        ]

    async def garbles(self, bot: Bot) -> list[int]:
        events = (b"", b"<html>", {"id": "1"}, {"event": "sms:received"},
                  {"event": "sms:received", "id": "1", "payload": {"sender": THEIRS}},
                  {"event": "sms:sent", "payload": {}})  # fmt: skip
        return [await self.posts(bot, event) for event in events]


PROVIDERS = (Orange, Kannel, AfricasTalking, Phone)
