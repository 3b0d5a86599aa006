"""The shapes of a message: what came in, what is said of it, and what goes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any, Literal

from bot.address import Address
from bot.text import Text
from bot.voices import Voice

Wanted = Literal["contact", "location"]


class Urgency(IntEnum):
    """The order in which messages leave. Quiet hours and daily caps bind the last two only."""

    ANSWER = 0
    URGENT = 1
    ORDINARY = 2
    BULK = 3


@dataclass(frozen=True, slots=True)
class Location:
    """A point somebody shared: degrees, WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message from a contact, already verified and freed of provider details.

    `external_id` is the provider's and unique within `channel`. `choice` is the key of a pressed
    button, `asked` the mark of the question it belonged to. `sent_at` is the provider's clock,
    where it tells; `received_at` is ours. `edits` is the external id of the message that this
    one replaces; `shared` the sender's own phone number, proved by the provider. `group`: not
    said to us alone; `unreadable`: a picture or a voice message without words; `answered`: the
    provider has answered it already (its own opt-out), we only take note; `speaks`: the language
    that the sender's application is set to, by our name.
    """

    channel: str
    external_id: str
    sender: Address
    recipient: str
    text: str
    received_at: datetime
    sent_at: datetime | None = None
    location: Location | None = None
    choice: str | None = None
    asked: str | None = None
    edits: str | None = None
    shared: Address | None = None
    group: bool = False
    unreadable: bool = False
    answered: bool = False
    speaks: str | None = None

    @property
    def id(self) -> str:
        """Ours: the same for a message that is delivered again."""
        return f"{self.channel}:{self.external_id}"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer offered: a button, or a number on SMS. The key is stable, the label is read."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Venue:
    """A place to show on a map."""

    title: str
    location: Location


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler wants to say. It knows neither contact, locale nor channel.

    `emergency` replies are never held back, not even by the guard against robots. `asked` marks
    a question that is awaited, so that a button pressed later is known to belong to it. `wants`:
    what could be shared instead of being written, where the channel can ask for it and there are
    no choices. `buttons` (`standing`) are orders that its words name too: shown where there are
    buttons, never numbered, pressed at any time; whoever can only write sends the words.
    """

    text: Text
    choices: tuple[Choice, ...] = ()
    place: Venue | None = None
    emergency: bool = False
    asked: str | None = None
    wants: Wanted | None = None
    buttons: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """All who have a role in an area, or in the nearest area above it where somebody has it.

    If nobody has it anywhere above, those of the next role in `otherwise`. Without an area:
    everybody with the role. `of`: a contact whose own areas are tried last, where nobody has any
    of these roles. `without`: the contact who did it, and need not be told. `also`: other areas of
    the same matter; who has the role in several hears once. `heard`: areas whose own hear of it
    anyway, and need not twice.
    """

    name: str
    area_id: str | None = None
    otherwise: tuple[str, ...] = ()
    without: str | None = None
    of: str | None = None
    also: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell people who have not asked: a contact's id, or all who have a role.

    `at`: at this address of theirs, and no other. `about`: what it tells of (`alert 12`), so that
    what has not left yet can be taken back when that is over.
    """

    to: str | Role
    reply: Reply
    urgency: Urgency = Urgency.ORDINARY
    expires_at: datetime | None = None
    at: Address | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Outbound:
    """A reply given an address and a place in the outbox. `sender` is which of our numbers.

    `roles` are the contact's, for channels that show each role its own commands.
    """

    id: str
    contact_id: str
    channel: str
    address: Address
    sender: str
    reply: Reply
    locale: str | None
    urgency: Urgency = Urgency.ANSWER
    expires_at: datetime | None = None
    attempts: int = 0
    broadcast: str | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A reply in the words its reader will see, in one locale.

    `wants`: what could be shared, and the words of the button that does it. `buttons`: as of the
    reply. `voices`: what of it can be heard, where the channel can play it.
    """

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    locale: str = "fr"
    wants: tuple[Wanted, str] | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a provider says became of a message we sent, known by its id or by ours.

    `stopped`: the person wants nothing more at this address. `held`: a phone has it, the network
    not yet.
    """

    channel: str
    external_id: str
    status: Literal["sent", "delivered", "failed"]
    reason: str | None = None
    outbound_id: str | None = None
    stopped: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class NewJob:
    """Work for later: `key` is unique within `name`, so that the same job is not set twice."""

    name: str
    key: str
    due_at: datetime
    data: dict[str, Any] = field(default_factory=dict)
