"""`DIFFUSER DOUENTZA le texte`: for whom, what, a preview, a code; then it leaves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.contact import Contact
from bot.folding import fold
from bot.form import ask, ask_again, chosen
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Reply
from bot.text import Text, _
from bot.understanding import Understood
from handlers.broadcast.audience import area_of, audience_data, audience_of, reach_data
from handlers.broadcast.changing import WHAT, change, language, name, written
from handlers.broadcast.confirming import confirmed, new_code
from handlers.broadcast.draft import (
    NAME,
    NOBODY,
    NOTHING_SENT,
    TEXT,
    WHOM,
    Draft,
    area_id,
    postage_of,
    reach,
    replies,
)
from handlers.broadcast.events import BroadcastDrafted, CountDropped
from handlers.broadcast.own_words import asked_for, wanted, without_saying
from handlers.broadcast.previewing import COUNTING, previewed, shown
from handlers.broadcast.reading import singular
from handlers.broadcast.records import audiences, codes_of
from handlers.broadcast.rights import ROLES, are_theirs
from handlers.broadcast.saying import people_of, row
from handlers.broadcast.wish import Wish, wish_of
from handlers.broadcast.wording import stored
from handlers.broadcast.words import MEANINGS, begins_with, code_in, said_no, said_yes
from handlers.broadcast.writing import command, text, with_text, written_in
from handlers.clinics.services import services_of

NOT_YOURS = _("This is not of your area. Nothing was sent.")
VERB, FRENCH = "diffuser", "fr"  # before words that say for whom
Step = Callable[[Context, Draft], Awaitable[Turn]]


async def run(context: Context) -> Turn:
    waiting = context.conversation
    if waiting is None and not begins_with(context.understood, "broadcast"):
        if wanted(context.understood) != "broadcast":
            return PASS  # a word inside something else
        return await _begin(context, await _wish_said(context))
    if waiting is None or (context.understood.intent("broadcast") > 0 and waiting.step != "text"):
        return await _begin(context, await _wish(context))
    if waiting.step == "whom":
        return await _whom(context)
    if waiting.step == "code":
        return await _code(context)
    return await STEPS[waiting.step](context, Draft.of(waiting.answers))


async def _wish_said(context: Context) -> Wish:
    """In words of their own; what stands before the colon says for whom, or is not known."""
    asked = asked_for(context.inbound.text)
    understood = context.knowledge.lexicons.understand(f"{VERB} {asked.whom}", FRENCH)
    wish = await _wish(context, understood)
    if asked.only:
        return replace(wish, text="")
    if not asked.text:
        return replace(wish, text=without_saying(wish.text))
    if wish.text or wish.unknown:
        return Wish(unknown=wish.text or wish.unknown)
    return replace(wish, text=asked.text)


async def _wish(context: Context, understood: Understood | None = None) -> Wish:
    knowledge = context.knowledge
    said = {
        " ".join(map(singular, fold(word).replace("'", " ").split())): meaning
        for locale in knowledge.locales
        for meaning in MEANINGS
        for word in knowledge.lexicons.words("audience", meaning, locale)
    }
    known = [row["name"] for row in await audiences(context.session)]
    return wish_of(
        understood or context.understood,
        knowledge.places,
        knowledge.areas,
        area_id=context.contact.area_of(*ROLES),
        saved=known,
        said=said,
        services=services_of(knowledge),
    )


async def _begin(context: Context, wish: Wish) -> Turn:
    if wish.code is not None:
        return await confirmed(context, wish.code)
    if wish.audience is None:
        help_text = _("I do not know «{words}».", words=wish.unknown[:24]) if wish.unknown else None
        text = WHOM if help_text is None else _("{help} {question}", help=help_text, question=WHOM)
        return ask(context, NAME, "whom", Reply(text))
    return await _for(context, wish, Draft(wish.audience))


async def _for(context: Context, wish: Wish, draft: Draft) -> Turn:
    """With an audience; then the text, then the preview."""
    knowledge = context.knowledge
    if wish.saved is not None:
        rows = await audiences(context.session)
        data = next(row["data"] for row in rows if row["name"] == wish.saved)
        draft = replace(draft, audience=audience_of(data))
    if not are_theirs(context.contact, area_of(draft.audience, knowledge.places), knowledge.areas):
        return say(NOT_YOURS)
    if wish.text:
        return await with_text(context, draft, written_in(context, draft, wish.text), wish.text)
    if draft.texts or draft.composed:
        return await previewed(context, draft)
    return ask(context, NAME, "text", Reply(TEXT), draft.answers)


async def _whom(context: Context) -> Turn:
    waiting = context.conversation
    assert waiting is not None
    wish = await _wish(context)
    if said_no(context):
        return say(NOTHING_SENT)
    if wish.audience is None:
        help_text = _("I do not know «{words}».", words=context.inbound.text[:24])
        return ask_again(context, Reply(WHOM), help_text)
    known = "audience" in waiting.answers
    draft = Draft.of(waiting.answers) if known else Draft(wish.audience)
    return await _for(context, wish, replace(draft, audience=wish.audience))


async def _confirm(context: Context, draft: Draft) -> Turn:
    """`1 send 2 change 3 no`; while it is being counted, all but the first."""
    waiting, key = context.conversation, chosen(context)
    assert waiting is not None
    over = (CountDropped(waiting.answers["count"]),) if "count" in waiting.answers else ()
    if key == "no":
        return say(NOTHING_SENT, *over)
    if key == "change":
        return replace(ask(context, NAME, "change", WHAT, draft.answers), events=over)
    found = await shown(context)
    if found is None:
        return Turn((Reply(COUNTING),), waiting)
    people, question = found
    if not people:
        return ask(context, NAME, "whom", Reply(row(NOBODY, WHOM)), draft.answers)
    if key == "send" or said_yes(context):
        return await _drafted(context, draft, people)
    return ask_again(context, question, _("Please answer with one of the numbers."))


async def _drafted(context: Context, draft: Draft, people: int) -> Turn:
    """It is kept with a code, which is good for today."""
    knowledge, now, number = context.knowledge, context.now, context.session.number()
    today = _day(context, now)
    code = new_code(await codes_of(context.session, today))
    event = BroadcastDrafted(
        number,
        context.contact.id,
        area_id(knowledge, draft),
        audience_data(draft.audience),
        reach_data(reach(knowledge, draft)),
        stored(replies(knowledge, draft)),
        people,
        draft.urgent,
        code,
        today,
        now,
        draft.until(now, postage_of(knowledge)),
        draft.visit,
        draft.alert,
    )
    text = _asked_for(code, people)
    turn = ask(context, NAME, "code", Reply(text), {**draft.answers, "code": code})
    return replace(turn, events=(event,))


def _asked_for(code: str, people: int) -> Text:
    return _(
        "To send it to {people}, answer {code}. Later today: SEND TO ALL {code}",
        people=people_of(people),
        code=code,
    )


def _day(context: Context, now: datetime) -> str:
    return now.astimezone(context.knowledge.zone).date().isoformat()


async def _code(context: Context) -> Turn:
    code = code_in(context.understood)
    if code is not None:
        return await confirmed(context, code)
    return ask_again(context, Reply(_("Send the four digits.")), _("I found no code."),
                     give_up=NOTHING_SENT)  # fmt: skip


def claims(understood: Understood, contact: Contact) -> bool:
    """`dites aux habitants de Bankass ...`, of who may write to many."""
    return contact.has(*ROLES) and wanted(understood) == "broadcast"


STEPS: Mapping[str, Step] = {
    "text": text,
    "command": command,
    "confirm": _confirm,
    "change": change,
    "language": language,
    "written": written,
    "name": name,
}
handler = Handler(
    NAME,
    run,
    frozenset({"broadcast"}),
    interrupts=True,
    numbers=True,
    roles=ROLES,
    claims=claims,
    verbatim=frozenset({"text", "whom", "name"}),
)
