"""OAuth client credentials: a token for many calls, fetched again when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.channels.http.answers import MINUTES, OK, NeedsOperator
from bot.channels.http.asking import asking
from bot.channels.http.picking import picked
from bot.channels.http.wire import Answered, Unclear, Wire
from bot.config.gateway_out import OAuth
from bot.errors import TemporarySendError

EARLY = timedelta(seconds=60)  # so that it does not end on the way
REFUSED = range(400, 500)


class Tokens:
    """One token at a time; whoever needs one while it is fetched waits for it."""

    def __init__(
        self,
        name: str,
        config: OAuth,
        wire: Wire,
        values: Mapping[str, str],
        clock: Callable[[], datetime],
    ) -> None:
        self._name = name
        self._config = config
        self._wire = wire
        self._values = values
        self._clock = clock
        self._lock = asyncio.Lock()
        self._token = ""
        self._until: datetime | None = None

    async def token(self, refused: str = "") -> str:
        """One that still holds, and is not the one that was refused; raise `TemporarySendError`:
        nothing has been sent yet."""
        async with self._lock:
            if not self._holds() or self._token == refused:
                await self._fetch()
            return self._token

    def _holds(self) -> bool:
        return bool(self._token) and (self._until is None or self._clock() < self._until)

    async def _fetch(self) -> None:
        self._token = ""
        try:
            answered = await self._wire.ask(asking(self._config, self._values))
        except Unclear as error:
            raise TemporarySendError(f"{self._name}: no token: {error}") from None
        token = picked(self._config.token, answered.data, answered.text)
        if answered.status in REFUSED and answered.status != 429:
            why = f"{self._name}: no token: HTTP {answered.status}: check its secrets"
            raise NeedsOperator(why, answered.retry_after or 10 * MINUTES)
        if answered.status not in OK or not token:
            why = f"{self._name}: no token: HTTP {answered.status}"
            raise TemporarySendError(why, answered.retry_after)
        self._token, self._until = token, self._ends(answered)

    def _ends(self, answered: Answered) -> datetime | None:
        """None: until it is refused."""
        seconds = picked(self._config.expires_in, answered.data, answered.text)
        try:
            life = timedelta(seconds=float(seconds))
        except (ValueError, OverflowError):
            return None
        return self._clock() + life - min(EARLY, life / 2)
