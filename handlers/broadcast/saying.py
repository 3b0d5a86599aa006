"""Broadcasts in words: for whom, how many, how dear, how long, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from zoneinfo import ZoneInfo

from bot.areas import Areas
from bot.store.base import Row
from bot.text import Text, _, n_, verbatim
from handlers.broadcast.audience import Audience
from handlers.broadcast.estimate import Estimate
from handlers.clinics.services import Services

SHOWN = 3  # reasons that are named
SIGNS = 6  # characters that are named
WAYS = {"tel": "SMS", "telegram": "Telegram", "whatsapp": "WhatsApp"}
KINDS: Mapping[str, Text] = {
    "region": _("region"),
    "district": _("district"),
    "health_area": _("health area"),
}
ROLES: Mapping[str, Text] = {
    "resident": _("residents"),
    "chw": _("health workers"),
    "supervisor": _("supervisors"),
    "coordinator": _("coordinators"),
    "admin": _("administrators"),
}
# With a count each, for the verb or adjective that follows it.
LEFT_OUT: Mapping[str, Text] = {
    "stopped": n_("{count} stopped", "{count} stopped", count=0),
    "address": n_("{count} no address", "{count} no address", count=0),
    "text": n_("{count} no text in their language", "{count} no text in their language", count=0),
}
FAILED: Mapping[str, Text] = {
    "expired": n_("{count} too late", "{count} too late", count=0),
    "stopped": LEFT_OUT["stopped"],
    "address stopped": LEFT_OUT["address"],
    "cancelled": n_("{count} cancelled", "{count} cancelled", count=0),
}
STATUS: Mapping[str, Text] = {
    "draft": _("not sent"),
    "waiting": _("waits for a second coordinator"),
    "sending": _("under way"),
    "paused": _("paused"),
    "cancelled": _("cancelled"),
    "done": _("done"),
}


def row(*texts: Text | None) -> Text:
    """Sentences one after the other, leaving out those that are not there."""
    said = [text for text in texts if text is not None]
    names = [f"s{position}" for position in range(len(said))]
    return Text(" ".join(f"{{{name}}}" for name in names), dict(zip(names, said, strict=True)))


def listed(texts: Sequence[Text]) -> Text:
    return Text("{parts}", {"parts": tuple(texts)})


def people_of(count: int) -> Text:
    return n_("{count} person", "{count} people", count=count)


def counting(text: Text, count: int) -> Text:
    """The same text with another count."""
    return replace(text, values={**text.values, "count": count})


def whom(audience: Audience, areas: Areas, services: Services) -> Text:
    """`Douentza (district), health workers, bm`; `followers: vaccination`."""
    parts: list[Text] = []
    for area_id in audience.areas:
        area = areas.find(area_id)
        if area is not None:
            parts.append(_("{place} ({kind})", place=area.name, kind=KINDS[area.kind]))
    parts += [
        _("{place} within {within} km", place=circle.name, within=f"{circle.km:.0f}")
        for circle in audience.circles
    ]
    topics = tuple(name for topic in audience.topics if (name := services.topic(topic)))
    if topics:
        parts.append(_("followers: {places}", places=topics))
    if not parts:
        parts.append(_("everybody"))
    parts += [ROLES[role] for role in audience.roles]
    parts += [verbatim(each) for each in (*audience.locales, *audience.channels)]
    if audience.followers and not topics:
        parts.append(_("followers"))
    return listed(parts)


def preview(
    estimate: Estimate,
    audience: Text,
    zone: ZoneInfo,
    written: Sequence[str] = (),
) -> Text:
    """All that is to be known before it leaves. `audience` says for whom it is, `written` are
    names of languages."""
    opens = estimate.opens_at
    return row(
        n_("{audience}: {count} person ({shares}).", "{audience}: {count} people ({shares}).",
           count=estimate.people, audience=audience, shares=_shares(estimate)),
        _("Text: {names}.", names=", ".join(written)) if written else None,
        _price(estimate) if estimate.segments or estimate.cost else None,
        _("Takes {time}.", time=_time(estimate)),
        reasons_left_out(estimate),
        _dear(estimate),
        _("Quiet hours: it leaves from {time}.", time=opens.astimezone(zone).strftime("%Hh%M"))
        if opens is not None
        else None,
    )  # fmt: skip


def _shares(estimate: Estimate) -> Text:
    """`fr 120, bm 92`; also the ways, where there are several."""
    shares = [f"{locale} {people}" for locale, people in estimate.by_locale.items()]
    if set(estimate.by_way) != {"tel"}:
        shares += [f"{WAYS.get(way, way)} {n}" for way, n in estimate.by_way.items()]
    return verbatim(", ".join(shares))


def _price(estimate: Estimate) -> Text:
    return _(
        "{segments} SMS, about {cost} {currency}.",
        segments=str(estimate.segments),
        cost=ceil(estimate.cost),
        currency=estimate.currency,
    )


def _time(estimate: Estimate) -> Text:
    if estimate.days > 1:
        return n_("{count} day", "{count} days", count=estimate.days)
    minutes = ceil(estimate.seconds / 60)
    if minutes > 90:
        return _("{hours} h", hours=str(ceil(minutes / 60)))
    return _("{minutes} min", minutes=str(max(1, minutes)))


def reasons_left_out(estimate: Estimate) -> Text | None:
    if not estimate.left_out:
        return None
    parts = [counting(LEFT_OUT[why], people) for why, people in estimate.left_out.items()]
    return _("Without: {reasons}.", reasons=listed(parts))


def _dear(estimate: Estimate) -> Text | None:
    if not estimate.signs:
        return None
    signs = " ".join(estimate.signs[:SIGNS])
    return _("Dear because of: {signs}", signs=signs)


def reasons(rows: Sequence[Row]) -> Text:
    """`5 stopped, 2 too late`, the most first; `rows` have `reason` and `messages`."""
    counts: dict[str, int] = {}
    for each in rows:
        counts[each["reason"] or ""] = counts.get(each["reason"] or "", 0) + each["messages"]
    most = sorted(counts.items(), key=lambda each: -each[1])[:SHOWN]
    return listed(
        [
            counting(FAILED[why], n)
            if why in FAILED
            else _("{people} {why}", people=str(n), why=verbatim(why))
            for why, n in most
        ]
    )
