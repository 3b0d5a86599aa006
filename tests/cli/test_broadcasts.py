"""`kunnafoni broadcasts`: who sent what to how many, and what became of it; never a number."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.jobs import Jobs
from bot.message import Receipt
from bot.outbox import Outbox
from bot.store.mail import SQLMail
from bot.store.sqlite import SQLiteDatabase
from bot.store.store import SQLStore
from handlers import REACTIONS
from handlers.broadcast import sending
from tests.cli import Shell
from tests.conftest import FakeChannel, knowledge
from tests.handlers.broadcast.crowd import SAID, begun, crowded


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


async def sent(shell: Shell, catalogs, *, to_the_end: bool, received: int = 0) -> int:
    """A broadcast to three people; of so many their provider says that they received it."""
    clock = [datetime.now(UTC)]
    async with SQLiteDatabase.open(shell.database) as database:
        await crowded(database, 3)
        number = await begun(database, clock[0])
        channels = {"fake": FakeChannel()}
        outbox = Outbox(SQLMail(database), channels, catalogs, lambda: clock[0])
        store = SQLStore(database)
        given = (store, database, (sending.job,), REACTIONS, knowledge(), lambda: clock[0])
        jobs = Jobs(*given)
        for _step in range(4):
            while await jobs.run_due():
                pass
            if not to_the_end:
                break
            await outbox.deliver(10)
            clock[0] += timedelta(seconds=20)
        theirs = [each.id for each, _rendered in channels["fake"].sent if each.broadcast]
        for each in theirs[:received]:
            await outbox.note(Receipt("fake", f"theirs-{each}", "delivered", outbound_id=each))
    return number


def test_what_was_sent_is_listed_shown_watched_and_exported(shell, catalogs):
    assert shell.runs("broadcasts", "list") == ["no broadcasts"]
    number = asyncio.run(sent(shell, catalogs, to_the_end=True))
    [line] = shell.runs("broadcasts", "list")
    assert line.startswith(f"{number}\t")
    assert line.endswith("\tdone\t3 of 3")
    shown = shell.runs("broadcasts", "show", str(number))
    assert shown[:2] == [f"{number}\tdone\t3 people", f"fr\t{SAID}"]
    assert shown[-1] == "3\tfake\tsent"
    assert {each.split("\t")[1] for each in shown[2:-1]} == {"drafted", "confirmed"}
    assert any("3/3" in each for each in shell.runs("broadcasts", "watch", str(number)))
    header, row = shell.runs("broadcasts", "export")
    values = dict(zip(header.split(","), row.split(","), strict=True))
    assert (values["status"], values["sent"], values["failed"]) == ("done", "3", "0")
    people = shell.runs("broadcasts", "export", str(number))
    assert people[0] == "contact,channel,status,reason,settled"
    assert len(people) == 4
    assert "+223" not in "\n".join([*shown, row, *people])


def test_what_a_provider_says_was_received_is_counted_apart(shell, catalogs):
    number = asyncio.run(sent(shell, catalogs, to_the_end=True, received=2))
    shown = shell.runs("broadcasts", "show", str(number))
    assert sorted(shown[-2:]) == ["1\tfake\tsent", "2\tfake\tdelivered"]
    header, row = shell.runs("broadcasts", "export")
    values = dict(zip(header.split(","), row.split(","), strict=True))
    assert (values["sent"], values["delivered"]) == ("1", "2")
    people = shell.runs("broadcasts", "export", str(number))
    assert sorted(line.split(",")[2] for line in people[1:]) == ["delivered", "delivered", "sent"]


def test_one_under_way_says_what_waits(shell, catalogs):
    number = asyncio.run(sent(shell, catalogs, to_the_end=False))
    assert shell.runs("broadcasts", "list")[0].endswith("\tsending\t0 of 3")
    assert shell.runs("broadcasts", "show", str(number))[-1] == "3\tfake\tqueued"


@pytest.mark.parametrize("command", ["show", "watch"])
def test_one_that_is_not_there_is_said(shell, command):
    assert shell.refuses("broadcasts", command, "77") == ["no broadcast has the number 77"]


def test_nobody_was_sent_what_is_not_there(shell):
    assert shell.runs("broadcasts", "export", "77") == ["contact,channel,status,reason,settled"]
