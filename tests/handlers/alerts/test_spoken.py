"""Who checks reports and writes it in their own words: it is said back, and chosen."""

from __future__ import annotations

import pytest

from handlers import HANDLERS
from handlers.alerts.wording import Spoken, asks_what_waits, spoken
from handlers.weeks.wording import wish_in
from tests.conftest import BY_KEY, CHW, SUPERVISOR, House, knowledge

COORDINATOR = BY_KEY["coordinator"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
CHECKED = "SELECT number, check_state FROM report WHERE check_state <> 'pending'"


@pytest.fixture
async def reported(staffed: House) -> House:
    """Reports 1 to 11 of malaria, then one case of measles: report 12, alert 13."""
    for cases in range(11, 22):
        await staffed.says(f"palu {cases} boni")
    await staffed.says("rougeole 1 f douentza")
    return staffed


def understood(text: str, locale: str = "fr"):
    return knowledge().lexicons.understand(text, locale)


@pytest.mark.parametrize(
    ("text", "number", "order"),
    [
        ("232 c'est vrai", 232, "confirm"),
        ("c vrai pour le 219", 219, "confirm"),
        ("je valide le 54", 54, "confirm"),
        ("Le médecin m'a appelé, l'alerte 290 est vraie", 290, "confirm"),
        ("raport 163 confirmé, les 3 enfants ont la rougeole", 163, "confirm"),
        ("visited the family today, alert 118 is real", 118, "confirm"),
        ("fausse alerte 17", 17, "refuse"),
        ("rejeter 140", 140, "refuse"),
        ("je ne confirme pas 45", 45, "refuse"),
        ("alerte 42 c pa vrai cé la varicel", 42, "refuse"),
        ("Le rapport 98 n'est pas vrai, c'était un simple rhume", 98, "refuse"),
        ("no, alert 156 is not real. I went there and found nobody sick", 156, "refuse"),
        ("report 90 wrong, she counted same person twice", 90, "refuse"),
        ("Annulez l'alerte 207 s'il vous plaît", 207, "refuse"),
        ("Demandez à l'agent du 232 quel âge a le malade", 232, "question"),
        ("67 demande lui combien de morts", 67, "question"),
        ("pour le 14, c'est dans quel quartier ?", 14, "question"),
        ("105: did they drink from the river?", 105, "question"),
        ("On peut fermer l'alerte 112, plus aucun nouveau cas", 112, "close"),
        ("l'alerte 195 c fini, tt le monde est gueri", 195, "close"),
        ("171 prevenir les vilageois svp", 171, "warn"),
        ("Envoyez un avertissement au village pour l'alerte 84, c'est le choléra", 84, "warn"),
        ("montre moi alerte 12", 12, None),
        ("alerte 12345678901234567890 vraie", None, None),
        ("l alerte 3 c vrai", 3, "confirm"),
    ],
)
def test_what_is_said_of_a_number(text, number, order):
    locale = "en" if text.isascii() and ("report" in text or "alert " in text) else "fr"
    found = spoken(understood(text, locale))
    assert (found and found.number, found and found.order) == (number, order)


@pytest.mark.parametrize(
    "text",
    [
        "palu 84 mondoro",
        "rougeole 12 koro c'est vrai",
        "alerte rougeole 15 koro",
        "rapport 12 cas de palu koro",
        "alerte : 15 rougeole douentza",
        "rapport de la semaine 47 palu 12",
        "3 c'est vrai",
        "vrai",
        "45 enfants vus, aucun cas",
    ],
)
def test_what_reports_the_sick_is_about_no_number_of_ours(text):
    assert spoken(understood(text)) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("slt, ya til des alertes ds mon aire auj", True),
        ("montrez-moi les rapports qui m'attendent", True),
        ("ce ki est en atente de verif stp", True),
        ("Combien de rapports me restent à traiter ?", True),
        ("alerte non verifiée", True),
        ("alerte 12 vraie", False),
        ("alertes : rougeole 3 cas koro", False),
        ("3 nouveaux cas de palu", False),
        ("quels agents n'ont rien envoyé", False),
        ("rougeole 3 koro, alertes envoyées au district", False),
        ("nouveau cas suspect à koro", False),
        ("RAS, pas d'alertes", False),
    ],
)
def test_asking_what_waits(text, wanted):
    assert asks_what_waits(understood(text)) is wanted


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("on a eu combien de malades en tout cette semaine ?", "week_summary"),
        ("stat de la semene pr Segou", "week_summary"),
        ("Quels agents n'ont rien envoyé cette semaine ?", "week_missing"),
        ("ki na pas raporté", "week_missing"),
        ("ki na pa envoyé", "week_missing"),
        ("palu 12 cette semaine", None),
        ("cette semaine 3 rougeole koro", None),
        ("situation de la semaine : rougeole 3 cas", None),
        ("point semaine : 3 malades", None),
        ("point de la semaine : RAS", None),
        ("palu 5 koro, il y en a qui n'ont pas envoyé leur rapport", None),
    ],
)
def test_asking_for_a_week(text, wish):
    assert wish_in(understood(text)) == wish


