"""What is told of an earlier week counts in that week, and the answer says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers import HANDLERS
from tests.conftest import SUPERVISOR
from tests.handlers.report.test_grammar import one, reading

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
DAYS = "SELECT number, on_day, cases FROM report WHERE status = 'filed' ORDER BY number"
LAST = 0


@pytest.mark.parametrize(
    ("text", "locale", "week"),
    [
        ("S47 palu 12 koro", "fr", 47),
        ("palu 12 koro S47", "fr", 47),
        ("semaine 46 : palu 12, rougeole 2, koro", "fr", 46),
        ("sem 46 palu 12", "fr", 46),
        ("rapport de la semaine 47 palu 12", "fr", 47),
        ("W46 measles 2", "en", 46),
        ("week 46: malaria 12", "en", 46),
        ("palu 12 koro semaine passee", "fr", LAST),
        ("la semaine dernière 3 palu", "fr", LAST),
        ("last week malaria 12", "en", LAST),
        ("malaria 12 last week", "en", LAST),
        ("Bonjour chef. Semaine passée: palu 12, rougeole 2", "fr", LAST),
        ("semaine précédente palu 12", "fr", LAST),
        ("S 47 palu 12", "fr", 47),
        # The latest of several; what was told before has a week of its own.
        ("palu : 25 en S46, 22 en S47, 16 cette semaine S48", "fr", 48),
        ("palu : semaine passée 12, cette semaine 15", "fr", None),
        ("Rougeole S48: 9 cas, 5 filles et 4 garçons", "fr", 48),
        ("semaine n°48 : morsures de chien 2", "fr", 48),
        ("Rapport de la 48ème semaine: 22 cas de paludisme", "fr", 48),
        ("Totaux S48/2026 : paludisme grave 7, décès 2", "fr", 48),
        ("Late report for week 47: malaria 24, pneumonia 7", "en", 47),
        ("du 16 au 22 novembre : palu 38 cas", "fr", (22, 11)),
        ("TLOH du 23 au 29/11/2026 : IRA 21", "fr", (29, 11)),
        ("Week of 16-22 Nov: 1 suspected yellow fever case", "en", (22, 11)),
        ("du 1 au 30 novembre : palu 150", "fr", None),
        ("Relevé du 23/11 au 29/11/2026, Koro: palu 71, IRA 29", "fr", (29, 11)),
        ("du 30/11 au 06/12/26 palu 12", "fr", (6, 12)),
        ("du 26 octobre au 1er novembre, 4 rougeole koro", "fr", (1, 11)),
        ("23 Nov to 29 Nov 2026: measles 3", "en", (29, 11)),
        ("rapport de la semaine quarante-huit: quatre cas de rougeole", "fr", 48),
        ("La semmaine qui vient de finir: 6 palu", "fr", LAST),
        ("la semaine qui s'achève : 3 palu", "fr", LAST),
        ("J'ai oublié dans le rapport de la semaine passée 1 cas de palu", "fr", LAST),
        ("Please add to last week's report: 3 cases of measles", "en", LAST),
        ("Erreur: c'est 9 cas de rougeole à Koro, pas 90. Semaine 48.", "fr", 48),
        ("We saw 5 children with measles in week 48. All 5 are from Koro.", "en", 48),
        ("hebdo 47 : MAS 7 (4 filles, 3 garçons)", "fr", 47),
        ("RH 48 Koro palu 12", "fr", 48),
        ("chiffres de la semaine passée : trois cas de fièvre jaune, dont un décès", "fr", LAST),
        ("Sem 46 (9 au 15 novembre), en retard : 2 tétanos néonatals", "fr", 46),
        ("semaine 47 (du 16 au 22) : 8 palu, 1 morsure de chien", "fr", 47),
        ("Mes chiffres d'hier sont de la S47 et non de la S48 : palu 9", "fr", 47),
        ("8 cas de diarrhée aqueuse la semaine 48 : 3 mardi, 4 jeudi, 1 dimanche", "fr", 48),
        ("semen pasé a Koro 5 malad roujol", "fr", LAST),
        ("Totals for the week of 23 November, Koro: 18 malaria", "en", (23, 11)),
        ("District de Koro S48, total 14 palu: Boni 8, Hombori 6", "fr", 48),
        ("palu du 23 au 29/11: lundi 2, mardi 0, mercredi 4. Total 6.", "fr", (29, 11)),
        # Of something else: another number, a vaccination, a death.
        ("palu koro 3 nouveaux cas, en plus des 5 de la semaine passée", "fr", None),
        ("malaria 12 koro, up from 7 last week", "en", None),
        ("rougeole 1 koro vaccinée la semaine passée", "fr", None),
        ("palu 3 koro, rien la semaine passée", "fr", None),
        ("Maintenant 6 cas de méningite, la semaine dernière c'était 2.", "fr", None),
        ("2 measles in Koro, died last week 1", "en", None),
        # None.
        ("palu 12 koro", "fr", None),
        ("cette semaine palu 12", "fr", None),
        ("palu 3 lundi dernier", "fr", None),
        ("toux depuis une semaine 3 rougeole", "fr", None),
        ("du 3 au 9 cas de palu", "fr", None),  # three to nine
        ("this week measles 2", "en", None),
    ],
)
def test_the_week_that_is_named(text: str, locale: str, week: int | None) -> None:
    found = reading(text, locale)
    assert found.reports
    assert found.week == week


@pytest.mark.parametrize(
    ("text", "locale", "count", "week"),
    [
        ("palu : 31 cas en semaine 47 et 44 cas en semaine 48", "fr", 44, 48),
        ("S47: 5 cas de rougeole, S48: 8 cas", "fr", 8, 48),
        ("Rougeole: 9 cas en S48 contre 4 en S47", "fr", 9, 48),
        ("Le palu diminue: semaine 47 = 60 cas, semaine 48 = 42 cas", "fr", 42, 48),
        ("S48 : 5 rougeole dont 1 décès ; S47 c'était 2 cas sans décès", "fr", 5, 48),
        ("S48 12 cas palu, décès 0, S47 9 décès 1", "fr", 12, 48),
        ("S48 MAS 7 (S47: 10)", "fr", 7, 48),
        ("Semaine 48: 8 cas de rougeole, soit 3 de plus que la semaine 47", "fr", 8, 48),
        ("Semaine 47 aucun cas, semaine 48 deux cas de méningite", "fr", 2, 48),
        ("W48: 3 meningitis cases, down from 7 in W47", "en", 3, 48),
        ("Malaria 28 in week 48 (week 47: 35)", "en", 28, 48),
        ("Du 16 au 22/11: 6 cas de choléra. Du 23 au 29/11: 10 cas", "fr", 10, (29, 11)),
        ("palu S52 12, S1 9", "fr", 9, 1),  # in January
        ("Rougeole S48: 3 nouveaux cas, total cumulé 15", "fr", 3, 48),
        ("Cumul rougeole 31 cas, dont 6 nouveaux en S48", "fr", 6, 48),
        ("méningite 5 nouveaux cas, le total passe à 18 cas", "fr", 5, None),
        ("La semaine passée 3 palu à Koro, la semaine d'avant 1 seule.", "fr", 3, LAST),
        ("Last week 3 measles in Koro, the week before only 1.", "en", 3, LAST),
        ("Now 6 meningitis, last week it was 2", "en", 6, None),
        ("MAS : 11 nouveaux admis en S48 contre 7 en S47, Koro.", "fr", 11, 48),
        ("En plus des 6 cas de rougeole déjà déclarés pour la S48, 3 nouveaux, toujours S48.", "fr",
         3, 48),
        ("encor 2 ka de rougeole a Koro en plus des 4 deja envoyé", "fr", 2, None),
        ("Mise à jour S48: 3 cas de méningite supplémentaires, ce qui fait 8 au total.", "fr", 3,
         48),
        ("2 more cholera cases, total now 9.", "en", 2, None),
        ("S48 vs S47 Koro: choléra 13 vs 8", "fr", 13, 48),
        ("Koro : 8 palu en S48, même chiffre qu'en S47", "fr", 8, 48),
        ("En S47 nous avions 7 dysenterie ; la semaine dernière nous n'en avons eu que 3.", "fr", 3,
         LAST),
        ("semaine du 16 au 22: 6 rougeoles. Semaine du 23 au 29: 11 rougeoles, le double.", "fr",
         11, (29, 0)),
        ("s48 palu 10 deja envoyé, +4 nouvo, total 14", "fr", 4, 48),
        ("SAM W48: 12 already sent, 3 new ones, total now 15", "en", 3, 48),
        ("Remplacez IRA 8 par IRA 18 dans le RH 48", "fr", 18, 48),
    ],
)  # fmt: skip
def test_of_two_weeks_that_are_compared_the_later_is_reported(text, locale, count, week):
    [found] = reading(text, locale).reports
    assert (found.count, reading(text, locale).week) == (count, week)


def test_of_two_diseases_that_are_compared_each_keeps_its_number_of_the_later_week():
    found = reading("S48 Koro, palu 27 (S47: 35), IRA 12 (S47: 9)")
    assert [(each.count, each.week) for each in found.reports] == [(27, None), (12, None)]
    assert found.week == 48


def test_the_dead_of_an_earlier_week_are_not_of_this_one():
    assert one("S48 12 cas palu, décès 0, S47 9 décès 1").deaths == 0
    assert one("S47: 9 palu dont 2 décès, S48: 12 dont 1 décès").deaths == 1


def test_weeks_that_each_have_their_diseases_are_reports_of_their_own():
    found = reading("S46: palu 12, rougeole 1. S47: palu 10").reports
    assert [(each.risk, each.count, each.week) for each in found] == [
        ("malaria", 12, 46),
        ("measles", 1, 46),
        ("malaria", 10, 47),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Pas de cas cette semaine à Koro, on avait 2 rougeoles la semaine passée.",
        "Semaine 48 aucun cas à Koro. Semaine 47 il y avait 3 cas de rougeole.",
    ],
)
def test_where_there_is_nothing_now_what_there_was_is_not_told_again(text):
    found = reading(text)
    assert (found.reports, found.zero, found.question) == ((), True, None)


@SQLITE
async def test_nothing_in_a_week_is_nothing_in_that_week(staffed):
    """Tuesday of week 48: the week that is named first is not the one without cases."""
    [said] = await staffed.says("Semaine 46 il y avait 3 rougeole, semaine 47 aucun cas.")
    assert said.startswith("No 1 : semaine 47, rien à signaler.")


@pytest.mark.parametrize(
    ("text", "today", "week"),
    [
        # Day by day: none of the days is when all fell ill, and the week is that of the last.
        ("palu lundi 3 mardi 4", date(2026, 11, 30), (24, 11)),
        ("palu lundi 3 mardi 4", date(2026, 11, 24), (24, 11)),
        ("rougeole: lundi 2, mercredi 1, vendredi 3, total 6", date(2026, 11, 30), (27, 11)),
        ("palu 2 aujourd'hui, 3 hier", date(2026, 11, 24), (24, 11)),
    ],
)
def test_of_several_days_it_is_the_week_of_the_last(text, today, week):
    found = reading(text, today=today)
    assert [each.onset for each in found.reports] == [None]
    assert found.week == week


def test_the_week_of_what_was_told_before_is_not_that_of_the_new_ones() -> None:
    found = reading("palu 16, 25 en S46")
    assert [each.count for each in found.reports] == [16]
    assert found.week is None


async def test_the_total_of_last_week_counts_in_last_week(staffed):
    """Tuesday of week 48."""
    await staffed.plays("""
        > S47 palu 12 koro
        < No 1 : paludisme, 12 cas, Koro, semaine 47. Erreur ? ANNULER 1
        > semaine passée : palu 4, sang dans les selles 2 boni
        < Reçu : no 2 paludisme 4, no 3 diarrhée avec sang 2. Boni. Semaine 47. Erreur ? ANNULER 2
        > S48 palu 3 koro
        < No 5 : paludisme, 3 cas, Koro. Erreur ? ANNULER 5
    """)
    sunday = "2026-11-22"
    assert await staffed.rows(DAYS) == [
        (1, sunday, 12),
        (2, sunday, 4),
        (3, sunday, 2),
        (5, "2026-11-24", 3),
    ]
    [said] = await staffed.says("bilan douentza s47", SUPERVISOR)
    assert "paludisme 4 (0)" in said


@SQLITE
async def test_two_weeks_in_one_message_are_two_reports(staffed):
    await staffed.plays(
        """
        > S46 palu 12 koro. S47 palu 10 koro
        < Reçu : no 1 paludisme 12, semaine 46, no 2 paludisme 10, semaine 47. Koro. \\
