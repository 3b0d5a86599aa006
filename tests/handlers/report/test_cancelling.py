"""Several reports are withdrawn by one message, and each is named."""

from __future__ import annotations

import pytest

from handlers.report.ordered import several_numbers
from tests.handlers.report.test_grammar import LEXICONS


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("annuler 1 2", (1, 2)),
        ("ANNULER 1 et 2", (1, 2)),
        ("annuler no 7, no 8", (7, 8)),
        ("annuler 1, 2 et 3", (1, 2, 3)),
        ("annuler 12", ()),
        ("annuler 12 12", ()),
        ("annuler 12 palu 3", ()),
        ("annuler 2 cas 3", ()),
        ("palu 1 2", ()),
    ],
)
def test_the_numbers_of_an_order(text, numbers):
    assert several_numbers(LEXICONS.understand(text, "fr"), "cancel") == numbers


async def test_both_reports_of_a_message_are_withdrawn(staffed):
    await staffed.plays(
        """
        > palu 5 rougeole 1 koro
        < Reçu : no 1 paludisme 5, no 2 rougeole 1. Koro. Superviseur prévenu. Erreur ? ANNULER 1
        > ANNULER 1 et 2
        < Annulé : no 1 paludisme, 5 cas, no 2 rougeole, 1 cas. Pour en renvoyer un, écrivez tout le rapport.
        > annuler 2, 9
        < Le no 2 est déjà annulé. Je ne trouve pas de rapport 9 de votre part. Envoyez ANNULER et le numéro reçu.
        """  # noqa: E501
    )
    assert await staffed.rows("SELECT DISTINCT status FROM report") == [("withdrawn",)]


async def test_a_number_that_a_report_counts_is_a_reports_number_too(staffed):
    await staffed.says("palu 1 koro")
    await staffed.says("palu 2 rougeole 3 koro")
    [said] = await staffed.says("annuler 2 et 3")
    assert said.startswith("Annulé : no 2")
