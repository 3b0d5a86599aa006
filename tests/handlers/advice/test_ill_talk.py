"""Somebody has a fever or a rash: how soon to go, asked as people ask it."""

# ruff: noqa: E501  (a transcript has the lines that people see)

import pytest

from bot.address import Address
from bot.paths import LOCALES
from bot.sms import foldings, measure
from handlers.advice import danger
from tests.conftest import BY_KEY, CHW, knowledge

RESIDENT = BY_KEY["resident-koro"]
STRANGER = Address("tel", "+22370000057")
SIGNS = "Y a-t-il un de ces signes ? 1 convulsions, ne se réveille pas, confus, 2 ne boit plus, vomit tout, 3 respire mal, 4 très faible, très pâle, 5 saigne, yeux jaunes, urines foncées, 6 cou raide, 7 aucun"
AGE = "Quel âge a le malade ? Exemple : 9 mois. Si enceinte, écrivez : enceinte."
DAYS = "Depuis quand ? 1 aujourd’hui ou hier, 2 de 2 à 7 jours, 3 plus de 7 jours"
URGENT = "URGENT. Allez tout de suite au centre de santé le plus proche, de jour ou de nuit. N’attendez pas. Urgences : 15"
URGENT_WHERE = "URGENT. Allez tout de suite au centre de santé le plus proche, de jour ou de nuit. Où êtes-vous ? Envoyez le nom du village. Urgences : 15"
NEAREST = "Le plus proche : CSCom Koro, ouvert jusqu’à 16h, 1 km au sud."


async def test_a_fever_by_questions(open_clinics):
    await open_clinics.says("clinique koro", RESIDENT)
    await open_clinics.plays(
        f"""
        > mon enfant a de la fièvre
        < {SIGNS}
        > 7
        < {AGE}
        > 2 ans
        < {DAYS}
        > 2
        < Fièvre : faites un test du palu aujourd’hui, avant tout médicament. Convulsions, très faible, ne boit plus, respire mal : allez-y tout de suite, même la nuit. Le plus proche : CSRef Koro, ouvert jour et nuit, 2 km au nord (test et soins du paludisme : habituel là, à demander).
        """,
        RESIDENT,
    )


async def test_a_danger_sign_is_heard_at_every_step(open_clinics):
    for before in ([], ["7"], ["7", "2 ans"]):
        await open_clinics.says("clinique koro", RESIDENT)
        await open_clinics.says("mon enfant a de la fièvre", RESIDENT)
        for answer in before:
            await open_clinics.says(answer, RESIDENT)
        assert await open_clinics.says("il ne tète plus", RESIDENT) == [URGENT, NEAREST]


@pytest.mark.parametrize("digit", ["1", "2", "3", "4", "5", "6"])
async def test_each_sign_that_is_offered_is_urgent(open_clinics, digit):
    await open_clinics.says("mon enfant a de la fièvre", RESIDENT)
    assert await open_clinics.says(digit, RESIDENT) == [URGENT_WHERE]
    [where] = await open_clinics.says("koro", RESIDENT)
    assert where.startswith(("Près de Koro : CSRef Koro", "Près de Koro : CSCom Koro"))


@pytest.mark.parametrize(
    "told",
    [
        "mon bébé de 1 mois a de la fièvre",
        "je suis enceinte et j'ai de la fièvre",
        "mon bébé respire vite",
        "mon enfant est très pâle",
        "il a le cou raide",
        "mon enfant de 2 ans a de la fièvre et ne peut pas s'asseoir",
        "mon enfant convulse il est chaud",
        "fièvre et urines foncées ma fille",
    ],
)
async def test_what_is_urgent_is_said_at_once(open_clinics, told):
    first = (await open_clinics.says(told, RESIDENT))[0]
    assert first == URGENT_WHERE
    found = measure(foldings(LOCALES)["fr"].apply(first))
    assert (found.encoding, found.segments) == ("GSM-7", 1)


async def test_words_instead_of_numbers_and_what_is_told_already(open_clinics):
    await open_clinics.says("clinique koro", RESIDENT)
    await open_clinics.plays(
        f"""
        > fievre depuis 10 jours, mon fils 3 ans
        < {SIGNS}
        > aucun signe
        < Allez au centre de santé aujourd’hui, avant tout médicament. Convulsions, très faible, ne boit plus, respire mal : allez-y tout de suite, même la nuit. Le plus proche : CSRef Koro, ouvert jour et nuit, 2 km au nord (test et soins du paludisme : habituel là, à demander).
        """,
        RESIDENT,
    )


