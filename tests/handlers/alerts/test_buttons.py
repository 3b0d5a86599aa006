"""What is told of a report or an alert carries its decisions as buttons, which do what words do."""

from __future__ import annotations

import pytest

from bot.replies import standing
from tests.conftest import BY_KEY, CHW, SUPERVISOR, Address, House

COORDINATOR = BY_KEY["coordinator"]
CONFIRM = standing("order_confirm", "1", "").key


def buttons(house: House, reader: Address) -> dict[str, str]:
    """Keys of the buttons below the last message that has any, by what they show."""
    shown = [r.buttons for out, r in house.channel.sent if out.address == reader and r.buttons]
    return {label: key for key, label in shown[-1]}


async def press(house: House, label: str, who: Address = SUPERVISOR) -> list[str]:
    return await house.says(label, who, choice=buttons(house, who)[label])


async def test_a_report_is_confirmed_once_by_its_button_and_the_second_press_says_so(staffed):
    await staffed.says("rougeole 1 f douentza")
    assert set(buttons(staffed, SUPERVISOR)) == {"OK 1", "NON 1", "? 1", "OK 2", "NON 2"}
    [said] = await press(staffed, "OK 1")
    assert said.startswith("No 1 confirmé.")
    assert await staffed.rows("SELECT check_state FROM report") == [("confirmed",)]
    [again] = await staffed.says("OK 1", SUPERVISOR, choice=CONFIRM)
    assert again == "Le no 1 est déjà vérifié et confirmé."
    assert await staffed.rows("SELECT count(*) FROM report_change") == [(1,)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_refusal_by_button_asks_for_the_reason_and_a_question_for_its_words(staffed):
    await staffed.says("rougeole 1 f douentza")
    await press(staffed, "? 1")
    await staffed.says("quel quartier ?", SUPERVISOR)
    assert [t for t in staffed.sent_to(CHW) if "quel quartier" in t]
    await staffed.says("? 1 Hamdallaye")
    await press(staffed, "NON 1")
    assert await staffed.rows("SELECT check_state FROM report") == [("pending",)]
    await staffed.says("c'est une varicelle", SUPERVISOR)
    assert await staffed.rows("SELECT check_state FROM report") == [("refused",)]
    assert [t for t in staffed.sent_to(CHW) if "c'est une varicelle" in t]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_an_alert_is_passed_on_warned_of_and_closed_by_buttons(staffed):
    await staffed.says("cholera 2 douentza")
    await staffed.says("ok 2", SUPERVISOR)
    assert {"? 2", "CLOSE 2", "WARN 2"} == set(buttons(staffed, COORDINATOR))
    assert (await press(staffed, "WARN 2", COORDINATOR))[0].startswith("Proposed for alert 2.")
    await staffed.says("3", COORDINATOR)
    [asked] = await press(staffed, "CLOSE 2", COORDINATOR)
    assert "laboratory" in asked


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_who_may_not_decide_presses_in_vain(staffed):
    await staffed.says("rougeole 1 f douentza")
    [said] = await staffed.says("OK 1", BY_KEY["chw-ansongo"], choice=CONFIRM)
    assert await staffed.rows("SELECT check_state FROM report") == [("pending",)]
    assert said == "No 1 is not known in your area."


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_was_ended_by_mistake_is_opened_again_by_its_button(staffed):
    await staffed.says("rougeole 1 f douentza")
    await staffed.says("non 2 allergie", SUPERVISOR)
    assert set(buttons(staffed, SUPERVISOR)) == {"OK 2", "ROUVRIR 2"}
    assert await press(staffed, "ROUVRIR 2") == ["No 2 : pourquoi ? Répondez en quelques mots."]
    await staffed.says("mauvais numéro", SUPERVISOR)
    assert set(buttons(staffed, SUPERVISOR)) == {"OK 2", "NON 2", "? 2"}
    for text in ("ok 2", "clore 2", "2", "1", "0", "vaccination"):
        await staffed.says(text, SUPERVISOR)
    assert set(buttons(staffed, SUPERVISOR)) == {"ROUVRIR 2"}
    await press(staffed, "ROUVRIR 2")
    await staffed.says("mauvais numéro", SUPERVISOR)
    assert await staffed.rows("SELECT status FROM alert") == [("escalated",)]
