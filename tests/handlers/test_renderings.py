"""One question, two renderings: numbers on an SMS phone, buttons with stable keys on another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.address import Address
from bot.channels.base import as_sms
from bot.channels.simulator import CHANNELS, Feed, SimulatorChannel
from bot.message import Rendered
from bot.outbox import Outbox
from bot.prices import Prices
from tests.conftest import BY_KEY, CHW, STRANGER, House

# What is said, then what is answered. `> 1 [male]`: the number on SMS, the button on chat.
# `[male=trois garçons]`: a choice, its key and its label.
FRENCH = """
    > palu 3m koro
    < 3m : [male=trois garçons ou hommes] [months=âge 3 mois] [other=autre chose]
    > 1 [male]
    < No 1 : paludisme, 3 cas masculins, Koro. Erreur ? ANNULER 1
    > palu 3m boni
    < 3m : [male=trois garçons ou hommes] [months=âge 3 mois] [other=autre chose]
    > 2 [months]
    < No 2 : paludisme, 1 cas, 3 mois, Boni. Erreur ? ANNULER 2
    > palu 4 koro
    < No 3 : paludisme, 4 cas, Koro. Erreur ? ANNULER 3
    > palu 4 koro
    < Déjà reçu sous le no 3. Nouveau cas ? [yes=oui] [no=non]
    > 1 [yes]
    < No 4 : paludisme, 4 cas, Koro. Erreur ? ANNULER 4
    > annuler
    < Annuler le no 4 : paludisme, 4 cas ? [yes=oui] [no=non]
    > 1 [yes]
    < Annulé : no 4, paludisme, 4 cas. Pour le renvoyer, écrivez tout le rapport.
"""
BAMBARA = """
    > palu 3m koro
    < 3m: [male=cɛ saba] [months=kalo 3] [other=fɛn wɛrɛ]
    > 1 [male]
    < No 1: sumaya, cɛ 3, Koro. Fili? ANNULER 1
    > palu 4 koro
    < No 2: sumaya, banabagatɔ 4, Koro. Fili? ANNULER 2
    > palu 4 koro
    < A sɔrɔla kaban, no 2. Banabagatɔ kura? [yes=awɔ] [no=ayi]
    > 1 [yes]
    < No 3: sumaya, banabagatɔ 4, Koro. Fili? ANNULER 3
    > kan
    < Kan jumɛn? [fr=Français] [bm=Bamanankan] [en=English]
    > 2 [bm]
    < N bɛ jaabi bamanankan na. DƐMƐ: dɛmɛ. KAN: kan wɛrɛ.
"""
ENGLISH = """
    > malaria 3m koro
    < 3m: [male=three boys or men] [months=aged 3 months] [other=something else]
    > 2 [months]
    < No 1: malaria, 1 case, 3 months, Koro. Wrong? CANCEL 1
    > malaria 4 koro
    < No 2: malaria, 4 cases, Koro. Wrong? CANCEL 2
    > malaria 4 koro
    < Already received as no 2. New cases? [yes=yes] [no=no]
    > 2 [no]
    < Kept once, as no 2. Thank you.
    > cancel
    < Cancel no 2: malaria, 4 cases? [yes=yes] [no=no]
    > 2 [no]
    < Kept: no 2.
"""
FIRST = """
    > xyz
    < Bienvenue à Kunnafoni, la santé par SMS. Votre langue ? \
[fr=Français] [bm=Bamanankan] [en=English]
    > 3 [en]
    < I will answer in English. Send HELP to see what you can do, LANGUAGE to change.
    > xyz
    < I did not understand. Do you want: [report=report sick people] [help=help]
    > 1 [report]
    < Send the disease, how many, and where. Example: MEASLES 3 KORO
"""
STORIES = {
    "fr": (BY_KEY["chw-douentza"], FRENCH),
    "bm": (BY_KEY["chw-koro"], BAMBARA),
    "en": (BY_KEY["chw-ansongo"], ENGLISH),
    "first": (STRANGER, FIRST),
}


class Phone:
    """One of the simulator's phones, in the hands of one person."""

    def __init__(self, house: House, kind: str, who: Address) -> None:
        self.kind, self._house, self._who, self._feed = kind, house, who, Feed()
        channel = SimulatorChannel(self._feed, kind, {}, Prices(), house.clock)
        self._outbox = Outbox(house.mail, {CHANNELS[kind]: channel}, house.catalogs, house.clock)

    async def says(self, text: str, choice: str | None = None) -> dict:
        """Write, or press a button; the one answer, with both of its renderings."""
        message = self._house.message(text, self._who, choice=choice)
        before = len(self._feed._entries)
        await self._house.dispatcher.receive(replace(message, channel=CHANNELS[self.kind]))
        while await self._outbox.deliver(100):
            pass
        [entry] = list(self._feed._entries)[before:]
        return dict(entry.data)

    async def presses(self, key: str) -> dict:
        return await self.says("", key)


def turns(story: str) -> Iterator[tuple[str, str | None, Rendered]]:
    """What is written, which button it would be, and the answer."""
    lines = [line.strip() for line in story.strip().splitlines()]
    for said, answered in zip(lines[::2], lines[1::2], strict=True):
        text, _bracket, key = said.removeprefix("> ").rstrip("]").partition(" [")
        choices = re.findall(r" \[(\w+)=([^]]+)]", answered)
        words = answered.removeprefix("< ").partition(" [")[0]
        yield text, key or None, Rendered(words, tuple(choices))


