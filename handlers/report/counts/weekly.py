"""The rules for totals of a week: tables without lines, weeks and days in rows, all since January.

Those of `rows` come before anything is read of the numbers; those of `of_this_week` know the
places, days and ages.
"""

from __future__ import annotations

from datetime import date

from handlers.report.counts.age_groups import among_both_ages, by_age_group
from handlers.report.counts.by_heading import under_headings
from handlers.report.counts.cascade import cascades
from handlers.report.counts.cases_deaths import cases_and_deaths
from handlers.report.counts.compared import (
    against_before,
    arrows,
    from_to,
    in_brackets,
    told_of_before,
)
from handlers.report.counts.cumulated import not_cumulated
from handlers.report.counts.day_reports import told_by_day
from handlers.report.counts.day_rows import days_in_a_row
from handlers.report.counts.figures import figures
from handlers.report.counts.forms import coded_forms, forms_apart
from handlers.report.counts.not_that import kind_of, not_that_many, to_be_read
from handlers.report.counts.nowhere import nowhere
from handlers.report.counts.of_them_now import of_them_now
from handlers.report.counts.old_and_new import old_and_new
from handlers.report.counts.own_numbers import (
    counted_there,
    died_of_it,
    led_by_words,
    of_other_causes,
)
from handlers.report.counts.positives import positives
from handlers.report.counts.routine import other_consultations, routine
from handlers.report.counts.totals_first import of_all_again, total_of_diseases
from handlers.report.counts.week_rows import in_the_order_of_weeks
from handlers.report.risks import Risks
from handlers.report.words.leaders import without_leaders, without_numbering
from handlers.report.words.seen import Rule
from handlers.report.words.week_words import named_weeks
from handlers.report.words.written_on import without_its_own_day


def rows(risks: Risks, today: date) -> tuple[Rule[[]], ...]:
    return (
        without_numbering, without_leaders, named_weeks, in_the_order_of_weeks,
        days_in_a_row.knowing(today=today), cases_and_deaths, in_brackets, against_before,
        figures, from_to, arrows, not_that_many, to_be_read, kind_of, coded_forms.knowing(risks),
    )  # fmt: skip


def of_this_week(risks: Risks, today: date) -> tuple[Rule[[]], ...]:
    return (
        without_its_own_day, routine, other_consultations, under_headings, by_age_group,
        among_both_ages, told_of_before.knowing(today=today), old_and_new, not_cumulated,
        positives, of_them_now, cascades,
        total_of_diseases, of_all_again, led_by_words, of_other_causes, died_of_it, nowhere,
        counted_there, told_by_day, forms_apart.knowing(risks),
    )  # fmt: skip
