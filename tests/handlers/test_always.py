"""What is always there: welcome, help, language, stop and start, joining."""

from __future__ import annotations

import asyncio

import pytest

from bot.store.base import as_rows
from bot.store.contacts import QUERIES
from tests.conftest import CHW, STRANGER

HOUR = 3_600_000


async def test_the_first_contact_is_offered_the_languages(staffed):
    await staffed.plays(
        """
        > xyz
        < Bienvenue à Kunnafoni, la santé par SMS. Votre langue ? 1 Français 2 Bamanankan 3 English
        > 3
        < I will answer in English. Send HELP to see what you can do, LANGUAGE to change.
        > bambara
        < N bɛ jaabi bamanankan na. DƐMƐ: dɛmɛ. KAN: kan wɛrɛ.
        > langue
        < Kan jumɛn? 1 Français 2 Bamanankan 3 English
        > 1
        < Je répondrai en français. Envoyez AIDE pour voir ce que vous pouvez faire, LANGUE pour changer.
        """,  # noqa: E501
        STRANGER,
    )


async def test_whoever_is_understood_at_once_is_answered_then_offered_the_languages(staffed):
    await staffed.plays(
        """
        > palu 2 koro
        < Merci. Noté, no 1 : paludisme, 2 cas, Koro. Un agent de santé est prévenu. Tout malade va au centre de santé aujourd’hui. 1 que faire
        < Ici Kunnafoni, la santé par SMS. Votre langue ? Envoyez son nom : Français, Bamanankan, English
        > english
        < I will answer in English. Send HELP to see what you can do, LANGUAGE to change.
        > malaria 1 koro
        < Thank you. Noted as no 2: malaria, 1 case, Koro. A health worker is told. Who is ill goes to the health centre today. 1 what to do
        """,  # noqa: E501
        STRANGER,
    )


async def test_a_language_that_is_clear_is_said_back_and_changed_in_one_word(staffed):
    await staffed.plays(
        """
        > where is the clinic in ansongo
        < No clinic is known here yet. Ask your health worker. In danger call 15.
        < This is Kunnafoni, health news by SMS. Language: English. Another one? Send its name: Français, Bamanankan, English
        > bambara
        < N bɛ jaabi bamanankan na. DƐMƐ: dɛmɛ. KAN: kan wɛrɛ.
        """,  # noqa: E501
        STRANGER,
    )


async def test_who_does_not_speak_a_language_is_asked_which(staffed):
    await staffed.plays(
        """
        > je ne parle pas français
        < Quelle langue ? 1 Français 2 Bamanankan 3 English
        > 2
        < N bɛ jaabi bamanankan na. DƐMƐ: dɛmɛ. KAN: kan wɛrɛ.
        """,
        STRANGER,
    )


async def test_a_question_stays_open_while_the_language_is_chosen(staffed):
    """Its numbers are not those of the languages, which are then chosen by name."""
    await staffed.plays(
        """
        > palu 3m koro
        < 3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose
        < Ici Kunnafoni, la santé par SMS. Votre langue ? Envoyez son nom : Français, Bamanankan, English
        > english
        < I will answer in English. Send HELP to see what you can do, LANGUAGE to change.
        > 1
        < Thank you. Noted as no 1: malaria, 3 male cases, Koro. A health worker is told. Who is ill goes to the health centre today. 1 what to do
        """,  # noqa: E501
        STRANGER,
    )


async def test_an_offer_of_languages_or_meanings_is_not_in_the_way(staffed):
    """Who was asked something only for want of understanding may go on to what they came for."""
    none = "Aucune clinique n’est encore connue ici. Demandez à votre agent de santé."
    for before in ("bonjour", "xyz abc"):
        await staffed.says(before, STRANGER)
        [answer] = await staffed.says("clinique koro", STRANGER)
        assert answer.startswith(none)


async def test_danger_is_answered_without_anything_beside_it(staffed):
    [answer] = await staffed.says("mon enfant convulse", STRANGER)
    assert answer.startswith("URGENT")


