"""Whether a message asks for advice, and about what; a report is left to the report. Pure.

* A question is advice, unless it counts cases: `rougeole ?`, `que faire contre le palu`.
* A disease alone is a report when a health worker sends it; from anybody else it is a question.
* Fever or a rash alone, without a disease: the same; and a question whenever it is one's own child.
  Fever with a rash is a question about measles. Who is no health worker, names no place, and speaks
  of an own child or to a doctor, asks for advice, however many are ill.
* Bites and severe illnesses without a menu are told to be reported; advice where it is asked for.
* An illness against which there is a vaccine, and no advice of ours, named alone by who is no
  health worker: the ages of that vaccine, and how to report it.
* Vaccination with the name of a place is a question for the clinics, unless an age or a worry is
  told too: `vaccin koro` asks where, `vaccin 9 mois` what.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.understanding import Understood, Word
from bot.understanding.small import small
from handlers.advice import topics

PREFIX = "advice_"
VACCINATION, MALARIA, MEASLES, MENU = "vaccination", "malaria", "measles", "menu"
ILL = f"{PREFIX}illness"
MEDICINE = "medicine"  # asked of any illness: that goes before
VACCINE = "vaccine"  # one, by the name of what it protects from
PREGNANCY = "pregnancy"
BESIDE_ANOTHER = (MEDICINE, MENU, PREGNANCY)
REPORTED = ("bite", "severe")  # told to be reported: advice only where it is asked for
ASKING = ("what", "when")  # questions of the lexicons; "where" is for the clinics
CODE = 2  # letters of the code of a disease
WHAT, WHERE = "what", "where"
HEARD = ("filler", "intent", "question", "service", "greeting", "locale")
BESIDE = frozenset(("childbirth", "illness"))  # "pregnant with fever" tells one sign
AT_HAND = frozenset(("fever", "rash", "chills"))  # signs that we ask on about
YEARS = range(1900, 2200)
DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}/\d{1,2}")
ONE, TIMES, ORDINALS = small("one_person"), small("times"), small("ordinal")


@dataclass(frozen=True, slots=True)
class Told:
    """What else is known of a message, and of who sent it."""

    worker: bool = False
    place: bool = False  # a place is named, or something that may be one
    somewhere: bool = False  # one that is known
    age: bool = False
    worry: bool = False  # "is it safe", "the child has a cold"
    own: bool = False  # "my child"
    near: bool = False  # "I am ill", "my husband"
    sought: bool = False  # an illness that a service is for
    asking: bool = False  # "which medicine", "how to avoid it"
    addressed: bool = False  # "docteur", "aidez-moi"; or who is ill, or their family, writes
    pleads: bool = False  # "aidez-moi"
    general: bool = False  # how malaria is prevented, and when it comes
    vaccine: bool = False  # one is named, or what it protects from


def about(name: str) -> str | None:
    """The topic of an intent; None if we have nothing to say about it."""
    return _topics().get(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None


def intents() -> frozenset[str]:
    return frozenset(f"{PREFIX}{name}" for name in _topics())


def _topics() -> Mapping[str, str]:
    ours = {
        "menu": MENU, "illness": MENU, VACCINATION: VACCINATION, MALARIA: MALARIA,
        "severe_malaria": MALARIA, "fever": MALARIA, "chills": MALARIA,
        MEASLES: MEASLES, "rash": MEASLES, "red_eyes": MEASLES,
    }  # fmt: skip
    return ours | {name: t.id for t in topics.load().values() for name in t.asked_by}


def wanted(understood: Understood, told: Told) -> str | None:
    """The topic that is asked about; None if the message is another's."""
    found = [
        topic
        for i in understood.intents
        if (topic := about(i.name)) and (i.name != ILL or _is_own(told))
    ]
    if not found:
        return None
    topic = next((each for each in found if each not in BESIDE_ANOTHER), found[0])
    if topic == PREGNANCY:
        return topic if _is_hers(understood, told) else None
    if topic == VACCINATION:
        return topic if not _is_where(understood, told) or told.age or told.worry else None
    if topic == MALARIA and told.general and ("?" in understood.text or not _counts(understood)):
        return topic
    if topic in REPORTED and told.vaccine and not told.place and _is_named(understood, told):
        return VACCINE
    if topic == MALARIA and {"fever", "rash"} <= _signs(understood):
        topic = MEASLES
    if _cries(understood, told):
        return topic
    if (told.place or _asks(understood, WHERE)) and _seeks(understood, told):
        return None
    if _counts(understood):
        return None
    if asks(understood) or (told.asking and not told.worker and not told.place):
        return topic
    return topic if topic not in REPORTED and _alone(understood, told) else None


