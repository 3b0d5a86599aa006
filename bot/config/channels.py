"""The sections of the channels: how to reach each provider. Secrets come from the environment."""

from __future__ import annotations

from pydantic import Field, SecretStr

from bot.config.sections import Section


class Twilio(Section):
    account_sid: str
    auth_token: SecretStr
    numbers: tuple[str, ...] = ()
    messaging_service_sid: str | None = None
    base_url: str | None = None
    timeout_seconds: float = Field(default=10, gt=0)
