"""`kunnafoni advice status|show|approve`, as a person runs them."""

import pytest

from bot.cli.house import opened_house
from bot.config import Database, Settings
from bot.message import Reply
from handlers.advice import texts
from handlers.advice.texts import advice
from tests.cli import Shell

MANY = len(texts.load())


@pytest.fixture
def shell(tmp_path):
    shell = Shell(tmp_path)
    (tmp_path / "ours").mkdir()
    shell.file("config.toml", f"[data]\nfolder = '{tmp_path / 'ours'}'\n")
    return shell


def line_of(lines, id_):
    [line] = [line for line in lines if line.startswith(f"{id_} ")]
    return line


def test_nothing_is_approved_at_first_and_it_is_said(shell):
    lines = shell.runs("advice", "status")
    assert "fr draft, bm untranslated, en draft" in line_of(lines, "malaria.net")
    assert "fr draft (always said)" in line_of(lines, "danger.go_now")
    assert f"fr 0 of {MANY} approved" in lines
    assert any("not said by `kunnafoni run`" in line for line in lines)


def test_approving_and_changing(shell, tmp_path):
    said = shell.runs(
        "advice", "approve", "malaria.net", "malaria.water", "--locale", "fr", "--by", "DGSHP"
    )
    assert said[0] == "malaria.net fr: Dormez sous moustiquaire chaque nuit, toute l’année."
    lines = shell.runs("advice", "status")
    assert "fr reviewed, bm untranslated, en draft" in line_of(lines, "malaria.net")
    assert f"fr 2 of {MANY} approved" in lines
    shown = shell.runs("advice", "show", "malaria.net")
    assert shown[0] == "source: PMI VectorLink; ministry (H), checked 2026-11-22"
    assert "   DGSHP, " in "\n".join(shown)
    # Another data file in force: what speaks of its values has to be approved again.
    theirs = texts.OURS.with_name("malaria.toml").read_text("utf-8") + "\n# ours\n"
    (tmp_path / "ours" / "malaria.toml").write_text(theirs, "utf-8")
    lines = shell.runs("advice", "status")
    assert "fr draft (changed since it was approved)" in line_of(lines, "malaria.net")
    assert "fr reviewed" in line_of(lines, "malaria.water")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("no.such", "--locale", "fr", "--by", "DGSHP"), "no.such: no such text"),
        (("malaria.net", "--locale", "xx", "--by", "DGSHP"), "xx: no language of [bot] locales"),
        (("malaria.net", "--locale", "bm", "--by", "DGSHP"), "malaria.net: not translated into bm"),
        (("malaria.net", "--locale", "fr", "--by", " "), "--by: the role"),
    ],
)
def test_what_cannot_be_approved_is_named(shell, arguments, problem):
    found = shell.tries("advice", "approve", *arguments)
    assert found.exit_code == 1
    assert found.stderr.startswith(problem)
    assert f"fr 0 of {MANY} approved" in shell.runs("advice", "status")


def test_without_a_folder_there_is_nowhere_to_keep_it(shell):
    shell.file("config.toml", "")
    found = shell.tries("advice", "approve", "malaria.net", "--locale", "fr", "--by", "DGSHP")
    assert found.stderr == "[data] folder: name one; approvals are kept there\n"


def test_the_doctor_says_how_much_is_approved(shell):
    found = shell.tries("doctor").stdout.splitlines()
    [line] = [line for line in found if "advice" in line]
    assert line.startswith(f"ok    advice: fr 0 of {MANY} approved, bm 0 of {MANY} approved,")
    assert line.endswith("the rest sends people to the health centre")


@pytest.mark.parametrize(
    ("purpose", "said"),
    [
        ("demo", "(brouillon) Dormez sous moustiquaire chaque nuit, toute l’année."),
        ("real", "Demandez conseil au centre de santé aujourd’hui."),
        (None, "Demandez conseil au centre de santé aujourd’hui."),
    ],
)
async def test_what_is_not_approved_is_said_in_the_demo_only(tmp_path, purpose, said):
    known = Settings(database=Database(url=f"sqlite:{tmp_path / 'x.db'}"))
    async with opened_house(known, purpose) as house:
        told = house.catalogs.render(Reply(advice("malaria.net")), "fr").text
        assert told.startswith(said)
        net = texts.load()["malaria.net"].text
        assert house.knowledge.review.may_be_said(net, "fr") == (purpose == "demo")
