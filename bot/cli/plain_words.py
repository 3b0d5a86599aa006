"""What intents, handlers and events are called for somebody who does not read code."""

from __future__ import annotations

from bot.text import Text, _

PLAIN: dict[str, Text] = {
    # what a message wants, and who answers it
    "report": _("report of sick people"),
    "zero": _("nothing to report"),
    "cancel": _("withdraw a report"),
    "correct": _("correct a report"),
    "place": _("place of a report"),
    "emergency": _("danger sign"),
    "help": _("help"),
    "language": _("choice of language"),
    "join": _("join with a code"),
    "link": _("link a phone number"),
    "shared": _("phone number shared"),
    "stop": _("no more messages"),
    "start": _("messages again"),
    "greeting": _("greeting"),
    "thanks": _("thanks"),
    "nearest_clinic": _("nearest clinic"),
    "schedule": _("next visit"),
    "clinics": _("clinics and visits"),
    "location": _("shared location"),
    "more": _("more of the last answer"),
    "keeping": _("the schedule"),
    "keep_add": _("add a visit"),
    "keep_cancel": _("cancel a visit"),
    "keep_move": _("move a visit"),
    "keep_resume": _("a visit takes place after all"),
    "keep_suspend": _("suspend a clinic"),
    "keep_open": _("open a clinic"),
    "keep_close": _("close a clinic"),
    "keep_undo": _("take a change back"),
    "advice": _("advice"),
    "advice_malaria": _("advice on malaria"),
    "advice_measles": _("advice on measles"),
    "advice_vaccination": _("advice on vaccination"),
    "follow": _("follow a place"),
    "unfollow": _("no longer follow a place"),
    "following": _("places that are followed"),
    "reminders": _("reminders of visits"),
    "remind_on": _("reminders of visits, please"),
    "remind_off": _("no reminders of visits"),
    "my_follows": _("what I follow"),
    "human": _("talk to a person"),
    "fallback": _("nothing known"),
    "old button": _("button of an earlier question"),
    # what happened
    "ReportFiled": _("report filed"),
    "ReportWithdrawn": _("report withdrawn"),
    "ReportPlaced": _("place added to the report"),
    "ZeroReported": _("filed: nothing to report"),
    "CodeSent": _("invitation code checked"),
    "CodeWanted": _("code sent to a phone"),
    "CodeMissed": _("wrong code"),
    "NumberProved": _("phone number proved"),
    "PeopleMerged": _("two contacts made one person"),
    "LocaleChosen": _("language kept"),
    "PlaceTold": _("place remembered"),
    "FollowChanged": _("wish to follow kept"),
    "ClinicChanged": _("clinic changed"),
    "VisitChanged": _("visit changed"),
    "ListeningChanged": _("wish kept"),
}
# What is asked about, by the word that told it.
PLAIN |= {
    f"advice_{name}": _("advice")
    for name in (
        "menu", "fever", "rash", "red_eyes", "severe_malaria", "watery_diarrhoea",
        "bloody_diarrhoea", "stools", "watery", "diarrhoea", "malnutrition", "thin", "cancer",
        "respiratory", "cough", "covid", "vhf", "ticks", "mines",
    )
}  # fmt: skip
