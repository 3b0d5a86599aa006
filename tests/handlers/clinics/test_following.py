"""Following places: by name, by the place of last time, by a button; and leaving them again."""

# ruff: noqa: E501  (a transcript has the lines that people see)

import asyncio

import pytest

from bot.address import Address
from bot.message import Location
from bot.paths import LOCALES
from bot.sms import foldings, measure
from handlers.clinics.services import services_of
from tests.conftest import BY_KEY, knowledge
from tests.handlers.clinics.conftest import named_alike

RESIDENT, BAMBARA = BY_KEY["resident-koro"], BY_KEY["resident-bm"]
CHW, COORDINATOR = BY_KEY["chw-douentza"], BY_KEY["coordinator"]
FOLLOWED = "SELECT name, reminded FROM follow ORDER BY since, topic"


async def test_a_place_is_followed_and_left_again(open_clinics):
    await open_clinics.plays(
        """
        > SUIVRE KORO
        < Vous suivez Koro. Nous vous rappelons la veille chaque visite proche. Pour arrêter : NE PLUS SUIVRE Koro
        > mes suivis
        < Vous suivez : Koro. Arrêter : NE PLUS SUIVRE Koro. Sans rappels : RAPPELS NON
        > ne plus suivre koro
        < Vous ne suivez plus Koro. Pour suivre de nouveau : SUIVRE Koro
        > MES SUIVIS
        < Vous ne suivez rien. Exemples : SUIVRE KORO, SUIVRE VACCIN
        """,
        RESIDENT,
    )


async def test_in_english_and_from_a_phone_that_speaks_bambara(open_clinics):
    await open_clinics.plays(
        """
        > follow koro
        < You follow Koro. You are reminded the day before a visit near it. To stop: UNFOLLOW Koro
        > what i follow
        < You follow: Koro. No longer: UNFOLLOW Koro. No reminders: REMINDERS NO
        > unfollow all
        < You no longer follow Koro. To follow again: FOLLOW Koro
        """,
        COORDINATOR,
    )
    [answer] = await open_clinics.says("SUIVRE KORO", BAMBARA)
    assert answer.startswith("I bɛ Koro kunnafoniw sɔrɔ.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("suivre koro", "Koro"),
        ("Suivre DOUENTZA svp", "Douentza"),
        ("suivre duentza", "Douentza"),
        ("je veux suivre mondoro", "Mondoro"),
        ("prévenez-moi quand les vaccinateurs viennent à Koro", "Koro"),  # and no topic
        ("text me when the vaccination team is coming to Koro", "Koro"),
        ("suivr koro", "Koro"),
        ("follow bandiagra", "Bandiagara"),
        ("suivre la clinique de koro", "Koro"),
        ("suivre les visites a koro", "Koro"),
    ],
)
async def test_places_as_people_spell_them(open_clinics, text, name):
    await open_clinics.says(text, RESIDENT)
    assert await open_clinics.rows(FOLLOWED) == [(name, 1)]


async def test_of_two_places_of_one_name_we_ask_which(open_clinics):
    named_alike(open_clinics)
    await open_clinics.plays(
        """
        > suivre dougoudeu
        < Lequel ? 1 Dougoudeux (Koro), 2 Dougoudeux (Douentza)
        > 2
        < Vous suivez Dougoudeux. Nous vous rappelons la veille chaque visite proche. Pour arrêter : NE PLUS SUIVRE Dougoudeux
        > suivre dougoudeux
        < Lequel ? 1 Dougoudeux (Koro), 2 Dougoudeux (Douentza)
        > 1
        < Vous suivez Dougoudeux. Nous vous rappelons la veille chaque visite proche. Pour arrêter : NE PLUS SUIVRE Dougoudeux
        > ne plus suivre dougoudeux
        < Ne plus suivre lequel ? 1 Dougoudeux (Koro), 2 Dougoudeux (Douentza), 3 tous
        > 1
        < Vous ne suivez plus Dougoudeux. Pour suivre de nouveau : SUIVRE Dougoudeux
        """,
        RESIDENT,
    )
    assert await open_clinics.rows("SELECT topic FROM follow") == [("place:deux-b",)]


async def test_followed_alone_it_is_the_place_of_last_time(open_clinics):
    await open_clinics.says("clinique mondoro", RESIDENT)
    [answer] = await open_clinics.says("SUIVRE", RESIDENT)
    assert answer.startswith("Vous suivez Mondoro.")


