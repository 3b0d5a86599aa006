"""Messages as they come from a district's villages: tests that were done, limbs, who is whose."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "TDR palu: 22 faits, 14 positifs, 8 négatifs. Koro", "malaria", 14),
        ("fr", "Koro TDR palu fait 20, 10 pos 10 nég", "malaria", 10),
        ("en", "RDT done 40, pos 26. malaria, Koro", "malaria", 26),
        ("fr", "Koro, semaine du 23 au 29 : 13 TDR positifs, tous palu simple", "malaria", 13),
        ("fr", "méningite 1 cas fille 13 ans TDR négatif Koro", "meningitis", 1),
        ("fr", "méningite 2 cas, TDR paludisme négatif, Koro", "meningitis", 2),
        ("fr", "12 enfants dépistés, 3 MAS, Koro", "malnutrition", 3),
        ("fr", "Fille de 4 ans ne peut plus lever la jambe gauche depuis mardi, Koro", "afp", 1),
        ("fr", "sa jambe gauche est devenue molle d'un coup, garçon 5 ans, Koro", "afp", 1),
        ("fr", "enfant de 2 ans, le bras pend tout mou depuis avant-hier, Koro", "afp", 1),
        ("fr", "fille 2 ans, son bras mesure 105 mm. Koro", "malnutrition", 1),
        ("fr", "3 cas palu, taille 110 cm, Koro", "malaria", 3),
        ("fr", "Enfants très maigres pieds gonflés : 2 filles 1 garçon", "malnutrition", 3),
        ("fr", "la petite de 15 mois, le bracelet est rouge, Koro", "malnutrition", 1),
        ("fr", "7 élèves, 4 filles et 3 garçons, absents pour rougeole Koro", "measles", 7),
        ("fr", "2 femmes et 1 homme ont les yeux jaunes après une fièvre, Koro", "yellow_fever", 3),
        ("fr", "Mon mari a été mordu par un chien. Nous habitons à Koro.", "rabies", 1),
        ("fr", "famille de mon voisin : garçon mordu par un chien, Koro", "rabies", 1),
        ("en", "a mother has a newborn boy, jaw is locked, no suck", "neonatal_tetanus", 1),
        ("fr", "ma femme a un enfant de 2 ans avec rougeole, Koro", "measles", 1),
        ("fr", "une mère a la rougeole à Koro", "measles", 1),
        ("fr", "Ségou: 1 paluu grav, garson 6 ans", "severe_malaria", 1),
        ("en", "Soldier, 23, stiff neck, fever, Koro", "meningitis", 1),
        ("fr", "homme, 35, rougeole Koro", "measles", 1),
        ("fr", "15 malades, vomissements, cause inconnue, 2 morts", "unusual_cluster", 15),
        ("fr", "11 élèves de la même école vertiges et vomissements Koro", "unusual_cluster", 11),
        ("fr", "23 personnes ont vomi, toutes ont mangé la même sauce", "unusual_cluster", 23),
        ("en", "9 pupils fell ill the same afternoon with dizziness, Koro", "unusual_cluster", 9),
        ("fr", "3 hommes morts brutalement à Koro, sans maladie connue", "unexplained_deaths", 3),
        ("fr", "femme en grossesse morte à Koro, tension", "maternal_death", 1),
        ("fr", "3 ou 4 ans fille rougeole Koro", "measles", 1),
        ("fr", "fille moins de 5 ans rougeole Koro", "measles", 1),
        ("fr", "un éleveur a perdu 22 chèvres, elles meurent, Koro", "animal_deaths", 22),
        ("fr", "Sont morts 12 chèvres et 5 moutons, cela fait 17 bêtes", "animal_deaths", 17),
        ("fr", "31 petits ruminants morts, toux, diarrhée, Koro", "animal_deaths", 31),
        ("fr", "Vaches qui meurent : 17 mortes. On parle de moustiques.", "animal_deaths", 17),
        ("fr", "Koro TDR faits: 20. Positifs: 13. Tous mis sous traitement palu.", "malaria", 13),
        ("fr", "40 tdr palu faits, 27 positifs, Koro", "malaria", 27),
        ("fr", "2 frères, boutons rouges, fievre, yeux rouges. TDR palu nég. Koro", "measles", 2),
        ("fr", "Koro, 2 enfants rouges au MUAC", "malnutrition", 2),
        ("fr", "rougeole 1 fille Koro, rouge, PB 130 mm", "measles", 1),
        ("fr", "6 enfants très maigres, la peau sur les os, Koro", "malnutrition", 6),
        ("fr", "Une maladie bizarre : 6 personnes ont le visage gonflé", "unusual_cluster", 6),
        ("fr", "le garçon de ma voisine ne peut plus bouger ses deux jambes, Koro", "afp", 1),
        ("fr", "jambe gauche molle, garçon 3 ans, pas de chute ni d'injection, Koro", "afp", 1),
        ("fr", "1 palu gve, fille 3 ans, Koro", "severe_malaria", 1),
        ("fr", "Palu confirmé chez mon propre fils de 5 ans, Koro. Il va mieux.", "malaria", 1),
        ("fr", "PFA 1 enfant 18 mois Koro, vacciné polio 3 doses", "afp", 1),
        ("fr", "2 cas d ebola suspect ?? un homme et son fils, fievre, Koro", "vhf", 2),
        ("fr", "13 cas de palu dans 4 hameaux, Koro", "malaria", 13),
        ("fr", "Nouveau-né qui ne tète plus et se raidit. Mère non suivie.", "neonatal_tetanus", 1),
        ("en", "A newborn stopped sucking, stiff body, spasms. Baby girl.", "neonatal_tetanus", 1),
        ("fr", "Koro: 4 personnes mortes en trois jours sans explication", "unexplained_deaths", 4),
        ("fr", "rajout Koro: encore 1 cas de méningite, fille 12 ans", "meningitis", 1),
        ("fr", "PFA 1 garçon 2 ans Koro, il a reçu le vaccin polio", "afp", 1),
        ("fr", "Maman de 19 ans décédée après césarienne à Koro", "maternal_death", 1),
    ],
)  # fmt: skip
def test_what_is_reported(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "5 diarrhées à Koro, je ne sais pas si c'est avec du sang ou de l'eau"),
        ("fr", "palu Koro 9 cas ou bien 12, je ne suis pas sûr du nombre"),
        ("fr", "Méningite à Koro : l'infirmier dit 5 cas mais moi j'ai vu 2 seulement"),
        ("fr", "Chef, la rougeole est arrivée à Koro, les mamans ont peur"),
        ("fr", "30 TDR faits palu Koro"),
        ("fr", "vieux 60 ans jambe faible Koro"),
        ("fr", "enfant 3 ans, fièvre, bras faible, Koro"),
        ("fr", "tension 3 cas Koro"),
        ("fr", "conjonctivite 5 cas Koro"),
        ("fr", "3 garçons tombés malades le même jour, fièvre, Koro"),
        ("en", "Several people are sick in Koro, can someone come?"),
        ("fr", "beaucoup de gens sont malades à Koro, il n'a pas dit de quoi"),
        ("fr", "Plusieurs cas de rougeole à Koro, je ne connais pas encore le nombre"),
        (
            "fr",
            "Koro : le registre dit 12 palu, l'infirmier dit 15. Je ne sais pas lequel est bon.",
        ),
        ("fr", "Le nombre cette semaine est 17. CSCOM Koro"),
        ("fr", "Plus 2 à Koro, comme la semaine passée"),
        ("fr", "Rougeole Koro: 7 cas. Total des cas: 4 cas (2 garçons, 2 filles)."),
        ("en", "Koro measles: 8 cases, or maybe 3, the register does not agree"),
        ("fr", "On parle de choléra à Koro mais je ne sais pas combien de personnes"),
        ("fr", "rougeole filles moins de 5 ans Koro"),
    ],
)
def test_what_is_asked(locale: str, text: str) -> None:
    assert reading(text, locale).question is not None


@pytest.mark.parametrize(
    "text",
    [
        "Pour la semaine 48 au poste de Koro : 0 cas, 0 décès, 0 alerte.",
        "Bonsoir chef. Rien à signaler aujourd'hui dans mes trois hameaux.",
        "Cscom de Koro, notification zéro pour toutes les maladies",
        "TDR palu 12 faits 0 positif Koro",
    ],
)
def test_nothing_to_report(text: str) -> None:
    assert reading(text, "fr").zero


@pytest.mark.parametrize(
    ("locale", "text", "told"),
    [
        ("fr", "4 femmes qui font le palu à Koro et 1 homme aux yeux jaunes avec fièvre",
         [("malaria", 4), ("yellow_fever", 1)]),
        ("fr", "selles avec du sang : 3 personnes à Koro, et 1 femme mordue par un chien",
         [("bloody_diarrhoea", 3), ("rabies", 1)]),
        ("fr", "un garçon a la fièvre avec des boutons, et sa tante fait des selles avec du sang",
         [("measles", 1), ("bloody_diarrhoea", 1)]),
        ("en", "3 children: fever, rash, red eyes. Also one boy of 5 with severe malnutrition",
         [("measles", 3), ("malnutrition", 1)]),
        ("fr", "palu 4, mordus par chien 2 (garçons) Koro", [("malaria", 4), ("rabies", 2)]),
        ("fr", "rougeole,palu,mas: 2,17,1. Koro",
         [("measles", 2), ("malaria", 17), ("malnutrition", 1)]),
        ("fr", "j'ai 2 notifications : méningite 1 femme de 30 ans et morsure de chien 1 garçon",
         [("meningitis", 1), ("rabies", 1)]),
        ("fr", "Palu et rougeole à Koro : 10 palu, 2 rougeole", [("malaria", 10), ("measles", 2)]),
        ("fr", "3 suspects de menengite et 1 de rougeole", [("meningitis", 3), ("measles", 1)]),
        ("fr", "Fièvre + raideur de nuque : 1. Fièvre + éruption : 2. Koro.",
         [("meningitis", 1), ("measles", 2)]),
        ("fr", "Deux nouvelles: une femme est morte en accouchant, un garçon mordu par chien",
         [("maternal_death", 1), ("rabies", 1)]),
        ("fr", "dcd maternel 1, palu grave 2", [("maternal_death", 1), ("severe_malaria", 2)]),
        ("fr", "bilan de la semaine : 24 palu, 6 IRA, 1 morsure de chien. Koro",
         [("malaria", 24), ("respiratory", 6), ("rabies", 1)]),
        ("fr", "J'ai soigné 6 cas de palu simple et envoyé 1 palu grave au CSCOM. Koro.",
         [("malaria", 6), ("severe_malaria", 1)]),
        ("fr", "3 nouvelles rougeoles, 2 palu, 1 mort, Koro", [("measles", 3), ("malaria", 2)]),
        # What goes with a disease that is named is no second one.
        ("fr", "rougeole 3 enfants Koro, 1 garçon avec fièvre et boutons", [("measles", 3)]),
        ("fr", "palu 3 Koro et un homme qui tousse avec fièvre", [("malaria", 3)]),
        ("fr", "palu 2, rougeole 3, Koro", [("malaria", 2), ("measles", 3)]),
    ],
)  # fmt: skip
def test_several_are_told_apart(locale: str, text: str, told: list[tuple[str, int]]) -> None:
    found = reading(text, locale).reports
    assert [(each.risk, each.count) for each in found] == told


@pytest.mark.parametrize(
    ("text", "vaccinated"),
    [
        ("Koro rougeole 6, vacc non, 4 garçons 2 filles", False),
        ("Koro rougeole 6, vacciné: non", False),
        ("rougeole 3 vaccinés, non graves, Koro", True),
        ("rougeole 3 à Koro, ils n'ont pas eu le vaccin", False),
        ("2 personnes mordues par un chien à Koro ne sont pas encore vaccinées", False),
        ("PFA 1 enfant 18 mois Koro, vacciné polio 3 doses", True),
        ("PFA 1 fille 6 ans Koro. Vaccination polio non faite.", False),
    ],
)
def test_who_is_vaccinated(text: str, vaccinated: bool) -> None:
    assert one(text).vaccinated is vaccinated


def test_not_severe_is_not_severe() -> None:
    assert one("rougeole 3 vaccinés, non graves, Koro").severe == 0


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("PFA 1 garçon Koro. Paralysie depuis samedi 21", "2026-11-21"),
        ("méningite 1 homme Koro, ça a commencé le 23", "2026-11-23"),
        ("lundi 3 cas de palu Koro", "2026-11-23"),
        ("rougeole Koro samedi 21, 3 cas", "2026-11-21"),
        ("rougeole 1 fille Koro depuis 48 h", "2026-11-22"),
    ],
)
def test_when_it_began(text: str, day: str) -> None:
    assert str(one(text).onset) == day


def test_a_day_behind_its_weekday_counts_nobody() -> None:
    assert one("PFA 1 garçon Koro. Paralysie depuis samedi 21").count == 1
    assert one("palu Koro samedi 28 cas").count == 28


@pytest.mark.parametrize(
    ("text", "severe", "deaths"),
    [
        ("Rougeole 5 cas Koro, ya pas mort mais 1 est grave", 1, 0),
        ("rougeole 3 cas Koro, l'un est grave", 1, 0),
        ("palu 5 cas, dont 1 mort, tous moins de 5 ans, Koro", 0, 1),
        ("8 enfants de Koro ont la rougeole. Un des huit est mort.", 0, 1),
    ],
)
def test_one_of_them(text: str, severe: int, deaths: int) -> None:
    found = one(text)
    assert (found.severe, found.deaths) == (severe, deaths)


def test_an_age_of_all_is_of_all() -> None:
    found = one("palu 5 cas, dont 1 mort, tous moins de 5 ans, Koro")
    assert [(case.age_group, case.count) for case in found.cases] == [("under5", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "Bébé garçon d'une semaine ne tète plus et son corps est dur, Koro",
        "Bébé né il y a 6 jours, il serre la mâchoire, ne tète plus, Koro",
    ],
)
def test_the_days_of_a_newborn_are_its_age(text: str) -> None:
    found = one(text)
    assert (found.age_months, found.onset) == (0, None)


def test_who_writes_is_no_village() -> None:
    """`Sirakoro` and `Koro` are villages; the first may be somebody's name here."""
    found = one("Moi Koro, pêcheur à Bankass. Ma femme et mes deux filles ont le choléra.")
    assert found.place is not None
    assert (found.place.name, found.count) == ("Bankass", 3)
    assert (place := one("ici Koro ASC palu 3").place) is not None
    assert place.name == "Koro"
    assert (place := one("ASC Koro. 1 enf 3a palu, Bankass").place) is not None
    assert place.name == "Bankass"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "je vous prie de bien vouloir noter mon internat"),
        ("fr", "courage à toute la compagnie, la vie continue"),
        ("en", "we think the work in the room is expensive"),
    ],
)
def test_words_of_every_day_are_read_as_themselves(locale: str, text: str) -> None:
    """`prie` is no `prix`, `courage` no stiff neck, `work` no worm, `room` no red eye."""
    found = reading(text, locale)
    assert (found.reports, found.question) == ((), None)


def test_each_place_leads_its_disease() -> None:
    found = reading("Koro : rougeole 2 cas, Bankass : rougeole 1 cas").reports
    assert [(each.count, each.place and each.place.name) for each in found] == [
        (2, "Koro"),
        (1, "Bankass"),
    ]


def test_of_male_sex_is_no_other_person() -> None:
    found = one(
        "Nouveau-né de sexe masculin qui ne tète plus et se raidit quand on le touche, Koro"
    )
    assert (found.count, found.male) == (1, 1)
