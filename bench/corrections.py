"""How many new reports would be taken for corrections of an earlier one: all sets of messages, each
message as if its sender had reported before it.

`python -m bench.corrections [--wrong]`. Replaced without a question are only those that say so
themselves (`rajouté 4 palu`). How well corrections themselves are understood,
tests/handlers/report/test_amending.py says.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from bench.messages import INTENTS, MESSAGES, TODAY, places_of
from bot.cli.parse import KNOWN
from bot.paths import LOCALES
from bot.places import Places
from bot.understanding import Lexicons
from handlers.report import risks
from handlers.report.amending.cues import hints
from handlers.report.amending.earlier import Earlier
from handlers.report.amending.heard import is_about_another
from handlers.report.amending.hearing import hear
from handlers.report.amending.planning import Changes, Plan, plan_of
from handlers.report.finding import Case, Finding
from handlers.report.grammar import read
from handlers.report.words.meant import Where

BEFORE = (("malaria", 12, "Boni"), ("measles", 2, "Hombori"))  # what was reported, two hours ago
WEEK = TODAY.isocalendar().week


def earlier(places: Places) -> list[Earlier]:
    found: list[Earlier] = []
    for number, (risk, cases, name) in enumerate(BEFORE, 10):
        place = places.resolve(name).place
        assert place is not None
        of_all = (Case(None, None, cases),)
        told = Finding(risk, cases, sex_unknown=cases, cases=of_all, place=place)
        found.insert(0, Earlier(number, told, place.id, WEEK, {}))
    return found


def plans(places: Places, before: Sequence[Earlier], lines: Sequence[str]) -> Iterator[Plan]:
    lexicons, known = Lexicons(LOCALES, KNOWN), risks.load()
    where = Where(places)
    for message in map(json.loads, lines):
        understood = lexicons.understand(message["text"], message["locale"])
        if not hints(understood):
            yield None
            continue
        today = date.fromisoformat(message.get("today", TODAY.isoformat()))
        found = read(understood, risks=known, places=places, today=today).reports
        heard = hear(understood, where=where, newborn=known.of_newborns, today=today, read=found)
        yield plan_of(before, heard, known) if is_about_another(heard) else None


def main() -> None:
    counted: Counter[str] = Counter()
    for path in sorted(MESSAGES.glob("*.jsonl")):
        places = None if path.stem.startswith(INTENTS) else places_of(path.stem)
        if places is None or path.stem.startswith("judged"):
            continue
        lines = path.read_text("utf-8").splitlines()
        every = earlier(places)
        for before in (every, every[1:]):
            for line, plan in zip(lines, plans(places, before, lines), strict=True):
                sure = isinstance(plan, Changes) and plan.sure
                what = "replaced" if sure else "asked" if plan else "left alone"
                counted[what] += 1
                if plan and "--wrong" in sys.argv:
                    print(f"{what}: {json.loads(line)['text']!r}")
    times = sum(counted.values())
    asked = counted["asked"]
    print(f"{times} times, after reports of the same person:")
    print(f"{counted['replaced']} replace one without a question")
    print(f"{asked} are asked about ({asked / times:.2%})")


if __name__ == "__main__":
    main()
