"""`c'est 21 pas 12`, `j'ai oublié : 1 décès`, `laissez tomber la rougeole`: without its number.

Where it is clear which of the person's reports is meant and what of it was wrong, it is replaced,
and the answer says by what. Else it is asked. Nothing is taken back without a yes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.form import ask, ask_again, chosen
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Reply
from bot.text import _
from bot.understanding import Understood
from handlers.report import handler as reporting
from handlers.report.amending import cues
from handlers.report.amending.asking import (
    NAME,
    RIGHT,
    briefly,
    what_is_it,
    what_is_right,
    whether,
    whether_withdrawn,
    which,
)
from handlers.report.amending.claiming import claims, has_its_own_command
from handlers.report.amending.doubling import of_a_double
from handlers.report.amending.earlier import NUMBERED, Earlier, earlier_reports
from handlers.report.amending.heard import Heard, is_about_another
from handlers.report.amending.hearing import hear
from handlers.report.amending.planning import Changes, Open, Plan, Which, Withdraw, plan_of
from handlers.report.amending.pointing import is_so, pointed_at, tells_as_many, told_again
from handlers.report.amending.settling import settled_by
from handlers.report.answering import told_anew
from handlers.report.filing import (
    ask_whether_to_cancel,
    file_changes,
    own_area,
    own_point,
    withdrawn,
)
from handlers.report.finding import Reading
from handlers.report.ours import reading_of
from handlers.report.questions import TELLS_IT, open_change, settled
from handlers.report.records import risks_of
from handlers.report.words.meant import Where

WHICH, SURE, BACK = "which", "sure", "back"
WHOLE = {"risk", "unlisted", "sign", "zero"}  # it is told anew, or is nothing
UNCHANGED = _("Nothing was changed. To correct it: CORRECT 123 MEASLES 2 KORO")


async def run(context: Context) -> Turn:
    return settled(context, await _answer(context))


async def _answer(context: Context) -> Turn:
    waiting = context.conversation
    if waiting is not None:
        return await _answered(context)
    heard = _heard(context, context.understood)
    if not is_about_another(heard) or has_its_own_command(context, heard):
        return PASS
    earlier = await earlier_reports(context)
    plan = plan_of(earlier, heard, risks_of(context.knowledge))
    double = of_a_double(context, earlier)
    return double or await _done(context, plan, context.inbound.text) or PASS


def _heard(context: Context, understood: Understood) -> Heard:
    knowledge = context.knowledge
    return hear(
        understood,
        where=Where(knowledge.places, own_point(context), own_area(context)),
        newborn=risks_of(knowledge).of_newborns,
        today=context.today,
        read=reading_of(context, understood.text, context.today).reports,
    )


async def _done(context: Context, plan: Plan, text: str, *, asked: bool = False) -> Turn | None:
    """`asked`: the person has said which one is meant, or that it is so."""
    match plan:
        case Withdraw((report,)):
            return ask_whether_to_cancel(context, report.row)
        case Withdraw(reports):
            return _ask_to_withdraw(context, reports)
        case Which(reports):
            return _ask_which(context, reports, text)
        case Open(report):
            return what_is_it(context, report)
        case Changes(each) if plan.sure or asked:
            changes = [(settled_by(context, one, text), one.older.row) for one in each]
            return await file_changes(context, changes)
        case Changes((change, *_others)):
            about = {"text": text, "number": change.older.number, TELLS_IT: context.inbound.id}
            return open_change(context, ask(context, NAME, SURE, whether(context, change), about))
    return None


async def _answered(context: Context) -> Turn:
    waiting = context.conversation
    assert waiting is not None
    earlier = await earlier_reports(context, NUMBERED)
    match waiting.step:
        case "which":
            return await _chosen_one(context, earlier)
        case "sure":
            return await _whether_so(context, earlier)
        case "back":
            return _whether_back(context, earlier)
    return await _told_right(context, earlier)


async def _chosen_one(context: Context, earlier: list[Earlier]) -> Turn:
    assert context.conversation is not None
    kept, key = context.conversation.answers, chosen(context)
    reports = [each for each in earlier if each.number in kept["numbers"]]
    if key is None and context.understood.intent(cues.CANCEL):
        return say(UNCHANGED)
    if key is None and (anew := told_anew(context, {each.finding.risk for each in reports})):
        return await _told_instead(context, reports, anew)
    if key is None:
        numbers = {word.number for word in context.understood.words if word.number is not None}
        one = pointed_at(reports, _heard(context, context.understood), numbers)
        if one is None:
            return ask_again(context, which(context, reports), reporting.NUMBERS)
        key = str(one.number)
    return await _of_this(context, [each for each in reports if str(each.number) == key])


async def _told_instead(context: Context, reports: Sequence[Earlier], anew: Reading) -> Turn:
    """A whole report, asked which one is meant: `rougeole 2 boni` chooses it; `rougeole 4`, where
    nothing was said but that one is wrong, is what is right. Any other one is new."""
    assert context.conversation is not None
    one = told_again(reports, anew.reports)
    if one is None:
        return PASS
    if tells_as_many(one.finding, anew.reports[0]):
        return await _of_this(context, [one])
    open_ = isinstance(_plan(context, [one], context.conversation.answers["text"]), Open)
    return await _put_right(context, one) or PASS if open_ else PASS


async def _of_this(context: Context, one: list[Earlier]) -> Turn:
    assert context.conversation is not None
    text = context.conversation.answers["text"]
    return await _done(context, _plan(context, one, text), text, asked=True) or say(UNCHANGED)


def _plan(context: Context, of: Sequence[Earlier], text: str) -> Plan:
    """What is to be done about these by what was said before."""
    understood = context.knowledge.lexicons.understand(text, context.contact.locale)
    return plan_of(of, _heard(context, understood), risks_of(context.knowledge))


async def _whether_so(context: Context, earlier: list[Earlier]) -> Turn:
    assert context.conversation is not None
    kept = context.conversation.answers
    one = [each for each in earlier if each.number == kept["number"]]
    plan, anew = _plan(context, one, kept["text"]), told_anew(context, set())
    if anew and not (isinstance(plan, Changes) and is_so(plan.each[0], anew.reports)):
        return PASS
    if anew:  # the whole report, as it would be changed, says yes
        return await reporting.correct(context, kept["number"], context.inbound.text)
    match chosen(context):
        case "yes":
            return await _done(context, plan, kept["text"], asked=True) or say(UNCHANGED)
        case "no":
            return await reporting.anew(context, kept["text"])
    if isinstance(plan, Changes) and not context.understood.intent(cues.CANCEL):
        return ask_again(context, whether(context, plan.each[0]), reporting.NUMBERS)
    return say(UNCHANGED)


def _whether_back(context: Context, earlier: list[Earlier]) -> Turn:
    assert context.conversation is not None
    numbers = context.conversation.answers["numbers"]
    reports = [each for each in earlier if each.number in numbers]
    match chosen(context):
        case "yes":
            told = [briefly(context, each) for each in reports]
            text = _("Cancelled: {reports}.", reports=tuple(told))
            return say(text, *(withdrawn(context, each.row) for each in reports))
        case "no":
            return say(_("Nothing was changed."))
    return ask_again(context, whether_withdrawn(context, reports), reporting.NUMBERS)


async def _told_right(context: Context, earlier: list[Earlier]) -> Turn:
    """What is right, in any words: a number, a village, a disease, the whole report."""
    assert context.conversation is not None
    one = [each for each in earlier if each.number == context.conversation.answers["number"]]
    if not one:
        return say(UNCHANGED)
    if context.understood.intent(cues.CANCEL):
        return ask_whether_to_cancel(context, one[0].row)
    if done := await _put_right(context, one[0]):
        return done
    return ask_again(context, Reply(what_is_right(context, one[0])), reporting.NOT_READ)


async def put_right(context: Context, number: int, text: str) -> Turn | None:
    """`CORRIGER 12 c'est 2`, `CORRIGER 12 koro`: what follows tells no disease, and is of that."""
    said = context.knowledge.lexicons.understand(text, context.contact.locale)
    one = [each for each in await earlier_reports(context, NUMBERED) if each.number == number]
    kinds = {sense.kind for word in said.words for sense in word.senses}
    read = reading_of(context, text, context.today)
    if not one or kinds & WHOLE or read.reports or read.zero:
        return None
    inbound = replace(context.inbound, text=text)
    told = replace(context, inbound=inbound, understood=said, conversation=None)
    return await _put_right(told, one[0]) or what_is_it(context, one[0])


async def _put_right(context: Context, one: Earlier) -> Turn | None:
    heard = _heard(context, context.understood)
    heard = replace(heard, said=heard.said | {cues.MISTAKEN})
    text, plan = context.inbound.text, plan_of([one], heard, risks_of(context.knowledge))
    if not isinstance(plan, Open) and (done := await _done(context, plan, text)):
        return done
    whole = told_anew(context, {one.finding.risk})
    if whole and (whole.question or whole.reports):
        return await reporting.correct(context, one.number, text)
    return None


def _ask_to_withdraw(context: Context, reports: tuple[Earlier, ...]) -> Turn:
    kept = {"numbers": [each.number for each in reports]}
    return ask(context, NAME, BACK, whether_withdrawn(context, reports), kept)


def _ask_which(context: Context, reports: tuple[Earlier, ...], text: str) -> Turn:
    numbers = [each.number for each in reports]
    kept = {"text": text, "numbers": numbers, TELLS_IT: context.inbound.id}
    return open_change(context, ask(context, NAME, WHICH, which(context, reports), kept))


handler = Handler(
    NAME,
    run,
    interrupts=True,
    reads=frozenset({RIGHT, WHICH, SURE}),
    keeps=frozenset({"cancel"}),
    leaves=lambda _context: True,
    claims=claims,
)
