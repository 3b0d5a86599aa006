"""A week in words: a reporter's own, and an area's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.epiweek import EpiWeek
from bot.handler import Knowledge
from bot.store.base import Row
from bot.text import Text, _, n_
from handlers.alerts.texts import state
from handlers.report.records import ANIMALS, risk_name, risks_of
from handlers.weeks.areas import area_name
from handlers.weeks.calendar import weekly_of
from handlers.weeks.figures import Figure
from handlers.weeks.missing import Missing
from handlers.weeks.records import Counted, Own, Summary

SHOWN = 5  # risks of one answer; SUITE shows the others
LAST = 4  # reporters who are missing, by their last reports


def called(week: EpiWeek, this: EpiWeek) -> str:
    """`47`, and with its year where that is not this one."""
    return str(week.week) if week.year == this.year else f"{week.week} ({week.year})"


def own(weeks: Sequence[Own], this: EpiWeek) -> Text:
    """The weeks of one reporter, the latest first."""
    lines = tuple(_own_week(each, this) for each in weeks)
    past = sum((each.figure for each in weeks if each.week != this), Figure())
    if not past.expected:
        return _("Your figures by week: {weeks}.", weeks=lines)
    return _(
        "Your figures by week: {weeks}. In time: {done} of {total}.",
        weeks=lines,
        done=str(past.on_time),
        total=str(past.expected),
    )


def became(line: Text, alerts: Sequence[Row], knowledge: Knowledge) -> Text:
    """What a reporter is told of their area's weeks that were above the past: the latest."""
    for alert in alerts[:1]:
        line = _(
            "{line} More {risk} than in the past, {place}: {status}.",
            line=line,
            risk=risk_name(alert["risk"], knowledge),
            place=area_name(alert["area_id"], knowledge),
            status=state(alert),
        )
    return line


def _own_week(each: Own, this: EpiWeek) -> Text:
    week = called(each.week, this)
    cases = n_("{count} case", "{count} cases", count=each.cases)
    if each.week == this:
        return _("{week} so far {cases}", week=week, cases=cases)
    if each.received is None:
        return _("{week} nothing received", week=week)
    if not each.figure.on_time:
        return _("{week} {cases}, late", week=week, cases=cases)
    return _("{week} {cases}", week=week, cases=cases)


def thanks(weeks: Sequence[Own], week: EpiWeek) -> Text:
    """`weeks` are those expected of one who has reported in `week`."""
    cases = next((each.cases for each in weeks if each.week == week), 0)
    past = sum((each.figure for each in weeks), Figure())
    return _(
        "Thank you. Your week {week}: {cases}. In time: {done} of your last {total} weeks. "
        "More: MY FIGURES",
        week=str(week.week),
        cases=n_("{count} case", "{count} cases", count=cases),
        done=str(past.on_time),
        total=str(past.expected),
    )


def reminder(week: EpiWeek) -> Text:
    return _(
        "Nothing has come from you for week {week} ({day} to {to_day}). Sick people: send them, "
        "with the day. Nobody: ZERO {code}",
        week=str(week.week),
        day=week.days[0],
        to_day=week.days[-1],
        code=week.short,
    )


def summary(
    name: str,
    now: Summary,
    before: Summary,
    this: EpiWeek,
    skip: int,
    knowledge: Knowledge,
    compared: Sequence[Row] = (),
) -> tuple[Text, bool]:
    """The week beside the one before it; whether there is more to show.

    `compared`: the week beside its past, by risk.
    """
    order = _in_order(now, before, knowledge)
    shown = order[skip : skip + SHOWN]
    lines = tuple(_risk(risk, now, before, knowledge) for risk in shown) or (_("no case reported"),)
    week = called(now.week, this)
    head = _(
        "{place}, week {week} (in brackets week {before}): {risks}.",
        place=name,
        week=week,
        before=called(before.week, this),
        risks=lines,
    )
    if now.week == this:
        head = _("{line} The week is not over.", line=head)
    if not skip:
        for said in _all_figures(now, before, compared, knowledge):
            head = _("{line} {figures}", line=head, figures=said)
    return head, len(order) > skip + SHOWN


