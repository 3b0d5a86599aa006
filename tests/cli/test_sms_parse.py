"""What a text costs, and what a message says: one JSON object a line, whatever comes in."""

from __future__ import annotations

import json

import pytest

from bot.cli.lines import messages
from handlers.report.risks import load as load_risks
from tests.cli import Shell

LOCALES = ("fr", "bm", "en")
RISKS = list(load_risks().values())
NOTHING = {"reports": [], "zero": False, "question": None, "not_understood": []}
TODAY = ("--today", "2026-11-24")


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


def parsed(shell, text, *arguments, locale="fr"):
    lines = shell.runs("parse", "--locale", locale, *TODAY, *arguments, text=text)
    return [json.loads(line) for line in lines]


def measured(shell, text, *arguments):
    return [json.loads(line) for line in shell.runs("sms", *arguments, text=text)]


def test_the_cost_of_each_line_is_told_with_its_reasons(shell):
    texts = "déjà là\nprêt\nprêt 👍\n\n" + "a" * 161 + "\n"
    assert measured(shell, texts, "--locale", "fr") == [
        {"text": "déjà là", "encoding": "GSM-7", "segments": 1, "characters": 7,
         "folded": False, "outside": []},
        {"text": "pret", "encoding": "GSM-7", "segments": 1, "characters": 4,
         "folded": True, "outside": []},
        {"text": "prêt 👍", "encoding": "UCS-2", "segments": 1, "characters": 7,
         "folded": False, "outside": ["ê", "👍"]},
        {"text": "", "encoding": "GSM-7", "segments": 1, "characters": 0,
         "folded": False, "outside": []},
        {"text": "a" * 161, "encoding": "GSM-7", "segments": 2, "characters": 161,
         "folded": False, "outside": []},
    ]  # fmt: skip


def test_a_text_can_be_left_as_it_is(shell):
    [left] = measured(shell, "dɔgɔtɔrɔ\n", "--locale", "bm", "--fold", "none")
    assert (left["text"], left["folded"], left["outside"]) == ("dɔgɔtɔrɔ", False, ["ɔ"])
    [folded] = measured(shell, "dɔgɔtɔrɔ\n", "--locale", "bm")
    assert (folded["text"], folded["folded"], folded["outside"]) == ("dògòtòrò", True, [])


@pytest.mark.parametrize("arguments", [["--fold", "all"], ["--locale", "xx"]])
def test_a_wrong_use_of_sms_is_explained(shell, arguments):
    found = shell.tries("sms", *arguments, text="a\n")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c", "\r", "\f"])
def test_what_looks_like_the_end_of_a_line_does_not_end_one(shell, end):
    """Whoever reads the output by lines, in any language, has one object for each line given."""
    text = f"palu 2 ko{end}ro"
    [sent] = shell.runs("sms", "--fold", "none", text=text + "\n")
    assert json.loads(sent)["text"] == text
    [read] = shell.runs("parse", text=f"palu 2 xy{end}zz\n")
    assert json.loads(read)["reports"][0]["count"] == 2


def test_a_report_is_told_whole(shell):
    [read] = parsed(shell, "rougole 3f 4ans dountsa depuis hier dont 1 mort\n")
    assert read == NOTHING | {
        "reports": [
            {
                "risk": "measles", "count": 3, "female": 3, "male": 0, "sex_unknown": 0,
                "cases": [{"sex": "female", "age_group": "under5", "count": 3}],
                "age_months": 48, "age_group": "under5", "deaths": 1, "severe": 0,
                "vaccinated": None, "onset": "2026-11-23", "place": "Douentza",
            }
        ]
    }  # fmt: skip


def test_each_line_has_its_own_answer(shell):
    texts = "palu 2\n\nzero\n12\n3\npalu 5 rougeole 1\npalu 2 xyzt\n"
    read = parsed(shell, texts)
    assert [len(each["reports"]) for each in read] == [1, 0, 0, 0, 0, 2, 1]
    assert [each["zero"] for each in read] == [False, False, True, False, False, False, False]
    assert read[1] == NOTHING
    assert read[6]["not_understood"] == ["xyzt"]


@pytest.mark.parametrize(
    ("locale", "text"),
    [("fr", "3m : "), ("bm", "3m: "), ("en", "3m: ")],
)
def test_a_question_is_asked_in_the_language_of_the_messages(shell, locale, text):
    [read] = parsed(shell, "palu 3m\n", locale=locale)
    assert read["reports"] == []
    assert read["question"]["text"].strip() == text.strip()
    assert len(read["question"]["choices"]) == 3
    other = {"fr": "autre chose", "bm": "fɛn wɛrɛ", "en": "something else"}[locale]
    assert read["question"]["choices"][-1] == other


def test_what_has_no_words_yet_is_asked_in_the_words_that_the_bot_would_use(shell, catalogs):
    """Bambara lacks some names: the bot says them in French, and so does the command."""
    [read] = parsed(shell, "groupe 3 koro\n", locale="bm")
    name = catalogs.translate(load_risks()["unusual_cluster"].name, "bm")
    assert read["question"]["choices"][0] == name


@pytest.mark.parametrize(
    ("today", "onset"), [("2026-11-24", "2026-11-23"), ("2024-03-01", "2024-02-29")]
)
def test_yesterday_counts_from_the_day_that_is_given(shell, today, onset):
    [line] = shell.runs("parse", "--today", today, text="palu 1 depuis hier\n")
    assert json.loads(line)["reports"][0]["onset"] == onset


