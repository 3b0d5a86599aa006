"""A message to many while it is being written: what is known of it so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.handler import Knowledge
from bot.message import Choice, Reply
from bot.postage import Postage
from bot.store.base import moment
from bot.text import _
from handlers.broadcast.audience import (
    Audience,
    Reach,
    area_of,
    audience_data,
    audience_of,
    reach_of,
)
from handlers.broadcast.wording import replies_of

NAME = "broadcast"
CHOICES = (Choice("send", _("send")), Choice("change", _("change")), Choice("no", _("no")))
NOTHING_SENT = _("Nothing was sent.")
WHOM = _(
    "For whom? Send an area or a place. Examples: DOUENTZA, KORO 20 KM, FOLLOWERS VACCINATION, "
    "EVERYBODY"
)
TEXT = _("What shall it say? Send the text.")
NOBODY = _("Nobody would get this. Nothing was sent.")


@dataclass(frozen=True, slots=True)
class Draft:
    """`texts` are words by locale, `composed` a stored reply that the catalogs have in all.

    `expires_at`: until when it is worth reading; None: as long as is usual. `visit`: the number of
    a visit and the ISO day, by its rule, of which it tells; `alert`: of which it warns.
    """

    audience: Audience
    texts: Mapping[str, str] = field(default_factory=dict)
    composed: str | None = None
    urgent: bool = False
    expires_at: int | None = None
    visit: tuple[int, str] | None = None
    alert: int | None = None

    @property
    def answers(self) -> dict[str, Any]:
        """As the conversation keeps it."""
        return {
            "audience": audience_data(self.audience),
            "texts": dict(self.texts),
            "composed": self.composed,
            "urgent": self.urgent,
            "expires_at": self.expires_at,
            "visit": self.visit,
            "alert": self.alert,
        }

    @classmethod
    def of(cls, answers: Mapping[str, Any]) -> Draft:
        return cls(
            audience_of(answers["audience"]),
            answers["texts"],
            answers["composed"],
            answers["urgent"],
            answers["expires_at"],
            tuple(answers["visit"]) if answers["visit"] else None,
            answers.get("alert"),
        )

    def said(self, locale: str, words: str) -> Draft:
        return replace(self, texts={**self.texts, locale: words})

    def until(self, now: datetime, postage: Postage) -> datetime:
        return moment(self.expires_at) or now + postage.lasts


def postage_of(knowledge: Knowledge) -> Postage:
    assert knowledge.postage is not None
    return knowledge.postage


def replies(knowledge: Knowledge, draft: Draft) -> dict[str, Reply]:
    default = postage_of(knowledge).catalogs.default
    return replies_of(draft.texts, draft.composed, knowledge.locales, default)


def reach(knowledge: Knowledge, draft: Draft) -> Reach:
    return reach_of(
        draft.audience,
        knowledge.places,
        knowledge.areas,
        known=knowledge.locales,
        default=postage_of(knowledge).catalogs.default,
        readable=replies(knowledge, draft),
    )


def area_id(knowledge: Knowledge, draft: Draft) -> str | None:
    """The area by which others see it: the first that it is for."""
    return area_of(draft.audience, knowledge.places)[0]
