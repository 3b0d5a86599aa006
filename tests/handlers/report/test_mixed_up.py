"""Messages cut, shaken, broken into lines and put together: whatever comes, it is read to its end.

A table and a tale in one message once ended the reading, each of them being read well alone."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest

from bench.messages import TODAY, places_of
from bot.cli.parse import Reader

MESSAGES = sorted((Path(__file__).parents[2] / "messages").glob("studied-*.jsonl"))
TYPED = " 0123456789-/.,;:()'\n|+=<>!x"
TIMES = 1500  # a hundred a second


def told() -> list[tuple[str, str, date]]:
    lines = (line for path in MESSAGES for line in path.read_text("utf-8").splitlines())
    found = []
    for message in map(json.loads, lines):
        day = date.fromisoformat(message.get("today", TODAY.isoformat()))
        found.append((message["text"], message["locale"], day))
    return found


def both(chance: random.Random, text: str, other: str) -> str:
    return f"{text}\n{other}" if chance.random() < 0.5 else f"{other} {text}"


def shaken(chance: random.Random, text: str, _other: str) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def in_lines(chance: random.Random, text: str, _other: str) -> str:
    words, size = text.split(), chance.randint(1, 4)
    return "\n".join(" ".join(words[at : at + size]) for at in range(0, len(words), size))


def cut(chance: random.Random, text: str, _other: str) -> str:
    begin = chance.randrange(len(text) + 1)
    return text[begin : chance.randrange(begin, len(text) + 1)]


def mistyped(chance: random.Random, text: str, _other: str) -> str:
    letters = list(text)
    for _slip in range(3):
        letters.insert(chance.randrange(len(letters) + 1), chance.choice(TYPED))
    return "".join(letters)


@pytest.mark.parametrize("way", [both, shaken, in_lines, cut, mistyped])
def test_whatever_is_sent_is_read_to_its_end(way):
    chance = random.Random(way.__name__)  # noqa: S311 - the same each time
    places, messages = places_of(""), told()
    assert places is not None
    reader = Reader(places, TODAY)
    for _time in range(TIMES // 5):
        (text, locale, day), (other, *_of_it) = chance.sample(messages, 2)
        reading = reader.reading(way(chance, text, other), locale, day)
        for option in reading.question.options if reading.question else ():
            assert option.reading is None or option.reading is not reading


def test_a_table_with_cases_and_deaths_is_read():
    places = places_of("")
    assert places is not None
    got = Reader(places, TODAY).read("Koro S48\nMaladie C D\nPalu 30 0\nIRA 6 0", "fr")
    assert [report["count"] for report in got["reports"]] == [30, 6]
