"""A person wants a human: words go to and fro, by role; nobody sees a number."""

# ruff: noqa: E501  (a transcript has the lines that people see)

import pytest

from tests.conftest import BY_KEY, STRANGER

ASKER, SUPERVISOR = BY_KEY["resident-koro"], BY_KEY["supervisor-koro"]
OTHER, COORDINATOR = BY_KEY["supervisor-douentza"], BY_KEY["coordinator"]


@pytest.fixture
async def village(staffed):
    """The resident was last seen in Koro."""
    await staffed.says("clinique koro", ASKER)
    return staffed


async def heard(house, who, text, sender):
    before = len(house.channel.sent)
    await house.says(text, sender)
    return house.sent_to(who, before)


async def test_a_person_talks_with_the_supervisor_of_the_area(village):
    await village.plays(
        """
        > parler
        < Écrivez votre message : un superviseur ou un coordinateur le lit et répond ici. Pour finir : TERMINER. En danger appelez le 15.
        """,
        ASKER,
    )
    [told] = await heard(village, SUPERVISOR, "Il n'y a plus d'eau au puits", ASKER)
    assert told == (
        "No 1, habitant, Koro : Il n'y a plus d'eau au puits. Répondre : REPONDRE 1 et votre texte. Finir : TERMINER 1"
    )
    assert (
        village.sent_to(ASKER)[-1] == "Envoyé, no 1. La réponse arrive ici. Pour finir : TERMINER"
    )
    assert not village.sent_to(OTHER)
    [answer] = await heard(village, ASKER, "répondre 1 Depuis quand ?", SUPERVISOR)
    assert answer == "superviseur : Depuis quand ? Pour répondre : PARLER et votre texte"
    [told] = await heard(village, SUPERVISOR, "depuis le marché", ASKER)
    assert told.startswith("No 1, habitant, Koro : depuis le marché.")
    assert await heard(village, ASKER, "terminer 1", SUPERVISOR) == [
        "La discussion est terminée. Pour une autre : PARLER"
    ]
    assert await heard(village, SUPERVISOR, "merci", ASKER) == []
    said = [rendered.text for _out, rendered in village.channel.sent]
    assert not any("+223" in text for text in said)


@pytest.mark.parametrize("text", ["passez-moi quelqu'un svp", "je veux parler s'il vous plaît"])
async def test_politeness_alone_is_not_passed_on(village, text):
    assert (await village.says(text, ASKER))[0].startswith("Écrivez votre message")
    [told] = await heard(village, SUPERVISOR, "le puits est sec", ASKER)
    assert "le puits est sec" in told
    [told] = await heard(village, SUPERVISOR, "parler oui", ASKER)  # an answer, however short
    assert " oui." in told


async def test_the_person_ends_it_too_and_may_say_it_all_at_once(village):
    [told] = await heard(village, SUPERVISOR, "parler le puits est sec", ASKER)
    assert "le puits est sec" in told
    await village.says("répondre 1 J'arrive", SUPERVISOR)
    [told] = await heard(village, SUPERVISOR, "terminer", ASKER)
    assert told == "La personne a terminé la discussion 1."
    assert await village.says("répondre 1 allo", SUPERVISOR) == [
        "Je ne connais pas de discussion ouverte de ce numéro dans votre zone."
    ]


async def test_after_a_report_in_between_the_talk_goes_on(village):
    await village.says("parler le puits est sec", ASKER)
    await village.says("rougeole 2 koro", ASKER)
    [told] = await heard(village, SUPERVISOR, "parler et la pompe aussi", ASKER)
    assert told.startswith("No 1, habitant, Koro : et la pompe aussi.")
    assert len(await village.rows("SELECT number FROM report")) == 1


GO = "URGENT."
PLACED = "Envoyé, no 1. La réponse arrive ici. Pour finir : TERMINER"


