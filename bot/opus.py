"""What Telegram plays as a voice message: one Opus stream in OGG, looked at byte by byte.

Pages and their checksum: RFC 3533. The first packets, and how samples are counted: RFC 7845.
Nothing is decoded: that the sound is good only an ear can tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from struct import unpack_from

from bot.errors import BadFile

RATE = 48_000  # samples a second, whatever was recorded with
HEAD = 27  # bytes of a page before its table of segments
FIRST, NOTHING_ENDS = 2, 2**64 - 1  # a flag of the first page; a count where no packet ends
KINDS = (
    (0, b"ID3", "MP3"), (0, b"\xff\xfb", "MP3"), (0, b"\xff\xf3", "MP3"), (0, b"\xff\xf1", "AAC"),
    (0, b"RIFF", "WAV"), (0, b"#!AMR", "AMR"), (4, b"ftyp", "M4A or MP4"), (0, b"fLaC", "FLAC"),
    (0, b"\x1aE\xdf\xa3", "WebM"),
)  # fmt: skip
CODECS = ((b"\x01vorbis", "Vorbis"), (b"Speex", "Speex"), (b"\x7fFLAC", "FLAC"))


@dataclass(frozen=True, slots=True)
class Sound:
    """`seconds` long; `channels`: 1 or 2."""

    seconds: float
    channels: int


@dataclass(frozen=True, slots=True)
class _Page:
    flags: int
    samples: int
    stream: int
    body: bytes


def read(content: bytes) -> Sound:
    """Raises `BadFile` with what it is instead, or what is broken."""
    pages = list(_pages(content))
    first = pages[0].body
    if not pages[0].flags & FIRST or not first.startswith(b"OpusHead"):
        other = next((name for begins, name in CODECS if first.startswith(begins)), "something")
        raise BadFile([f"OGG with {other} in it, not Opus"])
    if len({page.stream for page in pages}) > 1 or any(page.flags & FIRST for page in pages[1:]):
        raise BadFile(["several streams in one OGG file"])
    if len(first) < 19 or len(pages) < 2 or not pages[1].body.startswith(b"OpusTags"):
        raise BadFile(["the head of the Opus stream is not whole"])
    channels, skipped, family = first[9], *unpack_from("<H", first, 10), first[18]
    if family != 0 or channels not in (1, 2):
        raise BadFile([f"{channels} channels: record with one"])
    counted = [page.samples for page in pages[2:] if page.samples != NOTHING_ENDS]
    return Sound(max(0, max(counted, default=0) - skipped) / RATE, channels)


def _pages(content: bytes) -> Iterator[_Page]:
    if not content:
        raise BadFile(["the file is empty"])
    if not content.startswith(b"OggS"):
        found = (name for at, begins, name in KINDS if content[at:].startswith(begins))
        raise BadFile([f"this is {next(found, 'no OGG file')}, not OGG with Opus in it"])
    at = 0
    while at < len(content):
        page, at = _page(content, at)
        yield page


def _page(content: bytes, at: int) -> tuple[_Page, int]:
    """The page that begins there, and where it ends."""
    if content[at : at + 4] != b"OggS" or len(content) < at + HEAD:
        raise BadFile(["the file is cut off or damaged"])
    flags, samples, stream = content[at + 5], *unpack_from("<QI", content, at + 6)
    begins = at + HEAD + content[at + 26]
    ends = begins + sum(content[at + HEAD : begins])
    told = content[at + 22 : at + 26]
    page = content[at : at + 22] + bytes(4) + content[at + 26 : ends]
    if ends > len(content) or checksum(page).to_bytes(4, "little") != told:
        raise BadFile(["the file is cut off or damaged"])
    return _Page(flags, samples, stream, content[begins:ends]), ends


def checksum(page: bytes) -> int:
    """Of a page whose own four bytes for it are zero."""
    table, found = _table(), 0
    for byte in page:
        found = (found << 8) & 0xFFFFFFFF ^ table[found >> 24 ^ byte]
    return found


@cache
def _table() -> tuple[int, ...]:
    return tuple(map(_remainder, range(256)))


def _remainder(byte: int) -> int:
    """By the polynomial of RFC 3533, the highest bit first."""
    found = byte << 24
    for _bit in range(8):
        found = (found << 1) ^ (0x04C11DB7 if found & 0x80000000 else 0)
    return found & 0xFFFFFFFF
