"""Structured logs: ids and durations, never what people wrote, their numbers, or a secret."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterable, MutableMapping
from types import TracebackType
from typing import Any, Literal

import structlog

DIGITS = re.compile(r"\+?\d(?:[\s.-]?\d){7,}")  # eight digits and more: perhaps a phone's
HIDDEN = "***"
PHONE = 8  # digits from which a number may be a phone's
# Libraries that, asked for details, write what people sent: statements with their parameters,
# requests with their bodies.
OTHERS = (
    "aiosqlite", "aiohttp", "asyncpg", "twilio", "telegram", "uvicorn", "httpx", "httpcore",
    "sqlalchemy", "alembic",
)  # fmt: skip
IDS = re.compile(r"(?:^|_)ids?$|^contacts$")  # keys of our own ids, in which digits tell nothing
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?")
Event = MutableMapping[str, Any]


def configure(
    level: str = "info",
    style: Literal["json", "text"] = "text",
    secrets: Iterable[str] = (),
) -> None:
    """Log to standard error. `secrets` are words never to be written, of every channel."""
    shared = _processors(tuple(secret for secret in secrets if len(secret) > 3))
    last: Any = structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])
    if style == "json":
        last = structlog.processors.JSONRenderer()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in OTHERS:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _processors(secrets: tuple[str, ...]) -> list[Any]:
    def redact(_logger: Any, _method: str, event: Event) -> Event:
        return {
            key: value if key.startswith("_") else _redacted(value, secrets, kept=_is_id(key))
            for key, value in event.items()
        }

    time = structlog.processors.TimeStamper(fmt="iso", utc=True)
    return [structlog.stdlib.add_log_level, time, _without_content, redact]


def _without_content(_logger: Any, _method: str, event: Event) -> Event:
    """An exception by its type and the lines it passed: its message may quote what came in."""
    found = event.pop("exc_info", None)
    record = event.get("_record")
    if record is not None and record.name == "asyncio":
        event["event"] = str(event["event"]).partition("\n")[0]  # then it quotes the task
    if found is None and record is not None:
        found, record.exc_info, record.exc_text = record.exc_info, None, None
    error = _error(found)
    if error is not None:
        event["error"] = type(error).__name__
        event["at"] = _lines(error.__traceback__)
    return event


def _error(found: Any) -> BaseException | None:
    if isinstance(found, BaseException):
        return found
    if isinstance(found, tuple):
        return found[1] if isinstance(found[1], BaseException) else None
    return sys.exception() if found else None


def _lines(passed: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(passed)[-4:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames]


def _is_id(key: str) -> bool:
    return bool(IDS.search(key))


def _redacted(value: Any, secrets: tuple[str, ...], *, kept: bool = False) -> Any:
    """Whatever it is made of; `kept` ids lose secrets only."""
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return value if kept or len(str(value)) < PHONE else HIDDEN
    if isinstance(value, dict):
        return {
            _redacted(k, secrets): _redacted(v, secrets, kept=kept or _is_id(str(k)))
            for k, v in value.items()
        }
    if isinstance(value, list | tuple):
        return [_redacted(each, secrets, kept=kept) for each in value]
    words = value if isinstance(value, str) else str(value)
    for secret in secrets:
        words = words.replace(secret, HIDDEN)
    return words if kept or TIME.fullmatch(words) else DIGITS.sub(HIDDEN, words)