@pytest.mark.parametrize("name", STORIES)
async def test_on_a_chat_phone_every_choice_is_a_button_with_its_key(staffed, name):
    who, story = STORIES[name]
    phone = Phone(staffed, "chat", who)
    for text, key, expected in turns(story):
        answer = await (phone.presses(key) if key else phone.says(text))
        assert answer["text"] == expected.text
        assert answer["choices"] == [list(choice) for choice in expected.choices]


@pytest.mark.parametrize("kind", ["sms", "chat"])
@pytest.mark.parametrize("writing", ["{}", "{}."])
@pytest.mark.parametrize("name", STORIES)
async def test_the_same_is_answered_by_its_number(staffed, name, writing, kind):
    """On either phone: not everybody presses buttons."""
    who, story = STORIES[name]
    phone = Phone(staffed, kind, who)
    for text, key, expected in turns(story):
        answer = await phone.says(writing.format(text) if key else text)
        assert answer["sms"]["text"] == as_sms(expected)


@pytest.mark.parametrize(
    ("key", "text", "shown"),
    [
        ("chw-douentza", "palu 3m", "3m : 1 trois garçons ou hommes, 2 âge 3 mois, 3 autre chose"),
        ("chw-koro", "palu 3m", "3m: 1 cɛ saba, 2 kalo 3, 3 fɛn wɛrɛ"),
        ("chw-ansongo", "palu 3m", "3m: 1 three boys or men, 2 aged 3 months, 3 something else"),
        ("chw-douentza", "langue", "Quelle langue ? 1 Français 2 Bamanankan 3 English"),
    ],
)
async def test_an_sms_phone_shows_the_choices_on_the_line_of_the_question(
    staffed, key, text, shown
):
    answer = await Phone(staffed, "sms", BY_KEY[key]).says(text)
    assert answer["sms"]["text"] == shown


@pytest.mark.parametrize(
    ("word", "locale"),
    [
        *((word, "fr") for word in ("Français", "FRANCAIS.")),
        *((word, "bm") for word in ("bambara", "Bamanankan")),
        *((word, "en") for word in ("english", "anglais", "en")),
    ],
)
async def test_a_language_is_chosen_by_its_name(staffed, word, locale):
    phone = Phone(staffed, "sms", STRANGER)
    await phone.says("xyz")
    assert (await phone.says(word))["locale"] == locale


@pytest.mark.parametrize(
    ("key", "question", "yes", "no"),
    [
        ("chw-douentza", "palu 2 koro", ("oui", "OUI!", "Oui."), ("non", "NON.")),
        ("chw-koro", "palu 2 koro", ("awɔ", "awo", "AWO."), ("ayi", "Ayi!")),
        ("chw-ansongo", "malaria 2 koro", ("yes", "Yes."), ("no", "NO")),
    ],
)
async def test_yes_and_no_are_said_in_the_person_s_words(staffed, key, question, yes, no):
    phone = Phone(staffed, "sms", BY_KEY[key])
    await phone.says(question)
    for word in (*yes, *no):
        await phone.says(question)
        before = await staffed.rows("SELECT count(*) FROM report")
        await phone.says(word)
        [(more,)] = await staffed.rows("SELECT count(*) FROM report")
        assert more - before[0][0] == (word in yes), word


MALE, AGED = "3 cas masculins", "1 cas, 3 mois"


@pytest.mark.parametrize(
    ("word", "read"),
    [
        *(
            (word, MALE)
            for word in (
                "trois garçons ou hommes",
                "3 garçons ou hommes",
                "garçons",
                "hommes",
                "garcon.",
            )
        ),
        *((word, AGED) for word in ("âge 3 mois", "3 mois", "mois")),
    ],
)
async def test_a_reading_is_chosen_by_its_words(staffed, word, read):
    """As they are shown, or the one word that tells it from the others."""
    phone = Phone(staffed, "sms", CHW)
    await phone.says("palu 3m koro")
    answer = await phone.says(word)
    assert answer["text"] == f"No 1 : paludisme, {read}, Koro. Erreur ? ANNULER 1"


# Buttons that are still on the screen -----------------------------------------------------------


async def reports(house: House) -> list[tuple]:
    return await house.rows("SELECT number, cases, status FROM report ORDER BY number")


@pytest.mark.parametrize("key", ["male", "months", "other", "yes", "fr", "nonsense"])
async def test_an_old_button_decides_nothing(staffed, key):
    phone = Phone(staffed, "chat", CHW)
    await phone.says("palu 3m koro")
    await phone.presses("male")
    before = await reports(staffed)
    await phone.presses(key)
    assert await reports(staffed) == before
    assert await staffed.rows("SELECT count(*) FROM inbound WHERE error IS NOT NULL") == [(0,)]


async def test_an_old_button_is_said_to_be_old_and_not_that_we_did_not_understand(staffed):
    phone = Phone(staffed, "chat", CHW)
    lost = (await phone.says("xyz abc"))["text"]
    await phone.says("palu 3m koro")
    await phone.presses("male")
    assert (await phone.presses("male"))["text"] != lost


async def test_an_old_button_leaves_the_question_that_waits_as_it_is(staffed):
    phone = Phone(staffed, "chat", CHW)
    await phone.says("palu 3m koro")
    await phone.presses("male")
    await phone.says("palu 3 koro")
    question = await phone.says("palu 3 koro")
    for _each in range(4):  # more often than a question is repeated
        await phone.presses("months")
    answer = await phone.presses("no")
    assert [key for key, _label in question["choices"]] == ["yes", "no"]
    assert answer["text"] == "Compté une seule fois, no 2. Merci."
    assert await reports(staffed) == [(1, 3, "filed"), (2, 3, "filed")]
