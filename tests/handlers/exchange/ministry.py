"""A small server that stands in for DHIS2, as its developer guide describes it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.channels.http.wire import Wire
from bot.dhis2 import Dhis2
from handlers.exchange.mapping import load
from handlers.report.risks import OURS
from handlers.report.risks import load as risks
from tests.conftest import knowledge

SET, UNIT, OTHER = "SetOfWeek01", "DouentzaU01", "KoroUnit001"
UNDER, OVER, DEAD = "MeaslesUn05", "MeaslesOv05", "MeaslesDead"
MALARIA = "MalariaAll1"
AUTHORIZATION = "ApiToken of-nobody"
MAPPING = f"""
data_set = "{SET}"

[org_units]
district-douentza = "{UNIT}"
district-koro = "{OTHER}"

[[value]]
risk = "measles"
what = "cases"
age_group = "under5"
element = "{UNDER}"

[[value]]
risk = "measles"
what = "cases"
age_group = "over5"
element = "{OVER}"

[[value]]
risk = "measles"
what = "deaths"
element = "{DEAD}"

[[value]]
risk = "malaria"
what = "cases"
element = "{MALARIA}"
combo = "DefaultComb"
"""


def mapped(folder, text: str = MAPPING):
    file = folder / "dhis2.toml"
    file.write_text(text)
    return load(file, risks=risks(OURS), areas={area.id for area in knowledge().areas})


class Ministry:
    """Keeps values and completeness as DHIS2 does: whatever comes later replaces."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str, str], str] = {}
        self.completed: list[tuple[str, str]] = []
        self.completed_on: dict[tuple[str, str], set[str | None]] = {}  # as either resource says
        self.periods = ["Weekly", "WeeklyWednesday", "WeeklySunday", "Monthly"]
        self.calls: list[dict[str, Any]] = []
        self.instead: list[web.Response] = []
        self.knows = {UNIT, OTHER}
        self.since_2_38 = True
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != AUTHORIZATION:
            return web.json_response({"httpStatus": "Unauthorized"}, status=401)
        if request.path == "/api/me":
            return web.json_response({"username": "kunnafoni"})
        if request.path == "/api/periodTypes":
            return web.json_response({"periodTypes": [{"name": each} for each in self.periods]})
        body = await request.json() if request.body_exists else dict(request.query)
        self.calls.append(body)
        deletes = request.query.get("importStrategy") == "DELETE"
        if self.instead:
            return self.instead.pop(0)
        if request.method == "DELETE":
            return self._taken_back(**body)
        if request.path == "/api/dataValueSets":
            return self._delete(body) if deletes else self._take(body)
        for one in body["completeDataSetRegistrations"]:
            key = one["organisationUnit"], one["period"]
            self.completed.append(key)
            self.completed_on.setdefault(key, set()).add(one.get("date"))
        return self._summary("SUCCESS")

    def _taken_back(self, ds: str, pe: str, ou: str) -> web.Response:
        """As its controller does: nothing there to delete is no error."""
        if (ds, ou in self.knows) != (SET, True):
            return web.json_response({"httpStatusCode": 409, "status": "ERROR"}, status=409)
        self.completed = [each for each in self.completed if each != (ou, pe)]
        return web.Response(status=204)

    def _take(self, body: dict[str, Any]) -> web.Response:
        if body["orgUnit"] not in self.knows:
            conflict = {"object": body["orgUnit"], "value": "Organisation unit not found"}
            return self._summary("WARNING", [conflict], ignored=len(body["dataValues"]))
        key = body["orgUnit"], body["period"]
        if "completeDate" in body:
            self.completed_on[key] = {body["completeDate"]}
        for each in body["dataValues"]:
            self.values[body["orgUnit"], body["period"], each["dataElement"]] = each["value"]
        return self._summary("SUCCESS")

    def _delete(self, body: dict[str, Any]) -> web.Response:
        """Values that are not there are counted as ignored, without a conflict."""
        if body["orgUnit"] not in self.knows:
            return self._take(body)
        where = body["orgUnit"], body["period"]
        gone = [self.values.pop((*where, each["dataElement"]), None) for each in body["dataValues"]]
        assert all(each["value"] for each in body["dataValues"]), "an empty value is a conflict"
        return self._summary("SUCCESS", ignored=gone.count(None), deleted=len(gone))

    def _summary(
        self, status: str, conflicts: Any = None, ignored: int = 0, deleted: int = 0
    ) -> web.Response:
        count = {"imported": 1, "updated": 0, "ignored": ignored, "deleted": deleted}
        summary = {"status": status, "importCount": count, "conflicts": conflicts or []}
        code = 200 if status == "SUCCESS" else 409
        whole = {"httpStatusCode": code, "status": "OK" if code == 200 else status}
        return web.json_response(
            {**whole, "response": summary} if self.since_2_38 else summary,
            status=code if self.since_2_38 else 200,
        )


@asynccontextmanager
async def a_ministry() -> AsyncIterator[tuple[Ministry, Dhis2]]:
    ministry = Ministry()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", ministry.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.01, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ministry.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    wire = Wire(5)
    try:
        yield ministry, Dhis2(wire, ministry.url, AUTHORIZATION)
    finally:
        await wire.close()
        await runner.cleanup()
