"""The schedule in and out of files: every bad line named, nothing half-saved, nothing twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli import Shell

SHARED = Path(__file__).parents[3] / "shared" / "data"
CLINICS = (
    "name,kind,place,services,hours,phone\n"
    "CSCom Koro,cscom,Koro,vaccination nutrition,lun-ven 8h-16h,+22370000001\n"
    "CSRef Douentza,csref,Douentza,,24h/24,\n"
)
VISITS = (
    "team,place,first_on,rule,hours,services,hidden_hours,precision\n"
    "Equipe A,Mondoro,2036-12-02,FREQ=WEEKLY,9h-14h,vaccination,24,village\n"
    "Equipe B,Koro,2036-12-03,,,,,\n"
)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_clinics_come_in_once_and_go_out_as_they_came(shell):
    assert shell.runs("clinics", "import", shell.file("c.csv", CLINICS)) == [
        "2 new, 0 changed, 0 left out"
    ]
    assert shell.runs("clinics", "import", shell.file("c.csv", CLINICS)) == [
        "0 new, 0 changed, 0 left out"
    ]
    lines = shell.runs("clinics", "export")
    assert lines[1].startswith("1,CSCom Koro,cscom,Koro,14.0")
    assert lines[1].endswith("nutrition vaccination,lun-ven 8h-16h,+22370000001,open,file")
    again = shell.file("again.csv", "\n".join(lines))
    assert shell.runs("clinics", "import", again) == ["0 new, 0 changed, 0 left out"]
    closed = shell.file("closed.csv", "\n".join(lines).replace("+22370000001,open", ",closed"))
    assert shell.runs("clinics", "import", closed) == ["0 new, 1 changed, 0 left out"]
    kept = shell.rows("SELECT what, contact_id, before IS NULL FROM schedule_history ORDER BY at")
    assert kept == [("clinic", None, 1), ("clinic", None, 1), ("clinic", None, 0)]


def test_every_bad_line_of_clinics_is_named_and_nothing_is_kept(shell):
    bad = CLINICS + (
        "X,hut,Koro,,,\n,cscom,Koro,,,\nY,cscom,Douentsa,magic,25h-26h,\nZ,cscom,,,,\n"
        "W,cscom,Koro,,,,too,many\n"
    )
    problems = shell.refuses("clinics", "import", shell.file("c.csv", bad))
    assert [problem.partition(":")[0] for problem in problems] == [
        "line 4", "line 5", "line 6", "line 6", "line 6", "line 7", "line 8"
    ]  # fmt: skip
    text = "\n".join(problems)
    for word in ("kind must be", "needs a name", "is it Douentza?", "unknown service magic",
                 "does not exist", "is needed", "more values"):  # fmt: skip
        assert word in text
    assert shell.runs("clinics", "export")[1:] == []


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("48.8", "2.3"), ("14", ""), ("14,1", "-3"), ("nan", "-3")]
)
def test_a_clinic_outside_the_country_is_refused(shell, latitude, longitude):
    text = f'name,kind,latitude,longitude\nX,cscom,"{latitude}",{longitude}\n'
    [problem] = shell.refuses("clinics", "import", shell.file("c.csv", text))
    assert problem == "line 2: latitude and longitude must be in the country, in degrees"


def test_visits_come_in_once_and_go_out_as_they_came(shell):
    for expected in ("2 new, 0 changed", "0 new, 0 changed"):
        assert shell.runs("visits", "import", shell.file("v.csv", VISITS)) == [expected]
    lines = shell.tries("visits", "export").stdout.splitlines()
    assert lines[1].endswith("2036-12-02,FREQ=WEEKLY,9h-14h,vaccination,24,village,open,file")
    again = shell.file("again.csv", "\n".join(lines))
    assert shell.runs("visits", "import", again) == ["0 new, 0 changed"]


def test_every_bad_line_of_visits_is_named(shell):
    bad = VISITS + (
        "C,Koro,2020-01-01,,,,,\nC,Koro,demain,,,,,\nC,Koro,2036-12-03,chaque mardi,,,,\n"
        "C,Koro,2036-12-03,,14h-9h,,,\nC,Koro,2036-12-03,,,,x,near\n"
    )
    problems = shell.refuses("visits", "import", shell.file("v.csv", bad))
    text = "\n".join(problems)
    for word in (
        "line 4: every day of it is over",
        "line 5: first_on",
        "line 6: a rule must have",
        "line 7: hours:",
        "line 8: precision must be",
        "line 8: hidden_hours is not",
    ):
        assert word in text
    assert shell.runs("visits", "export")[1:] == []


def test_one_team_in_two_places_is_refused(shell):
    soon = (datetime.now(UTC).date() + timedelta(days=10)).isoformat()
    twice = (
        "team,place,first_on,rule,hours\n"
        f"Equipe A,Mondoro,{soon},FREQ=WEEKLY,9h-14h\nEquipe A,Koro,{soon},,13h-15h\n"
    )
    [problem] = shell.refuses("visits", "import", shell.file("v.csv", twice))
    assert problem == f"Equipe A: at Mondoro and at Koro on {soon}"
    assert shell.runs("visits", "export")[1:] == []
    later = twice.replace("13h-15h", "14h-15h")
    assert shell.runs("visits", "import", shell.file("v.csv", later)) == ["2 new, 0 changed"]


def test_who_s_list_is_read_as_published(shell):
    file = SHARED / "who_facilities_ml.csv"
    if not file.is_file():
        pytest.skip("WHO's facility list is not beside the project")
    found = shell.tries("clinics", "import", file)
    assert found.exit_code == 0
    assert found.stdout.startswith("144") or found.stdout.startswith("145")
    assert "no such place" in found.stderr
    assert shell.tries("clinics", "import", file).stdout.startswith("0 new, 0 changed")
    kinds = dict(shell.rows("SELECT kind, count(*) FROM clinic GROUP BY kind"))
    assert kinds["csref"] == 61
    assert kinds["hospital"] == 18
    assert kinds["cscom"] > 1260


def feature(name, amenity="clinic", geometry=None, **properties):
    return {
        "type": "Feature",
        "geometry": geometry or {"type": "Point", "coordinates": [-3.08, 14.07]},
        "properties": {"amenity": amenity, "name": name, "uuid": name, **properties},
    }


def test_healthsites_geojson_is_read_as_published(shell):
    square = {"type": "Polygon", "coordinates": [[[-3.0, 14.0], [-3.0, 14.2], [-2.8, 14.2]]]}
    collection = {
        "type": "FeatureCollection",
        "features": [
            feature("Clinique A", opening_hours="Mo-Fr 08:00-16:00"),
            feature("Hôpital B", "hospital", square, opening_hours="on appointment"),
            feature("Pharmacie", "pharmacy"),
            feature(None),
            feature("Paris", geometry={"type": "Point", "coordinates": [2.3, 48.8]}),
        ],
    }
    file = shell.file("h.geojson", json.dumps(collection))
    found = shell.tries("clinics", "import", file)
    assert found.stdout == "2 new, 0 changed, 1 left out\n"
    assert found.stderr.startswith("Paris: ")
    assert shell.rows("SELECT name, hours FROM clinic ORDER BY number") == [
        ("Clinique A", "lun-ven 8h-16h"), ("Hôpital B", "")
    ]  # fmt: skip


NAMELESS = '{"features": [{"properties": {"amenity": "clinic", "name": "x"}}]}'


@pytest.mark.parametrize("text", ["{}", "[1]", NAMELESS, "x"])
def test_what_is_no_geojson_is_said_to_be_none(shell, text):
    [problem] = shell.refuses("clinics", "import", shell.file("h.geojson", text))
    assert problem.startswith("not a GeoJSON collection of points")
