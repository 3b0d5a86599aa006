"""How Twilio signs its calls: what the official library accepts, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from bot.channels.base import HookRequest
from bot.errors import Forged, InvalidPayload
from tests.channels import KEY, parsing, signature, sms
from tests.channels.test_twilio import URL, called

CHANNEL = parsing()
LIBRARY = RequestValidator(KEY)

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
