"""A decision that says otherwise than its first word: of which of the two it is asked."""

from __future__ import annotations

from bot.handler import Context, Turn, say
from bot.store.base import Row
from handlers.alerts.besides import names_another
from handlers.alerts.pieces import not_done
from handlers.alerts.spoken import or_not
from handlers.alerts.wording import nods, unsure


def in_doubt(context: Context, order: str, row: Row, told: Context, left: list[int]) -> Turn | None:
    """Of several nothing is done: `NON 236 237 doublon`, `ok 2 et 4 je vais vérifier`. Of one it
    is asked which: `ok 2 je vais vérifier`, `non 2 c'est vrai`."""
    which = order == "refuse" and left and told.inbound.text.startswith(str(left[0]))
    if not (which or (order == "confirm" and _unsure(told, row)) or denied(order, told)):
        return None
    return say(not_done([row["number"], *left])) if left else or_not(context, row)


def _unsure(told: Context, row: Row) -> bool:
    """`ok 2 je vais vérifier`, `ok 2 mais c'est la varicelle`."""
    said = told.understood
    return unsure(said) or names_another(said.words, row["risk"])


def denied(order: str, told: Context) -> bool:
    """`c'est vrai` is no reason why it is not."""
    return order == "refuse" and nods(told.understood) == "confirm"
