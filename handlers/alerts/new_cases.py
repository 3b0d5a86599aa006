"""Asked for a few words (why? what was done?), somebody tells of sick people: `non, 3 cas de palu`.

They may be the reason, or new ones. What opens with a yes or a no, says that there are others, or
names a place is asked about; nothing is taken for a reason that may be a report.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.conversation import Conversation
from bot.form import PATIENCE, Answers, ask, ask_again, ask_on, chosen
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Choice, Reply
from bot.store.base import Row
from bot.text import Text, _
from bot.understanding import Word
from bot.understanding.small import small
from handlers.alerts import closing, reopening
from handlers.alerts.announcing import described
from handlers.alerts.besides import counts_others, counts_otherwise, tells_of_a_death
from handlers.alerts.orders import NAME as CHECKING
from handlers.alerts.orders import named_now, theirs
from handlers.alerts.pieces import not_done
from handlers.alerts.saying import asked_for, quoted, unknown
from handlers.alerts.spoken import or_report
from handlers.alerts.whose import CHECKERS
from handlers.alerts.wording import DAY, sick_counted

NAME = "new_cases"
EITHER = "either"
ANSWER = "answer"
AS_ASKED = "as_asked"
COUNTED = ("case", "sign", "unit", "age", "month")
ENDS = (".", ";", "!", "\n")
LEADS = small("says_true", "says_false", "says_not", "also", "we_have")
REPORT = Choice("report", _("a new report"))
OTHER = Choice("other", _("something else"))
MEANT = {
    "refuse": _("it is not true"),
    "question": _("send it"),
    ANSWER: _("the answer"),
    reopening.ORDER: _("open an alert again"),
    closing.ACTION: _("what was done"),
}


def may_be(context: Context) -> bool:
    words = context.understood.words
    if counts_others(words):
        return True
    counted = sick_counted(words)
    if counted is None:
        return False
    first, last = counted
    before = [part for word in words[:first] for part in word.folded.split()]
    numbered = any(word.number is not None for word in words[:first])  # `1. palu 3 koro`
    apart = first > 0 and words[first - 1].text in ENDS  # `allergie. palu 3`
    led = numbered or apart or not LEADS.isdisjoint(before)
    return led or any(_is_a_place(context, word) for word in words[last + 1 :])


async def refused(context: Context) -> Turn | None:
    """`non 3 cas de palu` says nothing about number 3, unless there is one: then it is asked.

    `non 3 palu koro` may be either, where there is none; `NON 3 palu` is a wrong number.
    """
    at, people = _number(context)
    counted = sick_counted(context.understood.words)
    if counted is None or at not in counted or not context.contact.has(*CHECKERS):
        return None
    number = context.understood.words[at].number or 0
    row = await theirs(context, number)
    if row is None and people:
        return PASS
    if people or (row is None and number <= DAY and plainly(context)):
        return or_report(context, number, "refuse", row)
    return None


def left_out(told: Context, row: Row) -> tuple[Reply, ...]:
    """`ok 2 et 3 autres cas`, `ok 2 un est mort`: it is decided, and of these nobody knows yet."""
    words = told.understood.words
    if tells_of_a_death(words) and not row["deaths"]:
        return (Reply(_DEATH),)
    if counts_others(words):
        return (Reply(_SICK),)
    return (Reply(_as_reported(told, row)),) if counts_otherwise(words, row["cases"]) else ()


def _as_reported(told: Context, row: Row) -> Text:
    """`ok 231 mais 2 cas seulement` confirms three: who decides does not change the report."""
    return _(
        "It stays as reported: {what}. If that is wrong, its author corrects it: CORRECT, the "
        "number and the whole report.",
        what=described(row["risk"], row["cases"], told.knowledge),
    )


def counts_people(context: Context) -> bool:
    """`ok 2 enfants malades`, `ok 9 novembre`: not surely about number 2, or 9."""
    _at, people = _number(context)
    return people


def plainly(context: Context) -> bool:
    """`ok 3 palu koro`, `ok 3 cas de palu`: a report; `ok 12 c'est la rougeole` may be a decision
    with a number that was mistyped."""
    words = context.understood.words
    (at, people), counted = _number(context), sick_counted(words)
    if counted is None or at not in counted:
        return False
    return people or any(_is_a_place(context, word) for word in words[counted[1] + 1 :])


def _number(context: Context) -> tuple[int, bool]:
    """Where the number of an order stands, and whether it counts people, or days."""
    words = context.understood.words
    at = next(at for at, word in enumerate(words) if word.number is not None)
    behind = words[at + 1] if at + 1 < len(words) else None
    if behind is None or len(behind.folded) == 1:  # `ok 2 à suivre`
        return at, False
    return at, any(sense.kind in COUNTED for sense in behind.senses[:1])


def _is_a_place(context: Context, word: Word) -> bool:
    if word.senses or not word.folded.isalpha():
        return False
    knowledge = context.knowledge
    return bool(knowledge.areas.named(word.text) or knowledge.places.resolve(word.text).place)


async def asked(context: Context, step: str, answers: Answers) -> Turn:
    """What is written is kept, and what was asked."""
    kept = {
        "number": answers["number"],
        "step": step,
        "kept": dict(answers),
        "words": context.inbound.text.strip(),
    }
    if (question := await _question(context, kept)) is None:
        return say(unknown(int(answers["number"])))
    return ask(context, NAME, EITHER, question, kept)


async def _question(context: Context, kept: Answers) -> Reply | None:
    number = int(kept["number"])
    answers = kept["step"] == ANSWER  # of who reported it
    row = await (named_now if answers else theirs)(context, number)
    if row is None or (answers and row["contact_id"] != context.contact.id):
        return None
    what = described(row["risk"], row["cases"], context.knowledge)
    text = _(
        "No {number}, {what}. «{words}»: you say",
        number=str(number),
        what=what,
        words=quoted(kept["words"]),
    )
    return Reply(text, (Choice(AS_ASKED, MEANT[kept["step"]]), REPORT, OTHER))


def _again(context: Context, kept: Answers, turn: Turn) -> Turn:
    """What was asked is asked once more, where nothing else is by now."""
    step, answers = kept["step"], kept["kept"]
    if turn.conversation is not None:
        said = () if step == closing.ACTION else (Reply(not_done([int(kept["number"])])),)
        return replace(turn, replies=(*said, *turn.replies))
    waiting = Conversation(CHECKING, step, context.now + PATIENCE, answers)
    asked = closing.form.again(context, waiting) if step == closing.ACTION else None
    question = asked or Reply(asked_for(step, int(kept["number"])))
    return ask_on(turn, question, waiting)


def handing(
    anew: Callable[[Context, str], Awaitable[Turn]],
    taken: Callable[[Context, str, Answers], Awaitable[Turn]],
) -> Handler:
    """`anew`: takes a text as a report of its own; `taken`: as the words that were asked for."""

    async def run(context: Context) -> Turn:
        assert context.conversation is not None
        kept, answer = context.conversation.answers, chosen(context)
        if answer == REPORT.key:
            return _again(context, kept, await anew(context, kept["words"]))
        if answer == OTHER.key:
            return _again(context, kept, Turn())
        if answer == AS_ASKED:
            return await taken(_as_then(context, kept), kept["step"], kept["kept"])
        if (question := await _question(context, kept)) is None:
            return say(unknown(int(kept["number"])))
        return ask_again(context, question, _HELP)

    return Handler(NAME, run, yields=frozenset({EITHER}))


_SICK: Text = _(
    "The other cases that you tell of are not counted yet. Send them with the disease and the "
    "place, for example MEASLES 3 KORO."
)
_DEATH: Text = _(
    "The death that you tell of is not counted yet. Ask who reported it to send the number of the "
    "report and the deaths, for example: no 123, 1 death."
)
_HELP: Text = _("Please answer with one of the numbers.")


def _as_then(context: Context, kept: Answers) -> Context:
    """The words that were written, and the question that they followed."""
    words = kept["words"]
    understood = context.knowledge.lexicons.understand(words, context.contact.locale)
    waiting = Conversation(CHECKING, kept["step"], context.now + PATIENCE, kept["kept"])
    inbound = replace(context.inbound, text=words, choice=None)
    return replace(context, inbound=inbound, understood=understood, conversation=waiting)
