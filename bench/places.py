"""The gazetteer: size, and how long a known and a misspelt name take to find."""

from __future__ import annotations

import random
import tracemalloc
from statistics import median
from time import perf_counter

from bench.mix import gazetteer_file
from bot.areas import Areas
from bot.areas import starter as starter_areas
from bot.places import Places
from bot.places.files import merged, read_places, starter
from bot.store.places import as_places

NAMES = 2000


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


def _report(what: str, places: Places, names: list[str], most: float, rare: float | None) -> None:
    times = []
    for name in names:
        began = perf_counter()
        places.search(name)
        times.append((perf_counter() - began) * 1000)
    late = sorted(times)[int(0.99 * len(times))]
    wanted = f"median under {most}" + (f", p99 under {rare:.0f}" if rare else "")
    print(f"{what}: median {median(times):.3f} ms, p99 {late:.3f} ms (wanted {wanted})")


if __name__ == "__main__":
    main()
