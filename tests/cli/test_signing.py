"""`kunnafoni advice status|show|approve`, as a person runs them."""

import asyncio

import pytest

from bot import review
from bot.cli.house import opened_house
from bot.config import Data, Database, Settings
from bot.message import Reply
from handlers.advice import signoff, texts
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
    assert "fr draft, bm draft, en draft" in line_of(lines, "malaria.net")
    assert "fr draft, bm untranslated, en draft" in line_of(lines, "malaria.water")
    assert "fr draft (always said)" in line_of(lines, "danger.go_now")
    assert f"fr 0 of {MANY} approved" in lines
    assert any("not said by `kunnafoni run`" in line for line in lines)


def test_approving_and_changing(shell, tmp_path):
    said = shell.runs(
        "advice", "approve", "malaria.net", "malaria.water", "--locale", "fr", "--by", "DGSHP"
    )
    assert said[0] == "malaria.net fr: Moustiquaire chaque nuit, toute l’année."
    lines = shell.runs("advice", "status")
    assert "fr reviewed, bm draft, en draft" in line_of(lines, "malaria.net")
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
        (("bite.snake", "--locale", "bm", "--by", "DGSHP"), "bite.snake: not translated into bm"),
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
        ("demo", "(brouillon) Moustiquaire chaque nuit, toute l’année."),
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


async def test_an_approval_is_said_by_a_bot_that_runs_at_once(tmp_path, monkeypatch):
    """Without being started again; a file that cannot be read leaves what was approved before."""
    monkeypatch.setattr(review, "LOOK_AGAIN", 0.0)
    known = Settings(
        database=Database(url=f"sqlite:{tmp_path / 'x.db'}"), data=Data(folder=tmp_path)
    )
    shell = Shell(tmp_path)
    shell.file("config.toml", f"[data]\nfolder = '{tmp_path}'\n")
    async with opened_house(known, "real") as house:

        def told():
            return house.catalogs.render(Reply(advice("malaria.net")), "fr").text

        assert told().startswith("Demandez conseil")
        await asyncio.to_thread(
            shell.runs, "advice", "approve", "malaria.net", "--locale", "fr", "--by", "DGSHP"
        )
        assert told() == "Moustiquaire chaque nuit, toute l’année."
        (tmp_path / signoff.FILE).write_text("[[approved", "utf-8")
        assert told().startswith("Moustiquaire")
        (tmp_path / signoff.FILE).unlink()
        assert told().startswith("Demandez conseil")


THEIRS = """
[[text]]
id = "malaria.net"
text = "Sleep under a treated net, every night."
words = { fr = "Dormez sous une moustiquaire traitée, chaque nuit." }
source = "PNLP 2026"
confidence = "H"
checked = 2026-11-28
"""


def test_a_health_authority_says_a_text_in_its_own_words(shell, tmp_path):
    shell.runs("advice", "approve", "malaria.net", "--locale", "fr", "--by", "DGSHP")
    (tmp_path / "ours" / "texts.toml").write_text(THEIRS, "utf-8")
    shown = shell.runs("advice", "show", "malaria.net")
    assert shown[0] == "source: PNLP 2026 (H), checked 2026-11-28"
    assert "fr draft (changed since it was approved): Dormez sous une moustiquaire" in shown[1]
    assert shown[3:] == ["bm untranslated: -", "en draft: Sleep under a treated net, every night."]
    [said, _end] = shell.runs("advice", "approve", "malaria.net", "--locale", "fr", "--by", "X")
    assert said == "malaria.net fr: Dormez sous une moustiquaire traitée, chaque nuit."
    assert f"fr 1 of {MANY} approved" in shell.runs("advice", "status")


async def test_and_it_is_what_people_are_told(tmp_path):
    (tmp_path / "texts.toml").write_text(THEIRS, "utf-8")
    known = Settings(
        database=Database(url=f"sqlite:{tmp_path / 'x.db'}"), data=Data(folder=tmp_path)
    )
    async with opened_house(known, "demo") as house:
        said = {
            locale: house.catalogs.render(Reply(advice("malaria.net")), locale).text
            for locale in ("fr", "en")
        }
        water = house.catalogs.render(Reply(advice("malaria.water")), "fr").text
    assert said == {
        "fr": "(brouillon) Dormez sous une moustiquaire traitée, chaque nuit.",
        "en": "(draft) Sleep under a treated net, every night.",
    }
    assert water == "(brouillon) Couvrez ou videz les eaux qui stagnent."


async def test_talking_to_a_demo_database_is_the_demo(tmp_path):
    known = Settings(database=Database(url=f"sqlite:{tmp_path / 'x.db'}"))
    async with opened_house(known, "demo"):
        pass
    async with opened_house(known, None) as house:  # `kunnafoni chat`
        assert house.catalogs.render(Reply(advice("malaria.net")), "fr").text.startswith("(broui")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("malaria.net", "malaria.knot", "malaria.knot: no such text of ours"),
        ("chaque nuit.", "chaque nuit : {day}.", "malaria.net: it has to name no value"),
        ("chaque nuit.", "et 500 mg chaque nuit.", "malaria.net: '0 mg' is never said"),
        ("every night.", "it is nothing serious.", "'it is nothing' is never said"),
        ('source = "PNLP 2026"', 'source = ""', "malaria.net: no source"),
        ("[[text]]", "[[text", "texts.toml: "),
    ],
)
def test_a_doubtful_text_of_theirs_is_refused(shell, tmp_path, old, new, problem):
    (tmp_path / "ours" / "texts.toml").write_text(THEIRS.replace(old, new), "utf-8")
    assert problem in "\n".join(shell.refuses("advice", "status"))
