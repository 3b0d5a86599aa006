"""The sections of the configuration that are not a channel's own."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, SecretStr

from bot.locales import locale_of


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("not a time zone, for example Africa/Bamako") from error
    return name


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Locale = Annotated[str, AfterValidator(locale_of)]  # as our catalogs call it
Locales = Annotated[tuple[Locale, ...], AfterValidator(lambda each: tuple(dict.fromkeys(each)))]


class Bot(Section):
    locales: Locales = ("fr", "bm", "en")
    default_locale: Locale = "fr"
    fallback: dict[Locale, Locales] = Field(default_factory=dict)
    region: str = "ML"
    timezone: Annotated[str, AfterValidator(_zone)] = "Africa/Bamako"
    emergency_number: str = Field(default="15", pattern=r"^\+?[\d ]{2,20}$")


class Database(Section):
    url: str = "sqlite:kunnafoni.db"

    @property
    def alone(self) -> bool:
        """Whether one process at a time works on it."""
        return self.url.startswith("sqlite:")


class Web(Section):
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: str | None = None
    trusted_proxies: tuple[str, ...] = ()
    simulator: bool = False


def _quiet(text: str) -> tuple[time, time] | None:
    """`21:00-06:30`; empty for none."""
    if not text:
        return None
    try:
        begin, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError as error:
        raise ValueError("write quiet hours as 21:00-06:30") from error
    return begin, end


def _checked_quiet(text: str) -> str:
    _quiet(text)
    return text


class Hours(Section):
    quiet: Annotated[str, AfterValidator(_checked_quiet)] = ""

    @property
    def quiet_hours(self) -> tuple[time, time] | None:
        return _quiet(self.quiet)


class Number(Section):
    """One of our numbers: how fast, how much a day, and when it sends what is not urgent."""

    address: str
    channel: str
    per_minute: float | None = Field(default=None, gt=0)
    a_day: int | None = Field(default=None, ge=1)
    quiet: Annotated[str, AfterValidator(_checked_quiet)] | None = None

    @property
    def quiet_hours(self) -> tuple[time, time] | None:
        return _quiet(self.quiet or "")


class Sms(Section):
    fold: bool = True
    price_per_segment: float = Field(default=25, ge=0)
    currency: str = "XOF"


def _prefixes(prices: dict[str, float]) -> dict[str, float]:
    for prefix in prices:
        if not re.fullmatch(r"\+\d{1,14}|[a-z]+(:\+\d{1,14})?", prefix):
            raise ValueError(f'{prefix}: write how numbers begin, "+2237", or "whatsapp"')
    return prices


class PriceList(Section):
    """What a segment costs where, in the currency of `Sms`, by how addresses begin."""

    segment: Annotated[dict[str, Annotated[float, Field(ge=0)]], AfterValidator(_prefixes)] = Field(
        default={}
    )


class Reports(Section):
    """`training`: health workers who are new begin in training.

    Of a question nobody answers: who reported is reminded after `remind_hours`, not in the
    `quiet` hours; of an immediate risk the supervisor is told after `urgent_minutes`. 0: never.
    """

    training: bool = True
    duplicate_minutes: float = Field(default=10, ge=0)
    remind_hours: float = Field(default=2, ge=0, lt=24)
    urgent_minutes: float = Field(default=60, ge=0)
    quiet: Annotated[str, AfterValidator(_checked_quiet)] = "20:00-07:00"

    @property
    def duplicate_within(self) -> timedelta:
        return timedelta(minutes=self.duplicate_minutes)


def _hour(text: str) -> str:
    try:
        time.fromisoformat(text)
    except ValueError as error:
        raise ValueError("write an hour as 16:00") from error
    return text


class Reminders(Section):
    """Of the visits near the places that people follow: the day before, at `hour` of the zone.

    `within_km`: how far from a visit a place is that it concerns.
    """

    send: bool = True
    hour: Annotated[str, AfterValidator(_hour)] = "16:00"
    within_km: float = Field(default=15, gt=0, le=100)


class Broadcasts(Section):
    second_above: int = Field(default=1000, ge=0)
    hours: float = Field(default=48, gt=0, le=720)
    segments: int = Field(default=6, ge=1, le=10)

    @property
    def lasts(self) -> timedelta:
        return timedelta(hours=self.hours)


def _listed(entries: tuple[str, ...]) -> tuple[str, ...]:
    hour = r"([01]\d|2[0-3]):[0-5]\d"
    if not all(re.fullmatch(rf"[a-z]+:\S+( {hour}-{hour})?", entry) for entry in entries):
        raise ValueError("write an address, with hours or not: tel:+22370000011 07:00-19:00")
    return entries


class Alerts(Section):
    """When nobody answers: after how long who is told. `laboratory`: the roles that may say that
    the laboratory confirmed an alert.
    """

    check_hours: float = Field(default=24, gt=0)
    answer_minutes: float = Field(default=60, gt=0)
    laboratory: tuple[Literal["supervisor", "coordinator", "admin"], ...] = ("coordinator", "admin")
    others: Annotated[tuple[str, ...], AfterValidator(_listed)] = ()
    routine_at: str = Field(default="08:00", pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")


class Dhis2(Section):
    """Where weekly totals are pushed to. Without a `username` the secret is a personal token.

    `weeks`: how far back it is looked for what changed.
    """

    url: HttpUrl
    mapping: Path
    username: str = ""
    secret: SecretStr
    weeks: int = Field(default=12, ge=1, le=260)
    minutes: float = Field(default=60, ge=1)

    @property
    def every(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    @property
    def authorization(self) -> str:
        """The whole header."""
        secret = self.secret.get_secret_value()
        if not self.username:
            return f"ApiToken {secret}"
        return f"Basic {b64encode(f'{self.username}:{secret}'.encode()).decode()}"


class Outbox(Section):
    lease_seconds: float = Field(default=120, ge=10)
    at_once: int = Field(default=64, ge=1, le=1000)

    @property
    def lease(self) -> timedelta:
        return timedelta(seconds=self.lease_seconds)


class Robots(Section):
    most: int = Field(default=5, ge=1)
    minutes: float = Field(default=30, gt=0)

    @property
    def within(self) -> timedelta:
        return timedelta(minutes=self.minutes)


class Data(Section):
    folder: Path | None = None


class Voice(Section):
    """Recordings of advice, and who made and approved them: of a folder of their own."""

    folder: Path | None = None


class Public(Section):
    """What everybody may fetch: off unless a deployment wants it."""

    schedule: bool = False
    clinics: bool = False
    per_minute: int = Field(default=30, ge=1)


class Logging(Section):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["json", "text"] = "text"
    content: bool = False
