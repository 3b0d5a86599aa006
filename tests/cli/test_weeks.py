"""`kunnafoni reports week`: the figures of a week, for whoever keeps the bot."""

from __future__ import annotations

import asyncio

from bot.store.opening import open_database
from tests.cli import Shell
from tests.conftest import Clock, House


async def _week(shell: Shell, catalogs) -> None:
    async with open_database(f"sqlite:{shell.database}") as database:
        house = House(database, catalogs, Clock())
        await house.staff()
        house.clock.advance(days=-6)
        await house.says("palu 3 boni")
        await house.says("rougeole 1 douentza")


def test_a_week_is_printed_by_risk_and_by_area(tmp_path, catalogs):
    shell = Shell(tmp_path)
    asyncio.run(_week(shell, catalogs))
    assert shell.runs("reports", "week", "--area", "district-douentza", "--week", "2026-W47") == [
        "2026-W47\tcases\tto verify\tdeaths\tweek before",
        "measles\t1\t0\t0\t0",
        "malaria\t3\t0\t0\t0",
        "zero reports\t0\t\t\t0",
        "",
        "area\treported\tin time",
        "district-douentza\t1 of 1 (100 %)\t1 of 1 (100 %)",
    ]
    told = shell.runs(
        "reports", "week", "--area", "district-douentza", "--week", "S47", "--reporters"
    )
    assert told[-2] == "reporter\trole\tarea\t2026-W47\treported of 4 weeks\tin time"
    who, *rest = told[-1].split("\t")
    assert rest == ["chw", "district-douentza", "in time", "1 of 4", "1 of 4"]
    assert who
    assert not any(map(str.isspace, who))
    assert "+223" not in "".join(told)
    assert shell.refuses("reports", "week", "--week", "S60") == [
        "S60: no week that has begun; write 2026-W47"
    ]
    assert shell.refuses("reports", "week", "--area", "nowhere") == ["no area nowhere"]
