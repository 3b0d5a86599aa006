"""How long texts may be on SMS, and how long they get once their placeholders are filled in."""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter

from bot.sms import Folding, measure

# Characters of what is filled in, where it is usually longer or shorter than most.
USUAL = 10
LENGTHS = {
    "number": 5, "count": 2, "km": 3, "far": 22, "hours": 11, "time": 5, "phone": 12, "months": 2,
    "days": 1, "years": 1, "minutes": 2, "emergency": 2, "percent": 2, "summary": 36, "line": 56,
    "first": 56, "second": 56, "entries": 110, "text": 56, "preview": 110, "details": 40,
    "places": 47, "names": 30, "doses": 60, "dose": 18, "words": 24, "question": 33, "help": 32,
    "reports": 50, "services": 22, "service": 26, "reasons": 27, "role": 15, "who": 20,
    "audience": 21, "shares": 13, "name": 16, "newer": 5, "old": 5, "alert": 5, "code": 6,
    "what": 18, "outcome": 24, "next": 24, "reason": 12, "status": 22, "direction": 13,
}  # fmt: skip
ON_SCREEN = ("bot/web/", "bot/cli/")  # never sent
# By where a text is said: what is received, alarmed or urgent in one segment, advice in two.
ONE = (
    "handlers/report/filing.py", "handlers/report/telling.py", "handlers/report/zeros.py",
    "handlers/alerts/",
)  # fmt: skip
TWO = ("handlers/clinics/", "handlers/advice/", "handlers/help.py")
MOST = 3


def budget(where: Iterable[str]) -> int | None:
    """Segments that a text of these files may take; None for what is only seen on a screen."""
    said = [each for each in where if not each.startswith(ON_SCREEN)]
    if not said:
        return None
    if any(each.startswith(ONE) for each in said):
        return 1
    return 2 if any(each.startswith(TWO) for each in said) else MOST


def filled(text: str) -> str:
    """The text with as many characters in its placeholders as they usually have."""
    parts = (
        literal + ("x" * LENGTHS.get(name, USUAL) if name else "")
        for literal, name, _spec, _conversion in Formatter().parse(text)
    )
    return "".join(parts)


def segments(text: str, folding: Folding) -> int:
    return measure(folding.apply(filled(text))).segments
