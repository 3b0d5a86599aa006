"""What Telegram refuses, named by what to do about it: the one place that knows its errors."""

from __future__ import annotations

import os
import re
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.errors import AddressStopped, PermanentSendError, SendError, TemporarySendError

os.environ.setdefault("PTB_TIMEDELTA", "true")  # else the library warns of its own past
# What the library raises where the answer is not one of Telegram's: no result, half a message.
ODD = (KeyError, TypeError, AttributeError, ValueError)
NO_ANSWER = (TelegramError, TimeoutError, OSError, *ODD)
GONE = ("chat not found", "peer_id_invalid", "user not found", "chat_id_invalid")
PLAIN = re.compile(r"[A-Za-z_ ',.:()/-]{1,80}")  # words of Telegram's own, nothing of anybody's
TOKEN = "Telegram does not accept the token: mend KUNNAFONI_TELEGRAM_TOKEN"  # noqa: S105


def translated(error: BaseException) -> SendError:
    """As an error of sending; its reason holds no number, name or text."""
    if isinstance(error.__cause__, TelegramError):  # an answer that only looks like Telegram's
        return TemporarySendError("no usable answer: not from Telegram")
    match error:
        case SendError():
            return error
        case RetryAfter():
            return TemporarySendError("Telegram 429", wait_of(error))
        case InvalidToken():
            return TemporarySendError(TOKEN)
        case Forbidden():
            return AddressStopped(f"Telegram 403: {said(error)}")
        case BadRequest() if any(word in str(error).casefold() for word in GONE):
            return AddressStopped(f"Telegram 400: {said(error)}")
        case BadRequest():
            return PermanentSendError(f"Telegram 400: {said(error)}")
        case ChatMigrated():
            return PermanentSendError("Telegram 400: the group has another id now")
    return TemporarySendError(f"no usable answer: {said(error)}")


def wait_of(error: RetryAfter) -> float:
    """Seconds."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def said(error: BaseException) -> str:
    """What Telegram said, if it is plain words; else the kind of error."""
    words = str(error)
    known = isinstance(error, TelegramError) and not isinstance(error, TimedOut)
    if type(error) is NetworkError or not known or not PLAIN.fullmatch(words):
        return type(error).__name__
    return words.casefold()


def is_conflict(error: BaseException) -> bool:
    """Another program asks with our token, or a webhook stands in the way of asking."""
    return isinstance(error, Conflict)
