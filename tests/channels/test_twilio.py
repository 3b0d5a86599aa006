"""What Twilio posts and how it signs it: a form in, a message out, or nothing at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from bot.address import Address, sender
from bot.channels.base import HookRequest
from bot.channels.twilio import EMPTY
from bot.errors import Forged, InvalidPayload
from bot.message import Inbound, Receipt
from tests.channels import KEY, NOW, OURS, THEIRS, parsing, receipt, signature, sms

URL = "https://bot.example/twilio"
CHANNEL = parsing()
LIBRARY = RequestValidator(KEY)


def called(form, *, url=URL, signed=None):
    """A call as it reaches the channel; `signed` is another signature than the right one."""
    signed = signature(url, form) if signed is None else signed
    return HookRequest(url, {"x-twilio-signature": signed}, tuple(form))


def read(form) -> Inbound:
    [inbound] = CHANNEL.parse(called(form)).inbounds
    return inbound


def test_a_form_in_a_message_out():
    received = CHANNEL.parse(called(sms()))
    phone = Address("tel", THEIRS)
    assert received.inbounds == (Inbound("twilio", "SM1", phone, OURS, "palu 2 koro", NOW),)
    assert (received.body, received.content_type) == (EMPTY, "text/xml")
    assert received.receipts == ()


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


def test_a_picture_without_a_word_is_a_message_without_text():
    picture = sms(Body="", NumMedia="1", MediaUrl0="https://m.example/1", MessageSid="MM1")
    assert (read(picture).external_id, read(picture).text) == ("MM1", "")


@pytest.mark.parametrize("scheme", ["whatsapp:", "rcs:", "messenger:"])
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
    ],
)
def test_a_form_without_its_sender_or_its_id_is_refused(form, missing):
    with pytest.raises(InvalidPayload, match=missing) as refused:
        CHANNEL.parse(called(form))
    assert not isinstance(refused.value, Forged)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (receipt("sent"), [Receipt("twilio", "SM9", "sent")]),
        (receipt("delivered"), [Receipt("twilio", "SM9", "delivered")]),
        (receipt("read"), [Receipt("twilio", "SM9", "delivered")]),
        (receipt("failed", ErrorCode="30008"), [Receipt("twilio", "SM9", "failed", "30008")]),
        (
            receipt("undelivered", ErrorCode="30003"),
            [Receipt("twilio", "SM9", "failed", "30003")],
        ),
        (receipt("queued"), []),
        (receipt("sending"), []),
        (receipt("something new"), []),
    ],
)
def test_what_became_of_a_message_we_sent(form, expected):
    received = CHANNEL.parse(called(form))
    assert (received.inbounds, list(received.receipts)) == ((), expected)


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


# The signature ---------------------------------------------------------------------------------

HOSTS = ["bot.example", "a-b.example.org", "127.0.0.1", "localhost", "[::1]"]
ports = st.just("") | st.sampled_from([":80", ":443"]) | st.integers(0, 65535).map(":{}".format)
queries = st.just("") | st.text("ab1=&;%?/+é", min_size=1).map("?{}".format)
urls = st.tuples(
    st.sampled_from(["http://", "https://"]),
    st.sampled_from(HOSTS),
    ports,
    st.sampled_from(["/twilio", "/a/twilio", "/"]),
    queries,
)
names = st.sampled_from(["MessageSid", "Body", "From", "To"]) | st.text(max_size=4)
forms = st.lists(st.tuples(names, st.text(max_size=8) | st.just("1")), max_size=6)
ON_THE_WAY = {
    "nothing": lambda url, form: (url, form),
    "the port was left out": lambda url, form: ((*url[:2], "", *url[3:]), form),
    "the usual port": lambda url, form: ((*url[:2], ":443", *url[3:]), form),
    "another port": lambda url, form: ((*url[:2], ":8443", *url[3:]), form),
    "another scheme": lambda url, form: (("https://", *url[1:]), form),
    "another page": lambda url, form: ((*url[:3], "/other", url[4]), form),
    "no query": lambda url, form: ((*url[:4], ""), form),
    "another order": lambda url, form: (url, form[::-1]),
    "one field less": lambda url, form: (url, form[:-1]),
    "each name once": lambda url, form: (url, list(dict(form).items())),
    "one field more": lambda url, form: (url, [*form, ("Body", "3")]),
    "all in one field": lambda url, form: (url, [("", "".join(n + v for n, v in sorted(form)))]),
}
MANGLED = [str, str.lower, str.strip, lambda text: text[:-1], lambda text: text + " ", lambda _: ""]


def accepts(request: HookRequest) -> bool:
    try:
        CHANNEL.parse(request)
    except Forged:
        return False
    except InvalidPayload:
        return True
    return True


@settings(deadline=None)
@given(
    urls,
    forms,
    st.sampled_from(sorted(ON_THE_WAY)),
    st.sampled_from([KEY, KEY, "another key"]),
    st.sampled_from([*[str] * 6, *MANGLED]),
)
def test_we_accept_what_the_library_accepts_and_nothing_else(url, form, happened, key, mangle):
    signed_url, signed_form = ON_THE_WAY[happened](url, form)
    signed = mangle(signature("".join(signed_url), signed_form, key))
    library = LIBRARY.validate("".join(url), MultiDict(form), signed)
    assert accepts(called(form, url="".join(url), signed=signed)) == library


@settings(deadline=None)
@given(urls, forms)
def test_what_is_rightly_signed_is_accepted(url, form):
    assert accepts(called(form, url="".join(url)))


@settings(deadline=None)
@given(forms, st.text(max_size=40))
def test_what_is_not_signed_is_refused(form, signed):
    signed = signed.encode("latin-1", "replace").decode("latin-1")
    assert not accepts(called(form, signed=signed))


@pytest.mark.parametrize("url", ["https://bot.example:443/twilio", "https://bot.example/twilio"])
def test_the_usual_port_written_or_not_makes_no_difference(url):
    signed = [signature(each, sms()) for each in (URL, "https://bot.example:443/twilio")]
    assert [accepts(called(sms(), url=url, signed=each)) for each in signed] == [True, True]


def test_a_field_that_came_twice_is_signed_twice():
    form = (*sms(), ("MediaUrl0", "https://m.example/1"), ("MediaUrl0", "https://m.example/2"))
    assert CHANNEL.parse(called(form)).inbounds[0].text == "palu 2 koro"
    with pytest.raises(Forged):
        CHANNEL.parse(called(form, signed=signature(URL, form[:-1])))


@pytest.mark.parametrize("url", ["https://bot.example:99999/twilio", "https://[x/twilio"])
def test_an_address_that_cannot_be_one_is_refused_like_any_forgery(url):
    with pytest.raises(Forged):
        CHANNEL.parse(HookRequest(url, {"x-twilio-signature": "x"}, sms()))
