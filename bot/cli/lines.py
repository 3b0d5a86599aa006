"""Lines of standard input, as files and old phones write them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO


def messages(lines: BinaryIO) -> Iterator[str]:
    """Each line as text; what is not UTF-8 is taken for what old phones send."""
    for line in lines:
        content = line.rstrip(b"\r\n")
        try:
            yield content.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield content.decode("cp1252", "replace")
