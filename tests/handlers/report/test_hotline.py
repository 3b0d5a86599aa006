"""What a hotline hears: neighbours, shopkeepers, teachers, herders, and numbers that contradict."""

from __future__ import annotations

import pytest

from handlers.report.said import summary
from tests.handlers.report.test_grammar import RISKS, one, reading


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "Ma voisine me demande d'écrire. Son fils a la rougeole, Koro", "measles", 1),
        ("fr", "Une femme est morte en donnant naissance à Koro", "maternal_death", 1),
        ("fr", "jeune homme 17 ans, fièvre, il ne peut plus plier le cou, Koro", "meningitis", 1),
        ("fr", "Le nouveau-né est mort, mâchoire serrée, corps raide", "neonatal_tetanus", 1),
        ("fr", "12 élèves malades après le repas, ils voient trouble", "unusual_cluster", 12),
        ("fr", "25 invités ont des vertiges, ils ont bu le même lait", "unusual_cluster", 25),
        ("fr", "homme 52 ans, fievre, le sang sort par le nez, Koro", "vhf", 1),
        ("fr", "dracunculose: 1 rumeur, femme, 60 ans, Koro", "guinea_worm", 1),
        ("en", "Guinea worm rumour, 1 man, Koro", "guinea_worm", 1),
        ("fr", "Cas graves de palu : 4. Filles 3, garçon 1. Koro", "severe_malaria", 4),
        ("fr", "I.R.A 21 cas Koro", "respiratory", 21),
        ("fr", "périmètre brachial inférieur à 115 mm chez 8 enfants", "malnutrition", 8),
        ("en", "Child 15 months, arm tape red, both feet swollen. Koro.", "malnutrition", 1),
        ("en", "In Koro 20 goats died this week and we do not know why.", "animal_deaths", 20),
        ("fr", "un fil blanc, ver, sort de la jambe d'une fille 13 ans, Koro", "guinea_worm", 1),
        ("fr", "Ici un commerçant de Koro. On a perdu 5 personnes, on ne comprend pas",
         "unexplained_deaths", 5),
        ("fr", "covid TDR+ 2 cas, Koro", "respiratory", 2),
    ],
)  # fmt: skip
def test_what_is_reported(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    "text",
    [
        "Des animaux meurent à Koro depuis lundi.",
        "Encore le palu ici à Koro, c'est grave",
        "Total 8 cas de palu à Koro, soit 3 adultes et 4 enfants",
        "Koro: 4 cas de méningite ou 14, le registre n'est pas clair",
        "2 cas de rougeole à Koro, et aussi 3 autres malades, je ne sais pas de quoi",
        "15 à Koro S48",
    ],
)
def test_what_is_asked(text: str) -> None:
    assert reading(text, "fr").question is not None


@pytest.mark.parametrize(
    ("locale", "text", "female", "male"),
    [
        ("en", "two girls and one boy have measles. None of them is vaccinated. Koro", 2, 1),
        ("fr", "bjr.rougol 6kas a koro 3fil 3garson merci", 3, 3),
        ("fr", "Une élève de 13 ans a la rougeole, Koro", 1, 0),
        ("fr", "Une de mes élèves, 8 ans, a été mordue par un chien", 1, 0),
        ("fr", "Notre gardien, 60 ans, a le palu. Koro", 0, 1),
        ("fr", "Morsure par chien, un vieil homme de 70 ans, Koro", 0, 1),
    ],
)
def test_who_they_are(locale: str, text: str, female: int, male: int) -> None:
    found = one(text, locale)
    assert (found.female, found.male) == (female, male)


def test_none_of_them_is_vaccinated_denies_no_case() -> None:
    """It was once a zero report."""
    found = one("two girls and one boy have measles. None of them is vaccinated. Koro", "en")
    assert (found.count, found.vaccinated) == (3, False)
    assert one("fille 4 ans PFA Koro, 3 doses de vaccin reçues").vaccinated is True
    assert (
        one("cas susp fievre jaune=1 / H 31ans / debut 20.11 / non vacc / Koro").onset is not None
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Koro S48 : TDR positifs 33, palu grave 2, IRA 15",
         [("malaria", 33, 0), ("severe_malaria", 2, 0), ("respiratory", 15, 0)]),
        ("Palu 28 cas, palu grave 3 cas, décès palu grave 1. Koro.",
         [("malaria", 28, 0), ("severe_malaria", 3, 1)]),
        ("ils ont perdu 9 vaches, et maintenant 2 hommes ont une fièvre avec saignements. Koro",
         [("animal_deaths", 9, 9), ("vhf", 2, 0)]),
    ],
)  # fmt: skip
def test_several_are_told_apart(text: str, told: list[tuple[str, int, int]]) -> None:
    found = reading(text, "fr").reports
    assert [(each.risk, each.count, each.deaths) for each in found] == told


