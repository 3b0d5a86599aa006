"""Step by step: for whom, what, in another language, urgent, under a name for the next time."""

# ruff: noqa: E501  (a transcript has the lines that people see)

import pytest

from bot.message import Receipt
from tests.handlers.broadcast.conftest import CODE, COORDINATOR, RESIDENT

ASKED = "Envoyer ? 1 envoyer 2 modifier 3 non"
CHANGE = "Que faut-il changer ? 1 texte, 2 pour qui, 3 une autre langue, 4 urgent ou non, 5 garder le public, 6 langue du texte"


async def test_it_is_asked_for_whom_then_what(country):
    await country.villagers(2)
    await country.house.plays(
        f"""
        > diffuser
        < Pour qui ? Envoyez une zone ou un lieu. Exemples : DOUENTZA, KORO 20 KM, ABONNES VACCIN, TOUS
        > zzyzzyq
        < Pas compris : zzyzzyq. Pour qui ? Envoyez une zone ou un lieu. Exemples : DOUENTZA, KORO 20 KM, ABONNES VACCIN, TOUS
        > douentza
        < Que faut-il dire ? Envoyez le texte.
        > Rougeole à Douentza : 3 cas. Séance vendredi.
        < Rougeole à Douentza : 3 cas. Séance vendredi.
        < Douentza (district) : 4 personnes (fr 4). 4 SMS, environ 100 XOF. Durée 1 min. {ASKED}
        > 3
        < Rien n'est parti.
        """,
        COORDINATOR,
    )
    assert await country.house.rows("SELECT count(*) FROM report") == [(0,)]


async def test_each_reads_it_in_their_own_language(country):
    french = await country.villagers(2)
    english = await country.villagers(2, "Douentza", "en")
    bambara = await country.villagers(1, "Douentza", "bm")
    await country.says("diffuser douentza Restez chez vous.")
    await country.says("2")
    [asked] = await country.says("3")
    assert asked == "Dans quelle langue écrivez-vous un autre texte ? 1 Bamanankan 2 English"
    await country.says("2")
    [_words, preview] = await country.says("Stay at home.")
    assert "7 personnes (fr 4, en 2, bm 1)" in preview
    await country.says(await country_code(country))
    await country.works()
    assert set(french + bambara) <= set(country.got("Restez chez vous."))
    assert country.got("Stay at home.") == english


async def country_code(country):
    [asked] = await country.says("1")
    return CODE.search(asked)[1]


async def test_what_is_only_in_another_language_leaves_others_out(country):
    await country.villagers(2)
    bambara = await country.villagers(3, "Douentza", "bm")
    [_words, preview] = await country.says("diffuser douentza en bambara aw ka to so")
    assert "3 personnes (bm 3)" in preview
    await country.says(await country_code(country))
    await country.works()
    assert set(country.got("aw ka to so")) == {COORDINATOR, *bambara}


async def test_nobody_of_their_language_is_a_question_for_another(country):
    await country.villagers(3, "Douentza", "en")
    await country.house.rows("UPDATE contact SET locale = 'en' WHERE id LIKE 'v%'")
    [said] = await country.says("diffuser douentza en bambara habitants aw ka to so")
    assert said.startswith("Personne ne le recevrait. Rien n'est parti.")


async def test_urgent_is_chosen_and_kept(country):
    await country.villagers(2)
    await country.says("diffuser douentza Danger sur la route.")
    assert await country.says("2") == [CHANGE]
    await country.says("4")
    await country.says(await country_code(country))
    assert await country.house.rows("SELECT urgent FROM broadcast") == [(1,)]


async def test_an_audience_is_kept_and_used_again(country):
    await country.villagers(2)
    await country.says("diffuser douentza asc Bonjour.")
    await country.says("2")
    assert await country.says("5") == ["Sous quel nom le garder ?"]
    kept, _words, preview = await country.says("mes agents du nord")
    assert kept == "Gardé sous mes agents du nord."
    assert preview.startswith("Douentza (district), agents de santé : 1 personne (fr 1)")
    await country.says("3")
    [words, preview] = await country.says("diffuser mes agents du nord Réunion à 9h.")
    assert words == "Réunion à 9h."
    assert preview.startswith("Douentza (district), agents de santé : 1 personne (fr 1)")


async def test_for_whom_is_changed_and_the_text_stays(country):
    await country.villagers(2, "Koro")
    await country.villagers(5)
    await country.says("diffuser douentza Restez chez vous.")
    await country.says("2")
    await country.says("2")
    [words, preview] = await country.says("koro")
    assert words == "Restez chez vous."
    assert preview.startswith("Koro (district)")


