"""Zero reports are taken back, replaced by cases, and made by health workers only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.sms import measure
from tests.conftest import BY_KEY, CHW, SUPERVISOR

COORDINATOR = BY_KEY["coordinator"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
REPORTS = "SELECT number, risk, cases, on_day, status FROM report ORDER BY number"
CHANGES = "SELECT number, what FROM report_change ORDER BY number"
THEIRS = (
    "Rien n’est noté : ZERO S47 est le rapport d’un agent de santé, pour une semaine sans malade. "
    "Pour vous : A VERIFIER, BILAN"
)
MADE_CHW = (
    "INSERT INTO assignment (contact_id, role, area_id, since) SELECT contact_id, 'chw', "
    "'district-douentza', 1 FROM contact_address WHERE address = 'tel:+22370000002' RETURNING role"
)


async def zeros_of(house, week: int = 47) -> str:
    [said] = await house.says(f"bilan s{week}", SUPERVISOR)
    return said


async def test_a_zero_report_is_taken_back_by_its_number(staffed):
    await staffed.plays(
        """
        > zero s47
        < No 1 : semaine 47, rien à signaler. Merci. S’il y a des cas, envoyez-les. \
Erreur ? ANNULER 1
        > annuler 1
        < Annulé : no 1, rien à signaler en semaine 47. S’il y a des cas, envoyez-les : S47 PALU 3
        > annuler 1
        < Le no 1 est déjà annulé.
        > mes chiffres
        < Vos chiffres par semaine : S48 jusqu’ici 0 cas, S47 rien reçu, S46 rien reçu, S45 rien \
