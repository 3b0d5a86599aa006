"""How supervisors write their decisions: words before the number, several numbers, and slips."""

from __future__ import annotations

import pytest

from handlers.alerts.numbers import Several, several
from tests.conftest import SUPERVISOR, knowledge

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("locale", "text", "order"),
    [
        ("fr", "ok232", "confirm"),
        ("fr", "OK no 234", "confirm"),
        ("fr", "ok n°236", "confirm"),
        ("fr", "okay 239", "confirm"),
        ("fr", "ok alerte 233", "confirm"),
        ("fr", "je confirme le 236", "confirm"),
        ("fr", "c'est vrai 236", "confirm"),
        ("fr", "nn 234 erreur", "refuse"),
        ("fr", "refusé 234 pas vrai", "refuse"),
        ("fr", "clôture de l'alerte 233", "close"),
        ("fr", "?234 kel village", "question"),
        ("en", "i confirm the alert 233", "confirm"),
        ("en", "it's true 233", "confirm"),
        ("en", "reject 232 not a case", "refuse"),
        ("bm", "ok 12", "confirm"),
        # A day, a count, a sentence: no decision.
        ("fr", "ok le 12", None),
        ("fr", "non le 12", None),
        ("fr", "oui 232", None),
        ("fr", "232 ok", None),
        ("fr", "2 non", None),
        ("fr", "ok", None),
        ("fr", "c'est vrai que 3 enfants toussent", None),
    ],
)
def test_a_decision_is_a_word_and_then_its_number(locale, text, order):
    understood = knowledge().lexicons.understand(text, locale)
    found = [each.name for each in understood.intents if each.name.startswith("order_")]
    assert found == ([f"order_{order}"] if order else [])


@pytest.mark.parametrize(
    ("order", "rest", "found"),
    [
        ("confirm", " 234 236", Several((234, 236))),
        ("confirm", ", 234 et 236.", Several((234, 236))),
        ("confirm", " palu koro", None),
        ("confirm", " 3 cas", None),
        ("confirm", " merci", None),
        ("refuse", ", 234 erreur", Several((234,), "erreur")),
        ("refuse", " 2 cas seulement", None),
        ("refuse", " et 234", Several((234,))),
        ("question", ", 234", Several((234,))),
        ("close", " 234", None),
    ],
)
def test_numbers_after_the_first(order, rest, found):
    assert several(order, rest) == found


@SQLITE
async def test_each_of_several_is_decided_and_none_is_dropped(staffed):
    for text in ("rage 1 f boni", "rage 2 m boni", "rage 3 m boni"):
        await staffed.says(text)
    await staffed.plays(
        """
        > non 1, 3
        < Renvoyez-le avec la raison : NON 1, 3 et pourquoi.
        > non 1, 3 essai
        < No 1 non retenu. L’auteur est prévenu. Erreur ? OK 1
        < No 3 non retenu. L’auteur est prévenu. Erreur ? OK 3 \
(L’alerte 2 reste à décider : OK 2, ou NON 2 et pourquoi.)
        > ok 1, 4 et 99
        < No 1 confirmé. L’auteur est prévenu. Erreur ? NON 1 et pourquoi.
        < No 4 confirmé. L’auteur est prévenu. Erreur ? NON 4 et pourquoi. \
(L’alerte 2 reste à décider : OK 2, ou NON 2 et pourquoi.)
        < Le no 99 n’est pas connu dans votre zone.
        """.replace("\\\n", ""),
        SUPERVISOR,
    )
    states = await staffed.rows("SELECT number, check_state FROM report ORDER BY number")
    assert states == [(1, "confirmed"), (3, "refused"), (4, "confirmed")]


@SQLITE
async def test_a_number_that_was_not_understood_is_said_how_to_decide(staffed):
    for number in range(10):
        await staffed.says(f"palu {number + 1} boni")
    await staffed.says("rougeole 3 f douentza")
    await staffed.plays(
        """
        > 11 ok
        < No 11, rougeole, 3 cas. Vous dites : 1 c’est vrai, 2 c’est faux, 3 autre chose
        > 3
        < Rien n’est changé. Vrai : OK 11. Faux : NON 11 et pourquoi. Question : ? 11 ...
        > bon 11
        < No 11, rougeole, 3 cas. Vrai : OK 11. Faux : NON 11 et pourquoi. Question : ? 11 ...
        > ok 11
        < No 11 confirmé. L’auteur est prévenu. Erreur ? NON 11 et pourquoi. \
(L’alerte 12 reste à décider : OK 12, ou NON 12 et pourquoi.)
        > c bon 11
        < Le no 11 est déjà vérifié et confirmé.
        """.replace("\\\n", ""),
        SUPERVISOR,
    )
    [said] = await staffed.says("11 ok")  # who checks nothing is told nothing of it
    assert "rougeole" not in said
