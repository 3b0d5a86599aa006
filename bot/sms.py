"""SMS text: what a message costs, how to write it in fewer segments, how to cut it.

Alphabets and sizes: 3GPP TS 23.038 (GSM 03.38) and 23.040. A segment holds 160 septets or 70
UTF-16 units alone, 153 or 67 as a part of several.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from bot.errors import BadFile

Encoding = Literal["GSM-7", "UCS-2"]
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")  # two septets each: an escape, then the character
GSM = BASIC | EXTENSION
ALONE: Mapping[Encoding, int] = {"GSM-7": 160, "UCS-2": 70}
PART: Mapping[Encoding, int] = {"GSM-7": 153, "UCS-2": 67}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a text is on SMS. An empty text is one segment: it is billed as one.

    `characters` counts septets (an extension character is two) or UTF-16 units (an emoji is
    two). `outside` names, once each, the characters that are not in GSM-7 and so cost.
    """

    encoding: Encoding
    segments: int
    characters: int
    outside: tuple[str, ...] = ()


def measure(text: str) -> Measure:
    cheap = GSM.issuperset(text)  # the usual text, found without looking at each letter here
    outside = () if cheap else tuple(dict.fromkeys(each for each in text if each not in GSM))
    encoding: Encoding = "GSM-7" if cheap else "UCS-2"
    characters = len(text) + _pairs(text, encoding)
    if characters <= ALONE[encoding]:
        return Measure(encoding, 1, characters, outside)
    segments = sum(1 for _cut in _cuts(text, encoding, PART[encoding]))
    return Measure(encoding, segments, characters, outside)


def _pairs(text: str, encoding: Encoding) -> int:
    """How many characters count twice."""
    if encoding == "GSM-7":
        return 0 if EXTENSION.isdisjoint(text) else sum(map(text.count, EXTENSION))
    return sum(letter > "\uffff" for letter in text)


def _widths(text: str, encoding: Encoding) -> list[int]:
    if encoding == "GSM-7":
        return [2 if letter in EXTENSION else 1 for letter in text]
    return [2 if letter > "\uffff" else 1 for letter in text]


def _cuts(text: str, encoding: Encoding, size: int) -> Iterator[int]:
    """Where each segment ends: pairs (escape and character, two surrogates) are never parted."""
    filled = 0
    for position, width in enumerate(_widths(text, encoding)):
        if filled + width > size:
            yield position
            filled = 0
        filled += width
    if filled:
        yield len(text)


def split(text: str, most: int = 1, *, numbered: bool = True) -> list[str]:
    """Texts of at most `most` segments each, cut between words; `1/2 ` before each if numbered.

    Only for channels that cannot send long messages themselves. A word longer than a part is cut.
    """
    if most < 1:
        raise ValueError("a part has at least one segment")
    if measure(text).segments <= most:
        return [text]
    parts = _packed(text, most, 0)
    if not numbered:
        return parts
    digits = 1
    while True:
        parts = _packed(text, most, 2 * digits + 2)
        if len(str(len(parts))) <= digits:
            return [f"{number}/{len(parts)} {part}" for number, part in enumerate(parts, 1)]
        digits += 1


def _packed(text: str, most: int, reserved: int) -> list[str]:
    parts: list[str] = []
    rest = text
    while rest:
        end = _fitting(rest, most, reserved)
        if end < len(rest):
            end = _word_end(rest, end)
        if part := rest[:end].strip():
            parts.append(part)
        rest = rest[end:].lstrip()
    return parts or [""]


def _fitting(text: str, most: int, reserved: int) -> int:
    """How many of the first characters fit, `reserved` being kept free for the numbering."""
    low, high = 1, min(len(text), ALONE["GSM-7"] * most)
    while low < high:
        middle = (low + high + 1) // 2
        padded = "0" * reserved + text[:middle]
        low, high = (middle, high) if measure(padded).segments <= most else (low, middle - 1)
    return _whole(text, low)


def _whole(text: str, end: int) -> int:
    """Not between a letter and the accents that follow it."""
    back = end
    while 0 < back < len(text) and unicodedata.combining(text[back]):
        back -= 1
    return back or end


def _word_end(text: str, end: int) -> int:
    if text[end].isspace():
        return end
    blank = max(text.rfind(sign, 0, end) for sign in " \n")
    return blank if blank > 0 else end


class Folding:
    """How a locale is written within GSM-7, from its `sms.toml`: all or nothing."""

    def __init__(self, table: Mapping[str, str], *, drop_marks: bool = False) -> None:
        self._table = str.maketrans(dict(table))
        self._drop_marks = drop_marks

    @classmethod
    def load(cls, path: Path) -> Folding:
        """Raises `BadFile` for a replacement that is not within GSM-7 itself."""
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BadFile([f"{path.name}: {error}"]) from error
        table: dict[str, str] = data.get("fold", {})
        wrong = [letter for letter, plain in table.items() if not GSM.issuperset(plain)]
        wrong += [letter for letter in table if len(letter) != 1 or letter in GSM]
        if wrong:
            raise BadFile([f"{path.name}: {letter!r} cannot be folded so" for letter in wrong])
        return cls(table, drop_marks=data.get("drop_marks", False))

    def apply(self, text: str) -> str:
        """The text within GSM-7; as it was if anything would still be outside."""
        if GSM.issuperset(text):
            return text
        folded = unicodedata.normalize("NFC", text).translate(self._table)
        if self._drop_marks and not GSM.issuperset(folded):
            folded = "".join(letter for letter in folded if not unicodedata.combining(letter))
        return folded if GSM.issuperset(folded) else text


NONE = Folding({})


@cache
def foldings(folder: Path) -> Mapping[str, Folding]:
    """The folding of each locale of a folder that has an `sms.toml`, read once."""
    files = sorted(folder.glob("*/sms.toml"))
    return MappingProxyType({path.parent.name: Folding.load(path) for path in files})
