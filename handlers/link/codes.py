"""Codes of six digits: made, kept as a digest, compared. Pure."""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import timedelta
from hashlib import blake2b
from typing import NamedTuple

from bot.folding import fold

LIFE = timedelta(minutes=10)
TRIES = 3  # of a code
A_WHILE, IN_A_WHILE = timedelta(hours=1), 3  # codes for one number, and codes for one person
LOWEST, HIGHEST = 100_000, 999_999  # no zeros in front, which people leave out
CODE = re.compile(r"(?<!\d)(?<!\d[\s.-])\d(?:[\s.-]?\d){5}(?![\s.-]?\d)")


class Sealed(NamedTuple):
    """A code as it is kept: nobody reads it there."""

    salt: str
    digest: str


def new_code() -> str:
    return str(secrets.randbelow(HIGHEST - LOWEST + 1) + LOWEST)


def sealed(code: str, salt: str | None = None) -> Sealed:
    salt = salt or secrets.token_hex(8)
    return Sealed(salt, blake2b(code.encode(), key=salt.encode(), digest_size=16).hexdigest())


def fits(code: str, kept: Sealed) -> bool:
    return hmac.compare_digest(sealed(code, kept.salt).digest, kept.digest)


def code_in(text: str) -> str | None:
    """The six digits of a message, however they are spaced."""
    found = CODE.search(fold(text))
    return re.sub(r"\D", "", found[0]) if found else None
