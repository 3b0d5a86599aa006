"""One vaccine by its name: at what ages and for whom, then the calendar of the child."""

# ruff: noqa: E501  (a transcript has the lines that people see)

from dataclasses import replace

import pytest

from handlers.advice import schedule
from tests.conftest import CHW, knowledge
from tests.handlers.advice import ON_SQLITE, RESIDENT

VILLAGE = "Où ? Envoyez le nom du village."
MISSED = "Un vaccin en retard se rattrape. On ne recommence rien. Venez vite avec la carte."
SIGNS = "Convulsions, très faible, ne boit plus, respire mal : allez-y tout de suite, même la nuit."
CALENDAR = "Vaccination : 1 ce qu’il faut à mon enfant"
BIRTH = "naissance, 6 semaines, 10 semaines, 14 semaines"
WEEKS = BIRTH.removeprefix("naissance, ")
CARD = "Quels vaccins l’enfant a-t-il eus, selon la carte ?"


@ON_SQLITE
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("vaccin HPV", "Vaccin HPV, pour les filles, par âge : 10 ans."),
        ("quand HPV", "Vaccin HPV, pour les filles, par âge : 10 ans."),
        ("vaccin fievre jaune", "Vaccin fièvre jaune, par âge : 9 mois."),
        ("quand vaccin fièvre jaune", "Vaccin fièvre jaune, par âge : 9 mois."),
        ("vaccin méningite ?", "Vaccin méningite A, par âge : 9 mois."),
        ("BCG", "Vaccin BCG, par âge : naissance."),
        ("vaccin polio", f"Vaccin polio, par âge : {BIRTH}."),
        ("pneumo", f"Vaccin pneumo, par âge : {WEEKS}."),
        ("rota quand ?", f"Vaccin rota, par âge : {WEEKS}."),
        ("penta", f"Vaccin penta, par âge : {WEEKS}."),
        ("VPI", "Vaccin polio injectable, par âge : 14 semaines."),
        ("VAR 2 quand", "2 doses protègent l’enfant : à 9 et à 15 mois."),
    ],
)  # fmt: skip
async def test_a_vaccine_says_its_ages_and_whom_it_is_for(open_clinics, asked, said):
    first, then = await open_clinics.says(asked, RESIDENT)
    assert first.startswith(f"{said} {MISSED}")
    assert then.endswith("1 ce qu’il faut à mon enfant")


@ON_SQLITE
@pytest.mark.parametrize("asked", ["fievre jaune", "méningite", "polio quand ?"])
async def test_what_it_protects_from_may_be_what_somebody_has(open_clinics, asked):
    first, then = await open_clinics.says(asked, RESIDENT)
    assert f"{SIGNS} {VILLAGE}" in first
    assert then == f"{CALENDAR}, 2 signaler des malades"
    assert "Exemple" in (await open_clinics.says("2", RESIDENT))[0]
    assert await open_clinics.rows("SELECT count(*) FROM report") == [(0,)]


@ON_SQLITE
@pytest.mark.parametrize(
    ("who", "told"),
    [
        (RESIDENT, "paralysie"), (RESIDENT, "méningite 2 koro"), (RESIDENT, "fièvre jaune koro"),
        (CHW, "fievre jaune"), (CHW, "meningite"), (CHW, "polio 1"),
    ],
)  # fmt: skip
async def test_a_report_stays_a_report(open_clinics, who, told):
    said = await open_clinics.says(told, who)
    assert not any("Vaccin" in each for each in said)


async def test_from_the_vaccine_to_the_calendar_of_the_child(open_clinics):
    await open_clinics.plays(
        f"""
        > vaccin fievre jaune
        < Vaccin fièvre jaune, par âge : 9 mois. {MISSED} {VILLAGE}
        < {CALENDAR}
        > koro
        < Le plus proche : CSCom Koro, ouvert jusqu’à 16h, 1 km au sud.
        > 1
        < Quel âge a l’enfant ? Envoyez l’âge ou le jour de naissance. Exemple : 9 mois.
        """,
        RESIDENT,
    )


@ON_SQLITE
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("vaccin fievre jaune mon fils 10 mois", "À faire maintenant : fièvre jaune. Allez au centre de santé avec la carte."),
        ("vaccin rougeole 5 mois", "Ensuite, dès le mer. 24 mars : rougeole-rubéole 1."),
        ("vaccin HPV ma fille 10 ans", "À faire maintenant : HPV."),
        ("vaccin HPV ma fille 12 ans", MISSED),
        ("vaccin polio né le 12/03/2026", MISSED),
    ],
)  # fmt: skip
async def test_with_an_age_it_says_what_of_it_is_due(open_clinics, asked, said):
    first, then = await open_clinics.says(asked, RESIDENT)
    assert said in first
    assert then.startswith(CARD)


@ON_SQLITE
async def test_the_malaria_vaccine_has_ages_only_where_it_is_given(open_clinics, tmp_path):
    [said] = await open_clinics.says("R21 koro", RESIDENT)
    assert said.startswith("Demandez si le vaccin contre le palu est donné dans votre district.")
    file = tmp_path / "schedule.toml"
    file.write_text(schedule.OURS.read_text("utf-8").replace('["Kalaban-Coro"]', '["Koro"]'))
    open_clinics.dispatcher._knowledge = replace(knowledge(), overrides=tmp_path)
    said, then = await open_clinics.says("R21 koro", RESIDENT)
    assert said.startswith(
        "Vaccin paludisme, par âge : 5 mois, 6 mois, 7 mois. Puis les années suivantes, en mai ou juin."
    )
    assert "ne remplace ni la moustiquaire ni le test" in said
    assert then == CALENDAR
    await open_clinics.says("clinique koro", RESIDENT)
    assert "paludisme 1" in (await open_clinics.says("vaccin 5 mois", RESIDENT))[0]


@ON_SQLITE
async def test_a_card_without_an_age_asks_for_it(open_clinics):
    [said] = await open_clinics.says("BCG, penta 1", RESIDENT)
    assert said.startswith("Quel âge a l’enfant ?")
