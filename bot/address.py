"""Where a contact can be reached: a scheme and a path, written `tel:+22370000001`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from bot.errors import InvalidAddress

REGION = "ML"
PHONES = frozenset({"tel", "whatsapp"})  # schemes whose paths are phone numbers


@dataclass(frozen=True, slots=True)
class Address:
    """`tel` and `whatsapp` paths are E.164 (+223...), `telegram` paths are chat ids."""

    scheme: str
    path: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.path}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read what `str` wrote; raise `InvalidAddress` for anything else."""
        scheme, separator, path = text.partition(":")
        if not (scheme and separator and path):
            raise InvalidAddress("an address is written scheme:path")
        return cls(scheme, path)

    @property
    def answerable(self) -> bool:
        """False for short codes and alphanumeric senders: machines, never to be answered."""
        return self.scheme not in PHONES or _possible(self.path)


@lru_cache(maxsize=8192)
def _possible(path: str) -> bool:
    try:
        return str(tel(path)) == f"tel:{path}"
    except InvalidAddress:
        return False


@lru_cache(maxsize=8192)
def tel(number: str, region: str = REGION) -> Address:
    """A phone number as people write it, in E.164; raise `InvalidAddress` if it cannot be one."""
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException as error:
        raise InvalidAddress("not a phone number") from error
    if not phonenumbers.is_possible_number(parsed):
        raise InvalidAddress("not a possible phone number")
    return Address("tel", phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def sender(number: str, region: str = REGION) -> Address:
    """Who sent a message: in E.164 if it can be, else as it came (`tel:36061`, `tel:Orange`)."""
    if re.search(r"[^\W\d]", number):
        return Address("tel", number.strip())
    try:
        return tel(number, region)
    except InvalidAddress:
        return Address("tel", number.strip() or "unknown")
