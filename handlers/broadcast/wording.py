"""What is said in each locale: written there, or composed by the catalogs for all. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.message import Reply
from bot.replies import digest, dump_reply, load_reply
from bot.text import verbatim


def replies_of(
    texts: Mapping[str, str], composed: str | None, known: Sequence[str], default: str
) -> dict[str, Reply]:
    """What readers of each locale get: in their own, else in the default one, else nothing.

    `texts` are words as somebody wrote them, by locale. They go before what is `composed` (a reply
    as it is stored).
    """
    found = {}
    for locale in known:
        words = texts.get(locale) or (None if composed else texts.get(default))
        if words:
            found[locale] = Reply(verbatim(words))
        elif composed:
            found[locale] = load_reply(composed)
    return found


def stored(replies: Mapping[str, Reply]) -> dict[str, str]:
    return {locale: dump_reply(reply) for locale, reply in replies.items()}


def rows_of(texts: Mapping[str, str]) -> list[dict[str, str]]:
    """Of stored replies by locale: the rows that a message is chosen from."""
    return [
        {"locale": locale, "reply": reply, "digest": digest(reply)}
        for locale, reply in texts.items()
    ]
