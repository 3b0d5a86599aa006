"""What says for whom beside names, word by word: distances, roles, ways, topics. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.areas import Area
from bot.places import Place, Places
from bot.understanding import Word
from handlers.broadcast.words import EVERYBODY, LINKS
from handlers.clinics.services import Services

LONGEST = 4  # words of a name
LONG = 6  # letters of a word that may be misspelt
ENDS = (":", "\n")  # of what says for whom


@dataclass(slots=True)
class Reading:
    """Words from left to right, until one belongs to the text."""

    words: Sequence[Word]
    said: Mapping[str, str]
    services: Services
    at: int = 0
    loose: bool = True  # whether a misspelt name may be one
    area: Area | None = None
    place: Place | None = None
    km: float | None = None
    kind: str | None = None
    everybody: bool = False
    saved: str | None = None
    roles: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    followers: bool = False
    topics: tuple[str, ...] = ()

    @property
    def located(self) -> bool:
        return bool(self.somewhere or self.everybody or self.topics)

    @property
    def somewhere(self) -> bool:
        return bool(self.area or self.place or self.saved)


def singular(word: str) -> str:
    """`agent` and `agents` are one word here."""
    return word.rstrip("s") or word


def says_whom(reading: Reading) -> bool:
    """Whether after small words something follows that says for whom."""
    for at, word in enumerate(reading.words[reading.at :], reading.at):
        if _said_at(reading, at)[0] not in (None, EVERYBODY) or _kilometres_at(reading.words, at):
            return True
        if reading.topics and reading.services.topics_in(word):
            return True
        if word.folded not in LINKS:
            return False
    return False


def _kilometres_at(words: Sequence[Word], at: int) -> float | None:
    if at + 1 >= len(words) or words[at + 1].folded != "km" or not words[at].number:
        return None
    return float(words[at].number or 0)


def takes_kilometres(reading: Reading) -> bool:
    km = _kilometres_at(reading.words, reading.at)
    if km is None:
        return False
    reading.km = km
    reading.at += 2
    return True


def _said_at(reading: Reading, at: int) -> tuple[str | None, int]:
    """What the longest phrase there means, and of how many words it is."""
    for length in range(LONGEST, 0, -1):
        words = reading.words[at : at + length]
        phrase = " ".join(singular(each) for word in words for each in word.folded.split())
        if len(words) == length and phrase in reading.said:
            return reading.said[phrase], length
    return _misspelt(reading.words[at].folded, reading.said) if at < len(reading.words) else None, 1


def _misspelt(word: str, said: Mapping[str, str]) -> str | None:
    """What a long word means that is one slip away: `abones`, `supervisseurs`."""
    if len(word) < LONG:
        return None
    word = singular(word)
    near = (each for each in said if each[:1] == word[0] and OSA.distance(each, word) == 1)
    return next((said[each] for each in near), None)


def takes_said(reading: Reading) -> bool:
    meaning, length = _said_at(reading, reading.at)
    if meaning is None or (meaning == EVERYBODY and reading.located):
        return False
    kind, _is, what = meaning.partition("_is_")
    match kind:
        case "role":
            reading.roles = (*reading.roles, what)
        case "locale":
            reading.locales = (*reading.locales, what)
        case "channel":
            reading.channels = (*reading.channels, what)
        case "kind":
            reading.kind = what
        case "followers":
            reading.followers = True
        case _:
            reading.everybody = True
    reading.at += length
    return True


def _only_topics(reading: Reading) -> bool:
    """Whether nothing but topics follows, up to the colon or the end."""
    for word in reading.words[reading.at :]:
        if word.folded in ENDS:
            return True
        if word.folded not in LINKS and not reading.services.topics_in(word):
            return False
    return True


def takes_topics(reading: Reading, places: Places) -> bool:
    """`ABONNES VACCIN`, `ABONNES VACCIN ET NUTRITION`, `KORO ABONNES VACCIN:`; of two with nothing
    between, the second begins the text."""
    word = reading.words[reading.at]
    joined = not reading.topics or reading.words[reading.at - 1].folded in LINKS
    named = reading.services.topics_in(word)
    if not (reading.followers and named and joined):
        return False
    if reading.somewhere and not _only_topics(reading):
        return False  # `KORO ABONNES vaccin demain`: the text may begin so
    if not any(sense.exact for sense in word.senses) and places.exact(word.text):
        return False  # a place that is called so
    reading.topics = tuple(dict.fromkeys((*reading.topics, *named)))
    reading.at += 1
    return True
