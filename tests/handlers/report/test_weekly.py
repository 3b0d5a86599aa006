"""Totals of a week as nurses write them: what is new, each number once, in its place."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.report.finding import Finding, Named
from tests.handlers.report.test_grammar import one, reading

MONDAY = date(2026, 11, 30)
LAST = 0
Counts = dict[str, int]


def told(text: str, locale: str = "fr") -> tuple[Finding, ...]:
    found = reading(text, locale, MONDAY)
    assert found.question is None, text
    return found.reports


def counts(text: str, locale: str = "fr") -> Counts:
    """Of each disease, which must come once."""
    reports = told(text, locale)
    found = {each.risk: each.count for each in reports}
    assert len(found) == len(reports), text
    return found


def deaths(text: str, locale: str = "fr") -> Counts:
    return {each.risk: each.deaths for each in told(text, locale)}


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        # All since the beginning were told when they were new.
        ("Koro. Choléra : 5 nouveaux cas en S48. Depuis le début 63 cas et 4 décès.", "fr", (5, 0)),
        ("Measles, Koro, week 48: 6 cases, no deaths. Cumulative 44 cases, 2 deaths", "en", (6, 0)),
        ("Measles Koro wk48: 6 new, cumulative 44 (2 deaths)", "en", (6, 0)),
        ("Koro choléra S48 : 4 cas dont 1 décès (cumul : 30 cas dont 5 décès)", "fr", (4, 1)),
        ("Cumul 2026 palu Koro: 1240 cas. S48 seule: 28 cas. Décès cumul: 6.", "fr", (28, 0)),
        ("1 ver de Guinée semaine 48 à Koro. Dracunculose cumul année : 2.", "fr", (1, 0)),
        ("2 cas de PFA à Koro en S48. 5 PFA cumulés depuis janvier.", "fr", (2, 0)),
        ("wk48 Koro measles 7 new, 38 since outbreak start, 1 death this wk", "en", (7, 1)),
        ("Cumulative measles 46 since January, 4 new in week 48, Koro", "en", (4, 0)),
        ("63 cas de rougeole depuis le début de l'épidémie, 5 cette semaine, Koro", "fr", (5, 0)),
        ("YTD measles 44. New this week 3. Koro", "en", (3, 0)),
        ("S48 Koro 3 nouvelles rougeoles portant le cumul à 41 cas et 2 décès", "fr", (3, 0)),
        ("Koro wk 48: measles cases 3, total to date 41, total deaths 2", "en", (3, 0)),
        ("koro S48 rougeole 3 ; depuis le 1er janvier 41", "fr", (3, 0)),
        ("koro rougeole S1 à S47 : 41 cas. S48 : 3", "fr", (3, 0)),
        ("koro rougeole 27 dont 3 cette semaine", "fr", (3, 0)),
        ("Koro S48 rougeole 41 (38 anciens, 3 nouveaux)", "fr", (3, 0)),
        ("Koro wk48 measles: 3 new + 38 old = 41", "en", (3, 0)),
        ("Koro rougeole 41 dont 38 déjà déclarés", "fr", (3, 0)),
        ("koro rougeole depuis le 1er octobre 41 cas dont 3 en S48", "fr", (3, 0)),
        ("koro rougeole 27 dont 3 décès cette semaine", "fr", (27, 3)),
        # Where nothing else is told they are reported, and so are those of a time that is short.
        ("Situation rougeole Koro : 11 cas cumulés, 2 décès", "fr", (11, 2)),
        ("Cumul hebdomadaire rougeole Koro : 10 cas", "fr", (10, 0)),
        ("3 cas de rougeole depuis le début de la semaine à Koro", "fr", (3, 0)),
        ("3 cas de toux depuis janvier à Koro", "fr", (3, 0)),
    ],
)
def test_what_was_told_when_it_was_new_is_not_told_again(
    text: str, locale: str, expected: tuple[int, int]
) -> None:
    [found] = told(text, locale)
    assert (found.count, found.deaths) == expected


def test_of_several_diseases_too_only_those_of_the_week() -> None:
    text = "Cumul depuis janvier : rougeole 44, palu 300. Semaine 48 : rougeole 2, palu 12. Koro"
    assert counts(text) == {"measles": 2, "malaria": 12}
    text = "S48 Koro rougeole 2 cumul 41, palu 12 cumul 1300"
    assert counts(text) == {"measles": 2, "malaria": 12}


@pytest.mark.parametrize(
    "text",
    [
        "Rougeole Koro : cumul 112 cas depuis janvier. Les nouveaux ne sont pas encore comptés.",
        "cumul palu depuis janvier 300 koro",
        "koro rougeole de S1 à S48 41 cas",
    ],
)
def test_where_only_all_of_a_long_time_are_told_it_is_asked(text: str) -> None:
    assert reading(text, "fr", MONDAY).question is not None


def test_no_new_case_beside_those_there_were_is_none() -> None:
    found = reading("Méningite Koro: aucun nouveau cas en S48. Cumul 12.", "fr", MONDAY)
    assert (found.reports, found.zero, found.question) == ((), True, None)


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("Koro, sem 46, 47 et 48. Palu : 10, 13, 9. IRA: 4, 2, 5.", "fr", (9, 5)),
        ("wk 45 46 47 48 Koro malaria 16 18 15 11, ARI 1 2 3 4", "en", (11, 4)),
        ("Koro, S47 puis S48 : palu 12 puis 19, IRA 1 puis 2", "fr", (19, 2)),
        ("S47/S48 palu 12/15 ira 3/4 Koro", "fr", (15, 4)),
        ("semaines 47 et 48 : palu 12 et 15, IRA 3 et 4. Koro", "fr", (15, 4)),
        ("S48, S47 : palu 9, 13, IRA 2, 3 Koro", "fr", (9, 2)),
        # No rows: a week, and its numbers.
        ("S48 palu 12, IRA 5 Koro", "fr", (12, 5)),
        ("S47 48 palu, 3 ira koro", "fr", (48, 3)),
    ],
)
def test_of_weeks_in_a_row_the_number_of_the_newest(
    text: str, locale: str, expected: tuple[int, int]
) -> None:
    assert counts(text, locale) == {"malaria": expected[0], "respiratory": expected[1]}
    if "S47 48" not in text:
        assert reading(text, locale, MONDAY).week == 48


@pytest.mark.parametrize(
    ("text", "locale", "count", "week"),
    [
        ("AWD Koro wk48 day by day: Mon 1 Tue 3 Wed 2 Thu 2 Fri 0 Sat 4 Sun 2 = 14", "en", 14, 48),
        ("Palu Koro S48. Lun: 2, Mar: 3, Mer: 1, Jeu: 4, Ven: 0. Total: 10", "fr", 10, 48),
        ("measles Koro Mon 1 Tue 0 Wed 2", "en", 3, (25, 11)),
        ("Rougeole à Koro : samedi 2 cas, dimanche 3 cas, en tout 5 pour la S48.", "fr", 5, 48),
    ],
)
def test_the_days_of_a_week_are_added(text: str, locale: str, count: int, week: object) -> None:
    found = reading(text, locale, MONDAY)
    assert [(each.risk != "", each.count, each.onset) for each in found.reports] == [
        (True, count, None)
    ]
    assert found.week == week


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Koro S48 : lundi 3 palu, mardi 2 palu, jeudi 5 palu", {"malaria": 10}),
        (
            "koro S48: lundi 2 rougeole, mardi 1 palu, jeudi 3 rougeole",
            {"measles": 5, "malaria": 1},
        ),
    ],
)
def test_a_disease_that_is_told_on_several_days_is_one_report(text: str, expected: Counts) -> None:
    assert counts(text) == expected
    assert {each.onset for each in told(text)} == {None}


def test_people_who_are_described_keep_their_days_apart() -> None:
    found = told("Koro 23/11 : 1 rougeole fille 2 ans. 24/11 : 1 rougeole garçon 4 ans")
    assert [(each.count, each.female, each.male) for each in found] == [(1, 1, 0), (1, 0, 1)]


def test_a_total_of_days_that_is_another_is_asked() -> None:
    assert reading("palu lun 2 mar 3 mer 1 total 9 koro", "fr", MONDAY).question is not None


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("Koro palu 58 (contre 71 la semaine d'avant), IRA 4 (contre 2)", "fr", (58, 4)),
        ("Koro this wk malaria 45 (prev wk 50), ARI 12 (prev 9)", "en", (45, 12)),
        ("S48 Koro palu 58 (sem. préc. 71), IRA 4 (préc. 2)", "fr", (58, 4)),
        ("S48 Koro palu 58 (71 en S47), IRA 4 (2 en S47)", "fr", (58, 4)),
        ("S48 Koro : palu 8, IRA 39. En S47 palu 3.", "fr", (8, 39)),
        ("Koro S48: palu 58, IRA 4. La semaine d'avant palu 71, IRA 2.", "fr", (58, 4)),
        ("S48 Koro palu 27 (S47: 35), IRA 12 (S47: 9)", "fr", (27, 12)),
        ("Koro, en S48 : 45 palu contre 50 ; 12 IRA contre 9", "fr", (45, 12)),
        ("S48 koro : palu 45 (+5 par rapport à S47), ira 12 (-3)", "fr", (45, 12)),
        ("S48 koro : palu 43 (+2 oubliés), ira 12", "fr", (45, 12)),
    ],
)
def test_what_is_compared_with_was_told_before(
    text: str, locale: str, expected: tuple[int, int]
) -> None:
    assert counts(text, locale) == {"malaria": expected[0], "respiratory": expected[1]}


@pytest.mark.parametrize(
    ("text", "locale", "count"),
    [
        ("koro palu passe de 25 à 30 en S48", "fr", 30),
        ("Malaria in Koro rose from 25 to 30", "en", 30),
        ("tendance palu koro 25 -> 30", "fr", 30),
        ("koro 12 palu, de 25 à 30 ans", "fr", 12),
    ],
)
def test_what_a_number_came_to(text: str, locale: str, count: int) -> None:
    assert one(text, locale).count == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("koro S48 palu suspects 50, testés 48, confirmés 30, traités 30", {"malaria": 30}),
        (
            "koro palu cas suspects 50 testés 48 confirmés 30 dont simples 28 graves 2 décès 0",
            {"malaria": 28, "severe_malaria": 2},
        ),
        ("koro S48 rougeole suspects 4 confirmés 1 décès 0", {"measles": 4}),
        ("koro S48 fièvre 20 dont TDR+ 12", {"malaria": 12}),
        ("Koro S48 TDR 60 dont 45+", {"malaria": 45}),
        ("Koro S48 TDR faits 60 positifs 45 dont 3 graves", {"malaria": 45}),
        ("koro S48 MAS 4 MAM 10 palu 20", {"malnutrition": 4, "malaria": 20}),
        ("koro S48 AVP 3 décès 0 palu 20", {"malaria": 20}),
        ("koro S48 palu 20 AVP 3 décès 0", {"malaria": 20}),
        ("Koro S48 palu 20, 2 décès non liés au palu", {"malaria": 20}),
        ("sem 48 palu quarante 5 koro", {"malaria": 45}),
    ],
)
def test_of_the_steps_of_a_form_the_cases(text: str, expected: Counts) -> None:
    assert counts(text) == expected
    assert set(deaths(text).values()) == {0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASC Koro S48 enfants vus 30 palu 12 pneumonie 5 MAS 2 référés 3",
         {"malaria": 12, "respiratory": 5, "malnutrition": 2}),
        ("Koro S48 palu 45 rougeole 2 complétude 8/8", {"malaria": 45, "measles": 2}),
        ("Koro S48 (8/10 CSCom) palu 45 rougeole 2", {"malaria": 45, "measles": 2}),
        ("Koro S48 8 aires sur 10 : palu 45 rougeole 2", {"malaria": 45, "measles": 2}),
        ("Koro S48 palu 45, incidence 4,5 pour 1000", {"malaria": 45}),
    ],
)  # fmt: skip
def test_who_was_seen_and_who_reported_are_no_cases(text: str, expected: Counts) -> None:
    assert counts(text) == expected
    assert {each.onset for each in told(text)} == {None}


@pytest.mark.parametrize(
    "text",
    [
        "Koro S48 palu entre 40 et 45",
        "Koro S48 palu 4 5",
        "Koro S48 palu 1 200",
        "Koro S48 incidence palu 4,5 pour 1000",
    ],
)
def test_how_many_there_are_is_asked_where_nobody_knows(text: str) -> None:
    """Of `1 200` once one case was reported."""
    assert reading(text, "fr", MONDAY).question is not None


def test_two_numbers_of_which_one_is_an_age_are_not_asked_about() -> None:
    assert one("rougeole 1 2,5 ans").age_months == 30


@pytest.mark.parametrize(
    "text", ["Koro 3 palu cas \n de décès : entre le", "rapport\ndu 23/11 Koro\nde palu 3"]
)
def test_a_new_line_is_no_word(text: str) -> None:
    """Once it was asked for its first word, which it has not."""
    assert reading(text, "fr", MONDAY) is not None


def test_a_week_that_was_forgotten_keeps_its_report() -> None:
    found = told("Koro je n'ai pas envoyé S47 : palu 30. S48 : palu 45")
    assert [(each.count, each.week) for each in found] == [(30, 47), (45, 48)]


@pytest.mark.parametrize(
    "text",
    [
        "Koro 12 cas dont 3 rougeole 9 palu",
        "Koro S48 12 cas : 3 rougeole, 9 palu",
        "Koro S48 12 cas : rougeole 3, palu 9",
        "Koro total malades 12 (3 rougeole, 9 palu)",
    ],
)
def test_the_number_of_all_diseases_is_of_none(text: str) -> None:
    """Once twelve had measles."""
    assert counts(text) == {"measles": 3, "malaria": 9}


def test_what_all_are_said_again_is_not_what_some_are() -> None:
    found = one("Koro 9 measles; 2 of 9 died; 4 of 9 vaccinated", "en")
    assert (found.count, found.deaths, found.vaccinated) == (9, 2, None)


@pytest.mark.parametrize("text", ["Koro 12 palu dans 3 familles", "Koro 12 malaria in 3 families"])
def test_families_are_no_cases(text: str) -> None:
    assert one(text, "en").count == 12


def test_of_a_week_that_is_not_counted_yet_nothing_is_reported() -> None:
    found = reading("Koro rougeole S46 2, S47 5, S48 pas encore", "fr", MONDAY)
    assert ([each.count for each in found.reports], found.week) == ([5], 47)


def test_the_dead_after_a_word_for_cases_are_of_them() -> None:
    assert deaths("koro palu 20 cas 3 décès") == {"malaria": 3}


@pytest.mark.parametrize(
    "text", ["rougeole 3 cas à Koro 1 à Boni", "measles 3 cases in Koro 1 in Boni"]
)
def test_a_number_with_a_place_of_its_own_is_not_lost(text: str) -> None:
    assert [(each.place.name, each.count) for each in told(text, "en") if each.place] == [
        ("Koro", 3),
        ("Boni", 1),
    ]


def test_villages_of_the_week_before_are_no_reports() -> None:
    text = "Rougeole S48 : Koro 7, Boni 2. Semaine d'avant : Koro 4, Boni 0."
    assert [(each.place.name, each.count) for each in told(text) if each.place] == [
        ("Koro", 7),
        ("Boni", 2),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Village | Palu | IRA\nKoro | 6 | 2\nBoni | 9 | 0", {"Koro": (6, 2), "Boni": (9, 0)}),
        ("Village Palu IRA\nKoro 6 2\nBoni 9 1", {"Koro": (6, 2), "Boni": (9, 1)}),
        ("Village;Palu;IRA\nKoro;6;2\nBoni;9;0\nTotal;15;2", {"Koro": (6, 2), "Boni": (9, 0)}),
        ("Maladie | Koro | Boni\nPalu | 6 | 9\nIRA | 2 | 0", {"Koro": (6, 2), "Boni": (9, 0)}),
        ("S48\nAire | Palu | IRA | Total\nKoro | 6 | 2 | 8", {"Koro": (6, 2)}),
        ("S48\nKoro : palu 6, IRA 2\nBoni : palu 9, IRA 1", {"Koro": (6, 2), "Boni": (9, 1)}),
    ],
)
def test_a_table_is_read_by_its_lines_and_columns(
    text: str, expected: dict[str, tuple[int, int]]
) -> None:
    found: dict[str, list[int]] = {place: [0, 0] for place in expected}
    for each in told(text):
        assert each.place is not None
        found[each.place.name][each.risk == "respiratory"] = each.count
    assert {place: tuple(both) for place, both in found.items()} == expected


@pytest.mark.parametrize(
    ("text", "malaria", "male"),
    [
        ("Maladie | <5 ans | >5 ans\nPalu | 12 | 18\nIRA | 4 | 2\nKoro S48", 30, 0),
        ("Koro S48\nMaladie H F\nPalu 12 18\nIRA 4 2", 30, 12),
        ("Koro\nMaladie | S47 | S48\nPalu | 25 | 30\nIRA | 5 | 6", 30, 0),
        ("Koro S48\nMaladie C D\nPalu 30 0\nIRA 6 0", 30, 0),
    ],
)
def test_columns_of_a_table_that_are_no_villages(text: str, malaria: int, male: int) -> None:
    assert counts(text) == {"malaria": malaria, "respiratory": 6}
    assert told(text)[0].male == male
    assert set(deaths(text).values()) == {0}


def test_villages_with_their_cases_and_deaths() -> None:
    """Once three dead of three."""
    found = told("Rougeole S48\nVillage cas décès\nKoro 3 1\nBoni 2 0")
    assert [(each.place.name, each.count, each.deaths) for each in found if each.place] == [
        ("Koro", 3, 1),
        ("Boni", 2, 0),
    ]


def test_columns_that_nobody_knows_are_asked_about() -> None:
    assert reading("Koro S48\nPalu 30 3\nIRA 6 1", "fr", MONDAY).question is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S48 Koro RAS, Boni 5 palu", [("Boni", 5)]),
        ("S48: palu 12 à Koro, aucun à Boni, 3 à Gao", [("Koro", 12), ("Gao", 3)]),
        ("S48 Koro: 12 palu. Boni: RAS. Gao: 3 palu", [("Koro", 12), ("Gao", 3)]),
        ("Koro 1) palu 12 2) palu grave 2", [("Koro", 12), ("Koro", 2)]),
    ],
)
def test_a_village_without_cases_takes_none_of_another(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert [(each.place.name, each.count) for each in told(text) if each.place] == expected


def test_other_villages_than_those_that_are_named_are_asked_about() -> None:
    text = "S48 palu total 20: Koro 12, Boni 5, autres villages 3"
    assert reading(text, "fr", MONDAY).question is not None


def test_a_total_of_a_table_that_is_another_is_asked() -> None:
    text = "Village;Palu;IRA\nKoro;6;2\nBoni;9;0\nTotal;25;2"
    assert reading(text, "fr", MONDAY).question is not None


@pytest.mark.parametrize(
    "text",
    [
        "Koro S48\nMaladie Cas Décès\nPalu 30 1\nRougeole 4 0",
        "Maladie : cas : décès\nRougeole : 4 : 0\nPalu : 30 : 1\nKoro S48",
        "Semaine 48, Koro. Cas/Décès: rougeole 4/0, palu 30/1",
        "S48 Koro cas et décès : rougeole 4 et 0, palu 30 et 1",
        "S48 / KORO / ROUGEOLE 4 / DECES 0 / PALU 30 / DECES 1",
        "S48 Koro rougeole 4, palu 30, décès palu : 1",
        "S48 Koro rougeole 4 palu 30 décès 1 palu",
    ],
)
def test_the_dead_of_each_disease_are_its_own(text: str) -> None:
    assert counts(text) == {"measles": 4, "malaria": 30}
    assert deaths(text) == {"measles": 0, "malaria": 1}


def test_between_slashes_each_word_has_its_number() -> None:
    """Once nine dead, and all vaccinated."""
    found = one("KORO / S48 / ROUGEOLE 9 / DECES 0 / VACCINES 0")
    assert (found.count, found.deaths, found.vaccinated) == (9, 0, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Koro sem 48. Palu simple 52, grave 4.", (52, 4, 0)),
        ("Koro : 29 paludismes simples, 2 graves", (29, 2, 0)),
        ("sem 48 koro palu 13 simple 2 grave", (13, 2, 0)),
        ("palu simple: 52; palu grave: 4; décès palu grave: 1 koro", (52, 4, 1)),
        ("S48. Palu = 19 ; PalG = 1. Koro", (19, 1, 0)),
    ],
)
def test_simple_and_severe_malaria_side_by_side(text: str, expected: tuple[int, int, int]) -> None:
    simple, severe, died = expected
    assert counts(text) == {"malaria": simple, "severe_malaria": severe}
    assert deaths(text) == {"malaria": 0, "severe_malaria": died}


@pytest.mark.parametrize("text", ["palu 52 dont grave 4 koro", "palu simple 52 dont 4 graves koro"])
def test_severe_ones_among_them_are_not_told_apart(text: str) -> None:
    assert (one(text).count, one(text).severe) == (52, 4)


@pytest.mark.parametrize(
    ("text", "locale", "count"),
    [
        ("S48 Koro palu 22 ; erreur de saisie, lire 32.", "fr", 32),
        ("koro palu 22 (lire 32)", "fr", 32),
        ("Koro malaria 22, typo, should read 32", "en", 32),
        ("koro sem48 c 15 palu pa 51", "fr", 15),
        ("g di 3 rougeole koro sem48 mais le 4e est venu dc c 4", "fr", 4),
    ],
)
def test_what_is_put_right_in_the_same_message(text: str, locale: str, count: int) -> None:
    assert one(text, locale).count == count


def test_a_code_of_malaria_counts_beside_another_disease() -> None:
    assert counts("rougeole 15 pa 51 koro") == {"measles": 15, "malaria": 51}


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("malaria under 5: 22, malaria 5 and over: 18. Total 40. Koro", "en", 40),
        ("Palu 0-59 mois 31, 5 ans et plus 37, soit 68. Koro", "fr", 68),
        ("palu <5 ans 12, >=5 ans 18, total 30 koro", "fr", 30),
    ],
)
def test_ages_and_their_total_are_one_report(text: str, locale: str, expected: int) -> None:
    assert counts(text, locale) == {"malaria": expected}


@pytest.mark.parametrize(
    ("text", "female"),
    [
        ("Koro S48 <5 ans : palu 20, ira 8 ; >5 ans : palu 25, ira 4", 0),
        ("Koro S48 moins de 5 ans: palu 20 ira 8. 5 ans et plus: palu 25 ira 4", 0),
        ("Koro S48 hommes : palu 20, ira 8 ; femmes : palu 25, ira 4", 25),
    ],
)
def test_lists_under_ages_and_sexes_are_one_report_of_each_disease(text: str, female: int) -> None:
    """Once the second age was that of the first list's last disease."""
    assert counts(text) == {"malaria": 45, "respiratory": 12}
    assert told(text)[0].female == female
    assert reading(text, "fr", MONDAY).week == 48


