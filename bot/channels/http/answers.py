"""What a provider's answer means: taken, with which id; or refused, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.http.picking import kept, picked, plain
from bot.channels.http.wire import Answered, Unclear
from bot.config.gateway_out import Answer, Deed
from bot.errors import AddressStopped, PermanentSendError, SendError, TemporarySendError

MINUTES = 60.0
OK = range(200, 300)


class NeedsOperator(TemporarySendError):
    """Worth trying again once somebody has mended the account or the configuration."""


class Reading:
    """Raises `SendError` for what was refused; what is in no list is tried again."""

    def __init__(self, name: str, answer: Answer) -> None:
        self._name = name
        self._answer = answer
        self._deeds = deeds(answer)

    def id(self, answered: Answered, ours: str) -> str:
        """The provider's id of a message that it took; ours where it gives none."""
        code = picked(self._answer.code, answered.data, answered.text)
        deed = self._deeds.get(code) or by_status(self._deeds, answered.status)
        if deed == "already":
            return kept(picked(self._answer.id, answered.data, answered.text)) or ours
        if answered.status in OK and deed in (None, "accepted"):
            return self._taken(answered, ours, accepted=deed is not None)
        raise self._refusal(deed, code, answered)

    def _taken(self, answered: Answered, ours: str, *, accepted: bool) -> str:
        if self._answer.accepted and not accepted:
            raise Unclear(self.reason("", answered.status, "an answer that is not known"))
        if self._answer.id is None:
            return ours
        theirs = picked(self._answer.id, answered.data, answered.text)
        if not theirs or "\0" in theirs:
            raise Unclear(self.reason("", answered.status, "an answer without an id"))
        return kept(theirs)

    def _refusal(self, deed: Deed | None, code: str, answered: Answered) -> SendError:
        why = self.reason(code, answered.status)
        if deed == "stopped":
            return AddressStopped(why)
        if deed == "permanent":
            return PermanentSendError(why)
        if deed == "temporary":
            return TemporarySendError(why, answered.retry_after)
        if deed in (None, "accepted") and (answered.status >= 500 or answered.status in OK):
            return Unclear(why, answered.retry_after)
        if deed is None and answered.status == 429:
            return TemporarySendError(why, answered.retry_after)
        return NeedsOperator(why, answered.retry_after or 10 * MINUTES)

    def reason(self, code: str, status: int, words: str = "") -> str:
        """The code and the status; of what the provider wrote, only what can name nobody."""
        return " ".join(filter(None, (f"{self._name}: HTTP {status}", plain(code), words)))


def deeds(answer: Answer) -> dict[str, Deed]:
    """By code, or by status as it is written: "HTTP 409", "HTTP 4xx"."""
    lists: Mapping[Deed, tuple[str, ...]] = {
        "accepted": answer.accepted,
        "already": answer.already,
        "temporary": answer.temporary,
        "permanent": answer.permanent,
        "operator": answer.operator,
        "stopped": answer.stopped,
    }
    return {code: deed for deed, codes in lists.items() for code in codes}


def by_status(known: Mapping[str, Deed], status: int) -> Deed | None:
    return known.get(f"HTTP {status}") or known.get(f"HTTP {status // 100}xx")
