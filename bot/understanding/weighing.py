"""What the words of a message, one by one and together, speak for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bot.understanding.introducing import without_introduction
from bot.understanding.said import is_of_illness
from bot.understanding.seeking import (
    ADVISED,
    BESIDE,
    CLINIC,
    IMMUNE,
    MALARIA,
    MALARIA_ADVICE,
    SERVICE,
    TOGETHER,
    VACCINATION,
    VISITS,
    better,
    service_meant,
    weigh_places,
)
from bot.understanding.small import small
from bot.understanding.words import Sense, Word, without_phones

# What belongs to a report even without the word for it.
REPORTING = {"risk": 0.8, "sign": 0.4, "case": 0.3, "mark": 0.3}
# What can be reported can also be asked about: `advice_measles`, before the report where nothing
# is counted. Whoever advises looks closer, and passes on what is none of theirs.
ASKED = {"risk": ADVISED, "sign": 0.45}
COUNTED = 0.3
PERSONS = 0.2
GUESSED = 0.75  # of a word that is only like a disease, beside one that asks for a clinic
NAMED = 0.9  # a vaccine, and nothing else has that name
TREATED = 0.2  # who names an illness and counts nobody may want to know where it is treated
MORE = "more"  # of what was shown
MEDICINE, MEDICINE_ADVICE = "medicine", "advice_medicine"
ORDINALS, PLEAS = small("ordinal"), small("pleads_for_help")
MENU = "advice_menu"  # "conseil", unless about what is said too
HELP = "help"  # `help`, and a word of help within a question
POLITE = ("greeting", "thanks")
WISH = 0.75  # from which on something is wanted beside a greeting
HIDDEN = 2  # letters of a code that a common word may be: `me` is also meningitis
LITTLE_TOLD = ("case", "mark")
LITTLE = 3  # letters of a word that is a wish only almost alone: `kan`
FEW = 3  # words of such a message


def told(words: Sequence[Word]) -> tuple[dict[str, float], dict[str, str]]:
    """Scores of intents, and the first word of each kind."""
    words = without_introduction(words)
    scores: dict[str, float] = {}
    slots: dict[str, str] = {}
    numbers = without_phones(words)
    counted = any(
        word.number is not None and not _in_order(numbers, at) for at, word in enumerate(numbers)
    )
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
    if (service := service_meant(words, slots)) is not None:
        slots["service"] = service
    _weigh_together(words, slots, scores, counted=counted)
    _weigh_politeness(words, scores)
    return scores, slots


def _in_order(words: Sequence[Word], at: int) -> bool:
    """`une 2e fois`: which one, and not how many."""
    after = words[at + 1] if at + 1 < len(words) else None
    return after is not None and after.folded in ORDINALS and after.start == words[at].end


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
    """`kan`, `more`; but not `BCG`, which is nothing else."""
    if sense.kind == "intent" and sense.meaning == MORE:
        return True
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
        better(sense.meaning, sense.score, scores)
    elif kind == "vaccine":
        better(VACCINATION, NAMED * sense.score, scores)
    elif kind == "service":
        better(CLINIC, SERVICE * sense.score, scores)
    elif kind in REPORTING:
        better("report", REPORTING[kind] * sense.score, scores)
    elif kind == "sex" and counted:  # `3 f koro`: who, how many and where
        better("report", PERSONS * sense.score, scores)
    if sense.kind == "risk" and not counted:
        better(CLINIC, TREATED * sense.score, scores)
    if kind in ASKED:
        weight = COUNTED if counted and sense.kind == "risk" else ASKED[kind]
        better(f"advice_{sense.meaning}", weight * sense.score, scores)


def _weigh_together(
    words: Sequence[Word], slots: dict[str, str], scores: dict[str, float], *, counted: bool
) -> None:
    """`conseil palu` is about malaria; `non vacciné` asks for what is missing."""
    weigh_places(words, slots.get("service"), scores, counted=counted)
    if not counted and _asks_of_a_test(words):
        better(MALARIA_ADVICE, ADVISED, scores)
        scores[CLINIC] = scores.get(CLINIC, 0.0) * BESIDE
    if HELP in scores and len(words) > FEW and _wants_more_than_help(words, scores):
        del scores[HELP]
    medicine = any(word.means("filler") == MEDICINE for word in words)
    if medicine and _asks(words) and "risk" not in slots:
        better(MEDICINE_ADVICE, ADVISED, scores)
    if MENU in scores and any(n.startswith("advice_") and n != MENU for n in scores):
        scores[MENU] *= BESIDE * BESIDE
    told = {"risk", "sign"} if _of_an_age(words) else {"risk", "sign", "number"}
    if slots.get("mark") in IMMUNE and not told & slots.keys():
        better(VACCINATION, TOGETHER * BESIDE, scores)


def _wants_more_than_help(words: Sequence[Word], scores: Mapping[str, float]) -> bool:
    """`aidez-moi, mon bébé a de la fièvre`: what to do, or where to go, and not what we can do."""
    ill = any(map(is_of_illness, words))
    pleads = any(word.means("intent") == HELP and word.folded in PLEAS for word in words)
    sought = max(scores.get(CLINIC, 0.0), scores.get(VISITS, 0.0)) >= SERVICE
    return ill or (pleads and sought) or _asks_about(words) or _names_a_topic(scores)


def _of_an_age(words: Sequence[Word]) -> bool:
    """`kalo kononton`, in words: the only number is that of an age."""
    numbers = [at for at, word in enumerate(words) if word.means("number")]
    beside = [
        word for at in numbers for word in (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
    ]
    return len(numbers) == 1 and any(word.means("unit") for word in beside)


def _names_a_topic(scores: Mapping[str, float]) -> bool:
    """`j'ai perdu le carnet de vaccination, comment faire`."""
    return any(n.startswith("advice_") and n != MENU and s >= 1 for n, s in scores.items())


def _asks_about(words: Sequence[Word]) -> bool:
    """`sanke bɛ dɛmɛ sumaya la wa`: of nets and malaria it is asked whether they help."""
    told = [word for word in words if word.means("risk") and not word.means("filler")]
    topics = [word for word in words if (word.means("intent") or "").startswith("advice_")]
    return bool(told and topics) and any(word.means("question") == "what" for word in words)


def _asks_of_a_test(words: Sequence[Word]) -> bool:
    """`TDR positif, et après ?`: what to do now; not `TDR positif koro`, nor another test."""
    told = {word.means("filler") for word in words}
    risks = {word.means("risk") for word in words} - {None}
    malaria = risks == {MALARIA} or ("rapid_test" in told and not risks)
    where = any(word.means("question") == "where" for word in words)
    return "positive" in told and malaria and _asks(words) and not where


def _asks(words: Sequence[Word]) -> bool:
    return any(word.means("question") == "what" or word.text == "?" for word in words)


def _weigh_politeness(words: Sequence[Word], scores: dict[str, float]) -> None:
    """`bonjour, clinique koro` asks; `merci pour la clinique` thanks, `merci, et demain ?` asks.

    A title is no service: `bonjour docteur`.
    """
    if not scores.keys() & POLITE:
        return
    thanked = next((w.means("intent") for w in words if w.folded[:1].isalnum()), None) == "thanks"
    asked = any(word.text == "?" or word.means("question") for word in words)
    if thanked and not asked:
        return
    wishes = max((score for name, score in scores.items() if name not in POLITE), default=0.0)
    served = any(w.means("service") and (asked or w.means("filler") != "role") for w in words)
    if wishes >= WISH or served:
        for name in scores.keys() & POLITE:
            scores[name] *= BESIDE
