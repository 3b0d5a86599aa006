"""The answer to what was asked about a report: a choice, or whatever words say it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.folding import fold
from bot.form import asks_back, chosen, chosen_plainly
from bot.handler import Context
from bot.understanding import Understood
from handlers.report.finding import Question, Reading
from handlers.report.findings.answers import fits, labelled, place_in_list, says_no, says_none
from handlers.report.findings.doubts import OTHER, asks_for_the_dead
from handlers.report.grammar import MOST
from handlers.report.offering import what_counts
from handlers.report.ours import read_here
from handlers.report.sent import Sent
from handlers.report.worded import (
    WORDS,
    counted,
    digits_only,
    elsewhere,
    of_place,
    of_the_dead,
    of_the_sick,
    read_as_sent,
    said_in_words,
    said_so_far,
    says_sorry,
    understood_in,
)

DIGITS = 4  # a number of more is no count
POSITIONS = 99  # more than there are choices


def replayed(context: Context, sent: Sent) -> Reading | None:
    """Read the message again as on the day it came, following the answers given since."""
    reading = read_as_sent(context, sent, sent.text)
    for at, pick in enumerate(sent.picks):
        earlier = replace(sent, picks=sent.picks[:at])
        asked = _of_a_number(context, earlier) or reading.question
        if asked is None:
            return reading
        following = followed(context, earlier, asked, pick)
        if following is None:
            return None
        reading = following
    return reading


def open_question(context: Context, sent: Sent) -> Question | None:
    """What the message leaves open, after the answers given so far."""
    if (asked := _of_a_number(context, sent)) is not None:
        return asked
    reading = replayed(context, sent)
    return reading.question if reading else None


def _of_a_number(context: Context, sent: Sent) -> Question | None:
    """`5`, alone: nothing is offered, for it may be an answer that came twice."""
    number = None if sent.picks or sent.offered else understood_in(context, sent.text).bare_number
    return Question(what_counts(number), ()) if number else None


def followed(context: Context, sent: Sent, asked: Question, pick: str) -> Reading | None:
    if pick.startswith(WORDS):
        return said_in_words(context, sent, asked, pick.removeprefix(WORDS))
    options = {option.key: option.reading for option in asked.options}
    if (chosen := options.get(pick)) is not None:
        return chosen
    return asked.counted(int(pick)) if asked.counted and pick.isdecimal() else None


def picked(context: Context, asked: Question) -> str | None:
    """The key of a choice, or a number: `2`, `le 2`, `douze`, `c'est 12`."""
    waiting, place = context.conversation, place_in_list(context.understood)
    choices = waiting.choices if waiting else ()
    said = context.understood
    if key := chosen_plainly(context) or labelled(said, choices) or _by_name(said, asked):
        return key
    if says_no(asked, said):
        return OTHER
    if place is not None and 0 < int(place) <= len(choices):
        return choices[int(place) - 1]
    return _number_in(asked, place or context.inbound.text)


def _by_name(said: Understood, asked: Question) -> str | None:
    """`niono`, of two places that are offered."""
    names = {option.key: str(option.label.values.get("words", "")) for option in asked.options}
    found = [key for key, name in names.items() if name and fold(name) == fold(said.text)]
    return found[0] if len(found) == 1 else None


def answer(context: Context, asked: Question, sent: Sent) -> tuple[Reading, Sent] | None:
    """What is filed, or asked next, after an answer that is none of the plain ones."""
    if digits_only(sent.text) and digits_only(context.inbound.text):
        return _number_again(context, asked, sent)
    waiting, openly = context.conversation, asked.counted is None
    nobody = says_none(context.understood)
    none_asked = openly and waiting and (nobody or not waiting.choices)
    if none_asked and digits_only(context.inbound.text):
        return None  # `1`, after `3 something else`, or `0` of `3m`: no number was asked for
    anew = None if of_the_dead(asked, context.understood) else answered_anew(context, asked)
    said = context.understood
    if anew is None and (not fits(asked, said) or of_the_sick(asked, said)):
        return None
    fills_in = asked.named is not None and not counted(context.understood)  # `palu, des enfants`
    if anew is not None and not fills_in:
        return anew, Sent.now(context, corrects=sent.corrects)
    if sent.corrects is None and is_another(context, asked, sent):
        return read_here(context), Sent.now(context)  # `palu 3m`, where measles was asked about
    words = f"{WORDS}{context.inbound.text}"
    tried = [(words,), *((key,) for key in [chosen(context)] if key)]
    people = counted(context.understood) and "sex" in context.understood.slots
    if not (asked.counted or asked.named or people):
        tried.reverse()  # `garçons`, of boys or months
    for picks in (_both(context), *tried):
        if picks and (reading := _followed_by(context, sent, asked, picks)) is not None:
            return reading, replace(sent, picks=(*sent.picks, *picks))
    return (anew, Sent.now(context, corrects=sent.corrects)) if anew else None


def _number_again(context: Context, asked: Question, sent: Sent) -> tuple[Reading, Sent] | None:
    """`2 1` after `7`: no answer, and never `7 2 1`; what it means is asked with its choices.

    Not of `2`: it may be an answer that comes twice, and would choose one of them then.
    """
    reading, again = read_here(context), Sent.now(context, corrects=sent.corrects)
    if reading.reports:
        return reading, again
    if asked.options or reading.question is None or again.text.split() == sent.text.split():
        return None
    if len(reading.question.options) < int(context.understood.bare_number or POSITIONS):
        return reading, replace(again, offered=True)
    return Reading(question=_of_a_number(context, again)), again


def is_another(context: Context, asked: Question, sent: Sent) -> bool:
    """A report of other diseases than the message that was asked about, or of another village:
    that one still waits."""
    said, reading = " ".join(said_so_far(sent)), read_here(context)
    before, found = risks_in(understood_in(context, said)), {f.risk for f in reading.reports}
    now = risks_in(context.understood) or found  # `une femme est morte en accouchant`
    told = bool(reading.reports) or counted(context.understood)
    if asked.named is not None or not told or says_sorry(context.inbound.text):
        return False
    other = bool(before and now) and before.isdisjoint(now)
    return other or (before == now and elsewhere(reading, asked))


def risks_in(understood: Understood) -> set[str]:
    senses = (sense for word in understood.words for sense in word.senses)
    return {sense.meaning for sense in senses if sense.kind == "risk"}


def _followed_by(
    context: Context, sent: Sent, asked: Question, picks: Sequence[str]
) -> Reading | None:
    """What `asked` becomes by answers one after the other."""
    reading = followed(context, sent, asked, picks[0])
    for at, pick in enumerate(picks[1:], 1):
        if reading is None or reading.question is None:
            return reading
        earlier = replace(sent, picks=(*sent.picks, *picks[:at]))
        reading = followed(context, earlier, reading.question, pick)
    return reading


def _both(context: Context) -> tuple[str, ...]:
    """`le 2, 7 cas`: a choice, and the answer to what would be asked then."""
    head, _comma, tail = context.inbound.text.partition(",")
    said = context.knowledge.lexicons.understand(head, context.contact.locale)
    choices = context.conversation.choices if context.conversation else ()
    place = place_in_list(said)
    inside = place is not None and 0 < int(place) <= len(choices)
    return (choices[int(place) - 1], f"{WORDS}{tail}") if inside and place and tail.strip() else ()


def _number_in(asked: Question, words: str) -> str | None:
    """`12`, asked how many, where one, two, three or something else were offered."""
    said = words.strip(" .!")
    number = int(said) if said.isdecimal() and len(said) < DIGITS else 0
    if said == "0" and asks_for_the_dead(asked.text):
        return said
    return str(number) if asked.counted and 0 < number <= MOST else None


def rephrased(context: Context) -> Reading | None:
    """Instead of answering, the person wrote a whole report."""
    if not any(context.understood.intent(name) for name in ("report", "zero")):
        return None
    reading = read_here(context)
    return reading if reading.reports else None


def told_anew(context: Context, before: Collection[str]) -> Reading | None:
    """A whole report, or one that is asked about: of others than the risks before, or counted."""
    if (anew := rephrased(context)) is not None:
        return anew
    reading, named = read_here(context), risks_in(context.understood)
    told = bool(named) and (named.isdisjoint(before) or counted(context.understood))
    return reading if told and reading.question and not asks_back(context.understood) else None


def answered_anew(context: Context, asked: Question) -> Reading | None:
    """A whole report that says more than which of the choices it is."""
    anew = rephrased(context)
    if anew is None or (chosen(context) and not _counts_anew(context)):
        return None
    return None if asks_back(context.understood) else of_place(anew, asked)


def _counts_anew(context: Context) -> bool:
    """`palu 5 douentza` says more than `palu`: not only which disease it was."""
    words = [word for word in context.understood.words if word.folded[:1].isalnum()]
    return len(words) > 1 and counted(context.understood)
