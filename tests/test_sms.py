"""What a text costs on SMS, to the letter."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.cli import app
from bot.errors import BadFile
from bot.paths import LOCALES
from bot.sms import EXTENSION, GSM, Folding, foldings, measure, split

FOLDINGS = foldings(LOCALES)
MIXED = st.text(alphabet="a é€[]ɛ👍\U0001f1f2\U0001f1f1b\n", max_size=400)


@pytest.mark.parametrize(
    ("text", "encoding", "segments", "characters"),
    [
        ("", "GSM-7", 1, 0),
        ("a" * 160, "GSM-7", 1, 160),
        ("a" * 161, "GSM-7", 2, 161),
        ("a" * 306, "GSM-7", 2, 306),
        ("a" * 307, "GSM-7", 3, 307),
        ("a" * 158 + "€", "GSM-7", 1, 160),
        ("a" * 159 + "€", "GSM-7", 2, 161),
        ("a" * 152 + "€" + "a" * 152, "GSM-7", 3, 306),  # the pair does not fit behind 152
        ("^{}\\[~]|€", "GSM-7", 1, 18),
        ("ɛ" * 70, "UCS-2", 1, 70),
        ("ɛ" * 71, "UCS-2", 2, 71),
        ("ɛ" * 134, "UCS-2", 2, 134),
        ("ɛ" * 135, "UCS-2", 3, 135),
        ("👍" * 35, "UCS-2", 1, 70),
        ("ɛ" * 66 + "👍" + "ɛ" * 66, "UCS-2", 3, 134),
        ("ç", "UCS-2", 1, 1),
        ("Çèéùìò", "GSM-7", 1, 6),
    ],
)
def test_measure(text, encoding, segments, characters):
    found = measure(text)
    assert (found.encoding, found.segments, found.characters) == (encoding, segments, characters)


# The default alphabet in the order of its codes, 3GPP TS 23.038, 6.2.1: 27 is the escape.
ALPHABET = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# And what follows the escape, by its code.
ESCAPED = {
    10: "\f",
    20: "^",
    40: "{",
    41: "}",
    47: "\\",
    60: "[",
    61: "~",
    62: "]",
    64: "|",
    101: "€",
}


def test_the_alphabet_is_that_of_the_standard():
    assert len(ALPHABET) == 128
    assert [ALPHABET[code] for code in (0x10, 0x1B, 0x24, 0x40, 0x5F, 0x60, 0x7F)] == [
        "Δ", "\x1b", "¤", "¡", "§", "¿", "à",
    ]  # fmt: skip
    for letter in map(chr, range(0x3000)):
        found = measure(letter)
        if letter in ALPHABET and letter != "\x1b":
            assert (found.encoding, found.characters, found.outside) == ("GSM-7", 1, ())
        elif letter in ESCAPED.values():
            assert (found.encoding, found.characters, found.outside) == ("GSM-7", 2, ())
        else:
            assert (found.encoding, found.characters, found.outside) == ("UCS-2", 1, (letter,))


def test_what_costs_is_named_once_in_the_order_it_comes():
    assert measure("aɔɛɔ🤒ɛ€").outside == ("ɔ", "ɛ", "🤒")


def units(text):
    if GSM.issuperset(text):
        return ["\x1b" + c if c in EXTENSION else c for c in text]
    return [c.encode("utf-16-be") for c in text]


@given(MIXED)
def test_segments_are_counted_as_a_phone_fills_them(text):
    """Against a packing that knows only whole characters and their widths."""
    gsm = GSM.issuperset(text)
    widths = [len(u) if gsm else len(u) // 2 for u in units(text)]
    alone, part = (160, 153) if gsm else (70, 67)
    segments, filled = 1, 0
    for width in widths if sum(widths) > alone else ():
        if filled + width > part:
            segments, filled = segments + 1, 0
        filled += width
    assert (measure(text).segments, measure(text).characters) == (segments, sum(widths))


@given(MIXED, st.integers(1, 3))
def test_splitting_loses_no_word_and_keeps_each_part_in_its_size(text, most):
    parts = split(text, most, numbered=False)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(measure(part).segments <= most for part in parts)
    assert all(measure(part).segments <= most for part in split(text, most))


def test_parts_are_numbered_and_cut_between_words():
    text = "mot " * 60
    parts = split(text.strip())
    assert [part[:4] for part in parts] == ["1/2 ", "2/2 "]
    assert all(part.endswith("mot") for part in parts)
    assert split("court") == ["court"]


def test_folding_is_all_or_nothing():
    fold = FOLDINGS["fr"].apply
    assert fold("Être prêt, ça « coûte » l’œuf…") == 'Etre pret, ca " coute " l\'oeuf...'
    assert fold("prêt 👍") == "prêt 👍"
    assert fold("déjà là") == "déjà là"


@pytest.mark.parametrize("locale", sorted(FOLDINGS))
@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("l`eau", "l'eau"),
        ("a\tb", "a b"),
        ("24 nov. − 9 h → Koro", "24 nov. - 9 h -> Koro"),
        ("Dougouraïda, Île ô", "Dougouraida, Ile o"),
        ("l`eau 👍", "l`eau 👍"),
    ],
)
def test_signs_of_keyboards_and_accents_of_names_are_folded_in_every_locale(locale, text, sent):
    assert FOLDINGS[locale].apply(text) == sent


def test_bambara_is_folded_as_it_was_once_written():
    fold = FOLDINGS["bm"].apply
    assert fold("Dɔgɔtɔrɔso bɛ min? Ɲɔnin, ŋɔmi") == "Dògòtòròso bè min? Nyònin, nòmi"
    assert fold("dɔ\u0300gɔ") == "dògò"


@pytest.mark.parametrize("locale", sorted(FOLDINGS))
@given(text=MIXED)
def test_folding_twice_is_folding_once(locale, text):
    once = FOLDINGS[locale].apply(text)
    assert FOLDINGS[locale].apply(once) == once
    assert once == text or GSM.issuperset(once)


def test_a_table_that_leads_outside_is_refused(tmp_path):
    (tmp_path / "sms.toml").write_text('[fold]\n"ɛ" = "ê"\n', "utf-8")
    with pytest.raises(BadFile):
        Folding.load(tmp_path / "sms.toml")


def show(arguments, text):
    result = CliRunner().invoke(app, ["sms", *arguments], input=text)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_the_command_prints_one_object_a_line():
    [first, empty] = show(["--locale", "bm"], "ɲɔnin\n\n")
    assert first == {
        "text": "nyònin", "encoding": "GSM-7", "segments": 1, "characters": 6, "folded": True,
        "outside": [],
    }  # fmt: skip
    assert empty["characters"] == 0
    [kept] = show(["--locale", "bm", "--fold", "none"], "ɲɔnin\n")
    assert (kept["text"], kept["encoding"], kept["outside"]) == ("ɲɔnin", "UCS-2", ["ɲ", "ɔ"])


def test_the_command_survives_bytes_that_are_no_text():
    [shown] = show([], b"caf\xe9\n")
    assert shown["text"] == "café"  # as old phones and spreadsheets write it


def test_an_unknown_language_is_named():
    result = CliRunner().invoke(app, ["sms", "--locale", "xx"])
    assert result.exit_code == 2
    assert "fr" in result.output
