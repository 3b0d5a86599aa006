"""A disease and a place, and no number: a resident asks for care, a health worker reports."""

from bot.address import Address
from tests.conftest import BY_KEY, CHW

HOW_MANY = " : combien de cas en tout ? 1 un cas, 2 deux cas, 3 trois cas, 4 autre chose"
NO_CLINIC = "Aucune clinique n’est encore connue ici."


def somebody(number):
    return Address("tel", f"+223700001{number:02}")


async def test_a_resident_who_names_a_disease_and_a_place_is_told_where_to_go(staffed):
    for number, text in enumerate(
        ("COVID bamako", "malnutrition koutiala", "palu koro", "palu a koro", "sumaya koro")
    ):
        said = await staffed.says(text, somebody(number))
        assert said[0].startswith(NO_CLINIC), text
    assert await staffed.rows("SELECT count(*) FROM report") == [(0,)]


async def test_what_may_be_an_outbreak_is_taken_for_a_report(staffed):
    for number, (text, risk) in enumerate(
        (
            ("cholera niono", "diarrhée aiguë ou choléra"),
            ("ebola douentza", "fièvre hémorragique"),
            ("méningite koro", "méningite"),
            ("il y a la rougeole à boni", "rougeole"),
        )
    ):
        said = await staffed.says(text, somebody(number))
        assert said[0] == f"{risk}{HOW_MANY}", text


async def test_a_number_or_somebody_who_is_ill_is_a_report_whoever_sends_it(staffed):
    for number, text in enumerate(("2 palu koro", "rougeole fille 3 ans koro", "palu 2 enfants")):
        said = await staffed.says(text, somebody(number))
        assert said[0].startswith(f"Merci. Noté, no {number + 1} : "), text


async def test_a_health_worker_who_names_a_disease_and_a_place_is_asked_how_many(staffed):
    assert await staffed.says("palu koro", CHW) == [f"paludisme{HOW_MANY}"]
    assert await staffed.says("COVID bamako", BY_KEY["supervisor-koro"]) == [
        f"infection respiratoire{HOW_MANY}"
    ]
    assert await staffed.says("2 palu", BY_KEY["chw-douentza"]) == [
        "No 1 : paludisme, 2 cas, Koro. Erreur ? ANNULER 1"
    ]
