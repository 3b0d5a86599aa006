"""The conversation of a report: read it, ask when two readings are equally good, file it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.form import ask, ask_again, asks_back, beside, chosen
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Choice, Reply
from bot.replies import dump_reply, load_reply
from bot.store.base import Row
from bot.text import _
from handlers.emergency import danger_first
from handlers.join import sent_alone
from handlers.report import guided, no_deaths
from handlers.report.amending.doubling import again
from handlers.report.answering import (
    answer,
    followed,
    is_another,
    open_question,
    picked,
    rephrased,
    replayed,
    risks_in,
    told_anew,
)
from handlers.report.filing import ask_whether_to_cancel, file
from handlers.report.finding import Question
from handlers.report.findings.answers import only_acknowledges
from handlers.report.findings.doubts import OTHER, asks_for_the_dead
from handlers.report.findings.nothing import only_wishes
from handlers.report.grammar import Reading
from handlers.report.kept_zeros import own_zero
from handlers.report.late import with_question
from handlers.report.letting_go import KEPT_NOTHING, LONGEST, let_go, takes_back, unchanged
from handlers.report.ours import is_for_others, leaves, read_here, reading_of, tells
from handlers.report.parting import replaced
from handlers.report.questions import noted, open_about, open_guided, settled, still_asked
from handlers.report.records import own_report, recent_twin, told_by_changed
from handlers.report.said import in_a_row, not_read
from handlers.report.sent import Sent, same_text
from handlers.report.unfinished import NEW_OR_NOT, again_question, unfinished
from handlers.report.worded import counted, understood_in
from handlers.report.zeros import file_zero, replace_zero

EXAMPLE = _("Send the disease, how many, and where. Example: MEASLES 3 KORO")
HOW_MANY = _("How many in all? Send the number.")
WHICH = _("Which disease is it? Write its name, or what you see.")
NOT_READ = _("I did not understand your answer.")
TWICE = "again"
NUMBERS = _("Please answer with one of the numbers.")


async def run(context: Context) -> Turn:
    turn = await _answer(context := await with_question(context))
    return settled(context, still_asked(turn, await danger_first(context, noted(turn))))


async def _answer(context: Context) -> Turn:
    waiting = context.conversation
    if earlier := await told_by_changed(context):
        turn = await _changed(context, earlier)
        return replace(turn, conversation=turn.conversation or waiting)
    if waiting is None or waiting.handler != "report":
        return await begin(context)
    if (left := let_go(context, waiting)) is not None:
        return say(left)
    if takes_back(context):
        return PASS
    if waiting.step in guided.STEPS:
        return await _led(context, waiting.step)
    if "twin" in waiting.answers:
        return await _whether_anew(context, waiting.answers)
    return await _told(context, waiting.answers)


async def _led(context: Context, step: str) -> Turn:
    """Whoever is led through a report may write it whole; before anything is told, ask back."""
    reading, first = read_here(context), step == guided.FIRST
    asked = reading.question if first and counted(context.understood) else None
    if rephrased(context) or (asked and asked.named):  # `jaunisse 2 cas`
        return await _settle(context, reading, Sent.now(context))
    if first and asks_back(context.understood):
        return PASS
    return open_guided(context, await guided.proceed(context))


async def begin(context: Context) -> Turn:
    """A new report, a report of nothing, or the wish to report."""
    if code := await sent_alone(context):  # `K7M2PX4Q` is not seven boys
        return Turn(events=(code,))
    reading = read_here(context)
    if told := no_deaths.as_told(context, reading):
        return await no_deaths.of_the_latest(context) or await _settle(
            context, told[0], Sent.now(context, text=told[1])
        )
    if is_for_others(context, reading):
        return PASS
    if tells(reading):
        return await _settle(context, reading, Sent.now(context))
    if context.understood.intent("emergency"):
        return Turn()
    if only_wishes(context.understood):
        return open_guided(context, await guided.begin(context))
    return say(in_a_row(not_read(reading.not_understood), EXAMPLE))


async def _changed(context: Context, earlier: Sequence[Row]) -> Turn:
    """A message that was changed is read as `CORRIGER`, without the word and the number."""
    number, text = earlier[0]["number"], context.inbound.text
    if len(earlier) > 1:
        numbers = ", ".join(str(row["number"]) for row in earlier)
        return say(
            _(
                "Your message was kept as no {numbers}. They are unchanged. Correct them one by "
                "one: CORRECT {number} MEASLES 2 KORO",
                numbers=numbers,
                number=str(number),
            )
        )
    if earlier[0]["status"] == "withdrawn":
        return say(_("No {number} is already cancelled.", number=str(number)))
    if (earlier[0]["text"] or "").split() == text.split():
        return Turn()
    return await correct(context, number, text)


async def correct(context: Context, number: int, text: str) -> Turn:
    """What follows `CORRIGER 123`, in the place of the report of that number."""
    reading = reading_of(context, text, context.today)
    return await _settle(context, reading, Sent.now(context, text=text, corrects=number))


async def anew(context: Context, text: str) -> Turn:
    """A text that is a part of what was sent, or was sent before, as a report of its own."""
    reading = reading_of(context, text, context.today)
    if not tells(reading):  # no week without sick people either
        return say(in_a_row(not_read(reading.not_understood), EXAMPLE))
    return await _settle(context, reading, Sent.now(context, text=text))


async def _settle(context: Context, reading: Reading, sent: Sent) -> Turn:
    """Ask what is still open, else file what was read."""
    if (asked := reading.question) is not None:
        return _asked(context, _worded(asked), sent, asked)
    context = sent.then(context)
    if sent.corrects is not None:
        return await _replace(context, reading, sent)
    if not reading.reports:
        return await file_zero(context, reading.week)
    if sent.repeats:
        twin = await recent_twin(context, reading.reports[0])
        if twin is not None:
            question = again_question(twin)
            return ask(context, "report", TWICE, question, sent.answers(twin=twin))
    return await file(context, reading, sent.text, inbound_id=sent.inbound_id)


async def _replace(context: Context, reading: Reading, sent: Sent) -> Turn:
    number = sent.corrects or 0
    older = await own_report(context, number)
    if older and older["status"] == "filed":
        if reading.zero:
            return ask_whether_to_cancel(context, older)
        if turn := await replaced(context, reading, older, sent):
            return turn
    zero = None if older else await own_zero(context, number)
    if zero and (turn := await replace_zero(context, zero, reading, sent.text, sent.inbound_id)):
        return turn
    return say(unchanged(number))


def _asked(context: Context, question: Reply, sent: Sent, asked: Question) -> Turn:
    """The question itself is kept, to ask again as it was asked."""
    answers = sent.answers(question=dump_reply(question))
    return open_about(context, ask(context, "report", "choose", question, answers), asked, sent)


def _worded(asked: Question) -> Reply:
    return Reply(asked.text, tuple(Choice(each.key, each.label) for each in asked.options))


async def _whether_anew(context: Context, answers: Mapping[str, Any]) -> Turn:
    """What came twice: cases that are new, or the same message once more."""
    sent, twin = Sent.remembered(answers), int(answers["twin"])
    if same_text(context.inbound.text, sent.text):  # a third time
        return ask(context, "report", TWICE, again_question(twin), answers)
    if only_acknowledges(context.understood):
        return ask_again(context, again_question(twin), NEW_OR_NOT)
    key = chosen(context) or again(context)
    if key == "no":
        return say(_("Kept once, as no {number}. Thank you.", number=str(twin)))
    before = risks_in(understood_in(context, sent.text))
    if key is None and (anew := told_anew(context, before)):
        turn = await _settle(context, anew, Sent.now(context, corrects=sent.corrects))
        waiting = context.conversation
        left = unfinished(waiting) if waiting else None
        return beside(turn, waiting, left) if waiting and left else turn
    if key is None:
        return ask_again(context, again_question(twin), NUMBERS)
    sent = replace(sent, repeats=False)
    reading = replayed(context, sent)
    return await _settle(context, reading, sent) if reading else say(EXAMPLE)


async def _told(context: Context, answers: Mapping[str, Any]) -> Turn:
    """The answer to our question, applied to the message it was asked about."""
    sent = Sent.remembered(answers)
    asked = open_question(context, sent)
    if asked is None:
        return await begin(context) if rephrased(context) else say(EXAMPLE)
    if not asked.options and not answers.get("picks") and asks_back(context.understood):
        return PASS
    key = picked(context, asked)
    if key == OTHER:
        return _asked_openly(context, asked, sent)
    if key is not None and (reading := followed(context, sent, asked, key)):
        return await _settle(context, reading, sent.picked(key))
    if told := answer(context, asked, sent):
        turn = await _settle(context, *told)
        waiting = context.conversation
        left = unfinished(waiting) if waiting and is_another(context, asked, sent) else None
        return beside(turn, waiting, left) if waiting and left else turn
    question = load_reply(answers["question"]) if "question" in answers else _worded(asked)
    help_text = NUMBERS if question.choices else NOT_READ
    return ask_again(context, question, help_text, give_up=KEPT_NOTHING)


def _asked_openly(context: Context, asked: Question, sent: Sent) -> Turn:
    """None of the choices: what is it then?"""
    how_many = asked.text if asks_for_the_dead(asked.text) else HOW_MANY
    text = how_many if asked.counted else WHICH if asked.named else EXAMPLE
    return _asked(context, Reply(text), sent, asked)


handler = Handler(
    "report",
    run,
    frozenset({"report", "zero"}),
    keeps=frozenset({"cancel"}),
    few=LONGEST,
    leaves=leaves,
    claims=no_deaths.claims,
    unfinished=unfinished,
)
