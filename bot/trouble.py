"""What is wrong with a line, from what was seen of it; and how that is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.text import Text, _

Kind = Literal["silent", "stuck", "mute"]
FAILURES = 3  # in a row: one may be a number that nobody has


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a phone may be silent, and how long messages may wait."""

    silent: timedelta = timedelta(minutes=15)
    waiting: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a channel.

    `heard_at`: when its phone last called, for channels whose phones do. `left_at`: when something
    last left. `untried_since`: an answer or an urgent message waits without having been tried;
    `waiting_since`: something waits that may leave. `free_since`: neither quiet hours nor a day's
    cap hold anything. `unproved_since`: since when nothing was told of what left, for channels
    that tell of each message soon; `failures`: messages that failed since one was sent.
    """

    heard_at: datetime | None = None
    left_at: datetime | None = None
    untried_since: datetime | None = None
    waiting_since: datetime | None = None
    free_since: datetime | None = None
    waiting: int = 0
    unproved_since: datetime | None = None
    failures: int = 0


def trouble(sight: Sight, patience: Patience, began: datetime, now: datetime) -> Kind | None:
    """What is wrong. Nothing counts from before we `began` to look: we may have been away."""

    def long(since: datetime | None, allowed: timedelta) -> bool:
        return since is not None and now - max(since, began) >= allowed

    waits = patience.waiting
    if long(sight.heard_at, patience.silent):
        return "silent"
    if sight.failures >= FAILURES or long(sight.unproved_since, waits):
        return "mute"
    if long(sight.untried_since, waits):
        return "stuck"
    idle = long(sight.left_at or began, waits) and long(sight.free_since, waits)
    return "stuck" if idle and long(sight.waiting_since, waits) else None


def worry(name: str, kind: str, sight: Sight, now: datetime) -> Text:
    """What an operator is told of a line."""
    waiting = str(sight.waiting)
    if kind == "silent":
        return _(
            "The phone {name} has not called for {minutes} minutes. Messages waiting: {waiting}. "
            "Is it on, charged, and in reach of a network?",
            name=name,
            minutes=_minutes(sight.heard_at, now),
            waiting=waiting,
        )
    if kind == "mute":
        return _mute(name, sight, waiting, now)
    return _(
        "Messages wait on {name}: {waiting}, the oldest for {minutes} minutes. Please look at it.",
        name=name,
        minutes=_minutes(sight.waiting_since or sight.untried_since, now),
        waiting=waiting,
    )


def _mute(name: str, sight: Sight, waiting: str, now: datetime) -> Text:
    if sight.failures >= FAILURES:
        return _(
            "{name} sends nothing: {failures} messages failed in a row. Check credit, SIM and "
            "network. Messages waiting: {waiting}.",
            name=name,
            failures=str(sight.failures),
            waiting=waiting,
        )
    return _(
        "{name} takes messages but has sent none for {minutes} minutes. Check its screen, credit "
        "and network. Messages waiting: {waiting}.",
        name=name,
        minutes=_minutes(sight.unproved_since, now),
        waiting=waiting,
    )


def relief(name: str, sight: Sight) -> Text:
    return _(
        "{name} works again. Messages waiting: {waiting}.", name=name, waiting=str(sight.waiting)
    )


def _minutes(since: datetime | None, now: datetime) -> str:
    return f"{(now - since).total_seconds() // 60:.0f}" if since else "?"
