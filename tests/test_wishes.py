"""What people want of us in their own sentences; and what only sounds so."""

from __future__ import annotations

import pytest

from handlers.language import _wanted as language_wanted
from tests.conftest import knowledge

LEXICONS = knowledge().lexicons
WISHES = ("stop", "start", "unfollow", "follow", "human", "language", "help")


def wish(text: str, locale: str) -> str | None:
    """The first of them that interrupts, as the router takes it."""
    understood = LEXICONS.understand(text, locale)
    return next((name for name in WISHES if understood.intent(name) > 0), None)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("plus de sms svp ça me fatigue", "fr"),
        (
            "Mes enfants sont tous grands maintenant. Arrêtez de m'envoyer des messages, merci.",
            "fr",
        ),
        ("ce tel est à mon fils. stop svp on veut plus rien recevoir", "fr"),
        ("jai pas demandé ces sms. arrete de menvoyer", "fr"),
        ("vos sms me dérangent", "fr"),
        ("retirez mon numéro de votre liste", "fr"),
        ("laissez moi tranquille", "fr"),
        ("stop sending me sms", "en"),
        ("I never signed up for this. Do not send me any more messages.", "en"),
        ("please stop texting me", "en"),
        ("take me off your list", "en"),
        ("N denw bɛɛ kɔrɔla. Aw kana mesaji ci n ma tugun.", "bm"),
        ("n te mesaji fe tugun", "bm"),
    ],
)
def test_who_wants_no_messages_is_left_alone(text: str, locale: str) -> None:
    assert wish(text, locale) == "stop"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("je ne reçois plus de messages", "fr"),
        ("j'ai reçu votre message", "fr"),
        ("3 cas de rougeole à Koro. Stop.", "fr"),
        ("palu 3 koro, arrêtez les messages", "fr"),
        ("arrêt suivi Koro", "fr"),
        ("plus de sms pour Gossi", "fr"),
        ("stop sending me messages about Niono", "en"),
        ("aw kana Banamba mesajiw ci n ma tugun", "bm"),
        ("il convulse, stop", "fr"),
        ("quand arrêter le sirop ?", "fr"),
    ],
)
def test_other_words_of_an_end_or_of_messages_stop_nothing(text: str, locale: str) -> None:
    assert wish(text, locale) != "stop"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        (
            "J'avais tout arrêté pendant l'hivernage. Je veux de nouveau recevoir vos messages.",
            "fr",
        ),
        ("je veu encor recevoir vos sms com avant", "fr"),
        ("j'avais dit stop par erreur, je veux continuer à recevoir", "fr"),
        ("I stopped the messages last month. I want to get them again", "en"),
        ("N tun ye mesajiw dabila. Sisan n b'a fɛ aw ka segin k'u ci n ma", "bm"),
    ],
)
def test_who_wants_messages_again_gets_them(text: str, locale: str) -> None:
    assert wish(text, locale) == "start"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("vous m'envoyez encore des messages. Stop", "fr"),
        ("pourquoi je reçois encore vos messages ? arrêtez", "fr"),
        ("je ne veux plus encore de vos messages", "fr"),
    ],
)
def test_who_still_gets_messages_does_not_ask_for_them(text: str, locale: str) -> None:
    assert wish(text, locale) == "stop"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("faut maviser kan lekipe va venir à Nangouala", "fr"),
        ("avertissé moi si la date de lekip mobil change pr Zangasso", "fr"),
        ("Envoyez-moi un message dès qu'il y a du nouveau sur le passage à Doumanaba.", "fr"),
        ("Je souhaite recevoir une alerte à chaque changement de date de la visite.", "fr"),
        ("je veux les alertes pour Koro", "fr"),
        ("Text me when the clinic is coming to Kolongotomo.", "en"),
        ("send me a text before the clinic visits Kolokani", "en"),
        ("Ni bolocikɛlaw nadon yɛlɛmana Konodimini, aw k'a fɔ ne ye", "bm"),
    ],
)
def test_who_wants_to_be_told_of_visits_follows(text: str, locale: str) -> None:
    assert wish(text, locale) == "follow"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("merci de me dire quand passe la clinique à Mondoro", "fr"),
        ("vous pouvez me dire si le docteur est à Boni ?", "fr"),
        ("envoyez moi le programme des visites de Koro", "fr"),
        ("dites moi si le vaccin est dangereux", "fr"),
        ("on m'a averti que l'équipe vient demain à Koro, c'est vrai ?", "fr"),
        ("il est mort en route sans nous prévenir à l'hôpital", "fr"),
        ("send me the date of the clinic visit in Koro", "en"),
        ("N b'a fɛ k'a dɔn ni bolocikɛlaw bɛ na sini", "bm"),
    ],
)
def test_who_asks_once_follows_nothing(text: str, locale: str) -> None:
    assert wish(text, locale) != "follow"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("pas la peine de me prévenir encore pour les visites de Boron", "fr"),
        ("J'ai quitté Kolokani. Plus besoin de m'avertir des visites là-bas.", "fr"),
        ("je ve plu suivre Niono", "fr"),
        ("arret suivi Massantola", "fr"),
        ("ne me prévenez plus pour Koro", "fr"),
        ("plus besoin des messages de là bas", "fr"),
        ("I moved away from Bankass. Stop telling me about the visits there.", "en"),
        ("please remove Koro from my follows", "en"),
        ("N bɔra Kolokani. Aw kana yen dɔgɔtɔrɔw nali kibaruya ci n ma tugun.", "bm"),
    ],
)
def test_who_has_left_a_place_follows_it_no_more(text: str, locale: str) -> None:
    assert wish(text, locale) == "unfollow"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("prévenez-moi plus tôt de la visite de Koro", "fr"),
        ("sans suivi de grossesse", "fr"),
    ],
)
def test_later_is_not_never(text: str, locale: str) -> None:
    assert wish(text, locale) != "unfollow"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("ca fait 3 fois ke j ecris a la machine, passez moi un responsable", "fr"),
        ("pas la machine svp, 1 vrai agent doit mapelé 70 00 00 12", "fr"),
        ("Je sais pas écrire. Appelez moi au 70 00 00 14, je préfère causer avec un agent", "fr"),
        ("Votre réponse ne m'aide pas. Je veux parler à une vraie personne.", "fr"),
        ("un responsable svp", "fr"),
        ("connect me to a nurse", "en"),
        ("i dont understand machine, give me somebody", "en"),
        ("N b'a fɛ ka kuma ni mɔgɔ yɛrɛ ye, n ka nimɔrɔ ye 70 00 00 31", "bm"),
    ],
)
def test_who_wants_a_person_is_put_through(text: str, locale: str) -> None:
    assert wish(text, locale) == "human"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("je veux parler de la rougeole, comment l'éviter", "fr"),
        ("je cherche un docteur à Koro", "fr"),
        ("j'ai 2 cas à vous signaler, merci de me rappeler", "fr"),
        ("2 cas de rougeole à Koro, appelez moi au 70 00 00 12", "fr"),
        ("Je parle bambara. Quand passe la clinique à Koro ?", "fr"),
    ],
)
def test_other_talk_is_not_put_through(text: str, locale: str) -> None:
    assert LEXICONS.understand(text, locale).intents[0].name != "human"


