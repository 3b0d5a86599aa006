"""Outbreaks that are made up behave as outbreaks do, and the same for the same seed."""

from __future__ import annotations

from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.folding import fold
from handlers.exercise.epidemic import Kind, Outbreak, always, load, poisson, spread, together
from handlers.exercise.judging import Raised, judged
from handlers.exercise.scribbling import Meant, scribbled, slipped
from handlers.report.risks import OURS
from handlers.report.risks import load as risks


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311


MEASLES = Kind("measles", 3.0, 12, 120, 0.6, 0.02)
KORO = Outbreak(MEASLES, "district-koro", 5)


def test_what_can_be_played_are_diseases_that_can_be_reported():
    play = load()
    assert {kind.risk for kind in play.kinds} <= risks(OURS).keys()
    assert {risk for risk, _weekly in play.weekly} <= risks(OURS).keys()


@given(st.integers())
def test_an_outbreak_begins_when_it_is_said_to_and_spreads(seed):
    ill = list(spread(KORO, [3, 4], 56, seeded(seed)))
    assert min(each.day for each in ill) == 5
    assert len(ill) >= 2
    assert len(ill) <= MEASLES.most
    assert {each.reporter for each in ill} <= {3, 4}
    assert all(each.day < 56 for each in ill)
    assert ill == list(spread(KORO, [3, 4], 56, seeded(seed)))


@pytest.mark.parametrize("mean", [0.2, 1.0, 5.0])
def test_poisson_has_its_mean(mean):
    random = seeded(1)
    assert fmean(poisson(mean, random) for _draw in range(4000)) == pytest.approx(mean, rel=0.1)


def test_what_is_always_there_comes_at_its_rate():
    ill = list(always([("malaria", 3.0)], range(50), 28, seeded(1)))
    assert len(ill) / 50 / 4 == pytest.approx(3.0, rel=0.1)


def test_cases_of_one_day_disease_and_reporter_go_into_one_message():
    ill = list(always([("malaria", 30.0)], [0], 1, seeded(1)))
    [(key, groups)] = together(ill).items()
    assert key == (0, 0, "malaria")
    assert groups["under5"] + groups["over5"] == len(ill)


@given(st.integers(), st.sampled_from(["rougeole 3 bandiagara", "3 cas palu koro"]))
def test_a_slip_leaves_a_message_that_can_be_known(seed, text):
    slip = slipped(text, seeded(seed))
    assert slip.split()[-1][0] == text.split()[-1][0]
    assert abs(len(slip) - len(text)) <= 1


@given(st.integers(), st.sampled_from(["fr", "bm", "en"]))
def test_a_message_says_how_many_and_where(seed, locale):
    meant = Meant("measles", 3, 1, "p", "Koro")
    text = fold(scribbled(meant, ("rougeole", "nyonin"), locale, "under5", seeded(seed)))
    assert "3" in text
    assert "koro" in text


ALERT = Raised(1, "measles", "district-koro", 7, outbreak=False)
SUSPECTED = Raised(1, "measles", "district-koro", 17, outbreak=True)


@pytest.mark.parametrize(
    ("raised", "told", "suspected", "false", "besides"),
    [
        ([ALERT, SUSPECTED], 2, 12, 0, 0),
        ([ALERT], 2, None, 0, 0),
        ([], None, None, 0, 0),
        ([Raised(2, "measles", "district-koro", 3, outbreak=True)], None, None, 1, 0),
        ([Raised(2, "meningitis", "district-koro", 9, outbreak=True)], None, None, 1, 0),
        ([Raised(2, "measles", "district-kayes", 9, outbreak=False)], None, None, 0, 1),
    ],
    ids=["found", "told only", "never", "before it began", "another disease", "elsewhere"],
)
def test_an_exercise_is_judged_by_when_it_was_found(raised, told, suspected, false, besides):
    verdict = judged([KORO], raised, lambda theirs, ours: theirs == ours)
    [found] = verdict.found
    assert (found.alert_after, found.outbreak_after) == (told, suspected)
    assert (len(verdict.false_alarms), verdict.to_look_at) == (false, besides)
    assert verdict.sensitivity == (suspected is not None)
