"""Configuration: the example tells everything, and every problem is named at once."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from bot.config import ENVIRONMENT, Settings, load_settings
from bot.errors import BadConfig
from bot.paths import LOCALES

EXAMPLE = LOCALES.parent / "config.example.toml"
TOKEN = "made-up-token-of-nobody"  # noqa: S105
HEADING = re.compile(r"^(?:# )?\[\[?([\w.]+)\]", re.MULTILINE)
SETTING = re.compile(r"^(?:# )?(\w+)(?: =|\s+# )", re.MULTILINE)


@pytest.fixture(autouse=True)
def nothing_else(monkeypatch, tmp_path):
    """An empty folder, and an environment without our variables."""
    monkeypatch.chdir(tmp_path)
    for variable in (*ENVIRONMENT, "KUNNAFONI_CONFIG"):
        monkeypatch.delenv(variable, raising=False)


def written(text, name="config.toml"):
    Path(name).write_text(text, "utf-8")
    return Path(name)


def problems(text):
    with pytest.raises(BadConfig) as caught:
        load_settings(written(text))
    return caught.value.problems


def section_of(annotation):
    """The model of a section, also where it may be left out, or be there several times."""
    models = [each for each in (annotation, *get_args(annotation)) if isinstance(each, type)]
    return next((each for each in models if issubclass(each, BaseModel)), None)


def every_setting(model=Settings, section=""):
    """Of parts that have tables of their own in the file too."""
    for key, field in model.model_fields.items():
        if is_table(key, field.annotation):
            inner = f"{section}.{key}".lstrip(".")
            yield from every_setting(section_of(field.annotation), inner)
        else:
            yield section, key


VALUES = {"id", "code", "token", "expires_in", "encodings"}  # short enough for one line


def is_table(key, annotation):
    return key not in VALUES and section_of(annotation) is not None


def explained():
    """Section and key of every setting that the example writes, commented out or not."""
    parts = HEADING.split(EXAMPLE.read_text("utf-8"))[1:]
    for section, body in zip(parts[::2], parts[1::2], strict=True):
        for key in SETTING.findall(body):
            yield section, key


def test_the_example_mentions_every_setting_and_no_other():
    assert set(explained()) == set(every_setting())


def test_the_example_loads_and_shows_the_defaults():
    assert load_settings(EXAMPLE) == Settings()


def test_what_the_example_comments_out_is_right_too(monkeypatch):
    """Every line uncommented, with the secret where secrets belong."""
    monkeypatch.setenv("KUNNAFONI_TWILIO_AUTH_TOKEN", TOKEN)
    monkeypatch.setenv("KUNNAFONI_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("KUNNAFONI_GATEWAY_PROVIDER_PASSWORD", TOKEN)
    monkeypatch.setenv("KUNNAFONI_GATEWAY_PROVIDER_KEY", TOKEN)
    monkeypatch.setenv("KUNNAFONI_CHT_ORANGE_SECRET", TOKEN)
    monkeypatch.setenv("KUNNAFONI_DHIS2_SECRET", TOKEN)
    text = re.sub(r"^# (?=\[|\w+ = )", "", EXAMPLE.read_text("utf-8"), flags=re.MULTILINE)
    here = re.sub(r"/(etc|var/lib)/kunnafoni(/voice)?", ".", text)  # a folder that is there
    here = here.replace('field = "key"', "")  # a header is named
    loaded = load_settings(written(here))
    assert loaded.twilio.timeout_seconds == 10
    assert loaded.own_numbers == ("+1...", "+1...", "+223...", "+22370000000")
    secrets = {("twilio", "auth_token"), ("telegram", "token"), ("telegram", "webhook_secret")}
    secrets |= {("cht", "secret"), ("dhis2", "secret")}
    known = set(every_setting())
    assert known - set(given(tomllib.loads(text), known)) == secrets


def given(table, known, section=""):
    """Section and key of what a file sets."""
    for each in table if isinstance(table, list) else [table]:
        for key, value in each.items():
            inner = f"{section}.{key}".lstrip(".")
            if any(where == inner for where, _key in known):
                yield from given(value, known, inner)
            else:
                yield section, key


def test_without_a_file_the_defaults_hold():
    assert load_settings() == Settings()


def test_a_file_in_the_folder_is_found_and_one_in_the_environment_goes_before(monkeypatch):
    written("[web]\nport = 1111\n")
    assert load_settings().web.port == 1111
    monkeypatch.setenv("KUNNAFONI_CONFIG", str(written("[web]\nport = 2222\n", "other.toml")))
    assert load_settings().web.port == 2222
    assert load_settings(written("[web]\nport = 3333\n", "named.toml")).web.port == 3333


@pytest.mark.parametrize("how", ["named", "environment"])
def test_a_file_that_is_not_there_is_named(how, monkeypatch):
    if how == "environment":
        monkeypatch.setenv("KUNNAFONI_CONFIG", "nowhere.toml")
    with pytest.raises(BadConfig) as caught:
        load_settings(Path("nowhere.toml") if how == "named" else None)
    assert caught.value.problems == ("nowhere.toml: No such file or directory",)


@pytest.mark.parametrize("content", [b"[web\nport = 1", b"[web]\nhost = \xff\xfe"])
def test_a_file_that_is_no_toml_is_named(content):
    Path("config.toml").write_bytes(content)
    with pytest.raises(BadConfig, match=r"^config\.toml: "):
        load_settings()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[web]\nprot = 8080", "[web] prot"),
        ("[signal]\ntoken = 'x'", "[signal]"),
        ("debug = true", "[debug]"),
    ],
)
def test_an_unknown_key_is_named(text, where):
    [problem] = problems(text)
    assert problem == f"{where}: no such setting; config.example.toml lists them all"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("[bot]\ntimezone = 'Bamako'", "[bot] timezone: not a time zone"),
        ("[bot]\ntimezone = '../etc/passwd'", "[bot] timezone: not a time zone"),
        ("[bot]\ndefault_locale = 'ff'", "[bot] default_locale: must be one of locales"),
        ("[web]\nport = 70000", "[web] port: "),
        ("[outbox]\nlease_seconds = 1", "[outbox] lease_seconds: "),
        ("[outbox]\nat_once = 0", "[outbox] at_once: "),
        ("[robots]\nmost = 0", "[robots] most: "),
        ("[robots]\nminutes = 0", "[robots] minutes: "),
        ("[reports]\nduplicate_minutes = -1", "[reports] duplicate_minutes: "),
        ("[sms]\nprice_per_segment = -25", "[sms] price_per_segment: "),
        ("[prices]\nsegment = { 223 = 25 }", "[prices] segment: 223: write how numbers begin"),
        ("[prices]\nsegment = { '+223' = -1 }", "[prices] segment.+223: "),
        ("[logging]\nlevel = 'loud'", "[logging] level: "),
        ("[logging]\ncontent = true", "[logging] content: only a demo"),
        ("bot = 3", "[bot]: "),
        ("twilio = 3", "[twilio]: "),
    ],
)
def test_a_wrong_value_is_named(text, start):
    [problem] = problems(text)
    assert problem.startswith(start)


def test_every_problem_is_told_at_once():
    found = problems(
        "[bot]\ntimezone = 'Nowhere'\ncolour = 'red'\n[web]\nport = -1\n"
        "[outbox]\nat_once = 0\n[logging]\nlevel = 'loud'\n"
    )
    places = [problem.partition(":")[0] for problem in found]
    assert sorted(places) == [
        "[bot] colour", "[bot] timezone", "[logging] level", "[outbox] at_once", "[web] port",
    ]  # fmt: skip


def test_problems_of_several_settings_together_are_told_at_once_too():
    found = problems("[bot]\ndefault_locale = 'ff'\n[logging]\ncontent = true\n")
    places = [problem.partition(":")[0] for problem in found]
    assert sorted(places) == ["[bot] default_locale", "[logging] content"]


def test_twilio_without_its_secret_says_where_secrets_belong():
    [problem] = problems("[twilio]\naccount_sid = 'AC1'\n")
    assert problem == "[twilio] auth_token: set KUNNAFONI_TWILIO_AUTH_TOKEN in the environment"


def test_a_folder_of_data_that_is_not_there_is_named(tmp_path):
    """Else ours would be used in its place, and nobody would know."""
    assert problems('[data]\nfolder = "nowhere"\n') == ("[data] folder: nowhere is no folder",)
    assert load_settings(written(f'[data]\nfolder = "{tmp_path}"\n')).data.folder == tmp_path


def test_who_calls_no_provider_needs_no_secret():
    file = written('[twilio]\naccount_sid = "AC1"\nnumbers = ["+15005550006"]\n')
    found = load_settings(file, secrets=False)
    assert found.own_numbers == ("+15005550006",)
    assert found.twilio.auth_token.get_secret_value() == ""
    assert load_settings(written(""), secrets=False).twilio is None
    with pytest.raises(BadConfig):
        load_settings(written('[twilio]\nauth_token = "x"\naccount_sid = "AC1"'), secrets=False)


NOBODY = "set numbers, messaging_service_sid or whatsapp_number"


@pytest.mark.parametrize(
    ("sender", "problem"),
    [
        ("", f"[twilio]: {NOBODY}"),
        ("numbers = []", f"[twilio]: {NOBODY}"),
        ("messaging_service_sid = 'AC1'", "[twilio] messaging_service_sid: the SID of a messaging"),
        ("numbers = ['+15005550006']\npoll_seconds = 0", "[twilio] poll_seconds: "),
        ("whatsapp_number = '36061'", "[twilio] whatsapp_number: write it with + and the country"),
    ],
)
def test_twilio_needs_something_to_write_from(monkeypatch, sender, problem):
    monkeypatch.setenv("KUNNAFONI_TWILIO_AUTH_TOKEN", TOKEN)
    [found] = problems(f"[twilio]\naccount_sid = 'AC1'\n{sender}\n")
    assert found.startswith(problem)


@pytest.mark.parametrize(
    "sender",
    ["numbers = ['+1']", "messaging_service_sid = 'MG1'", "whatsapp_number = '+15005550006'"],
)
def test_a_number_a_service_or_whatsapp_is_enough(monkeypatch, sender):
    monkeypatch.setenv("KUNNAFONI_TWILIO_AUTH_TOKEN", TOKEN)
    assert load_settings(written(f"[twilio]\naccount_sid = 'AC1'\n{sender}\n")).twilio


def test_our_number_on_whatsapp_is_one_of_ours(monkeypatch):
    monkeypatch.setenv("KUNNAFONI_TWILIO_AUTH_TOKEN", TOKEN)
    known = "account_sid = 'AC1'\nnumbers = ['36061', '70 00 00 00']"
    for number in ("+1 500 555 0006", "whatsapp:+15005550006"):
        loaded = load_settings(written(f"[twilio]\n{known}\nwhatsapp_number = '{number}'\n"))
        assert loaded.own_numbers == ("36061", "+22370000000", "+15005550006")


def test_telegram_needs_nothing_but_its_token(monkeypatch):
    assert problems("[telegram]\nper_chat = 1\n") == (
        "[telegram] token: set KUNNAFONI_TELEGRAM_TOKEN in the environment",
    )
    monkeypatch.setenv("KUNNAFONI_TELEGRAM_TOKEN", TOKEN)
    loaded = load_settings(written("")).telegram
    assert (loaded.mode, loaded.per_second, loaded.per_chat, loaded.per_group) == (
        "polling", 28, 1, 20,
    )  # fmt: skip
    assert TOKEN not in f"{loaded!r}"


def test_the_webhook_of_telegram_needs_a_secret_and_an_address_that_can_be_called(monkeypatch):
    monkeypatch.setenv("KUNNAFONI_TELEGRAM_TOKEN", TOKEN)
    text = "[telegram]\nmode = 'webhook'\n[web]\npublic_url = 'http://x'\n"
    places = [problem.partition(":")[0] for problem in problems(text)]
    assert places == ["[telegram] webhook_secret", "[web] public_url"]
    monkeypatch.setenv("KUNNAFONI_TELEGRAM_WEBHOOK_SECRET", "not / plain")
    [problem] = problems(text.replace("http:", "https:"))
    assert problem.startswith("[telegram] webhook_secret: letters, digits")
    assert "not / plain" not in problem
    monkeypatch.setenv("KUNNAFONI_TELEGRAM_WEBHOOK_SECRET", "")
    assert load_settings(written("[telegram]\n"), secrets=False).telegram
    assert problems(text.replace("http:", "https:"))
    monkeypatch.setenv("KUNNAFONI_TELEGRAM_WEBHOOK_SECRET", TOKEN)
    assert load_settings(written(text.replace("http:", "https:"))).telegram.mode == "webhook"


PHONE = "[[cht]]\nname = 'orange'\nnumber = '70 00 00 00'\n"


def test_a_phone_needs_a_name_a_number_and_a_secret(monkeypatch):
    assert problems(PHONE) == ("[cht] orange: set KUNNAFONI_CHT_ORANGE_SECRET in the environment",)
    monkeypatch.setenv("KUNNAFONI_CHT_ORANGE_SECRET", TOKEN)
    [phone] = load_settings(written(PHONE)).cht
    assert (phone.number, phone.path) == ("+22370000000", "/cht/orange")
    assert TOKEN not in f"{phone!r}"
    monkeypatch.setenv("KUNNAFONI_CHT_ORANGE_SECRET", "with/slash@and:more")
    [problem] = problems(PHONE)
    assert problem.startswith("[cht] 0.secret: letters, digits")
    assert "slash" not in problem
    [told] = problems(PHONE + "secret = 'in the file'\n")[:1]
    assert told == "[cht] secret: a secret; set KUNNAFONI_CHT_ORANGE_SECRET in the environment"
    assert load_settings(written(PHONE), secrets=False).own_numbers == ("+22370000000",)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (PHONE.replace("orange", "Orange 1"), "[cht] 0.name: small letters"),
        (PHONE.replace("orange", "telegram"), "[cht] 0.name: this is the name of another"),
        (PHONE.replace("70 00 00 00", "36061"), "[cht] 0.number: write it with +"),
        (PHONE + PHONE.replace("70", "60"), "[cht] name: two phones have the same"),
        (PHONE + PHONE.replace("orange", "moov"), "[cht] number: two phones have the same"),
    ],
)
def test_what_is_wrong_with_a_phone_is_named(monkeypatch, text, start):
    for name in ("ORANGE", "MOOV", "ORANGE 1", "TELEGRAM"):
        monkeypatch.setenv(f"KUNNAFONI_CHT_{name}_SECRET", TOKEN)
    [problem] = problems(text)
    assert problem.startswith(start)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("[sending]\nprefer = ['orange']", "[sending] prefer: orange is no channel (none is"),
        (PHONE + "[sending]\nprefer = ['moov']", "[sending] prefer: moov is no channel (orange)"),
        (
            PHONE + "[sending]\nby_prefix = { '+2237' = ['orange', 'moov'] }",
            "[sending] by_prefix: +2237: moov is no channel (orange)",
        ),
        (PHONE + "[sending]\nby_prefix = { 7 = 'orange' }", "[sending] by_prefix: 7: write how"),
        (PHONE + "[sending]\nby_prefix = { '+2237' = [] }", "[sending] by_prefix: +2237: name a"),
        ("[watch]\nsilent_minutes = 1", "[watch] silent_minutes: "),
    ],
)
def test_a_line_that_is_none_is_named(monkeypatch, text, start):
    monkeypatch.setenv("KUNNAFONI_CHT_ORANGE_SECRET", TOKEN)
    [problem] = problems(text)
    assert problem.startswith(start)


def test_a_line_may_be_written_without_brackets(monkeypatch):
    monkeypatch.setenv("KUNNAFONI_CHT_ORANGE_SECRET", TOKEN)
    loaded = load_settings(written(PHONE + "[sending]\nby_prefix = { '+2237' = 'orange' }"))
    assert loaded.sending.by_prefix == {"+2237": ("orange",)}
    assert loaded.lines == {"orange": "+22370000000"}


def test_the_secret_comes_from_the_environment_and_is_never_shown(monkeypatch):
    monkeypatch.setenv("KUNNAFONI_TWILIO_AUTH_TOKEN", TOKEN)
    loaded = load_settings(written("[twilio]\naccount_sid = 'AC1'\nnumbers = ['+15005550006']\n"))
    assert loaded.twilio.auth_token.get_secret_value() == TOKEN
    assert TOKEN not in f"{loaded!r} {loaded} {loaded.model_dump_json()}"


def test_a_secret_in_the_file_is_refused_without_repeating_it():
    found = problems(f"[twilio]\naccount_sid = 'AC1'\nauth_token = '{TOKEN}'\n")
    assert "KUNNAFONI_TWILIO_AUTH_TOKEN" in "\n".join(found)
    assert TOKEN not in "\n".join(found)


@pytest.mark.parametrize(
    ("variable", "value", "section", "key", "wanted"),
    [
        ("KUNNAFONI_DATABASE_URL", "sqlite:other.db", "database", "url", "sqlite:other.db"),
        ("KUNNAFONI_WEB_HOST", "0.0.0.0", "web", "host", "0.0.0.0"),  # noqa: S104
        ("KUNNAFONI_WEB_PORT", "9090", "web", "port", 9090),
    ],
)
def test_the_environment_goes_before_the_file(monkeypatch, variable, value, section, key, wanted):
    monkeypatch.setenv(variable, value)
    old = "1" if key == "port" else "'old'"
    loaded = load_settings(written(f"[{section}]\n{key} = {old}\n"))
    assert getattr(getattr(loaded, section), key) == wanted


def test_a_wrong_value_of_the_environment_is_named(monkeypatch):
    monkeypatch.setenv("KUNNAFONI_WEB_PORT", "many")
    with pytest.raises(BadConfig, match=r"^\[web\] port: "):
        load_settings()


def test_settings_are_not_changed_while_the_bot_runs():
    with pytest.raises(ValueError, match="frozen"):
        Settings().web.port = 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('locales = ["fr", "xx"]', "[bot] locales: xx: no such language here; there are ar, bm, "),
        ('fallback = { bm = ["xx"] }', "[bot] fallback.bm: xx: no such language here; there are "),
        ('fallback = { xx = ["fr"] }', "[bot] fallback: xx: no such language here; there are ar"),
        ('default_locale = "ar"', "[bot] default_locale: must be one of locales"),
    ],
)
def test_a_language_without_texts_is_named_with_its_setting(text, problem):
    [found] = problems(f"[bot]\n{text}\n")
    assert found.startswith(problem)


def test_languages_may_be_written_with_a_country_or_three_letters():
    text = 'locales = ["fr_ML", "bam", "ar-ML", "fr"]\ndefault_locale = "fr-FR"\n'
    bot = load_settings(written(f'[bot]\n{text}fallback = {{ bm_ML = ["ful", "fra"] }}\n')).bot
    assert (bot.locales, bot.default_locale) == (("fr", "bm", "ar"), "fr")
    assert bot.fallback == {"bm": ("ff", "fr")}


@pytest.mark.parametrize(
    "weeks",
    [
        'remind = "thursday 08:00"',
        'remind = "wednesday 01:00"',
        'due = "monday 00:00"',  # when the week ends: nobody could be reminded after it
        'begins = "friday 12:00"\ndue = "sunday 12:00"',
        'begins = "friday 12:00"\nremind = "friday 11:00"',
    ],
)
def test_a_reminder_after_the_deadline_is_refused(weeks):
    [problem] = problems(f"[weeks]\n{weeks}\n")
    assert re.search(r"remind \(.*\) comes after due \(.*\)", problem)
    assert "an earlier remind, a later due, or send = false" in problem
    load_settings(written(f"[weeks]\n{weeks}\nsend = false\n"))


@pytest.mark.parametrize(
    "weeks",
    [
        'remind = "wednesday 00:00"',
        'remind = "friday 08:00"\ndue = "saturday 12:00"',
        'begins = "friday 12:00"\nremind = "friday 12:00"\ndue = "sunday 12:00"',
        'due = "monday 00:00"\nremind = "monday 00:00"',
    ],
)
def test_a_reminder_between_the_end_of_the_week_and_the_deadline_is_none_too_late(weeks):
    load_settings(written(f"[weeks]\n{weeks}\n"))
