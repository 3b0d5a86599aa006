"""The text of a message to many: in which language it is, and whether it is one at all."""

from __future__ import annotations

from bot.form import ask, ask_again, chosen
from bot.handler import Context, Turn, say
from bot.message import Choice, Reply
from bot.text import _, verbatim
from handlers.broadcast.draft import NAME, TEXT, Draft, postage_of
from handlers.broadcast.previewing import left, previewed
from handlers.broadcast.words import is_command, said_no

EMPTY = _("I found no text.")
IS_IT_TEXT = Reply(
    _("This looks like a command. Is it the text to send?"),
    (Choice("yes", _("yes")), Choice("no", _("no"))),
)
COMMAND_AGAIN = _("Nothing was sent. For the command, please send it again.")


def written_in(context: Context, draft: Draft, words: str) -> str:
    """`en bambara` says who is meant and in which language the text is; else its words tell it."""
    knowledge, meant = context.knowledge, draft.audience.locales
    if len(meant) == 1:
        return meant[0]
    guessed = knowledge.lexicons.understand(words).locale_guess
    own = postage_of(knowledge).read_in(context.contact.locale)
    return guessed if guessed in knowledge.locales else own


async def with_text(context: Context, draft: Draft, locale: str, words: str) -> Turn:
    postage = postage_of(context.knowledge)
    segments = postage.measured(Reply(verbatim(words)), locale).segments
    if segments > postage.most:
        too_long = _(
            "This text is {segments} SMS long, at most {most} are sent. Send a shorter one.",
            segments=str(segments),
            most=str(postage.most),
        )
        return ask(context, NAME, "text", Reply(too_long), {**draft.answers, "locale": locale})
    return await previewed(context, draft.said(locale, words))


async def text(context: Context, draft: Draft) -> Turn:
    """In the language that was chosen, else as its words tell."""
    words = context.inbound.text.strip()
    if said_no(context):
        return await left(context, draft)
    if not any(letter.isalpha() for letter in words):
        return ask_again(context, Reply(TEXT), EMPTY)
    waiting = context.conversation
    assert waiting is not None
    locale = waiting.answers.get("locale") or written_in(context, draft, words)
    if is_command(context.understood):
        return ask(context, NAME, "command", IS_IT_TEXT, {**waiting.answers, "words": words})
    return await with_text(context, draft, locale, words)


async def command(context: Context, draft: Draft) -> Turn:
    """What looked like a command, where a text was asked for, is the text, or was none."""
    waiting, key = context.conversation, chosen(context)
    assert waiting is not None
    words = waiting.answers["words"]
    if key == "yes":
        locale = waiting.answers.get("locale") or written_in(context, draft, words)
        return await with_text(context, draft, locale, words)
    if key == "no":
        return say(COMMAND_AGAIN)
    return ask_again(context, IS_IT_TEXT, _("Please answer with one of the numbers."))
