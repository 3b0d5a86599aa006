"""What is said beside a report: by whom it is known, what it is not, animals, campaigns, stocks."""

from __future__ import annotations

import pytest

from bot.places.files import read_places
from bot.store.places import as_places
from handlers.report.grammar import read
from tests.handlers.report.test_grammar import _TREE, LEXICONS, RISKS, TODAY, asked, one, reading


@pytest.mark.parametrize(
    ("locale", "text", "female", "male", "vaccinated"),
    [
        ("en", "measles girl 3 yrs koro, father said not vaccinated", 1, 0, False),
        ("en", "grandmother told me the boy 5 yrs has measles, koro", 0, 1, None),
        ("fr", "rougeole fille 4 ans koro, la mère nous dit vaccinée", 1, 0, True),
        ("fr", "rougeole garçon 4 ans koro, selon sa mère non vacciné", 0, 1, False),
        ("fr", "d'après la tante, rougeole fille 6 ans koro", 1, 0, None),
        ("fr", "un homme et sa mère ont la rougeole koro", 1, 1, None),
        ("fr", "rougeole, selon le mari, sa femme 28 ans koro", 1, 0, None),
        ("fr", "rougeole fille 9 ans koro, père injoignable", 1, 0, None),
        ("en", "measles girl 3 yrs Koro, her father is a herder", 1, 0, None),
        ("fr", "rougeole enfant 2 ans koro accompagné de sa mère", 0, 0, None),
        ("fr", "rougeole garçon 3 ans koro, sa mère a refusé la vaccination", 0, 1, False),
        ("fr", "rougeole garçon 3 ans koro, sa mère malade aussi", 1, 1, None),
        ("fr", "rougeole fille 3 ans, son père 25 ans, koro", 1, 1, None),
    ],
)
def test_who_tells_of_it_is_no_case(
    locale: str, text: str, female: int, male: int, vaccinated: bool | None
) -> None:
    found = one(text, locale)
    assert (found.female, found.male, found.vaccinated) == (female, male, vaccinated)


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "paludisme et pas meningite, garçon 5 ans koro", "malaria", 1),
        ("fr", "ce n'est pas le cholera, TDR négatif. c'est le palu, 2 filles koro", "malaria", 2),
        ("fr", "rougeole, pas de choléra, garçon 4 ans koro", "measles", 1),
        ("en", "she does not have measles, it is meningitis, koro", "meningitis", 1),
        ("en", "not cholera but malaria, 4 women koro", "malaria", 4),
    ],
)
def test_what_it_is_not_takes_nobody_away(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


def test_a_letter_before_an_apostrophe_is_no_man() -> None:
    found = one("Je m'excuse pour le retard, palu fille 3 ans koro")
    assert (found.count, found.female, found.age_months) == (1, 1, 36)


@pytest.mark.parametrize(
    ("text", "female", "male"),
    [
        ("palu x2 koro 1F 1M", 1, 1),
        ("palu 4 koro 1F 3M", 1, 3),
        ("palu 5 (4 ♀ 1 ♂) koro", 4, 1),
    ],
)
def test_one_girl_and_her_brothers_are_no_ages(text: str, female: int, male: int) -> None:
    found = one(text)
    assert (found.female, found.male, found.age_months) == (female, male, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fille 3 ans FHV koro et 7 vaches sont mortes", [("vhf", 1, 0), ("animal_deaths", 7, 7)]),
        (
            "rougeole 2 filles koro, 5 moutons ont crevé",
            [("measles", 2, 0), ("animal_deaths", 5, 5)],
        ),
        ("palu 3 koro, mort de 6 chèvres aussi", [("malaria", 3, 0), ("animal_deaths", 6, 6)]),
        ("un chien a mordu 3 enfants koro, le chien est mort", [("rabies", 3, 0)]),
        ("palu 3 koro, le chien est mort", [("malaria", 3, 0)]),
        ("1 femme mordue par un chien, 4 moutons mordus aussi koro", [("rabies", 1, 0)]),
    ],
)
def test_animals_die_no_deaths_of_people(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(each.risk, each.count, each.deaths) for each in reading(text).reports] == found


