"""What somebody writes of whom a question was asked: whether it is the answer.

`2 et 4 ans` after `quel âge ?`: where nobody understands it, where it would begin a report of no
disease (`une fille de 3 ans`, `1 : 2 et 4 ans`) or of the same sick once more (`c'est la
rougeole`), where it would be a week without sick people (`aucun`, asked how many died), and what
begins with a yes or a no (`oui ils sont au cscom`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.contact import Contact
from bot.folding import fold
from bot.form import ask, ask_again, chosen
from bot.handler import PASS, Context, Handler, Turn
from bot.message import Choice, Reply
from bot.store.base import Row, millis
from bot.text import _
from bot.understanding import Understood
from bot.understanding.small import small
from handlers.alerts.announcing import described
from handlers.alerts.records import QUERIES

NAME = "may_answer"
OFFERED = "offered"
FRESH = timedelta(days=2)  # the question is still in mind
PIECES = timedelta(hours=1)  # `3 ans`, then `à petaka`
LONGEST = 15  # words of what may be an answer, and names no disease
FEW = 3  # of what may be one, and would be a report or a command
TOLD = ("report", "advice", "nearest_clinic", "zero")  # what an answer is taken for
HOW_MANY, NOBODY = small("how_many"), small("nobody_alone")
WORD = re.compile(r"[^\W_]+")
ILL = frozenset(("risk", "unlisted", "sign", "mark"))
SOMEBODY = frozenset(("sex", "case", "age", "unit", "number"))
YES, NO = Choice("yes", _("yes")), Choice("no", _("no"))
ANEW = Choice("no", _("no, a new report"))


def answering(fallback: Handler) -> Handler:
    """`fallback`, but `2 et 4 ans` after `quel âge ?` reaches who asked, if they say so."""

    async def run(context: Context) -> Turn:
        return await _offered(context, "checking", NO) or await fallback.run(context)

    return replace(fallback, run=run)


async def _offered(context: Context, handler: str, no: Choice) -> Turn | None:
    """The latest report of theirs that a question waits for."""
    words = context.inbound.text.strip()
    if not words or context.inbound.choice is not None or chosen(context):
        return None
    since, lately = (millis(context.now - ago) for ago in (FRESH, PIECES))
    mine = {"contact_id": context.contact.id, "since": since, "lately": lately}
    rows = await context.session.fetch(QUERIES, "asked_of", **mine)
    if not rows or not _answers(context.understood, rows[0]):
        return None
    number = rows[0]["number"]
    waiting = {row["number"] for row in rows if row["status"] == rows[0]["status"]}
    which = rows[0] if len(waiting) > 1 else None
    kept = {"number": number, "words": words}
    return ask(context, handler, OFFERED, _question(context, number, no, which), kept)


def _answers(understood: Understood, asked: Row) -> bool:
    """What is a report, or a week without sick people, unless that was asked."""
    if (named := _disease_alone(understood)) is not None:
        return named == str(asked["risk"])
    if not _tells_of_none(understood) or _none_alone(understood):
        return True
    question = WORD.findall(fold(json.loads(asked["data"]).get("words", "")))
    return not HOW_MANY.isdisjoint(question)


def _question(context: Context, number: int, no: Choice, which: Row | None = None) -> Reply:
    """`which`: that report, where they were asked about several."""
    if which is None:
        return Reply(_("Is this your answer about no {number}?", number=str(number)), (YES, no))
    text = _(
        "Is this your answer about no {number} ({what})?",
        number=str(number),
        what=described(which["risk"], which["cases"], context.knowledge),
    )
    return Reply(text, (YES, no))


def claims(understood: Understood, _contact: Contact) -> bool:
    """What may be an answer: of those who were asked it is looked at."""
    if len(understood.words) > LONGEST or understood.intent("emergency"):
        return False
    none, alone = _tells_of_none(understood), _disease_alone(understood) is not None
    return none or alone or _nods(understood) or _somebody(understood)


def _somebody(understood: Understood) -> bool:
    """Somebody of an age, or a number, and no disease."""
    reports = understood.intents and understood.intents[0].name == "report"
    if not reports or understood.bare_number is not None:
        return False
    senses = [sense for word in understood.words for sense in word.senses[:1]]
    kinds = {s.kind for s in senses if s.kind != "mark" or s.meaning == "death"}
    somebody = any(word.number is not None for word in understood.words) or kinds & SOMEBODY
    return bool(somebody) and not kinds & ILL


def _tells_of_none(understood: Understood) -> bool:
    """`0`, `aucun`, `zéro mort`; not `ZERO S47`."""
    none = understood.intents and understood.intents[0].name == "zero"
    numbered = any(word.number for word in understood.words)
    return bool(none) and len(understood.words) <= FEW and not numbered


def _none_alone(understood: Understood) -> bool:
    """`aucun`, `personne`: of whom was asked about; `RAS`, `0` are of a week."""
    said = WORD.findall(fold(understood.text))
    return bool(said) and (" ".join(said) in NOBODY or NOBODY.issuperset(said))


def _disease_alone(understood: Understood) -> str | None:
    """`c'est la rougeole`, after `rougeole ou varicelle ?`: which."""
    found = [risk for word in understood.words if (risk := word.means("risk"))]
    others = any(word.number is not None or word.means("number") for word in understood.words)
    few = len(understood.words) <= FEW + 2  # `c'est la rougeole` is five
    return found[0] if few and len(found) == 1 and not others else None


def _nods(understood: Understood) -> bool:
    """`oui ils sont au cscom`, `non pas vaccinés`."""
    first = understood.words[0] if understood.words else None
    said = first is not None and (first.means("yes") or first.means("no"))
    numbered = any(word.number is not None for word in understood.words)
    told = understood.intents[0].name if understood.intents else ""
    return bool(said) and not numbered and told.startswith(TOLD)


def handing(
    anew: Callable[[Context, str], Awaitable[Turn]],
    answered: Callable[[Context, int, str], Awaitable[Turn]],
) -> Handler:
    """`anew`: takes the words as a report of its own; `answered`: as the answer."""

    async def run(context: Context) -> Turn:
        waiting = context.conversation
        if waiting is None:
            return await _offered(context, NAME, ANEW) or PASS
        number, words = int(waiting.answers["number"]), waiting.answers["words"]
        match chosen(context):
            case "yes":
                return await answered(context, number, words)
            case "no":
                return await anew(context, words)
        if _none_alone(context.understood):  # the next piece of it
            kept = {"number": number, "words": f"{words}, {context.inbound.text.strip()}"}
            return ask(context, NAME, OFFERED, _question(context, number, ANEW), kept)
        help_text = _("Please answer with one of the numbers.")
        return ask_again(context, _question(context, number, ANEW), help_text)

    return Handler(
        NAME,
        run,
        interrupts=True,
        yields=frozenset({OFFERED}),
        claims=claims,
        leaves=lambda context: context.conversation is None,
    )
