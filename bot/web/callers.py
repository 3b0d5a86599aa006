"""Who calls us, through proxies that we trust or directly."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from starlette.types import Scope


def caller(scope: Scope, headers: Mapping[str, str], trusted: Collection[str]) -> str:
    """The address; behind a proxy that we trust, the one it names last."""
    client = str((scope.get("client") or ("", 0))[0])
    if client in trusted and "x-forwarded-for" in headers:
        return headers["x-forwarded-for"].split(",")[-1].strip()
    return client
