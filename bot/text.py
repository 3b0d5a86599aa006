"""What we say, before anybody has chosen a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias, Union

Value: TypeAlias = Union[str, int, float, date, "Text", tuple["Text", ...]]


@dataclass(frozen=True, slots=True)
class Text:
    """A message of the catalogs and the values it names.

    Numbers that are names (a report's, a phone's) are strings. A tuple of texts is a list,
    written with commas.
    """

    msgid: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str | None = None


def _(msgid: str, /, **values: Value) -> Text:
    return Text(msgid, values)


def n_(singular: str, plural: str, /, *, count: int, **values: Value) -> Text:
    """A text whose form follows `count`."""
    return Text(singular, {"count": count, **values}, plural)


def verbatim(words: str) -> Text:
    """Words that no catalog translates: a place's name, what a person wrote."""
    return Text("{words}", {"words": words})


def dump(text: Text) -> dict[str, Any]:
    """The text as plain data, for the outbox to keep."""
    data: dict[str, Any] = {"msgid": text.msgid}
    if text.values:
        data["values"] = {name: _dump_value(value) for name, value in text.values.items()}
    if text.plural is not None:
        data["plural"] = text.plural
    return data


def load(data: Mapping[str, Any]) -> Text:
    values = {name: _load_value(value) for name, value in data.get("values", {}).items()}
    return Text(data["msgid"], values, data.get("plural"))


def _dump_value(value: Value) -> Any:
    match value:
        case Text():
            return dump(value)
        case tuple():
            return [dump(each) for each in value]
        case date():
            return {"date": value.isoformat()}
    return value


def _load_value(value: Any) -> Value:
    match value:
        case {"msgid": _msgid}:
            return load(value)
        case {"date": day}:
            return date.fromisoformat(day)
        case list():
            return tuple(load(each) for each in value)
        case str() | int() | float():
            return value
    raise ValueError(f"not a value of a text: {value!r}")
