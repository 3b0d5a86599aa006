"""`kunnafoni voice add|approve|status|script|remove`, as a technician runs them."""

from __future__ import annotations

import pytest

from bot.cli.opening import settings as known_settings
from bot.cli.voicing import voices_of
from bot.opus import RATE
from bot.voices import mark_of
from handlers.advice import texts
from tests.cli import Shell
from tests.recordings import head, page, recording

NET = "malaria.net"
BM = ("--locale", "bm")
SILENT = page(head(), 0, flags=2) + page(b"OpusTags", 1, samples=RATE)
BY = ("--by", "speaker of Koro")


@pytest.fixture
def shell(tmp_path, monkeypatch):
    shell = Shell(tmp_path)
    for name in ("ours", "voice"):
        (tmp_path / name).mkdir()
    shell.file(
        "config.toml",
        f"[data]\nfolder = '{tmp_path / 'ours'}'\n[voice]\nfolder = '{tmp_path / 'voice'}'\n",
    )
    shell.file("net.ogg", recording(7))
    monkeypatch.setenv("KUNNAFONI_CONFIG", str(tmp_path / "config.toml"))
    return shell


def add(shell, id_=NET, file="net.ogg"):
    return shell.runs("voice", "add", id_, shell.folder / file, *BM, *BY)


def line_of(shell, id_=NET, locale="bm"):
    lines = shell.runs("voice", "status", "--locale", locale)
    [line] = [line for line in lines if line.startswith(f"{id_} ")]
    return line.removeprefix(id_).split(maxsplit=1)[1]


def heard(drafts=False):
    return sorted(voices_of(known_settings(), drafts=drafts).recorded)


def test_from_a_file_to_what_is_heard(shell):
    assert line_of(shell) == "missing"
    said = add(shell)
    assert said[0] == f"{NET} bm: 7 s kept. It has to say:"
    assert "sange" in said[1]
    assert line_of(shell).startswith("unapproved  7 s, speaker of Koro")
    assert (heard(), heard(drafts=True)) == ([], [("bm", texts.load()[NET].text)])
    said = shell.runs("voice", "approve", NET, "--locale", "bm_ML", "--by", "DGSHP")
    assert said[-1] == f"{NET}: its text is a draft; `advice approve` comes first."
    assert heard() == [("bm", texts.load()[NET].text)]
    line = line_of(shell)
    assert "approved by DGSHP" in line
    assert line.endswith("(not heard: the text is a draft, `advice approve`)")
    shell.runs("advice", "approve", NET, "--locale", "fr", "--by", "DGSHP")
    lines = shell.runs("voice", "status")
    assert [line for line in lines if line.startswith("bm 1 of ")]
    assert not [line for line in lines if "not heard" in line]
    shell.runs("voice", "remove", NET, *BM)
    assert (line_of(shell), heard(), list((shell.folder / "voice").glob("*.ogg"))) == (
        "missing", [], [],
    )  # fmt: skip


def test_a_text_that_changed_makes_its_recording_stale_until_somebody_has_listened_again(shell):
    add(shell)
    shell.runs("voice", "approve", NET, *BM, "--by", "DGSHP")
    entry = (
        f'[[text]]\nid = "{NET}"\ntext = "Sleep under a net."\nsource = "PNLP"\nconfidence = "H"\n'
        'checked = 2026-11-28\nwords = { fr = "Dormez sous moustiquaire." }\n'
    )
    (shell.folder / "ours" / "texts.toml").write_text(entry, "utf-8")
    assert line_of(shell).startswith("stale  7 s")
    assert (heard(), heard(drafts=True)) == ([], [])
    said = shell.runs("voice", "approve", NET, *BM, "--by", "DGSHP")
    assert said[0] == f"{NET} bm says: Dormez sous moustiquaire."
    assert line_of(shell).startswith("recorded  7 s")


def test_data_that_a_text_speaks_of_and_our_number_are_part_of_what_is_heard(shell):
    add(shell, "danger.go_now")
    add(shell, "malaria.signs_or_baby")
    for id_ in ("danger.go_now", "malaria.signs_or_baby"):
        shell.runs("voice", "approve", id_, *BM, "--by", "DGSHP")
    values = [dict(v.values) for v in voices_of(known_settings(), drafts=False).recorded.values()]
    assert values == [{"emergency": "15"}, {"months": "2"}]
    config = (shell.folder / "config.toml").read_text()
    shell.file("config.toml", config + "[bot]\nemergency_number = '18'\n")
    assert line_of(shell, "danger.go_now").startswith("stale")
    theirs = texts.OURS.with_name("malaria.toml").read_text("utf-8") + "\n# ours\n"
    (shell.folder / "ours" / "malaria.toml").write_text(theirs, "utf-8")
    assert line_of(shell, "malaria.signs_or_baby").startswith("stale")


