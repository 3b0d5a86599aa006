"""What a message to many is before it is sent: how long on SMS, how dear, how slow, how late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.address import Address
from bot.i18n import Catalogs
from bot.message import Reply
from bot.pacing import FREE, Allowance, Pacing
from bot.prices import Prices
from bot.sms import NONE, Folding, Measure, measure

SHORTEST = len("whatsapp:+")  # of an address: its scheme, and a character


@dataclass(frozen=True, slots=True)
class Postage:
    """`pacings` are the channels' own.

    `second_above`: to more people than that, a second coordinator must agree. `lasts`: for how long
    a message without an end of its own is worth sending. `most`: segments it may have.
    """

    catalogs: Catalogs
    foldings: Mapping[str, Folding] = field(default_factory=dict)
    prices: Prices = field(default_factory=Prices)
    pacings: Mapping[str, Pacing] = field(default_factory=dict)
    second_above: int = 1000
    lasts: timedelta = timedelta(hours=48)
    most: int = 6

    def read_in(self, locale: str | None) -> str:
        """The locale in which somebody who chose this one, or none, reads."""
        return self.catalogs.spoken(locale)

    def measured(self, reply: Reply, locale: str) -> Measure:
        """What it is on SMS for readers of a locale, as it is written there."""
        rendered = self.catalogs.render(reply, locale)
        return measure(self.foldings.get(rendered.locale, NONE).apply(rendered.text))

    def cost(self, address: str, segments: int) -> float:
        """Of so many segments to addresses that begin so."""
        return self.prices.of(Address.parse(address), segments)

    @property
    def head(self) -> int:
        """How many characters of an address tell its price."""
        written = [f"tel:{each}" if each[0] == "+" else each for each in self.prices.by_prefix]
        return max([SHORTEST, *map(len, written)])

    def allowed(self, channel: str, sender: str) -> Allowance:
        return self.pacings[channel].allowed(sender) if channel in self.pacings else FREE

    def opens_at(self, channel: str, sender: str, now: datetime) -> datetime | None:
        """When the quiet hours of one of our numbers end, if it is in them."""
        known = self.pacings.get(channel)
        return known.opens_at(sender, now) if known else None
