"""What mothers, teachers and village chiefs write, and what health workers send after it."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading

COUNTED = [
    # Of whom nobody is told but that they write.
    ("fr", "Maman de Sékou, Koro. Il a 1 an, malnutrition sévère", ("malnutrition", 1, 0)),
    ("fr", "Maman de Koro : 2 enfants ont la rougeole", ("measles", 2, 0)),
    ("en", "Hello, mother of three in Koro. My baby girl has measles", ("measles", 1, 0)),
    ("en", "Mother of three died two days after giving birth, Koro", ("maternal_death", 1, 1)),
    ("en", "A baby boy stopped sucking and is stiff. Mother delivered at home in Koro",
     ("neonatal_tetanus", 1, 0)),
    ("fr", "Mère de 4 enfants à Koro. Tous ont la rougeole", ("measles", 4, 0)),
    # Deaths that are told twice, and a number that was wrong.
    ("fr", "nous avons enterré 2 enfants morts de la rougeole à Koro", ("measles", 2, 2)),
    ("fr", "rougeole Koro pas 3 cas mais 4", ("measles", 4, 0)),
    ("fr", "pour la rougeole à Koro ce n'est pas 3 cas mais 4 cas", ("measles", 4, 0)),
    ("en", "measles Koro: not 3 but 4", ("measles", 4, 0)),
    ("bm", "nyɔni Koro mɔgɔ 3 tɛ, mɔgɔ 4 don", ("measles", 4, 0)),
    # All together, said after the herds.
    ("fr", "9 chèvres et 3 vaches mortes à Koro, soit 12 animaux morts au total",
     ("animal_deaths", 12, 12)),
    ("fr", "9 chèvres et 3 vaches mortes à Koro. 12 animaux morts au total",
     ("animal_deaths", 12, 12)),
    # What was taken or done counts nobody.
    ("en", "AFP 1 case Koro, paralysis began on 23 November. Two stool samples collected",
     ("afp", 1, 0)),
    ("fr", "5 enfants testés positifs au palu à Koro, traitement donné, tout va bien",
     ("malaria", 5, 0)),
    ("en", "5 dog bites in Koro, all given first vaccine dose", ("rabies", 5, 0)),
    ("fr", "PFA Koro, M, 6 ans, début 24/11/2026, 2 selles envoyées", ("afp", 1, 0)),
    ("fr", "Dépistage Koro: 30 enfants mesurés, 4 en malnutrition sévère", ("malnutrition", 4, 0)),
    ("fr", "Koro. 120 déplacés arrivés. Rougeole 2 cas parmi eux.", ("measles", 2, 0)),
    ("fr", "Koro : 3 femmes et 4 hommes vus pour palu grave. Deux évacués.",
     ("severe_malaria", 7, 0)),
    ("fr", "Pour Koro sem. 48 : rougeole 2 cas. Fin.", ("measles", 2, 0)),
    ("fr", "Les 4 cas de choléra d'hier sont déjà déclarés. Aujourd'hui à Koro 2 cas de choléra",
     ("watery_diarrhoea", 2, 0)),
    ("en", "25 chickens and 4 ducks dead in Koro, 29 birds in all", ("animal_deaths", 29, 29)),
    # Who writes, and in what words.
    ("en", "Tom here. 2 kids bitten by the same dog in Koro", ("rabies", 2, 0)),
    ("en", "Village chief of Koro here. 30 goats have died", ("animal_deaths", 30, 30)),
    ("fr", "Bonjour M. le major. À Koro j'ai 2 cas de rougeole", ("measles", 2, 0)),
    ("fr", "bjr dr g 4 K palu a koro 2 F 2 H tdr +", ("malaria", 4, 0)),
    ("fr", "Il s'agit de 4 cas de choléra à Koro, aucun décès", ("watery_diarrhoea", 4, 0)),
    ("fr", "une maman de Koro a amené ses deux enfants avec fièvre et boutons", ("measles", 2, 0)),
    ("en", "I am a mother in Koro. My two children have malaria", ("malaria", 2, 0)),
    ("fr", "Les deux enfants paralysés à Koro (PFA) sont référés", ("afp", 2, 0)),
    ("en", "A man in Koro has fever and bleeding from the nose. His brother has the same.",
     ("vhf", 2, 0)),
    ("fr", "1 fame mor en acouchan koro", ("maternal_death", 1, 1)),
    # By its signs.
    ("bm", "cɛ kelen, farigan b'a la, a ɲɛw nɛrɛmugulen don, Koro", ("yellow_fever", 1, 0)),
    ("bm", "den kelen san 5, fanga t'a senw na, Koro", ("afp", 1, 0)),
    ("bm", "mɔgɔ naani sara Koro, mɔgɔ si t'a sababu dɔn", ("unexplained_deaths", 4, 4)),
    ("fr", "2 enfants à Koro, pieds gonflés, le doigt laisse un trou", ("malnutrition", 2, 0)),
    ("fr", "12 malades en même temps à Koro : ils vomissent, tremblent, perdent connaissance",
     ("unusual_cluster", 12, 0)),
    ("fr", "un homme a la fièvre et le sang sort de son nez, Koro", ("vhf", 1, 0)),
    ("fr", "mon fils de 5 ans, sa jambe est devenue molle. Il n'est pas tombé. Koro",
     ("afp", 1, 0)),
    ("en", "My son is 4. His left leg went weak and floppy, he can't stand. Koro", ("afp", 1, 0)),
    ("en", "a child of 2 years, skin and bones, both feet swollen, Koro", ("malnutrition", 1, 0)),
    ("fr", "15 élèves sont tombés malades ensemble à Koro, vertiges et vomissements",
     ("unusual_cluster", 15, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "text", "told"), COUNTED)
def test_how_many_and_of_what(locale: str, text: str, told: tuple[str, int, int]) -> None:
    found = one(text, locale)
    assert (found.risk, found.count, found.deaths) == told
    assert found.place is not None
    assert found.place.name == "Koro"


AGES = [
    ("fr", "paludisme 6 enfants - de 5 ans à Koro", None, "under5"),
    ("en", "MUAC red for a 10 month old baby girl in Koro", 10, "under5"),
    ("fr", "rougeole, une fille de 6 jours, Koro", 0, "under5"),
    ("en", "My son is 4. He has measles. Koro", 48, "under5"),
    ("en", "A mother of 22 died giving birth, Koro", 264, "over5"),
    ("fr", "rougeole, un garçon de 5 jours de fièvre, Koro", None, None),
]


@pytest.mark.parametrize(("locale", "text", "months", "group"), AGES)
def test_how_old_they_are(locale: str, text: str, months: int | None, group: str | None) -> None:
    found = one(text, locale)
    assert (found.age_months, found.age_group) == (months, group)
    assert found.onset is None or group is None


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "Il y a le choléra à Koro, je ne sais pas encore combien"),
        ("fr", "Il y a la rougeole à Koro, on ignore encore le nombre"),
        ("en", "There is cholera in Koro, I don't know yet how many."),
        ("fr", "Total de la semaine : 17. Village Koro."),
        ("fr", "Mère de 4 enfants à Koro. Le dernier a la rougeole"),
        ("fr", "ya 3 mor dun cou o site koro on coné pa la maladi"),
        ("en", "measles 5 cases on my list, 8 on the nurse's list, not yet clear, Koro"),
    ],
)
def test_what_is_not_said_is_asked(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert found.question is not None
    assert not found.reports
    assert not found.zero


def test_the_dead_of_whom_nothing_is_known_are_no_zero_report() -> None:
    found = reading("il ya des gens mort koro moi pas savoir combien pas savoir maladie", "fr")
    assert not found.zero
    assert "mort" in found.not_understood


def test_one_more_who_has_another_disease_is_another_report() -> None:
    text = "À Koro cinq enfants ont le palu et un autre a les yeux jaunes avec la fièvre."
    found = [(each.risk, each.count) for each in reading(text, "fr").reports]
    assert found == [("malaria", 5), ("yellow_fever", 1)]
