"""The commands that a channel shows: every one is understood, and answered by who serves it."""

from __future__ import annotations

import pytest

from bot.channels.telegram.menus import COMMAND
from bot.channels.telegram.updates import as_words
from bot.cli.menu import menu_of
from bot.contact import Assignment, Contact
from bot.router import Router
from handlers import FALLBACK, HANDLERS
from handlers.menu import MENU, WITH_A_ROLE
from tests.conftest import SPOKEN, knowledge

ROUTER = Router(HANDLERS, FALLBACK)
ASKED_NOTHING = ("may_answer",)  # who waits for answers passes on what is none


@pytest.mark.parametrize("locale", [None, *SPOKEN])
@pytest.mark.parametrize("role", [None, *WITH_A_ROLE])
def test_each_command_is_answered_by_who_serves_it(catalogs, locale, role):
    menu = menu_of(knowledge(), catalogs)(locale, (role,) if role else ())
    contact = Contact("c", locale, assignments=(Assignment(role),) if role else ())
    entries = [each for each in MENU if not each.roles or role in each.roles]
    assert len(menu) == len(entries)
    for (word, does), entry in zip(menu, entries, strict=True):
        assert COMMAND.fullmatch(word)
        assert 1 <= len(does) <= 256
        understood = knowledge().lexicons.understand(as_words(f"/{word}"), locale)
        served = ROUTER.route(understood, None, contact, ASKED_NOTHING)
        assert entry.meaning in served.intents, word


def test_those_with_a_role_are_shown_more(catalogs):
    menu = menu_of(knowledge(), catalogs)
    everybody, worker = (dict(menu("fr", roles)) for roles in ((), ("chw",)))
    assert worker.keys() - everybody.keys() == {"zero", "annuler", "mes_chiffres"}


def test_what_a_command_does_is_said_in_the_language_of_the_reader(catalogs):
    menu = menu_of(knowledge(), catalogs)
    assert dict(menu("fr", ()))["aide"] == "Ce que vous pouvez faire ici"
    assert dict(menu("en", ()))["help"] == "What you can do here"
