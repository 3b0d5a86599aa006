"""Who is told of an alert that is raised, grows or ends: its supervisor, then coordinators too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.handler import Knowledge, Outcome
from bot.message import Choice, Notice, Reply, Role, Urgency
from bot.store.base import Session, as_rows, millis
from bot.text import Text, _, n_, verbatim
from handlers.alerts.agreeing import NOBODY, Change
from handlers.alerts.events import AlertRaised
from handlers.alerts.growing import to_announce
from handlers.alerts.records import QUERIES
from handlers.alerts.whose import areas_of
from handlers.report.buttons import asking, checking, closing
from handlers.report.records import alert_of, risk_name

STALE = timedelta(days=3)
ABOVE = ("coordinator", "admin")


async def announced(
    session: Session,
    changes: Sequence[Change],
    now: datetime,
    knowledge: Knowledge,
    told: Collection[int],
) -> Outcome:
    """`told`: reports of which the supervisor hears anyway, with the number of their alert."""
    await unsaid(session, (c.number for c in changes if c.ended == "withdrawn"), now)
    living = [change for change in changes if change.ended is None]
    for change in living:
        alert_of(session).update(dict.fromkeys(change.reports, _said(change)))
    news = [(c, text) for c in changes if (text := _words(c, knowledge, set(told))) is not None]
    areas = await _areas(session, [change for change, _text in news])
    notices = [n for c, text in news for n in _notices(c, text, areas, now, set(told))]
    raised = [
        AlertRaised(c.number, c.risk, c.level, c.area_id, c.place_id, now)
        for c in changes
        if c.was is None
    ]
    return Outcome(tuple(notices), tuple(raised))


def _said(change: Change) -> Reply:
    """With a report that is told of: which alert it is in, how many that are by now, and how it
    is decided, where nobody has yet."""
    number, total = str(change.number), change.cases + change.signals
    several = len(change.reports) > 1
    if change.status == "escalated":
        text = _("Alert {number}, {cases} in all.", number=number, cases=counted(total))
        return Reply(text if several else _("Alert {number}.", number=number))
    if several:
        text = _(
            "Alert {number}, {cases} in all: OK {number} or NO {number} and why.",
            number=number,
            cases=counted(total),
        )
    else:
        text = _("Alert {number}: OK {number} or NO {number} and why.", number=number)
    return Reply(text, buttons=checking(number)[:2])


async def _areas(session: Session, changes: Sequence[Change]) -> Mapping[int, tuple[str, ...]]:
    """Where the alerts belong that are told of: one of a single report, to its own area."""
    wide = [change for change in changes if len(change.reports | change.before) > 1]
    if not wide:
        return {}
    left = [
        {"alert": change.number, "report": report}
        for change in wide
        for report in change.before - (change.reports if change.ended is None else NOBODY)
    ]
    return await areas_of(session, (change.number for change in wide), left)


def _notices(
    change: Change, text: Text, areas: Mapping[int, tuple[str, ...]], now: datetime, told: set[int]
) -> Iterator[Notice]:
    also = areas.get(change.number, ())
    quiet = _heard(change, told)
    for above, whom in enumerate(_whom(change)):
        heard = quiet if not above else ()  # who is above is not told of each report
        if heard and {change.area_id, *also} <= {*heard}:
            continue
        said = Reply(text, buttons=_buttons(change))
        to = replace(whom, also=also, heard=heard)
        yield Notice(to, said, Urgency.URGENT, now + STALE, about=about(change.number))


def about(number: int) -> str:
    """What announces an alert is known by."""
    return f"alert {number}"


def silence(number: int) -> str:
    """What tells that nobody has answered it is known by."""
    return f"alert {number} unanswered"


async def unsaid(
    session: Session, alerts: Iterable[int], now: datetime, *, over: bool = True
) -> None:
    """What announces them and has not left yet does not leave any more: they are over. Else only
    that nobody has answered: somebody has."""
    marks = (silence, about) if over else (silence,)
    if rows := [{"about": mark(number)} for number in alerts for mark in marks]:
        await session.fetch(QUERIES, "stop_announcing", rows=as_rows(rows), now=millis(now))


def _buttons(change: Change) -> tuple[Choice, ...]:
    if change.ended is not None:
        return ()
    return working(change.number) if change.status == "escalated" else checking(change.number)


def working(number: int) -> tuple[Choice, ...]:
    """Of an alert that was passed on."""
    return asking(number), closing(number)


def _whom(change: Change) -> Iterator[Role]:
    yield supervisor(change.area_id)
    if change.status == "escalated":
        yield Role("coordinator", change.area_id, otherwise=("admin",))


def supervisor(area_id: str | None, without: str | None = None) -> Role:
    """The supervisor of an area; where nobody knows the area, who has the whole in view."""
    if area_id is None:
        return Role("coordinator", otherwise=("admin", "supervisor"), without=without)
    return Role("supervisor", area_id, otherwise=ABOVE, without=without)


def _words(change: Change, knowledge: Knowledge, told: set[int]) -> Text | None:
    """What is worth telling of it, or nothing."""
    said: dict[str, Text | str] = {
        "number": str(change.number),
        "what": described(change.risk, change.cases + change.signals, knowledge),
        "place": where_of(change.place_id, change.area_id, knowledge),
    }
    if change.ended == "withdrawn" and not change.reports <= told:
        return _(
            "Alert {number} is ended: what was reported was withdrawn or refused ({what}, "
            "{place}).",
            **said,
        )
    if change.ended is None and _is_emptied(change):
        return _(
            "Alert {number} ({place}) has no cases any more: what was reported was withdrawn or "
            "refused. To end it: CLOSE {number}",
            **said,
        )
    if change.ended is None and _has_some_again(change):
        return _("Alert {number} has cases again: {what}, {place}.", **said)
    return _grown(change, said) if change.ended is None and _is_news(change) else None


def _grown(change: Change, said: Mapping[str, Text | str]) -> Text:
    if change.status == "escalated" and _breaks_out(change):
        return _("Alert {number} is a suspected outbreak now: {what}, {place}.", **said)
    if change.status == "escalated":
        return _("Alert {number} grows: {what}, {place}.", **said)
    if change.level == "outbreak":
        return _(
            "Alert {number}, suspected outbreak: {what}, {place}. True: OK {number}. "
            "False: NO {number} and why.",
            **said,
        )
    return _(
        "Alert {number}: {what}, {place}. True: OK {number}. False: NO {number} and why.", **said
    )


def _is_news(change: Change) -> bool:
    """It is new or has grown, or it is an outbreak now."""
    before = change.was["announced"] if change.was else 0
    grown = to_announce(before, change.cases + change.signals) is not None
    return grown or _breaks_out(change)


def _is_emptied(change: Change) -> bool:
    """One that was passed on, and had cases, has none."""
    was, left = change.was, change.cases + change.signals
    return was is not None and not left and was["cases"] + was["signals"] > 0


def _has_some_again(change: Change) -> bool:
    """What was refused by mistake is true after all."""
    was, now = change.was, change.cases + change.signals
    return was is not None and now > 0 and was["cases"] + was["signals"] == 0


def _breaks_out(change: Change) -> bool:
    was = change.was
    return change.level == "outbreak" and (was is None or was["level"] != "outbreak")


def _heard(change: Change, told: set[int]) -> tuple[str, ...]:
    """The areas whose own hear of it anyway, with each of the reports that came."""
    with_reports = bool(change.came) and change.came <= told
    return tuple(sorted(change.came_in)) if with_reports and not _breaks_out(change) else ()


def described(risk: str, count: int, knowledge: Knowledge) -> Text:
    """`measles, 3 cases`."""
    return _("{risk}, {cases}", risk=risk_name(risk, knowledge), cases=counted(count))


def counted(count: int) -> Text:
    return n_("{count} case", "{count} cases", count=count)


def where_of(place_id: str | None, area_id: str | None, knowledge: Knowledge) -> Text:
    """The place, or else the area, by name."""
    place = knowledge.places.find(place_id) if place_id else None
    area = knowledge.areas.find(area_id) if area_id else None
    if place is None and area is None:
        return _("place not known")
    return verbatim(place.name if place else area.name if area else "")
