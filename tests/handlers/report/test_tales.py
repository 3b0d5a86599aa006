"""Reports told as tales of some sentences: what was done, where they were brought, who comes."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("locale", "text", "count", "place"),
    [
        # Samples, wells, cards, cars: nobody is counted by them, and nothing began on their day.
        ("fr", "Diarrhée liquide 6 cas à Koro. 3 échantillons envoyés à Mopti.", 6, "Koro"),
        ("fr", "Rougeole 3 cas à Koro. Le chauffeur passe à 16 heures avec 2 caisses.", 3, "Koro"),
        ("fr", "Rougeole 3 cas à Koro. Le puits neuf a été traité hier.", 3, "Koro"),
        ("fr", "Rougeole 3 cas à Koro. La carte est perdue.", 3, "Koro"),
        ("fr", "Rougeole 3 cas à Koro. Les selles seront prises demain matin.", 3, "Koro"),
        ("en", "Measles 3 cases in Koro. Two forms filled yesterday.", 3, "Koro"),
        # Where they were brought, whence they or help came.
        ("fr", "Rougeole 3 cas à Koro, évacués à Mopti.", 3, "Koro"),
        ("fr", "Rougeole 3 cas à Koro. Deux sont hospitalisés à Mopti.", 3, "Koro"),
        ("fr", "Rougeole 3 cas à Koro. L'équipe de Mopti vient demain.", 3, "Koro"),
        ("fr", "Rougeole 3 cas à Koro, revenus de Mopti.", 3, "Koro"),
        ("fr", "Bonjour de Mopti. 3 cas de rougeole à Koro.", 3, "Koro"),
        ("en", "Measles 3 cases in Koro, taken to Mopti by car.", 3, "Koro"),
        ("en", "Measles 3 cases. The midwife at Mopti told me, they live in Koro.", 3, "Koro"),
        # Such a place is that of the report where it is the only one.
        ("fr", "Rougeole 3 cas, hospitalisés à Mopti.", 3, "Mopti"),
        ("fr", "3 cas de rougeole venus de Koro, vus à l'hôpital de Mopti.", 3, "Koro"),
    ],
)
def test_what_was_done_is_no_part_of_the_report(
    locale: str, text: str, count: int, place: str
) -> None:
    found = one(text, locale)
    assert (found.count, found.onset) == (count, None), text
    assert found.place is not None, text
    assert found.place.name == place, text


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Rougeole. 2 cas à Koro. 3 à Mopti.", [2, 3]),
    ],
)
def test_another_village_is_counted_in_a_sentence_of_its_own(text: str, counts: list[int]) -> None:
    assert [found.count for found in reading(text).reports] == counts


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("fr", "TDR 44, positifs 29 à Koro. Les 29 sont repartis avec leurs ACT.", 29),
        ("fr", "Koro : j'ai fait 19 TDR, 10 positifs. Les 9 autres négatifs sont partis.", 10),
        ("fr", "Koro : j'ai fait 19 TDR, 10 positifs. Il reste 4 plaquettes d'ACT adulte.", 10),
        ("fr", "vu 31 malades en tt, tdr fait sur 26, 17 positif palu simple. Koro", 17),
        ("fr", "Koro : 13 consultés pour fièvre, tdr + chez 8", 8),
        ("fr", "À Koro 14 tests hier et 6 positifs, ce matin 9 tests et 4 positifs", 10),
        ("en", "Koro: 37 fever cases seen, 28 tested, 19 pos malaria", 19),
        ("en", "Malaria in Koro: tested 23, positive 12, treated 12.", 12),
        ("fr", "19 TDR faits, Koro. Palu positif : 7 cas", 7),
        # Those that were asked for or came were not made.
        ("fr", "J'ai reçu 50 tests. Il en reste 12. Paludisme positif : 31 cas à Koro.", 31),
    ],
)
def test_of_the_tests_that_were_done_the_positive_ones_are_cases(
    locale: str, text: str, count: int
) -> None:
    found = one(text, locale)
    assert (found.risk, found.count, found.place and found.place.name) == ("malaria", count, "Koro")
    assert found.cases[0].age_group is None


def test_other_tests_are_of_their_own_disease() -> None:
    found = one("Koro: covid tests 30, positives 4", "en")
    assert (found.risk, found.count) == ("respiratory", 4)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "On parlait d'un enfant avec boutons mais c'était la gale. Rien à déclarer."),
        ("fr", "RAS à Koro. La toux du vieux, c'est son asthme. Causerie avec 41 femmes."),
        ("fr", "Visité 22 ménages, 3 femmes enceintes vues en CPN. Pas de malade cette semaine."),
        ("fr", "Pour la S48, Koro n'a aucun cas. Réunion jeudi avec 9 participants."),
        ("en", "Nothing to report from Koro. The pneumonia of last week is cured."),
        ("en", "No disease seen in Koro. I had two deliveries, mothers fine."),
        ("en", "They told us of a rash in babies, it was heat rash. So zero suspected cases."),
        ("bm", "Bana kunnafoni : foyi tɛ. Koro"),
    ],
)
def test_what_was_looked_at_and_is_nothing_leaves_a_zero_report(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert (found.zero, found.reports, found.question) == (True, (), None)


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "La dame qui avait mal au pied, c'était une fracture. 3 palu à Koro.", "malaria", 3),
        ("fr", "Suite à la rumeur nous sommes allés voir. 14 moutons morts à Koro.",
         "animal_deaths", 14),
        ("fr", "La matrone a fait 3 accouchements, tout va bien. 5 palu à Koro.", "malaria", 5),
        ("en", "I followed the rumour. It is true, 8 donkeys died in Koro.", "animal_deaths", 8),
        # What it was after all is what is reported.
        ("fr", "3 enfants toussaient à Koro. C'était la rougeole.", "measles", 3),
    ],
)  # fmt: skip
def test_beside_a_report_it_says_nothing_more(
    locale: str, text: str, risk: str, count: int
) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    "text",
    [
        "On dit qu'il y a une rumeur de rougeole. 3 enfants malades à Koro.",  # nobody saw them
        "RAS pour le palu à Koro. Un enfant avec boutons et fièvre.",
        "Un enfant de 3 ans avec fièvre et boutons, c'était jeudi. RAS sinon, Koro.",
    ],
)
def test_who_is_ill_is_no_zero_report(text: str) -> None:
    assert not reading(text).zero


@pytest.mark.parametrize(
    ("locale", "text", "group"),
    [
        ("bm", "sumaya den 4 Koro, u si ma san 5 bɔ", "under5"),
        ("bm", "sumaya mɔgɔ 4 Koro, u bɛɛ si tɛmɛna san 5 kan", "over5"),
        ("bm", "Cɛ kelen ni muso kelen, sumaya juguman, Koro. U fila bɛɛ si tɛmɛna san 5 kan.",
         "over5"),
        ("bm", "sumaya mɔgɔ 4 Koro, u si ma sa", None),  # none of them died
        # The age of one is not that of all.
        ("fr", "4 cas de palu à Koro, le plus jeune a 11 mois", None),
        ("en", "4 cases of malaria in Koro, the eldest is 9", None),
    ],
)  # fmt: skip
def test_of_which_age_all_are(locale: str, text: str, group: str | None) -> None:
    found = one(text, locale)
    assert {case.age_group for case in found.cases} == {group}
    assert found.deaths == 0


def test_a_newborn_told_twice_is_one() -> None:
    found = one("Newborn with tetanus in Koro, baby girl, died yesterday", "en")
    assert (found.count, found.deaths) == (1, 1)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "nous avon eu 2 mort à Koro on ne c pa de koi"),
        ("fr", "2 morts à Koro, on sé pa pourkoi"),
        ("fr", "2 personnes mortes à Koro, sans diagnostic"),
        ("fr", "2 morts à Koro en une nuit et personne ne comprend"),
        ("en", "2 adults died in Koro, no clear reason"),
        ("en", "2 people died in Koro, nobody can explain"),
        ("bm", "Koro mogo 2 sara, an m'u ka bana don"),
        ("bm", "Koro mɔgɔ 2 sara, an t'u ka bana dɔn"),
    ],
)
def test_deaths_of_which_nobody_knows_why(locale: str, text: str) -> None:
    found = one(text, locale)
    assert (found.risk, found.count, found.deaths) == ("unexplained_deaths", 2, 2)


@pytest.mark.parametrize(
    ("locale", "text", "count", "deaths", "severe"),
    [
        # The same people told of again.
        ("fr", "3 cas de rougeole à Koro. Les 3 cas sont sous traitement depuis.", 3, 0, 0),
        ("fr", "Rougeole 3 à Koro. Les 3 rougeoles ont fini le sirop hier.", 3, 0, 0),
        ("fr", "19 cas de rougeole à Koro, dont 4 rougeoles graves", 19, 0, 4),
        (
            "fr",
            "2 cas de rougeole à Koro, fièvre et boutons pour l'un, l'autre ne sait plus",
            2,
            0,
            0,
        ),
        ("fr", "2 cas de rougeole à Koro, l'un est mort", 2, 1, 0),
        ("fr", "2 cas de rougeole à Koro, l'un des deux est mort", 2, 1, 0),
        ("fr", "15 cas de rougeole à Koro, un décès. Le forage neuf est cassé.", 15, 1, 0),
        ("fr", "vu aujourd8 une dame avec rougeole à Koro", 1, 0, 0),
        # People who are not ill.
        ("fr", "64 enfants vaccinés hier. 2 cas de rougeole à Koro.", 2, 0, 0),
        ("fr", "2 cas de rougeole à Koro. 85 enfants vaccinés samedi.", 2, 0, 0),
        ("fr", "2 cas de rougeole à Koro. Le mari a payé le transport.", 2, 0, 0),
        ("fr", "2 cas de rougeole à Koro. Pas de diarrhée ni de toux.", 2, 0, 0),
        ("fr", "Une rumeur de 10 morts est fausse. 2 cas de rougeole à Koro.", 2, 0, 0),
    ],
)
def test_nobody_is_counted_twice(
    locale: str, text: str, count: int, deaths: int, severe: int
) -> None:
    found = one(text, locale)
    assert (found.risk, found.count, found.deaths, found.severe) == (
        "measles", count, deaths, severe
    )  # fmt: skip


@pytest.mark.parametrize(
    ("locale", "text", "vaccinated"),
    [
        ("fr", "rougeole garçon 20 mois à Koro, il avait eu sa dose à 9 mois", True),
        ("fr", "PFA fille 4 ans à Koro. 2 doses de vaccin polio reçues.", True),
        ("fr", "PFA fille 4 ans à Koro. La mère dit qu'elle a eu toutes ses gouttes.", True),
        ("en", "AFP, boy of 2 years, Koro. He has had four polio doses.", True),
        ("en", "Measles, girl of 3 years, Koro. The girl never got any vaccine.", False),
        ("fr", "rougeole fille 3 ans à Koro. pa de vaccin.", False),
        ("fr", "rougeole fille 3 ans à Koro. 0 dose.", False),
        ("fr", "palu fille 3 ans à Koro. Elle a bien pris sa première dose de coartem.", None),
        ("fr", "rougeole fille 3 ans à Koro. La carte de vaccination est perdue.", None),
    ],
)
def test_doses_tell_who_is_vaccinated(locale: str, text: str, vaccinated: bool | None) -> None:
    found = one(text, locale)
    assert (found.count, found.vaccinated) == (1, vaccinated)
    assert found.age_months in (20, 24, 36, 48)


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        # Contacts, orphans, those who have another illness, one of those told of.
        ("fr", "3 cas de rougeole à Koro. 16 personnes qui les ont touchés sont listées.",
         "measles", 3),
        ("fr", "Une femme de 30 ans morte en couches à Koro. Elle laisse deux garçons.",
         "maternal_death", 1),
        ("fr", "Six enfants vus à Koro : pneumonie pour 4, les 2 autres avaient une otite",
         "respiratory", 4),
        ("en", "4 cases of yellow fever in Koro. One is vomiting.", "yellow_fever", 4),
        ("fr", "2 hommes mordus par un chien à Koro. Les 2 blessés ont commencé le vaccin.",
         "rabies", 2),
        ("fr", "Koro: paludisme 2. Les deux palus ont été vus la nuit.", "malaria", 2),
        # What the laboratory excluded.
        ("fr", "8 personnes toussent avec fièvre à Koro. Le test covid fait pour 5 est négatif.",
         "respiratory", 8),
        ("en", "24 pupils fainted in Koro, cause not known. Tests for malaria negative.",
         "unusual_cluster", 24),
        ("fr", "7 diarrhées à Koro. Les prélèvements sont négatifs pour choléra.",
         "watery_diarrhoea", 7),
        # What it was after all, and what came before.
        ("fr", "La fièvre typhoïde du garçon de 6 ans c'était en fait le palu, Koro.",
         "malaria", 1),
        ("en", "People said children were dying in Koro. Not true, one boy has malaria.",
         "malaria", 1),
        ("en", "Malaria in Koro: tested 23, positive 12. Last week it was 20 malaria.",
         "malaria", 12),
        ("fr", "Les 3 rougeoles de la semaine passée sont guéries. 2 rougeoles à Koro.",
         "measles", 2),
        ("fr", "fièvre hémorragique chez 2 frères à Koro. Fièvre, sang dans les selles.",
         "vhf", 2),
        ("en", "Meeting was useful. A man of 58 in Koro with yellow eyes and fever.",
         "yellow_fever", 1),
    ],
)  # fmt: skip
def test_who_is_told_of_besides_is_not_counted(
    locale: str, text: str, risk: str, count: int
) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


def test_a_negative_test_of_all_is_asked_about() -> None:
    found = reading("palu 3 cas à Koro. TDR négatif.")
    assert found.reports == ()
    assert found.question is not None


def test_when_it_began_is_told_in_a_sentence_of_its_own() -> None:
    for text in ("Premiers signes hier.", "Cela fait deux jours.", "Ça a commencé avant-hier."):
        assert one(f"3 cas de rougeole à Koro. {text}").onset is not None, text
    for text in (
        "Le puits est en panne depuis 2 semaines.",
        "La citerne du quartier fuit depuis hier.",
    ):
        assert one(f"3 cas de rougeole à Koro. {text}").onset is None, text


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "7 malades à Koro. Tous palu simple.", "malaria", 7),
        ("fr", "75 personnes vues, 11 chiens examinés à Koro. Un seul cas de ver de Guinée.",
         "guinea_worm", 1),
        ("fr", "4 enfants avec boutons à Koro, j'ai vérifié chacun : 3 ont bien la rougeole",
         "measles", 3),
        ("fr", "Koro : 3 ont une vraie dysenterie. Ils sont au même puits.",
         "bloody_diarrhoea", 3),
        ("fr", "1 fille de 9 ans avec méningite, Koro. 12 personnes de la cour ont reçu la cipro.",
         "meningitis", 1),
        ("fr", "4 rougeoles à Koro. La mère d'un des 4 est morte en mars.", "measles", 4),
        ("fr", "Le garçon de Koro a le palu. Sa femme et ses 2 filles aussi. Donc 4 palus.",
         "malaria", 4),
        ("en", "I sent you a child, a boy aged 7, Koro, with measles", "measles", 1),
        ("fr", "slt. s48 g vu 31 malades, 17 palu simple. Koro", "malaria", 17),
    ],
)  # fmt: skip
def test_what_was_found_is_counted(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count, found.deaths) == (risk, count, 0)


@pytest.mark.parametrize(
    ("locale", "text", "place"),
    [
        ("fr", "Nous avons couvert Boni, Mopti. À Koro une fille de 3 ans a la rougeole.", "Koro"),
        ("fr", "3 rougeoles à Koro. À Mopti les femmes vont puiser au marigot.", "Koro"),
        ("fr", "3 rougeoles à Koro. Le chauffeur de Mopti prendra tout avec lui.", "Koro"),
    ],
)
def test_where_nobody_is_ill_is_not_the_place(locale: str, text: str, place: str) -> None:
    found = one(text, locale)
    assert found.place is not None
    assert found.place.name == place


def test_the_age_of_all_is_that_of_both_places() -> None:
    found = reading("Diarrhée : 7 cas à Koro et 4 cas à Mopti, tous âgés de moins de 5 ans").reports
    assert [(x.count, x.cases[0].age_group) for x in found] == [(7, "under5"), (4, "under5")]


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count", "deaths", "severe"),
    [
        ("fr", "Une femme de 25 ans morte en couches à Koro. Elle avait 4 enfants.",
         "maternal_death", 1, 1, 0),
        ("fr", "Une femme morte en couches à Koro, on l'avait envoyée le 26 à Mopti.",
         "maternal_death", 1, 1, 0),
        ("en", "A boy of 5 in Koro was bitten by a dog. He got 3 injections in Mopti.",
         "rabies", 1, 0, 0),
        ("fr", "6 moutons morts à Koro chez le berger. Ses 2 chiens vont bien.",
         "animal_deaths", 6, 6, 0),
        ("fr", "Un homme mort à Mopti avec fièvre et saignement, il était de Koro.",
         "vhf", 1, 1, 0),
        ("fr", "Koro : 12 palus, 2 graves évacués à Mopti. Un des graves est mort.",
         "malaria", 12, 1, 2),
        ("fr", "5 cas de palu grave à Koro : 3 anémies, 2 comas.", "severe_malaria", 5, 0, 2),
        ("fr", "Samedi une mère est venue de Koro avec sa fille de 4 ans : rougeole.",
         "measles", 1, 0, 0),
        ("fr", "Une femme de Koro est morte, c'était sa grossesse, 8 mois, tension à 19.",
         "maternal_death", 1, 1, 0),
        ("fr", "3 rougeoles à Koro. On cherche d'autres cas mais rien pour le moment.",
         "measles", 3, 0, 0),
    ],
)  # fmt: skip
def test_a_tale_is_read_to_its_end(
    locale: str, text: str, risk: str, count: int, deaths: int, severe: int
) -> None:
    found = one(text, locale)
    told = (found.risk, found.count, found.deaths, found.severe)
    assert told == (risk, count, deaths, severe)
    assert found.place is not None
    assert found.place.name == "Koro"


def test_each_of_two_has_an_age() -> None:
    found = one("Méningite à Koro, 2 cas. L'un a 5 ans, l'autre 9 ans.")
    assert (found.count, found.age_months) == (2, None)


def test_who_was_ill_last_month_leaves_a_zero_report() -> None:
    assert reading("Je n'ai pas de cas à Koro. La fille paralysée du mois passé marche.").zero
