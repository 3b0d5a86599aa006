"""`kunnafoni run` and `kunnafoni demo`: the bot itself."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer
import uvicorn
from starlette.routing import BaseRoute

from bot import logs, metrics
from bot.channels.simulator import CHANNELS, Feed, SimulatorChannel
from bot.cli.demo_schedule import keep_demo_schedule
from bot.cli.house import House, clock, opened_house
from bot.cli.opening import exits_with_problems, settings
from bot.cli.people import PEOPLE, as_contacts
from bot.cli.plain_words import PLAIN
from bot.cli.publishing import public_pages
from bot.cli.running import run_quickly, run_together
from bot.cli.state import queues
from bot.config import NO_PROVIDERS, Database, Settings
from bot.errors import BadConfig
from bot.paths import LOCALES
from bot.sms import foldings
from bot.store.base import millis
from bot.store.contacts import keep_contacts
from bot.store.opening import Purpose
from bot.store.session import CORE
from bot.web import app as web
from bot.web.simulator import Simulator, observer
from bot.web.simulator import routes as simulator_routes
from handlers.language import NAMES

log = structlog.get_logger(__name__)

DEMO = "sqlite:demo.db"


def run() -> None:
    """Run the bot: webhooks, outbox, and everything that is configured."""
    with exits_with_problems():
        known = settings(secrets=True)
        _log(known)
        run_quickly(_serve(known, "real", at_home=False))


def demo(
    port: Annotated[
        int, typer.Option(help="where the simulator is served", min=1, max=65535)
    ] = 8080,
    file: Annotated[Path, typer.Option(help="the demo's own database")] = Path("demo.db"),
) -> None:
    """Run the bot with demo data and its simulator; real people are never reached."""
    with exits_with_problems():
        known = settings()
        known = known.model_copy(
            update={
                "database": Database(url=f"sqlite:{file}"),
                "web": known.web.model_copy(update={"port": port, "simulator": True}),
                **NO_PROVIDERS,
            }
        )
        _log(known, "warning")
        run_quickly(_serve(known, "demo", at_home=True))


def _log(known: Settings, level: str | None = None) -> None:
    secrets = [known.twilio.auth_token] if known.twilio else []
    if known.telegram is not None:
        secrets += [known.telegram.token, *filter(None, [known.telegram.webhook_secret])]
    secrets += [phone.secret for phone in known.cht]
    secrets += [known.dhis2.secret] if known.dhis2 else []
    words = [secret.get_secret_value() for secret in secrets]
    words += [word for gateway in known.gateway for word in gateway.hidden()]
    logs.configure(level or known.logging.level, known.logging.format, words)


async def _serve(known: Settings, purpose: Purpose, *, at_home: bool) -> None:
    _listenable(known.web.host, known.web.port)
    feed = Feed()
    phones = _phones(known, feed) if known.web.simulator else {}
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(
            opened_house(known, purpose, phones, observer(feed) if phones else lambda _r: None)
        )
        if at_home:
            await _furnish(house)
        pages = _pages(house, feed, at_home=at_home) if phones else []
        pages += public_pages(house)
        server = _Server(_app(house, pages), feed, known, at_home=at_home)
        await run_together(server.serve(), house.work())


def _listenable(host: str, port: int) -> None:
    """Before anything is opened: `BadConfig` if another program has the port, or nobody may."""
    try:
        places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, _protocol, _name, address in places:
            with socket.socket(family, kind) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except OSError as error:
        problem = f"Cannot listen on {host}, port {port}: {error.strerror or error}."
        advice = (
            "Perhaps Kunnafoni already runs there. Stop it, or choose another port: "
            f"kunnafoni demo --port {port + 1}, or [web] port in config.toml."
        )
        raise BadConfig([problem, advice]) from error


def _phones(known: Settings, feed: Feed) -> dict[str, Any]:
    folding = foldings(LOCALES) if known.sms.fold else {}
    return {
        name: SimulatorChannel(feed, phone, folding, known.costs, clock)
        for phone, name in CHANNELS.items()
    }


async def _furnish(house: House) -> None:
    """A demo's people, and once its clinics and visits."""
    now, knowledge = clock(), house.knowledge
    async with house.database.transaction() as connection:
        await keep_contacts(
            connection,
            as_contacts(),
            channel=CHANNELS["chat"],
            recipient="demo",
            now=millis(now) or 0,
        )
        await keep_demo_schedule(connection, knowledge, now.astimezone(knowledge.zone).date())


def _pages(house: House, feed: Feed, *, at_home: bool) -> list[BaseRoute]:
    names = {locale: NAMES[locale] for locale in house.settings.bot.locales if locale in NAMES}
    simulator = Simulator(
        house.dispatcher.receive, PEOPLE, house.catalogs, names, PLAIN, feed, clock
    )
    return simulator_routes(simulator, at_home=at_home)


def _app(house: House, pages: Sequence[BaseRoute]) -> Any:
    async def health() -> dict[str, Any]:
        async with house.database.transaction() as connection:  # well is who can write
            alive = str(millis(clock()))
            await connection.fetch(CORE, "set_stamp", key="alive", value=alive)
            found = await queues(connection, house.connected.channels, clock())
        metrics.show(found)
        return {
            "waiting": sum(queue.waiting for queue in found.values()),
            "channels": {name: asdict(queue) for name, queue in found.items()},
        }

    known = house.settings.web
    return web.build(
        house.dispatcher.receive,
        house.outbox.note,
        house.connected.webhooks,
        health,
        pages,
        public_url=known.public_url,
        trusted_proxies=known.trusted_proxies,
        collects=house.collects,
    )


class _Server(uvicorn.Server):
    """Says where it is once it listens, and lets the pages go when it stops."""

    def __init__(self, app: Any, feed: Feed, known: Settings, *, at_home: bool) -> None:
        config = uvicorn.Config(
            app,
            host=known.web.host,
            port=known.web.port,
            log_config=None,
            access_log=False,
            proxy_headers=False,  # whom to trust is decided with the signature, in bot/web
            timeout_graceful_shutdown=5,
        )
        super().__init__(config)
        self._feed = feed
        self._at_home = at_home

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        address = f"http://{self.config.host}:{self.config.port}"
        if self.started and self._at_home:
            typer.echo(f"Kunnafoni is running on demo data. Open {address}/simulator")
            typer.echo("Stop it with Ctrl-C.")
        log.info("listening", address=address)

    async def shutdown(self, sockets: Any = None) -> None:
        self._feed.close()
        await super().shutdown(sockets)
