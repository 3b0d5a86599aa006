"""What was corrected is the same event: it keeps the alert of what it replaces."""

from __future__ import annotations

from collections.abc import Mapping

from bot.store.base import Row
from handlers.alerts.looking import UNDECIDED

NONE = "dismissed"  # also one that was closed as not confirmed
DECIDED = (NONE, "closed")


def heirs_of(own: Mapping[int, Row]) -> dict[int, int]:
    """What was corrected keeps the alert of what it replaces: it is the same event."""
    return {
        row["number"]: older["alert"]
        for row in own.values()
        if (older := own.get(row["supersedes"])) and older["alert_status"] in UNDECIDED
    }


def decided_already(own: Mapping[int, Row]) -> dict[int, Row]:
    """Of a decided alert also what replaces a report of it, by its number, where that tells nothing
    new: the same disease and place, and no more cases or deaths. It is as if it were in it."""
    found = {}
    for row in own.values():
        older = own.get(row["supersedes"])
        if older is not None and older["alert_status"] in DECIDED and _nothing_new(row, older):
            row["alert"], row["alert_status"] = older["alert"], older["alert_status"]
            found[row["number"]] = row
    return found


def _nothing_new(row: Row, older: Row) -> bool:
    same = all(row[name] == older[name] for name in ("risk", "place_id", "area_id"))
    return same and row["cases"] <= older["cases"] and row["deaths"] <= older["deaths"]
