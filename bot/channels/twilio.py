"""SMS through Twilio: signed webhooks in, the official asynchronous client out."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Literal

import aiohttp
from multidict import MultiDict
from twilio.base.exceptions import (
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from bot.address import sender
from bot.channels.base import HookRequest, Received, SmsText
from bot.config import Twilio
from bot.errors import (
    AddressStopped,
    Forged,
    InvalidPayload,
    PermanentSendError,
    TemporarySendError,
)
from bot.message import Inbound, Outbound, Receipt, Rendered
from bot.sms import Folding

NAME = "twilio"
UNSUBSCRIBED = 21610  # the person sent STOP to Twilio's own opt-out
TOO_MANY = 429
# Too many; a wrong token, which an operator will mend; a hotel's login page, not Twilio.
TEMPORARY = frozenset({TOO_MANY, 401, 403, *range(300, 400)})
# What the client raises where no answer came, or one that is not Twilio's.
NO_ANSWER = (
    TimeoutError,
    OSError,
    aiohttp.ClientError,
    TwilioException,
    ValueError,
    AttributeError,
)
EMPTY = b'<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
STATUSES: Mapping[str, Literal["sent", "delivered", "failed"]] = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
}


class TwilioChannel:
    """Implements `Channel` and `Webhook`."""

    methods = ("POST",)

    def __init__(
        self,
        config: Twilio,
        client: Client,
        public_url: str | None,
        foldings: Mapping[str, Folding],
        clock: Callable[[], datetime],
    ) -> None:
        self._config = config
        self._client = client
        self._callback = f"{public_url.rstrip('/')}/twilio" if public_url else None
        self._text = SmsText(foldings)
        self._clock = clock
        self._key = config.auth_token.get_secret_value().encode()
        self._validator = RequestValidator(config.auth_token.get_secret_value())

    def parse(self, request: HookRequest) -> Received:
        form = dict(request.form)
        if not self._is_signed(request, form):
            raise Forged("the signature is missing or wrong")
        if not form.get("MessageSid"):
            raise InvalidPayload("no MessageSid")
        if any("\0" in form.get(name, "") for name in ("MessageSid", "From", "To")):
            raise InvalidPayload("a NUL in a number or an id")
        if "Body" not in form:
            return Received(receipts=self._receipts(form))
        if not form.get("From"):
            raise InvalidPayload("no From")
        inbound = Inbound(
            channel=NAME,
            external_id=form["MessageSid"],
            sender=sender(form["From"]),
            recipient=form.get("To", ""),
            text=form["Body"],
            received_at=self._clock(),
        )
        return Received((inbound,), body=EMPTY, content_type="text/xml")

    def _receipts(self, form: Mapping[str, str]) -> tuple[Receipt, ...]:
        status = STATUSES.get(form.get("MessageStatus", ""))
        if status is None:
            return ()
        return (Receipt(NAME, form["MessageSid"], status, form.get("ErrorCode")),)

    def _is_signed(self, request: HookRequest, form: Mapping[str, str]) -> bool:
        """Directly by the documented form, HMAC-SHA1 over the URL and the sorted fields; what does
        not match is left to the library, which knows more forms of the URL."""
        signature = request.headers.get("x-twilio-signature", "")
        if not signature:
            return False
        if len(form) != len(request.form):
            return self._library_says(request, signature)
        signed = request.url + "".join(name + form[name] for name in sorted(form))
        digest = hmac.digest(self._key, signed.encode("utf-8", "surrogatepass"), hashlib.sha1)
        if hmac.compare_digest(base64.b64encode(digest), signature.encode("latin-1", "replace")):
            return True
        return self._library_says(request, signature)

    def _library_says(self, request: HookRequest, signature: str) -> bool:
        try:
            fields = MultiDict(request.form)
            return bool(self._validator.validate(request.url, fields, signature))
        except ValueError:  # a URL that cannot be one
            return False

    def segments(self, rendered: Rendered) -> int:
        return self._text.segments(rendered)

    async def check(self) -> str:
        """Fetch the account; raise `SendError` with what to mend."""
        try:
            async with asyncio.timeout(self._config.timeout_seconds):
                account = await self._client.api.accounts(self._config.account_sid).fetch_async()
        except (TwilioRestException, TwilioServiceException) as error:
            if error.status in (401, 404):
                raise PermanentSendError(
                    "account_sid or KUNNAFONI_TWILIO_AUTH_TOKEN is wrong"
                ) from error
            raise _translated(error) from error
        except NO_ANSWER as error:
            raise TemporarySendError(f"no usable answer: {type(error).__name__}") from error
        if account.status != "active":
            raise PermanentSendError(f"the account is {account.status}")
        return f"account {account.status}"

    async def send(self, outbound: Outbound, rendered: Rendered) -> str:
        values: dict[str, str] = {"to": outbound.address.path, "body": self._text.of(rendered)}
        if self._config.messaging_service_sid:
            values["messaging_service_sid"] = self._config.messaging_service_sid
        else:
            values["from_"] = outbound.sender or next(iter(self._config.numbers), "")
        if self._callback:
            values["status_callback"] = self._callback
        try:
            # The client's own timeout does not end a call: ours does.
            async with asyncio.timeout(self._config.timeout_seconds):
                sent = await self._client.messages.create_async(**values)
        except (TwilioRestException, TwilioServiceException) as error:
            raise _translated(error) from error
        except NO_ANSWER as error:
            raise TemporarySendError(f"no usable answer: {type(error).__name__}") from error
        if not sent.sid:
            raise TemporarySendError("an answer without an id")
        return str(sent.sid)


def _translated(error: TwilioRestException | TwilioServiceException) -> Exception:
    reason = f"Twilio {error.status}/{error.code}"
    if error.code == UNSUBSCRIBED:
        return AddressStopped(reason)
    if error.status in TEMPORARY or error.status >= 500:
        return TemporarySendError(reason)
    return PermanentSendError(reason)


class _Http(AsyncTwilioHttpClient):  # type: ignore[misc]
    """Tells how long Twilio asks us to wait: its exceptions do not."""

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        response = await super().request(*args, **kwargs)
        wait = response.headers.get("Retry-After", "")
        if response.status_code == TOO_MANY and wait.isdigit():
            raise TemporarySendError("Twilio 429", float(wait))
        return response


@asynccontextmanager
async def opened(
    config: Twilio,
    public_url: str | None,
    foldings: Mapping[str, Folding],
    clock: Callable[[], datetime],
) -> AsyncIterator[TwilioChannel]:
    """The channel with its connections, closed at the end."""
    http = _Http(timeout=config.timeout_seconds)
    client = Client(config.account_sid, config.auth_token.get_secret_value(), http_client=http)
    if config.base_url:
        client.api.base_url = config.base_url.rstrip("/")
    try:
        yield TwilioChannel(config, client, public_url, foldings, clock)
    finally:
        await http.close()
