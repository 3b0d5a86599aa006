"""The week's figures, as reporters and supervisors ask for them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.weeks import telling
from tests.conftest import BY_KEY, CHW, STRANGER, SUPERVISOR, House

COORDINATOR = BY_KEY["coordinator"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
LAST = (
    "Douentza, semaine 47 (entre parenthèses semaine 46) : rougeole 1 (0), paludisme 3 (2). "
    "Rapports zéro : 0. Agents 1 sur 1 : 100 % (100 %), à temps 100 % (100 %), but 80 %."
)


THANKS = (
    "Merci. Votre semaine 47 : 4 cas. À temps : 2 de vos 4 dernières semaines. Plus : MES CHIFFRES"
)
OTHERS = ("URGENT", "lert", "24 h")  # alerts, and reports that nobody has checked
REMINDER = (
    "Nothing has come from you for week 47 (Mon 16 Nov to Sun 22 Nov). Sick people: send "
    "them, with the day. Nobody: ZERO S47"
)


@pytest.fixture
async def weeks(staffed: House) -> House:
    """Week 46: 2 cases. 47: 3 of malaria, 1 of measles. It is Tuesday of week 48."""
    staffed.clock.now = datetime(2026, 11, 12, 9, tzinfo=UTC)
    await staffed.says("palu 2 boni")
    staffed.clock.now = datetime(2026, 11, 19, 9, tzinfo=UTC)
    await staffed.says("palu 3 boni")
    await staffed.says("rougeole 1 douentza")
    staffed.clock.now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    return staffed


async def test_a_reporter_sees_this_week_and_the_last_four(weeks):
    await weeks.plays(
        """
        > MES CHIFFRES
        < Vos chiffres par semaine : S48 jusqu’ici 0 cas, S47 4 cas, S46 2 cas, S45 rien reçu, \
S44 rien reçu. À temps : 2 sur 4.
        > palu 2 boni
        < No 5 : paludisme, 2 cas, Boni. Erreur ? ANNULER 5
        > mes chifres
        < Vos chiffres par semaine : S48 jusqu’ici 2 cas, S47 4 cas, S46 2 cas, S45 rien reçu, \
S44 rien reçu. À temps : 2 sur 4.
        """.replace("\\\n", "")
    )


@SQLITE
async def test_weeks_before_somebody_began_are_not_held_against_them(weeks):
    began = int(datetime(2026, 11, 18, tzinfo=UTC).timestamp() * 1000)
    await weeks.rows(f"UPDATE assignment SET since = {began} RETURNING role")
    assert await weeks.says("mes chiffres") == ["Vos chiffres par semaine : S48 jusqu’ici 0 cas."]
    [said] = await weeks.says("bilan s47", SUPERVISOR)
    assert said.endswith("Aucun agent n’est attendu ici.")


@SQLITE
async def test_a_late_report_is_said_to_be_late(weeks):
    weeks.clock.now = datetime(2026, 11, 26, 8, tzinfo=UTC)
    await weeks.says("zero s45")
    [said] = await weeks.says("mes chiffres")
    assert "S45 0 cas (en retard), S44 rien reçu. À temps : 2 sur 4." in said


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("bilan", LAST),
        ("BILAN DOUENTZA S47", LAST),
        ("bilan dountza s 47", LAST),
        ("bilan semaine 47", LAST),
        ("bilan de la semaine dernière", LAST),
        ("bilan douentza w47 2026", LAST),
        ("bilan 2026-W47 douentza", LAST),
        ("bilan du district de douentza 47", LAST),
        ("bilan mondoro", LAST),  # a village: the district that it is in
        ("bilan koro s47", "Koro n’est pas dans votre zone. La vôtre : Douentza."),
        (
            "bilan s50",
            (
                "La semaine 50 n’a pas commencé : nous sommes en semaine 48. Celle de l’an "
                "dernier : BILAN S50 2025"
            ),
        ),
        ("bilan s54", "Il n’y a pas de semaine 54 cette année-là. Exemple : BILAN S47"),
        ("bilan s53 2025", "Il n’y a pas de semaine 53 cette année-là. Exemple : BILAN S47"),
        ("bilan xyzzyq", "Je ne connais pas «xyzzyq». Exemple : BILAN KORO S47"),
        ("bilan palu 47", "Je ne connais pas «palu». Exemple : BILAN KORO S47"),
        (
            "mes chiffres",
            (
                "Vous vérifiez les rapports. Les chiffres de votre zone : BILAN et la semaine, "
                "BILAN S47"
            ),
        ),
    ],
)
@SQLITE
async def test_a_supervisor_asks_for_a_week_of_the_area(weeks, text, answer):
    assert await weeks.says(text, SUPERVISOR) == [answer]


@SQLITE
async def test_who_has_not_reported_is_known_by_their_last_report(weeks):
    """No names are kept: a supervisor knows the village, the day and the number."""
    weeks.clock.now = datetime(2026, 12, 1, 8, tzinfo=UTC)
    await weeks.plays(
        """
        > manquants
        < Douentza, semaine 48, agents sans rapport : 1 sur 1. Derniers envois : Douentza \