def test_ages_without_a_total_stay_apart() -> None:
    assert sorted(each.count for each in told("palu <5 ans: 18. palu >5 ans: 25. Koro")) == [18, 25]


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("Koro S48 - 35 palu - vaccination 140 enfants - CPN 38", "fr", {"malaria": 35}),
        ("malaria 40 Koro. vaccinated 88 kids with penta", "en", {"malaria": 40}),
        ("CPN 38, accouchements 12, palu 20 Koro S48", "fr", {"malaria": 20}),
        ("palu 20 vaccinés rougeole 120 enfants Koro S48", "fr", {"malaria": 20}),
        (
            "Koro consults 180: malaria 66, ARI 41, hypertension 9",
            "en",
            {"malaria": 66, "respiratory": 41},
        ),
        (
            "Koro RDT done 61, positive 33. 2 had severe malaria.",
            "en",
            {"malaria": 33, "severe_malaria": 2},
        ),
        ("rougeole....2\npalu....16\nKoro", "fr", {"measles": 2, "malaria": 16}),
        (
            "Koro this week 5 malaria and 2 running stomach (watery)",
            "en",
            {"malaria": 5, "watery_diarrhoea": 2},
        ),
        ("MAL 21 / WD 3 / BD 1 Koro", "en",
         {"malaria": 21, "watery_diarrhoea": 3, "bloody_diarrhoea": 1}),
        ("3 cas de diarrhée aqueuse type choléra, Koro", "fr", {"watery_diarrhoea": 3}),
        ("sem 48 g 9 palu, 2 ira koro", "fr", {"malaria": 9, "respiratory": 2}),
        ("rougeole : Koro 3, Boni 2, San 5. Total 10.", "fr", None),
    ],
)  # fmt: skip
def test_nothing_else_is_counted_and_nothing_is_lost(
    text: str, locale: str, expected: Counts | None
) -> None:
    found = told(text, locale)
    if expected is None:
        assert [each.count for each in found] == [3, 2, 5]
    else:
        assert counts(text, locale) == expected
    assert {case.sex for each in found for case in each.cases} == {None}


