"""Every number of a message is in a report, in a question, or named as not understood."""

from __future__ import annotations

import pytest

from bot.areas import Areas
from bot.places.files import read_places
from bot.store.places import as_places
from handlers.report.grammar import read
from tests.handlers.report.test_grammar import LEXICONS, RISKS, one, reading
from tests.handlers.report.test_persons_told import MONDAY


@pytest.mark.parametrize(
    ("text", "locale", "count", "named"),
    [
        (
            "Koro : palu 4 cas. Il y a 2 autres malades, j'ignore leur maladie",
            "fr",
            4,
            "2 autres malades",
        ),
        ("Koro rougeole: site des déplacés 6, en ville 3", "fr", 6, "3"),
        ("6 cas de palu à Koro, 2 sortis guéris", "fr", 6, "2 sortis guéris"),
        ("palu 6 cas à Koro dont 4 enfants", "fr", 6, "4 enfants"),
        ("wk48 Koro mal 52 xyzr 10", "en", 52, "xyzr 10"),
        ("7 bloody diarrhoea at Koro, 3 of them from the same house", "en", 7, "3 from"),
    ],
)
def test_a_number_that_is_in_no_report_is_named(
    text: str, locale: str, count: int, named: str
) -> None:
    found = reading(text, locale, MONDAY)
    assert [report.count for report in found.reports] == [count], text
    assert found.not_understood[0] == named


@pytest.mark.parametrize(
    ("text", "locale", "count"),
    [
        ("5 moutons et 2 ânes morts à Koro", "fr", 7),
        ("9 cas de palu à Koro, 5 ce matin et 4 ce soir", "fr", 9),
        ("rougeole 3 cas à Koro, 2 filles, 1 garçon", "fr", 3),
        ("rougeole Koro 1 fille 8 ans", "fr", 1),
        ("sumaya 5 Koro, 1 sara", "bm", 5),
        ("palu Koro 9 cas, 2 décès", "fr", 9),
    ],
)
def test_what_is_told_is_not_named_again(text: str, locale: str, count: int) -> None:
    found = one(text, locale)
    assert found.count == count
    assert reading(text, locale, MONDAY).not_understood == ()


async def test_the_person_reads_which_number_was_left_out(staffed):
    [answer] = await staffed.says("palu 6 cas Boni, 2 sortis guéris")
    assert "paludisme, 6 cas, Boni" in answer
    assert "Pas compris : 2 sortis guéris" in answer


@pytest.mark.parametrize("locale", ["fr", "bm"])
@pytest.mark.parametrize("text", ["1#1#1 Sagabari", "1 1 1 sagabari"])
def test_a_village_is_no_misspelt_disease(text: str, locale: str) -> None:
    """`Sagabari` was taken for `saga bana`, sick sheep: dead animals, not a boy's measles."""
    tree = Areas(())
    places = as_places(read_places("Sagabari", tree), tree)
    understood = LEXICONS.understand(text, locale)
    [found] = read(understood, risks=RISKS, places=places, today=MONDAY, locale=locale).reports
    assert (found.risk, found.male, found.place and found.place.name) == ("measles", 1, "Sagabari")


@pytest.mark.parametrize("text", ["1#1#1 Sagabari", "1*1*1 sagabara"])
def test_of_a_clear_code_no_unknown_village_is_a_disease(text: str) -> None:
    """The gazetteer need not know the village."""
    found = reading(text, "bm", MONDAY)
    assert [(each.risk, each.male) for each in found.reports] == [("measles", 1)]
    assert found.not_understood == (text.split()[1],)


@pytest.mark.parametrize("answer", ["personne", "Personne.", "rien"])
async def test_nobody_is_no_number_of_cases(staffed, answer):
    """`personne` was one person."""
    await staffed.says("choléra 3 hommes et 2 femmes. Un homme est mort. Boni")
    await staffed.says(answer)
    assert await staffed.rows("SELECT count(*) FROM report") == [(0,)]
