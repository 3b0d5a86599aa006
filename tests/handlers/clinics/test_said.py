"""A visit put in, off, or elsewhere in a coordinator's own words: days, hours, places, and a yes."""

# ruff: noqa: E501  (a transcript has the lines that people see)

from __future__ import annotations

from datetime import date

import pytest

from handlers.clinics.said.days import days_said
from handlers.clinics.said.hours import hours_said
from handlers.clinics.said.wording import instead_in, verb_in
from tests.conftest import BY_KEY, knowledge

COORDINATOR = BY_KEY["coordinator"]
MONDAY = date(2026, 11, 30)


def understood(text, locale="fr"):
    return knowledge().lexicons.understand(text, locale)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("koro 3/12", ["3/12"]),
        ("le 8 décembre", ["8/12"]),
        ("mardi 8 dec", ["8/12"]),
        ("le lundi 7 décembre à partir de 9h", ["7/12"]),
        ("jeudi, le 10 décembre", ["10/12"]),
        ("vendredi 4", ["4/12"]),
        ("le 1er décembre", ["1/12"]),
        ("la visit de youwarou le 14 es anulée", ["14/12"]),
        ("du 9 au 11 dec", ["9/12", "11/12"]),
        ("du 28 décembre au 4 janvier", ["28/12", "4/1"]),
        ("de jeudi à vendredi", ["3/12", "4/12"]),
        ("demain", ["1/12"]),
        ("mercredi prochain", ["9/12"]),  # not the day after tomorrow
        ("lundi prochain", ["7/12"]),
        ("Thursday 3 December", ["3/12"]),
        ("on December 14", ["14/12"]),
        ("mon 7 dec", ["7/12"]),
        ("the 14th December", ["14/12"]),
        ("next Wednesday", ["9/12"]),
        ("now on 10 Dec instead of 8 Dec", ["10/12", "8/12"]),
        # No such day: asked for again.
        ("31/11", [None]),
        ("le 31 novembre", [None]),
        ("mardi 9 décembre", [None]),
        # No days.
        ("à 14h", []),
        ("le 9 cas", []),
        ("dans 20 km", []),
        ("koro 12", []),
    ],
)
def test_days(text, days):
    found = days_said(understood(text), MONDAY)
    assert [said.day and f"{said.day.day}/{said.day.month}" for said in found] == days


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("8h-12h", ["8:00-12:00"]),
        ("9-14h", ["9:00-14:00"]),
        ("de 8h à midi", ["8:00-12:00"]),
        ("de 9 heures à 16 heures", ["9:00-16:00"]),
        ("8h a 13h", ["8:00-13:00"]),
        ("8am to 1pm", ["8:00-13:00"]),
        ("8am to 1", ["8:00-13:00"]),
        ("12:30-15:00", ["12:30-15:00"]),
        ("à 8h30", ["8:30-"]),
        ("10am", ["10:00-"]),
        ("12am", ["0:00-"]),
        ("à 10h au lieu de 8h", ["10:00-", "8:00-"]),
        ("14h-9h", ["wrong"]),
        ("31h", ["wrong"]),
        ("28/11", []),
        ("9-14", []),
        ("le 9 et le 14", []),
    ],
)
def test_hours(text, hours):
    def shown(at):
        return f"{at.hour}:{at.minute:02d}" if at else ""

    found = hours_said(text)
    assert [
        "wrong" if each.wrong else f"{shown(each.begins)}-{shown(each.ends)}" for each in found
    ] == hours


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("clinique mobile à Koro jeudi 3 décembre", "add"),
        ("On va à Koro samedi, mettez-le dans le programme svp", "add"),
        ("ajoute boni vendredi", "add"),
        ("put Konna down for 10 Dec", "add"),
        ("mardi 8 dec bankass vaccination enfants 8h30", "add"),
        ("la clinique n'ira finalement pas à Hombori le 7 décembre", "cancel"),
        ("pas de clinique à Boni vendredi", "cancel"),
        ("On ne peut plus aller à Mopti demain", "cancel"),
        ("Koro 17 décembre : à annuler", "cancel"),
        ("please take the 9 December visit to Douentza off the schedule", "cancel"),
        ("Koro passe de jeudi à vendredi", "move"),
        ("konna mercredi => jeudi", "move"),
        ("Gao finalement le jeudi 17", "move"),
        ("la visite prévue vendredi à Boni se fera à Hombori", "move"),
        ("Pouvez-vous changer la date de Tenenkou ? C'est le 12 décembre", "move"),
        # Misspelt
        ("la clinik nira pas a Mondoro mardi, route coupé", "cancel"),
        ("anulé vizite koro demin", "cancel"),
        ("vizite Koro raporté a vendredi", "move"),
        # Asked, reported, said to many, or another's.
        ("quand la clinique mobile vient à Koro ?", None),
        ("la clinique mobile vient-elle jeudi ?", None),
        ("is the mobile clinic coming tomorrow", None),
        ("kiliniki be na sini wa", None),
        ("prévenez moi si la clinique mobile change à Koro", None),
        ("Koro jeudi 3 cas de rougeole", None),
        ("rougeole 3 koro aujourd'hui", None),
        ("RAS ce jour, bonne soirée à l'équipe", None),
        ("un garçon ne peut plus bouger la jambe depuis jeudi", None),
        ("message à tous les agents : réunion vendredi", None),
        ("la formation des agents est reportée à mardi", None),
        ("Aucun nouveau cas depuis hier", None),
    ],
)
def test_what_is_to_be_done(text, verb):
    assert verb_in(understood(text)) == verb


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("mercredi au lieu de jeudi", " au lieu de jeudi"),
        ("à 10h au lieu de 8h lundi. Merci", " au lieu de 8h lundi"),
        ("le 12 à 9h et non plus le 10", " et non plus le 10"),
        ("au lieu de Bankass mardi la clinique va à Koro", " Bankass mardi la clinique "),
        ("la clinique va à Koro", None),
    ],
)
def test_what_is_no_more(text, old):
    span = instead_in(text)
    assert (text[span[0] : span[1]] if span else None) == old


