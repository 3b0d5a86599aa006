"""What can be told of an earlier report. Pure."""

from __future__ import annotations

from typing import Any, NamedTuple

CASES, DEATHS, OF, ANY, TOTAL = "cases", "deaths", "of", "any", "total"
REPORT, AGE, VACCINATED, SIGN, THE = "report", "age", "vaccinated", "sign", "the"
SEXES = ("female", "male")
EVERYBODY = "everybody"  # instead of a number: `tous des garçons`


class Told(NamedTuple):
    """`kind`: cases, total (all of them), female, male, deaths, of (a number that is only referred
    to), risk (ids), place (those that may be meant), week, age (in months, or a group), vaccinated,
    sign, report (its number), or the (`le palu c'est`, `Boni = 7`); `any`: a number that is denied.
    A value of None: no number was said. `piece` is where it stands.
    """

    kind: str
    value: Any
    denied: bool = False
    piece: int = 0
