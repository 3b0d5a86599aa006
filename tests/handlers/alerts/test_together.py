"""Two processes that each store a part of a cluster, and reports in any order, end alike."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.handler import Outcome, Reaction
from bot.store.base import as_rows
from handlers import HANDLERS, REACTIONS
from handlers.alerts.records import QUERIES, beside
from handlers.report.events import ReportFiled
from tests.conftest import BY_KEY, CHW, SUPERVISOR, House

POSTGRES = pytest.mark.parametrize("database", ["postgres"], indirect=True)
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def processes(house: House, reaction_at: int):
    """Two dispatchers that meet, each with its report stored and not committed."""
    meeting = asyncio.Barrier(2)

    async def meet(_session, _events) -> Outcome:
        if meeting.n_waiting < 2 and not meeting.broken:
            try:
                async with asyncio.timeout(2):
                    await meeting.wait()
            except (TimeoutError, asyncio.BrokenBarrierError):
                pass  # a second try comes alone
        return Outcome()

    reactions = (*REACTIONS[:reaction_at], Reaction(ReportFiled, meet), *REACTIONS[reaction_at:])
    return [house.with_handlers(*HANDLERS, reactions=reactions) for _each in range(2)]


@POSTGRES
async def test_two_processes_that_store_a_part_each_raise_one_alert(staffed):
    """Two cases of bloody diarrhoea are one alert; neither process sees the other's before."""
    watching = next(n for n, r in enumerate(REACTIONS) if r.to is ReportFiled and r.informed)
    one, other = processes(staffed, watching)
    await asyncio.gather(
        one.receive(staffed.message("diarrhee sanglante 1 douentza", CHW)),
        other.receive(staffed.message("diarrhee sanglante 1 douentza", SUPERVISOR)),
    )
    assert await staffed.rows("SELECT status, cases FROM alert") == [("open", 2)]
    assert await staffed.rows("SELECT count(*) FROM alert_report") == [(2,)]


@POSTGRES
async def test_who_waited_for_the_lock_sees_what_the_other_stored_meanwhile(staffed):
    """The look waits until the other has committed; the first time nobody ever had the lock."""
    await staffed.says("diarrhee sanglante 1 douentza")
    lock = [{"risk": "nobody_had_it", "area_id": ""}]
    near = {"rows": "[]", "numbers": '{"1": 1}'}

    async def look():
        async with staffed.database.transaction() as connection:
            return [row["status"] for row in await beside(connection, lock, **near)]

    for status in ("withdrawn", "filed"):
        async with staffed.database.transaction() as other:
            await other.fetch(QUERIES, "lock_risks", rows=as_rows(lock))
            looking = asyncio.create_task(look())
            await somebody_waits(staffed)
            await other._raw.execute("UPDATE report SET status = $1", status)
        assert await looking == [status]
    assert await look() == ["filed"]


@POSTGRES
async def test_an_alert_that_is_dismissed_meanwhile_takes_no_new_case(staffed):
    """Who keeps it waits for who decides, and then looks at it all again: another alert."""
    await staffed.says("rougeole 1 f douentza")
    async with staffed.database.transaction() as other:
        await other._raw.execute("UPDATE alert SET status = 'dismissed'")
        saying = asyncio.create_task(staffed.says("rougeole 1 m douentza"))
        await somebody_waits(staffed)
    await saying
    alerts = await staffed.rows("SELECT status, cases FROM alert ORDER BY number")
    assert alerts == [("dismissed", 1), ("open", 1)]


async def somebody_waits(house: House) -> None:
    async with asyncio.timeout(10):
        while not await house.rows("SELECT 1 FROM pg_locks WHERE NOT granted"):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@POSTGRES
async def test_of_two_processes_that_decide_at_once_one_says_that_the_other_did(staffed):
    await staffed.says("rougeole 1 f douentza")
    one, other = (staffed.with_handlers(*HANDLERS) for _each in range(2))
    supervisor = staffed.message("ok 2", SUPERVISOR)
    coordinator = staffed.message("ok 2", BY_KEY["coordinator"])
    await asyncio.gather(one.receive(supervisor), other.receive(coordinator))
    await staffed.hears(SUPERVISOR)
    steps = await staffed.rows("SELECT what FROM alert_step ORDER BY at, what")
    assert sorted(row[0] for row in steps) == ["escalated", "raised"]
    said = [r.text for out, r in staffed.channel.sent if out.urgency == 0]
    assert len([t for t in said if "déjà" in t or "already" in t]) == 1


MESSAGES = (
    "rougeole 1 f douentza",
    "rougeole 2 boni depuis 3 jours",
    "rougeole 1 m mondoro depuis 20 jours",
    "rougeole 2 koro",
    "rougeole 1 koro depuis 12 jours",
    "cholera 1 douentza",
    "cholera 1 koro hier",
    "cholera 2 boni depuis 6 jours",
    "meningite 1 koro",
    "meningite 1 koro hier",
    "diarrhee sanglante 1 mondoro",
    "diarrhee sanglante 1 mondoro depuis 5 jours",
)
GROUPS = """
SELECT a.number, a.level, i.text FROM alert AS a JOIN alert_report AS m ON m.alert_number = a.number
JOIN report AS r ON r.number = m.report_number JOIN inbound AS i ON i.id = r.inbound_id
WHERE a.status = 'open'
"""
# Cases of cholera on the first and the seventh day are two in seven days; other measles is apart.
EXPECTED = [
    ["alert", "cholera 1 koro hier"],
    ["alert", "diarrhee sanglante 1 mondoro", "diarrhee sanglante 1 mondoro depuis 5 jours"],
    ["alert", "meningite 1 koro", "meningite 1 koro hier"],
    ["alert", "rougeole 1 f douentza"],
    ["alert", "rougeole 1 koro depuis 12 jours", "rougeole 2 koro"],
    ["alert", "rougeole 1 m mondoro depuis 20 jours"],
    ["alert", "rougeole 2 boni depuis 3 jours"],
    ["cholera 1 douentza", "cholera 2 boni depuis 6 jours", "outbreak"],
]
WRONG = ("rougeole 3 f boni", "cholera 1 m boni", "meningite 2 koro")


@SQLITE
@pytest.mark.parametrize("seed", range(2))
async def test_reports_in_any_order_through_the_whole_bot_end_in_the_same_alerts(staffed, seed):
    """Also with reports between them that are taken back, at once or at the end."""
    chance = random.Random(seed)  # noqa: S311
    texts = [*MESSAGES, *WRONG]
    if seed:
        chance.shuffle(texts)
    late = []
    for text in texts:
        answers = await staffed.says(text, BY_KEY["supervisor-douentza"])
        number = next(int(a.split()[1]) for a in answers if a.startswith("No "))
        if text in WRONG and chance.random() < 0.5:
            await staffed.says(f"annuler {number}", BY_KEY["supervisor-douentza"])
        elif text in WRONG:
            late.append(number)
    for number in late:
        await staffed.says(f"annuler {number}", BY_KEY["supervisor-douentza"])
    alerts: dict[int, set[str]] = {}
    for number, level, text in await staffed.rows(GROUPS):
        alerts.setdefault(number, {level}).add(text)
    assert sorted(map(sorted, alerts.values())) == EXPECTED
