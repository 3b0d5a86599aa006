"""DHIS2's payloads: a data value set for each unit and period, or one for an import by hand. Pure.

Shapes as DHIS2's developer guide has them (docs.dhis2.org, Web API, data values; complete data set
registrations).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from handlers.exchange.mapping import Mapped
from handlers.exchange.totals import Key, Pair, Values, Week, values_of


def value_set(
    key: Key, values: Mapping[Pair, int], mapped: Mapped, complete_on: str | None = None
) -> dict[str, Any]:
    """What is posted to `dataValueSets` for one unit and period.

    `complete_on`: the day (2026-11-30) on which it was complete, if it is.
    """
    unit, period = key
    return {
        "dataSet": mapped.data_set,
        **({"completeDate": complete_on} if complete_on else {}),
        "orgUnit": unit,
        "period": period,
        "dataValues": [_value(pair, count) for pair, count in values.items()],
    }


def there(values: Values) -> dict[Pair, int]:
    return {pair: count for pair, count in values.items() if count is not None}


def no_more(values: Values) -> dict[Pair, int]:
    """What is to be deleted; its value does not matter there, but an empty one would be refused."""
    return {pair: 0 for pair, count in values.items() if count is None}


def registration(key: Key, mapped: Mapped, complete_on: str | None) -> dict[str, Any]:
    """What is posted to `completeDataSetRegistrations` when all of a unit have reported.

    Without its day DHIS2 would take that of the sending, and a late correction would make a week
    late that was in time.
    """
    unit, period = key
    one = {
        "dataSet": mapped.data_set,
        "organisationUnit": unit,
        "period": period,
        **({"date": complete_on} if complete_on else {}),
        "completed": True,
    }
    return {"completeDataSetRegistrations": [one]}


def taken_back(key: Key, mapped: Mapped) -> dict[str, str]:
    """For `DELETE completeDataSetRegistrations`, when somebody's report is missing after all."""
    unit, period = key
    return {"ds": mapped.data_set, "pe": period, "ou": unit}


def whole(weeks: Mapping[Key, Week], mapped: Mapped) -> dict[str, Any]:
    """All weeks in one data value set, each value with its unit and period."""
    return {
        "dataSet": mapped.data_set,
        "dataValues": [
            {"orgUnit": unit, "period": period} | _value(pair, count)
            for (unit, period), week in sorted(weeks.items())
            for pair, count in there(values_of(week, mapped, {})).items()
        ],
    }


def _value(pair: Pair, count: int) -> dict[str, Any]:
    element, combo = pair
    named = {"dataElement": element} | ({"categoryOptionCombo": combo} if combo else {})
    return named | {"value": str(count)}


def stored(values: Values) -> str:
    """As a push keeps them."""
    return json.dumps(sorted([*pair, count] for pair, count in values.items()))


def pairs(kept: str | None) -> Values:
    return {(element, combo): count for element, combo, count in json.loads(kept or "[]")}
