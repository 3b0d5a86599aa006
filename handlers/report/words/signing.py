"""Who writes, from which number, in which week: said beside a report, no part of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.small import small
from handlers.report.words.pieces import Piece
from handlers.report.words.referred import places_from
from handlers.report.words.seen import only_where
from handlers.report.words.spans import Found, glued, idle, joined, kind_at, past_fillers
from handlers.report.words.week_words import (
    day_in_digits,
    days_of_week,
    named_by,
    week_heads,
    year_too,
)

PHONE = 8  # digits from which a number is a telephone's
PAIRS = 4  # or so many numbers of two digits in a row
WEEKS = 53
CLEAR = 10  # a week from which on "3 semaine 47" cannot be three weeks
NAMES = 3  # words of a person's name
NO_WEEK = ("unit", "sex", "case", "month")  # what a number counts if that follows it
PREPOSITION = 2  # letters: after `à` and `de` comes a place
FROM = small("of", "from")
IT_IS = small("it_is")
TITLES = dict.fromkeys(small("his_title"), "male") | dict.fromkeys(small("her_title"), "female")
INTRODUCING = small("introducing")
NAMING = ("unknown", "place")
THIS = small("this")
THIS_WEEK, ITS_DAY = small("this_week"), small("week_begins_or_ends")
BEFORE_THAT = small("week_before")
SIGNS = ("-", ":", ".", ",", "!")
THE, OWN = small("the"), small("the", "my")
GREETS = small("greets")
PARENTS = small("kin") - small("own_age")


def phone(pieces: Sequence[Piece], at: int) -> Found:
    """`70000001`, `70 00 00 01`: never a count."""
    if len(pieces[at].text) not in (2, 3) and len(pieces[at].text) < PHONE:
        return None
    digits, end = 0, at
    while kind_at(pieces, end) == "number" and pieces[end].text.isdecimal():
        if end > at and len(pieces[end].text) != 2:
            break
        digits += len(pieces[end].text)
        end += 1
    if digits >= PHONE and end - at in (1, PAIRS, PAIRS + 1):
        return joined("unread", None, pieces, at, end)
    return None


def announced(pieces: Sequence[Piece], at: int) -> Found:
    """`tel 70000001`, `semaine 47`, `S47`: what the word before a number says it is."""
    if found := days_of_week(pieces, at) or _day_of_week(pieces, at):
        return found
    shortened = kind_at(pieces, at + 1) == "stroke" and pieces[at + 1].value == "."  # `sem. 48`
    begin = past_fillers(pieces, at + 1 + (shortened and glued(pieces, at, at + 2)))
    if kind_at(pieces, begin) != "number" or any(p.value == "period" for p in pieces[at:begin]):
        return None
    if pieces[at].value == "phone":
        found = phone(pieces, begin)
        return joined("filler", "phone", pieces, at, found[1]) if found else None
    if pieces[at].value == "week" and _is_week(pieces, at, begin):
        return named_by(pieces, at, begin, year_too(pieces, begin + 1))
    return None


def _day_of_week(pieces: Sequence[Piece], at: int) -> Found:
    """`semaine du 23 novembre`, `week ending 29 November`: either is a day of it."""
    led = at + 1 < len(pieces) and pieces[at + 1].word in ITS_DAY
    number = at + 2 + (kind_at(pieces, at + 2) == "weekday")
    dated = kind_at(pieces, number) == "number" and kind_at(pieces, number + 1) == "month"
    if led and pieces[at].value == "week" and (found := day_in_digits(pieces, at, number)):
        return found
    if pieces[at].value != "week" or not led or not dated:
        return None
    piece, end = joined("filler", "period", pieces, at, number + 2)
    return piece._replace(sign=f"{pieces[number].value}/{pieces[number + 1].value}"), end


def _is_week(pieces: Sequence[Piece], at: int, begin: int) -> bool:
    week = pieces[begin].value
    if any(piece.word in BEFORE_THAT for piece in pieces[at + 1 : begin]):
        return False  # `the week before only 1`
    if kind_at(pieces, at - 1) == "when" and pieces[at - 1].value == "last":
        return False  # `last week 2 measles`
    if at and f"{pieces[at - 1].word} {pieces[at].word}" in THIS_WEEK:
        return False  # `last wk 1, this wk 3`
    heading = any(piece.value == ":" for piece in pieces[begin + 2 : begin + 3])
    if not 1 <= week <= WEEKS or (kind_at(pieces, begin + 1) in NO_WEEK and not heading):
        return False  # but `S48 hommes : palu 20`
    headed = any(piece.value == ":" for piece in pieces[at:begin])
    if headed and at and pieces[at - 1].word in THIS:
        return False  # `admissions this week: 11`
    if headed and kind_at(pieces, begin + 1) == "risk" and kind_at(pieces, begin + 2) != "number":
        return False  # `bilan de la semaine : 24 palu`
    if headed and _only_number(pieces, begin):
        return False  # `Décès maternels de la semaine : 2`, `Total de la semaine : 17`
    if pieces[at].kind == "unit":
        return bool(week >= CLEAR and pieces[at].text[-1:] not in "sS")
    apart = week >= CLEAR and week_heads(pieces, at, begin + 1)
    return at == 0 or len(pieces[at].text) > 1 or glued(pieces, at, begin + 1) or apart


def _only_number(pieces: Sequence[Piece], at: int) -> bool:
    """Of a message that names a disease or a total before it."""
    named = any(piece.kind == "risk" or piece.value == "total" for piece in pieces[:at])
    return named and not any(p.kind == "number" for i, p in enumerate(pieces) if i != at)


def unsigned(pieces: Sequence[Piece]) -> list[Piece]:
    """Without the name of who writes: `Awa Diarra ASC palu 3 koro`, `... koro, ASC Awa`.

    A name may be a village's too: it is the sender's where another place is told. Where no disease
    is told, a word that we do not know may be one.
    """
    found = list(pieces)
    signs = [i for i, p in enumerate(pieces) if p.kind == "filler" and p.value in ("role", "name")]
    if not signs or not any(piece.kind in ("risk", "sign") for piece in pieces):
        return found
    for at in signs:
        if pieces[at].word in GREETS and any(piece.kind == "place" for piece in pieces[at:]):
            found[:at] = _greeting(found, at)
        role = pieces[at].value == "role"
        before = _before(found, at) if role else range(0)
        _pass_over(found, before, surely=True)
        _pass_over(found, _after(found, at), surely=not role)
        _pass_over(found, _of_a_village(found, at) if role else range(0), surely=True)
    return found


@only_where(words=("m", *TITLES))
def addressed(pieces: Sequence[Piece]) -> list[Piece]:
    """`Monsieur le médecin, ...`, `Bonjour Madame, ...`: who is written to, no one who is ill."""
    found = _short_titles(pieces)
    pieces = list(found)
    first = past_fillers(pieces, 0)
    while kind_at(pieces, first) == "stroke":
        first = past_fillers(pieces, first + 1)
    for at, piece in enumerate(pieces):
        titled = at + 1 < len(pieces) and pieces[at + 1].word in THE
        if piece.word not in TITLES or not (titled or at == first):
            continue
        named = at + 1
        while kind_at(pieces, named) in ("when", "filler", "unknown", "intent"):
            named += 1
        if named < len(pieces) and pieces[named].value in SIGNS and not _aged(pieces, named + 1):
            found[at:named] = [idle(each, "addressed") for each in pieces[at:named]]
    return found


def _short_titles(pieces: Sequence[Piece]) -> list[Piece]:
    """`Bonjour M. le major`: no man who is ill."""
    found = list(pieces)
    for at in range(len(pieces) - 2):
        dot = pieces[at + 1].value == "." and glued(pieces, at, at + 2)
        if pieces[at].text == "M" and dot and pieces[at + 2].word in THE:
            found[at : at + 2] = [idle(each, "addressed") for each in pieces[at : at + 2]]
    return found


def _aged(pieces: Sequence[Piece], at: int) -> bool:
    """`Monsieur Koné, 45 ans, méningite`, `Mr Traore, 45, measles`: of whom is told."""
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    unit = after is not None and (after.kind == "unit" or after.value == ",")
    return kind_at(pieces, at) == "number" and unit


@only_where(
    words=TITLES,
    or_where=lambda seen: "sex" in seen.kinds and not seen.words.isdisjoint(OWN),
)
def named_people(pieces: Sequence[Piece]) -> list[Piece]:
    """`Le vieux Moussa`, `Mr Traore, 45, ...`: a person and the name as one, no village."""
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        piece, end = pieces[at], at + 1
        person = piece.kind == "sex" and at > 0 and pieces[at - 1].word in OWN
        led = person or piece.word in TITLES
        while led and end <= at + NAMES and _names(pieces, end):
            end += 1
        if end > at + 1 and piece.kind != "sex":  # alone `MR` is a vaccine
            piece = piece._replace(kind="sex", value=TITLES[piece.word])
            if any(p.word in INTRODUCING for p in pieces[max(0, at - 2) : at]):
                piece = idle(piece, "named")  # `Ici Mme Diarra. Deux élèves ...`
        found.append(piece._replace(end=pieces[end - 1].end))
        at = end
    return found


def _names(pieces: Sequence[Piece], at: int) -> bool:
    """A name there, which is a village's only where no other one is told."""
    if kind_at(pieces, at) not in NAMING or not pieces[at].text.istitle():
        return False
    others = (p.kind == "place" for i, p in enumerate(pieces) if i != at)
    return pieces[at].kind == "unknown" or any(others)


