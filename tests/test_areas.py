"""Areas: the starter tree, and files that change it wholly or not at all."""

from __future__ import annotations

import pytest

from bot.areas import Area, Areas, read_areas, starter
from bot.errors import BadFile
from bot.geo import distance
from tests.cli import Shell

MALI = Areas(starter())
HEADER = "id,name,kind,parent_id,population,latitude,longitude"
REGIONS = {
    "Kayes", "Koulikoro", "Sikasso", "Ségou", "Mopti", "Tombouctou", "Gao", "Kidal", "Taoudénit",
    "Ménaka", "Bougouni", "Dioïla", "Nioro", "Koutiala", "Kita", "Nara", "Bandiagara", "San",
    "Douentza", "Bamako",
}  # fmt: skip


def read(*lines, known=()):
    return read_areas("\n".join((HEADER, *lines)), {area.id: area for area in known})


def problems(*lines, known=()):
    with pytest.raises(BadFile) as caught:
        read(*lines, known=known)
    return caught.value.problems


def test_the_starter_list_has_every_region():
    assert {area.name for area in MALI if area.kind == "region"} == REGIONS


def test_every_district_of_the_starter_list_is_in_a_region_and_has_a_centre_in_mali():
    for area in MALI:
        assert area.latitude is not None
        assert area.longitude is not None
        assert 10 <= area.latitude <= 25
        assert -12.5 <= area.longitude <= 4.5
        if area.kind != "region":
            region = MALI.region_of(area.id)
            assert region is not None
            assert distance((area.latitude, area.longitude), centre(region)) < 500


def centre(area):
    return area.latitude, area.longitude


@pytest.mark.parametrize(
    ("district", "region"),
    [
        ("district-bankass", "Bandiagara"), ("district-koro", "Bandiagara"),
        ("district-douentza", "Douentza"), ("district-tenenkou", "Mopti"),
        ("district-niono", "Ségou"), ("district-ansongo", "Gao"), ("district-yorosso", "Koutiala"),
        ("region-bamako", "Bamako"), ("nowhere", None), (None, None),
    ],
)  # fmt: skip
def test_a_region_is_named_by_the_division_of_2023(district, region):
    found = MALI.region_of(district)
    assert (found and found.name) == region


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("segou", {"region-segou", "district-segou"}),
        (" DOUENTZA ", {"region-douentza", "district-douentza"}),
        ("Atlantis", set()),
    ],
)
def test_areas_are_found_by_name(written, ids):
    assert {area.id for area in MALI.named(written)} == ids


@pytest.mark.parametrize(
    ("point", "kind", "area_id"),
    [
        ((15.02, -2.90), "district", "district-douentza"),
        ((15.02, -2.90), "region", "region-douentza"),
        ((12.60, -7.95), "region", "region-bamako"),
        ((15.02, -2.90), "health_area", None),
    ],
)
def test_the_nearest_centre(point, kind, area_id):
    found = MALI.nearest(*point, kind)
    assert (found and found.id) == area_id


@pytest.mark.parametrize(
    ("here", "there", "kilometres"),
    [
        ((15.00, -2.95), (15.00, -2.95), 0),
        ((14.00, -4.00), (15.00, -4.00), 111),
        ((12.65, -8.00), (14.49, -4.20), 459),  # Bamako to Mopti
    ],
)
def test_distance_is_good_to_a_percent(here, there, kilometres):
    assert distance(here, there) == pytest.approx(kilometres, rel=0.01)
    assert distance(here, there) == distance(there, here)


def test_a_file_adds_areas_below_known_ones_and_below_each_other():
    [village, area] = read(
        "aire-2,Aire deux,health_area,aire-1,,,",
        "aire-1,Aire une,health_area,district-koro,12500,14.1,-3.1",
        known=MALI,
    )
    assert village == Area("aire-2", "Aire deux", "health_area", "aire-1")
    assert area == Area("aire-1", "Aire une", "health_area", "district-koro", 12500, 14.1, -3.1)
    tree = Areas([*MALI, village, area])
    above = [each.id for each in tree.ancestors("aire-2")]
    assert above == ["aire-1", "district-koro", "region-bandiagara"]