async def test_a_decision_in_other_words_is_chosen_from_both(reported):
    await reported.plays(
        """
        > je suis allé au village hier, le rapport 11 est bien réel
        < No 11, paludisme, 21 cas. Vous dites : 1 c’est vrai, 2 c’est faux, 3 autre chose
        > oui
        < Répondez par un des numéros. No 11, paludisme, 21 cas. Vous dites : 1 c’est vrai, \
2 c’est faux, 3 autre chose
        > vrai
        < No 11 confirmé. L’auteur est prévenu. Erreur ? NON 11 et pourquoi.
        > l'alerte 13 c pas vrai, c'est une allergie
        < No 13, rougeole, 1 cas. Vous dites : 1 c’est faux, 2 c’est vrai, 3 autre chose
        > 3
        < Rien n’est changé. Vrai : OK 13. Faux : NON 13 et pourquoi. Question : ? 13 ...
        """.replace("\\\n", ""),
        SUPERVISOR,
    )
    assert await reported.rows(CHECKED) == [(11, "confirmed")]
    assert await reported.rows("SELECT status FROM alert") == [("open",)]


@SQLITE
async def test_the_reason_and_the_question_reach_the_reporter(reported):
    await reported.says("le 12 est faux, c'est une allergie", SUPERVISOR)
    await reported.says("1", SUPERVISOR)
    assert "le 12 est faux, c'est une allergie" in reported.sent_to(CHW)[-1]
    await reported.says("demandez à l'agent du 11 quel âge", SUPERVISOR)
    assert "demandez" not in reported.sent_to(CHW)[-1]
    await reported.says("1", SUPERVISOR)
    assert "demandez à l'agent du 11 quel âge" in reported.sent_to(CHW)[-1]


@SQLITE
@pytest.mark.parametrize(
    "text",
    [
        "Envoyez un avertissement au village pour l'alerte 84, c'est le choléra et c'est grave",
        "on peut fermer l'alerte 13, plus aucun nouveau cas depuis trois semaines",
        "no, alert 13 is not real. I went there and found nobody sick",
        "quelles alertes n'ont pas été vérifiées dans le district de Koro ?",
        "rejeter 140",
    ],
)
async def test_nothing_is_reported_or_followed_by_it(reported, text):
    """84 cases of cholera, weeks without a case, a place to be told of."""
    for table in ("report", "zero_report", "follow"):
        before = await reported.rows(f"SELECT COUNT(*) FROM {table}")
        await reported.says(text, SUPERVISOR)
        assert await reported.rows(f"SELECT COUNT(*) FROM {table}") == before


@SQLITE
async def test_a_number_that_is_not_theirs_is_not_known(reported):
    unknown = ["Le no 84 n’est pas connu dans votre zone."]
    assert await reported.says("l'alerte 84 est vraie", SUPERVISOR) == unknown
    [said] = await reported.says("l'alerte 13 est vraie", BY_KEY["supervisor-koro"])
    assert "13" in said
    assert "rougeole" not in said


@SQLITE
async def test_who_checks_nothing_is_not_asked(reported):
    await reported.says("l'alerte 13 est vraie", CHW)
    assert not any("Vous dites" in text for text in reported.sent_to(CHW))


@SQLITE
async def test_weeks_and_what_waits_in_other_words(reported):
    [said] = await reported.says("on a eu combien de malades cette semaine ?", SUPERVISOR)
    assert said.startswith("Douentza, semaine 48")
    [said] = await reported.says("quels agents n'ont rien envoyé ?", SUPERVISOR)
    assert said.startswith("Douentza, semaine 47, agents sans rapport")
    [said] = await reported.says("montrez-moi les rapports qui m'attendent svp", SUPERVISOR)
    assert said.startswith("Douentza, à vérifier 12 : alerte 13 rougeole 1 Douentza")


def test_a_thing_that_is_called_one_is_surely_meant():
    assert spoken(understood("alerte 12 vraie")) == Spoken(12, "confirm", surely=True)
    assert spoken(understood("12 vraie")) == Spoken(12, "confirm", surely=False)


@SQLITE
async def test_the_record_tells_who_claimed_a_message_though_its_words_weigh_otherwise(staffed):
    records: list = []
    staffed.dispatcher = staffed.with_handlers(*HANDLERS, committed=records.extend)
    await staffed.says("cb de malades cette semaine ?", SUPERVISOR)
    await staffed.says("bilan", SUPERVISOR)
    assert [record.intents[0][0] for record in records] == ["weeks", "week_summary"]
