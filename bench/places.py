"""The gazetteer: size, how long a known and a misspelt name take to find, and how often it is."""

from __future__ import annotations

import csv
import random
import tracemalloc
from collections import Counter
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.mix import gazetteer_file
from bot.areas import Areas
from bot.areas import starter as starter_areas
from bot.places import Place, Places, Resolution
from bot.places.files import merged, read_places, starter
from bot.store.places import as_places

NAMES = 2000
MISSPELT = Path(__file__).parent.parent / "tests" / "misspelt_villages.csv"


def main() -> None:
    areas = Areas(starter_areas())
    file = gazetteer_file()
    entries = merged(starter(), read_places(file.read_text(), areas)) if file else starter()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    began = perf_counter()
    places = as_places(entries, areas)
    places.search("duentsa")  # what only a misspelt name needs is made when the first one is met
    spent = perf_counter() - began
    size = (tracemalloc.get_traced_memory()[0] - before) / 2**20
    tracemalloc.stop()
    print(f"{len(places):,} places: index {size:.1f} MB (wanted under 40), built in {spent:.2f} s")
    chance = random.Random(5)  # noqa: S311
    names = [chance.choice(entries).place.name for _each in range(NAMES)]
    _report("known", places, names, 0.05, None)
    wrong = [f"{name[:-2]}{name[-1]}{name[-2]}" for name in names if len(name) > 4]
    _report("misspelt", places, wrong, 1.0, 5.0)
    _report_villages(places, areas)


def _report(what: str, places: Places, names: list[str], most: float, rare: float | None) -> None:
    times = []
    for name in names:
        began = perf_counter()
        places.search(name)
        times.append((perf_counter() - began) * 1000)
    late = sorted(times)[int(0.99 * len(times))]
    wanted = f"median under {most}" + (f", p99 under {rare:.0f}" if rare else "")
    print(f"{what}: median {median(times):.3f} ms, p99 {late:.3f} ms (wanted {wanted})")


def _report_villages(places: Places, areas: Areas) -> None:
    """As people misspell them: named with nothing known of the person, then with their district."""
    with MISSPELT.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if places.exact(row["name"])]
    for known in (False, True):
        found: Counter[str] = Counter()
        for row in rows:
            area = areas.find(f"district-{row['district']}") if known else None
            near = (area.latitude or 0.0, area.longitude or 0.0) if area else None
            said = places.resolve(row["written"], near=near, area_id=area.id if area else None)
            meant = set(places.exact(row["name"]))
            found[_outcome(said, meant)] += 1
        print(f"misspelt villages, {'district known' if known else 'nothing known'}: {dict(found)}")


def _outcome(said: Resolution, meant: set[Place]) -> str:
    if said.place:
        return "right" if said.place in meant else "another"
    if not said.candidates:
        return "none"
    return "asked" if meant.intersection(said.candidates) else "asked about others"


if __name__ == "__main__":
    main()
