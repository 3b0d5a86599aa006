"""Where to go, and when: what residents ask, and what helps them go."""

# ruff: noqa: E501  (a transcript has the lines that people see)

import tomllib
from datetime import datetime

import pytest

from bot.address import Address
from bot.message import Location
from bot.paths import LOCALES
from bot.sms import foldings, measure
from handlers.clinics import records
from handlers.clinics.agenda import Agenda
from handlers.clinics.hours import read_hours
from handlers.clinics.model import Change, Clinic
from handlers.clinics.search import Search, found
from handlers.clinics.services import load
from tests.conftest import BY_KEY, CHW, knowledge
from tests.handlers.clinics.conftest import TUESDAY, VISITS, spot

RESIDENT = BY_KEY["resident-koro"]
STRANGER = Address("tel", "+22370000055")


async def test_the_nearest_clinic_and_the_next_visit(open_clinics):
    await open_clinics.plays(
        """
        > CLINIQUE KORO
        < Près de Koro : CSCom Koro, ouvert jusqu’à 16h, 1 km au sud. Clinique mobile : jeu. 26 nov. 8h-12h, Koro, 33 km au nord (test et soins du paludisme). 1 suite, 2 suivre Koro
        > suite
        < CSRef Koro, ouvert jour et nuit, 2 km au nord (services à confirmer ; habituels : vaccination, test et soins du paludisme).
        > plus loin
        < Rien d’autre près de Koro. Plus loin : CSCom Douentza, 104 km au nord.
        """,
        RESIDENT,
    )


async def test_a_misspelt_place_and_a_whole_question(open_clinics):
    [answer] = await open_clinics.says("où est le docteur à duentza", RESIDENT)
    assert answer.startswith("Près de Douentza : CSCom Douentza, heures à confirmer,")
    assert "ANNULÉE (insécurité) : clinique mobile du mer. 25 nov., Douentza" in answer


async def test_by_service_and_what_is_only_usual_there_is_said_to_be(open_clinics):
    await open_clinics.plays(
        """
        > VACCIN KORO
        < Près de Koro : CSCom Koro, ouvert jusqu’à 16h, 1 km au sud. CSRef Koro, ouvert jour et nuit, 2 km au nord (vaccination : habituel là, à demander). 1 suivre Koro
        > oncologie bamako
        < Près de Bamako : Hôpital, ouvert jour et nuit, à moins de 1 km, tél. +22370000099. 1 suivre Bamako
        """,
        RESIDENT,
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("clinique koro demain", "mer. 25 nov. 8h-16h"),
        ("clinique koro mardi", "ouvert jusqu’à 16h"),
    ],
)
async def test_by_day(open_clinics, asked, said):
    [answer] = await open_clinics.says(asked, RESIDENT)
    assert f"CSCom Koro, {said}, 1 km au sud" in answer


async def test_what_is_closed_on_the_day_asked_for_is_not_offered(open_clinics):
    await open_clinics.plays(
        """
        > clinique koro samedi
        < Près de Koro : CSRef Koro, sam. 28 nov. 24h/24, 2 km au nord (services à confirmer ; habituels : vaccination, test et soins du paludisme). 1 suivre Koro
        """,
        RESIDENT,
    )


async def test_a_new_question_keeps_nothing_of_the_one_before(open_clinics):
    assert "sam." in (await open_clinics.says("oncologie bamako samedi", RESIDENT))[0]
    [answer] = await open_clinics.says("clinique koro", RESIDENT)
    assert answer.startswith("Près de Koro : CSCom Koro, ouvert jusqu’à 16h")


