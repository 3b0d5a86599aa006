"""What is spoken says the same as what is written, whoever asks."""

from __future__ import annotations

import pytest

from bot.voices import within
from handlers.advice.signoff import DataFile
from handlers.advice.spoken import fixed, speakable, values_of
from handlers.advice.texts import OURS, load

ASKED = (
    "moustiquaire", "aide", "mon enfant a de la fievre", "5", "aide", "rougeole que faire", "2",
    "aide", "mon enfant a des boutons et de la fievre", "aucun", "3 ans", "1", "aide",
    "vaccin effets secondaires", "aide", "vaccin 7 mois dans un camp", "aide",
    "mon enfant convulse",
)  # fmt: skip


def ours(name: str):
    return OURS.with_name(name)


DATA: DataFile = ours
KNOWN = fixed(DATA, "15")
SPEAKABLE = speakable(load().values(), KNOWN)


def test_a_text_is_spoken_if_it_names_nothing_that_changes():
    written = load().keys() - SPEAKABLE.keys()
    assert {"vaccination.due", "vaccination.next", "measles.stay_home_until"} <= written
    assert {"danger.go_now", "malaria.signs_or_baby", "malaria.net"} <= SPEAKABLE.keys()
    assert values_of(load()["malaria.smc_ask"], KNOWN) == {"months": "3", "years": "5"}
    assert values_of(load()["malaria.signs_or_baby"], KNOWN) == {"months": "2"}
    assert len({text.msgid for text in SPEAKABLE.values()}) == len(SPEAKABLE)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_what_the_bot_writes_names_what_is_spoken(staffed):
    for text in ASKED:
        await staffed.says(text)
    spoken = {text.msgid: values_of(text, KNOWN) for text in SPEAKABLE.values()}
    said = [each for out, _r in staffed.channel.sent for each in within(out.reply.text)]
    named = [each for each in said if spoken.get(each.msgid)]
    for each in named:
        wanted = spoken[each.msgid]
        assert {name: str(each.values[name]) for name in wanted} == wanted, each.msgid
    assert len({each.msgid for each in named}) >= 4, [each.msgid for each in named]
