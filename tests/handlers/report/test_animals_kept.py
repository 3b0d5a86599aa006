"""Animals that have what befalls people too are kept as such, and counted apart from people."""

from __future__ import annotations

from handlers.exchange.linelist import columns
from handlers.exchange.records import QUERIES as EXCHANGED
from tests.conftest import SUPERVISOR
from tests.handlers.report.test_grammar import reading

REPORTS = "SELECT number, cases, animals, status FROM report ORDER BY number"
ALERTS = "SELECT number, risk, cases FROM alert ORDER BY number"
DAYS = {"since": "2026-11-23", "until": "2026-11-29"}


async def test_dogs_and_people_are_two_alerts(staffed):
    await staffed.plays("""
        > ver de guinée 1 chien boni
        < No 1 : ver de Guinée, 1 animal, Boni. Superviseur prévenu. Erreur ? ANNULER 1
        > ver de guinée 1 homme boni
        < No 3 : ver de Guinée, 1 cas masculin, Boni. Superviseur prévenu. Erreur ? ANNULER 3
        > ver de guinée 2 chiens boni
        < No 5 : ver de Guinée, 2 animaux, Boni. Superviseur prévenu. Erreur ? ANNULER 5
    """)
    assert await staffed.rows(REPORTS) == [
        (1, 1, 1, "filed"),
        (3, 1, 0, "filed"),
        (5, 2, 1, "filed"),
    ]
    assert await staffed.rows(ALERTS) == [(2, "guinea_worm:animals", 3), (4, "guinea_worm", 1)]
    [said] = await staffed.says("à vérifier", SUPERVISOR)
    assert "alerte 4 ver de Guinée 1 Boni, alerte 2 ver de Guinée (animaux) 3 Boni." in said


async def test_weekly_totals_of_people_leave_them_out(staffed):
    await staffed.says("ver de guinée 3 chiens boni")
    await staffed.says("ver de guinée 1 homme boni")
    [said] = await staffed.says("bilan s48", SUPERVISOR)
    assert "ver de Guinée (animaux) 3 (0), ver de Guinée 1 (0)." in said
    assert "Agents 1 sur 1" in said
    [mine] = await staffed.says("mes chiffres")
    assert "S48 jusqu’ici 1 cas" in mine


async def test_who_reports_animals_only_has_reported(staffed):
    await staffed.says("ver de guinée 3 chiens boni")
    [said] = await staffed.says("bilan s48", SUPERVISOR)
    assert "Agents 1 sur 1" in said
    [mine] = await staffed.says("mes chiffres")
    assert "S48 jusqu’ici 0 cas" in mine


async def test_what_goes_to_the_ministry_leaves_them_out_and_the_line_list_tells(staffed):
    await staffed.says("ver de guinée 3 chiens boni 1 mort")
    await staffed.says("ver de guinée 1 homme boni")
    async with staffed.database.reading() as connection:
        cases = await connection.fetch(EXCHANGED, "cases_by_day", **DAYS)
        deaths = await connection.fetch(EXCHANGED, "deaths_by_day", **DAYS)
        lines = await connection.fetch(EXCHANGED, "lines_after", after=0, everything=0, **DAYS)
    assert [(row["sex"], row["count"]) for row in cases] == [("male", 1)]
    assert [row["count"] for row in deaths] == [0]
    assert [(row["cases"], row["animals"]) for row in lines] == [(3, 1), (1, 0)]
    assert "animals" in [column.name for column in columns(personal=False)]


async def test_a_correction_keeps_that_they_are_animals(staffed):
    await staffed.says("ver de guinée 2 chiens boni")
    [said] = await staffed.says("c'est 3 pas 2")
    assert said.startswith("No 3 : ver de Guinée, 3 animaux, Boni (remplace 1).")
    await staffed.says("corriger 3 ver de guinée 1 homme boni")
    assert await staffed.rows(REPORTS) == [
        (1, 2, 1, "superseded"),
        (3, 3, 1, "superseded"),
        (4, 1, 0, "filed"),
    ]
    [(_number, risk, cases)] = await staffed.rows(
        "SELECT number, risk, cases FROM alert WHERE status = 'open'"
    )
    assert (risk, cases) == ("guinea_worm", 1)


def test_the_herder_is_reported_beside_the_death_of_his_goats():
    text = "Mort de 3 chèvres et maintenant le berger a de la fièvre et saigne des gencives. Koro"
    found = [(each.risk, each.count) for each in reading(text).reports]
    assert found == [("animal_deaths", 3), ("vhf", 1)]
