"""The fact sheet row by row: each number of the data files is the sheet's, and its mark is kept.

A row is named as on the sheet; what it decides in the talk or by dates is tested beside its rules.
"""

import tomllib
from datetime import date

import pytest

from handlers.advice import danger, malaria, malaria_facts, measles, schedule, texts, worries
from handlers.advice.malaria import Fever, prevention, triage
from handlers.advice.measles import Rash, advise
from handlers.advice.schedule import Span, span

KNOWN = schedule.load()
TEXTS = texts.load()
FEVER = malaria_facts.load()
RASH = measles.load()
DATA = {
    each.OURS.name: tomllib.loads(each.OURS.read_text("utf-8"))
    for each in (schedule, danger, malaria_facts, measles)
}


def slot(antigen, dose):
    [found] = [each for each in KNOWN.slots[antigen] if each.dose == dose]
    return found


def of(found):
    """What the sheet says of a dose: from when, until when, and what of it is to be confirmed."""
    ends = found.age_to or found.up_to or found.under
    return found.age_from, ends, found.confidence, found.gk


# --- 1a schedule ---------------------------------------------------------------------------------


def test_row_birth_bcg_opv_0():
    assert of(slot("BCG", 1)) == (Span(), span("12 months"), "M", ())
    assert of(slot("OPV", 0)) == (Span(), span("14 days"), "M", ("up_to",))


def test_row_hepatitis_b_at_birth_is_not_yet_given():
    assert not any("HEP" in antigen for antigen in KNOWN.slots)
    assert KNOWN.antigen("HepB") is None


@pytest.mark.parametrize("antigen", ["PENTA", "OPV", "PCV", "ROTA"])
def test_row_6_10_14_weeks(antigen):
    ages = [slot(antigen, dose).age_from for dose in (1, 2, 3)]
    assert ages == [span("6 weeks"), span("10 weeks"), span("14 weeks")]
    assert {slot(antigen, dose).min_interval for dose in (1, 2, 3)} == {span("4 weeks")}
    sure = {slot(antigen, dose).confidence for dose in (1, 2, 3)}
    assert sure == ({"H"} if antigen == "PENTA" else {"M"})  # "H for Penta ages; M rest"
    marked = all("age_from" in slot(antigen, dose).gk for dose in (1, 2, 3))
    assert marked == (antigen in ("OPV", "PCV"))  # "OPV/PCV ages [GK]"


def test_row_14_weeks_ipv_since_march_2016():
    ipv = slot("IPV", 1)
    assert (ipv.age_from, ipv.valid_from) == (span("14 weeks"), date(2016, 3, 1))
    assert "age_from" in ipv.gk


def test_row_ipv_2_is_not_in_it():
    assert len(KNOWN.slots["IPV"]) == 1


def test_row_9_months_mr_1_yellow_fever_mena():
    window = span("9 months"), span("12 months")  # 9-11: until the day of 12
    for antigen, sure, marked in (("MR", "H", False), ("YF", "M", True), ("MENA", "H", False)):
        found = slot(antigen, 1)
        assert (found.age_from, found.age_to, found.confidence) == (*window, sure)
        assert ("age_from" in found.gk) == marked
    assert slot("YF", 1).valid_from.year == 2002
    assert slot("MENA", 1).valid_from == date(2017, 2, 1)


def test_row_15_months_mr_2():
    found = slot("MR", 2)
    assert (found.age_from, found.age_to) == (span("15 months"), span("24 months"))
    assert (found.confidence, found.gk) == ("H", ())


def test_row_girls_10_years_hpv_single_dose():
    [found] = KNOWN.slots["HPV"]
    assert (found.sex, found.age_from, found.valid_from) == (
        "f",
        span("10 years"),
        date(2024, 11, 1),
    )
    assert (found.confidence, found.gk) == ("H", ("under",))


def test_row_pregnant_women_td_is_said_at_the_antenatal_visit_not_planned():
    assert not any(antigen.startswith("T") for antigen in KNOWN.slots)
    assert "antenatal visits" in TEXTS["vaccination.pregnant"].text
    assert TEXTS["vaccination.pregnant"].gk


def test_row_acwyx_was_not_found():
    assert KNOWN.antigen("ACWYX") is None


# --- 1b measles facts ----------------------------------------------------------------------------


def test_row_mcv1_since_1986_mcv2_since_december_2019():
    assert slot("MR", 1).valid_from.year == 1986
    assert slot("MR", 2).valid_from == date(2019, 12, 1)


def test_row_measles_to_mr_is_one_antigen():
    assert {KNOWN.antigen(name) for name in ("VAR", "measles", "RR", "rougeole")} == {"MR"}


# --- 1c catch-up and safety ----------------------------------------------------------------------


