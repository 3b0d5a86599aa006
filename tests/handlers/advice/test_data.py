"""The data files: ours are whole and say where they come from; a doubtful one is refused."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.errors import BadFile
from bot.paths import LOCALES
from handlers.advice import danger, malaria_facts, measles, schedule

ANTIGENS = ["BCG", "OPV", "PENTA", "PCV", "ROTA", "IPV", "MR", "YF", "MENA", "R21", "HPV"]
FILES = [schedule.OURS, danger.OURS, malaria_facts.OURS, measles.OURS]
SCHEDULE = schedule.load()
SIGNS = danger.load()


def test_the_schedule_has_the_antigens_of_the_national_programme():
    assert list(SCHEDULE.slots) == ANTIGENS
    assert {name: len(slots) for name, slots in SCHEDULE.slots.items()} == {
        "BCG": 1, "OPV": 4, "PENTA": 3, "PCV": 3, "ROTA": 3, "IPV": 1, "MR": 3, "YF": 1, "MENA": 1,
        "R21": 5, "HPV": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "antigen"),
    [("penta", "PENTA"), ("VAR", "MR"), ("rr", "MR"), ("R21/Matrix-M", "R21"), ("Men-A", "MENA"),
     ("fièvre jaune", "YF"), ("polio", "OPV"), ("VPI", "IPV"), ("aspirin", None), ("", None)],
)  # fmt: skip
def test_antigens_have_the_names_of_the_card(name, antigen):
    assert SCHEDULE.antigen(name) == antigen


@pytest.mark.parametrize(
    ("antigen", "dose", "gk"),
    [
        ("PENTA", 2, ("under",)),  # H for its ages
        ("OPV", 1, ("age_from", "min_interval", "under")),
        ("ROTA", 1, ("min_interval", "up_to")),
        ("MR", 1, ()),
        ("YF", 1, ("age_from", "min_interval", "under")),
        ("R21", 2, ("min_interval",)),
    ],
)
def test_what_is_general_knowledge_is_marked(antigen, dose, gk):
    [slot] = [slot for slot in SCHEDULE.slots[antigen] if slot.dose == dose]
    assert slot.gk == gk


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_every_entry_has_a_source_and_a_confidence(file):
    data = tomllib.loads(file.read_text("utf-8"))
    entries = [each for value in data.values() if isinstance(value, list) for each in value]
    entries += [value for value in data.values() if isinstance(value, dict)]
    sourced = [each for each in entries if "source" in each]
    assert sourced
    assert all(each.get("confidence", "H") in ("H", "M", "L") for each in sourced)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_no_amount_of_a_medicine_is_in_the_data(file):
    assert not re.search(r"\d\s*(mg|ml|iu|ui|µg|mcg|tablets?|comprim|drops|gouttes)\b",
                         file.read_text("utf-8"), re.IGNORECASE)  # fmt: skip


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_the_words_of_danger_signs_are_those_of_the_list(locale):
    words = tomllib.loads((LOCALES / locale / "lexicon.toml").read_text("utf-8"))["danger"]
    assert set(words) - {"other", "not"} == {sign.code for sign in SIGNS}


def changed(tmp_path, path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    file = tmp_path / path.name
    file.write_text(text.replace(old, new, 1), "utf-8")
    return file


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('grace = "4 weeks"', "", "'grace'"),
        ('grace = "4 weeks"', 'grace = "4 moons"', "'4 moons' is no age"),
        ('up_to = "12 months"', 'up_to = "12 months', "schedule.toml: "),
        ('up_to = "12 months"', 'upto = "12 months"', "upto"),
        ('antigen = "BCG"', 'antigen = "TB"', "TB 1: no [antigen.TB]"),
        ('age_from = "10 weeks"', 'age_from = "1 week"', "OPV 2: it begins before"),
        ('age_from = "10 weeks"\nmin_interval = "4 weeks"', 'age_from = "10 weeks"',
         "OPV 2: min_interval is missing"),
        ("dose = 2", "dose = 1", "OPV 1: doses are listed in their order"),
        ('age_to = "12 months"', 'age_to = "9 months"', "age_to is not after age_from"),
        ('up_to = "24 months"', 'up_to = "1 day"', "ROTA 1: closed before it begins"),
        ("months = [5, 6]", "months = [5, 13]", "months follow each other"),
        ("months = [5, 6]", "months = [12, 1]", "months follow each other"),
        ('confidence = "M"', 'confidence = "?"', "confidence '?'"),
        ('source = "bamada', 'source = "" # "bamada', "BCG 1: no source"),
        ('gk = ["up_to"]', 'gk = ["price"]', "gk names no value: price"),
        ('"VPO", "polio"', '"VPO", "BCG"', "'BCG' means both BCG and OPV"),
        ('answer = "go"', 'answer = "do not vaccinate"', "answer 'do not vaccinate'"),
    ],
)  # fmt: skip
def test_a_doubtful_schedule_is_refused(tmp_path, old, new, problem):
    with pytest.raises(BadFile, match=re.escape(problem)):
        schedule.load(changed(tmp_path, schedule.OURS, old, new))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('confidence = "H"', 'confidence = "?"', "cannot_drink: confidence '?'"),
        ('source = "IMCI module 1; WHO AFRO node 5754"', 'source = ""', "cannot_drink: no source"),
        ('code = "convulsions"', 'code = "cannot_drink"', "cannot_drink is listed twice"),
        ('of = ["malaria", "measles"]', "", "danger.toml: 'of'"),
        ("code = ", "name = ", "danger.toml: "),
        ("[[sign]]", "[[sign", "danger.toml: "),
    ],
)
def test_a_doubtful_list_of_danger_signs_is_refused(tmp_path, old, new, problem):
    with pytest.raises(BadFile, match=re.escape(problem)):
        danger.load(changed(tmp_path, danger.OURS, old, new))


ROUND = '\n[[smc.round]]\narea = "Koutiala"\nbegins = 2026-07-19\nends = 2026-07-15\n'


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('urgency = "now"', 'urgency = "soon"', "danger_sign: urgency 'soon'"),
        ('code = "fever"', 'code = "heat"', "no rule 'fever'"),
        ('code = "fever"', 'code = "heat"', "rule 'heat' is not known"),
        ('source = "danger.toml"', 'source = ""', "danger_sign: no source"),
        ("from_months = 3", "", "from_months"),
        ("\n# Months in which", ROUND + "\n# Months in which", "a round in koutiala ends first"),
        ("months = [7, 8", "months = [0, 8", "centre: months are 1 to 12"),
        ("[smc]", "[smc", "malaria.toml: "),
    ],
)
def test_doubtful_facts_of_malaria_are_refused(tmp_path, old, new, problem):
    with pytest.raises(BadFile, match=re.escape(problem)):
        malaria_facts.load(changed(tmp_path, malaria_facts.OURS, old, new))


@pytest.mark.parametrize(
    ("old", "new"), [("after_days = 4", ""), ("[contact]", "[kontact]"), ("[contact]", "[contact")]
)
def test_doubtful_facts_of_measles_are_refused(tmp_path, old, new):
    with pytest.raises(BadFile, match=r"measles\.toml"):
        measles.load(changed(tmp_path, measles.OURS, old, new))


def test_nothing_of_ours_says_not_to_vaccinate():
    for path in Path("handlers/advice").glob("*.toml"):
        text = path.read_text("utf-8").replace('We never say "do not vaccinate"', "")
        assert "do not vaccinate" not in text
    assert set(SCHEDULE.reasons.values()) == {"go", "tell", "sick_first"}
