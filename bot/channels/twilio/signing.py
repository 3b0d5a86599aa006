"""Whether a call is Twilio's own."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping

from multidict import MultiDict
from twilio.request_validator import RequestValidator

from bot.channels.base import HookRequest


class Signature:
    """Directly by the documented form, HMAC-SHA1 over the URL and the sorted fields; what does
    not match is left to the library, which knows more forms of the URL."""

    def __init__(self, token: str) -> None:
        self._key = token.encode()
        self._validator = RequestValidator(token)

    def is_on(self, request: HookRequest, form: Mapping[str, str]) -> bool:
        """`form` holds each field of the request once."""
        signature = request.headers.get("x-twilio-signature", "")
        if not signature:
            return False
        if len(form) != len(request.form):
            return self._library_says(request, signature)
        signed = request.url + "".join(name + form[name] for name in sorted(form))
        digest = hmac.digest(self._key, signed.encode("utf-8", "surrogatepass"), hashlib.sha1)
        if hmac.compare_digest(base64.b64encode(digest), signature.encode("latin-1", "replace")):
            return True
        return self._library_says(request, signature)

    def _library_says(self, request: HookRequest, signature: str) -> bool:
        try:
            fields = MultiDict(request.form)
            return bool(self._validator.validate(request.url, fields, signature))
        except ValueError:  # a URL that cannot be one
            return False
