"""What a mother writes beside an answer, instead of it, or before it; and what is offered to her."""

# ruff: noqa: E501  (a transcript has the lines that people see)

import pytest

from bot.address import Address
from bot.paths import LOCALES
from bot.sms import foldings, measure
from tests.conftest import CHW
from tests.handlers.advice import ILL, ON_SQLITE, RESIDENT
from tests.handlers.advice.test_ill_talk import AGE, DAYS, SIGNS, URGENT_WHERE

NOBODY = Address("tel", "+22370000057")
TEST = "Fièvre : faites un test du palu aujourd’hui, avant tout médicament."
RASH_SIGNS = "Y a-t-il un de ces signes ? 1 convulsions, ne se réveille pas, confus, 2 ne boit plus, vomit tout, 3 respire mal, 4 très faible, très pâle, 5 oeil trouble,"


async def test_an_age_given_early_is_taken_and_not_asked_for_again(open_clinics):
    await open_clinics.plays(
        f"""
        > {ILL}
        < {SIGNS}
        > 2 ans
        < {SIGNS}
        > non
        < {DAYS}
        """,
        RESIDENT,
    )


async def test_another_age_given_late_is_taken(open_clinics):
    """And what is urgent by it is said at once."""
    await open_clinics.plays(
        f"""
        > {ILL}
        < {SIGNS}
        > aucun
        < {AGE}
        > 5 mois
        < {DAYS}
        > pardon, il a 1 mois
        < {URGENT_WHERE}
        < En route : continuez d’allaiter si le bébé peut boire.
        """,
        RESIDENT,
    )


async def test_a_medicine_a_name_or_the_price_asked_for_in_between(open_clinics):
    await open_clinics.plays(
        f"""
        > {ILL}
        < {SIGNS}
        > je donne quel médicament ?
        < {TEST} Finissez le traitement qu’on vous donne là-bas. Ne prenez pas de reste de médicament à la maison.
        < {SIGNS}
        > 7
        < {AGE}
        > c'est le palu ?
        < Seul un test peut le dire. Par message, personne ne le peut.
        < {AGE}
        > 2 ans
        < {DAYS}
        > c'est gratuit ?
        < Demandez au centre de santé ce qui est gratuit. N’attendez pas avec une fièvre : allez-y aujourd’hui.
        < {DAYS}
        """,
        RESIDENT,
    )


@ON_SQLITE
@pytest.mark.parametrize(
    ("answer", "then"),
    [
        ("il convulse", URGENT_WHERE),
        ("oui", URGENT_WHERE),  # one of them, whichever
        ("1 et 3", URGENT_WHERE),
        ("7, 2", URGENT_WHERE),  # one of two answers is a sign
        ("c'est ma femme, elle est enceinte", URGENT_WHERE),
        ("il a 1 mois", URGENT_WHERE),
        ("non", AGE),
        ("aucun de ces signes", AGE),
        ("aucun, il a 2 ans", DAYS),
        ("depuis 3 jours", SIGNS),
        ("3 jours", f"Répondez par un des numéros. {SIGNS}"),  # an age, or how long?
        ("9", f"Répondez par un des numéros. {SIGNS}"),
        ("mines que faire", "Arrêtez-vous. Ne touchez à rien."),
    ],
)
async def test_whatever_is_answered_to_the_danger_signs(open_clinics, answer, then):
    await open_clinics.says(ILL, RESIDENT)
    assert (await open_clinics.says(answer, RESIDENT))[0].startswith(then)


@ON_SQLITE
async def test_a_bare_number_is_no_age_until_the_unit_is_told(open_clinics):
    for said, then in (
        (ILL, SIGNS), ("7", AGE), ("1", "1 : mois ou ans ? 1 mois 2 ans"), ("1", URGENT_WHERE),
        (ILL, SIGNS), ("7", AGE), ("2", "2 : mois ou ans ?"), ("ans", DAYS),
        ("quand vacciner ?", "Quel âge a l’enfant ?"), ("9", "9 : mois ou ans ?"), ("mois", "À faire maintenant : rougeole-rubéole 1"),
    ):  # fmt: skip
        found = await open_clinics.says(said, RESIDENT)
        assert found[0].startswith(then), (said, found)


