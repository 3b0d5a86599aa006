"""What is taken for a voice message, and what is said of anything else."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadFile
from bot.opus import Sound, read
from tests.recordings import head, page, recording

WHOLE = recording(2.5)
TAGS = page(b"OpusTags", 1)


@pytest.mark.parametrize("seconds", [0.02, 1, 2.5, 119])
@pytest.mark.parametrize("channels", [1, 2])
def test_how_long_it_is_and_how_many_channels(seconds, channels):
    assert read(recording(seconds, channels)) == Sound(pytest.approx(seconds), channels)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b"ID3\x04", "this is MP3, not OGG with Opus in it"),
        (b"\xff\xfb\x90\x00", "this is MP3"),
        (b"RIFF\0\0\0\0WAVE", "this is WAV"),
        (b"\0\0\0\x18ftypM4A ", "this is M4A or MP4"),
        (b"#!AMR\n", "this is AMR"),
        (b"\x1aE\xdf\xa3", "this is WebM"),
        (b"hello", "this is no OGG file"),
        (b"OggS", "the file is cut off or damaged"),
        (page(b"\x01vorbis" + bytes(23), 0, flags=2), "OGG with Vorbis in it, not Opus"),
        (page(b"Speex   ", 0, flags=2), "OGG with Speex in it"),
        (page(head(), 0) + TAGS, "OGG with something in it"),
        (page(head(), 0, flags=2), "the head of the Opus stream is not whole"),
        (page(b"OpusHead", 0, flags=2) + TAGS, "the head of the Opus stream is not whole"),
        (page(head(6, family=1), 0, flags=2) + TAGS, "6 channels: record with one"),
        (page(head(0), 0, flags=2) + TAGS, "0 channels"),
        (WHOLE + recording(1), "several streams in one OGG file"),
        (WHOLE + page(b"x", 0, stream=8), "several streams in one OGG file"),
        (WHOLE[:-1], "the file is cut off or damaged"),
        (WHOLE[:-60], "the file is cut off or damaged"),
        (WHOLE + b"junk", "the file is cut off or damaged"),
        (WHOLE.replace(b"nobody", b"n0body"), "the file is cut off or damaged"),
    ],
)
def test_anything_else_is_named(content, problem):
    with pytest.raises(BadFile, match=problem):
        read(content)


@given(st.binary(max_size=200), st.integers(0, len(WHOLE) - 1))
def test_whatever_the_bytes_are_it_says_what_is_wrong(junk, at):
    for content in (junk, b"OggS" + junk, WHOLE[:at] + junk):
        with suppress(BadFile):  # and nothing else
            read(content)