async def test_after_an_answer_another_day_service_or_place_is_asked_in_a_word(open_clinics):
    await open_clinics.plays(
        """
        > clinique koro
        < Près de Koro : CSCom Koro, ouvert jusqu’à 16h, 1 km au sud. Clinique mobile : jeu. 26 nov. 8h-12h, Koro, 33 km au nord (test et soins du paludisme). 1 suite, 2 suivre Koro
        > demain
        < Près de Koro : CSCom Koro, mer. 25 nov. 8h-16h, 1 km au sud. CSRef Koro, mer. 25 nov. 24h/24, 2 km au nord (services à confirmer ; habituels : vaccination, test et soins du paludisme). 1 suivre Koro
        > et jeudi ?
        < Près de Koro : CSCom Koro, jeu. 26 nov. 8h-16h, 1 km au sud. Clinique mobile : jeu. 26 nov. 8h-12h, Koro, 33 km au nord (test et soins du paludisme). 1 suite, 2 suivre Koro
        > oncologie
        < soins du cancer : rien à moins de 50 km. Le plus proche : Hôpital, 556 km à l’ouest, tél. +22370000099. En danger, appelez le 15.
        > bamako
        < Près de Bamako : Hôpital, jeu. 26 nov. 24h/24, à moins de 1 km, tél. +22370000099. 1 suivre Bamako
        > autre
        < Rien d’autre près de Bamako.
        > autre lieu
        < Où êtes-vous ? Envoyez le nom de votre village, ou partagez votre position.
        """,
        RESIDENT,
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "urgence koro",
            "En danger, appelez le 15. Près de Koro : CSRef Koro, ouvert jour et nuit",
        ),
        (
            "urgence tombouctou",
            "En danger, appelez le 15. Urgences : rien à moins de 50 km. Le plus",
        ),
        ("ma fille a le palu ou aller a koro", "Près de Koro : CSRef Koro, ouvert jour et nuit"),
        (
            "sumaya koro",
            "Près de Koro : CSRef Koro, ouvert jour et nuit, 2 km au nord (test et soins",
        ),
        ("emergency koro", "En danger, appelez le 15. Près de Koro : CSRef Koro,"),
        ("csref koro", "Près de Koro : CSRef Koro,"),
        (
            "covid bamako",
            "soins COVID-19 : je ne sais pas où. Demandez au plus proche : Hôpital, à moins de 1 km",
        ),
        (
            "malnutrition koro",
            "Près de Koro : CSRef Koro, ouvert jour et nuit, 2 km au nord (nutrition",
        ),
        (
            "palu koro",
            "Près de Koro : CSRef Koro, ouvert jour et nuit, 2 km au nord (test et soins",
        ),
        ("cancer bamako", "Près de Bamako : Hôpital, ouvert"),
        (
            "dépistage bamako",
            "dépistage du cancer du sein, dépistage du cancer du col : je ne sais pas où",
        ),
        (
            "maternité koro",
            "Près de Koro : CSRef Koro, ouvert jour et nuit, 2 km au nord (consultation pré",
        ),
        ("dɔgɔtɔrɔso koro sini", "Près de Koro : CSCom Koro, mer. 25 nov. 8h-16h"),
        ("dogotoroso koro sini", "Près de Koro : CSCom Koro, mer. 25 nov. 8h-16h"),
        ("le plus proche de koro", "Près de Koro : CSCom Koro"),
    ],
)
async def test_as_people_ask(open_clinics, text, named):
    [answer] = await open_clinics.says(text, RESIDENT)
    assert named in answer


async def test_a_health_worker_who_names_an_illness_reports_it(open_clinics):
    [answer] = await open_clinics.says("covid koro", CHW)
    assert "combien de cas" in answer
    [answer] = await open_clinics.says("palu 3 koro", RESIDENT)
    assert "paludisme, 3 cas" in answer


def test_every_service_is_asked_for_by_a_word_of_each_language():
    """Of Bambara what is attested."""
    words = knowledge().lexicons
    for id_ in load().names:
        for locale in ("fr", "en"):
            assert any(words.words("service", key, locale) for key in keys_of(id_, locale)), id_
    assert words.words("service", "vaccination", "bm")


