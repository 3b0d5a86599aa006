"""What the words of a message, one by one and together, speak for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.words import FOREIGN, Sense, Word

# What belongs to a report even without the word for it.
REPORTING = {"risk": 0.8, "sign": 0.4, "case": 0.3, "mark": 0.3}
# What can be reported can also be asked about: `advice_measles`, before the report where nothing
# is counted. Whoever advises looks closer, and passes on what is none of theirs.
ASKED = {"risk": 0.85, "sign": 0.45}
COUNTED = 0.3
GUESSED = 0.75  # of a word that is only like a disease, beside one that asks for a clinic
SERVICE = 0.7  # who names a service wants to know where it is
TREATED = 0.2  # who names an illness and counts nobody may want to know where it is treated
CLINIC, VISITS, VACCINATION = "nearest_clinic", "schedule", "advice_vaccination"
MENU = "advice_menu"  # "conseil", unless about what is said too
TOGETHER = 0.95  # two words that say it only together
BESIDE = 0.5  # what one of them would have said alone
IMMUNE = ("vaccinated", "unvaccinated")
HIDDEN = 2  # letters of a code that a common word may be: `me` is also meningitis
VISITING = "visiting"  # words for coming by, as a mobile clinic does
LITTLE = 3  # letters of a word that is a wish only almost alone: `kan`
FEW = 3  # words of such a message


def told(words: Sequence[Word]) -> tuple[dict[str, float], dict[str, str]]:
    """Scores of intents, and the first word of each kind."""
    scores: dict[str, float] = {}
    slots: dict[str, str] = {}
    counted = any(word.number is not None for word in words)
    alone = len(words) <= FEW
    for word in words:
        asked_for = not counted and word.means("service") is not None
        common = not counted and _is_common(word)
        for sense in word.senses:
            slots.setdefault(sense.kind, sense.meaning)
            if sense.kind in REPORTING and (asked_for or common):
                continue
            if sense.kind == "intent" and len(word.folded) <= LITTLE and not alone:
                continue
            _score(sense, scores)
            if sense.kind == "risk" and not counted:
                _better(CLINIC, TREATED * sense.score, scores)
            if sense.kind in ASKED:
                weight = COUNTED if counted and sense.kind == "risk" else ASKED[sense.kind]
                _better(f"advice_{sense.meaning}", weight * sense.score, scores)
    _weigh_together(words, slots, scores, counted=counted)
    return scores, slots


def _is_common(word: Word) -> bool:
    """A small word of some language that is also the code of a disease."""
    return len(word.folded) <= HIDDEN and word.means("filler") is not None


def _score(sense: Sense, scores: dict[str, float]) -> None:
    if sense.kind == "intent":
        name, weight = sense.meaning, sense.score
    elif sense.kind == "service":
        name, weight = CLINIC, SERVICE * sense.score
    elif sense.kind in REPORTING:
        name, weight = "report", REPORTING[sense.kind] * sense.score
    else:
        return
    _better(name, weight, scores)


def _weigh_together(
    words: Sequence[Word], slots: dict[str, str], scores: dict[str, float], *, counted: bool
) -> None:
    """`clinique` and `quand`: the visits; `vaccin` and `ou`: the clinic."""
    asks = {s.meaning for word in words for s in word.senses if s.kind == "question" and s.exact}
    if words and words[0].means("either"):
        asks.add("where")  # a message does not begin with "or": `ou accoucher`
    comes = any(sense.kind == VISITING and sense.exact for w in words for sense in w.senses)
    clinic, service = scores.get(CLINIC, 0.0), slots.get("service")
    when = comes or "when" in asks
    asks_when = clinic >= FOREIGN or comes or service not in (None, "vaccination")
    if when and asks_when and (clinic >= FOREIGN or service is not None):
        _better(VISITS, TOGETHER, scores)
    elif "where" in asks and (service is not None or not counted):
        _better(CLINIC, TOGETHER, scores)
    elif service == "malaria" and ("what" in asks or any(word.text == "?" for word in words)):
        scores[CLINIC] = scores[CLINIC] * BESIDE
        _better("advice_malaria", ASKED["risk"], scores)
    if max(scores.get(VISITS, 0.0), scores.get(CLINIC, 0.0)) >= TOGETHER and VACCINATION in scores:
        scores[VACCINATION] *= BESIDE
    if MENU in scores and any(n.startswith("advice_") and n != MENU for n in scores):
        scores[MENU] *= BESIDE * BESIDE
    if slots.get("mark") in IMMUNE and not {"risk", "sign", "number"} & slots.keys():
        _better(VACCINATION, TOGETHER * BESIDE, scores)


def _better(name: str, weight: float, scores: dict[str, float]) -> None:
    if weight > scores.get(name, 0.0):
        scores[name] = weight
