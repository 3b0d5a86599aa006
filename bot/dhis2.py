"""DHIS2 over HTTP: post, and read whether it was taken. What is posted is others' business."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import orjson

from bot.channels.http.asking import Asking
from bot.channels.http.wire import Answered, Wire
from bot.errors import PermanentSendError, TemporarySendError

TAKEN = ("SUCCESS", "OK")
LATER = (401, 403, 408, 429)  # credentials are mended by a person: until then it waits
NOT_THERE = 404
SHOWN = 3  # conflicts told of


class Dhis2:
    def __init__(self, wire: Wire, url: str, authorization: str) -> None:
        """`url` ends before /api; `authorization` is the whole header."""
        self._wire = wire
        self._url = url.rstrip("/")
        self._headers = {"Authorization": authorization, "Content-Type": "application/json"}

    async def values(self, value_set: Mapping[str, Any]) -> None:
        """Raises `TemporarySendError`, or `PermanentSendError` with DHIS2's reasons."""
        await self._post("dataValueSets", value_set)

    async def delete(self, value_set: Mapping[str, Any]) -> None:
        """Take values back; where there are none, nothing happens, though DHIS2 says `ignored`."""
        await self._post("dataValueSets?importStrategy=DELETE", value_set, ignored=True)

    async def complete(self, registration: Mapping[str, Any]) -> None:
        await self._post("completeDataSetRegistrations", registration)

    async def incomplete(self, registration: Mapping[str, str]) -> None:
        """Take back that a data set is complete; where it is not, nothing happens."""
        url = f"{self._url}/api/completeDataSetRegistrations?{urlencode(registration)}"
        answered = await self._wire.ask(Asking("DELETE", url, self._headers))
        if answered.status != NOT_THERE:
            _check_status(answered)

    async def periods(self) -> frozenset[str]:
        """The names of the period types that this DHIS2 knows."""
        answered = await self._wire.ask(
            Asking("GET", f"{self._url}/api/periodTypes", self._headers)
        )
        _check_status(answered)
        listed = answered.data.get("periodTypes") if isinstance(answered.data, dict) else None
        names = (each.get("name") for each in listed or () if isinstance(each, dict))
        return frozenset(str(name) for name in names if name)

    async def user(self) -> str:
        """Whom DHIS2 takes us for: whether address and credentials are right."""
        answered = await self._wire.ask(Asking("GET", f"{self._url}/api/me", self._headers))
        _check_status(answered)
        name = answered.data.get("username") if isinstance(answered.data, dict) else None
        if not name:
            raise PermanentSendError("no DHIS2 answers there")
        return str(name)

    async def _post(self, resource: str, body: Mapping[str, Any], *, ignored: bool = False) -> None:
        url = f"{self._url}/api/{resource}"
        answered = await self._wire.ask(Asking("POST", url, self._headers, orjson.dumps(body)))
        summary = _summary(answered.data)
        if summary is not None and (reasons := _refusals(summary, ignored_too=ignored)):
            raise PermanentSendError("; ".join(reasons))
        _check_status(answered)
        if summary is None:
            raise TemporarySendError("no usable answer: no import summary")


def _check_status(answered: Answered) -> None:
    if answered.status in LATER or answered.status >= 500:
        raise TemporarySendError(f"HTTP {answered.status}", answered.retry_after)
    if answered.status >= 300:
        raise PermanentSendError(f"HTTP {answered.status}")


def _summary(data: Any) -> dict[str, Any] | None:
    """The import summary: the answer itself, or inside it since version 2.38."""
    if not isinstance(data, dict):
        return None
    inner = data.get("response")
    found = inner if isinstance(inner, dict) and "status" in inner else data
    return found if "importCount" in found or "conflicts" in found else None


def _refusals(summary: Mapping[str, Any], *, ignored_too: bool) -> list[str]:
    """Why not all was taken; empty if all was, or (`ignored_too`) may be left out."""
    conflicts = summary.get("conflicts") or ()
    ignored = 0 if ignored_too else (summary.get("importCount") or {}).get("ignored", 0)
    if str(summary.get("status", "")).upper() in TAKEN and not conflicts and not ignored:
        return []
    told = [_told(each) for each in conflicts[:SHOWN]]
    return told or [summary.get("description") or f"{ignored} values ignored"]


def _told(conflict: Any) -> str:
    if not isinstance(conflict, dict):
        return str(conflict)
    return f"{conflict.get('object', '')}: {conflict.get('value', '')}".strip(": ")
