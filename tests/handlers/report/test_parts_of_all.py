"""Numbers that belong together: part of all, added up, told one by one, or in several words."""

from __future__ import annotations

import pytest

from bot.places.files import read_places
from bot.store.places import as_places
from handlers.report.grammar import read
from tests.handlers.report.test_grammar import _TREE, LEXICONS, RISKS, TODAY, asked, one, reading


@pytest.mark.parametrize(
    ("locale", "text", "count", "deaths", "female"),
    [
        ("fr", "cholera 4 cas, 1 sur les 4 est mort, Koro", 4, 1, 0),
        ("fr", "rougeole 2 filles sur 5 cas Koro", 5, 0, 2),
        ("fr", "la rougeole a tué 2 enfants sur 9 à Koro", 9, 2, 0),
        ("en", "3 out of 8 malaria patients died, Koro", 8, 3, 0),
        ("en", "malaria: 2 of the 7 cases died, Koro", 7, 2, 0),
        ("en", "thirty-two measles, ten of them women, Koro", 32, 0, 10),
        ("en", "cholera 6, two of them dead, Koro", 6, 2, 0),
    ],
)
def test_a_part_of_all_is_among_them(
    locale: str, text: str, count: int, deaths: int, female: int
) -> None:
    found = one(text, locale)
    assert (found.count, found.deaths, found.female) == (count, deaths, female)


@pytest.mark.parametrize(
    "text", ["malaria 4 cases, 5 of them women", "palu 3 + 4 = 8 koro", "rougeole 2 sur 5"]
)
def test_more_than_all_is_asked_about(text: str) -> None:
    assert reading(text, "en").question is not None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("rougeole 1 cas hier + encore 2 ce matin = 3, Koro", 3),
        ("palu 3 + 4 = 7 koro", 7),
        ("palu 2 cas et 3 autres cas hier koro", 5),
        ("palu 5 cas sur 3 jours koro", 5),
        ("palu 10 sur 40 testés koro", 10),
        ("palu 2 enfants + 1 adulte = 3 koro", 3),
        ("palu 2 cas sur 4 villages koro", 2),
    ],
)
def test_what_is_added_is_counted_once(text: str, count: int) -> None:
    assert one(text).count == count


def test_a_mother_and_her_child_in_a_question_are_no_report() -> None:
    found = reading("que faire pour une mère et son bébé qui ont le palu ?")
    assert (found.reports, found.question) == ((), None)


@pytest.mark.parametrize(
    "text",
    [
        "1er cas: rougeole fille 3 ans Koro. 2e cas: rougeole garçon 5 ans Koro",
        "1er cas rougeole fille 3 ans, 2e cas rougeole garçon 5 ans, koro",
    ],
)
def test_cases_told_in_order_are_one_report(text: str) -> None:
    found = one(text)
    assert (found.count, found.female, found.male) == (2, 1, 1)


def test_cases_told_in_order_of_two_places_are_two() -> None:
    found = reading("1er cas rougeole fille koro, 2e cas rougeole garçon mopti").reports
    assert [each.place and each.place.name for each in found] == ["Koro", "Mopti"]


@pytest.mark.parametrize(
    "text", ["5 moutons morts chez un berger koro", "5 moutons morts dans un village koro"]
)
def test_an_article_of_a_place_counts_nobody(text: str) -> None:
    assert one(text).count == 5


def test_the_baby_of_a_mother_who_died_begins_its_own_report() -> None:
    found = reading("décès maternel et son nouveau-né avec tétanos koro").reports
    assert [(each.risk, each.count) for each in found] == [
        ("maternal_death", 1),
        ("neonatal_tetanus", 1),
    ]


