"""Replies as plain data: what waits in the outbox is read by next year's code."""

import pytest

from bot.message import Choice, Location, Reply, Venue
from bot.replies import as_button, awaited, dump_reply, load_reply, ordered, standing
from bot.text import _, verbatim

KORO = Venue("Koro", Location(14.07, -3.08))


@pytest.mark.parametrize(
    "reply",
    [
        Reply(verbatim("x")),
        Reply(_("{a}", a="b"), (Choice("yes", _("yes")),), KORO, emergency=True),
        Reply(verbatim("x"), wants="contact"),
        Reply(verbatim("x"), wants="location"),
        Reply(verbatim("x"), buttons=(standing("order_close", "12", _("CLOSE {n}", n="12")),)),
        awaited(Reply(verbatim("x"), (Choice("k", verbatim("l")),))),
    ],
)
def test_what_is_kept_is_what_was_said(reply):
    assert load_reply(dump_reply(reply)) == reply


def test_what_an_older_version_kept_is_read():
    assert load_reply('{"text":{"msgid":"x"}}') == Reply(_("x"))


def test_a_button_that_stands_is_an_order_about_a_number():
    """It fits the narrowest provider's buttons, whatever the number."""
    button = standing("order_question", "2147483647", verbatim("?"))
    assert ordered(button.key) == ("order_question", "2147483647")
    assert as_button(button.key) == button.key


@pytest.mark.parametrize("key", [None, "", "yes", "!", "!order_close", "!order_close x", "1"])
def test_other_keys_are_answers(key):
    assert ordered(key) is None
