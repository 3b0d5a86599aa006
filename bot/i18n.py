"""Texts in the reader's language: gettext catalogs along the chain of each."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import structlog

from bot.errors import MissingCatalog
from bot.message import Rendered, Reply, Wanted
from bot.review import AWAITS, Review, Reviews
from bot.text import Text, Value, _
from bot.voices import Speakable, Voice, Voices, within
from bot.writing import cldr, day_of, directed, listed, number_of

log = structlog.get_logger(__name__)

DOMAIN = "messages"
TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")  # a sentence that ends with such a day
NAMED = re.compile(r"\{\w*\}")
LAST = "en"  # what the texts are written in
SHARING: Mapping[Wanted, Text] = {
    "contact": _("Share my number"),
    "location": _("Share where I am"),
}
EVERYTHING = Review()
SILENT = Voices()


class Catalogs:
    """The compiled catalogs of a folder, each falling back along its chain, at last to English.

    A sentence that falls back is said whole in the language it fell to: its days, numbers, the
    texts inside it and the choices it offers, so that nobody reads half of two languages. A text
    that `review` holds is said only in a language in which it is approved.
    Raises `MissingCatalog` for a locale whose `.mo` is missing or older than its `.po`.
    """

    def __init__(
        self,
        folder: Path,
        locales: Iterable[str],
        default: str,
        chains: Mapping[str, tuple[str, ...]] | None = None,
        review: Reviews = EVERYTHING,
        voices: Speakable = SILENT,
    ) -> None:
        self.default = default
        self._reviews = review
        self._voices = voices
        self._offered = frozenset((*locales, default))
        self._chains = {
            locale: (locale, *(chains or {}).get(locale, _chain(locale, default)))
            for locale in (*locales, default)
        }
        for chain in tuple(self._chains.values()):
            for at, locale in enumerate(chain):
                self._chains.setdefault(locale, chain[at:])
        self._catalogs = {locale: _load(folder, locale) for locale in self._chains}

    def spoken(self, locale: str | None) -> str:
        """What somebody reads who chose this locale, or none."""
        return locale if locale is not None and locale in self._offered else self.default

    @property
    def voices(self) -> Voices:
        """What may be heard now."""
        return self._voices.now

    @property
    def _review(self) -> Review:
        return self._reviews.now

    def render(self, reply: Reply, locale: str | None) -> Rendered:
        known = self.spoken(locale)
        asked = self._asked_in(reply.text, known) if reply.choices else known
        choices = tuple((each.key, self._said(each.label, asked)) for each in reply.choices)
        buttons = tuple((each.key, self._said(each.label, known)) for each in reply.buttons)
        wants = None
        if reply.wants is not None:
            wants = reply.wants, self.translate(SHARING[reply.wants], known)
        words = self.translate(reply.text, known)
        if self._review.drafts and self._holds_draft(reply.text, known):
            words = self.translate(_("(draft) {words}", words=words), known)
        heard = self._heard(reply.text, known)
        return Rendered(directed(words, known), choices, known, wants, buttons, heard)

    def _asked_in(self, text: Text, known: str) -> str:
        """The language that a question is said in: its choices are in no other one."""
        if text.msgid in self._review.texts:
            return known
        pattern, locale = self._pattern(text, known, self._review)
        if locale == known or _says_something(pattern):
            return locale
        inside = [each for each in text.values.values() if isinstance(each, Text)]
        return self._asked_in(inside[-1], known) if inside else known

    def _heard(self, text: Text, known: str) -> tuple[Voice, ...]:
        """Of what may be said, what can be heard; in a recorded language nearest to theirs."""
        if not self.voices.recorded:
            return ()
        said = [each for each in within(text) if self._review.may_be_said(each.msgid, known)]
        return self.voices.of(said, (*self._chains[known], self.default))

    def translate(self, text: Text, locale: str | None) -> str:
        """In `locale`, or in the default one. A broken translation is logged, never lost."""
        return self._said(text, self.spoken(locale))

    def _said(self, text: Text, known: str) -> str:
        review = self._review
        if text.msgid in review.texts:
            text, known = self._approved(text, known)
        pattern, locale = self._pattern(text, known, review)
        if not text.values:
            return pattern
        if locale != known and not _says_something(pattern):
            locale = known
        values = {name: self._show(value, locale) for name, value in text.values.items()}
        try:
            return TWO_STOPS.sub(".", pattern.format_map(values))
        except (KeyError, ValueError, IndexError):
            log.exception("broken translation", locale=known, msgid=text.msgid)
            return _original(text).format_map(values)

    def _pattern(self, text: Text, known: str, review: Review) -> tuple[str, str]:
        """The words for it, and the locale of the chain that has them."""
        for locale in self._chains.get(known, (known,)):
            theirs = review.words.get(locale)
            if theirs and (words := theirs.get(text.msgid)):
                return words, locale
            catalog = self._catalogs.get(locale, NOTHING)
            if text.plural is None:
                words = catalog.gettext(text.msgid)
            else:
                words = catalog.ngettext(text.msgid, text.plural, _count(text))
            if words:
                return words, locale
        return _original(text), LAST

    def _approved(self, text: Text, known: str) -> tuple[Text, str]:
        """The text and the locale in which it may be said; else that it awaits its approval."""
        if self._review.drafts:
            return text, known
        found = self._review.locale_of(text.msgid, known)
        if found is None:
            log.error("text not approved", locale=known, msgid=text.msgid)
            return AWAITS, known
        return text, found if found in self._chains else known

    def _holds_draft(self, text: Text, locale: str) -> bool:
        if self._review.is_draft(text.msgid, locale):
            return True
        values = text.values.values()
        inside = [v for each in values for v in (each if isinstance(each, tuple) else (each,))]
        return any(isinstance(each, Text) and self._holds_draft(each, locale) for each in inside)

    def _show(self, value: Value, locale: str) -> str:
        match value:
            case str():
                return value
            case Text():
                return self._said(value, locale)
            case tuple():
                return listed((self._said(each, locale) for each in value), locale)
            case date():
                return day_of(value, locale)
        return number_of(value, cldr(locale))


def _count(text: Text) -> int:
    count = text.values["count"]
    return count if isinstance(count, int) else 0


def _original(text: Text) -> str:
    """As it is written, in English."""
    return text.msgid if text.plural is None or _count(text) == 1 else text.plural


@lru_cache(maxsize=1024)
def _says_something(pattern: str) -> bool:
    """Whether there are letters between the values: `{first} {second}` is of every language."""
    return any(letter.isalpha() for letter in NAMED.sub("", pattern))


def _chain(locale: str, default: str) -> tuple[str, ...]:
    """English needs none: it is what the texts are written in."""
    return () if locale == "en" else (default,)


def translations(folder: Path, locale: str) -> Callable[[str], str | None]:
    """What one locale says for a text, without falling back; English is its own words."""
    catalog = _load(folder, locale)

    def words(msgid: str) -> str | None:
        return catalog.gettext(msgid) or (msgid if locale == LAST else None)

    return words


class _Nothing(gettext.NullTranslations):
    """What no catalog has: nothing, where gettext would say the English."""

    def gettext(self, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""


NOTHING = _Nothing()


def _load(folder: Path, locale: str) -> gettext.NullTranslations:
    compiled = folder / locale / "LC_MESSAGES" / f"{DOMAIN}.mo"
    source = compiled.with_suffix(".po")
    if not compiled.is_file():
        raise MissingCatalog(f"{locale}: no compiled catalog; run `make catalogs`")
    if source.is_file() and source.stat().st_mtime > compiled.stat().st_mtime:
        raise MissingCatalog(f"{locale}: the catalog is older than its texts; run `make catalogs`")
    with compiled.open("rb") as file:
        catalog = gettext.GNUTranslations(file)
    catalog.add_fallback(NOTHING)
    return catalog
