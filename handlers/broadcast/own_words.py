"""A message to many that is asked for in other words than `DIFFUSER`. Pure.

`dites aux habitants de Bankass de faire bouillir l'eau`; `combien ont reçu mon message ?`
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from bot.understanding import Understood
from bot.understanding.phrases import Phrases
from bot.understanding.small import small

Want = Literal["broadcast", "broadcast_pause", "broadcast_show"]
TELLS, WRITES = small("tells_many"), small("writes_to_many")
MANY, TO = small("those_told"), small("before_those_told")
MESSAGE, HALTS, HOW_FAR = small("to_many", "sending"), small("halts"), small("how_far")
ASKS, KINDLY = small("asks_when"), small("asks_how_to")
NUMBER = small("before_number", "things_to_check", "about_number")
WHOLE_AREA = small("whole_area")
IN_ONE_GO = small("in_one_go")
EVERYBODY = "tous les "


def _leading(words: frozenset[str]) -> re.Pattern[str]:
    longest = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest)})['’ ]+", re.IGNORECASE)


SAYING, ALL_OF = _leading(small("saying_that")), _leading(small("all_of"))


class Asked(NamedTuple):
    """For whom, and what is said to them; empty where that is left out. `only`: nothing else is
    said to them yet."""

    whom: str
    text: str
    only: bool = False


def wanted(understood: Understood) -> Want | None:
    """What is asked for, by who may write to many; None for anything else."""
    head, colon, _text = understood.text.partition(":")
    said = Phrases(head)
    to_many = said.has(MANY) or said.has(IN_ONE_GO)
    if said.has(MESSAGE) and said.has(HALTS):
        return "broadcast_pause" if to_many else None
    asks = said.has(ASKS) and not said.has(KINDLY)
    if said.has(MESSAGE) and said.has(HOW_FAR) and (asks or "?" in said.words):
        return "broadcast_show"
    of_an_alert = not colon and _numbered(understood)
    tells = _tells(said) or (said.has(WRITES) and said.has(IN_ONE_GO))
    return "broadcast" if tells and not asks and not of_an_alert else None


def _numbered(understood: Understood) -> bool:
    """`avertir la population pour le 73`: of an alert; `le 5 décembre` is a day."""
    words = (*understood.words, None)
    return any(
        after.number is not None
        and before.folded in NUMBER
        and not (then and (then.means("month") or then.folded == "h"))
        for before, after, then in zip(words, words[1:], words[2:], strict=False)
        if before and after
    )


def _tells(said: Phrases) -> bool:
    """`informez la population`, `un message à tous`: not `je vous informe que ...`."""
    return said.led(TELLS, (MANY, 3)) or said.led(WRITES, (TO, 4), (MANY, 1))


def asked_for(text: str) -> Asked:
    """Cut where those who are told stand: `prévenir | les gens de Boni : | cas de rougeole`."""
    head, colon, tail = text.partition(":")
    whom = head[_where(head) :].partition("?")[0].strip(" ,.-")
    whom = ALL_OF.sub(EVERYBODY, whom, count=1) if ALL_OF.match(whom) else whom
    return Asked(whom, tail.strip(), only=not colon and "?" in text)  # `comment écrire à tous ?`


def without_saying(text: str) -> str:
    """`que la campagne commence`, `de faire bouillir l'eau`: the words for them alone."""
    said = SAYING.match(text)
    return text[said.end() :] if said else text


def _where(head: str) -> int:
    """Where the words for those who are told begin; behind those of a whole area."""
    said = head.casefold().replace("’", "'")
    for words in WHOLE_AREA:
        if (at := said.find(words)) >= 0:
            return at + len(words)
    found = [match.start() for each in MANY for match in [_as_word(each, said)] if match]
    return min(found, default=len(head))


def _as_word(words: str, text: str) -> re.Match[str] | None:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
