"""The commands of a language and of roles, as a channel may show them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.base import Menu
from bot.folding import fold
from bot.handler import Knowledge
from bot.i18n import Catalogs
from handlers.menu import MENU, Entry


def menu_of(knowledge: Knowledge, catalogs: Catalogs) -> Menu:
    """Each by the best word that its language, else the default one, has for it."""

    def menu(locale: str | None, roles: tuple[str, ...]) -> Sequence[tuple[str, str]]:
        entries = [each for each in MENU if not each.roles or set(each.roles) & set(roles)]
        return [
            (word, catalogs.translate(entry.does, locale))
            for entry in entries
            if (word := _word(entry, locale))
        ]

    def _word(entry: Entry, locale: str | None) -> str:
        for each in (locale, catalogs.default, *knowledge.locales):
            for word in knowledge.lexicons.words(entry.kind, entry.meaning, each or ""):
                return fold(word).replace(" ", "_")
        return ""

    return menu
