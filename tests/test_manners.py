"""What the core itself answers: old buttons, groups, pictures, and what was answered already."""

from bot.address import Address
from bot.form import ask, chosen
from bot.handler import Handler
from bot.message import Choice, Reply
from bot.replies import as_button
from bot.text import verbatim
from tests.conftest import CHW

GROUP = Address("telegram", "-1001")


async def pressed(house, key, asked):
    return await house.says("", choice=key, asked=asked)


def marks(house):
    return [outbound.reply.asked for outbound, _rendered in house.channel.sent]


async def test_a_button_of_an_earlier_question_does_not_answer_a_later_one(staffed):
    """Both offer yes and no; the first was about another report."""
    await staffed.says("palu 2 koro")
    await staffed.says("annuler")
    await staffed.says("non")
    await staffed.says("rougeole 1 koro")
    await staffed.says("annuler")
    first, second = (mark for mark in marks(staffed) if mark)
    assert first != second
    assert "question passée" in (await pressed(staffed, "yes", first))[0]
    assert await staffed.rows("SELECT DISTINCT status FROM report") == [("filed",)]
    assert "Annulé" in (await pressed(staffed, "yes", second))[0]


async def test_a_button_with_a_long_key_is_known_by_its_mark(house):
    """A button holds so many bytes; nobody has to remember what the mark stands for."""
    long, other = "place-" + "x" * 60, "place-" + "y" * 60
    carried = as_button(long)
    assert len(carried.encode()) <= 40
    assert as_button("ɲɔ" * 20) != "ɲɔ" * 20, "bytes count, not letters"
    heard = []

    async def asking(context):
        heard.append(chosen(context))
        labels = (Choice(long, verbatim("a")), Choice(other, verbatim("b")))
        return ask(context, "asking", "which", Reply(verbatim("?"), labels))

    house.dispatcher = house.with_handlers(fallback=Handler("asking", asking))
    await house.says("x")
    await house.says("", choice=carried)
    await house.says("", choice=as_button(other))
    assert heard == [None, long, other]


async def test_a_question_that_was_asked_again_is_answered_by_the_buttons_of_both(staffed):
    await staffed.says("palu 3m")
    await staffed.says("xyzt")
    first, again = (mark for mark in marks(staffed) if mark)
    assert first == again
    assert "3 cas masculins" in (await pressed(staffed, "male", first))[0]


async def test_in_a_group_we_say_once_that_we_answer_in_private(staffed):
    answer = await staffed.says("/aide", GROUP, group=True)
    assert answer == ["Je réponds seulement en privé. Ouvrez mon profil et écrivez-moi là."]
    for word in ("/aide", "@kunnafoni", "palu 2 koro"):
        assert await staffed.says(word, GROUP, group=True) == []
    assert await staffed.rows("SELECT count(*) FROM report") == [(0,)]


async def test_a_picture_without_words_is_answered_and_one_with_words_is_read(staffed):
    [answer] = await staffed.says("", unreadable=True)
    assert answer.startswith("Je lis seulement du texte.")
    [answer] = await staffed.says("palu 2 koro", unreadable=True)
    assert "2 cas" in answer


async def test_a_picture_does_not_end_the_question_that_waits(staffed):
    await staffed.says("palu 3m")
    await staffed.says("", unreadable=True)
    [answer] = await staffed.says("1")
    assert "3 cas masculins" in answer


async def test_what_the_provider_has_answered_is_noted_and_not_answered_twice(staffed):
    assert await staffed.says("STOP", answered=True) == []
    assert await staffed.rows(
        "SELECT contact.stopped_at IS NOT NULL FROM contact JOIN contact_address AS a "
        f"ON a.contact_id = contact.id WHERE a.address = '{CHW}'"
    ) in ([(1,)], [(True,)])
