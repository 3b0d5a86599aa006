"""Whatever comes in, the whole bot keeps it once, answers it once, and reads it right or asks."""

from __future__ import annotations

import asyncio
from time import perf_counter
from urllib.parse import urlencode

import pytest

from bot.address import Address
from bot.outbox import Outbox
from bot.store.contacts import NewContact, keep_contacts
from handlers import HANDLERS
from tests.channels import OURS, sms
from tests.conftest import BY_KEY, CHW, STRANGER
from tests.web import served

FILED = "No 1 : paludisme, 2 cas, Koro. Erreur ? ANNULER 1"
LOST = "Je n’ai pas compris. Voulez-vous : 1 signaler des malades, 2 aide"
MUCH = "paludisme : combien de cas en tout ?"
EXAMPLE = "Envoyez la maladie, combien de cas et où."
LONGEST_BODY = 1600  # characters that Twilio takes in one message; more is refused for good
LONG = ("x" * 2000, "é" * 2000, "y " * 25_000, "a\u0301" * 25_000)
CASES = "SELECT risk, cases, place_id, onset_on FROM report"
KORO = ("malaria", 2, "place-koro", None)


def ascii_id(text: str) -> str:
    """What a test is called: short, and printable anywhere."""
    return f"{text[:16]!a}-{len(text)}"


async def answer_to(house, text: str) -> str:
    """The one answer to a message, which must be in the database without an error."""
    [answer] = await house.says(text)
    [(stored, error)] = await house.rows("SELECT text, error FROM inbound")
    assert error is None
    assert len(stored) == len(text)
    assert not [letter for letter in stored if letter == "\0" or "\ud800" <= letter <= "\udfff"]
    return answer


@pytest.mark.parametrize(
    "text",
    [
        "palu\0 2 koro",
        "\0palu 2\0koro\0",
        "palu 2\ud800 koro",
        "\ud83epalu 2 koro\udd12",
        "\u202epalu 2 koro\u202c",
        "\u200fpalu\u200f 2\u200e koro",
        "pa\u200blu 2 ko\u2060ro",
        "\ufeffpalu 2 koro",
        "ｐａｌｕ　２　ｋｏｒｏ",
        "palu ２ koro",
        "palu ٢ koro",
        "palu ۲ koro",
        "palu ② koro",
        "palu 2 koro 🤒",
        "🤒palu🤒2🤒koro🤒",
        "palu\xa02\xa0koro",
        "\ufffe\uffff palu 2 koro",
        "palu 2 koro\r\n",
    ],
    ids=ascii_id,
)
async def test_what_only_clutters_a_report_does_not_change_it(staffed, text):
    assert await answer_to(staffed, text) == FILED
    assert await staffed.rows(CASES) == [KORO]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\r",
        "\0\0\0",
        "\ud800",
        "\u202e",
        "🤒",
        "🤒👨\u200d👩\u200d👧",
        "...",
        *LONG,
        "{x} %s %(d)d",
        "ߒ ߓߍ߫ ߒ ߓߍ߫",
        "ⵜⴰⵎⴰⵛⴻⵇ",
        "مرحبا يا اخي",
        "\u200fabc \u202eمرحبا\u202c 😀",
    ],
    ids=ascii_id,
)
async def test_what_says_nothing_is_answered_with_what_we_can_do(staffed, text):
    began = perf_counter()
    assert await answer_to(staffed, text) == LOST
    assert perf_counter() - began < 5
    assert await staffed.rows(CASES) == []


@pytest.mark.parametrize(
    "tail", ["x" * 1988, " palu" * 10_000, "\n" * 50_000, " ?" * 25_000], ids=ascii_id
)
async def test_a_long_message_that_begins_as_a_report_is_one(staffed, tail):
    began = perf_counter()
    answer = await answer_to(staffed, f"palu 2 koro {tail}")
    assert perf_counter() - began < 5
    assert answer.startswith("No 1 : paludisme, 2 cas, Koro. ")
    assert len(answer) <= 160
    assert await staffed.rows(CASES) == [KORO]


