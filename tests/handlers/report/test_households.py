"""Families, herders with their animals, who is healthy, and measures: who of them is a case."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading

Found = list[tuple[str, int, int, int]]  # risk, cases, female, male


def told(text: str, locale: str) -> Found:
    found = reading(text, locale)
    assert found.question is None, text
    return [(each.risk, each.count, each.female, each.male) for each in found.reports]


@pytest.mark.parametrize(
    ("locale", "text", "female", "male", "count"),
    [
        ("fr", "rougeole le père et ses deux fils koro", 0, 3, 3),
        ("fr", "palu 1 élève 12 ans + sa tante 40 ans + bébé 7 mois, Koro", 1, 0, 3),
        ("fr", "mordus par un chien: trois garçons, un éleveur, Koro", 0, 4, 4),
        ("fr", "meningite sa nièce (4 ans) et son neveu (18 mois), Koro", 1, 1, 2),
        ("fr", "palu 2 fille et garçon koro", 2, 0, 2),
        ("fr", "cholera fille 4 ans, sa mere aussi malade Koro", 2, 0, 2),
        ("fr", "palu grav fille 4 ans, sa mere ossi", 2, 0, 2),
        ("en", "cholera boy 4 years, his father too Koro", 0, 2, 2),
        ("fr", "rougeole garçon 3 ans, son frere aussi vacciné Koro", 0, 1, 1),
        ("fr", "palu 1 fille, sa mere aussi n'a rien Koro", 1, 0, 1),
        ("fr", "palu 1f 4m Koro", 1, 4, 5),
        ("fr", "palu 1F 11m Koro", 1, 0, 1),
        ("fr", "palu fille 4 ans, son frere va bien Koro", 1, 0, 1),
        ("fr", "rougeole fille 3 ans, son frere n'est pas malade Koro", 1, 0, 1),
        ("en", "measles girl 3 years, her brother is not sick Koro", 1, 0, 1),
        ("fr", "leur père n'est pas malade mais 3 enfants ont la rougeole Koro", 0, 0, 3),
        ("en", "girl 4 years malaria, her husband ok", 1, 0, 1),
        ("fr", "palu fille 4 ans, son frere n'a rien", 1, 0, 1),
        ("fr", "rougeole fille 4 ans, son frere n'est pas vacciné, koro", 1, 0, 1),
        ("fr", "rougeole fille 4 ans et son frere vacciné", 1, 1, 2),
        ("fr", "sa mere aussi a la rougeole, garçon 3 ans", 1, 1, 2),
        ("fr", "rougeole 2f1gkoro", 2, 1, 3),
        ("fr", "palu chez 1 berger 1 enfant Koro", 0, 1, 2),
        ("fr", "un chien a mordu un berger koro", 0, 1, 1),
        ("fr", "un chasseur mordu par un chacal à Koro", 0, 1, 1),
        ("fr", "le chien du berger a mordu 2 enfants", 0, 0, 2),
        ("fr", "cholera deux bergers Koro", 0, 0, 2),
        ("fr", "deux bergers avec fièvre et saignement, ont touché une vache malade", 0, 0, 2),
        ("fr", "vomit du sang, fievre, homme, a touché un mouton mort. Koro", 0, 1, 1),
        ("fr", "enfant malnutri 20 mois fille poids 6 kg Koro", 1, 0, 1),
        ("fr", "MAS garçon 14 mois 6,5kg koro", 0, 1, 1),
        ("en", "muac 109mm girl 13 months Koro", 1, 0, 1),
        ("fr", "selles liquides plus de 10 fois par jour, un pecheur à Koro", 0, 1, 1),
        ("en", "a girl of 6 passing blood in stool for 2 days, Koro", 1, 0, 1),
        ("fr", "paludisme 5 enfants <5 ans 3 adultes Koro", 0, 0, 8),
        ("fr", "palu 1 fille 8 ans et 1 femme 22 ans à Koro, besoin de médicaments", 2, 0, 2),
        ("fr", "Paralysie flasque aigue fille 4 ans, 2 doses vpo, Koro", 1, 0, 1),
        ("fr", "palu 3 enfants et 2 femmes koro", 2, 0, 5),
        ("fr", "un chien a mordu 2 enfants et un berger koro", 0, 1, 3),
        ("fr", "palu 5 cas: 3 enfants et 2 femmes koro", 2, 0, 5),
        ("en", "malaria mother and 3 children Koro", 1, 0, 4),
        ("en", "cholera two women and one herder Koro", 2, 0, 3),
        ("en", "measles: a man and his two sons, Koro", 0, 3, 3),
        ("bm", "sumaya musonin kelen ani cɛkɔrɔba fila Koro", 1, 2, 3),
        ("fr", "la mère et la fille ont le choléra Koro", 2, 0, 2),
        ("en", "Grandmother, her daughter in law and a 2 year old grandson, measles", 2, 1, 3),
        ("en", "mother and two daughters, measles, Koro, the younger one died", 3, 0, 3),
        ("en", "a family of nine. Seven are healthy. Mother and a boy of 6 have measles", 1, 1, 2),
        ("fr", "ils sont 8 mais seulement 2 malades: rougeole, garçon et sa soeur", 1, 1, 2),
        ("bm", "cɛ ni a denkɛ fila ye nyoni sɔrɔ Koro, muso ka kɛnɛ", 0, 3, 3),
        ("en", "malnourished twins, both girls, 14 months, Koro", 2, 0, 2),
        ("en", "polio in two sisters aged 2 and 4 from Koro", 2, 0, 2),
        ("fr", "je suis la maman de 2 enfants a Koro, ils ont la rougeole", 0, 0, 2),
        ("fr", "ver de Guinée chez un pêcheur Koro", 0, 1, 1),
        ("fr", "2 enfants malnutris severes, PB rouge, 1f 1m Koro", 1, 1, 2),
        ("fr", "Fillette 2 ans très maigre, oedèmes des deux pieds Koro", 1, 0, 1),
        ("fr", "coleura 2 Koro 1ce 1muso", 1, 1, 2),
        ("bm", "muso kelen ni den fila ye nyoni soro Koro", 1, 0, 3),
        ("bm", "muso kelen ni a den fila, wulu kelen y'u bɛɛ kin Koro", 1, 0, 3),
        ("en", "A mother and her two daughters bitten by one dog near Koro", 3, 0, 3),
        ("en", "Sudden paralysis of both legs, boy, 6, Koro", 0, 1, 1),
        ("en", "bitten by a jackal: man, 52, Koro", 0, 1, 1),
        ("en", "bb boy 6 d old jaw locked wont suck, Koro", 0, 1, 1),
        ("fr", "3 ouvriers du site ont une forte fievre et le cou raide, Koro", 0, 0, 3),
        ("fr", "5 maraichers du site ont une forte fievre et le cou raide, Koro", 0, 0, 5),
        ("fr", "orpailleur 28 ans diarrhee eau de riz, Koro", 0, 1, 1),
        ("fr", "3 rougeoles... non 4 Koro", 0, 0, 4),
        ("en", "2 covid cases Koro, a man and his wife", 1, 1, 2),
        ("fr", "5 tdr positifs aujourdhui a Koro", 0, 0, 5),
        ("fr", "palu grave F 4 ans anemie severe Koro, on refere", 1, 0, 1),
        ("en", "malaria 8 Koro. Send RDTs", 0, 0, 8),
        ("en", "severe malaria girl 4y very pale, sent to hospital Koro", 1, 0, 1),
        ("en", "herdsman bleeding from nose and gums with fever, Koro", 0, 1, 1),
    ],
)  # fmt: skip
def test_who_is_a_case(locale: str, text: str, female: int, male: int, count: int) -> None:
    found = one(text, locale)
    assert (found.female, found.male, found.count) == (female, male, count)


@pytest.mark.parametrize(
    ("locale", "text", "found"),
    [
        ("fr", "Le mari est mordu par un chien, la femme a le palu, Koro",
         [("rabies", 1, 0, 1), ("malaria", 1, 1, 0)]),
        ("en", "wife has malaria, her husband was bitten by a dog and their baby has measles, Koro",
         [("malaria", 1, 1, 0), ("rabies", 1, 0, 1), ("measles", 1, 0, 0)]),
        ("fr", "palu 3 enfants et une femme a le choléra Koro",
         [("malaria", 3, 0, 0), ("watery_diarrhoea", 1, 1, 0)]),
        ("fr", "6 chevres mortes a Koro et le berger a la fievre et saigne du nez",
         [("animal_deaths", 6, 0, 0), ("vhf", 1, 0, 1)]),
        ("en", "15 camels are dead in Koro and their owner has had fever and nosebleeds",
         [("animal_deaths", 15, 0, 0), ("vhf", 1, 0, 0)]),
        ("en", "2 calves dead and the herder who skinned them has fever with bleeding. Koro",
         [("animal_deaths", 2, 0, 0), ("vhf", 1, 0, 0)]),
        ("fr", "3 vaches malades et 2 enfants avec rougeole Koro",
         [("animal_deaths", 3, 0, 0), ("measles", 2, 0, 0)]),
        ("fr", "10 poules mortes chez un berger Koro", [("animal_deaths", 10, 0, 0)]),
        ("fr", "palu 5 cas malnutrition 1 cas Koro",
         [("malaria", 5, 0, 0), ("malnutrition", 1, 0, 0)]),
        ("fr", "palu 5 cas, 3 cas de rougeole", [("malaria", 5, 0, 0), ("measles", 3, 0, 0)]),
        ("fr", "palu 5 cas rougeole 3 cas 2f 1m", [("malaria", 5, 0, 0), ("measles", 3, 2, 1)]),
    ],
)  # fmt: skip
def test_each_has_an_illness_of_their_own(locale: str, text: str, found: Found) -> None:
    assert told(text, locale) == found


def test_a_herder_with_fever_alone_is_asked_about() -> None:
    assert reading("6 chevres mortes et 2 bergers ont la fievre Koro").question is not None


@pytest.mark.parametrize(
    ("locale", "text", "risk"),
    [
        ("en", "kid of 18 months with fever, cough and a rash, Koro", "measles"),
        ("en", "Koro: man of 33 had fever last week and now his eyes are yellow", "yellow_fever"),
        ("en", "girl aged 10 bitten by a dog in Koro yesterday, wound washed", "rabies"),
        ("en", "pregnant lady died on the road to hospital with heavy bleeding, no fever. Koro",
         "maternal_death"),
        ("bm", "wulu dɔ ye cɛ kelen kin Koro kunun su fɛ", "rabies"),
        ("fr", "enfant chaud, cou dur, il crie qd on bouge la tête. Koro", "meningitis"),
        ("fr", "nourrisson 8 mois PB 108 mm, Koro", "malnutrition"),
        ("fr", "garçon 30 mois palu avec convulsions et coma, Koro", "severe_malaria"),
        ("fr", "pour le palu RAS. Par contre 1 femme de 50 ans yeux jaunes avec fievre, Koro",
         "yellow_fever"),
        ("fr", "mordue par chien errant : fille 9 ans, Koro, ce matin. Sérum dispo?", "rabies"),
        ("fr", "infirmerie de la mine, palu 1 Koro", "malaria"),
        ("en", "Malaria - 1 F - Koro. RDT stock ok.", "malaria"),
        ("en", "child 10 months MUAC 10.9cm Koro", "malnutrition"),
    ],
)  # fmt: skip
def test_what_the_signs_are_together(locale: str, text: str, risk: str) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, 1)


@pytest.mark.parametrize(
    ("locale", "text", "risk"),
    [
        ("fr", "6 personnes du même mariage sont tombées malades après le repas, Koro", "cluster"),
        ("en", "8 people sick the same way after a wedding meal in Koro", "cluster"),
        ("fr", "1 malade après le repas Koro", None),
        ("fr", "2 femmes fièvre même maladie Koro", None),
    ],
)
def test_two_or_more_who_fell_ill_together_are_a_cluster(
    locale: str, text: str, risk: str | None
) -> None:
    found = reading(text, locale)
    assert [each.risk for each in found.reports] == ([f"unusual_{risk}"] if risk else [])
    assert (found.question is None) == bool(risk)


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("fr", "les éleveurs ont perdu 25 chameaux Koro", 25),
        ("en", "Herders in Koro lost 25 camels this month", 25),
    ],
)
def test_lost_animals_are_dead(locale: str, text: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == ("animal_deaths", count)


def test_the_death_of_the_dog_that_bit_is_none_of_a_person() -> None:
    found = one("un chien a mordu 2 enfants Koro, le chien est mort")
    assert (found.risk, found.count, found.deaths) == ("rabies", 2, 0)


def test_one_person_vaccinated_is_vaccinated() -> None:
    assert one("rougeole 1 personne vaccinée Koro").vaccinated is True


def test_nobody_died_is_no_death() -> None:
    assert one("sumaya 12 Koro, mogo si ma sa", "bm").deaths == 0


def test_a_young_man_is_not_yellow() -> None:
    assert one("cou dur + fievre + vomi 1 jeune homme Koro").risk == "meningitis"


def test_of_several_with_malaria_one_convulses() -> None:
    assert one("palu 3 dont 1 avec convulsions Koro").risk == "malaria"


def test_arms_count_nobody() -> None:
    assert one("3 enfants MAS PB 110 112 109 Koro").count == 3
    assert reading("enfant 2 ans PB 120 mm Koro").reports == ()  # not severe: which disease?


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "rougeole 8 cas Koro. Personne n'était vacciné."),
        ("fr", "rougeole 2 filles Koro, aucune des deux n'est vaccinée"),
        ("en", "measles 3 Koro, nobody in the family was vaccinated"),
        ("fr", "rougeole gosse 8 mois jamai vaccine Koro"),
        ("fr", "rougeole 2 Koro personne vaccinée"),
        ("bm", "ɲɔni den duuru Koro, u si ma boloci"),
    ],
)
def test_nobody_vaccinated_is_not_vaccinated(locale: str, text: str) -> None:
    assert one(text, locale).vaccinated is False


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "méningite, début il y a deux semaines, jeune fille, Koro, guérie maintenant"),
        ("fr", "tetanos bb 9 jours meurt ce matin, la maman va bien, Koro"),
        ("en", "COVID-like illness, cough + no smell, Koro"),
        ("fr", "palu fille 4 ans, elle va mieux"),
        ("fr", "semaine passée 3 rougeoles, cette semaine RAS"),
        ("en", "last week 2 measles, this week none"),
        ("bm", "den kelen ye nyoni soro, a ba man bana"),
    ],
)
def test_what_may_be_a_case_is_asked_about_and_not_lost(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert not found.zero
    assert found.question is not None or found.reports


def test_a_dog_with_a_worm_is_no_zero_report() -> None:
    found = reading("wulu de banana, tumu be bo a sen na, mogo foyi te, Koro", "bm")
    assert not found.zero
    assert [each.risk for each in found.reports] == ["guinea_worm"]


def test_under_five_in_bambara() -> None:
    found = one("denmisɛn 6 sumaya, bɛɛ san 5 jukɔrɔ, Koro", "bm")
    assert [(case.age_group, case.count) for case in found.cases] == [("under5", 6)]


def test_since_when_tells_more_than_when_it_was_seen() -> None:
    found = one("vu ce matin, rougeole garçon 4 ans Koro, depuis 3 jours")
    assert found.onset is not None
    assert found.onset.isoformat() == "2026-11-21"


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("ira 4 cas et palu 6 cas", ("respiratory", 4, 0, 0), ("malaria", 6, 0, 0)),
        ("rougeole 4 cas + palu 6 cas", ("measles", 4, 0, 0), ("malaria", 6, 0, 0)),
        ("rougeole 2 cas et 3 cas de palu", ("measles", 2, 0, 0), ("malaria", 3, 0, 0)),
        ("rougeole 2f, meningite 1m", ("measles", 2, 2, 0), ("meningitis", 1, 0, 1)),
    ],
)
def test_two_diseases_keep_their_own_numbers_and_letters(text, first, second):
    assert told(text, "fr") == [first, second]


@pytest.mark.parametrize(
    "text", ["1f 8m palu", "rougeole 1f 2 ans, palu 3m", "girl 4 cholera, mother also sick"]
)
def test_what_may_be_an_age_is_asked(text):
    assert reading(text, "fr").question is not None


def test_of_guessed_villages_the_likeliest_is_meant_and_also_is_none():
    [found] = reading("palu grave fille 4 ans, sa mere ossi malade, dountza", "fr").reports
    assert (found.count, found.place.name) == (2, "Douentza")
    [found] = reading("palu 3 gosy dountza", "fr").reports
    assert found.place.name == "Douentza"


def test_a_short_code_beside_suspect_is_a_disease():
    assert told("FJ suspect 2 femmes", "fr") == [("yellow_fever", 2, 2, 0)]


def test_two_numbers_joined_are_asked_about() -> None:
    assert reading("15 et 3").question is not None
    assert reading("koro 3 mopti 4").question is None  # and named as not understood


def test_the_week_before_is_no_number() -> None:
    assert one("last week 2 measles Koro", "en").count == 2
