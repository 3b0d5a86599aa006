"""The rooms that the pieces of a message pass, in their order; each says what it does."""

from __future__ import annotations

from datetime import date
from functools import partial

from handlers.report.beside.animals import herds_apart
from handlers.report.beside.aside import old_things, put_aside
from handlers.report.beside.besides import without_asides
from handlers.report.beside.births import births
from handlers.report.beside.healthy import relatives_well, without_the_healthy
from handlers.report.beside.herders import herders_apart
from handlers.report.beside.in_tales import IN_TALES
from handlers.report.beside.informing import informed
from handlers.report.beside.recovered import recovered
from handlers.report.beside.senders import texted, who_writes
from handlers.report.beside.snakes import snakes_apart
from handlers.report.beside.stock import stocked
from handlers.report.beside.talks import talks_apart
from handlers.report.beside.vaccines import vaccines
from handlers.report.counts.among import among
from handlers.report.counts.described import described_apart
from handlers.report.counts.earlier import only_now
from handlers.report.counts.grown_and_young import grown_and_young, numbers_first
from handlers.report.counts.lists import (
    by_age,
    cases_of,
    each_its_number,
    letters_first,
    listed,
    without_heading,
)
from handlers.report.counts.mending import mended
from handlers.report.counts.not_but import not_but
from handlers.report.counts.not_so import not_so
from handlers.report.counts.of_tests import of_tests, only_tests
from handlers.report.counts.of_villages import by_villages
from handlers.report.counts.others import others
from handlers.report.counts.population import population
from handlers.report.counts.proven import proven
from handlers.report.counts.recounted import recounted
from handlers.report.counts.remaining import nothing_else, nothing_there
from handlers.report.counts.sharing import shared
from handlers.report.counts.tables import tables
from handlers.report.counts.taken_back import taken_back
from handlers.report.counts.testing import tested
from handlers.report.counts.villages import by_village
from handlers.report.counts.weekly import of_this_week, rows
from handlers.report.findings.merging import blood_in_it, severe_forms, with_symptoms
from handlers.report.findings.persons import one_by_one
from handlers.report.findings.placing import either_place
from handlers.report.findings.unnamed import unknown_disease
from handlers.report.people.ages import bare_ages
from handlers.report.risks import Risks
from handlers.report.words.arms import arms
from handlers.report.words.both_villages import both_villages
from handlers.report.words.denying import denied
from handlers.report.words.journeys import journeys
from handlers.report.words.killing import killed
from handlers.report.words.limbs import limbs
from handlers.report.words.meant import Where
from handlers.report.words.measured import bodily, weighed
from handlers.report.words.numbers import bounded
from handlers.report.words.ordering import named_once
from handlers.report.words.seen import Rule, Step
from handlers.report.words.signing import addressed, named_people, unsigned
from handlers.report.words.spelled import whole
from handlers.report.words.unharmed import unharmed
from handlers.report.words.where import likely, spelled
from handlers.report.words.years import years_passed


def steps_of(risks: Risks, where: Where, today: date, most: int) -> tuple[Step | Rule[[]], ...]:
    return (*who_is_told_of(risks, where, today, most), *how_many(risks))


def who_is_told_of(
    risks: Risks, where: Where, today: date, most: int
) -> tuple[Step | Rule[[]], ...]:
    """What is told, and of whom: numbers are not counted yet."""
    return (
        # Totals of weeks. What is denied or measured counts nobody.
        *rows(risks, today), denied, nothing_else, weighed, arms, limbs, years_passed,
        # Places, people who are named, days and ages.
        partial(spelled, where=where), tables, texted, addressed, named_people, who_writes,
        partial(whole, today=today, newborn=risks.of_newborns), bare_ages,
        killed, partial(bounded, most=most), taken_back, nothing_there,
        partial(likely, where=where), partial(both_villages, where=where), journeys,
        either_place, by_villages, unharmed,
        # What is told beside the sick.
        births, talks_apart, only_tests, of_tests, not_so, not_but,
        *of_this_week(risks, today), only_now, *IN_TALES, without_asides, old_things, bodily,
        relatives_well, recovered, without_the_healthy, snakes_apart,
        partial(herders_apart, risks=risks), partial(herds_apart, risks=risks), informed,
        unsigned, named_once, put_aside, vaccines,
    )  # fmt: skip


def how_many(risks: Risks) -> tuple[Step | Rule[[]], ...]:
    return (
        # What is told again, or taken back.
        by_village, numbers_first, recounted, mended, grown_and_young,
        # Diseases, tests, and the numbers of people.
        blood_in_it, with_symptoms, severe_forms.knowing(risks), described_apart.knowing(risks),
        stocked, tested, proven, population, others, among, shared, one_by_one,
        without_heading, letters_first, by_age, cases_of, each_its_number, listed, unknown_disease,
    )  # fmt: skip
