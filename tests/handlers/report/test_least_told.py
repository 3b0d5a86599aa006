"""More persons told of than were counted: it is asked, never filed as the smaller number."""

from __future__ import annotations

import pytest

from bot.text import Text
from tests.handlers.report.test_grammar import reading
from tests.handlers.report.test_persons_told import MONDAY, people, told


@pytest.mark.parametrize(
    ("text", "locale", "counted", "told_of"),
    [
        ("papa palu, maman palu, les 3 enfants ont le palu", "fr", "3", "5"),
        ("une femme et 2 enfants ont la rougeole, 1 enfant mort", "fr", "1", "3"),
        ("rougeole 2 cas : fille 3 ans, garçon 4 ans, bébé 8 mois", "fr", "2", "3"),
        ("rougeole fille 3 ans, 2 voisins aussi", "fr", "2", "3"),
        ("Une fillette. 3 ans. Rougeole. Une autre. 3 ans. Meme chose.", "fr", "1", "2"),
        ("deux femmes choléra, trois garçons choléra, la voisine choléra", "fr", "5", "6"),
        ("2 enfants ont la rougeole. Un voisin aussi. Une vieille aussi", "fr", "2", "4"),
        ("two women have measles, his sister too, the 3 kids too", "en", "5", "6"),
        (
            "rougeole: ma fille de 4 ans, mon fils aussi, et les deux enfants du voisin",
            "fr",
            "2",
            "4",
        ),
        ("my husband has cholera in Koro, me too", "en", "1", "2"),
        ("cholera: my husband, me too. Koro", "en", "1", "2"),
        ("my husband has cholera in Koro, a neighbour too", "en", "1", "2"),
        ("measles in Koro: a girl of 6 died yesterday, and 3 pupils sick", "en", "3", "4"),
        ("cholera in Koro: a man died yesterday, and a neighbour sick", "en", "1", "2"),
        ("malaria the mother and 2 neighbours in Koro", "en", "2", "3"),
        ("the mother and an old woman have cholera in Koro", "en", "1", "2"),
        ("un élève de 9 ans et 2 enfants ont le palu à Koro", "fr", "2", "3"),
        ("rougeole deux femmes et le grand-père, à Koro", "fr", "2", "3"),
        ("palu à Koro : un bébé de 8 mois mort hier, et 3 élèves malades", "fr", "3", "4"),
        ("mon mari 45 ans a les yeux jaunes et la fièvre. Moi aussi, depuis hier", "fr", "1", "2"),
    ],
)
def test_it_is_asked_how_many_there_are(text: str, locale: str, counted: str, told_of: str) -> None:
    question = reading(text, locale, MONDAY).question
    assert question is not None, text
    assert {counted, told_of} <= {option.key for option in question.options}


def test_the_answer_is_what_is_reported() -> None:
    question = reading("papa palu, maman palu, les 3 enfants ont le palu", "fr", MONDAY).question
    assert question is not None
    assert question.counted is not None
    assert isinstance(question.text, Text)
    [five] = question.counted(5).reports
    assert (five.risk, five.count) == ("malaria", 5)


