"""Following places: `SUIVRE KORO`, `NE PLUS SUIVRE`, `MES SUIVIS`, and whether to be reminded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.folding import fold
from bot.form import ask, ask_again, chosen
from bot.handler import Context, Handler, Turn, say
from bot.message import Choice, Location, Reply
from bot.places import Place
from bot.store.base import Row
from bot.text import _, verbatim
from handlers.clinics.asked import Asked, asked
from handlers.clinics.events import FollowChanged
from handlers.clinics.followed import NONE, enough, followed, told
from handlers.clinics.records import follows

MOST = 5  # places a person follows: home, family, market; all fit into one message
OFFERED = 5
LONGEST_NAME = 40  # characters of what a person wrote that are said back
TOPIC = "place:"
WITHIN = 20.0  # km of a shared point within which a place is looked for
WHERE = Reply(_("Which place? Send its name. Example: FOLLOW KORO"), wants="location")
WISHES = ("follow", "unfollow", "my_follows", "reminders", "remind_on", "remind_off")


async def run(context: Context) -> Turn:
    waiting = context.conversation
    if waiting is not None and waiting.handler == "following" and not _wishes(context, *WISHES):
        return await _answered(context, waiting.step)
    mine = await follows(context.session, context.contact.id)
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
        mine = await follows(context.session, context.contact.id)
        left = mine if key == "all" else [row for row in mine if row["topic"] == key]
        return _left(context, left) if left else _leave(context, mine)
    if key is not None and (place := context.knowledge.places.find(key)):
        return await follow_place(context, place)
    return await _follow(context)


async def _follow(context: Context) -> Turn:
    """The place that is named; else the one of last time."""
    if context.inbound.location is not None:
        return await _follow_shared(context, context.inbound.location)
    wish = _named(context)
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
    unknown = _("{place}: I do not know this place.", place=name[:LONGEST_NAME])
    waiting = context.conversation
    if waiting is not None and waiting.step == "where":
        return ask_again(context, WHERE, unknown)
    text = _("{help} {question}", help=unknown, question=WHERE.text)
    return ask(context, "following", "where", replace(WHERE, text=text))


def _which(context: Context, places: Sequence[Place]) -> Turn:
    named = places[:OFFERED]
    labels = context.knowledge.places.told_apart(named)
    choices = [Choice(p.id, verbatim(n)) for p, n in zip(named, labels, strict=True)]
    return ask(context, "following", "which", Reply(_("Which one?"), tuple(choices)))


async def may_follow(context: Context, place_id: str | None) -> bool:
    """Whether it helps to offer it: not to whom follows it already, or no more can."""
    if place_id is None:
        return False
    mine = await follows(context.session, context.contact.id)
    return len(mine) < MOST and all(row["topic"] != TOPIC + place_id for row in mine)


async def follow_place(context: Context, place: Place) -> Turn:
    mine = await follows(context.session, context.contact.id)
    topic = TOPIC + place.id
    known = next((row for row in mine if row["topic"] == topic), None)
    if known is None and len(mine) >= MOST:
        return say(enough(mine))
    # Who has said no to every reminder is not reminded of a new place either.
    reminded = not mine or any(row["reminded"] for row in mine)
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
    found = _meant(context, mine)
    named = _named(context)
    if not found and (named.places or named.unknown):
        name = named.places[0].name if named.places else named.unknown[:LONGEST_NAME]
        theirs = tuple(verbatim(row["name"]) for row in mine)
        return say(
            _("{place}: you do not follow it. You follow: {places}.", place=name, places=theirs)
        )
    if len(found or mine) == 1:
        return _left(context, found or mine)
    return _which_to_leave(context, found or mine)


def _which_to_leave(context: Context, rows: Sequence[Row]) -> Turn:
    places = [context.knowledge.places.find(row["topic"].removeprefix(TOPIC)) for row in rows]
    known = [place for place in places if place is not None]
    labels = dict(
        zip((p.id for p in known), context.knowledge.places.told_apart(known), strict=True)
    )
    choices = [
        Choice(row["topic"], verbatim(labels.get(row["topic"].removeprefix(TOPIC)) or row["name"]))
        for row in rows
    ]
    question = Reply(_("No longer follow which one?"), (*choices, Choice("all", _("all"))))
    return ask(context, "following", "leave", question)


def _meant(context: Context, mine: Sequence[Row]) -> list[Row]:
    """Those of theirs that are named: as they are kept, else as a place may be misspelt."""
    words = fold(context.inbound.text)
    if found := [row for row in mine if fold(row["name"]) in words]:
        return found
    ids = {TOPIC + place.id for place in _named(context).places}
    return [row for row in mine if row["topic"] in ids]


def _left(context: Context, rows: Sequence[Row]) -> Turn:
    events = [_changed(context, row, follows=False, reminded=False) for row in rows]
    text = _(
        "You no longer follow {places}. To follow again: FOLLOW {place}",
        places=tuple(verbatim(row["name"]) for row in rows),
        place=rows[0]["name"],
    )
    return say(text, *events)


def _reminded(context: Context, mine: Sequence[Row]) -> Turn:
    """`RAPPELS NON`, `RAPPELS OUI`, for all they follow or the place that is named."""
    wanted = _yes_or_no(context)
    if not mine or wanted is None:
        return say(told(mine))
    chosen_ones = _meant(context, mine) or mine
    events = [_changed(context, row, follows=True, reminded=wanted) for row in chosen_ones]
    named = tuple(verbatim(row["name"]) for row in chosen_ones)
    if wanted:
        text = _("Reminders the day before a visit: {places}. None: REMINDERS NO", places=named)
    else:
        text = _("No more reminders: {places}. To have them again: REMINDERS YES", places=named)
    return say(text, *events)


def _yes_or_no(context: Context) -> bool | None:
    if _wishes(context, "remind_off") or any(w.means("no") for w in context.understood.words):
        return False
    if _wishes(context, "remind_on") or any(w.means("yes") for w in context.understood.words):
        return True
    return None


def _changed(context: Context, row: Row, *, follows: bool, reminded: bool) -> FollowChanged:
    point: Any = None if row["latitude"] is None else (row["latitude"], row["longitude"])
    return FollowChanged(
        context.contact.id, row["topic"], row["name"], point, follows, reminded, context.now
    )


handler = Handler("following", run, frozenset(WISHES), interrupts=True, gives_way=True)
