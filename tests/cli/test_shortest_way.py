"""docs/android-phone.md, "The shortest way": its configuration, the real program, and a phone."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime

import httpx

from bot.config.gateways import variable
from bot.paths import LOCALES
from tests.channels.answers import serving
from tests.channels.gateway_providers import Phone
from tests.channels.gateway_server import example
from tests.cli import Shell
from tests.cli.test_serving import answer, free, started, stopped
from tests.conftest import until

__all__ = ["free"]
PAGE = (LOCALES.parent / "docs" / "android-phone.md").read_text("utf-8")
[SHOWN] = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
THERE = "http://127.0.0.1:8081"


class Outside:
    """The phone's end of the cable."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}"

    async def called(self, method: str, path: str, **how: object) -> int:
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:
            return (await client.request(method, self._base + path, **how)).status_code


def plain(toml: str) -> list[str]:
    """Its lines without what differs: addresses and comments."""
    toml = toml.replace(THERE, "http://192.168.1.20:8080")
    return [line.partition("  #")[0].rstrip() for line in toml.splitlines() if "public" not in line]


def test_the_configuration_is_that_of_the_page_on_gateways():
    assert plain(SHOWN) == plain(example("phone"))


async def test_from_its_configuration_to_an_sms_that_is_answered(tmp_path, free):
    shell = Shell(tmp_path)
    async with serving(Phone()) as phone:
        phone.clock = lambda: datetime.now(UTC)
        shown = SHOWN.replace(THERE, phone.url).replace("[web]", f"[web]\nport = {free}", 1)
        shell.file("config.toml", shown)
        secrets = {variable("phone", name): value for name, value in phone.secrets.items()}
        running = started(shell, "run", **secrets)
        try:
            await asyncio.to_thread(answer, running, f"http://127.0.0.1:{free}/health")
            cable = Outside(free)
            assert await phone.brings(cable, "AIDE") == 200
            await until(lambda: phone.messages)
            assert [await phone.tells(cable, what) for what in ("sent", "delivered")] == [200, 200]
            asked = started(shell, "doctor", **secrets)
            said, _complaints = await asyncio.to_thread(asked.communicate, timeout=60)
        finally:
            await asyncio.to_thread(stopped, running)
    assert phone.messages[0].to == "+22370000001"
    assert "ok    channel phone: HTTP 200" in said
    assert "0 to mend" in said
