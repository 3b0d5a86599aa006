"""The person we talk with, independent of the channels they use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

RoleName = Literal["resident", "chw", "supervisor", "coordinator", "admin"]
ROLES: tuple[str, ...] = get_args(RoleName)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A role, and the area it is for; no area means everywhere."""

    role: str
    area_id: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """`place_id` is the place remembered from last time; `new`: this is their first message."""

    id: str
    locale: str | None = None
    stopped: bool = False
    training: bool = False
    place_id: str | None = None
    assignments: tuple[Assignment, ...] = ()
    new: bool = False

    def has(self, *roles: str) -> bool:
        return any(assignment.role in roles for assignment in self.assignments)

    def area_of(self, *roles: str) -> str | None:
        """The area of the first assignment to one of `roles`."""
        for assignment in self.assignments:
            if assignment.role in roles:
                return assignment.area_id
        return None
