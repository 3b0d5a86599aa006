"""Supervisors who sum up, teams on campaign, and who counts again within one message."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        # Counted again
        ("fr", "Hier j'ai vu 3 palu à Koro, aujourd'hui 2 autres, donc total 5 palu", "malaria", 5),
        ("fr", "Avant 3 cas de rougeole à Koro, ajouter 1 nouveau aujourd'hui ça fait 4", "measles",
         4),
        ("fr", "5 acheteurs de SRO, selles liquides, eau de riz. Je signale donc 5 cas. Koro",
         "watery_diarrhoea", 5),
        ("fr", "3 cas de rougeole. Ah attends, j'ai mal compté. 2 cas de rougeole", "measles", 2),
        ("fr", "Koro : ce n'est pas 30 vaches mortes, c'est 33.", "animal_deaths", 33),
        ("en", "I said 5 malaria in Koro. One more came in, so please make it 6 in total",
         "malaria", 6),
        ("en", "we used 30 RDTs, 11 were positive so 11 malaria. Koro", "malaria", 11),
        ("fr", "Koro, enfant de 2 ans avec convulsions, palu TDR+, c'est un palu grave",
         "severe_malaria", 1),
        ("fr", "la PL d'un patient est trouble, donc 1 méningite suspecte, homme 33 ans, Koro",
         "meningitis", 1),
        # What teams did, and which teams
        ("fr", "212 enfants vaccinés à Koro, 1 cas suspect de rougeole trouvé", "measles", 1),
        ("fr", "visite à domicile Koro, 15 enfants vus, 4 TDR palu positifs", "malaria", 4),
        ("fr", "Kalana poste 2 : palu simple 5", "malaria", 5),
        ("en", "Vaccination team 4: one girl aged 3 with measles in Koro", "measles", 1),
        ("fr", "Campagne polio J3. 1 PFA détectée à Koro : fillette 30 mois, faiblesse du bras",
         "afp", 1),
        # Headings, and what others say
        ("fr", "Point de ce soir sur la diarrhée aqueuse à Koro : 18 cas, 3 décès, 9 guéris",
         "watery_diarrhoea", 18),
        ("fr", "Un auditeur, Monsieur Camara, appelle de Koro : 2 femmes sont mortes subitement",
         "unexplained_deaths", 2),
        ("en", "Pregnant teacher, 29, from Koro, bled heavily and died in the ambulance",
         "maternal_death", 1),
        ("fr", "enfant de 2 ans palu grave Koro. Je l'ai envoyé au CSRéf avec son père",
         "severe_malaria", 1),
    ],
)  # fmt: skip
def test_what_is_reported(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "JNV équipe 12 : 340 enfants vus, aucun cas suspect de PFA ni de rougeole trouvé."),
        ("fr", "CSCom Koro - semaine 48 - toutes MADO : 0"),
        ("en", "household visits done in Koro, 32 houses, zero cases."),
        ("fr", "point de cas cette semaine"),
    ],
)
def test_nothing_happened(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert found.zero
    assert not found.reports


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "Équipe 2 : rougeole à Koro !! il faut venir vite"),
        ("en", "Hi, the guard says there is measles in Koro"),
        ("fr", "1 cas grave à Koro, je l'envoie au CSRéf"),
        ("fr", "mon voisin de 37 ans a le covid, test fait à l'hôpital. Koro"),
        (
            "fr",
            "huit cas de choléra à Koro selon le chef de village mais cinq cas selon l'infirmier",
        ),
    ],
)
def test_what_is_asked(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert found.question is not None
    assert not found.reports


def places_and_counts(text: str, locale: str = "fr") -> list[tuple[str, int, str | None]]:
    found = reading(text, locale)
    assert found.question is None, text
    return [(r.risk, r.count, r.place.name if r.place else None) for r in found.reports]


def test_several_villages() -> None:
    assert places_and_counts("Koro palu 22, Boni palu 14 et rougeole 2, Konna RAS.") == [
        ("malaria", 22, "Koro"),
        ("malaria", 14, "Boni"),
        ("measles", 2, "Boni"),
    ]
    assert places_and_counts(
        "Koro malaria 20, Boni malaria 11 and measles 1, Konna nil.", "en"
    ) == [
        ("malaria", 20, "Koro"),
        ("malaria", 11, "Boni"),
        ("measles", 1, "Boni"),
    ]

    both = [("measles", 3, "Koro"), ("measles", 4, "Boni")]
    for text in (
        "Koro et Boni : 3 et 4 cas de rougeole respectivement",
        "7 cas de rougeole : 3 à Koro et 4 à Boni",
        "rougeole 7 cas dont 3 à Koro et 4 à Boni",
        "Koro: rougeole=3\nBoni: rougeole=4",
        "W47. rougeole: Koro 3, Boni 4",
    ):
        assert places_and_counts(text) == both, text


def test_a_sum_that_leaves_some_out_is_asked_about() -> None:
    assert reading("rougeole 32 cas dont 14 à Koro et 10 à Boni").question is not None


def test_the_same_number_of_two_diseases_is_no_sum() -> None:
    assert places_and_counts("Koro\npalu=17\nrougeole=17") == [
        ("malaria", 17, "Koro"),
        ("measles", 17, "Koro"),
    ]


def test_a_village_whose_name_is_nearly_a_word() -> None:
    """Sévaré is no severe malaria."""
    found = reading("Le palu: Sévaré 8 cas, Koro 3 cas")
    assert {report.risk for report in found.reports} <= {"malaria"}


def test_what_is_said_of_all_cases_of_one_disease() -> None:
    first, second = reading("6 cas palu et 2 cas rougeole. tt les cas palu sont <5ans").reports
    assert (first.risk, first.count, first.age_group) == ("malaria", 6, "under5")
    assert (second.risk, second.count, second.age_group) == ("measles", 2, None)


def test_who_writes_is_no_village() -> None:
    for text in (
        "Matrone Boni de Koro: 2 cas de rougeole",
        "C'est moi Boni le pêcheur. Un chien a mordu 2 femmes à Koro",
    ):
        assert [place for _risk, _count, place in places_and_counts(text)] == ["Koro"], text


@pytest.mark.parametrize("text", ["rougeole 5 Koro; vacc=non", "rougeole 5 Koro. Vaccin : 0 dose"])
def test_short_forms_of_not_vaccinated(text: str) -> None:
    assert one(text).vaccinated is False


def test_words_as_they_are_typed() -> None:
    found = one("2 colera Koro, 1 home 1 fame")
    assert (found.count, found.female, found.male) == (2, 1, 1)
