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


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        # Well again
        ("fr", "Dysenterie 3 Koro, guéris, aucun décès", "bloody_diarrhoea", 3),
        ("fr", "rougeole 4 malades à Koro, 3 sont guéris, le dernier est référé", "measles", 4),
        ("fr", "Diarrhée liquide 3 enfants à Koro, SRO donné, ça va mieux", "watery_diarrhoea", 3),
        ("fr", "6 palu à Koro. Tous ont reçu les comprimés, tous vont bien", "malaria", 6),
        ("fr", "choléra Koro 18 cas, 9 guéris, 6 encore sous traitement", "watery_diarrhoea", 18),
        ("en", "measles, 2 boys, Koro, both recovered now", "measles", 2),
        # Taken back
        ("fr", "palu 8 cas Koro. non 9 cas", "malaria", 9),
        ("fr", "Rectificatif Koro: au lieu de 2 cas de méningite lire 1 cas", "meningitis", 1),
        ("fr", "erreur, lire 12 palu grave o lieu de 21, Koro", "severe_malaria", 12),
        ("fr", "lire 3 cas de rougeole au lieu de 30 cas de rougeole Koro", "measles", 3),
        ("fr", "palu 12 au lieu de 21 palu koro", "malaria", 12),
        ("en", "12 severe malaria instead of 21, Koro", "severe_malaria", 12),
        ("fr", "fils de 6 ans, plus de 10 selles liquides depuis ce matin, Koro",
         "watery_diarrhoea", 1),
        ("fr", "fille 3 ans 6 selles liquides par jour koro", "watery_diarrhoea", 1),
        ("fr", "3 selles liquides koro", "watery_diarrhoea", 3),
        ("fr", "1 cs susp FJ, Koro, H 45 ans", "yellow_fever", 1),
        ("fr", "rougeole 9 cas, pas 90, Koro", "measles", 9),
        ("fr", "Koro : un cas de PFA. Non, correction, deux cas de PFA.", "afp", 2),
        ("en", "2 cholera cases at Koro, sorry, 3 cholera cases", "watery_diarrhoea", 3),
        ("en", "Malaria Koro: I said 12 in the call, the right number is 10", "malaria", 10),
        ("fr", "je rectifie : à Koro c'est 3 cas de choléra et non 2", "watery_diarrhoea", 3),
        ("bm", "Koro nyoni tɛ 3 ye, 5 don", "measles", 5),
        # Told of again, and by a test
        ("fr", "Choléra: 2 cas suspects à Koro, TDR choléra positif pour un seul",
         "watery_diarrhoea", 2),
        ("en", "A newborn stopped sucking, stiff with spasms. The baby was born at home. Regards",
         "neonatal_tetanus", 1),
        ("fr", "un chien a mordu un homme, une femme et un petit garçon à Koro", "rabies", 3),
        # Headings
        ("fr", "Koro, le 29 : palu 31 cas dont 18 femmes et 13 hommes", "malaria", 31),
        ("fr", "Koro. Paludisme 27 cas, soit 15 F et 12 H. Décès 1.", "malaria", 27),
        ("fr", "Ici la pharmacie de Koro. 3 cas de paludisme", "malaria", 3),
        ("fr", "Il y a eu 9 cas de paludisme à Koro. RAS pour le reste.", "malaria", 9),
        ("fr", "A Koro 4 personnes ont le palu, le père, la mère et deux garçons", "malaria", 4),
        ("fr", "Ma voisine a accouché, le bébé de 5 jours ne tète plus, corps dur. Koro",
         "neonatal_tetanus", 1),
        ("en", "a woman died during delivery in Koro. Husband and chief informed. Baby alive.",
         "maternal_death", 1),
        ("en", "End of day, Koro: malaria 6, nothing else.", "malaria", 6),
        ("en", "Malaria at Koro, 4... no, 5 patients", "malaria", 5),
        ("fr", "6 palu Koro, vaccinés non, 5 contacts suivis", "malaria", 6),
        # Names that are nearly words
        ("fr", "une femme enceinte est décédée à Koro. ASC Cissé", "maternal_death", 1),
        ("fr", "Koro 2 palu. ASC Mory", "malaria", 2),
    ],
)  # fmt: skip
def test_what_happened_since(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)
    assert found.place is None or found.place.name == "Koro"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "les 3 cas de rougeole de Koro sont guéris"),
        ("fr", "rougeole 3 cas à Koro : les 5 enfants sont isolés"),
        ("fr", "A Koro le choléra est là. Combien on ne sait pas encore."),
        ("en", "cholera in Koro, could be 2 cases, could be 10"),
    ],
)
def test_what_is_asked_since(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert found.question is not None
    assert not found.reports


def test_two_ages_with_their_cases() -> None:
    found = one("Koro, paludisme, moins de 5 ans: 6 cas. Plus de 5 ans: 4 cas.")
    assert found.count == 10
    assert {(case.age_group, case.count) for case in found.cases} == {("under5", 6), ("over5", 4)}


def test_two_diseases_and_nothing_else() -> None:
    text = "Koro. 9 cas de paludisme et 3 de diarrhée liquide. RAS pour le reste."
    assert [(risk, count) for risk, count, _place in places_and_counts(text)] == [
        ("malaria", 9),
        ("watery_diarrhoea", 3),
    ]


def test_from_where_is_told() -> None:
    assert places_and_counts("Supervision Bankass. Boni : 5 palu. Koro : 8 palu.") == [
        ("malaria", 5, "Boni"),
        ("malaria", 8, "Koro"),
    ]


def test_a_leg_that_died_is_no_death() -> None:
    found = reading("den kelen sen sara Koro, a tɛ se ka taama", "bm")
    assert all(report.deaths == 0 for report in found.reports)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        # Beside last week's, what is new.
        ("IRA Koro : sem passée 13, cette sem 16 dont 2 graves", 16),
        ("sem pasé 5 palu, cet sem 8 palu koro", 8),
        ("Aucun cas de PFA la semaine passée, 1 cas cette semaine à Koro.", 1),
        ("dog bites Koro: last wk 1, this wk 3", 3),
        ("On est passé de 4 cas de méningite (semaine 47) à 8 cas (semaine 48) à Koro", 8),
        ("S48 il y avait 10 palu, en S49 nous sommes déjà à 3 palu.", 3),
        ("Pas de changement à Koro : 2 cas de rougeole en S47, encore 2 nouveaux cas en S48.", 2),
        ("Depuis le début de l'épidémie 35 cas de méningite à Koro, 2 nouveaux aujourd'hui.", 2),
        ("Cumul annuel fièvre jaune Koro : 12. Nouveaux cas de la semaine 48 : 1.", 1),
        # Numbers of a week, of days, put right.
        ("Total hebdomadaire n° 48 : fièvre jaune 2 cas suspects, Koro.", 2),
        ("Palu S48 : lundi 3, mardi 2, mercredi 4, jeudi 1, vendredi 2, total 12.", 12),
        ("Entre le lundi 23 et le dimanche 29 novembre, 9 personnes mordues par des chiens", 9),
        ("Week ending 29 November: severe malaria 4 cases with 1 death, Koro.", 4),
        ("Koro dysenterie : 5 au lieu de 2", 5),
    ],
)
def test_of_what_is_compared_added_or_put_right_one_number_is_reported(
    text: str, count: int
) -> None:
    locale = "en" if "w" in text.casefold() else "fr"
    assert [found.count for found in reading(text, locale).reports] == [count]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Bankass palu 7 cas au total (3 à Koro, 4 à Boni)", {"Koro": 3, "Boni": 4}),
        ("Aire de Bankass, palu : Koro 3 + Boni 4 = 7", {"Koro": 3, "Boni": 4}),
        ("palu 7 koro dont 3 à Boni", {"Koro": 7}),
    ],
)
def test_a_total_of_villages_is_each_of_its_village(text: str, places: dict[str, int]) -> None:
    """The first once gave three to Bankass and four to Koro, the last ten in all."""
    found = {each.place.name: each.count for each in reading(text).reports if each.place}
    assert found == places