def _is_where(understood: Understood, told: Told) -> bool:
    """`vaccin koro`; an unknown word may be a place too, unless what is asked is something else."""
    if not any(word.means("service") for word in understood.words):
        return False
    asked = told.own or _asks(understood, WHAT)
    return told.somewhere or (told.place and not asked)


def _is_hers(understood: Understood, told: Told) -> bool:
    """A pregnant woman, and nobody who died or is counted; a health worker asks for it."""
    if _counts(understood) or any(word.means("mark") for word in understood.words):
        return False
    return asks(understood) if told.worker else not told.somewhere


def _is_own(told: Told) -> bool:
    """`mon enfant est malade`; of a village that is ill we hear as of a report."""
    return (told.own or told.near) and not (told.worker or told.somewhere)


def _signs(understood: Understood) -> frozenset[str]:
    signs = (word.means("sign") for word in understood.words)
    return frozenset(sign for sign in signs if sign)


def _cries(understood: Understood, told: Told) -> bool:
    """Signs of somebody at hand, told to a doctor: no report, which would name where they are."""
    if told.worker or told.somewhere or not (told.own or told.addressed):
        return False
    if _diseases(understood):
        return told.own and told.pleads  # `aidez-moi, mon enfant a le palu`
    mere = any(word.means("symptom") for word in understood.words)
    signs = _signs(understood)
    return mere or bool(signs & AT_HAND) or (_is_own(told) and "illness" in signs)


def _diseases(understood: Understood) -> bool:
    """Whether one is named that is no mere sign of another: `toux` is one of measles."""
    return any(_kind(word) == "risk" and not word.means("symptom") for word in understood.words)


def _kind(word: Word) -> str | None:
    """Of its first meaning; `ma` and `me` are codes of diseases only in a report."""
    if len(word.folded) <= CODE and word.means("filler") is not None:
        return "filler"
    return word.senses[0].kind if word.senses else None


def asks(understood: Understood) -> bool:
    """A question, or a word that is there only to ask."""
    if "?" in understood.text:
        return True
    return any(
        word.means("question") in ASKING or about(f"{word.means('intent')}") is not None
        for word in understood.words
    )


def _is_named(understood: Understood, told: Told) -> bool:
    """`fièvre jaune`, `polio quand ?`; not `méningite que faire`, which asks for something else."""
    return not (_asks(understood, WHAT) or _counts(understood)) and _alone(understood, told)


def _asks(understood: Understood, question: str) -> bool:
    return any(word.means("question") == question for word in understood.words)


def _alone(understood: Understood, told: Told) -> bool:
    """Nothing is told but a disease, or signs of one; a worker's are a report, but a single one."""
    words = [word for word in understood.words if word.means("sign") not in BESIDE]
    kinds = {kind for word in words if (kind := _kind(word))}
    signs = _signs(understood) - BESIDE
    if not (told.worker or told.somewhere) and signs & AT_HAND and not _diseases(understood):
        return True
    if any(_kind(word) == "risk" for word in understood.words):
        unread = any(not word.senses and word.folded.isalpha() for word in understood.words)
        return not told.worker and not unread and kinds <= {"risk", *HEARD}
    return len(signs) == 1 and (told.own or not told.worker)


def _seeks(understood: Understood, told: Told) -> bool:
    """`cancer bamako`, `covid bamako`: where it is treated; but not `que faire`, nor a question."""
    asked = any(word.means("question") in ASKING for word in understood.words)
    named = told.sought or any(word.means("service") for word in understood.words)
    return named and not asked and "?" not in understood.text


def _counts(understood: Understood) -> bool:
    """A number that is no age, no day and no length of time: cases."""
    bare = DAY.sub(" ", understood.text)
    words = understood.words
    return any(
        _is_count(words, at) and (word.number is None or word.text in bare)
        for at, word in enumerate(words)
    )


def _is_count(words: tuple[Word, ...], at: int) -> bool:
    word = words[at]
    if word.number is None and (word.means("number") is None or word.folded in ONE):
        return False
    if word.number is not None and word.number in YEARS:
        return False
    following = words[at + 1] if at + 1 < len(words) else None
    before = words[at - 1] if at else None
    beside = (each for each in (before, following) if each is not None)
    ordinal = following is not None and following.folded in ORDINALS  # `une 2e fois`
    times = following is not None and following.folded in TIMES  # `l'avoir deux fois`
    return not (ordinal or times or any(_unit(each) or each.means("month") for each in beside))


def _unit(word: Word) -> bool:
    return word.means("unit") is not None or word.folded in ("m", "a", "j", "d")