@pytest.mark.parametrize(
    "word",
    [
        "STOP",
        "arret",
        "ARRÊT.",
        "dabila",
        "unsubscribe",
        "stop svp",
        "Bonsoir, STOP. Merci",
        "stop please",
    ],
)
async def test_stop_in_every_language_ends_what_was_not_asked_for(staffed, word):
    [answer] = await staffed.says(word)
    assert answer.endswith("START.")
    assert await staffed.rows("SELECT count(*) FROM contact WHERE stopped_at IS NOT NULL") == [(1,)]
    await staffed.says("start")
    assert await staffed.rows("SELECT count(*) FROM contact WHERE stopped_at IS NOT NULL") == [(0,)]


async def test_start_from_somebody_new_is_a_greeting(staffed):
    """The first thing that Telegram lets a person send."""
    await staffed.plays(
        """
        > start
        < Bienvenue à Kunnafoni, la santé par SMS. Votre langue ? 1 Français 2 Bamanankan 3 English
        > 3
        < I will answer in English. Send HELP to see what you can do, LANGUAGE to change.
        """,
        STRANGER,
    )


async def test_stop_inside_a_sentence_is_not_stop(staffed):
    await staffed.says("stop 12345 je ne sais pas")
    assert await staffed.rows("SELECT count(*) FROM contact WHERE stopped_at IS NOT NULL") == [(0,)]


async def test_a_stopped_health_worker_still_reports(staffed):
    await staffed.says("stop")
    [answer] = await staffed.says("palu 2 koro")
    assert answer.startswith("No 1 : paludisme, 2 cas, Koro.")


async def test_help_while_a_question_waits_does_not_end_it(staffed):
    await staffed.says("palu 3m")
    [answer] = await staffed.says("aide")
    assert answer.startswith("Cas : ROUGEOLE 3 F DOUENTZA")
    [answer] = await staffed.says("1")
    assert answer.startswith("No 1 : paludisme, 3 cas masculins")


async def test_what_nobody_understood_is_offered_what_could_have_been_meant(staffed):
    await staffed.plays("""
        > xyz abc
        < Je n’ai pas compris. Voulez-vous : 1 signaler des malades, 2 aide
        > 1
        < Envoyez la maladie, combien de cas et où. Exemple : ROUGEOLE 3 KORO
    """)


async def test_a_snake_and_nothing_else_is_asked_about(staffed):
    """Seen, or has it bitten: one digit leads to help."""
    for who, text in ((STRANGER, "serpent"), (CHW, "snake")):
        [answer] = await staffed.says(text, who)
        assert answer.startswith(
            "Je n’ai pas compris. Voulez-vous : 1 secours pour une morsure de serpent, "
        )
        urgent, *_others = await staffed.says("1", who)
        assert urgent.startswith("URGENT. Allez tout de suite au centre de santé")


@pytest.mark.parametrize(
    "text",
    [
        "je veux arrêter",
        "stop, je ne sais pas",
        "stopp",
        "arettez",
        "ne m'envoyez plus, STOP",
        "unsubscibe",
    ],
)
async def test_who_nearly_says_stop_is_asked(staffed, text):
    [answer] = await staffed.says(text)
    assert answer.startswith("Je n’ai pas compris. Voulez-vous : 1 ne plus recevoir nos messages, ")
    assert await staffed.rows("SELECT count(*) FROM contact WHERE stopped_at IS NOT NULL") == [(0,)]
    assert await staffed.says("1") == ["Envoyez STOP."]


STOPPED = "SELECT count(*) FROM contact WHERE stopped_at IS NOT NULL"


@pytest.mark.parametrize(
    ("no_more", "again"),
    [
        ("arretez de menvoyer des messages", "Je veux recevoir vos messages à nouveau"),
        ("je ne veux plus de vos messages", "reprenez lenvoi des sms svp"),
        ("please no more texts from you", "I stopped your messages by mistake. Send them again"),
        ("bonjour, ne m'envoyez plus de sms", "j'avais arreté vos sms, je les veux de nouveau"),
    ],
)
async def test_who_says_it_in_a_sentence_gets_no_more_messages_and_gets_them_again(
    staffed, no_more, again
):
    await staffed.says(no_more)
    assert await staffed.rows(STOPPED) == [(1,)]
    await staffed.says(again)
    assert await staffed.rows(STOPPED) == [(0,)]