def test_each_number_that_is_put_right_is_right() -> None:
    found = reading("Koro. Dysenterie : 5 au lieu de 2. Rougeole : 1 au lieu de 0.").reports
    assert [(each.risk, each.count) for each in found] == [("bloody_diarrhoea", 5), ("measles", 1)]


def test_no_case_this_week_does_not_report_those_of_the_last() -> None:
    assert reading("We had 2 measles cases last week and none this week.", "en").zero
    assert reading("semaine passée 3 rougeoles, cette semaine RAS").question is not None


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("fr", "palu koro 0-11 mois 5, 12-59 mois 8, tot 13", 13),
        ("en", "malaria koro mon 2, wed 3, fri 1, tot 6", 6),
        ("en", "malaria koro last week 18 in all: 11 under five, 7 older", 18),
        ("fr", "palu koro: quartier nord 4, quartier sud 6. Total: 10 cas", 10),
        ("fr", "12 palu sur un total de 45 consultations koro", 12),
        ("fr", "12 palu sur un totale de 45 consultation, koro", 12),
        ("fr", "Koro, 12 palu sur un total de 45", 12),
        ("en", "12 malaria out of 45 seen koro", 12),
        ("fr", "rougeole 2 koro, total des décès 1", 2),
        ("fr", "palu 12 koro, total enfants vaccinés 200", 12),
        ("fr", "rougeole 3 koro. Effectif total 310", 3),
        ("fr", "2 nouveaux cas de rougeole à Koro, ce qui fait 10 au total depuis le début", 2),
    ],
)
def test_what_is_read_comes_to_the_total_that_was_stated(
    locale: str, text: str, count: int
) -> None:
    assert one(text, locale=locale).count == count


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("palu koro 0-11 mois 5, 12-59 mois 8, tot 14", ["14", "13"]),
        ("palu koro lundi 3 mardi 4 total 9", ["9", "3"]),
        ("palu koro <5 ans: 6, 5-14: 3, 15+: 4. Total 13", ["13", "6"]),
        ("3 cas de rougeole à Koro, ce qui fait un total de 8", ["8", "3"]),
    ],
)
def test_a_total_that_its_parts_do_not_come_to_is_asked_about(
    text: str, offered: list[str]
) -> None:
    question = reading(text).question
    assert question is not None
    assert [option.key for option in question.options[:-1]] == offered
    for option in question.options[:-1]:
        [found] = option.reading.reports
        assert (found.count, sum(case.count for case in found.cases)) == (int(option.key),) * 2
        assert found.place.name == "Koro"
        assert option.key != offered[0] or not option.reading.not_understood


