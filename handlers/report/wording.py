"""What is said of a report that waits for an answer: to who sent it, and to the supervisor.

The supervisor reads what could be read, not the words of the message.
"""

from __future__ import annotations

from datetime import datetime

import orjson

from bot.handler import Knowledge
from bot.store.base import Row, moment
from bot.text import Text, _, verbatim
from handlers.report.records import risk_name
from handlers.report.sent import Sent
from handlers.report.worded import said_so_far

SHOWN = 28  # characters of their message that a question leaves room for
QUOTED = 44  # where nothing is asked
RISKS = 2  # that a message names
LONG = 40  # letters of both: they would not fit one segment
DOUBTED = "cases"  # whether there are any
LACKS = {
    DOUBTED: _("are there sick people"),
    "risk": _("which disease"),
    "count": _("how many"),
    "deaths": _("how many died"),
    "place": _("which village"),
    "details": _("who is ill"),
}


def is_change(row: Row) -> bool:
    """Of a report that is there, and stays as it is."""
    return row["handler"] != "report" or "corrects" in _changes(row)


def _changes(row: Row) -> dict[str, int]:
    number = orjson.loads(row["answers"]).get("corrects")
    return {} if number is None else {"corrects": number}


def concerns_others(row: Row) -> bool:
    """Not a change; of digits alone nobody knows what they are."""
    text = str(orjson.loads(row["answers"]).get("text", ""))
    return not is_change(row) and (row["risks"] != "[]" or any(map(str.isalpha, text)))


def once_more(row: Row, asked: Text) -> Text:
    """The question again, with the words that it is about: `3m` alone tells nothing later."""
    words = _words(row, SHOWN)
    if not words:
        return _("Not recorded yet. {question}", question=asked)
    return _("Not recorded yet: {words}. {question}", words=words, question=asked)


def your_report(row: Row) -> Text:
    words = _words(row, QUOTED)
    if row["handler"] != "report":
        return _(
            "Nothing was changed, for no answer came: {words}. To correct it: CORRECT 123 MEASLES "
            "2 KORO",
            words=words,
        )
    if number := _changes(row).get("corrects"):
        return _(
            "No {number} is unchanged, for no answer came. Write the whole report again: CORRECT "
            "{number} MEASLES 2 KORO",
            number=str(number),
        )
    if not words:
        return _(
            "Your report was not counted, for no answer came. Please send it again, for example: "
            "MEASLES 3 KORO"
        )
    if row["lacks"] == DOUBTED:
        return _(
            "Not counted, for no answer came: {words}. If there are sick people, send: "
            "MEASLES 3 KORO",
            words=words,
        )
    return _(
        "Not counted, for no answer came: {words}. Please send it again, for example: "
        "MEASLES 3 KORO",
        words=words,
    )


def unclear(row: Row, knowledge: Knowledge) -> Text:
    """Within the hour: nobody waits with that until it is clear."""
    return _(
        "URGENT, not clear: {risk}, {place}, {time}, by {who}, no answer: {question}? Please ask.",
        **_said(row, knowledge),
        time=_hour(row, knowledge),
    )


def to_verify(row: Row, knowledge: Knowledge) -> Text:
    """What a resident told, as far as it could be read."""
    said = _said(row, knowledge)
    return _(
        "To verify, not clear: {risk}, {place}. Sent by a resident, no answer: {question}? Please "
        "find out.",
        risk=said["risk"],
        place=said["place"],
        question=said["question"],
    )


def unheard(row: Row, knowledge: Knowledge) -> Text:
    return _(
        "Not counted: {risk}, {place}. Sent by {who}, no answer: {question}? Ask to resend.",
        **_said(row, knowledge),
    )


def taken_back(row: Row, knowledge: Knowledge) -> Text:
    said = _said(row, knowledge)
    return _(
        "Taken back by its sender: {risk}, {place}, which was not clear.",
        risk=said["risk"],
        place=said["place"],
    )


def shortly(row: Row, knowledge: Knowledge) -> Text:
    """`measles Koro`"""
    said = _said(row, knowledge)
    return _("{risk} {place}", risk=said["risk"], place=said["place"])


def _said(row: Row, knowledge: Knowledge) -> dict[str, Text]:
    risks = [risk_name(risk, knowledge) for risk in orjson.loads(row["risks"])[:RISKS]]
    return {
        "risk": _either(risks),
        "place": _where(row, knowledge),
        "who": _who(row),
        "question": LACKS.get(row.get("lacks", ""), LACKS["details"]),
    }


def _who(row: Row) -> Text:
    """No names are kept: reporters are known by the last report that they sent."""
    if not row.get("last_number"):
        return _("a health worker")
    return _("a health worker (last: no {number})", number=str(row["last_number"]))


def _either(risks: list[Text]) -> Text:
    if not risks:
        return _("disease not known")
    if len(risks) == 1:
        return risks[0]
    if sum(len(each.msgid) for each in risks) > LONG:
        return _("{risk} or another", risk=risks[0])
    return _("{risk} or {what}", risk=risks[0], what=risks[1])


def _where(row: Row, knowledge: Knowledge) -> Text:
    place = knowledge.places.find(row["place_id"]) if row["place_id"] else None
    area = knowledge.areas.find(row["area_id"]) if row["area_id"] else None
    if place is None and area is None:
        return _("place not known")
    return verbatim(place.name if place else area.name if area else "")


def _hour(row: Row, knowledge: Knowledge) -> str:
    at = moment(row["asked_at"])
    assert isinstance(at, datetime)
    return at.astimezone(knowledge.zone).strftime("%Hh%M")


def _words(row: Row, room: int) -> str:
    """Their own message, to them; of one that was told step by step there is none."""
    answers = orjson.loads(row["answers"])
    if "text" not in answers:
        return ""
    told = said_so_far(Sent.remembered(answers)) if "today" in answers else [answers["text"]]
    words = " ".join(" ".join(told).split())
    return words if len(words) <= room else f"{words[: room - 3].rstrip()}.."  # and its stop
