"""What can be asked about each topic: at most seven choices, and each does something."""

from __future__ import annotations

from collections.abc import Mapping

from bot.message import Choice
from bot.text import Text, _
from handlers.advice import topics

MOST_CHOICES = 7
FIRST = 3  # of the shorter topics: beside malaria, measles and vaccination
FOR_WORKERS = ("collect",)
REPORT = Choice("report", _("report sick people"))
CALENDAR = Choice("age", _("what my child needs"))
SHORTER = tuple(Choice(topic.id, topic.name) for topic in topics.load().values())
AFTER = (Choice("home", _("what to do at home")), Choice("protect", _("whom to protect")))
MENUS: Mapping[str, tuple[Text, tuple[Choice, ...]]] = {
    "menu": (
        _("Advice on:"),
        (
            Choice("malaria", _("fever, malaria")),
            Choice("measles", _("measles")),
            Choice("vaccination", _("vaccination")),
            *SHORTER[:FIRST],
            Choice("other", _("other")),
        ),
    ),
    "other": (_("Advice on:"), SHORTER[FIRST:]),
    "vaccination": (
        _("Vaccination:"),
        (
            CALENDAR,
            Choice("missed_dose", _("late")),
            Choice("minor_illness", _("child is ill")),
            Choice("side_effects", _("after the vaccine")),
            Choice("safe", _("is it safe")),
            Choice("pregnancy", _("pregnant")),
            Choice("where", _("where")),
        ),
    ),
    # After the ages of one vaccine; where the illness was named, somebody may have it.
    "vaccination_one": (_("Vaccination:"), (CALENDAR,)),
    "vaccination_illness": (_("Vaccination:"), (CALENDAR, REPORT)),
    "malaria": (
        _("Malaria:"),
        (
            Choice("fever", _("somebody has a fever")),
            Choice("prevent", _("prevent it")),
            Choice("treatment", _("treatment")),
            Choice("vaccine", _("the vaccine")),
            Choice("where", _("where is a test")),
            REPORT,
        ),
    ),
    "measles_after": (_("Measles:"), (*AFTER, Choice("report", _("report it")))),
    "measles_reported": (_("Measles:"), AFTER),
    "measles": (
        _("Measles:"),
        (
            Choice("ill", _("is it measles")),
            Choice("home", _("what to do at home")),
            Choice("protect", _("whom to protect")),
            Choice("vaccine", _("the vaccine")),
            Choice("where", _("where")),
            REPORT,
            Choice("collect", _("what to ask")),
        ),
    ),
}