@pytest.mark.parametrize("text", ["palu 2 koro " * 166, "palu 2 rougeole 1 " * 111], ids=ascii_id)
async def test_an_answer_is_never_longer_than_a_provider_takes(staffed, text):
    answer = await answer_to(staffed, text)
    assert len(answer) <= LONGEST_BODY


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("palu 99999999999 koro", MUCH),
        ("palu 10001 koro", MUCH),
        ("palu 99999999999999999999999 koro", MUCH),
        ("palu ٩٩٩٩٩٩٩٩٩٩٩ koro", MUCH),
        ("99999999999", LOST),
        ("1#99999999999#1", f"Pas compris : 1#99999999999#1. {EXAMPLE}"),
        ("99999999999#2#1", f"Pas compris : 99999999999#2#1. {EXAMPLE}"),
        ("annuler 99999999999", "Je ne trouve pas de rapport 99999999999 de votre part."),
        ("corriger 99999999999 palu 2", "Je ne trouve pas de rapport 99999999999 de votre part."),
        ("annuler " + "9" * 60, f"Je ne trouve pas de rapport {'9' * 12}... de votre part."),
        ("'; DROP TABLE report; --", f"Pas compris : DROP. {EXAMPLE}"),
    ],
)
async def test_a_number_that_cannot_be_is_never_a_count(staffed, text, answer):
    assert (await answer_to(staffed, text)).startswith(answer)
    assert await staffed.rows(CASES) == []


@pytest.mark.parametrize(
    "date", ["31/02", "30/02/2026", "29/02/2025", "00/00/2026", "32/13/2026", "99/99/9999"]
)
async def test_a_date_that_does_not_exist_is_named_and_not_guessed_at(staffed, date):
    answer = await answer_to(staffed, f"palu 2 koro {date}")
    assert answer.startswith(f"No 1 : paludisme, 2 cas, Koro. Pas compris : {date}.")
    assert await staffed.rows(CASES) == [KORO]


@pytest.mark.parametrize(
    "since",
    [
        *("depuis 99999999999 jours", "depuis 1000000 jours", "depuis 99999 ans", "depuis 2 ans"),
        *("depuis 99999999999 h", "since 99999999999 days", "depuis 3000 jours", "tile 9999999999"),
        *("depuis 400000 jours", "il y a 400 jours"),
    ],
)
async def test_an_illness_that_lasts_impossibly_long_has_no_onset(staffed, since):
    answer = await answer_to(staffed, f"palu 2 koro {since}")
    assert answer.startswith(f"No 1 : paludisme, 2 cas, Koro. Pas compris : {since}.")
    assert await staffed.rows(CASES) == [KORO]


async def test_an_illness_that_lasts_half_a_year_has_one(staffed):
    await answer_to(staffed, "palu 2 koro depuis 183 jours")
    assert await staffed.rows(CASES) == [(*KORO[:3], "2026-05-25")]


async def test_a_date_that_exists_is_the_onset(staffed):
    await answer_to(staffed, "palu 2 koro 20/11")
    assert await staffed.rows(CASES) == [(*KORO[:3], "2026-11-20")]


@pytest.mark.parametrize(
    "digit", ["1", "１", "١", "①", "\u200f1", "1\0", " 1.", "(1)"], ids=ascii_id
)
async def test_the_number_of_an_answer_counts_in_any_writing(staffed, digit):
    await staffed.says("palu 3m koro")
    [answer] = await staffed.says(digit)
    assert answer == "No 1 : paludisme, 3 cas masculins, Koro. Erreur ? ANNULER 1"


@pytest.mark.parametrize("key", ["\0", "yes\0", "\ud800", "x" * 50_000, ""], ids=ascii_id)
async def test_a_button_that_nobody_made_is_answered_and_decides_nothing(staffed, key):
    await staffed.says("palu 3m koro")
    [_answer] = await staffed.says("", choice=key)
    assert await staffed.rows(CASES) == []
    assert await staffed.rows("SELECT count(*), count(error) FROM inbound") == [(2, 0)]


