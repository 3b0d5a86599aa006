"""What Telegram tells, kind by kind: an update in, a message out, or nothing at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.address import Address
from bot.channels.telegram.updates import KINDS, Me, Pressed, button_data, pressed, read
from bot.errors import InvalidPayload
from bot.message import Inbound, Location
from bot.replies import as_button
from tests.channels import NOW
from tests.channels.telegram import (
    AT,
    CHAT,
    GROUP,
    ME,
    button,
    member,
    message,
    person,
    texted,
    update,
)

US = Me(ME["id"], ME["username"])
SENT = datetime.fromtimestamp(AT, UTC)
KORO = {"latitude": 14.07, "longitude": -3.08}
MARK = "0123456789abcdef"
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
FILE = {"file_id": "f", "file_unique_id": "u"}


def got(raw, me=US) -> Inbound | None:
    return read(raw, me, NOW)


def fields(raw, *names, me=US):
    inbound = got(raw, me)
    assert inbound is not None
    return tuple(getattr(inbound, name) for name in names)


def test_a_text_in_a_message_out():
    assert got(texted("palu 2 koro", message_id=7)) == Inbound(
        "telegram",
        f"{CHAT}:7",
        Address("telegram", str(CHAT)),
        "@kunnafoni_bot",
        "palu 2 koro",
        NOW,
        SENT,
    )


@pytest.mark.parametrize(
    ("told", "speaks"),
    [({"language_code": "en"}, "en"), ({"language_code": "ar-EG"}, "ar"), ({}, None)],
)
def test_the_language_of_the_application_by_our_name(told, speaks):
    raw = update(message=message("/start", **{"from": person(**told)}))
    assert fields(raw, "speaks") == (speaks,)


def test_until_we_know_our_name_the_channel_s_name_stands_for_it():
    assert fields(texted("x"), "recipient", me=None) == ("telegram",)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("palu 2 koro", "palu 2 koro"),
        ("/aide", "aide"),
        ("/aide@kunnafoni_bot", "aide"),
        ("/aide@another_bot", "aide"),
        ("/corriger 123 palu 2 koro", "corriger 123 palu 2 koro"),
        ("/corriger@kunnafoni_bot\n123 palu", "corriger 123 palu"),
        ("/ne_plus_suivre", "ne plus suivre"),
        ("/start", "start"),
        ("/START", "START"),
        ("/start K7M2PX4Q", "REJOINDRE K7M2PX4Q"),
        ("/start@kunnafoni_bot K7M2PX4Q", "REJOINDRE K7M2PX4Q"),
        ("/", "/"),
        ("/ aide", "/ aide"),
        ("/3", "3"),
        ("5/11/2026", "5/11/2026"),
        ("/aide!", "/aide!"),
        ("*b* <b>x</b> _y_ [z](http://x)", "*b* <b>x</b> _y_ [z](http://x)"),
        ("ɛɔɲŋ 🤒\u202e", "ɛɔɲŋ 🤒\u202e"),
    ],
)
def test_commands_are_words(written, read):
    assert fields(texted(written), "text") == (read,)


@pytest.mark.parametrize(
    ("content", "text", "unreadable"),
    [
        ({"photo": PHOTO}, "", True),
        ({"photo": PHOTO, "caption": "palu 2 koro"}, "palu 2 koro", False),
        ({"voice": {**FILE, "duration": 1}}, "", True),
        ({"video": {**FILE, "duration": 1, "width": 1, "height": 1}}, "", True),
        ({"video_note": {**FILE, "duration": 1, "length": 1}}, "", True),
        ({"audio": {**FILE, "duration": 1}}, "", True),
        ({"document": FILE}, "", True),
        ({"document": FILE, "caption": "/aide"}, "aide", False),
        ({"animation": {**FILE, "duration": 1, "width": 1, "height": 1}}, "", True),
        ({"dice": {"value": 1, "emoji": "🎲"}}, "", True),
        (
            {
                "sticker": {
                    **FILE,
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                    "type": "regular",
                }
            },
            "",
            True,
        ),
    ],
)
def test_pictures_and_voices_have_no_words_but_their_caption(content, text, unreadable):
    assert fields(update(message=message(**content)), "text", "unreadable") == (text, unreadable)


def test_a_shared_place():
    assert fields(update(message=message(location=KORO)), "text", "location") == (
        "",
        Location(14.07, -3.08),
    )
    venue = {"location": KORO, "title": "CSCom Koro", "address": "Koro"}
    shared = update(message=message(venue=venue, location=KORO))
    assert fields(shared, "text", "location") == ("CSCom Koro", Location(14.07, -3.08))


def contact(number="22370000001", user_id: int | None = CHAT, **more):
    told = {"phone_number": number, "first_name": "A"}
    told |= {"user_id": user_id} if user_id else {}
    return update(message=message(contact=told, **more))


FORWARDED = {"type": "user", "date": AT, "sender_user": person()}


@pytest.mark.parametrize(
    ("raw", "shared", "text"),
    [
        (contact(), "+22370000001", ""),
        (contact("+22370000001"), "+22370000001", ""),
        (contact("+223 70 00 00 01"), "+22370000001", ""),
        (contact(user_id=43), None, "+22370000001"),
        (contact(user_id=None), None, "+22370000001"),
        (contact(forward_origin=FORWARDED), None, "+22370000001"),
        (contact("88801234567"), None, "+88801234567"),  # sold by Telegram: no telephone has it
    ],
)
def test_only_the_sender_s_own_number_is_proved(raw, shared, text):
    expected = Address("tel", shared) if shared else None
    assert fields(raw, "shared", "text") == (expected, text)


# Edits -------------------------------------------------------------------------------------------


def edited(**changes):
    return update(edited_message=message(**{"message_id": 7, "edit_date": AT + 60, **changes}))


def test_an_edited_message_names_the_one_it_replaces():
    later = SENT + timedelta(minutes=1)
    assert fields(edited(text="palu 3"), "external_id", "edits", "text", "sent_at") == (
        f"{CHAT}:7:{AT + 60}",
        f"{CHAT}:7",
        "palu 3",
        later,
    )


@pytest.mark.parametrize(
    "raw",
    [
        edited(location={**KORO, "live_period": 60}),
        edited(text=None),
        edited(text="x", chat=GROUP),
        update(edited_channel_post=message("x", GROUP, edit_date=AT)),
    ],
)
def test_a_place_that_moves_and_edits_in_groups_are_no_messages(raw):
    assert got(raw) is None


# Buttons -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["yes", "place-douentza", "a|b", "ɲɔni", "x" * 100, "ɔ" * 40])
@pytest.mark.parametrize("asked", [MARK, None])
def test_a_button_carries_its_key_and_the_mark_of_its_question(key, asked):
    data = button_data(as_button(key), asked)
    assert len(data.encode()) <= 64
    raw = button(data, message("?", message_id=9))
    assert fields(raw, "choice", "asked", "text") == (as_button(key), asked, "")


def test_the_id_of_a_pressed_button_tells_where_it_was():
    raw = button("|yes", message("?", message_id=9), id="777")
    inbound = got(raw)
    assert inbound.external_id == f"{CHAT}:9:q777"
    assert pressed(inbound.external_id) == Pressed(str(CHAT), 9, "777")
    assert inbound.sent_at is None


@pytest.mark.parametrize("external_id", [f"{CHAT}:7", f"{CHAT}:7:{AT}", "-1001:u5"])
def test_other_messages_are_no_buttons(external_id):
    assert pressed(external_id) is None


@pytest.mark.parametrize(
    "data", ["yes", "", "zz|yes", "0123|yes", f"{MARK.upper()}|yes", "\ud800|x"]
)
def test_data_that_is_not_ours_is_a_key_that_nobody_asked_for(data):
    assert fields(button(data, message("?")), "choice", "asked") == (data, None)


def test_a_button_of_a_message_too_old_to_be_shown():
    old = {"chat": {"id": CHAT, "type": "private"}, "message_id": 9, "date": 0}
    assert fields(button("|yes", old), "choice") == ("yes",)


# Groups ------------------------------------------------------------------------------------------


def in_group(text, *entities, **changes):
    marks = [{"type": kind, "offset": at, "length": length} for kind, at, length in entities]
    return texted(text, GROUP, entities=marks, **changes)


CALLS = {
    "a command": in_group("/aide", ("bot_command", 0, 5)),
    "our command": in_group("/aide@Kunnafoni_Bot", ("bot_command", 0, 19)),
    "our name": in_group("🤒 @kunnafoni_bot palu", ("mention", 3, 14)),
    "our name under a picture": update(
        message=message(
            chat=GROUP,
            photo=PHOTO,
            caption="@kunnafoni_bot",
            caption_entities=[{"type": "mention", "offset": 0, "length": 14}],
        )
    ),
    "we by a link": texted(
        "you", GROUP, entities=[{"type": "text_mention", "offset": 0, "length": 3, "user": ME}]
    ),
    "a channel": update(
        channel_post={
            **message("/aide", GROUP, **{"from": None}),
            "chat": {"id": GROUP, "type": "channel"},
            "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        }
    ),
    "added": member("left", "member"),
    "added as administrator": member("kicked", "administrator"),
    "a button": button("|yes", message("?", GROUP)),
}
TALK = {
    "talk": in_group("palu 2 koro"),
    "another's command": in_group("/aide@another_bot", ("bot_command", 0, 17)),
    "a command in the middle": in_group("see /aide", ("bot_command", 4, 5)),
    "somebody's name": in_group("@somebody", ("mention", 0, 9)),
    "a picture": update(message=message(chat=GROUP, photo=PHOTO)),
    "another bot": in_group("/aide", ("bot_command", 0, 5), **{"from": person(7, is_bot=True)}),
    "somebody joined": update(message=message(chat=GROUP, new_chat_members=[person(7)])),
    "a new title": update(message=message(chat=GROUP, new_chat_title="x")),
    "moved": update(message=message(chat=GROUP, migrate_to_chat_id=-1002)),
    "removed": member("member", "kicked"),
    "made administrator": member("member", "administrator"),
}


@pytest.mark.parametrize("raw", CALLS.values(), ids=CALLS)
def test_a_group_that_calls_us_is_told_apart_and_what_it_says_is_not_kept(raw):
    assert fields(raw, "group", "text", "sender") == (True, "", Address("telegram", str(GROUP)))


@pytest.mark.parametrize("raw", TALK.values(), ids=TALK)
def test_what_groups_say_among_themselves_is_none_of_our_business(raw):
    assert got(raw) is None


def test_a_name_that_we_do_not_know_yet_is_nobody_s():
    assert got(CALLS["our name"], me=None) is None


# Nothing, and what is no update ------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        update(),
        update(poll={"id": "1"}),
        update(something_new={"a": 1}),
        update(message=message(pinned_message=message("x"))),
        update(message=message("x", **{"from": person(7, is_bot=True)})),
        member("member", "kicked", chat=CHAT),
        member("kicked", "member", chat=CHAT),
        update(callback_query={"id": "1", "from": person(), "chat_instance": "1", "data": "x"}),
    ],
)
def test_updates_that_bring_no_message(raw):
    assert got(raw) is None


BROKEN = [
    None,
    [],
    "x",
    {},
    {"update_id": "1", "message": message("x")},
    update(message=[]),
    update(message="x"),
    update(message={"message_id": 1}),
    update(message=message("x", date="soon")),
    update(message=message("x", date=10**20)),
    update(message={**message("x"), "chat": 5}),
    update(message=message(location={"latitude": 91, "longitude": 0})),
    update(message=message(location={"latitude": float("nan"), "longitude": 0})),
    update(message=message(location={"latitude": "14", "longitude": "3"})),
    update(message=message(contact={"phone_number": 5})),
    update(callback_query={"id": "1"}),
    update(my_chat_member={}),
]


@pytest.mark.parametrize("raw", BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_update_is_refused(raw):
    with pytest.raises(InvalidPayload) as refused:
        got(raw)
    assert "x" not in str(refused.value).split()


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["chat", "id", "text", "date", "from", "type", "message", "data"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(kind=st.sampled_from(KINDS), what=JUNK)
def test_whatever_comes_is_a_message_or_nothing_or_refused(kind, what):
    try:
        found = got({"update_id": 1, kind: what})
    except InvalidPayload:
        return
    assert found is None or isinstance(found, Inbound)
