"""What is wanted of the handler whose a message is, and the slots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from bot.address import Address
from bot.contact import Assignment, Contact
from bot.handler import Context, Handler, Knowledge
from bot.message import Inbound
from bot.store.base import Session
from bot.understanding import Sense, Understood, Word
from bot.understanding.small import small
from handlers import FALLBACK
from handlers.advice import told
from handlers.advice.ages import Born
from handlers.advice.child import read_age
from handlers.advice.lasting import only_days, told_of_somebody
from handlers.advice.told import AGAINST
from handlers.advice.wanted import MALARIA, MEASLES, MEDICINE, VACCINATION, about, wanted
from handlers.clinics.nearby import asked_here
from handlers.emergency import danger_signs
from handlers.report.finding import Finding, Reading
from handlers.report.ours import read_here

NOBODY = Address("console", "")
TOPICS = (MALARIA, MEASLES, VACCINATION)
ADVICE = "advice_"
MALARIA_ADVICE, VACCINATION_ADVICE = f"{ADVICE}{MALARIA}", f"{ADVICE}{VACCINATION}"
OTHER = "other"
ANTIMALARIALS = small("antimalarials")
# Handlers that do one thing, and what it is called.
ONE = {
    "stop": "stop",
    "start": "start",
    "help": "help",
    "language": "language",
    "talk begins": "human",
}
# What such a handler is asked for, by the intents that lead to it.
BY_INTENT = {
    "clinics": ("schedule", "nearest_clinic"),
    "following": ("unfollow", "follow"),
}
READ = ("report", "zero")
SLOTS = ("place", "service", "age_months", "risk")
SURE = 0.75  # of a word: heard alike, or one mistake, in some language
CODE = 2  # letters of a disease's code, which is a common word outside a report
CLINIC, NUTRITION = "nearest_clinic", "nutrition"


def context_of(
    knowledge: Knowledge, text: str, locale: str | None, now: datetime, role: str = "resident"
) -> Context:
    """As a handler sees the message of somebody new, but without a database."""
    given = () if role == "resident" else (Assignment(role, None),)
    understood = knowledge.lexicons.understand(text, locale)
    return Context(
        inbound=Inbound("console", "", NOBODY, "", text, now),
        contact=Contact("somebody", locale or understood.locale_guess, assignments=given),
        conversation=None,
        understood=understood,
        now=now,
        session=cast("Session", None),  # what is meant is decided without the database
        knowledge=knowledge,
    )


class Look:
    """What the handlers see in one message, each looked for once and only where it is needed."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._understood = context.understood

    @cached_property
    def reading(self) -> Reading:
        return read_here(self.context)

    @cached_property
    def topic(self) -> str | None:
        return wanted(self._understood, told.read(self.context))

    @cached_property
    def danger(self) -> bool:
        return bool(danger_signs(self.context))

    def intent(self, handler: Handler) -> str:
        name = handler.name
        if name == "report" and self.danger and not self._tells_more_than_danger:
            return _in_danger(self._understood)  # the first that is said: to go
        if name == "report":
            return "zero" if self.reading.zero and not self.reading.reports else "report"
        if name == "advice":
            topic = MALARIA if self._is_of_its_medicine else self.topic
            return f"advice_{topic}" if topic in TOPICS else OTHER
        if name == "emergency" or (handler is FALLBACK and self.danger):
            return _in_danger(self._understood)
        named = (each for each in BY_INTENT.get(name, ()) if self._understood.intent(each) > 0)
        return ONE.get(name) or next(named, OTHER)

    def slots(self, intent: str) -> dict[str, Any]:
        place, age = None, None
        if intent in READ and (found := next(iter(self._reports), None)):
            place, age = found.place.name if found.place else None, found.age_months
        elif intent == "zero":
            place = self._place(sure=True)  # from where it comes
        elif intent != OTHER:
            place, age = self._place(sure=intent.startswith(ADVICE)), self._age()
        risk = self._risk_reported() if intent == "report" else self._risk_named(intent)
        if intent == VACCINATION_ADVICE and risk not in AGAINST:
            risk = None  # `vaccins enfant malnutri`: what the child has
        service = self._understood.slots.get("service")
        return dict(zip(SLOTS, (place, service, age, risk), strict=True))

    @property
    def _is_of_its_medicine(self) -> bool:
        """`coartem combien de jours`: answered as any medicine, and asked of malaria."""
        return self.topic == MEDICINE and any(w.folded in ANTIMALARIALS for w in self._words)

    @property
    def _tells_more_than_danger(self) -> bool:
        """A number of people, or where: a report, whatever is said first."""
        counted = any(w.number is not None or w.means("number") for w in self._words)
        return counted or any(found.place for found in self.reading.reports)

    def _place(self, *, sure: bool) -> str | None:
        """Places of one name are told apart by where the person is; `sure`: none is guessed."""
        places = self.context.knowledge.places
        if sure and not any(places.exact(word.text) for word in self._words):
            return None
        names = {place.name for place in asked_here(self.context).places}
        return names.pop() if len(names) == 1 else None

    def _age(self) -> int | None:
        if not any(word.number is not None or word.means("unit") for word in self._words):
            return None
        if only_days(self._words) and not told_of_somebody(self._words):
            return None  # how long it lasts
        born = read_age(self.context)
        return born.months(self.context.today) if isinstance(born, Born) else None

    def _risk_reported(self) -> str | None:
        named = {each.risk for each in self._reports}
        sure = self.reading.question is None or not self.reading.reports
        return named.pop() if len(named) == 1 and sure else None

    @cached_property
    def _reports(self) -> Sequence[Finding]:
        """Those that were read; where only the number is asked for, as it were one."""
        asked = self.reading.question
        if self.reading.reports or asked is None or asked.counted is None:
            return self.reading.reports
        return asked.counted(1).reports

    def _risk_named(self, intent: str) -> str | None:
        """Only one that is spelled right, or nearly and is no place; and no mere code."""
        words = [w for w in self._words if len(w.folded) > CODE and not w.means("symptom")]
        if intent == CLINIC:  # `ou amener un enfant malnutri`: whom it is for
            words = [w for w in words if w.means("service") != NUTRITION]
        named = {s.meaning for w in words for s in w.senses[:1] if s.kind == "risk" and s.exact}
        named |= {s.meaning for w in words for s in w.senses[:1] if self._is_like(w, s)}
        if intent == MALARIA_ADVICE and self._understood.slots.get("service") == MALARIA:
            named.add(MALARIA)  # `comment soigner le palu`
        return named.pop() if len(named) == 1 else None

    def _is_like(self, word: Word, sense: Sense) -> bool:
        likely = sense.kind == "risk" and sense.score >= SURE
        return likely and not self.context.knowledge.places.exact(word.text)

    @property
    def _words(self) -> Sequence[Word]:
        return self._understood.words


def _in_danger(understood: Understood) -> str:
    """The bot says what to do first, and where the nearest help is; unless an illness is named."""
    topics = (about(each.name) for each in understood.intents)
    return next((f"advice_{t}" for t in topics if t in TOPICS), "nearest_clinic")
