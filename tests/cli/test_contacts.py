"""Who may report: people from a file, all or nothing, and invitation codes."""

from __future__ import annotations

from time import perf_counter

import pytest

from handlers.join import ALPHABET, LENGTH
from tests.cli import Shell

PEOPLE = """phone,role,area_id,locale
70 00 00 01,chw,district-douentza,fr
+22370000002,supervisor,district-douentza,
0022370000003,chw,district-koro,bm_ML
+22370000003,chw,district-bankass,bam
70000004,coordinator,,en
70000005,resident,,
"""
ROLES = "SELECT address, role, area_id FROM contact_address JOIN assignment USING (contact_id)"


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


def test_people_of_a_file_have_their_roles_and_languages(shell):
    file = shell.file("people.csv", PEOPLE)
    assert shell.runs("contacts", "import", file) == ["5 new, 0 already known"]
    assert sorted(shell.rows(ROLES), key=str) == [
        ("tel:+22370000001", "chw", "district-douentza"),
        ("tel:+22370000002", "supervisor", "district-douentza"),
        ("tel:+22370000003", "chw", "district-bankass"),
        ("tel:+22370000003", "chw", "district-koro"),
        ("tel:+22370000004", "coordinator", None),
    ]
    locales = shell.rows(
        "SELECT address, locale FROM contact_address JOIN contact ON id = contact_id ORDER BY 1"
    )
    assert [locale for _address, locale in locales] == ["fr", None, "bm", "en", None]


def test_commands_that_send_nothing_need_no_secret(shell):
    """The service has them in its environment; whoever imports a file has not."""
    shell.file("config.toml", '[twilio]\naccount_sid = "AC1"\nnumbers = ["+15005550006"]\n')
    shell.runs("contacts", "import", shell.file("people.csv", PEOPLE))
    assert shell.rows("SELECT DISTINCT recipient FROM contact_address") == [("+15005550006",)]
    shell.runs("invite", "--role", "supervisor")
    shell.runs("place", "koro")
    shell.runs("chat", "--as", "+22370000001", text="aide\n")
    [problem] = shell.refuses("run")
    assert problem.startswith("[twilio] auth_token: set KUNNAFONI_TWILIO_AUTH_TOKEN")


def test_importing_twice_changes_nothing(shell):
    file = shell.file("people.csv", PEOPLE)
    shell.runs("contacts", "import", file)
    tables = ("contact", "contact_address", "assignment")
    before = [sorted(shell.rows(f"SELECT * FROM {table}"), key=str) for table in tables]
    assert shell.runs("contacts", "import", file) == ["0 new, 5 already known"]
    assert [sorted(shell.rows(f"SELECT * FROM {table}"), key=str) for table in tables] == before


def test_a_file_with_more_people_adds_only_them(shell):
    shell.runs("contacts", "import", shell.file("people.csv", PEOPLE))
    more = shell.file("more.csv", PEOPLE + "70000006,chw,district-koro,\n")
    assert shell.runs("contacts", "import", more) == ["1 new, 5 already known"]


def test_every_bad_line_is_named_without_its_number_and_nobody_is_added(shell):
    lines = [
        "70000001,chw,district-douentza,fr",
        "7000,chw,district-douentza,fr",
        "70000002,boss,district-douentza,fr",
        "70000003,chw,nowhere,fr",
        "70000004,chw,district-koro,xx",
        "Orange,boss,nowhere,xx",
        "70 00 00 01,chw,district-douentza,bm",
    ]
    file = shell.file("people.csv", "phone,role,area_id,locale\n" + "\n".join(lines))
    assert shell.refuses("contacts", "import", file) == [
        "line 3: phone is not a phone number",
        "line 4: role must be one of resident, chw, supervisor, coordinator, admin",
        "line 5: unknown area_id nowhere",
        "line 6: locale must be one of fr, bm, en",
        "line 7: phone is not a phone number",
        "line 7: role must be one of resident, chw, supervisor, coordinator, admin",
        "line 7: unknown area_id nowhere",
        "line 7: locale must be one of fr, bm, en",
        "line 8: the same phone, role and area as before",
    ]
    assert shell.rows("SELECT count(*) FROM contact") == [(0,)]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["line 1: no column phone", "line 1: no column role"]),
        ("phone\n70000001\n", ["line 1: no column role"]),
        ("phone,role,name\n70000001,chw,x\n", ["line 1: unknown column name"]),
        ("phone,role,area_id\n70000001\n", ["line 2: role must be one of"]),
        (b"phone,role\n70000001,\xe9\n", ["people.csv: not UTF-8 text; save it as CSV UTF-8"]),
        ("phone,role\n70000001,chw,district-koro,fr\n", ["line 2: "]),
        ("phone,phone,role\n70000001,70000002,chw\n", ["line 1: column phone is there twice"]),
        ("phone,role\n" + "7" * 200_000 + ",chw\n", ["line 2: field larger than field limit"]),
        (
            "phone,role,locale\n70000001,chw,fr\n70000001,supervisor,bm\n",
            ["line 3: another locale than before for this phone"],
        ),
    ],
)
def test_a_file_that_is_no_list_of_people_is_refused(shell, text, problems):
    told = shell.refuses("contacts", "import", shell.file("people.csv", text))
    assert len(told) == len(problems)
    for line, wanted in zip(told, problems, strict=True):
        assert line.removeprefix(f"{shell.folder}/").startswith(wanted)


