"""Who may say what in which language: nothing that was not read is said to a real person."""

# ruff: noqa: E501  (a transcript has the lines that people see)

from dataclasses import replace
from datetime import date

import pytest
import structlog

from bot.dispatcher import Dispatcher
from bot.errors import BadFile
from bot.i18n import Catalogs, translations
from bot.message import Reply
from bot.paths import LOCALES
from bot.review import Review
from bot.router import Router
from bot.store.store import SQLStore
from bot.text import Text
from handlers import FALLBACK, HANDLERS, REACTIONS
from handlers.advice import signoff, texts
from handlers.advice.signoff import Approval
from handlers.advice.texts import advice
from tests.conftest import BY_KEY, SPOKEN, House, knowledge

RESIDENT = BY_KEY["resident-koro"]
BAMBARA = BY_KEY["resident-bm"]
EVERY = texts.load().values()
TEXTS = frozenset(text.text for text in EVERY)
ALWAYS = frozenset(text.text for text in EVERY if text.always)
NOBODY = Review(TEXTS, ALWAYS)
TEST = texts.load()["malaria.test_today"]
FEVER = "Fièvre : faites un test du palu aujourd’hui, avant"
SHORT = "Demandez conseil au centre de santé aujourd’hui. Notre texte attend encore l’accord des autorités sanitaires."
AWAITS = "Demandez conseil au centre de santé aujourd’hui. En danger, allez-y tout de suite, même la nuit. Urgences : 15. Notre texte n’est pas encore approuvé."
URGENT = "URGENT. Allez tout de suite au centre de santé le plus proche, de jour ou de nuit. N’attendez pas. Urgences : 15"


def in_force(name):
    return texts.OURS.with_name(name)


def approved(text=TEST, locale="fr", words="les mots", data=in_force):
    source = signoff.source_version(text, data)
    on = date(2026, 11, 22)
    return {
        (text.id, locale): Approval(
            text.id, locale, "DGSHP", on, source, signoff.words_version(words)
        )
    }


def state(known, text=TEST, locale="fr", words="les mots", data=in_force):
    return signoff.state(text, locale, words, known, data)


def test_a_text_is_a_draft_until_somebody_approves_it():
    assert state({}) == "draft"
    assert state(approved()) == "reviewed"


def test_each_language_is_approved_by_itself():
    assert state(approved(), locale="bm") == "draft"
    assert state(approved(), locale="bm", words=None) == "untranslated"


def test_another_source_text_makes_its_translations_drafts_again():
    assert state(approved(), replace(TEST, text="Go for a test.")) == "changed"


def test_another_translation_is_a_draft_again():
    assert state(approved(), words="d'autres mots") == "changed"


def test_other_values_make_what_speaks_of_them_a_draft_again(tmp_path):
    theirs = tmp_path / "malaria.toml"
    theirs.write_bytes(in_force("malaria.toml").read_bytes() + b"\n# changed")
    assert state(approved(), data=lambda _name: theirs) == "changed"
    home = texts.load()["measles.drink_and_feed"]
    assert state(approved(home), home, data=lambda _name: theirs) == "reviewed"


def test_approvals_are_read_as_they_were_written(tmp_path):
    known = approved() | approved(locale="en")
    known["x", "fr"] = Approval("x", "fr", 'a "role" \\ of', date(2026, 1, 2), "1", "2")
    signoff.write(tmp_path, known.values())
    assert signoff.read(tmp_path) == known
    assert signoff.read(tmp_path / "nowhere") == signoff.read(None) == {}


@pytest.mark.parametrize(
    "broken", ["[[approved]]\nid = 1", "[[approved]", 'approved = "x"', b"\xff"]
)
def test_a_broken_file_is_refused(tmp_path, broken):
    (tmp_path / signoff.FILE).write_bytes(broken if isinstance(broken, bytes) else broken.encode())
    with pytest.raises(BadFile, match=r"advice-approved\.toml"):
        signoff.read(tmp_path)


@pytest.mark.parametrize(
    ("approved_in", "reader", "said_in"),
    [
        ("", "fr", None), ("", "bm", None), ("fr", "fr", "fr"), ("fr", "bm", "fr"), ("bm", "bm", "bm"),
        ("bm", "fr", None), ("fr bm", "bm", "bm"), ("en", "fr", None), ("en", "en", "en"),
        ("fr", "en", "fr"), ("fr", None, "fr"), ("fr", "xx", "fr"),
    ],
)  # fmt: skip
def test_the_nearest_approved_language_of_the_chain(approved_in, reader, said_in):
    review = replace(NOBODY, approved=dict.fromkeys(approved_in.split(), TEXTS))
    assert review.locale_of(TEST.text, reader) == said_in
    assert review.may_be_said(TEST.text, reader) == (said_in is not None)


