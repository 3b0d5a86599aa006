"""Asking people things: a question, its answers, asking again with help, giving up politely."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeAlias

from bot.conversation import Conversation
from bot.folding import fold
from bot.handler import Context, Turn, Unfinished, say
from bot.message import Reply
from bot.replies import awaited
from bot.text import Text, _
from bot.understanding import Sense, Understood

PATIENCE = timedelta(hours=24)
TRIES = 3
LIKE = 0.8  # from which on a misspelt disease is the one that is offered
LONGEST = 6  # words of an answer that repeats a label
ASKS = ("what", "where", "when")
HESITATING = 2  # words of an answer with a question mark
YES_NO = ("yes", "no")  # only in the person's own language, and only alone
TOO_LATE = _("This button is from an earlier question. Please answer the last one.")
GIVE_UP = _("Let us leave it there. Nothing was changed. Send HELP to see what you can do.")

Answers: TypeAlias = Mapping[str, Any]


def ask(
    context: Context,
    handler: str,
    step: str,
    question: Reply,
    answers: Answers | None = None,
    *,
    patience: timedelta = PATIENCE,
    tries: int = 0,
) -> Turn:
    """Say `question` and wait for its answer at `step`; what is known so far is in `answers`."""
    keys = tuple(choice.key for choice in question.choices)
    expires_at = context.now + patience
    if keys:
        question = awaited(question)
    kept = Conversation(handler, step, expires_at, dict(answers or {}), keys, tries, question.asked)
    return Turn((question,), kept)


def ask_again(
    context: Context, question: Reply, help_text: Text, *, give_up: Text = GIVE_UP
) -> Turn:
    """The same question with help before it, or a polite end after the third try."""
    waiting = context.conversation
    if waiting is None or waiting.tries + 1 >= TRIES:
        return replace(say(give_up), missed=True)
    asked = awaited(question).asked if question.choices else None
    text = _("{help} {question}", help=help_text, question=question.text)
    kept = replace(
        waiting,
        tries=waiting.tries + 1,
        choices=tuple(choice.key for choice in question.choices),
        expires_at=context.now + PATIENCE,
        asked=asked,
    )
    return Turn((replace(question, text=text, asked=asked),), kept, missed=True)


def ask_on(turn: Turn, question: Reply, waiting: Conversation) -> Turn:
    """After an answer to something else, the question that waits, which loses none of its tries."""
    asked = awaited(question) if question.choices else question
    keys = tuple(choice.key for choice in question.choices)
    kept = replace(waiting, choices=keys, asked=asked.asked)
    return replace(turn, replies=(*turn.replies, asked), conversation=kept)


def beside(turn: Turn, waiting: Conversation, left: Unfinished) -> Turn:
    """Something else was answered: what waits is asked again, or said to be lost.

    Lost it is where the turn asks something itself, and the third time.
    """
    if turn.conversation is not None or waiting.tries + 1 >= TRIES:
        return replace(turn, replies=(*turn.replies, Reply(left.dropped)))
    kept = replace(waiting, tries=waiting.tries + 1)
    again = awaited(left.question) if left.question.choices else left.question
    return replace(turn, replies=(*turn.replies, again), conversation=kept)


def chosen(context: Context) -> str | None:
    """The key of the answer to the open question: as `chosen_plainly`, or what the words mean."""
    waiting = context.conversation
    return chosen_plainly(context) or (_meant(context, waiting.choices) if waiting else None)


def chosen_plainly(context: Context) -> str | None:
    """The key of the answer: a button, its number, yes or no, or the key itself."""
    waiting = context.conversation
    if waiting is None or not waiting.choices:
        return None
    if context.inbound.choice is not None:
        return context.inbound.choice if context.inbound.choice in waiting.choices else None
    answer = fold(context.inbound.text).strip(" .,;:!?)(\"'")
    if answer.isdecimal() and len(answer) <= 2:
        position = int(answer) - 1
        return waiting.choices[position] if 0 <= position < len(waiting.choices) else None
    if answer in waiting.choices:
        return answer
    return _yes_no(context, waiting.choices)


def _yes_no(context: Context, choices: tuple[str, ...]) -> str | None:
    said = context.knowledge.lexicons.yes_no(context.inbound.text, context.contact.locale)
    key = {True: "yes", False: "no"}.get(said) if said is not None else None
    return key if key in choices else None


def _meant(context: Context, choices: tuple[str, ...]) -> str | None:
    """The one choice that the words of the answer mean: "garçons" is `male`."""
    if context.inbound.choice is not None or asks_back(context.understood):
        return None
    senses = [word.senses for word in context.understood.words if word.senses]
    best = [(s, each[0].score) for each in senses for s in each]
    said = {s.meaning for s, score in best if s.exact and s.score == score and s.kind not in YES_NO}
    if len(senses) > LONGEST or any(_says_more(each, choices) for each in senses):
        return None
    if len(senses) == 1:  # `rougole`, where measles is one of the answers
        said |= {s.meaning for s in senses[0] if s.kind == "risk" and s.score >= LIKE}
    found = [key for key in choices if key in said or key.removesuffix("s") in said]
    return found[0] if len(found) == 1 else None


def asks_back(understood: Understood) -> bool:
    """`c'est quoi les signes de la méningite ?`: a question is no answer; `palu ?` is one."""
    words = [word for word in understood.words if word.folded[:1].isalnum()]
    asking = any(word.means("question") in ASKS for word in words)
    return len(words) > HESITATING and (asking or "?" in understood.text)


def _says_more(senses: tuple[Sense, ...], choices: tuple[str, ...]) -> bool:
    """A disease that was not offered: this is no answer but a new report."""
    return senses[0].kind == "risk" and not any(sense.meaning in choices for sense in senses)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. `parse` returns None for an answer it cannot use; `help` says why."""

    step: str
    ask: Callable[[Context, Answers], Reply]
    parse: Callable[[Context], Any]
    help: Text


@dataclass(frozen=True, slots=True)
class Form:
    """Questions asked one after the other by one handler, then `finish` with all answers."""

    handler: str
    questions: tuple[Question, ...]
    finish: Callable[[Context, Answers], Awaitable[Turn]]
    give_up: Text = GIVE_UP

    async def begin(self, context: Context, answers: Answers | None = None) -> Turn:
        """Ask the first question whose answer is not known yet."""
        return await self._next(context, dict(answers or {}))

    def again(self, context: Context, waiting: Conversation) -> Reply | None:
        """The question that waits, as it was asked."""
        question = next((q for q in self.questions if q.step == waiting.step), None)
        return question.ask(context, waiting.answers) if question else None

    async def proceed(self, context: Context) -> Turn:
        """Take the answer to the question that is open."""
        waiting = context.conversation
        question = next((q for q in self.questions if waiting and q.step == waiting.step), None)
        if waiting is None or question is None:
            return await self.begin(context)
        answer = question.parse(context)
        if answer is None:
            again = question.ask(context, waiting.answers)
            return ask_again(context, again, question.help, give_up=self.give_up)
        return await self._next(context, {**waiting.answers, question.step: answer})

    async def _next(self, context: Context, answers: Answers) -> Turn:
        for question in self.questions:
            if question.step not in answers:
                reply = question.ask(context, answers)
                return ask(context, self.handler, question.step, reply, answers)
        return await self.finish(context, answers)
