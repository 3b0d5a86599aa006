"""The commands: `kunnafoni --help`. Each is imported only when it is asked for: all start soon."""

from __future__ import annotations

from collections import UserDict
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup
from typer.main import get_group

from bot.cli.opening import choose_config

# What each is called, in the order of the help, and where it is: a function, or several together.
COMMANDS = {
    "run": "serving.run",
    "demo": "serving.demo",
    "doctor": "doctor.doctor",
    "chat": "chat.chat",
    "parse": "parse.parse",
    "understand": "understand.understand",
    "place": "places.place",
    "sms": "sms.sms",
    "simulate": "simulate.simulate",
    "vaccination": "advice.vaccination",
    "triage": "advice.triage",
    "advice": "signing.advice",
    "voice": "voice.voice",
    "invite": "contacts.invite",
    "contacts": "contacts.contacts",
    "areas": "places.areas",
    "places": "places.places",
    "clinics": "clinics.clinics",
    "visits": "visits.visits",
    "broadcasts": "broadcasts.broadcasts",
    "reports": "past.reports",
    "alerts": "alerts.alerts",
    "dhis2": "dhis2.dhis2",
    "inbox": "inbox.inbox",
    "locales": "sheet.locales",
}


class Shelf(UserDict[str, Any]):
    """The commands by name, each loaded when it is taken."""

    def __init__(self) -> None:
        super().__init__(COMMANDS)

    def __getitem__(self, name: str) -> Any:
        """The command; raises KeyError for a name that is none."""
        module, function = super().__getitem__(name).split(".")
        found = getattr(import_module(f"bot.cli.{module}"), function)
        alone = typer.Typer(add_completion=False)
        if isinstance(found, typer.Typer):
            alone.add_typer(found, name=name)
        else:
            alone.command(name)(found)
        return get_group(alone).commands[name]


class Commands(TyperGroup):
    """Takes its commands from the shelf."""

    def __init__(self, **known: Any) -> None:
        super().__init__(**known | {"commands": None})
        self.commands = cast("dict[str, Any]", Shelf())


app = typer.Typer(
    name="kunnafoni",
    cls=Commands,
    help="A Telegram and SMS chatbot for community health in Mali.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def options(
    config: Annotated[
        Path | None, typer.Option(help="configuration file; else ./config.toml")
    ] = None,
) -> None:
    """Options of every command."""
    choose_config(config)