@pytest.mark.parametrize(
    ("locale", "words", "number"),
    [
        ("fr", "deux cent cinq", 205),
        ("fr", "deux douzaines de", 24),
        ("fr", "3 dizaines de", 30),
        ("en", "ninety-nine", 99),
        ("en", "one hundred and four", 104),
        ("en", "three hundred and twenty-five", 325),
        ("en", "two dozen", 24),
        ("bm", "banabagatɔ bi wɔɔrɔ ni kelen", 61),
        ("bm", "banabagatɔ kɛmɛ fila ni tan", 210),
        ("bm", "banabagatɔ kɛmɛ ni bi saba ni duuru", 135),
    ],
)
def test_numbers_of_several_words(locale: str, words: str, number: int) -> None:
    case = {"fr": "cas", "en": "cases", "bm": ""}[locale]
    disease = {"fr": "palu", "en": "malaria", "bm": "sumaya"}[locale]
    assert one(f"{disease} {words} {case} koro", locale).count == number


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("fr", "mort subite de 25 poules koro", 25),
        ("fr", "3 morts inexpliquées de moutons koro", 3),
        ("en", "unexplained death of 12 cows Koro", 12),
        ("bm", "shɛ 40 sara Koro", 40),
        ("bm", "shɛ 10 ni saga 3 sara Koro", 13),
    ],
)
def test_animals_that_died_suddenly_are_no_people(locale: str, text: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == ("animal_deaths", count)


@pytest.mark.parametrize(
    "text",
    ["mort subite de 2 enfants et 10 poules koro", "morts subites 3, des moutons aussi koro"],
)
def test_of_people_or_of_animals_is_asked(text: str) -> None:
    assert asked(text)[:2] == ["unexplained deaths", "sick or dead animals"]


@pytest.mark.parametrize(
    "text",
    [
        "paralysie bras, sans blessure, garçon 4 ans koro",
        "paralysie garçon 4 ans pas d'accident koro",
    ],
)
def test_a_harm_that_there_was_not_is_not_asked_about(text: str) -> None:
    found = one(text)
    assert (found.risk, found.male, found.age_months) == ("afp", 1, 48)


@pytest.mark.parametrize(
    ("text", "vaccinated"),
    [
        ("paralysie fille 2 ans koro vaccin polio non", False),
        ("rougeole fille 3 ans, vaccin rougeole : oui, koro", True),
    ],
)
def test_a_vaccine_by_the_name_of_its_disease(text: str, vaccinated: bool) -> None:
    assert one(text).vaccinated is vaccinated


@pytest.mark.parametrize(
    ("text", "count", "months"),
    [("tetanos neonatal garçon j5 koro", 1, 0), ("palu 2 filles J3 koro", 2, None)],
)
def test_a_day_of_life_or_of_an_illness_counts_nobody(
    text: str, count: int, months: int | None
) -> None:
    found = one(text)
    assert (found.count, found.age_months) == (count, months)


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("roug. 2 cas (F 2ans, M 6ans) koro", "measles"),
        ("mening. 2 koro", "meningitis"),
        ("tétan. néon. 2 koro", "neonatal_tetanus"),
        ("dysent. 2 koro", "bloody_diarrhoea"),
        ("f. jaune 2 koro", "yellow_fever"),
    ],
)
def test_a_disease_cut_short(text: str, risk: str) -> None:
    found = one(text)
    assert (found.risk, found.count) == (risk, 2)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "tetanos neonatal 1 cas sexe M, 8 jours, maman non vaccinée, koro"),
        ("en", "neonatal tetanus boy 6 days, mother not vaccinated, Koro"),
    ],
)
def test_the_mother_of_a_case_is_none(locale: str, text: str) -> None:
    found = one(text, locale)
    assert (found.count, found.male, found.vaccinated) == (1, 1, None)


@pytest.mark.parametrize(
    ("locale", "text", "zero"),
    [
        ("fr", "rien à signaler, tout le monde va bien à koro", True),
        ("en", "nothing to report, everybody is doing well", True),
        ("fr", "aucun souci, le patient va bien", False),
    ],
)
def test_all_are_well_and_nothing_is_to_report(locale: str, text: str, zero: bool) -> None:
    assert reading(text, locale).zero is zero


def test_half_a_year_without_its_unit() -> None:
    assert one("measles boy aged three and a half Koro", "en").age_months == 42


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "not measles after all. Nothing to report"),
        ("fr", "finalement ce n'est pas le choléra, RAS cette semaine"),
    ],
)
def test_it_was_something_else_and_nothing_is_to_report(locale: str, text: str) -> None:
    assert reading(text, locale).zero


VILLAGES = as_places(read_places("Bourem\nBourem Inali\nFolo\nYouwarou", _TREE), _TREE)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("palu 3 bourem inaly", "Bourem Inali"),
        ("palu 3 bourem", "Bourem"),
        ("palu 3 folo, Youwarou", "Youwarou"),
    ],
)
def test_the_longest_name_and_the_one_with_a_capital_win(text: str, place: str) -> None:
    understood = LEXICONS.understand(text, "fr")
    [found] = read(understood, risks=RISKS, places=VILLAGES, today=TODAY, locale="fr").reports
    assert found.place is not None
    assert found.place.name == place


