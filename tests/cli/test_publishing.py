"""`/schedule.ics` and `/clinics.geojson`, by the program itself: off, until somebody wants them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from icalendar import Calendar

from tests.cli import Shell
from tests.cli.test_serving import answer, free, started, stopped

__all__ = ["free"]
SOON = (datetime.now(UTC).date() + timedelta(days=10)).isoformat()
VISITS = (
    "team,place,latitude,longitude,first_on,rule,hours,services,hidden_hours,precision\n"
    f"Equipe A,Koro,14.07,-3.08,{SOON},FREQ=WEEKLY,9h-14h,vaccination,,exact\n"
    f"Equipe B,Campement,14.73,-1.9,{SOON},FREQ=WEEKLY,9h-14h,covid,24,exact\n"
    f"Equipe C,Camp Vert,14.76,-1.9,{SOON},,,malaria,,area\n"
)
CLINICS = (
    "name,kind,place,services,hours,status\n"
    "CSCom Koro,cscom,Koro,vaccination,lun-ven 8h-16h,open\n"
    "CSRef Koro,csref,Koro,,,open\nCSCom Boni,cscom,Boni,,,suspended\n"
)


@pytest.fixture
def shell(tmp_path):
    found = Shell(tmp_path)
    found.runs("visits", "import", found.file("v.csv", VISITS))
    found.runs("clinics", "import", found.file("c.csv", CLINICS))
    return found


def pages(shell, port, public):
    """Both pages of a bot with this configuration, and the first one again by its tag."""
    shell.file("config.toml", f"[web]\nport = {port}\n[logging]\nlevel = 'warning'\n{public}")
    process = started(shell, "run")
    try:
        home = f"http://127.0.0.1:{port}"
        answer(process, f"{home}/health")
        with httpx.Client(base_url=home, verify=False) as client:
            found = [client.get(path) for path in ("/schedule.ics", "/clinics.geojson")]
            tag = found[0].headers.get("etag", "")
            found.append(client.get("/schedule.ics", headers={"if-none-match": tag}))
    finally:
        assert stopped(process) == ("", "")
    return found


def test_nothing_is_public_unless_somebody_wants_it(shell, free):
    assert [page.status_code for page in pages(shell, free, "")] == [404, 404, 404]


def test_what_is_public_is_what_everybody_may_know(shell, free):
    public = "[public]\nschedule = true\nclinics = true\n"
    calendar, clinics, again = pages(shell, free, public)
    events = Calendar.from_ical(calendar.content).walk("VEVENT")
    told = [(str(e["SUMMARY"]), str(e.get("DESCRIPTION")), "GEO" in e) for e in events]
    assert told == [
        ("Clinique mobile : Koro", "vaccination", True),
        ("Clinique mobile : Douentza", "test et soins du paludisme", False),
    ]
    assert "Equipe" not in calendar.text
    assert again.status_code == 304
    koro, csref = clinics.json()["features"]
    assert clinics.headers["content-type"] == "application/geo+json"
    assert koro["geometry"] == {"type": "Point", "coordinates": [-3.08, 14.07]}
    assert koro["properties"] == {
        "name": "CSCom Koro", "kind": "CSCom", "services": ["vaccination"], "usual": [],
        "hours": "lun-ven 8h-16h", "phone": None, "source": "file",
    }  # fmt: skip
    assert csref["properties"]["services"] == []
    assert "vaccination" in csref["properties"]["usual"]
    assert csref["properties"]["hours"] is None


def test_one_of_them_may_be_public_alone(shell, free):
    found = pages(shell, free, "[public]\nclinics = true\nper_minute = 1\n")
    assert [page.status_code for page in found] == [404, 200, 404]
