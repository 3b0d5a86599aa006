"""`MES CHIFFRES`: a reporter's own weeks. `BILAN DOUENTZA S47`: those of an area; `MANQUANTS S47`:
who has not reported."""

from __future__ import annotations

from bot.contact import Contact
from bot.epiweek import EpiWeek
from bot.folding import fold
from bot.form import ask, chosen
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Choice, Reply
from bot.store.base import Row
from bot.text import Text, _
from bot.understanding import Understood
from bot.understanding.small import small
from handlers.alerts.records import compared, decided_weeks
from handlers.weeks.areas import CHECKERS, area_name, meant, mentioned, unknown
from handlers.weeks.calendar import Named, local, named, weekly_of
from handlers.weeks.missing import missing_in
from handlers.weeks.records import QUERIES, expected, own_weeks, summaries
from handlers.weeks.saying import SHOWN, became, missing, own, summary
from handlers.weeks.wording import wish_in

NAME = "weeks"
WORKERS = ("chw", *CHECKERS)
SURE = 0.6  # from which on a message is a report
THIS = small("this_week")
OWN = 4  # weeks before this one
OF_AN_AREA = ("week_summary", "week_missing")


def leaves(context: Context) -> bool:
    """What others mean by such a word is something else, and what does not open the message."""
    if not context.contact.has(*WORKERS):
        return True
    opens = any(_opens(context, each) for each in ("my_figures", *OF_AN_AREA))
    asks = claims(context.understood, context.contact)
    return context.conversation is None and not opens and not asks


def claims(understood: Understood, contact: Contact) -> bool:
    return contact.has(*CHECKERS) and wish_in(understood) is not None


async def run(context: Context) -> Turn:
    if leaves(context):
        return PASS
    waiting = context.conversation
    if waiting is not None and _wants_more(context):
        answers = waiting.answers
        week = EpiWeek(answers["year"], answers["week"], weekly_of(context.knowledge).start)
        return await _summary(context, answers["area_id"], week, answers["skip"])
    if _opens(context, "my_figures"):
        return await _own(context)
    order = next((each for each in OF_AN_AREA if _opens(context, each)), None)
    if order is None and context.contact.has(*CHECKERS):
        return await _in_other_words(context)
    return await _of_an_area(context, order) if order else PASS


async def _in_other_words(context: Context) -> Turn:
    """Of the area that is mentioned, else of their own; of this week where it says so."""
    order = wish_in(context.understood)
    if order is None:
        return PASS
    areas = mentioned(context) or meant(context, "")
    if areas is None or isinstance(areas, Text):
        return PASS
    weekly, at = weekly_of(context.knowledge), local(context.now, context.knowledge)
    if order == "week_missing":
        return await _missing(context, areas[0], weekly.due_next(at))
    this = any(word.folded in THIS for word in context.understood.words)
    return await _summary(context, areas[0], weekly.of(at) - (0 if this else 1))


def _wants_more(context: Context) -> bool:
    return chosen(context) == "more" or context.understood.intent("more") > 0


def _opens(context: Context, intent: str) -> bool:
    """The word opens the message: inside another it means something else."""
    words = context.understood.words
    first = next((word for word in words if word.means("intent") != "greeting"), None)
    return first is not None and first.means("intent") == intent


async def _own(context: Context) -> Turn:
    knowledge, contact = context.knowledge, context.contact
    if not contact.has("chw"):
        return say(
            _("You check reports. The figures of your area: SUMMARY and the week, SUMMARY S47")
        )
    this = weekly_of(knowledge).of(local(context.now, knowledge))
    weeks = [this - back for back in range(OWN + 1)]
    [row] = await context.session.fetch(QUERIES, "expected_since", contact_id=contact.id)
    always = [{"contact_id": contact.id, "since": 0}]
    found = await own_weeks(context.session, always, weeks, knowledge, training=contact.training)
    theirs = {each.week for each in expected([row], weeks, knowledge)} | {this}
    text = own([each for each in found[contact.id] if each.week in theirs], this)
    return say(became(text, await _alerts(context, min(theirs)), knowledge))


