"""The preview of a message to many: at once where few may be meant, else when all are counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.form import ask
from bot.handler import Context, Knowledge, Turn, say
from bot.message import Choice, Reply
from bot.replies import awaited, dump_reply, load_reply
from bot.text import Text, _, verbatim
from handlers.broadcast.draft import (
    CHOICES,
    NAME,
    NOBODY,
    NOTHING_SENT,
    WHOM,
    Draft,
    postage_of,
    reach,
    replies,
)
from handlers.broadcast.estimate import Estimate, Group, estimated
from handlers.broadcast.events import CountWanted
from handlers.broadcast.records import count_of, counted_at_once
from handlers.broadcast.saying import preview, reasons_left_out, row, whom
from handlers.clinics.services import services_of
from handlers.language import NAMES

COUNTING = _("I am counting for whom it is. The preview comes here in a moment.")


async def previewed(context: Context, draft: Draft, *first: Text, quietly: bool = False) -> Turn:
    """The words, then all figures, then the question; nothing leaves. `first` is said before.

    Where many may be meant, they are counted beside the turn, and the preview comes later.
    `quietly`: where nobody would get it, nothing is said of it.
    """
    knowledge, before = context.knowledge, tuple(map(Reply, first))
    head = postage_of(knowledge).head
    groups = await counted_at_once(context.session, reach(knowledge, draft), head)
    if groups is None:
        turn = _counting(context, draft)
        return replace(turn, replies=(*before, *turn.replies))
    found = estimate(groups, draft, knowledge, context.now)
    if not found.people:
        turn = Turn() if quietly else _nobody(context, draft, found)
        return replace(turn, replies=(*before, *turn.replies))
    question = question_of(found, draft, knowledge, context.contact.locale)
    kept = {**draft.answers, "question": dump_reply(question), "people": found.people}
    turn = ask(context, NAME, "confirm", question, kept)
    words = words_for(context.contact.locale, draft, knowledge)
    return replace(turn, replies=(*before, words, *turn.replies))


def _counting(context: Context, draft: Draft) -> Turn:
    """It waits for the same answers as the preview that is to come."""
    number, who = context.session.number(), context.contact
    kept = {**draft.answers, "count": number}
    asked = ask(context, NAME, "confirm", Reply(COUNTING, CHOICES), kept)
    assert asked.conversation is not None
    waiting = replace(asked.conversation, asked=None)  # the mark of the preview is not known yet
    wanted = CountWanted(number, who.id, who.locale, draft.answers, context.now)
    return Turn((Reply(COUNTING),), waiting, (wanted,))


def estimate(
    groups: Iterable[Group], draft: Draft, knowledge: Knowledge, now: datetime
) -> Estimate:
    said, postage = replies(knowledge, draft), postage_of(knowledge)
    return estimated(groups, said, postage, now, urgent=draft.urgent)


def question_of(found: Estimate, draft: Draft, knowledge: Knowledge, locale: str | None) -> Reply:
    """For somebody of that locale: that the text is in another is said."""
    own = postage_of(knowledge).read_in(locale)
    foreign = bool(draft.texts) and set(draft.texts) != {own}
    written = [NAMES.get(each, each) for each in draft.texts] if foreign else []
    audience = whom(draft.audience, knowledge.areas, services_of(knowledge))
    text = preview(found, audience, knowledge.zone, written)
    return awaited(Reply(_("{preview} Send?", preview=text), CHOICES))


def words_for(locale: str | None, draft: Draft, knowledge: Knowledge) -> Reply:
    """What will be said, to somebody of that locale if there is a text in it."""
    said = replies(knowledge, draft)
    own = postage_of(knowledge).read_in(locale)
    return said.get(own) or next(iter(said.values()))


async def shown(context: Context) -> tuple[int, Reply] | None:
    """How many people the open preview speaks of, and its question; None while they are counted."""
    waiting = context.conversation
    assert waiting is not None
    answers = waiting.answers
    if "people" in answers:
        return answers["people"], load_reply(answers["question"])
    found = await count_of(context.session, answers["count"])
    return None if found is None else (found["people"], load_reply(found["question"]))


async def left(context: Context, draft: Draft) -> Turn:
    """`non` to a question on the way: back to the preview, or out where there is none."""
    waiting = context.conversation
    alone = waiting is not None and waiting.answers.get("nobody")
    if alone or not (draft.texts or draft.composed):
        return say(NOTHING_SENT)
    return await previewed(context, draft)


def _nobody(context: Context, draft: Draft, found: Estimate) -> Turn:
    """If they only read another language, there may be a text in that; else others are meant."""
    text = row(NOBODY, reasons_left_out(found))
    if not found.left_out.get("text"):
        return ask(context, NAME, "whom", Reply(row(text, WHOM)), draft.answers)
    question = languages(context, draft)
    return ask(
        context,
        NAME,
        "language",
        replace(question, text=row(text, question.text)),
        {**draft.answers, "nobody": True},
    )


def languages(context: Context, draft: Draft) -> Reply:
    """Those in which there is no text of their own yet."""
    names = [locale for locale in context.knowledge.locales if locale not in draft.texts]
    choices = tuple(Choice(each, verbatim(NAMES.get(each, each))) for each in names)
    return Reply(_("In which language do you write another text?"), choices)
