"""Which health risk a part tells of: named, or described by its signs; else we ask."""

from __future__ import annotations

from bot.folding import fold
from bot.understanding.small import small
from bot.understanding.words import FOREIGN
from handlers.report.findings import doubts
from handlers.report.findings.aging import PERSONS
from handlers.report.findings.counting import HARM, Counted
from handlers.report.findings.doubts import Decided, Doubt
from handlers.report.findings.labels import Label, Part
from handlers.report.findings.several import many
from handlers.report.findings.talking import talk
from handlers.report.risks import Risks
from handlers.report.words.pieces import BY_EAR, doubtful

SAID = ("death", "emergency")  # no signs of the list, and they tell which disease it is
FIFTEEN = 15 * 12  # months
CHILDREN = small("child")
COMPLICATION = "complication"  # an illness of its own, and of what else is told
WHAT_TO_DO = small("what_to_do") | {"?"}
TESTS = small("test")
NEXT = 5  # characters of a number and what parts it from its word


def risk_of(
    part: Part, key: str, count: Counted, risks: Risks, decided: Decided
) -> str | Doubt | None:
    if chosen := decided.get(f"{key}.risk"):
        return chosen
    told = (x for x in part.labels if x.number != 0)  # `no fever` is no fever
    said: tuple[str, ...] = SAID if count.total == 1 or _all_of_them(part) else SAID[:1]
    herd = any("animal" in (x.value, x.piece.sign) for x in part.labels)
    if not herd and any(
        x.number and x.number < (count.total or 0) for x in part.of("mark", "death")
    ):
        said = ()  # `15 malades, cause inconnue, 2 morts`: what the others have is the question
    signs = frozenset(str(x.value) for x in told if x.kind == "sign" or x.value in said)
    signs |= _of_the_cases(part, count)
    if (named := part.first("risk")) is not None:
        return _named(part, key, count, named, signs, risks)
    if (other := part.first("unlisted")) is not None:
        described = risks.described(signs)
        of_herds = described is not None and risks[described].kind == "animal"
        if described and (other.value == COMPLICATION or of_herds) and other.number is None:
            return described
        offered = ((described,) if described else ()) + risks.offered(frozenset(("unexplained",)))
        return doubts.unlisted(f"{key}.risk", other.piece.text, offered, risks)
    if described := risks.described(signs):
        if all(_spelled(label) for label in part.labels if label.kind == "sign"):
            return described
        words = " ".join(x.piece.text for x in part.labels if x.kind == "sign")
        return doubts.which_risk(f"{key}.risk", words, (described,), risks)
    return _undescribed(part, key, count, signs, risks)


def _all_of_them(part: Part) -> bool:
    """`5 enfants avec palu et convulsions`; of `palu 12 cas, convulsions` it may be some."""
    apart = part.of("within") or part.loose or [x for x in part.of("mark") if x.number is not None]
    numbers = [x for x in part.labels if x.number is not None]
    people = all(x.kind in ("sex", "age") or x.value in PERSONS for x in numbers)
    return not apart and len(numbers) == 1 and people


def _named(
    part: Part, key: str, count: Counted, named: Label, signs: frozenset[str], risks: Risks
) -> str | Doubt:
    """A disease by its name, or what its signs make of it."""
    ids = [each for each in named.value if each in risks]
    if whole := _more_than_a_symptom(named, ids, signs, risks):
        return whole
    if other := _besides_the_test(named, ids, signs, risks):
        return doubts.which_risk(f"{key}.risk", named.piece.text, (other, *ids), risks)
    if len(ids) == 1 and not doubtful(named.piece):
        turned = risks.turned(ids[0], signs)
        if turned == ids[0] or not _of_some(part, ids[0], count, risks):
            return _of_whom(part, key, (ids[0], turned), risks)
        ids = [ids[0], turned]
    offered = ids or risks.offered(frozenset(("illness",)))
    return doubts.which_risk(f"{key}.risk", named.piece.text, offered, risks)


def _is_a_child(label: Label) -> bool:
    return fold(label.piece.text).rstrip("s") in CHILDREN


def _of_the_cases(part: Part, count: Counted) -> frozenset[str]:
    """How many and how old they are, where that makes a risk of a sign (risks.toml)."""
    ages = [x.value for x in part.of("age")]
    young = bool(ages) and all(
        age.group == "under5" if age.months is None else age.months < FIFTEEN for age in ages
    )
    children = [x for x in (*part.of("sex"), *part.of("case", "child")) if x.piece.sign != "animal"]
    if not ages and children and all(_is_a_child(x) for x in children):
        young = True
    said = {"several": (count.total or 0) > 1, "under15": young}
    return frozenset(name for name, holds in said.items() if holds)


def _more_than_a_symptom(
    named: Label, ids: list[str], signs: frozenset[str], risks: Risks
) -> str | None:
    """`fever, cough and a rash` is no cough: what its other signs are together."""
    slight = bool(named.piece.sign) and len(ids) == 1 and not risks[ids[0]].immediate
    return risks.described(signs) if slight and named.number is None else None


def _besides_the_test(
    named: Label, ids: list[str], signs: frozenset[str], risks: Risks
) -> str | None:
    """`jambe faible, TDR positif`: it may be malaria, and must not hide a paralysis."""
    tested = not TESTS.isdisjoint(named.piece.word.split())
    described = risks.described(signs) if tested else None
    hidden = described is not None and described not in ids and risks[described].immediate
    return described if hidden else None


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


def _of_some(part: Part, named: str, count: Counted, risks: Risks) -> bool:
    """`3 diarrhées, 1 avec du sang`: the sign is told of fewer than all."""
    turning = [
        x for x in part.of("sign") if risks.turned(named, frozenset((str(x.value),))) != named
    ]
    return any(x.number is not None and x.number < (count.total or 0) for x in turning)


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
        or x.value in HARM
        or (x.kind == "sex" and len(x.piece.text) > 1)
        for x in part.labels
    )
    silent = talk(part) or (count.total is None and not signs)
    told = count.total or any(x.number for x in part.labels)
    died = told and any(x.number != 0 for x in part.of("mark", "death"))  # `3 morts, on sait pas`
    silent = (silent and not _asks_for_help(part)) or count.total == 0
    if (silent and not died) or not people:
        return None
    offered = risks.offered(signs) or risks.offered(frozenset(("illness",)))
    first = next((x for x in part.labels if x.kind == "sign" or x.value in HARM), None)
    first = first or (part.first("case") if count.total is None else None)
    words = first.piece.text if first else str(count.total)
    return doubts.which_risk(f"{key}.risk", words, offered, risks)


def _asks_for_help(part: Part) -> bool:
    """`several people are sick in Koro, can someone come?`, `cas suspect à Koro, que faire ?`"""
    helpless = all(x.piece.word in WHAT_TO_DO for x in part.of("question"))
    ill = any(x.number is not None or (many(x) and helpless) for x in part.of("sign", "illness"))
    ill = ill or bool(part.of("sign", "illness") and part.of("case"))
    return bool((ill or part.of("case", "case")) and part.of("place"))


def _spelled(label: Label) -> bool:
    """A sign that was only guessed at tells of no disease without asking."""
    return label.piece.score >= BY_EAR * FOREIGN
