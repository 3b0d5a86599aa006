"""The rules as data: ours, a deployment's, and what differs in an area."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.areas import Area, Areas, starter
from bot.errors import BadFile
from handlers.alerts.model import CaseAt
from handlers.alerts.rulebook import OURS, load
from handlers.alerts.rules import raised
from handlers.report import risks

CLUSTER = """
[[rule]]
id = "near"
risk = "measles"
kind = "cluster"
cases = 3
days = 14
km = 5
source = "ours"
"""
KNOWN = risks.load()
AREAS = {area.id for area in starter()}


@pytest.fixture
def written(tmp_path):
    def write(text, **known):
        file = tmp_path / "rules.toml"
        file.write_text(text, "utf-8")
        return load(file, **known)

    return write


def test_our_rules_name_only_risks_and_areas_that_there_are():
    book = load(risks=KNOWN, areas=AREAS)
    assert len(list(book)) > 20
    assert all(rule.source for rule in book)


def test_what_is_reported_at_once_has_a_rule_that_can_find_it():
    for risk in KNOWN.values():
        if risk.immediate:
            assert load().of(risk.id), risk.id


def test_one_risk_has_its_own_rules_only():
    assert {rule.risk for rule in load().of("measles")} == {"measles"}
    assert load().of("no such risk") == ()


def test_severe_malaria_never_alarms():
    """About 30 % of Mali's cases are coded severe: the coding is not to be relied on."""
    assert load().of("severe_malaria") == ()


def test_an_entry_may_be_of_several_risks(written):
    book = written(CLUSTER.replace('"measles"', '["measles", "malaria"]'))
    assert [(rule.id, rule.risk) for rule in book] == [("near", "measles"), ("near", "malaria")]


def test_the_weight_of_a_signal_is_that_of_all_rules_or_its_own(written):
    assert [rule.weight for rule in written(CLUSTER)] == [0.5]
    assert [rule.weight for rule in written("[signals]\nweight = 0.2\n" + CLUSTER)] == [0.2]
    own = "[signals]\nweight = 0.2\n" + CLUSTER + "weight = 1.0\n"
    assert [rule.weight for rule in written(own)] == [1.0]


def test_a_rule_may_differ_in_an_area(written):
    text = (
        CLUSTER
        + """
[[override]]
area = "koro"
rule = "near"
cases = 2
km = 10

[[override]]
area = "madougou"
rule = "near"
off = true
"""
    )
    everywhere, koro = written(text)
    assert (everywhere.cases, everywhere.areas) == (3, frozenset())
    assert everywhere.but == {"koro", "madougou"}
    assert koro == replace(
        everywhere, cases=2, km=10, areas=frozenset({"koro"}), but=frozenset({"madougou"})
    )
    areas = Areas(
        [
            Area("koro", "Koro", "district"),
            Area("madougou", "Madougou", "health_area", "koro"),
            Area("bondo", "Bondo", "health_area", "koro"),
            Area("mopti", "Mopti", "district"),
        ]
    )
    for area, count, found in (
        ("mopti", 2, []), ("mopti", 3, [everywhere]), ("koro", 2, [koro]), ("bondo", 2, [koro]),
        ("madougou", 9, []),
    ):  # fmt: skip
        case = CaseAt(1, date(2026, 11, 24), count, "p", area, (14.0, -3.0))
        assert [rule for rule in (everywhere, koro) if raised(rule, [case], areas)] == found


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("cases = 3", "cases = 0"), "rule 'near': cases"),
        (("cases = 3", "cases = true"), "rule 'near': cases"),
        (("cases = 3", 'cases = "3"'), "rule 'near': cases"),
        (("cases = 3", "cases = 1"), "a cluster two or more"),
        (("days = 14", "day = 14"), "rule 'near': day"),
        (("days = 14", ""), "rule 'near': days"),
        (("km = 5", ""), "either within or km"),
        (("km = 5", 'km = 5\nwithin = "place"'), "either within or km"),
        (("km = 5", 'within = "village"'), "rule 'near': within"),
        (("km = 5", "km = 0"), "rule 'near': km"),
        (("km = 5", "km = 5\nweight = 1.5"), "rule 'near': weight"),
        (('kind = "cluster"', 'kind = "swarm"'), "rule 'near': kind"),
        (('kind = "cluster"', ""), "rule 'near': kind"),
        (('kind = "cluster"', 'kind = "single"'), "a single case is one case"),
        (('kind = "cluster"\ncases = 3\ndays = 14\nkm = 5', 'kind = "weekly"\nwithin = "place"'),
         "cases, per_100000 or doubling"),
        (('kind = "cluster"\ncases = 3\ndays = 14\nkm = 5',
          'kind = "weekly"\nwithin = "place"\ncases = 2\nleast_people = 9\nmost_people = 8'),
         "most_people is less"),
        (('kind = "cluster"\ncases = 3\ndays = 14\nkm = 5',
          'kind = "past"\nwithin = "place"\nmethods = []'), "rule 'near': methods"),
        (('kind = "cluster"\ncases = 3\ndays = 14\nkm = 5',
          'kind = "past"\nwithin = "place"\nmethods = ["guess"]'), "rule 'near': methods"),
        (('kind = "cluster"\ncases = 3\ndays = 14\nkm = 5',
          'kind = "single"\ndays = 14\nwithin = "place"\nclosed = true'),
         "rule 'near': closed: no report says that its place is a camp"),
        (("km = 5", "km = 5\njoins = 40"), "joins is for what is counted within a place"),
        (("km = 5", 'within = "place"\njoins = 13'), "joins is less than days"),
        (("km = 5", 'within = "place"\njoins = 0'), "rule 'near': joins"),
        (('kind = "cluster"\ncases = 3\ndays = 14\nkm = 5',
          'kind = "weekly"\nwithin = "place"\ncases = 2\njoins = 6'), "joins is less than a week"),
        (('source = "ours"', ""), "rule 'near': source"),
        (('risk = "measles"', ""), "rule 'near': risk"),
        (('risk = "measles"', 'risk = "measels"'), "no health risk 'measels'"),
        (("km = 5", 'km = 5\nareas = ["nowhere"]'), "no area 'nowhere'"),
        (("[[rule]]", "[rule]"), r"write \[\[rule\]\]"),
        (("[[rule]]", "[rules]"), "unknown section 'rules'"),
        (("[[rule]]", "[signals]\nwait = 1\n[[rule]]"), r"\[signals\] has a weight"),
        (("[[rule]]", "signals = 1\n[[rule]]"), r"\[signals\] has a weight"),
        (("[[rule]]", "[[rule"), "rules.toml: "),
    ],
)  # fmt: skip
def test_a_doubtful_rule_is_named(written, change, named):
    assert change[0] in CLUSTER
    with pytest.raises(BadFile, match=named):
        written(CLUSTER.replace(*change), risks=KNOWN, areas=AREAS)