def test_another_take_replaces_the_first_and_has_to_be_approved_itself(shell):
    add(shell)
    shell.runs("voice", "approve", NET, *BM, "--by", "DGSHP")
    shell.file("again.ogg", recording(9, salt="again"))
    add(shell, file="again.ogg")
    assert line_of(shell).startswith("unapproved  9 s")
    [kept] = (shell.folder / "voice").glob("*.ogg")
    assert kept.name == f"{NET}-bm-{mark_of(recording(9, salt='again'))}.ogg"


@pytest.mark.parametrize("what", ["deleted", "another"])
def test_a_file_that_is_gone_or_changed_by_hand_is_not_heard(shell, what):
    add(shell)
    shell.runs("voice", "approve", NET, *BM, "--by", "DGSHP")
    [kept] = (shell.folder / "voice").glob("*.ogg")
    kept.unlink() if what == "deleted" else kept.write_bytes(recording(9))
    assert line_of(shell).startswith("gone")
    assert heard(drafts=True) == []
    told = shell.tries("doctor").stdout
    assert "MEND  voices: fr 0, bm 0, en 0 texts can be heard" in told
    assert "1 are stale or gone: `kunnafoni voice status` shows them" in told
    [problem] = shell.refuses("voice", "approve", NET, *BM, "--by", "DGSHP")
    assert problem == f"{NET} bm: no recording; `voice add` keeps one"


def test_texts_that_say_the_same_are_recorded_once(shell):
    said = add(shell, "measles.go_now")
    assert said[0].startswith("malaria.go_now bm: 7 s")
    assert line_of(shell, "malaria.go_now").startswith("unapproved")


def test_the_sheet_for_the_speaker_has_every_text_that_is_missing_in_words_to_read(shell):
    sheet = shell.runs("voice", "script", *BM)
    at = sheet.index("malaria.signs_or_baby")
    assert sheet[at + 1].startswith("  bm: ")
    assert "kalo 2" in sheet[at + 1]
    assert not [line for line in sheet if "{" in line]
    assert not {"vaccination.due", "measles.go_now"} & set(sheet)
    add(shell)
    assert NET not in shell.runs("voice", "script", *BM)
    assert NET in shell.runs("voice", "script", *BM, "--all")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b"ID3" + bytes(100), "this is MP3, not OGG with Opus in it"),
        (page(b"\x01vorbis" + bytes(23), 0, flags=2), "OGG with Vorbis in it, not Opus"),
        (recording(3)[:-9], "the file is cut off or damaged"),
        (bytes(30_000_000), "30.0 MB; at most 1"),
        (recording(0.5), "0.5 seconds; from 1 to 120"),
        (recording(121), "121.0 seconds; from 1 to 120"),
        (SILENT, "0.0 seconds; from 1 to 120"),
    ],
    ids=["empty", "mp3", "vorbis", "cut", "large", "short", "long", "silent"],
)
def test_a_file_that_is_no_voice_message_is_refused_and_changes_nothing(shell, content, problem):
    file = shell.file("bad.ogg", content)
    problems = shell.refuses("voice", "add", NET, file, *BM, *BY)
    assert problems[0] == f"{file}: {problem}"
    assert not list((shell.folder / "voice").iterdir())


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("no.such", "net.ogg", *BM, *BY), "no.such: no such text"),
        (("vaccination.due", "net.ogg", *BM, *BY), "vaccination.due: names what is never the same"),
        ((NET, "net.ogg", "--locale", "xx", *BY), "xx: no language of [bot] locales"),
        ((NET, "net.ogg", *BM, "--by", " "), "--by: the role"),
        ((NET, "nowhere.ogg", *BM, *BY), "nowhere.ogg: No such file or directory"),
    ],
)
def test_what_cannot_be_kept_is_named(shell, monkeypatch, arguments, problem):
    monkeypatch.chdir(shell.folder)
    [said] = shell.refuses("voice", "add", *arguments)
    assert said.startswith(problem)


def test_without_a_folder_nothing_is_kept_and_a_broken_list_is_named(shell):
    shell.file("config.toml", "")
    [problem] = shell.refuses("voice", "add", NET, shell.folder / "net.ogg", *BM, *BY)
    assert problem == "[voice] folder: name one; recordings are kept there"
    assert line_of(shell) == "missing"
    shell.file("config.toml", f"[voice]\nfolder = '{shell.folder / 'nowhere'}'\n")
    [problem] = shell.refuses("voice", "status")
    assert problem.endswith("nowhere is no folder")
    shell.file("config.toml", f"[voice]\nfolder = '{shell.folder / 'voice'}'\n")
    (shell.folder / "voice" / "voice.toml").write_text("[[recording]]\nid = 1\n")
    [problem] = shell.refuses("voice", "status")
    assert problem.startswith("voice.toml: ")
