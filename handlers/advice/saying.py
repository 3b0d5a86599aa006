"""How answers are put together: what to do first, where to go last, in two segments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.form import ask
from bot.handler import Context, Turn
from bot.message import Choice, Reply
from bot.places import Place
from bot.text import Text, _, n_, verbatim
from handlers.advice.vaccination import Dose
from handlers.clinics.nearby import WHERE, nearest, wants_place

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


def dose_name(dose: Dose) -> Text:
    """`rougeole-rubéole 1`; what the schedule of a deployment adds, by its code."""
    name = NAMES.get(dose.antigen) or verbatim(dose.antigen)
    if dose.antigen in ALONE:
        return name
    return _("{name} {number}", name=name, number=str(dose.dose))


def named(doses: Sequence[Dose], most: int = MOST) -> Text:
    shown = tuple(dose_name(dose) for dose in doses[:most])
    listed = Text("{words}", {"words": shown})
    if (left := len(doses) - most) <= 0:
        return listed
    return n_("{doses} and {count} more", "{doses} and {count} more", count=left, doses=listed)


def in_a_row(*parts: Text | None) -> Text:
    said = [part for part in parts if part is not None]
    row = said[0]
    for part in said[1:]:
        row = _("{first} {second}", first=row, second=part)
    return row


async def with_place(
    context: Context, said: Sequence[Text], service: str | None, place: Place | None = None
) -> Turn:
    """An answer that ends with where to go; or with the question where the person is."""
    near = await nearest(context, service, place)
    if not near.somewhere:
        text = in_a_row(*said, WHERE)
        return wants_place(context, Turn((Reply(text),)), service)
    if near.line is None:
        return Turn((Reply(in_a_row(*said)),))
    where = _("Nearest: {line}.", line=near.line)
    return Turn((Reply(in_a_row(*said, where)),))


def menu(context: Context, text: Text, step: str, choices: Sequence[tuple[str, Text]]) -> Turn:
    """At most seven choices; the person may answer in words too."""
    question = Reply(text, tuple(Choice(key, label) for key, label in choices))
    return ask(context, "advice", step, question)