@pytest.mark.parametrize(
    "text",
    [
        "je n'ai pas compris votre message",
        "vous pouvez m'envoyer encore le message",
        "I did not get your message, send it again",
        "plus de messages pour koro",
        "je n'ai pas reçu de message, arrêtez de mentir",
        "palu 3 koro, arrêtez les messages",
    ],
)
async def test_a_message_about_messages_stops_nothing(staffed, text):
    await staffed.says(text)
    assert await staffed.rows(STOPPED) == [(0,)]


@pytest.mark.parametrize("text", ["Bambara Maoudé", "arachide bambara svp"])
async def test_the_name_of_a_language_among_unknown_words_is_asked_about(staffed, text):
    [answer] = await staffed.says(text)
    assert answer.startswith("Je n’ai pas compris. Voulez-vous : 1 une autre langue, ")
    locales = await staffed.rows("SELECT DISTINCT locale FROM contact ORDER BY locale")
    assert locales == [("bm",), ("en",), ("fr",)]
    mine = "SELECT locale FROM contact JOIN contact_address ON contact_id = id WHERE address"
    assert await staffed.rows(f"{mine} = '{CHW}'") == [("fr",)]


@pytest.mark.parametrize(
    "text",
    [
        "bambara",
        "mettez bambara svp",
        "en bambara",
        "langue bambara",
        "je veux le bambara",
        "mettez en bambara svp",
        "je veu les messages en bambara",
    ],
)
async def test_a_language_is_chosen_by_its_name(staffed, text):
    await staffed.says(text)
    mine = "SELECT locale FROM contact JOIN contact_address ON contact_id = id WHERE address"
    assert await staffed.rows(f"{mine} = '{CHW}'") == [("bm",)]


@pytest.mark.parametrize("text", ["aucun réseau", "pas compris", "je ne sais pas", "ça ne va pas"])
async def test_a_denial_is_no_zero_report(staffed, text):
    await staffed.says(text)
    assert await staffed.rows("SELECT count(*) FROM zero_report") == [(0,)]


@pytest.mark.parametrize("digits", ["3", " 3. ", "３", "٣", "(3)"])
async def test_digits_alone_are_asked_about_in_any_writing(staffed, digits):
    assert await staffed.says(digits) == [
        "3 : de quoi s’agit-il ? Envoyez la maladie avec le nombre, par exemple ROUGEOLE 3 KORO."
    ]


async def invite(house, code, role="chw", area_id="district-koro"):
    now = house.clock().timestamp() * 1000
    row = {"code": code, "role": role, "area_id": area_id, "created_at": int(now)}
    async with house.database.transaction() as connection:
        rows = as_rows([row | {"expires_at": int(now) + HOUR}])
        await connection.fetch(QUERIES, "add_invitations", rows=rows)


async def test_a_code_gives_a_role_once(staffed):
    await invite(staffed, "K7M2PX4Q")
    await staffed.plays(
        """
        > rejoindre k7m2 px4q
        < Bienvenue. Vous êtes maintenant agent de santé, Koro. Envoyez AIDE pour voir ce que vous pouvez faire.
        > palu 2
        < No 1 : paludisme, 2 cas, Koro. Erreur ? ANNULER 1
        > rejoindre K7M2PX4Q
        < Bienvenue. Vous êtes maintenant agent de santé, Koro. Envoyez AIDE pour voir ce que vous pouvez faire.
        """,  # noqa: E501
        STRANGER,
    )
    [refused] = await staffed.says("rejoindre K7M2PX4Q", CHW)
    assert refused == (
        "Ce code n’est pas valable ou a déjà servi. Demandez-en un autre à votre superviseur."
    )
    roles = "SELECT role FROM assignment JOIN contact_address USING (contact_id) WHERE area_id"
    assert await staffed.rows(f"{roles} = 'district-koro' AND address = '{STRANGER}'") == [("chw",)]
    assert await staffed.rows(f"{roles} = 'district-koro' AND address = '{CHW}'") == []


