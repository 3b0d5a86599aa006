"""Recordings that nobody made: OGG pages with Opus in them, written byte by byte."""

from __future__ import annotations

from struct import pack

from bot.opus import RATE, checksum

STREAM = 7
LAST = 4  # a flag of the last page
FRAME = RATE // 50  # samples of 20 ms
SILENCE = b"\xf8\xff\xfe"  # a packet of Opus: 20 ms of nothing (RFC 6716, as libopus writes it)


def page(body: bytes, number: int, flags: int = 0, samples: int = 0, stream: int = STREAM) -> bytes:
    sizes = bytes([255] * (len(body) // 255) + [len(body) % 255])
    return _page(body, sizes, number, flags, samples, stream)


def _page(body: bytes, sizes: bytes, number: int, flags: int, samples: int, stream: int) -> bytes:
    before = b"OggS" + pack("<BBQII", 0, flags, samples, stream, number)
    after = bytes([len(sizes)]) + sizes + body
    return before + pack("<I", checksum(before + bytes(4) + after)) + after


def head(channels: int = 1, skipped: int = 312, family: int = 0) -> bytes:
    return b"OpusHead" + pack("<BBHIhB", 1, channels, skipped, RATE, 0, family)


def recording(seconds: float = 3, channels: int = 1, salt: str = "nobody") -> bytes:
    """So much silence. Another `salt`, another recording."""
    tags = b"OpusTags" + pack("<I", len(salt)) + salt.encode() + pack("<I", 0)
    found = page(head(channels), 0, flags=2) + page(tags, 1)
    packets = round(seconds * RATE) // FRAME
    for number, first in enumerate(range(0, packets, 50), 2):
        held = min(50, packets - first)
        samples = 312 + (first + held) * FRAME
        flags = LAST if first + held == packets else 0
        sizes = bytes([len(SILENCE)]) * held
        found += _page(SILENCE * held, sizes, number, flags, samples, STREAM)
    return found
