"""Every text in every language: no dose, no diagnosis, short sentences, sources."""

import re
import tomllib

import pytest
from babel.messages.pofile import read_po

from bot.cli.catalogs import texts as all_texts
from bot.errors import BadFile
from bot.paths import LOCALES
from handlers.advice import malaria, measles, texts, topics, worries
from handlers.advice.schedule import load as load_schedule

OURS = texts.load()
WORDS = 17  # between two signs: a list is not a long sentence
SENTENCES = 5  # of a text


def catalog(locale):
    with (LOCALES / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=locale)


def forms(value):
    return [value] if isinstance(value, str) else list(value)


def said():
    """Every text of the program in every language, advice or not."""
    found = [("en", form) for text, _where in all_texts() for form in forms(text)]
    for folder in sorted(LOCALES.glob("*/LC_MESSAGES")):
        locale = folder.parent.name
        found += [(locale, form) for m in catalog(locale) if m.id for form in forms(m.string)]
    return [(locale, text) for locale, text in found if text]


def sentences(text):
    return [each for each in re.split(r"(?<=[.?:,])\s+", text) if re.search(r"\w", each)]


@pytest.mark.parametrize("text", OURS.values(), ids=lambda text: text.id)
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_sentences_are_short_and_calm(text, locale):
    words = text.text if locale == "en" else catalog("fr")[text.text].string
    assert "!" not in words
    assert len(re.split(r"(?<=[.?])\s+", words)) <= SENTENCES, words
    for sentence in sentences(words):
        assert len(sentence.split()) <= WORDS, sentence


@pytest.mark.parametrize("text", OURS.values(), ids=lambda text: text.id)
def test_every_text_has_its_source_and_the_day_it_was_checked(text):
    assert text.source
    assert text.checked.year >= 2026
    assert re.fullmatch(r"[a-z0-9]+\.[a-z0-9_]+", text.id)
    for name in text.data:
        assert texts.OURS.with_name(name).is_file(), name


def test_what_the_decisions_advise_is_there():
    told = {
        *malaria.GO_NOW, *malaria.TEST, malaria.CENTRE, malaria.BABY, *malaria.WATCH,
        malaria.PREGNANT, *measles.GO_NOW, *measles.SUSPECTED, *measles.SEEN, *measles.FEVER,
        *measles.WATCH, measles.AFTER_VACCINE,
    }  # fmt: skip
    assert told <= OURS.keys()
    known = load_schedule()
    for code in worries.codes(known):
        assert set(worries.answer(code, known)) <= OURS.keys(), code
    for topic in topics.load().values():
        assert set(topic.texts) <= OURS.keys()


@pytest.mark.parametrize("topic", topics.load().values(), ids=lambda topic: topic.id)
def test_of_the_shorter_topics_every_statement_is_marked(topic):
    own = [id_ for id_ in topic.texts if not id_.startswith("malaria.")]
    assert all(OURS[id_].gk == ("all",) for id_ in own)


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_every_worry_has_words(locale):
    words = tomllib.loads((LOCALES / locale / "lexicon.toml").read_text("utf-8"))["worry"]
    asked_for = set(worries.codes(load_schedule())) - {"hiv_not_severe"}  # "weak_immunity" asks it
    assert asked_for == set(words)


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ('[[text]]\nid = "a.b"', "texts.toml"),
        ("[[text]", "texts.toml"),
        (
            '[[text]]\nid="a.b"\ntext="x"\nsource=""\nconfidence="Z"\nchecked=2026-01-01',
            "no source",
        ),
    ],
)
def test_a_doubtful_file_is_refused(tmp_path, broken, problem):
    file = tmp_path / "texts.toml"
    file.write_text(broken, "utf-8")
    with pytest.raises(BadFile, match=problem):
        texts.load(file)