def test_what_was_not_so_is_not_added() -> None:
    found = one("Rectification Koro: palu grave 10 cas avec 2 décès au lieu de 1 décès.")
    assert (found.count, found.deaths) == (10, 2)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "Koro: diarrhée aqueuse, 2 cas avec déshydratation sévère"),
        ("en", "2 cholera with severe dehydration koro"),
    ],
)
def test_what_two_cases_have_both_have(locale: str, text: str) -> None:
    assert one(text, locale).severe == 2


def test_the_area_is_no_village_of_its_own_where_the_total_comes_last() -> None:
    found = reading("Aire de Bankass, rougeole S48: 3 à Koro, 2 à Boni, 4 à Hombori, total 9 cas.")
    told = [(each.place.name, each.count) for each in found.reports if each.place]
    assert told == [("Koro", 3), ("Boni", 2), ("Hombori", 4)]
    assert found.not_understood == ()


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        # How many were seen, or live there.
        ("fr", "total consultations 45, palu 12", 12),
        ("en", "patients seen: 45. malaria 12", 12),
        ("fr", "Dans la cour vivent 18 personnes, une atteinte : femme de 27 ans, fièvre jaune", 1),
        ("fr", "Internat de Koro, dortoir de 30 filles : 7 filles ont fièvre et toux", 7),
        ("fr", "7 patients rougeole koro", 7),
        ("fr", "12 patients palu 4 filles", 12),
        # Others than those.
        ("fr", "2 rougeole koro, 3 autres malades aussi", 5),
        ("fr", "2 rougeole koro, 3 autres enfants vaccinés", 2),
        ("fr", "À Koro 2 rougeole. 3 autres malades, j'attends l'infirmier pour savoir", 2),
        # A village is no number.
        ("fr", "Un bébé de 8 jours avec tétanos à Mougan", 1),
        ("fr", "on a u 5 malad roujol", 5),
    ],
)  # fmt: skip
def test_who_is_counted(locale: str, text: str, count: int) -> None:
    assert one(text, locale).count == count