reçu, S44 rien reçu. À temps : 0 sur 4.
        """.replace("\\\n", "")
    )
    assert "Rapports zéro : 0. Agents 0 sur 1" in await zeros_of(staffed)
    assert await staffed.rows("SELECT number FROM zero_report") == [(1,)]  # nothing is deleted
    assert await staffed.rows(CHANGES) == [(1, "withdrawn")]


async def test_a_zero_report_is_taken_back_as_the_last_thing_that_was_sent(staffed):
    await staffed.says("palu 2 boni")
    staffed.clock.advance(minutes=1)
    await staffed.says("zero s46")
    await staffed.plays(
        """
        > annuler
        < Annuler le no 2 : rien à signaler en semaine 46 ? 1 oui 2 non
        > peut-être
        < Répondez par un des numéros. Annuler le no 2 : rien à signaler en semaine 46 ? 1 oui 2 non
        > 1
        < Annulé : no 2, rien à signaler en semaine 46. S’il y a des cas, envoyez-les : S46 PALU 3
        > annuler
        < Annuler le no 1 : paludisme, 2 cas ? 1 oui 2 non
        > 2
        < Gardé : no 1.
        """
    )


@SQLITE
async def test_nobody_takes_back_the_zero_report_of_another(staffed):
    await staffed.says("zero s47")
    [said] = await staffed.says("annuler 1", BY_KEY["chw-ansongo"])
    assert said.startswith("No report 1 of yours was found.")
    assert "Rapports zéro : 1" in await zeros_of(staffed)


@pytest.mark.parametrize(
    ("text", "day", "answer"),
    [
        (
            "corriger 1 palu 3 boni",
            "2026-11-22",
            "No 2 : paludisme, 3 cas, Boni, semaine 47 (remplace 1). Erreur ? ANNULER 2",
        ),
        (
            "corriger 1 S46 palu 3 boni",
            "2026-11-15",
            "No 2 : paludisme, 3 cas, Boni, semaine 46 (remplace 1). Erreur ? ANNULER 2",
        ),
        (
            "corriger 1 palu 3 boni samedi",
            "2026-11-21",
            None,
        ),
    ],
)
async def test_a_zero_report_is_corrected_by_the_cases_of_its_week(staffed, text, day, answer):
    await staffed.says("zero s47")
    [said] = await staffed.says(text)
    assert answer is None or said == answer
    assert "(remplace 1)" in said
    assert await staffed.rows(REPORTS) == [(2, "malaria", 3, day, "filed")]
    assert await staffed.rows(CHANGES) == [(1, "superseded")]
    week = 46 if "S46" in text else 47
    assert "paludisme 3 (0). Rapports zéro : 0. Agents 1 sur 1" in await zeros_of(staffed, week)
    [again] = await staffed.says("corriger 1 palu 5 boni")
    assert again == "Le no 1 est déjà annulé."


@SQLITE
async def test_a_zero_report_of_this_week_is_corrected_by_what_is_sent_today(staffed):
    await staffed.says("zero s48")
    [said] = await staffed.says("corriger 1 palu 3 boni rougeole 1 boni")
    assert said.startswith("Corrigé : no 2 paludisme 3, no 3 rougeole 1.")
    assert {row[3] for row in await staffed.rows(REPORTS)} == {"2026-11-24"}
    assert "Rapports zéro : 0" in await zeros_of(staffed, 48)


@SQLITE
async def test_a_zero_report_is_corrected_by_that_of_another_week(staffed):
    await staffed.says("zero s47")
    [said] = await staffed.says("corriger 1 zero s46")
    assert said.startswith("No 2 : semaine 46, rien à signaler.")
    assert "Rapports zéro : 0" in await zeros_of(staffed, 47)
    assert "Rapports zéro : 1" in await zeros_of(staffed, 46)


@SQLITE
async def test_who_takes_back_a_zero_report_and_tells_cases_is_asked_once(staffed):
    await staffed.says("zero s47")
    await staffed.plays(
        """
        > annulez mon message. palu 3 boni
        < Annuler le no 1 : rien à signaler en semaine 47 ? 1 oui 2 non
        > oui
        < No 2 : paludisme, 3 cas, Boni, semaine 47 (remplace 1). Erreur ? ANNULER 2
        """
    )


@pytest.mark.parametrize("said", [("zero s47", "S47 palu 3 boni"), ("S47 palu 3 boni", "zero s47")])
async def test_who_told_cases_of_the_week_too_said_not_that_there_was_nothing(staffed, said):
    for text in said:
        await staffed.says(text)
    assert "paludisme 3 (0). Rapports zéro : 0. Agents 1 sur 1" in await zeros_of(staffed)


@pytest.mark.parametrize("text", ["0", "zero", "ras", "ZERO S47", "rien à signaler", "palu 0"])
@pytest.mark.parametrize("who", [SUPERVISOR, COORDINATOR])
async def test_who_only_checks_makes_no_zero_report_of_a_district(staffed, text, who):
    [said] = await staffed.says(text, who)
    assert said == THEIRS or said.startswith("Nothing was kept: ZERO S47")
    assert await staffed.rows("SELECT count(*) FROM zero_report") == [(0,)]


@SQLITE
async def test_a_supervisor_who_reports_too_makes_one_in_words(staffed):
    await staffed.rows(MADE_CHW)
    [said] = await staffed.says("0", SUPERVISOR)
    assert said == (
        "Rien n’est noté. Si la semaine 47 était sans malade dans votre village : ZERO S47"
    )
    assert await staffed.rows("SELECT count(*) FROM zero_report") == [(0,)]
    [said] = await staffed.says("ZERO S47", SUPERVISOR)
    assert said.startswith("No 1 : semaine 47, rien à signaler.")


@SQLITE
async def test_a_zero_report_in_time_that_cases_replace_later_was_in_time(staffed):
    staffed.clock.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    await staffed.says("zero s47")
    staffed.clock.advance(days=4)
    await staffed.says("corriger 1 palu 3 boni")
    assert "Agents 1 sur 1 : 100 % (0 %), à temps 100 % (0 %)" in await zeros_of(staffed)


async def test_a_week_without_its_zero_report_is_compared_again(staffed):
    await staffed.says("palu 2 boni")
    await staffed.says("zero s46")
    await staffed.rows("DELETE FROM job RETURNING name")
    await staffed.says("annuler 2", CHW)
    jobs = await staffed.rows("SELECT key FROM job WHERE name = 'compare'")
    assert any("2026-W46" in key for (key,) in jobs), jobs


@SQLITE
async def test_several_are_taken_back_at_once_reports_or_not(staffed):
    await staffed.says("zero s47")
    await staffed.says("zero s46")
    await staffed.says("palu 2 boni")
    await staffed.plays(
        """
        > annuler 1 2 3
        < Annulé : no 1 (rien à signaler, semaine 47), no 2 (rien à signaler, semaine 46), no 3 \
