"""Configuration: a TOML file, secrets from the environment, every problem named at once."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.config.channels import Telegram, Twilio
from bot.config.environment import ENVIRONMENT, SECRETS, fill, kept_secrets, leave_empty
from bot.config.gateways import Gateway, gateway_problems, named, with_secrets
from bot.config.lines import Sending, Watch, unknown_lines
from bot.config.phones import Phone, clashes, fill_secrets
from bot.config.sections import (
    Alerts,
    Bot,
    Broadcasts,
    Data,
    Database,
    Dhis2,
    Logging,
    Number,
    Outbox,
    PriceList,
    Public,
    Reminders,
    Reports,
    Robots,
    Sms,
    Voice,
    Web,
)
from bot.config.weeks import Weeks
from bot.errors import BadConfig
from bot.paths import LOCALES
from bot.prices import Prices

__all__ = [
    "ENVIRONMENT",
    "NO_PROVIDERS",
    "SECRETS",
    "Database",
    "Gateway",
    "Number",
    "Phone",
    "Settings",
    "Telegram",
    "Twilio",
    "load_settings",
]

PREFIX = "KUNNAFONI_"


# For who tries the bot, or shows it: real people are never written to.
NO_PROVIDERS: dict[str, Any] = {
    "twilio": None, "telegram": None, "gateway": (), "cht": (), "dhis2": None,
}  # fmt: skip


class Settings(BaseSettings):
    """Everything that can be set; `config.example.toml` explains each."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True)

    bot: Bot = Bot()
    database: Database = Database()
    web: Web = Web()
    twilio: Twilio | None = None
    telegram: Telegram | None = None
    gateway: tuple[Gateway, ...] = ()
    cht: tuple[Phone, ...] = ()
    sms: Sms = Sms()
    prices: PriceList = PriceList()
    sending: Sending = Sending()
    number: tuple[Number, ...] = ()
    reports: Reports = Reports()
    dhis2: Dhis2 | None = None
    reminders: Reminders = Reminders()
    weeks: Weeks = Weeks()
    alerts: Alerts = Alerts()
    broadcasts: Broadcasts = Broadcasts()
    outbox: Outbox = Outbox()
    watch: Watch = Watch()
    robots: Robots = Robots()
    data: Data = Data()
    voice: Voice = Voice()
    public: Public = Public()
    logging: Logging = Logging()

    @property
    def own_numbers(self) -> tuple[str, ...]:
        """Our own numbers, never to be answered."""
        ours = self.twilio.ours if self.twilio else ()
        phones = (phone.number for phone in self.cht)
        return (*ours, *(gateway.number for gateway in self.gateway), *phones)

    @property
    def by_sms(self) -> tuple[str, str]:
        """The channel and our number that people are written to by who have not written yet."""
        if self.twilio is not None and self.twilio.numbers:
            return "twilio", self.twilio.numbers[0]
        return next(iter(self.numbers.items()), ("twilio", ""))

    @property
    def numbers(self) -> dict[str, str]:
        """Our number at each gateway and phone, by its name."""
        known = {gateway.name: gateway.number for gateway in self.gateway}
        return known | {phone.name: phone.number for phone in self.cht}

    @property
    def lines(self) -> dict[str, str]:
        """Our number on each channel; empty where the channel has none, or several."""
        found = self.numbers
        if self.twilio is not None:
            found["twilio"] = next(iter(self.twilio.numbers), "")
            if self.twilio.whatsapp_number:
                found["whatsapp"] = self.twilio.whatsapp_number
        return found | ({"telegram": ""} if self.telegram else {})

    @property
    def costs(self) -> Prices:
        """What a segment costs, by where it goes."""
        return Prices(self.sms.price_per_segment, self.sms.currency, self.prices.segment)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load_settings` gives: the file, and from the environment what is ours."""
        return (init_settings,)


def load_settings(path: Path | None = None, *, secrets: bool = True) -> Settings:
    """From `path`, else the file that KUNNAFONI_CONFIG names, else ./config.toml if it is there.

    Without `secrets`, those that are missing are empty: for commands that call no provider.
    Raises `BadConfig` with a line for each problem.
    """
    chosen = os.environ.get(PREFIX + "CONFIG")
    named = path or (Path(chosen) if chosen else None)
    file = named or Path("config.toml")
    data = _read(file) if named or file.is_file() else {}
    problems = kept_secrets(data)
    problems += fill_secrets(data.get("cht"), os.environ, wanted=secrets)
    fill(data, os.environ)
    problems += with_secrets(data, os.environ, needed=secrets)
    if not secrets:
        leave_empty(data)
    try:
        settings = Settings(**data)
    except ValidationError as error:
        raise BadConfig([*problems, *(_problem(each, data) for each in error.errors())]) from error
    if problems := [*problems, *_contradictions(settings, secrets=secrets)]:
        raise BadConfig(problems)
    return settings


def _contradictions(settings: Settings, *, secrets: bool) -> list[str]:
    problems = clashes(settings.cht, {gateway.name for gateway in settings.gateway})
    problems += _unspoken(settings.bot)
    for section, folder in (("data", settings.data.folder), ("voice", settings.voice.folder)):
        if folder is not None and not folder.is_dir():
            problems.append(f"[{section}] folder: {folder} is no folder")
    if settings.logging.content:
        problems.append("[logging] content: only a demo may log what people write")
    problems += gateway_problems(settings.gateway, settings.web.public_url)
    problems += unknown_lines(settings.sending.prefer, settings.sending.by_prefix, settings.lines)
    if settings.telegram is not None and settings.telegram.mode == "webhook":
        problems += _uncallable(settings.telegram, settings.web.public_url, secrets=secrets)
    return problems


def _unspoken(bot: Bot) -> Iterator[str]:
    """Languages that are named, and that there are no texts in."""
    there = sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/messages.po"))
    named = [("locales", locale) for locale in bot.locales]
    named += [("fallback", locale) for locale in bot.fallback]
    named += [
        (f"fallback.{each}", locale) for each in bot.fallback for locale in bot.fallback[each]
    ]
    for where, locale in dict.fromkeys(named):
        if locale not in there:
            yield f"[bot] {where}: {locale}: no such language here; there are {', '.join(there)}"
    if bot.default_locale not in bot.locales:
        yield "[bot] default_locale: must be one of locales"


def _uncallable(telegram: Telegram, public_url: str | None, *, secrets: bool) -> list[str]:
    """Telegram calls only who is reachable by HTTPS, and is told a secret to prove itself by."""
    problems = []
    known = telegram.webhook_secret and telegram.webhook_secret.get_secret_value()
    if secrets and not known:
        problems.append(
            "[telegram] webhook_secret: set KUNNAFONI_TELEGRAM_WEBHOOK_SECRET in the environment"
        )
    if not (public_url or "").startswith("https://"):
        problems.append("[web] public_url: for the webhook of Telegram, an https:// address")
    return problems


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise BadConfig([f"{file}: {reason}"]) from error


def _problem(error: Any, data: dict[str, Any]) -> str:
    section, *keys = [str(part) for part in error["loc"]] or ["?"]
    if section == "gateway" and keys:
        keys[0] = named(data, keys[0])
    where = f"[{section}] {'.'.join(keys)}".strip()
    if error["type"] == "extra_forbidden":
        return f"{where}: no such setting; config.example.toml lists them all"
    for variable in SECRETS:
        if error["type"] == "missing" and ENVIRONMENT[variable] == (section, *keys):
            return f"{where}: set {variable} in the environment"
    return f"{where}: {error['msg'].removeprefix('Value error, ')}"
