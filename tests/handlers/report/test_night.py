"""A nurse on night duty, a herder beside his flock, a healer: hours, limbs, and who has which."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "2h40 admission F 22 ans, méningite suspecte, Koro", "meningitis", 1),
        ("fr", "A 14h30, 2 cas de rougeole Koro", "measles", 2),
        ("fr", "vu à 8h, 3 cas de palu Koro", "malaria", 3),
        ("fr", "rougeole 3h2f koro", "measles", 5),  # men and women, no time of day
        ("fr", "palu 24h 12f koro", "malaria", 36),
        ("fr", "Une cliente de 45 ans a le Covid, test positif. Koro", "respiratory", 1),
        ("fr", "Trois chameaux sont morts à Koro. Les autres vont bien.", "animal_deaths", 3),
        ("fr", "Garde: 2 diarrhées sanglantes, 1 M 1 F. Koro", "bloody_diarrhoea", 2),
        ("fr", "mon petit-fils, 10 mois, corps chaud et boutons rouges, Koro", "measles", 1),
        ("fr", "Ma voisine, Koro, a du sang dans les selles avec diarrhée", "bloody_diarrhoea", 1),
        ("fr", "Un garçon de 6 ans, Koro, ses jambes sont devenues molles d'un coup", "afp", 1),
        ("fr", "Ma fille de 20 ans est très chaude, le cou ne plie plus. Koro", "meningitis", 1),
        ("fr", "Un homme est venu à Koro, un long ver blanc sort de son pied", "guinea_worm", 1),
        ("bm", "Denmuso san 6, Koro: a sen fanga banna, a ma bin, a ma jogin", "afp", 1),
        ("bm", "muso kelen sara tin na Koro", "maternal_death", 1),
        ("bm", "Mɔgɔ 3 sara Koro, an ma saya sababu dɔn", "unexplained_deaths", 3),
        ("bm", "Saga 14 sara an bara Koro", "animal_deaths", 14),
    ],
)  # fmt: skip
def test_what_is_reported(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("bm", "kolera cas 2 walima cas 5 Koro"),
        ("fr", "choléra 2 cas ou 5 cas Koro"),
        ("fr", "il y a des cas de diarrhée liquide à Koro, combien je vais compter demain"),
    ],
)
def test_nothing_is_filed_of_what_is_not_known_yet(locale: str, text: str) -> None:
    assert not reading(text, locale).reports


@pytest.mark.parametrize(
    ("locale", "text", "reports"),
    [
        ("bm", "saga 12 sara, farigan, joli be bo da la, ce 1, Koro",
         [("animal_deaths", 12), ("vhf", 1)]),
        ("fr", "12 moutons morts, fièvre, saignement, homme 1, Koro",
         [("animal_deaths", 12), ("vhf", 1)]),
        ("fr", "vomit du sang, fievre, homme, a touché un mouton mort. Koro", [("vhf", 1)]),
        ("fr", "4 diarrhées avec sang, et aussi 3 malades de fièvre avec toux et essoufflement",
         [("bloody_diarrhoea", 4), ("respiratory", 3)]),
        ("fr", "palu 5 cas avec toux 3 cas, Koro", [("malaria", 5), ("respiratory", 3)]),
    ],
)  # fmt: skip
def test_who_has_which(locale: str, text: str, reports: list[tuple[str, int]]) -> None:
    found = reading(text, locale).reports
    assert [(each.risk, each.count) for each in found] == reports


def test_words_on_both_sides_of_a_comma_are_no_phrase() -> None:
    """`Covid, test positif` is no `covid test`, which is asked for at clinics."""
    assert one("1 cas de Covid, test positif, Koro").risk == "respiratory"
