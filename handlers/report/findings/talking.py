"""What is asked, wished or remarked beside a disease: does the message report it at all? Pure."""

from __future__ import annotations

from bot.understanding.small import small
from handlers.report.findings.aging import PERSONS
from handlers.report.findings.counting import HARM
from handlers.report.findings.labels import Label, Part

TALK = ("question",)
# Talk in which numbers may count doses, tests, boxes or people who are well.
COUNTS_OTHER = (
    "supply", "past", "well", "what", "advice_vaccination", "advice_malaria", "advice_measles",
)  # fmt: skip
# Beside a report of somebody who is described these may be remarks: it is asked.
REMARKS = ("well", "past", "nearest_clinic", "mark", "what", "supply", "advice_vaccination")
PLAIN_REMARKS = ("well", "past", "supply")
PEOPLE = ("case", "sex", "age", "sign")
KNOWN = ("tested", "nearest_clinic")
RUMOUR = tuple(small("rumour"))
NEXT = 5  # characters of a number and what parts it from its word
ADVICE = ("advice_vaccination", "advice_malaria", "advice_measles", "schedule", "nearest_clinic")


def asked_first(part: Part) -> bool:
    """`que faire pour un enfant qui a la rougeole`: no number but an article."""
    counted_ = [label for label in part.labels if label.number is not None]
    return part.labels[0].kind in TALK and all(label.number == 1 for label in counted_)


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
    new = aged and (counted or part.of("place"))
    all_well = well and not part.loose and not some and not new
    if all_well or part.of("question", "tested") or _elsewhere(part):
        return True
    if any(x.kind == "case" and x.value == "case" and x.number is not None for x in part.labels):
        return False
    other = {*COUNTS_OTHER} - ({"well"} if new else set())
    return any(label.value in other for label in _talking(part))


def _elsewhere(part: Part) -> bool:
    """Told by others, or not now. A *rumour* of guinea worm is what a report of it is called."""
    risk = part.first("risk")
    worm = risk is not None and risk.value == ("guinea_worm",)
    worm = worm or {"worm", "emerging"} <= {x.value for x in part.of("sign")}
    told = part.of("elsewhere")
    return any(not (worm and x.piece.word.startswith(RUMOUR)) for x in told)


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
    behind = risk.number_at + len(str(risk.number)) + 1
    if any(x.piece.start == behind for x in talking):
        return False  # `palu 12 kits`
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


def known_by_a_test(part: Part) -> bool:
    """`mon voisin de 37 ans a le covid, test fait à l'hôpital`: somebody, and how it is known."""
    somebody = part.of("sex") and any(x.value.months is not None for x in part.of("age"))
    tested = bool(part.of("question", "tested")) and bool(part.of("risk"))
    return bool(somebody) and tested and all(x.value in KNOWN for x in _talking(part))


def _talking(part: Part) -> list[Label]:
    return [x for x in part.labels if x.kind in TALK or (x.kind == "intent" and x.value in ADVICE)]
