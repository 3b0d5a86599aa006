"""How well it is understood what people want: figures for each set of messages and locale.

A set is `tests/messages/intents-*.jsonl`, one message a line: `{"locale", "text", "expect":
{"intent", "slots": {...}}}`. Of the slots only those that are named are compared. Each message is
understood twice: with the person's language known, and as the first message of somebody new. Sets
named `*-mali` are read with all of Mali, as in `bench.messages`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from bench.messages import INTENTS, MESSAGES, TODAY, places_of
from bot.cli.understand import Meaning, Reader

KNOWN, NEW = "known", "new"
Tally = Counter[str]


def messages(name: str) -> list[Mapping[str, Any]]:
    text = (MESSAGES / f"{INTENTS}{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def tallied(
    reader: Reader, told: Iterable[Mapping[str, Any]]
) -> tuple[dict[tuple[str, str], Tally], list[str]]:
    """Figures by locale and by whether it is known; what was taken for something else."""
    figures: dict[tuple[str, str], Tally] = {}
    wrong = []
    for message in told:
        for how, locale in ((KNOWN, message["locale"]), (NEW, None)):
            got = reader.meaning(message["text"], locale)
            tally = figures.setdefault((message["locale"], how), Counter())
            compared = compare(message["expect"], got, message["locale"])
            tally.update(compared)
            if not compared["intent"] or not compared["slots"] or compared["wrong risk"]:
                wrong.append(f"{how:6} {message['locale']} {message['text']!r}: {got.as_data()}")
    return figures, wrong


def compare(expected: Mapping[str, Any], got: Meaning, locale: str) -> Tally:
    slots = expected.get("slots", {})
    return Counter(
        {
            "messages": 1,
            "intent": int(got.intent == expected["intent"]),
            "slots": int(all(got.slots[name] == value for name, value in slots.items())),
            "wrong risk": int(got.slots["risk"] not in _right_risks(expected)),
            "other language": int(got.locale not in (None, locale)),
        }
    )


def _right_risks(expected: Mapping[str, Any]) -> set[str | None]:
    """None is never wrong: then it is asked. Signs of what is not named may be read as it."""
    slots = expected.get("slots", {})
    right = {None, slots.get("risk"), slots.get("service")}
    if "risk" not in slots and expected["intent"].startswith(("report", "advice")):
        right |= {"measles", "malaria", "vhf"}
    return right


def times(reader: Reader, told: Iterable[Mapping[str, Any]]) -> list[float]:
    """Milliseconds for each message, each understood for the first time."""
    taken = []
    for message in told:
        begun = perf_counter()
        reader.meaning(message["text"], message["locale"])
        taken.append((perf_counter() - begun) * 1000)
    return taken


def taken_for_reports(role: str) -> tuple[int, list[str]]:
    """Of all messages that report somebody: how many there are, and those answered otherwise."""
    told, lost = 0, []
    for path in sorted(MESSAGES.glob("*.jsonl")):
        places = None if path.stem.startswith(INTENTS) else places_of(path.stem)
        if places is None or path.stem.startswith("judged"):
            continue
        reader = Reader(places, TODAY, role=role)
        for line in path.read_text("utf-8").splitlines():
            message = json.loads(line)
            if not message["expect"].get("reports"):
                continue
            told += 1
            got = reader.meaning(message["text"], message["locale"])
            if got.intent != "report":
                lost.append(f"{role} {message['locale']} {message['text']!r}: {got.intent}")
    return told, lost


def main() -> None:
    """Print the figures; with `--wrong`, what was taken for something else."""
    for path in sorted(MESSAGES.glob(f"{INTENTS}*.jsonl")):
        places = places_of(path.stem)
        if places is None:
            continue  # no villages here
        told = messages(path.stem.removeprefix(INTENTS))
        taken = times(Reader(places, TODAY), told)
        figures, wrong = tallied(Reader(places, TODAY), told)
        for (locale, how), tally in sorted(figures.items()):
            print(
                f"{path.stem:16} {locale:4} language {how:6} "
                f"intent {tally['intent'] / tally['messages']:6.1%}  "
                f"slots {tally['slots'] / tally['messages']:6.1%}  of {tally['messages']}  "
                f"wrong risk: {tally['wrong risk']}  other language: {tally['other language']}"
            )
        print(f"{path.stem:16} {median(taken):.2f} ms median, {quantiles(taken, n=20)[-1]:.2f} p95")
        if "--wrong" in sys.argv:
            print(*(f"  {line}" for line in wrong), sep="\n")
    for role in ("chw", "resident"):
        number, lost = taken_for_reports(role)
        print(f"reports of a {role}: {number - len(lost)} of {number} are taken for reports")
        if "--wrong" in sys.argv:
            print(*(f"  {line}" for line in lost), sep="\n")


if __name__ == "__main__":
    main()