async def _alerts(context: Context, first: EpiWeek) -> list[Row]:
    """What became of the weeks of their areas that were above the past."""
    areas = context.knowledge.areas
    mine = [each.area_id for each in context.contact.assignments if each.area_id]
    above = {area_id for each in mine for area_id in areas.upwards(each)}
    return await decided_weeks(
        context.session, context.contact.id, sorted(above), first.days[0], context.knowledge
    )


async def _of_an_area(context: Context, order: str) -> Turn:
    contact, knowledge = context.contact, context.knowledge
    if not contact.has(*CHECKERS) and context.understood.intent("report") >= SURE:
        return PASS  # `bilan : palu 5, rougeole 1` is what a health worker has to report
    if not contact.has(*CHECKERS):
        return say(_("Summaries are for supervisors and coordinators. Your own: MY FIGURES"))
    weekly, at = weekly_of(knowledge), local(context.now, knowledge)
    wish = _wish(context, order)
    if wish.problem:
        return say(_problem(wish, weekly.of(at)))
    areas = meant(context, wish.rest)
    if areas is None:
        words = unknown(context, wish.rest)
        return say(_("I do not know «{words}». Example: SUMMARY KORO S47", words=words))
    if isinstance(areas, Text):
        return say(areas)
    if order == "week_missing":
        return await _missing(context, areas[0], wish.week or weekly.due_next(at))
    return await _summary(context, areas[0], wish.week or weekly.of(at) - 1)


async def _missing(context: Context, area_id: str | None, week: EpiWeek) -> Turn:
    knowledge = context.knowledge
    found = await missing_in(context.session, area_id, week, knowledge)
    this = weekly_of(knowledge).of(local(context.now, knowledge))
    return say(missing(area_name(area_id, knowledge), week, this, found, knowledge))


def _wish(context: Context, order: str) -> Named:
    """The week that is named, and what is left to name the area."""
    understood, knowledge = context.understood, context.knowledge
    verb = next(word for word in understood.words if word.means("intent") == order)
    said = {
        fold(phrase): back
        for meaning, back in (("last", 1), ("this", 0))
        for locale in knowledge.locales
        for phrase in knowledge.lexicons.words("week", meaning, locale)
    }
    at = local(context.now, knowledge)
    return named(understood.text[verb.end :], weekly_of(knowledge), at, bare=True, said=said)


def _problem(wish: Named, this: EpiWeek) -> Text:
    number, year = str(wish.number), str(this.year - 1)
    if wish.problem == "ahead":
        return _(
            "Week {number} has not begun: this is week {week}. That of last year: SUMMARY "
            "S{number} {years}",
            number=number,
            week=str(this.week),
            years=year,
        )
    return _("There is no week {number} in that year. Example: SUMMARY S47", number=number)


async def _summary(context: Context, area_id: str | None, week: EpiWeek, skip: int = 0) -> Turn:
    knowledge = context.knowledge
    this = weekly_of(knowledge).of(local(context.now, knowledge))
    now, before = await summaries(context.session, area_id, [week, week - 1], knowledge)
    name = area_name(area_id, knowledge)
    if not (now.risks or now.zeros or now.figure.received or now.figure.expected):
        return say(_("{place}, week {week}: nothing is known.", place=name, week=str(week.week)))
    beside = await compared(context.session, week, [area_id]) if area_id and not skip else []
    text, more = summary(name, now, before, this, skip, knowledge, beside)
    if not more:
        return say(text)
    kept = {"area_id": area_id, "year": week.year, "week": week.week, "skip": skip + SHOWN}
    return ask(context, NAME, "more", Reply(text, (Choice("more", _("more")),)), kept)


handler = Handler(
    NAME,
    run,
    frozenset({"my_figures", *OF_AN_AREA, "more"}),
    interrupts=True,
    yields=frozenset({"more"}),
    offers=frozenset({"more"}),
    leaves=leaves,
    claims=claims,
)