async def test_what_cannot_be_is_asked_again_kindly(open_clinics):
    await open_clinics.plays(
        f"""
        > mon enfant a de la fièvre
        < {SIGNS}
        > peut-être
        < Répondez par un des numéros. {SIGNS}
        > 7
        < {AGE}
        > 900 mois
        < Cet âge n’est pas possible. {AGE}
        > enceinte, 20 mois
        < La personne malade est-elle enceinte ? 1 oui 2 non
        > peut-être
        < Répondez par un des numéros. La personne malade est-elle enceinte ? 1 oui 2 non
        > non
        < {DAYS}
        > 400 jours
        < C’est très long. {DAYS}
        """,
        RESIDENT,
    )


async def test_nobody_is_asked_for_ever(open_clinics):
    await open_clinics.says("mon enfant a de la fièvre", RESIDENT)
    for _try in range(2):
        await open_clinics.says("peut-être", RESIDENT)
    [last] = await open_clinics.says("peut-être", RESIDENT)
    assert last.startswith("Restons-en là.") or "AIDE" in last


async def test_measles(open_clinics):
    await open_clinics.says("clinique koro", RESIDENT)
    await open_clinics.plays(
        """
        > rougeole ?
        < Rougeole : 1 est-ce la rougeole, 2 que faire à la maison, 3 qui protéger, 4 le vaccin, 5 où aller, 6 signaler des malades
        > 1
        < Y a-t-il un de ces signes ? 1 convulsions, ne se réveille pas, confus, 2 ne boit plus, vomit tout, 3 respire mal, 4 très faible, très pâle, 5 oeil trouble, bouche pleine de plaies, 6 yeux enfoncés, très maigre, pieds gonflés, 7 aucun
        > 7
        < Y a-t-il aussi de la fièvre ? 1 oui 2 non
        > oui
        < Quel âge a le malade ? Exemple : 9 mois. Si enceinte, écrivez : enceinte.
        > 3 ans
        < Depuis quand ? 1 aujourd’hui ou hier, 2 de 2 à 7 jours, 3 plus de 7 jours
        > 3 jours
        < Voyez un agent de santé aujourd’hui. Respire mal, ne boit plus, oeil trouble, très faible : allez-y tout de suite, même la nuit. Restez ensuite à la maison jusqu’au mer. 25 nov. inclus. Le plus proche : CSRef Koro, ouvert jour et nuit, 2 km au nord (consultation : habituel là, à demander).
        < Rougeole : 1 que faire à la maison, 2 qui protéger, 3 le signaler
        > 3
        < Pour le signaler, envoyez : ROUGEOLE, combien, et le village. Exemple : ROUGEOLE 1 KORO
        """,
        RESIDENT,
    )
    [noted] = await open_clinics.says("ROUGEOLE 1 KORO", RESIDENT)
    assert "rougeole, 1 cas, Koro. Un agent de santé est prévenu." in noted


async def test_what_a_health_worker_asks_about_measles(open_clinics):
    menu = "Rougeole : 1 est-ce la rougeole, 2 que faire à la maison, 3 qui protéger, 4 le vaccin, 5 où aller, 6 signaler des malades, 7 que demander"
    await open_clinics.plays(
        f"""
        > que faire rougeole ?
        < {menu}
        > 7
        < Demandez : âge, vacciné ou non, jour des boutons, toux, rhume, yeux rouges, contact avec un malade, voyage. Le plus proche : CSCom Douentza, heures à confirmer, à moins de 1 km (consultation : habituel là, à demander).
        """,
        CHW,
    )


async def test_a_rash_with_blisters_is_something_else(open_clinics):
    for answer in ("mon enfant a des boutons avec eau", "7", "oui", "3 ans", "1"):
        said = await open_clinics.says(answer, RESIDENT)
    assert said[0].startswith("Montrez les boutons au centre de santé aujourd’hui.")
    assert "signaler" not in " ".join(said)