@pytest.mark.parametrize(
    ("text", "locale", "wanted"),
    [
        ("cest ma mere ki va lire. mettez en bamanankan", "fr", "bm"),
        ("moi c anglais pas français", "fr", "en"),
        ("je comprends pas bien le français, parlez moi en bambara", "fr", "bm"),
        ("Ma mère ne lit que le bambara. Pouvez-vous changer la langue ?", "fr", "bm"),
        ("The old people only understand Bambara. can you use that one", "en", "bm"),
        ("N tɛ tubabukan faamu. Aw ka sɛbɛn n ma bamanankan na.", "bm", "bm"),
        ("je ne parle pas français", "fr", None),
        ("i dont speak french", "en", None),
    ],
)
def test_the_language_that_is_wanted_is_not_the_one_that_is_denied(
    text: str, locale: str, wanted: str | None
) -> None:
    assert wish(text, locale) == "language"
    assert language_wanted(LEXICONS.understand(text, locale).words) == wanted


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("Je parle bambara. Quand passe la clinique à Koro ?", "fr"),
        ("Je suis à Bambara Maoudé, où est le cscom", "fr"),
    ],
)
def test_a_language_that_is_only_named_is_not_wanted(text: str, locale: str) -> None:
    assert wish(text, locale) is None


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("tu peu faire koi", "fr"),
        ("On m'a donné ce numéro mais je ne sais pas à quoi il sert.", "fr"),
        ("Expliquez moi coment marche ce service svp", "fr"),
        ("wat can i ask u", "en"),
        ("Someone gave me this number. What does it do?", "en"),
        ("i be se ka mun ke", "bm"),
        ("Nin nimɔrɔ in baara ye mun ye?", "bm"),
    ],
)
def test_who_does_not_know_what_we_do_is_told(text: str, locale: str) -> None:
    assert wish(text, locale) == "help"


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("aidez-moi, mon enfant a de la fièvre", "fr"),
        ("aidez moi, mon fils a des boutons rouges et la fièvre", "fr"),
        ("aidez moi ma femme va accoucher à Koro", "fr"),
        ("help me my baby has fever", "en"),
        ("how can I help my child with fever", "en"),
        ("n deme, n den fari ka kalan", "bm"),
        ("que peut-on faire contre le palu", "fr"),
        ("à quoi sert le vaccin BCG", "fr"),
    ],
)
def test_a_plea_for_somebody_ill_does_not_ask_what_we_do(text: str, locale: str) -> None:
    assert wish(text, locale) is None


@pytest.mark.parametrize(
    ("text", "locale", "wanted"),
    [
        ("enlevez moi de la liste de suivi Koro", "fr", "unfollow"),
        ("enlevez moi de la liste", "fr", "stop"),
        ("N tɛ Kourémalé dɔgɔtɔrɔw nali kibaru fɛ tugun", "bm", "unfollow"),
        ("prevnez moi si la visite de Koro change", "fr", "follow"),
        ("mon fils a tapé stop sans savoir. je veux encore recevoir vos msg", "fr", "start"),
        ("N tun ye aw ka cikanw jɔ. Aw ka u ci n ma kokura.", "bm", "start"),
        ("ce numéro là sert à quoi ?", "fr", "help"),
        ("found this number on a wall. What can it do for me?", "en", "help"),
        ("ya kelkun ?", "fr", "human"),
        ("Ya kelkun ici, un long ver blanc sort de son pied", "fr", None),
        ("Ya kelkun ? Mon enfant a la fièvre", "fr", "human"),
    ],
)
def test_what_a_sentence_is_about_tells_which_wish_it_is(
    text: str, locale: str, wanted: str | None
) -> None:
    assert wish(text, locale) == wanted
