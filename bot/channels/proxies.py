"""The proxy of the environment, looked for once for each host."""

from __future__ import annotations

from functools import lru_cache
from urllib.request import getproxies, proxy_bypass


@lru_cache(maxsize=64)
def proxy(scheme: str, host: str) -> str | None:
    """Its address, if one is to be used. aiohttp can find it too (`trust_env`), in two threads for
    each call, which takes longer than the call."""
    return None if proxy_bypass(host) else getproxies().get(scheme)
