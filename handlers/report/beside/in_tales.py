"""The rules of what is told in sentences of their own beside a report, in their order. Pure."""

from __future__ import annotations

from handlers.report.beside.checked import checked
from handlers.report.beside.doses import doses_given
from handlers.report.beside.found_among import found_among
from handlers.report.beside.known import already_known
from handlers.report.beside.little_words import little_words
from handlers.report.beside.one_of_them import one_of_them
from handlers.report.beside.some_with import some_with
from handlers.report.beside.tales import without_the_tale
from handlers.report.beside.tested_for import excluded_by_laboratory
from handlers.report.beside.told_for_all import told_for_all
from handlers.report.beside.village_first import village_first

IN_TALES = (
    little_words,
    one_of_them,
    doses_given,
    found_among,
    checked,
    excluded_by_laboratory,
    already_known,
    without_the_tale,
    told_for_all,
    some_with,
    village_first,
)
