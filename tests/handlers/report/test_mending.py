"""What people take back within a message, repeat as a sum, or tell of other times and matters."""

from __future__ import annotations

import pytest

from handlers.report.finding import Case
from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "count", "place"),
    [
        ("fr", "palu 3 non 4 koro", 4, "Koro"),
        ("fr", "palu 5 non pardon 6 dont 1 mort koro", 6, "Koro"),
        ("fr", "palu 3 filles non 4 filles koro", 4, "Koro"),
        ("fr", "palu trois a Niono, pardon a Koro", 3, "Koro"),
        ("fr", "palu 3 non vaccinés koro", 3, "Koro"),
        ("en", "malaria 3 no sorry 4 Niono", 4, "Niono"),
        ("en", "measles 2 in Boni sorry Douentza", 2, "Douentza"),
        ("en", "malaria 3 no deaths koro", 3, "Koro"),
        ("bm", "sumaya 3 ayi 4 Koro", 4, "Koro"),
        ("bm", "ɲɔni 7 - n filila - 6 don, Koro", 6, "Koro"),
        ("fr", "palu 4 cas, pardon 5, koro", 5, "Koro"),
        ("fr", "palu 4 filles, c'est plutôt 3 koro", 3, "Koro"),
        ("fr", "palu 6 envoyé ce matin, c'était 7 en fait, Koro", 7, "Koro"),
        ("en", "measles 3 girls Koro, 2 girls actually", 2, "Koro"),
        ("en", "malaria 8 cases, no wait sorry, 9, Niono", 9, "Niono"),
        ("fr", "palu 3 Koro non pardon c'est 4 cas", 4, "Koro"),
        ("en", "malaria 3 in Koro, sorry I meant 5", 5, "Koro"),
        ("fr", "palu 3 filles Koro, pardon 4 filles", 4, "Koro"),
        ("fr", "palu 3 Koro, erreur 2 garçons", 2, "Koro"),
    ],
)
def test_the_last_word_counts(locale: str, text: str, count: int, place: str) -> None:
    found = one(text, locale)
    assert (found.count, found.place and found.place.name) == (count, place)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "fièvre jaune non, palu 2 koro"),
        ("fr", "rougeole pas de cas, palu 2 koro"),
        ("bm", "jɔntɛfin ayi, sumaya 2 koro"),
        ("bm", "nyoninsan pas de cas, sumaya 2 Koro"),
    ],
)
def test_what_is_denied_before_a_comma_is_not_what_follows(locale: str, text: str) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == ("malaria", 2)


@pytest.mark.parametrize(
    "text",
    [
        "palu 3 filles 4 garçons total 7 koro",
        "total 7 palu 3 filles 4 garçons koro",
        "7 palu au total, 3 filles 4 garçons koro",
        "palu 3 filles 4 garçons dont 1 mort en tout 7 koro",
    ],
)
def test_a_sum_is_said_twice_and_counted_once(text: str) -> None:
    found = one(text)
    assert (found.count, found.female, found.male) == (7, 3, 4)


def test_a_sum_that_is_none_is_asked_about() -> None:
    assert reading("palu 3 filles 4 garçons total 9 koro").question is not None


BY_AGE = {
    Case("female", "under5", 3), Case("male", "under5", 2),
    Case("female", "over5", 1), Case("male", "over5", 4),
}  # fmt: skip


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "palu moins de 5 ans: 3F 2M plus de 5 ans: 1F 4M koro"),
        ("fr", "palu moins de 5 ans 3 filles 2 garçons, adultes 1 femme 4 hommes koro"),
        ("en", "malaria under 5: 3F 2M over 5: 1F 4M koro"),
    ],
)
def test_an_age_leads_the_sexes_that_follow_it(locale: str, text: str) -> None:
    assert set(one(text, locale).cases) == BY_AGE


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "palu moins de 5 ans 5 plus de 5 ans 4 koro"),
        ("fr", "palu moins de 5 ans: 5, plus de 5 ans: 4 koro"),
        ("fr", "5 moins de 5 ans 4 plus de 5 ans palu koro"),
        ("en", "malaria under five 5 over five 4 koro"),
    ],
)
def test_the_number_of_each_age_is_its_own(locale: str, text: str) -> None:
    found = one(text, locale)
    assert set(found.cases) == {Case(None, "under5", 5), Case(None, "over5", 4)}


