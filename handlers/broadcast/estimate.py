"""What a message to many would be: how many people, what it costs, how long it takes. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.message import Reply
from bot.postage import Postage
from bot.sms import Measure

SMS = "tel"
LEFT_OUT = ("stopped", "address", "text")


@dataclass(frozen=True, slots=True)
class Group:
    """People who are counted together. `locale`: what they read. `why`: why they are left out.

    `head` is how their addresses begin, as far as prices ask.
    """

    locale: str
    people: int
    channel: str = ""
    sender: str = ""
    head: str = "tel:+"
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """`seconds` at the channels' rates; `days` of their daily caps, where these are more than one.

    `segments` are SMS in all, `longest` those of one message. `signs` are the characters that make
    an SMS dear. `opens_at`: when the quiet hours end that hold it.
    """

    people: int = 0
    by_locale: Mapping[str, int] = field(default_factory=dict)
    by_way: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    segments: int = 0
    longest: int = 0
    cost: float = 0.0
    currency: str = ""
    signs: tuple[str, ...] = ()
    seconds: float = 0.0
    days: int = 1
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Reached:
    """A group that gets the message, of so many units (segments, where it is an SMS) each."""

    group: Group
    way: str
    each: int

    @property
    def units(self) -> int:
        return self.each * self.group.people


def estimated(
    groups: Iterable[Group],
    replies: Mapping[str, Reply],
    postage: Postage,
    now: datetime,
    *,
    urgent: bool,
) -> Estimate:
    """Who has nothing to read in their language is left out."""
    sizes = {locale: postage.measured(reply, locale) for locale, reply in replies.items()}
    reached, left_out = _sorted_out(groups, sizes)
    by_sms = [each for each in reached if each.way == SMS]
    signs = (sign for each in by_sms for sign in sizes[each.group.locale].outside)
    paced = _paced(reached, postage, now)
    opens = [opens_at for _seconds, _days, opens_at in paced if opens_at is not None]
    return Estimate(
        people=sum(each.group.people for each in reached),
        by_locale=_shares((each.group.locale, each.group.people) for each in reached),
        by_way=_shares((each.way, each.group.people) for each in reached),
        left_out=left_out,
        segments=sum(each.units for each in by_sms),
        longest=max((size.segments for size in sizes.values()), default=0),
        cost=sum(postage.cost(e.group.head, e.each) * e.group.people for e in reached),
        currency=postage.prices.currency,
        signs=tuple(dict.fromkeys(signs)),
        seconds=max((seconds for seconds, _days, _opens in paced), default=0.0),
        days=max((days for _seconds, days, _opens in paced), default=1),
        opens_at=None if urgent else max(opens, default=None),
    )


def _sorted_out(
    groups: Iterable[Group], sizes: Mapping[str, Measure]
) -> tuple[list[_Reached], dict[str, int]]:
    reached = []
    left_out: Counter[str] = Counter()
    for group in groups:
        if why := group.why or (None if group.locale in sizes else "text"):
            left_out[why] += group.people
        else:
            way = group.head.partition(":")[0]
            each = sizes[group.locale].segments if way == SMS else 1
            reached.append(_Reached(group, way, each))
    return reached, left_out


def _shares(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The most first."""
    found: Counter[str] = Counter()
    for name, people in counts:
        found[name] += people
    return dict(found.most_common())


def _paced(
    reached: Iterable[_Reached], postage: Postage, now: datetime
) -> list[tuple[float, int, datetime | None]]:
    """Of each of our numbers: seconds, days of its cap, and when its quiet hours end."""
    units: Counter[tuple[str, str]] = Counter()
    for each in reached:
        units[each.group.channel, each.group.sender] += each.units
    return [
        (
            _seconds(postage, line, units[line]),
            _days(postage, line, units[line]),
            postage.opens_at(*line, now),
        )
        for line in units
    ]


def _seconds(postage: Postage, line: tuple[str, str], units: int) -> float:
    rate = postage.allowed(*line).per_second
    return units / rate if rate else 0.0


def _days(postage: Postage, line: tuple[str, str], units: int) -> int:
    most = postage.allowed(*line).a_day
    return -(-units // most) if most else 1
