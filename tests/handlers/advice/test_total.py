"""Whatever is written, advice has an answer or passes the message on; it never falls."""

from dataclasses import asdict
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from handlers.advice import schedule
from handlers.advice.card import by_now, doses_told, until_now
from handlers.advice.lasting import days_told
from handlers.advice.schedule import load
from handlers.advice.sick import Sick
from handlers.advice.vaccination import Child, doubts, plan
from handlers.advice.wanted import Told, about, intents, wanted
from tests.conftest import knowledge

TODAY = date(2026, 11, 24)
KNOWN = load()
LEXICONS = knowledge().lexicons
PIECES = (
    "mon enfant", "fièvre", "boutons", "rougeole", "palu", "vaccin", "polio 3", "penta 2", "BCG",
    "RR 12/10/2026", "31/02/2026", "9 mois", "900 mois", "né le 12/03/2027",
    "depuis 3 jours", "hier",
    "?", "koro", "3 f", "enceinte", "que faire", "mines", "12", "aucun", "boloci", "farigan",
    "\n", "",
)  # fmt: skip
messages = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=8).map(" ".join)


@given(messages, st.builds(Told, *[st.booleans()] * 5))
def test_every_message_is_ours_or_passed_on(text, told):
    for locale in ("fr", "bm", "en", None):
        topic = wanted(LEXICONS.understand(text, locale), told)
        assert topic is None or topic in {about(name) for name in intents()}


@given(messages)
def test_a_message_that_counts_cases_is_never_taken_from_the_report(text):
    understood = LEXICONS.understand(f"rougeole 3 f {text}", "fr")
    assert wanted(understood, Told()) in (None, "vaccination")


@given(messages)
def test_every_card_is_read_and_only_what_can_be_is_planned(text):
    card = doses_told(LEXICONS.understand(text, "fr").words, TODAY, KNOWN)
    child = Child(date(2026, 2, 12))
    if not list(doubts(child, card.given, TODAY)):
        plan(child, card.given, TODAY, KNOWN)


@given(messages, st.booleans())
def test_every_length_of_time_is_read(text, bare):
    days = days_told(LEXICONS.understand(text, "fr").words, TODAY, bare=bare)
    assert days is None or days >= 0


@given(st.dates(date(2009, 1, 1), TODAY), st.sampled_from([None, "f", "m"]))
def test_all_until_now_leaves_nothing_late(born, sex):
    child = Child(born, sex)
    found = plan(child, until_now(child, TODAY, KNOWN), TODAY, KNOWN)
    assert found.overdue == ()
    assert all(dose.on == TODAY for dose in found.due)
    assert all(dose.on <= TODAY for dose in by_now(child, TODAY, KNOWN))


@given(st.dates(date(2009, 1, 1), TODAY))
def test_what_a_child_has_had_by_now_is_no_less_than_a_younger_one(born):
    older, younger = Child(born), Child(min(TODAY, schedule.span("1 year").after(born)))
    had = {dose.antigen: dose.dose for dose in by_now(older, TODAY, KNOWN)}
    for dose in by_now(younger, TODAY, KNOWN):
        assert had[dose.antigen] >= dose.dose


def test_a_conversation_of_another_version_is_read():
    sick = Sick("rash", ("pale",), 20, days=3, asked=("ill_signs",))
    assert Sick.remembered(asdict(sick)) == sick
    assert Sick.remembered({"illness": "fever", "later": 1}) == Sick("fever")
