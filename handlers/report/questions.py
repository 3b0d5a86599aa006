"""Reports that were asked about are kept until their answer is known: none is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import orjson

from bot.conversation import Conversation
from bot.handler import Context, Outcome, Reaction, Turn
from bot.replies import dump_reply
from bot.store.base import Queries, Row, Session, as_rows, millis
from bot.text import _
from handlers.link.events import PeopleMerged
from handlers.report import guided
from handlers.report.answering import risks_in
from handlers.report.events import QuestionSettled, ReportAsked, ReportFiled
from handlers.report.filing import area_of, trusted
from handlers.report.finding import Finding, Question
from handlers.report.findings.doubts import asks_for_the_dead
from handlers.report.records import risks_of
from handlers.report.sent import Sent
from handlers.report.unfinished import unfinished
from handlers.report.worded import said_so_far, understood_in
from handlers.report.wording import DOUBTED

QUERIES = Queries(Path(__file__).parent / "questions.sql")
REPORT, AMEND = "report", "amend"
DEEP = 2  # questions that follow one another
ASKING = (REPORT, AMEND)  # who asks
TELLS_IT = "inbound_id"  # among the answers: the message that is asked about
OF_CASES = _("Do you report {cases}?")  # `vaccination rougeole 200 enfants`: perhaps none
OVER = frozenset(("well", "past"))  # who was ill and is no more
ACTIVITY = OVER | {"supply", "what", "advice_vaccination", "advice_malaria", "advice_measles"}


def open_about(context: Context, turn: Turn, asked: Question, sent: Sent) -> Turn:
    """The turn that asks about a message; the question is kept."""
    about = _about(asked)
    place = next((found.place for found in about if found.place), None)
    lacks = _lacks(context, asked, sent)
    risks = _risks(context, asked, about, sent)
    return _kept(context, turn, risks, lacks, place.id if place else None)


def open_guided(context: Context, turn: Turn) -> Turn:
    """A step on the way through a report, once it is told of which disease."""
    waiting = turn.conversation
    if waiting is None or waiting.step not in guided.STEPS or "risk" not in waiting.answers:
        return turn
    lacks = "place" if "count" in waiting.answers else "count"
    return _kept(context, turn, [waiting.answers["risk"]], lacks)


def open_change(context: Context, turn: Turn) -> Turn:
    """What may be about a report that was sent before, and is asked about first; a resident's
    stands as a signal."""
    return turn if not trusted(context) else _kept(context, turn, (), "details")


def _kept(
    context: Context, turn: Turn, risks: Iterable[str], lacks: str, place_id: str | None = None
) -> Turn:
    waiting, contact = turn.conversation, context.contact
    if waiting is None or not waiting.answers.get(TELLS_IT):
        return turn
    place = context.knowledge.places.find(place_id) if place_id else None
    event = ReportAsked(
        contact.id,
        waiting.answers[TELLS_IT],
        waiting.step,
        dump_reply(turn.replies[-1]),
        waiting.answers,
        waiting.choices,
        tuple(dict.fromkeys(risks)),
        lacks,
        place_id,
        area_of(context, place),
        context.now,
        contact.training,
        waiting.handler,
    )
    return replace(turn, events=(*turn.events, event))


def _about(asked: Question, deep: int = DEEP) -> Sequence[Finding]:
    """What would be filed by the first answer that files something, perhaps to be asked again."""
    readings = [reading for option in asked.options if (reading := option.reading)]
    for each in readings:
        if each.reports:
            return each.reports
    following = (each.question for each in readings if each.question and deep)
    return next((found for each in following if (found := _about(each, deep - 1))), ())


def _risks(
    context: Context, asked: Question, about: Sequence[Finding], sent: Sent
) -> Sequence[str]:
    """Of an open choice all that are offered: one of them may not wait."""
    listed = risks_of(context.knowledge)
    offered = [option.key for option in asked.options if option.key in listed]
    said = risks_in(understood_in(context, " ".join(said_so_far(sent))))
    by_code = len(_read(asked)) > 1 and not said  # `5 cas`: none of them was told
    found = offered or ([] if by_code else [each.risk for each in about]) or sorted(said)
    return [risk for risk in found if risk in listed]


def _read(asked: Question) -> set[str]:
    """The diseases of all that it may mean."""
    readings = (option.reading for option in asked.options)
    return {found.risk for each in readings if each for found in each.reports}


def _lacks(context: Context, asked: Question, sent: Sent) -> str:
    if asked.named or len(_read(asked)) > 1:
        return "risk"
    if any(context.knowledge.places.find(option.key) for option in asked.options):
        return "place"
    if asks_for_the_dead(asked.text):
        return "deaths"
    if asked.text.msgid == OF_CASES.msgid and _of_activity(context, sent):
        return DOUBTED
    return "count" if asked.counted else "details"


def _of_activity(context: Context, sent: Sent) -> bool:
    """`vaccination rougeole 200 enfants`; not `je ne sais pas si c'est 3 cas de choléra`, nor what
    others tell of: those may be cases."""
    words = understood_in(context, sent.text).words
    said = {sense.meaning for word in words for sense in word.senses}
    perhaps = {"unsure", "hearsay"} | ({"case"} if said.isdisjoint(OVER) else set())
    return not said.isdisjoint(ACTIVITY) and said.isdisjoint(perhaps)


def noted(turn: Turn) -> Turn:
    """Without what is only asked about: of who is in danger nothing is noted by that."""
    return replace(turn, events=tuple(e for e in turn.events if not isinstance(e, ReportAsked)))


def still_asked(told: Turn, turn: Turn) -> Turn:
    """The question is kept where it was asked in the end, whatever was said first."""
    asked = [event for event in told.events if isinstance(event, ReportAsked)]
    return (
        turn
        if turn.conversation != told.conversation
        else replace(turn, events=(*turn.events, *asked))
    )


def settled(context: Context, turn: Turn) -> Turn:
    """Whether the question that waited is over by this turn: answered, or taken back.

    Not where it is asked again, given up, or said to be left: then its report still waits.
    """
    waiting, kept = context.conversation, turn.conversation
    if waiting is None or waiting.handler not in ASKING or turn.passes or turn.missed:
        return turn
    message = waiting.answers.get(TELLS_IT)
    filed = any(isinstance(event, ReportFiled) for event in turn.events)
    danger = not filed and any(reply.emergency for reply in turn.replies)
    if danger or not message or (kept and _same(waiting, kept)) or _left(waiting, turn):
        return turn
    taken_back = kept is None and not turn.events
    event = QuestionSettled(context.contact.id, message, context.now, dropped=taken_back)
    return replace(turn, events=(event, *turn.events))


def _same(waiting: Conversation, kept: Conversation) -> bool:
    """The next question about the same message; whether it came twice is no such question."""
    same = kept.answers.get(TELLS_IT) == waiting.answers.get(TELLS_IT)
    return same and kept.handler == waiting.handler and "twin" not in kept.answers


def _left(waiting: Conversation, turn: Turn) -> bool:
    left = unfinished(waiting)
    return left is not None and any(reply.text == left.dropped for reply in turn.replies)


async def keep(session: Session, events: Sequence[ReportAsked]) -> Outcome:
    rows = {(event.contact_id, event.inbound_id): _row(event) for event in events}
    await session.fetch(QUERIES, "keep_questions", rows=as_rows(rows.values()))
    return Outcome()


def _row(event: ReportAsked) -> Row:
    return {
        "contact_id": event.contact_id,
        "inbound_id": event.inbound_id,
        "handler": event.handler,
        "step": event.step,
        "question": event.question,
        "answers": orjson.dumps(dict(event.answers)).decode(),
        "choices": orjson.dumps(event.choices).decode(),
        "risks": orjson.dumps(event.risks).decode(),
        "lacks": event.lacks,
        "place_id": event.place_id,
        "area_id": event.area_id,
        "training": int(event.training),
        "at": millis(event.at),
    }


async def move(session: Session, merged: Sequence[PeopleMerged]) -> Outcome:
    for event in merged:
        await session.fetch(QUERIES, "move_questions", older=event.older, into=event.contact_id)
    return Outcome()


reactions = (Reaction(ReportAsked, keep), Reaction(PeopleMerged, move))
