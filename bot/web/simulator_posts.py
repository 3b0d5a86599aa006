"""What the simulator page posts: a message from one of its phones, checked."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from bot.address import Address
from bot.channels.simulator import CHANNELS, Phone
from bot.message import Inbound, Location

LARGEST = 16 * 1024  # bytes of a posted message
RECIPIENT = "simulator"


class Point(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class Posted(BaseModel):
    """What the page sends. `id` is the page's own, so that sending again is not sending twice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern="^[0-9a-f]{16,64}$")]
    person: Annotated[str, Field(alias="as")]
    phone: Phone
    text: str = ""
    choice: str | None = None
    question: str | None = None
    location: Point | None = None


def from_this_page(request: Request) -> bool:
    """Browsers say where a POST comes from: another site must not speak for our people."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin", "")
    here = urlsplit(origin).netloc == request.headers.get("host")
    json = request.headers.get("content-type", "").startswith("application/json")
    return json and here and site in (None, "same-origin")


async def body_of(request: Request) -> bytes | None:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return body


def as_inbound(posted: Posted, sender: Address, now: datetime) -> Inbound:
    """A pressed button carries its key alone, as on Telegram; its label is only shown."""
    point = posted.location
    return Inbound(
        channel=CHANNELS[posted.phone],
        external_id=posted.id,
        sender=sender,
        recipient=RECIPIENT,
        text="" if posted.choice is not None else posted.text,
        received_at=now,
        sent_at=now,
        location=Location(point.latitude, point.longitude) if point else None,
        choice=posted.choice,
    )


def as_shown(posted: Posted, inbound: Inbound) -> dict[str, Any]:
    point = inbound.location
    return {
        "id": posted.id,
        "from": str(inbound.sender),
        "phone": posted.phone,
        "text": posted.text,
        "choice": posted.choice,
        "location": [point.latitude, point.longitude] if point else None,
        "at": inbound.received_at.isoformat(),
    }
