"""Following topics: `SUIVRE VACCIN`. A topic is a service, wherever it is; it has no reminders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.handler import Context, Turn, say
from bot.store.base import Row
from bot.text import verbatim
from handlers.clinics.events import FollowChanged
from handlers.clinics.followed import enough, followed_topic, topics_of
from handlers.clinics.nearby import services_for
from handlers.clinics.records import follows
from handlers.clinics.services import TOPIC, services_of

MOST = 5  # what a person follows: home, family, market, a topic; all fit into one message


async def theirs(context: Context) -> list[Row]:
    """What somebody follows, each row with its name to say, `said`: a topic's is translated."""
    services = services_of(context.knowledge)
    rows = await follows(context.session, context.contact.id)
    return [{**row, "said": services.topic(row["topic"]) or verbatim(row["name"])} for row in rows]


def topics_named(context: Context) -> tuple[str, ...]:
    """By the words for services, but for places that are called so; `palu` names what treats it."""
    knowledge = context.knowledge
    services, words = services_of(knowledge), context.understood.words
    named = [
        topic
        for word in words
        if any(sense.exact for sense in word.senses) or not knowledge.places.exact(word.text)
        for topic in services.topics_in(word)
    ]
    named = named or [TOPIC + service for service in services_for(knowledge, words)]
    return tuple(dict.fromkeys(named))


def of_who_comes(context: Context) -> bool:
    """`prévenez-moi quand les vaccinateurs viennent à Koro`: of that place, and no topic."""
    words = context.understood.words
    return any(word.means("visiting") or word.means("intent") == "schedule" for word in words)


def follow_topics(context: Context, named: Sequence[str], mine: Sequence[Row], room: int) -> Turn:
    """As many as there is `room` for, besides those that are theirs already."""
    known = {row["topic"] for row in mine}
    new = [topic for topic in named if topic not in known]
    if new and room < 1:
        return say(enough(mine))
    kept = [topic for topic in named if topic in known or topic in new[:room]]
    names = services_of(context.knowledge).named(" ".join(t.removeprefix(TOPIC) for t in kept))
    events = [
        FollowChanged(
            context.contact.id, topic, topic.removeprefix(TOPIC), None,
            follows=True, reminded=False, at=context.now,
        )
        for topic in kept
    ]  # fmt: skip
    return say(followed_topic(context, names), *events)


def topics_meant(context: Context, mine: Sequence[Row]) -> list[Row]:
    """Those of theirs that are named."""
    named = topics_named(context)
    return [row for row in topics_of(mine) if row["topic"] in named]


def changed(context: Context, row: Row, *, follows: bool, reminded: bool) -> FollowChanged:
    point: Any = None if row["latitude"] is None else (row["latitude"], row["longitude"])
    return FollowChanged(
        context.contact.id, row["topic"], row["name"], point, follows, reminded, context.now
    )
