"""Somebody is asked something and asks for something else: that is answered, the question waits."""

import pytest

from tests.conftest import CHW

ASKED = "paludisme : combien de cas en tout ? 1 un cas, 2 deux cas, 3 trois cas, 4 autre chose"
FILED = "No 1 : paludisme, 3 cas, Koro. Erreur ? ANNULER 1"
OTHERS = (
    "où est la clinique de koro",
    "where is the nearest clinic to koro",
    "quand passe la clinique mobile a koro",
)


@pytest.mark.parametrize("other", OTHERS)
async def test_a_clear_request_is_answered_and_the_report_can_still_be_finished(staffed, other):
    assert await staffed.says("palu koro", CHW) == [ASKED]
    *said, again = await staffed.says(other, CHW)
    assert said
    assert "combien de cas" not in said[0]
    assert again == f"Répondez par un des numéros. {ASKED}"
    assert await staffed.says("3", CHW) == [FILED]


async def test_what_is_no_clear_request_is_asked_again_as_before(staffed):
    for text in ("les enfants ne sont pas vaccinés", "je ne sais pas trop", "vaccin"):
        await staffed.says("palu koro", CHW)
        said = await staffed.says(text, CHW)
        assert said[0].startswith("Répondez par un des numéros."), text
        await staffed.says("laisse tomber", CHW)


async def test_asking_for_something_else_is_none_of_the_three_tries(staffed):
    await staffed.says("palu koro", CHW)
    for _time in range(4):
        await staffed.says("où est la clinique de koro", CHW)
    assert await staffed.says("3", CHW) == [FILED]


async def test_what_would_ask_something_itself_waits(staffed):
    """Two questions at once get wrong answers."""
    await staffed.says("palu koro", CHW)
    said = await staffed.says("quel vaccin pour mon bébé", CHW)
    assert said == [f"Répondez par un des numéros. {ASKED}"]
    assert await staffed.says("3", CHW) == [FILED]