async def test_without_a_place_we_ask_help_and_at_last_leave_it(open_clinics):
    await open_clinics.plays(
        """
        > suivre
        < Quel lieu ? Envoyez son nom. Exemple : SUIVRE KORO
        > qwrtplk
        < qwrtplk : je ne connais pas ce lieu. Quel lieu ? Envoyez son nom. Exemple : SUIVRE KORO
        > koro
        < Vous suivez Koro. Nous vous rappelons la veille chaque visite proche. Pour arrêter : NE PLUS SUIVRE Koro
        > suivre zzyzzy
        < zzyzzy : je ne connais pas ce lieu. Quel lieu ? Envoyez son nom. Exemple : SUIVRE KORO
        > qwrtplk
        < qwrtplk : je ne connais pas ce lieu. Quel lieu ? Envoyez son nom. Exemple : SUIVRE KORO
        > qwrtplk
        < qwrtplk : je ne connais pas ce lieu. Quel lieu ? Envoyez son nom. Exemple : SUIVRE KORO
        > qwrtplk
        < Nous en restons là. Rien n’a été changé. Envoyez AIDE pour voir ce que vous pouvez faire.
        """,
        RESIDENT,
    )


async def test_a_shared_place_is_followed_by_the_village_nearest_to_it(open_clinics):
    await open_clinics.says("suivre", RESIDENT)
    assert open_clinics.channel.sent[-1][0].reply.wants == "location"
    [answer] = await open_clinics.says("", RESIDENT, location=Location(24.5, -4.0))
    assert answer.startswith("Je ne connais aucun lieu à moins de 20 km de là. Quel lieu ?")
    [answer] = await open_clinics.says("", RESIDENT, location=Location(14.07, -3.08))
    assert answer.startswith("Vous suivez Koro.")


async def test_a_button_under_the_answer_follows_and_the_rest_is_still_there(open_clinics):
    [answer] = await open_clinics.says("clinique koro", RESIDENT)
    assert answer.endswith("1 suite, 2 suivre Koro")
    [answer] = await open_clinics.says("", RESIDENT, choice="follow")
    assert answer.startswith("Vous suivez Koro.")
    [answer] = await open_clinics.says("", RESIDENT, choice="more")
    assert answer.startswith("CSRef Koro,")
    [answer] = await open_clinics.says("clinique koro", RESIDENT)
    assert "suivre" not in answer  # they do
    [answer] = await open_clinics.says("programme mondoro", RESIDENT)
    assert answer.endswith("1 suivre Mondoro")
    [answer] = await open_clinics.says("1", RESIDENT)
    assert answer.startswith("Vous suivez Mondoro.")


async def test_five_places_are_enough_and_one_can_be_exchanged(open_clinics):
    names = ("koro", "douentza", "mondoro", "niono", "bamako")
    for name in names:
        open_clinics.clock.advance(minutes=1)
        await open_clinics.says(f"suivre {name}", RESIDENT)
    [answer] = await open_clinics.says("suivre mopti", RESIDENT)
    assert answer == (
        "Vous en suivez déjà 5, c’est le maximum : Koro, Douentza, Mondoro, Niono, Bamako. "
        "Pour un autre, d’abord : NE PLUS SUIVRE Koro"
    ).replace("’", "'" if "'" in answer else "’")
    assert len(await open_clinics.rows(FOLLOWED)) == 5
    [answer] = await open_clinics.says("suivre koro", RESIDENT)  # one of theirs is no sixth
    assert answer.startswith("Vous suivez Koro.")
    [answer] = await open_clinics.says("clinique mopti", RESIDENT)
    assert "suivre" not in answer
    await open_clinics.says("ne plus suivre koro", RESIDENT)
    [answer] = await open_clinics.says("suivre mopti", RESIDENT)
    assert answer.startswith("Vous suivez Mopti.")


