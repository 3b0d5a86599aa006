"""A wish applied to a visit: what it becomes, or why it cannot. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.text import Text, _
from handlers.clinics.clashes import overlapping
from handlers.clinics.days import LONGEST_MOVE, coming
from handlers.clinics.model import Change, Occurrence, Spot, Visit
from handlers.clinics.recurrence import WEEKDAYS, Rule
from handlers.clinics.wish import Wish

AHEAD = timedelta(days=92)
FARTHEST = timedelta(days=366)  # a day beyond it was mistyped
INTERVALS = {"week": 1, "fortnight": 2}
EXAMPLE_ADD = _("Send place, day and hours. Example: ADD VISIT KORO FRIDAY 9h-14h VACCINATION")


@dataclass(frozen=True, slots=True)
class Changed:
    """`now` is to be confirmed; `day` is the one concerned, as it was, if it is one day."""

    was: Visit | None
    now: Visit
    day: Occurrence | None = None


def day_meant(visit: Visit, wish: Wish, at: datetime, *, cancelled: bool) -> Occurrence | None:
    """The day the wish names, by the rule or as moved; else the next that can be meant."""
    wanted = wish.what.days[0] if wish.what.days else None
    alone = wish.verb == "move" and wish.into is None and len(wish.what.days) == 1
    if alone and not (wish.hours and wanted and visit.rule.falls_on(wanted)):
        wanted = None  # `déplacer visite 31 vendredi`: the new day
    for each in coming(visit, at, AHEAD):
        if each.cancelled != cancelled:
            continue
        if wanted is None or wanted in (each.on, each.planned_on):
            return each
    return None


def changed(
    visit: Visit, wish: Wish, spot: Spot | None, at: datetime, others: Sequence[Visit]
) -> Changed | Text:
    """`spot` is the new place of a move; a text says what is wrong, and how to do it right."""
    day = day_meant(visit, wish, at, cancelled=wish.verb == "resume")
    if day is None:
        return _no_day(visit, wish)
    if wish.verb == "cancel":
        before = visit.change_of(day.planned_on) or Change(day.planned_on, "moved")
        return Changed(visit, visit.changed(before.cancelled(wish.reason or "other")), day)
    if wish.verb == "resume":
        return _resumed(visit, day, at, others)
    return _moved(visit, wish, spot, day, at, others)


def _resumed(
    visit: Visit, day: Occurrence, at: datetime, others: Sequence[Visit]
) -> Changed | Text:
    """As it was to be; its team may have been given something else to do meanwhile."""
    cancelled = visit.change_of(day.planned_on)
    change = cancelled.resumed() if cancelled else None
    now = visit.changed(change) if change else visit.as_planned(day.planned_on)
    return _clash(now, others, at.date()) or Changed(visit, now, day)


def _no_day(visit: Visit, wish: Wish) -> Text:
    number = str(visit.number)
    if wish.verb == "resume":
        return _("Visit {number}: no day is cancelled.", number=number)
    if wish.what.days and any(c.kind == "cancelled" and c.on in wish.what.days
                              for c in visit.changes):  # fmt: skip
        return _("Visit {number}: {day} is cancelled already.", number=number,
                 day=wish.what.days[0])  # fmt: skip
    if wish.what.days:
        return _("Visit {number}: none on {day}.", number=number, day=wish.what.days[0])
    return _("Visit {number}: no day to come.", number=number)


def _moved(
    visit: Visit,
    wish: Wish,
    spot: Spot | None,
    day: Occurrence,
    at: datetime,
    others: Sequence[Visit],
) -> Changed | Text:
    to_on = _new_day(wish, day)
    if wish.wrong_hours:
        return _("{hours}: these hours cannot be.", hours=wish.wrong_hours)
    if to_on is None and wish.hours is None and spot is None:
        return _(
            "Send the new day, hours or place. Example: MOVE VISIT {number} TO FRIDAY 9h-12h",
            number=str(visit.number),
        )
    begins, ends = _hours(wish, day)
    if _is_over(to_on or day.on, ends, at):
        return _("{day} is over.", day=to_on or day.on)
    if to_on is not None and abs(to_on - day.planned_on) > LONGEST_MOVE:
        return _("{day} is too far from the day it was planned for.", day=to_on)
    change = Change(day.planned_on, "moved", wish.reason, to_on or day.on, begins, ends,
                    spot or (day.spot if day.spot != visit.spot else None))  # fmt: skip
    now = visit.changed(change)
    return _clash(now, others, at.date()) or Changed(visit, now, day)


def _hours(wish: Wish, day: Occurrence) -> tuple[time | None, time | None]:
    """The new ones; until when it was to be, where that is not said and may still be."""
    begins, ends = wish.hours or (day.begins, day.ends)
    if ends is None and begins is not None and day.ends is not None and begins < day.ends:
        ends = day.ends
    return begins, ends


def _is_over(on: date, ends: time | None, at: datetime) -> bool:
    if ends is None:
        return on < at.date()
    return datetime.combine(on, ends) <= at


def _new_day(wish: Wish, day: Occurrence) -> date | None:
    if wish.into is not None and wish.into.days:
        return wish.into.days[0]
    days = wish.what.days
    if len(days) > 1:
        return days[1]
    moved_alone = wish.into is None and len(days) == 1 and days[0] != day.planned_on
    return days[0] if moved_alone else None


def added(
    wish: Wish, spot: Spot, number: int, at: datetime, others: Sequence[Visit]
) -> Changed | Text:
    """A new visit: a day (or a rule) and a place are needed, hours may come later."""
    if wish.wrong_hours:
        return _("{hours}: these hours cannot be.", hours=wish.wrong_hours)
    if not wish.what.days:
        return EXAMPLE_ADD
    first = wish.what.days[0]
    begins, ends = wish.hours or (None, None)
    rule = Rule(first, rule_text(first, wish.every))
    if _is_over(first, None if rule.text else ends, at):
        return _("{day} is over.", day=first)
    visit = Visit(number, wish.team, spot, rule, begins, ends, wish.services)
    if first - at.date() > FARTHEST:
        return _("{day} is more than a year away.", day=first)
    day = next(coming(visit, at, FARTHEST), None)
    return _clash(visit, others, at.date()) or Changed(None, visit, day)


def rule_text(first: date, every: str | None) -> str:
    """Of the month: the same weekday, as the first Monday; the fifth is the last."""
    day = WEEKDAYS[first.weekday()]
    if every == "month":
        nth = (first.day - 1) // 7 + 1
        return f"FREQ=MONTHLY;BYDAY={nth if nth < 5 else -1}{day}"
    return f"FREQ=WEEKLY;INTERVAL={INTERVALS[every]};BYDAY={day}" if every in INTERVALS else ""


def _clash(visit: Visit, others: Sequence[Visit], today: date) -> Text | None:
    days = [visit.rule.first_on, *(each.to_on for each in visit.changes if each.to_on)]
    clash = overlapping(others, visit, today, max(today, *days) + AHEAD)
    if clash is None:
        return None
    return _(
        "{team} is at {place} on {day} at that time (visit {number}).",
        team=visit.team,
        place=clash.spot.name,
        day=clash.on,
        number=str(clash.visit.number),
    )


def ended(visit: Visit) -> Visit:
    """What was added by mistake is closed, not deleted."""
    return replace(visit, status="closed")
