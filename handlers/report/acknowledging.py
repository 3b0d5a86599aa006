"""What is said back of reports that were filed: their numbers, what was read, how to undo it."""

from __future__ import annotations

from bot.handler import Context
from bot.text import Text, _, verbatim
from handlers.report.events import ReportFiled
from handlers.report.grammar import MOST
from handlers.report.said import (
    SHORT,
    brief,
    details,
    in_a_row,
    not_read,
    shown,
    summary,
)

SHOWN = 8  # reports of one message that are named in the answer
FEW = 3  # details of a report beside disease, number and place


def single(
    context: Context, filed: ReportFiled, told: Text | None, unread: tuple[str, ...], text: str
) -> Text:
    number = str(filed.number)
    said = summary(filed.finding, filed.risk)
    if filed.finding.place is None and filed.area_id is not None:
        area = context.knowledge.areas.find(filed.area_id)
        said = _("{summary}, {area}", summary=said, area=area.name) if area else said
    said = of_week(said, filed)
    if filed.supersedes is not None:
        head = _(
            "No {number}: {summary} (replaces {old}).",
            number=number,
            summary=said,
            old=str(filed.supersedes),
        )
    else:
        head = _("No {number}: {summary}.", number=number, summary=said)
    if unread and filed.finding.place is None:
        return in_a_row(head, told if filed.training else None, _a_place(filed, unread, text))
    if unread and all(words.isdecimal() and int(words) <= MOST for words in unread):
        return in_a_row(head, told if filed.training else None, _a_number(filed, unread))
    return in_a_row(head, not_read(unread), told, _undo(filed))


def of_week(said: Text, filed: ReportFiled) -> Text:
    """What is counted in an earlier week than this one says so."""
    week = filed.week
    return _("{summary}, week {week}", summary=said, week=str(week.week)) if week else said


def _undo(filed: ReportFiled) -> Text:
    """How to undo it; in fewer words where much was said, so that it stays one SMS segment."""
    number = str(filed.number)
    if details(filed.finding) > FEW:
        return _("CANCEL {number}", number=number)
    return _("Wrong? CANCEL {number}", number=number)


def _a_number(filed: ReportFiled, unread: tuple[str, ...]) -> Text:
    """Numbers that were not counted: how to make the first of them the right one."""
    place = filed.finding.place
    return _(
        "Not understood: {unread}. Another number? CORRECT {number} {words}",
        unread=shown(unread),
        number=str(filed.number),
        words=f"{filed.risk.short} {unread[0]} {place.name if place else ''}".strip(),
    )


def _a_place(filed: ReportFiled, unread: tuple[str, ...], text: str) -> Text:
    """Name what was not read, with an example in the person's own words."""
    lost = {word for words in unread for word in words.split()}
    words = " ".join(word for word in text.split() if word.strip(" .,;:!?") not in lost)
    if len(words) > SHORT:
        words = f"{filed.risk.short} {filed.finding.count}"
    return _(
        "Not understood: {unread}. If it is a place: CORRECT {number} {words} PLACE",
        unread=shown(unread),
        number=str(filed.number),
        words=words,
    )


def several(filed: list[ReportFiled], told: Text | None, unread: tuple[str, ...]) -> Text:
    weeks = {f.week for f in filed}
    said = {f.number: brief(f.finding, f.risk) for f in filed[:SHOWN]}
    lines = [
        _(
            "no {number} {summary}",
            number=str(f.number),
            summary=of_week(said[f.number], f) if len(weeks) > 1 else said[f.number],
        )
        for f in filed[:SHOWN]
    ]
    if len(filed) > SHOWN:
        lines.append(_("and {number} more", number=str(len(filed) - SHOWN)))
    places = sorted({f.finding.place.name for f in filed if f.finding.place})
    where = verbatim(f"{', '.join(places[:SHOWN])}.") if places else None
    wrong = _("Wrong? CANCEL {number}", number=str(filed[0].number))
    received = _("Received: {reports}.", reports=tuple(lines))
    if filed[0].supersedes is not None:
        received = _("Corrected: {reports}.", reports=tuple(lines))
    one = weeks.pop() if len(weeks) == 1 else None
    week = _("Week {week}.", week=str(one.week)) if one else None
    return in_a_row(received, where, week, not_read(unread), told, wrong)
