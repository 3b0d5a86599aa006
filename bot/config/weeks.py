"""When weeks begin, are due, and are told."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.config.sections import Section


def _weekly(text: str) -> str:
    days = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    if not re.fullmatch(rf"({days}) ([01]\d|2[0-3]):00", text):
        raise ValueError("write a day and a full hour: monday 08:00")
    return text


Moment = Annotated[str, AfterValidator(_weekly)]  # of a week, in the zone


class Weeks(Section):
    """When weeks begin, until when their reports are in time, when reporters are told of theirs.

    `target`: percent of complete and timely reports.
    """

    begins: Moment = "monday 00:00"
    due: Moment = "wednesday 00:00"
    remind: Moment = "monday 08:00"
    send: bool = True
    thank: bool = True
    target: int = Field(default=80, ge=1, le=100)