async def test_signs_that_cost_are_named(country):
    await country.villagers(2)
    [_words, preview] = await country.says("diffuser douentza Restez chez vous ☺")
    assert "Plus cher à cause de : ☺" in preview


@pytest.mark.parametrize("text", ["palu 3 koro", "aide", "annuler visite 31"])
async def test_a_command_is_still_a_command_where_a_preview_waits(country, text):
    await country.villagers(2)
    await country.says("diffuser douentza Restez chez vous.")
    await country.says(text)
    await country.works()
    assert len(country.got("Restez chez vous.")) == 1


@pytest.mark.parametrize(
    "text", ["il est difficile de diffuser l'information", "palu 2 koro, diffusion de rumeurs"]
)
async def test_the_word_inside_something_else_sends_nothing(country, text):
    await country.says(text)
    assert await country.house.rows("SELECT count(*) FROM broadcast") == [(0,)]


async def test_what_is_no_code_is_asked_for_again_and_then_left(country):
    await country.villagers(2)
    await country.code("diffuser douentza Restez chez vous.")
    assert await country.says("oui") == ["Je ne trouve pas de code. Envoyez les quatre chiffres."]
    assert await country.says("0000") == ["Code inconnu. Rien n'est parti."]
    await country.works()
    assert len(country.got("Restez chez vous.")) == 1


async def test_the_language_of_a_text_is_told_by_its_words_and_can_be_changed(country):
    """The author reads English and writes French: who reads French gets it, and that is said."""
    await country.villagers(2)
    english = await country.villagers(2, "Douentza", "en")
    await country.house.rows(
        "UPDATE contact SET locale = 'en' WHERE locale = 'fr' AND id NOT LIKE 'v%'"
    )
    [_words, preview] = await country.says("broadcast douentza La clinique ne vient pas demain.")
    assert "Text: Français." in preview
    assert "fr 2" in preview
    [_words, preview] = await country.says("broadcast douentza aw ka to so")
    assert "Text:" not in preview
    await country.says("2")
    assert await country.says("6") == [
        "In which language is the text? 1 Français 2 Bamanankan 3 English"
    ]
    await country.villagers(1, "Douentza", "bm")
    [_words, preview] = await country.says("2")
    assert preview.startswith("Douentza (district): 1 person (bm 1). Text: Bamanankan.")
    assert "no text in their language" in preview
    await country.says(await country_code(country))
    await country.works()
    assert not set(english) & set(country.got("aw ka to so"))


async def test_who_follows_a_topic_gets_it_under_a_name_too(country):
    """Not who only follows a place, nor who sent STOP; after START, they do."""
    topic, place, stopped = await country.villagers(3, "Koro")
    for who in (topic, stopped):
        await country.says("suivre vaccin", who)
    await country.says("suivre koro", place)
    await country.says("stop", stopped)
    [_words, preview] = await country.says("diffuser abonnes vaccin: Vaccins demain.")
    assert preview.startswith("abonnés : vaccination : 1 personne (fr 1)")
    await country.says("2")
    await country.says("5")
    await country.says("les vaccins")
    await country.says(await country_code(country))
    await country.works()
    assert topic in country.got("Vaccins demain.")
    assert not {place, stopped} & set(country.got("Vaccins demain."))
    await country.says("start", stopped)
    await country.sends("diffuser les vaccins: Venez à 9h.")
    assert {topic, stopped} <= set(country.got("Venez à 9h."))
    assert place not in country.got("Venez à 9h.")


async def test_a_topic_is_for_who_coordinates_the_whole_country(country):
    await country.house.rows(
        "UPDATE assignment SET area_id = 'district-koro' WHERE role = 'coordinator'"
    )
    await country.says("suivre vaccin", RESIDENT)
    assert await country.says("diffuser abonnes vaccin: Venez.") == [
        "Ce n'est pas votre zone. Rien n'est parti."
    ]


async def test_what_a_provider_reports_as_received_is_counted(country):
    await country.villagers(2, "Koro")
    await country.sends("diffuser koro Restez chez vous.")
    [(sent,)] = await country.house.rows(
        "SELECT id FROM outbound WHERE broadcast = '1' AND status = 'sent' LIMIT 1"
    )
    await country.house.outbox.note(Receipt("fake", "theirs", "delivered", outbound_id=sent))
    [said] = await country.says("diffusion 1")
    assert said.endswith(", 1 reçu.")
