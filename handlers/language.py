"""Choosing the language of the answers: `LANGUE`, `LANGUE BAMBARA`, `ENGLISH`, or a button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.contact import Contact
from bot.form import ask, ask_again, chosen
from bot.handler import Context, Handler, Outcome, Reaction, Turn
from bot.message import Choice, Reply
from bot.store.base import Session
from bot.text import Text, _, verbatim
from bot.understanding import Understood, Word
from bot.understanding.small import small

DENIAL = ("no", "zero", "instead")
ENDS, BUT, DENIES = ".,;:!?\n", small("but"), small("not_that_tongue")
ALONE = small("language_alone")

# Each language by the name its speakers give it, so that nobody has to read another to find it.
NAMES = {
    "fr": "Français",
    "bm": "Bamanankan",
    "en": "English",
    "ar": "العربية",
    "ff": "Fulfulde",
    "ses": "Soŋay",
    "khq": "Koyra ciini",
    "taq": "Tamasheq",
}


@dataclass(frozen=True, slots=True)
class LocaleChosen:
    contact_id: str
    locale: str


def offer(locales: Sequence[str], text: Text) -> Reply:
    """`text` with the languages of this deployment to choose from."""
    return Reply(text, tuple(Choice(name, verbatim(NAMES.get(name, name))) for name in locales))


async def run(context: Context) -> Turn:
    choice = chosen(context) if _awaited(context) else None
    locale = choice or _wanted(context.understood.words)
    if locale in context.knowledge.locales:
        return _switch(context, locale)
    question = offer(context.knowledge.locales, _("Which language?"))
    if _awaited(context) and not context.understood.intent("language"):
        return ask_again(context, question, _("Please answer with the number."))
    return ask(context, "language", "which", question)


def claims(understood: Understood, _contact: Contact) -> bool:
    """`KAN`, alone, asks for the languages in Bambara, whoever sends it: it may be somebody who
    cannot read the answers. In a question (`kan ?`) it is French for when."""
    words = understood.words
    return len(words) == 1 and words[0].folded in ALONE


def _wanted(words: Sequence[Word]) -> str | None:
    """`moi c'est anglais, pas français`; `je ne parle pas français` asks for another one."""
    denied, named = False, []
    for word in words:
        if word.text in ENDS or word.folded in BUT:
            denied = False
        elif locale := word.means("locale"):
            if not denied:
                named.append(locale)
            denied = False
        elif not DENIES.isdisjoint(word.folded.split()) or any(map(word.means, DENIAL)):
            denied = True
    return next(iter(named), None)


def _awaited(context: Context) -> bool:
    return context.conversation is not None and context.conversation.handler == "language"


def _switch(context: Context, locale: str) -> Turn:
    """Said after the change, so in the language that was chosen."""
    text = _("I will answer in English. Send HELP to see what you can do, LANGUAGE to change.")
    return Turn((Reply(text),), events=(LocaleChosen(context.contact.id, locale),))


async def choose(session: Session, events: Sequence[LocaleChosen]) -> Outcome:
    await session.set_locales({event.contact_id: event.locale for event in events})
    return Outcome()


handler = Handler(
    "language",
    run,
    frozenset({"language"}),
    interrupts=True,
    gives_way=True,
    aside=True,
    claims=claims,
)
reaction = Reaction(LocaleChosen, choose)