@pytest.mark.parametrize("reader", ["fr", "bm", "en", None, "xx"])
@pytest.mark.parametrize("default", ["fr", "en", "bm"])
def test_danger_is_always_said(reader, default):
    review = replace(NOBODY, default=default)
    for text in ALWAYS:
        assert review.locale_of(text, reader) in ("fr", "en")


def test_what_may_never_be_missing_is_there_in_french():
    french = translations(LOCALES, "fr")
    assert all(french(text) for text in ALWAYS)
    ids = {text.id for text in EVERY if text.always}
    assert {
        "danger.go_now",
        "danger.go_now_where",
        "malaria.go_now",
        "measles.go_now",
        "advice.awaits",
        "advice.awaits_or_danger",
        "bite.wash",
    } == ids


def catalogs_with(review):
    return Catalogs(LOCALES, SPOKEN, "fr", review=review)


def test_the_catalogs_say_nothing_that_is_not_approved(catalogs):
    said = catalogs_with(NOBODY)
    with structlog.testing.capture_logs() as logged:
        assert said.translate(Text(TEST.text), "fr") == SHORT
    assert [line["event"] for line in logged] == ["text not approved"]
    assert said.translate(advice("danger.go_now", emergency="15"), "bm") == URGENT
    in_french = catalogs_with(replace(NOBODY, approved={"fr": TEXTS}))
    assert in_french.translate(Text(TEST.text), "bm").startswith(FEVER)


def test_the_demo_marks_what_nobody_approved(catalogs):
    demo = catalogs_with(replace(NOBODY, drafts=True, approved={"fr": frozenset((TEST.text,))}))
    assert demo.render(Reply(Text(TEST.text)), "fr").text.startswith("Fièvre")
    net = demo.render(
        Reply(Text("{first} {second}", {"first": advice("malaria.net"), "second": "x"})), "fr"
    )
    assert net.text == "(brouillon) Moustiquaire chaque nuit, toute l’année. x"
    assert demo.render(Reply(advice("danger.go_now", emergency="15")), "fr").text == URGENT


class Signed(House):
    """The whole bot, with what has been approved."""

    def under(self, review):
        self.outbox = type(self.outbox)(
            self.mail, {"fake": self.channel}, catalogs_with(review), self.clock
        )
        router, known = Router(HANDLERS, FALLBACK), replace(knowledge(), reviews=review)
        self.dispatcher = Dispatcher(SQLStore(self.database), router, REACTIONS, known, self.clock)
        return self


@pytest.fixture
def signed(open_clinics):
    return Signed(open_clinics.database, open_clinics.catalogs, open_clinics.clock)


async def test_before_anything_is_approved(signed):
    """Danger is answered; everything else leads to the health centre, with its place."""
    house = signed.under(NOBODY)
    await house.says("clinique koro", RESIDENT)
    near = "Le plus proche : CSCom Koro, ouvert jusqu’à 16h, 1 km au sud."
    await house.plays(
        f"""
        > vaccin 9 mois
        < {AWAITS} {near}
        > que faire contre le palu
        < {AWAITS} Le plus proche : CSRef Koro, ouvert jour et nuit, 2 km au nord (test et soins du paludisme : habituel là, à demander).
        > mines
        < {AWAITS} Le plus proche : CSRef Koro, ouvert jour et nuit, 2 km au nord (urgences : habituel là, à demander).
        > mon bébé ne tète plus
        < {URGENT}
        < {near}
        """,
        RESIDENT,
    )
    for answer in ("mon enfant a de la fièvre", "7", "2 ans", "1"):
        said = await house.says(answer, RESIDENT)
    assert said[0].startswith(AWAITS)
    assert "palu" not in said[0].removesuffix(")").split("Le plus proche")[0]


async def test_a_part_of_an_answer_is_not_given_for_the_whole(signed):
    """Where one sentence is not approved, nothing of the answer is said."""
    most = TEXTS - {texts.load()["malaria.signs"].text}
    house = signed.under(replace(NOBODY, approved={"fr": most}))
    for answer in ("mon enfant a de la fièvre", "7", "2 ans", "1"):
        said = await house.says(answer, RESIDENT)
    assert said[0].startswith(AWAITS)


async def test_who_speaks_bambara_is_answered_in_french_that_is_approved(signed):
    house = signed.under(replace(NOBODY, approved={"fr": TEXTS}))
    for answer in ("den farigan", "7", "2 ans", "1"):
        said = await house.says(answer, BAMBARA)
    assert said[0].startswith(FEVER)
