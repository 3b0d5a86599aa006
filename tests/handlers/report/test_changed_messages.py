"""A message that its sender changed: what it reported is corrected, and counted once."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from tests.conftest import BY_KEY, CHW, STRANGER, SUPERVISOR, House

_serial = count(1)


class Chat:
    """Somebody whose channel lets them change what they sent: ids are `<chat>:<message>`."""

    def __init__(self, house: House, who=CHW) -> None:
        self._house, self._who = house, who
        self._last: dict[str, str] = {}

    async def writes(self, text: str, name: str | None = None) -> list[str]:
        """`name` is how the test calls the message later."""
        key = f"42:{next(_serial)}"
        self._last[name or text] = key
        return await self._send(text, key)

    async def changes(self, name: str, text: str) -> list[str]:
        original = self._last[name]
        return await self._send(text, f"{original}:{next(_serial)}", edits=original)

    async def _send(self, text: str, key: str, **fields) -> list[str]:
        message = self._house.message(text, self._who, **fields)
        await self._house.dispatcher.receive(replace(message, external_id=key))
        return await self._house.hears(self._who)


@pytest.fixture
def chat(staffed) -> Chat:
    return Chat(staffed)


async def standing(house: House) -> list[tuple]:
    """The reports that count."""
    return await house.rows(
        "SELECT number, risk, cases FROM report WHERE status = 'filed' ORDER BY number"
    )


async def test_a_changed_report_is_corrected(staffed, chat):
    await chat.writes("palu 2 koro", "m")
    assert await chat.changes("m", "palu 4 boni") == [
        "No 2 : paludisme, 4 cas, Boni (remplace 1). Erreur ? ANNULER 2"
    ]
    assert await standing(staffed) == [(2, "malaria", 4)]


async def test_it_may_be_changed_again_and_again(staffed, chat):
    await chat.writes("palu 2 koro", "m")
    for cases in (3, 4, 5):
        await chat.changes("m", f"palu {cases} koro")
    assert await standing(staffed) == [(4, "malaria", 5)]
    assert await staffed.rows("SELECT count(*) FROM report_change WHERE what = 'superseded'") == [
        (3,)
    ]


async def test_who_was_told_hears_of_the_change(staffed, chat):
    await chat.writes("rougeole 1 douentza", "m")
    await chat.changes("m", "rougeole 3 douentza")
    assert [text.partition(" :")[0] for text in staffed.sent_to(SUPERVISOR)] == [
        "URGENT no 1",
        "Corrigé",
    ]


async def test_what_was_corrected_by_its_number_since_is_what_is_changed(staffed, chat):
    await chat.writes("palu 2 koro", "m")
    await chat.writes("CORRIGER 1 palu 3 koro", "c")
    await chat.changes("m", "palu 4 koro")
    assert await standing(staffed) == [(3, "malaria", 4)]
    await chat.changes("c", "CORRIGER 1 palu 5 koro")
    assert await standing(staffed) == [(4, "malaria", 5)]


async def test_a_message_that_was_not_understood_is_read_once_it_is_mended(staffed, chat):
    await chat.writes("xyz abc", "m")
    assert await standing(staffed) == []
    await chat.changes("m", "palu 2 koro")
    await chat.changes("m", "palu 3 koro")
    assert await standing(staffed) == [(2, "malaria", 3)]


async def test_a_report_that_was_asked_about_is_found_by_the_message_that_told_it(staffed, chat):
    await chat.writes("palu 3m", "m")
    await chat.writes("1")
    assert await standing(staffed) == [(1, "malaria", 3)]
    await chat.changes("m", "palu 4 filles")
    assert await standing(staffed) == [(2, "malaria", 4)]


async def test_a_change_that_has_two_readings_is_asked_about(staffed, chat):
    await chat.writes("palu 2 koro", "m")
    [question] = await chat.changes("m", "palu 3m koro")
    assert question.startswith("3m : 1 trois garçons ou hommes")
    assert await standing(staffed) == [(1, "malaria", 2)]
    await chat.writes("2")
    assert await staffed.rows("SELECT number, age_months FROM report WHERE status = 'filed'") == [
        (2, 3)
    ]
    await chat.changes("m", "palu 6 koro")
    assert await standing(staffed) == [(3, "malaria", 6)]


async def test_a_question_about_another_message_still_waits(staffed, chat):
    await chat.writes("palu 2 koro", "m")
    await chat.writes("rougeole 3m douentza")
    await chat.changes("m", "palu 5 koro")
    await chat.writes("1")
    assert await standing(staffed) == [(2, "malaria", 5), (3, "measles", 3)]


async def test_the_question_about_the_message_itself_is_asked_no_more(staffed, chat):
    await chat.writes("palu 3m", "m")
    [answer] = await chat.changes("m", "palu 3 garcons")
    assert answer.startswith("No 1 : paludisme, 3 cas masculins")


async def test_of_several_reports_each_is_corrected_by_its_number(staffed, chat):
    await chat.writes("palu 5 rougeole 1", "m")
    before = await standing(staffed)
    [answer] = await chat.changes("m", "palu 5 rougeole 2")
    assert answer.startswith("Votre message est gardé sous les no 1, 2. Ils restent inchangés.")
    assert answer.endswith("CORRIGER 1 ROUGEOLE 2 KORO")
    assert await standing(staffed) == before


async def test_a_change_that_cannot_be_one_report_leaves_it_as_it_is(staffed, chat):
    await chat.writes("palu 5 koro", "m")
    [answer] = await chat.changes("m", "palu 5 koro rougeole 1 koro")
    assert answer.startswith("Le no 1 n’a pas changé. Écrivez tout le rapport")
    assert await standing(staffed) == [(1, "malaria", 5)]


async def test_nothing_to_report_after_all_is_asked_about(staffed, chat):
    await chat.writes("palu 5 koro", "m")
    [question] = await chat.changes("m", "RAS")
    assert question.startswith("Annuler le no 1 : paludisme, 5 cas ?")
    await chat.writes("oui")
    assert await standing(staffed) == []


async def test_what_was_cancelled_stays_cancelled(staffed, chat):
    await chat.writes("palu 5 koro", "m")
    await chat.writes("annuler 1")
    assert await chat.changes("m", "palu 6 koro") == ["Le no 1 est déjà annulé."]
    assert await standing(staffed) == []


async def test_a_change_of_blanks_only_says_and_does_nothing(staffed, chat):
    await chat.writes("palu 5 koro", "m")
    assert await chat.changes("m", "palu  5 koro ") == []
    assert await standing(staffed) == [(1, "malaria", 5)]


async def test_a_change_that_comes_twice_counts_once(staffed, chat):
    await chat.writes("palu 5 koro", "m")
    change = replace(
        staffed.message("palu 6 koro", CHW, edits=chat._last["m"]),
        external_id=f"{chat._last['m']}:77",
    )
    for _each in range(3):
        await staffed.dispatcher.receive(change)
    assert await standing(staffed) == [(2, "malaria", 6)]


async def test_nobody_changes_the_report_of_another(staffed, chat):
    await chat.writes("palu 5 koro", "m")
    other = Chat(staffed, BY_KEY["chw-ansongo"])
    other._last["m"] = chat._last["m"]
    await other.changes("m", "malaria 9 ansongo")
    assert await standing(staffed) == [(1, "malaria", 5), (2, "malaria", 9)]


async def test_a_message_whose_id_only_begins_alike_is_another(staffed, chat):
    await chat.writes("palu 5 koro", "m")
    chat._last["other"] = chat._last["m"] + "0"
    await chat.changes("other", "palu 9 boni")
    assert await standing(staffed) == [(1, "malaria", 5), (2, "malaria", 9)]


async def test_a_resident_s_signal_is_changed_too(staffed):
    chat = Chat(staffed, STRANGER)
    await chat.writes("bonjour")
    await chat.writes("1")
    await chat.writes("rougeole 1 enfant koro", "m")
    await chat.changes("m", "rougeole 2 enfants koro")
    assert await standing(staffed) == [(2, "measles", 2)]


@pytest.mark.parametrize("text", ["merci", "aide", "bonjour"])
async def test_a_change_to_something_else_is_read_as_that(staffed, chat, text):
    await chat.writes("palu 5 koro", "m")
    assert await chat.changes("m", text)
    assert await standing(staffed) == [(1, "malaria", 5)]