def test_a_file_that_is_not_there_is_named(shell):
    [problem] = shell.refuses("contacts", "import", shell.folder / "nobody.csv")
    assert problem.endswith("nobody.csv: No such file or directory")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffphone;role;area_id\r\n70000001;chw;district-koro\r\n",
        " role , phone ,area_id\nchw,70000001,district-koro\n\n",
        'phone,role,area_id\n"70 00 00 01","chw","district-koro"\n',
        "Phone,ROLE,Area_ID\n70000001,chw,district-koro\n,,\n , ,\n",
    ],
)
def test_files_of_spreadsheets_are_read(shell, text):
    shell.runs("contacts", "import", shell.file("people.csv", text))
    assert shell.rows(ROLES) == [("tel:+22370000001", "chw", "district-koro")]


@pytest.mark.parametrize("locales", [("fr", ""), ("", "fr"), ("fr", "fr")])
def test_a_person_of_two_lines_speaks_the_language_of_one(shell, locales):
    lines = [
        f"70000001,chw,district-{n},{x}" for n, x in zip(("koro", "gao"), locales, strict=True)
    ]
    file = shell.file("people.csv", "phone,role,area_id,locale\n" + "\n".join(lines))
    assert shell.runs("contacts", "import", file) == ["1 new, 0 already known"]
    assert shell.rows("SELECT locale FROM contact") == [("fr",)]


def test_a_resident_may_have_an_area(shell):
    file = shell.file("people.csv", "phone,role,area_id\n70000001,resident,district-koro\n")
    shell.runs("contacts", "import", file)
    assert shell.rows(ROLES) == [("tel:+22370000001", "resident", "district-koro")]


def test_ten_thousand_people_are_added_at_once(shell):
    lines = "".join(f"7{n:07d},chw,\n" for n in range(10_000))
    file = shell.file("people.csv", "phone,role,area_id\n" + lines)
    began = perf_counter()
    assert shell.runs("contacts", "import", file) == ["10000 new, 0 already known"]
    assert perf_counter() - began < 20


def test_a_code_gives_a_role_in_an_area(shell):
    [code] = shell.runs("invite", "--role", "chw", "--area", "district-koro")
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert shell.rows("SELECT code, role, area_id FROM invitation") == [
        (code, "chw", "district-koro")
    ]
    said = shell.runs("chat", "--as", "+22370000001", text=f"rejoindre {code.lower()}\n")
    assert "Koro" in said[-1]
    assert shell.rows(ROLES) == [("tel:+22370000001", "chw", "district-koro")]
    again = shell.runs("chat", "--as", "+22370000002", text=f"rejoindre {code}\n")
    assert "Koro" not in again[-1]
    assert len(shell.rows(ROLES)) == 1


def test_many_codes_are_all_different_and_live_as_long_as_was_said(shell):
    codes = shell.runs("invite", "--role", "resident", "--count", "50", "--days", "2")
    assert len(set(codes)) == 50
    spans = shell.rows("SELECT DISTINCT expires_at - created_at FROM invitation")
    assert spans == [(2 * 24 * 3600 * 1000,)]


@pytest.mark.parametrize(
    ("options", "start"),
    [
        (["--role", "boss"], "--role must be one of resident, chw, supervisor"),
        (["--role", "chw", "--area", "nowhere"], "--area nowhere: no such area"),
        (["--role", "chw"], "--role chw needs an area, as in --role chw --area district-koro"),
    ],
)
def test_a_code_for_nothing_is_refused(shell, options, start):
    [problem] = shell.refuses("invite", *options)
    assert problem.startswith(start)


@pytest.mark.parametrize("options", [[], ["--role", "chw", "--count", "0"]])
def test_a_wrong_use_of_invite_is_explained(shell, options):
    found = shell.tries("invite", *options)
    assert found.exit_code == 2
    assert found.stdout == ""


def test_importing_again_does_not_undo_the_language_a_person_chose(shell):
    file = shell.file("people.csv", "phone,role,area_id,locale\n70000001,chw,district-koro,fr\n")
    shell.runs("contacts", "import", file)
    shell.runs("chat", "--as", "+22370000001", text="english\n")
    assert shell.rows("SELECT locale FROM contact") == [("en",)]
    shell.runs("contacts", "import", file)
    assert shell.rows("SELECT locale FROM contact") == [("en",)]
