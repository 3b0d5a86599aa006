"""Texts that somebody responsible has to approve before they are said, in each language.

What may be said in which language is decided here; the words are the catalogs'. Which texts those
are, and who approved them, is for the features to know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.text import _

AWAITS = _(
    "Ask for advice at the health centre today. Our text still awaits the approval of the "
    "health authorities."
)
LAST = ("fr", "en")  # where what may never be missing is looked for at last


@dataclass(frozen=True, slots=True)
class Review:
    """`texts`: what has to be approved (msgids); `approved`: what is, by locale.

    `always`: what may never be missing; it is said in French or English, approved or not.
    `default`: the end of each person's chain of languages. `drafts`: all is said in the person's
    own language, and marked (the demo).
    """

    texts: frozenset[str] = frozenset()
    always: frozenset[str] = frozenset()
    approved: Mapping[str, frozenset[str]] = field(default_factory=dict)
    default: str = "fr"
    drafts: bool = False

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