async def test_leaving_one_of_several_asks_which(open_clinics):
    for name in ("koro", "mondoro"):
        open_clinics.clock.advance(minutes=1)
        await open_clinics.says(f"suivre {name}", RESIDENT)
    await open_clinics.plays(
        """
        > ne plus suivre
        < Ne plus suivre lequel ? 1 Koro 2 Mondoro 3 tous
        > 2
        < Vous ne suivez plus Mondoro. Pour suivre de nouveau : SUIVRE Mondoro
        > ne plus suivre bamako
        < Bamako : vous ne le suivez pas. Vous suivez : Koro.
        > ne plus suivre
        < Vous ne suivez plus Koro. Pour suivre de nouveau : SUIVRE Koro
        > ne plus suivre
        < Vous ne suivez rien. Exemples : SUIVRE KORO, SUIVRE VACCIN
        """,
        RESIDENT,
    )


async def test_all_are_left_at_once(open_clinics):
    for text in ("suivre koro", "suivre mondoro", "suivre niono"):
        open_clinics.clock.advance(minutes=1)
        await open_clinics.says(text, RESIDENT)
    [answer] = await open_clinics.says("ne plus suivre tout", RESIDENT)
    assert answer == (
        "Vous ne suivez plus Koro, Mondoro, Niono. Pour suivre de nouveau : SUIVRE Koro"
    )
    assert await open_clinics.rows(FOLLOWED) == []


async def test_reminders_are_turned_off_and_on_for_all_or_for_one(open_clinics):
    for text in ("suivre koro", "suivre mondoro"):
        open_clinics.clock.advance(minutes=1)
        await open_clinics.says(text, RESIDENT)
    await open_clinics.plays(
        """
        > RAPPELS NON
        < Plus de rappels : Koro, Mondoro. Pour en recevoir de nouveau : RAPPELS OUI
        > mes suivis
        < Vous suivez, sans rappels : Koro, Mondoro. Pour en recevoir : RAPPELS OUI
        > suivre niono
        < Vous suivez Niono, sans rappels. Pour en recevoir : RAPPELS OUI
        > rappels oui mondoro
        < Rappels la veille d'une visite : Mondoro. Plus de rappels : RAPPELS NON
        > rappels
        < Vous suivez : Koro (sans rappel), Mondoro, Niono (sans rappel). Arrêter : NE PLUS SUIVRE Koro. Sans rappels : RAPPELS NON
        > rappels oui
        < Rappels la veille d'une visite : Koro, Mondoro, Niono. Plus de rappels : RAPPELS NON
        """,
        RESIDENT,
    )
    assert {reminded for _name, reminded in await open_clinics.rows(FOLLOWED)} == {1}


async def test_who_sent_stop_is_told_that_nothing_comes(open_clinics):
    await open_clinics.says("stop", RESIDENT)
    [answer] = await open_clinics.says("suivre koro", RESIDENT)
    assert answer.startswith("Vous suivez Koro, mais vous avez envoyé STOP")


async def test_a_topic_is_followed_listed_and_left_beside_a_place(open_clinics):
    await open_clinics.plays(
        """
        > SUIVRE VACIN
        < Vous suivez vaccination : nous vous dirons ce qui est nouveau. Pour arrêter : NE PLUS SUIVRE vaccination
        > mes suivis
        < Vous suivez : vaccination. Arrêter : NE PLUS SUIVRE vaccination
        > rappels non
        < Vous suivez : vaccination. Arrêter : NE PLUS SUIVRE vaccination
        > suivre koro palu
        < Vous suivez test et soins du paludisme : nous vous dirons ce qui est nouveau. Pour arrêter : NE PLUS SUIVRE test et soins du paludisme
        < Vous suivez Koro. Nous vous rappelons la veille chaque visite proche. Pour arrêter : NE PLUS SUIVRE Koro
        > ne plus suivre test et soins du paludisme
        < Vous ne suivez plus test et soins du paludisme. Pour suivre de nouveau : SUIVRE test et soins du paludisme
        > mes suivis
        < Vous suivez : Koro, vaccination. Arrêter : NE PLUS SUIVRE Koro. Sans rappels : RAPPELS NON
        > rappels non
        < Plus de rappels : Koro. Pour en recevoir de nouveau : RAPPELS OUI
        > mes suivis
        < Vous suivez : vaccination. Arrêter : NE PLUS SUIVRE vaccination. Vous suivez, sans rappels : Koro. Pour en recevoir : RAPPELS OUI
        > ne plus suivre nutrition
        < nutrition : vous ne le suivez pas. Vous suivez : Koro, vaccination.
        > ne plus suivre
        < Ne plus suivre lequel ? 1 Koro 2 vaccination 3 tous
        > 1
        < Vous ne suivez plus Koro. Pour suivre de nouveau : SUIVRE Koro
        > suivre vaccin zzyzzy
        < Vous suivez vaccination : nous vous dirons ce qui est nouveau. Pour arrêter : NE PLUS SUIVRE vaccination
        < zzyzzy : je ne connais pas ce lieu.
        > ne plus suivre vaccins
        < Vous ne suivez plus vaccination. Pour suivre de nouveau : SUIVRE vaccination
        """,
        RESIDENT,
    )
    assert await open_clinics.rows(FOLLOWED) == []


