"""What an SMS provider calls us with, by configuration: messages, receipts, and the proof that it
is the provider who calls."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from string import Template
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from bot.config.gateway_out import Carried, Codec, Several
from bot.config.sections import Section

Became = Literal["sent", "delivered", "failed", "stopped"]
Network = IPv4Network | IPv6Network
When = dict[str, Several]


class Heard(Section):
    """A call that we get; one that is not as `when` says is answered and passed over."""

    methods: tuple[Literal["GET", "POST"], ...] = ("POST",)
    format: Carried = "form"
    charset: Codec = "utf-8"
    when: When = Field(default={})
    each: str | None = None
    answer: str = ""


class Receive(Heard):
    """People's messages. Without `id`, who wrote what and when tells one from another."""

    id: Several | None = None
    sender: Several
    text: Several
    sent_at: Several | None = None
    sent_as: str = "iso"
    without_plus: bool = False


class Receipts(Heard):
    """What became of our messages: known by the provider's `id` or by `own_id`.

    `prompt`: of each message that leaves, some receipt comes within minutes.
    """

    same_path: bool = False
    prompt: bool = False
    id: Several | None = None
    own_id: Several | None = None
    status: Several
    reason: Several | None = None
    statuses: dict[str, Became]

    @model_validator(mode="after")
    def _knows_which(self) -> Self:
        if not (self.id or self.own_id):
            raise ValueError("set id or own_id: which message is it about?")
        return self


def _networks(value: Any) -> Any:
    return tuple(ip_network(each) for each in value) if isinstance(value, list) else value


class Verify(Section):
    """How calls prove that they are the provider's: a secret, an HMAC, where they come from."""

    how: Literal["secret", "basic", "hmac", "address"]
    secret: str | None = None
    header: str | None = None
    field: str | None = None
    algorithm: Literal["sha1", "sha256", "sha512"] = "sha256"
    digest: Literal["hex", "base64"] = "hex"
    prefix: str = ""
    signed: str = "$body"
    time_header: str | None = None
    addresses: Annotated[tuple[Network, ...], BeforeValidator(_networks)] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.how == "address":
            if not self.addresses:
                raise ValueError("set addresses: who may call?")
        elif self.secret is None:
            raise ValueError("set secret: the name of one of secrets")
        if self.how == "hmac" and not self.header:
            raise ValueError("set header: where the HMAC stands")
        if self.how == "secret" and bool(self.header) == bool(self.field):
            raise ValueError("set header or field: where the secret stands")
        names = set(Template(self.signed).get_identifiers())
        if "body" not in names or names - {"body", "time"}:
            raise ValueError('signed: "$body" or "$body$time", or what joins them')
        if ("time" in names) != bool(self.time_header):
            raise ValueError("time_header and $time in signed belong together")
        return self
