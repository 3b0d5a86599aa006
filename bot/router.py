"""Choosing who answers. A pure function of what was understood and the conversation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.contact import Contact
from bot.conversation import Conversation
from bot.form import asks_back, beside
from bot.handler import Context, Handler, Turn
from bot.understanding import Understood, Word
from bot.understanding.words import without_phones

# A whole report, sent instead of an answer, is taken as one: nothing is more often in a hurry.
SURELY, SURE = "report", 0.6
DANGER = "emergency"  # where it is a part of a report, whoever takes the report speaks of it
COMMAND = 2  # words of the longest that is heard even where a text is asked for
DIGITS = re.compile(r"[\d\s.,+()/-]+")  # a phone number, a code or a day, however it is written
TIMES = re.compile(r"\d{1,2} ?[h:] ?\d{0,2}|\d{1,2}/\d{1,2}", re.IGNORECASE)
LASTING = ("hour", "day", "week")
UNITS = (*LASTING, "month", "year")
PEOPLE, ILL = frozenset(("sex", "case", "age")), ("risk", "sign", "unlisted")
DEATH = ("mark", "death")
MEASURED = (DEATH, ("filler", "rapid_test"), ("filler", "arm"))
CLEAR = 0.35  # of what is said instead of an answer: `Sévaré` is a village, and nearly "severe"
EXACT = 0.85  # a word as some language spells it
LEAST = 2  # words of what is asked for instead of an answer: `clinique koro`


class Router:
    """STOP and danger signs, then strong words, then who awaits an answer, then the best intent."""

    def __init__(self, handlers: Sequence[Handler], fallback: Handler) -> None:
        self._by_name = {handler.name: handler for handler in (*handlers, fallback)}
        if len(self._by_name) != len(handlers) + 1:
            raise ValueError("two handlers share a name")
        self._by_intent: dict[str, list[Handler]] = {}
        for handler in handlers:
            for intent in handler.intents:
                self._by_intent.setdefault(intent, []).append(handler)
        self._order = {handler.name: place for place, handler in enumerate(handlers)}
        self._fallback = fallback
        self._handlers = tuple(handlers)

    def named(self, name: str) -> Handler | None:
        return self._by_name.get(name)

    def route(
        self,
        understood: Understood,
        conversation: Conversation | None,
        contact: Contact,
        passed: Collection[str] = (),
    ) -> Handler:
        """`passed`: names of those who said that the message is not theirs."""
        waiting = self._by_name.get(conversation.handler) if conversation else None
        if waiting is not None and waiting.name in passed:
            waiting = None
        if waiting is not None and _is_answer(understood, conversation, waiting):
            return waiting
        wanted = [h for h in self._wanted(understood, contact) if h.name not in passed]
        whole = self._is_whole_report(understood, contact, waiting)
        free = waiting is None or (conversation and conversation.step in waiting.yields)
        interrupting = self._claiming(understood, contact, passed) if free else []
        interrupting += [h for h in wanted if h.interrupts and not (whole and h.gives_way)]
        if interrupting:
            return min(interrupting, key=lambda handler: self._order[handler.name])
        if whole and not _awaits(waiting, conversation, understood) and SURELY not in passed:
            return self._by_intent[SURELY][0]
        if conversation is not None and waiting is not None:
            clear = bool(wanted) and understood.intents[0].score >= CLEAR
            if clear and conversation.step in waiting.yields:
                return wanted[0]
            return waiting
        return wanted[0] if wanted else self._fallback

    def _claiming(
        self, understood: Understood, contact: Contact, passed: Collection[str]
    ) -> list[Handler]:
        return [h for h in self._handlers if h.name not in passed and h.claims(understood, contact)]

    def elsewhere(
        self, understood: Understood, contact: Contact, waiting: Handler
    ) -> Handler | None:
        """Who is clearly asked for by what was no answer to `waiting`, if that is another one."""
        clear = understood.intents and understood.intents[0].score >= EXACT
        ras = understood.intent("zero") >= EXACT and not (_numbered(understood) or waiting.keeps)
        reports = understood.intent(SURELY) > 0 and not asks_back(understood)
        told = reports or understood.intent(DANGER) > 0
        if not clear or told or not (len(understood.words) >= LEAST or ras):
            return None
        return next((h for h in self._wanted(understood, contact)[:1] if h is not waiting), None)

    def with_unfinished(
        self, handler: Handler, theirs: Context, turn: Turn, conversation: Conversation | None
    ) -> Turn:
        """The turn of another than who waits: what waits is not lost without a word."""
        waiting = self._by_name.get(conversation.handler) if conversation else None
        if waiting is None or conversation is None or theirs.conversation is not None:
            return turn
        if handler.aside and turn.conversation is None:
            return turn  # the dispatcher keeps what waits
        left = waiting.unfinished(conversation)
        return beside(turn, conversation, left) if left else turn

    def _is_whole_report(
        self, understood: Understood, contact: Contact, waiting: Handler | None
    ) -> bool:
        """`aide rougeole` asks for help; `aide moi rougeole 5 koro` reports, and has to be kept.

        Somebody with a role who is asked why answers in words like those of a report.
        """
        if SURELY not in self._by_intent:
            return False
        whole = _counts(without_phones(understood.words)) or understood.intent(DANGER) > 0
        surely = understood.intent(SURELY) >= SURE and whole
        free = waiting is None or not contact.assignments
        return surely or (free and _tells_of_the_sick(understood, contact))

    def _wanted(self, understood: Understood, contact: Contact) -> list[Handler]:
        """The handlers of the intents, best intent first, that serve this person."""
        return [
            handler
            for intent in understood.intents
            for handler in self._by_intent.get(intent.name, ())
            if not handler.roles or contact.has(*handler.roles)
        ]


def _tells_of_the_sick(understood: Understood, contact: Contact) -> bool:
    """Signs or a death, and of whom, though other words may weigh more.

    Who reports can see; of others only the dead are taken for a report. Where it is none after
    all, it is passed on.
    """
    if "?" in understood.text:
        return False
    told = {(s.kind, s.meaning) for w in understood.words for s in w.senses[:1]}
    kinds = [kind for kind, _meaning in told]
    counted = _counts(understood.words)
    people = counted or not PEOPLE.isdisjoint(kinds)
    if not contact.has("chw", "supervisor"):
        return people and DEATH in told
    signs = sum(kind in ILL for kind in kinds)
    marked = "mark" in kinds and _counts(understood.words, UNITS)  # `ruojole 2 f non vacciné`
    ill = signs > 1 or (signs > 0 and counted) or marked or not told.isdisjoint(MEASURED)
    return people and ill


def _counts(words: Sequence[Word], units: Collection[str] = LASTING) -> bool:
    """Whether a number is there that is not only how long it lasts: `toux depuis une semaine`."""
    numbers = (at for at, w in enumerate(words) if w.number is not None or w.means("number"))
    after = (words[at + 1] if at + 1 < len(words) else None for at in numbers)
    return any(word is None or word.means("unit") not in units for word in after)


def _awaits(
    waiting: Handler | None, conversation: Conversation | None, understood: Understood
) -> bool:
    """Whether what seems to be a report may be the answer that somebody waits for."""
    if waiting is None or conversation is None:
        return False
    digits = waiting.numbers and _is_numbers(understood)
    return digits or conversation.step in waiting.reads


async def answered(
    router: Router, context: Context, conversation: Conversation | None, first: Handler | None
) -> tuple[Handler, Context, Turn]:
    """The turn of whoever is responsible: `first`, else as routed, until one does not pass it on.

    The context is as that handler saw it: with the conversation only if it is its own.
    """
    for handler, theirs in in_line(router, context, conversation, first):
        turn = await handler.run(theirs)
        if turn.missed:
            besides = await _besides(router, context, handler, turn, conversation)
            if besides is not None:
                return besides[0], context, besides[1]
        if not turn.passes:
            return handler, theirs, router.with_unfinished(handler, theirs, turn, conversation)
    raise AssertionError("a line without an end")


async def _besides(
    router: Router, context: Context, waiting: Handler, missed: Turn, open_: Conversation | None
) -> tuple[Handler, Turn] | None:
    """What is asked for instead of an answer is answered, then the question is asked again.

    Not where that would ask something itself: two questions at once get wrong answers.
    """
    other = router.elsewhere(context.understood, context.contact, waiting)
    turn = await other.run(context) if other else None
    if other is None or turn is None or turn.passes:
        return None
    if turn.conversation is not None and turn.conversation.step not in other.offers:
        return None
    said = tuple(replace(reply, choices=()) for reply in turn.replies)
    again = missed.replies if missed.conversation else ()
    return other, replace(turn, replies=(*said, *again), conversation=open_)


def in_line(
    router: Router,
    context: Context,
    conversation: Conversation | None,
    first: Handler | None = None,
) -> Iterator[tuple[Handler, Context]]:
    """Who is asked, each with what they may see; the next one where that one passed it on."""
    passed: set[str] = set()
    while True:
        handler = first or router.route(context.understood, conversation, context.contact, passed)
        mine = conversation if conversation and conversation.handler == handler.name else None
        yield handler, replace(context, conversation=mine) if mine else context
        passed.add(handler.name)
        first = None


def meant_for(router: Router, context: Context) -> Handler:
    """Who answers somebody of whom nothing is kept, as far as the message itself tells."""
    return next(who for who, theirs in in_line(router, context, None) if not who.leaves(theirs))


def _is_answer(understood: Understood, conversation: Conversation | None, waiting: Handler) -> bool:
    """Whatever else it may mean: a text that is asked for, or the word that leaves the question."""
    asked = conversation is not None and conversation.step in waiting.verbatim
    leaves = _only_says(understood, waiting.keeps, waiting.few)
    return leaves or (asked and len(understood.words) > COMMAND)


def _numbered(understood: Understood) -> bool:
    return any(word.number is not None for word in understood.words)


def _is_numbers(understood: Understood) -> bool:
    """Digits only; or hours and days, where no illness is named."""
    if DIGITS.fullmatch(understood.text):
        return True
    return bool(TIMES.search(understood.text)) and "risk" not in understood.slots


def _only_says(understood: Understood, intents: Collection[str], most: int) -> bool:
    """`ANNULER`, but not `ANNULER 123`."""
    words = [word for word in understood.words if word.folded[:1].isalnum()]
    few = len(words) <= most and not _numbered(understood)
    return few and any(understood.intent(name) >= EXACT for name in intents)
