"""Which health risk a part tells of: named, or described by its signs; else we ask."""

from __future__ import annotations

from bot.understanding.words import FOREIGN
from handlers.report import doubts
from handlers.report.counting import HARM, PERSONS, Counted
from handlers.report.doubts import Decided, Doubt
from handlers.report.parts import Label, Part
from handlers.report.pieces import BY_EAR, doubtful
from handlers.report.risks import Risks

TALK = ("question",)
# Talk in which numbers may count doses, tests, boxes or people who are well.
COUNTS_OTHER = (
    "supply", "past", "well", "what", "advice_vaccination", "advice_malaria", "advice_measles",
)  # fmt: skip
# Beside a report of somebody who is described these may be remarks: it is asked.
REMARKS = ("well", "past", "nearest_clinic", "mark", "what", "supply", "advice_vaccination")
PLAIN_REMARKS = ("well", "past", "supply")
PEOPLE = ("case", "sex", "age", "sign")
SAID = ("death", "emergency")  # no signs of the list, and they tell which disease it is
FIFTEEN = 15 * 12  # months
NEXT = 5  # characters of a number and what parts it from its word
ADVICE = ("advice_vaccination", "advice_malaria", "advice_measles", "schedule", "nearest_clinic")


def risk_of(
    part: Part, key: str, count: Counted, risks: Risks, decided: Decided
) -> str | Doubt | None:
    if chosen := decided.get(f"{key}.risk"):
        return chosen
    told = (x for x in part.labels if x.number != 0)  # `no fever` is no fever
    said = SAID if count.total == 1 else SAID[:1]  # of several, which one convulses?
    signs = frozenset(str(x.value) for x in told if x.kind == "sign" or x.value in said)
    signs |= _of_the_cases(part, count)
    named = part.first("risk")
    if named is not None:
        ids = [each for each in named.value if each in risks]
        if whole := _more_than_a_symptom(named, ids, signs, risks):
            return whole
        if len(ids) == 1 and not doubtful(named.piece):
            return _of_whom(part, key, (ids[0], risks.turned(ids[0], signs)), risks)
        offered = ids or risks.offered(frozenset(("illness",)))
        return doubts.which_risk(f"{key}.risk", named.piece.text, offered, risks)
    if (other := part.first("unlisted")) is not None:
        described = risks.described(signs)
        offered = ((described,) if described else ()) + risks.offered(frozenset(("unexplained",)))
        return doubts.unlisted(f"{key}.risk", other.piece.text, offered, risks)
    if described := risks.described(signs):
        if all(_spelled(label) for label in part.labels if label.kind == "sign"):
            return described
        words = " ".join(x.piece.text for x in part.labels if x.kind == "sign")
        return doubts.which_risk(f"{key}.risk", words, (described,), risks)
    return _undescribed(part, key, count, signs, risks)


def _of_the_cases(part: Part, count: Counted) -> frozenset[str]:
    """How many and how old they are, where that makes a risk of a sign (risks.toml)."""
    ages = [x.value for x in part.of("age")]
    young = bool(ages) and all(
        age.group == "under5" if age.months is None else age.months < FIFTEEN for age in ages
    )
    said = {"several": (count.total or 0) > 1, "under15": young}
    return frozenset(name for name, holds in said.items() if holds)


def _more_than_a_symptom(
    named: Label, ids: list[str], signs: frozenset[str], risks: Risks
) -> str | None:
    """`fever, cough and a rash` is no cough: what its other signs are together."""
    slight = bool(named.piece.sign) and len(ids) == 1 and not risks[ids[0]].immediate
    return risks.described(signs) if slight and named.number is None else None


def _of_whom(part: Part, key: str, ids: tuple[str, str], risks: Risks) -> str | Doubt:
    """`mort subite de 25 poules` befell no people; of people and animals together it is asked."""
    found, turned = ids
    if found == turned or risks[turned].kind != "animal":
        return turned
    animal = part.of("sign", "animal")[0]
    people = any(x.kind in ("case", "sex", "age") for x in part.labels)
    theirs = animal.number is not None or _said_of(part, animal)
    if people != theirs:
        return found if people else turned
    words = f"{part.of('risk')[0].piece.text} / {animal.piece.text}"
    return doubts.which_risk(f"{key}.risk", words, ids, risks)


def _said_of(part: Part, animal: Label) -> bool:
    """`3 morts inexpliquées de moutons`: right behind the word."""
    risk = part.of("risk")[0]
    between = animal.piece.start - risk.piece.end
    return 0 < between <= NEXT and risk.number_at < risk.piece.start


def _undescribed(
    part: Part, key: str, count: Counted, signs: frozenset[str], risks: Risks
) -> Doubt | None:
    """Signs of many diseases, or a number of sick people and no disease: we ask."""
    people = any(
        x.kind in ("case", "age", "sign")
        or x.value == "death"
        or (x.kind == "sex" and len(x.piece.text) > 1)
        for x in part.labels
    )
    if talk(part) or not people or (count.total is None and not signs):
        return None
    if count.total == 0:
        return None
    offered = risks.offered(signs) or risks.offered(frozenset(("illness",)))
    first = next((x for x in part.labels if x.kind == "sign" or x.value == "death"), None)
    words = first.piece.text if first else str(count.total)
    return doubts.which_risk(f"{key}.risk", words, offered, risks)