Erreur ? ANNULER 1
    """.replace("\\\n", "")
    )
    assert await staffed.rows(DAYS) == [(1, "2026-11-15", 12), (2, "2026-11-22", 10)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("semaine du 23 au 29 palu 4", (29, 0)),  # of the latest month with such a day
        ("palu du 23 au 29 : 4 cas koro", (29, 0)),  # once 23 cases
        ("du lundi 23 au dimanche 29 : palu 4", (29, 0)),
        ("semaine du lundi 23 au dimanche 29 novembre palu 4", (29, 11)),
        ("malaria from 23 to 29: 4 cases koro", (29, 0)),
    ],
)
def test_the_days_of_a_week_are_no_cases(text: str, days: tuple[int, int]) -> None:
    read = reading(text)
    assert [found.count for found in read.reports] == [4]
    assert read.week == days


@SQLITE
async def test_days_without_a_month_are_of_the_last_one(staffed):
    """24 November: the 16th to the 22nd were last week, the 24th to the 30th of October."""
    for text, on in (("palu 4 du 16 au 22", "2026-11-22"), ("palu 5 du 24 au 30", "2026-11-01")):
        await staffed.says(text)
        [(day,)] = await staffed.rows("SELECT on_day FROM report ORDER BY number DESC LIMIT 1")
        assert str(day) == on


@SQLITE
async def test_the_days_of_a_week_name_it(staffed):
    await staffed.says("du 9 au 15 novembre : palu 12 koro")
    assert await staffed.rows(DAYS) == [(1, "2026-11-15", 12)]


@SQLITE
async def test_who_tells_of_last_week_has_reported_then_and_not_in_this_one(staffed):
    staffed.clock.now = datetime(2026, 11, 23, 9, tzinfo=UTC)  # Monday: S47 is due on Wednesday
    await staffed.says("S47 palu 12 boni")
    [said] = await staffed.says("mes chiffres")
    assert "S48 jusqu’ici 0 cas, S47 12 cas, S46" in said
    staffed.clock.advance(days=8)
    [said] = await staffed.says("manquants s48", SUPERVISOR)
    assert said.startswith("Douentza, semaine 48, agents sans rapport : 1 sur 1.")
    [said] = await staffed.says("manquants s47", SUPERVISOR)
    assert said == "Douentza, semaine 47 : tous les agents ont envoyé un rapport (1)."


@SQLITE
async def test_a_case_that_began_last_week_is_a_report_of_that_week(staffed):
    staffed.clock.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    await staffed.says("rougeole 1 boni depuis samedi")
    staffed.clock.advance(days=8)
    [said] = await staffed.says("manquants s47", SUPERVISOR)
    assert said == "Douentza, semaine 47 : tous les agents ont envoyé un rapport (1)."
    [said] = await staffed.says("manquants s48", SUPERVISOR)
    assert said.startswith("Douentza, semaine 48, agents sans rapport : 1 sur 1.")


@SQLITE
@pytest.mark.parametrize("text", ["S50 palu 3 boni", "S54 palu 3 boni", "S12 palu 3 boni"])
async def test_a_week_that_has_not_begun_or_is_long_over_was_not_meant(staffed, text):
    [said] = await staffed.says(text)
    assert "semaine" not in said
    assert [day for _number, day, _cases in await staffed.rows(DAYS)] == ["2026-11-24"]


@SQLITE
async def test_in_january_a_great_number_is_of_last_year(staffed):
    staffed.clock.now = datetime(2027, 1, 5, 9, tzinfo=UTC)
    await staffed.says("S53 palu 3 boni")
    assert [day for _number, day, _cases in await staffed.rows(DAYS)] == ["2027-01-03"]


@SQLITE
async def test_a_correction_stays_in_the_week_of_what_it_corrects(staffed):
    await staffed.says("palu 5 boni")
    staffed.clock.advance(days=9)
    await staffed.says("corriger 1 palu 6 boni")
    assert await staffed.rows(DAYS) == [(2, "2026-11-24", 6)]
    await staffed.says("corriger 2 palu 6 boni hier")  # unless it says a day of its own
    assert await staffed.rows(DAYS) == [(3, "2026-12-02", 6)]


@SQLITE
@pytest.mark.parametrize(
    ("hour", "week", "day"), [(9, 46, date(2026, 11, 20)), (15, 47, date(2026, 11, 21))]
)
async def test_weeks_from_friday_noon_have_the_reports_of_their_hours(staffed, hour, week, day):
    """Before noon it is the last day of one week, from then on the first of the next."""
    options = {"weeks": {"begins": "friday 12:00"}}
    staffed.knowledge = replace(staffed.knowledge, options=options)
    staffed.dispatcher = staffed.with_handlers(*HANDLERS)
    staffed.clock.now = datetime(2026, 11, 20, hour, tzinfo=UTC)
    await staffed.says("palu 5 boni")
    assert await staffed.rows(DAYS) == [(1, day.isoformat(), 5)]
    [said] = await staffed.says(f"bilan douentza s{week}", SUPERVISOR)
    assert "paludisme 5 (0)" in said


@SQLITE
@pytest.mark.parametrize("text", ["depuis le 20/11", "depuis vendredi", "depuis le 20 novembre"])
async def test_a_day_that_is_written_out_is_the_same_whenever_it_is_sent(staffed, text):
    options = {"weeks": {"begins": "friday 12:00"}}
    staffed.knowledge = replace(staffed.knowledge, options=options)
    staffed.dispatcher = staffed.with_handlers(*HANDLERS)
    staffed.clock.now = datetime(2026, 11, 20, 11, tzinfo=UTC)
    await staffed.says(f"rougeole 1 boni {text}")
    staffed.clock.now = datetime(2026, 11, 20, 15, tzinfo=UTC)
    await staffed.says(f"rougeole 2 boni {text}")
    staffed.clock.now = datetime(2026, 11, 21, 8, tzinfo=UTC)
    await staffed.says(f"rougeole 3 boni {text}")
    assert {row[1] for row in await staffed.rows(DAYS)} == {"2026-11-20"}


@SQLITE
async def test_today_is_the_day_on_which_it_was_sent_also_in_weeks_from_friday_noon(staffed):
    options = {"weeks": {"begins": "friday 12:00"}}
    staffed.knowledge = replace(staffed.knowledge, options=options)
    staffed.dispatcher = staffed.with_handlers(*HANDLERS)
    staffed.clock.now = datetime(2026, 11, 20, 15, tzinfo=UTC)
    await staffed.says("rougeole 1 boni depuis aujourd'hui")
    assert await staffed.rows(DAYS) == [(1, "2026-11-21", 1)]
    await staffed.says("rougeole 1 hombori depuis hier")
    assert (await staffed.rows(DAYS))[1][1] == "2026-11-19"
