"""Replies as plain data: what waits in the outbox is read by next year's code."""

import pytest

from bot.message import Choice, Location, Reply, Venue
from bot.replies import awaited, dump_reply, load_reply
from bot.text import _, verbatim

KORO = Venue("Koro", Location(14.07, -3.08))


@pytest.mark.parametrize(
    "reply",
    [
        Reply(verbatim("x")),
        Reply(_("{a}", a="b"), (Choice("yes", _("yes")),), KORO, emergency=True),
        Reply(verbatim("x"), wants="contact"),
        Reply(verbatim("x"), wants="location"),
        awaited(Reply(verbatim("x"), (Choice("k", verbatim("l")),))),
    ],
)
def test_what_is_kept_is_what_was_said(reply):
    assert load_reply(dump_reply(reply)) == reply


def test_what_an_older_version_kept_is_read():
    assert load_reply('{"text":{"msgid":"x"}}') == Reply(_("x"))
