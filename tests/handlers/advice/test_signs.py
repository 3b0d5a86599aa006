"""Danger signs as people write them; and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.paths import LOCALES
from bot.understanding import Lexicons
from handlers.advice.danger import load
from handlers.advice.signs import Signs

LOCALES_OF_OURS = ("fr", "bm", "en")
LEXICONS = Lexicons(LOCALES, LOCALES_OF_OURS)
CODES = [sign.code for sign in load()]
SIGNS = Signs(CODES, LEXICONS, LOCALES_OF_OURS)


def found(text):
    return " ".join(SIGNS.found(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ne tete plus", "cannot_drink"), ("ne tète plus", "cannot_drink"),
        ("il tete plus", "cannot_drink"), ("elle ne tette plu", "cannot_drink"),
        ("ne tete presque plus", "cannot_drink"), ("refuse le sein", "cannot_drink"),
        ("ne peut pas boire", "cannot_drink"), ("peu pa boir", "cannot_drink"),
        ("il n'arrive plus à boire", "cannot_drink"), ("ne bois plus", "cannot_drink"),
        ("can't drink", "cannot_drink"), ("cannot breastfeed", "cannot_drink"),
        ("she is not drinking", "cannot_drink"),
        ("vomit tout", "vomits_everything"), ("vomi tou", "vomits_everything"),
        ("il vomit tout ce qu'il mange", "vomits_everything"),
        ("vomits evrything", "vomits_everything"),
        ("convulsions", "convulsions"), ("convulsion", "convulsions"),
        ("CONVULSE", "convulsions"), ("convulsoins", "convulsions"),
        ("konvulsion", "convulsions"), ("repeated fits", "convulsions"),
        ("inconscient", "unconscious"), ("inconsciante", "unconscious"),
        ("inconsient", "unconscious"), ("evanoui", "unconscious"),
        ("ne se réveille pas", "unconscious"), ("lethargic", "unconscious"),
        ("unconsious", "unconscious"), ("perdu conaissance", "unconscious"),
        ("ne peut plus s'asseoir", "cannot_sit"), ("cannot sit or stand", "cannot_sit"),
        ("ne tient plus debout", "cannot_sit"), ("très faible", "cannot_sit"),
        ("respire vite", "breathing"), ("respir vit", "breathing"),
        ("difficulté à respirer", "breathing"), ("difficulty breathing", "breathing"),
        ("respire mal", "breathing"), ("chest indrawing", "breathing"),
        ("tres pale", "pale"), ("paumes pâles", "pale"), ("very pale palms", "pale"),
        ("yeux jaunes", "yellow_eyes"), ("yeu jone", "yellow_eyes"),
        ("les yeux sont tres jaunes", "yellow_eyes"), ("yellow eyes", "yellow_eyes"),
        ("urines foncees", "dark_urine"), ("urine trop foncé", "dark_urine"),
        ("n'urine plus", "dark_urine"), ("little urine", "dark_urine"),
        ("saigne", "bleeding"), ("sègne", "bleeding"), ("saigne du nez", "bleeding"),
        ("abnormal bleeding", "bleeding"), ("hémoragie", "bleeding"),
        ("cou raide", "stiff_neck"), ("coup raid", "stiff_neck"),
        ("nuque raide", "stiff_neck"), ("neck is stiff", "stiff_neck"),
        ("confus", "confusion"), ("délire", "confusion"), ("confused", "confusion"),
        ("oeil blanc", "cloudy_eye"), ("plaies dans la bouche", "mouth_sores"),
        ("yeux enfoncés", "dehydration"), ("pieds gonflés", "severe_malnutrition"),
    ],
)  # fmt: skip
def test_what_people_write(text, code):
    assert found(text) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("mon enfant convulse il est chaud", "convulsions"),
        ("il mange pas convulse", "convulsions"),
        ("convulsions et ne tete plus", "convulsions cannot_drink"),
        ("pas de convulsions mais tres pale", "pale"),
        ("no convulsions, very pale", "pale"),
        ("ne saigne pas. respire vite", "breathing"),
        ("3 jours de fievre, vomit tout; yeux jaunes", "vomits_everything yellow_eyes"),
    ],
)
def test_signs_in_a_sentence(text, codes):
    assert found(text) == codes


@pytest.mark.parametrize(
    "text",
    ["fièvre", "palu", "mal de tete plus fievre", "mal a la tete, plus de fievre", "boit bien",
     "comment soigner le palu", "respire bien", "pas de convulsions", "sans convulsion",
     "aucun saignement ni convulsions", "ne saigne pas", "not convulsing", "no bleeding",
     "il joue et boit", "on doit pas", "jeune fille", "il tousse", "", "12", "malnutrition 4 cas",
     "oui", "enceinte", "vaccin", "?"],
)  # fmt: skip
def test_what_is_no_danger_sign(text):
    assert found(text) == ""


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("change", [str, str.upper, lambda code: code.replace("_", "-")])
def test_codes_are_read_however_they_are_written(code, change):
    assert SIGNS.found(change(code)) == (code,)


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_word_of_the_lexicon_is_read(locale, code):
    words = LEXICONS.words("danger", code, locale)
    assert words
    assert [word for word in words if code not in SIGNS.found(word)] == []


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_what_stops_a_report_for_an_emergency_is_a_danger_sign(locale):
    words = LEXICONS.words("intent", "emergency", locale)
    assert [word for word in words if not SIGNS.found(word)] == []


def test_what_is_told_in_items():
    codes, unknown = SIGNS.told(["convulsions", " ne tete plus ", "blah", "", "toux", "convulse"])
    assert codes == ("convulsions", "cannot_drink")
    assert unknown == ("blah", "toux")


def test_a_deployment_adds_its_own_words(tmp_path):
    (tmp_path / "lexicon-bm.toml").write_text('[danger]\nbleeding = ["xyzzy"]\n', "utf-8")
    lexicons = Lexicons(LOCALES, LOCALES_OF_OURS, tmp_path)
    assert Signs(CODES, lexicons, LOCALES_OF_OURS).found("a bɛ xyzzy") == ("bleeding",)


def test_danger_signs_take_no_words_away_from_reports():
    """They are in the lexicon, and no message is read by them."""
    read = LEXICONS.understand("urine foncee tres pale somnolent", "fr")
    assert {sense.kind for word in read.words for sense in word.senses}.isdisjoint({"danger"})
    assert not any(" " in word.folded for word in read.words)


@given(st.text(max_size=200))
def test_every_text_is_read(text):
    assert set(SIGNS.found(text)) <= set(CODES)


@given(st.text(alphabet="abcdefghij ,.é'", max_size=60), st.sampled_from(CODES))
def test_a_sign_in_its_own_clause_is_never_missed(text, code):
    assert code in SIGNS.found(f"{text}. {LEXICONS.words('danger', code, 'fr')[0]}. {text}")
