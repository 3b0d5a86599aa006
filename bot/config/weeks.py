"""When weeks begin, are due, and are told."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from bot.config.sections import Section

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEK = 7 * 24  # hours


def _weekly(text: str) -> str:
    if not re.fullmatch(rf"({'|'.join(DAYS)}) ([01]\d|2[0-3]):00", text):
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

    @model_validator(mode="after")
    def _reminds_in_time(self) -> Self:
        """Who is reminded can still be in time, and is not reminded of a week that goes on."""
        if self.send and self._after_the_week(self.remind) > self._after_the_week(self.due):
            raise ValueError(
                f"remind ({self.remind}) comes after due ({self.due}), when a week that began on "
                f"{self.begins} is late already: an earlier remind, a later due, or send = false"
            )
        return self

    def _after_the_week(self, moment: str) -> int:
        """Hours from the end of a week."""
        return (_hours(moment) - _hours(self.begins)) % WEEK


def _hours(moment: str) -> int:
    day, _blank, hour = moment.partition(" ")
    return DAYS.index(day) * 24 + int(hour[:2])
