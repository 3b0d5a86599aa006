"""Following: `SUIVRE KORO`, `NE PLUS SUIVRE`, `MES SUIVIS`, and whether to be reminded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.folding import fold
from bot.form import ask, ask_again, chosen
from bot.handler import Context, Handler, Turn, say
from bot.message import Choice, Location, Reply
from bot.places import Place
from bot.store.base import Row
from bot.text import Text, _, verbatim
from handlers.clinics.asked import Asked, asked
from handlers.clinics.events import FollowChanged
from handlers.clinics.followed import NONE, PLACE, enough, followed, names, places_of, told
from handlers.clinics.services import services_of
from handlers.clinics.topics import (
    MOST,
    changed,
    follow_topics,
    of_who_comes,
    theirs,
    topics_meant,
    topics_named,
)

OFFERED = 5
LONGEST_NAME = 40  # characters of what a person wrote that are said back
WITHIN = 20.0  # km of a shared point within which a place is looked for
WHERE = Reply(_("Which place? Send its name. Example: FOLLOW KORO"), wants="location")
WISHES = ("follow", "unfollow", "my_follows", "reminders", "remind_on", "remind_off")


async def run(context: Context) -> Turn:
    waiting = context.conversation
    if waiting is not None and waiting.handler == "following" and not _wishes(context, *WISHES):
        return await _answered(context, waiting.step)
    mine = await theirs(context)
    if _wishes(context, "reminders", "remind_on", "remind_off"):
        return _reminded(context, mine)
    if _wishes(context, "unfollow"):
        return _leave(context, mine)
    if _wishes(context, "my_follows"):
        return say(told(mine))
    return await _follow(context)


def _wishes(context: Context, *intents: str) -> bool:
    return any(context.understood.intent(name) > 0 for name in intents)


async def _answered(context: Context, step: str) -> Turn:
    """To "which place?", for following (`which`, `where`) and for leaving (`leave`)."""
    key = chosen(context)
    if step == "leave":
        mine = await theirs(context)
        left = mine if key == "all" else [row for row in mine if row["topic"] == key]
        return _left(context, left) if left else _leave(context, mine)
    if key is not None and (place := context.knowledge.places.find(key)):
        return await follow_place(context, place)
    return await _follow(context)


async def _follow(context: Context) -> Turn:
    """The place and the topics that are named; else the place of last time."""
    if context.inbound.location is not None:
        return await _follow_shared(context, context.inbound.location)
    wish = _named(context)
    if len(wish.places) == 1 and of_who_comes(context):
        return await follow_place(context, wish.places[0])
    if topics := topics_named(context):
        return await _follow_topics(context, topics, wish)
    if len(wish.places) == 1:
        return await follow_place(context, wish.places[0])
    if wish.places:
        return _which(context, wish.places)
    if wish.unknown:
        return _unknown(context, wish.unknown)
    usual = context.contact.place_id
    if usual and context.conversation is None and (place := context.knowledge.places.find(usual)):
        return await follow_place(context, place)
    return ask(context, "following", "where", WHERE)


async def _follow_topics(context: Context, topics: Sequence[str], wish: Asked) -> Turn:
    """And the place beside them: `SUIVRE KORO VACCIN`."""
    mine, turn = await theirs(context), Turn()
    if len(wish.places) == 1:
        turn = await follow_place(context, wish.places[0])
    elif wish.places:
        turn = _which(context, wish.places)
    elif wish.unknown:
        turn = say(_not_known(wish.unknown))
    known = {row["topic"] for row in mine}
    new = sum(event.topic not in known for event in turn.events)
    found = follow_topics(context, topics, mine, MOST - len(mine) - new)
    return replace(
        turn, replies=(*found.replies, *turn.replies), events=(*turn.events, *found.events)
    )


async def _follow_shared(context: Context, here: Location) -> Turn:
    """The place nearest to the point they shared."""
    place = context.knowledge.places.nearest((here.latitude, here.longitude), WITHIN)
    if place is not None:
        return await follow_place(context, place)
    unknown = _("I know no place within {km} km of there.", km=f"{WITHIN:.0f}")
    return ask_again(context, WHERE, unknown)


def _named(context: Context) -> Asked:
    usual = context.knowledge.places.find(context.contact.place_id or "")
    near = (usual.latitude, usual.longitude) if usual else None
    places = context.knowledge.places
    return asked(context.understood, places, context.today, near=near)


def _unknown(context: Context, name: str) -> Turn:
    unknown = _not_known(name)
    waiting = context.conversation
    if waiting is not None and waiting.step == "where":
        return ask_again(context, WHERE, unknown)
    text = _("{help} {question}", help=unknown, question=WHERE.text)
    return ask(context, "following", "where", replace(WHERE, text=text))


def _not_known(name: str) -> Text:
    return _("{place}: I do not know this place.", place=name[:LONGEST_NAME])


def _which(context: Context, places: Sequence[Place]) -> Turn:
    named = places[:OFFERED]
    labels = context.knowledge.places.told_apart(named)
    choices = [Choice(p.id, verbatim(n)) for p, n in zip(named, labels, strict=True)]
    return ask(context, "following", "which", Reply(_("Which one?"), tuple(choices)))


async def may_follow(context: Context, place_id: str | None) -> bool:
    """Whether it helps to offer it: not to whom follows it already, or no more can."""
    if place_id is None:
        return False
    mine = await theirs(context)
    return len(mine) < MOST and all(row["topic"] != PLACE + place_id for row in mine)


async def follow_place(context: Context, place: Place) -> Turn:
    mine = await theirs(context)
    topic = PLACE + place.id
    known = next((row for row in mine if row["topic"] == topic), None)
    if known is None and len(mine) >= MOST:
        return say(enough(mine))
    # Who has said no to every reminder is not reminded of a new place either.
    places = places_of(mine)
    reminded = not places or any(row["reminded"] for row in places)
    if known is not None:
        reminded = bool(known["reminded"])
    point = (place.latitude, place.longitude)
    event = FollowChanged(
        context.contact.id, topic, place.name, point,
        follows=True, reminded=reminded, at=context.now,
    )  # fmt: skip
    return say(followed(context, place.name, reminded=reminded), event)


def _leave(context: Context, mine: Sequence[Row]) -> Turn:
    if not mine:
        return say(NONE)
    if any(word.means("mark") == "all" for word in context.understood.words):
        return _left(context, mine)
    places, topics = _meant(context, places_of(mine)), topics_meant(context, mine)
    if not (places or topics) and (unknown := _not_theirs(context)):
        return say(
            _("{place}: you do not follow it. You follow: {places}.",
              place=unknown, places=names(mine))
        )  # fmt: skip
    found = [*places, *topics] or mine
    if len(found) == 1 or (topics and len(places) < 2):
        return _left(context, found)
    return _which_to_leave(context, found)


def _not_theirs(context: Context) -> Text | None:
    """What is named to be left, and is not among what they follow."""
    wish = _named(context)
    if wish.places or wish.unknown:
        return verbatim(wish.places[0].name if wish.places else wish.unknown[:LONGEST_NAME])
    services = services_of(context.knowledge)
    return next((services.topic(topic) for topic in topics_named(context)), None)


def _which_to_leave(context: Context, rows: Sequence[Row]) -> Turn:
    places = [context.knowledge.places.find(row["topic"].removeprefix(PLACE)) for row in rows]
    known = [place for place in places if place is not None]
    labels = dict(
        zip((p.id for p in known), context.knowledge.places.told_apart(known), strict=True)
    )
    choices = []
    for row in rows:
        label = labels.get(row["topic"].removeprefix(PLACE))
        choices.append(Choice(row["topic"], verbatim(label) if label else row["said"]))
    question = Reply(_("No longer follow which one?"), (*choices, Choice("all", _("all"))))
    return ask(context, "following", "leave", question)


def _meant(context: Context, mine: Sequence[Row]) -> list[Row]:
    """Those of theirs that are named: as they are kept, else as a place may be misspelt."""
    words = fold(context.inbound.text)
    if found := [row for row in mine if fold(row["name"]) in words]:
        return found
    ids = {PLACE + place.id for place in _named(context).places}
    return [row for row in mine if row["topic"] in ids]


def _left(context: Context, rows: Sequence[Row]) -> Turn:
    events = [changed(context, row, follows=False, reminded=False) for row in rows]
    text = _(
        "You no longer follow {places}. To follow again: FOLLOW {place}",
        places=names(rows),
        place=rows[0]["said"],
    )
    return say(text, *events)


def _reminded(context: Context, mine: Sequence[Row]) -> Turn:
    """`RAPPELS NON`, `RAPPELS OUI`, for all places they follow or the one that is named."""
    wanted, places = _yes_or_no(context), places_of(mine)
    named = _meant(context, places)
    if not places or wanted is None or (not named and topics_meant(context, mine)):
        return say(told(mine))  # topics have no reminders
    chosen_ones = named or places
    events = [changed(context, row, follows=True, reminded=wanted) for row in chosen_ones]
    said = names(chosen_ones)
    if wanted:
        text = _("Reminders the day before a visit: {places}. None: REMINDERS NO", places=said)
    else:
        text = _("No more reminders: {places}. To have them again: REMINDERS YES", places=said)
    return say(text, *events)


def _yes_or_no(context: Context) -> bool | None:
    if _wishes(context, "remind_off") or any(w.means("no") for w in context.understood.words):
        return False
    if _wishes(context, "remind_on") or any(w.means("yes") for w in context.understood.words):
        return True
    return None


handler = Handler("following", run, frozenset(WISHES), interrupts=True, gives_way=True)
