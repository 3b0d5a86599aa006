"""Opening hours and a phone number in a short message: `KORO LUN-VEN 8H-16H 70000000`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.folding import fold
from handlers.clinics.hours import DAYS, BadHours, Hours, read_hours

CLOCK = r"\d{1,2} ?(?:h|:)? ?(?:\d{2})?"
SPAN = rf"{CLOCK} ?(?:-|–|a|to) ?\d{{1,2}} ?(?:h|:) ?(?:\d{{2}})?"
JOIN = r" ?(?:-|,|\ba\b|\bau\b|\bto\b|\bet\b|\band\b) ?"
ALWAYS = r"\b24 ?h? ?/ ?(?:24|7)\b(?: ?h)?(?: ?/? ?7 ?j?(?: ?/ ?7)?)?"
PHONE = re.compile(r"(?<![\w-])(?:\+|00)?\d[\d .]{6,18}\d(?![\w/:-])")
DIGITS = 8  # of a phone number, at least


@dataclass(frozen=True, slots=True)
class Opening:
    """`wrong`: hours that cannot be; `rest`: the message without what was read."""

    rest: str
    hours: Hours | None = None
    phone: str = ""
    wrong: str = ""


def opening_in(text: str, weekdays: Iterable[str]) -> Opening:
    """`weekdays`: their names, as lexicons have them."""
    phone, rest = _phone(text)
    plain = fold(rest)
    if len(plain) != len(rest):
        rest = plain  # positions must agree
    part = _part(weekdays)
    found = re.search(rf"{ALWAYS}|{part}(?: ?[;,]? ?{part})*", plain)
    if found is None:
        return Opening(rest, None, phone)
    left = f"{rest[: found.start()]} {rest[found.end() :]}"
    said = found[0] if re.fullmatch(ALWAYS, found[0]) else "; ".join(_parts(part, found[0]))
    try:
        return Opening(left, read_hours(said), phone)
    except BadHours:
        return Opening(left, None, phone, rest[found.start() : found.end()].strip())


def _parts(part: str, text: str) -> Iterable[str]:
    """Each with the days it is for, as files write it: `lun-ven 8h-16h`."""
    for found in re.finditer(part, text):
        yield re.sub(r"\bau\b", "-", found[0].removeprefix("du ")).strip(" ,;")


def _phone(text: str) -> tuple[str, str]:
    for found in PHONE.finditer(text):
        digits = "".join(filter(str.isdigit, found[0]))
        if len(digits) >= DIGITS:
            plus = "+" if found[0].startswith("+") else ""
            return plus + digits, f"{text[: found.start()]} {text[found.end() :]}"
    return "", text


def _part(weekdays: Iterable[str]) -> str:
    names = {short for day in DAYS for short in day} | {fold(name) for name in weekdays}
    day = rf"\b(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b\.?"
    days = rf"(?:(?:\bdu )?{day}(?:{JOIN}{day})* ?:? ?)?"
    return rf"{days}\b{SPAN}(?: ?(?:,|\bet\b|\band\b) ?{SPAN})*"
