"""`doublon`, `sent twice`, and nothing else: which report it is, or that there is only one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handler import Context, Turn, say
from bot.text import _
from bot.understanding import Understood
from handlers.report.amending import cues
from handlers.report.amending.asking import briefly
from handlers.report.amending.choosing import same_twice
from handlers.report.amending.earlier import Earlier
from handlers.report.filing import ask_whether_to_cancel

LONGEST = 8  # words
SHOWN = 3  # reports that are named
TELLING = frozenset(("risk", "sign", "sex", "age", "unlisted", "mark"))
OTHERS = cues.CUES.keys() - {cues.TWICE}


def only_doubled(understood: Understood) -> bool:
    """Nobody who is ill is told of, nor what else would be wrong."""
    said = cues.cues_in(understood)
    kinds = {sense.kind for word in understood.words for sense in word.senses[:1]}
    few = len(understood.words) <= LONGEST
    return few and cues.TWICE in said and not said & OTHERS and kinds.isdisjoint(TELLING)


def of_a_double(context: Context, earlier: Sequence[Earlier]) -> Turn | None:
    """`doublon 193` is about that one, and counts nobody. Nothing is taken back without a yes."""
    if not only_doubled(context.understood):
        return None
    numbers = {word.number for word in context.understood.words if word.number is not None}
    if named := [each for each in earlier if each.number in numbers]:
        return ask_whether_to_cancel(context, max(named, key=lambda each: each.number).row)
    if same_twice(earlier):
        return None
    if earlier:
        told = tuple(briefly(context, each) for each in earlier[:SHOWN])
        number = str(earlier[0].number)
        text = _("Counted once: {reports}. To cancel: CANCEL {number}", reports=told, number=number)
        return say(text)
    if not context.contact.has("chw"):
        return None
    return say(_("No report of yours in these days. To cancel one: CANCEL and its number."))


def again(context: Context) -> str | None:
    """`doublon`, asked whether these are new cases: they are not."""
    return "no" if only_doubled(context.understood) else None
