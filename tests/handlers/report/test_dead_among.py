"""Adults and children side by side, and dead of whom nobody says whether they were counted."""

from __future__ import annotations

import pytest

from tests.handlers.report.test_grammar import one, reading


@pytest.mark.parametrize(
    ("text", "locale", "less", "more"),
    [
        ("choléra 4 adultes 2 enfants, 1 adulte décédé Koro", "fr", "6", "7"),
        ("choléra 3 hommes et 2 femmes. Un homme est mort. Koro", "fr", "5", "6"),
        ("rougeole 2f 3h, 1h dcd Koro", "fr", "5", "6"),
        ("rougeole 3 filles, 1 fille morte Koro", "fr", "3", "4"),
        ("measles 3 girls 2 boys 1 girl died Koro", "en", "5", "6"),
        ("cholera 4 adults 2 children 1 adult died Koro", "en", "6", "7"),
        ("nyonin muso 3 ce 2 muso 1 sara Koro", "bm", "5", "6"),
    ],
)
def test_it_is_asked_whether_the_dead_were_counted(
    text: str, locale: str, less: str, more: str
) -> None:
    question = reading(text, locale).question
    assert question is not None, text
    assert [option.key for option in question.options][:2] == [less, more]
    counted = question.options[0].reading
    assert counted is not None
    [found] = counted.reports
    assert (found.count, found.deaths) == (int(less), 1)


@pytest.mark.parametrize(
    ("text", "count", "deaths"),
    [
        ("rougeole 5 cas, 2f 3h, 1h dcd Koro", 5, 1),  # the number of all is told
        ("choléra 3 hommes et 2 femmes, dont 1 homme mort, Koro", 5, 1),
        ("choléra 3 hommes et 2 femmes, 1 mort, Koro", 5, 1),
        ("choléra 3 hommes malades et 2 femmes malades, Koro", 5, 0),
    ],
)
def test_it_is_not_asked_where_it_is_told(text: str, count: int, deaths: int) -> None:
    found = one(text)
    assert (found.count, found.deaths) == (count, deaths)


@pytest.mark.parametrize(
    ("text", "locale", "count"),
    [
        ("choléra 4 adultes, 2 enfants Koro", "fr", 6),
        ("choléra 4 adultes 2 enfants Koro", "fr", 6),
        ("choléra 4 adultes/2 enfants Koro", "fr", 6),
        ("palu adultes 4 enfants 2 Koro", "fr", 6),
        ("palu adultes: 4, enfants: 3 Koro", "fr", 7),
        ("palu 10 cas: 4 adultes 6 enfants Koro", "fr", 10),
        ("rougeole 2 bébés 3 enfants Koro", "fr", 5),
        ("malaria 4 adults, 2 kids Koro", "en", 6),
        ("malaria adults 4 children 2 Koro", "en", 6),
        ("choléra 4 femmes 2 enfants Koro", "fr", 6),
        ("hommes 3, enfants 4 palu Koro", "fr", 7),
        ("palu à Koro : garçons: 5 adultes: 5", "fr", 10),
        ("méningite Koro garçons: 2, femmes: 5, total 7", "fr", 7),
        ("palu grave: 4 filles 5 garçons = 9. Koro", "fr", 9),
        ("5 hommes, 6 enfants soit 11 cas fièvre jaune Koro", "fr", 11),
        ("rougeole 4 bébés, 4 jeunes filles à Koro", "fr", 8),
        ("fillettes 5, nourrissons 1 malnutrition sévère Koro", "fr", 6),
        ("5 kids, 2 men cholera Koro", "en", 7),
        ("3 old people, 4 kids have malaria in Koro", "en", 7),
        ("3 women, 4 kids, of whom 2 died measles Koro", "en", 7),
        ("Koro: pneumonia F 6 and M 3, 2 dead", "en", 9),
        ("un chien a mordu 2 enfants, 1 femme et 1 homme a Koro", "fr", 4),
        # Some of the others, or the same.
        ("rougeole, 2 enfan, 1 garson 1 fiy, Koro", "fr", 2),
        ("tetanos chez un nouveau né, une fille, Koro", "fr", 1),
        ("rougeole Koro 3 enfants, 2 bébés", "fr", 3),
    ],
)
def test_adults_and_children_are_counted_together(text: str, locale: str, count: int) -> None:
    assert one(text, locale).count == count


def test_of_each_disease_its_adults_and_children() -> None:
    text = "palu grave 2 adultes 3 enfants et palu simple 5 adultes 6 enfants Koro"
    counts = [(found.risk, found.count) for found in reading(text).reports]
    assert counts == [("severe_malaria", 5), ("malaria", 11)]


async def test_the_answer_is_filed_with_its_death(staffed):
    await staffed.plays("""
        > choléra 3 hommes et 2 femmes. Un homme est mort. Boni
        < diarrhée aiguë ou choléra : combien de cas en tout ? 1 cinq cas, 2 six cas, 3 autre chose
    """)
    [answer] = await staffed.says("1")
    assert "5 cas (2 F, 3 M), 1 décès, Boni" in answer


def test_one_disease_in_two_words_is_asked_about() -> None:
    """The arm's band is red in severe malnutrition: two children, who were four."""
    question = reading("Koro. 2 bébés MAS bracelet rouge, deux filles").question
    assert question is not None
    assert [option.key for option in question.options][:2] == ["2", "4"]
