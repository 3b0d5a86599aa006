"""Texts in the reader's language: gettext catalogs, numbers and days by Babel."""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import structlog
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from bot.errors import MissingCatalog
from bot.message import Rendered, Reply, Wanted
from bot.review import AWAITS, Review, Reviews
from bot.text import Text, Value, _

log = structlog.get_logger(__name__)

DOMAIN = "messages"
# Where CLDR has no days. Tamasheq's are those of FLORES-200; its months are not attested there, so
# they are numbers. Its numbers are written as in French, and one is singular.
WEEKDAYS = {
    "taq": ("litnin", "altanata", "allarba", "alxamis", "ăljumăɣăt", "asabet", "ălxad"),
}
FROM_THE_RIGHT = "\u200f"
DAY = "EEE d MMM"  # mar. 24 nov.
TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")  # a sentence that ends with such a day
SHARING: Mapping[Wanted, Text] = {
    "contact": _("Share my number"),
    "location": _("Share where I am"),
}


EVERYTHING = Review()


class Catalogs:
    """The compiled catalogs of a folder, each falling back along its chain, at last to English.

    A text that `review` holds is said only in a language in which it is approved.
    Raises `MissingCatalog` for a locale whose `.mo` is missing or older than its `.po`.
    """

    def __init__(
        self,
        folder: Path,
        locales: Iterable[str],
        default: str,
        chains: Mapping[str, tuple[str, ...]] | None = None,
        review: Reviews = EVERYTHING,
    ) -> None:
        self.default = default
        self._reviews = review
        wanted = tuple(dict.fromkeys((*locales, default)))
        chained = (each for chain in (chains or {}).values() for each in chain)
        own = {locale: _load(folder, locale) for locale in dict.fromkeys((*wanted, *chained))}
        self._catalogs = {
            locale: _chained(
                folder, locale, (chains or {}).get(locale, _chain(locale, default)), own
            )
            for locale in wanted
        }

    def spoken(self, locale: str | None) -> str:
        """What somebody reads who chose this locale, or none."""
        return locale if locale is not None and locale in self._catalogs else self.default

    @property
    def _review(self) -> Review:
        return self._reviews.now

    def render(self, reply: Reply, locale: str | None) -> Rendered:
        known = self.spoken(locale)
        choices, buttons = (
            tuple((each.key, self.translate(each.label, known)) for each in offered)
            for offered in (reply.choices, reply.buttons)
        )
        wants = None
        if reply.wants is not None:
            wants = reply.wants, self.translate(SHARING[reply.wants], known)
        text = reply.text
        if self._review.drafts and self._holds_draft(text, known):
            text = _("(draft) {words}", words=text)
        said = directed(self.translate(text, known), known)
        return Rendered(said, choices, known, wants, buttons)

    def translate(self, text: Text, locale: str | None) -> str:
        """In `locale`, or in the default one. A broken translation is logged, never lost."""
        known = self.spoken(locale)
        if text.msgid in self._review.texts:
            text, known = self._approved(text, known)
        catalog = self._catalogs[known]
        if text.plural is None:
            theirs = self._review.words.get(known, {}).get(text.msgid)
            pattern, original = theirs or catalog.gettext(text.msgid), text.msgid
        else:
            count = text.values["count"]
            number = count if isinstance(count, int) else 0
            pattern = catalog.ngettext(text.msgid, text.plural, number)
            original = text.msgid if number == 1 else text.plural
        if not text.values:
            return pattern
        values = {name: self._show(value, known) for name, value in text.values.items()}
        try:
            return TWO_STOPS.sub(".", pattern.format_map(values))
        except (KeyError, ValueError, IndexError):
            log.exception("broken translation", locale=known, msgid=text.msgid)
            return original.format_map(values)

    def _approved(self, text: Text, known: str) -> tuple[Text, str]:
        """The text and the locale in which it may be said; else that it awaits its approval."""
        if self._review.drafts:
            return text, known
        found = self._review.locale_of(text.msgid, known)
        if found is None:
            log.error("text not approved", locale=known, msgid=text.msgid)
            return AWAITS, known
        return text, found if found in self._catalogs else known

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
                return self.translate(value, locale)
            case tuple():
                return ", ".join(self.translate(each, locale) for each in value)
            case date():
                return _day(value, locale)
        return _number(value, cldr(locale))


@lru_cache
def cldr(locale: str) -> str:
    """The nearest locale whose numbers and days CLDR knows: `ar` for `ar_ML`, `fr` for `taq`."""
    for name in (locale, locale.split("_")[0].split("-")[0]):
        try:
            return str(Locale.parse(name.replace("-", "_")))
        except (UnknownLocaleError, ValueError):
            continue
    return "fr"


def directed(text: str, locale: str) -> str:
    """Telegram, telephones and browsers write a text in the direction of its first letter.

    So an Arabic text that begins with the name of a village is told that it goes from the right.
    """
    if Locale.parse(cldr(locale)).text_direction != "rtl":
        return text
    strong = (unicodedata.bidirectional(letter) for letter in text)
    first = next((each for each in strong if each in ("L", "R", "AL")), "L")
    return FROM_THE_RIGHT + text if text and first == "L" else text


@lru_cache(maxsize=4096)
def _day(day: date, locale: str) -> str:
    if own := WEEKDAYS.get(locale.split("_")[0]):
        return f"{own[day.weekday()]} {day.day}/{day.month:02}"
    said = format_date(day, DAY, locale=cldr(locale))
    # French counts the first of a month; CLDR's short forms do not.
    return said.replace(" 1 ", " 1er ") if locale.startswith("fr") else said


@lru_cache(maxsize=4096)
def _number(number: float, locale: str) -> str:
    return str(format_decimal(number, locale=locale))


def _chain(locale: str, default: str) -> tuple[str, ...]:
    """English needs none: it is what the texts are written in."""
    return () if locale == "en" else (default,)


def translations(folder: Path, locale: str) -> Callable[[str], str | None]:
    """What one locale says for a text, without falling back; English is its own words."""
    catalog = _load(folder, locale)

    def words(msgid: str) -> str | None:
        found = catalog.gettext(msgid)
        return found if found != msgid or locale == "en" else None

    return words


def _load(folder: Path, locale: str) -> gettext.GNUTranslations:
    compiled = folder / locale / "LC_MESSAGES" / f"{DOMAIN}.mo"
    source = compiled.with_suffix(".po")
    if not compiled.is_file():
        raise MissingCatalog(f"{locale}: no compiled catalog; run `make catalogs`")
    if source.is_file() and source.stat().st_mtime > compiled.stat().st_mtime:
        raise MissingCatalog(f"{locale}: the catalog is older than its texts; run `make catalogs`")
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def _chained(
    folder: Path,
    locale: str,
    chain: tuple[str, ...],
    own: Mapping[str, gettext.GNUTranslations],
) -> gettext.GNUTranslations:
    catalog = _load(folder, locale)
    for following in chain:
        if following != locale and following in own:
            catalog.add_fallback(_load(folder, following))
    return catalog