def test_row_min_interval_mr_mr_4_weeks():
    assert slot("MR", 1).min_interval == slot("MR", 2).min_interval == Span(days=28)
    assert "min_interval" not in slot("MR", 2).gk  # MSF: H


def test_row_early_dose_from_6_months():
    extra = slot("MR", 0)
    assert extra.extra
    assert (extra.age_from, extra.under) == (span("6 months"), span("9 months"))
    assert set(KNOWN.early) == {"epidemic", "camp", "hospital_ward", "hiv_exposed", "malnourished"}


def test_row_missed_doses_under_15_years():
    assert slot("MR", 1).under == slot("MR", 2).under == span("15 years")


def test_row_series_never_restarted():
    assert "Nothing is started again" in TEXTS["vaccination.missed"].text


def test_row_rota_late_limit_24_months():
    assert {each.up_to for each in KNOWN.slots["ROTA"]} == {span("24 months")}
    assert all("up_to" in each.gk for each in KNOWN.slots["ROTA"])


def test_row_bcg_not_recommended_after_12_months():
    assert slot("BCG", 1).up_to == span("12 months")


def test_row_true_contraindications_are_told_to_the_health_worker_who_decides():
    for code in ("weak_immunity", "earlier_allergy", "pregnancy"):
        assert KNOWN.reasons[code] == "tell"
    assert KNOWN.reasons["severe_fever"] == "sick_first"


@pytest.mark.parametrize(
    "code",
    ["minor_illness", "malnutrition", "egg_allergy", "hiv_not_severe", "breastfeeding",
     "had_measles"],
)  # fmt: skip
def test_row_not_contraindications(code):
    assert KNOWN.reasons[code] == "go"
    told = " ".join(TEXTS[id_].text for id_ in worries.answer(code, KNOWN))
    assert "no reason to wait" in told


def test_row_after_vaccine_6_to_12_days():
    assert RASH.expected == (6, 12)
    assert advise(
        Rash(True, True, vaccinated_on=date(2026, 1, 1), rash_on=date(2026, 1, 8)), RASH
    ).report


def test_row_cost():
    assert TEXTS["vaccination.free"].gk  # all but R21: cMYP Mali
    assert "free" in TEXTS["vaccination.free"].text


def test_row_bot_boundary_due_or_overdue_go_with_the_card():
    assert "with the card" in TEXTS["vaccination.go"].text


# --- 1d malaria vaccine --------------------------------------------------------------------------


def test_row_launch_25_april_2025_kalaban_coro():
    assert {each.valid_from for each in KNOWN.slots["R21"]} == {date(2025, 4, 25)}
    assert KNOWN.is_offered("R21", ["Kalaban-Coro"])
    assert not KNOWN.is_offered("R21", ["Kayes"])


def test_row_who_5_to_36_months():
    assert slot("R21", 1).age_from == span("5 months")
    assert slot("R21", 1).under == span("37 months")


def test_row_schedule_three_monthly_then_may_or_june_of_following_years():
    ages = [slot("R21", dose).age_from for dose in (1, 2, 3)]
    assert ages == [span("5 months"), span("6 months"), span("7 months")]
    assert slot("R21", 4).months == slot("R21", 5).months == (5, 6)
    assert slot("R21", 5).later_year
    assert [slot("R21", dose).confidence for dose in (1, 4, 5)] == ["H", "M", "M"]


def test_row_min_interval_4_weeks_between_doses():
    assert {each.min_interval for each in KNOWN.slots["R21"]} == {span("4 weeks")}
    assert all("min_interval" in each.gk for each in KNOWN.slots["R21"])


def test_row_message_it_does_not_replace_nets_or_test():
    told = TEXTS["malaria.vaccine_not_alone"].text
    assert "does not replace the net or the test" in told
    assert "a malaria test too" in TEXTS["vaccination.fever_after"].text


# --- 2 measles -----------------------------------------------------------------------------------


def test_row_community_definition_fever_and_rash():
    assert advise(Rash(fever=True, rash=True), RASH).report
    assert not advise(Rash(rash=True), RASH).report
    assert DATA["measles.toml"]["recognised"]["gk"] == ["IDSR", "WHO 2018"]


def test_row_decision_blistering_rash_is_another_branch():
    found = advise(Rash(True, True, blisters=True), RASH)
    assert (found.report, found.triage.urgency) == (False, "today")


def test_row_decision_what_to_collect():
    told = TEXTS["measles.collect"].text
    for asked in ("age", "vaccinated", "day of the rash", "cough", "runny nose", "red eyes",
                  "contact", "travel"):  # fmt: skip
        assert asked in told


def test_row_contagious_4_days_before_to_4_days_after():
    assert (RASH.before_days, RASH.after_days) == (4, 4)


