"""Whom a message is for: somewhere, and of them some. Pure, from areas and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.areas import Areas
from bot.contact import ROLES
from bot.geo import Point, distance
from bot.places import Place, Places

ALL = "*"
WORKERS = ("chw", "supervisor")
DEGREE = 110.0  # km of a degree of latitude, where it is shortest
KM = 15.0  # around a place, where nobody says how far


@dataclass(frozen=True, slots=True)
class Circle:
    """Within `km` of a point; `name` is said to people."""

    name: str
    point: Point
    km: float = KM


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is in one of `areas` or of those below, in one of `circles`, or follows one of `topics`.

    In: working there, or last seen there, or following a place there. Where none of the three is
    given, everybody. `workers_of`: the health workers and supervisors of this area, and of those
    above it, are meant too. Of all these only who has one of `roles`, reads one of `locales`, and
    is reached on one of `channels`, where these are given. `followers`: only who follows; of the
    topics, where these are given beside areas or circles.
    """

    areas: tuple[str, ...] = ()
    circles: tuple[Circle, ...] = ()
    topics: tuple[str, ...] = ()
    workers_of: str | None = None
    roles: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    followers: bool = False

    @property
    def everywhere(self) -> bool:
        return not (self.areas or self.circles or self.topics or self.workers_of)

    @property
    def narrowed(self) -> bool:
        """Whether the topics say who of some places: `ABONNES VACCIN KORO`."""
        return bool(self.followers and self.topics and (self.areas or self.circles))


@dataclass(frozen=True, slots=True)
class Reach:
    """An audience as the database looks for it: ids; `*` is all.

    `posts` are assignments: an area and a role. `follows`: only who follows one of these. A locale
    that is not among `known` is read as `default`; only who reads a locale of `readable` is meant.
    """

    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    roles: tuple[str, ...] = (ALL,)
    locales: tuple[str, ...] = (ALL,)
    channels: tuple[str, ...] = (ALL,)
    follows: tuple[str, ...] = (ALL,)
    known: tuple[str, ...] = ()
    default: str = "fr"
    readable: tuple[str, ...] = field(default=())


def reach_of(
    audience: Audience,
    places: Places,
    areas: Areas,
    *,
    known: tuple[str, ...],
    default: str,
    readable: Iterable[str],
) -> Reach:
    """`readable`: the locales in which there is something to read."""
    below = _below(audience, areas)
    inside = [place.id for place in places if _within(place, audience.circles, below)]
    narrowed, followed = audience.narrowed, [f"place:{place_id}" for place_id in inside]
    topics = followed if narrowed else [*audience.topics, *followed]
    everybody = (ALL,) if audience.everywhere else ()
    only = audience.followers and not narrowed
    return Reach(
        places=() if only else (*everybody, *inside),
        topics=(*everybody, *topics) if only else tuple(topics),
        posts=() if only else tuple(_posts(audience, areas, below)),
        follows=audience.topics if narrowed else (ALL,),
        roles=audience.roles or (ALL,),
        locales=audience.locales or (ALL,),
        channels=audience.channels or (ALL,),
        known=known,
        default=default,
        readable=tuple(readable),
    )


def _below(audience: Audience, areas: Areas) -> set[str]:
    """The areas meant and all that are part of them."""
    return set(audience.areas).union(*map(areas.below, audience.areas))


def _within(place: Place, circles: Sequence[Circle], below: set[str]) -> bool:
    if place.area_id in below:
        return True
    here = (place.latitude, place.longitude)
    return any(
        abs(here[0] - circle.point[0]) * DEGREE <= circle.km
        and distance(circle.point, here) <= circle.km
        for circle in circles
    )


def _posts(audience: Audience, areas: Areas, below: set[str]) -> list[str]:
    found = [f"{area} {role}" for area in sorted(below) for role in ROLES]
    if (own := audience.workers_of) is not None:
        over = areas.upwards(own)
        found += [f"{area} {role}" for area in over for role in WORKERS]
    return found


def area_of(audience: Audience, places: Places) -> tuple[str | None, ...]:
    """The areas whose coordinators it is for to write to; None is the whole country."""
    found: list[str | None] = list(audience.areas)
    found += [_area_at(circle.point, places) for circle in audience.circles]
    for topic in () if audience.narrowed else audience.topics:  # a service is of the whole country
        place = places.find(topic.removeprefix("place:"))
        found.append(place.area_id if place else None)
    if audience.workers_of is not None:
        found.append(audience.workers_of)
    return tuple(dict.fromkeys(found)) or (None,)


def _area_at(point: Point, places: Places) -> str | None:
    """Of the nearest place."""
    near = min(places, key=lambda p: distance(point, (p.latitude, p.longitude)), default=None)
    return near.area_id if near else None


def audience_data(audience: Audience) -> dict[str, Any]:
    """As plain data: for the conversation, the database, next year."""
    return {name: value for name, value in asdict(audience).items() if value}


def audience_of(data: Mapping[str, Any]) -> Audience:
    fields: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in data.items()}
    fields["circles"] = tuple(_circle(circle) for circle in data.get("circles", ()))
    return Audience(**fields)


def _circle(data: Mapping[str, Any]) -> Circle:
    latitude, longitude = data["point"]
    return Circle(data["name"], (latitude, longitude), data["km"])


def reach_data(reach: Reach) -> dict[str, Any]:
    return asdict(reach)


def reach_from(data: Mapping[str, Any]) -> Reach:
    fields: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in data.items()}
    return Reach(**fields)
