"""What can be asked for by a command, where a channel shows commands; in the order of a menu."""

from __future__ import annotations

from dataclasses import dataclass

from bot.text import Text, _

WITH_A_ROLE = ("chw", "supervisor", "coordinator", "admin")


@dataclass(frozen=True, slots=True)
class Entry:
    """A meaning of the lexicons (table and entry), what it does, and for whom: empty for all."""

    kind: str
    meaning: str
    does: Text
    roles: tuple[str, ...] = ()


CHECKERS = ("supervisor", "coordinator", "admin")
MENU = (
    Entry("intent", "report", _("Report sick people")),
    Entry("zero", "zero", _("Nothing to report this week"), WITH_A_ROLE),
    Entry("intent", "cancel", _("Cancel a report"), WITH_A_ROLE),
    Entry("intent", "my_figures", _("Your own figures"), ("chw",)),
    Entry("intent", "to_check", _("What waits to be checked"), CHECKERS),
    Entry("intent", "week_summary", _("The week of your area"), CHECKERS),
    Entry("intent", "nearest_clinic", _("The nearest clinic and the next visit")),
    Entry("intent", "follow", _("Follow a place: reminders of its visits")),
    Entry("intent", "advice_menu", _("Advice: fever, measles, vaccines and more")),
    Entry("intent", "human", _("Talk to a person")),
    Entry("intent", "broadcast", _("Write to many people"), ("coordinator", "admin")),
    Entry("link", "link", _("Link your phone number")),
    Entry("intent", "language", _("Another language")),
    Entry("intent", "help", _("What you can do here")),
    Entry("stop", "stop", _("No more messages")),
)
