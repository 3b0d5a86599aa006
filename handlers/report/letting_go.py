"""`ANNULER`, `laisse tomber`, `annuler le palu`: the report that is asked about is let go."""

from __future__ import annotations

from bot.conversation import Conversation
from bot.handler import Context
from bot.text import Text, _
from bot.understanding import Understood
from bot.understanding.small import small
from handlers.report.amending.cues import ALL, FIRST, SECOND, cues_in
from handlers.report.answering import risks_in
from handlers.report.findings.answers import lets_go
from handlers.report.said import in_a_row
from handlers.report.sent import Sent
from handlers.report.worded import said_so_far, understood_in

KEPT_NOTHING = _("Nothing was recorded. You can send the report again in other words.")
CANCEL, EXACT, LONGEST = "cancel", 0.85, 12
NTH = small("first", "second")
PEOPLE = frozenset(("sex", "case", "age", "unit", "onset"))


def let_go(context: Context, waiting: Conversation) -> Text | None:
    """What is said then: what was recorded before stays."""
    about = _about(context, waiting)
    if _of_another(context, about) or not (
        lets_go(context.understood) or _names_it(context, waiting, about)
    ):
        return None
    if twin := waiting.answers.get("twin"):
        kept = _("Kept once, as no {number}. Thank you.", number=str(twin))
        return in_a_row(kept, _("Wrong? CANCEL {number}", number=str(twin)))
    if number := waiting.answers.get("corrects"):
        return unchanged(int(number))
    return KEPT_NOTHING


def unchanged(number: int) -> Text:
    return _(
        "No {number} is unchanged. Write the whole report again: CORRECT {number} MEASLES 2 KORO",
        number=str(number),
    )


def takes_back(context: Context) -> bool:
    """In so many words that it may be of another report: who is asked for by it looks at it."""
    said = context.understood
    numbers = {str(word.number or word.means("number") or "1") for word in said.words}
    return said.intent(CANCEL) >= EXACT and numbers <= {"1"}


def _names_it(context: Context, waiting: Conversation, about: Understood) -> bool:
    """`annulez le palu`, `je retire, c'est des boutons de chaleur`: the disease that is asked
    about, or none, and nobody else who is ill."""
    said = context.understood
    kinds = {sense.kind for word in said.words for sense in word.senses[:1]}
    if not takes_back(context) or len(said.words) > LONGEST or not PEOPLE.isdisjoint(kinds):
        return False
    return risks_in(said) <= (risks_in(about) or {str(waiting.answers.get("risk"))})


def _of_another(context: Context, about: Understood) -> bool:
    """`annulez le premier`, `annulez tous mes rapports`, `annulez le rapport de Boni`."""
    said, known = context.understood, context.knowledge.places
    places = {word.folded for word in said.words if not word.senses and known.exact(word.text)}
    nth = any(word.folded in NTH for word in said.words)
    earlier = nth or not cues_in(said).isdisjoint((FIRST, SECOND, ALL))
    return earlier or not places <= {word.folded for word in about.words}


def _about(context: Context, waiting: Conversation) -> Understood:
    answers = waiting.answers
    told = said_so_far(Sent.remembered(answers)) if "text" in answers else []
    return understood_in(context, " ".join(told))
