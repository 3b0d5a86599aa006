"""SMS through any provider's HTTP interface, by configuration alone: `[[gateway]]`."""

from bot.channels.http.channel import GatewayChannel, opened

__all__ = ["GatewayChannel", "opened"]