@pytest.mark.parametrize(
    ("override", "named"),
    [
        ('rule = "near"\ncases = 2', "an area, and once"),
        ('area = "koro"\nrule = "far"\ncases = 2', "no rule 'far'"),
        ('area = "koro"\ncases = 2', "no rule 'None'"),
        ('area = "koro"\nrule = "near"\ncases = 0', "rule 'near' in 'koro': cases"),
        ('area = "koro"\nrule = "near"\nrisk = "malaria"', "risk cannot differ"),
        ('area = "koro"\nrule = "near"\nof = true', "rule 'near' in 'koro': of"),
        ('area = "elsewhere"\nrule = "near"\ncases = 2', "no area 'elsewhere'"),
    ],
)
def test_a_doubtful_override_is_named(written, override, named):
    with pytest.raises(BadFile, match=named):
        written(f"{CLUSTER}\n[[override]]\n{override}\n", areas={"koro"})


TREE = Areas(
    [
        Area("mopti", "Mopti", "region"),
        Area("koro", "Koro", "district", "mopti"),
        Area("bondo", "Bondo", "health_area", "koro"),
    ]
)
PAST = """
[[rule]]
id = "high"
risk = "malaria"
kind = "past"
within = "district"
methods = ["ears_c2"]
source = "ours"
"""


@pytest.mark.parametrize(
    ("area", "more", "fits"),
    [
        ("bondo", "z = 2.0", False),
        ("bondo", "off = true", False),
        ("koro", 'z = 2.0\nwithin = "region"', False),
        ("bondo", 'z = 2.0\nwithin = "health_area"', True),
        ("koro", "z = 2.0", True),
        ("koro", "off = true", True),
        ("mopti", "z = 2.0", True),
        ("not known yet", "z = 2.0", True),
    ],
)
def test_what_compares_whole_districts_cannot_differ_in_a_part_of_one(written, area, more, fits):
    text = f'{PAST}\n[[override]]\narea = "{area}"\nrule = "high"\n{more}\n'
    assert written(text)  # nobody knows the areas
    if fits:
        assert written(text, tree=TREE)
        return
    with pytest.raises(BadFile, match=rf"'high' in '{area}': it compares whole areas.*Give within"):
        written(text, tree=TREE)


def test_a_rule_of_its_own_for_a_health_area_says_so_too(written):
    text = PAST.replace('source = "ours"', 'source = "ours"\nareas = ["bondo"]')
    with pytest.raises(BadFile, match="'bondo' is of kind 'health_area'"):
        written(text, tree=TREE)


def test_all_problems_are_named_at_once(written):
    text = CLUSTER.replace("days = 14", "") + CLUSTER.replace("km = 5", "") + CLUSTER + CLUSTER
    with pytest.raises(BadFile) as error:
        written(text + '[[override]]\narea = "a"\nrule = "x"\n' * 2)
    assert len(error.value.problems) == 5


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadFile, match=r"none\.toml"):
        load(tmp_path / "none.toml")


def test_one_case_of_measles_in_a_camp_is_a_suspected_outbreak(tmp_path):
    """A health area of its own, and three lines more than our own file."""
    file = tmp_path / "rules.toml"
    more = '[[override]]\narea = "camp"\nrule = "measles-case"\nlevel = "outbreak"\n'
    file.write_text(f"{OURS.read_text('utf-8')}\n{more}", "utf-8")
    areas = Areas(
        [
            Area("koro", "Koro", "district"),
            Area("camp", "Camp", "health_area", "koro"),
            Area("bondo", "Bondo", "health_area", "koro"),
        ]
    )
    for area, level in (("camp", "outbreak"), ("bondo", "alert")):
        case = CaseAt(1, date(2026, 11, 24), 1, "p", area, (14.0, -3.0))
        rules = load(file).of("measles")
        assert [rule.level for rule in rules if raised(rule, [case], areas)] == [level]