async def test_a_topic_is_kept_by_its_id_counts_to_the_five_and_is_silent_after_stop(open_clinics):
    await open_clinics.says("suivre koro vaccin", RESIDENT)
    rows = await open_clinics.rows("SELECT topic, name, reminded, latitude FROM follow")
    assert ("service:vaccination", "vaccination", 0, None) in rows
    await open_clinics.says("ne plus suivre koro vaccin", RESIDENT)
    assert await open_clinics.rows(FOLLOWED) == []
    await open_clinics.says("suivre cancer", RESIDENT)  # a word for three
    await open_clinics.says("suivre depistage et nutrition", RESIDENT)
    await open_clinics.says("suivre koro vaccin", RESIDENT)
    assert len(await open_clinics.rows(FOLLOWED)) == 5
    [answer] = await open_clinics.says("suivre vaccin", RESIDENT)
    assert answer.startswith("Vous en suivez déjà 5")
    await open_clinics.says("stop", RESIDENT)
    [answer] = await open_clinics.says("suivre nutrition", RESIDENT)
    assert answer.startswith("Vous suivez nutrition, mais vous avez envoyé STOP")


@pytest.mark.parametrize("locale", ["fr", "en"])
async def test_a_topic_is_left_by_the_name_that_is_said(locale, catalogs):
    services, known = services_of(knowledge()), knowledge().lexicons
    for id_, name in services.names.items():
        words = known.understand(f"suivre {catalogs.translate(name, locale)}", locale).words
        assert [t for word in words for t in services.topics_in(word)] == [f"service:{id_}"]


async def test_who_follows_while_a_question_waits_is_heard(open_clinics):
    """`SUIVRE KORO` is no answer to "which disease?"."""
    await open_clinics.says("rapport", CHW)
    [answer] = await open_clinics.says("suivre koro", CHW)
    assert answer.startswith("Vous suivez Koro.")


@pytest.mark.parametrize(
    "text", ["palu 3 koro", "suite", "rougeole 2 f koro suivre", "stop", "rappel vaccin koro"]
)
async def test_what_is_something_else_follows_nothing(open_clinics, text):
    await open_clinics.says(text, CHW)
    assert await open_clinics.rows(FOLLOWED) == []


async def test_all_that_is_said_fits_one_segment_also_with_long_names(open_clinics):
    names = ("bandiagara", "douentza", "mondoro", "koutiala", "ansongo")
    said = []
    for name in names:
        open_clinics.clock.advance(minutes=1)
        said += await open_clinics.says(f"suivre {name}", RESIDENT)
    for text in ("suivre koro", "mes suivis", "rappels non", "mes suivis", "rappels oui",
                 "ne plus suivre", "ne plus suivre tout"):  # fmt: skip
        said += await open_clinics.says(text, RESIDENT)
    folding = foldings(LOCALES)["fr"]
    assert [measure(folding.apply(each)).segments for each in said] == [1] * len(said)


async def test_followed_from_two_phones_at_once_the_limit_holds(open_clinics):
    """Two addresses of one person: their turns come one after the other."""
    other = Address("tel", "+22370000056")
    await open_clinics.says("aide", RESIDENT)
    await open_clinics.says("aide", other)
    await open_clinics.rows(
        "UPDATE contact_address SET contact_id = (SELECT contact_id FROM contact_address "
        f"WHERE address = '{RESIDENT}') WHERE address = '{other}' RETURNING address"
    )
    names = ["koro", "douentza", "mondoro", "niono", "bamako", "mopti", "gao", "kayes"]
    await asyncio.gather(
        *(
            open_clinics.dispatcher.receive(
                open_clinics.message(f"suivre {name}", (RESIDENT, other)[n % 2])
            )
            for n, name in enumerate(names)
        )
    )
    assert len(await open_clinics.rows(FOLLOWED)) == 5
