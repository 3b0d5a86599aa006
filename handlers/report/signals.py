"""The village of a resident's signal that came without one."""

from __future__ import annotations

from bot.form import ask, ask_again, chosen
from bot.handler import Context, Handler, Turn, say
from bot.message import Choice, Reply
from bot.places import Place
from bot.store.base import Row
from bot.text import Text, _, verbatim
from handlers.advice.offering import with_advice
from handlers.clinics.nearby import WORKERS, Nearby, nearest
from handlers.report import handler as reporting
from handlers.report.events import ReportPlaced
from handlers.report.filing import own_point
from handlers.report.finding import Finding
from handlers.report.records import own_report, risks_of

SURE = 0.6  # the person reports something else instead of answering


async def place(context: Context) -> Turn:
    """The village of a signal that came without one."""
    waiting = context.conversation
    if waiting is None:
        return say(_("Send HELP to see what you can do."))
    if context.understood.intent("report") >= SURE:
        return await reporting.begin(context)
    found = context.knowledge.places.resolve(context.inbound.text.strip(), near=own_point(context))
    key = chosen(context)
    known = context.knowledge.places.find(key) if key else found.place
    if known is not None:
        rows = [await own_report(context, int(n)) for n in waiting.answers["numbers"]]
        events = [_placed(context, row, known) for row in rows if row and row["status"] == "filed"]
        turn = say(await _noted(context, known), *events)
        return with_advice(context, turn, waiting.answers.get("risk", ""), known.id)
    if found.candidates:
        options = tuple(Choice(p.id, _where(context, p.name, p.area_id)) for p in found.candidates)
        return ask(context, "place", "where", Reply(_("Which one?"), options[:4]), waiting.answers)
    question = Reply(_("Where? Send the name of the village."))
    give_up = _("Thank you. Your message was passed on without the place.")
    help_text = _("I do not know this place. Try a bigger place nearby.")
    return ask_again(context, question, help_text, give_up=give_up)


async def _noted(context: Context, place: Place) -> Text:
    """With where the sick may go from there; health workers know that."""
    noted = _("Thank you. Place noted: {place}.", place=place.name)
    near = Nearby() if context.contact.has(*WORKERS) else await nearest(context, place=place)
    if near.line is None:
        return noted
    return _("{first} {second}", first=noted, second=_("Nearest: {line}.", line=near.line))


def _placed(context: Context, report: Row, place: Place) -> ReportPlaced:
    told = {name: report[name] for name in ("risk", "female", "male", "sex_unknown", "deaths")}
    told["animals"] = bool(report["animals"])
    return ReportPlaced(
        report["number"],
        context.contact.id,
        place.id,
        place.name,
        place.area_id,
        context.now,
        risks_of(context.knowledge)[report["risk"]],
        Finding(count=report["cases"], place=place, **told),
        (place.latitude, place.longitude),
    )


def _where(context: Context, name: str, area_id: str | None) -> Text:
    area = context.knowledge.areas.find(area_id) if area_id else None
    return verbatim(f"{name} ({area.name})" if area and area.name != name else name)


placing = Handler("place", place)
