"""Bites: of a snake an emergency and never rabies; of a dog washed first, and reported."""

# ruff: noqa: E501  (a transcript has the lines that people see)

import pytest

from bot.address import Address
from tests.conftest import BY_KEY, CHW
from tests.handlers.advice import ON_SQLITE, RESIDENT
from tests.handlers.advice.test_ill_talk import URGENT, URGENT_WHERE

NOBODY = Address("tel", "+22370000058")
STILL = "En route : ne bougez pas le membre mordu. Il ne faut ni couper, ni sucer, ni serrer."
WASH = "Morsure ou griffure : lavez-la tout de suite à l’eau et au savon, 15 minutes. Allez au centre de santé aujourd’hui."
KORO = "Le plus proche : CSRef Koro, ouvert jour et nuit, 2 km au nord (consultation : habituel là, à demander)."
NEAREST = "Le plus proche : CSCom Koro, ouvert jusqu’à 16h, 1 km au sud."
VACCINE = "Le vaccin contre la rage n’agit qu’avant le début de la maladie. N’attendez pas."


@ON_SQLITE
@pytest.mark.parametrize(
    "told",
    [
        "morsure de serpent", "mon fils le serpent l'a mordu", "un serpent a mordu ma fille",
        "mordue par un gros serpent", "serpant a mordu mon enfan", "un serpan l'a mordu que faire",
        "ma femme a été mordue au pied par un serpent", "piqûre de serpent", "vipère a mordu papa",
        "un scorpion a piqué mon bébé", "piqure de scorpion", "snake bite", "a snake bit my son",
        "my son was bitten by a snake", "stung by a scorpion", "morsure de serpent 1",
    ],
)  # fmt: skip
async def test_a_snake_is_an_emergency_and_no_report(open_clinics, told):
    said = await open_clinics.says(told, RESIDENT)
    assert said[:2] == [URGENT_WHERE, STILL]
    assert await open_clinics.rows("SELECT count(*) FROM report") == [(0,)]


@ON_SQLITE
@pytest.mark.parametrize("told", ["sa ye n den kin", "sa kin", "n den sa kin"])
async def test_in_bambara_too(open_clinics, told):
    said = await open_clinics.says(told, BY_KEY["resident-bm"])
    assert said[0].startswith("KƆRƆTƆ. Taa sisan dɔgɔtɔrɔso la")
    assert said[1] == STILL  # no draft says it yet


@ON_SQLITE
async def test_a_place_beside_it_is_where_they_are_sent_from(open_clinics):
    said = await open_clinics.says("serpent a mordu mon fils koro", RESIDENT)
    assert said == [URGENT, STILL, NEAREST]
    assert (await open_clinics.says("il respire mal", RESIDENT))[-1] == said[-1]  # remembered


@ON_SQLITE
async def test_a_health_worker_is_told_too(open_clinics):
    assert (await open_clinics.says("morsure de serpent 1 koro", CHW))[:2] == [URGENT, STILL]


async def test_a_dog_is_washed_first_and_reported(open_clinics):
    washed, noted = await open_clinics.says("un chien a mordu mon fils", RESIDENT)
    assert washed == WASH
    assert noted.endswith(
        "morsure (rage), 1 cas masculin. Un agent de santé est prévenu. Où ? Envoyez le nom du village."
    )
    await open_clinics.plays(
        f"""
        > koro
        < Merci. Lieu noté : Koro. {NEAREST} 1 que faire
        > 1
        < {WASH} {VACCINE} {KORO}
        """,
        RESIDENT,
    )


@ON_SQLITE
@pytest.mark.parametrize(
    "told", ["un chat l'a griffé", "chien a mordu 2 enfants", "bitten by a dog"]
)
async def test_whatever_is_made_of_a_bite_it_is_washed(open_clinics, told):
    said = await open_clinics.says(told, RESIDENT)
    assert said[0] == WASH
    assert not any("s’aggrave" in each for each in said)  # it never waits until it gets worse


@ON_SQLITE
async def test_what_to_do_is_answered_with_where(open_clinics):
    [said] = await open_clinics.says("mordu par un chien que faire koro", RESIDENT)
    assert said == f"{WASH} {VACCINE} {KORO}"


@ON_SQLITE
@pytest.mark.parametrize("told", ["il y a un serpent dans la maison", "chien malade"])
async def test_an_animal_that_has_not_bitten_is_none(open_clinics, told):
    said = await open_clinics.says(told, RESIDENT)
    assert not any(each.startswith(("URGENT", "Morsure")) for each in said)
