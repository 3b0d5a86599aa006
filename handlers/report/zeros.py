"""Nothing to report: data too, for a week."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.epiweek import EpiWeek
from bot.folding import fold
from bot.form import ask
from bot.handler import Context, Turn, say
from bot.message import Choice, Reply
from bot.store.base import Row, millis
from bot.text import Text, _
from bot.understanding import Word
from bot.understanding.small import small
from handlers.report.counts.of_week import LAST
from handlers.report.events import ZeroReported, ZeroWithdrawn
from handlers.report.filing import LEARNING, file, own_area, trusted
from handlers.report.finding import Named, Reading
from handlers.report.kept_zeros import week_of_zero
from handlers.report.records import QUERIES
from handlers.report.said import in_a_row
from handlers.report.still_told import still_told
from handlers.weeks.calendar import Named as Week
from handlers.weeks.calendar import in_its_year, local, named, weekly_of
from handlers.weeks.records import reported_in

NOT_THEIRS = _(
    "Nothing was kept: ZERO S47 is a health worker's report of a week without sick people. "
    "For you: TO CHECK, SUMMARY"
)
CHECKERS = ("supervisor", "coordinator", "admin")
LATE = timedelta(weeks=20)  # for so long no zero report of a week is looked for
JOINS = small("and") | {",", "-", "/"}
NEAR = 8  # weeks that are told of together
THIS, NEXT = small("this_week"), small("next_week")


async def file_zero(context: Context, told: Named | None = None) -> Turn:
    """Zero reports are data: the week is complete; `told`: that which was read in the message."""
    if not trusted(context):
        return say(_("Thank you. Send HELP to see what you can do."))
    if not context.contact.has("chw"):
        return say(NOT_THEIRS)
    wish = _wish(context, told)
    week = await _zero_week(context, wish)
    if week is None:
        return say(_no_such(wish, weekly_of(context.knowledge).due_next(_sent_at(context))))
    return await zero_of(context, week)


async def zero_of(context: Context, week: EpiWeek) -> Turn:
    """Kept, unless cases of that week stand, or it was kept before."""
    if stands := await still_told(context, week):
        return say(in_a_row(stands, _others(context, week)))
    if again := await _sent_again(context, week):
        return say(in_a_row(again, _others(context, week)))
    if context.contact.has(*CHECKERS) and context.inbound.text.strip().isdecimal():
        return say(_asked_clearly(week))
    return _filed(context, week)


def _no_such(wish: Week, due: EpiWeek) -> Text:
    """`ZERO S60`; `ZERO S52`, `zero semaine prochaine` in week 48: nobody knows it yet."""
    week = str(due.week)
    if wish.problem == "ahead":
        number = str(wish.number)
        return _(
            "Nothing was kept: week {number} has not begun. If nobody was sick in week {week}: "
            "ZERO S{week}",
            number=number,
            week=week,
        )
    return _("I do not know that week. If nobody was sick in week {week}: ZERO S{week}", week=week)


def _filed(context: Context, week: EpiWeek) -> Turn:
    number, contact = context.session.number(), context.contact
    event = ZeroReported(
        number,
        contact.id,
        contact.area_of("chw") or own_area(context),
        week,
        risk=None,
        at=context.now,
        training=contact.training,
    )
    text = _(
        "No {number}: week {week}, nothing to report. Thank you. If there are cases, send them.",
        number=str(number),
        week=_called(week, weekly_of(context.knowledge).of(_sent_at(context))),
    )
    undo = _("Wrong? CANCEL {number}", number=str(number))
    learning = LEARNING if contact.training else None
    return say(in_a_row(text, _others(context, week), learning, undo), event)


def _called(week: EpiWeek, this: EpiWeek) -> str:
    """`47`; `47 (2025)`, where another year was written: it would be taken for this one's."""
    return str(week.week) if week.year == this.year else f"{week.week} ({week.year})"


def _others(context: Context, week: EpiWeek) -> Text | None:
    """`ZERO S46 et S47`: one is kept; a number far from it, or beside a month, is of a day."""
    words = context.understood.words
    near = range(max(1, week.week - NEAR), week.week + NEAR + 1)
    told = _weeks_in(words)
    others = sorted((told & {*near}) - {week.week})
    if not others or len(words) == 1 or any(word.means("month") for word in words):
        return None
    return _(
        "Not kept: week {numbers}. Send each by itself: ZERO S{week}.",
        numbers=", ".join(map(str, others)),
        week=str(others[0]),
    )


def _weeks_in(words: Sequence[Word]) -> set[int]:
    """Numbers that `semaine`, `S` or another week leads: in `nous étions 40 ... cette semaine`
    there is none."""
    found: set[int] = set()
    led = False
    for word in words:
        week = "week" in (word.means("filler"), word.means("unit"))
        if word.number is not None and led:
            found.add(word.number)
        led = week or (led and (word.number is not None or word.folded in JOINS))
    return found