def asked_first(part: Part) -> bool:
    """`que faire pour un enfant qui a la rougeole`: no number but an article."""
    counted_ = [label for label in part.labels if label.number is not None]
    return part.labels[0].kind in TALK and all(label.number == 1 for label in counted_)


def _spelled(label: Label) -> bool:
    """A sign that was only guessed at tells of no disease without asking."""
    return label.piece.score >= BY_EAR * FOREIGN


def numbered(part: Part) -> bool:
    """Whether anything was counted but by an article: "l'enfant va bien" counts nobody."""
    return bool(part.loose) or any(label.number is not None for label in part.labels)


def talk(part: Part) -> bool:
    """A question or a wish about a disease, no report of it."""
    return bool(_talking(part))


def other_matter(part: Part) -> bool:
    """`il reste 2 flacons de vaccin rougeole`: stocks, unless people or the disease are counted.

    Of `campagne rougeole, 350 enfants vaccinés` nobody is ill.
    """
    risk = part.first("risk")
    if risk is None or not part.of("question", "supply"):
        return False
    if part.of("mark", "vaccinated") and not _ill(part):
        return True
    people = any(x.kind in PEOPLE or x.value in HARM for x in part.labels)
    return not people and not _counted_itself(risk)


def _ill(part: Part) -> bool:
    """Whether people are said to be ill, not only to be there."""
    told = (x for x in part.labels if x.kind in ("case", "sign") or x.value in HARM)
    return any(x.value not in PERSONS for x in told)


def _counted_itself(risk: Label) -> bool:
    """Whether its number stands right beside it: `palu 5, besoin de TDR`."""
    if risk.number is None:
        return False
    piece = risk.piece
    return piece.start - NEXT <= risk.number_at <= piece.end + 1


def unclear(part: Part) -> bool:
    """`200 enfants vaccinés contre la rougeole`, `besoin de 20 TDR palu`: numbers of what?

    Where cases are counted by that word, the rest is a remark; but a test is none until it is
    positive, and "les 3 cas sont guéris" is news of those that were reported.
    """
    if _supplies_only(part) or wants_serum(part):
        return False
    counted = [x for x in part.of("case", "case") if x.number is not None]
    aged = any(x.value.months is not None for x in part.of("age"))
    well = part.of("question", "well")
    some = any(x.number < y.number for x in well for y in counted if x.number and y.number)
    all_well = well and not part.loose and not some and not (counted and aged)
    if all_well or part.of("question", "tested") or part.of("elsewhere"):
        return True
    if any(x.kind == "case" and x.value == "case" and x.number is not None for x in part.labels):
        return False
    return any(label.value in COUNTS_OTHER for label in _talking(part))


def wants_serum(part: Part) -> bool:
    """`mordue par un chat, besoin du vaccin`: who was bitten needs it; no child is asked about."""
    risk, talking = part.first("risk"), _talking(part)
    told = any(x.kind in ("sex", "age") or x.value in PERSONS for x in part.labels)
    bitten = told and (risk.value == ("rabies",) if risk else bool(part.of("sign", "bite")))
    bitten = bitten and part.labels[0].kind not in (*TALK, "intent")
    wishes = ("advice_vaccination", "supply", "where", "nearest_clinic", "what", "mark")
    return bitten and bool(talking) and all(x.value in wishes for x in talking)


def _supplies_only(part: Part) -> bool:
    """`malaria 8, 2 deaths. Send vaccines`: the disease has its number, the wish comes after."""
    risk, talking = part.first("risk"), _talking(part)
    people = [x for x in (*part.of("sex"), *part.of("age")) if x.number is not None]
    if risk is None or not talking or not (people or (_counted_itself(risk) and not risk.before)):
        return False  # `20 malaria kits remaining`
    told = max(x.piece.end for x in (risk, *people))
    after = all(x.value in ("supply", "past") and x.piece.start > told for x in talking)
    return after and all(x.number is None for x in talking)


def told_in_passing(part: Part) -> bool:
    """`méningite, fille, Koro, guérie maintenant`: nothing is asked, and somebody is described.

    A hospital on the way, a fall that there was not, a mother who is well make no question of it.
    """
    remarks = all(x.value in REMARKS for x in _talking(part)) and part.labels[0].kind not in TALK
    somebody = any(x.kind in ("sex", "age") or x.value in PERSONS for x in part.labels)
    plain = all(x.value in PLAIN_REMARKS for x in _talking(part))
    aged = plain and any(x.value.months is not None for x in part.of("age"))
    return remarks and somebody and bool(part.of("place") or part.of("date") or aged)


def _talking(part: Part) -> list[Label]:
    return [x for x in part.labels if x.kind in TALK or (x.kind == "intent" and x.value in ADVICE)]
