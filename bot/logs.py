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
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _processors(secrets: tuple[str, ...]) -> list[Any]:
    def redact(_logger: Any, _method: str, event: Event) -> Event:
        return {key: _redacted(value, secrets) for key, value in event.items()}

    time = structlog.processors.TimeStamper(fmt="iso", utc=True)
    return [structlog.stdlib.add_log_level, time, _without_content, redact]


def _without_content(_logger: Any, _method: str, event: Event) -> Event:
    """An exception by its type and the lines it passed: its message may quote what came in."""
    found = event.pop("exc_info", None)
    record = event.get("_record")
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


def _redacted(value: Any, secrets: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        for secret in secrets:
            value = value.replace(secret, HIDDEN)
        return value if _is_time(value) else DIGITS.sub(HIDDEN, value)
    if isinstance(value, list | tuple):
        return [_redacted(each, secrets) for each in value]
    return value


def _is_time(value: str) -> bool:
    return bool(re.match(r"\d{4}-\d\d-\d\dT", value))
