"""Numbers of others than the ill: who lives there, nets, snakes, days that add up, a feast."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("bm", "dugu in na mogo 400 be yen, nka mogo 2 dron be nyonin na. Koro", "measles", 2),
        ("bm", "mogo 400 be dugu in kono, mogo 3 be sumaya la. Koro", "malaria", 3),
        ("bm", "lakoliden 120 be yan, den 6 ye konoboli soro Koro", "watery_diarrhoea", 6),
        ("fr", "400 personnes sont ici mais seulement 2 ont la rougeole. Koro", "measles", 2),
        ("en", "400 people live here but only 2 have measles, Koro", "measles", 2),
        # All of them are ill.
        ("bm", "mogo 12 be konoboli la, den 4 ani baliku 8 Koro", "watery_diarrhoea", 12),
        ("bm", "mogo 5 be sumaya la, mogo 2 sara Koro", "malaria", 5),
    ],
)
def test_who_lives_there_is_no_case(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("bm", "an ye sange 30 di mogow ma, sumaya mogo 7 sorola Koro", 7),
        ("bm", "sumaya 7, sange 30 tilala Koro", 7),
        ("fr", "on a donné 30 moustiquaires, 7 cas de palu Koro", 7),
        ("fr", "30 moustiquaires distribuées aux gens, palu 7 Koro", 7),
        ("fr", "distribution de 30 moustiquaires, 7 palu Koro", 7),
        ("en", "we gave 30 nets to people, 7 malaria cases Koro", 7),
    ],
)
def test_nets_that_were_given_are_no_cases(locale: str, text: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == ("malaria", count)


def test_nets_that_are_asked_for_are_asked_about() -> None:
    assert reading("on demande 30 moustiquaires, 7 palu Koro", "fr").question


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("bm", "kono boli 3 kunun, bi 2 farala u kan, Koro", 5),
        ("bm", "kunun konoboli mogo 3, bi mogo 2 wɛrɛ farala u kan Koro", 5),
        ("bm", "kunun konoboli 3, bi 2 Koro", 5),
        ("fr", "diarrhée 3 hier, 2 se sont ajoutés aujourd'hui, Koro", 5),
        ("en", "diarrhoea 3 yesterday, 2 added today Koro", 5),
        ("en", "Tuesday 1 case, Thursday 2 more, Saturday 1 = 4 cases of diarrhoea in Koro", 4),
        ("fr", "mardi 1 cas, jeudi 2 autres, samedi 1 = 4 cas de diarrhée Koro", 4),
        ("bm", "konoboli 3 kunun Koro", 3),
    ],
)
def test_days_that_add_up(locale: str, text: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == ("watery_diarrhoea", count)


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("fr", "Cas groupés de vomissements apres un bapteme: 13 personnes, Koro", 13),
        ("fr", "13 personnes vomissent après un baptême Koro", 13),
        ("fr", "groupe de cas après un enterrement, 13 personnes Koro", 13),
        ("en", "cluster of vomiting after a naming ceremony: 13 people, Koro", 13),
        ("bm", "mogo 7 banana nyogonfe Koro, an te nin bana in don", 7),
        ("bm", "mogo 7 banana Koro, an ma nin bana in don", 7),
    ],
)
def test_who_fell_ill_together(locale: str, text: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count, found.deaths) == ("unusual_cluster", count, 0)


@pytest.mark.parametrize(
    ("locale", "text", "risk"),
    [
        ("fr", "rougeole après une fête: 3 enfants Koro", "measles"),
        ("en", "malaria 3 after the wedding Koro", "malaria"),
    ],
)
def test_a_feast_makes_no_cluster_of_a_disease(locale: str, text: str, risk: str) -> None:
    assert (one(text, locale).risk, one(text, locale).count) == (risk, 3)


@pytest.mark.parametrize(
    "text",
    [
        "mogo 4 sara tile 3 kono Koro, an ma u sa kun don",
        "mogo 4 sara Koro, an t'u sa kun don",
        "mogo 4 sara Koro, sa kun ma don",
    ],
)
def test_deaths_whose_cause_nobody_knows(text: str) -> None:
    found = one(text, "bm")
    assert (found.risk, found.count, found.deaths) == ("unexplained_deaths", 4, 4)


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("fr", "Deux morsures: 1 chien suspect de rage, 1 serpent Koro", 1),
        ("fr", "3 morsures : 1 de chien, 2 de serpent Koro", 1),
        ("fr", "2 morsures : 1 par un chien, 1 par un serpent Koro", 1),
        ("en", "3 bitten: 2 by dog, 1 by snake Koro", 2),
        ("fr", "2 morsures de chien et 1 serpent Koro", 2),
        ("fr", "2 morsures de chien Koro", 2),
    ],
)
def test_a_snakes_bite_is_no_rabies(locale: str, text: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == ("rabies", count)


def test_the_snake_is_named() -> None:
    text = "Deux morsures: 1 chien suspect de rage, 1 serpent Koro"
    assert reading(text, "fr").not_understood == ("serpent",)


@pytest.mark.parametrize(
    "text",
    [
        "rougeole 2 palu 8 Koro / rougeole 1 diarrhée 3 Mopti",
        "rougeole 2, palu 8 Koro; rougeole 1, diarrhée 3 Mopti",
        "rougeole 2 palu 8 Koro\nrougeole 1 diarrhée 3 Mopti",
        "Koro rougeole 2 palu 8 / Mopti rougeole 1 diarrhée 3",
    ],
)
def test_the_place_of_a_group_is_that_of_all_in_it(text: str) -> None:
    found = reading(text, "fr").reports
    places = [(each.risk, each.count, each.place and each.place.name) for each in found]
    assert places == [
        ("measles", 2, "Koro"),
        ("malaria", 8, "Koro"),
        ("measles", 1, "Mopti"),
        ("watery_diarrhoea", 3, "Mopti"),
    ]


def test_where_no_stroke_parts_the_groups_no_place_is_guessed() -> None:
    found = reading("rougeole 2 Koro, palu 8, diarrhée 3 Mopti", "fr").reports
    assert [each.place and each.place.name for each in found] == ["Koro", None, "Mopti"]


@pytest.mark.parametrize(
    ("locale", "text"), [("en", "malaria 3m Koro"), ("fr", "palu 3m Koro"), ("en", "malaria 3m")]
)
def test_a_letter_glued_to_its_number_may_be_months(locale: str, text: str) -> None:
    assert reading(text, locale).question


@pytest.mark.parametrize(
    ("locale", "text", "male"),
    [("en", "malaria 3 M Koro", 3), ("fr", "palu 3 m 2 f Koro", 3), ("fr", "palu 3 m Koro", 3)],
)
def test_a_letter_that_means_men(locale: str, text: str, male: int) -> None:
    assert one(text, locale).male == male


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "Nous étions 40 à la causerie sur le palu. Aucun malade vu cette semaine"),
        ("fr", "Causerie sur le palu avec 40 femmes. Aucun malade cette semaine"),
        ("fr", "Sensibilisation sur la rougeole, 30 participants. Pas de cas cette semaine"),
        ("en", "We were 40 at the talk on malaria. No sick people seen this week"),
        ("en", "Talk on malaria with 40 women. No sick people this week"),
    ],
)
def test_after_a_talk_nobody_is_ill(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert found.zero
    assert not found.reports
    assert not found.question


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Nous étions 40 à la causerie sur le palu. 3 malades du palu Koro", 3),
        ("merci pour la formation du 12. sinon 2 palu à Koro", 2),
    ],
)
def test_who_is_ill_is_told_beside_a_talk(text: str, count: int) -> None:
    assert one(text, "fr").count == count


def test_a_talk_alone_is_asked_about() -> None:
    assert reading("causerie sur le palu: 40 personnes", "fr").question


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "ya pas eu de malades chez nous mais a Koro ils ont perdu 11 boeufs"),
        ("en", "no sick people here but in Koro they lost 11 cows"),
    ],
)
def test_nobody_is_ill_but_animals_died(locale: str, text: str) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == ("animal_deaths", 11)
