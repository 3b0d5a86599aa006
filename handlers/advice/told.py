"""What a message tells beside its topic: an age, a place, a worry, one's own child."""

from __future__ import annotations

from bot.handler import Context
from bot.understanding import Word
from handlers.advice.apart import OWN, said, told
from handlers.advice.child import named_antigens, read_age
from handlers.advice.wanted import Told
from handlers.advice.worrying import worry
from handlers.clinics.nearby import WORKERS, asked_here, service_sought

ASKING = frozenset(("treatment", "prevent", "diagnosis", "vitamin_a", "home"))


def read(context: Context) -> Told:
    here = asked_here(context)
    vaccines = named_antigens(context)
    return Told(
        worker=context.contact.has(*WORKERS),
        place=bool(here.places or (here.unknown and not vaccines)),
        somewhere=bool(here.places),
        age=read_age(context) is not None,
        worry=worry(context) is not None,
        own=bool(said(context, "own", OWN)),
        sought=service_sought(context) is not None,
        asking=bool(set(told(context)) & ASKING),
        general=not {"season", "prevent"}.isdisjoint(told(context)),
        vaccine=len(vaccines) == 1,
        addressed=any(map(_addresses, context.understood.words)),
    )


def _addresses(word: Word) -> bool:
    return word.means("filler") == "role" or word.means("intent") == "help"