def keys_of(id_, locale):
    """The entries of a lexicon that mean a service, alone or with others."""
    table = tomllib.loads((LOCALES / locale / "lexicon.toml").read_text("utf-8"))["service"]
    assert {each for key in table for each in key.split()} <= set(load().names)
    return [key for key in table if id_ in key.split()]


def clinic(number, name, north, hours):
    return Clinic(number, name, "cscom", spot("Koro", north), hours=read_hours(hours))


@pytest.mark.parametrize(
    ("first", "second", "hour"),
    [
        (clinic(1, "A", 0.01, ""), clinic(2, "B", 0.3, "24h/24"), 8),  # 33 km to be sure
        (clinic(1, "A", 0.02, "24h/24"), clinic(2, "B", 0.01, "lun-ven 8h-16h"), 20),
        (clinic(1, "A", 0.02, "8h-16h"), clinic(2, "B", 0.01, ""), 9),
        (clinic(1, "A", 0.01, "8h-16h"), clinic(2, "B", 0.4, "24h/24"), 6),  # soon, and near
        (clinic(1, "A", 0.01, "8h-16h"), clinic(2, "B", 0.02, "8h-16h"), 20),
    ],
)
def test_what_a_person_would_choose_comes_first(first, second, hour):
    agenda, at = Agenda((second, first)), datetime(2026, 11, 24, hour)
    search = Search("Koro", spot("Koro").point)
    assert [near.clinic.name for near in found(agenda, search, at, knowledge())] == ["A", "B"]


async def test_the_programme_of_a_place(open_clinics):
    await open_clinics.plays(
        """
        > PROGRAMME MONDORO
        < Près de Mondoro : Clinique mobile : mar. 24 nov. 9h-14h, Mondoro, à moins de 1 km (nutrition, vaccination). 1 suivre Mondoro
        > programme san
        < Aucune visite prévue près de San. En danger, appelez le 15.
        """,
        RESIDENT,
    )


async def test_the_place_of_last_time_is_offered_and_can_be_changed(open_clinics):
    await open_clinics.plays(
        """
        > clinique
        < Où êtes-vous ? Envoyez le nom de votre village, ou partagez votre position.
        > koro
        < Près de Koro : CSCom Koro, ouvert jusqu’à 16h, 1 km au sud. Clinique mobile : jeu. 26 nov. 8h-12h, Koro, 33 km au nord (test et soins du paludisme). 1 suite, 2 suivre Koro
        """,
        RESIDENT,
    )
    [answer] = await open_clinics.says("clinique", RESIDENT)
    assert answer.startswith("Près de Koro, comme la dernière fois : ")
    assert "Autre lieu ? Envoyez son nom." in answer
    [answer] = await open_clinics.says("douentza", RESIDENT)
    assert answer.startswith("Près de Douentza : ")


async def test_the_service_is_kept_while_we_ask_where(open_clinics):
    await open_clinics.says("aide", STRANGER)
    [answer] = await open_clinics.says("oncologie", STRANGER)
    assert answer.startswith("Où êtes-vous ?")
    [answer] = await open_clinics.says("bamako", STRANGER)
    assert answer.startswith("Près de Bamako : Hôpital,")


async def test_a_place_nobody_knows_is_asked_again_and_in_the_end_left(open_clinics):
    first = await open_clinics.says("clinique zzyzzy", RESIDENT)
    assert first[0].startswith("zzyzzy : je ne connais pas ce lieu. Où êtes-vous ?")
    for _each in range(2):
        assert "je ne connais pas" in (await open_clinics.says("qwrtplk", RESIDENT))[0]
    assert "Nous en restons là" in (await open_clinics.says("qwrtplk", RESIDENT))[0]


async def test_who_thanks_or_reports_is_not_asked_where(open_clinics):
    await open_clinics.says("clinique", RESIDENT)
    [answer] = await open_clinics.says("merci", RESIDENT)
    assert answer.startswith("Merci.")
    await open_clinics.says("clinique", RESIDENT)
    [answer] = await open_clinics.says("rougeole 1 koro", RESIDENT)
    assert "rougeole, 1 cas, Koro" in answer


