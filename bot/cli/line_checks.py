"""What the doctor says of our lines: what waits on them, and who is told when one fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.cli.house import clock
from bot.cli.state import queues
from bot.config import Phone, Settings
from bot.metrics import Queue
from bot.store.base import Database, Row
from bot.store.routes import LINES

MUTE = "it takes messages and sends none: look at its screen, credit, SIM and network"
NOBODY = "nobody is told when a line fails: make an administrator, `kunnafoni invite --role admin`"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at. `mend` is empty where all is well."""

    what: str
    mend: str = ""


async def lines(database: Database, known: Settings) -> Sequence[Check]:
    """Phones that fetch their messages, and whatever waits too long."""
    async with database.reading() as connection:
        found = await queues(connection, [phone.name for phone in known.cht], clock())
        told = await connection.fetch(LINES, "operators")
    phones = [
        _phone(phone, found[phone.name], known.watch.silent.total_seconds()) for phone in known.cht
    ]
    patience = known.watch.waiting.total_seconds()
    stuck = [
        Check(
            f"waiting messages: {name}, {queue.waiting}",
            f"the oldest waits for {_long(queue.oldest)}: is the channel configured and working?",
        )
        for name, queue in found.items()
        if queue.trouble == "stuck" or (name not in known.lines and queue.oldest > patience)
    ]
    mute = [Check(f"line {name}", MUTE) for name, queue in found.items() if queue.trouble == "mute"]
    return (*phones, *stuck, *mute, *_operators(told, found, known.lines))


def _operators(
    told: Sequence[Row], found: Mapping[str, Queue], lines: Mapping[str, str]
) -> Iterator[Check]:
    """Who hears of a line that fails; and of which lines nobody would."""
    if not told:
        if lines:
            yield Check(f"operators: none; {NOBODY}")
        return
    people = {row["contact_id"] for row in told}
    alone = [name for name in lines if {row["channel"] for row in told} == {name}]
    what = f"operators: {len(people)}"
    failing = [name for name, queue in found.items() if queue.trouble and name in alone]
    if failing:
        yield Check(what, f"all are reached by {failing[0]} only, which fails: tell them yourself")
    elif alone:
        yield Check(
            f"{what}, reached by {alone[0]} only: if it fails nobody is told. Let one of them send "
            f"LIER on Telegram, or write through another phone"
        )
    else:
        yield Check(what)


def _phone(phone: Phone, queue: Queue, patience: float) -> Check:
    what = f"phone {phone.name}"
    if queue.heard is None:
        where = f"https://{phone.name}:SECRET@...{phone.path}"
        return Check(what, f"it has never called: type {where} into the app; docs/android-phone.md")
    if queue.heard > patience:
        wait = f"{queue.waiting} messages wait for it"
        ask = "is it on, charged, and in reach of a network?"
        return Check(what, f"it last called {_long(queue.heard)} ago, {wait}: {ask}")
    return Check(f"{what}: called {_long(queue.heard)} ago")


def _long(seconds: float) -> str:
    minutes = int(seconds // 60)
    if minutes >= 120:
        return f"{minutes // 60} hours"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
