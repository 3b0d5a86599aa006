"""A message to many while it is being written: what is known of it so far, and its preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.form import ask
from bot.handler import Context, Turn, say
from bot.message import Choice, Reply
from bot.postage import Postage
from bot.replies import dump_reply
from bot.store.base import moment
from bot.text import Text, _, verbatim
from handlers.broadcast.audience import (
    Audience,
    Reach,
    area_of,
    audience_data,
    audience_of,
    reach_of,
)
from handlers.broadcast.estimate import Estimate, estimated
from handlers.broadcast.records import counted
from handlers.broadcast.saying import preview, reasons_left_out, row
from handlers.broadcast.wording import replies_of
from handlers.language import NAMES

NAME = "broadcast"
CHOICES = (Choice("send", _("send")), Choice("change", _("change")), Choice("no", _("no")))
WHOM = _("For whom? Send an area or a place. Example: DOUENTZA, or KORO 20 KM, or EVERYBODY")
TEXT = _("What shall it say? Send the text.")
NOBODY = _("Nobody would get this. Nothing was sent.")


@dataclass(frozen=True, slots=True)
class Draft:
    """`texts` are words by locale, `composed` a stored reply that the catalogs have in all.

    `expires_at`: until when it is worth reading; None: as long as is usual. `visit`: the number of
    a visit and the ISO day, by its rule, of which it tells.
    """

    audience: Audience
    texts: Mapping[str, str] = field(default_factory=dict)
    composed: str | None = None
    urgent: bool = False
    expires_at: int | None = None
    visit: tuple[int, str] | None = None

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
        )

    def said(self, locale: str, words: str) -> Draft:
        return replace(self, texts={**self.texts, locale: words})

    def until(self, now: datetime, postage: Postage) -> datetime:
        return moment(self.expires_at) or now + postage.lasts


def postage_of(context: Context) -> Postage:
    assert context.knowledge.postage is not None
    return context.knowledge.postage


def own_locale(context: Context) -> str:
    return postage_of(context).read_in(context.contact.locale)


def replies(context: Context, draft: Draft) -> dict[str, Reply]:
    known, default = context.knowledge.locales, postage_of(context).catalogs.default
    return replies_of(draft.texts, draft.composed, known, default)


def reach(context: Context, draft: Draft) -> Reach:
    knowledge = context.knowledge
    return reach_of(
        draft.audience,
        knowledge.places,
        knowledge.areas,
        known=knowledge.locales,
        default=postage_of(context).catalogs.default,
        readable=replies(context, draft),
    )


def area_id(context: Context, draft: Draft) -> str | None:
    """The area by which others see it: the first that it is for."""
    return area_of(draft.audience, context.knowledge.places)[0]


async def estimate(context: Context, draft: Draft) -> Estimate:
    postage = postage_of(context)
    groups = await counted(context.session, reach(context, draft), postage.head)
    said = replies(context, draft)
    return estimated(groups, said, postage, context.now, urgent=draft.urgent)


async def previewed(context: Context, draft: Draft, *first: Text, quietly: bool = False) -> Turn:
    """The words, then all figures, then the question; nothing leaves. `first` is said before.

    `quietly`: where nobody would get it, nothing is said of it.
    """
    found = await estimate(context, draft)
    before = tuple(map(Reply, first))
    if not found.people:
        turn = Turn() if quietly else _nobody(context, draft, found)
        return replace(turn, replies=(*before, *turn.replies))
    knowledge = context.knowledge
    text = preview(found, draft.audience, knowledge.areas, knowledge.zone)
    question = Reply(_("{preview} Send?", preview=text), CHOICES)
    kept = {**draft.answers, "question": dump_reply(question), "people": found.people}
    turn = ask(context, NAME, "confirm", question, kept)
    said = replies(context, draft)
    words = said.get(own_locale(context)) or next(iter(said.values()))
    return replace(turn, replies=(*before, words, *turn.replies))


def _nobody(context: Context, draft: Draft, found: Estimate) -> Turn:
    """If they only read another language, there may be a text in that."""
    text = row(NOBODY, reasons_left_out(found))
    if not found.left_out.get("text"):
        return say(text)
    question = languages(context, draft)
    return ask(
        context, NAME, "language", replace(question, text=row(text, question.text)), draft.answers
    )


def languages(context: Context, draft: Draft) -> Reply:
    """Those in which there is no text of their own yet."""
    names = [locale for locale in context.knowledge.locales if locale not in draft.texts]
    choices = tuple(Choice(each, verbatim(NAMES.get(each, each))) for each in names)
    return Reply(_("In which language do you write another text?"), choices)
