"""Reminding followers of a place, the day before, of the visits near it: once, and in time.

Each day has a job, `reminders`, that plans one job `reminder` for each visit of the day to come.
That one looks again when it is done: what was cancelled, moved or hidden meanwhile is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.geo import Point, distance, rectangle
from bot.handler import Job, Knowledge, Outcome
from bot.message import Location, NewJob, Notice, Reply, Urgency, Venue
from bot.store.base import Row, Session, as_rows, millis
from bot.text import _
from handlers.clinics.agenda import Agenda, Near
from handlers.clinics.days import occurrences
from handlers.clinics.model import Occurrence, Visit
from handlers.clinics.precision import told_spot
from handlers.clinics.records import QUERIES, agenda_of
from handlers.clinics.saying import visit_line
from handlers.clinics.services import services_of

DAY = timedelta(days=1)
KEPT = timedelta(days=8)  # how long we know who was reminded of what
AT_ONCE = 500  # followed places in one transaction: answers do not wait for thousands
NOON = time(12)  # until when a visit without hours is told of on its day


@dataclass(frozen=True, slots=True)
class Reminding:
    """What the configuration says, section `reminders`: `hour` is of the zone, `16:00`.

    `within_km`: how far from a visit a place is that it concerns.
    """

    send: bool = True
    hour: str = "16:00"
    within_km: float = 15.0

    def due(self, on: date, zone: ZoneInfo) -> datetime:
        """When people are reminded of what is on that day."""
        return datetime.combine(on - DAY, time.fromisoformat(self.hour), zone)


def reminding_of(knowledge: Knowledge) -> Reminding:
    return Reminding(**knowledge.options.get("reminders", {}))


def latest(occurrence: Occurrence) -> datetime:
    """Until when a reminder helps (a naive local time): until it begins."""
    begins = occurrence.begins if occurrence.begins is not None else NOON
    return datetime.combine(occurrence.on, begins)


def first(now: datetime, knowledge: Knowledge) -> NewJob | None:
    """The next day whose hour is still to come."""
    reminding = reminding_of(knowledge)
    if not reminding.send:
        return None
    on = now.astimezone(knowledge.zone).date()
    while (due := reminding.due(on, knowledge.zone)) <= now:
        on += DAY
    return NewJob("reminders", on.isoformat(), due)


async def plan_days(session: Session, job: NewJob, now: datetime, knowledge: Knowledge) -> Outcome:
    """A job for each visit of the day; if we were away, also of the days that came meanwhile."""
    following = first(now, knowledge)
    if following is None:
        return Outcome()
    agenda = await agenda_of(session, knowledge)
    on = max(date.fromisoformat(job.key), now.astimezone(knowledge.zone).date())
    jobs = [following]
    while on < date.fromisoformat(following.key):
        for visit in agenda.visits:
            jobs += planned(visit, on, now, knowledge.zone)
        on += DAY
    forgotten = (now.astimezone(knowledge.zone).date() - KEPT).isoformat()
    await session.fetch(QUERIES, "forget_reminders", day=forgotten)
    return Outcome(jobs=tuple(jobs))


def planned(visit: Visit, on: date, now: datetime, zone: ZoneInfo) -> Iterator[NewJob]:
    """When each of its days on that day may be told, and not when it is too late."""
    at = now.astimezone(zone).replace(tzinfo=None)
    for each in occurrences(visit, on, on):
        when = max(at, each.shown_from)
        if not each.cancelled and when < latest(each):
            yield _job(each, when.replace(tzinfo=zone))


def _job(occurrence: Occurrence, due_at: datetime, after: str = "") -> NewJob:
    """`after`: the last of those who were told already, in the order of their ids."""
    number, on = occurrence.visit.number, occurrence.on.isoformat()
    planned_on = occurrence.planned_on.isoformat()
    data = {"number": number, "on": on, "planned_on": planned_on, "after": after}
    return NewJob("reminder", f"{on} {number} {planned_on}", due_at, data)


async def remind(session: Session, job: NewJob, now: datetime, knowledge: Knowledge) -> Outcome:
    """Tell followers of one day of a visit, as it stands now; whoever was told is not again."""
    agenda = await agenda_of(session, knowledge)
    occurrence = _still(agenda, job)
    at = now.astimezone(knowledge.zone).replace(tzinfo=None)
    if occurrence is None or at >= latest(occurrence) or not reminding_of(knowledge).send:
        return Outcome()
    if not occurrence.visible(at):
        when = occurrence.shown_from
        later = _job(occurrence, when.replace(tzinfo=knowledge.zone))
        return Outcome(jobs=(later,) if when < latest(occurrence) else ())
    rows = await _concerned(session, occurrence, knowledge, job.data.get("after", ""))
    page, after = _page(rows)
    followers = _nearest(page, occurrence, knowledge)
    new = await _noted(session, occurrence, followers, now)
    told = _notices(occurrence, [f for f in followers if f.who in new], knowledge)
    return Outcome(tuple(told), jobs=(_job(occurrence, now, after),) if after else ())


def _page(rows: list[Row]) -> tuple[list[Row], str]:
    """The rows of whole persons, and after whom to go on; the last one's may be cut off."""
    if len(rows) < AT_ONCE:
        return rows, ""
    last = rows[-1]["contact_id"]
    page = [row for row in rows if row["contact_id"] != last]
    return page, page[-1]["contact_id"]


