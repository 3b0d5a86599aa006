"""What the first people who write would wait for: danger signs, names; made ready meanwhile."""

from __future__ import annotations

from datetime import datetime

from bot.cli.meaning import Look, context_of
from bot.handler import Knowledge
from bot.router import Router, meant_for
from handlers import FALLBACK, HANDLERS

# A report, a sick child, a way, a vaccine, wishes: each wakes other words. Nobody sent them.
TRIED = (
    "rougole 3f dountsa", "mon enfant a de la fievre", "ou est la clinique de bandiagra",
    "vaccin 9 mois", "plus de sms svp", "prevenez moi quand la clinique passe a koro",
    "je veux parler a un agent", "mettez en bambara", "a quoi sert ce numero",
)  # fmt: skip


def warm(knowledge: Knowledge, now: datetime) -> None:
    """Understand a few messages in each language, as the bot would, without the database."""
    router = Router(HANDLERS, FALLBACK)
    for locale in (*knowledge.locales, None):
        for text in TRIED:
            context = context_of(knowledge, text, locale, now)
            Look(context).slots(Look(context).intent(meant_for(router, context)))
