"""Opening hours as people write them, and when it opens and closes."""

from datetime import datetime, time

import pytest

from handlers.clinics.hours import ALWAYS, BadHours, read_hours, read_span, show_hours

TUESDAY = datetime(2026, 11, 24, 8)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("lun-ven 8h-16h", "lun-ven 8h-16h"),
        ("lundi-vendredi 8:00-16:00", "lun-ven 8h-16h"),
        ("Lun - Ven 8h – 16h30; Sam 8h-12h", "lun-ven 8h-16h30; sam 8h-12h"),
        ("lundi, mercredi 9h-12h", "lun 9h-12h; mer 9h-12h"),
        ("mon-sun 8-12, 15h-18h", "lun-dim 8h-12h, 15h-18h"),
        ("8h-16h", "lun-dim 8h-16h"),
        ("sam-lun 9h-11h", "lun 9h-11h; sam-dim 9h-11h"),
        ("nténɛndon 8h-16h", "lun 8h-16h"),
        ("24h/24", "24h/24"),
        ("24/7", "24h/24"),
        ("jeu 20h-6h", "jeu 20h-6h"),
        ("jeu 0h-24h", "jeu 0h-0h"),
        ("", ""),
    ],
)
def test_hours_are_read_and_written_again(written, shown):
    hours = read_hours(written)
    assert show_hours(hours) == shown
    assert read_hours(shown) == hours


@pytest.mark.parametrize(
    "written",
    ["le matin", "lun 25h-26h", "lun 8h", "abc 8h-12h", "lun-ven 8h-16h sam", "8h-12h60-"],
)
def test_what_is_not_read_is_named_with_an_example(written):
    with pytest.raises(BadHours, match="hours: "):
        read_hours(written)


@pytest.mark.parametrize(
    ("written", "hour", "closes", "opens"),
    [
        ("lun-ven 8h-16h", 8, "24 16:00", "24 08:00"),
        ("lun-ven 8h-16h", 7, None, "24 08:00"),
        ("lun-ven 8h-16h", 16, None, "25 08:00"),
        ("mer 9h-12h", 8, None, "25 09:00"),
        ("lun 8h-16h", 8, None, "30 08:00"),
        ("mar 20h-6h", 8, None, "24 20:00"),
        ("mar 20h-6h", 23, "25 06:00", "24 23:00"),
        ("lun 20h-9h", 8, "24 09:00", "24 08:00"),
        ("24h/24", 3, "25 00:00", "24 03:00"),
    ],
)
def test_when_it_closes_and_when_it_opens(written, hour, closes, opens):
    hours, at = read_hours(written), TUESDAY.replace(hour=hour)

    def shown(moment):
        return None if moment is None else f"{moment:%d %H:%M}"

    assert (shown(hours.closes_at(at)), shown(hours.opens_at(at))) == (closes, opens)


def test_what_never_opens_never_opens():
    hours = read_hours("lun 8h-9h")
    assert hours.opens_at(TUESDAY) is not None
    assert type(hours)(((),) * 7).opens_at(TUESDAY) is None
    assert ALWAYS.opens_at(TUESDAY) == TUESDAY


def test_the_hours_of_a_visit_end_after_they_begin():
    assert read_span("9h-14h30") == (time(9), time(14, 30))
    for wrong in ("14h-9h", "9h-9h", "9h", "9h-12h, 14h-16h"):
        with pytest.raises(BadHours):
            read_span(wrong)