@ON_SQLITE
@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("Bonsoir docteur, 2 enfants fievre et boutons", RASH_SIGNS),
        ("mon enfant a de la fièvre et des boutons", RASH_SIGNS),
        ("docteur 3 enfants ont la fievre", SIGNS),
        ("fievre depuis 3 jours ma fille 4 ans", SIGNS),
        ("mon fils a la rougeole et j'ai un bébé de 5 mois que faire", RASH_SIGNS),
        ("kan vaccine mon bebe", "Quel âge a l’enfant ?"),
        ("vaccin 9 mwa", "À faire maintenant : rougeole-rubéole 1"),
        ("vaccin contre le palu ?", "Demandez si le vaccin contre le palu est donné"),
        ("mon petit chauffe depuis hier", SIGNS),
        ("jai vu des bouton sur mon enfan et il chauf", RASH_SIGNS),
        ("mon enfan fait la diarhe depuis 2 jour", "Donnez beaucoup à boire, et le SRO"),
        ("vaxin fievre jone c kan", "Vaccin fièvre jaune, par âge : 9 mois."),
        ("le vaccin cest combien", "Les vaccins du programme national sont gratuits."),
        ("vaccin dountsa", "Près de Douentza :"),
        ("il est chaud cest le palu ?", SIGNS),
        ("j'ai fievre", SIGNS),
        (
            "docteur ma femme est enceinte elle a mal a la tete",
            "Enceinte : saignement, convulsions",
        ),
        ("je suis enceinte que faire", "Enceinte : saignement, convulsions"),
        ("je suis enceinte et j'ai de la fièvre", URGENT_WHERE),
        ("vaccin enceinte ?", "Enceinte : des vaccins se font"),
        ("mon frère a la fièvre et des boutons", RASH_SIGNS),
        ("jai la toux et fievre depuis une semaine", "Fièvre et toux : portez un masque"),
        ("mon fils a la rougeole comment proteger sa soeur", "Restez loin des bébés"),
        ("boule dans le sein de ma femme", "Boule au sein, ou saignement"),
        ("ma mere a le cancer elle souffre ou aller", "Où êtes-vous ?"),
        ("fièvre 3 jours mon enfant", SIGNS),
        ("den farigan tile 2", SIGNS),
        ("mon bébé de 3 jours a de la fièvre", URGENT_WHERE),
        ("mon fils tremble et ses yeux se retournent", URGENT_WHERE),
        ("he cant breath well", URGENT_WHERE),
        ("il vomit depuis ce matin", "Donnez beaucoup à boire"),
        ("sumaya fura", TEST),
        ("R21", "Demandez si le vaccin contre le palu est donné"),
        ("vaccin rougeole ?", "2 doses protègent l’enfant : à 9 et à 15 mois."),
        ("j'ai perdu la carte de vaccination", "Pas de carte : venez quand même."),
        (
            "mon enfant a eu la fièvre après le vaccin",
            "Un peu de fièvre ou des boutons peuvent venir 6 à 12 jours",
        ),
        (
            "quelle dose de paracetamol pour mon enfant",
            "Quel médicament et combien : l’agent de santé le dit",
        ),
        (
            "combien de comprimés de coartem pour 2 ans",
            "Quel médicament et combien : l’agent de santé le dit",
        ),
        (
            "vitamine A rougeole ?",
            "Le centre de santé donne la vitamine A. N’en donnez pas vous-même.",
        ),
        ("quand est la CPS ?", "Moustiquaire chaque nuit"),
        ("bandelette jaune mon enfant", "Très maigre, deux pieds gonflés, ou bandelette au rouge"),
    ],
)
async def test_what_people_ask_opens_its_place(open_clinics, told, said):
    assert (await open_clinics.says(told, RESIDENT))[0].startswith(said)


@ON_SQLITE
async def test_a_title_is_no_question_for_a_clinic_but_a_question_is(open_clinics):
    assert (await open_clinics.says("où est le docteur à koro", RESIDENT))[0].startswith(
        "Près de Koro"
    )
    [told] = await open_clinics.says("docteur, rougeole 2 koro", CHW)
    assert "rougeole, 2 cas, Koro" in told


