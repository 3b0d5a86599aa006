"""`kunnafoni understand`: what people want, however they write it; whatever comes is answered."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from bench.intents import KNOWN, messages, tallied
from bench.messages import places_of
from bot.cli.places import gazetteer
from bot.cli.understand import Reader
from bot.cli.warming import warm
from bot.handler import Handler, say
from bot.router import Router, answered, meant_for
from bot.store.store import SQLStore
from bot.text import Text
from handlers import FALLBACK, HANDLERS
from handlers.welcome import introducing
from tests.cli import Shell

TODAY = date(2026, 11, 24)
SETS = ("a", "b", "c", "d", "e", "f", "g-mali", "h-mali")
ASKED = {"fr": 0.95, "en": 0.95, "bm": 0.90}
NOTHING = {"place": None, "service": None, "age_months": None, "risk": None}


@pytest.fixture(scope="module")
def reader():
    return Reader(gazetteer(None), TODAY)


def test_each_line_is_one_object_with_its_intent_and_slots(tmp_path):
    text = "vaccin koro\n\n😀\nrougole 3f dountsa\n"
    lines = Shell(tmp_path).runs("understand", "--locale", "fr", text=text)
    first, empty, emoji, report = map(json.loads, lines)
    assert list(first) == ["locale", "intent", "confidence", "slots"]
    assert first["intent"] == "nearest_clinic"
    assert first["slots"] == NOTHING | {"place": "Koro", "service": "vaccination"}
    assert (empty["intent"], emoji["intent"]) == ("other", "other")
    assert (report["intent"], report["slots"]["risk"]) == ("report", "measles")
    assert report["slots"]["place"] == "Douentza"


def test_an_unknown_language_is_refused(tmp_path):
    found = Shell(tmp_path).tries("understand", "--locale", "xx", text="a\n")
    assert (found.exit_code, found.stdout) == (1, "")
    assert "xx: no such language here" in found.stderr


def test_what_is_taken_for_a_report_depends_on_who_writes(tmp_path):
    text = "5 tdr positifs Douentza\n"
    for role, intent in (("resident", "other"), ("chw", "report")):
        [line] = Shell(tmp_path).runs("understand", "--locale", "fr", "--role", role, text=text)
        assert json.loads(line)["intent"] == intent
    found = Shell(tmp_path).tries("understand", "--role", "king", text=text)
    assert (found.exit_code, found.stdout) == (1, "")
    assert "king: no such role" in found.stderr


@pytest.fixture(scope="module")
def figures(reader):
    return {name: tallied(reader, messages(name))[0] for name in SETS}


@pytest.mark.parametrize("locale", ASKED)
@pytest.mark.parametrize("name", SETS)
def test_the_sets_used_for_building_are_understood(figures, name, locale):
    tally = figures[name][locale, KNOWN]
    assert tally["intent"] >= ASKED[locale] * tally["messages"]


async def test_who_answers_is_who_is_understood_to(house):
    """The bot itself, with its database, gives each message to the handler that is told here."""
    router, handlers = Router(HANDLERS, FALLBACK), set()
    reader = Reader(house.knowledge.places, house.clock().date(), locales=house.knowledge.locales)
    async with SQLStore(house.database).batch() as session:
        for message in messages("d")[::3]:
            context = reader.context(message["text"], message["locale"])
            asked = replace(context, session=session)
            handler, _context, _turn = await answered(router, asked, None, None)
            assert handler.name == meant_for(router, context).name, message["text"]
            handlers.add(handler.name)
    assert len(handlers) > 7


def test_what_the_first_message_would_wait_for_is_made_ready(house):
    knowledge = replace(house.knowledge, shelf={})
    warm(knowledge, house.clock())
    assert {"danger signs", "words of own", "words of worry"} <= knowledge.shelf.keys()


def test_a_wrong_health_risk_is_never_taken(figures):
    """The three that are counted by the letter of the sets are told in docs/performance.md."""
    wrong = {name: sum(t["wrong risk"] for t in found.values()) for name, found in figures.items()}
    assert wrong == dict.fromkeys(SETS, 0) | {
        "c": 2,
        "e": 2,
        "h-mali": 2,
    }  # each with language, and without


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\t", "😀😀", "👍🏾", "ߒ ߓߍ߫ ߒ ߓߍ߫", "ⵜⴰⵎⴰⵛⴻⵇ", "ⵣⵓⵍ 3", "\u202emali",
        "\u200f\u200e", "ا" * 2000, "a" * 2000, "a " * 1000, "1" * 2000,
        "\0", "\ud800", "?!?!", "...", "\ufeff",
        "e" + "\u0301" * 500,
    ],
)  # fmt: skip
@pytest.mark.parametrize("locale", [None, "bm"])
def test_what_nobody_means_is_something_else(reader, text, locale):
    meaning = reader.meaning(text, locale)
    assert (meaning.intent, meaning.slots["risk"]) in (("other", None), ("report", None))


@pytest.mark.parametrize(
    "text", ["koro \u202epalu\u202c 3", "\u200fpalu\u200f 3 koro", "palu ٣ koro"]
)
def test_directions_may_be_mixed(reader, text):
    meaning = reader.meaning(text, "fr")
    assert (meaning.intent, meaning.slots["risk"]) == ("report", "malaria")


@pytest.mark.parametrize(
    ("text", "locale", "intent", "place"),
    [
        ("اين المستشفى", "fr", "nearest_clinic", None),
        ("اين المستشفى koro", "bm", "nearest_clinic", "Koro"),
        ("koro اين المستشفى", None, "nearest_clinic", "Koro"),
        ("où est المستشفى koro", "fr", "nearest_clinic", "Koro"),
        ("ملاريا 3 koro", "fr", "report", "Koro"), ("توقف", "fr", "stop", None),
        ("العربية", "bm", "language", None), ("عربي", "en", "language", None),
        ("je ne parle pas français", "fr", "language", None),
    ],
)  # fmt: skip
def test_who_writes_in_another_script_than_theirs_is_understood(
    reader, text, locale, intent, place
):
    meaning = reader.meaning(text, locale)
    assert (meaning.intent, meaning.slots["place"]) == (intent, place)


@pytest.mark.parametrize(
    ("text", "locale", "intent"),
    [
        ("stop", "bm", "stop"), ("dabila", "fr", "stop"), ("ARRET", "en", "stop"),
        ("daminɛ", "en", "start"), ("stop palu 3 koro", "fr", "report"),
        ("on a arrêt de travail", "fr", "other"), ("start again tomorrow", "en", "other"),
    ],
)  # fmt: skip
def test_stop_and_start_in_every_language_but_only_alone(reader, text, locale, intent):
    assert reader.meaning(text, locale).intent == intent


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("n be dogotoro nyini", "bm"), ("dogotorow be na boni alamisadon wa", "bm"),
        ("send me money", "en"), ("la maternité de boni", "fr"), ("ka kan ka taa mondoro", "bm"),
        ("sira ka jan", "bm"), ("bi", "bm"), ("me", "fr"), ("mon mari est parti a mopti", "fr"),
        ("je vais au marché de douentza", "fr"), ("kɔnɔ", "bm"), ("la page est blanche", "fr"),
    ],
)  # fmt: skip
def test_false_friends_name_no_health_risk(reader, text, locale):
    """ɲini is no ɲɔni, Boni no boji, money no monkey, kan (must) no language, sira no death."""
    for known in (locale, None):
        assert reader.meaning(text, known).slots["risk"] is None


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("où est la clinique de Koro", "fr"), ("where is the clinic in Koro", "en"),
        ("dɔgɔtɔrɔso bɛ min", "bm"), ("mon enfant a la fièvre depuis hier", "fr"),
        ("my child has fever since yesterday", "en"), ("n den fari ka kalan", "bm"),
        ("المستشفى", "ar"), ("شكرا جزيلا يا اخي", "ar"), ("koro مستشفى", None), ("ߒ ߓߍ߫", None),
        ("koro", None), ("palu 3", None), ("zero", None), ("ok", None), ("rougeole", None),
    ],
)  # fmt: skip
def test_the_language_is_guessed_only_where_it_is_clear(reader, text, locale):
    assert reader.meaning(text).locale == locale


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("mon enfant convulse il est chaud", "advice_malaria"),
        ("il respire mal", "nearest_clinic"),
        ("she is unconscious", "nearest_clinic"),
    ],
)  # fmt: skip
def test_danger_leads_to_care(reader, text, intent):
    """The bot says first to go at once (`handlers/emergency.py`); this is what follows."""
    assert reader.meaning(text, "en" if text.isascii() and "she" in text else "fr").intent == intent


@pytest.mark.parametrize(
    ("text", "locale", "intent", "slots"),
    [
        ("bonjour, où est la clinique de Koro", "fr", "nearest_clinic", {"place": "Koro"}),
        ("good morning, when is the next visit in Koro", "en", "schedule", {"place": "Koro"}),
        ("i ni sɔgɔma, dɔgɔtɔrɔso bɛ min", "bm", "nearest_clinic", {}),
        ("merci beaucoup, c'est quand la prochaine visite ?", "fr", "schedule", {}),
        ("good evening, is there a midwife in Boni", "en", "nearest_clinic", {"place": "Boni"}),
        ("merci pour la clinique", "fr", "other", {}), ("bonjour docteur", "fr", "other", {}),
    ],
)  # fmt: skip
def test_politeness_goes_behind_what_is_wanted(reader, text, locale, intent, slots):
    meaning = reader.meaning(text, locale)
    assert (meaning.intent, {key: meaning.slots[key] for key in slots}) == (intent, slots)


@pytest.mark.parametrize(
    ("text", "locale", "intent", "slots"),
    [
        ("kan vien lekip a koro", "fr", "schedule", {"place": "Koro"}),
        ("eske lekip pass demin a koro", "fr", "schedule", {"place": "Koro"}),
        ("ou es ke ya un dokter a koro", "fr", "nearest_clinic", {"service": "consultation"}),
        ("ma femme est enceinte, consultation à koro", "fr", "nearest_clinic",
         {"service": "antenatal"}),
        ("i want to get the twins vaccinated, where in koro", "en", "nearest_clinic",
         {"service": "vaccination"}),
        ("jour de CPN a koro", "fr", "schedule", {"service": "antenatal"}),
        ("nutrition days koro", "en", "schedule", {"service": "nutrition"}),
        ("docteur mal au ventre depuis des jours koro", "fr", "nearest_clinic", {}),
        ("nearest malaria test in koro ?", "en", "nearest_clinic", {"service": "malaria"}),
        ("u bɛ na sini wa koro", "bm", "schedule", {"place": "Koro"}),
        ("ils passent demain à koro ?", "fr", "schedule", {"place": "Koro"}),
        ("boloci waati jumɛn", "bm", "advice_vaccination", {}), ("quand ?", "fr", "schedule", {}),
        ("merci de me dire quand passe la clinique à Mondoro", "fr", "schedule",
         {"place": "Mondoro"}),
        ("vous pouvez me dire si le docteur est à Boni ?", "fr", "nearest_clinic",
         {"place": "Boni"}),
        ("ma femme a accouché hier, où vacciner le bébé", "fr", "nearest_clinic", {}),
        ("le village où il y a la rougeole", "fr", "report", {}),
        ("où est la maternité à Koro pour le suivi de ma grossesse ?", "fr", "nearest_clinic",
         {"place": "Koro", "service": "antenatal"}),
        ("un enfant qui a déjà eu la rougeole peut encore l'attraper ?", "fr", "advice_measles",
         {}),
        ("la rougeole on peut l'avoir deux fois ?", "fr", "advice_measles", {}),
        ("ma niece a eu la rougeole il y a longtemps, elle peut l'avoir une 2e fois ?", "fr",
         "advice_measles", {}),
        ("Le vieux tousse beaucoup. Il nous faut un docteur pas loin, c'est ou", "fr",
         "nearest_clinic", {}),
        ("je viens d'arriver à Koro. Où y a-t-il un dispensaire ?", "fr", "nearest_clinic", {}),
        ("je veu savoir ou on soigne le palu des enfants a Koro", "fr", "nearest_clinic", {}),
        ("clinique fermée le mois passé, je peux aller ou pour me soigner", "fr",
         "nearest_clinic", {}),
        ("la clinique ambulante va encore passer avant la fete ?", "fr", "schedule", {}),
        ("quand l'equipe mobile du CSCom sera à Koro", "fr", "schedule", {"place": "Koro"}),
        ("jai perdu le carnet de vaccination de mon enfant comment faire", "fr",
         "advice_vaccination", {}),
        ("le palu vient des mangues, c'est vrai ?", "fr", "advice_malaria", {}),
        ("test palu négatif mais la fièvre continue, je fais quoi", "fr", "advice_malaria", {}),
        ("let me know every time the mobile clinic goes to Koro", "en", "follow", {}),
        ("grandma has malaria, one more question", "en", "report", {}),
        ("what kind of questions can i send to this number", "en", "help", {}),
        ("N bɛ se ka mun ɲininka aw la yan", "bm", "help", {}),
        ("aw ka jaabi di tubabukan na", "bm", "language", {}),
        ("what's the vaccination schedule for my baby", "en", "advice_vaccination", {}),
        ("clinique Diré", "fr", "nearest_clinic", {"place": "Diré"}),
        ("n den ka boloci tuma sera wa", "bm", "advice_vaccination", {}),
        ("boloci waati jumɛn koro", "bm", "schedule", {"place": "Koro"}),
        ("bolociw jumɛnw bɛ kɛ den na", "bm", "advice_vaccination", {}),
        ("musokɔnɔma bɛ taa min koro", "bm", "nearest_clinic", {"place": "Koro"}),
        ("an ladɔnniya ni Koro visiti yɛlɛmana", "bm", "follow", {"place": "Koro"}),
        ("please answer in french", "en", "language", {}),
        ("what shall we do for malaria", "en", "advice_malaria", {}),
        ("my son's malaria test is positive, what now", "en", "advice_malaria", {}),
        ("tdr positif koro", "fr", "other", {}), ("test positif que faire", "fr", "other", {}),
        ("are vaccines good for malnourished children", "en", "advice_vaccination",
         {"risk": None}),
        ("je passe par Koro demain. Où faire un test palu là-bas", "fr", "nearest_clinic",
         {"place": "Koro", "service": "malaria"}),
        ("Koro, où passe l'équipe mobile demain ?", "fr", "schedule", {"place": "Koro"}),
        ("vaccination Koro, c mercredi ou c jeudi", "fr", "schedule", {"place": "Koro"}),
        ("mon fils a fini le traitement palu samedi mais la fièvre revient. Il faut refaire ?",
         "fr", "advice_malaria", {}),
        ("test palu samedi à Koro ?", "fr", "schedule", {"place": "Koro"}),
        ("N bɛ Niono bi. N b'a fɛ ka sumaya test kɛ, n bɛ taa min ?", "bm", "nearest_clinic",
         {"service": "malaria"}),
        ("N den farikolo ka kalan, n ka mun kɛ ?", "bm", "advice_malaria", {}),
        ("what hour does the team get to Koro", "en", "schedule", {"place": "Koro"}),
        ("first time father. At what age does a baby start vaccines?", "en",
         "advice_vaccination", {}),
        ("kinkeliba soigne palu vrai ou faux", "fr", "advice_malaria", {}),
        ("Docteur loin. Lequel plus près Koro", "fr", "nearest_clinic", {"place": "Koro"}),
        ("this wall was painted. What can it do for me?", "en", "other", {}),
    ],
)  # fmt: skip
def test_what_words_say_only_together(reader, text, locale, intent, slots):
    meaning = reader.meaning(text, locale)
    assert (meaning.intent, {key: meaning.slots[key] for key in slots}) == (intent, slots)


@pytest.mark.parametrize(
    ("text", "locale", "intent"),
    [
        ("elle a la rougeole et convulse", "fr", "advice_measles"),
        ("he has malaria and fits", "en", "advice_malaria"),
        ("rougeole 2 enfants, un convulse", "fr", "report"),
        ("elle a la rougeole et convulse koro", "fr", "report"),
    ],
)  # fmt: skip
def test_danger_goes_before_a_report_of_nobody_counted(reader, text, locale, intent):
    assert reader.meaning(text, locale).intent == intent


@pytest.mark.parametrize("text", ["clinique Zegoua", "docteur a Toumou", "dogotoro Diabaly joona"])
def test_a_place_that_is_not_known_is_no_other(reader, text):
    meaning = reader.meaning(text, "fr")
    assert (meaning.intent, meaning.slots["place"]) == ("nearest_clinic", None)


@pytest.mark.parametrize(
    ("text", "locale", "offered"),
    [
        ("اين المستشفى", "fr", ["العربية"]), ("اين المستشفى", "ar", []),
        ("où est l'hôpital", "fr", []), ("المستشفى koro", "bm", []),
    ],
)  # fmt: skip
async def test_who_writes_in_the_letters_of_another_language_is_offered_it(
    reader, text, locale, offered
):
    async def told(_context):
        return say(Text("Nothing."))

    turn = await introducing(Handler("clinics", told)).run(reader.context(text, locale))
    assert [reply.text.values["language"] for reply in turn.replies[1:]] == offered


@pytest.mark.parametrize(
    ("text", "locale", "intent"),
    [
        ("plus besoin des nouvelles de Koro", "fr", "unfollow"),
        ("ne m'envoyez plus les infos de Mopti", "fr", "unfollow"),
        ("avertissez nous si la visite change a Koro", "fr", "follow"),
        ("alert us if the visit in Koro changes", "en", "follow"),
        ("ni yɛlɛma kɛra Koro", "bm", "follow"),
        ("please continue in bambara", "en", "language"),
        ("quand faire le premier vaccin du nouveau-né", "fr", "advice_vaccination"),
        ("soso bɛ dɛmɛ sumaya la wa", "bm", "advice_malaria"),
        ("on which date do the mobile nurses stop at Koro", "en", "schedule"),
        ("aide palu", "fr", "help"),
        ("aidez-moi, mon enfant a le palu", "fr", "advice_malaria"),
        ("help me, my boy has malaria", "en", "advice_malaria"),
        ("L'équipe va quand même venir à Koro ?", "fr", "schedule"),
        ("i heard they cancel. is the clinic car coming to Koro or not", "en", "schedule"),
        ("date vaccin Koro", "fr", "schedule"),
        ("coartem cb de jours ?", "fr", "advice_malaria"),
        ("is vaccine free", "en", "advice_vaccination"),
        ("On a une moustiquaire pour 6 personnes, qui dort dedans pour pas avoir le palu ?", "fr",
         "advice_malaria"),
        ("kɔnɔboli jiman ye mɔgɔ caman mine Koro", "bm", "report"),
        ("N denkɛ ye sumaya fura ta. N bɛ segin k'a di a ma wa?", "bm", "advice_malaria"),
        ("We are herders at Koro, my cousin is ill. Is there a nurse?", "en", "nearest_clinic"),
        ("How many days before mine can play, he has measles", "en", "advice_measles"),
    ],
)  # fmt: skip
def test_wishes_said_otherwise(reader, text, locale, intent):
    assert reader.meaning(text, locale).intent == intent


def test_for_whom_a_clinic_is_asked_is_no_disease_that_is_reported(reader):
    found = reader.meaning("ou amener un enfant malnutri a koro", "fr")
    assert (found.intent, found.slots["service"]) == ("nearest_clinic", "nutrition")
    assert found.slots["risk"] is None


@pytest.mark.parametrize(
    ("text", "locale", "slots"),
    [
        ("L'équipe de vaccination passe quel jour à Koro ?", "fr", {"service": "vaccination"}),
        ("vaccinators coming to Koro when", "en", {"service": "vaccination"}),
        ("bolocikɛlaw bɛ na tuma jumɛn Koro", "bm", {"service": "vaccination"}),
        ("où soigner palu, on est à Koro", "fr", {"service": "malaria"}),
        ("ma femme est enceinte, où aller à Koro", "fr", {"service": "antenatal"}),
        ("2 cas de palu, où aller à Koro", "fr", {"service": None}),
        ("Ici la matrone de Koro. Pas de malade, RAS s48", "fr",
         {"service": None, "place": "Koro"}),
        ("matrone Koro", "fr", {"service": "antenatal"}),
        ("I am the nurse at Koro. Please tell me the date of the next vaccination.", "en",
         {"service": "vaccination", "place": "Koro"}),
        ("RAS s48 Koro", "fr", {"place": "Koro"}),
        ("je sui enceinte. ou faire la cpn vers Douentza", "fr", {"place": "Douentza"}),
        ("Quel jour vient l'équipe à Diré ?", "fr", {"place": "Diré"}),
        ("vaccine for 6 month baby", "en", {"age_months": 6}),
        ("fever for 3 days", "en", {"age_months": None}),
        ("beaucoup de gens ont la rougeole à Koro", "fr", {"risk": "measles", "place": "Koro"}),
        ("bcp de gens vomissent et diarrhée à Koro", "fr", {"risk": "watery_diarrhoea"}),
    ],
)  # fmt: skip
def test_what_is_told_beside_a_wish(reader, text, locale, slots):
    found = reader.meaning(text, locale).slots
    assert {key: found[key] for key in slots} == slots


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Notre hamo est loin du goudron. Quand passe l'équipe, pr Zangaso ?", "Zangasso"),
        ("What day does the vaccination team visit Saraféré?", "Saraféré"),
        ("Kele ye an gen, an be Douentza sisan. Dogotoroso be min?", "Douentza"),
        ("ou est le cscom, je suis vers Lulouni", "Loulouni"),
        ("clinique Koro pour mon enfant", "Koro"),
    ],
)
def test_the_name_that_a_word_leads_to_is_the_place(text, place):
    assert all_of_mali().meaning(text, "fr").slots["place"] == place


@cache
def all_of_mali():
    places = places_of("x-mali")
    if places is None:
        pytest.skip("no list of all villages here")
    return Reader(places, TODAY)
