"""One name for each language, however it is written."""

from __future__ import annotations

import pytest

from bot.locales import OURS, locale_of
from bot.paths import LOCALES


@pytest.mark.parametrize(
    ("written", "locale"),
    [
        ("fr", "fr"), ("fr-FR", "fr"), ("FR_ml", "fr"), ("fra", "fr"), (" fre ", "fr"),
        ("bm_ML", "bm"), ("bam", "bm"), ("ff_ML", "ff"), ("ff-Latn-ML", "ff"), ("ful", "ff"),
        ("ffm", "ff"), ("ar_ML", "ar"), ("ara", "ar"), ("arb-Arab", "ar"), ("son", "ses"),
        ("khq", "khq"), ("tmh", "taq"), ("taq_ML.UTF-8", "taq"), ("en-GB", "en"), ("xx", "xx"),
        ("", ""), ("../fr", "../fr"), ("français", "français"),
    ],
)  # fmt: skip
def test_a_language_has_one_name_here(written, locale):
    assert locale_of(written) == locale


def test_every_name_leads_to_a_catalog():
    there = {path.name for path in LOCALES.iterdir()}
    assert set(OURS.values()) <= there
