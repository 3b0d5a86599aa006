"""`kunnafoni doctor`: everything is asked for real, and what is wrong is said with its remedy."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.channels import ACCOUNT, KEY, OURS
from tests.cli import Shell
from tests.cli.threaded import Call, Server, serving

pytestmark = pytest.mark.filterwarnings("ignore:.*encode_basic_auth:DeprecationWarning")


PUBLIC = 'public_url = "https://bot.example"'
WEBHOOK = "https://bot.example/twilio"
ACTIVE = (200, {"sid": ACCOUNT, "status": "active"})


def number(**changes) -> tuple[int, dict]:
    known = {"phone_number": OURS, "capabilities": {"sms": True}, "sms_url": WEBHOOK, **changes}
    return 200, {"incoming_phone_numbers": [known]}


def service(**changes) -> tuple[int, dict]:
    known = {"sid": "MG1", "use_inbound_webhook_on_number": False, "inbound_request_url": WEBHOOK}
    return 200, {**known, **changes}


WELL = {
    f"{ACCOUNT}.json": ACTIVE,
    "IncomingPhoneNumbers.json": number(),
    "MG1": service(),
}


@pytest.fixture
def shell(tmp_path, monkeypatch) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path)


@pytest.fixture
def twilio(monkeypatch) -> Iterator[Server]:
    """An account that answers as it is told, by the last part of the path."""
    monkeypatch.setenv("KUNNAFONI_TWILIO_AUTH_TOKEN", KEY)

    def answering(call: Call) -> tuple[int, bytes]:
        status, payload = call.server.answers.get(call.page, (404, {"code": 20404}))
        return status, json.dumps(payload).encode()

    with serving(answering, {**WELL}) as server:
        yield server


def configured(shell: Shell, server: Server, web: str = "", more: str = "") -> None:
    shell.file(
        "config.toml",
        f'[web]\n{web}\n[twilio]\naccount_sid = "{ACCOUNT}"\nnumbers = ["+22370000000"]\n'
        f'base_url = "http://127.0.0.1:{server.server_port}"\n{more}\n',
    )


def test_a_bot_that_nobody_can_reach_is_told_so(shell):
    found = shell.tries("doctor")
    assert found.exit_code == 1
    assert "ok    database: SQLite" in found.stdout
    assert "MEND  channels\n      none is configured: nobody can reach the bot" in found.stdout


def test_all_well(shell, twilio):
    configured(shell, twilio, PUBLIC, f'whatsapp_number = "{OURS}"')
    lines = shell.runs("doctor")
    assert "ok    channel twilio: account active" in lines
    assert "ok    channel whatsapp: configured" in lines
    assert lines[-1].endswith("well, 0 to mend")


def test_who_is_asked_for_messages_needs_no_address_to_be_called_at(shell, twilio):
    twilio.answers["IncomingPhoneNumbers.json"] = number(sms_url="")
    configured(shell, twilio)
    assert shell.runs("doctor")[-1].endswith("well, 0 to mend")


NO_WEBHOOK = f"does not send us what comes in: in Twilio's console set its webhook to {WEBHOOK}"


@pytest.mark.parametrize(
    ("page", "answer", "more", "mend"),
    [
        (
            "IncomingPhoneNumbers.json",
            (200, {"incoming_phone_numbers": []}),
            "",
            "number 1 of [twilio] numbers is not one of this account",
        ),
        (
            "IncomingPhoneNumbers.json",
            number(capabilities={"sms": False}),
            "",
            "number 1 of [twilio] numbers cannot send or get SMS",
        ),
        ("IncomingPhoneNumbers.json", number(sms_url=None), "", NO_WEBHOOK),
        ("IncomingPhoneNumbers.json", number(sms_url="https://demo.example"), "", NO_WEBHOOK),
        ("IncomingPhoneNumbers.json", (200, "<h1>"), "", "no usable answer"),
        ("MG1", (404, {"code": 20404}), 'messaging_service_sid = "MG1"', "there is no such"),
        ("MG1", service(inbound_request_url=None), 'messaging_service_sid = "MG1"', NO_WEBHOOK),
    ],
)
def test_numbers_and_services_are_looked_at(shell, twilio, page, answer, more, mend):
    twilio.answers[page] = answer
    configured(shell, twilio, PUBLIC, more)
    found = shell.tries("doctor")
    assert found.exit_code == 1
    assert mend in found.stdout


def test_a_service_may_leave_the_webhook_to_its_numbers(shell, twilio):
    twilio.answers["MG1"] = service(use_inbound_webhook_on_number=True, inbound_request_url=None)
    configured(shell, twilio, PUBLIC, 'messaging_service_sid = "MG1"')
    assert shell.runs("doctor")[-1].endswith("well, 0 to mend")


@pytest.mark.parametrize(
    ("answer", "mend"),
    [
        ((401, {"code": 20003, "message": "no", "status": 401}), "AUTH_TOKEN is wrong"),
        ((200, {"sid": ACCOUNT, "status": "suspended"}), "the account is suspended"),
        ((503, {"code": 20503, "message": "no", "status": 503}), "Twilio 503/20503"),
    ],
)
def test_what_twilio_refuses_is_said_with_its_remedy(shell, twilio, answer, mend):
    configured(shell, twilio, PUBLIC)
    twilio.answers[f"{ACCOUNT}.json"] = answer
    found = shell.tries("doctor")
    assert found.exit_code == 1
    assert mend in found.stdout
    assert KEY not in found.output


def test_twilio_out_of_reach(shell, twilio):
    configured(shell, twilio)
    shell.file("config.toml", (shell.folder / "config.toml").read_text().replace(
        str(twilio.server_port), "9"))  # fmt: skip
    assert "no usable answer" in shell.tries("doctor").stdout


def test_a_wrong_configuration_is_named_line_by_line(shell):
    shell.file("config.toml", "[web]\nport = 'x'\n[bot]\nlanguage = 'fr'\n")
    found = shell.tries("doctor")
    assert found.exit_code == 1
    assert found.stdout.count("MEND  configuration") == 2


def test_demo_data_is_noticed(shell):
    shell.runs("areas", "list")
    with closing(sqlite3.connect(shell.database)) as raw, raw:
        raw.execute("INSERT INTO stamp (key, value) VALUES ('purpose', 'demo')")
    assert "this is demo data" in shell.tries("doctor").stdout


def test_a_database_of_the_future_is_named(shell):
    shell.runs("areas", "list")
    with closing(sqlite3.connect(shell.database)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer than this program" in shell.tries("doctor").stdout


PHONE = '[[cht]]\nname = "orange"\nnumber = "+22370000000"\n'


def heard(shell: Shell, minutes: int) -> None:
    """The phone called so long ago."""
    at = int(time.time() * 1000) - minutes * 60_000
    with closing(sqlite3.connect(shell.database)) as raw, raw:
        raw.execute("INSERT OR REPLACE INTO phone VALUES ('orange', ?, '[]')", (at,))


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (None, "it has never called: type https://orange:SECRET@.../cht/orange into the app"),
        (3, "ok    phone orange: called 3 minutes ago"),
        (200, "it last called 3 hours ago, 0 messages wait for it: is it on, charged"),
    ],
)
def test_a_phone_that_does_not_call_is_named(shell, monkeypatch, minutes, said):
    monkeypatch.setenv("KUNNAFONI_CHT_ORANGE_SECRET", "made-up-secret-of-nobody")
    shell.file("config.toml", PHONE)
    shell.tries("doctor")
    if minutes is not None:
        heard(shell, minutes)
    found = shell.tries("doctor")
    assert said in found.output
    assert "made-up-secret" not in found.output
    assert "public_url" not in found.output


def people(shell: Shell, *ways: tuple[str, str, str]) -> None:
    """A role, an address and a channel for each."""
    with closing(sqlite3.connect(shell.database)) as raw, raw:
        for n, (role, address, channel) in enumerate(ways):
            raw.execute("INSERT INTO contact (id, last_seen_at) VALUES (?, 0)", (n,))
            raw.execute(
                "INSERT INTO contact_address (address, contact_id, channel, recipient, "
                "last_seen_at) VALUES (?, ?, ?, '', 0)", (address, n, channel))  # fmt: skip
            raw.execute("INSERT INTO assignment (contact_id, role) VALUES (?, ?)", (n, role))


@pytest.mark.parametrize(
    ("ways", "kind", "said"),
    [
        ((), None, "ok    operators: none; nobody is told when a line fails"),
        (
            (("admin", "tel:+22370000077", "orange"),),
            None,
            "ok    operators: 1, reached by orange only: if it fails nobody is told. Let one",
        ),
        (
            (("admin", "tel:+22370000077", "orange"),),
            "mute",
            "MEND  operators: 1\n      all are reached by orange only, which fails",
        ),
        (
            (("admin", "tel:+22370000077", "orange"), ("coordinator", "telegram:7", "telegram")),
            "mute",
            "MEND  line orange\n      it takes messages and sends none: look at its screen",
        ),
        (
            (("admin", "tel:+22370000077", "orange"), ("coordinator", "telegram:7", "telegram")),
            None,
            "ok    operators: 2\n",
        ),
    ],
)
def test_who_is_told_when_a_line_fails_and_that_a_phone_sends_nothing(
    shell, monkeypatch, ways, kind, said
):
    monkeypatch.setenv("KUNNAFONI_CHT_ORANGE_SECRET", "made-up-secret-of-nobody")
    shell.file("config.toml", PHONE)
    shell.tries("doctor")
    heard(shell, 1)
    people(shell, *ways)
    if kind:
        with closing(sqlite3.connect(shell.database)) as raw, raw:
            raw.execute("INSERT INTO trouble VALUES ('orange', ?, 1, 1)", (kind,))
    assert said in shell.tries("doctor").output


BROKEN = '[[rule]]\nid = "x"\nrisk = "measles"\nkind = "cluster"\ncases = 0\nsource = "s"\n'
NOWHERE = """
[[rule]]
id = "x"
risk = "measles"
kind = "single"
within = "place"
days = 30
source = "s"

[[override]]
rule = "x"
area = "no-such-area"
off = true
"""


PART = """
[[rule]]
id = "x"
risk = "malaria"
kind = "past"
within = "region"
methods = ["ears_c2"]
source = "s"

[[override]]
rule = "x"
area = "district-koro"
z = 2.0
"""


@pytest.mark.parametrize(("rules", "said"), [(BROKEN, "rule 'x'"), (NOWHERE, "no area")])
def test_rules_of_ones_own_that_cannot_be_are_named(shell, twilio, rules, said):
    shell.file("rules.toml", rules)
    configured(shell, twilio, PUBLIC, '[data]\nfolder = "."')
    found = shell.tries("doctor")
    assert found.exit_code == 1
    assert "MEND  health risks and rules" in found.stdout
    assert said in found.stdout


@pytest.mark.parametrize("rules", [BROKEN, PART])
def test_the_bot_does_not_start_with_rules_that_cannot_be_read(shell, twilio, rules):
    shell.file("rules.toml", rules)
    configured(shell, twilio, PUBLIC, '[data]\nfolder = "."')
    found = shell.tries("chat", "--as", "+22370000001")
    assert found.exit_code != 0
    assert "rule 'x'" in found.output
