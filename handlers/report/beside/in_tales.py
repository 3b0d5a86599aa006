"""The rules of what is told in sentences of their own beside a report, in their order. Pure."""

from __future__ import annotations

from handlers.report.beside.checked import checked
from handlers.report.beside.doses import doses_given
from handlers.report.beside.known import already_known
from handlers.report.beside.little_words import little_words
from handlers.report.beside.one_of_them import one_of_them
from handlers.report.beside.tales import without_the_tale
from handlers.report.beside.tested_for import excluded_by_laboratory

IN_TALES = (
    little_words,
    one_of_them,
    doses_given,
    checked,
    excluded_by_laboratory,
    already_known,
    without_the_tale,
)
