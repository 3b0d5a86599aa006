"""The commands: `kunnafoni --help`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import (
    advice,
    broadcasts,
    catalogs,
    clinics,
    contacts,
    dhis2,
    doctor,
    inbox,
    places,
    reports,
    serving,
    sheet,
    signing,
    sms,
    visits,
    weeks,
)
from bot.cli import chat as chatting
from bot.cli import parse as parsing
from bot.cli import simulate as exercising
from bot.cli import understand as understanding
from bot.cli.opening import choose_config

app = typer.Typer(
    name="kunnafoni",
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


app.command()(serving.run)
app.command()(serving.demo)
app.command()(doctor.doctor)
app.command()(chatting.chat)
app.command()(parsing.parse)
app.command()(understanding.understand)
app.command()(places.place)
app.command()(sms.sms)
app.command()(exercising.simulate)
app.command()(advice.vaccination)
app.add_typer(advice.triage, name="triage")
app.add_typer(signing.advice, name="advice")
app.command()(contacts.invite)
app.add_typer(contacts.contacts, name="contacts")
app.add_typer(places.areas, name="areas")
app.add_typer(places.places, name="places")
app.add_typer(clinics.clinics, name="clinics")
app.add_typer(visits.visits, name="visits")
app.add_typer(broadcasts.broadcasts, name="broadcasts")
reports.reports.command()(weeks.week)
app.add_typer(reports.reports, name="reports")
app.add_typer(dhis2.dhis2, name="dhis2")
app.add_typer(inbox.inbox, name="inbox")
catalogs.locales.command("export")(sheet.export)
catalogs.locales.command("import")(sheet.import_)
app.add_typer(catalogs.locales, name="locales")
