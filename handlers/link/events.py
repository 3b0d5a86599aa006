"""What can happen when somebody says that a phone number is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.address import Address

Proof = Literal["shared", "code"]


@dataclass(frozen=True, slots=True)
class CodeWanted:
    """`code` is to be sent to `number`, if we know it and it was not sent too many."""

    contact_id: str
    number: Address
    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CodeMissed:
    """Something else than the code was typed."""

    contact_id: str
    number: Address


@dataclass(frozen=True, slots=True)
class NumberProved:
    """The contact, who writes from `address`, has shown that `number` is theirs."""

    contact_id: str
    address: Address
    number: Address
    proof: Proof
    at: datetime


@dataclass(frozen=True, slots=True)
class PeopleMerged:
    """`older` is from now on `contact_id`: each feature moves what it keeps of them."""

    older: str
    contact_id: str
