"""What became of an alert, asked one by one: outcome, cases, deaths, what was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.form import Answers, Form, Question, ask, ask_again, chosen
from bot.handler import Context, Turn, say
from bot.message import Choice, Reply
from bot.store.base import Row
from bot.text import Text, _
from bot.understanding import Word
from bot.understanding.small import small
from handlers.alerts.announcing import counted
from handlers.alerts.events import AlertClosed
from handlers.alerts.meanwhile import has_grown, seen
from handlers.alerts.records import alerting_of
from handlers.alerts.saying import not_any_more, others_decided, unknown
from handlers.alerts.texts import OUTCOMES
from handlers.alerts.whose import just_decided, may_decide, named
from handlers.report.buttons import reopening

ACTION = "action"
MOST = 100_000  # cases and deaths beyond it were mistyped
THOUSANDS = re.compile(r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+")

FEW = 6  # words of who says that there were none

NO_ONE = small("nobody")
NOT, TRUE = small("says_not"), small("says_true")
BY = {"clinical": small("by_its_signs"), "linked": small("by_link")}
LABORATORY = small("laboratory")
NOT_YOURS = _("The laboratory's result is entered by a coordinator.")
NOBODY = _("A confirmed alert has at least 1 case. Not confirmed? Begin anew with CLOSE.")


async def begin(context: Context, row: Row) -> Turn:
    """Only an alert that a person found true has an outcome; others are dismissed."""
    number = str(row["number"])
    if row["kind"] != "alert":
        return say(_("No {number} is a report. Only alerts are closed.", number=number))
    if row["status"] != "escalated":
        return say(
            _(
                "Alert {number} was not passed on yet. True: OK {number}. "
                "False: NO {number} and why.",
                number=number,
            )
        )
    return await form.begin(context, seen(row))


def _outcome(context: Context, answers: Answers) -> Reply:
    """`Confirmed by the laboratory` is offered only to who may say it."""
    may = context.contact.has(*alerting_of(context.knowledge).laboratory)
    text = _("Alert {number}: how did it end?", number=str(answers["number"]))
    keys = [key for key in OUTCOMES if may or key != "laboratory"]
    return Reply(text, tuple(Choice(key, OUTCOMES[key]) for key in keys))


def _count(context: Context) -> int | None:
    """`12`, `douze`, `1 200`, `zéro mort`."""
    if match := THOUSANDS.fullmatch(context.inbound.text.strip()):
        number = int("".join(filter(str.isdigit, match[0])))
        return number if number <= MOST else None
    words = context.understood.words
    numbers = [told for word in words if (told := _number(word)) is not None]
    if not numbers and _none(words):
        return 0
    return numbers[0] if len(numbers) == 1 and numbers[0] <= MOST else None


def _number(word: Word) -> int | None:
    told = word.means("number")
    return int(told) if word.number is None and told else word.number


def _how(context: Context) -> str | None:
    """`non confirmé`, `par ses signes` too."""
    said = {part for word in context.understood.words for part in word.folded.split()}
    denied = not (said.isdisjoint(NOT) or said.isdisjoint(TRUE))
    by = [key for key, words in BY.items() if not said.isdisjoint(words)]
    named = ["not_confirmed"] if denied else by
    return chosen(context) or (named[0] if len(named) == 1 and len(said) <= FEW else None)


def _none(words: Sequence[Word]) -> bool:
    """`aucun`, `personne n'est mort`, `pas de mort`; not `je ne sais pas`."""
    dead = any(word.means("mark") == "death" for word in words)
    none = any(word.means("zero") in ("zero", "nothing", *("not",) * dead) for word in words)
    return len(words) <= FEW and (none or any(word.folded in NO_ONE for word in words))


def _cases(_context: Context, answers: Answers) -> Reply:
    known = str(answers["known"])
    return Reply(_("How many cases in all? {number} were reported.", number=known))


def _deaths(_context: Context, _answers: Answers) -> Reply:
    return Reply(_("How many of them died? 0 if nobody."))


def _action(_context: Context, answers: Answers) -> Reply:
    """The last that is asked: what the alert is closed with is said back."""
    text = _(
        "{question} Then it is closed: {outcome}, cases: {cases}, deaths: {deaths}. "
        "Wrong? CLOSE {number}",
        question=_("What was done? A few words."),
        outcome=OUTCOMES[answers["outcome"]],
        cases=str(answers["cases"]),
        deaths=str(answers["deaths"]),
        number=str(answers["number"]),
    )
    return Reply(text)


async def proceed(context: Context) -> Turn:
    """What cannot be is said to be so at once: more deaths than cases, an outbreak of nobody."""
    waiting = context.conversation
    if waiting is not None and waiting.step == "outcome" and _tells_of_laboratory(context):
        again = _outcome(context, waiting.answers)
        text = _("{help} {question}", help=NOT_YOURS, question=again.text)
        said = replace(again, text=text)
        return ask(context, form.handler, "outcome", said, waiting.answers, tries=waiting.tries)
    if waiting is not None and waiting.step == "cases" and _of_nobody(context, waiting.answers):
        return ask_again(context, _cases(context, waiting.answers), NOBODY)
    if waiting is not None and waiting.step == "deaths":
        deaths = _count(context)
        if deaths is not None and deaths > waiting.answers["cases"]:
            return _more_deaths(context, waiting.answers, deaths)
    return await form.proceed(context)


def _tells_of_laboratory(context: Context) -> bool:
    """`confirmée par le laboratoire`, of who may not enter it."""
    said = {part for word in context.understood.words for part in word.folded.split()}
    may = context.contact.has(*alerting_of(context.knowledge).laboratory)
    return not may and not said.isdisjoint(LABORATORY) and chosen(context) is None


def _of_nobody(context: Context, answers: Answers) -> bool:
    return answers["outcome"] != "not_confirmed" and _count(context) == 0


def _more_deaths(context: Context, answers: Answers, deaths: int) -> Turn:
    """Both are asked again; what was done stays."""
    text = _(
        "{deaths} deaths, but {cases} cases in all: one is wrong. How many cases in all, those who "
        "died too?",
        deaths=str(deaths),
        cases=str(answers["cases"]),
    )
    kept = {key: answers[key] for key in answers if key not in ("cases", "deaths")}
    return ask(context, form.handler, "cases", Reply(text), kept)


async def _once_more(context: Context, row: Row) -> Turn:
    """What came in since it was asked would be decided unseen: all is asked again."""
    turn = await form.begin(context, seen(row))
    [question] = turn.replies
    text = _(
        "Alert {number} has grown meanwhile: {cases} in all. It was not closed. {question}",
        number=str(row["number"]),
        cases=counted(row["cases"]),
        question=question.text,
    )
    return replace(turn, replies=(replace(question, text=text),))


async def finish(context: Context, answers: Answers) -> Turn:
    number = int(answers["number"])
    row = await named(context.session, number)
    if row is None or not may_decide(context.contact, row, context.knowledge.areas):
        return say(unknown(number))
    if row["status"] != "escalated":
        return say(not_any_more(row) or others_decided(number))
    if has_grown(row, answers):
        return await _once_more(context, row)
    if answers["deaths"] > answers["cases"]:
        return _more_deaths(context, answers, answers["deaths"])
    decided = just_decided(context.session)
    if number in decided:
        return say(others_decided(number))
    decided[number] = "closed", context.contact.id
    event = AlertClosed(
        number,
        answers["outcome"],
        "escalated",
        context.contact.id,
        context.now,
        answers["cases"],
        answers["deaths"],
        answers["action"],
    )
    said = Reply(_done(number, answers), buttons=(reopening(number),))
    return Turn((said,), events=(event,))


def _done(number: int, answers: Answers) -> Text:
    return _(
        "Alert {number} is closed: {outcome}, cases: {cases}, deaths: {deaths}. Mistake? "
        "REOPEN {number} and why.",
        number=str(number),
        outcome=OUTCOMES[answers["outcome"]],
        cases=str(answers["cases"]),
        deaths=str(answers["deaths"]),
    )


form = Form(
    "checking",
    (
        Question("outcome", _outcome, _how, _("Please answer with one of the numbers.")),
        Question("cases", _cases, _count, _("Please answer with a number.")),
        Question("deaths", _deaths, _count, _("Please answer with a number.")),
        Question(
            ACTION,
            _action,
            lambda context: context.inbound.text.strip() or None,
            _("Please answer in a few words."),
        ),
    ),
    finish,
)
