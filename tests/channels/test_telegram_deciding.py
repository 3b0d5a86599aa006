"""Supervisors decide by buttons on Telegram what others decide in words by SMS."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.address import Address
from bot.cli.house import House
from bot.store.contacts import NewContact, keep_contacts
from tests.channels.telegram import CHAT, button, message
from tests.channels.telegram_server import Server, serving
from tests.channels.test_telegram_house import by_sms, query, settings, sms, working
from tests.conftest import FakeChannel, until

ONE, OTHER, COORDINATOR = CHAT, CHAT + 1, CHAT + 2
WHERE = "district-douentza"


@dataclass
class Chats:
    """What Telegram shows: the words of each chat, and the buttons under its last message."""

    telegram: Server
    phone: FakeChannel
    house: House
    seen: dict[int, int] = field(default_factory=dict)

    async def hears(self, chat: int) -> str:
        """What this chat is sent next."""
        place = self.seen.get(chat, 0)
        await until(lambda: len(self.telegram.said(chat)) > place)
        self.seen[chat] = place + 1
        return self.telegram.said(chat)[place]

    async def told_of(self, report: str) -> tuple[int, int]:
        """The numbers of the report that a supervisor hears of, and of its alert."""
        await self.house.dispatcher.receive(by_sms(report))
        said = await self.hears(ONE)
        found = re.search(r"no (\d+) .*Alerte (\d+)", said)
        assert found, said
        return int(found[1]), int(found[2])

    async def states(self) -> list[str]:
        found = await query(self.house, "SELECT check_state FROM report ORDER BY number")
        return [state for (state,) in found]

    def buttons(self, chat: int) -> dict[str, str]:
        """Labels and what they carry, of the message that was heard last."""
        sent = [each for each in self.telegram.of("sendMessage") if each["chat_id"] == chat]
        rows = sent[self.seen[chat] - 1].get("reply_markup", {}).get("inline_keyboard", [])
        return {each["text"]: each["callback_data"] for row in rows for each in row}

    def presses(self, chat: int, data: str) -> None:
        self.telegram.brings(button(data, message("?", chat, message_id=1000)))

    async def after(self, chat: int, data: str) -> str:
        self.presses(chat, data)
        return await self.hears(chat)

    async def texts(self, chat: int, words: str) -> str:
        self.telegram.brings({"update_id": 10**6 + len(words), "message": message(words, chat)})
        return await self.hears(chat)


@asynccontextmanager
async def opened(tmp_path) -> AsyncIterator[Chats]:
    phone = FakeChannel()
    async with (
        serving(Server()) as telegram,
        working(settings(tmp_path, telegram.url), fake=phone) as house,
    ):
        people = [
            NewContact(Address("telegram", str(chat)), role, WHERE, "fr")
            for chat, role in (
                (ONE, "supervisor"), (OTHER, "supervisor"), (COORDINATOR, "coordinator")
            )
        ]  # fmt: skip
        worker = NewContact(Address("tel", "+22370000001"), "chw", WHERE, "fr")
        async with house.database.transaction() as connection:
            about = {"recipient": "@kunnafoni_bot", "now": 1}
            await keep_contacts(connection, people, channel="telegram", **about)
            await keep_contacts(connection, [worker], channel="fake", **about)
        yield Chats(telegram, phone, house)


async def test_a_report_is_confirmed_refused_and_asked_about_by_buttons(tmp_path):
    async with opened(tmp_path) as chats:
        n, alert = await chats.told_of("rage 1 f")
        ok, no, ask, *both = chats.buttons(ONE).items()
        assert (ok[0], no[0], ask[0]) == (f"OK {n}", f"NON {n}", f"? {n}")
        assert [name for name, _key in both] == [f"OK {alert}", f"NON {alert}"]
        assert (await chats.after(ONE, ok[1])).startswith(f"No {n} confirmé.")
        assert list(chats.buttons(ONE)) == [f"NON {n}", f"OK {alert}", f"NON {alert}"]
        again = await chats.after(ONE, ok[1])
        assert again == f"Le no {n} est déjà vérifié et confirmé."

        n, _alert = await chats.told_of("rage 1 m")
        why = f"No {n} : pourquoi ? Répondez en quelques mots."
        assert await chats.after(ONE, chats.buttons(ONE)[f"NON {n}"]) == why
        assert (await chats.texts(ONE, "un chien vacciné")).startswith(f"No {n} non retenu.")

        n, _alert = await chats.told_of("rage 2 m")
        what = f"No {n} : que voulez-vous savoir ? Écrivez votre question."
        assert await chats.after(ONE, chats.buttons(ONE)[f"? {n}"]) == what
        assert "est envoyée" in await chats.texts(ONE, "quel quartier exactement")
        assert await chats.states() == ["confirmed", "refused", "questioned"]
        await until(lambda: any("quel quartier exactement" in each for each in sms(chats.phone)))
        assert not any("1 OK" in each or "1 ?" in each for each in sms(chats.phone))


async def test_of_two_supervisors_who_press_at_once_one_decides(tmp_path):
    async with opened(tmp_path) as chats:
        n, _alert = await chats.told_of("rage 1 f")
        await chats.hears(OTHER)
        ours, theirs = chats.buttons(ONE), chats.buttons(OTHER)
        chats.presses(ONE, ours[f"OK {n}"])
        chats.presses(OTHER, theirs[f"OK {n}"])
        said = sorted([await chats.hears(ONE), await chats.hears(OTHER)])
        assert said[0] == f"Le no {n} est déjà vérifié et confirmé."
        assert said[1].startswith(f"No {n} confirmé.")
        late = {
            await chats.after(ONE, ours[f"NON {n}"]),
            await chats.after(OTHER, theirs[f"NON {n}"]),
        }
        assert late == {
            f"No {n} : quelqu’un d’autre a déjà décidé. Rien n’a changé.",
            f"No {n} : pourquoi ? Répondez en quelques mots.",  # one's own may be changed
        }
        assert await chats.states() == ["confirmed"]


async def test_an_alert_is_passed_on_and_a_warning_offered_by_buttons(tmp_path):
    """It leads to the preview; nothing was sent to anybody."""
    async with opened(tmp_path) as chats:
        _report, n = await chats.told_of("rougeole 2 f")
        passed = await chats.after(ONE, f"|!order_confirm {n}")
        assert passed.startswith(f"Alerte {n} transmise.")
        assert list(chats.buttons(ONE)) == [f"CLORE {n}", f"NON {n}"]
        told = await chats.hears(COORDINATOR)
        assert told.endswith(f"Pour prévenir les habitants : PRÉVENIR {n}")
        shown = chats.buttons(COORDINATOR)
        assert list(shown) == [f"? {n}", f"CLORE {n}", f"PRÉVENIR {n}"]
        first = await chats.after(COORDINATOR, shown[f"PRÉVENIR {n}"])
        assert first == f"Proposé pour l’alerte {n}. Relisez ; rien ne part sans vous."
        await chats.hears(COORDINATOR)
        await chats.hears(COORDINATOR)
        assert next(iter(chats.buttons(COORDINATOR))) == "envoyer"
        assert await query(chats.house, "SELECT count(*) FROM broadcast") == [(0,)]

        _report, n = await chats.told_of("rage 1 f")
        passed = await chats.after(COORDINATOR, f"|!order_confirm {n}")
        assert passed.endswith(f"Pour prévenir les habitants : PRÉVENIR {n}")
        assert list(chats.buttons(COORDINATOR)) == [f"CLORE {n}", f"NON {n}", f"PRÉVENIR {n}"]


async def test_a_button_of_who_may_no_more_and_an_open_question(tmp_path):
    async with opened(tmp_path) as chats:
        one, _alert = await chats.told_of("rage 1 f")
        other, _alert = await chats.told_of("rage 2 m")
        await chats.after(ONE, f"|!order_refuse {one}")
        assert (await chats.after(ONE, f"|!order_confirm {other}")).startswith(
            f"No {other} confirmé."
        )
        assert (await chats.hears(ONE)).startswith(f"No {one} : pourquoi ?"), "that waits still"
        assert (await chats.texts(ONE, "une erreur")).startswith(f"No {one} non retenu.")
        async with chats.house.database.transaction() as connection:
            await connection._raw.execute("DELETE FROM assignment WHERE role = 'supervisor'")
        said = await chats.after(ONE, f"|!order_confirm {one}")
        assert said == f"Le no {one} n’est pas connu dans votre zone."
        assert await chats.after(ONE, "|!order_of_another_year 1")
        assert await chats.states() == ["refused", "confirmed"]
