"""Who told of a case, and what it is not: said beside a report, counted nowhere. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.beside.asks_nothing import suspected, whenever, without_supplies
from handlers.report.beside.disputed import BUT, disputed
from handlers.report.beside.excluding import others_denied
from handlers.report.words.pieces import TRADES, Piece
from handlers.report.words.seen import only_where
from handlers.report.words.signing import PARENTS
from handlers.report.words.spans import ALSO, AND, WITH, idle, kind_at

KIN = small("kin")
POSSESSIVE = small("their", "the")
I_AM = small("i_am")
HIS = ("age", "number", "mark", "sign", "risk", "within", "date")
TOO = ALSO | {"as"}
SAYS, BY = "says", "according"
NEIGHBOURS = small("neighbour")
ONE, IT_IS = small("one"), small("it_is")
OF = small("of")
OF_THE, IN = small("of_the"), small("in")
BY_WHOM = OF | small("by")
OWNER = POSSESSIVE | small("my")
ASKS_ME = tuple(small("asks_me"))
TOLD_ME = small("told_me")
HOME, REFUSES = small("home"), tuple(small("refuses"))
MOTHERS = small("mother", "woman")
HAS, MOVED = small("has", "with"), small("moved")
THEN, QUOTES, OWNS = small("then"), ("'", "’"), "s"
BETWEEN = 2  # small words: `la mère nous a dit`
PRONOUNS = small("he", "they")
TOLD_OF = ("sex", "case", "age")
TOLD = tuple(small("was_told"))
CALLS, CALLED, ENDING = small("calls"), 5, (".", ":", "\n")


@only_where(kinds=("sex", "zero", "question", "intent"), values=(SAYS,), words=BUT)
def informed(pieces: Sequence[Piece]) -> list[Piece]:
    told = others_denied(_without_informants(disputed(list(pieces))))
    return suspected(whenever(without_supplies(told)))


def _without_informants(pieces: Sequence[Piece]) -> list[Piece]:
    """`mother says vaccinated`, `selon sa tante`: they are no cases."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if _says(pieces, at) or (piece.kind == "sex" and _no_case(pieces, at)):
            found[at] = idle(piece)
            one = kind_at(pieces, at - 1) == "number" and pieces[at - 1].value == 1
            if one and _has_a_child(pieces, at):
                found[at - 1] = idle(pieces[at - 1])
    return found


def _no_case(pieces: Sequence[Piece], at: int) -> bool:
    return any(tells(pieces, at) for tells in NO_CASES)


def _says(pieces: Sequence[Piece], at: int) -> bool:
    """`the guard says`, `un berger dit`."""
    who = pieces[at].value in TRADES or (pieces[at].kind, pieces[at].value) == ("case", "person")
    return who and at + 1 < len(pieces) and pieces[at + 1].value == SAYS


def _whose(pieces: Sequence[Piece], at: int) -> bool:
    """`dans la famille de mon voisin`, `le garçon de ma voisine`: whose, not who is ill."""
    before = at - 1
    while before > 0 and fold(pieces[before].text) in OWNER | OF:
        before -= 1
    between = {fold(piece.text) for piece in pieces[before + 1 : at]}
    between |= {*fold(pieces[at].text).split()[:-1]}  # `ma voisine` is one word to us
    of = between.intersection(OF) and between.intersection(OF_THE | OWNER)
    if pieces[at].kind != "sex" or before < 0 or not of:
        return False
    person = pieces[before].kind in ("sex", "age") or pieces[before].value == "child"
    return person or fold(pieces[before].text) in HOME


def _has_a_child(pieces: Sequence[Piece], at: int) -> bool:
    """`a mother in Koro has a newborn boy with ...`, `has brought her son`: the child is ill."""
    if pieces[at].kind != "sex" or pieces[at].last_word not in MOTHERS:
        return False
    has = at + 1
    while kind_at(pieces, has) in ("filler", "place") and fold(pieces[has].text) not in HAS:
        has += 1
    child = has + 1
    brought = has + 1 < len(pieces) and pieces[has + 1].word in MOVED  # `a amené ses deux enfants`
    most = has + BETWEEN + 2 * brought
    while kind_at(pieces, child) in ("filler", "number") and child <= most:
        child += 1
    little = child < len(pieces) and (
        pieces[child].value == "child"
        or (pieces[child].kind == "age" and pieces[child].value.group == "under5")
    )
    return little and fold(pieces[has].text) in HAS


def _am_i(pieces: Sequence[Piece], at: int) -> bool:
    """`je suis la maman de 2 enfants`, `I am a mother in Koro`: who writes is not ill."""
    before, article = at - 1, False
    while before > 0 and (fold(pieces[before].text) in POSSESSIVE | ONE):
        article = article or fold(pieces[before].text) in ONE
        before -= 1
    said = "".join(piece.word for piece in pieces[max(before - 2, 0) : before + 1])
    me = before >= 0 and (fold(pieces[before].text) in I_AM or said in IT_IS)
    of = at + 1 < len(pieces) and fold(pieces[at + 1].text) in OF
    of = of or _only_there(pieces, at)
    here = not article or kind_at(pieces, at + 2) in ("place", "unknown")
    return me and of and here and pieces[at].kind == "sex"