def test_who_was_sent_on_and_who_is_well_again_have_their_own_numbers() -> None:
    """Once all thirty were severe."""
    found = one("koro S48 palu 30 référés 4 guéris 26")
    assert (found.count, found.severe) == (30, 4)


@pytest.mark.parametrize("text", ["rougeole 5, vaccinés 2 koro", "palu 20. rougeole 5 vaccinés 2"])
def test_those_vaccinated_among_the_cases_are_no_routine(text: str) -> None:
    assert "2 vaccinés" in reading(text, "fr", MONDAY).not_understood


@pytest.mark.parametrize(
    ("text", "locale", "week"),
    [
        ("rien a signaler la semaine derniere chez nous a koro", "fr", LAST),
        ("palu 8, rougeole 1 fille pas vaccinée. pr la semaine passée. koro", "fr", LAST),
        ("Koro, week just ended: malaria 40", "en", LAST),
        ("la semaine écoulée (48) : 3 rougeole koro", "fr", 48),
        ("Tableau S48\nVillage | Palu | IRA\nKoro | 6 | 2", "fr", 48),
        ("WEEK 48: Table\nKoro: malaria 9, measles 1", "en", 48),
        # Other numbers take nothing away from a week that leads, or stands alone at the end.
        ("palu à Koro la semaine dernière : 58 sur 97 testés. 21 petits et 37", "fr", LAST),
        ("Koro. Plus 5 mais 6 rougeoles, vues dimanche soir. sem 48", "fr", 48),
        ("Les voyageurs ne sont pas comptés. Semaine 48 : palu 8 koro", "fr", 48),
        ("Koro sem 48. Palu en baisse 36 (semaine 47 : 51). IRA 29 (18).", "fr", 48),
        ("koro palu 13. S47 (celui de S48 suit)", "fr", 47),
        ("Koro S 48 : rougeole 1, palu 33", "fr", 48),
        ("Koro 48 eme semaine palu 7", "fr", 48),
        ("malaria 10, Koro, week ending 29/11", "en", (29, 11)),
        # Not where something else is of that week.
        ("palu 3 koro, 5 et 7 en S47", "fr", None),
        ("palu 3 koro, rien la semaine passée", "fr", None),
        ("rougeole 1 koro, fille vaccinée la semaine passée", "fr", None),
    ],
)
def test_the_week_of_a_total(text: str, locale: str, week: Named | None) -> None:
    assert reading(text, locale, MONDAY).week == week


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("S48 Koro\nPalu S : 44\nPalu G : 5", "fr", {"malaria": 44, "severe_malaria": 5}),
        ("Koro palu simp 40, grave 3", "fr", {"malaria": 40, "severe_malaria": 3}),
        (
            "Koro S48\n   <5   5+   total\npalu 14 22 36\nIRA 11 4 15",
            "fr",
            {"malaria": 36, "respiratory": 15},
        ),
        ("Koro S48\n   <5   5+\npalu 14 22\nIRA 11 4", "fr", {"malaria": 36, "respiratory": 15}),
        ("It was 10 not 1! dysentery, Koro", "en", {"bloody_diarrhoea": 10}),
        (
            "Meningitis 2, measles 1, Koro. The measles one is a 4 year old boy.",
            "en",
            {"meningitis": 2, "measles": 1},
        ),
        ("Koro palu grave 4 : 3 enfants, 1 femme enceinte. 1 décès", "fr", {"severe_malaria": 4}),
    ],
)
def test_each_form_and_each_case_is_counted_once(text: str, locale: str, expected: Counts) -> None:
    assert counts(text, locale) == expected


