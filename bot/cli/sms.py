"""`kunnafoni sms`: what a text costs on SMS, and as what it is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

import typer

from bot.cli.lines import messages, print_json
from bot.paths import LOCALES
from bot.sms import NONE, foldings, measure


def sms(
    locale: Annotated[str, typer.Option(help="the language of the texts")] = "fr",
    fold: Annotated[
        Literal["locale", "none"],
        typer.Option(help="none: leave the text as it is"),
    ] = "locale",
) -> None:
    """Read texts, one a line; print how each is sent, one JSON object a line.

    `folded` tells whether the text was rewritten within GSM-7; `outside` names the characters
    that force the expensive encoding on what is sent.
    """
    known = foldings(LOCALES)
    if locale not in known:
        typer.echo(f"{locale}: no such language here; there are {', '.join(known)}", err=True)
        raise typer.Exit(2)
    folding = known[locale] if fold == "locale" else NONE
    for text in messages():
        _show(text, folding.apply)


def _show(text: str, apply: Callable[[str], str]) -> None:
    sent = apply(text)
    measured = measure(sent)
    data = {
        "text": sent,
        "encoding": measured.encoding,
        "segments": measured.segments,
        "characters": measured.characters,
        "folded": sent != text,
        "outside": list(measured.outside),
    }
    print_json(data)
