"""What is heard of an answer: all of it in one language, or what says to go at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.address import Address
from bot.i18n import Catalogs
from bot.message import Reply
from bot.paths import LOCALES
from bot.review import Review
from bot.store.base import Settled
from bot.store.speech import Speech, SQLSpeeches
from bot.text import _, verbatim
from bot.voices import Voice, Voices

GO, NET, TEST = "Go now: {number}", "Sleep under a net.", "Take a test."
WRITTEN = "Then, from {day}: {dose}."
AWAY = Address("telegram", "5")


def voice(locale, msgid, mark=None, **values):
    return Voice(mark or f"{locale}-{msgid[:2]}", msgid, locale, 3, Path("x.ogg"), values)


def voices(*recorded):
    known = {(each.locale, each.msgid): each for each in recorded}
    return Voices(known, frozenset({GO, NET, TEST}), frozenset({GO}))


def heard(known, *said, chain=("bm", "fr")):
    return [each.mark for each in known.of([_(each) for each in said], chain)]


@pytest.mark.parametrize(
    ("recorded", "said", "marks"),
    [
        ([("bm", NET)], [NET], ["bm-Sl"]),
        ([("fr", NET)], [NET], ["fr-Sl"]),  # along the chain
        ([("fr", NET), ("bm", NET)], [NET], ["bm-Sl"]),
        ([("en", NET)], [NET], []),
        ([("bm", NET)], [NET, TEST], []),  # half an answer misleads
        ([("bm", NET), ("fr", TEST)], [NET, TEST], []),  # in two languages it is half, too
        ([("bm", NET), ("fr", NET), ("fr", TEST)], [NET, TEST], ["fr-Sl", "fr-Ta"]),
        ([("bm", TEST), ("bm", NET)], [NET, TEST], ["bm-Sl", "bm-Ta"]),  # in the order it is said
        ([("bm", NET)], [NET, WRITTEN], ["bm-Sl"]),  # what can only be written is
        ([("bm", NET)], [NET, NET], ["bm-Sl"]),
        ([("bm", NET)], [WRITTEN], []),
        ([], [NET], []),
    ],
)
def test_all_of_an_answer_or_nothing(recorded, said, marks):
    assert heard(voices(*(voice(*each) for each in recorded)), *said) == marks


@pytest.mark.parametrize(
    ("number", "others", "marks"),
    [
        ("15", [], ["bm-Go"]),  # to go is right whatever follows
        ("15", [("fr", GO), ("fr", NET)], ["bm-Go"]),  # and in their own language first
        ("18", [], []),  # not with a number that is wrong
    ],
)
def test_to_go_at_once_is_heard_by_itself_with_the_right_number(number, others, marks):
    known = voices(voice("bm", GO, number="15"), *(voice(*each, number=number) for each in others))
    said = [_(GO, number=number), _(NET)]
    assert [each.mark for each in known.of(said, ("bm", "fr"))] == marks


@pytest.mark.parametrize(
    ("approved", "drafts", "marks"),
    [({"fr": frozenset({NET})}, False, ["bm-Sl"]), ({}, False, []), ({}, True, ["bm-Sl"])],
)
def test_who_reads_french_hears_bambara_once_the_text_may_be_said(approved, drafts, marks):
    review = Review(frozenset({NET}), approved=approved, drafts=drafts)
    known = voices(voice("bm", NET))
    catalogs = Catalogs(LOCALES, ("fr", "bm"), "fr", review=review, voices=known)
    answer = Reply(_("{first} {second}", first=_(NET), second=verbatim("CSCom Koro")))
    assert [each.mark for each in catalogs.render(answer, "bm").voices] == marks
    assert catalogs.render(answer, "fr").voices == ()


async def test_what_is_to_be_heard_is_kept_with_the_text_and_leaves_in_its_order(house):
    speeches, now = SQLSpeeches(house.database), house.clock()
    await house.says("aide")
    ids = [out.id for out, _rendered in house.channel.sent]
    settled = [
        Settled(replace(out, id=f"{at}", address=AWAY), external_id=f"{at}", voices=("a", "b"))
        for at, (out, _rendered) in enumerate(house.channel.sent * 2)
    ]
    assert ids
    for _each in range(2):  # what is noted twice is heard once
        await house.mail.settle(settled, (), now)
    soon = now + timedelta(minutes=5)
    [first] = await speeches.claim(now, soon, 9)
    assert first == Speech("0", "fake", AWAY, ("a", "b"), 1)
    assert await speeches.claim(now, soon, 9) == []
    await speeches.keep(first, ("b",))
    [again] = await speeches.claim(soon, soon, 9)
    assert (again.marks, again.attempts) == (("b",), 2)
    await speeches.postpone(first, soon + timedelta(minutes=1))
    assert await speeches.next_due() == soon + timedelta(minutes=1)
    await speeches.keep(first, ())
    assert [each.id for each in await speeches.claim(now, soon, 9)] == ["1"]
    assert await speeches.claim(now + timedelta(hours=2), soon, 9) == []
    assert await speeches.next_due() is None
    assert await speeches.file_id("telegram:1", "a") is None
    for file_id in ("F1", "F2"):
        await speeches.keep_file_id("telegram:1", "a", file_id)
    assert await speeches.file_id("telegram:1", "a") == "F2"
