"""Whom a message is for: said in a few words, resolved on the map, counted as it will be sent."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from bot.folding import fold
from bot.store.store import SQLStore
from handlers.broadcast.audience import (
    Audience,
    Circle,
    area_of,
    audience_data,
    audience_of,
    reach_data,
    reach_from,
    reach_of,
)
from handlers.broadcast.reading import singular
from handlers.broadcast.records import QUERIES, counted, counted_at_once, ids, reach_params
from handlers.broadcast.wish import wish_of
from handlers.broadcast.words import MEANINGS
from handlers.clinics.services import services_of
from tests.conftest import knowledge
from tests.handlers.clinics.conftest import spot

KNOWN = knowledge()
SAID = {
    word: meaning
    for locale in ("fr", "en")
    for meaning in MEANINGS
    for word in KNOWN.lexicons.words("audience", meaning, locale)
}
KORO = spot("Koro")


def wish(text: str, **given):
    understood = KNOWN.lexicons.understand(text, "fr")
    given = {"said": folded(SAID), "services": services_of(KNOWN), **given}
    return wish_of(understood, KNOWN.places, KNOWN.areas, **given)


def folded(said):
    return {
        " ".join(map(singular, fold(word).replace("'", " ").split())): what
        for word, what in said.items()
    }


@pytest.mark.parametrize(
    ("text", "areas", "circles", "rest"),
    [
        ("diffuser douentza La route", ("district-douentza",), [], "La route"),
        ("diffuser à douentza : la route", ("district-douentza",), [], "la route"),
        ("diffuser district koro la pluie", ("district-koro",), [], "la pluie"),
        ("DIFFUSER DOUENTZA\nKoro est ouvert", ("district-douentza",), [], "Koro est ouvert"),
        ("diffuser koro 20 km venez", (), [("Koro", 20.0)], "venez"),
        ("diffuser mondoro venez demain", (), [("Mondoro", 15.0)], "venez demain"),
        ("diffuser 20 km autour", (), [], ""),
        ("broadcast koro in english come", ("district-koro",), [], "come"),
        ("diffuser tous bonjour a tous", (), [], "bonjour a tous"),
        ("diffuser koro 3 cas de rougeole", ("district-koro",), [], "3 cas de rougeole"),
        ("diffuser koro (attention) la route", ("district-koro",), [], "(attention) la route"),
    ],
)
def test_where_and_what_are_told_apart(text, areas, circles, rest):
    found = wish(text)
    if text == "diffuser 20 km autour":
        assert found.audience is None
        return
    assert found.audience is not None
    assert found.audience.areas == areas
    assert [(circle.name, circle.km) for circle in found.audience.circles] == circles
    assert found.text == rest


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("diffuser koro asc la pluie", {"roles": ("chw",)}),
        ("diffuser koro asc et superviseurs la pluie", {"roles": ("chw", "supervisor")}),
        ("diffuser koro en bambara par sms i ni ce", {"locales": ("bm",), "channels": ("tel",)}),
        ("diffuser asc koro la pluie", {"roles": ("chw",)}),
        ("diffuser koro abonnés la pluie", {"followers": True}),
        ("diffuser tous habitants la pluie", {"roles": ("resident",)}),
    ],
)
def test_of_them_some(text, fields):
    found = wish(text).audience
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("text", "topics", "rest"),
    [
        ("DIFFUSER ABONNES VACCIN: venez", ("vaccination",), "venez"),
        ("diffuser abonnés de la vacination : venez", ("vaccination",), "venez"),
        ("diffuser tous abonnés vaccin venez", ("vaccination",), "venez"),
        ("diffuser abonnés vaccin et nutrition: venez", ("vaccination", "nutrition"), "venez"),
        ("diffuser abonnés vaccin nutrition demain", ("vaccination",), "nutrition demain"),
        ("diffuser koro abonnés vaccin: demain", ("vaccination",), "demain"),
        ("diffuser abonnés vaccin aura lieu", ("vaccination",), "aura lieu"),
        ("diffuser koro abonnés vaccin demain", (), "vaccin demain"),
        ("diffuser koro vaccin demain", (), "vaccin demain"),
    ],
)
def test_a_service_after_the_followers_is_a_topic(text, topics, rest):
    found = wish(text)
    assert found.audience.topics == tuple(f"service:{topic}" for topic in topics)
    assert found.audience.followers == ("abonn" in text.casefold())
    assert found.text == rest


@pytest.mark.parametrize(
    "text",
    [
        "diffuser abonnés vaccin koro: venez", "diffuser koro abonnés vaccin : venez",
        "DIFFUSER ABONNES VACCIN A KORO: venez", "diffuser abonnés vaccin par sms koro venez",
        "broadcast followers vaccination koro: venez", "diffuser abones vacin de koro : venez",
    ],
)  # fmt: skip
def test_a_topic_and_a_place_are_who_follows_it_there(text):
    found = wish(text)
    assert found.audience.narrowed
    assert found.text == "venez"
    assert area_of(found.audience, KNOWN.places) == ("district-koro",)
    meant = reach(found.audience)
    assert meant.follows == ("service:vaccination",)
    assert KORO.place_id in meant.places


@pytest.mark.parametrize("text", ["diffuser 4821", "DIFFUSER 4821.", "diffuser  (4821)"])
def test_four_digits_are_a_code(text):
    assert wish(text).code == "4821"


def test_a_saved_audience_goes_before_a_place_of_its_name():
    assert wish("diffuser koro bonjour", saved=("koro",)).saved == "koro"
    assert wish("diffuser les deux rives bonjour", saved=("les deux rives",)).text == "bonjour"


AUDIENCES = (
    Audience(),
    Audience(areas=("district-koro",)),
    Audience(areas=("region-bandiagara", "district-douentza"), roles=("chw",)),
    Audience(circles=(Circle("Koro", KORO.point, 20.0),), locales=("fr",), channels=("tel",)),
    Audience(topics=("malaria",), followers=True),
    Audience(circles=(Circle("Koro", KORO.point),), workers_of="district-koro"),
    Audience(areas=("district-koro",), topics=("malaria",), followers=True),
)


def reach(audience):
    known = ("fr", "bm", "en")
    return reach_of(
        audience, KNOWN.places, KNOWN.areas, known=known, default="fr", readable=("fr", "bm")
    )


@pytest.mark.parametrize("audience", AUDIENCES, ids=str)
def test_next_years_code_reads_it(audience):
    data = orjson.loads(orjson.dumps(audience_data(audience)))
    assert audience_of(data) == audience
    assert reach_from(orjson.loads(orjson.dumps(reach_data(reach(audience))))) == reach(audience)


def test_an_area_has_all_below_it_and_a_circle_what_is_near():
    region = KNOWN.areas.region_of("district-koro")
    wide, narrow = reach(Audience(areas=(region.id,))), reach(Audience(areas=("district-koro",)))
    assert set(narrow.places) < set(wide.places)
    assert "district-koro chw" in wide.posts
    small = reach(Audience(circles=(Circle("Koro", KORO.point, 5.0),)))
    large = reach(Audience(circles=(Circle("Koro", KORO.point, 40.0),)))
    assert KORO.place_id in small.places
    assert set(small.places) < set(large.places)
    assert f"place:{KORO.place_id}" in small.topics


def test_followers_only_are_no_residents():
    only = reach(Audience(areas=("district-koro",), followers=True))
    assert not only.places
    assert not only.posts
    assert only.topics


def test_whose_it_is_to_write_to_them():
    assert area_of(Audience(), KNOWN.places) == (None,)
    topic = Audience(topics=("service:vaccination",), followers=True)
    assert area_of(topic, KNOWN.places) == (None,)
    assert area_of(Audience(circles=(Circle("Koro", KORO.point),)), KNOWN.places) == (
        "district-koro",
    )


@pytest.mark.parametrize("audience", AUDIENCES, ids=str)
async def test_who_is_counted_is_who_gets_it(country, audience):
    """The preview and the sending ask the same of each contact, whatever is asked."""
    await country.villagers(3, "Koro")
    await country.villagers(2, "Koro", "bm")
    await country.villagers(2, "Koro", "en")
    await country.villagers(2, "Koro", "zz")
    await country.villagers(2, "Douentza")
    koro = f"place:{KORO.place_id}"
    for statement in (
        "UPDATE contact SET stopped_at = 1 WHERE id = 'v000008'",
        "UPDATE contact_address SET stopped_at = 1 WHERE contact_id = 'v000009'",
        "UPDATE contact_address SET address = 'telegram:5' WHERE contact_id = 'v000010'",
        "INSERT INTO follow (contact_id, topic, name, since) VALUES ('v000018', 'malaria', '', 1)",
        "INSERT INTO follow (contact_id, topic, name, since) VALUES ('v000012', 'malaria', '', 1)",
        f"INSERT INTO follow (contact_id, topic, name, since) VALUES ('v000017', '{koro}', '', 1)",
    ):
        await country.house.rows(statement)
    asked = reach(audience)
    async with SQLStore(country.house.database).batch() as session:
        groups = await counted(session, asked, 10, after="", upto="~")
        assert await counted_at_once(session, asked, 10) == groups
        expected = sum(g.people for g in groups if not g.why and g.locale in asked.readable)
        params = {**reach_params(asked), "readable": ids(asked.readable)}
        await session.fetch(QUERIES, "expand", number=-7, after="", upto="~", **params)
    rows = await country.house.rows("SELECT count(*) FROM broadcast_recipient WHERE broadcast = -7")
    assert rows == [(expected,)]
    assert expected or audience.followers
    if audience.topics:  # one of Koro and one of Douentza
        assert sum(group.people for group in groups) == (1 if audience.narrowed else 2)


def test_a_reach_with_nobody_in_it_is_nobody():
    assert reach(replace(AUDIENCES[1], areas=("nowhere",))).places == ()
