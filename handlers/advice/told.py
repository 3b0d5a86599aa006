"""What a message tells beside its topic: an age, a place, a worry, one's own child."""

from __future__ import annotations

from bot.handler import Context
from bot.understanding import Word
from handlers.advice import schedule
from handlers.advice.apart import OWN, said, told
from handlers.advice.card import doses_told
from handlers.advice.child import read_age
from handlers.advice.wanted import Told
from handlers.advice.worrying import worry
from handlers.clinics.nearby import WORKERS, asked_here, service_sought

# However these are spelled; `paralysie` asks for no polio vaccine.
AGAINST = {"measles": "MR", "yellow_fever": "YF", "meningitis": "MENA", "malaria": "R21"}
ASKING = frozenset(("treatment", "prevent", "diagnosis", "vitamin_a", "home"))


def read(context: Context) -> Told:
    here = asked_here(context)
    vaccines, own = named_antigens(context), said(context, "own", OWN)
    return Told(
        worker=context.contact.has(*WORKERS),
        place=bool(here.places or (here.unknown and not vaccines)),
        somewhere=bool(here.places),
        age=read_age(context) is not None,
        worry=worry(context) is not None,
        own="own" in own,
        near="self" in own,
        sought=service_sought(context) is not None,
        asking=bool(set(told(context)) & ASKING),
        general=not {"season", "prevent"}.isdisjoint(told(context)),
        vaccine=len(vaccines) == 1,
        addressed="self" in own or any(map(_addresses, context.understood.words)),
        pleads=any(word.means("intent") == "help" for word in context.understood.words),
    )


def _addresses(word: Word) -> bool:
    return word.means("filler") == "role" or word.means("intent") == "help"


def named_antigens(context: Context) -> list[str]:
    """The vaccines that a message names; "malaria" is that against it, however it is spelled."""
    known = schedule.load(context.knowledge.data_file(schedule.OURS))
    words = context.understood.words
    found = [dose.antigen for dose in doses_told(words, context.today, known).given]
    found += [AGAINST[risk] for word in words if (risk := word.means("risk") or "") in AGAINST]
    return [each for each in dict.fromkeys(found) if each in known.slots]
