"""Everything that can go wrong, named by what the caller should do about it."""

from __future__ import annotations

from collections.abc import Sequence


class BotError(Exception):
    """Base class of every error raised on purpose by this project."""


class InvalidAddress(BotError, ValueError):
    """Not something a message could be sent to: ask again."""


class InvalidPayload(BotError):
    """A webhook body or update that is malformed: refuse it (400), keep nothing."""


class Forged(InvalidPayload):
    """A webhook call whose signature is missing or wrong: refuse it (403), keep nothing."""


class Unauthorised(Forged):
    """A call without the right name and password: ask for them (401), keep nothing."""


class BadFile(BotError):
    """A file to import in which some lines are wrong: show them all, import none."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class BadConfig(BotError):
    """Configuration that cannot be used: show every problem at once and stop."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class MissingCatalog(BotError):
    """A locale whose catalog is not compiled: compile it, or take the locale away."""


class StoreError(BotError):
    """The database could not commit; nothing was kept."""


class TryAgain(StoreError):
    """Another transaction was in the way (deadlock, serialization): take the same turn again."""


class StoreUnavailable(StoreError):
    """The database is locked, full or down: acknowledge nothing, the provider delivers again."""


class WrongDatabase(StoreError):
    """A database this program must not touch: newer than the code, or demo where real is meant."""


class SendError(BotError):
    """A channel refused or failed to take a message."""


class TemporarySendError(SendError):
    """Worth trying again: timeout, provider outage, rate limit.

    `retry_after`, in seconds, is what the provider asked for, if it did.
    """

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class PermanentSendError(SendError):
    """Trying again cannot help: bad address, rejected content, bad credentials."""


class AddressStopped(PermanentSendError):
    """Blocked or unsubscribed on the provider's side: send nothing more to this address."""