async def test_a_role_that_was_taken_away_does_not_come_back_with_its_old_code(staffed):
    await invite(staffed, "K7M2PX4Q")
    await staffed.says("REJOINDRE K7M2PX4Q", STRANGER)
    await staffed.rows("DELETE FROM assignment WHERE area_id = 'district-koro' AND role = 'chw'")
    [answer] = await staffed.says("REJOINDRE K7M2PX4Q", STRANGER)
    assert answer.startswith("Ce code n’est pas valable")
    mine = "SELECT count(*) FROM assignment JOIN contact_address USING (contact_id)"
    assert await staffed.rows(f"{mine} WHERE address = '{STRANGER}'") == [(0,)]


@pytest.mark.parametrize(
    "text",
    [
        "REJOINDRE K7M2PX4Q",
        "Rejoindre : k7m2px4q.",
        "rejoindre «K7M2-PX4Q»",
        "bonjour, je veux rejoindre avec le code K7 M2 PX 4Q svp",
        "rejoindreK7M2PX4Q",
        "rejoindre Ｋ７Ｍ２ＰＸ４Ｑ",
        "je demander à rejoindre k7m2px4q",
        "JOIN K7M2PX4Q",
        "rejoinde K7M2PX4Q",
        "K7M2PX4Q",
        " k7m2 px4q !",
    ],
)
async def test_a_code_is_read_however_it_is_written(staffed, text):
    await invite(staffed, "K7M2PX4Q")
    [answer] = await staffed.says(text, STRANGER)
    assert "Koro" in answer
    assert await staffed.rows("SELECT count(*) FROM invitation WHERE used_at IS NOT NULL") == [(1,)]


@pytest.mark.parametrize("text", ["REJOINDRE", "rejoindre K7M2PX4", "rejoindre K7M2PX4O", "JOIN ?"])
async def test_a_code_that_cannot_be_one_is_asked_for_with_an_example(staffed, text):
    await invite(staffed, "K7M2PX4Q")
    [answer] = await staffed.says(text, CHW)
    assert answer == "Envoyez REJOINDRE et le code reçu, par exemple REJOINDRE K7M2PX4Q."


async def test_a_misspelt_code_gives_nothing(staffed):
    await invite(staffed, "K7M2PX4Q")
    [answer] = await staffed.says("REJOINDRE K7M2PX4R", CHW)
    assert answer.startswith("Ce code n’est pas valable ou a déjà servi.")


async def test_two_people_with_one_code_at_once_one_has_it(staffed):
    await invite(staffed, "K7M2PX4Q")
    both = [staffed.message("REJOINDRE K7M2PX4Q", who) for who in (STRANGER, CHW)]
    await asyncio.gather(*map(staffed.dispatcher.receive, both))
    await staffed.hears(CHW)
    said = [*staffed.sent_to(STRANGER), *staffed.sent_to(CHW)]
    assert sorted(text.partition(" ")[0] for text in said) == ["Bienvenue.", "Ce"]


async def test_an_expired_code_gives_nothing(staffed):
    await invite(staffed, "K7M2PX4Q")
    staffed.clock.advance(hours=2)
    [answer] = await staffed.says("REJOINDRE K7M2PX4Q", STRANGER)
    assert answer.startswith("Ce code n’est pas valable")


@pytest.mark.parametrize("text", ["KAN", "kan", " Kan "])
async def test_the_word_for_language_alone_asks_for_it_whoever_sends_it(staffed, text):
    """In French `kan` is also how some write *quand*: then it asks with more words, or a mark."""
    assert await staffed.says(text) == ["Quelle langue ? 1 Français 2 Bamanankan 3 English"]
    [said] = await staffed.says("2")
    assert said.startswith("N bɛ jaabi bamanankan na.")


async def test_when_is_still_asked_in_french(staffed):
    [said] = await staffed.says("kan visite koro")
    assert said.startswith("Aucune visite prévue près de Koro.")
