"""What messages cost, by where they go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.address import Address


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of one segment in `currency` (ISO 4217).

    `by_prefix` names how addresses begin, `+2237` for phone numbers, `whatsapp` or
    `whatsapp:+2237` for others; the longest that fits counts. Where none fits, an SMS costs
    `per_segment`, and what is no SMS costs nothing.
    """

    per_segment: float = 25.0
    currency: str = "XOF"
    by_prefix: Mapping[str, float] = field(default_factory=dict)

    def of(self, address: Address, segments: int) -> float:
        """The cost of a message of so many segments."""
        by_sms = address.scheme == "tel"
        written = address.path if by_sms else str(address)
        fitting = [prefix for prefix in self.by_prefix if written.startswith(prefix)]
        if fitting:
            return self.by_prefix[max(fitting, key=len)] * segments
        return self.per_segment * segments if by_sms else 0.0