@pytest.mark.parametrize(
    ("who", "asked", "said"),
    [
        (RESIDENT, "den farigan", SIGNS),
        (RESIDENT, "fièvre", SIGNS),
        (RESIDENT, "rougeole", "Rougeole : 1 est-ce la rougeole,"),
        (RESIDENT, "sumaya", "Palu : 1 quelqu’un a de la fièvre,"),
        (RESIDENT, "palu ?", "Palu : 1 quelqu’un a de la fièvre,"),
        (CHW, "palu ?", "Palu : 1 quelqu’un a de la fièvre,"),
        (CHW, "mon enfant a de la fièvre", SIGNS),
        (RESIDENT, "que faire contre le palu", "Moustiquaire chaque nuit"),
        (RESIDENT, "moustiquaire", "Moustiquaire chaque nuit"),
        (RESIDENT, "mon fils 2 ans a le palu que faire", SIGNS),
        (RESIDENT, "palu, quel médicament ?", "Fièvre : faites un test du palu aujourd’hui, avant"),
        (RESIDENT, "diarrhée que faire", "Donnez beaucoup à boire, et le SRO"),
        (RESIDENT, "malnutrition ?", "Très maigre, deux pieds gonflés,"),
        (RESIDENT, "cancer", "Boule au sein,"),
        (RESIDENT, "covid ?", "Fièvre et toux : portez un masque"),
        (RESIDENT, "tiques", "Fièvre et saignement : allez tout de suite"),
        (RESIDENT, "mines", "Arrêtez-vous. Ne touchez à rien."),
        (RESIDENT, "conseils", "Conseils : 1 fièvre, palu, 2 rougeole, 3 vaccination,"),
        # Reports stay reports.
        (RESIDENT, "mon enfant a la rougeole", "Merci. Noté, no"),
        (RESIDENT, "rougeole 3 f douentza", "Merci. Noté, no"),
        (RESIDENT, "j'ai vu 2 enfants fievre boutons koro", "Merci. Noté, no"),
        (RESIDENT, "rougeole koro", "rougeole : combien de cas en tout ?"),
        (CHW, "rougeole", "rougeole : combien de cas en tout ?"),
        (CHW, "fièvre", "fièvre : quelle maladie ?"),
        (CHW, "palu 3 koro que faire", "Signalez-vous : paludisme, 3 cas ?"),
        (CHW, "mon enfant a de la fievre et des boutons", "No 1"),
        (CHW, "cancer 2 koro", ""),
    ],
)
async def test_free_words_open_the_right_place(open_clinics, who, asked, said):
    [answer] = await open_clinics.says(asked, who)
    assert answer.startswith(said), answer


async def test_in_english(open_clinics):
    await open_clinics.says("english", RESIDENT)
    await open_clinics.says("clinic koro", RESIDENT)
    await open_clinics.plays(
        """
        > my child has a fever
        < Is one of these there? 1 fits, does not wake, confused, 2 cannot drink, vomits everything, 3 breathes badly, 4 very weak, very pale, 5 bleeds, yellow eyes, dark urine, 6 stiff neck, 7 none
        > none
        < How old is the sick person? Example: 9 months. If pregnant, write: pregnant.
        > 1 year and a half
        < For how long? 1 today or yesterday, 2 from 2 to 7 days, 3 more than 7 days
        > since yesterday
        < Fever: go for a malaria test today, before any medicine. Fits, very weak, cannot drink, breathes badly: go now, even at night. Nearest: CSRef Koro, open day and night, 2 km to the north (malaria test and treatment: usual there, ask).
        """,
        RESIDENT,
    )


async def test_bambara_is_answered_in_french_where_it_has_no_words(open_clinics):
    [answer] = await open_clinics.says("den farigan", BY_KEY["resident-bm"])
    assert answer.startswith("Y a-t-il un de ces signes ?")


@pytest.mark.parametrize("sign", [sign.code for sign in danger.load()])
@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_every_sign_in_words_is_urgent(open_clinics, sign, locale):
    """The first words that the lexicon has for it, in a sentence of a mother."""
    word = knowledge().lexicons.words("danger", sign, locale)[0]
    child = "mon enfant" if locale == "fr" else "my child"
    first = (await open_clinics.says(f"{child} {word}", RESIDENT))[0]
    assert first.startswith("URGENT."), first


@pytest.mark.parametrize("asked", ["rougeole", "palu", "vaccin", "conseils", "que faire rougeole"])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_every_choice_of_every_menu_answers_in_two_segments(open_clinics, asked):
    await open_clinics.says("clinique koro", RESIDENT)
    for digit in "1234567":
        open_clinics.clock.advance(hours=1)  # the same answer again and again is a robot's
        [menu] = await open_clinics.says(asked, RESIDENT)
        if f" {digit} " not in menu:
            continue
        for text in (menu, *await open_clinics.says(digit, RESIDENT)):
            found = measure(foldings(LOCALES)["fr"].apply(text))
            assert (found.encoding, found.segments <= 2) == ("GSM-7", True), text


