"""What a demo shows of clinics and visits: marked as such, and never told by a real bot."""

# ruff: noqa: E501  (a transcript has the lines that people see)

from __future__ import annotations

from datetime import date

import pytest

from bot.address import Address
from bot.cli.demo_schedule import CLINICS, VISITS, keep_demo_schedule
from bot.errors import WrongDatabase
from bot.paths import LOCALES
from bot.sms import foldings, measure
from bot.store.session import CORE
from handlers.clinics.records import load_agenda
from tests.cli import Shell
from tests.conftest import BY_KEY, knowledge

TODAY = date(2026, 11, 24)  # a Tuesday
RESIDENT = BY_KEY["resident-koro"]


async def furnished(house, purpose="demo"):
    async with house.database.transaction() as connection:
        await connection.fetch(CORE, "set_stamp", key="purpose", value=purpose)
        await keep_demo_schedule(connection, knowledge(), TODAY)
    knowledge().shelf.clear()


async def agenda_of(house):
    async with house.database.reading() as connection:
        return await load_agenda(connection)


@pytest.fixture
async def demo(staffed):
    await furnished(staffed)
    return staffed


async def test_a_resident_is_told_where_to_go_and_that_it_is_a_demo(demo):
    await demo.plays(
        """
        > CLINIQUE KORO
        < Près de Koro : CSCom Koro (demo), ouvert jusqu’à 16h, 1 km au sud. Clinique mobile : mer. 25 nov. 8h-13h, Koro (demo), à moins de 1 km (consultation prénatale, vaccination). 1 suite, 2 suivre Koro
        > VACCIN TOMBOUCTOU
        < Près de Tombouctou : CSCom Tombouctou (demo), ouvert jusqu’à 15h30, 1 km à l’est. Clinique mobile : mar. 24 nov. 8h-12h, Tombouctou (demo), à moins de 1 km (vaccination). 1 suivre Tombouctou
        > PROGRAMME MONDORO
        < Près de Mondoro : Clinique mobile : mar. 24 nov. 9h-14h, Mondoro (demo), à moins de 1 km (test et soins du paludisme, nutrition, vaccination). Clinique mobile : jeu. 26 nov. 9h-13h, Dinangourou (demo), 40 km au sud-ouest (test et soins du paludisme, vaccination). 1 suivre Mondoro
        > PROGRAMME DOUENTZA
        < Près de Douentza : ANNULÉE (insécurité) : clinique mobile du mer. 25 nov., Douentza (demo). Clinique mobile : mer. 2 déc. 8h-13h, Douentza (demo), à moins de 1 km (test et soins du paludisme, vaccination). 1 suivre Douentza
        """,
        RESIDENT,
    )


ASKED = (
    "clinique bandiagara", "clinique mondoro", "clinique douentza", "clinique tenenkou",
    "clinique niono", "vaccin tombouctou", "clinique ansongo", "nutrition koutiala",
    "cancer du sein bamako", "cancer du col bamako", "oncologie bamako", "soins palliatifs bamako",
    "clinique covid bamako",
)  # fmt: skip


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("text", ASKED)
async def test_no_answer_can_be_taken_for_real_and_each_fits_two_segments(demo, text):
    answer, *_languages = await demo.says(text, Address("tel", "+22370000055"))
    assert answer.startswith("Près de ")
    assert "(demo)" in answer
    assert measure(foldings(LOCALES)["fr"].apply(answer)).segments <= 2
    venue = demo.channel.sent[-1][0].reply.place
    assert venue is None or venue.title.endswith("(demo)")


async def test_a_coordinator_sees_that_it_is_a_demo(demo):
    [answer] = await demo.says("cancel visit mondoro tomorrow", BY_KEY["coordinator"])
    assert "none on" in answer
    [answer] = await demo.says("cancel visit mondoro", BY_KEY["coordinator"])
    assert "Mondoro (demo)" in answer


async def test_every_row_is_marked_and_everything_we_do_is_shown(demo):
    agenda = await agenda_of(demo)
    assert {each.source for each in (*agenda.clinics, *agenda.visits)} == {"demo"}
    assert all("demo" in visit.team for visit in agenda.visits)
    offered = {s for each in (*agenda.clinics, *agenda.visits) for s in each.services}
    assert offered >= {"vaccination", "malaria", "nutrition", "paediatrics", "breast_screening",
                       "cervix_screening", "oncology", "palliative", "covid"}  # fmt: skip
    visited = {visit.spot.name for visit in agenda.visits}
    assert visited >= {"Bandiagara", "Mondoro", "Koro", "Douentza", "Ténenkou", "Niono"}


async def test_what_somebody_changed_of_it_stays(demo):
    async with demo.database.transaction() as connection:
        await connection.fetch(CORE, "set_stamp", key="purpose", value="demo")
    before = await agenda_of(demo)
    await demo.says("cancel visit mondoro", BY_KEY["coordinator"])
    await demo.says("1", BY_KEY["coordinator"])
    changed = await agenda_of(demo)
    assert changed.visits != before.visits
    await furnished(demo)
    assert (await agenda_of(demo)).visits == changed.visits


@pytest.mark.parametrize("purpose", ["real", "unknown"])
async def test_it_never_goes_into_a_real_database(staffed, purpose):
    with pytest.raises(WrongDatabase):
        await furnished(staffed, purpose)
    agenda = await agenda_of(staffed)
    assert (agenda.clinics, agenda.visits) == ((), ())


@pytest.mark.parametrize(("what", "file"), [("clinics", CLINICS), ("visits", VISITS)])
def test_its_files_are_not_imported_into_a_real_database(tmp_path, what, file):
    shell = Shell(tmp_path)
    [problem] = shell.refuses(what, "import", file)
    assert problem == "demo data: it goes into a demo's database only"
    assert len(shell.runs(what, "export")) == 1
