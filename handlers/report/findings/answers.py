"""What is answered to a question about a report, in whatever words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.folding import fold
from bot.understanding import Understood, Word
from bot.understanding.small import small
from handlers.report.finding import Finding, Question
from handlers.report.findings.doubts import OTHER

WORDS = re.compile(r"\w+")
PICKS = small("picks_it")
NEVER_MIND = sorted({fold(each) for each in small("never_mind")}, key=len, reverse=True)
TOLD = frozenset(("risk", "unlisted", "sign", "sex", "mark", "case"))
BESIDE_IT = small("with_never_mind")
SORRY = small("sorry_before", "no_before")
ORDINALS = (small("first"), small("second"), small("third"))
PLACES = {word: str(place) for place, words in enumerate(ORDINALS, 1) for word in words}
ONE, POLITE = small("one_of_list"), ("greeting", "thanks")
ELSE = small("something_else")
YES = "yes"
HEARD = small("acknowledged")
AGES, WITH_AGE = ("months", "years"), small("with_age")


def place_in_list(understood: Understood) -> str | None:
    """`le 2`, `c'est le 3`, `choix 2 svp`, `the first one`: where nothing else is said."""
    said = _without_courtesy(understood)
    if ordinal := next((PLACES[word] for word in said if word in PLACES), None):
        said = [ordinal if word in PLACES else word for word in said if word not in ONE]
    numbers = [word for word in said if word.isdecimal()]
    rest = [word for word in said if not word.isdecimal()]
    return numbers[0] if rest and len(numbers) == 1 and PICKS.issuperset(rest) else None


def _without_courtesy(understood: Understood) -> list[str]:
    """`i ni sogoma, le trois`: what is left without the greeting, numbers as digits."""
    polite = {
        part
        for word in understood.words
        if word.means("intent") in POLITE
        for part in word.folded.split()
    }
    digits = {word.folded: word.means("number") or word.folded for word in understood.words}
    said = [word for word in WORDS.findall(fold(understood.text)) if word not in polite]
    if any(word in PLACES for word in said):
        return said  # of `the second one` the one is no number
    return [digits.get(word, word) for word in said]


def says_no(asked: Question, understood: Understood) -> bool:
    """`non`, `non merci` to `Do you report ...?`, of which only yes is offered by its word."""
    only_yes = [option.key for option in asked.options] == [YES, OTHER]
    words = [word for word in understood.words if word.folded.isalpha()]
    no = any(word.means("no") for word in words)
    return only_yes and no and all(_no_or_polite(word) for word in words)


def _no_or_polite(word: Word) -> bool:
    return bool(word.means("no")) or word.means("intent") in POLITE


def fits(asked: Question, understood: Understood) -> bool:
    """Asked whether `3m` is an age, `3 mois` and `il a trois mois` say so; `2 mois` and `rdv dans
    3 mois` are no answer, though they name months."""
    ages = [(at, each) for at, each in enumerate(asked.options, 1) if each.key in AGES]
    kinds = {sense.kind for word in understood.words for sense in word.senses[:1]}
    if not ages or "unit" not in kinds or "sex" in kinds:
        return True
    told = {str(word.number or word.means("number") or "") for word in understood.words} - {""}
    spare = (w for w in understood.words if w.folded.isalpha() and w.means("unit") is None)
    said_so = all(w.means("number") or w.folded in WITH_AGE for w in spare)
    [(place, offered), *_more] = ages
    number = str(offered.label.values["count"])
    return said_so and (told <= {number} or told == {str(place), number})


def labelled(understood: Understood, keys: Sequence[str]) -> str | None:
    """`2 rougeole`, `4 autre chose`: the key whose number and label are both written; `autre`."""
    said = WORDS.findall(fold(understood.text))
    if OTHER in keys and ELSE.issuperset(said) and not PICKS.issuperset(said):
        return OTHER
    place = int(said[0]) if said and said[0].isdecimal() and len(said[0]) == 1 else 0
    if len(said) < 2 or not 0 < place <= len(keys):
        return None
    key, rest = keys[place - 1], [word for word in understood.words[1:] if word.senses]
    named = rest and all(s.meaning == key.split(".")[0] for word in rest for s in word.senses[:1])
    return key if named or (key == OTHER and ELSE.issuperset(said[1:])) else None


def lets_go(understood: Understood) -> bool:
    """`laisse tomber`, `non rien, je me suis trompé`: there is nothing to be asked about."""
    said = f" {' '.join(WORDS.findall(fold(understood.text)))} "
    rest = said
    for words in NEVER_MIND:
        rest = rest.replace(f" {words} ", " ")
    only = all(word in BESIDE_IT for word in rest.split())
    return rest != said and (only or not _tells(understood, begins=_begins(said)))


def _begins(said: str) -> bool:
    """`non laisse, ...`, `laissez tomber, je renvoie demain`."""
    while (first := said.split(" ", 2)[1:2]) and first[0] in SORRY:
        said = said.removeprefix(f" {first[0]}")
    return any(said.startswith(f" {words} ") for words in NEVER_MIND)


def _tells(understood: Understood, *, begins: bool) -> bool:
    """A number (but `une`), a disease, somebody, or what we do not know: a village, perhaps, where
    the message does not begin with letting go."""
    numbers = {word.means("number") or str(word.number or "") for word in understood.words}
    senses = (sense.kind for word in understood.words for sense in word.senses[:1])
    idle = {*BESIDE_IT, *(part for each in NEVER_MIND for part in each.split())}
    unknown = any(not w.senses and w.folded.isalpha() and w.folded not in idle
                  for w in understood.words)  # fmt: skip
    return (unknown and not begins) or not numbers <= {"", "1"} or not TOLD.isdisjoint(senses)


def only_acknowledges(understood: Understood) -> bool:
    """`ok`, to what was said: no yes to cases that would be counted twice."""
    return " ".join(WORDS.findall(fold(understood.text))) in HEARD


def says_none(understood: Understood) -> bool:
    """`0`, `aucun`, `zéro cas`, asked how many; `je ne sais pas` says nothing."""
    number = understood.bare_number
    nothing = number is not None and int(number) == 0
    denies = any(word.means("zero") in ("zero", "nothing") for word in understood.words)
    return nothing or (denies and understood.intent("zero") > 0)


def without_apology(text: str) -> str:
    """`non c'est la jaunisse`, `pardon, 12 cas`: what comes after it."""
    while found := WORDS.match(text.lstrip(" ,.;:!")):
        rest = text.lstrip(" ,.;:!")
        if fold(found[0]) not in SORRY:
            return rest
        text = rest[found.end() :]
    return text


def joined(told: Finding, asked_about: Finding) -> Finding:
    """What was answered, with what was told before and is not said again.

    Deaths stay where the answer is of as many people.
    """
    same = told.count == asked_about.count and told.risk == asked_about.risk
    whose = told.vaccinated if told.vaccinated is not None else asked_about.vaccinated
    return replace(
        told,
        place=told.place or asked_about.place,
        onset=told.onset or asked_about.onset,
        vaccinated=whose,
        deaths=told.deaths or (asked_about.deaths if same else 0),
        severe=told.severe or (asked_about.severe if same else 0),
        week=told.week if told.week is not None else asked_about.week,
    )
