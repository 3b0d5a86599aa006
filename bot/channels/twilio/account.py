"""Whether the account would take our messages, and send us what comes: for `kunnafoni doctor`."""

from __future__ import annotations

from typing import Any

from twilio.rest import Client

from bot.channels.twilio.client import asked
from bot.config import Twilio
from bot.errors import PermanentSendError


async def checked(config: Twilio, client: Client, public_url: str | None) -> str:
    """Fetch account, numbers and service; raise `SendError` with what to mend."""
    seconds = config.timeout_seconds
    account = await asked(client.api.accounts(config.account_sid).fetch_async(), seconds)
    if account.status != "active":
        raise PermanentSendError(f"the account is {account.status}")
    webhook = f"{public_url.rstrip('/')}/twilio" if public_url else None
    at_number = webhook
    if config.messaging_service_sid:
        call = _service(client, config.messaging_service_sid)
        service = await asked(call, seconds)
        if not service.use_inbound_webhook_on_number:
            _check_webhook("the messaging service", service.inbound_request_url, webhook)
            at_number = None
    for number in config.numbers:
        if number.startswith("+"):  # a name, or a short code, is not on the list of numbers
            found = await asked(_found(client, number), seconds)
            _check_number(config.numbers.index(number) + 1, found, at_number)
    return f"account {account.status}"


async def _service(client: Client, sid: str) -> Any:
    return await client.messaging.v1.services(sid).fetch_async()


async def _found(client: Client, number: str) -> Any:
    page = await client.incoming_phone_numbers.page_async(phone_number=number)
    return next(page, None)


def _check_number(position: int, number: Any, webhook: str | None) -> None:
    which = f"number {position} of [twilio] numbers"
    if number is None:
        raise PermanentSendError(f"{which} is not one of this account")
    if not (number.capabilities or {}).get("sms", True):
        raise PermanentSendError(f"{which} cannot send or get SMS")
    _check_webhook(which, number.sms_url, webhook)


def _check_webhook(what: str, found: str | None, wanted: str | None) -> None:
    if wanted is not None and (found or "").rstrip("/") != wanted:
        raise PermanentSendError(
            f"{what} does not send us what comes in: in Twilio's console set its webhook "
            f"to {wanted}, HTTP POST"
        )
