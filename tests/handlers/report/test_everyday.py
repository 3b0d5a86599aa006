"""Everyday words: bellies that run, vaccines given and missing, tests, falls, zeros."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "ventre qui coule avec du sang 1 homme 28ans Koro", "bloody_diarrhoea", 1),
        ("fr", "ventre ki coule 3 enfan Koro", "watery_diarrhoea", 3),
        ("fr", "vantre ki koule 2 zanfan Koro", "watery_diarrhoea", 2),
        ("fr", "le ventre coule 5 enfants Koro, cest comme de l'eau", "watery_diarrhoea", 5),
        ("fr", "1 homme 40 ans il chie de l'eau et vomit sans arret Koro", "watery_diarrhoea", 1),
        ("fr", "toux forte avec fievre, un vieux de 65 ans Koro", "respiratory", 1),
        ("fr", "un bébé de 5 mois tousse et respire tres vite depuis hier", "respiratory", 1),
        ("fr", "2 malades avec fievre et sang qui coule du nez a Koro", "vhf", 2),
        ("en", "herdsman bleeding from nose with fever after tick bite, Koro", "vhf", 1),
        ("fr", "un berger saigne du nez avec fievre, il avait des tiques. Koro", "vhf", 1),
        ("fr", "pieds gonflés et maigreur chez un garcon de 2 ans", "malnutrition", 1),
        ("fr", "depistage: 5 enfants dans le rouge au bracelet, 3F 2G", "malnutrition", 5),
        ("en", "very thin baby girl 11 months, red arm band, Koro", "malnutrition", 1),
        ("fr", "mort maternelle, femme 32 ans, enceinte de 8 mois, Koro", "maternal_death", 1),
        ("fr", "maman morte apres accouchement Koro, bebe va bien", "maternal_death", 1),
        ("fr", "mere decedee apres accouchement VAT 2", "maternal_death", 1),
        ("fr", "meme maladie pas connue chez 4 femmes du village Koro", "unusual_cluster", 4),
        ("fr", "4 pers d'une meme famille malades, cause inconnue, Koro", "unusual_cluster", 4),
        ("fr", "4 décès non expliqués depuis lundi Koro", "unexplained_deaths", 4),
        ("fr", "deces inexpliqués 2 adultes M en 48h, Koro", "unexplained_deaths", 2),
        ("fr", "15 chevres crevées a Koro, auxiliaire ici", "animal_deaths", 15),
        ("fr", "des poules meurent en masse a Koro, 50", "animal_deaths", 50),
        ("fr", "enfant 5 ans jambe faible depuis mardi, il ne marche plus", "afp", 1),
        ("en", "boy 3 years can not move his leg, Koro", "afp", 1),
        ("fr", "labo: GE positives 8 sur 15, palu, 3F et 5H", "malaria", 8),
        ("fr", "palu tdr 8 sur 15 positifs koro", "malaria", 8),
        ("fr", "j'ai testé 9 enfants, 4 ont le palu. Koro", "malaria", 4),
        ("en", "tested 9 children, 4 have malaria Koro", "malaria", 4),
        ("fr", "3 enfants testés palu koro", "malaria", 3),
        ("fr", "dépistage: 5 enfants au rouge (PB<115) à Koro", "malnutrition", 5),
        ("fr", "enfant 2 ans PB < 115 mm Koro", "malnutrition", 1),
        ("fr", "bébé de 6 mois, fièvre et fontanelle bombée, Koro", "meningitis", 1),
        ("en", "malarya 7 under 5 Koro, we need test kits please", "malaria", 7),
        ("fr", "1 cas palu, fille, 13 ans, Koro, elle va mieux dieu merci", "malaria", 1),
        ("fr", "cas rougeole 8 dont 3 complications pneumonie, ref csref", "measles", 8),
        ("fr", "petits boutons + fievre + toux chez 3 enfants, rougeole, Koro", "measles", 3),
        ("fr", "Rougeole, fille, 5ans, deces ce matin. Koro", "measles", 1),
        ("fr", "IRAS femme 63 ans SpO2 84% O2, ref hopital", "respiratory", 1),
        ("fr", "2 cas TNN ce mois, 1 guerie 1 dcd, meres non vaccinees", "neonatal_tetanus", 2),
        ("fr", "la maman 0 VAT, bebe mort tetanos 7 jours", "neonatal_tetanus", 1),
    ],
)  # fmt: skip
def test_what_is_reported(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "morsure chien errant fille 7 ans jambe, VAR pas dispo"),
        ("fr", "3 mordus par chien a Koro, 2 garcons 1 fille, vaccin antirabique svp"),
        ("fr", "griffure + morsure de singe, garçon 12 ans, ref pour vaccin"),
        ("fr", "chien enragé a mordu 4 personnes a Koro, ou trouver le vaccin"),
        ("en", "dog bite, girl 6 yrs, Koro, no rabies vaccine here"),
    ],
)
def test_who_was_bitten_is_reported_whatever_is_asked_for(locale: str, text: str) -> None:
    assert one(text, locale).risk == "rabies"


@pytest.mark.parametrize(
    ("locale", "text", "vaccinated"),
    [
        ("fr", "cas rougeole 2 garçons 0 dose vaccin Koro", False),
        ("fr", "2 enfants paralysés, jamais eu gouttes polio Koro", False),
        ("en", "a boy of 4 cannot move his leg, never had polio drops. Koro", False),
        ("fr", "paralysie flasque aigue, fille 6 ans, vaccinee VPO, Koro", True),
        ("fr", "rougeole fille 3 ans, vaccinée contre la rougeole, Koro", True),
        ("fr", "TNN bebe 6 jours, mere VAT 2", None),
    ],
)
def test_the_vaccine_of_who_is_ill(locale: str, text: str, vaccinated: bool | None) -> None:
    assert one(text, locale).vaccinated is vaccinated


@pytest.mark.parametrize(
    "text",
    [
        "garçon 8 ans tombé d'un arbre jambe faible",  # an injury is no acute flaccid paralysis
        "homme 60 ans jambe faible",
        "fievre jambes faibles enfant 3 ans",
        "maux de tête et nuque dure, 2 filles",
        "le sang coule, 2 filles Koro",
        "les 3 cas de rougeole sont guéris",
        "un bébé trop maigre 14 mois Koro",
        "3 enfants ventre coule, 1 avec du sang",  # which of two diseases are the others?
        "0 palu, 0 rougeole, fille malade fièvre 4 ans",  # she is ill of something
    ],
)
def test_what_may_be_another_thing_is_asked_about(text: str) -> None:
    assert reading(text).question is not None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("8 MAS admis URENAS cette sem, ATPE rupture, merci de nous aider", 8),
        ("Besoin de plumpynut svp, 5 MAS à Koro", 5),
        ("rougeole 3 cas, rupture vaccin", 3),
        ("20 TDR palu, besoin", None),
        ("30 ACT palu, rupture", None),
        ("40 moustiquaires palu, rupture", None),
        ("palu 12 kits, besoin", None),
    ],
)
def test_stock_is_no_case_and_takes_none_away(text: str, count: int | None) -> None:
    assert [each.count for each in reading(text).reports] == ([count] if count else [])


@pytest.mark.parametrize(
    "text", ["0 cas rougeole 0 PFA 0 meningite S48", "rougeole 0 PFA 0 meningite 0"]
)
def test_zeros_of_several_diseases(text: str) -> None:
    found = reading(text)
    assert found.zero
    assert not found.reports


@pytest.mark.parametrize(
    ("text", "female", "male", "count"),
    [
        ("palu 2 cas un berger et sa femme, Koro", 1, 1, 2),
        ("un pecheur mort de diarrhee comme de l'eau a Koro, sa femme malade aussi", 1, 1, 2),
        ("cholera au marché de Koro, 3 vendeuses malades", 3, 0, 3),
        ("fievre hemorragique 1 cas boucher decede ce matin Koro", 0, 1, 1),
        ("deux eleves ont le paludisme, filles, CM1", 2, 0, 2),
        ("cholera 24h 12f koro", 12, 24, 36),
    ],
)
def test_men_and_women(text: str, female: int, male: int, count: int) -> None:
    found = one(text)
    assert (found.female, found.male, found.count) == (female, male, count)


def test_who_asks_for_the_hospital_is_shown_it() -> None:
    assert reading("palu enfant 3 ans où est l'hopital").reports == ()


def test_a_place_of_two_letters_is_no_place() -> None:
    assert one("besoin T-I: 2 cas suspects de meningite, 2 filles, Koro").place.name == "Koro"


def test_who_never_had_measles_is_no_case() -> None:
    assert reading("jamais eu de rougeole au village").reports == ()


def test_what_the_sick_child_beside_zeros_has_is_reported() -> None:
    asked = reading("0 palu, 0 rougeole, fille malade fièvre 4 ans").question
    answered = asked.options[0].reading
    assert [(each.risk, each.count, each.female) for each in answered.reports] == [
        ("malaria", 1, 1)
    ]


@pytest.mark.parametrize(
    ("locale", "text", "vaccinated"),
    [
        ("en", "dog bite girl 6 years, no vaccine here", None),
        ("fr", "morsure chien fille 6 ans pas de vaccin ici Koro", None),
        ("fr", "rougeole fille 3 ans pas de vaccin Koro", False),
    ],
)
def test_a_vaccine_that_is_missing_here_says_nothing_of_the_child(
    locale: str, text: str, vaccinated: bool | None
) -> None:
    assert one(text, locale).vaccinated is vaccinated