def _asked_clearly(week: EpiWeek) -> Text:
    """A digit alone of who also checks may be the answer to a question that waits no more."""
    return _(
        "Nothing was kept. If nobody was sick in your village in week {week}: ZERO S{week}",
        week=str(week.week),
    )


def cancelled(context: Context, zero: Row) -> Turn:
    number, week = str(zero["number"]), week_of_zero(context, zero)
    if zero["status"] != "filed":
        return say(_("No {number} is already cancelled.", number=number))
    text = _(
        "Cancelled: no {number}, nothing to report in week {week}. If there are cases, send them: "
        "S{week} MALARIA 3",
        number=number,
        week=str(week.week),
    )
    event = ZeroWithdrawn(
        zero["number"],
        context.contact.id,
        zero["area_id"],
        week,
        context.now,
        training=bool(zero["training"]),
    )
    return say(text, event)


def ask_whether_to_cancel(context: Context, zero: Row, then: str = "") -> Turn:
    """`then`: what is reported instead, once that is certain."""
    kept = {"number": zero["number"], "then": then}
    return ask(context, "cancel", "sure", cancel_question(zero), kept)


def cancel_question(zero: Row) -> Reply:
    text = _(
        "Cancel no {number}: nothing to report in week {week}?",
        number=str(zero["number"]),
        week=str(zero["week"]),
    )
    return Reply(text, (Choice("yes", _("yes")), Choice("no", _("no"))))


async def replace_zero(
    context: Context, zero: Row, reading: Reading, text: str, inbound_id: str | None
) -> Turn | None:
    """Cases in its place, of its week if none is named; or another zero report."""
    if zero["status"] != "filed":
        return cancelled(context, zero)
    if reading.reports:
        week = zero["week"] if reading.week is None else reading.week
        older = {**zero, "risk": None, "on_day": None}
        cases = replace(reading, week=week)
        return await file(context, cases, text, supersedes=older, inbound_id=inbound_id)
    if not reading.zero:
        return None
    anew = await file_zero(context, reading.week)
    back = cancelled(context, zero) if anew.events else Turn()
    return replace(anew, events=(*back.events, *anew.events))


async def _sent_again(context: Context, week: EpiWeek) -> Text | None:
    """`zero`, `RAS` and `0` of one week are one report, whenever they come: the network was bad, or
    it is sent every Friday and again when the bot reminds."""
    since, who = millis(context.now - LATE), context.contact
    of = {"contact_id": who.id, "training": int(who.training)}
    rows = await context.session.fetch(QUERIES, "zeros_since", since=since, **of)
    of_weeks = {(row["year"], row["week"]): row for row in rows}
    kept = of_weeks.get((week.year, week.week))
    if kept is None:
        return None
    already = _(
        "Already received as no {number}: week {week}, nothing to report. Thank you.",
        number=str(kept["number"]),
        week=str(kept["week"]),
    )
    this = weekly_of(context.knowledge).of(_sent_at(context))
    if week >= this or (this.year, this.week) in of_weeks:
        return already
    return in_a_row(already, _("For this week: ZERO S{week}", week=str(this.week)))


def _wish(context: Context, told: Named | None) -> Week:
    """The week that is named."""
    weekly, at = weekly_of(context.knowledge), _sent_at(context)
    wish = named(context.inbound.text, weekly, at)
    if wish.week is not None and isinstance(told, int) and told not in (LAST, wish.number):
        return in_its_year(told, weekly, at)  # `S47 il y avait 3 cas, S48 aucun`
    if wish.week is None and not wish.problem and told == LAST:
        return replace(wish, week=weekly.of(at) - 1)  # `RAS la semaine dernière`, on a Friday
    if wish.week is None and not wish.problem and _says(context, NEXT) and not _says(context, THIS):
        return replace(wish, problem="ahead", number=(weekly.of(at) + 1).week)
    return wish


def _sent_at(context: Context) -> datetime:
    return local(context.inbound.sent_at or context.now, context.knowledge)


async def _zero_week(context: Context, wish: Week) -> EpiWeek | None:
    """The week that is named (None: there is none such yet); else the one before until it is due,
    unless cases were reported in it, or its zero report is there and this one is said to be of
    this week."""
    weekly, at = weekly_of(context.knowledge), _sent_at(context)
    if wish.week is not None or wish.problem:
        return None if wish.problem else wish.week
    due = weekly.due_next(at)
    if not await reported_in(context, due):
        return due
    anew = _says(context, THIS) or not await _sent_again(context, due)
    return weekly.of(at) if anew else due


def _says(context: Context, phrases: Collection[str]) -> bool:
    said = fold(context.inbound.text)
    return any(fold(words) in said for words in phrases)
