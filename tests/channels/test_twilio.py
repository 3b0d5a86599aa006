"""What Twilio posts: a form in, a message or a receipt out, or nothing at all."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from structlog.testing import capture_logs

from bot.address import Address, sender
from bot.channels.base import HookRequest, Received
from bot.channels.twilio import EMPTY
from bot.errors import Forged, InvalidPayload
from bot.message import Inbound, Location, Receipt
from tests.channels import (
    NOW,
    OURS,
    THEIRS,
    parsing,
    receipt,
    signature,
    sms,
    whatsapp,
)

URL = "https://bot.example/twilio"
CHANNEL = parsing(whatsapp_number=OURS)
PHONE = Address("tel", THEIRS)
THERE = Address("whatsapp", THEIRS)


def called(form, *, url=URL, signed=None):
    """A call as it reaches the channel; `signed` is another signature than the right one."""
    signed = signature(url, form) if signed is None else signed
    return HookRequest(url, {"x-twilio-signature": signed}, tuple(form))


def parsed(form, *, url=URL) -> Received:
    return CHANNEL.parse(called(form, url=url))


def read(form) -> Inbound:
    [inbound] = parsed(form).inbounds
    return inbound


def test_a_form_in_a_message_out():
    received = parsed(sms())
    assert received.inbounds == (Inbound("twilio", "SM1", PHONE, OURS, "palu 2 koro", NOW),)
    assert (received.body, received.content_type) == (EMPTY, "text/xml")
    assert received.receipts == ()


IMAGE = {"NumMedia": "1", "MediaUrl0": "https://m.example/1", "MediaContentType0": "image/jpeg"}
VOICE = {**IMAGE, "MediaContentType0": "audio/ogg", "MessageType": "audio", "Body": ""}
PLACE = {"Body": "", "MessageType": "location", "Latitude": "15.1", "Longitude": "-2.95"}
BUTTON = {"MessageType": "button", "ButtonPayload": "x1", "ButtonText": "Oui"}
KINDS = {
    "an SMS without a word": (sms(Body=""), {"text": ""}),
    "a picture": (sms(Body="", **IMAGE), {"text": "", "unreadable": True}),
    "a picture, and no Body": (sms(Body=None, **IMAGE), {"text": "", "unreadable": True}),
    "a picture and blanks": (sms(Body=" \n", **IMAGE), {"text": " \n", "unreadable": True}),
    "a picture with words": (sms(Body="palu 2", **IMAGE), {"text": "palu 2"}),
    "three pictures": (sms(Body="", NumMedia="3"), {"text": "", "unreadable": True}),
    "STOP, answered by Twilio": (
        sms(Body="unsubscribe", OptOutType="STOP"),
        {"text": "STOP", "answered": True},
    ),
    "START, answered by Twilio": (
        sms(Body="Yes", OptOutType="START"),
        {"text": "START", "answered": True},
    ),
    "HELP, answered by Twilio": (
        sms(Body="info", OptOutType="help"),
        {"text": "HELP", "answered": True},
    ),
    "something new of its opt-out": (sms(Body="palu 2", OptOutType="PAUSE"), {"text": "palu 2"}),
}
KINDS_THERE = {
    "words": (whatsapp(Body="Aw ni cɛ"), {"text": "Aw ni cɛ"}),
    "a picture with words": (whatsapp(Body="palu 2", **IMAGE), {"text": "palu 2"}),
    "a voice message": (whatsapp(**VOICE), {"text": "", "unreadable": True}),
    "a sticker or a reaction": (whatsapp(Body=""), {"text": "", "unreadable": True}),
    "a place": (whatsapp(**PLACE), {"text": "", "location": Location(15.1, -2.95)}),
    "a place with its name": (
        whatsapp(**{**PLACE, "Body": "Koro", "Label": "Koro"}),
        {"text": "Koro", "location": Location(15.1, -2.95)},
    ),
    "a place, and no Body": (
        whatsapp(**{**PLACE, "Body": None}),
        {"text": "", "location": Location(15.1, -2.95)},
    ),
    "a place that is none": (
        whatsapp(**{**PLACE, "Latitude": "nan"}),
        {"text": "", "unreadable": True},
    ),
    "a place beyond the pole": (
        whatsapp(**{**PLACE, "Latitude": "91"}),
        {"text": "", "unreadable": True},
    ),
    "half a place": (whatsapp(**{**PLACE, "Longitude": None}), {"text": "", "unreadable": True}),
    "a button": (whatsapp(Body="Oui", **BUTTON), {"text": "Oui"}),
    "a button, and no Body": (whatsapp(Body=None, **BUTTON), {"text": "Oui"}),
}


@pytest.mark.parametrize(("form", "expected"), KINDS.values(), ids=KINDS)
def test_every_kind_of_sms(form, expected):
    known = {"text": "palu 2 koro", **expected}
    assert read(form) == Inbound("twilio", "SM1", PHONE, OURS, received_at=NOW, **known)


@pytest.mark.parametrize(("form", "expected"), KINDS_THERE.values(), ids=KINDS_THERE)
def test_every_kind_of_whatsapp_message(form, expected):
    """WhatsApp has proved the number: the person may be known by it already."""
    assert read(form) == Inbound(
        "whatsapp", "SM1", THERE, OURS, received_at=NOW, shared=PHONE, **expected
    )


def test_who_has_no_phone_number_on_whatsapp_proves_none():
    inbound = read(whatsapp(From="whatsapp:ML.36061"))
    assert (inbound.sender.answerable, inbound.shared) == (False, None)


def test_without_a_number_there_whatsapp_is_heard_and_never_answered():
    with capture_logs() as logs:
        [inbound] = parsing().parse(called(whatsapp())).inbounds
    assert (inbound.channel, inbound.sender.answerable, inbound.shared) == ("twilio", False, None)
    assert [each["event"] for each in logs] == [
        "WhatsApp is not answered: set [twilio] whatsapp_number"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "palu\n2 koro",
        "x" * 2000,
        "palu ２ koro",
        "\u202epalu",
        "ɛɔɲŋ 🤒",
        "a&b=c+d%20",
        "nul \0",
    ],
)
def test_what_is_written_comes_through_as_it_is(text):
    assert read(sms(Body=text)).text == text


@pytest.mark.parametrize("scheme", ["rcs:", "messenger:"])
def test_another_channel_of_twilio_s_is_not_taken_for_a_phone_we_can_answer_by_sms(scheme):
    """The answer would leave from `whatsapp:+...` to a bare number: Twilio refuses to mix them."""
    received = CHANNEL.parse(called(sms(From=scheme + THEIRS, To=scheme + OURS)))
    assert [each for each in received.inbounds if each.sender.answerable] == []


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        (sms(From=None), "no From"),
        (sms(From=""), "no From"),
        (sms(MessageSid=None), "no MessageSid"),
        (sms(MessageSid=""), "no MessageSid"),
        ((), "no MessageSid"),
        (sms(From=None, Body=None, **IMAGE), "no From"),
        (sms(Body=None, NumMedia=None), "neither a message nor a receipt"),
    ],
)
def test_a_form_without_its_sender_or_its_id_is_refused(form, missing):
    with pytest.raises(InvalidPayload, match=missing) as refused:
        CHANNEL.parse(called(form))
    assert not isinstance(refused.value, Forged)


UNKNOWN = "Twilio 30005: the number is unknown, or no longer in use"
OPTED_OUT = "Twilio 21610: the person has opted out at Twilio (STOP)"
AFTER_A_DAY = (
    "Twilio 63016: more than 24 hours after their last message WhatsApp takes approved "
    "templates only"
)
THERE_TOO = {"To": f"whatsapp:{THEIRS}", "From": f"whatsapp:{OURS}", "ChannelPrefix": "whatsapp"}


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (receipt("accepted"), [Receipt("twilio", "SM9", "sent")]),
        (receipt("queued"), [Receipt("twilio", "SM9", "sent")]),
        (receipt("sending"), [Receipt("twilio", "SM9", "sent")]),
        (receipt("sent"), [Receipt("twilio", "SM9", "sent")]),
        (receipt("sent", ErrorCode="30005"), [Receipt("twilio", "SM9", "sent")]),
        (receipt("delivered"), [Receipt("twilio", "SM9", "delivered")]),
        (receipt("delivered", NumMedia="0"), [Receipt("twilio", "SM9", "delivered")]),
        (receipt("read", **THERE_TOO), [Receipt("whatsapp", "SM9", "delivered")]),
        (receipt("failed", ErrorCode="30005"), [Receipt("twilio", "SM9", "failed", UNKNOWN)]),
        (receipt("undelivered", ErrorCode="30005"), [Receipt("twilio", "SM9", "failed", UNKNOWN)]),
        (receipt("failed"), [Receipt("twilio", "SM9", "failed", "Twilio: no code")]),
        (receipt("canceled"), [Receipt("twilio", "SM9", "failed", "Twilio: no code")]),
        (
            receipt("failed", ErrorCode="39999", ErrorMessage=THEIRS),
            [Receipt("twilio", "SM9", "failed", "Twilio: 39999")],
        ),
        (
            receipt("failed", ErrorCode="21610"),
            [Receipt("twilio", "SM9", "failed", OPTED_OUT, stopped=True)],
        ),
        (
            receipt("undelivered", ErrorCode="63016", **THERE_TOO),
            [Receipt("whatsapp", "SM9", "failed", AFTER_A_DAY)],
        ),
        (receipt("something new"), []),
        (receipt("received"), []),
    ],
)
def test_what_became_of_a_message_we_sent(form, expected):
    received = parsed(form)
    assert (received.inbounds, list(received.receipts)) == ((), expected)


@pytest.mark.parametrize(
    ("query", "known_as"),
    [
        ("?outbound=0001-2-ab", "0001-2-ab"),
        (f"?a=1&outbound={quote('a b&c')}", "a b&c"),
        ("?outbound=", None),
        ("?outbound=%00", None),
        ("?other=1", None),
        ("", None),
    ],
)
def test_a_receipt_names_our_own_id_as_its_address_does(query, known_as):
    [found] = parsed(receipt("queued"), url=URL + query).receipts
    assert found == Receipt("twilio", "SM9", "sent", outbound_id=known_as)


def test_our_id_is_signed_too():
    signed = signature(f"{URL}?outbound=1", receipt("sent"))
    with pytest.raises(Forged):
        CHANNEL.parse(called(receipt("sent"), url=f"{URL}?outbound=2", signed=signed))


def test_a_receipt_that_needs_an_operator_is_logged():
    with capture_logs() as logs:
        parsed(receipt("failed", ErrorCode="30002"))
        parsed(receipt("failed", ErrorCode="30005"))
    assert [each["log_level"] for each in logs] == ["error"]
    assert logs[0]["reason"].startswith("Twilio 30002: the account is suspended")


@pytest.mark.parametrize("written", [THEIRS, "22370000001", "70000001", "+223 70 00 00 01"])
def test_a_phone_is_the_same_phone_however_its_number_is_written(written):
    assert read(sms(From=written)).sender == Address("tel", THEIRS)
    assert read(sms(From=written)).sender.answerable


@pytest.mark.parametrize(
    "machine",
    [
        "36061",
        "+22336061",
        "7777",
        "Orange",
        "ORANGEMALI",
        "MALI 2026",
        "COVID19",
        "+",
        "   ",
    ],
)
def test_short_codes_and_names_are_machines(machine):
    assert not read(sms(From=machine)).sender.answerable


@pytest.mark.parametrize("name", ["ABC70000001", "SMS12345678", "7000ABCD", "A22370000001"])
def test_a_name_with_digits_in_it_is_not_somebody_s_number(name):
    """Anybody can buy such a sender: it must not speak for the phone whose number it holds."""
    assert sender(name) == Address("tel", name)
    assert not sender(name).answerable
