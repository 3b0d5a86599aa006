"""Words that a text tells people to send, in capitals, are understood in the language it is in."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from bot.cli.parse import KNOWN
from bot.folding import fold
from bot.paths import LOCALES
from bot.understanding import Lexicons

LEXICONS = Lexicons(LOCALES, KNOWN)
CAPITALS = "A-ZÀ-ÖØ-ÞƐƆƝŊ"
SENT = re.compile(rf"(?<![\w{{])(?<![\d}}] )[{CAPITALS}]+(?:[ '-][{CAPITALS}]+)*(?![\w}}])")
SHORTEST = 3  # letters; what follows a number belongs to an example
# What is written in capitals, and not to be sent: names, abbreviations, what a visit became.
NAMED = {"SIM", "SMS", "SRO", "ORS", "CPS", "CSCOM", "URGENT", "DANGER", "LIEU", "PLACE", "MOIS",
         "MONTHS", "KORO", "DOUENTZA", "VENDREDI", "FRIDAY", "CHAQUE MARDI", "EVERY TUESDAY",
         "KƆRƆTƆ", "FARATI", "A TƐNA KƐ", "AJOUTER", "ADD", "MAINTENIR", "RESUME", "ANNULÉE",
         "CANCELLED"}  # fmt: skip
ANSWERS = ("step", "audience")  # tables of what is sent only as an answer to a question


def told(locale):
    """All such words of a catalog; English is in the source."""
    with (LOCALES / ("fr" if locale == "en" else locale) / "LC_MESSAGES/messages.po").open() as po:
        for message in (message for message in read_po(po) if message.id):
            said = message.id if locale == "en" else message.string
            for text in said if isinstance(said, tuple | list) else (said,):
                yield from (found[0] for found in SENT.finditer(text or ""))


def is_understood(words, locale):
    """Alone, or before a number of ours."""
    if LEXICONS.yes_no(words, locale) is not None or fold(words) in answers():
        return True
    return any(LEXICONS.understand(text, locale).intents for text in (words, f"{words} 12"))


def answers():
    by_kind = LEXICONS._vocabulary.written.items()
    return {fold(word) for (kind, *_), written in by_kind if kind in ANSWERS for word in written}


@pytest.mark.parametrize("locale", KNOWN)
def test_what_people_are_told_to_send_is_understood(locale):
    commands = {words for words in told(locale) if len(words) >= SHORTEST} - NAMED
    assert [words for words in sorted(commands) if not is_understood(words, locale)] == []
    assert commands & {"AIDE", "HELP", "DƐMƐ", "BILAN"}


@pytest.mark.parametrize("words", ["DEBUT", "début", "START"])
def test_who_has_stopped_comes_back_by_the_word_they_were_told(words):
    assert LEXICONS.understand(words, "fr").intent("start") == 1.0
    assert LEXICONS.understand(f"palu 2 {words} lundi", "fr").intent("start") == 0.0
