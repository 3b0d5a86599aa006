"""Lines of standard input, as files and old phones write them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

# What ends a line for many readers, though not in JSON.
_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}


def messages(lines: BinaryIO | None = None) -> Iterator[str]:
    """Each line as text, of standard input if nothing is given; none where that is closed.

    What is not UTF-8 is taken for what old phones send.
    """
    if lines is None:
        lines = sys.stdin.buffer if sys.stdin else BytesIO()
    for line in lines:
        content = line.rstrip(b"\r\n")
        try:
            yield content.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield content.decode("cp1252", "replace")


def print_json(data: Any) -> None:
    """One value on one line, in UTF-8 wherever it is run, at once: somebody may wait for it.

    It stays one line whatever its reader takes for the end of one.
    """
    line = json.dumps(data, ensure_ascii=False).translate(_ENDS)
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()