def _still(agenda: Agenda, job: NewJob) -> Occurrence | None:
    """That day of the visit, if it still is."""
    visit = agenda.visit(job.data["number"])
    on, planned_on = (date.fromisoformat(job.data[name]) for name in ("on", "planned_on"))
    found = occurrences(visit, on, on) if visit else []
    return next((o for o in found if o.planned_on == planned_on and not o.cancelled), None)


@dataclass(frozen=True, slots=True)
class Follower:
    """Who is to be told, and of their places the one nearest to the visit."""

    who: str
    here: Point
    km: float


async def _concerned(
    session: Session, occurrence: Occurrence, knowledge: Knowledge, after: str
) -> list[Row]:
    """Followers around the point that may be told: who hears of it learns no more.

    Where only the area may be known: all who follow a place in it. By their ids, a page of them.
    """
    _name, point = told_spot(occurrence, knowledge.places, knowledge.areas)
    if point is None:
        areas = as_rows([{"id": occurrence.spot.area_id}])
        return await session.fetch(QUERIES, "followers_in", areas=areas, after=after, most=AT_ONCE)
    south, north, west, east = rectangle(point, reminding_of(knowledge).within_km)
    return await session.fetch(
        QUERIES, "reminded_around", south=south, north=north, west=west, east=east,
        after=after, most=AT_ONCE,
    )  # fmt: skip


def _nearest(rows: list[Row], occurrence: Occurrence, knowledge: Knowledge) -> list[Follower]:
    """Of those within reach, each with the nearest of their places."""
    _name, point = told_spot(occurrence, knowledge.places, knowledge.areas)
    within = reminding_of(knowledge).within_km
    best: dict[str, Follower] = {}
    for row in rows:
        here = (row["latitude"], row["longitude"])
        km = distance(here, point) if point else 0.0
        known = best.get(row["contact_id"])
        if km <= within and (known is None or km < known.km):
            best[row["contact_id"]] = Follower(row["contact_id"], here, km)
    return list(best.values())


async def _noted(
    session: Session, occurrence: Occurrence, followers: list[Follower], now: datetime
) -> set[str]:
    """Write down that they are told; those who were not told before."""
    number, on = occurrence.visit.number, occurrence.on.isoformat()
    rows = [{"contact_id": f.who, "number": number, "on": on} for f in followers]
    if not rows:
        return set()
    found = await session.fetch(QUERIES, "note_reminders", rows=as_rows(rows), at=millis(now))
    return {row["contact_id"] for row in found}


def _notices(
    occurrence: Occurrence, followers: list[Follower], knowledge: Knowledge
) -> Iterator[Notice]:
    expires_at = latest(occurrence).replace(tzinfo=knowledge.zone)
    replies: dict[Point, Reply] = {}
    for each in followers:
        reply = replies.get(each.here) or _reply(occurrence, each, knowledge)
        replies[each.here] = reply
        yield Notice(each.who, reply, Urgency.ORDINARY, expires_at)


def _reply(occurrence: Occurrence, follower: Follower, knowledge: Knowledge) -> Reply:
    """It names the day: what is delivered after midnight must not say "tomorrow"."""
    near = Near(follower.km, occurrence=occurrence)
    line = visit_line(near, follower.here, knowledge, services_of(knowledge))
    name, point = told_spot(occurrence, knowledge.places, knowledge.areas)
    text = _("Reminder. {line}. No more of these: REMINDERS NO", line=line)
    return Reply(text, place=Venue(name, Location(*point)) if point else None)


jobs = (Job("reminders", plan_days, first), Job("reminder", remind))
