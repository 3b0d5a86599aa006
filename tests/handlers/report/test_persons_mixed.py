"""Persons put together as people put them: whatever the order, nobody is lost or counted twice."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

import pytest

from tests.handlers.report.test_grammar import reading

MONDAY = date(2026, 11, 30)
MESSAGES, MOST = 60, 4  # of each language and seed; persons


@dataclass(frozen=True)
class Ways:
    """How persons, diseases and what is told of them are written; `{}` is an age."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    ages: tuple[str, ...]
    diseases: tuple[tuple[str, str], ...]
    same: tuple[str, ...]
    since: tuple[str, ...]
    dead: tuple[str, ...]
    joints: tuple[str, ...]
    unvaccinated: str


FRENCH = Ways(
    ("une fille de {}", "F {}", "1 fillette {}", "sa soeur de {}", "la voisine, {}", "sa mère {}"),
    ("un garçon de {}", "M {}", "garçon {}", "son frère {}", "leur cousin de {}", "un homme, {}"),
    ("3 ans", "7 ans", "11 mois", "45 ans", "2ans"),
    (
        ("rougeole", "measles"),
        ("choléra", "watery_diarrhoea"),
        ("cou raide et fièvre", "meningitis"),
    ),
    ("pareil", "aussi", "la même chose", "idem", "mêmes signes"),
    ("", "depuis hier", "début 24/11"),
    ("décédé hier", "dcd", "mort ce matin"),
    (", ", ". ", " ; ", "\n", " / ", " et "),
    ". Aucun n'est vacciné",
)
ENGLISH = Ways(
    ("a girl of {}", "girl {}", "woman {}", "her sister {}", "his mother {}", "1 girl {}"),
    ("a boy aged {}", "boy {}", "man {}", "his brother aged {}", "his son {}", "one boy of {}"),
    ("3 years", "7 yrs", "9 months", "45 years"),
    (
        ("measles", "measles"),
        ("watery diarrhoea", "watery_diarrhoea"),
        ("fever and rash", "measles"),
    ),
    ("the same", "too", "also", "same signs", "as well"),
    ("", "since yesterday", "since Monday"),
    ("died yesterday", "dead", "died this morning"),
    (", ", ". ", "; ", "\n", " / ", " and "),
    ". None vaccinated",
)
Told = tuple[str, int, int, int]


def message(ways: Ways, dice: random.Random) -> tuple[str, Told]:
    """One, and what it says: the disease, women, men and deaths."""
    disease, risk = dice.choice(ways.diseases)
    heading = dice.random() < 0.4
    women = men = deaths = 0
    told: list[str] = []
    used: set[str] = set()
    for at in range(dice.randint(2, MOST)):
        female = dice.random() < 0.5
        way = dice.choice([w for w in (ways.women if female else ways.men) if w not in used])
        used.add(way)
        women, men = women + female, men + (not female)
        words = [way.format(dice.choice(ways.ages))]
        if not heading:
            words.append(disease if at == 0 or dice.random() < 0.4 else dice.choice(ways.same))
        words.append(dice.choice(ways.since))
        if dice.random() < 0.2:
            deaths += 1
            words.append(dice.choice(ways.dead))
        told.append(" ".join(word for word in words if word))
    text = (f"{disease} : " if heading else "") + dice.choice(ways.joints).join(told)
    text = f"Koro. {text}" if dice.random() < 0.5 else f"{text}, Koro"
    return text + dice.choice(("", ways.unvaccinated)), (risk, women, men, deaths)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("ways", "locale"), [(FRENCH, "fr"), (ENGLISH, "en")])
def test_nobody_is_lost_or_counted_twice(ways: Ways, locale: str, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    for text, expected in (message(ways, dice) for _ in range(MESSAGES)):
        found = reading(text, locale, MONDAY)
        if found.question is not None:
            continue  # to ask is never wrong
        [report] = found.reports
        assert (report.risk, report.female, report.male, report.deaths) == expected, text
        assert report.count == expected[1] + expected[2], text
