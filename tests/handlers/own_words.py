"""Sets of what people write who have read no manual, played through the whole bot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from handlers import HANDLERS
from tests.conftest import BY_KEY

ROLES = {"supervisor": BY_KEY["supervisor-douentza"], "coordinator": BY_KEY["coordinator"]}
KEPT = "SELECT (SELECT COUNT(*) FROM report), (SELECT COUNT(*) FROM zero_report), \
(SELECT COUNT(*) FROM follow), (SELECT COUNT(*) FROM visit), (SELECT COUNT(*) FROM broadcast)"


def _lines(messages: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in messages.read_text("utf-8").splitlines()]


async def share_that_reached(
    house, messages: Path, who: Mapping[str, tuple[str, ...]], between: timedelta
) -> tuple[float, list[str]]:
    """How many of the messages were answered by `who` answers what they want (else the handler of
    that name); and those after which something is kept, though nothing was reported."""
    records: list = []
    house.dispatcher = house.with_handlers(*HANDLERS, committed=records.extend)
    right, changed = 0, []
    lines = _lines(messages)
    for message in lines:
        house.clock.now += between
        before, wanted = await house.rows(KEPT), message["wants"]
        await house.says(message["text"], ROLES[message["role"]])
        if wanted != "report" and await house.rows(KEPT) != before:
            changed.append(message["text"])
        right += records[-1].handler in who.get(wanted, (wanted,))
        await house.rows("DELETE FROM conversation RETURNING contact_id")
    return right / len(lines), changed
