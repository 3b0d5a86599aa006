"""`PARLER`: a person's words go to who answers for their area, and the answers come back."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.form import ask
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Reply
from bot.store.base import Row
from bot.text import Text, _
from bot.understanding import Word
from handlers.emergency import danger_signs, go
from handlers.join import ROLE_NAMES
from handlers.talk.events import TalkClosed, TalkOpened, TalkSaid
from handlers.talk.records import open_talk_of, somebody_answers, talk

NAME = "talk"
STAFF = ("supervisor", "coordinator", "admin")
SAYING = (None, "ordinary")  # words that say something: a filler of every day does too
LONGEST = 450  # characters that are passed on: three segments
NUMBER = re.compile(r"\W*(?:no|n[°o]?)?\W*(\d{1,9})\b[\s:,.;-]*", re.IGNORECASE)
WRITE = _(
    "Write your message: a supervisor or coordinator reads it and answers here. To end: END TALK. "
    "In danger call {emergency}."
)
SENT = _("Sent, as no {number}. The answer comes here. To end: END TALK")
PASSED_ON = _("Passed on.")
OVER = _("The talk is over. To start another: TALK TO A PERSON")
NOBODY = _("Nobody can answer here yet. In danger call {emergency}, or go to the health centre.")
WHICH = _("Write the number of the talk and your text: ANSWER 12 your text")
NOT_YOURS = _("I know no open talk of this number in your area.")


def leaves(context: Context) -> bool:
    """Without a talk there is nobody to pass it on to."""
    return context.conversation is None


def leaves_the_end(context: Context) -> bool:
    """`TERMINER`, where nothing was begun."""
    return context.conversation is None and context.understood.intent("talk_end") > 0


async def run(context: Context) -> Turn:
    """The person's side: what belongs to a talk, or tells of danger while there is one."""
    if context.understood.intent("talk_end") > 0:
        return await _end(context)
    waiting = context.conversation
    words = _words(context.inbound.text)
    if context.understood.intent("emergency") > 0 or (waiting and _danger(context)):
        return await _in_danger(context)
    if waiting is None or not words:
        return PASS
    if context.understood.intent("human") > 0:
        return await begin(context)
    if waiting.step == "write":
        return _opened(context, words)
    known = await open_talk_of(context.session, context.contact.id)
    if known is None:
        return PASS  # who answered has ended it
    turn = ask(context, NAME, "open", Reply(PASSED_ON))
    return replace(turn, events=(_said(context, known["number"], words),))


async def begin(context: Context) -> Turn:
    """`PARLER`, `PARLER le puits est sec`; or `TERMINER`, where no talk is waited for."""
    if context.understood.intent("talk_end") > 0:
        return await _end(context)
    emergency = context.knowledge.emergency
    if not await somebody_answers(context.session, context.contact.id):
        return say(Text(NOBODY.msgid, {"emergency": emergency}))
    known = await open_talk_of(context.session, context.contact.id)
    words = _after_the_verb(context)
    if words and _danger(context):
        return await _in_danger(context)
    if known is not None:
        turn = ask(context, NAME, "open", Reply(PASSED_ON if words else _write(emergency)))
        said = (_said(context, known["number"], words),) if words else ()
        return replace(turn, events=said)
    if words and _says_more(context):
        return _opened(context, words)
    return ask(context, NAME, "write", Reply(_write(emergency)))


def _danger(context: Context) -> bool:
    """A sign in anybody's words but a health worker's, who knows it and may only speak of it."""
    return not context.contact.has("chw", *STAFF) and bool(danger_signs(context))


async def _in_danger(context: Context) -> Turn:
    """What to do comes first; then the words are passed on, and the talk goes on.

    Where nobody knows where they are, that is asked for: then `PARLER` leads back to the talk.
    """
    known = await open_talk_of(context.session, context.contact.id)
    wanted = context.conversation is not None or context.understood.intent("human") > 0
    if not known and not (wanted and await somebody_answers(context.session, context.contact.id)):
        return PASS
    words = _after_the_verb(context) or _words(context.inbound.text)
    first = await go(context)
    if known is None:
        talked = _opened(context, words, danger=True)
    else:
        said = _said(context, known["number"], words, danger=True)
        talked = replace(ask(context, NAME, "open", Reply(PASSED_ON)), events=(said,))
    if first.conversation is None:
        return replace(talked, replies=(*first.replies, *talked.replies))
    passed_on = Reply(_("Passed on to who answers you. To write more to them: TALK TO A PERSON"))
    return replace(first, replies=(*first.replies, passed_on), events=talked.events)


