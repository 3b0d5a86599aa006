"""Withdrawing and correcting: `ANNULER 123`, `ANNULER 1 2`, `CORRIGER 123 palu 2 koro`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import takewhile

from bot.form import ask_again, chosen
from bot.handler import Context, Handler, Turn, say
from bot.store.base import Row
from bot.text import Text, _
from bot.understanding import Word
from bot.understanding.small import small
from handlers.report import handler as reporting
from handlers.report import recalling, zeros
from handlers.report.amending import asking
from handlers.report.amending import handler as amending
from handlers.report.events import ReportWithdrawn, ZeroWithdrawn
from handlers.report.filing import ask_whether_to_cancel, cancel_question, withdrawn
from handlers.report.kept_zeros import latest_zero, own_zero
from handlers.report.late import with_question
from handlers.report.ordered import endless_number, several_numbers
from handlers.report.ours import reading_of
from handlers.report.recalling import NUMBERED, STEP, answered, of_the_same, recalled
from handlers.report.records import latest_report, own_report, risks_of, told_by_changed
from handlers.report.said import in_a_row, shortly

REPORTED = ("risk", "unlisted", "sign", "case", "sex", "mark")
COUNTED = ("case", "sex")
NONE_LATELY = _("You have no recent report. Send CANCEL and the number of a report.")
ENDS, NO = (".", ";", "!", "\n"), small("numbered")  # `annuler no. 12`
WEEK = "week"
TO_NUMBER = small("before_number", "after_order", "numbered_thing", "my") | {*":#°.,-'"}


async def cancel(context: Context) -> Turn:
    """Withdraw the report that is named, or ask about the latest."""
    if numbers := several_numbers(context.understood, "cancel"):
        return await _cancel_all(context, numbers)
    if endless := endless_number(context.understood, "cancel"):
        return _unknown(endless)
    number, _rest = _target(context, "cancel")
    if context.conversation is not None and number is None:
        return await _confirm(context)
    if number is not None:
        return await _taken_back(context, number) or _unknown(number)
    report, zero = await latest_report(context), await latest_zero(context)
    since = max((row["reported_at"] for row in (report, zero) if row), default=0)
    if (waiting := await with_question(context, after=since)) is not context:
        return await reporting.run(waiting)
    anew = _behind(context)
    told = reading_of(context, anew, context.today).reports if anew else ()
    if zero and (report is None or zero["reported_at"] > report["reported_at"]):
        return zeros.ask_whether_to_cancel(context, zero, then=anew if told else "")
    if report is None:
        return say(NONE_LATELY)
    named = context.understood.slots.get("risk", report["risk"])
    if named != report["risk"] and not told:
        return await recalling.of_a_disease(context, named)
    if len(told) == 1 and (same := await of_the_same(context, told[0].risk)):
        return await reporting.correct(context, same[0]["number"], anew)
    return ask_whether_to_cancel(context, report, then=anew if told else "")


async def _taken_back(context: Context, number: int) -> Turn | None:
    """The report, or zero report, of theirs that has this number."""
    if report := await own_report(context, number):
        return _withdraw(context, report)
    zero = await own_zero(context, number)
    return zeros.cancelled(context, zero) if zero else None


async def _confirm(context: Context) -> Turn:
    assert context.conversation is not None
    number = int(context.conversation.answers["number"])
    report = await own_report(context, number)
    zero = None if report else await own_zero(context, number)
    if report is None and zero is None:
        return say(NONE_LATELY)
    match chosen(context):
        case "yes":
            return await _confirmed(context, number, zero=zero is not None)
        case "no":
            return say(_("Kept: no {number}.", number=str(number)))
    question = zeros.cancel_question(zero) if zero else cancel_question(context, report or {})
    return ask_again(context, question, _("Please answer with one of the numbers."))


async def _confirmed(context: Context, number: int, *, zero: bool) -> Turn:
    """It is taken back, and what was told besides reported instead: of the week of a zero."""
    assert context.conversation is not None
    anew = context.conversation.answers.get("then")
    if zero and anew:
        return await reporting.correct(context, number, anew)
    turn = await _taken_back(context, number) or _unknown(number)
    more = await reporting.anew(context, anew) if anew else Turn()
    return replace(more, replies=turn.replies + more.replies, events=turn.events + more.events)


def _withdraw(context: Context, report: Row) -> Turn:
    number = str(report["number"])
    if report["status"] == "withdrawn":
        return say(_("No {number} is already cancelled.", number=number))
    if report["status"] == "superseded":
        newer = str(report["superseded_by"])
        return say(
            _(
                "No {number} was replaced by {newer}. CANCEL {newer} to cancel it.",
                number=number,
                newer=newer,
            )
        )
    risk = risks_of(context.knowledge)[report["risk"]]
    text = _(
        "Cancelled: no {number}, {summary}. To send it again, write the whole report.",
        number=number,
        summary=shortly(risk, report["cases"]),
    )
    return say(text, withdrawn(context, report))


async def _cancel_all(context: Context, numbers: Sequence[int]) -> Turn:
    """`ANNULER 1 2`: each of them, zero reports too; of those that cannot be, why."""
    turns = [await _taken_back(context, number) or _unknown(number) for number in numbers]
    events = [event for turn in turns for event in turn.events]
    done = [_gone(event) for event in events]
    others = [turn.replies[0].text for turn in turns if not turn.events]
    again = _("To send one again, write the whole report.")
    head = [_("Cancelled: {reports}.", reports=tuple(done)), again] if done else []
    return say(in_a_row(*head, *others), *events)


def _gone(event: ReportWithdrawn | ZeroWithdrawn) -> Text:
    """What was withdrawn, in a few words."""
    number = str(event.number)
    if isinstance(event, ZeroWithdrawn):
        week = str(event.week.week)
        return _("no {number} (nothing to report, week {week})", number=number, week=week)
    return _("no {number} {summary}", number=number, summary=shortly(event.risk, event.cases))


async def correct(context: Context) -> Turn:
    """Replace the report that is named by what follows its number."""
    if context.conversation is not None and context.conversation.step == STEP:
        return await answered(context)
    if endless := endless_number(context.understood, "correct"):
        return _not_to_correct(endless)
    before = _before(context)
    told = any(_says(word, REPORTED) for word in before)
    number, rest = (None, "") if told else _target(context, "correct")
    counted = any(word.number is not None for word in before)  # `le 12 est à corriger : palu 3`
    if number is None and _tells(context) and (told or not counted):
        return await recalled(context, begins=not told)
    if number is None or not rest:
        return await asking.begun(context, number) or say(NUMBERED)
    report = await own_report(context, number)
    if report is None:
        zero = await own_zero(context, number)
        return await reporting.correct(context, number, rest) if zero else _not_to_correct(number)
    if earlier := await told_by_changed(context):  # the command itself was changed
        report = earlier[0]
    if report["status"] != "filed":
        return _withdraw(context, report)
    right = await amending.put_right(context, report["number"], rest)
    return right or await reporting.correct(context, report["number"], rest)


def _target(context: Context, command: str) -> tuple[int | None, str]:
    """The number after the command word, and the text that follows it.

    In `annuler palu 2` and `annuler 2 cas` it counts: to withdraw report 2 by it would be wrong.
    So it would be by a week (`annuler. S47 palu 2`), or by what another sentence says.
    """
    words = iter(context.understood.words)
    before = next((word for word in words if word.means("intent") == command), None)
    if before is None:
        return None, ""
    for word in words:
        week = before.means("filler") == WEEK and before.end == word.start
        if (command == "cancel" and word.text in ENDS and before.folded not in NO) or week:
            break
        if command == "correct" and word.number is None and word.folded not in TO_NUMBER:
            break  # `Correction: Bandiagara has 6 measles cases not 9`
        before = word
        if word.number is not None:
            if _says(next(words, None), COUNTED):
                break
            return word.number, context.understood.text[word.end :].strip(" :,.;-")
        if _says(word, REPORTED):
            break
    return None, ""


def _tells(context: Context) -> bool:
    return any(_says(word, ("risk", "unlisted")) for word in context.understood.words)


def _before(context: Context) -> list[Word]:
    """What stands before the word: nothing is told there in `Bonjour, je rectifie : ...`."""
    words = context.understood.words
    return list(takewhile(lambda word: word.means("intent") != "correct", words))


def _behind(context: Context) -> str:
    """What follows the sentence that takes back: `annulez mon message. Palu 3 Koro`."""
    words = iter(context.understood.words)
    if not any(word.means("intent") == "cancel" for word in words):
        return ""
    end = next((word.end for word in words if word.text in ENDS), None)
    return context.understood.text[end:].strip() if end is not None else ""


def _says(word: Word | None, kinds: Collection[str]) -> bool:
    return word is not None and any(sense.kind in kinds for sense in word.senses)


def _not_to_correct(number: int | str) -> Turn:
    return say(
        _(
            "No report {number} of yours was found. Send CORRECT, the number we gave you, and the "
            "right report.",
            number=str(number),
        )
    )


def _unknown(number: int | str) -> Turn:
    return say(
        _(
            "No report {number} of yours was found. Send CANCEL and the number we gave you.",
            number=str(number),
        )
    )


cancelling = Handler("cancel", cancel, frozenset({"cancel"}), interrupts=True)
correcting = Handler("correct", correct, frozenset({"correct"}), interrupts=True)
