"""What we ask of an SMS provider, by configuration: how a message is sent, what answers mean.

Templates are those of `string.Template`: `$text`, `$to`. A path leads into an answer or a call:
`payload.sender`, `Recipients.0.messageId`; in a form it is the name of a field.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from bot.config.sections import Section

TEXT = frozenset({"text", "encoding"})  # of the message itself: not for headers
Deed = Literal["accepted", "already", "temporary", "permanent", "stopped", "operator"]
Carried = Literal["form", "json", "query"]


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise ValueError("not an encoding of text, for example utf-8") from error


def _address(url: str) -> str:
    if not re.match(r"https?://", url):
        raise ValueError("an address begins with http:// or https://")
    return url


Several = Annotated[tuple[str, ...], BeforeValidator(_several)]
Codec = Annotated[str, AfterValidator(_codec)]
Url = Annotated[str, AfterValidator(_address)]


def strings(value: Any) -> Iterator[str]:
    """All texts in what TOML holds, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


class Pick(Section):
    """Where a value stands: the first of `paths` that leads to one, and of it what `pattern`
    finds (its group, if it has one). Without a path the whole body is looked at."""

    paths: Several = ()
    pattern: re.Pattern[str] | None = None


def _pick(value: Any) -> Any:
    return {"paths": value} if isinstance(value, str | list) else value


Picked = Annotated[Pick, BeforeValidator(_pick)]


class Call(Section):
    """A call that we make."""

    url: Url
    method: Literal["GET", "POST", "PUT"] = "POST"
    headers: dict[str, str] = Field(default={})
    basic_auth: str | None = None
    body: dict[str, Any] = Field(default={})
    format: Carried = "form"
    charset: Codec = "utf-8"

    def templates(self) -> Iterator[tuple[str, str, frozenset[str]]]:
        """Key, template, and the names that may not stand in it."""
        yield "url", self.url, frozenset()
        for text in strings(self.body):
            yield "body", text, frozenset()
        for text in (*self.headers.values(), self.basic_auth or ""):
            yield "headers", text, TEXT

    @model_validator(mode="after")
    def _carries(self) -> Self:
        if self.method == "GET" and self.body and self.format != "query":
            raise ValueError('a GET has no body: set format = "query"')
        if self.format != "json" and any(isinstance(each, dict) for each in self.body.values()):
            raise ValueError('a form holds no tables: set format = "json"')
        return self


class Encodings(Section):
    """What `$encoding` says for each alphabet of SMS."""

    gsm: str = "0"
    unicode: str = "2"


class Send(Call):
    """One message. `most_segments`: longer texts go as several messages."""

    encodings: Encodings = Encodings()
    most_segments: int = Field(default=10, ge=1)


class Answer(Section):
    """What the provider's answer means, by the code in it or by its status: "HTTP 409"."""

    id: Picked | None = None
    code: Picked | None = None
    accepted: Several = ()
    already: Several = ()
    temporary: Several = ()
    permanent: Several = ()
    stopped: Several = ()
    operator: Several = ()

    @model_validator(mode="after")
    def _knows_success(self) -> Self:
        if self.id is None and not (self.code and self.accepted):
            raise ValueError(
                "set id, or code and accepted: a page of somebody else's also says HTTP 200"
            )
        return self


class Lookup(Call):
    """Asked before a message in doubt is sent again."""

    method: Literal["GET", "POST", "PUT"] = "GET"
    found: Several = ("HTTP 200",)
    absent: Several = ("HTTP 404",)
    code: Picked | None = None


class OAuth(Call):
    """Client credentials: a token, kept until it expires."""

    body: dict[str, Any] = Field(default={"grant_type": "client_credentials"})
    token: Picked = Pick(paths=("access_token",))
    expires_in: Picked = Pick(paths=("expires_in",))


class Health(Call):
    """Asked by `kunnafoni doctor`."""

    method: Literal["GET", "POST", "PUT"] = "GET"
    expects: re.Pattern[str] | None = None
