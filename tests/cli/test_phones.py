"""The whole program with a phone: as `kunnafoni run` puts it together."""

from __future__ import annotations

import httpx
import pytest
import structlog
from prometheus_client.parser import text_string_to_metric_families

from bot.cli.connecting import routes
from bot.cli.house import opened_house
from bot.cli.serving import _app, _log
from bot.config import NO_PROVIDERS, Settings
from bot.store.routes import Route
from tests.channels.cht_phone import NUMBER, SECRET, App, phone

PHONES = [
    phone().model_dump() | {"secret": SECRET},
    {"name": "moov", "number": "+22360000000", "secret": "another-secret-of-nobody"},
]
SENDING = {"by_prefix": {"+2237": ("orange", "moov"), "+2236": ("moov",)}, "prefer": ("orange",)}


@pytest.fixture
def known(tmp_path, catalogs) -> Settings:
    url = f"sqlite:{tmp_path / 'phones.db'}"
    return Settings(cht=PHONES, sending=SENDING, database={"url": url})


async def test_a_phone_is_connected_asked_by_nobody_and_seen_in_health_and_figures(known):
    async with opened_house(known, None) as house:
        assert house.connected.pulled == {"/cht/orange": "orange", "/cht/moov": "moov"}
        await house.watching.look()
        transport = httpx.ASGITransport(_app(house, []))
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            app = App(client)
            assert (await app.asks()).json() == {"medic-gateway": True}
            app.receives("aide")
            assert (await app.calls()).json()["messages"]
            assert await house.outbox.deliver() == 0, "nobody pushes what a phone fetches"
            app.receives("palu 2 koro", who=NUMBER)
            app.receives("promo", who="Orange")
            before = len((await client.get("/health")).json()["channels"])
            await app.calls()
            health = (await client.get("/health")).json()["channels"]
            text = (await client.get("/metrics")).text
    assert before == len(health) == 2
    assert health["orange"]["trouble"] is None
    assert health["orange"]["heard"] < 60
    assert health["moov"]["heard"] is None
    figures = {
        (sample.name, sample.labels.get("channel")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert figures["kunnafoni_trouble", "orange"] == 0
    assert figures["kunnafoni_heard_seconds", "orange"] < 60
    assert ("kunnafoni_heard_seconds", "moov") not in figures
    assert figures["kunnafoni_inbound_total", "orange"] >= 1
    assert figures["kunnafoni_receipts_total", "orange"] >= 1


async def test_routes_name_our_number_on_each_channel_and_the_demo_has_none(known):
    assert routes(known) == [
        Route("+2237", "orange", NUMBER),
        Route("+2237", "moov", "+22360000000"),
        Route("+2236", "moov", "+22360000000"),
    ]
    assert routes(known.model_copy(update=NO_PROVIDERS)) == []
    async with opened_house(known, None) as house, house.database.reading() as connection:
        rows = await connection._raw.execute_fetchall("SELECT channel, rank FROM preference")
    assert [tuple(row) for row in rows] == [("orange", 0)]


def test_the_secret_of_a_phone_is_never_logged(known, capsys):
    _log(known)
    structlog.get_logger("x").error("called", url=f"https://orange:{SECRET}@bot.example/cht/orange")
    shown = capsys.readouterr().err
    assert "orange" in shown
    assert SECRET not in shown