@pytest.mark.parametrize(
    ("locale", "text", "months", "sex"),
    [
        ("en", "boy of 4 with measles from Koro", 48, "male"),
        ("en", "girl of 6 measles Koro", 72, "female"),
        ("fr", "fille de 3 rougeole koro", 36, "female"),
        ("bm", "sumaya 1 garcon 12 ans koro", 144, "male"),
        ("bm", "sumaya 1 muso 30 ans koro", 360, "female"),
    ],
)
def test_an_age_however_it_is_said(locale: str, text: str, months: int, sex: str) -> None:
    found = one(text, locale)
    assert (found.count, found.age_months, found.cases[0].sex) == (1, months, sex)


def test_a_number_of_other_things_is_no_age() -> None:
    assert one("enfant de 2 familles rougeole koro").age_months is None


def test_last_year_is_not_now() -> None:
    found = reading("l'an passé on a eu 20 rougeoles, cette semaine rien")
    assert (found.reports, found.zero, found.question) == ((), True, None)
    assert reading("last year 12 measles, nothing this week", "en").zero


@pytest.mark.parametrize(
    "text",
    ["à la radio on dit qu'il y a 300 cas de choléra au Nigeria", "rumeur de 3 morts a koro",
     "l'an passé 20 rougeoles"],
)  # fmt: skip
def test_what_is_only_heard_of_is_asked_about(text: str) -> None:
    found = reading(text)
    assert found.reports == ()
    assert found.question is not None


@pytest.mark.parametrize(
    "text",
    ["besoin de 20 kits palu", "vaccin rougeole il reste 2 flacons au centre", "morsure de serpent",
     "on a fini les tests palu, besoin de 50 TDR", "un serpent a mordu un homme de 30 ans"],
)  # fmt: skip
def test_stocks_and_snakes_are_neither_reported_nor_asked_about(text: str) -> None:
    found = reading(text)
    assert (found.reports, found.question) == ((), None)
    assert found.not_understood != ()


@pytest.mark.parametrize("text", ["morsure 1", "2 mordus koro"])
def test_whose_bite_it_was_is_asked(text: str) -> None:
    assert reading(text).question is not None
    assert one("un chien a mordu 2 enfants koro").risk == "rabies"


def test_two_kinds_of_animals_are_one_report_where_they_lay_together() -> None:
    found = one("5 moutons morts et 2 vaches mortes à Hombori")
    assert (found.risk, found.count, found.deaths) == ("animal_deaths", 7, 7)
    apart = reading("3 vaches mortes koro 2 moutons morts boni").reports
    assert [each.count for each in apart] == [3, 2]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "4 anfan rujol on son pa vaksiné"),
        ("fr", "rujol 4 fiy pa vaksiné"),
        ("en", "measles 4 no polio vax"),
    ],
)
def test_not_vaccinated_by_ear_is_not_vaccinated(locale: str, text: str) -> None:
    found = one(text, locale)
    assert (found.count, found.vaccinated) == (4, False)


@pytest.mark.parametrize(
    ("locale", "text", "deaths"),
    [("bm", "sumayabana 10 niono saya te", 0), ("bm", "sumaya 10 niono saya 1", 1)],
)
def test_no_death_is_none_in_bambara_too(locale: str, text: str, deaths: int) -> None:
    assert one(text, locale).deaths == deaths


@pytest.mark.parametrize("text", ["pa di mor, pa di malad", "mon vilaj ya pa malad"])
def test_nothing_by_ear_is_no_malaria(text: str) -> None:
    found = reading(text)
    assert (found.reports, found.zero) == ((), True)
    assert one("pa 3 koro").risk == "malaria"


