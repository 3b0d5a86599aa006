"""A draft in a language that none of us speaks says only words of which a source is named."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from bot.cli.attested import unattested
from bot.cli.catalogs import load_catalog, sources

WORDS = """
[source]
dictionary = "A dictionary"
[words]
dictionary = ["dugu", "tɔgɔ", "b'i", "sɛbɛn"]
"""


def _catalog(*said: str) -> Catalog:
    catalog = Catalog(locale="bm")
    for number, text in enumerate(said):
        catalog.add(f"{number} {{place}}", text)
    return catalog


def _problems(tmp_path, *said: str, words: str = WORDS) -> list[str]:
    (tmp_path / "words.toml").write_text(words, encoding="utf-8")
    return unattested(tmp_path, _catalog(*said))


def test_words_with_a_source_may_be_said(tmp_path):
    assert not _problems(tmp_path, "Dugu tɔgɔ sɛbɛn: {place}", "b'i, 12, ANNULER 3 KORO")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Dugu tɔgɔ sɛbɛn joona", "joona"),
        ("Dugu tɔgɔw sɛbɛn", "tɔgɔw"),  # an inflected form is a form of its own
        ("B'i dugu, k'i tɔgɔ sɛbɛn", "k'i"),
    ],
)
def test_a_word_without_one_is_named_with_its_text(tmp_path, text, word):
    assert f"no source is named for {word!r}: {text}" in _problems(tmp_path, text)


def test_a_source_that_is_not_described_and_a_word_that_no_text_has(tmp_path):
    words = WORDS + 'elsewhere = ["joona"]\n'
    assert _problems(tmp_path, "Dugu tɔgɔ sɛbɛn b'i", words=words) == [
        "words.toml: no source 'elsewhere'",
        "words.toml: no text has 'joona'",
    ]


def test_a_language_whose_words_need_no_source(tmp_path):
    assert not unattested(tmp_path, _catalog("Écrivez le nom du village"))


def test_every_draft_keeps_to_its_words():
    drafts = [each for each in sources() if (each.parent.parent / "words.toml").exists()]
    assert {each.parent.parent.name for each in drafts} >= {"bm"}
    for each in drafts:
        assert not unattested(each.parent.parent, load_catalog(each))
