"""What is promised of alerts as a whole, and lies in no one place."""

from __future__ import annotations

import inspect
from dataclasses import fields

import pytest

from bot.cli.catalogs import load_catalog
from bot.paths import LOCALES
from handlers.alerts import aberration
from tests.conftest import BY_KEY, SUPERVISOR, House
from tests.handlers.alerts.test_escalating import looks

COORDINATOR = BY_KEY["coordinator"]
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_no_sentence_calls_an_outbreak_anything_but_suspected():
    catalog = load_catalog(LOCALES / "fr" / "LC_MESSAGES" / "messages.po")
    named = [m for m in catalog if m.id and "outbreak" in str(m.id).casefold()]
    assert named
    for message in named:
        assert "suspected outbreak" in str(message.id)
        assert "épidémie suspectée" in str(message.string)


@SQLITE
@pytest.mark.parametrize("choice", ["laboratory", "4", "1.laboratory"])
async def test_a_button_that_was_not_offered_confirms_nothing(staffed: House, choice):
    """Only who may enter the laboratory's result is offered it."""
    await staffed.says("rougeole 2 f douentza")
    await staffed.says("ok 2", SUPERVISOR)
    await staffed.says("clore 2", SUPERVISOR)
    await staffed.says("confirmée par le laboratoire", SUPERVISOR, choice=choice)
    await staffed.says("laboratory", SUPERVISOR)
    for text in ("2", "2", "0", "vaccination"):
        await staffed.says(text, SUPERVISOR)
    [(status, outcome)] = await staffed.rows("SELECT status, outcome FROM alert")
    assert (status, outcome) in (("closed", "clinical"), ("escalated", None))
    assert outcome != "laboratory"


@pytest.mark.parametrize(
    ("name", "z"), [("ears_c1", 3.0902), ("ears_c2", 3.0902), ("ears_c3", 2.0)]
)
def test_the_methods_are_called_as_was_agreed(name, z):
    parameters = inspect.signature(getattr(aberration, name)).parameters
    usual = {
        n: p.default for n, p in parameters.items() if p.default is not inspect.Parameter.empty
    }
    assert list(parameters) == ["counts", "baseline", "z", "min_sd"]
    assert usual == {"baseline": 7, "z": z, "min_sd": 0.0}
    found = [each.name for each in fields(aberration.Signal)]
    assert found == ["index", "observed", "expected", "upper", "alarm"]


@SQLITE
async def test_who_is_listed_is_told_at_the_address_that_is_listed(staffed: House):
    """Though they wrote last from another."""
    listed, other = BY_KEY["chw-ansongo"], "tel:+22370000098"
    await staffed.rows(
        "INSERT INTO contact_address (address, contact_id, channel, recipient, last_seen_at) "
        f"SELECT '{other}', contact_id, channel, recipient, last_seen_at + 1000 "
        f"FROM contact_address WHERE address = '{listed}' RETURNING address"
    )
    await staffed.says("rougeole 1 f douentza")
    for _rung in range(2):
        staffed.clock.advance(minutes=50)
        told = await looks(staffed, listed, others=(str(listed),))
    assert told[0].startswith("Nobody has answered alert 2")
    assert other not in {str(out.address) for out, _rendered in staffed.channel.sent}
