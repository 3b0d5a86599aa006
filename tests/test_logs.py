"""Logs help an operator, and never tell what people wrote, who they are, or a secret."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import unicodedata
from uuid import UUID

import pytest
import structlog

from bot import logs
from bot.errors import PermanentSendError, TemporarySendError
from bot.handler import Handler
from bot.text import Text
from tests.conftest import CHW, STRANGER

NUMBER = "+22370000099"
WORDS = "mon voisin de la rue 12 a la rougeole"
TOKEN = "made-up-token-of-nobody"  # noqa: S105
PRIVATE = (NUMBER, NUMBER[1:], NUMBER[4:], WORDS, "voisin", TOKEN)


@pytest.fixture
def start():
    """Configure the real logs; afterwards everything is as it was."""
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    yield lambda **options: logs.configure(**({"level": "debug", "secrets": [TOKEN]} | options))
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


def leaked(text):
    return [word for word in PRIVATE if word in text]


def digits_of(shown):
    """In a row, and plain, whatever stood between them."""
    plain = unicodedata.normalize("NFKC", shown.encode().decode("unicode_escape"))
    return re.sub(r"\D", "", plain)


async def explode(context):
    raise RuntimeError(f"cannot read {context.inbound.text!r} of {context.inbound.sender}")


FRAGILE = Handler("fragile", explode)


@pytest.mark.parametrize("style", ["json", "text"])
def test_a_line_has_its_event_level_time_and_values(start, capsys, style):
    start(style=style)
    structlog.get_logger("bot").warning("message failed", outbound_id="out-1", spent_ms=1.5)
    written = capsys.readouterr().err
    for wanted in ("message failed", "warning", "out-1", "1.5", "T"):
        assert wanted in written
    assert written.count("\n") == 1


def test_lines_below_the_level_are_not_written(start, capsys):
    start(level="warning")
    structlog.get_logger("bot").info("listening")
    logging.getLogger("library").info("listening too")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("style", ["json", "text"])
@pytest.mark.parametrize(
    "written",
    [
        NUMBER,
        "22370000099",
        "0022370000099",
        "70000099",
        "70 00 00 99",
        "70.00.00.99",
        "70-00-00-99",
        "+223 70 00 00 99",
        "７０００００９９",
        f"tel:{NUMBER}",
        f"unreachable:{NUMBER}, blocked",
        f"2026-11-24T08:00:00Z {NUMBER} unreachable",
    ],
)
def test_a_phone_number_is_hidden_however_it_is_written(start, capsys, style, written):
    start(style=style)
    structlog.get_logger("bot").info("refused", reason=written, more=[written])
    logging.getLogger("library").info("refused %s", written)
    shown = capsys.readouterr().err
    assert "70000099" not in digits_of(shown)
    assert "***" in shown


@pytest.mark.parametrize(
    "value", [22370000099, {"to": NUMBER}, {NUMBER: "failed"}, NUMBER.encode(), {NUMBER}]
)
def test_a_phone_number_is_hidden_inside_other_values(start, capsys, value):
    start(style="json")
    structlog.get_logger("bot").info("refused", value=value)
    assert "70000099" not in capsys.readouterr().err


def test_identifiers_and_durations_stay_readable(start, capsys):
    """An id of letters and digits has now and then eight digits in a row."""
    start(style="json")
    key = UUID("0123456789abcdef0123456789abcdef").hex
    ids = {"id": key, "external_id": f"SM{key}", "outbound_id": f"1795507200000-00000000-{key}"}
    structlog.get_logger("bot").info("done", report=1234, spent_ms=0.25, **ids)
    line = json.loads(capsys.readouterr().err)
    assert {name: line[name] for name in ids} == ids
    assert (line["report"], line["spent_ms"]) == (1234, 0.25)


@pytest.mark.parametrize("style", ["json", "text"])
def test_declared_secrets_are_hidden_wherever_they_are(start, capsys, style):
    start(style=style)
    structlog.get_logger("bot").info(f"calling with {TOKEN}", url=f"/bot{TOKEN}/send", all=[TOKEN])
    logging.getLogger("library").info("POST https://provider.example/bot%s/send", TOKEN)
    written = capsys.readouterr().err
    assert leaked(written) == []
    assert written.count("***") == 4


def test_a_secret_too_short_to_be_one_does_not_blot_out_the_logs(start, capsys):
    start(secrets=["", "a"])
    structlog.get_logger("bot").info("a day")
    assert "a day" in capsys.readouterr().err


def raised(log):
    cause = ValueError(f"{NUMBER} wrote {WORDS}")
    cause.add_note(WORDS)
    try:
        try:
            raise cause
        except ValueError as error:
            raise KeyError(WORDS, NUMBER, TOKEN) from error
    except KeyError as error:
        log(error)


@pytest.mark.parametrize("style", ["json", "text"])
@pytest.mark.parametrize(
    "log",
    [
        lambda _error: structlog.get_logger("bot").exception("broken"),
        lambda error: structlog.get_logger("bot").error("broken", exc_info=error),
        lambda _error: structlog.get_logger("bot").error("broken", exc_info=True),
        lambda _error: logging.getLogger("library").exception("broken"),
        lambda error: logging.getLogger("library").error("broken", exc_info=error),
    ],
)
def test_an_exception_is_told_by_its_type_and_place_alone(start, capsys, style, log):
    start(style=style)
    raised(log)
    written = capsys.readouterr().err
    assert leaked(written) == []
    assert "KeyError" in written
    assert "test_logs.py:" in written
    assert written.count("\n") == 1


def test_a_group_of_exceptions_is_told_by_its_type_too(start, capsys):
    start()
    group = ExceptionGroup(WORDS, [ValueError(NUMBER)])
    structlog.get_logger("bot").error("broken", exc_info=group)
    written = capsys.readouterr().err
    assert leaked(written) == []
    assert "ExceptionGroup" in written


async def test_a_task_that_failed_unseen_does_not_quote_its_error(start, capsys):
    """Python itself logs such a task with the words of its exception."""
    start()

    async def fail():
        raise ValueError(f"{WORDS} {NUMBER}")

    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    del task
    await asyncio.sleep(0)
    written = capsys.readouterr().err
    assert "Task exception was never retrieved" in written
    assert leaked(written) == []


async def test_a_message_that_breaks_its_handler_is_not_quoted(staffed, start, capsys):
    start(style="json", level="info")
    message = staffed.message(WORDS, STRANGER)
    await staffed.with_handlers(fallback=FRAGILE).receive(message)
    written = capsys.readouterr().err
    assert leaked(written) == []
    [line] = [json.loads(each) for each in written.splitlines()]
    assert (line["event"], line["error"]) == ("turn failed", "RuntimeError")
    assert line["external_id"] == message.external_id


async def test_nothing_people_write_is_logged_at_the_most_talkative_level(staffed, start, capsys):
    """Libraries too: a database's, a client's."""
    start(level="debug")
    await staffed.says(WORDS, STRANGER)
    await staffed.says("palu 3 koro", CHW)
    written = capsys.readouterr().err
    assert leaked(written) == []
    assert "paludisme" not in written


@pytest.mark.parametrize(
    "failure", [PermanentSendError(f"no such number {NUMBER}"), TemporarySendError("later")]
)
async def test_a_message_that_cannot_be_sent_is_told_by_its_id(staffed, start, capsys, failure):
    start(style="json", level="info")
    for _each in range(8):
        staffed.channel.failures.append(failure)
        await staffed.says("palu 3 koro", CHW) if not _each else await staffed.hears(CHW)
        staffed.clock.advance(hours=3)
    found = [json.loads(each) for each in capsys.readouterr().err.splitlines()]
    [(kept,)] = await staffed.rows("SELECT id FROM outbound WHERE status = 'failed'")
    assert [line["outbound_id"] for line in found] == [kept]
    assert NUMBER[1:] not in json.dumps(found)


def test_a_broken_translation_is_told_by_its_text_and_not_its_values(catalogs, start, capsys):
    start(style="json")
    broken = Text("{place", {"place": WORDS})
    with pytest.raises(ValueError, match="expected"):
        catalogs.translate(broken, "fr")
    assert leaked(capsys.readouterr().err) == []