async def test_an_age_that_cannot_be_is_asked_about_first(open_clinics):
    asked = await open_clinics.says("fièvre, enfant de 900 mois", RESIDENT)
    assert asked == [f"Cet âge n’est pas possible. {AGE}"]


@pytest.mark.parametrize(
    ("age", "then"),
    [
        ("enceinte", URGENT_WHERE), ("1 mois", URGENT_WHERE), ("né hier", URGENT_WHERE),
        ("adulte", DAYS), ("3 mois", DAYS), ("je ne sais pas", DAYS), ("koro", f"Je n’ai pas pu lire un âge. {AGE}"),
    ],
)  # fmt: skip
async def test_how_old(open_clinics, age, then):
    await open_clinics.says("mon enfant a de la fièvre", RESIDENT)
    await open_clinics.says("7", RESIDENT)
    assert (await open_clinics.says(age, RESIDENT))[0] == then


async def test_of_an_age_that_nobody_knows_the_baby_is_named(open_clinics):
    for answer in ("mon enfant a de la fièvre", "aucun", "je ne sais pas", "je ne sais pas"):
        said = await open_clinics.says(answer, RESIDENT)
    assert "Bébé de moins de 2 mois, convulsions, très faible" in said[0]


@pytest.mark.parametrize(
    ("days", "until"),
    [("1", "lun."), ("hier", "ven. 27 nov. inclus."), ("10 jours", "4 jours après les premiers boutons.")],
)  # fmt: skip
async def test_how_long_to_stay_at_home(open_clinics, days, until):
    for answer in ("rougeole ?", "1", "7", "oui", "3 ans", days):
        said = await open_clinics.says(answer, RESIDENT)
    assert said[0].startswith("Voyez un agent de santé aujourd’hui.")
    assert "Restez ensuite à la maison" in said[0]
    assert until in said[0] or days == "1"


async def test_prevention_in_pregnancy(open_clinics):
    [said] = await open_clinics.says("enceinte, comment éviter le palu ?", RESIDENT)
    assert said.startswith("Moustiquaire chaque nuit, toute l’année. Enceinte : allez à chaque")


async def test_another_question_in_between_is_answered(open_clinics):
    for step in (["mon enfant a de la fièvre"], ["mon enfant a de la fièvre", "7"]):
        for other, said in (
            ("rougeole ?", "Rougeole : 1 est-ce la rougeole,"),
            ("où est la clinique à koro", "Près de Koro :"),
            ("rougeole 3 f douentza", "Merci. Noté,"),
        ):
            open_clinics.clock.advance(hours=25)
            for each in step:
                await open_clinics.says(each, RESIDENT)
            assert (await open_clinics.says(other, RESIDENT))[0].startswith(said)


async def test_a_menu_is_answered_in_words_or_left(open_clinics):
    for words, said in (
        ("peut-être", "Répondez par un des numéros. Palu :"),
        ("diarrhée que faire", "Donnez beaucoup à boire"),
        ("clinique koro", "Près de Koro :"),
        ("mon enfant a de la fièvre", SIGNS),
    ):
        open_clinics.clock.advance(hours=25)
        await open_clinics.says("palu ?", RESIDENT)
        assert (await open_clinics.says(words, RESIDENT))[0].startswith(said)


async def test_a_vaccination_menu_takes_an_age_or_a_worry(open_clinics):
    for words, said in (
        ("9 mois", "À faire maintenant :"),
        ("c'est gratuit ?", "Les vaccins du programme"),
    ):
        await open_clinics.says("vaccination", RESIDENT)
        assert (await open_clinics.says(words, RESIDENT))[0].startswith(said)


@pytest.mark.parametrize(
    "told",
    [
        "mon fils 10 ans fievre et cou raide depuis hier Bankass aidez moi",
        "bonjour docteur, mon bébé ne tète plus",
        "merci docteur mais il respire très vite",
        "où est la clinique elle respire mal",
    ],
)
async def test_politeness_and_cries_for_help_hide_no_danger(open_clinics, told):
    first = (await open_clinics.says(told, RESIDENT))[0]
    assert first.startswith("URGENT."), first


@pytest.mark.parametrize("who", [RESIDENT, CHW])
async def test_politeness_hides_no_report(open_clinics, who):
    told = "Bonsoir, 2 enfants a Konna, ils ont la fievre et des boutons rouges"
    said = " ".join(await open_clinics.says(told, who))
    assert "rougeole, 2 cas" in said, said
    assert "rougeole, 2 cas" not in " ".join(await open_clinics.says("bonsoir docteur", who))
