"""How answers are put together: what to do first, where to go last, in two segments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.form import ask
from bot.handler import Context, Turn, say
from bot.message import Reply
from bot.places import Place
from bot.text import Text, _, n_, verbatim
from handlers.advice.menus import FOR_WORKERS, MENUS, MOST_CHOICES
from handlers.advice.texts import advice
from handlers.advice.vaccination import Dose
from handlers.clinics.events import PlaceTold
from handlers.clinics.nearby import WHERE, WORKERS, Nearby, nearest, wants_place

SEND_VILLAGE = _("Where? Send the name of the village.")
MOST = 6  # doses that are named; if some are late and others due, of each
BOTH = (4, 3)
NAMES: Mapping[str, Text] = {
    "BCG": _("BCG (tuberculosis)"),
    "OPV": _("polio"),
    "PENTA": _("penta"),
    "PCV": _("pneumo"),
    "ROTA": _("rota"),
    "IPV": _("polio injection"),
    "MR": _("measles-rubella"),
    "YF": _("yellow fever"),
    "MENA": _("meningitis A"),
    "R21": _("malaria"),
    "HPV": _("HPV"),
}
ALONE = ("BCG", "IPV", "YF", "MENA", "HPV")  # antigens of one dose: no number is said


def antigen_name(antigen: str) -> Text:
    """What the schedule of a deployment adds, by its code."""
    return NAMES.get(antigen) or verbatim(antigen)


def dose_name(dose: Dose) -> Text:
    """`rougeole-rubéole 1`."""
    name = antigen_name(dose.antigen)
    if dose.antigen in ALONE:
        return name
    return _("{name} {number}", name=name, number=str(dose.dose))


def named(doses: Sequence[Dose], most: int = MOST) -> Text:
    shown = listed([dose_name(dose) for dose in doses[:most]])
    if (left := len(doses) - most) <= 0:
        return shown
    return n_("{doses} and {count} more", "{doses} and {count} more", count=left, doses=shown)


def listed(texts: Sequence[Text]) -> Text:
    """With commas between."""
    return Text("{words}", {"words": tuple(texts)})


def in_a_row(*parts: Text | None) -> Text:
    """One after the other; nowhere to go and nothing to say leads to the health worker."""
    said = [part for part in parts if part is not None] or [_("Ask your health worker.")]
    row = said[0]
    for part in said[1:]:
        row = _("{first} {second}", first=row, second=part)
    return row


async def with_place(context: Context, said: Sequence[Text], service: str | None) -> Turn:
    """An answer that ends with where to go; or with the question where the person is."""
    near, said = await nearest(context, service), served(context, said)
    if not near.somewhere:
        return wants_place(context, Turn((Reply(in_a_row(*said, WHERE)),)), service)
    return Turn((Reply(in_a_row(*said, _where(near))),))


async def place_line(context: Context, said: Sequence[Text], service: str | None) -> Turn:
    """The same, without opening the question: another follows, and takes a village too."""
    near, said = await nearest(context, service), served(context, said)
    where = _where(near) if near.somewhere else SEND_VILLAGE
    return Turn((Reply(in_a_row(*said, where)),))


async def at_place(context: Context, place: Place, service: str | None) -> Turn:
    """Where to go from a place that was named; it is remembered."""
    near = await nearest(context, service, place)
    text = in_a_row(_where(near))
    return Turn((Reply(text),), events=(PlaceTold(context.contact.id, place.id),))


def plainly(context: Context, said: Sequence[Text]) -> Turn:
    """An answer that leads nowhere."""
    return say(in_a_row(*served(context, said)))


def served(context: Context, said: Sequence[Text]) -> Sequence[Text]:
    """All of it, if all of it may be said to this person; a part of an answer can mislead.

    Else where to go, when to go at once, and the emergency number.
    """
    review, locale = context.knowledge.review, context.contact.locale
    if all(review.may_be_said(each.msgid, locale) for each in said):
        return said
    return (advice("advice.awaits_or_danger", emergency=context.knowledge.emergency),)


def _where(near: Nearby) -> Text | None:
    return _("Nearest: {line}.", line=near.line) if near.line is not None else None


def menu(context: Context, topic: str, before: Sequence[Reply] = ()) -> Turn:
    """At most seven choices; the person may answer in words too."""
    turn = ask(context, "advice", f"menu_{topic}", menu_of(context, topic))
    return Turn((*before, *turn.replies), turn.conversation)


def menu_of(context: Context, topic: str) -> Reply:
    heading, choices = MENUS[topic]
    worker = context.contact.has(*WORKERS)
    offered = (each for each in choices if worker or each.key not in FOR_WORKERS)
    return Reply(heading, tuple(offered)[:MOST_CHOICES])
