"""The whole path: signed webhooks in, answers in the outbox, measured as ratios in one run.

`python -m bench.path [--messages N] [--rounds N] [--postgres]` starts each server in a process of
its own and keeps 64 requests in flight, in turns, so that a noisy machine is as noisy for all.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from bench.load import Outcome, at_a_rate, keep_in_flight
from bench.mix import gazetteer_file, requests
from bench.prepare import prepared
from tests import cluster

HOST = "127.0.0.1"
BATCH = 64
PATIENCE = 20.0  # seconds for a server to listen


@contextmanager
def server(kind: str, port: int, url: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "bench.serve", kind, str(port), url]
    with subprocess.Popen(command) as process:
        try:
            until_listening(port)
            yield process
        finally:
            process.terminate()


def until_listening(port: int) -> None:
    began = perf_counter()
    while perf_counter() - began < PATIENCE:
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/health", timeout=1).read()
        except OSError:
            sleep(0.01)
        else:
            return
    raise TimeoutError("the server does not listen")


def signed(number: int, port: int, seed: int) -> list[bytes]:
    host = f"{HOST}:{port}"
    return requests(number, f"http://{host}/twilio", host, seed)


def loaded(port: int, messages: list[bytes]) -> Outcome:
    outcome = asyncio.run(keep_in_flight(HOST, port, messages))
    if set(outcome.statuses) != {200}:
        raise SystemExit(f"not all were answered 200: {dict(outcome.statuses)}")
    return outcome


def memory(process: subprocess.Popen[bytes]) -> float:
    """Resident megabytes."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def bare(source: Path, folder: Path) -> float:
    """Messages a second of sqlite3 alone, writing the same rows, 64 messages to a transaction."""
    old = sqlite3.connect(source)
    tables = ("contact", "contact_address", "inbound", "outbound", "report", "report_case",
              "zero_report", "conversation")  # fmt: skip
    rows = {t: old.execute(f"SELECT * FROM {t}").fetchall() for t in tables}  # noqa: S608
    schema = old.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    )
    new = sqlite3.connect(folder / "bare.db", isolation_level=None)
    new.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
    for (statement,) in schema:
        new.execute(statement)
    messages = len(rows["inbound"])
    steps = -(-messages // BATCH)
    began = perf_counter()
    for step in range(steps):
        new.execute("BEGIN IMMEDIATE")
        for table, every in rows.items():
            part = every[step * len(every) // steps : (step + 1) * len(every) // steps]
            if part:
                marks = ", ".join("?" * len(part[0]))
                new.executemany(f"INSERT INTO {table} VALUES ({marks})", part)  # noqa: S608
        new.execute("COMMIT")
    return messages / (perf_counter() - began)


def ready(url: str, port: int, folder: Path) -> float:
    """Seconds from the start of `kunnafoni run` to its first answer, on a database up to date."""
    config = folder / "bench.toml"
    config.write_text(f'[database]\nurl = "{url}"\n[web]\nport = {port}\n')
    began = perf_counter()
    command = [sys.executable, "-m", "bot", "--config", str(config), "run"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            until_listening(port)
            return perf_counter() - began
        finally:
            process.terminate()


def measure(name: str, url: str, number: int, rounds: int) -> tuple[float, float]:
    """Print the figures of one database; return the rates of the constant server and the bot."""
    constants, bots = [], []
    with server("constant", 18100, url) as _still, server("bot", 18101, url) as process:
        loaded(18101, signed(number // 4, 18101, 99))  # warm: code paths, page cache
        for turn in range(rounds):
            constants.append(loaded(18100, signed(number, 18100, turn)).rate)
            bots.append(loaded(18101, signed(number, 18101, turn)).rate)
        half = median(bots) / 2
        steady = asyncio.run(at_a_rate(HOST, 18101, signed(int(half * 8), 18101, 77), half))
        size = memory(process)
    constant, bot = median(constants), median(bots)
    ratios = ", ".join(f"{b / c:.2f}" for b, c in zip(bots, constants, strict=True))
    print(
        f"{name}: constant server {constant:,.0f}/s, whole path {bot:,.0f}/s: "
        f"ratio {bot / constant:.2f} (rounds {ratios}; wanted 0.35)\n"
        f"{name}: at half of that rate, latency median {steady.latency(0.5) * 1000:.1f} ms, "
        f"p99 {steady.latency(0.99) * 1000:.1f} ms (wanted under 100)\n"
        f"{name}: resident memory {size:.0f} MB with "
        f"{'all of Mali' if gazetteer_file() else 'the starter list'} (wanted under 150)"
    )
    return constant, bot


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--messages", type=int, default=6000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--no-postgres", action="store_true")
    chosen = options.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        file = folder / "bench.db"
        asyncio.run(prepared(f"sqlite:{file}"))
        print(f"ready {ready(f'sqlite:{file}', 18102, folder):.2f} s after start (wanted under 2)")
        _constant, bot = measure("SQLite", f"sqlite:{file}", chosen.messages, chosen.rounds)
        alone = bare(file, folder)
        print(f"SQLite: bare sqlite3, the same rows, {alone:,.0f}/s: ratio {bot / alone:.2f}")
        programs = None if chosen.no_postgres else cluster.binaries()
        if programs is None:
            print("PostgreSQL: its server programs are not here")
            return
        url = stack.enter_context(cluster.running(programs)).format(name="postgres")
        asyncio.run(prepared(url))
        measure("PostgreSQL", url, chosen.messages, chosen.rounds)


if __name__ == "__main__":
    main()
