"""The people of the demo: roles, not invented persons, on numbers nobody has."""

from __future__ import annotations

from dataclasses import dataclass

from bot.address import Address
from bot.store.contacts import NewContact
from bot.text import Text, _


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be in the simulator. `key` is stable; `area_id` is where the role is held."""

    key: str
    role: str
    label: Text
    area_id: str | None
    locale: str
    phone: str

    @property
    def address(self) -> Address:
        return Address("tel", self.phone)


PEOPLE = (
    Person("chw-douentza", "chw", _("Health worker, Douentza"), "district-douentza", "fr",
           "+22370000001"),
    Person("supervisor-douentza", "supervisor", _("Supervisor, Douentza"), "district-douentza",
           "fr", "+22370000002"),
    Person("chw-koro", "chw", _("Health worker, Koro"), "district-koro", "bm", "+22370000003"),
    Person("supervisor-koro", "supervisor", _("Supervisor, Koro"), "district-koro", "fr",
           "+22370000004"),
    Person("chw-ansongo", "chw", _("Health worker, Ansongo"), "district-ansongo", "en",
           "+22370000005"),
    Person("coordinator", "coordinator", _("Coordinator, whole country"), None, "en",
           "+22370000006"),
    Person("resident-koro", "resident", _("Resident, Koro"), None, "fr", "+22370000007"),
    Person("resident-bm", "resident", _("Resident who speaks Bambara"), None, "bm",
           "+22370000008"),
)  # fmt: skip


def as_contacts() -> list[NewContact]:
    return [
        NewContact(person.address, person.role, person.area_id, person.locale) for person in PEOPLE
    ]