def test_columns_come_in_any_order_and_only_three_are_needed():
    [area] = read_areas("\ufeffkind, name ,id\nregion,Nord,region-nord\n", {})
    assert area == Area("region-nord", "Nord", "region")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ["no column id", "no column name", "no column kind"]),
        ("id,name\nr,R", ["no column kind"]),
        ("id,name,kind,colour\nr,R,region,red", ["unknown column colour"]),
    ],
)
def test_a_wrong_header_is_named(text, wanted):
    with pytest.raises(BadFile) as caught:
        read_areas(text, {})
    told = [problem.removeprefix("line 1: ") for problem in caught.value.problems]
    assert told[: len(wanted)] == wanted


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (",Nord,region,,,,", "no id"),
        ("r,,region,,,,", "no name"),
        ("r,Nord,,,,,", "no kind"),
        ("r,Nord,country,,,,", "kind must be one of region, district, health_area"),
        ("r,Nord,region,,,91,0", "latitude must be a number between -90 and 90"),
        ("r,Nord,region,,,north,0", "latitude must be a number between -90 and 90"),
        ("r,Nord,region,,,nan,0", "latitude must be a number between -90 and 90"),
        ("r,Nord,region,,,14.1,181", "longitude must be a number between -180 and 180"),
        ("r,Nord,region,,-1,,", "population must be a number between 0 and 1000000000"),
        ("r,Nord,region,nowhere,,,", "unknown parent_id nowhere"),
        ("r,Nord,region,r,,,", "r is above itself"),
        ("d,Nord,region,aire,,,", "unknown parent_id aire"),
        ("first,Nord,region,,,,", "id first was there before"),
    ],
)
def test_a_bad_line_is_named(line, problem):
    assert problems("first,First,region,,,,", line) == (f"line 3: {problem}",)


def test_an_area_is_not_below_a_narrower_kind():
    lines = ("a,A,health_area,,,,", "d,D,district,a,,,", "r,R,region,d,,,", "e,E,district,d,,,")
    assert problems(*lines) == (
        "line 3: a is a narrower kind of area",
        "line 4: d is a narrower kind of area",
    )


def test_every_bad_line_is_named_with_everything_that_is_wrong():
    found = problems(
        ",,region,,,,", "a,A,region,,,,", "b,B,country,,,99,0", "c,C,district,nowhere,,,"
    )
    assert [problem.partition(":")[0] for problem in found] == [
        "line 2", "line 2", "line 4", "line 4", "line 5",
    ]  # fmt: skip


def test_areas_above_each_other_are_refused():
    assert problems("a,A,district,b,,,", "b,B,district,c,,,", "c,C,district,a,,,") == (
        "line 2: a is above itself",
        "line 3: b is above itself",
        "line 4: c is above itself",
    )


def test_a_circle_through_a_known_area_is_refused():
    known = [Area("old", "Old", "district", "new"), Area("top", "Top", "region")]
    assert problems("new,New,district,old,,,", known=known) == ("line 2: new is above itself",)
    assert read("new,New,district,top,,,", known=known)[0].parent_id == "top"


def test_the_command_imports_all_of_a_file_or_nothing(tmp_path):
    shell = Shell(tmp_path)
    before = shell.runs("areas", "list")
    assert len(before) == len(list(MALI))
    good = "aire-1,Aire une,health_area,district-koro,12500,14.1,-3.1"
    bad = shell.file("bad.csv", f"{HEADER}\n{good}\naire-2,Aire deux,health_area,nowhere,,,\n")
    assert shell.refuses("areas", "import", bad) == ["line 3: unknown parent_id nowhere"]
    assert shell.runs("areas", "list") == before
    right = shell.file("good.csv", f"{HEADER}\n{good}\n")
    for _twice in range(2):
        assert shell.runs("areas", "import", right) == ["1 areas"]
    assert set(shell.runs("areas", "list")) - set(before) == {"aire-1\thealth_area\tAire une"}


def test_an_import_changes_an_area_that_is_known(tmp_path):
    shell = Shell(tmp_path)
    line = "district-koro,Koro,district,region-bandiagara,250000,14.07,-3.08"
    shell.runs("areas", "import", shell.file("new.csv", f"{HEADER}\n{line}\n"))
    assert shell.rows("SELECT population FROM area WHERE id = 'district-koro'") == [(250000,)]
    assert len(shell.runs("areas", "list")) == len(list(MALI))
