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
# What must never be in a text: amounts, forms of a medicine, how often, and their names.
AMOUNT = re.compile(
    r"\d+(?:[.,]\d+)?\s*(?:mg|ml|cl|g|µg|mcg|cc|ui|iu|unités? internationales?)\b"
    r"|\b(?:comprim|cachet|g[ée]lule|capsule|goutte|cuill|suppositoire|tablet|pill\b|pills\b|drops?\b"
    r"|spoon|sachets? de|ampoule)"
    r"|\d+\s*(?:x|fois|times?)\s*(?:/|par|a|per|each|every)\s*(?:jour|day|24)"
    r"|\b(?:une|deux|trois|once|twice|thrice|\d+) (?:fois |times )?(?:par|a|per) (?:jour|day)"
    r"|toutes les \d+ ?h|every \d+ ?hours"
    r"|\b(?:parac[ée]tamol|art[ée]m[ée]|coartem|amodiaquine|sulfadoxine|quinine|chloroquine|ibuprof"
    r"|aspirin|amoxicill|cotrimoxazole|antibioti)",
    re.IGNORECASE,
)
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


def test_no_text_in_any_language_names_an_amount_or_a_medicine():
    everything = said()
    assert len(everything) > 1000
    assert [(locale, text) for locale, text in everything if AMOUNT.search(text)] == []


@pytest.mark.parametrize(
    "dose",
    [
        "500 mg", "5ml", "2,5 ml", "1 comprimé", "2 comprimés par jour", "2 x/jour",
        "3 fois par jour",
        "twice a day", "3 times a day", "one tablet", "5 drops", "10 gouttes", "une cuillère",
        "toutes les 6h", "every 8 hours", "paracétamol", "du Coartem", "200 000 UI", "une gélule",
        "deux fois par jour", "artéméther", "quinine",
    ],
)  # fmt: skip
def test_the_scan_can_fail(dose):
    assert AMOUNT.search(f"Donnez {dose} ce soir.")


@pytest.mark.parametrize(
    "text",
    ["2 doses protègent l’enfant : à 9 et à 15 mois.", "32 km au nord", "No 12: 3 cas", "9h-14h",
     "5 fois en 30 minutes", "Allez-y dans les 72 heures."],
)  # fmt: skip
def test_the_scan_lets_pass_what_is_no_dose(text):
    assert not AMOUNT.search(text)


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
    assert not re.search(r"\bne (?:le |la )?vaccinez pas|do not vaccinate|not be vaccinated", words)
    assert not re.search(
        r"c’est (?:le palu|la rougeole|un cancer)\b|it is (?:malaria|measles)", words
    )


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
    assert all(OURS[id_].gk == ("all",) for id_ in topic.texts)


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
