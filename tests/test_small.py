"""Small words: each use is asked for and written somewhere, and none stands in the code."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.understanding.small import small

LOCALES = Path(__file__).parents[1] / "locales"
SOURCES = [path for folder in ("bot", "handlers") for path in Path(folder).rglob("*.py")]
# Where messages are read; elsewhere such letters are names of columns and files.
READING = [*Path("handlers/report").rglob("*.py"), *Path("bot/understanding").glob("*.py")]


def tables(name: str) -> dict[str, dict[str, Any]]:
    return {
        path.parent.name: tomllib.loads(path.read_text("utf-8"))
        for path in LOCALES.glob(f"*/{name}")
    }


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if named and node.func.id == "small":
            yield node


def asked() -> set[str]:
    trees = [ast.parse(path.read_text("utf-8")) for path in SOURCES]
    return {ast.literal_eval(arg) for tree in trees for call in calls(tree) for arg in call.args}


def test_every_use_is_written_by_a_language_and_asked_for_by_a_grammar() -> None:
    uses = {use for table in tables("grammar.toml").values() for use in table}
    assert uses == asked()


def test_a_use_is_a_list_of_words_each_once() -> None:
    for locale, table in tables("grammar.toml").items():
        for use, words in table.items():
            assert all(isinstance(word, str) and word.strip() == word != "" for word in words)
            assert len(words) == len(set(words)) > 0, f"{locale}: {use}"


def test_words_are_known_with_their_accents_and_without_and_by_either_apostrophe() -> None:
    assert {"même", "meme"} <= small("same")
    assert {"c'est", "c’est"} <= small("it_is")
    assert {"de", "of", "le", "the"} <= small("of", "the")


def test_a_use_that_no_language_has_is_no_silence() -> None:
    with pytest.raises(KeyError):
        small("of", "no such use")


def test_no_small_word_of_a_language_stands_in_the_code_that_reads() -> None:
    """English ones are as often names of our own (`one`, `tested`): they are not looked for."""
    kinds = {kind for table in tables("lexicon.toml").values() for kind in table}
    meanings = {m for table in tables("lexicon.toml").values() for t in table.values() for m in t}
    english = {word for words in tables("grammar.toml")["en"].values() for word in words}
    theirs = {
        word
        for locale, table in tables("grammar.toml").items()
        for words in table.values()
        for word in words
        if locale != "en" and len(word) > 1
    }
    theirs -= kinds | meanings | english
    for path in READING:
        tree = ast.parse(path.read_text("utf-8"))
        uses = {id(arg) for call in calls(tree) for arg in call.args}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                told = id(node) in uses or node.value not in theirs
                assert told, f"{path}:{node.lineno}: {node.value!r} belongs in grammar.toml"
