"""What is never said, in any language: doses, medicines, diagnoses, "do not vaccinate"."""

import pytest

from bot.cli.catalogs import texts as all_texts
from handlers.advice import texts, topics
from handlers.advice.refused import refused
from tests.handlers.advice.test_texts import forms, said


def test_no_text_in_any_language_says_it():
    everything = said()
    assert len(everything) > 1500
    known = {form for text, _where in all_texts() for form in forms(text)}
    assert {text.text for text in texts.load().values()} <= known
    assert {topic.name.msgid for topic in topics.load().values()} <= known
    assert [(locale, text) for locale, text in everything if refused(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        # amounts and medicines
        "500 mg", "5ml", "2,5 ml", "250mg", "1 comprimé", "un demi-comprimé", "2 x/jour",
        "3 fois par jour", "twice a day", "3 times a day", "one tablet", "5 drops", "10 gouttes",
        "une cuillère", "toutes les 6h", "toutes les 8 heures", "every 8 hours", "paracétamol",
        "du Coartem", "200 000 UI", "une gélule", "deux fois par jour", "artéméther", "quinine",
        "matin et soir", "de l'aspirine", "artésunate", "un sachet de SRO: 1 sachets de",
        # against vaccination
        "Ne vaccinez pas un enfant malade.", "Ne le vaccinez pas.", "Ne pas vacciner.",
        "N’allez pas vous faire vacciner.", "Attendez avant de le vacciner.",
        "Do not vaccinate.", "Don't get vaccinated.", "It should not be vaccinated.",
        "Évitez le vaccin.", "Wait before vaccinating.", "Pas besoin de vaccin.",
        # diagnoses
        "C’est le palu.", "C'est probablement la rougeole.", "Ce n’est pas le palu.",
        "It is malaria.", "This is probably measles.", "It isn't serious.",
        "Votre enfant a la rougeole.", "Your child has measles.", "Il n'a pas le palu",
        # false reassurance
        "Rien de grave.", "Ce n’est rien.", "C'est normal.", "Ne vous inquiétez pas.",
        "Pas besoin d’aller au centre.", "Cela va passer.", "Do not worry.", "It will pass.",
        "No need to go.", "Wait and see.", "Attendez demain.",
    ],
)  # fmt: skip
def test_it_is_found(text):
    assert refused(f"Bonjour. {text} Merci.")


@pytest.mark.parametrize(
    "text",
    ["2 doses protègent l’enfant : à 9 et à 15 mois.", "32 km au nord", "No 12: 3 cas", "9h-14h",
     "5 fois en 30 minutes", "Allez-y dans les 72 heures.", "Le vaccin protège.",
     "Ne prenez pas de reste de médicament à la maison.", "Le centre de santé donne la vitamine A.",
     "Seul un test peut le dire.", "N’attendez pas."],
)  # fmt: skip
def test_what_may_be_said_passes(text):
    assert refused(text) is None