@pytest.mark.parametrize(
    ("text", "preview"),
    [
        (
            "la clinique de mondoro du mardi 1/12 n'aura pas lieu, annulez",
            "Mondoro, Tue 1 Dec 9h-14h: CANCEL (change of plan).",
        ),
        (
            "Mondoro passe de mardi à jeudi",
            "Mondoro, Tue 24 Nov 9h-14h: MOVE to Thu 26 Nov 9h-14h, Mondoro.",
        ),
        (
            "la visite de mondoro est remise au 26 novembre",
            "Mondoro, Tue 24 Nov 9h-14h: MOVE to Thu 26 Nov 9h-14h, Mondoro.",
        ),
        (
            "mondoro commence à 10h et pas à 9h mardi",
            "Mondoro, Tue 24 Nov 9h-14h: MOVE to Tue 24 Nov 10h-14h, Mondoro.",
        ),
        (
            "au lieu de mondoro mardi la clinique va à koro",
            "Mondoro, Tue 24 Nov 9h-14h: MOVE to Tue 24 Nov 9h-14h, Koro.",
        ),
        (
            "the visit to mondoro is on thursday instead of tuesday",
            "Mondoro, Tue 24 Nov 9h-14h: MOVE to Thu 26 Nov 9h-14h, Mondoro.",
        ),
        (
            "on va à Koro samedi de 8h à midi, vaccination, notez-le au programme",
            "Koro, Sat 28 Nov 8h-12h: ADD (vaccination).",
        ),
        ("clinique mobile à Hombori le 3 décembre à 8h30", "Hombori, Thu 3 Dec 8h30: ADD."),
        ("new clinic day Koro 8 Dec 9am-2pm", "Koro, Tue 8 Dec 9h-14h: ADD."),
    ],
)
async def test_a_preview_before_anything_is_done(open_clinics, text, preview):
    [answer] = await open_clinics.says(text, COORDINATOR)
    assert preview in answer, answer
    assert answer.endswith("Do it? 1 yes 2 no")


async def test_the_story_of_a_day_called_off_in_their_own_words(open_clinics):
    await open_clinics.plays(
        """
        > Bonjour, la clinique n'ira pas à Mondoro aujourd'hui, la route est coupée. Merci d'annuler
        < Visit 31, Mondoro, Tue 24 Nov 9h-14h: CANCEL (road cut off). People concerned: 2. Do it? 1 yes 2 no
        > 2
        < Nothing was changed.
        """,
        COORDINATOR,
    )


async def test_who_says_where_the_clinic_is_on_a_day_of_its_own_asks_for_it(open_clinics):
    [answer] = await open_clinics.says("clinique mobile mondoro mardi", COORDINATOR)
    assert answer.startswith("Near Mondoro: Mobile clinic: Tue 24 Nov"), answer


async def test_a_day_that_does_not_exist_is_said(open_clinics):
    [answer] = await open_clinics.says("clinique mobile à Koro mardi 9 décembre", COORDINATOR)
    assert answer == "mardi 9 décembre: there is no such day."


@pytest.mark.parametrize("who", ["resident-koro", "chw-douentza", "supervisor-douentza"])
async def test_who_does_not_keep_the_schedule_is_told_of_it(open_clinics, who):
    said = await open_clinics.says("la clinique n'ira pas à Mondoro mardi", BY_KEY[who])
    assert not any("ANNULER" in each or "CANCEL" in each for each in said)


async def test_of_places_near_each_other_the_named_one_is_meant(open_clinics):
    """Mopti and Sévaré are neighbours."""
    for text in ("add visit mopti friday 9h-12h", "add visit sevare thursday 9h-12h"):
        await open_clinics.says(text, COORDINATOR)
        await open_clinics.says("yes", COORDINATOR)
        await open_clinics.says("3", COORDINATOR)
    [answer] = await open_clinics.says("Mopti : samedi au lieu de vendredi", COORDINATOR)
    assert "Mopti, Fri 27 Nov 9h-12h: MOVE to Sat 28 Nov 9h-12h, Mopti." in answer
