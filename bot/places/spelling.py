"""One spelling for the ways a place's name is written: by sound, as Malian names vary."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.folding import fold

# In the order they are tried at each letter. Seen in GeoNames' alternate names of Malian places:
# ou/w/u, i/y, c/k/qu, s/z/ss, dj/j/di, gn/ny, silent h and e, n for m before b and p,
# doubled letters.
_SOUNDS = {
    "ou": "u", "oo": "u", "w": "u", "y": "i", "qu": "k", "q": "k", "ck": "k", "ph": "f",
    "gui": "gi", "gue": "ge", "ge": "je", "gi": "ji", "dj": "j", "di": "j", "tch": "c",
    "ch": "c", "th": "t", "ce": "se", "ci": "si", "c": "k", "z": "s", "x": "s", "h": "",
    "gn": "ni", "dy": "j", "ty": "c", "ti": "c", "ai": "e", "ei": "e", "eau": "o", "au": "o",
}  # fmt: skip
_MUTED = re.compile("n(?=[bp])")  # `Dianbé` and `Diambé` are one
_BEFORE_VOWEL = frozenset(("di", "dy", "ti", "ty"))  # `Diallo` is Jalo, but Didi is Didi
_SOUND = re.compile(
    "|".join(
        f"{each}(?=[aeou])" if each in _BEFORE_VOWEL else each
        for each in sorted(_SOUNDS, key=len, reverse=True)
    )
)
_DOUBLED = re.compile(r"(.)\1+")
_OTHER = re.compile(r"[^a-z]")
FILLERS = re.compile(r"^(?:le |au |du )?(?:village|ville|hameau|quartier|town) (?:de |d'|of )?")


@lru_cache(maxsize=2048)
def letters(name: str) -> str:
    """The name's letters alone: no accents, capitals, blanks or hyphens, no "village de"."""
    folded = fold(name)
    if folded.isascii() and folded.isalpha():
        return folded  # a single word, as most are
    return _OTHER.sub("", FILLERS.sub("", folded))


@lru_cache(maxsize=2048)
def sound(plain: str) -> str:
    """What `letters` sound like; the same for spellings that are read alike."""
    heard = _SOUND.sub(lambda match: _SOUNDS[match[0]], _MUTED.sub("m", plain))
    heard = _DOUBLED.sub(r"\1", heard)
    return heard[:-1] if len(heard) > 4 and heard.endswith("e") else heard


def single(plain: str) -> str:
    """Doubled letters written once, before they become sounds: no `oo` that is read as u."""
    return _DOUBLED.sub(r"\1", plain)


def slips(plain: str) -> set[str]:
    """What `letters` sound like if two neighbours were typed in the wrong order."""
    swapped = (
        plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] for at in range(len(plain) - 1)
    )
    return {sound(each) for each in swapped} - {sound(plain)}


def is_shortened(written: str, plain: str) -> bool:
    """Whether letters of a name were left out, and none changed or added."""
    left = iter(plain)
    return all(letter in left for letter in written)