def test_a_dog_may_have_a_guinea_worm() -> None:
    found = one("ver de guinée chez un chien koro")
    assert (found.risk, found.count) == ("guinea_worm", 1)


@pytest.mark.parametrize(
    ("locale", "text", "count", "deaths"),
    [
        ("fr", "2 morts de cholera et 5 autres cas de cholera koro", 7, 2),
        ("fr", "1 mort + 3 autres malades, palu koro", 4, 1),
        ("fr", "palu 5 cas dont 1 mort et 4 autres malades koro", 5, 1),
        ("en", "3 measles cases and 2 more measles cases Koro", 5, 0),
    ],
)
def test_others_are_not_the_same(locale: str, text: str, count: int, deaths: int) -> None:
    found = one(text, locale)
    assert (found.count, found.deaths) == (count, deaths)


@pytest.mark.parametrize(
    ("locale", "text", "risk"),
    [
        ("en", "measles? girl 2 yrs rash koro", "measles"),
        ("fr", "meningite ? garçon 12 ans nuque raide koro", "meningitis"),
        ("fr", "fille 4 ans palu? koro", "malaria"),
    ],
)
def test_a_suspicion_is_a_report(locale: str, text: str, risk: str) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, 1)


@pytest.mark.parametrize(
    "text", ["rougeole ? que faire pour une fille de 2 ans", "le palu ? comment l'éviter à 3 ans"]
)
def test_a_question_is_none(text: str) -> None:
    assert reading(text).reports == ()


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "merci pour les vaccins polio, 200 enfants vaccinés koro"),
        ("en", "thanks for the cholera vaccines, 300 people vaccinated Koro"),
        ("fr", "campagne polio: 500 enfants touchés koro"),
        ("fr", "plus de vaccin rougeole, envoyez 100 svp"),
        ("en", "out of malaria RDTs, please send 60"),
    ],
)
def test_who_was_vaccinated_and_what_is_missing_is_not_offered_as_cases(
    locale: str, text: str
) -> None:
    found = reading(text, locale)
    assert (found.reports, found.question) == ((), None)


@pytest.mark.parametrize(
    "text",
    ["vaccination rougeole 200 enfants koro", "campagne hier, 3 enfants atteints de rougeole koro"],
)
def test_what_may_be_cases_is_asked(text: str) -> None:
    assert asked(text)[0] == "yes"


@pytest.mark.parametrize(
    ("text", "count", "severe"),
    [
        ("4 enfants malnutris severes koro", 4, 4),
        ("1 enfant malnutri 2 ans bracelet rouge koro", 1, 0),
    ],
)
def test_malnourished_children(text: str, count: int, severe: int) -> None:
    found = one(text)
    assert (found.risk, found.count, found.severe) == ("malnutrition", count, severe)


def test_which_side_is_lame_is_no_number() -> None:
    found = one("paralysie bras droit enfant 2 ans koro")
    assert (found.count, found.age_months) == (1, 24)


VILLAGES = as_places(read_places("Saraféré\nLéré\nPalukoro\nKoro", _TREE), _TREE)


@pytest.mark.parametrize(
    ("text", "risk", "place"),
    [
        ("sumaya mɔgɔ 3 Saraféré", "malaria", "Saraféré"),
        ("ɲɔnin mɔgɔ 2 sarafere", "measles", "Saraféré"),
        ("palukoro 3", "malaria", "Koro"),
    ],
)
def test_a_known_name_is_not_taken_apart(text: str, risk: str, place: str) -> None:
    understood = LEXICONS.understand(text, "bm")
    [found] = read(understood, risks=RISKS, places=VILLAGES, today=TODAY, locale="bm").reports
    assert (found.risk, found.deaths, found.place and found.place.name) == (risk, 0, place)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("je ne sais pas, palu fille 3 ans koro", 1),
        ("on sent que 2 enfants ont le palu koro", 2),
        ("palu 3 koro quartier saint paul", 3),
    ],
)
def test_a_verb_that_sounds_like_a_number_is_none(text: str, count: int) -> None:
    assert one(text).count == count


