"""What PRODUCT promises, message by message, as people write and read it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("staffed")

FRENCH = """
    > rougole 3f dountsa
    < No 1 : rougeole, 3 cas féminins, Douentza. Superviseur prévenu. Erreur ? ANNULER 1
    > palu 2f 1m 4ans koro
    < No 2 : paludisme, 3 cas (2 F, 1 M), 4 ans, Koro. Erreur ? ANNULER 2
    > sumaya 5 dont 1 mort
    < No 3 : paludisme, 5 cas, 1 décès, Douentza. Erreur ? ANNULER 3
    > 1#2#1
    < No 4 : rougeole, 1 cas féminin, moins de 5 ans, Douentza. Superviseur prévenu. Erreur ? ANNULER 4
"""


async def test_a_health_worker_reports_in_french(house, chw):
    await house.plays(FRENCH, chw)


async def test_the_supervisor_is_told_of_an_immediate_risk_only(house, chw, supervisor):
    await house.says("rougeole 3 f douentza", chw)
    assert await house.heard_since(supervisor) == [
        "URGENT no 1 : rougeole, 3 cas féminins, Douentza. Signalé par un agent de santé."
    ]
    await house.says("palu 2 koro", chw)
    assert await house.heard_since(supervisor) == []
