"""`CORRIGER 12 palu 3 boni, rougeole 2 boni`: one report that is told again as two.

What is of its disease replaces it, the others are new; nothing that stands already counts twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.handler import Context, Turn
from bot.store.base import Row, millis
from handlers.report.filing import at_its_place, file, file_changes, trusted
from handlers.report.finding import Finding, Reading
from handlers.report.records import QUERIES
from handlers.report.sent import Sent

LATELY = timedelta(days=7)


async def replaced(context: Context, reading: Reading, older: Row, sent: Sent) -> Turn | None:
    """What is told instead of it; its village stays where no other is named."""
    if len(reading.reports) != 1:
        return await _parted(context, reading, older, sent)
    kept = reading if context.inbound.edits else at_its_place(context, reading, older)
    return await file(context, kept, sent.text, supersedes=older, inbound_id=sent.inbound_id)


async def _parted(context: Context, reading: Reading, older: Row, sent: Sent) -> Turn | None:
    """None where it is not clear which of them replaces it, or what of it stands already."""
    ours = _ours(reading.reports, older)
    if ours is None or context.inbound.edits or not trusted(context) or reading.not_understood:
        return None
    since = millis(context.now - LATELY)
    rows = await context.session.fetch(
        QUERIES, "own_lately", contact_id=context.contact.id, since=since
    )
    standing = [row for row in rows if row["number"] != older["number"]]
    changes: list[tuple[Reading, Row | None]] = []
    for found in reading.reports:
        alone = at_its_place(context, Reading((found,), week=reading.week), older)
        if found is ours:
            changes.insert(0, (alone, older))
        elif not (same := [row for row in standing if _of_the_same(row, alone.reports[0])]):
            changes.append((alone, None))
        elif all(row["cases"] != found.count for row in same):
            return None
    return await file_changes(context, changes, sent.inbound_id)


def _ours(reports: Sequence[Finding], older: Row) -> Finding | None:
    """The one of its disease; of several that which is at its village."""
    same = [found for found in reports if found.risk == older["risk"]]
    there = [found for found in same if found.place and found.place.id == older["place_id"]]
    found = same if len(same) == 1 else there
    return found[0] if len(found) == 1 else None


def _of_the_same(row: Row, found: Finding) -> bool:
    elsewhere = found.place is not None and row["place_id"] not in (None, found.place.id)
    return bool(row["risk"] == found.risk and not elsewhere)
