"""Who may write to whom."""

from __future__ import annotations

from collections.abc import Iterable

from bot.areas import Areas
from bot.contact import Contact

ROLES = frozenset({"coordinator", "admin"})


def is_theirs(contact: Contact, area_id: str | None, areas: Areas) -> bool:
    """In an area of one of their assignments, or everywhere if one has no area."""
    return areas.entrusted(contact, ROLES, area_id)


def are_theirs(contact: Contact, area_ids: Iterable[str | None], areas: Areas) -> bool:
    return all(is_theirs(contact, area_id, areas) for area_id in area_ids)