def _write(emergency: str) -> Text:
    return Text(WRITE.msgid, {"emergency": emergency})


def _opened(context: Context, words: str, *, danger: bool = False) -> Turn:
    number = context.session.number()
    text = Text(SENT.msgid, {"number": str(number)})
    turn = ask(context, NAME, "open", Reply(text))
    opened = TalkOpened(number, context.contact.id, _area(context), context.now)
    return Turn(
        turn.replies, turn.conversation, (opened, _said(context, number, words, danger=danger))
    )


def _said(context: Context, number: int, words: str, *, danger: bool = False) -> TalkSaid:
    contact = context.contact
    role = next((a.role for a in contact.assignments if a.role in ROLE_NAMES), "resident")
    place = context.knowledge.places.find(contact.place_id) if contact.place_id else None
    return TalkSaid(
        number, contact.id, role, words, context.now,
        place=place.name if place else None, danger=danger,
    )  # fmt: skip


def _area(context: Context) -> str | None:
    """Where they work, else where they were last."""
    contact = context.contact
    if (own := contact.area_of("chw", "supervisor", "resident")) is not None:
        return own
    place = context.knowledge.places.find(contact.place_id) if contact.place_id else None
    return place.area_id if place else None


def _words(text: str) -> str:
    kept = " ".join(text.split())
    return kept if len(kept) <= LONGEST else f"{kept[:LONGEST]}..."


def _after_the_verb(context: Context) -> str:
    verb = _verb(context)
    return _words(context.understood.text[verb.end :].lstrip(" :,.;-")) if verb else ""


def _verb(context: Context) -> Word | None:
    return next((w for w in context.understood.words if w.means("intent") == "human"), None)


def _says_more(context: Context) -> bool:
    """`parler le puits est sec`; `passez-moi quelqu'un svp` has nothing yet to pass on."""
    verb = _verb(context)
    after = [w for w in context.understood.words if verb and w.start >= verb.end]
    return any(w.means("filler") in SAYING and w.folded.isalnum() for w in after)


async def _end(context: Context) -> Turn:
    known = await open_talk_of(context.session, context.contact.id)
    if known is None:
        return PASS if context.conversation is None else say(OVER)
    return say(OVER, TalkClosed(known["number"], context.contact.id, context.now))


async def answer(context: Context) -> Turn:
    """The other side: `REPONDRE 12 le texte`, `TERMINER 12`."""
    ends = context.understood.intent("talk_end") > 0
    verb = next(
        (w for w in context.understood.words if w.means("intent") in ("talk_answer", "talk_end")),
        None,
    )
    if verb is None:
        return PASS
    rest = context.understood.text[verb.end :]
    found = NUMBER.match(rest)
    if found is None:
        return PASS if ends else say(WHICH)
    row = await talk(context.session, int(found[1]))
    if row is None or row["closed_at"] or not _may_answer(context, row):
        return say(NOT_YOURS)
    number, who, at = int(row["number"]), context.contact.id, context.now
    if ends:
        return say(OVER, TalkClosed(number, who, at))
    words = _words(rest[found.end() :])
    if not words:
        return say(WHICH)
    role = next(a.role for a in context.contact.assignments if a.role in STAFF)
    return say(_("Sent."), TalkSaid(number, who, role, words, at, answered=True))


def _may_answer(context: Context, row: Row) -> bool:
    """Not their own; of their area, or everywhere if an assignment has none."""
    if row["contact_id"] == context.contact.id:
        return False
    if row["area_id"] is None:
        return context.contact.has(*STAFF)
    return context.knowledge.areas.entrusted(context.contact, STAFF, row["area_id"])


answering = Handler(
    "answering",
    answer,
    frozenset({"talk_answer", "talk_end"}),
    interrupts=True,
    aside=True,
    roles=frozenset(STAFF),
)
handler = Handler(
    NAME, run, frozenset({"emergency"}), interrupts=True, gives_way=True, leaves=leaves
)
opening = Handler(
    "talk begins",
    begin,
    frozenset({"human", "talk_end"}),
    interrupts=True,
    gives_way=True,
    leaves=leaves_the_end,
)
