"""A small file of the deployment that the program writes: who did what, one table an entry."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import BadFile

Entry = TypeVar("Entry")


def read(path: Path | None, table: str, kind: Callable[..., Entry]) -> list[Entry]:
    """None where there is no file yet. Raises `BadFile` for one that cannot be read."""
    if path is None or not path.is_file():
        return []
    try:
        return [kind(**entry) for entry in tomllib.loads(path.read_text("utf-8")).get(table, [])]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, OSError) as error:
        raise BadFile([f"{path.name}: {error}"]) from error


def write(path: Path, heading: str, table: str, entries: Iterable[Any]) -> None:
    """All of them, in one step: a reader never sees half a file. `BadFile` where that fails."""
    whole = "\n".join([heading, *(_written(table, asdict(each)) for each in entries)])
    half = path.with_suffix(".new")
    try:
        half.write_text(whole, "utf-8")
        half.replace(path)
    except OSError as error:
        raise BadFile([f"{path}: {error.strerror}"]) from error


def stamp(path: Path | None) -> tuple[int, int] | None:
    """Another one whenever the file has changed; None while there is none."""
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found else None


def _written(table: str, fields: dict[str, Any]) -> str:
    """What is None is left out; TOML writes text and numbers as JSON does."""
    lines = (
        f"{name} = {value if isinstance(value, date) else json.dumps(value, ensure_ascii=False)}"
        for name, value in fields.items()
        if value is not None
    )
    return "\n".join([f"[[{table}]]", *lines, ""])
