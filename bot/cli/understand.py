"""`kunnafoni understand`: what the bot takes messages for, one JSON object a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.lines import messages, print_json
from bot.cli.meaning import OTHER, SLOTS, Look, context_of
from bot.cli.opening import exits_with_problems, settings
from bot.cli.parse import BAMAKO, KNOWN, day_of
from bot.cli.places import gazetteer
from bot.contact import ROLES
from bot.errors import BadFile
from bot.handler import Context, Handler, Knowledge
from bot.locales import locale_of
from bot.paths import LOCALES
from bot.places import Places
from bot.router import Router, meant_for
from bot.understanding import Lexicons, Understood
from handlers import FALLBACK, HANDLERS


@dataclass(frozen=True, slots=True)
class Meaning:
    """`intent` as translators and programs know it; `confidence` from 0 to 1.

    `locale` is the person's, else the one the message is clearly in, else none.
    """

    locale: str | None
    intent: str
    confidence: float
    slots: Mapping[str, Any]

    def as_data(self) -> dict[str, Any]:
        return {
            "locale": self.locale,
            "intent": self.intent,
            "confidence": round(self.confidence, 2),
            "slots": dict(self.slots),
        }


class Reader:
    """Takes messages as the bot's router does, from somebody who has not written before.

    `extra` is the folder of a deployment's own words and lists, `role` what the person is.
    """

    def __init__(
        self,
        places: Places,
        today: date,
        extra: Path | None = None,
        locales: Sequence[str] = KNOWN,
        role: str = "resident",
    ) -> None:
        self._role = role
        self._router = Router(HANDLERS, FALLBACK)
        self._now = datetime.combine(today, time(12), BAMAKO)
        self._knowledge = Knowledge(
            lexicons=Lexicons(LOCALES, locales, extra),
            places=places,
            areas=places.areas,
            zone=BAMAKO,
            locales=tuple(locales),
            overrides=extra,
        )

    def meaning(self, text: str, locale: str | None = None) -> Meaning:
        """What a message is taken for; `locale` is the person's, where it is known."""
        context = self.context(text, locale)
        understood = context.understood
        if not understood.words:
            return Meaning(locale, OTHER, 0.0, dict.fromkeys(SLOTS))
        handler, look = meant_for(self._router, context), Look(context)
        intent = look.intent(handler)
        return Meaning(
            locale or understood.locale_guess,
            intent,
            _confidence(handler, intent, understood),
            look.slots(intent),
        )

    def context(self, text: str, locale: str | None = None) -> Context:
        return context_of(self._knowledge, text, locale, self._now, self._role)


def _confidence(handler: Handler, intent: str, understood: Understood) -> float:
    if handler is FALLBACK:
        return 0.0
    return max(map(understood.intent, (intent, *handler.intents)))


def understand(
    locale: Annotated[
        str | None, typer.Option(help="the person's language; without it, a first message")
    ] = None,
    today: Annotated[str | None, typer.Option(help='the day "demain" counts from')] = None,
    places: Annotated[
        Path | None, typer.Option(help="names, a CSV with a header, or a GeoNames country file")
    ] = None,
    role: Annotated[str, typer.Option(help="what the person is: resident, chw...")] = "resident",
) -> None:
    """Read messages, one a line, and print what each is taken for, one JSON object a line."""
    with exits_with_problems():
        locale = locale_of(locale) if locale else None
        if locale is not None and locale not in KNOWN:
            raise BadFile([f"{locale}: no such language here; there are {', '.join(KNOWN)}"])
        if role not in ROLES:
            raise BadFile([f"{role}: no such role; there are {', '.join(ROLES)}"])
        reader = Reader(gazetteer(places), day_of(today), settings().data.folder, role=role)
        for message in messages():
            print_json(reader.meaning(message, locale).as_data())
