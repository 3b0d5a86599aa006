"""What the rules add to a turn that stores a report, with 200,000 reports in the database.

`python -m bench.alerts [--reports N] [--rounds N] [--no-postgres]` measures the reaction of the
rules alone, inside the transaction that stores one report: by the clock on the wall, and what of
that our program computed (SQLite's work included, PostgreSQL's not). A busy machine shows in the
first alone; how fast it is, in a plain loop.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg

from bot.__main__ import COLLECT
from bot.areas import Areas
from bot.cli.running import run_quickly
from bot.handler import Knowledge
from bot.paths import LOCALES
from bot.store.base import Queries, millis
from bot.store.bulk import keyed
from bot.store.opening import open_database
from bot.store.places import load_areas, load_places, settle
from bot.store.store import SQLStore
from bot.understanding import Lexicons
from handlers.alerts.watching import on_filed
from handlers.report.events import ReportFiled
from handlers.report.grammar import Finding
from handlers.report.records import QUERIES, file
from handlers.report.risks import load as load_risks
from tests import cluster

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
YEARS = 2
# Of a thousand reports. Malaria most of all; 4,000 of measles and 6,000 of cholera in two years are
# two years of outbreak: the rules have to work.
MIX = (
    ("malaria", 840), ("respiratory", 60), ("bloody_diarrhoea", 30), ("watery_diarrhoea", 30),
    ("measles", 20), ("meningitis", 15), ("afp", 3), ("rabies", 2),
)  # fmt: skip
STORE = 5000  # rows of a statement
WARM = 20  # rounds: PostgreSQL plans a statement anew for the first five times


def row_of(number: int, chance: random.Random, places: Sequence[Any]) -> dict[str, Any]:
    risks, weights = zip(*MIX, strict=True)
    place = chance.choice(places)
    on = NOW.date() - timedelta(days=chance.randrange(365 * YEARS))
    return {
        "number": number, "contact_id": "bench", "inbound_id": f"bench:{number}",
        "risk": chance.choices(risks, weights)[0], "cases": chance.randint(1, 3), "female": 0,
        "male": 0, "sex_unknown": 1, "deaths": 0, "severe": 0, "signal": 0, "training": 0,
        "place_id": place.id, "area_id": place.area_id, "on_day": on.isoformat(),
        "latitude": place.latitude, "longitude": place.longitude,
        "reported_at": millis(datetime(on.year, on.month, on.day, tzinfo=UTC)),
    }  # fmt: skip


def event(number: int, chance: random.Random, places: Sequence[Any], risk: str) -> ReportFiled:
    place, day = chance.choice(places), NOW.date() - timedelta(days=chance.randrange(5))
    finding = Finding(risk=risk, count=1, place=place)
    known = load_risks()[risk]
    return ReportFiled(
        number, "bench", f"bench:{number}", finding, known, place.area_id, signal=False,
        training=False, reported_at=NOW, on=day,
    )  # fmt: skip


async def measured(url: str, reports: int, rounds: int) -> None:
    name = url.partition(":")[0]
    async with open_database(url, "real") as database:
        async with database.transaction() as connection:
            await settle(connection)
        async with database.reading() as connection:
            areas = Areas(await load_areas(connection))
            places = await load_places(connection, areas)
        zone = ZoneInfo("Africa/Bamako")
        knowledge = Knowledge(Lexicons(LOCALES, ("fr",)), places, areas, zone, ("fr",))
        known, chance = list(places), random.Random(1)  # noqa: S311
        await filled(database, reports, chance, known)
        if name != "sqlite":
            await analyzed(url)
        store, number = SQLStore(database), count(reports + 1)
        as_the_bot_does()
        for risk in ("measles", "watery_diarrhoea", "meningitis", "malaria"):
            spent = []
            for _round in range(WARM + rounds):
                filed = [event(next(number), chance, known, risk)]
                async with store.batch() as session:
                    await file(session, filed)
                    began, ours = perf_counter(), process_time()
                    await on_filed(session, filed, NOW, knowledge)
                    spent.append((perf_counter() - began, process_time() - ours))
            said = [shown(each) for each in zip(*spent[WARM:], strict=True)]
            print(f"{name}: {risk}: {said[0]} (p99 wanted under 3 ms); computed {said[1]}")


def shown(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return f"median {half * 1000:.2f} ms, p99 {most * 1000:.2f} ms"


def as_the_bot_does() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT)


async def analyzed(url: str) -> None:
    """As its autovacuum does, which leaves tables alone that are empty."""
    raw = await asyncpg.connect(url)
    await raw.execute("ANALYZE area, place, report")
    await raw.close()


def speed() -> float:
    """Seconds for ten million additions: how fast the machine is now."""
    began, total = perf_counter(), 0
    for number in range(10_000_000):
        total += number
    return perf_counter() - began


BENCH = Queries(Path(__file__).with_name("alerts.sql"))


async def filled(database: Any, reports: int, chance: random.Random, places: Sequence[Any]) -> None:
    async with database.transaction() as connection:
        await connection.fetch(BENCH, "bench_contact")
    for begin in range(1, reports + 1, STORE):
        numbers = range(begin, min(begin + STORE, reports + 1))
        rows = keyed({"file_reports": (row_of(n, chance, places) for n in numbers)})
        async with database.transaction() as connection:
            await connection.fetch(QUERIES, "file_reports", rows=rows)


async def run(options: argparse.Namespace, folder: Path) -> None:
    load = os.getloadavg()[0]
    print(f"machine: ten million additions in {speed():.2f} s, load {load:.1f}")
    await measured(f"sqlite:{folder / 'bench.db'}", options.reports, options.rounds)
    programs = None if options.no_postgres else cluster.binaries()
    if programs is None:
        print("PostgreSQL: its server programs are not here")
        return
    with cluster.running(programs) as address:
        await measured(address.format(name="postgres"), options.reports, options.rounds)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=200_000)
    options.add_argument("--rounds", type=int, default=300)
    options.add_argument("--no-postgres", action="store_true")
    with tempfile.TemporaryDirectory() as folder:
        run_quickly(run(options.parse_args(), Path(folder)))


if __name__ == "__main__":
    main()
