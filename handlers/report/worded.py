"""An answer in words to what was asked about a report, read with what it was asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.form import asks_back
from bot.handler import Context
from bot.understanding import Understood
from handlers.report.finding import Finding, Question, Reading
from handlers.report.findings.answers import AGES, joined, says_none, without_apology
from handlers.report.findings.doubts import asks_for_the_dead
from handlers.report.no_deaths import denies
from handlers.report.ours import reading_of
from handlers.report.sent import Sent

TELLING = ("risk", "unlisted", "sign", "number", "sex", "case", "age", "mark", "zero", "trade")
WORDS = "="  # before words that were answered, among the keys of choices
FEW = 3  # cases that are offered where no number was told


def said_in_words(context: Context, sent: Sent, asked: Question, words: str) -> Reading | None:
    """`5 dont 2 filles`, `c'est la fièvre jaune`, `4 à Boni`: None where they answer nothing."""
    none_died = denies(understood_in(context, words))  # `no deaths`: there `no` is no apology
    text = words if none_died else without_apology(words)
    if not text.strip():
        return None
    understood = understood_in(context, text)
    if asks_back(understood) or not _may_answer(context, understood):
        return None
    if asks_for_the_dead(asked.text) and not _named(understood):
        return _how_many_died(context, sent, asked, understood)
    told = read_as_sent(context, sent, text)
    if text != words.strip() and _is_another(told, understood):
        return told
    if _named(understood) and counted(understood) and (told.reports or told.question):
        return of_place(told, asked)
    return (
        _how_many(context, sent, asked, text)
        or _counted_anew(context, sent, asked, text)
        or _together(context, sent, asked, text)
        or _which(asked, understood)
    )


def _may_answer(context: Context, understood: Understood) -> bool:
    """A number, somebody, an illness, or a place: else nothing of it could be an answer."""
    kinds = {sense.kind for word in understood.words for sense in word.senses}
    numbers = any(word.number is not None for word in understood.words)
    if numbers or not kinds.isdisjoint(TELLING):
        return True
    return any(context.knowledge.places.exact(word.text) for word in understood.words)


def understood_in(context: Context, text: str) -> Understood:
    return context.knowledge.lexicons.understand(text, context.contact.locale)


def read_as_sent(context: Context, sent: Sent, text: str, about: str | None = None) -> Reading:
    return reading_of(context, text, date.fromisoformat(sent.today), about)


def _how_many(context: Context, sent: Sent, asked: Question, text: str) -> Reading | None:
    """So many of the disease that was asked about, with what else is said of them."""
    about = _asked_about(asked)
    if asked.counted is None or about is None:
        return None
    told = read_as_sent(context, sent, text, about.risk)
    if len(told.reports) != 1 or told.question is not None or told.reports[0].risk != about.risk:
        return None
    [found] = told.reports
    if _of_one_sex_only(found, asked):
        return None
    as_asked = asked.counted(found.count)
    if as_asked.question is not None or len(as_asked.reports) != 1:
        return as_asked
    return replace(told, reports=(joined(found, as_asked.reports[0]),))


def _how_many_died(
    context: Context, sent: Sent, asked: Question, understood: Understood
) -> Reading | None:
    """`2 sont morts`, `tous`, `personne n'est mort`, asked how many of them died."""
    about = _asked_about(asked)
    if asked.counted is None or about is None:
        return None
    told = {w.number if w.number is not None else w.means("number") for w in understood.words}
    numbers = {int(number) for number in told if number is not None}
    marks = {word.means("mark") for word in understood.words}
    if says_none(understood) or denies(understood):
        numbers = {0}
    elif not numbers and "all" in marks:
        numbers = {about.count}
    elif "death" in marks and len(numbers) != 1:
        said = read_as_sent(context, sent, f"{about.count}. {understood.text}", about.risk)
        counts = [found for found in said.reports if found.count == about.count]
        numbers = {found.deaths for found in counts}
    return asked.counted(numbers.pop()) if len(numbers) == 1 else None


def of_the_sick(asked: Question, understood: Understood) -> bool:
    """`2 garçons`, asked how many died: they may be those who are ill, unless a death is told."""
    marks = {word.means("mark") for word in understood.words}
    sexed = any(word.means("sex") for word in understood.words)
    return asks_for_the_dead(asked.text) and sexed and "death" not in marks


def _of_one_sex_only(found: Finding, asked: Question) -> bool:
    """`c'est 5 filles`, of 12 cases with 15 girls: the girls are corrected, not all."""
    offered = [int(option.key) for option in asked.options if option.key.isdecimal()]
    largest = max(found.female, found.male)
    return found.count == largest < min(offered, default=0) and min(offered) > FEW


def _counted_anew(context: Context, sent: Sent, asked: Question, text: str) -> Reading | None:
    """`3 garçons de 2 mois`, asked what `3m` means: those three, and no three more."""
    about = _asked_about(asked)
    if about is None or not any(option.key in AGES for option in asked.options):
        return None
    told = read_as_sent(context, sent, text, about.risk)
    if len(told.reports) != 1 or told.question is not None or not told.reports[0].cases:
        return None
    [found] = told.reports
    split = bool(found.female or found.male)
    return replace(told, reports=(joined(found, about),)) if split else None


def _which(asked: Question, understood: Understood) -> Reading | None:
    """The one disease that is named, also one that was not among the choices."""
    named = _named(understood)
    if asked.named is None or len(named) != 1 or counted(understood):
        return None
    [(kind, risk)] = named
    return asked.named(risk) if kind == "risk" else None


def _is_another(told: Reading, understood: Understood) -> bool:
    """`non, c'est la jaunisse`: not what was asked about, but which disease it is stays open."""
    signs = any(word.means("sign") for word in understood.words) or _named(understood)
    return bool(signs and told.question and told.question.named)


def _named(understood: Understood) -> set[tuple[str, str]]:
    """Diseases that are named, listed ones and others."""
    senses = (sense for word in understood.words for sense in word.senses[:1])
    return {(s.kind, s.meaning) for s in senses if s.kind in ("risk", "unlisted")}


def counted(understood: Understood) -> bool:
    return any(word.number is not None or word.means("number") for word in understood.words)


def digits_only(text: str) -> bool:
    """Numbers, and what stands between them: no word tells what they count."""
    return any(map(str.isdecimal, text)) and not any(map(str.isalpha, text))


def _together(context: Context, sent: Sent, asked: Question, text: str) -> Reading | None:
    """The message and the answer as one: `2 morts`, `c'est des moutons`; or what is new in it,
    though the question stays: `palu`, `à Koro`."""
    told = read_as_sent(context, sent, f"{sent.text} {text}")
    if told.question is None:
        none = told.zero and says_none(understood_in(context, text))
        return told if told.reports or none else None
    if not asked.named and _is_another(told, understood_in(context, text)):
        return told  # `3 cas`, `c'est la jaunisse`
    was, now = _asked_about(asked), _asked_about(told.question)
    placed = now is not None and now.place is not None and (was is None or was.place is None)
    return told if placed and now and (was is None or was.risk == now.risk) else None


def of_the_dead(asked: Question, understood: Understood) -> bool:
    """`2 morts`, and then `cause inconnue, deux hommes`: the dead are meant, no others."""
    about = _asked_about(asked)
    dead = about is not None and 0 < about.count == about.deaths
    return dead and not _named(understood)


def of_place(told: Reading, asked: Question) -> Reading:
    """A whole report instead of an answer: where it says no place, it is of the one before."""
    about = _asked_about(asked)
    if about is None or len(told.reports) != 1 or told.question is not None:
        return told
    [found] = told.reports
    named = asked.named(found.risk) if asked.named else None
    if named is not None and len(named.reports) == 1 and named.question is None:
        about = named.reports[0]
    if 0 < found.count == found.deaths < about.count and found.risk == about.risk:
        return replace(told, reports=(replace(about, deaths=found.deaths),))  # `palu. 1 est mort`
    if found.risk == about.risk:
        return replace(told, reports=(joined(found, about),))
    return replace(told, reports=(replace(found, place=found.place or about.place),))


def said_so_far(sent: Sent) -> list[str]:
    """The message, and what was answered to it in words: `palu 3m koro`, to what `1` counts."""
    words = [pick.removeprefix(WORDS) for pick in sent.picks if pick.startswith(WORDS)]
    return words if words and digits_only(sent.text) else [sent.text, *words]


def elsewhere(told: Reading, asked: Question) -> bool:
    """`palu 2f boni`, where `palu 3m koro` was asked about; not where its village was."""
    readings = [option.reading for option in asked.options]
    places = {found.place.id for each in readings if each for found in each.reports if found.place}
    named = {found.place.id for found in told.reports if found.place}
    return len(places) == 1 and bool(named) and places.isdisjoint(named)


def says_sorry(text: str) -> bool:
    """`pardon, à Boni`: what was told is mended, and nothing told besides."""
    return without_apology(text) != text.strip()


def _asked_about(asked: Question) -> Finding | None:
    """The one report that the question is about."""
    readings = (option.reading for option in asked.options)
    found = (each.reports[0] for each in readings if each and len(each.reports) == 1)
    return next(found, None)