@pytest.mark.parametrize(
    ("locale", "text", "count", "deaths", "severe"),
    [
        ("fr", "Rougeole Koro : un enfant mort, deux autres malades dans la même cour", 3, 1, 0),
        ("fr", "rougeole Koro : un enfant mort, deux autres enfants malades", 3, 1, 0),
        ("fr", "rougeole koro, 1 enfant malade et 2 autres morts", 3, 2, 0),
        ("fr", "rougeole : 3 cas à Koro, plus 2 autres morts", 5, 2, 0),
        ("fr", "choléra koro: 1 homme mort, 4 autres malades dont 2 graves", 5, 1, 2),
        ("en", "measles Koro: one child died, two others are sick", 3, 1, 0),
        ("en", "measles koro 3 cases, 2 others died", 5, 2, 0),
        ("fr", "1 anfan mort de rougeol, 2 otre malad koro", 3, 1, 0),
        # Among those told of before.
        ("fr", "rougeole koro 5 cas : 3 malades, 2 autres personnes mortes", 5, 2, 0),
        ("fr", "palu koro 5 cas dont 2 graves, les 3 autres vont bien", 5, 0, 2),
        ("fr", "rougeole koro 3 malades dont 1 mort et 2 autres graves", 3, 1, 2),
        ("fr", "rougeole 2 cas koro, 3 autres enfants de la famille pas malades", 2, 0, 0),
        ("fr", "palu koro: 3 hommes et 2 autres femmes", 5, 0, 0),
    ],
)
def test_others_are_more(locale: str, text: str, count: int, deaths: int, severe: int) -> None:
    """Of the first two only the dead child was counted once."""
    found = one(text, locale)
    assert (found.count, found.deaths, found.severe) == (count, deaths, severe)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Chez les moins de 5 ans à Koro : MAS 8, palu 27", ["under5", "under5"]),
        ("moins de 5 ans : palu 27, IRA 8 dont 3 adultes. Koro", ["under5", None]),
        ("under 5 years: malaria 4, measles 2 Koro", ["under5", "under5"]),
        ("palu 4 moins de 5 ans, rougeole 2 Koro", ["under5", None]),
    ],
)
def test_an_age_that_heads_a_list_is_of_all_of_it(text: str, groups: list[str | None]) -> None:
    assert [found.age_group for found in reading(text).reports] == groups


def test_a_number_that_is_itself_doubted_is_asked_about() -> None:
    """Once it was nine."""
    assert asked("palu 6 cas. Non 9 cas ? Je ne sais plus") == [
        "six cases",
        "nine cases",
        "something else",
    ]
    assert one("palu 6 cas. Non 9 cas").count == 9


@pytest.mark.parametrize(
    ("text", "animals", "unread"),
    [
        ("ver de guinée 2 hommes 1 chien koro", False, ("1 chien",)),
        ("ver de guinée 1 chien koro", True, ()),
        ("ver de guinée 2 chiens koro", True, ()),
        ("un chien a le ver de guinée koro", True, ()),
        ("ver de guinée 1 homme koro", False, ()),
    ],
)
def test_a_dog_with_guinea_worm_is_no_person(text, animals, unread):
    found = one(text)
    assert found.animals is animals
    assert reading(text).not_understood == unread


async def test_who_hears_of_a_dog_hears_that_it_is_one(staffed):
    await staffed.plays(
        """
        > ver de guinée 1 chien douentza
        < No 1 : ver de Guinée, 1 animal, Douentza. Superviseur prévenu. Erreur ? ANNULER 1
        > ver de guinée 2 hommes 1 chien koro
        < No 3 : ver de Guinée, 2 cas masculins, Koro. Pas compris : 1 chien. Superviseur prévenu. Erreur ? ANNULER 3
        """  # noqa: E501
    )


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("palu -5: 4 +5: 2 koro", {"under5": 4, "over5": 2}),
        ("palu -5 : 4 ; +5 : 2", {"under5": 4, "over5": 2}),
        ("palu -5 4, +5 2", {"under5": 4, "over5": 2}),
        ("palu 4 -5, 2 +5", {"under5": 4, "over5": 2}),
        ("palu -5=4 +5=2", {"under5": 4, "over5": 2}),
        ("palu -5 ans: 4, +5: 2", {"under5": 4, "over5": 2}),
        ("palu -5:40/+5:22", {"under5": 40, "over5": 22}),
        ("rougeole -5 3 F 1 M +5 2 F", {"under5": 4, "over5": 2}),
    ],
)
def test_signs_before_a_five_are_age_groups(text, groups):
    found = one(text)
    told = dict.fromkeys(groups, 0)
    for case in found.cases:
        told[case.age_group] += case.count
    assert told == groups


@pytest.mark.parametrize(("text", "count"), [("palu 2+3", 5), ("palu 2 +5", 7), ("palu 3-5", 3)])
def test_one_sign_before_a_five_is_none(text, count):
    assert one(text).count == count


@pytest.mark.parametrize("text", ["palu 3 koro. palu 3 koro", "palu 3 koro; palu 3 koro.",
                                  "palu 3 koro\npalu 3 koro\n"])  # fmt: skip
def test_a_report_that_was_pasted_twice_counts_once(text):
    assert one(text).count == 3


def test_two_that_are_not_the_same_are_two():
    assert [found.count for found in reading("palu 3 koro. palu 3 boni").reports] == [3, 3]