async def test_danger_goes_before_any_talk_and_is_passed_on_as_such(village):
    """Whatever is said of it, and whether the talk begins with it or not."""
    before = len(village.channel.sent)
    said = await village.says("parler mon enfant convulse", ASKER)
    assert said[0].startswith(GO)
    assert "15" in said[0]
    assert said[-1] == PLACED
    assert village.sent_to(SUPERVISOR, before) == [
        "DANGER. No 1, habitant, Koro : mon enfant convulse. Consigne donnée : aller au centre de santé. Répondre : REPONDRE 1 et votre texte"
    ]
    [told] = await heard(village, SUPERVISOR, "la moto arrive", ASKER)
    assert told.startswith("No 1, habitant, Koro : la moto arrive.")


@pytest.mark.parametrize("text", ["convulse", "il convulse", "il ne peut plus boire ni téter"])
async def test_danger_within_a_talk_is_answered_first(village, text):
    for opened in ("parler", "parler le puits est sec"):
        await village.says(opened, ASKER)
        before = len(village.channel.sent)
        said = await village.says(text, ASKER)
        assert said[0].startswith(GO)
        [told] = village.sent_to(SUPERVISOR, before)
        assert told.startswith("DANGER. No")
        assert text in told


async def test_who_has_told_no_place_is_asked_for_it_and_the_talk_stays_open(staffed):
    await staffed.says("parler le puits est sec", STRANGER)
    before = len(staffed.channel.sent)
    go_now, passed_on = await staffed.says("mon enfant convulse", STRANGER)
    assert go_now.startswith(GO)
    assert "Où êtes-vous" in go_now
    assert passed_on == "Transmis à qui vous répond. Pour lui écrire encore : PARLER"
    assert any("DANGER" in r.text for _out, r in staffed.channel.sent[before:])
    before = len(staffed.channel.sent)
    await staffed.says("parler nous partons", STRANGER)
    assert any("nous partons" in r.text for _out, r in staffed.channel.sent[before:])


async def test_without_a_talk_danger_is_nobody_elses(village):
    before = len(village.channel.sent)
    await village.says("mon enfant convulse", ASKER)
    assert not village.sent_to(SUPERVISOR, before)


@pytest.mark.parametrize("who", [OTHER, BY_KEY["chw-koro"], BY_KEY["resident-bm"]])
async def test_nobody_else_answers(village, who):
    await village.says("parler le puits est sec", ASKER)
    assert await heard(village, ASKER, "répondre 1 ce n'est pas vrai", who) == []


@pytest.mark.parametrize("text", ["répondre", "répondre bonjour", "répondre 1", "répondre 77 oui"])
async def test_half_an_answer_is_said_to_be_one(village, text):
    await village.says("parler le puits est sec", ASKER)
    before = len(village.sent_to(ASKER))
    [said] = await village.says(text, SUPERVISOR)
    assert said.startswith(("Écrivez le numéro", "Je ne connais pas de discussion"))
    assert len(village.sent_to(ASKER)) == before


async def test_where_nobody_can_answer_that_is_said(house):
    [answer] = await house.says("parler", STRANGER)
    assert answer == (
        "Personne ne peut encore répondre ici. En danger appelez le 15, ou allez au centre de santé."
    )


async def test_after_an_hour_others_are_asked_and_the_person_is_told(village):
    await village.says("parler le puits est sec", ASKER)
    village.clock.advance(hours=1, minutes=1)
    before = len(village.channel.sent)
    while await village.jobs.run_due():
        pass
    await village.hears(ASKER)
    assert village.sent_to(COORDINATOR, before)[0].startswith("Somebody waits for an answer")
    assert village.sent_to(ASKER, before)[0].startswith("Personne n'a encore pu répondre")


async def test_words_of_every_day_say_something_and_a_please_does_not(village):
    """Known words that no report is about (`[filler] ordinary`) are a text to pass on."""
    assert not await heard(village, SUPERVISOR, "parler svp merci", ASKER)
    assert await heard(village, SUPERVISOR, "parler le toit du siège", ASKER)


async def test_a_very_long_text_is_passed_on_as_far_as_it_fits(village):
    [told] = await heard(village, SUPERVISOR, f"parler {'tres long ' * 100}", ASKER)
    assert "..." in told
    assert len(told) < 600
