"""`kunnafoni alerts`: what was raised, and the record of each; never a name or a number."""

from __future__ import annotations

import asyncio
import re

from bot.store.opening import open_database
from tests.cli import Shell
from tests.conftest import SUPERVISOR, Clock, House


async def _story(shell: Shell, catalogs) -> None:
    async with open_database(f"sqlite:{shell.database}") as database:
        house = House(database, catalogs, Clock())
        await house.staff()
        await house.says("rougeole 1 f douentza")
        await house.says("rougeole 2 m douentza")
        await house.says("rage 1 m boni")
        await house.says("? 2 quel quartier", SUPERVISOR)
        await house.says("ok 2", SUPERVISOR)
        await house.says("non 5 un chat", SUPERVISOR)
        for answer in ("clore 2", "2", "3", "0", "vaccination de 3 villages"):
            await house.says(answer, SUPERVISOR)
        await database._writer.execute_fetchall(
            "INSERT INTO comparison (rule, area_id, year, week, risk, method, observed, upper, "
            "alarm, at) VALUES ('malaria', 'district-koro', 2026, 47, 'malaria', NULL, NULL, NULL, "
            "0, 1), ('malaria', 'district-douentza', 2026, 47, 'malaria', 'ears_c2', 9, 4.5, 1, 1)"
        )


def test_the_record_of_an_alert_from_its_first_case_to_its_end(tmp_path, catalogs):
    shell = Shell(tmp_path)
    asyncio.run(_story(shell, catalogs))
    assert shell.runs("alerts", "list") == ["no alerts"]
    head, *lines = shell.runs("alerts", "list", "--all")
    assert head.startswith("number\traised\tstatus")
    assert [line.split("\t")[2:7] for line in lines] == [
        ["dismissed", "alert", "rabies", "district-douentza", "1"],
        ["closed", "alert", "measles", "district-douentza", "3"],
    ]
    assert lines[1].endswith("\tclinical")
    _head, *steps = shell.runs("alerts", "show", "2")
    whats = [step.split("\t")[1] for step in steps]
    assert whats == ["raised", "changed", "asked", "escalated", "closed"]
    assert "words: quel quartier" in steps[2]
    assert "action: vaccination de 3 villages" in steps[4]
    assert not re.search(r"\+223|7000", "".join(steps))
    assert shell.refuses("alerts", "show", "77") == ["no alert has the number 77"]
    told = shell.runs("reports", "week", "--week", "2026-W47")
    assert told[-2:] == [
        "district-douentza\tmalaria\t9\t4.5\tears_c2: an alarm",
        "district-koro\tmalaria\t-\t-\ttoo little past to tell",
    ]