async def test_who_reports_as_a_resident_is_offered_what_to_do(open_clinics):
    [noted] = await open_clinics.says("palu 2 koro", RESIDENT)
    assert noted.endswith(
        " : paludisme, 2 cas, Koro. Un agent de santé est prévenu. Tout malade va au centre de santé aujourd’hui. 1 que faire"
    )
    await open_clinics.plays(
        f"""
        > 1
        < {SIGNS}
        > 7
        < {AGE}
        """,
        RESIDENT,
    )


@ON_SQLITE
async def test_an_offer_is_only_an_offer(open_clinics):
    for said, then in (
        ("rougeole 2 f koro", "Merci. Noté, no"),
        ("rougeole 3 douentza", "Merci. Noté, no"),
        ("clinique koro", "Près de Koro"),
        ("rougeole 1", "Merci. Noté, no"),
    ):
        assert (await open_clinics.says(said, RESIDENT))[0].startswith(then)
    # Nothing to say of it, danger, or a health worker: nothing is offered.
    assert "que faire" not in (await open_clinics.says("rage 1 koro", RESIDENT))[0]
    first, *_rest = await open_clinics.says("rougeole 1 koro il convulse", RESIDENT)
    assert first.startswith("URGENT.")
    assert "que faire" not in " ".join(_rest)
    assert "que faire" not in (await open_clinics.says("rougeole 3 koro", CHW))[0]


@ON_SQLITE
async def test_after_a_report_of_measles_no_second_report_is_offered(open_clinics):
    for answer in ("rougeole 1 koro", "1", "7", "oui", "3 ans", "1"):
        said = await open_clinics.says(answer, RESIDENT)
    assert said[1] == "Rougeole : 1 que faire à la maison, 2 qui protéger"
    [protect] = await open_clinics.says("2", RESIDENT)
    assert "Le plus proche :" in protect


@ON_SQLITE
async def test_who_is_in_danger_and_says_where_afterwards_hears_where_to_go(open_clinics):
    urgent, noted = await open_clinics.says("palu 1, il ne boit plus, il convulse", NOBODY)
    assert urgent.startswith("URGENT. Allez tout de suite au centre de santé le plus proche")
    assert noted.endswith("Où ? Envoyez le nom du village.")
    [placed] = await open_clinics.says("koro", NOBODY)
    assert "Le plus proche : CSCom Koro" in placed


@ON_SQLITE
async def test_where_is_asked_first_then_advice_is_offered(open_clinics):
    asked = await open_clinics.says("rougeole 2 f", NOBODY)
    assert "Où ? Envoyez le nom du village." in asked[0]
    [placed] = await open_clinics.says("koro", NOBODY)
    assert placed == (
        "Merci. Lieu noté : Koro. Le plus proche : CSCom Koro, ouvert jusqu’à 16h, 1 km au sud. "
        "1 que faire"
    )
    assert (await open_clinics.says("1", NOBODY))[0].startswith(RASH_SIGNS)


@ON_SQLITE
@pytest.mark.parametrize("place", ["clinique koro", None])
@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize(
    "answers",
    [
        (ILL, "7", "2 ans", "1"), (ILL, "7", "je ne sais pas", "1"), (ILL, "7", "3 mois", "3"),
        ("le test est négatif, il a de la fièvre", "7", "je ne sais pas", "3"),
        ("rougeole ?", "1", "7", "1", "3 ans", "1"), ("rougeole ?", "1", "7", "1", "3 ans", "10 jours"),
        ("rougeole ?", "1", "7", "2", "3 ans"),
    ],
)  # fmt: skip
async def test_every_last_answer_fits_two_segments(open_clinics, place, locale, answers):
    if locale == "en":
        await open_clinics.says("english", RESIDENT)
    if place:
        await open_clinics.says(place, RESIDENT)
    for answer in answers:
        said = await open_clinics.says(answer, RESIDENT)
    for text in said:
        found = measure(foldings(LOCALES)[locale].apply(text))
        assert found.segments <= 2, (len(text), text)
