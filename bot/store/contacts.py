"""Contacts and their roles, as files bring them: all or nothing, every bad line named."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from bot.address import Address, tel
from bot.contact import ROLES
from bot.errors import BadFile, InvalidAddress
from bot.locales import locale_of
from bot.store.base import ROLES_SQL, Connection, Queries, Row, as_rows
from bot.table import Line, read_table

QUERIES = Queries(Path(__file__).parent / "queries" / "contacts.sql", ROLES_SQL)
COLUMNS = ("phone", "role", "area_id", "locale")
REQUIRED = ("phone", "role")


@dataclass(frozen=True, slots=True)
class NewContact:
    address: Address
    role: str
    area_id: str | None
    locale: str | None


def read_contacts(
    text: str, *, areas: Collection[str], locales: Collection[str], region: str = "ML"
) -> list[NewContact]:
    """Contacts of a CSV with a header: phone, role, and where wanted area_id and locale.

    Raises `BadFile` with one line for each problem; a phone number is named by its line only.
    """
    lines = read_table(text, required=REQUIRED, known=COLUMNS)
    return _checked(lines, lambda row: _problems(row, areas, locales, region), region)


def _checked(
    lines: Iterable[Line], check: Callable[[dict[str, str]], Iterator[str]], region: str
) -> list[NewContact]:
    problems: list[str] = []
    contacts: dict[tuple[Address, str, str | None], NewContact] = {}
    spoken: dict[Address, str] = {}
    for line in lines:
        found = ["more values than columns"] if line.too_many else list(check(line.values))
        problems += map(line.problem, found)
        if found:
            continue
        contact = _contact(line.values, region)
        key = (contact.address, contact.role, contact.area_id)
        if key in contacts:
            problems.append(line.problem("the same phone, role and area as before"))
        elif contact.locale and contact.locale != spoken.setdefault(
            contact.address, contact.locale
        ):
            problems.append(line.problem("another locale than before for this phone"))
        contacts[key] = contact
    if problems:
        raise BadFile(problems)
    return list(contacts.values())


def _contact(row: dict[str, str], region: str) -> NewContact:
    return NewContact(
        tel(row["phone"], region),
        row["role"],
        row.get("area_id") or None,
        locale_of(row.get("locale") or "") or None,
    )


def _problems(
    row: dict[str, str], areas: Collection[str], locales: Collection[str], region: str
) -> Iterator[str]:
    try:
        tel(row["phone"], region)
    except InvalidAddress:
        yield "phone is not a phone number"
    if row["role"] not in ROLES:
        yield f"role must be one of {', '.join(ROLES)}"
    area_id = row.get("area_id")
    if area_id and area_id not in areas:
        yield f"unknown area_id {area_id}"
    locale = locale_of(row.get("locale") or "")
    if locale and locale not in locales:
        yield f"locale must be one of {', '.join(locales)}"


async def keep_contacts(
    connection: Connection,
    contacts: list[NewContact],
    *,
    channel: str,
    recipient: str,
    now: int,
    training: bool = False,
) -> int:
    """Add contacts and roles to those there are; returns how many people were new.

    `channel` and `recipient` (our number) are where they are written to until they write first.
    `now` is in milliseconds since 1970. `training`: health workers who are new begin in it.
    """
    told = sorted(contacts, key=lambda contact: contact.locale is not None)
    people = {str(contact.address): contact for contact in told}  # of several lines, one that tells
    rows = [_address_row(contact, channel, recipient, now) for contact in people.values()]
    owners = await connection.fetch(QUERIES, "add_addresses", rows=as_rows(rows))
    owner_of = {row["address"]: row["contact_id"] for row in owners}
    given = [
        {"id": owner_of[str(contact.address)], "locale": contact.locale, "now": now}
        for contact in people.values()
    ]
    await connection.fetch(QUERIES, "add_contacts", rows=as_rows(given))
    roles = as_rows(_assignment_rows(contacts, owner_of, now))
    if training:
        await connection.fetch(QUERIES, "begin_training", rows=roles)
    await connection.fetch(QUERIES, "assign", rows=roles)
    ours = {row["contact_id"] for row in rows}
    return sum(row["contact_id"] in ours for row in owners)


def _address_row(contact: NewContact, channel: str, recipient: str, now: int) -> Row:
    return {
        "address": str(contact.address),
        "contact_id": uuid4().hex,
        "channel": channel,
        "recipient": recipient,
        "now": now,
    }


def _assignment_rows(contacts: list[NewContact], owner_of: dict[str, str], now: int) -> list[Row]:
    return [
        {
            "contact_id": owner_of[str(contact.address)],
            "role": contact.role,
            "area_id": contact.area_id,
            "since": now,
        }
        for contact in contacts
        if contact.role != "resident" or contact.area_id  # else the role says nothing
    ]
