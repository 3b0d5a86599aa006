"""What is heard on Telegram: after its text, uploaded once, never twice, never in the way."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import asynccontextmanager, closing

import pytest
from aiohttp import web

from bot import speaking
from bot.channels.telegram import listening, voicing
from bot.cli.house import opened_house
from bot.cli.opening import settings as known_settings
from bot.config import Telegram
from tests.channels.telegram import CHAT, config, fine, refused, texted, too_many
from tests.channels.telegram_server import Server, serving
from tests.channels.test_telegram_house import working
from tests.cli import Shell
from tests.conftest import until
from tests.recordings import recording

WHERE, NOW = "danger.go_now_where", "danger.go_now"
DANGER = "mon enfant convulse"
VOICES = {WHERE: recording(8, salt="where"), "malaria.on_the_way": recording(3, salt="way")}


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(listening, "FIRST", 0.02)
    monkeypatch.setattr(listening, "LONGEST", 0.1)
    monkeypatch.setattr(speaking, "DELAYS", (speaking.timedelta(0),) * 3)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """A folder with recordings in French, approved."""
    shell = Shell(tmp_path_factory.mktemp("recorded"))
    shell.file("config.toml", f"[voice]\nfolder = '{shell.folder}'\n")
    for id_, content in VOICES.items():
        file = shell.file("take", content)
        shell.runs("voice", "add", id_, file, "--locale", "fr", "--by", "speaker")
    shell.runs("voice", "approve", *VOICES, "--locale", "fr", "--by", "DGSHP")
    return shell.folder


@pytest.fixture
async def shell(tmp_path, recorded, model, monkeypatch):
    """A deployment with these recordings, whose texts nobody but ourselves has approved."""
    shell = Shell(tmp_path)
    shutil.copy(model, shell.database)
    shutil.copytree(recorded, tmp_path / "voice")
    database = f"[database]\nurl = 'sqlite:{shell.database}'\n"
    shell.file("config.toml", f"{database}[voice]\nfolder = '{tmp_path / 'voice'}'\n")
    monkeypatch.setenv("KUNNAFONI_CONFIG", str(tmp_path / "config.toml"))
    return shell


def settings(url: str):
    telegram: Telegram = config(base_url=url, webhook_secret=None)
    return known_settings().model_copy(update={"telegram": telegram})


@asynccontextmanager
async def talking(telegram: Server):
    async with working(settings(telegram.url)) as house:
        yield house


def sent(telegram: Server) -> list[str]:
    """What left, in its order: texts by their first word, recordings by name or content."""
    names = {content: id_ for id_, content in VOICES.items()}
    found = []
    for method, call in telegram.calls:
        if method == "sendMessage":
            found.append(call["text"].split()[0])
        if method == "sendVoice":
            found.append(names.get(call["voice"], call["voice"]))
    return found


def left(shell: Shell) -> list[tuple]:
    with closing(sqlite3.connect(shell.database)) as connection:
        return connection.execute("SELECT marks, attempts FROM speech").fetchall()


async def test_the_text_first_then_what_is_heard_uploaded_once_also_after_a_restart(shell):
    async with serving(Server()) as telegram:
        async with talking(telegram):
            telegram.brings(texted(DANGER))
            await until(lambda: telegram.counts["sendVoice"] == 1)
            assert sent(telegram)[-2:] == ["URGENT.", WHERE]
            [call] = telegram.of("sendVoice")
            assert (call["chat_id"], call["duration"]) == (CHAT, 8)
            await until(lambda: not left(shell))
        async with talking(telegram):
            telegram.brings(texted(DANGER, chat=5))
            await until(lambda: telegram.counts["sendVoice"] == 2)
            assert sent(telegram)[-1].startswith("F1")  # as Telegram calls it


async def test_what_telegram_no_longer_has_is_uploaded_again(shell):
    async with serving(Server()) as telegram, talking(telegram):
        telegram.brings(texted(DANGER))
        await until(lambda: telegram.counts["sendVoice"] == 1 and not left(shell))
        telegram.will("sendVoice", refused(400, "Bad Request: wrong file identifier"))
        telegram.brings(texted(DANGER, chat=5))
        await until(lambda: telegram.counts["sendVoice"] == 3 and not left(shell))
        assert sent(telegram)[-1] == WHERE


async def test_a_voice_that_fails_is_tried_again_its_text_is_not_and_one_refused_ends_there(shell):
    async with serving(Server()) as telegram, talking(telegram):
        telegram.will("sendVoice", too_many(0), (502, b"<html>bad gateway</html>"))
        telegram.will("sendVoice", refused(500, "Internal Server Error"))
        telegram.brings(texted(DANGER))
        await until(lambda: telegram.counts["sendVoice"] == 4 and not left(shell))
        assert sent(telegram).count("URGENT.") == 1
        for chat, words in enumerate(("VOICE_MESSAGES_FORBIDDEN", "chat not found"), 5):
            telegram.will("sendVoice", refused(400, words), refused(400, words))
            telegram.brings(texted(DANGER, chat=chat))
            await until(lambda: telegram.counts["sendVoice"] > 4 and not left(shell))
            before = len(telegram.said(chat))
            telegram.brings(texted("aide", chat=chat))
            await until(lambda chat=chat, before=before: len(telegram.said(chat)) > before)


async def test_no_text_waits_for_a_voice_that_hangs(shell, monkeypatch):
    monkeypatch.setattr(voicing, "UPLOAD_SECONDS", 30)
    gone = asyncio.Event()

    class Slow(Server):
        async def handle(self, request: web.Request) -> web.StreamResponse:
            if request.path.endswith("sendVoice"):
                self.counts["hanging"] += 1
                await gone.wait()
            return await super().handle(request)

    async with serving(Slow()) as telegram, talking(telegram):
        telegram.brings(texted(DANGER))
        await until(lambda: telegram.counts["hanging"])
        before = len(telegram.said())
        telegram.brings(texted("aide"))
        await until(lambda: len(telegram.said()) > before)
        gone.set()


async def test_one_that_is_deleted_or_taken_back_meanwhile_is_not_sent(shell):
    async with serving(Server()) as telegram, talking(telegram):
        for file in (shell.folder / "voice").glob("*.ogg"):
            file.unlink()
        telegram.brings(texted(DANGER))
        await until(lambda: "URGENT." in sent(telegram))
        await until(lambda: not left(shell))
        assert not telegram.counts["sendVoice"]


async def test_a_killed_program_goes_on_where_it_was(shell):
    """Two recordings: one was heard, then the program died."""
    async with serving(Server()) as telegram:
        known = settings(telegram.url)
        async with opened_house(known, None) as house:
            marks = [v.mark for v in house.catalogs.voices.recorded.values()]
        with closing(sqlite3.connect(shell.database)) as raw, raw:
            row = ("0-a", "telegram", f"telegram:{CHAT}", " ".join(marks), 9, 2**50)
            raw.execute("INSERT INTO speech VALUES (?, ?, ?, ?, 0, ?, ?)", row)
        telegram.will(
            "sendVoice", fine({"message_id": 1, "date": 1, "chat": {"id": CHAT, "type": "private"}})
        )
        telegram.will("sendVoice", ConnectionResetError())
        async with opened_house(known, None) as house:
            await house.speaking.deliver()
            assert left(shell) == [(marks[1], 1)]
            assert telegram.counts["sendVoice"] == 2
        async with opened_house(known, None) as house:
            await house.speaking.deliver()
            assert (telegram.counts["sendVoice"], left(shell)) == (3, [])