def test_a_letter_alone_is_no_severe_form() -> None:
    assert [each.risk for each in told("koro palu G : 5")] == ["malaria"]


def test_villages_that_are_named_first_are_counted_where_their_numbers_stand() -> None:
    reports = told("Koro et Boni : à Koro 12 palu, à Boni 7 palu")
    assert [(each.place and each.place.name, each.count) for each in reports] == [
        ("Koro", 12),
        ("Boni", 7),
    ]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("koro 5 pneumonies chez enfts - 5 ans", "under5"),
        ("koro 1 enfant - 5 ans, rougeole", "over5"),
        ("koro - rougeole - 3 enfants - 5 ans", "over5"),
    ],
)
def test_a_stroke_apart_means_less_of_several_children_only(text: str, group: str) -> None:
    assert one(text).age_group == group


def test_boys_by_their_letter_are_no_months() -> None:
    found = one("koro, 2 enfts M, rougeole, 1 vacciné 1 non")
    assert (found.count, found.male, found.age_months) == (2, 2, None)


def test_never_vaccinated_in_short_is_not_vaccinated() -> None:
    assert one("rougeole 1 fille 2 ans jms vaccinée koro").vaccinated is False


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("Semaine 48 koro rien sauf morsures de chien enragé : trois garçons", "fr", {"rabies": 3}),
        ("Koro week 48 nothing except 2 measles", "en", {"measles": 2}),
        ("koro rien, palu 3", "fr", {"malaria": 3}),
    ],
)
def test_nothing_but_what_is_told(text: str, locale: str, expected: Counts) -> None:
    assert counts(text, locale) == expected


def test_not_even_one_is_none() -> None:
    found = reading("méningite 0 rougeole 0 palu 0 . meme pa 1 . koro semaine 48", "fr", MONDAY)
    assert found.zero
    assert not found.reports