def test_who_is_of_unknown_age_is_not_said_to_be_of_any(catalogs) -> None:
    """Of eight three are adults; the others were once said back as adults too."""
    found = one("palu 8 cas, 3 adultes, Koro")
    said = catalogs.translate(summary(found, RISKS["malaria"]), "fr")
    assert said == "paludisme, 8 cas, 3 de 5 ans et +, Koro"


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "Koro: TDR fait 28, positif 19.", "malaria", 19),
        ("fr", "2 cas de rougeole, pardon je voulais dire 3 cas, à Koro", "measles", 3),
        ("fr", "2 cas de rougeole a koro pardon 3 cas", "measles", 3),
        ("fr", "enfants malnutris sévères 4 dont 3 filles, Koro", "malnutrition", 4),
        ("fr", "2 hommes, trois jours de fièvre et boutons. Koro", "measles", 2),
        ("fr", "2 hommes morts en saignant, fièvre. Ils ont mangé le même chameau", "vhf", 2),
        ("fr", "2 personnes, diarrhée d'eau de riz, dont 1 mort Koro", "watery_diarrhoea", 2),
        ("fr", "14 moutons sont morts, je ne sais pas quelle maladie. Koro", "animal_deaths", 14),
        ("fr", "le décès d'une femme de 19 ans, éclampsie. Koro", "maternal_death", 1),
        ("fr", "Bankass, dépistage de masse : 47 MAS", "malnutrition", 47),
        ("fr", "10 personnes ont des tremblements. On n'a jamais vu ça", "unusual_cluster", 10),
        ("en", "a newborn, no suck, stiff when touched. It is a boy.", "neonatal_tetanus", 1),
        ("fr", "Test covid positif pour 1 homme à Koro", "respiratory", 1),
        ("fr", "Covid : test positif pour 2 infirmières de Koro", "respiratory", 2),
        ("en", "covid test positive 2 nurses Koro", "respiratory", 2),
    ],
)  # fmt: skip
def test_what_a_district_writes(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    "text",
    [
        "Diarrhée 3 cas à Koro, je ne sais pas encore s'il y a du sang",
        "koro 4 cas rougeole non pardon 6 ou 4 je verifie le registre",
        "cas suspect a Koro, on fait quoi dr ?",
        "J'ai 5 malades chez moi à Koro. Qu'est-ce que je dois faire ?",
    ],
)
def test_what_a_district_is_asked(text: str) -> None:
    assert reading(text, "fr").question is not None


def test_a_number_beside_none_is_not_lost() -> None:
    """`Measles nil` once made nothing of the 26 beside it."""
    found = reading("Koro weekly: RDT+ 26. Measles nil.", "en").reports
    assert [(each.risk, each.count) for each in found] == [("malaria", 26)]
    found = reading("Koro : rougeole 9, paludisme 25, coqueluche 0.", "fr").reports
    assert [(each.risk, each.count) for each in found] == [("measles", 9), ("malaria", 25)]


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "PFA 1 cas, enfant 20 mois, 2 jambes molles depuis mardi. Koro", "afp", 1),
        ("en", "My son has fever and red spots all over. He is 3. Koro.", "measles", 1),
        ("fr", "C'est une maman de Koro. Mon fils a des selles de sang", "bloody_diarrhoea", 1),
        ("fr", "je suis une femme de 44 ans mordue par un chien, Koro", "rabies", 1),
        ("fr", "On a perdu une mère de 32 ans, rétention placentaire", "maternal_death", 1),
        ("en", "12 people vomiting and dizzy after the same wedding meal.", "unusual_cluster", 12),
        ("fr", "ver guinnée 2 suspects Koro", "guinea_worm", 2),
    ],
)  # fmt: skip
def test_what_mothers_and_midwives_write(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    "text",
    [
        "Koro rougeole 3 cas. Total rougeole Koro: 5 cas.",
        "palu 6? 9? je recompte, Koro",
        "Il y a des décès maternels à Koro",
    ],
)
def test_what_midwives_are_asked(text: str) -> None:
    assert reading(text, "fr").question is not None


def test_not_yet_vaccinated_is_not_vaccinated() -> None:
    assert one("Koro 1 garçon 8 mois rougeole non encore vacciné").vaccinated is False
    assert one("Koro: cas de rougeole: 2; vaccination: aucune").vaccinated is False


def test_a_mother_and_a_newborn_are_two_reports() -> None:
    found = reading("Koro: 1 mère décédée d'éclampsie, 1 cas de TNN", "fr").reports
    assert [each.risk for each in found] == ["maternal_death", "neonatal_tetanus"]


def test_who_asks_for_help_is_asked_and_who_asks_for_advice_is_not() -> None:
    assert reading("plusieurs malades chez nous a koro que faire", "fr").question is not None
    assert reading("comment soigner les malades a koro ?", "fr").question is None