@pytest.mark.parametrize(
    ("text", "count", "onset"),
    [
        ("pour la semaine du 16 au 22 novembre : palu, quatorze cas", 14, None),
        ("palu 4 cas du 16 au 22/11 koro", 4, None),
        ("2e cas de rougeole koro", 1, None),
        ("12 moutons morts d'un coup koro", 12, None),
    ],
)
def test_numbers_that_put_in_order_count_nobody(text: str, count: int, onset: None) -> None:
    found = one(text)
    assert (found.count, found.onset) == (count, onset)


def test_what_became_of_an_earlier_case_is_no_new_one() -> None:
    assert reading("cas rougeole n°3 du 18/11: évolution favorable").reports == ()
    followed = reading("following up on yesterday's meningitis: doing better", "en")
    assert followed.reports == ()


@pytest.mark.parametrize(
    ("text", "count", "months"),
    [
        ("Yellow fever suspect, F, 27 y, not vaccinated, Koro", 1, 324),
        ("2-yr-old girl, fever & rash, Koro", 1, 24),
        ("man 40 eyes yellow and fever since 20th nov", 1, 480),
    ],
)
def test_ages_as_nurses_write_them(text: str, count: int, months: int) -> None:
    found = one(text, "en")
    assert (found.count, found.age_months) == (count, months)


def test_months_of_a_grown_person_are_asked_about() -> None:
    question = reading("1 VHF suspect: 29M, bleeding gums", "en").question
    assert question is not None
    assert [option.key for option in question.options][:2] == ["years", "months"]
    years = question.options[0].reading
    assert years is not None
    assert (years.reports[0].male, years.reports[0].age_months) == (1, 348)


def test_a_misspelt_disease_at_the_front_keeps_its_number() -> None:
    found = reading("pali 2 rougeole 1 choléra 4")
    assert found.reports == ()
    assert found.question is not None


@pytest.mark.parametrize(
    ("locale", "text", "risk"),
    [
        ("fr", "2 enfants toussent et respirent mal koro", "respiratory"),
        ("fr", "bébé de 6 jours ne tète plus, corps raide, koro", "neonatal_tetanus"),
        ("fr", "3 enfants maigres, pieds gonflés koro", "malnutrition"),
        ("en", "baby of 5 days cannot suck, body stiff, koro", "neonatal_tetanus"),
        ("en", "4 adults runny stomach like water koro", "watery_diarrhoea"),
    ],
)
def test_signs_that_are_one_disease_together(locale: str, text: str, risk: str) -> None:
    assert one(text, locale).risk == risk


def test_a_mother_who_died_is_a_woman() -> None:
    assert one("décès maternel 1 koro").female == 1


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("en", "malaria 4, wait no that was measles, 4 girls, Koro", "measles", 4),
        ("fr", "palu 3, non pardon rougeole, Koro", "measles", 3),
        ("fr", "palu 3 Koro erreur c'est rougeole", "measles", 3),
        ("en", "cholera 3 Mopti correction: bloody diarrhoea", "bloody_diarrhoea", 3),
    ],
)
def test_another_disease_was_meant(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


def test_a_second_disease_with_its_own_number_takes_nothing_back() -> None:
    found = reading("palu 3, pardon rougeole 2 Koro").reports
    assert [(each.risk, each.count) for each in found] == [("malaria", 3), ("measles", 2)]


def test_what_is_not_true_is_not_told() -> None:
    found = one(
        "Checked the meningitis rumour at Koro, it is not true. But 2 dysentery there", "en"
    )
    assert (found.risk, found.count) == ("bloody_diarrhoea", 2)


@pytest.mark.parametrize(
    "said",
    [
        "CORRIGER 123456789012345678 palu 3",
        "CORRIGER n° 12345678901234 palu 3",
        "ANNULER 123456789012345678",
    ],
)
async def test_a_number_that_is_too_long_is_that_of_no_report(staffed, said):
    await staffed.says("palu 2 koro")
    [refused] = await staffed.says(said)
    assert refused.startswith("Je ne trouve pas de rapport 123456789012")
    assert await staffed.rows("SELECT status FROM report") == [("filed",)]
