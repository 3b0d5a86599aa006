"""What is said of a number: what it is, what was done with it, and how to undo that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from bot.message import Reply
from bot.store.base import Row
from bot.text import Text, _, verbatim
from handlers.alerts.texts import STATUS
from handlers.report.buttons import checking

LONGEST = 100  # characters of a person's own words that are passed on
CUT = "..."

CHECKED = {
    "confirmed": _("checked and confirmed"),
    "refused": _("checked and not kept"),
    "questioned": _("waiting for an answer"),
    "pending": _("not checked yet"),
}


def asked_for(step: str, number: int) -> Text:
    """The words that an order needs. With the number: several may be decided one after another."""
    said = str(number)
    if step in ("refuse", "reopen"):
        return _("No {number}: why? Answer in a few words.", number=said)
    if step == "answer":
        return _("No {number}: write your answer.", number=said)
    return _("No {number}: what do you want to know? Write your question.", number=said)


def others_decided(number: int) -> Text:
    return _(
        "No {number}: somebody else has decided this already. Nothing was changed.",
        number=str(number),
    )


def own(number: int) -> Text:
    return _(
        "No {number} is your own report: nobody is asked. To change it: CORRECT {number} and the "
        "whole report.",
        number=str(number),
    )


def unknown(number: int) -> Text:
    """The same whether it does not exist or is not theirs."""
    return _("No {number} is not known in your area.", number=str(number))


def moved(number: int) -> Text:
    """To who decided about it once: its cases are elsewhere now."""
    return _("No {number} is in another area now, which decides.", number=str(number))


def with_undecided(said: Reply, number: int) -> Reply:
    """What is said of a report, and that its alert is still to be decided."""
    text = _(
        "{line} (Alert {number} is still to be decided: OK {number}, or NO {number} and why.)",
        line=said.text,
        number=str(number),
    )
    return replace(said, text=text, buttons=(*said.buttons, *checking(number)[:2]))


def with_dismissed(said: Reply, number: int) -> Reply:
    """Of a report that is true, whose alert was found to be none: both may be so."""
    text = _(
        "{line} (Alert {number} was found to be none. If it is true: OK {number})",
        line=said.text,
        number=str(number),
    )
    return replace(said, text=text, buttons=(*said.buttons, checking(number)[0]))


LEFT = {"open": with_undecided, "dismissed": with_dismissed}  # by the status of the alert


def quoted(words: str) -> Text:
    """As much as an SMS has room for, to the end of a word; the record has the whole."""
    said = " ".join(words.split())
    if len(said) > LONGEST:
        cut = said[: LONGEST - len(CUT) + 1]
        said = (cut.rpartition(" ")[0] or cut[:-1]).rstrip(" ,;:.-") + CUT
    return verbatim(said)


def already(row: Row) -> Text:
    number = str(row["number"])
    if row["kind"] == "report":
        return _("No {number} is {status} already.", number=number, status=CHECKED[row["status"]])
    status = STATUS[row["status"]]
    return _("Alert {number} is {status} already.", number=number, status=status)


def not_any_more(row: Row) -> Text | None:
    """Why nothing can be decided about it now; None where it can."""
    number = str(row["number"])
    if row["kind"] == "report" and row["kept"] == "withdrawn":
        return _("No {number} was cancelled by its sender.", number=number)
    if row["kind"] == "report" and row["kept"] == "superseded":
        newer = str(row["into_number"])
        return _("No {number} was replaced by {newer}.", number=number, newer=newer)
    if row["status"] == "joined":
        whole = str(row["into_number"])
        return _("Alert {number} is a part of {newer} now.", number=number, newer=whole)
    if row["status"] in ("dismissed", "closed") and row["emptied"]:
        return _("Alert {number} is {status}.", number=number, status=STATUS["withdrawn"])
    if row["kind"] == "alert" and row["status"] == "closed":
        return _(
            "Alert {number} is closed. To open it again: REOPEN {number} and why.", number=number
        )
    if row["status"] == "withdrawn":
        return _("Alert {number} is {status}.", number=number, status=STATUS[row["status"]])
    return None


Done: TypeAlias = Mapping[tuple[str, str], Callable[[str], Text]]
DONE: Done = {
    ("report", "confirm"): lambda n: _(
        "No {number} is confirmed. Its reporter is told. Mistake? NO {number} and why.", number=n
    ),
    ("report", "refuse"): lambda n: _(
        "No {number} is not kept. Its reporter is told. Mistake? OK {number}", number=n
    ),
    ("report", "question"): lambda n: _("Your question about no {number} is sent.", number=n),
    ("alert", "confirm"): lambda n: _(
        "Alert {number} is passed on. When it is over: CLOSE {number}. "
        "Mistake? NO {number} and why.",
        number=n,
    ),
    ("alert", "refuse"): lambda n: _(
        "Alert {number} is dismissed. True after all: OK {number}. Mistake? REOPEN {number} "
        "and why.",
        number=n,
    ),
}
# Of what is decided back and forth: the reporter heard this within the last hour.
DONE_AGAIN: Done = {
    ("report", "confirm"): lambda n: _(
        "No {number} is confirmed. Its reporter hears in an hour how it stands. "
        "Mistake? NO {number} and why.",
        number=n,
    ),
    ("report", "refuse"): lambda n: _(
        "No {number} is not kept. Its reporter hears in an hour how it stands. "
        "Mistake? OK {number}",
        number=n,
    ),
}
