"""Messages whose turn failed: listed without their words, taken again, never lost."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime

import pytest

from bot.handler import Handler
from bot.message import Location
from bot.store.opening import open_database
from tests.cli import Shell
from tests.conftest import STRANGER, Clock, House

DAY = datetime(2026, 11, 20, 9, tzinfo=UTC)


async def explode(context):
    raise RuntimeError("cannot be read")


FRAGILE = Handler("fragile", explode)


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


@pytest.fixture
def failing(shell, catalogs):
    """Have these messages come in while the bot is broken; their ids."""

    async def receive(texts, fields):
        async with open_database(f"sqlite:{shell.database}") as database:
            house = House(database, catalogs, Clock())
            dispatcher = house.with_handlers(fallback=FRAGILE)
            for text in texts:
                await dispatcher.receive(house.message(text, STRANGER, **fields))
                house.clock.advance(minutes=1)

    def fail(*texts, **fields):
        asyncio.run(receive(texts, fields))
        return [row[0] for row in shell.rows("SELECT id FROM inbound ORDER BY received_at")]

    return fail


def test_an_empty_list_is_said(shell):
    assert shell.runs("inbox", "list") == ["no failed messages"]
    assert shell.runs("inbox", "retry") == ["0 taken again"]


def test_failed_messages_are_listed_by_id_time_and_error_alone(shell, failing):
    [first, second] = failing("palu 2 koro", "rougeole 1 koro")
    assert shell.runs("inbox", "list") == [
        f"{first}\t2026-11-24 08:00\tRuntimeError",
        f"{second}\t2026-11-24 08:01\tRuntimeError",
    ]


def test_all_are_taken_again_in_the_order_they_came_and_once(shell, failing):
    failing("palu 2 koro", "rougeole 1 koro")
    assert shell.rows("SELECT count(*) FROM report") == [(0,)]
    assert shell.runs("inbox", "retry") == ["2 taken again"]
    assert shell.rows("SELECT risk FROM report ORDER BY number") == [("malaria",), ("measles",)]
    assert shell.runs("inbox", "list") == ["no failed messages"]
    assert shell.runs("inbox", "retry") == ["0 taken again"]
    assert shell.rows("SELECT count(*) FROM report") == [(2,)]
    assert shell.rows("SELECT text FROM inbound ORDER BY received_at")[0] == ("palu 2 koro",)


def test_the_answer_waits_for_the_person(shell, failing):
    failing("palu 2 koro")
    shell.runs("inbox", "retry")
    said = shell.rows(f"SELECT reply FROM outbound WHERE address = '{STRANGER}' ORDER BY queued_at")
    assert len(said) == 2
    assert "Something went wrong" in said[0][0]
    assert "malaria" in said[1][0]


def test_only_those_named_are_taken_again(shell, failing):
    [first, second] = failing("palu 2 koro", "rougeole 1 koro")
    assert shell.runs("inbox", "retry", second, "sms:unknown") == ["1 taken again"]
    [left] = shell.runs("inbox", "list")
    assert left.startswith(first)


def test_a_message_is_taken_again_as_it_came(shell, failing):
    """With its location and the provider's clock: "hier" is the day before it was sent."""
    where = Location(14.07, -3.08)
    [key] = failing("palu 2 koro depuis hier", sent_at=DAY, location=where)
    shell.runs("inbox", "retry")
    columns = "id, text, latitude, longitude, sent_at, error"
    assert shell.rows(f"SELECT {columns} FROM inbound") == [
        (key, "palu 2 koro depuis hier", 14.07, -3.08, DAY.timestamp() * 1000, None)
    ]
    assert shell.rows("SELECT onset_on FROM report") == [("2026-11-19",)]


def test_a_message_that_was_understood_is_not_taken_again(shell):
    shell.runs("chat", "--as", "+22370000001", text="palu 2 koro\n")
    [(key,)] = shell.rows("SELECT id FROM inbound")
    assert shell.runs("inbox", "retry", key) == ["0 taken again"]
    assert shell.rows("SELECT count(*) FROM report") == [(1,)]


def test_a_message_is_not_lost_when_taking_it_again_goes_wrong(shell, failing):
    """The disk is full, or the power goes, just then: the next try still has it."""
    failing("palu 2 koro")
    change(shell, "CREATE TRIGGER full BEFORE INSERT ON outbound BEGIN"
           " SELECT RAISE(ABORT, 'disk full'); END")  # fmt: skip
    shell.tries("inbox", "retry")
    assert shell.rows("SELECT text FROM inbound") == [("palu 2 koro",)]
    change(shell, "DROP TRIGGER full")
    shell.runs("inbox", "retry")
    assert shell.rows("SELECT risk FROM report") == [("malaria",)]


def change(shell, sql):
    connection = sqlite3.connect(shell.database)
    connection.execute(sql)
    connection.commit()
    connection.close()
