"""Being led through a report: which disease, how many, where. For buttons, and for beginners."""

from __future__ import annotations

from bot.form import Answers, Form, Question, asks_back, chosen
from bot.handler import Context, Turn
from bot.message import Choice, Reply
from bot.text import _
from bot.understanding import Understood
from handlers.report.filing import file, own_area, own_point, trusted
from handlers.report.findings.nothing import is_anothers
from handlers.report.grammar import Case, Finding, Reading
from handlers.report.records import risks_of

OFFERED = 6  # of the list, so that the question stays within two segments
LARGEST = 999
NETS = "advice_malaria"  # what a mosquito net is a word for


def only_asks(context: Context, reading: Reading) -> bool:
    """A resident's `mon fils a la rougeole, que faire`, `un enfant qui l'a eue peut l'avoir
    encore ?`: perhaps one case, of no place."""
    question = reading.question
    if trusted(context) or not is_anothers(context.understood):
        return False
    first = question.options[0] if question is not None and question.options else None
    meant = first.reading if first is not None and first.key == "yes" else None
    if question is None and context.understood.text.rstrip().endswith("?"):
        meant = reading
    found = meant.reports if meant is not None else ()
    if meant is not None and question is not None and _asks_of_nets(context.understood):
        return True
    return len(found) == 1 and found[0].count == 1 and found[0].place is None


def _asks_of_nets(understood: Understood) -> bool:
    """`une moustiquaire pour 6 personnes, qui dort dedans ?`: who sleeps there is not ill."""
    asked = understood.text.rstrip().endswith("?")
    return asked and any(word.means("intent") == NETS for word in understood.words)


def _ask_risk(context: Context, answers: Answers) -> Reply:
    risks = list(risks_of(context.knowledge).values())[:OFFERED]
    choices = tuple(Choice(risk.id, risk.name) for risk in risks)
    return Reply(_("Which disease? Choose, or write another."), choices)


def _parse_risk(context: Context) -> str | None:
    key = chosen(context)
    named = None if asks_back(context.understood) else context.understood.slots.get("risk")
    risks = risks_of(context.knowledge)
    return next((each for each in (key, named) if each in risks), None)


def _ask_count(context: Context, answers: Answers) -> Reply:
    risk = risks_of(context.knowledge)[answers["risk"]]
    return Reply(_("{risk}: how many?", risk=risk.name))


def _parse_count(context: Context) -> int | None:
    numbers = [w.number for w in context.understood.words if w.number is not None]
    return numbers[0] if len(numbers) == 1 and 0 < numbers[0] <= LARGEST else None


def _ask_place(context: Context, answers: Answers) -> Reply:
    area_id = own_area(context)
    area = context.knowledge.areas.find(area_id) if area_id else None
    if area is None:
        return Reply(_("Where? Send the name of the village."))
    here = _("my area: {area}", area=area.name)
    return Reply(_("Where? Send the name of the village, or 1."), (Choice("here", here),))


def _parse_place(context: Context) -> str | None:
    if chosen(context) == "here":
        return "here"
    text = context.inbound.text.strip()
    found = context.knowledge.places.resolve(text, near=own_point(context)).place
    return found.id if found else None


async def _finish(context: Context, answers: Answers) -> Turn:
    count = int(answers["count"])
    place = context.knowledge.places.find(str(answers["place"]))
    finding = Finding(
        risk=answers["risk"],
        count=count,
        sex_unknown=count,
        cases=(Case(None, None, count),),
        place=place,
    )
    return await file(context, Reading((finding,)), context.inbound.text)


FORM = Form(
    "report",
    (
        Question("risk", _ask_risk, _parse_risk, _("Please answer with a number of the list.")),
        Question("count", _ask_count, _parse_count, _("Please send one number.")),
        Question("place", _ask_place, _parse_place, _("I do not know this place.")),
    ),
    _finish,
)
FIRST = FORM.questions[0].step
STEPS = frozenset(question.step for question in FORM.questions)


async def begin(context: Context) -> Turn:
    named = context.understood.slots.get("risk")
    known = {"risk": named} if named in risks_of(context.knowledge) else {}
    return await FORM.begin(context, {"inbound_id": context.inbound.id, **known})


async def proceed(context: Context) -> Turn:
    return await FORM.proceed(context)