def test_of_more_than_were_read_no_sex_is_told() -> None:
    text = "maman palu les 3 enfan osi palu, koro"
    question = reading(text, "fr", MONDAY).question
    assert question is not None
    assert question.counted is not None
    [four] = question.counted(4).reports
    assert (four.count, four.female, four.male, four.sex_unknown) == (4, 0, 0, 4)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("3 personnes ont la grippe, 2 hommes et 1 femme", 3),
        ("Deux enfants ont la rougeole, un garçon et une fille", 2),
        ("rougeole 1 cas, bébé 10 mois sexe féminin, la maman est venue ce matin", 1),
        ("Morte en couches, 1 femme, 40 ans, 9e enfant", 1),
        ("une femme est morte à 8 mois de grossesse en accouchant, elle avait 30 ans", 1),
        ("2 cas de rougeole, un père et son fils. Le fils vacciné à 9 mois", 2),
        ("2 enfants ont la rougeole. Un a 2 ans, l'autre 5 ans", 2),
        ("3 enfants malnutris: 1 fille 8 mois, 1 fille 15 mois, 1 garcon 2 ans", 3),
        ("méningite chez une fille de 15 ans, élève, à Koro", 1),
        ("Salam mon fils, deux femmes toussent avec une pneumonie", 2),
        ("Fièvre jaune, femme, 24 ans, épouse d'un boucher", 1),
        ("palu 2 cas un berger et sa femme", 2),
        ("méningite : le grand-père, ses deux frères et une voisine", 4),
        ("4 femmes et 2 hommes ont le choléra. Une des femmes est morte", 6),
        ("trois vieux du quartier ont la méningite, 3 hommes", 3),
        ("une femme et son mari ont la rougeole, leurs 3 enfants vont bien", 2),
        ("palu: femme 30 ans, bébé 6 mois, le mari est en voyage", 2),
        ("malnutri l'enfant de 10 mois PB 102 c'est une fille, son frère de 3 ans PB 108 aussi", 2),
    ],
)
def test_who_is_told_of_again_or_is_well_is_not_counted_twice(text: str, count: int) -> None:
    [report] = told(text)
    assert report.count == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "deux femmes mortes en accouchant et un bébé a le tétanos",
            [("maternal_death", 2, 2, 0, 2), ("neonatal_tetanus", 1, 0, 0, 0)],
        ),
        (
            "rougeole fille 3 ans. Son frère aussi. Leur petite soeur de 8 mois est morte",
            [("measles", 3, 2, 1, 1)],
        ),
        (
            "femme 22 ans diarrhée sanglante et son frère 30 ans la même diarrhée",
            [("bloody_diarrhoea", 2, 1, 1, 0)],
        ),
        (
            "cholera. Homme 33 ans. Son fils 3 ans, mort hier. la belle mere 60 ans début 29/11",
            [("watery_diarrhoea", 3, 1, 2, 1)],
        ),
    ],
)
def test_each_is_of_their_own_illness(
    text: str, expected: list[tuple[str, int, int, int, int]]
) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "under_five", "over_five"),
    [
        ("rougeole trois garçons de 3, 5 et 7 ans", 1, 2),
        ("rougeole 4 enfants de 2, 3, 4 et 6 ans", 3, 1),
        ("palu homme 40 ans et 3 enfants", 0, 1),
    ],
)
def test_an_age_is_of_whom_it_is_told(text: str, under_five: int, over_five: int) -> None:
    [report] = told(text)
    by = dict.fromkeys(("under5", "over5", None), 0)
    for case in report.cases:
        by[case.age_group] += case.count
    assert (by["under5"], by["over5"]) == (under_five, over_five)
    assert report.age_months is None


def test_the_age_at_which_a_child_was_vaccinated_is_not_its_age() -> None:
    [report] = told("rougeole fille vaccinée à 9 mois")
    assert (report.age_months, report.vaccinated) == (None, True)


def test_parents_and_grandparents_are_over_five_though_no_age_is_told() -> None:
    text = "Une fille de 16 ans a la rougeole. Le lendemain son père et samedi la grand-mère."
    [report] = told(text)
    assert (report.count, report.female, report.male, report.age_group) == (3, 2, 1, "over5")


def test_cases_that_are_counted_up_are_one_each() -> None:
    text = "Case 1 female 16 yellow eyes and fever. Case 2 male 18 yellow eyes and fever."
    assert people(text, "en") == [("yellow_fever", 2, 1, 1, 0)]


def test_a_twin_brother_is_one() -> None:
    text = "boutons fièvre chez une fille de 8 ans, chez son frère jumeau aussi depuis vendredi"
    assert people(text) == [("measles", 2, 1, 1, 0)]