def _only_there(pieces: Sequence[Piece], at: int) -> bool:
    """`a mother in Koro.`: of whom nothing more is said."""
    placed = kind_at(pieces, at + 2) == "place" and pieces[at + 1].word in IN
    return placed and kind_at(pieces, at + 3) in ("", "stroke")


def _is_parent_of(pieces: Sequence[Piece], at: int) -> bool:
    """`fille 9 ans, père injoignable`, `enfant amené par sa mère`: nothing more is told of them."""
    if pieces[at].kind != "sex" or fold(pieces[at].text).replace("-", " ") not in PARENTS:
        return False
    cases = [i for i in range(at) if pieces[i].kind in TOLD_OF]
    if not cases or kind_at(pieces, at - 1) == "number":
        return False
    joined = at + 1 < len(pieces) and fold(pieces[at + 1].text) in AND
    listed = (kind_at(pieces, at + 1) == "stroke" or joined) and any(
        piece.kind in TOLD_OF for piece in pieces[at + 2 : at + 4]
    )
    if listed:
        return False  # `4 personnes, le père, la mère et deux garçons`
    between = pieces[cases[-1] + 1 : at]
    sentence = list(takewhile(lambda piece: piece.value not in ENDING, reversed(between)))
    after = list(takewhile(lambda piece: piece.kind != "stroke", pieces[at + 1 :]))
    told = any(map(_is_theirs, (*after[:4], *pieces[at - 1 : at])))
    if told or any(fold(piece.text) in (*AND, *WITH, *THEN) for piece in sentence):
        return False
    return any(piece.kind == "stroke" for piece in between) or _brought(pieces, at)


def _is_theirs(piece: Piece) -> bool:
    """Said of a parent who is ill too; `sa mère a refusé la vaccination` is of the child."""
    refused = piece.value == "unvaccinated" and "refus" in fold(piece.text)
    return fold(piece.text) in TOO or (piece.kind in HIS and not refused)


def _brought(pieces: Sequence[Piece], at: int) -> bool:
    """`amené par sa mère`; of `décès de sa mère` she is the case."""
    before = at - 1
    while before > 0 and fold(pieces[before].text) in POSSESSIVE:
        before -= 1
    led = before > 0 and fold(pieces[before].text) in BY_WHOM
    return led and pieces[before - 1].kind in ("unknown", "filler")


def _informs(pieces: Sequence[Piece], at: int) -> bool:
    kin = fold(pieces[at].text).replace("-", " ")
    if pieces[at].kind == "case":  # `the guard says`
        return (
            pieces[at].value == "person" and at + 1 < len(pieces) and pieces[at + 1].value == SAYS
        )
    if kin not in KIN and pieces[at].last_word not in NEIGHBOURS:
        return False
    after, before = at + 1, at - 1
    while kind_at(pieces, after) == "filler" and after <= at + BETWEEN:
        if pieces[after].value == SAYS:
            break
        after += 1
    while kind_at(pieces, before) in ("filler", "when") and pieces[before].value not in (SAYS, BY):
        before -= 1
    says = after < len(pieces) and pieces[after].value == SAYS
    told_me = "".join(piece.word for piece in pieces[at + 1 : at + 4])
    says = says or told_me in TOLD_ME or told_me.startswith(ASKS_ME)
    return says or (before >= 0 and pieces[before].value == BY)


def _calls(pieces: Sequence[Piece], at: int) -> bool:
    """`Monsieur Camara, appelle de Koro`, `une dame de Koro a appelé`."""
    after = at + 1
    while after <= at + CALLED and kind_at(pieces, after) in ("filler", "stroke", "place"):
        if pieces[after].word in CALLS or pieces[after].value in ENDING:
            break
        after += 1
    return pieces[at].kind == "sex" and after < len(pieces) and pieces[after].word in CALLS


def _was_told(pieces: Sequence[Piece], at: int) -> bool:
    """`husband and village chief informed`, `le père est prévenu`: what was done."""
    after = list(takewhile(lambda p: p.kind == "filler", pieces[at + 1 : at + 1 + CALLED]))
    kin = fold(pieces[at].text).replace("-", " ") in KIN
    return kin and any(piece.word.startswith(TOLD) for piece in after)


def _refuses(pieces: Sequence[Piece], at: int) -> bool:
    """`le mari refuse la référence`."""
    kin = fold(pieces[at].text).replace("-", " ") in KIN
    told = any(piece.kind in TOLD_OF for piece in pieces[:at])
    return kin and told and at + 1 < len(pieces) and pieces[at + 1].word.startswith(REFUSES)


def _owns(pieces: Sequence[Piece], at: int) -> bool:
    """The first of `my sister's son`."""
    mark = [piece.word for piece in pieces[at + 1 : at + 3]]
    child = kind_at(pieces, at + 3) in TOLD_OF
    return child and len(mark) > 1 and mark[0] in QUOTES and mark[1] == OWNS


NO_CASES = (
    _owns,
    _refuses,
    _calls,
    _was_told,
    _informs,
    _is_parent_of,
    _am_i,
    _whose,
    _has_a_child,
)
