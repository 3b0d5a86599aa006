"""What is asked about one report is never lost by what is said of another."""

from __future__ import annotations

from tests.conftest import House
from tests.handlers.report.test_unanswered import ASKED, later, state

HOW_MANY = "rougeole : combien de cas en tout ? 1 un cas, 2 deux cas, 3 trois cas, 4 autre chose"


async def counted(house: House) -> list[tuple]:
    return await house.rows(
        "SELECT number, risk, cases FROM report WHERE status = 'filed' ORDER BY number"
    )


async def test_a_question_about_another_disease_takes_no_ones_place(staffed):
    """`palu 3m`, where measles was asked about: the supervisor still hears of the measles."""
    await staffed.says("rougeole boni")
    assert await staffed.says("palu 3m") == [
        ASKED,
        "Non enregistré : rougeole boni. Renvoyez-le, s’il vous plaît.",
    ]
    assert await state(staffed) == [
        ('["measles"]', "count", False, False, False, False),
        ('["malaria"]', "details", False, False, False, False),
    ]
    _mine, [theirs] = await later(staffed, minutes=70)
    assert theirs.startswith("URGENT, pas clair : rougeole, Boni.")
    assert await later(staffed, hours=1) == [[f"Pas encore enregistré : palu 3m. {ASKED}"], []]
    [filed] = await staffed.says("1")
    assert filed.endswith("paludisme, 3 cas masculins, Douentza. Erreur ? ANNULER 1")
    assert [closed for *_rest, closed in await state(staffed)] == [False, True]
    mine, [theirs] = await later(staffed, hours=24)
    assert mine[0].startswith("Pas compté, faute de réponse : rougeole boni.")
    assert theirs.startswith("Pas compté : rougeole, Boni.")
