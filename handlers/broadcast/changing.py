"""What is changed of a message to many before it leaves: text, audience, language, urgency."""

from __future__ import annotations

from dataclasses import replace

from bot.form import ask, ask_again, chosen
from bot.handler import Context, Turn
from bot.message import Choice, Reply
from bot.text import _
from handlers.broadcast.audience import audience_data
from handlers.broadcast.draft import (
    NAME,
    TEXT,
    WHOM,
    Draft,
    area_id,
)
from handlers.broadcast.events import AudienceKept
from handlers.broadcast.previewing import languages, left, previewed
from handlers.broadcast.words import said_no
from handlers.language import offer

CHANGES = (
    Choice("text", _("text")),
    Choice("whom", _("for whom")),
    Choice("language", _("another language")),
    Choice("urgent", _("urgent or not")),
    Choice("keep", _("keep the audience")),
    Choice("written", _("the text's language")),
)
NUMBERS = _("Please answer with one of the numbers.")
WHAT = Reply(_("What shall I change?"), CHANGES)


async def change(context: Context, draft: Draft) -> Turn:
    match chosen(context):
        case "text":
            bare = replace(draft, texts={}, composed=None)
            return ask(context, NAME, "text", Reply(TEXT), bare.answers)
        case "whom":
            return ask(context, NAME, "whom", Reply(WHOM), draft.answers)
        case "urgent":
            return await previewed(context, replace(draft, urgent=not draft.urgent))
        case "language":
            return ask(context, NAME, "language", languages(context, draft), draft.answers)
        case "written" if draft.texts:
            return ask(context, NAME, "written", which_is_it(context), draft.answers)
        case "keep":
            question = Reply(_("Under which name shall I keep it?"))
            return ask(context, NAME, "name", question, draft.answers)
    if said_no(context):
        return await previewed(context, draft)
    return ask_again(context, WHAT, NUMBERS)


async def language(context: Context, draft: Draft) -> Turn:
    locale = chosen(context)
    if said_no(context):
        return await left(context, draft)
    if locale is None:
        return ask_again(context, languages(context, draft), NUMBERS)
    return ask(context, NAME, "text", Reply(TEXT), {**draft.answers, "locale": locale})


def which_is_it(context: Context) -> Reply:
    return offer(context.knowledge.locales, _("In which language is the text?"))


async def written(context: Context, draft: Draft) -> Turn:
    """It was taken for another language: the text that was written last is in this one."""
    locale = chosen(context)
    if said_no(context):
        return await left(context, draft)
    if locale is None:
        return ask_again(context, which_is_it(context), NUMBERS)
    *others, (_taken_for, words) = draft.texts.items()
    return await previewed(context, replace(draft, texts={**dict(others), locale: words}))


async def name(context: Context, draft: Draft) -> Turn:
    called = " ".join(context.inbound.text.split())[:40]
    area, whom = area_id(context.knowledge, draft), audience_data(draft.audience)
    kept = AudienceKept(called, area, whom, context.contact.id, context.now)
    turn = await previewed(context, draft, _("Kept as {name}.", name=called))
    return replace(turn, events=(kept,))
