"""Numbers that count supplies, not people: `envoyez 40 TDR palu`, `vaccin rougeole 30 reçus`. Pure.

Only where something is asked for, sent or has come; `30 TDR palu` alone may be thirty cases.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where
from handlers.report.words.spans import idle, kind_at, sentences

WARES = ("advice_malaria", "advice_vaccination")  # nets, vaccines: also what one asks about
NAMED_WARES = ("ware", "rapid_test")
PEOPLE = ("case", "sex", "age", "sign", "mark")
POSITIVE = ("positive", "+")  # `reçu 3 tests palu positifs` are cases
DESCRIBED = ("sex", "age", "sign")
ENDS = (",", ";", ".", "\n")
AGAINST = small("against")
DONE = small("vaccinated")
CAMPAIGNS, BY = small("campaign"), small("by")
TESTS = small("test")
LEFT = small("left_over")
BETWEEN = small("of", "boxes") | {"'"}
GIVES, GIVEN = small("gives_out"), ("reached", "supply")
KEPT = ("place", "date", "stroke", "onset", "question")


@only_where(values=(*WARES, "request", "supply", "vaccinated"), words=LEFT | CAMPAIGNS)
def stocked(pieces: Sequence[Piece]) -> list[Piece]:
    """Such numbers count nobody any more, and what they count is said to be a matter of supply."""
    pieces = _handed_out(_named_campaign(pieces))
    found = _given(_campaigned(_vaccinating(list(pieces))))
    if not any(map(_moves, pieces)):
        return found
    for at, piece in enumerate(pieces):
        if not is_ware(piece) or _positive(pieces, at):
            continue
        for number in (_before(found, at), _after(found, at)):
            if number is not None:
                found[number] = found[number]._replace(kind="filler", value="stock")
                found[at] = piece._replace(kind="question", value="supply")
    return found


def _campaigned(pieces: list[Piece]) -> list[Piece]:
    """Whom a campaign reached is vaccinated, or told something, and is not ill."""
    if not any(map(_is_campaign, pieces)):
        return pieces
    for at, piece in enumerate(pieces):
        ill_of = at + 1 < len(pieces) and pieces[at + 1].word in BETWEEN | BY
        if piece.value == "reached" and not ill_of:
            pieces[at] = piece._replace(kind="mark", value="vaccinated")
    return pieces


def _named_campaign(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """`campagne rougeole. À Koro 3 enfants avec ...`: what it is against is not what they have."""
    for at, piece in enumerate(pieces):
        risk = at + 1
        while risk < len(pieces) and pieces[risk].word in BETWEEN | AGAINST:
            risk += 1
        ends = kind_at(pieces, risk + 1) not in ("", "number")
        told = {each.kind for each in pieces[risk + 1 :]}
        ill = {"number", "risk"} <= told or {"number", "sign"} <= told
        if _is_campaign(piece) and kind_at(pieces, risk) == "risk" and ends and ill:
            return [*pieces[:at], *map(idle, pieces[at : risk + 1]), *pieces[risk + 1 :]]
    return pieces


def _handed_out(pieces: Sequence[Piece]) -> list[Piece]:
    """`15 moustiquaires données, 2 palu`, `an ye sange 30 di mogow ma`: the number is of nets, and
    nobody asks for them."""
    found: list[Piece] = []
    for clause in sentences(pieces, ENDS):
        numbers = [at for at, piece in enumerate(clause) if piece.kind == "number"]
        nets = [at for at, p in enumerate(clause) if p.kind == "intent" and p.value in WARES]
        given = any(p.value in GIVEN or not GIVES.isdisjoint(p.word.split()) for p in clause)
        named = any(piece.kind in ("risk", "sign", "unlisted") for piece in clause)
        if given and not named and len(numbers) == len(nets) == 1 and _next_to(*nets, *numbers):
            clause = [p if _stays(p) else idle(p) for p in clause]
        found += clause
    return found


def _stays(piece: Piece) -> bool:
    return piece.kind in KEPT and piece.value not in GIVEN


def _next_to(net: int, number: int) -> bool:
    return abs(net - number) == 1


def _is_campaign(piece: Piece) -> bool:
    named = piece.kind == "question" and piece.word in CAMPAIGNS
    return named or piece.value == "advice_vaccination"


def _vaccinating(pieces: list[Piece]) -> list[Piece]:
    """`on a vacciné 45 enfants`, `nyɔni boloci kɛra den 120 na`: what was done, not who is ill."""
    for at, piece in enumerate(pieces):
        if piece.value != "vaccinated":
            continue
        many = kind_at(pieces, at + 1) == "number" and pieces[at + 1].value > 1
        done = kind_at(pieces, at - 1) == "filler" and piece.word in DONE
        led = many and kind_at(pieces, at + 2) in PEOPLE and done
        led = led or _vaccinated_against(pieces, at)
        behind = piece.locale == "bm" and kind_at(pieces, at - 1) == "risk"
        if led or (behind and _many_follow(pieces, at)):
            given = piece._replace(kind="question", value="supply", text="", start=piece.end)
            return [*pieces[: at + 1], given, *pieces[at + 1 :]]
    return pieces


def _vaccinated_against(pieces: Sequence[Piece], at: int) -> bool:
    """`45 enfants vaccinés hier contre la rougeole`: what they were given."""
    people = kind_at(pieces, at - 1) in PEOPLE and kind_at(pieces, at - 2) == "number"
    after = at + 1
    while kind_at(pieces, after) in ("date", "place", "filler"):
        after += 1
    against = after < len(pieces) and pieces[after].word in AGAINST
    return people and pieces[at - 2].value > 1 and against


def _many_follow(pieces: Sequence[Piece], at: int) -> bool:
    """`den 120 na`: so many of them were vaccinated."""
    people = kind_at(pieces, at + 1) in ("case", "sex")
    return people and kind_at(pieces, at + 2) == "number" and pieces[at + 2].value > 1


def _given(pieces: list[Piece]) -> list[Piece]:
    """`vaccins rougeole: 85 enfants vaccinés`: the only disease names what they were given.

    Not where somebody is described, or is ill: those are asked about.
    """
    risks = [at for at, piece in enumerate(pieces) if piece.kind == "risk"]
    marks = [piece for piece in pieces if piece.value == "vaccinated"]
    if len(risks) != 1 or not marks or any(piece.kind in DESCRIBED for piece in pieces):
        return pieces
    for at, piece in enumerate(pieces):
        several = any(p.kind == "number" and p.value > 1 for p in pieces)
        if piece.value == "advice_vaccination" and several and _names(pieces, at, risks[0]):
            pieces[at] = piece._replace(kind="question", value="supply")
    return pieces


def _names(pieces: Sequence[Piece], vaccine: int, risk: int) -> bool:
    """`vaccin contre la rougeole`, `measles vaccine`: nothing but small words lies between."""
    first, last = sorted((vaccine, risk))
    between = pieces[first + 1 : last]
    return all(p.kind == "filler" or p.word in AGAINST for p in between)


def _positive(pieces: Sequence[Piece], at: int) -> bool:
    """Said of it within the sentence: `reçu 50 TDR palu, 6 positifs` has fifty tests."""
    ends = (i for i in range(at, len(pieces)) if pieces[i].value in ENDS)
    clause = pieces[at : next(ends, len(pieces))]
    return any(piece.value in POSITIVE for piece in clause)


def _moves(piece: Piece) -> bool:
    return piece.value in ("request", "supply") or piece.word in LEFT


def is_ware(piece: Piece) -> bool:
    named = piece.value in NAMED_WARES or (piece.kind == "intent" and piece.value in WARES)
    return named or (piece.kind == "risk" and piece.value and _names_wares(piece))


def _names_wares(piece: Piece) -> bool:
    """`TDR palu` is the disease by the name of its test."""
    return not TESTS.isdisjoint(piece.word.split())


def _before(pieces: Sequence[Piece], at: int) -> int | None:
    """`40 malaria RDTs`, `50 TDR`, `2 boxes of ACT`."""
    english = pieces[at].locale == "en"
    at -= 1
    while _between(pieces, at) or (english and kind_at(pieces, at) == "risk"):
        at -= 1
    of_a_disease = kind_at(pieces, at - 1) == "risk"  # `palu 3 tdr, envoyez...`
    return at if kind_at(pieces, at) == "number" and not of_a_disease else None


def _after(pieces: Sequence[Piece], at: int) -> int | None:
    """`vaccin rougeole 30`, `sange 20`, `plus de TDR, envoyez 50`: unless people are counted."""
    at += 1
    while kind_at(pieces, at) == "risk" or _between(pieces, at) or _asked_for(pieces, at):
        at += 1
    people = kind_at(pieces, at + 1) in PEOPLE
    return at if kind_at(pieces, at) == "number" and not people else None


def _asked_for(pieces: Sequence[Piece], at: int) -> bool:
    """The word that asks for more, on its way from the ware to the number."""
    comma = kind_at(pieces, at + 1) == "filler" and kind_at(pieces, at) == "stroke"
    word = at + 1 if comma else at
    return 0 <= word < len(pieces) and pieces[word].value == "request"


def _between(pieces: Sequence[Piece], at: int) -> bool:
    return 0 <= at < len(pieces) and pieces[at].word in BETWEEN
