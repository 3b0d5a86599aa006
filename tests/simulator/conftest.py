"""A simulator page without a bot behind it, and its own small catalogs."""

from __future__ import annotations

import httpx
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from starlette.applications import Starlette

from bot.channels.simulator import Feed
from bot.i18n import Catalogs
from bot.text import _
from bot.web.simulator import Simulator, routes
from tests.simulator.story import HERE, NOW, PEOPLE, Bot


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
def catalogs(tmp_path) -> Catalogs:
    for locale, words in {"fr": {"Send": "Envoyer"}, "ar": {}}.items():
        catalog = Catalog(locale=locale)
        for msgid, said in words.items():
            catalog.add(msgid, said)
        folder = tmp_path / locale / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "messages.mo").open("wb") as file:
            write_mo(file, catalog)
    return Catalogs(tmp_path, ("fr", "ar"), "fr")


@pytest.fixture
def simulator(bot, feed, catalogs) -> Simulator:
    names = {"fr": "Français", "ar": "العربية"}
    plain = {"report": _("Send")}
    return Simulator(bot.receive, PEOPLE, catalogs, names, plain, feed, lambda: NOW)


@pytest.fixture
async def page(simulator):
    transport = httpx.ASGITransport(app=Starlette(routes=routes(simulator, at_home=True)))
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
        yield client