def _all_figures(
    now: Summary, before: Summary, compared: Sequence[Row], knowledge: Knowledge
) -> Iterator[Text]:
    target = weekly_of(knowledge).target
    yield _figures(now, before, target)
    for row in compared:
        yield _beside_its_past(row, (now.figure.completeness or 0) >= target, knowledge)


def _beside_its_past(row: Row, complete: bool, knowledge: Knowledge) -> Text:
    """Where reports are missing, that it is not above its past says nothing."""
    said: dict[str, Text | str] = {"risk": risk_name(row["risk"], knowledge)}
    if row["method"] is None:
        return _("Too little past to compare with: {risk}.", **said)
    said["most"] = str(max(0, int(row["upper"])))
    if row["alarm"]:
        line = _("Above the past (at most {most}): {risk}.", **said)
    elif not complete:
        return _("Too few reports to compare with the past: {risk}.", risk=said["risk"])
    else:
        line = _("Not above the past (at most {most}): {risk}.", **said)
    return _("{line} Few reports in that past.", line=line) if row["weak"] else line


def missing(name: str, week: EpiWeek, this: EpiWeek, found: Missing, knowledge: Knowledge) -> Text:
    """By their last reports: the bot knows no names, and who they are is no matter of an SMS."""
    said: dict[str, Text | str | tuple[Text, ...]] = {"place": name, "week": called(week, this)}
    if not found.expected:
        return _("{place}, week {week}: no reporter is expected here.", **said)
    if not found.missing:
        return _(
            "{place}, week {week}: all reporters have reported ({total}).",
            total=str(found.expected),
            **said,
        )
    shown = [_last(row, knowledge) for row in found.last[:LAST]]
    if more := len(found.last) - len(shown):
        shown.append(_("{number} more", number=str(more)))
    if never := found.missing - len(found.last):
        shown.append(_("{number} without any report", number=str(never)))
    return _(
        "{place}, week {week}, reporters without a report: {done} of {total}. Their last ones: "
        "{reports}.",
        done=str(found.missing),
        total=str(found.expected),
        reports=tuple(shown),
        **said,
    )


def _last(row: Row, knowledge: Knowledge) -> Text:
    """`no 41, Boni, 12 Nov`."""
    place = knowledge.places.find(row["place_id"]) if row["place_id"] else None
    name = place.name if place else area_name(row["area_id"], knowledge)
    day = date.fromisoformat(row["on_day"])
    return _("{place} {day} (no {number})", place=name, day=day, number=str(row["number"]))


def _in_order(now: Summary, before: Summary, knowledge: Knowledge) -> list[str]:
    """Those of alarm first, then by their cases."""
    known = risks_of(knowledge)

    def rank(risk: str) -> tuple[bool, int, str]:
        alarm = known[risk.removesuffix(ANIMALS)].immediate
        return not alarm, -now.risks.get(risk, Counted()).cases, risk

    found = (now.risks | before.risks).keys()
    return sorted((each for each in found if each.removesuffix(ANIMALS) in known), key=rank)


def _risk(risk: str, now: Summary, before: Summary, knowledge: Knowledge) -> Text:
    here, then = now.risks.get(risk, Counted()), before.risks.get(risk, Counted())
    said: dict[str, Text | str] = {
        "risk": risk_name(risk, knowledge),
        "number": str(here.cases),
        "known": str(then.cases),
    }
    line = _("{risk} {number} ({known})", **said)
    if here.deaths:
        line = _("{risk} {number}, died {deaths} ({known})", deaths=str(here.deaths), **said)
    if here.signals:
        line = _("{line}, to verify {number}", line=line, number=str(here.signals))
    return line


def _figures(now: Summary, before: Summary, target: int) -> Text:
    figure = now.figure
    if not figure.expected:
        return _("Zero reports: {zeros}. No reporter is expected here.", zeros=str(now.zeros))
    return _(
        "Zero reports: {zeros}. Reporters {done} of {total}: {percent} % ({known} %), in time "
        "{shares} % ({old} %), goal {most} %.",
        zeros=str(now.zeros),
        done=str(figure.received),
        total=str(figure.expected),
        percent=str(figure.completeness),
        shares=str(figure.timeliness),
        known=_percent(before.figure.completeness),
        old=_percent(before.figure.timeliness),
        most=str(target),
    )


def _percent(value: int | None) -> str:
    return "-" if value is None else str(value)
