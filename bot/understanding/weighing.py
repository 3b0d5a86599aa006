"""What the words of a message, one by one and together, speak for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

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
CANCEL = "cancel"
HELD = "consultation"  # any day: who asks for a doctor today asks where
LITTLE_TOLD = ("case", "mark")
LITTLE = 3  # letters of a word that is a wish only almost alone: `kan`
FEW = 3  # words of such a message


def told(words: Sequence[Word]) -> tuple[dict[str, float], dict[str, str]]:
    """Scores of intents, and the first word of each kind."""
    scores: dict[str, float] = {}
    slots: dict[str, str] = {}
    counted = any(word.number is not None for word in words)
    signs = sum(word.means("sign") is not None for word in words)
    alone = len(words) <= FEW
    for word in words:
        idle = _idle_kinds(word, signs, counted=counted)
        mere = signs > 0 and word.means("symptom") is not None  # a cough, beside a rash
        for sense in word.senses:
            slots.setdefault(sense.kind, sense.meaning)
            if sense.kind not in idle and (alone or not _is_little(word, sense)):
                _score(sense, scores, counted=counted, mere=mere)
    if not counted and "number" not in slots and _says_little(words, scores):
        del scores["report"]
    _weigh_together(words, slots, scores, counted=counted)
    return scores, slots


def _idle_kinds(word: Word, signs: int, *, counted: bool) -> Collection[str]:
    """What a word tells nothing of: `test palu`, `me`; no worm in `je vais vers koro`."""
    if not counted and (word.means("service") is not None or _is_common(word)):
        return REPORTING
    return ("sign",) if signs == 1 and word.means("filler") is not None else ()


def _says_little(words: Sequence[Word], scores: Mapping[str, float]) -> bool:
    """`den`, `sa be so kɔnɔ`: a child, or a word for death, and nothing else of a report."""
    telling = sum(any(word.means(kind) for kind in LITTLE_TOLD) for word in words)
    return "report" in scores and scores["report"] <= COUNTED and telling == 1


def _is_little(word: Word, sense: Sense) -> bool:
    """`kan`; but not `BCG`, which is nothing else."""
    if sense.kind != "intent" or sense.meaning.startswith("advice_"):
        return False
    return len(word.folded) <= LITTLE


def _is_common(word: Word) -> bool:
    """A small word that is also the code of a disease, or a code only in another language."""
    best = {sense.kind: sense.score for sense in reversed(word.senses)}
    if "filler" not in best:
        return False
    return len(word.folded) <= HIDDEN or best["filler"] > best.get("risk", 1.0)


def _score(sense: Sense, scores: dict[str, float], *, counted: bool, mere: bool) -> None:
    """`mere`: a disease that is only a sign of another one here."""
    kind = "sign" if mere and sense.kind == "risk" else sense.kind
    if kind == "intent":
        _better(sense.meaning, sense.score, scores)
    elif kind == "vaccine":
        _better(VACCINATION, NAMED * sense.score, scores)
    elif kind == "service":
        _better(CLINIC, SERVICE * sense.score, scores)
    elif kind in REPORTING:
        _better("report", REPORTING[kind] * sense.score, scores)
    if sense.kind == "risk" and not counted:
        _better(CLINIC, TREATED * sense.score, scores)
    if kind in ASKED:
        weight = COUNTED if counted and sense.kind == "risk" else ASKED[kind]
        _better(f"advice_{sense.meaning}", weight * sense.score, scores)


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
    when, day = comes or "when" in asks, any(any(map(word.means, DAYS)) for word in words)
    if "visit" in visiting:
        _better(VISITS, TOGETHER if when or asks or mark or day else VISIT, scores)
        if words[0].means("intent") != CANCEL:
            scores.pop(CANCEL, None)  # `pourquoi la visite est annulée`
    if when and (clinic or service is not None):
        sure = clinic or comes or service != "vaccination"
        _better(VISITS, TOGETHER if sure else SERVICE, scores)
    elif service not in (None, HELD) and day and (mark or "what" in asks):
        _better(VISITS, SERVICE, scores)  # `vaccination demain ?`
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