def _greeting(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """`La vieille Niagalé vous salue`: nobody and nowhere, up to there."""
    begin = next((i + 1 for i in range(at - 1, -1, -1) if pieces[i].value in SIGNS), 0)
    return [idle(p, "named") if i >= begin else p for i, p in enumerate(pieces[:at])]


def _pass_over(pieces: list[Piece], span: range, *, surely: bool) -> None:
    """`surely`: they are a name, though no other place is told."""
    elsewhere = any(i not in span for i in places_from(pieces, 0))
    for i in span:
        if elsewhere or (surely and pieces[i].kind == "unknown"):
            pieces[i] = pieces[i]._replace(kind="filler", value="named")


def _before(pieces: Sequence[Piece], at: int) -> range:
    """The words from the beginning of the message, or of a sentence, to a role."""
    comma = at > 1 and pieces[at - 1].value == "," and pieces[at - 2].text.istitle()
    begin = at = at - comma
    while begin > 0 and at - begin < NAMES and kind_at(pieces, begin - 1) in NAMING:
        begin -= 1
    starts = begin == 0 or pieces[begin - 1].kind in ("stroke", "intent")
    greeted = begin == 1 and len(pieces[0].text) > PREPOSITION
    return range(begin, at) if starts or greeted else range(0)


def _of_a_village(pieces: Sequence[Piece], at: int) -> range:
    """The name of `Matrone Founè de Kokélé`."""
    end = at + 1
    while end - at <= NAMES and kind_at(pieces, end) in NAMING and pieces[end].text.istitle():
        end += 1
    of = end > at + 1 and end < len(pieces) and pieces[end].word in FROM
    return range(at + 1, end) if of and kind_at(pieces, end + 1) == "place" else range(0)


def _after(pieces: Sequence[Piece], at: int) -> range:
    """The words from a role to a sign or the end; a place alone is where the sender works."""
    end = at + 1
    while end < len(pieces) and end - at <= NAMES and kind_at(pieces, end) in NAMING:
        end += 1
    ends = end == len(pieces) or pieces[end].value in (*SIGNS, "\n")
    here = all(piece.kind == "place" for piece in pieces[at + 1 : end])
    elsewhere = bool(places_from(pieces, end))
    if not ends or (here and not elsewhere):
        return range(0)
    return range(at + 1, end)