@pytest.mark.parametrize(
    "content",
    ["Sangha\nKoro\n", "name,region\nSangha,Bandiagara\nKoro,Bandiagara\n"],
)
def test_places_are_those_of_the_file_that_is_given(shell, content):
    file = shell.file("places.txt", content)
    texts = "palu 2 sanga\npalu 2 douentza\n"
    [known, unknown] = parsed(shell, texts, "--places", file)
    assert known["reports"][0]["place"] == "Sangha"
    assert unknown["reports"][0]["place"] is None
    assert unknown["not_understood"] == ["douentza"]
    assert [read["reports"][0]["place"] for read in parsed(shell, texts)] == [None, "Douentza"]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (b"m\xe9ningite 2 koro", 2),
        (b"\xef\xbb\xbfpalu 2 koro", 2),
        (b"palu 2 koro\r", 2),
        ("palu ２ koro".encode(), 2),
        ("\u200fpalu 2\u202c koro".encode(), 2),
    ],
)
def test_what_phones_and_editors_add_does_not_matter(shell, line, count):
    [read] = parsed(shell, line + b"\n")
    assert read["reports"][0]["count"] == count
    assert read["reports"][0]["place"] == "Koro"


@pytest.mark.parametrize(
    "line", [b"palu \0 2", b"\xed\xa0\x80", b"\xff\xfe", b"x " * 1000, b"palu 99999999999", b"\t"]
)
def test_every_line_has_an_answer_even_if_it_is_rubbish(shell, line):
    read = parsed(shell, line + b"\npalu 2\n")
    assert len(read) == 2
    assert set(read[0]) == set(NOTHING)
    assert read[1]["reports"][0]["count"] == 2


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--locale", "xx"], "xx: no such language here; there are fr, bm, en, ar"),
        (["--today", "24/11/2026"], "24/11/2026: a day is written 2026-11-24"),
        (["--today", "2026-02-30"], "2026-02-30: a day is written 2026-11-24"),
        (["--places", "nowhere.txt"], "nowhere.txt: No such file or directory"),
    ],
)
def test_a_wrong_use_of_parse_is_explained(shell, arguments, problem):
    assert shell.refuses("parse", *arguments, text="palu 2\n") == [problem]


RISKS_OF_A_DEPLOYMENT = """
[[risk]]
id = "measles"
number = 7
short = "ro"
kind = "human"
immediate = false
name = "measles"

[[risk]]
id = "dengue"
number = 8
short = "de"
kind = "human"
immediate = true
name = "dengue"
"""


def test_a_deployment_has_its_own_risks_and_words(shell):
    """For the bot and for this command alike."""
    shell.file("risks.toml", RISKS_OF_A_DEPLOYMENT)
    shell.file("lexicon-fr.toml", '[risk]\ndengue = ["denguue", "palu des os"]\n')
    shell.file("config.toml", f'[data]\nfolder = "{shell.folder}"\n')
    texts = "palu des os 2 koro\n7#1#1\n1#1#1\nrougeole 3 koro\n"
    [own, coded, unknown, common] = parsed(shell, texts)
    assert (first_risk(own), first_risk(coded)) == ("dengue", "measles")
    assert first_risk(common) == "measles"
    assert (unknown["reports"], unknown["not_understood"]) == ([], ["1#1#1"])
    people = "phone,role,area_id,locale\n70000001,chw,district-koro,fr\n"
    people += "70000002,supervisor,district-koro,fr\n"
    shell.runs("contacts", "import", "--trained", shell.file("people.csv", people))
    said = shell.runs("chat", "--as", "+22370000001", text="palu des os 2 koro\nrougeole 3 koro\n")
    assert said[0].startswith("< No 1 : dengue, 2 cas, Koro. Superviseur prévenu.")
    assert said[1].startswith("< No 2 : rougeole, 3 cas, Koro. Erreur ?")  # no longer immediate


@pytest.mark.parametrize("locale", LOCALES)
def test_every_short_code_is_read_in_every_language(shell, locale):
    texts = "".join(f"{risk.short} 3 koro\n" for risk in RISKS)
    read = parsed(shell, texts, locale=locale)
    assert [first_risk(each) for each in read] == [risk.id for risk in RISKS]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_risk_is_read_by_the_name_that_the_bot_itself_gives_it(shell, catalogs, locale):
    texts = "".join(f"{catalogs.translate(risk.name, locale)} 3 koro\n" for risk in RISKS)
    read = parsed(shell, texts, locale=locale)
    assert [first_risk(each) for each in read] == [risk.id for risk in RISKS]


def first_risk(read):
    return read["reports"][0]["risk"] if len(read["reports"]) == 1 else read


@pytest.mark.parametrize("command", [["parse"], ["sms"], ["place"], ["chat", "--as", "70000001"]])
def test_without_any_input_nothing_is_said(shell, command, monkeypatch):
    """As a service or a cron job runs it: its input is not empty, but closed."""
    assert shell.runs(*command) == []
    monkeypatch.setattr("sys.stdin", None)
    assert list(messages()) == []


def test_who_chats_sees_what_others_are_told_and_that_it_is_not_for_them(shell):
    people = "phone,role,area_id,locale\n70000001,chw,district-koro,fr\n"
    people += "70000002,supervisor,district-koro,fr\n"
    shell.runs("contacts", "import", "--trained", shell.file("people.csv", people))
    shell.runs("chat", "--as", "+22370000002", text="aide\n")
    said = shell.runs("chat", "--as", "+22370000001", text=b"m\xe9ningite 2 koro\n")
    told = ": méningite, 2 cas, Koro."
    assert said[0].startswith("< No 193 ")
    assert said[1].startswith("(to +22370000002) URGENT no 193 ")
    assert [told in line for line in said] == [True, True]
