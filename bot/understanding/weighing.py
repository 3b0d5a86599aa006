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
NAMED = 0.9  # a vaccine, and nothing else has that name
SERVICE = 0.7  # who names a service wants to know where it is
TREATED = 0.2  # who names an illness and counts nobody may want to know where it is treated
CLINIC, VISITS, VACCINATION = "nearest_clinic", "schedule", "advice_vaccination"
MENU = "advice_menu"  # "conseil", unless about what is said too
TOGETHER = 0.95  # two words that say it only together
BESIDE = 0.5  # what one of them would have said alone
IMMUNE = ("vaccinated", "unvaccinated")
HIDDEN = 2  # letters of a code that a common word may be: `me` is also meningitis
VISITING = "visiting"  # words for coming by, as a mobile clinic does, and for a visit
VISIT = 0.75  # "visite boni": who names a visit wants to know when it is
DAYS = ("weekday", "coming")
LITTLE = 3  # letters of a word that is a wish only almost alone: `kan`
FEW = 3  # words of such a message


def told(words: Sequence[Word]) -> tuple[dict[str, float], dict[str, str]]:
    """Scores of intents, and the first word of each kind."""
    scores: dict[str, float] = {}
    slots: dict[str, str] = {}
    counted = any(word.number is not None for word in words)
    signs = any(word.means("sign") for word in words)
    alone = len(words) <= FEW
    for word in words:
        asked_for = not counted and word.means("service") is not None
        common = not counted and _is_common(word)
        for sense in word.senses:
            slots.setdefault(sense.kind, sense.meaning)
            if sense.kind in REPORTING and (asked_for or common):
                continue
            if sense.kind == "intent" and _is_little(word, sense) and not alone:
                continue
            kind = (
                "sign" if sense.kind == "risk" and signs and word.means("symptom") else sense.kind
            )  # a cough, and a rash
            _score(sense, kind, scores)
            if sense.kind == "risk" and not counted:
                _better(CLINIC, TREATED * sense.score, scores)
            if sense.kind in ASKED:
                weight = COUNTED if counted and sense.kind == "risk" else ASKED[kind]
                _better(f"advice_{sense.meaning}", weight * sense.score, scores)
    _weigh_together(words, slots, scores, counted=counted)
    return scores, slots


def _is_little(word: Word, sense: Sense) -> bool:
    """`kan`; but not `BCG`, which is nothing else."""
    return len(word.folded) <= LITTLE and not sense.meaning.startswith("advice_")


def _is_common(word: Word) -> bool:
    """A small word that is also the code of a disease, or a code only in another language."""
    best = {sense.kind: sense.score for sense in reversed(word.senses)}
    if "filler" not in best:
        return False
    return len(word.folded) <= HIDDEN or best["filler"] > best.get("risk", 1.0)


def _score(sense: Sense, kind: str, scores: dict[str, float]) -> None:
    if sense.kind == "intent":
        name, weight = sense.meaning, sense.score
    elif sense.kind == "vaccine":
        name, weight = VACCINATION, NAMED * sense.score
    elif sense.kind == "service":
        name, weight = CLINIC, SERVICE * sense.score
    elif sense.kind in REPORTING:
        name, weight = "report", REPORTING[kind] * sense.score
    else:
        return
    _better(name, weight, scores)


def _weigh_together(
    words: Sequence[Word], slots: dict[str, str], scores: dict[str, float], *, counted: bool
) -> None:
    """`conseil palu` is about malaria; `non vacciné` asks for what is missing."""
    _weigh_places(words, slots.get("service"), scores, counted=counted)
    if MENU in scores and any(n.startswith("advice_") and n != MENU for n in scores):
        scores[MENU] *= BESIDE * BESIDE
    if slots.get("mark") in IMMUNE and not {"risk", "sign", "number"} & slots.keys():
        _better(VACCINATION, TOGETHER * BESIDE, scores)


def _weigh_places(
    words: Sequence[Word], service: str | None, scores: dict[str, float], *, counted: bool
) -> None:
    """`clinique` and `quand`: the visits; `vaccin` and `ou`: the clinic."""
    asks = _exact(words, "question")
    if words and words[0].means("either"):
        asks.add("where")  # a message does not begin with "or": `ou accoucher`
    visiting, clinic = _exact(words, VISITING), scores.get(CLINIC, 0.0) >= FOREIGN
    comes, mark = "comes" in visiting, any(word.text == "?" for word in words)
    when = comes or "when" in asks
    if "visit" in visiting:
        day = when or bool(asks) or mark or any(any(map(word.means, DAYS)) for word in words)
        _better(VISITS, TOGETHER if day else VISIT, scores)
    if when and (clinic or service is not None):
        sure = clinic or comes or service != "vaccination"
        _better(VISITS, TOGETHER if sure else SERVICE, scores)
    elif "where" in asks and (service is not None or not counted):
        _better(CLINIC, TOGETHER, scores)
    elif service == "malaria" and ("what" in asks or mark):
        scores[CLINIC] = scores[CLINIC] * BESIDE
        _better("advice_malaria", ASKED["risk"], scores)
    if "where" not in asks and "zero" in _exact(words, "zero"):
        for name in {CLINIC, VISITS} & scores.keys():
            scores[name] *= BESIDE  # `rien à signaler, CSRef Koro`: from where it comes
    if max(scores.get(VISITS, 0.0), scores.get(CLINIC, 0.0)) >= TOGETHER and VACCINATION in scores:
        scores[VACCINATION] *= BESIDE


def _exact(words: Sequence[Word], kind: str) -> set[str]:
    return {s.meaning for word in words for s in word.senses if s.kind == kind and s.exact}


def _better(name: str, weight: float, scores: dict[str, float]) -> None:
    if weight > scores.get(name, 0.0):
        scores[name] = weight
