"""The conversation of a report: read it, ask when two readings are equally good, file it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from bot.form import ask, ask_again, chosen
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Choice, Reply
from bot.replies import dump_reply, load_reply
from bot.store.base import Row
from bot.text import _
from handlers.emergency import danger_first
from handlers.join import sent_alone
from handlers.report import guided
from handlers.report.filing import ask_whether_to_cancel, file
from handlers.report.findings.nothing import only_wishes
from handlers.report.grammar import Reading
from handlers.report.ours import is_for_others, leaves, number_told, read_here, reading_of, tells
from handlers.report.records import own_report, recent_twin, told_by_changed
from handlers.report.said import in_a_row, not_read
from handlers.report.zeros import file_zero

EXAMPLE = _("Send the disease, how many, and where. Example: MEASLES 3 KORO")


@dataclass(frozen=True, slots=True)
class Sent:
    """A report as it was sent, and what was answered about it since.

    `repeats`: the same text came minutes before. `corrects` is the number of the report that it
    replaces, `inbound_id` the message that it came in.
    """

    text: str
    today: str
    picks: tuple[str, ...] = ()
    repeats: bool = False
    corrects: int | None = None
    inbound_id: str | None = None

    @classmethod
    def now(cls, context: Context, text: str | None = None, corrects: int | None = None) -> Sent:
        """This message, or the `text` that is a part of it."""
        said, today = text if text is not None else context.inbound.text, context.today.isoformat()
        return cls(said, today, (), context.repeats, corrects, context.inbound.id)

    @classmethod
    def remembered(cls, answers: Mapping[str, Any]) -> Sent:
        """From a conversation, perhaps of an older version."""
        return cls(
            answers["text"],
            answers["today"],
            tuple(answers.get("picks", ())),
            answers.get("repeats", False),
            answers.get("corrects"),
            answers.get("inbound_id"),
        )

    def answers(self, **more: Any) -> dict[str, Any]:
        return asdict(self) | {"picks": list(self.picks)} | more


async def run(context: Context) -> Turn:
    return await danger_first(context, await _answer(context))


async def _answer(context: Context) -> Turn:
    waiting = context.conversation
    if earlier := await told_by_changed(context):
        turn = await _changed(context, earlier)
        return replace(turn, conversation=turn.conversation or waiting)
    if waiting is None or waiting.handler != "report":
        return await begin(context)
    rephrased = _rephrased(context)
    if waiting.step in guided.STEPS and rephrased is None:
        return await guided.proceed(context)
    if (key := chosen(context) or number_told(context)) and not (
        rephrased is not None and _counts_anew(context)
    ):
        return await _take(context, key, waiting.answers)
    if rephrased is not None:
        sent = Sent.now(context, corrects=waiting.answers.get("corrects"))
        return await _settle(context, rephrased, sent)
    return _ask_again(context, waiting.answers)


async def begin(context: Context) -> Turn:
    """A new report, a report of nothing, or the wish to report."""
    if code := await sent_alone(context):  # `K7M2PX4Q` is not seven boys
        return Turn(events=(code,))
    reading = read_here(context)
    if is_for_others(context, reading):
        return PASS
    if tells(reading):
        return await _settle(context, reading, Sent.now(context))
    if context.understood.intent("emergency"):
        return Turn()
    if only_wishes(context.understood):
        return await guided.begin(context)
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


async def _settle(context: Context, reading: Reading, sent: Sent) -> Turn:
    """Ask what is still open, else file what was read."""
    if reading.question is not None:
        question = _worded(reading)
        # The question itself is kept, to ask again without reading all anew.
        answers = sent.answers(question=dump_reply(question))
        return ask(context, "report", "choose", question, answers)
    if sent.corrects is not None:
        return await _replace(context, reading, sent)
    if not reading.reports:
        return await file_zero(context)
    if sent.repeats:
        twin = await recent_twin(context, reading.reports[0])
        if twin is not None:
            question = _again_question(twin)
            return ask(context, "report", "again", question, sent.answers(twin=twin))
    return await file(context, reading, sent.text, inbound_id=sent.inbound_id)


async def _replace(context: Context, reading: Reading, sent: Sent) -> Turn:
    number = sent.corrects or 0
    older = await own_report(context, number)
    if older and older["status"] == "filed":
        if reading.zero:
            return ask_whether_to_cancel(context, older)
        if len(reading.reports) == 1:
            return await file(
                context, reading, sent.text, supersedes=older, inbound_id=sent.inbound_id
            )
    return say(
        _(
            "No {number} is unchanged. Write the whole report again: CORRECT {number} "
            "MEASLES 2 KORO",
            number=str(number),
        )
    )


def _worded(reading: Reading) -> Reply:
    asked = reading.question
    assert asked is not None
    return Reply(asked.text, tuple(Choice(each.key, each.label) for each in asked.options))


def _again_question(twin: int) -> Reply:
    text = _("Already received as no {number}. New cases?", number=str(twin))
    return Reply(text, (Choice("yes", _("yes")), Choice("no", _("no"))))


async def _take(context: Context, key: str, answers: Mapping[str, Any]) -> Turn:
    """The answer to our question, applied to the message it was asked about."""
    sent, twin = Sent.remembered(answers), answers.get("twin")
    if twin is None:
        sent = replace(sent, picks=(*sent.picks, key))
    elif key == "no":
        return say(_("Kept once, as no {number}. Thank you.", number=str(twin)))
    else:
        sent = replace(sent, repeats=False)
    reading = _replay(context, sent)
    return await _settle(context, reading, sent) if reading else say(EXAMPLE)


def _replay(context: Context, sent: Sent) -> Reading | None:
    """Read the message again as on the day it came, following the answers given since."""
    reading = reading_of(context, sent.text, date.fromisoformat(sent.today))
    for pick in sent.picks:
        if reading.question is None:
            return reading
        options = {option.key: option.reading for option in reading.question.options}
        following = options.get(pick)
        if following is None and reading.question.counted and pick.isdecimal():
            following = reading.question.counted(int(pick))
        if following is None:
            return None
        reading = following
    return reading


def _rephrased(context: Context) -> Reading | None:
    """Instead of answering, the person wrote a whole report."""
    if not any(context.understood.intent(name) for name in ("report", "zero")):
        return None
    reading = read_here(context)
    return reading if reading.reports else None


def _counts_anew(context: Context) -> bool:
    """`palu 5 douentza` says more than `palu`: not only which disease it was."""
    words = [word for word in context.understood.words if word.folded[:1].isalnum()]
    counted = any(word.number is not None or word.means("number") for word in words)
    return len(words) > 1 and counted


def _ask_again(context: Context, answers: Mapping[str, Any]) -> Turn:
    help_text = _("Please answer with one of the numbers.")
    if "twin" in answers:
        return ask_again(context, _again_question(int(answers["twin"])), help_text)
    question = _open_question(context, answers)
    give_up = _("Nothing was recorded. You can send the report again in other words.")
    return ask_again(context, question, help_text, give_up=give_up) if question else say(EXAMPLE)


def _open_question(context: Context, answers: Mapping[str, Any]) -> Reply | None:
    """As it was asked; a conversation of an older version did not keep it."""
    if "question" in answers:
        return load_reply(answers["question"])
    reading = _replay(context, Sent.remembered(answers))
    return _worded(reading) if reading and reading.question else None


handler = Handler("report", run, frozenset({"report", "zero"}), leaves=leaves)
