"""Numbers of an ordinary message that are no cases, and those that are."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading

CASES = [
    # Who was seen, screened, came, lives there.
    ("fr", "Vu 31 personnes en consultation à Koro, 4 avaient la diarrhée avec du sang",
     "bloody_diarrhoea", 4),
    ("fr", "Nous avons consulté 53 malades à Koro dont 16 paludismes", "malaria", 16),
    ("fr", "CPS terminée, 402 enfants ont reçu les médicaments. Palu confirmé 9 cas. Koro",
     "malaria", 9),
    ("fr", "rougol 120 deplacé son venu. 2 ka rougeol parmi eu koro", "measles", 2),
    ("fr", "choléra : 340 réfugiés arrivés à Koro, 6 cas", "watery_diarrhoea", 6),
    ("fr", "choléra Koro 6 réfugiés", "watery_diarrhoea", 6),
    ("fr", "L'école compte 300 élèves. 4 ont la rougeole à Koro", "measles", 4),
    ("fr", "Koro 5 enfants malades, 2 avec rougeole", "measles", 2),
    ("en", "Camp at Koro, 820 displaced people: 7 with watery diarrhoea", "watery_diarrhoea", 7),
    ("en", "SAM: 6 new cases out of 95 children screened, Koro", "malnutrition", 6),
    ("en", "One boy aged 10 with fever and stiff neck, Koro. School has 410 pupils.",
     "meningitis", 1),
    ("en", "20 goats dead at Koro, owner has 65 goats", "animal_deaths", 20),
    ("fr", "Awa de Koro avait 75 moutons, 18 sont crevés en 4 jours", "animal_deaths", 18),
    ("en", "Koro school, class 7 has 44 pupils and 13 are down with cough and fever",
     "respiratory", 13),
    ("en", "Man aged 33 bleeding from gums with high fever, Koro. 6 others in his house, all well.",
     "vhf", 1),
    ("fr", "Koro : 118 enfants mesurés, 102 verts, 13 jaunes, 3 rouges (malnutrition sévère)",
     "malnutrition", 3),
    ("fr", "à Koro sur 6 suspects on retient 4 cas de rougeole, les 2 autres sont écartés",
     "measles", 4),
    ("fr", "Palu à Koro : testés 52, positifs 29, tous traités", "malaria", 29),
    ("fr", "palu koro teste 52 positif 29", "malaria", 29),
    ("en", "Suspected VHF: man aged 50, fever, bleeding gums, Koro. Isolated, 7 contacts listed.",
     "vhf", 1),
    ("fr", "Annule et remplace mon sms de 10h : Koro 7 cas paludisme simple", "malaria", 7),
    ("fr", "Diarrhée avec sang à Koro : 3 malades vus hier et 2 vus aujourd'hui, donc 5 en tout",
     "bloody_diarrhoea", 5),
    ("fr", "À Koro ma femme et ma mère font la diarrhée comme de l'eau", "watery_diarrhoea", 2),
    ("fr", "palu Koro lundi 4, mardi 5, mercredi 3", "malaria", 12),
    ("fr", "rougeole Koro : 3 hier, 2 aujourd'hui", "measles", 5),
    ("en", "measles Koro yesterday 3 today 2", "measles", 5),
    ("fr", "rougeole Koro 3 cas depuis hier, 2 graves", "measles", 3),
    # All of them are ill.
    ("fr", "rougeole Koro 5 enfants, 2 graves", "measles", 5),
    ("fr", "4 personnes, vomissements et selles liquides, à Koro. 1 grave.", "watery_diarrhoea", 4),
    ("fr", "choléra, 2 morts sur 9 malades, Koro", "watery_diarrhoea", 9),
    ("fr", "À Koro 5 enfants MAS. 4 admis à l'URENAS", "malnutrition", 5),
    # Things, distances, registers, weeks.
    ("fr", "Femme de 27 ans décédée en accouchant à Koro. Elle habitait à 18 km du CSCom.",
     "maternal_death", 1),
    ("fr", "1 homme de 38 ans, fièvre hémorragique, a égorgé 2 boeufs, Koro", "vhf", 1),
    ("fr", "J'ai reçu 50 tests le 26. Il reste 12. Palu positif : 31 cas à Koro", "malaria", 31),
    ("fr", "28 ménages visités, 15 moustiquaires données, 2 palu à Koro", "malaria", 2),
    ("fr", "Koro : 61 enfants mesurés, 13 MAM, 4 MAS", "malnutrition", 4),
    ("fr", "palu à Koro : semaine passée 12, cette semaine 15", "malaria", 15),
    ("fr", "Palu à Koro : 25 en S46, 22 en S47, et 16 cette semaine S48", "malaria", 16),
    ("fr", "une femme morte en accouchant à Koro, 32 ans, c'était sa 6e grossesse",
     "maternal_death", 1),
    ("fr", "femme enceinte de 7 mois décédée en route, 19 ans, Koro. Charrette, 3 h de trajet",
     "maternal_death", 1),
    ("fr", "PFA à Koro : fillette 8 ans, 2 selles prélevées à 24 h d'écart", "afp", 1),
    ("fr", "Enfant mordue par un singe à Koro : fille, 7 ans, 2 plaies au bras", "rabies", 1),
    ("fr", "Paludisme S48 Koro : 36 cas (S47 : 41 cas, déjà envoyés)", "malaria", 36),
    ("en", "malaria 18 cases Koro, 45 RDTs done, 30 RDTs left", "malaria", 18),
    ("en", "SAM admissions this week: 11, one death, Koro", "malnutrition", 11),
    ("en", "One case of measles, patient no. 57, boy, 3 years, Koro", "measles", 1),
    ("en", "A worm is coming out of the leg of a woman in Koro. She is 28 and fetches water.",
     "guinea_worm", 1),
    ("fr", "palu grave femme enceinte à Koro, le mari refuse la référence", "severe_malaria", 1),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "text", "risk", "count"), CASES)
def test_only_the_ill_are_counted(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


EACH = [
    ("fr", "Koro palu grave 3 cas, transfusés 2. méningite 1 cas.",
     [("severe_malaria", 3), ("meningitis", 1)]),
    ("fr", "8 enfants à Koro, 3 ont la rougeole et 5 le palu", [("measles", 3), ("malaria", 5)]),
    ("fr", "Koro 3 malades transportés, rougeole 2, méningite 1",
     [("measles", 2), ("meningitis", 1)]),
    ("en", "Of 26 patients seen in Koro, 8 had malaria and 3 had bloody diarrhoea",
     [("malaria", 8), ("bloody_diarrhoea", 3)]),
    ("fr", "Cette semaine à Koro 17 CPN, 5 accouchements, 8 cas de palu et 1 décès maternel",
     [("malaria", 8), ("maternal_death", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "text", "told"), EACH)
def test_of_several_diseases_each_has_its_own(
    locale: str, text: str, told: list[tuple[str, int]]
) -> None:
    assert [(each.risk, each.count) for each in reading(text, locale).reports] == told


ASKED = [
    ("fr", "Paludisme à Koro : 10 cas dans le registre mais 14 cas sur la fiche"),
    ("fr", "Je compte 5 cas de diarrhée à Koro, mais l'infirmier dit 8 cas"),
    ("fr", "Il y a des cas de rougeole à Koro. Il nous reste 62 doses de VAR."),
]


@pytest.mark.parametrize(("locale", "text"), ASKED)
def test_which_number_is_meant_is_asked(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert found.question is not None
    assert not found.reports


DEATHS = [
    ("en", "Of the 6 children with measles in Koro not one survived.", 6, 6),
    ("fr", "Koro. 1 personne morte de diarrhée aqueuse, et 4 autres malades", 5, 1),
    (
        "en",
        "Three kids in Koro with measles. The youngest passed away on the way to the clinic.",
        3,
        1,
    ),
    ("fr", "Paludisme grave 2 cas à Koro, un a succombé", 2, 1),
    ("fr", "2 cas de méningite Koro. Les deux nous ont quittés", 2, 2),
    ("fr", "Diarrhée aqueuse Koro, 2 H et 5 F, soit 7, dont 1 F décédée", 7, 1),
    ("fr", "Rougeole à Koro, 7 cas. Pas une seule vie perdue, Dieu merci.", 7, 0),
    ("fr", "méningite Koro, hommes 3, femmes 4, total 7. 2 morts", 7, 2),
    ("fr", "Palu 11 cas Koro dont 2 enfants qu'on n'a pas pu sauver", 11, 2),
    ("fr", "Koro/rougeole/4 cas/F2/M2/0 dcd/non vac", 4, 0),
    ("en", "4 suspected cholera in Koro. 1 did not survive, 3 on drip", 4, 1),
    ("fr", "3 personnes sont décédées à Koro sans qu'on sache de quoi", 3, 3),
]


@pytest.mark.parametrize(("locale", "text", "count", "deaths"), DEATHS)
def test_how_many_died(locale: str, text: str, count: int, deaths: int) -> None:
    found = one(text, locale)
    assert (found.count, found.deaths) == (count, deaths)


NONE = [
    ("fr", "RAS à Koro cette semaine, 64 personnes reçues, rien de suspect"),
    ("fr", "Je n'ai eu personne avec la diarrhée, ni avec des boutons. Koro"),
    ("fr", "cahier vierge cette semaine, pas un seul cas. Koro"),
    ("en", "Koro: not one case this week, the register is blank."),
    ("en", "Koro: nothing to report, 17 people seen."),
    ("en", "Nothing to tell you from Koro, everyone is well."),
]


@pytest.mark.parametrize(("locale", "text"), NONE)
def test_nobody_is_ill_whoever_was_seen(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert found.zero
    assert not found.reports


NOT_THAT = [
    ("fr", "Ce n'est pas le palu, le TDR est négatif. Fièvre et cou raide, fille de 14 ans, Koro"),
    ("en", "Not malaria, RDT negative: stiff neck and fever in a man of 22, Koro."),
]


@pytest.mark.parametrize(("locale", "text"), NOT_THAT)
def test_which_disease_it_is_not_hides_none(locale: str, text: str) -> None:
    assert one(text, locale).risk == "meningitis"


def test_a_family_told_one_by_one_is_counted_or_asked_about() -> None:
    text = "rougeole à Koro dans une famille : le père 34 ans, la mère 28 ans, le garçon 6 ans"
    found = reading(text, "fr")
    assert found.question is not None or found.reports[0].count == 3


def test_three_meetings_are_no_cases() -> None:
    assert reading("Nothing to report for week 48. 3 meetings held.", "en").zero


def test_what_was_forgotten_of_an_older_week_is_named() -> None:
    """It is no number of this week; but it was told nowhere else."""
    found = reading("S48 palu 45, S47 oublié 30 Koro", "fr")
    assert [each.count for each in found.reports] == [45]
    assert found.not_understood == ("30",)
    assert reading("S48 palu 45, S47 30 Koro", "fr").not_understood == ()


@pytest.mark.parametrize(
    ("text", "count", "vaccinated"),
    [
        ("12 enfants vaccinés contre la rougeole, 1 cas de rougeole Koro", 1, None),
        ("30 filles vaccinées contre la rougeole. 2 cas de rougeole, Koro", 2, None),
        ("rougeole 2 enfants vaccinés Koro", 2, True),
        ("1 cas de rougeole, vacciné contre la rougeole, Koro", 1, True),
    ],
)
def test_whom_a_campaign_vaccinated_is_not_ill(
    text: str, count: int, vaccinated: bool | None
) -> None:
    found = one(text, "fr")
    assert (found.count, found.vaccinated) == (count, vaccinated)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "choléra 3 TDR négatifs à Koro"),
        ("fr", "30 tdr cholera faits"),
        ("en", "12 rapid tests done for malaria in Koro"),
    ],
)
def test_tests_of_which_none_is_positive_are_asked_about(locale: str, text: str) -> None:
    """`choléra 3 TDR négatifs` were three cases of cholera, and an alert."""
    question = reading(text, locale).question
    assert question is not None, text
