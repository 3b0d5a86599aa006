"""What is not said in Bambara is said whole in French, its choices too; Bambara answers it."""

from __future__ import annotations

import pytest

from tests.conftest import BY_KEY
from tests.handlers.report.test_unanswered import ASKED, later

KORO = BY_KEY["chw-koro"]


@pytest.mark.parametrize("said", ["1", "cɛ saba", "cɛw"])
async def test_the_reminder_of_a_question(staffed, said):
    assert await staffed.says("sumaya 3m", KORO) == ["3m: 1 cɛ saba, 2 kalo 3, 3 fɛn wɛrɛ"]
    before = len(staffed.channel.sent)
    await later(staffed, hours=2.5)
    assert staffed.sent_to(KORO, before) == [f"Pas encore enregistré : sumaya 3m. {ASKED}"]
    assert await staffed.says(said, KORO) == ["No 1: sumaya, cɛ 3, Koro. Fili? ANNULER 1"]


@pytest.mark.parametrize("said", ["1", "awɔ"])
async def test_a_question_that_has_no_words_in_bambara(staffed, said):
    assert await staffed.says("mɔgɔ si ma sa", KORO) == [
        "Et aucun malade non plus cette semaine ? 1 oui, 2 autre chose"
    ]
    [filed] = await staffed.says(said, KORO)
    assert filed.startswith("No 1: dɔgɔkun 47")


async def test_a_question_that_has_them_keeps_its_choices(staffed):
    await staffed.says("sumaya 4", KORO)
    assert await staffed.says("sumaya 4", KORO) == [
        "A sɔrɔla kaban, no 1. Banabagatɔ kura? 1 awɔ 2 ayi"
    ]