def test_row_urgent_referral():
    ours = {sign["code"] for sign in DATA["danger.toml"]["sign"] if "measles" in sign["of"]}
    imci = {"cannot_drink", "vomits_everything", "convulsions", "unconscious"}
    more = {"cloudy_eye", "mouth_sores", "breathing", "dehydration", "severe_malnutrition"}
    assert ours == imci | more
    marked = {s["code"] for s in DATA["danger.toml"]["sign"] if s.get("gk")}
    assert marked == {"mouth_sores", "dehydration", "severe_malnutrition", "snake_bite"}


def test_row_vitamin_a_never_by_the_family():
    assert (
        TEXTS["measles.vitamin_a"].text == "The health centre gives vitamin A. Give none yourself."
    )


def test_row_home_care():
    told = " ".join(TEXTS[id_].text for id_ in measles.SUSPECTED)
    for care in ("Give much to drink", "breastfeeding and feeding", "Clean the eyes",
                 "stay at home until", "Keep away from babies and pregnant women"):  # fmt: skip
        assert care in told
    assert RASH.within_hours == 72
    assert "within {hours} hours" in TEXTS["measles.contacts"].text


def test_row_antibiotics_the_bot_says_nothing():
    assert not any("antibiotic" in each.text.casefold() for each in TEXTS.values())


# --- 3 malaria -----------------------------------------------------------------------------------


def test_row_rule_a_test_within_24_hours_before_treatment():
    found = triage(Fever(20), FEVER)
    assert found.urgency == "today"
    assert "test today, before any medicine" in TEXTS["malaria.test_today"].text
    assert FEVER.rules["fever"].gk == ("within 24 hours",)


def test_row_negative_rdt_other_illnesses_are_looked_for():
    found = triage(Fever(20, negative_test=True), FEVER)
    assert "malaria.health_centre" in found.advice


def test_row_never_a_dose_finish_what_is_given_no_leftovers():
    found = triage(Fever(20), FEVER).advice
    assert {"malaria.finish_treatment", "malaria.no_leftovers"} <= set(found)


def test_row_danger_signs_any_go_now():
    ours = {sign["code"] for sign in DATA["danger.toml"]["sign"] if "malaria" in sign["of"]}
    assert ours == {
        "cannot_drink", "vomits_everything", "convulsions", "unconscious", "cannot_sit",
        "breathing", "pale", "yellow_eyes", "dark_urine", "bleeding", "stiff_neck", "confusion",
    }  # fmt: skip
    assert all(triage(Fever(20, signs=(sign,)), FEVER).urgency == "now" for sign in ours)


def test_row_always_refer():
    assert FEVER.rules["infant_fever"].under_months == 2
    assert FEVER.rules["young_infant_fever"].under_months == 4
    assert FEVER.rules["long_fever"].over_days == 7
    urgencies = {code: FEVER.rules[code].urgency for code in ("infant_fever", "pregnant_fever")}
    assert set(urgencies.values()) == {"now"}
    assert FEVER.rules["pregnant_fever"].gk
    assert FEVER.rules["long_fever"].gk


def test_row_smc_3_to_59_months():
    assert FEVER.smc_ages == (3, 60)
    assert FEVER.rounds == ()  # "SMC 2026: not found"


def test_row_iptp_is_said_as_antenatal_visits():
    assert "malaria.antenatal_visit" in prevention(FEVER, date(2026, 3, 1), pregnant=True).advice
    assert DATA["malaria.toml"]["pregnancy"]["gk"] == ["source"]


def test_row_itn_every_night_all_year_and_water():
    assert prevention(FEVER, date(2026, 3, 1)).advice[0] == "malaria.net"
    assert TEXTS["malaria.net"].text == "Sleep under a mosquito net every night, all year."
    assert "malaria.water" in prevention(FEVER, date(2026, 3, 1)).advice


def test_row_encode_season_by_zone():
    months = {season.zone: (season.months[0], season.months[-1]) for season in FEVER.seasons}
    assert months == {"south": (6, 12), "centre": (7, 11), "north": (8, 12)}
    assert all(entry["gk"] == ["areas", "months"] for entry in DATA["malaria.toml"]["season"])


def test_row_north_is_at_risk_at_all_ages():
    [north] = [season for season in FEVER.seasons if season.all_ages]
    assert north.areas == {"tombouctou", "gao", "kidal", "menaka", "taoudenit"}


def test_row_every_urgency_has_a_text_of_ours():
    ids = {id_ for told in (Fever(1), Fever(20), Fever(20, fever=False))
           for id_ in triage(told, FEVER).advice}  # fmt: skip
    assert ids <= TEXTS.keys()
    assert malaria.GO_NOW[0] in ids
