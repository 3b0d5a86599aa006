"""The months by their names, and a season by its first and its last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.text import Text, _

MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
    _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip


def named_months(months: Sequence[int]) -> Mapping[str, Text]:
    """`{from_month}` and `{to_month}` of a text; the months are 1 to 12, in their order."""
    return {"from_month": MONTHS[months[0] - 1], "to_month": MONTHS[months[-1] - 1]}
