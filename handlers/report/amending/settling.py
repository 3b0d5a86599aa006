"""What is filed where a report is changed by a message."""

from __future__ import annotations

from dataclasses import replace

from bot.handler import Context
from handlers.report.amending.changing import Change
from handlers.report.finding import Reading
from handlers.report.ours import reading_of


def settled_by(context: Context, change: Change, text: str) -> Reading:
    """A message that is a whole report is read as one: it may tell more. Its village stays, where
    no other is named."""
    finding = change.finding
    read = reading_of(context, text, context.today)
    if len(read.reports) == 1 and read.question is None:
        [told] = read.reports
        if (told.risk, told.count) == (finding.risk, finding.count):
            finding = replace(told, place=told.place or finding.place)
    return Reading((finding,), week=change.week)
