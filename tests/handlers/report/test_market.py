"""Market women, miners, imams, border guards: what is counted, whose, where, and since when."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "Koro : (3 selles liquides ou plus en 24h) 1 cas de diarrhée, femme",
         "watery_diarrhoea", 1),
        ("fr", "2 passagères d'un car avec diarrhée aqueuse, Koro", "watery_diarrhoea", 2),
        ("fr", "bébé garçon, cordon coupé avec une vieille lame. Tétanos. Koro",
         "neonatal_tetanus", 1),
        ("fr", "À Koro, chez mon voisin, 40 poules sont mortes en deux jours", "animal_deaths", 40),
        ("fr", "bébé de 14 mois tout maigre, la peau sur les os, PB 105 mm. Koro",
         "malnutrition", 1),
        ("fr", "2 hommes sont morts d'un coup, ils étaient pas malades avant, on comprend pas",
         "unexplained_deaths", 2),
        ("en", "Resp: 7 suspected COVID, Koro, 2 severe.", "respiratory", 7),
        ("bm", "n dencɛ san 2, a kirinna siɲɛ fila, palu grave don. Koro", "severe_malaria", 1),
        ("bm", "kɔnɔboli bɛ mɔgɔ 4 la Koro, basi bɛ boji la", "bloody_diarrhoea", 4),
        ("bm", "mogo 3 sara Koro, an ma bana don", "unexplained_deaths", 3),
        ("fr", "5 enfants avec palu et convulsions, Koro", "severe_malaria", 5),
        ("fr", "palu 3 cas dont 1 avec convulsions, Koro", "malaria", 3),
        ("fr", "6 diarrhées à Koro, sang dans les selles", "bloody_diarrhoea", 6),
        ("fr", "Un bébé à Koro ne peut plus téter, son corps se raidit. C'est un nouveau-né",
         "neonatal_tetanus", 1),
        ("bm", "Kɔnɔboli bɛ den 6 la Koro, joli b'u bo la", "bloody_diarrhoea", 6),
        ("bm", "An ye den 20 suman Koro, MAS bɛ den 2 la.", "malnutrition", 2),
        ("bm", "a bolo kelen tɛ se ka wuli tuguni, den san 8, Koro", "afp", 1),
        ("bm", "sɛ 60 sara Koro", "animal_deaths", 60),
        ("fr", "Koro rougeole 2 F:1 M:1 non vac", "measles", 2),
        ("fr", "rougeole 5 F:3 M:2 Koro", "measles", 5),
        ("en", "A mother of 22 died two days after giving birth in Koro", "maternal_death", 1),
        ("bm", "kɔnɔboli cas 11, 1 sata Koro", "watery_diarrhoea", 11),
        ("bm", "N bɛ foli lase aw ma. Muso dɔ sara jiginni kɔfɛ Koro", "maternal_death", 1),
        ("fr", "je rectifie : à Koro c'est 3 cas de choléra et non 2.", "watery_diarrhoea", 3),
        ("fr", "palu 3 et pas de décès Koro", "malaria", 3),
        ("fr", "2 cas de palu non 3 Koro", "malaria", 3),
    ],
)  # fmt: skip
def test_what_is_reported(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


def test_the_dead_are_no_zero_report_whatever_is_denied() -> None:
    found = reading("3 personnes sont mortes à Koro, elles ne sont pas malades", "fr")
    assert not found.zero


@pytest.mark.parametrize(
    ("locale", "text", "reports"),
    [
        ("bm", "Koro wulu ye mɔgɔ 2 kin ani PFA 1", [("rabies", 2), ("afp", 1)]),
        ("bm", "Koro palu cas 15 mas cas 2", [("malaria", 15), ("malnutrition", 2)]),
        ("fr", "grippe cas 7 et palu cas 9, Koro", [("respiratory", 7), ("malaria", 9)]),
        ("fr", "deux choses : une femme est morte en couches, et trois personnes ont le palu grave",
         [("maternal_death", 1), ("severe_malaria", 3)]),
    ],
)  # fmt: skip
def test_each_disease_has_its_own_number(
    locale: str, text: str, reports: list[tuple[str, int]]
) -> None:
    found = reading(text, locale).reports
    assert [(each.risk, each.count) for each in found] == reports


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("bm", "den dow be konoboli la Koro"),
        ("fr", "Le chef dit 5 cas de méningite à Koro, l'imam 8. Nous ne savons pas qui a raison."),
    ],
)  # fmt: skip
def test_what_is_asked(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert found.question is not None
    assert not found.reports


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("bm", "wulu ye den kelen kin Koro, a bɛ san 7 bɔ"),
        ("bm", "Mɔgɔ 4 sara Koro dɔgɔkun kelen kɔnɔ, an m'a sababu dɔn"),
        ("fr", "12 poules mortes en deux jours à Koro"),
    ],
)
def test_how_long_it_took_or_how_old_they_are_is_no_first_day(locale: str, text: str) -> None:
    assert one(text, locale).onset is None


@pytest.mark.parametrize(
    ("locale", "text", "place"),
    [
        ("en", "Hello, this is Konna, CHW in Koro. 1 case of measles", "Koro"),
        ("fr", "Assalam aleykoum, imam de Koro. 2 cas de rougeole", "Koro"),
        ("fr", "Le vieux Konna a la méningite, Koro", "Koro"),
        ("fr", "Le vieux Konna a la méningite", "Konna"),
        ("fr", "rougeole ma fille Koro", "Koro"),
        ("fr", "rougeole la fille à Koro", "Koro"),
    ],
)
def test_whose_name_is_no_place(locale: str, text: str, place: str) -> None:
    found = one(text, locale).place
    assert found is not None
    assert found.name == place


def test_who_is_not_vaccinated_against_it_is_told_with_the_signs() -> None:
    text = (
        "3 children with fever and rash in Koro. None of them has been vaccinated against measles"
    )
    found = one(text, "en")
    assert (found.risk, found.count, found.vaccinated) == ("measles", 3, False)


@pytest.mark.parametrize(
    ("locale", "text", "months"),
    [
        ("en", "Mr Konna, 45, measles, Koro", 540),
        ("en", "Mrs Konna, 30 years, measles, Koro", 360),
        ("fr", "Monsieur Konna, 45 ans, méningite, Koro", 540),
    ],
)
def test_a_title_and_a_name_are_one_person_of_that_age(locale: str, text: str, months: int) -> None:
    found = one(text, locale)
    assert (found.count, found.age_months) == (1, months)
    assert found.female + found.male == 1


def test_of_children_who_were_tested_the_positive_are_cases() -> None:
    assert one("J'ai fait le TDR à 7 enfants : 5 positifs Koro").count == 5


def test_both_are_all_of_two() -> None:
    found = one("Two people with fever and bleeding from the mouth in Koro. Both died.", "en")
    assert (found.risk, found.count, found.deaths) == ("vhf", 2, 2)


@pytest.mark.parametrize("text", ["sumaya saba, an segen", "sumaya saba, an be sumaya bana sɛgɛn"])
def test_everyday_words_of_bambara_are_no_numbers(text: str) -> None:
    """`segen`, tired, was taken for eight."""
    assert one(text, "bm").count == 3


@pytest.mark.parametrize(
    ("text", "risk", "count"),
    [
        ("2 men and 3 women with malaria Koro", "malaria", 5),
        ("2 men with fever and stiff neck Koro", "meningitis", 2),
        ("dog bite 2 men Koro", "rabies", 2),
        ("2 children sick at home with measles Koro", "measles", 2),
        ("rougeole 3 cas, vacciné MR Koro", "measles", 3),
        ("6 cas de palu à Diré, Koro", "malaria", 6),
    ],
)
def test_english_words_of_who_speaks_french_are_no_codes(text: str, risk: str, count: int) -> None:
    """`men` is no code of meningitis, `MR` is a vaccine and no mister, `home` no `homme`."""
    found = one(text, "fr")
    assert (found.risk, found.count) == (risk, count)
    assert found.female + found.male in (0, count)
