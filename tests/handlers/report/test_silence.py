"""Nothing that may be a disease or a death is lost without a word; other matters are no cases."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("rougeole que faire", "rougeole"),
        ("cholera a koro que faire", "cholera"),
        ("rougeol??", "rougeol"),
        ("rupture de vaccin rougeole", "rougeole"),
        ("vacciner contre meningite combien", "meningite"),
        ("palu 3 koro. quand vaccin rougeole", "rougeole"),
    ],
)
def test_a_disease_in_talk_is_named(text: str, named: str) -> None:
    assert named in reading(text).not_understood


@pytest.mark.parametrize(
    "text",
    [
        "mort", "deces a koro", "dcd", "mor koro", "rougeole", "cholra", "ebla", "tetanos",
        "fievr jaun gao", "meningte", "paralysi koro", "un malade est decede au village", "mordu",
        "dcs koro",
    ],
)  # fmt: skip
def test_a_disease_or_a_death_alone_is_asked_about(text: str) -> None:
    assert reading(text).question is not None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("dcs maternel 1 tombouctou", "Tombouctou"),
        ("dces maternel gao", "Gao"),
        ("mort maternelle 1 koro", "Koro"),
        ("1 deces maternl koro", "Koro"),
    ],
)
def test_a_maternal_death_however_it_is_spelled(text: str, place: str) -> None:
    found = one(text)
    assert (found.risk, found.count, found.deaths) == ("maternal_death", 1, 1)
    assert found.place is not None
    assert found.place.name == place


@pytest.mark.parametrize("word", ["mor", "mrt", "mort", "mrot", "dece", "deced", "decs", "dcd"])
def test_a_death_with_a_letter_missing_is_one(word: str) -> None:
    found = reading(f"fievre hemoragique 3 dont 1 {word} douentsa")
    assert [(each.risk, each.count, each.deaths) for each in found.reports] == [("vhf", 3, 1)]
    assert found.not_understood == ()


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("il reste 2 boites de TDR palu a Koro", "fr"),
        ("rupture de TDR palu a Koro", "fr"),
        ("rupture de stock vaccin rougeole 20 doses", "fr"),
        ("besoin de 20 moustiquaires palu", "fr"),
        ("50 TDR palu utilisés", "fr"),
        ("stock palu 20", "fr"),
        ("30 vaccins rougeole périmés", "fr"),
        ("2 cartons de tests palu livrés à koro", "fr"),
        ("20 malaria kits remaining", "en"),
        ("we ran out of malaria tests, 20 needed", "en"),
    ],
)
def test_stocks_are_no_cases(text: str, locale: str) -> None:
    assert reading(text, locale).reports == ()


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("j'ai besoin de 20 TDR palu", "fr"),
        ("il me faut 30 TDR palu", "fr"),
        ("envoyez 40 tests palu et 15 CTA à Koro", "fr"),
        ("rupture de stock ACT palu 50 boites", "fr"),
        ("campagne rougeole finie à Koro, 420 enfants vaccinés", "fr"),
        ("we need 60 measles vaccines and 25 malaria RDTs in Gao", "en"),
        ("measles campaign in Gao: 98 babies vaccinated", "en"),
        ("sange 40 mago bɛ an na, sumaya", "bm"),
        ("on a vacciné 50 enfants contre la rougeole", "fr"),
        ("we vaccinated 45 children against measles in Koro", "en"),
        ("la vaccination contre la rougeole a touché 250 enfants a Koro", "fr"),
        ("polio drops given to 50 kids in Koro today", "en"),
        ("ɲɔni boloci kɛra den 120 na Koro", "bm"),
    ],
)
def test_what_is_asked_for_or_given_out_is_no_report_and_not_asked_about(
    text: str, locale: str
) -> None:
    found = reading(text, locale)
    assert (found.reports, found.zero, found.question) == ((), False, None)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("reçu 3 tests palu positifs koro", "fr"),
        ("besoin d'aide, palu 3 cas koro", "fr"),
        ("3 enfants palu reçus koro", "fr"),
        ("send help, 3 malaria cases in Koro", "en"),
        ("sumaya den 3 nana koro", "bm"),
    ],
)
def test_people_are_counted_beside_a_wish(text: str, locale: str) -> None:
    assert one(text, locale).count == 3


@pytest.mark.parametrize(
    "text",
    [
        "la réunion est le 27 à 10h à Mopti", "merci beaucoup pour hier", "mon numéro est 70000012",
        "besoin de 20 moustiquaires", "bonjour c'est Sara", "Fatu merci", "formation lundi à koro",
        "rendez-vous demain 8h au csref", "appelez-moi au 70 00 00 12", "ok bien reçu merci",
        "je serai absent 3 jours", "la route est coupée à koro",
    ],
)  # fmt: skip
def test_what_is_no_report_is_not_asked_about(text: str) -> None:
    found = reading(text)
    assert (found.reports, found.zero, found.question) == ((), False, None)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("soumaya den foula douwentza", "bm"),
        ("nyonin den sba koro", "bm"),
        ("palu dux enfant koro", "fr"),
        ("measles tow child koro", "en"),
    ],
)
def test_an_unread_word_where_the_number_should_be_is_asked_about(text: str, locale: str) -> None:
    found = reading(text, locale)
    assert found.question is not None
    assert "how many" in found.question.text.msgid
    assert found.not_understood


@pytest.mark.parametrize("text", ["palu enfant koro", "palu une femme koro", "palu un enfant"])
def test_one_person_is_one_case(text: str) -> None:
    assert one(text).count == 1


def test_a_first_name_is_no_death() -> None:
    assert one("rougeole 2 koro Sara").deaths == 0
    assert one("rougeole 2 koro dont 1 sara").deaths == 1


@pytest.mark.parametrize(
    "text",
    [
        "mn enfan a la fievr", "mn fiston a fievr koro", "mn garson 3 ans fievr", "da enfan malade",
        "mi enfan tousse", "ci enfan malade", "mn voizin a la fievr",
    ],
)  # fmt: skip
def test_a_code_before_somebody_names_no_disease(text: str) -> None:
    assert reading(text).reports == ()


@pytest.mark.parametrize(
    ("text", "risk", "count"),
    [
        ("mn 2 koro", "malnutrition", 2), ("mn f koro", "malnutrition", 1),
        ("ro hier 2 f koro", "measles", 2),
    ],
)  # fmt: skip
def test_a_code_with_a_number_or_a_sex_does(text: str, risk: str, count: int) -> None:
    [found] = reading(text).reports
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("3 f koro", "fr"),
        ("koro 2 femmes", "fr"),
        ("2 garçons koro hier", "fr"),
        ("3 women in koro", "en"),
        ("muso 3 koro", "bm"),
    ],
)
def test_who_and_where_without_a_disease_is_asked_which(text: str, locale: str) -> None:
    found = reading(text, locale)
    assert found.reports == ()
    assert found.question is not None
