"""What people hold against a vaccination, or want to know of it: each has its answer. Pure.

The reasons are those of `schedule.toml`, which says what follows from each; we never say "do not
vaccinate".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.advice.schedule import Schedule

KIND = "worry"
FIRST = ("severe_fever", "side_effects", "lost_card")  # where several are told
SAID: Mapping[str, tuple[str, ...]] = {
    "free": ("vaccination.free",),
    "side_effects": ("vaccination.side_effects", "vaccination.fever_after"),
    "safe": ("vaccination.safe",),
    "rumour": ("vaccination.rumour",),
    "minor_illness": ("vaccination.sick_child",),
    "missed_dose": ("vaccination.missed",),
    "lost_card": ("vaccination.lost_card",),
    "pregnancy": ("vaccination.pregnant",),
}
BY_ANSWER: Mapping[str, tuple[str, ...]] = {
    "go": ("vaccination.no_reason",),
    "tell": ("vaccination.tell_first",),
    "sick_first": ("vaccination.sick_child",),
}


def codes(known: Schedule) -> tuple[str, ...]:
    """All worries that can be told; the words are in the lexicons, table [worry]."""
    return tuple(dict.fromkeys((*SAID, *known.reasons)))


def answer(worry: str, known: Schedule) -> Sequence[str]:
    """Ids of texts, for each worry of `codes`."""
    return SAID.get(worry) or BY_ANSWER[known.reasons[worry]]
