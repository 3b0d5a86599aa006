"""Several reports within minutes: what is said then is of the one that it fits, or it is asked."""

from __future__ import annotations

import pytest

BOTH = ("palu 2 koro", "rougeole 1 boni")
WHICH = "De quel rapport s’agit-il ? "


async def after(staffed, reports, said):
    for report in reports:
        await staffed.says(report)
        staffed.clock.advance(minutes=3)
    return await staffed.says(said)


@pytest.mark.parametrize(
    ("reports", "said", "answer"),
    [
        (BOTH, "non c'est le palu", "Changer le no 2 en : paludisme, 1 cas, Boni ?"),
        (BOTH, "non c le palu", "Changer le no 2 en : paludisme, 1 cas, Boni ?"),
        (BOTH, "annulez le palu", "Annuler le no 1 : paludisme, 2 cas ?"),
        (BOTH, "annulez palu", "Annuler le no 1 : paludisme, 2 cas ?"),
        (BOTH, "annulez la rougeole", "Annuler le no 2 : rougeole, 1 cas ?"),
        (BOTH, "annulez la méningite", "Vous n’avez pas de rapport récent de ce type : méningite."),
        (BOTH, "elle est décédée", f"{WHICH}1 no 2 rougeole 1, Boni, 2 no 1 paludisme 2, Koro"),
        (BOTH, "ils ne sont pas vaccinés", WHICH),
        (
            ("rougeole 2 koro", "méningite 1 boni"),
            "non c'est le palu",
            f"{WHICH}1 no 3 méningite 1, Boni, 2 no 1 rougeole 2, Koro",
        ),
        (
            ("palu 2 koro", "palu 1 boni"),
            "annulez le palu",
            f"{WHICH}1 no 2 paludisme 1, Boni, 2 no 1 paludisme 2, Koro",
        ),
        (("palu 2 koro", "palu 1 boni"), "non c'est la rougeole", WHICH),
        (("palu 2 rougeole 1 koro",), "annulez le palu", "Annuler le no 1 : paludisme, 2 cas ?"),
        (
            ("rougeole 1 boni",),
            "non c'est le palu",
            "Changer le no 1 en : paludisme, 1 cas, Boni ?",
        ),
    ],
)
async def test_the_one_that_it_fits_or_which(staffed, reports, said, answer):
    before = "SELECT number, risk, cases, deaths, status FROM report ORDER BY number"
    [told] = await after(staffed, reports, said)
    assert told.startswith(answer)
    assert {row[-1] for row in await staffed.rows(before)} == {"filed"}


async def test_who_is_dead_is_told_of_the_one_that_is_chosen(staffed):
    await after(staffed, ("palu 1 f koro", "rougeole 1 f boni"), "elle est décédée")
    [filed] = await staffed.says("2")
    assert filed.startswith("No 4 : paludisme, 1 cas féminin, 1 décès, Koro (remplace 1).")


async def test_who_was_told_dead_is_not_asked_about(staffed):
    [asked] = await after(staffed, ("palu 1 koro 1 mort", "rougeole 1 boni"), "elle est décédée")
    assert asked.startswith("Changer le no 2 en : rougeole, 1 cas, 1 décès, Boni ?")


async def test_the_disease_is_changed_of_the_one_that_is_chosen(staffed):
    await after(staffed, ("rougeole 2 koro", "méningite 1 boni"), "non c'est le palu")
    [filed] = await staffed.says("1")
    assert filed.startswith("No 4 : paludisme, 1 cas, Boni (remplace 3).")


async def test_hours_later_a_death_is_asked_of_nobody(staffed):
    await after(staffed, BOTH, "merci")
    staffed.clock.advance(hours=2)
    [said] = await staffed.says("elle est décédée")
    assert not said.startswith(WHICH)
