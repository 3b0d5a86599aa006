"""How well messages are read: figures for each set of messages, locale and kind.

A set is `tests/messages/*.jsonl`, one message a line: `{"locale", "kind": "ordinary"|"hard",
"text", "expect": {...}}`, perhaps with the day it was written on (`today`). `expect` holds any part
of what `kunnafoni parse` prints; only what it names is compared. Sets named `judged-*` are written
by people who have not seen the grammar, and are not read by those who build it. Sets named
`*-mali` name villages: they are read with all of Mali, where GeoNames' file is there.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bench.mix import gazetteer_file
from bot.cli.parse import Reader
from bot.cli.places import gazetteer
from bot.places import Places

MESSAGES = Path(__file__).parents[1] / "tests" / "messages"
VILLAGES = "-mali"
INTENTS = "intents-"  # sets of what people want; the figures are those of `bench.intents`
TODAY = date(2026, 11, 24)
Read = Callable[..., Mapping[str, Any]]  # text, locale and perhaps the day, to what parse prints


@dataclass(slots=True)
class Tally:
    """Of so many messages, so many read right, and so many wrongly taken for another risk."""

    messages: int = 0
    right: int = 0
    wrong_risk: int = 0


@dataclass(slots=True)
class Figures:
    by: dict[tuple[str, str], Tally] = field(default_factory=dict)
    wrong: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = field(default_factory=list)

    def add(self, message: Mapping[str, Any], got: Mapping[str, Any]) -> None:
        right = agrees(message["expect"], got)
        for key in ((message["kind"], message["locale"]), (message["kind"], "all"), ("all", "all")):
            tally = self.by.setdefault(key, Tally())
            tally.messages += 1
            tally.right += right
            tally.wrong_risk += wrong_risk(message["expect"], got)
        if not right:
            self.wrong.append((message, got))


def agrees(expected: Any, got: Any) -> bool:
    """Whether everything that is expected is there; a question expected is any question."""
    match expected:
        case Mapping():
            if not isinstance(got, Mapping):
                return False
            return all(
                _same_question(value, got.get(key))
                if key == "question"
                else agrees(value, got.get(key))
                for key, value in expected.items()
            )
        case list():
            if not isinstance(got, list) or len(expected) != len(got):
                return False
            return _all_found(expected, got)
    return bool(expected == got)


def _same_question(expected: Any, got: Any) -> bool:
    return bool(expected) == (got is not None)


def _all_found(expected: Iterable[Any], got: list[Any]) -> bool:
    """In any order."""
    left = list(got)
    for each in expected:
        found = next((other for other in left if agrees(each, other)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def wrong_risk(expected: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    """A health risk was reported that was not meant, and nobody was asked."""
    if "reports" not in expected or got["question"] is not None:
        return False
    if any("risk" not in report for report in expected["reports"]):
        return False  # the code of a disease alone: its count is what is compared
    meant = Counter(report["risk"] for report in expected["reports"])
    said = Counter(report["risk"] for report in got["reports"])
    return bool(said - meant)


def measure(lines: Iterable[str], read: Read) -> Figures:
    figures = Figures()
    for line in lines:
        if line.strip():
            message = json.loads(line)
            day = [date.fromisoformat(message["today"])] if "today" in message else []
            figures.add(message, read(message["text"], message["locale"], *day))
    return figures


def places_of(name: str) -> Places | None:
    """What a set is read with: the starter list, or all of Mali; nothing where that is not here."""
    return _places(villages=name.endswith(VILLAGES))


@cache
def _places(*, villages: bool) -> Places | None:
    file = gazetteer_file() if villages else None
    return gazetteer(file) if file or not villages else None


def main() -> None:
    """Print the figures; with `--wrong`, the misread messages of sets that are not judged."""
    for path in sorted(MESSAGES.glob("*.jsonl")):
        places = None if path.stem.startswith(INTENTS) else places_of(path.stem)
        if places is None:
            continue  # bench.intents; or no villages here
        reader = Reader(places, TODAY)
        figures = measure(path.read_text("utf-8").splitlines(), reader.read)
        for (kind, locale), tally in sorted(figures.by.items()):
            share = tally.right / tally.messages
            print(
                f"{path.stem:16} {kind:9} {locale:4} {share:6.1%}  "
                f"{tally.right}/{tally.messages}  wrong risk: {tally.wrong_risk}"
            )
        if "--wrong" in sys.argv and not path.stem.startswith("judged"):
            for message, got in figures.wrong:
                print(f"  {message['text']!r}\n    expected {message['expect']}\n    got {got}")


if __name__ == "__main__":
    main()
