"""Where each answer ends: the nearest place that has what it is about, or the question where."""

# ruff: noqa: E501  (a transcript has the lines that people see)

from dataclasses import replace

import pytest

from bot.paths import LOCALES
from bot.sms import foldings, measure
from handlers.advice import malaria_facts
from tests.conftest import CHW, knowledge
from tests.handlers.advice import ON_SQLITE, RESIDENT

WHERE = "Où êtes-vous ? Envoyez le nom de votre village, ou partagez votre position."
VILLAGE = "Où ? Envoyez le nom du village."
NEAREST = "Le plus proche : CSRef Koro, ouvert jour et nuit, 2 km au nord"
ASKED = {
    "que faire contre le palu": "test et soins du paludisme",
    "éviter le palu enceinte": "consultation prénatale",
    "quelle est la saison du palu": "test et soins du paludisme",
    "rougeole combien de jours à la maison": "consultation",
    "mines ?": "urgences",
    "méningite que faire": "consultation",
    "diarrhée que faire": "consultation",
    "mordu par un chien que faire": "consultation",
}  # fmt: skip
SEASON = "Saison du palu : juillet à novembre."


@ON_SQLITE
@pytest.mark.parametrize("asked", ASKED)
async def test_an_answer_ends_with_where_to_go_or_asks_where(open_clinics, asked):
    [first] = await open_clinics.says(asked, RESIDENT)
    assert first.endswith(WHERE)
    await open_clinics.says("koro", RESIDENT)
    [again] = await open_clinics.says(asked, RESIDENT)
    assert again.endswith(f"{NEAREST} ({ASKED[asked]} : habituel là, à demander).")
    fold = foldings(LOCALES)["fr"]
    assert all(measure(fold.apply(said)).segments <= 2 for said in (first, again))


@ON_SQLITE
async def test_at_home_with_measles(open_clinics):
    [said] = await open_clinics.says("rougeole combien de jours rester à la maison ?", RESIDENT)
    assert said == (
        "À la maison jusqu’à 4 jours après les premiers boutons. Donnez beaucoup à boire. Continuez d’allaiter et de nourrir. "
        f"Nettoyez les yeux à l’eau propre. Vitamine A : seulement au centre de santé. {WHERE}"
    )


@ON_SQLITE
async def test_mines_say_whom_to_tell_and_whom_to_call(open_clinics):
    [said] = await open_clinics.says("mines que faire", RESIDENT)
    assert (
        "Prévenez vite les autorités. Un blessé : n’entrez pas le chercher. Appelez le 15." in said
    )


@ON_SQLITE
async def test_farther_than_a_day_s_walk_is_said_all_the_same(open_clinics):
    [said] = await open_clinics.says("saison du palu Gao", RESIDENT)
    assert "km" in said.rpartition("Le plus proche :")[2]
    first, where = await open_clinics.says("mon bébé convulse Gao", RESIDENT)
    assert first.startswith("URGENT.")
    assert "km" in where


@ON_SQLITE
@pytest.mark.parametrize(
    ("told", "known"),
    [
        ("mon bébé convulse à Koro", True), ("mon bébé convulse koro", True),
        ("Koro, mon bébé convulse", True), ("à koro mon bébé convulse", True),
        ("mon fils Koro convulse", False), ("mon bébé convulse", False),
    ],
)  # fmt: skip
async def test_a_name_inside_a_sentence_may_be_a_child_s(open_clinics, told, known):
    first, *more = await open_clinics.says(told, RESIDENT)
    assert first.startswith("URGENT.")
    assert ("Où êtes-vous" not in first) is known
    assert bool(more) is known


@ON_SQLITE
@pytest.mark.parametrize("village", ["Sévaré", "Sevare"])
async def test_a_village_that_is_nearly_a_word_is_a_village(open_clinics, village):
    """`Sévaré` is nearly "sévère": after an emergency it must be no report."""
    await open_clinics.says("mon bébé convulse", RESIDENT)
    assert "quelle maladie" not in (await open_clinics.says(village, RESIDENT))[0].lower()


@ON_SQLITE
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("paludisme saison Mopti", SEASON),
        ("quelle est la saison du palu à Koro ?", SEASON),
        ("malaria season Mopti", SEASON),
        ("saison palu gao", "Saison du palu : août à décembre. Les adultes aussi peuvent être très malades."),
        ("saison du palu", "Au Mali, le plus de palu : août à novembre."),
        ("quand commence la saison du palu douentza", "Au Mali, le plus de palu : août à novembre."),
    ],
)  # fmt: skip
async def test_when_malaria_comes_is_said_by_region(open_clinics, asked, said):
    [answer] = await open_clinics.says(asked, RESIDENT)
    assert answer.startswith(f"{said} Fièvre, en tout mois : un test le jour même.")


@ON_SQLITE
async def test_a_round_of_the_district_is_said_with_its_days(open_clinics, tmp_path):
    ours = malaria_facts.OURS.read_text("utf-8")
    file = tmp_path / "malaria.toml"
    file.write_text(
        f'{ours}\n[[smc.round]]\narea = "Koro"\nbegins = 2026-12-02\nends = 2026-12-06\n'
    )
    open_clinics.dispatcher._knowledge = replace(knowledge(), overrides=tmp_path)
    [said] = await open_clinics.says("CPS koro", RESIDENT)
    assert "CPS, de 3 mois à 5 ans : du mer. 2 déc. au dim. 6 déc." in said
    assert SEASON in said
    [said] = await open_clinics.says("CPS douentza", RESIDENT)
    assert "De 3 mois à 5 ans : demandez la date de la CPS." in said


@ON_SQLITE
@pytest.mark.parametrize("who", [RESIDENT, CHW])
@pytest.mark.parametrize("asked", ["prévention palu koro", "comment éviter le palu à koro"])
async def test_prevention_is_advice_from_whoever_asks(open_clinics, who, asked):
    assert (await open_clinics.says(asked, who))[0].startswith("Moustiquaire chaque nuit")


@ON_SQLITE
async def test_a_net_beside_a_fever_does_not_hide_it(open_clinics):
    [said] = await open_clinics.says("mon enfant a la fièvre, on dort sous moustiquaire", RESIDENT)
    assert said.startswith("Y a-t-il un de ces signes ?")