@pytest.mark.parametrize("text", ["palu 3 non graves koro", "palu 3 cas, non décédés koro"])
def test_what_is_denied_of_cases_is_not_told_of_them(text: str) -> None:
    found = one(text)
    assert (found.count, found.severe, found.deaths) == (3, 0, 0)


@pytest.mark.parametrize(
    "text", ["pas rougeole fille 3 ans koro", "rougeole ou pas rougeole, fille 3 ans koro"]
)
def test_somebody_who_is_ill_is_not_nothing_to_report(text: str) -> None:
    assert not reading(text).zero


def test_tests_that_came_are_not_those_that_were_positive() -> None:
    assert asked("reçu 50 TDR palu, 6 palu positifs koro")[0] == "yes"


@pytest.mark.parametrize(
    ("text", "locale", "count"),
    [
        ("Koro : 20 chèvres avec diarrhée et jetage", "fr", 20),
        ("les vaches ont la diarrhée à Koro, 5 malades", "fr", 5),
        ("perte de 20 chèvres cette semaine à Koro, diarrhée", "fr", 20),
        ("20 goats with diarrhoea at Koro", "en", 20),
        ("cattle coughing at Koro, 5 sick", "en", 5),
    ],
)
def test_what_herds_have_is_no_disease_of_people(text: str, locale: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == ("animal_deaths", count)


@pytest.mark.parametrize(
    ("text", "risks"),
    [
        ("diarrhée 3 enfants et 2 chèvres mortes à Koro", ["watery_diarrhoea", "animal_deaths"]),
        ("2 bergers ont la diarrhée à Koro, ils ont des chèvres", ["watery_diarrhoea"]),
        ("choléra 4 Koro, des chèvres près du puits", ["watery_diarrhoea"]),
    ],
)
def test_people_beside_herds_keep_their_disease(text: str, risks: list[str]) -> None:
    assert [each.risk for each in reading(text, "fr").reports] == risks


@pytest.mark.parametrize(
    ("text", "locale", "place"),
    [
        ("rougeole 3 pas à Mopti mais à Koro", "fr", "Koro"),
        ("Mopti n'est pas le village, c'est Koro. rougeole 3", "fr", "Koro"),
        ("measles 3 not Mopti but Koro", "en", "Koro"),
        ("measles 3. Mopti no, sorry, Koro", "en", "Koro"),
        ("rougeole 3 Koro, pas Mopti", "fr", "Koro"),
        ("pas de rougeole à Mopti mais à Koro 3 rougeoles", "fr", "Koro"),
        ("pas de rougeole à Mopti mais à Koro 3", "fr", "Koro"),
    ],
)
def test_of_two_places_the_one_that_is_meant(text: str, locale: str, place: str) -> None:
    found = one(text, locale)
    assert (found.count, found.place.name if found.place else None) == (3, place)


@pytest.mark.parametrize(
    ("text", "locale", "risks"),
    [
        ("boy 3 yrs floppy legs since saturday, Koro, stool kit needed", "en", ["afp"]),
        (
            "rupture de gants : 1 rougeole fille 6 ans, 1 palu garçon 6 ans, Koro",
            "fr",
            ["measles", "malaria"],
        ),
        ("rupture de vaccin rougeole à Koro", "fr", []),
        ("il faut des TDR à Koro", "fr", []),
    ],
)
def test_what_is_lacking_takes_no_case_away(text: str, locale: str, risks: list[str]) -> None:
    assert [each.risk for each in reading(text, locale).reports] == risks


@pytest.mark.parametrize(
    ("text", "locale"), [("sem48 Koro 0 partout", "fr"), ("Nil return, Koro, 23-29 Nov", "en")]
)
def test_nothing_anywhere_is_a_zero_report(text: str, locale: str) -> None:
    assert reading(text, locale).zero
