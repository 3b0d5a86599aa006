"""Words to meanings: what people type, and what must never be taken for something else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BadFile
from bot.folding import fold
from bot.understanding import Lexicons
from bot.understanding.checking import problems
from bot.understanding.spelling import by_ear, mistakes_allowed

LOCALES = Path(__file__).parents[1] / "locales"
LEXICONS = Lexicons(LOCALES, ("fr", "bm", "en"))
EVERY = Lexicons(LOCALES, ("fr", "bm", "en", "ar", "ff", "ses", "khq", "taq"))


def risks(text: str, locale: str | None = "fr") -> list[str]:
    return [
        sense.meaning
        for word in LEXICONS.understand(text, locale).words
        for sense in word.senses[:1]
        if sense.kind == "risk"
    ]


def written(folder: Path, **tables: str) -> Path:
    for locale, text in tables.items():
        (folder / locale).mkdir(parents=True, exist_ok=True)
        (folder / locale / "lexicon.toml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("rougeole", "measles"),
        ("ROUGEOLE", "measles"),
        ("rougole", "measles"),
        ("rogueole", "measles"),
        ("roujole", "measles"),
        ("paludime", "malaria"),
        ("mningite", "meningitis"),
        ("méningite", "meningitis"),
        ("diarrhée rouge", "bloody_diarrhoea"),
        ("diarrhee", "watery_diarrhoea"),
        ("palu grave", "severe_malaria"),
        ("fièvre jaune", "yellow_fever"),
        ("ver de guinée", "guinea_worm"),
        ("ɲɔninsan", "measles"),
        ("nyoninsan", "measles"),
        ("tɔgɔtɔgɔnin", "bloody_diarrhoea"),
        ("togotogonin", "bloody_diarrhoea"),
        ("kɔnɔboli", "watery_diarrhoea"),
        ("measles", "measles"),
    ],
)
def test_a_disease_is_known_however_it_is_written(text: str, risk: str) -> None:
    assert risks(text) == [risk]


@pytest.mark.parametrize("text", ["rage", "page", "kɔnɔ", "salut", "koro", "rubéole", "malade"])
def test_words_that_only_look_alike_name_no_disease(text: str) -> None:
    assert [risk for risk in risks(text) if risk != "rabies" or text != "rage"] == []


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("diarrrhée rouge", "bloody_diarrhoea"),
        ("darrhée rouge", "bloody_diarrhoea"),
        ("darhee rouge", "bloody_diarrhoea"),
        ("diarhe sanglnt", "bloody_diarrhoea"),
        ("darrhée sanglante", "bloody_diarrhoea"),
        ("diarhee rougge", "bloody_diarrhoea"),
        ("diarrhée sanglnte", "bloody_diarrhoea"),
        ("fièvrre jaune", "yellow_fever"),
        ("fievre jaunne", "yellow_fever"),
        ("paralisie flaske", "afp"),
    ],
)
def test_a_disease_of_several_words_is_known_with_a_slip_in_them(text: str, risk: str) -> None:
    """Else it would be taken for the disease of its first word alone."""
    assert risks(text) == [risk]


def test_a_slip_makes_no_other_phrase_of_a_name() -> None:
    """Sévaré is a town: `cas sévères` would be another report."""
    assert LEXICONS.understand("20 cas sévaré", "fr").words[-1].folded == "sevare"


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("kono boli", "watery_diarrhoea"),
        ("kɔnɔ-boli", "watery_diarrhoea"),
        ("sumaya bana", "malaria"),
        ("kanja bana", "meningitis"),
        ("nyonin san", "measles"),
        ("togo togonin", "bloody_diarrhoea"),
        ("rou geole", "measles"),
        ("menin-gite", "meningitis"),
        ("cho lera", "watery_diarrhoea"),
    ],
)
def test_a_disease_may_be_written_as_two_words(text: str, risk: str) -> None:
    assert risks(text, "bm") == [risk]


@pytest.mark.parametrize("text", ["ra ge", "pa lu", "rou , geole", "kono bolo"])
def test_not_every_two_words_are_one(text: str) -> None:
    assert [risk for risk in risks(text, "bm") if risk in ("rabies", "measles")] == []


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("grils", "female"), ("gril", "female"), ("fiile", "female"), ("fmeme", "female"),
        ("wmoan", "female"), ("grls", "female"), ("garcno", "male"), ("garocn", "male"),
        ("hmome", "male"), ("byos", "male"), ("mlae", "male"), ("mali", None), ("fil", None),
        ("bons", None), ("dam", None),
    ],
)  # fmt: skip
def test_letters_in_the_wrong_order_of_a_word_for_a_sex(text: str, sex: str | None) -> None:
    assert LEXICONS.understand(text, "fr").words[0].means("sex") == sex


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("concesion", "filler"), ("enregistr", "filler"), ("scurite", "reason"),
        ("bonjuor", "intent"), ("gao", None), ("villa", None),
    ],
)  # fmt: skip
def test_long_words_without_meaning_may_be_misspelt(text: str, kind: str | None) -> None:
    senses = LEXICONS.understand(text, "fr").words[0].senses
    assert {sense.kind for sense in senses[:1]} == ({kind} if kind else set())


@pytest.mark.parametrize("text", ["r", "rx", "pla", "irb", "pgx"])
def test_short_words_are_known_exactly_or_not_at_all(text: str) -> None:
    assert risks(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3F", ["3", "F"]),
        ("F3", ["F", "3"]),
        ("x3", ["x", "3"]),
        ("2f1m", ["2", "f", "1", "m"]),
        ("rougeole3fdouentza", ["rougeole", "3", "fdouentza"]),
        ("palukoro3", ["palu", "koro", "3"]),
        ("45ans", ["45", "ans"]),
        ("PALU1O", ["PALU", "1O"]),
    ],
)
def test_glued_words_are_taken_apart(text: str, words: list[str]) -> None:
    assert [word.text for word in LEXICONS.understand(text, "fr").words] == words


@pytest.mark.parametrize(
    ("text", "number"),
    [("1O", 10), ("O5", 5), ("l2", 12), ("1l", 11), ("３", 3), ("٣", 3), ("۴", 4), ("007", 7)],
)
def test_numbers_are_read_in_any_digits(text: str, number: int) -> None:
    assert [word.number for word in LEXICONS.understand(text, "fr").words] == [number]


@pytest.mark.parametrize("text", ["STOP", "stop.", " Arrêt ! ", "dabila", "unsubscribe", "arret"])
def test_stop_is_heard_in_every_language(text: str) -> None:
    for locale in ("fr", "bm", "en", None):
        assert LEXICONS.understand(text, locale).intent("stop") == 1.0


@pytest.mark.parametrize("text", ["stop palu 3", "je ne veux pas stop", "STOP 12345", "stopp"])
def test_stop_inside_a_message_is_no_stop(text: str) -> None:
    assert LEXICONS.understand(text, "fr").intent("stop") == 0.0


@pytest.mark.parametrize(
    ("text", "locale", "answer"),
    [
        ("oui", "fr", True),
        ("OUI.", "fr", True),
        ("o", "fr", True),
        ("non", "fr", False),
        ("awɔ", "bm", True),
        ("ayi", "bm", False),
        ("yes", "en", True),
        ("ayi", "fr", None),
        ("awɔ", "en", None),
        ("oui mais non", "fr", None),
        ("3", "fr", None),
    ],
)
def test_yes_and_no_only_in_the_persons_language(
    text: str, locale: str, answer: bool | None
) -> None:
    assert LEXICONS.yes_no(text, locale) is answer


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("rougeole 3 koro", "report"),
        ("annuler 12", "cancel"),
        ("CORRIGER 12 palu 2", "correct"),
        ("aide", "help"),
        ("langue", "language"),
        ("mon enfant convulse", "emergency"),
        ("où est la clinique", "nearest_clinic"),
        ("vaccin", "advice_vaccination"),
        ("test palu koro", "nearest_clinic"),
        ("test palu 3 koro", "report"),
        ("bonjour", "greeting"),
        ("merci", "thanks"),
        ("RAS", "zero"),
    ],
)
def test_the_best_intent(text: str, intent: str) -> None:
    assert LEXICONS.understand(text, "fr").intents[0].name == intent


def test_slots_name_the_first_of_each_kind() -> None:
    understood = LEXICONS.understand("langue bambara", "fr")
    assert understood.slots["locale"] == "bm"
    assert LEXICONS.understand("xyzt", "fr").slots == {}


def test_the_language_is_guessed_where_the_words_tell() -> None:
    assert LEXICONS.understand("measles three girls yesterday", None).locale_guess == "en"
    assert LEXICONS.understand("trois filles depuis hier", None).locale_guess == "fr"
    assert LEXICONS.understand("xyz", None).locale_guess is None


def test_words_of_a_meaning_are_told_for_help_texts() -> None:
    assert LEXICONS.words("risk", "measles", "fr")[0] == "rougeole"
    assert LEXICONS.words("risk", "nothing", "fr") == ()


def test_a_word_with_two_meanings_is_refused_with_both_named(tmp_path: Path) -> None:
    text = '[risk]\nmeasles = ["rougeole"]\nmalaria = ["Rougeolé"]\n'
    with pytest.raises(
        BadFile, match=r"fr/lexicon\.toml:3: 'Rougeolé' means risk\.malaria, but also risk\.m"
    ):
        Lexicons(written(tmp_path, fr=text), ("fr",))


def test_a_broken_lexicon_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"lexicon\.toml"):
        Lexicons(written(tmp_path, fr="[risk\n"), ("fr",))


def test_a_deployment_adds_words(tmp_path: Path) -> None:
    (tmp_path / "lexicon-fr.toml").write_text('[risk]\nmalaria = ["djokadjo"]\n', "utf-8")
    lexicons = Lexicons(LOCALES, ("fr",), tmp_path)
    senses = lexicons.understand("djokadjo 3", "fr").words[0].senses
    assert [(sense.kind, sense.meaning) for sense in senses] == [("risk", "malaria")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("rougeole", "roujole"), ("cholera", "kolera"), ("diarrhee", "diarhe"), ("bankass", "bankas")],
)
def test_by_ear(one: str, other: str) -> None:
    assert by_ear(one) == by_ear(other)


def test_mistakes_are_forgiven_by_length() -> None:
    assert [mistakes_allowed(length) for length in (3, 4, 6, 7, 12)] == [0, 1, 1, 2, 2]


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "\ud800", "\u202erougeole 3\u202c", "a" * 2000, "🤒" * 500, "̀" * 100]
)
def test_nothing_breaks_it(text: str) -> None:
    understood = LEXICONS.understand(text, "fr")
    assert all(0 <= word.start <= word.end for word in understood.words)


def test_marks_that_steer_direction_do_not_count() -> None:
    assert risks("\u200frou\u200dgeole\u200e") == ["measles"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_cut_into_words_that_stand_in_it(text: str) -> None:
    understood = LEXICONS.understand(text, "fr")
    for word in understood.words:
        assert understood.text[word.start : word.end] == word.text


@pytest.mark.parametrize(
    "text",
    [
        "ɲɔninsan", "nyoninsan", "gnoninsan", "ñoninsan", "ÑONINSAN", "ɲòninsan", "ɲοninsаn",
        "nyonin san",
    ],
)  # fmt: skip
def test_one_word_has_one_meaning_in_every_spelling(text: str) -> None:
    """Official, older and French-like; the last but one with a Greek and a Cyrillic letter."""
    assert risks(text, "bm") == ["measles"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("МАLАRІА", "malaria"), ("ΡΑLU", "palu"), ("ΝΙΟΝΟ", "niono"), ("КОRО", "koro"),
        ("ɛèéêεе", "eeeeee"), ("ɔòóοо", "ooooo"), ("ñɲ", "nyny"), ("d’abord`", "d'abord'"),
    ],
)  # fmt: skip
def test_letters_that_look_alike_are_one(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_lexicon_that_contradicts_itself_is_refused(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        ff='[yes]\nyes = ["eey", "alaa"]\n[no]\nno = ["alaa"]\n[stop]\nstop = ["stop"]\n',
        bm='[risk]\nmeasles = ["ɲɔni"]\nmalaria = ["gnoni"]\n[number]\n1 = ["stop"]\n',
    )
    assert problems(folder) == [
        "bm/lexicon.toml:3: 'gnoni' means risk.malaria, but also risk.measles (bm/lexicon.toml:2)",
        "ff/lexicon.toml:4: 'alaa' is in [no], but also in [yes] (ff/lexicon.toml:2)",
        (
            "bm/lexicon.toml:5: 'stop' is in [number], but in every language it is [stop] "
            "(ff/lexicon.toml:6)"
        ),
    ]


def test_a_deployments_own_words_are_held_against_all_of_ours(tmp_path: Path) -> None:
    (tmp_path / "lexicon-fr.toml").write_text(
        '# ours\n[risk]\nmalaria = [\n    "djokadjo",\n    "Rougeole",\n]\n[no]\nno = ["oui"]\n'
        '[yes]\nyes = ["non"]\n[number]\n3 = ["dabila"]\n',
        "utf-8",
    )
    (tmp_path / "lexicon-snk.toml").write_text('[yes]\nyes = ["yo"]\n', "utf-8")
    told = [
        r"lexicon-snk\.toml: no such language here; there are ar, bm, en, ff, fr, khq, ses, taq",
        (
            r"lexicon-fr\.toml:5: 'Rougeole' means risk\.malaria, but also risk\.measles "
            r"\(fr/lexicon\.toml:\d+\)"
        ),
        r"lexicon-fr\.toml:10: 'non' is in \[yes\], but also in \[no\] \(fr/lexicon\.toml:\d+\)",
        r"lexicon-fr\.toml:8: 'oui' is in \[no\], but also in \[yes\] \(fr/lexicon\.toml:\d+\)",
        (
            r"lexicon-fr\.toml:12: 'dabila' is in \[number\], but in every language it is \[stop\] "
            r"\(bm/lexicon\.toml:\d+\)"
        ),
    ]
    with pytest.raises(BadFile) as refused:
        Lexicons(LOCALES, ("fr",), tmp_path)
    assert len(refused.value.problems) == len(told)
    for problem, expected in zip(refused.value.problems, told, strict=True):
        assert re.fullmatch(expected, problem)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("risk = 3\n", "'risk' stands in no table"),
        ('[risk]\nmalaria = "palu"\n', "risk.malaria is no list of words"),
        ("[risk]\nmalaria = [1]\n", "risk.malaria is no list of words"),
        ('[risk]\nmalaria = ["--"]\n', "has no letters"),
    ],
)
def test_what_is_no_lexicon_is_told(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "lexicon-fr.toml").write_text(text, "utf-8")
    with pytest.raises(BadFile, match=problem):
        Lexicons(LOCALES, ("fr",), tmp_path)


def test_our_lexicons_do_not_contradict_each_other() -> None:
    assert problems(LOCALES) == []


@pytest.mark.parametrize(
    ("text", "locale", "said"),
    [
        ("ayyo", "ses", True), ("ayyo", "bm", None), ("ayi", "bm", False), ("ayi", "ses", None),
        ("alaa", "ff", False), ("alaa", "bm", None), ("awɔ", "bm", True), ("awɔ", "fr", None),
        ("نعم", "ar", True), ("نعم", "fr", None), ("kay", "ff", False), ("kay", "fr", None),
    ],
)  # fmt: skip
def test_yes_and_no_count_in_ones_own_language_only(
    text: str, locale: str, said: bool | None
) -> None:
    assert EVERY.yes_no(text, locale) is said


@pytest.mark.parametrize(
    ("locale", "day"), [("bm", "today"), ("ses", "yesterday"), ("fr", None), ("ff", None)]
)
def test_bi_is_today_in_bambara_and_yesterday_in_songhay(locale: str, day: str | None) -> None:
    assert EVERY.understand("bi", locale).slots.get("onset") == day


@pytest.mark.parametrize("word", ["stop", "dabila", "dartin", "woppu", "kayandi", "توقف", "arret"])
@pytest.mark.parametrize("locale", ["fr", "ses"])
def test_stop_is_understood_in_every_language(word: str, locale: str) -> None:
    assert EVERY.understand(word, locale).intent("stop") == 1.0
    assert EVERY.understand(f"{word} koro demain", locale).intent("stop") == 0.0


def test_a_lexicon_that_was_changed_is_read_anew(tmp_path) -> None:
    folder = written(tmp_path, fr='[risk]\nmeasles = ["rougeole"]\n')
    assert not Lexicons(folder, ("fr",)).words("risk", "malaria", "fr")
    written(tmp_path, fr='[risk]\nmeasles = ["rougeole"]\nmalaria = ["palu"]\n')
    assert Lexicons(folder, ("fr",)).words("risk", "malaria", "fr") == ("palu",)


def test_a_doubt_that_was_mended_is_gone(tmp_path) -> None:
    folder = written(tmp_path, fr='[yes]\nyes = ["oui"]\n[no]\nno = ["oui"]\n')
    assert problems(folder)
    written(tmp_path, fr='[yes]\nyes = ["oui"]\n[no]\nno = ["non"]\n')
    assert not problems(folder)
