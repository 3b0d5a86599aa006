"""What is sought: a clinic, or the days of visits. By what stands together in a message."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.small import small
from bot.understanding.words import FOREIGN, Word

CLINIC, VISITS, VACCINATION = "nearest_clinic", "schedule", "advice_vaccination"
MALARIA_ADVICE, ADVISED = "advice_malaria", 0.85  # what can be reported can also be asked about
SERVICE = 0.7  # who names a service wants to know where it is
TOGETHER = 0.95  # two words that say it only together
BESIDE = 0.5  # what one of them would have said alone
VISIT = 0.75  # "visite boni": who names a visit wants to know when it is
HEARD = 0.9  # a word of asking that is spelled as it sounds
VACCINE, MALARIA, ANTENATAL, PREGNANT = "vaccination", "malaria", "antenatal", "childbirth"
HELD = "consultation"  # any day: who asks for a doctor today asks where
IMMUNE = ("vaccinated", "unvaccinated")
VISITING = "visiting"  # words for coming by, as a mobile clinic does, and for a visit
DAYS = ("weekday", "coming")
CANCEL = "cancel"
DATES, TEAM = small("date_of_visits"), small("team_that_comes")
WHERE = "ou"  # `où`, without its accent
CODE = 2  # letters of a disease's code, which is a common word outside a report
BETWEEN_DAYS = 5  # words and signs from one day to the other: `mercredi ou c'est jeudi`
A_DAY = 3  # letters of a word for days that is no mere unit: `j`, `d`


@dataclass(frozen=True, slots=True)
class Sought:
    """`asks`: question words. `day` is one of the calendar, `days`: the word alone, "which days".

    `marked`: with a question mark. `counted`: with a number. `team`: of who comes.
    `which_day`: one of two. `treated`: of malaria, and how the sick one is.
    """

    service: str | None
    clinic: bool
    asks: frozenset[str]
    visiting: frozenset[str]
    day: bool
    days: bool
    marked: bool
    counted: bool
    team: bool
    which_day: bool
    treated: bool

    @property
    def when(self) -> bool:
        return "comes" in self.visiting or "when" in self.asks

    @property
    def asked(self) -> bool:
        return self.marked or "what" in self.asks

    def visits(self) -> float:
        """How sure it is that a clinic or a service is there, and its days are asked for."""
        if self.treated and "when" not in self.asks:
            return 0.0  # `fini le traitement palu samedi, la fièvre revient. Il faut refaire ?`
        if self.when and (self.clinic or self.service is not None):
            if "where" in self.asks and not (self.clinic or self.team or "when" in self.asks):
                return 0.0  # `j'arrive demain à Garalo, où faire un test palu`
            sure = self.clinic or "comes" in self.visiting or self.service != VACCINE
            return TOGETHER if sure else SERVICE
        if self.service is not None and self.days and not self.counted:
            return TOGETHER
        if self.service is not None and self.which_day:
            return TOGETHER  # `vaccination Nkourala, mercredi ou jeudi`
        if self.service in (None, HELD) or "where" in self.asks:
            return 0.0
        return SERVICE if self.day and self.asked else 0.0  # `vaccination demain ?`

    def comes_by(self) -> float:
        """Of a visit by name, or of who comes: `u be na tarata wa`, `ils passent quand`."""
        told = bool(self.asks) or self.day or self.marked
        if self.team and self.marked and "comes" in self.visiting:
            return VISIT  # `l'équipe va quand même venir ?`
        if "visit" in self.visiting:
            return TOGETHER if self.when or told else VISIT
        coming = "when" in self.asks or (self.day and self.asked)
        return VISIT if "comes" in self.visiting and coming else 0.0


def service_meant(words: Sequence[Word], slots: Mapping[str, str]) -> str | None:
    """`enceinte, consultation` is antenatal care; `where can he be vaccinated` a vaccination."""
    service = _best_service(words) or slots.get("service")
    signs = {word.means("sign") for word in words} - {None}
    risks = {word.means("risk") for word in words if len(word.folded) > CODE} - {None}
    where = "where" in _heard(words, "question") or _at_an_end(words)
    if service == HELD and signs == {PREGNANT} and not risks:
        return ANTENATAL
    if service is None and where and not _counts_people(words):
        return _implied(signs, risks, slots)
    return service


def _implied(
    signs: Collection[str | None], risks: Collection[str | None], slots: Mapping[str, str]
) -> str | None:
    """`où soigner le palu`, `ma femme est enceinte, où aller`."""
    if slots.get("mark") in IMMUNE:
        return VACCINE
    if risks == {MALARIA}:
        return MALARIA
    return ANTENATAL if signs == {PREGNANT} and not risks else None


def _best_service(words: Sequence[Word]) -> str | None:
    """`docteur, où faire le vaccin`: rather what is sought than whom they speak to."""
    named = [word for word in words if word.means("service")]
    return next((w.means("service") for w in named if w.means("filler") != "role"), None)


def _counts_people(words: Sequence[Word]) -> bool:
    """A number that is no age: `mon petit a 2 ans`."""
    after = (words[at + 1 : at + 2] for at, word in enumerate(words) if word.number is not None)
    return any(not each or each[0].means("unit") is None for each in after)


def weigh_places(
    words: Sequence[Word], service: str | None, scores: dict[str, float], *, counted: bool
) -> None:
    """`clinique` and `quand`: the visits; `vaccin` and `ou`: the clinic."""
    sought = _sought(words, service, clinic=scores.get(CLINIC, 0.0) >= FOREIGN, counted=counted)
    visits = sought.visits()
    better(VISITS, max(visits, sought.comes_by(), _only_when(words)), scores)
    asked = "visit" in sought.visiting or (sought.clinic and sought.when)
    if asked and words[0].means("intent") != CANCEL:
        scores.pop(CANCEL, None)  # `pourquoi la visite est annulée`
    if not visits and "where" in sought.asks and (service is not None or not counted):
        better(CLINIC, TOGETHER, scores)
    elif not visits and service == MALARIA and not _only_where(sought):
        scores[CLINIC] = scores[CLINIC] * BESIDE
        better(MALARIA_ADVICE, ADVISED, scores)
    if "when" in sought.asks and scores.get(VISITS, 0.0) >= scores.get(CLINIC, 0.0) > 0:
        scores[CLINIC] *= BESIDE  # `quand l'équipe mobile du CSCom sera à Domba`
    if "where" not in sought.asks and "zero" in _exact(words, "zero"):
        for name in {CLINIC, VISITS} & scores.keys():
            scores[name] *= BESIDE  # `rien à signaler, CSRef Koro`: from where it comes
    if max(scores.get(VISITS, 0.0), scores.get(CLINIC, 0.0)) >= TOGETHER and VACCINATION in scores:
        scores[VACCINATION] *= BESIDE


def _only_when(words: Sequence[Word]) -> float:
    """`tuma jumɛn ?`, `quand`: the whole message."""
    said = _said(words)
    alone = bool(said) and all(word.means("question") == "when" for word in said)
    return SERVICE if alone else 0.0


def _only_where(sought: Sought) -> bool:
    """`test palu koro`, `nearest malaria test ?`; but `test palu comment ?` wants to know more."""
    return "what" not in sought.asks and (sought.clinic or not sought.marked)


def _sought(words: Sequence[Word], service: str | None, *, clinic: bool, counted: bool) -> Sought:
    asks = _heard(words, "question")
    accented = service is not None and any(word.text.casefold() == "où" for word in words)
    if accented or _at_an_end(words):
        asks |= {"where"}
    number = counted or any(word.means("number") for word in words)
    return Sought(
        service,
        clinic=clinic,
        asks=frozenset(asks),
        visiting=frozenset(_heard(words, VISITING)),
        day=any(word.means(kind) for word in words for kind in DAYS),
        days=any(map(_names_days, words)) and not any(map(_tells_of_illness, words)),
        marked=any(word.text == "?" for word in words),
        counted=number,
        team=any(word.folded in TEAM for word in words),
        which_day=_which_day(words),
        treated=service == MALARIA and any(word.means("sign") for word in words),
    )


def _which_day(words: Sequence[Word]) -> bool:
    """`mercredi ou c jeudi`: one of two, with a word between at most."""
    days = [at for at, word in enumerate(words) if word.means("weekday")]
    return any(
        after - at <= BETWEEN_DAYS and any(w.means("either") for w in words[at:after])
        for at, after in pairwise(days)
    )


def _at_an_end(words: Sequence[Word]) -> bool:
    """A message does not begin or end with "or": `ou accoucher`, `le docteur c ou ?`."""
    said = _said(words)
    return bool(said) and (said[0].means("either") is not None or said[-1].folded == WHERE)


def _names_days(word: Word) -> bool:
    """`antenatal day`, `CPN jours`, `date vaccin`."""
    return (word.means("unit") == "day" and len(word.folded) >= A_DAY) or word.folded in DATES


def _tells_of_illness(word: Word) -> bool:
    """`mal depuis des jours, docteur koro`: how long it lasts."""
    return word.means("when") == "since" or any(word.means(kind) for kind in ("sign", "risk"))


def _said(words: Sequence[Word]) -> list[Word]:
    """Words and phrases, without signs."""
    return [word for word in words if word.folded[:1].isalnum()]


def _exact(words: Sequence[Word], kind: str) -> set[str]:
    return {s.meaning for word in words for s in word.senses if s.kind == kind and s.exact}


def _heard(words: Sequence[Word], kind: str) -> set[str]:
    """Spelled right, or as it sounds; not `sera` in Bambara, which is French only by chance."""
    return {
        sense.meaning
        for word in words
        for sense in word.senses
        if sense.kind == kind and (sense.exact or sense.score >= HEARD)
        if sense.score >= word.senses[0].score
    }


def better(name: str, weight: float, scores: dict[str, float]) -> None:
    if weight > scores.get(name, 0.0):
        scores[name] = weight