paludisme, 2 cas. Pour en renvoyer un, écrivez tout le rapport.
        > annuler 1 et 2
        < Le no 1 est déjà annulé. Le no 2 est déjà annulé.
        """.replace("\\\n", "")
    )
    assert await staffed.rows(CHANGES) == [(1, "withdrawn"), (2, "withdrawn"), (3, "withdrawn")]


@SQLITE
async def test_what_was_sent_in_training_is_sent_again_after_it(staffed):
    await staffed.says("formation 70000001", SUPERVISOR)
    await staffed.hears(CHW)
    await staffed.says("zero s47")
    await staffed.says("formation finie 70000001", SUPERVISOR)
    await staffed.hears(CHW)
    [said] = await staffed.says("zero s47")
    assert said.startswith("No 2 : semaine 47, rien à signaler.")
    assert await staffed.rows("SELECT training FROM zero_report ORDER BY number") == [(1,), (0,)]


@pytest.mark.parametrize("said", ["RAS", "zero"])
async def test_nothing_to_report_is_kept_while_another_question_waits(staffed, said):
    [asked] = await staffed.says("LANGUE")
    kept, again = await staffed.says(said)
    assert kept.startswith("No 1 : semaine 47, rien à signaler.")
    assert again == f"Répondez par le numéro. {asked}"
    assert await staffed.says("0") == [again]


ALREADY = (
    "Déjà reçu sous le no 1 : semaine 47, rien à signaler. Merci. Pour cette semaine : ZERO S48"
)
WEEKS = "SELECT number, week FROM zero_report ORDER BY number"


@pytest.mark.parametrize("minutes", [1, 11, 90, 600])
async def test_nothing_to_report_sent_twice_is_kept_once(staffed, minutes):
    await staffed.says("rien à signaler")
    for said in ("rien à signaler", "RAS", "0", "ZERO"):
        staffed.clock.advance(minutes=minutes / 4)
        assert await staffed.says(said) == [ALREADY]
    assert await staffed.rows(WEEKS) == [(1, 47)]


async def test_it_is_of_this_week_where_that_is_said(staffed):
    await staffed.says("RAS")
    staffed.clock.advance(minutes=30)
    [said] = await staffed.says("rien à signaler cette semaine")
    assert said.startswith("No 2 : semaine 48, rien à signaler.")
    staffed.clock.advance(hours=3)
    for again in ("rien à signaler cette semaine", "zero s48"):
        [said] = await staffed.says(again)
        assert said == "Déjà reçu sous le no 2 : semaine 48, rien à signaler. Merci."
    assert await staffed.rows(WEEKS) == [(1, 47), (2, 48)]


@SQLITE
async def test_who_sends_it_every_friday_has_one_for_each_week(staffed):
    staffed.clock.advance(days=3)  # Friday of week 48
    for _friday in range(3):
        await staffed.says("RAS")
        staffed.clock.advance(days=3)
        [monday] = await staffed.says("RAS")  # and once more, when the bot reminds others
        assert monday.startswith("Déjà reçu sous le no ")
        staffed.clock.advance(days=4)
    assert [week for _number, week in await staffed.rows(WEEKS)] == [48, 49, 50]


@SQLITE
async def test_of_the_week_before_it_is_also_after_its_day(staffed):
    staffed.clock.advance(days=3)
    [said] = await staffed.says("RAS la semaine dernière")
    assert said.startswith("No 1 : semaine 47, rien à signaler.")


@pytest.mark.parametrize(
    ("text", "kept", "others"),
    [
        ("zero s46 et s47", 46, "47"), ("zero semaine 46 et 47", 46, "47"),
        ("zero s47 zero s46", 47, "46"), ("zero pour les semaines 45, 46 et 47", 45, "46, 47"),
    ],
)  # fmt: skip
async def test_of_several_weeks_it_is_said_which_are_not_kept(staffed, text, kept, others):
    [said] = await staffed.says(text)
    assert said.startswith(f"No 1 : semaine {kept}, rien à signaler.")
    assert f"Pas notée : semaine {others}. Envoyez chacune à part : ZERO S{others[:2]}." in said
    assert measure(said.replace("’", "'")).segments == 1


@pytest.mark.parametrize("text", ["zero S47 (16 au 22 novembre)", "semaine 47: 0 cas, 0 décès"])
async def test_days_and_zeros_are_no_weeks(staffed, text):
    [said] = await staffed.says(text)
    assert "Pas notée" not in said
