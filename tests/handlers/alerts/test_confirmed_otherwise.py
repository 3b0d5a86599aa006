"""`ok 1 mais 2 cas seulement`: what is confirmed is what was reported, and that is said."""

from __future__ import annotations

import pytest

from tests.conftest import SUPERVISOR, House

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
STAYS = (
    "Reste noté : rougeole, 3 cas. Si c'est faux, l'auteur corrige : CORRIGER, le numéro et tout "
    "le rapport."
)


@pytest.fixture
async def three(staffed: House) -> House:
    await staffed.says("rougeole 3 f douentza")
    return staffed


@pytest.mark.parametrize(
    "text",
    [
        "ok 1 mais 2 cas seulement", "ok 1 2 garçons seulement", "ok 1 mais ce sont 2 cas pas 3",
        "ok 1 but only 2 cases", "ok 1 mais deux cas seulement", "ok 2 j'ai vu 2 cas",
    ],
)  # fmt: skip
async def test_other_cases_than_were_reported_change_nothing_and_that_is_said(three, text):
    _done, stays = await three.says(text, SUPERVISOR)
    assert stays == STAYS
    assert await three.rows("SELECT cases FROM report") == [(3,)]


@SQLITE
@pytest.mark.parametrize(
    "text", ["ok 1 3 cas", "ok 1, 3 cas vus", "ok 1 c'est 2 garçons et 1 fille", "ok 1 vu à 14h"]
)
async def test_where_they_are_the_same_nothing_is_said_of_it(three, text):
    assert len(await three.says(text, SUPERVISOR)) == 1


@SQLITE
async def test_another_disease_is_asked_about(three):
    [said] = await three.says("ok 1 sauf que c'est la varicelle", SUPERVISOR)
    assert said.startswith("No 1, rougeole, 3 cas. Vous dites : 1 c’est vrai, 2 c’est faux")
    assert await three.rows("SELECT check_state FROM report") == [("pending",)]
