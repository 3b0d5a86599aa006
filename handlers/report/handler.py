"""The conversation of a report: read it, ask when two readings are equally good, file it."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.form import ask, ask_again, chosen
from bot.handler import Context, Handler, Turn, say
from bot.message import Choice, Reply
from bot.replies import dump_reply, load_reply
from bot.text import Text, _
from handlers.emergency import GO_NOW
from handlers.report import guided
from handlers.report.filing import file, file_zero, own_area, own_point
from handlers.report.grammar import Reading, read
from handlers.report.records import recent_twin, risks_of

EXAMPLE = _("Send the disease, how many, and where. Example: MEASLES 3 KORO")


async def run(context: Context) -> Turn:
    waiting = context.conversation
    if waiting is None or waiting.handler != "report":
        return await begin(context)
    rephrased = _rephrased(context)
    if waiting.step in guided.STEPS and rephrased is None:
        return await guided.proceed(context)
    if key := chosen(context):
        return await _take(context, key)
    if rephrased is not None:
        return await begin(context, rephrased)
    return await _ask_again(context)


async def begin(context: Context, reading: Reading | None = None) -> Turn:
    """A new report, a report of nothing, or the wish to report."""
    reading = reading or _read(context, context.inbound.text, context.today)
    if reading.question or reading.reports or reading.zero:
        return await _settle(context, reading, context.inbound.text, [])
    if context.understood.intent("emergency"):
        return Turn((Reply(GO_NOW, emergency=True),))
    if len(context.understood.words) <= 2:
        return await guided.begin(context)
    return say(EXAMPLE)


def _read(context: Context, text: str, today: date) -> Reading:
    knowledge, contact = context.knowledge, context.contact
    understood = context.understood
    if text != context.inbound.text:
        understood = knowledge.lexicons.understand(text, contact.locale)
    return read(
        understood,
        risks=risks_of(knowledge),
        places=knowledge.places,
        today=today,
        near=own_point(context),
        area_id=own_area(context),
        locale=contact.locale,
    )


async def _settle(context: Context, reading: Reading, text: str, picks: list[str]) -> Turn:
    """Ask what is still open, else file what was read."""
    if reading.question is not None:
        question = _worded(reading)
        answers = {
            "text": text,
            "picks": picks,
            "today": context.today.isoformat(),
            "question": dump_reply(question),  # to ask again without reading all anew
        }
        return ask(context, "report", "choose", question, answers)
    if not reading.reports:
        return file_zero(context)
    if context.repeats and not picks:
        twin = await recent_twin(context, reading.reports[0])
        if twin is not None:
            return _ask_whether_new(context, twin, text)
    return await file(context, reading, text)


def _worded(reading: Reading) -> Reply:
    assert reading.question is not None
    choices = tuple(Choice(option.key, option.label) for option in reading.question.options)
    return Reply(reading.question.text, choices)


def _ask_whether_new(context: Context, twin: int, text: str) -> Turn:
    question = _again_question(twin)
    answers = {"text": text, "twin": twin, "today": context.today.isoformat()}
    return ask(context, "report", "again", question, answers)


def _again_question(twin: int) -> Reply:
    text = _("Already received as no {number}. New cases?", number=str(twin))
    return Reply(text, (Choice("yes", _("yes")), Choice("no", _("no"))))


async def _take(context: Context, key: str) -> Turn:
    """The answer to our question, applied to the message it was asked about."""
    assert context.conversation is not None
    answers = context.conversation.answers
    text, twin = answers["text"], answers.get("twin")
    if twin is not None:
        return await _again(context, key, text, int(twin))
    picks = [*answers["picks"], key]
    reading = _replay(context, answers, picks)
    if reading is None:
        return say(EXAMPLE)
    return await _settle(context, reading, text, picks)


async def _again(context: Context, key: str, text: str, twin: int) -> Turn:
    if key == "no":
        return say(_("Kept once, as no {number}. Thank you.", number=str(twin)))
    reading = _replay(context, {"text": text, "today": _asked_on(context)}, [])
    return await file(context, reading, text) if reading and reading.reports else say(EXAMPLE)


def _asked_on(context: Context) -> str:
    assert context.conversation is not None
    return str(context.conversation.answers["today"])


def _replay(context: Context, answers: Any, picks: list[str]) -> Reading | None:
    """Read the message again as on the day it came, following the answers given since."""
    reading = _read(context, answers["text"], date.fromisoformat(answers["today"]))
    for pick in picks:
        if reading.question is None:
            return reading
        options = {option.key: option.reading for option in reading.question.options}
        if (following := options.get(pick)) is None:
            return None
        reading = following
    return reading


def _rephrased(context: Context) -> Reading | None:
    """Instead of answering, the person wrote a whole report."""
    if not context.understood.intent("report") and not context.understood.intent("zero"):
        return None
    reading = _read(context, context.inbound.text, context.today)
    return reading if reading.reports else None


async def _ask_again(context: Context) -> Turn:
    assert context.conversation is not None
    answers = context.conversation.answers
    help_text: Text = _("Please answer with one of the numbers.")
    if "twin" in answers:
        return ask_again(context, _again_question(int(answers["twin"])), help_text)
    if (question := _open_question(context, answers)) is None:
        return say(EXAMPLE)
    give_up = _("Nothing was recorded. You can send the report again in other words.")
    return ask_again(context, question, help_text, give_up=give_up)


def _open_question(context: Context, answers: Any) -> Reply | None:
    """As it was asked; a conversation of an older version did not keep it."""
    if "question" in answers:
        return load_reply(answers["question"])
    reading = _replay(context, answers, answers.get("picks", []))
    return _worded(reading) if reading and reading.question else None


handler = Handler("report", run, frozenset({"report", "zero"}))
