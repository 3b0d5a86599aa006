"""`MES CHIFFRES`: a reporter's own weeks. `BILAN DOUENTZA S47`: those of an area; `MANQUANTS S47`:
who has not reported."""

from __future__ import annotations

from dataclasses import dataclass

from bot.epiweek import EpiWeek
from bot.folding import fold
from bot.form import ask, chosen
from bot.handler import PASS, Context, Handler, Turn, say
from bot.message import Choice, Reply
from bot.text import Text, _
from bot.understanding.small import small
from handlers.weeks.calendar import Named, local, named, weekly_of
from handlers.weeks.records import QUERIES, expected, missing_in, own_weeks, summaries
from handlers.weeks.saying import SHOWN, area_name, listed, missing, own, summary

NAME = "weeks"
CHECKERS = ("supervisor", "coordinator", "admin")
WORKERS = ("chw", *CHECKERS)
SURE = 0.6  # from which on a message is a report
OWN = 4  # weeks before this one
OF_AN_AREA = ("week_summary", "week_missing")
# Small words before the name of an area.
FILLERS = small("before_area")
LONGEST = 24  # letters of what was not understood that are said back
ORDER = ("district", "region", "health_area")  # which is meant where several have one name


def leaves(context: Context) -> bool:
    """What others mean by such a word is something else, and what does not open the message."""
    if not context.contact.has(*WORKERS):
        return True
    opens = any(_opens(context, each) for each in ("my_figures", *OF_AN_AREA))
    return context.conversation is None and not opens


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
    return await _of_an_area(context, order) if order else PASS


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
    return say(own([each for each in found[contact.id] if each.week in theirs], this))


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
    area = _area(context, wish.rest)
    if isinstance(area, Text):
        return say(area)
    if order == "week_missing":
        return await _missing(context, area.id, wish.week or weekly.due_next(at))
    return await _summary(context, area.id, wish.week or weekly.of(at) - 1)


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


@dataclass(frozen=True, slots=True)
class _Here:
    """An area by its id; None is the whole country."""

    id: str | None


def _area(context: Context, words: str) -> _Here | Text:
    """The area that is named, and is theirs; their own where none is."""
    knowledge, contact = context.knowledge, context.contact
    kind, name = _bare(context, words)
    mine = [each.area_id for each in contact.assignments if each.role in CHECKERS]
    if not name:
        return _Here(mine[0])
    areas = [area for area in knowledge.areas.named(name) if kind in (None, area.kind)]
    found = [area.id for area in sorted(areas, key=lambda area: ORDER.index(area.kind))]
    if not found:
        place = knowledge.places.resolve(name, area_id=mine[0]).place
        found = [place.area_id] if place and place.area_id else []
    if not found:
        return _("I do not know «{words}». Example: SUMMARY KORO S47", words=name[:LONGEST])
    theirs = [each for each in found if _is_theirs(context, each, mine)]
    if theirs:
        return _Here(theirs[0])
    return _(
        "{area} is not in your area. Yours: {place}.",
        area=area_name(found[0], knowledge),
        place=listed([each for each in mine if each], knowledge),
    )


def _bare(context: Context, words: str) -> tuple[str | None, str]:
    """The kind of area that is said, and what names it, without the small words before."""
    lexicons, kind = context.knowledge.lexicons, None
    kinds = {
        fold(word): each
        for each in ORDER
        for locale in context.knowledge.locales
        for word in lexicons.words("audience", f"kind_is_{each}", locale)
    }
    left = words.replace("'", " ").strip(" .,;:!?-").split()
    while left and (left[0] in FILLERS or left[0] in kinds):
        kind = kinds.get(left.pop(0), kind)
    return kind, " ".join(left)


def _is_theirs(context: Context, area_id: str, mine: list[str | None]) -> bool:
    return any(each is None or each in context.knowledge.areas.upwards(area_id) for each in mine)


async def _summary(context: Context, area_id: str | None, week: EpiWeek, skip: int = 0) -> Turn:
    knowledge = context.knowledge
    this = weekly_of(knowledge).of(local(context.now, knowledge))
    now, before = await summaries(context.session, area_id, [week, week - 1], knowledge)
    name = area_name(area_id, knowledge)
    if not (now.risks or now.zeros or now.figure.received or now.figure.expected):
        return say(_("{place}, week {week}: nothing is known.", place=name, week=str(week.week)))
    text, more = summary(name, now, before, this, skip, knowledge)
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
)
