"""The sections of the channels: how to reach each provider. Secrets come from the environment."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator

from bot.address import sender
from bot.config.sections import Section


def _in_full(numbers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sender(number).path for number in numbers)


def _on_whatsapp(number: str) -> str:
    known = sender(number.removeprefix("whatsapp:")).path
    if not known.startswith("+"):
        raise ValueError("write it with + and the country")
    return known


def _service(sid: str) -> str:
    if not sid.startswith("MG"):
        raise ValueError("the SID of a messaging service begins with MG")
    return sid


class Twilio(Section):
    """One account. `poll_seconds`: between two looks at its list of messages."""

    account_sid: str
    auth_token: SecretStr
    numbers: Annotated[tuple[str, ...], AfterValidator(_in_full)] = ()
    messaging_service_sid: Annotated[str, AfterValidator(_service)] | None = None
    whatsapp_number: Annotated[str, AfterValidator(_on_whatsapp)] | None = None
    base_url: str | None = None
    timeout_seconds: float = Field(default=10, gt=0)
    poll_seconds: float | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _has_a_sender(self) -> Self:
        if not (self.numbers or self.messaging_service_sid or self.whatsapp_number):
            raise ValueError("set numbers, messaging_service_sid or whatsapp_number")
        return self

    @property
    def ours(self) -> tuple[str, ...]:
        """All numbers that we write from."""
        return (*self.numbers, *([self.whatsapp_number] if self.whatsapp_number else []))


def _plain(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret.get_secret_value()):
        raise ValueError("letters, digits, _ and - only, 256 at most")
    return secret


class Telegram(Section):
    """`per_second` messages to all together, `per_chat` a second to one person, `per_group` a
    minute to one group."""

    token: SecretStr
    mode: Literal["polling", "webhook"] = "polling"
    webhook_secret: Annotated[SecretStr, AfterValidator(_plain)] | None = None
    per_second: float = Field(default=28, ge=1, le=1000)
    per_chat: float = Field(default=1, gt=0)
    per_group: float = Field(default=20, gt=0)
    base_url: str | None = None
    timeout_seconds: float = Field(default=10, gt=0)
