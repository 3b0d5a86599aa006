"""A day's messages: 60 % reports (a third misspelt, with places), 20 % requests, 20 % riddles."""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from bot.areas import Areas
from bot.places.files import read_places, starter

PHONES = 2000
TOKEN = "bench-only-not-a-secret"  # noqa: S105
DATA = Path(__file__).parents[2] / "shared" / "data" / "geonames_ml.txt"
RISKS = ("palu", "rougeole", "diarrhée", "méningite", "fièvre jaune", "choléra", "palu grave",
         "ira", "malnutrition", "sumaya", "ɲɔnin", "measles", "malaria", "paralysie")  # fmt: skip
SEXES = ("", "F", "M", "filles", "garçons", "f", "m")
AGES = ("", "4 ans", "8 mois", "moins de 5 ans", "adultes", "3ans")
ENDS = ("", "", "", "dont 1 mort", "hier", "depuis 3 jours", "non vaccinés")
REQUESTS = ("AIDE", "bonjour", "langue", "HELP", "où est la clinique", "STOP", "merci", "français")
SYLLABLES = ("ba", "ko", "zu", "mir", "tel", "fan", "gri", "lop", "neu", "dax", "wob", "sti")


def gazetteer_file() -> Path | None:
    """GeoNames' file for Mali beside the project, where it is there."""
    return DATA if DATA.is_file() else None


def texts(number: int, seed: int = 7) -> Iterator[str]:
    """So many texts, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    names = _places()
    for _each in range(number):
        draw = chance.random()
        if draw < 0.6:
            yield _report(chance, names)
        elif draw < 0.8:
            yield chance.choice(REQUESTS)
        else:
            yield " ".join(_riddle(chance) for _word in range(chance.randint(2, 5)))


@cache
def _places() -> list[str]:
    file = gazetteer_file()
    entries = read_places(file.read_text(), Areas(())) if file else starter()
    return [entry.place.name for entry in entries]


def _report(chance: random.Random, names: list[str]) -> str:
    risk, place = chance.choice(RISKS), chance.choice(names)
    if chance.random() < 1 / 3:
        risk, place = _misspelt(chance, risk), _misspelt(chance, place)
    words = (risk, str(chance.randint(1, 9)), chance.choice(SEXES), chance.choice(AGES), place)
    return " ".join(filter(None, (*words, chance.choice(ENDS))))


def _misspelt(chance: random.Random, word: str) -> str:
    """One letter left out, doubled or exchanged, never the first."""
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def _riddle(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _part in range(chance.randint(2, 4)))


def phone(number: int) -> str:
    return f"+2237{number:07d}"


def requests(number: int, url: str, host: str, seed: int = 7) -> list[bytes]:
    """Signed webhooks, ready to be written to a socket, from 2,000 phones in turn."""
    return [
        _request(text, position, seed, url, host)
        for position, text in enumerate(texts(number, seed))
    ]


def _request(text: str, position: int, seed: int, url: str, host: str) -> bytes:
    form = {
        "MessageSid": f"SM{seed:08d}{position:024d}",
        "AccountSid": "AC" + "0" * 32,
        "From": phone(position % PHONES),
        "To": "+22370000000",
        "Body": text,
        "NumMedia": "0",
    }
    signed = url + "".join(name + form[name] for name in sorted(form))
    digest = hmac.digest(TOKEN.encode(), signed.encode(), hashlib.sha1)
    body = urlencode(form).encode()
    path = url.removeprefix(f"http://{host}")
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {host}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"X-Twilio-Signature: {base64.b64encode(digest).decode()}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