jeu. 19 nov. (no 3).
        > qui manque s47 ?
        < Douentza, semaine 47 : tous les agents ont envoyé un rapport (1).
        > les manquants koro
        < Koro n’est pas dans votre zone. La vôtre : Douentza.
        """.replace("\\\n", ""),
        SUPERVISOR,
    )
    [said] = await weeks.says("who hasnt reported s48", COORDINATOR)
    assert said.startswith("Mali, week 48, reporters without a report: 3 of 3.")
    assert said.endswith("Douentza Thu 19 Nov (no 3), 2 without any report.")


@pytest.mark.parametrize("text", ["summary", "summary mali w47", "summary region douentza"])
@SQLITE
async def test_a_coordinator_sees_the_whole(weeks, text):
    [said] = await weeks.says(text, COORDINATOR)
    if text != "summary mali w47":
        assert "week 47 (in brackets week 46): measles 1 (0), malaria 3 (2)." in said


async def test_the_week_that_runs_says_so_and_what_was_refused_is_no_case(weeks):
    await weeks.says("rougeole 2 douentza")
    await weeks.says("palu 7 boni hier")
    await weeks.says("non 5 erreur", SUPERVISOR)
    [said] = await weeks.says("bilan cette semaine", SUPERVISOR)
    assert said.startswith(
        "Douentza, semaine 48 (entre parenthèses semaine 47) : rougeole 0 (1), paludisme 7 (3). "
        "La semaine n’est pas finie."
    )


async def test_zero_reports_and_signals_are_counted_apart(weeks):
    weeks.clock.advance(days=3)
    await weeks.says("RAS")
    await weeks.says("rougeole 2 mondoro", BY_KEY["resident-koro"])
    [said] = await weeks.says("bilan s48", SUPERVISOR)
    assert "rougeole 0 (1), à vérifier 2, paludisme 0 (3)." in said
    assert "Rapports zéro : 1. Agents 1 sur 1 : 100 % (100 %)" in said


@SQLITE
async def test_many_risks_are_shown_five_at_a_time(weeks):
    for risk in ("méningite", "choléra", "rage", "fièvre jaune", "ira"):
        await weeks.says(f"{risk} 1 boni hier")
    await weeks.says("bilan cette semaine", SUPERVISOR)
    [said] = await weeks.says("suite", SUPERVISOR)
    assert said.startswith("Douentza, semaine 48 (entre parenthèses semaine 47) : ")
    assert "paludisme 0 (3)" in said
    assert "Agents" not in said


@pytest.mark.parametrize(
    ("days", "text", "week"),
    [
        (0, "zero", 48),  # 47 was reported already
        (7, "zero", 48),  # Tuesday of week 49: 48 is due tomorrow and nothing came
        (9, "zero", 49),
        (0, "ZERO S45", 45),
        (0, "ras semaine 45", 45),
    ],
)
@SQLITE
async def test_a_zero_report_is_for_the_week_that_is_due(weeks, days, text, week):
    weeks.clock.advance(days=days)
    [said] = await weeks.says(text)
    assert f"semaine {week}, rien à signaler" in said
    assert await weeks.rows("SELECT week FROM zero_report") == [(week,)]


@SQLITE
async def test_a_zero_report_of_a_week_to_come_is_not_taken_for_another(weeks):
    [said] = await weeks.says("zero s51")
    assert said.startswith("Rien n'est noté : la semaine 51 n'a pas commencé.")
    assert await weeks.rows("SELECT week FROM zero_report") == []


@pytest.mark.parametrize(
    ("who", "text", "answer"),
    [
        (CHW, "bilan", "Le bilan est pour les superviseurs et coordinateurs."),
        (CHW, "bilan : palu 3, boni", "No 5 : paludisme, 3 cas, Boni."),
        (STRANGER, "bilan", "Bienvenue à Kunnafoni"),
        (CHW, "le bilan est bon", "Je n’ai pas compris"),
    ],
)
@SQLITE
async def test_who_has_no_area_to_look_at_is_told_so(weeks, who, text, answer):
    [said] = await weeks.says(text, who)
    assert said.startswith(answer)


async def told(house: House, *, days: float) -> dict[str, list[str]]:
    """What health workers and the supervisor hear of their weeks in the days to come."""
    before = len(house.channel.sent)
    await house.jobs.begin()
    house.clock.advance(days=days)
    while await house.jobs.run_due():
        pass
    await house.hears(CHW)
    people = {"douentza": CHW, "ansongo": BY_KEY["chw-ansongo"], "supervisor": SUPERVISOR}
    heard = {name: house.sent_to(who, before) for name, who in people.items()}
    return {
        name: [text for text in texts if not any(other in text for other in OTHERS)]
        for name, texts in heard.items()
    }


async def test_on_monday_who_reported_is_thanked_and_who_did_not_reminded_once(weeks):
    weeks.clock.now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    expected = {
        "douentza": [THANKS],
        "ansongo": [REMINDER],
        "supervisor": [],
    }
    assert await told(weeks, days=1) == expected
    weeks.clock.advance(days=-2)  # the clock jumps back, and Monday comes again
    await weeks.rows("DELETE FROM job RETURNING name")
    assert await told(weeks, days=2) == {"douentza": [], "ansongo": [], "supervisor": []}
    [said] = await weeks.says("zero s47", BY_KEY["chw-ansongo"])
    assert "week 47, nothing to report" in said


@SQLITE
async def test_who_comes_back_after_the_deadline_reminds_nobody_of_that_week(weeks):
    weeks.clock.now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert await told(weeks, days=5) == {"douentza": [], "ansongo": [], "supervisor": []}
    [job] = await weeks.rows("SELECT key FROM job WHERE name = 'weeks'")
    assert job == ("2026-11-30",)


@SQLITE
async def test_who_stopped_or_is_in_training_is_not_reminded(weeks):
    weeks.clock.now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    await weeks.says("STOP", BY_KEY["chw-ansongo"])
    await weeks.rows("UPDATE contact SET training = 1 WHERE locale = 'fr' RETURNING id")
    assert await told(weeks, days=1) == {"douentza": [], "ansongo": [], "supervisor": []}


async def test_a_whole_page_of_reporters_is_told_and_then_the_next(weeks, monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE", 1)
    weeks.clock.now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    found = await told(weeks, days=1)
    assert [len(texts) for texts in found.values()] == [1, 1, 0]
    sent = await weeks.rows("SELECT count(*) FROM week_told")
    assert sent == [(3,)]
