"""`[[gateway]]`: an SMS provider reached by HTTP, told by configuration alone; secrets from the
environment."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from string import Template
from typing import Annotated, Any, Self
from urllib.parse import quote, quote_plus

from pydantic import AfterValidator, Field, SecretStr, model_validator

from bot.address import sender
from bot.config.gateway_in import Receipts, Receive, Verify
from bot.config.gateway_out import Answer, Call, Health, Lookup, OAuth, Send
from bot.config.sections import Section

KNOWN = frozenset({"id", "to", "to_digits", "from", "from_digits", "text", "encoding"})
OUTSIDE = frozenset({"public_url"})  # known without a message
TOKEN = "token"  # noqa: S105  (what OAuth gives)
OTHERS = frozenset({"twilio", "whatsapp", "telegram", "console", "fake", "chat", "sms", "cht"})
SECRET = re.compile(r"[a-z][a-z0-9_]{0,31}")


def _name(name: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,31}", name):
        raise ValueError("small letters, digits, _ and - only; a letter first")
    if name in OTHERS:
        raise ValueError(f"{name} is another channel: choose another name")
    return name


def _number(number: str) -> str:
    return sender(number).path


class Gateway(Section):
    """One provider, and our number there. Its name is the channel's."""

    name: Annotated[str, AfterValidator(_name)]
    number: Annotated[str, AfterValidator(_number)]
    secrets: dict[str, SecretStr] = Field(default={})
    timeout_seconds: float = Field(default=10, gt=0)
    send: Send
    answer: Answer
    lookup: Lookup | None = None
    oauth: OAuth | None = None
    health: Health | None = None
    receive: Receive | None = None
    receipts: Receipts | None = None
    verify: Verify | None = None

    @model_validator(mode="after")
    def _templates_can_be_filled(self) -> Self:
        secrets = frozenset(self.secrets)
        token = frozenset({TOKEN} if self.oauth else ())
        if twice := secrets & (KNOWN | OUTSIDE | token):
            raise ValueError(f"secrets: {min(twice)} has a meaning already: choose another name")
        for key, call, names in (
            ("send", self.send, KNOWN | OUTSIDE | token),
            ("lookup", self.lookup, KNOWN | OUTSIDE | token),
            ("health", self.health, OUTSIDE | {"from", "from_digits"} | token),
            ("oauth", self.oauth, OUTSIDE),
        ):
            if call is not None:
                _check(key, call, names | secrets)
        return self

    @model_validator(mode="after")
    def _calls_can_be_told_apart(self) -> Self:
        receive, receipts = self.receive, self.receipts
        if receipts is not None and receipts.same_path:
            if receive is None or not receipts.when:
                raise ValueError("receipts: same_path needs when, to tell receipts from messages")
            if receive.format != receipts.format:
                raise ValueError("receipts: same_path needs the format of receive")
        return self

    @model_validator(mode="after")
    def _calls_are_proved(self) -> Self:
        if (self.receive or self.receipts) and self.verify is None:
            raise ValueError("set verify: how calls prove that they are the provider's")
        if self.verify and self.verify.secret and self.verify.secret not in self.secrets:
            raise ValueError(f"verify.secret: {self.verify.secret} is not among secrets")
        if self.verify and self.verify.how == "hmac":
            for heard in filter(None, (self.receive, self.receipts)):
                if "GET" in heard.methods or heard.format == "query":
                    raise ValueError("verify: an HMAC is of a body, which a query is not part of")
        return self

    def names(self) -> Iterator[list[str]]:
        """Those that each template uses."""
        for call in (self.send, self.lookup, self.oauth, self.health):
            for _key, text, _forbidden in call.templates() if call is not None else ():
                yield Template(text).get_identifiers()

    def hidden(self) -> Iterator[str]:
        """What must never be written in a log: the secrets, also as they travel."""
        values = {name: secret.get_secret_value() for name, secret in self.secrets.items()}
        for value in values.values():
            yield from {value, quote(value, safe=""), quote_plus(value), basic(value)}
        for call in (self.send, self.lookup, self.oauth, self.health):
            if call is not None and call.basic_auth:
                yield basic(Template(call.basic_auth).safe_substitute(values))


def basic(pair: str) -> str:
    """A user and a password, joined by a colon, as HTTP carries them."""
    return base64.b64encode(pair.encode()).decode()


def _check(section: str, call: Call, names: frozenset[str]) -> None:
    for key, text, forbidden in call.templates():
        template = Template(text)
        if not template.is_valid():
            raise ValueError(f"{section}.{key}: a $ that begins no name; write it $$")
        for name in template.get_identifiers():
            if name not in names or name in forbidden:
                raise ValueError(f"{section}.{key}: ${name} cannot stand here")


def gateway_problems(gateways: tuple[Gateway, ...], public_url: str | None) -> list[str]:
    """What is wrong with several together, and with the rest of the configuration."""
    names = [gateway.name for gateway in gateways]
    problems = [
        f"[gateway] {name}: there are two of this name"
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    return problems + [
        f"[gateway] {gateway.name}: $public_url is used: set [web] public_url"
        for gateway in gateways
        if not public_url and any("public_url" in each for each in gateway.names())
    ]


def named(data: dict[str, Any], position: str) -> str:
    """What the gateway at a position of the file is called, if it is called anything."""
    try:
        return str(data["gateway"][int(position)]["name"])
    except (LookupError, TypeError, ValueError):
        return position


def with_secrets(data: dict[str, Any], environ: Mapping[str, str], *, needed: bool) -> list[str]:
    """Put the secrets that gateways name into `data`; the problems. Not `needed`: may be empty."""
    problems: list[str] = []
    gateways = data.get("gateway")
    for gateway in gateways if isinstance(gateways, list) else ():
        if isinstance(gateway, dict) and "secrets" in gateway:
            problems += _filled(gateway, environ, needed=needed)
    return problems


def _filled(gateway: dict[str, Any], environ: Mapping[str, str], *, needed: bool) -> list[str]:
    names, where = gateway.pop("secrets"), f"[gateway] {gateway.get('name', '?')}"
    if not isinstance(names, list) or not all(SECRET.fullmatch(str(name)) for name in names):
        return [f"{where}: secrets: a list of names; the secrets come from the environment"]
    found = {name: environ.get(variable(str(gateway.get("name")), name), "") for name in names}
    gateway["secrets"] = found
    return [
        f"{where}: set {variable(str(gateway.get('name')), name)} in the environment"
        for name, value in found.items()
        if needed and not value
    ]


def variable(gateway: str, secret: str) -> str:
    """The name of the environment's variable for a secret: KUNNAFONI_GATEWAY_ORANGE_PASSWORD."""
    return f"KUNNAFONI_GATEWAY_{gateway}_{secret}".replace("-", "_").upper()
