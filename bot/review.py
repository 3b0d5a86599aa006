"""Texts that somebody responsible has to approve before they are said, in each language.

What may be said in which language is decided here; the words are the catalogs'. Which texts those
are, and who approved them, is for the features to know.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Generic, Protocol, TypeVar

import structlog

from bot.errors import BotError
from bot.text import _

log = structlog.get_logger(__name__)

AWAITS = _(
    "Ask for advice at the health centre today. Our text still awaits the approval of the "
    "health authorities."
)
LOOK_AGAIN = 2.0  # seconds between two looks at whether something was approved since
LAST = ("fr", "en")  # where what may never be missing is looked for at last


@dataclass(frozen=True, slots=True)
class Review:
    """`texts`: what has to be approved (msgids); `approved`: what is, by locale.

    `words`: how a deployment says a text in its own words, by locale and msgid.
    `always`: what may never be missing; it is said in French or English, approved or not.
    `default`: the end of each person's chain of languages. `drafts`: all is said in the person's
    own language, and marked (the demo).
    """

    texts: frozenset[str] = frozenset()
    always: frozenset[str] = frozenset()
    approved: Mapping[str, frozenset[str]] = field(default_factory=dict)
    default: str = "fr"
    drafts: bool = False
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def now(self) -> Review:
        return self

    def locale_of(self, msgid: str, locale: str | None) -> str | None:
        """The nearest locale of the person's chain in which it is approved; None if in none."""
        return next(self._found(msgid, locale or self.default), None)

    def may_be_said(self, msgid: str, locale: str | None) -> bool:
        return self.drafts or msgid not in self.texts or self.locale_of(msgid, locale) is not None

    def is_draft(self, msgid: str, locale: str | None) -> bool:
        """Whether what would be said has to be marked."""
        return msgid in self.texts and self.locale_of(msgid, locale) is None

    def _found(self, msgid: str, locale: str) -> Iterator[str]:
        chain = (locale, self.default)
        yield from (each for each in chain if msgid in self.approved.get(each, ()))
        if msgid in self.always:
            yield from (each for each in chain if each in LAST)
            yield LAST[0]


class Reviews(Protocol):
    """What may be said at this moment."""

    @property
    def now(self) -> Review: ...


Read = TypeVar("Read")


class Watched(Generic[Read]):
    """Read again when what it was read from has changed: an approval counts at once.

    `stamp` tells whether it has; it is asked every `LOOK_AGAIN` seconds at most. What cannot be
    read is logged, and the last that could be stays in force. Raises what `read` raises at first.
    """

    def __init__(
        self,
        read: Callable[[], Read],
        stamp: Callable[[], Hashable],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._read, self._stamp, self._clock = read, stamp, clock
        self._seen, self._looked = stamp(), clock()
        self._found = read()

    @property
    def now(self) -> Read:
        if self._clock() - self._looked >= LOOK_AGAIN:
            self._look()
        return self._found

    def _look(self) -> None:
        self._looked = self._clock()
        if (stamp := self._stamp()) == self._seen:
            return
        self._seen = stamp
        try:
            self._found = self._read()
        except BotError as error:
            log.exception("approvals not read", problem=str(error))
            return
        log.info("approvals read again")