def test_each_disease_has_its_own_of_the_patients() -> None:
    found = reading("12 patients palu 4 ira 3").reports
    assert [(each.risk, each.count) for each in found] == [("malaria", 4), ("respiratory", 3)]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("palu <5ans 5, 5 ans et + 9", [("under5", 5), ("over5", 9)]),
        ("palu 0-4ans 3, 5-14ans 4, 15ans+ 6", [("under5", 3), ("over5", 10)]),
        ("palu: moins de 5 ans 5, 5-14 ans 3, 15 et plus 9", [("under5", 5), ("over5", 12)]),
        ("palu: moins de 5 ans 5, plus de 5 ans 9, total 14", [("under5", 5), ("over5", 9)]),
        ("palu 15 et plus", [(None, 15)]),
    ],
)
def test_ages_as_forms_have_them(text: str, groups: list[tuple[str | None, int]]) -> None:
    assert [(case.age_group, case.count) for case in one(text).cases] == groups


def test_a_place_that_was_not_meant_is_not_told() -> None:
    found = one("Correction de mon SMS d'hier: les 4 rougeoles sont à Koro et non à Boni.")
    assert (found.place and found.place.name, found.onset) == ("Koro", None)


def test_which_of_two_is_not_known_is_asked() -> None:
    text = "J'ai écrit 4 rougeole mais mon cahier dit 6, je ne sais plus lequel est bon"
    assert reading(text).question is not None


def test_villages_and_their_total_at_the_end() -> None:
    found = reading("palu sem 48 : Koro 8, Boni 5, Hombori 11, soit 24 pour tout le secteur")
    told = [(each.place.name, each.count) for each in found.reports if each.place]
    assert told == [("Koro", 8), ("Boni", 5), ("Hombori", 11)]


@pytest.mark.parametrize(
    ("locale", "text", "count", "place"),
    [
        (
            "fr",
            "Koro : TDR fait à 6 enfants, 4 positifs, traités. Les 2 autres négatifs",
            4,
            "Koro",
        ),
        ("en", "Mad dog bit a girl of 9 here in Koro. We washed it", 1, "Koro"),
        ("fr", "IDE Koro : diarrhée rouge (sang), 3 cas", 3, "Koro"),
        (
            "fr",
            "Matrone + ICP Boni : tétanos néonatal, 1 bébé fille, référée CSREF Koro",
            1,
            "Boni",
        ),
    ],
)
def test_who_was_found_ill_and_where(locale: str, text: str, count: int, place: str) -> None:
    found = one(text, locale)
    assert (found.count, found.place and found.place.name) == (count, place)


def test_the_severe_form_of_a_disease_is_that_of_all() -> None:
    assert one("Severe pneumonia, 2 children under five, Koro", "en").severe == 2
