"""Whether a message may be about what was sent before, and is no command of its own."""

from __future__ import annotations

from bot.contact import Contact
from bot.handler import Context
from bot.understanding import Understood
from handlers.alerts.wording import spoken
from handlers.report.amending import cues
from handlers.report.amending.heard import Heard
from handlers.report.amending.kinds import REPORT
from handlers.report.ordered import endless_number


def claims(understood: Understood, contact: Contact) -> bool:
    """What supervisors say of alerts and of others' reports is none of theirs."""
    if contact.has("supervisor") and spoken(understood) is not None:
        return False
    return contact.has("chw", "supervisor") and cues.hints(understood)


def has_its_own_command(context: Context, heard: Heard) -> bool:
    """`je veux annuler le rapport 1`, `annulez mon message. Palu 12 Koro`"""
    if endless_number(context.understood, "correct"):
        return True
    numbered = bool(heard.told) and all(each.kind == REPORT for each in heard.told)
    return (numbered or heard.whole) and context.understood.intent(cues.CANCEL) > 0
