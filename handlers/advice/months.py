"""The months by their names, a season by its first and its last, an age in months or years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.text import Text, _, n_

YEAR = 12
GROWN = 2 * YEAR  # months from which on an age is told in years

MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
    _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip


def named_months(months: Sequence[int]) -> Mapping[str, Text]:
    """`{from_month}` and `{to_month}` of a text; the months are 1 to 12, in their order."""
    return {"from_month": MONTHS[months[0] - 1], "to_month": MONTHS[months[-1] - 1]}


def aged(months: int) -> Text:
    """`9 mois`, `10 ans`."""
    if months >= GROWN and months % YEAR == 0:
        return n_("{count} year", "{count} years", count=months // YEAR)
    return n_("{count} month", "{count} months", count=months)
