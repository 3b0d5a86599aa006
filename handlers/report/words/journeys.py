"""Where somebody was brought, came from, or where help is: not where they fell ill. Pure.

`2 cas à Koro, évacués à Mopti`, `une fille revenue de Bamako`, `l'équipe de Gao vient demain`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.folding import fold
from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.seen import only_where, several
from handlers.report.words.spans import idle, sentences

LIVES, BACK = small("lives_at"), tuple(small("came_back_from"))
SENT, FACILITY = tuple(small("sent_on", "brought_to")), small("brought_there")
HELP = tuple(small("comes_to_help"))
ON_THE_WAY = small("on_the_way")
OF, TO, GREETS = small("of", "from"), small("to"), "greeting"
ENDS = (".", ";", "\n", "!", "?", ":", "(", ")", ",")
NEAR, FAR = 5, 7  # pieces
HERE, OWN = 0, -1
SENTENCES, LETTERS = (".", ";", "\n", "!", "?"), 3
ILL = ("risk", "sign", "unlisted")
TOLD = (*ILL, "number", "sex", "age", "case", "mark", "zero")
FROM, AWAY = 1, 2
FROM_THERE = small("from_there")


@only_where(or_where=several("place"))
def journeys(pieces: Sequence[Piece]) -> list[Piece]:
    """Only the places that are most likely those of the sick."""
    known = {at: _role(pieces, at) for at, p in enumerate(pieces) if p.kind == "place"}
    for at in _elsewhere(pieces, known):
        known[at] = max(known[at], FROM)
    least = min(known.values(), default=HERE)
    if least > FROM:
        return list(pieces)
    apart = {at for at, role in known.items() if role > max(least, HERE)}
    if least == OWN:
        apart = {at for at, role in known.items() if role != OWN}
    return [idle(p, "journey") if at in apart else p for at, p in enumerate(pieces)]


def _elsewhere(pieces: Sequence[Piece], known: Mapping[int, int]) -> Iterator[int]:
    """`Nous avons couvert Nyama, Sahona. À Sahona une fille ...`, `À Sahona la pompe est cassée`:
    in a sentence of which nobody is ill, where another has a place of its own."""
    begin, said = 0, []
    for sentence in sentences(pieces, SENTENCES):
        said.append(range(begin, begin + len(sentence)))
        begin += len(sentence)
    own = [any(at in span and known[at] == HERE for at in known) for span in said]
    ill = [any(pieces[at].kind in ILL for at in span) for span in said]
    first = next((i for i, span in enumerate(said) if own[i] and ill[i]), len(said))
    for i, span in enumerate(said if first < len(said) else ()):
        told = any(pieces[at].kind in TOLD for at in span)
        places = [at for at in span if at in known]
        words = sum(len(p.text) > LETTERS for at in span if (p := pieces[at]).kind not in TOLD)
        listed = len(places) > 1 and i < first
        if not told and (listed or (i > first and words > LETTERS)):
            yield from places


def is_away(pieces: Sequence[Piece], at: int) -> bool:
    """A place to which somebody was brought, or whence somebody writes or comes."""
    return _role(pieces, at) > HERE


def _role(pieces: Sequence[Piece], at: int) -> int:
    before = _words_before(pieces, at)
    led = before[-1:] and before[-1] in OF
    text = " ".join(before)
    if not LIVES.isdisjoint(before) or any(each in text for each in LIVES if " " in each):
        return OWN
    from_there = any(word in FROM_THERE for word in before[-1:])  # `sent to hospital from Koro`
    if not from_there and not FACILITY.isdisjoint(before[-NEAR:]):
        return AWAY
    if led and any(word.startswith(HELP) for word in before):
        return AWAY
    if led and any(word.startswith(BACK) for word in before[-3:]):
        return FROM
    counted = any(piece.kind == "number" for piece in pieces[at + 1 : at + 3])
    towards = led or (before[-1:] and before[-1] in TO)
    if towards and not counted and any(word in ON_THE_WAY for word in before[-2:]):
        return AWAY  # `décédée sur la route de Kita`, `on the road to Bankass`
    if led and before[:1] and _greeted(pieces, at):
        return FROM
    if led:
        return HERE
    return AWAY if any(word.startswith(SENT) for word in before[-NEAR:]) else HERE


def _words_before(pieces: Sequence[Piece], at: int) -> list[str]:
    """The words of its clause that lead to it, folded; those of the place's own name too."""
    found: list[str] = []
    for piece in reversed(pieces[max(0, at - FAR) : at]):
        if piece.kind == "place" or piece.text in ENDS:
            break
        found[:0] = fold(piece.text).split()
    own = fold(pieces[at].text).split()[:-1]
    return [*found, *own]


def _greeted(pieces: Sequence[Piece], at: int) -> bool:
    """`Bonjour de Kita.`"""
    first = next((p for p in pieces[max(0, at - 2) : at]), None)
    ends = at + 1 < len(pieces) and pieces[at + 1].text in ENDS
    return first is not None and fold(first.text) in small("courtesy") and ends
