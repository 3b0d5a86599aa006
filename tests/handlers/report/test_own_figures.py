"""Figures of a week beside those that are none: other weeks, days, ages, pregnancies, no deaths."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading

NOBODY_DIED = [
    ("en", "Koro malaria 20, ARI 12, no ARI deaths", [("malaria", 20, 0), ("respiratory", 12, 0)]),
    ("en", "Koro measles 4, no measles deaths", [("measles", 4, 0)]),
    ("en", "Koro measles 4 no malaria death 1", [("measles", 4, 1)]),
    ("fr", "Koro rougeole 4, pas de palu, 1 décès", [("measles", 4, 1)]),
    ("fr", "Koro rougeole 3. personne né mor", [("measles", 3, 0)]),
    ("fr", "Koro rougeole 3. persone nest mor", [("measles", 3, 0)]),
    ("fr", "Koro rougeole 3. personne n é mort", [("measles", 3, 0)]),
    ("fr", "Koro rougeole 3. 1 personne est morte", [("measles", 3, 1)]),
    ("en", "Koro measles 10, 3 of them severe. No one died.", [("measles", 10, 0)]),
]
OF_ALL = [
    ("fr", "S48 Koro : rougeole 12 cas dont 1 décès. Cumul S1-S48 : 143 cas, 5 décès.", 12, 1),
    ("fr", "S48 Koro : rougeole 12 cas dont 1 décès. Cumul à la S48 : 143 cas, 5 décès.", 12, 1),
    ("fr", "S48 Koro : rougeole 12, 1 décès (cumul S1-S48 : 143 cas, 5 décès)", 12, 1),
    ("en", "W48 Koro measles 12 cases 1 death. Cumulative W1-W48: 143 cases, 5 deaths", 12, 1),
    ("fr", "Koro S48. Rougeole : 5 nouveaux cas, 1 décès. Semaine précédente 3 cas.", 5, 1),
    ("fr", "Koro S48. Rougeole : 5 cas, semaine précédente 3", 5, 0),
    ("en", "Koro W48 measles 5, previous week 3", 5, 0),
    ("fr", "Semaine précédente Koro rougeole 15", 15, 0),
    ("fr", "Koro S48 rougeole 5, semaine passée 8", 5, 0),
    ("fr", "Koro S48 rougeole 5. La semaine dernière c'était 8.", 5, 0),
    ("fr", "Rapport S48, la semaine passée, Koro rougeole 5", 5, 0),
    ("fr", "Koro S47 nous avions 7 cas de rougeole ; la semaine dernière 3", 3, 0),
    ("fr", "Koro S48 personne n'est mort, rougeole 5", 5, 0),
    ("fr", "Koro S48 12 personnes ont la rougeole", 12, 0),
]
ONE_OF_AN_AGE = [
    ("en", "yellow fever, a farmer (m) 47 Koro", 47),
    ("en", "yellow fever: teacher (M, 47), Koro", 47),
    ("fr", "fièvre jaune orpailleur (M 28) Koro", 28),
    ("fr", "rougeole 1 cas (F, 37) Koro", 37),
    ("en", "measles 1 case (M/7) Koro", 7),
]
MORE_OF_ONE_SEX = [
    ("fr", "rougeole 10 (M 7, F 3) Koro", 10),
    ("fr", "rougeole 3 Koro, F 1, M 2", 3),
    ("bm", "Kolokani ɲɔnin 3. muso 1 cɛ 2.", 3),
]
WITH_CHILD = [
    "Décès maternel Koro, éclampsie, G4P3, 31 ans", "Décès maternel Koro, G5P4A1, 31 ans",
    "Décès maternel Koro, 31 ans, gestité 4, parité 3",
]  # fmt: skip
HEADED = [
    ("Koro 30-11 matin: rougeole 1 (M, 7 ans, vacciné)", 1),
    ("Koro 28.11 rougeole 2 garçons", 2),
    ("Bjr, Koro, S 48, rien sauf rougeole 8 cas.", 8),
    ("Koro S 48 rougeole 3", 3),
    ("Hebdo 48 / Koro / rougeole : 3", 3),
]


@pytest.mark.parametrize(("locale", "text", "told"), NOBODY_DIED)
def test_nobody_died_of_it(locale: str, text: str, told: list[tuple[str, int, int]]) -> None:
    found = [(each.risk, each.count, each.deaths) for each in reading(text, locale).reports]
    assert found == told


@pytest.mark.parametrize(("locale", "text", "count", "deaths"), OF_ALL)
def test_what_was_told_before_is_none_of_it(
    locale: str, text: str, count: int, deaths: int
) -> None:
    found = one(text, locale)
    assert (found.risk, found.count, found.deaths) == ("measles", count, deaths)


@pytest.mark.parametrize(("locale", "text", "years"), ONE_OF_AN_AGE)
def test_an_age_behind_a_letter(locale: str, text: str, years: int) -> None:
    found = one(text, locale)
    assert (found.count, found.age_months) == (1, years * 12)


@pytest.mark.parametrize(("locale", "text", "count"), MORE_OF_ONE_SEX)
def test_people_behind_a_letter(locale: str, text: str, count: int) -> None:
    found = one(text, locale)
    assert (found.count, found.age_months) == (count, None)


@pytest.mark.parametrize("text", WITH_CHILD)
def test_how_often_she_gave_birth(text: str) -> None:
    found = one(text, "fr")
    assert (found.count, found.deaths, found.age_months) == (1, 1, 372)


def test_boys_are_no_pregnancies() -> None:
    assert (one("Koro rougeole G4 F3", "fr").male, one("Koro rougeole G4 F3", "fr").female) == (
        4,
        3,
    )


@pytest.mark.parametrize(("text", "count"), HEADED)
def test_days_and_weeks_that_head(text: str, count: int) -> None:
    found = one(text, "fr")
    assert (found.risk, found.count) == ("measles", count)


@pytest.mark.parametrize(
    ("locale", "text"),
    [("en", "Koro. For the week 16 to 22 November, malaria 52"),
     ("fr", "semaine 16 au 22/11 Koro palu 52")],
)  # fmt: skip
def test_days_are_no_weeks(locale: str, text: str) -> None:
    assert (reading(text, locale).week, one(text, locale).count) == ((22, 11), 52)


TOLD = [
    # People who were told of with others.
    ("fr", "rougeole 2 fille et 1 garson Koro. les 3 on moin de 5 an", [("measles", 3, 0)]),
    ("en", "measles 2 girls and 1 boy Koro. The 3 are under 5", [("measles", 3, 0)]),
    ("fr", "Koro palu : 28 moins de 5 ans, 36 plus de 5 ans, y compris 4 femmes enceintes",
     [("malaria", 64, 0)]),
    ("fr", "Koro palu : 28 moins de 5 ans, 36 plus de 5 ans, 4 femmes enceintes comptées dedans",
     [("malaria", 64, 0)]),
    ("fr", "Koro palu moins de 5 ans : 28, plus de 5 ans : 36 dont 2 femmes décédées",
     [("malaria", 64, 2)]),
    ("en", "Koro malaria: 28 under 5, 36 over 5, including 4 pregnant women",
     [("malaria", 64, 0)]),
    ("fr", "Koro, TDR faits 60, positifs 38, donc palu simple 38. Palu grave 6 évacués",
     [("malaria", 38, 0), ("severe_malaria", 6, 0)]),
    # Who died of what nobody knows are none of those who are ill of something else.
    ("fr", "Koro 5 morts de cause inconnue, palu 12",
     [("unexplained_deaths", 5, 5), ("malaria", 12, 0)]),
    ("fr", "Koro 5 morts en une semaine sans qu'on sache de quoi, semaine 48. Palu 12.",
     [("unexplained_deaths", 5, 5), ("malaria", 12, 0)]),
    ("fr", "Koro palu 12 et 2 morts de cause inconnue",
     [("malaria", 12, 0), ("unexplained_deaths", 2, 2)]),
    ("fr", "Koro palu 12 dont 5 morts de cause inconnue", [("malaria", 12, 5)]),
    ("fr", "Koro palu 12 dont 5 morts", [("malaria", 12, 5)]),
    ("fr", "Koro : en S48 13 cas de rougeole contre 6 en S47 et 4 en S46. Un décès, enfant.",
     [("measles", 13, 1)]),
    ("en", "goats dying at Koro, 12 dead in the past week", [("animal_deaths", 12, 12)]),
    ("fr", "Koro : 7 chèvres mortes et 3 vaches. Chez les gens, RAS.", [("animal_deaths", 10, 10)]),
    # What numbers the lines of a list, and what a district is called.
    ("fr", "Koro\n1. palu 12\n2. rougeole 3", [("malaria", 12, 0), ("measles", 3, 0)]),
    ("fr", "Koro\n1/ palu 12\n2/ rougeole 3", [("malaria", 12, 0), ("measles", 3, 0)]),
    ("fr", "Koro :\n1-palu\n2-rougeole", [("malaria", 1, 0), ("measles", 2, 0)]),
    ("fr", "DS Koro SE48 : palu 212, rougeole 8", [("malaria", 212, 0), ("measles", 8, 0)]),
    ("fr", "DS Koro 3", [("bloody_diarrhoea", 3, 0)]),
]  # fmt: skip
PLACES = [
    ("Douentza S48 rougeole : Koro 2, Konna 4", ["Koro", "Konna"]),
    ("Koro : rapport S48 déjà envoyé vendredi. Ajouter 4 cas de palu", ["Koro"]),
    ("Rapport semaine 48 Dountsa\nmaladie / cas / décès\npalu / 8 / 1\nméningite / 2 / 0",
     ["Douentza", "Douentza"]),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "text", "told"), TOLD)
def test_each_once(locale: str, text: str, told: list[tuple[str, int, int]]) -> None:
    found = [(each.risk, each.count, each.deaths) for each in reading(text, locale).reports]
    assert found == told


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_where_they_are(text: str, places: list[str]) -> None:
    found = [each.place.name for each in reading(text, "fr").reports if each.place]
    assert found == places


def test_a_baby_is_as_old_as_its_birth_says() -> None:
    found = one("un bb né à domicile ya une semaine à Koro est mort, tétanos", "fr")
    assert (found.age_months, found.onset) == (0, None)


@pytest.mark.parametrize(
    "text",
    [
        "Rougeole comme la semaine passée ici à Koro, un peu plus même",
        "Koro, bilan des semaines 47 et 48. S47 : palu 21, diarrhée 4. S48 : palu 16, diarrhée 6.",
        "rougeole S1-48 : 41 cas Koro. Les nouveaux ne sont pas comptés",
    ],
)
def test_what_is_not_said_is_asked(text: str) -> None:
    assert reading(text, "fr").question is not None


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Fièvre + saignement chez une bouchère de 36 ans à Koro", "female"),
        ("fièvre jaune, chamelier 28 ans, Koro", "male"),
        ("ver de guinée sort du pied dun pecheur a Koro", "male"),
        ("piroguier de Koro, j'ai débarqué 2 malades de choléra", None),
        ("Instituteur à Koro : un élève de 11 ans a le palu", None),
    ],
)
def test_the_sex_of_a_trade(text: str, sex: str | None) -> None:
    found = one(text, "fr")
    assert [each.sex for each in found.cases] == [sex]
