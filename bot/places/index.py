"""Finding a place by a misspelt name, in memory.

Every sound is indexed with each of its letters left out: two sounds that share such a rest are
at most two typing mistakes apart. Letters that meet where one was left out count once, as doubled
letters do in a sound: `bandiaara` is Bandiagara. The rests are kept as sorted 64-bit numbers (a
hash and a position), which costs a few megabytes for all of Mali.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate
from zlib import crc32

from rapidfuzz.distance import OSA

from bot.places.spelling import letters, sound

SHIFT = 24  # bits of a position
POSITION = (1 << SHIFT) - 1
BUCKET = SHIFT + 16  # the upper half of a hash leads to the few rests that share it
BUCKETS = 1 << 16
FAR = 7  # letters from which two mistakes are forgiven
LONG = 6  # letters from which those that sound nearly alike are told apart from others
PASSED_OVER = 0.75  # of a mistake: `Sirakrola` for Sirakorola
TWO_AS_ONE = 1.5  # mistakes: `bandiaara`
# `Fatouma` for Fatoma, `Homboli` for Hombori, `Konsegela` for Konséguéla
_ALIKE = str.maketrans("uirj", "oelg")
_NO_VOWELS = str.maketrans("", "", "aeiou")


class NameIndex:
    """Names to positions of places: as written, by sound, and with typing mistakes."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        """`names` are pairs of a name (or another spelling) and its place's position."""
        self._written: dict[str, tuple[int, ...]] = {}
        by_sound: dict[str, set[int]] = defaultdict(set)
        for name, position in names:
            plain = letters(name)
            if not plain:
                continue
            there = self._written.get(plain, ())
            if position not in there:
                self._written[plain] = (*there, position)
            by_sound[sound(plain)].add(position)
        self._sounds = list(by_sound)
        self._positions = [tuple(sorted(found)) for found in by_sound.values()]
        self._by_sound = {heard: number for number, heard in enumerate(self._sounds)}

    @cached_property
    def _kept(self) -> tuple[array[int], array[int]]:
        """The rests, and where those of each bucket begin: half of the work, for typing mistakes
        alone, so it is done when the first one is met (bot/cli/warming.py meets it at start).
        """
        rests = sorted(
            rest << SHIFT | number
            for number, heard in enumerate(self._sounds)
            for rest in _rests(heard)
        )
        counts = Counter(rest >> BUCKET for rest in rests)
        begins = accumulate((counts[bucket] for bucket in range(BUCKETS)), initial=0)
        return array("Q", rests), array("I", begins)

    def written(self, plain: str) -> tuple[int, ...]:
        return self._written.get(plain, ())

    def heard(self, sounding: str) -> tuple[int, ...]:
        number = self._by_sound.get(sounding)
        return () if number is None else self._positions[number]

    def like(self, sounding: str) -> Iterator[tuple[float, tuple[int, ...]]]:
        """Sounds at most two mistakes away, with their likeness (0 to 1)."""
        if len(sounding) < 3:
            return
        near: set[int] = set()
        rests, begins = self._kept
        for rest in _rests(sounding):
            bucket = rest >> BUCKET - SHIFT
            for kept in rests[begins[bucket] : begins[bucket + 1]]:
                if kept >> SHIFT == rest:
                    near.add(kept & POSITION)
        for number in near:
            other = self._sounds[number]
            length = max(len(other), len(sounding))
            most = 2 if length >= FAR else 1
            mistakes = _mistakes(sounding, other)
            if mistakes <= most or (mistakes == TWO_AS_ONE and len(other) != len(sounding)):
                yield 1 - mistakes / length, self._positions[number]


def _mistakes(one: str, other: str) -> float:
    """How many letters are wrong: half as much counts what is heard nearly alike, and less a vowel
    that is passed over; more, what may be two letters and is counted as one."""
    found = int(OSA.distance(one, other, score_cutoff=2))
    longer = len(other) - len(one)
    if found and not longer and len(one) >= LONG:
        alike = int(OSA.distance(one.translate(_ALIKE), other.translate(_ALIKE), score_cutoff=2))
        return (found + alike) / 2
    if found == 1 and longer == 1 and len(other) >= FAR:  # `Gourma` is not Gourouma
        return PASSED_OVER if _consonants(one) == _consonants(other) else found
    if found < 2 or abs(longer) not in (1, 2):
        return found
    shorter, longest = sorted((one, other), key=len)
    return TWO_AS_ONE if crc32(shorter.encode()) in _rests(longest) else found


def _consonants(heard: str) -> tuple[str, str, str]:
    """With its first and its last letter, whatever they are."""
    return heard[:1], heard[1:-1].translate(_NO_VOWELS), heard[-1:]


def _rests(heard: str) -> set[int]:
    """Hashes of a sound, and of it with each of its letters left out."""
    data = heard.encode()
    return {crc32(data), *(crc32(_without(data, at)) for at in range(len(data)))}


def _without(data: bytes, at: int) -> bytes:
    """The neighbours of what is left out count once if they are alike."""
    after = at + 2 if at > 0 and data[at - 1 : at] == data[at + 1 : at + 2] else at + 1
    return data[:at] + data[after:]