async def test_a_shared_location_is_enough_and_the_answer_is_on_a_map(open_clinics):
    await open_clinics.says("", RESIDENT, location=Location(14.07, -3.08))
    [(_outbound, rendered)] = open_clinics.channel.sent[-1:]
    assert rendered.text.startswith("CSCom Koro, ouvert jusqu’à 16h, 1 km au sud.")
    venue = open_clinics.channel.sent[-1][0].reply.place
    assert venue.title == "CSCom Koro"


async def test_nothing_near_says_how_far_the_nearest_is_and_whom_to_call(open_clinics):
    [answer] = await open_clinics.says("clinique tombouctou", RESIDENT)
    assert answer == (
        "Rien à moins de 50 km. Le plus proche : CSCom Douentza, 196 km au sud. "
        "En danger, appelez le 15."
    )
    [answer] = await open_clinics.says("oncologie koro", RESIDENT)
    assert answer == (
        "soins du cancer : rien à moins de 50 km. Le plus proche : Hôpital, 556 km à l’ouest, "
        "tél. +22370000099. En danger, appelez le 15."
    )


async def test_a_closed_clinic_is_never_offered(open_clinics):
    for text in ("clinique mondoro", "suite", "suite"):
        for answer in await open_clinics.says(text, RESIDENT):
            assert "fermé" not in answer


async def test_with_nothing_known_we_say_so(staffed):
    knowledge().shelf.clear()
    [answer] = await staffed.says("clinique koro", RESIDENT)
    assert answer.startswith("Aucune clinique n’est encore connue ici.")


async def test_a_hidden_visit_and_a_withheld_point_are_not_told(open_clinics):
    """Visit 33, near Niono, is hidden until a day before, and only its area may be known."""
    [answer] = await open_clinics.says("programme niono", RESIDENT)
    assert answer.startswith("Aucune visite prévue près de Niono.")
    open_clinics.clock.advance(days=2)
    [answer] = await open_clinics.says("programme niono", RESIDENT)
    assert "ven. 27 nov. (heures à confirmer), Niono" in answer
    assert "km" not in answer
    assert open_clinics.channel.sent[-1][0].reply.place is None


async def test_of_a_village_only_the_village_s_own_point_is_told(open_clinics):
    """Visit 34 is 5 km north of Douentza; people hear of Douentza."""
    open_clinics.clock.advance(days=2)
    [answer] = await open_clinics.says("programme douentza", RESIDENT)
    assert "mer. 2 déc. 9h-13h, Douentza, à moins de 1 km" in answer
    sent = open_clinics.channel.sent[-1][0]
    [place] = knowledge().places.exact("Douentza")
    assert sent.reply.place.location == Location(place.latitude, place.longitude)


async def test_a_change_is_told_to_the_next_who_asks(open_clinics):
    await open_clinics.says("programme mondoro", RESIDENT)
    moved = VISITS[0].changed(Change(TUESDAY, "moved", to_on=TUESDAY.replace(day=25)))
    async with open_clinics.dispatcher._store.batch() as session:
        await records.keep_visits(session, [moved])
        await records.next_version(session)
    [answer] = await open_clinics.says("programme mondoro", RESIDENT)
    assert "mer. 25 nov. 9h-14h, Mondoro" in answer


ASKED = ("clinique koro", "clinique", "vaccin koro", "programme douentza", "clinique tombouctou",
         "clinique san", "clinique zzyzzy", "oncologie bamako", "clinique koro samedi",
         "urgence koro", "dépistage koro samedi", "cancer koro", "covid koro", "programme koro lundi")  # fmt: skip


@pytest.mark.parametrize("text", ASKED)
async def test_every_answer_fits_two_segments(open_clinics, text):
    await open_clinics.says("clinique koro", RESIDENT)
    [answer] = await open_clinics.says(text, RESIDENT)
    assert measure(foldings(LOCALES)["fr"].apply(answer)).segments <= 2