async def test_a_webhook_delivered_five_times_at_once_is_one_report_and_one_answer(
    staffed, catalogs
):
    staffed.outbox = Outbox(staffed.mail, {"twilio": staffed.channel}, catalogs, staffed.clock)
    doors = [served(staffed), served(staffed, receive=staffed.with_handlers(*HANDLERS).receive)]
    form = sms(Body="palu 2 koro", From=CHW.path)
    calls = await asyncio.gather(*(doors[n % 2].posts(form) for n in range(5)))
    assert [call.status_code for call in calls] == [200] * 5
    assert await staffed.rows("SELECT external_id FROM inbound") == [("SM1",)]
    assert await staffed.rows(CASES) == [KORO]
    assert len(await staffed.hears(CHW)) == 1
    assert (await doors[0].posts(form)).status_code == 200
    assert await staffed.hears(CHW) == []


async def test_two_hundred_messages_of_one_person_at_once_keep_their_order(staffed):
    sent = [staffed.message(f"palu {number} koro") for number in range(1, 201)]
    others = [staffed.message("palu 1 koro", BY_KEY["chw-ansongo"]) for _each in range(20)]
    await asyncio.gather(*map(staffed.dispatcher.receive, [*sent, *others]))
    kept = "SELECT text FROM inbound WHERE address = 'tel:+22370000001'"
    assert await staffed.rows(kept) == [(message.text,) for message in sent]
    filed = "SELECT report.cases FROM report JOIN inbound ON inbound.id = report.inbound_id"
    mine = f"{filed} WHERE inbound.address = 'tel:+22370000001' ORDER BY report.number"
    assert await staffed.rows(mine) == [(number,) for number in range(1, 201)]
    said = await staffed.hears(CHW)
    assert [int(text.split(", ")[1].split()[0]) for text in said] == list(range(1, 201))


@pytest.mark.parametrize("machine", ["36061", "15", "Orange", "Orange Money", "unknown", OURS])
async def test_machines_and_our_own_numbers_are_heard_and_never_answered(staffed, machine):
    """Not even where everybody else is always answered: a report, danger, STOP, a question."""
    dispatcher = staffed.with_handlers(*HANDLERS, own_numbers=[OURS])
    sender = Address("tel", machine)
    for text in ("palu 2 koro", "mon enfant convulse", "STOP", "xyz", "aide", ""):
        await dispatcher.receive(staffed.message(text, sender))
    assert await staffed.hears(sender) == []
    assert await staffed.rows("SELECT count(*), count(error) FROM inbound") == [(6, 0)]
    assert await staffed.rows(CASES) == []
    assert await staffed.rows("SELECT count(*) FROM outbound") == [(0,)]


ADMIN = Address("tel", "+22370000010")


async def test_a_robot_is_answered_five_times_and_an_admin_is_told_once(staffed):
    admin = NewContact(ADMIN, "admin", None, "fr")
    async with staffed.database.transaction() as connection:
        await keep_contacts(connection, [admin], channel="fake", recipient=OURS, now=1)
    await staffed.says("1", STRANGER)
    for number in range(9):
        staffed.clock.advance(minutes=1)
        await staffed.says(f"absent {number}", STRANGER)
    said = [text for text in staffed.sent_to(STRANGER) if text == LOST]
    assert len(said) == 5
    [told] = staffed.sent_to(ADMIN)
    assert told.startswith("Un téléphone a reçu 5 fois la même réponse en 30 minutes")
    assert staffed.sent_to(BY_KEY["coordinator"]) == []
    assert await staffed.rows("SELECT count(*) FROM inbound") == [(10,)]


async def test_a_robot_does_not_cost_others_their_answers_nor_itself_for_ever(staffed):
    await staffed.says("1", STRANGER)
    for number in range(9):
        await staffed.says(f"absent {number}", STRANGER)
    assert await staffed.says("absent") == [LOST]
    [answer] = await staffed.says("aide", STRANGER)
    assert answer != LOST
    staffed.clock.advance(minutes=31)
    assert await staffed.says("absent", STRANGER) == [LOST]


async def test_a_body_of_fifty_thousand_characters_passes_the_whole_door(staffed, catalogs):
    staffed.outbox = Outbox(staffed.mail, {"twilio": staffed.channel}, catalogs, staffed.clock)
    form = urlencode(sms(Body="palu 2 koro " + "x" * 49_988, From=CHW.path)).encode()
    assert (await served(staffed).posts(form)).status_code == 200
    assert await staffed.rows("SELECT length(text) FROM inbound") == [(50_000,)]
    assert len(await staffed.hears(CHW)) == 1
