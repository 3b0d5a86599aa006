"""What we ask of a provider: a call with its templates filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Template
from typing import Any
from urllib.parse import quote, quote_plus

import orjson

from bot.config.gateway_out import Call
from bot.config.gateways import basic
from bot.errors import PermanentSendError

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asking:
    """One HTTP call, whole. It holds secrets: never to be logged or put into an error."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None


def asking(call: Call, values: Values) -> Asking:
    """Raises `PermanentSendError` for a text that the provider's encoding cannot hold."""
    headers = {name: Template(text).substitute(values) for name, text in call.headers.items()}
    if call.basic_auth is not None:
        pair = Template(call.basic_auth).substitute(values)
        headers["Authorization"] = f"Basic {basic(pair)}"
    url = _url(Template(call.url), values)
    body = filled(call.body, values)
    if call.format == "json" and call.method != "GET":
        headers.setdefault("Content-Type", "application/json")
        return Asking(call.method, url, headers, orjson.dumps(body))
    try:
        fields = _fields(body, call.charset)
    except UnicodeEncodeError as error:
        raise PermanentSendError(f"the text does not fit into {call.charset}") from error
    if call.format == "query":
        joint = "&" if "?" in url else "?"
        return Asking(call.method, f"{url}{joint}{fields}" if fields else url, headers)
    if call.method == "GET":
        return Asking(call.method, url, headers)
    headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    return Asking(call.method, url, headers, fields.encode())


def _url(template: Template, values: Values) -> str:
    """Each value as an address needs it; our own address is one already."""
    used = template.get_identifiers()
    return template.substitute(
        {n: values[n] if n == "public_url" else quote(values[n], safe="") for n in used}
    )


def _fields(body: Mapping[str, Any], charset: str) -> str:
    """A form. The names of fields are plain; only values are in the provider's encoding."""
    pairs = [
        f"{quote_plus(name)}={quote_plus(_text(each), encoding=charset, errors='strict')}"
        for name, value in body.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    return "&".join(pairs)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def filled(value: Any, values: Values) -> Any:
    """The same tables and lists with each text's templates filled."""
    if isinstance(value, str):
        return Template(value).substitute(values)
    if isinstance(value, Mapping):
        return {key: filled(each, values) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [filled(each, values) for each in value]
    return value
