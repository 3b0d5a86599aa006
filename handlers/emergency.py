"""Danger signs: what to do first, before anything else is asked; then where to go.

Seeking care at once is always safe to say; nothing here names a disease or a dose. The sources are
with the text (handlers/advice/texts.toml) and the signs (handlers/advice/danger.toml).
"""

from __future__ import annotations

from dataclasses import replace

from bot.handler import PASS, Context, Handler, Turn
from bot.message import Reply
from bot.text import Text, _
from bot.understanding.phrases import Phrases
from bot.understanding.small import small
from handlers.advice.danger import OURS as SIGNS_FILE
from handlers.advice.danger import in_order, load
from handlers.advice.signs import KIND, reader
from handlers.advice.texts import advice
from handlers.clinics.nearby import WORKERS, nearest, told_where, wants_place

SHELF, FALSE_ALARM = "danger signs", small("false_alarm")
# What helps on the way, by the sign; and what cannot wait, by the risk or the sign that is told.
ON_THE_WAY = {"snake_bite": "bite.snake"}
AT_ONCE = {
    "rabies": "bite.wash", "bite": "bite.wash",
    "watery_diarrhoea": "diarrhoea.fluids", "bloody_diarrhoea": "diarrhoea.fluids",
}  # fmt: skip
BITES = ("rabies", "bite")
TODAY = ("rabies",)  # who reports it goes today: not only if it gets worse


async def run(context: Context) -> Turn:
    return PASS if leaves(context) else await go(context)


def leaves(context: Context) -> bool:
    """A health worker who takes an alert back: `fausse alerte, un saignement du nez`."""
    worker = context.contact.has(*WORKERS)
    return worker and Phrases(context.inbound.text).has(FALSE_ALARM)


async def go(context: Context, *said: Text) -> Turn:
    """The emergency whole in its own message; then, in others, what else and where to go.

    Who has told no place is asked for it in the same message: the answer is the way there.
    """
    review, locale = context.knowledge.review, context.contact.locale
    signs = danger_signs(context)
    said = (*(advice(id_) for sign, id_ in ON_THE_WAY.items() if sign in signs), *said)
    said = tuple(each for each in said if review.may_be_said(each.msgid, locale))
    near = await nearest(context)
    if not near.somewhere:
        where = advice("danger.go_now_where", emergency=context.knowledge.emergency)
        first = wants_place(context, Turn((Reply(where, emergency=True),)))
        return replace(first, replies=(*first.replies, *map(Reply, said)))
    if near.line is not None:
        said = (*said, _("Nearest: {line}.", line=near.line))
    return Turn((go_now(context), *map(Reply, said)), events=told_where(context))


def go_now(context: Context) -> Reply:
    text = advice("danger.go_now", emergency=context.knowledge.emergency)
    return Reply(text, emergency=True)


async def danger_first(context: Context, turn: Turn) -> Turn:
    """What to do first, before all else that is said to a message that tells of danger.

    A health worker who reports is past that, unless it is said outright. Of anybody else nothing
    is asked then: no question holds up a mother. Of a bite or of diarrhoea they read first what to
    do at once.
    """
    if turn.passes:
        return turn
    worker, signs = context.contact.has(*WORKERS), danger_signs(context)
    told = context.understood.intent("emergency") > 0 or not ON_THE_WAY.keys().isdisjoint(signs)
    if not told and (worker or not signs):
        return turn if worker else _at_once(context, turn)
    if not worker and turn.conversation is not None and not turn.events:
        return await go(context)
    return replace(turn, replies=(go_now(context), *turn.replies))


def _at_once(context: Context, turn: Turn) -> Turn:
    """Of a bite whatever is made of it; of an illness once it is noted."""
    words = context.understood.words
    told = (word.means(kind) or "" for word in words for kind in ("risk", "sign"))
    held = [each for each in told if each in AT_ONCE and (turn.events or each in BITES)]
    texts = [advice(id_) for id_ in dict.fromkeys(AT_ONCE[each] for each in held)]
    review, locale = context.knowledge.review, context.contact.locale
    said = tuple(Reply(each) for each in texts if review.may_be_said(each.msgid, locale))
    return replace(turn, replies=(*said, *turn.replies))


def danger_signs(context: Context) -> tuple[str, ...]:
    """Codes of the danger signs that the message tells, in any language, most telling first."""
    knowledge = context.knowledge
    if SHELF not in knowledge.shelf:
        listed = load(knowledge.data_file(SIGNS_FILE))
        codes = tuple(sign.code for sign in listed)
        words = reader(codes, knowledge.lexicons, tuple(knowledge.locales), KIND)
        knowledge.shelf[SHELF] = listed, words
    signs, words = knowledge.shelf[SHELF]
    found: tuple[str, ...] = words.found(context.inbound.text)
    return in_order(found, signs) if found else ()


handler = Handler(
    "emergency", run, frozenset({"emergency"}), interrupts=True, gives_way=True, leaves=leaves
)
