"""What is said beside a report and must change nothing of it: care, samples, thanks, the others."""

from __future__ import annotations

from datetime import date

import pytest

from tests.handlers.report.test_grammar import one, reading

REPORTS = {
    "fr": (
        ("3 cas de rougeole à Koro", "measles", 3),
        ("palu 5 Koro", "malaria", 5),
        ("1 femme 30 ans méningite Koro", "meningitis", 1),
        ("garçon de 4 ans, faiblesse de la jambe, Koro", "afp", 1),
        ("un homme mordu par un chien à Koro", "rabies", 1),
    ),
    "en": (
        ("3 cases of measles in Koro", "measles", 3),
        ("1 woman 30 years meningitis Koro", "meningitis", 1),
        ("a man bitten by a dog in Koro", "rabies", 1),
    ),
}
ASIDES = [
    *(("fr", said) for said in (
        "pas d'autre cas", "pas de nouveaux cas", "aucun autre malade", "le reste RAS",
        "sinon RAS", "RAS pour les autres maladies", "pas d'autre décès", "traitement donné",
        "recherche active en cours", "quartier 2", "secteur 3", "rue 5",
        "rapporté par un voisin", "sang prélevé", "prélèvement fait", "cas non confirmé",
        "vus ce matin", "reçu aujourd'hui", "échantillons envoyés au labo", "merci docteur",
        "c'est tout", "S47", "même famille", "route coupée", "stables", "la population a peur",
    )),
    *(("en", said) for said in (
        "no other cases", "no new cases", "rest nil", "not confirmed", "no RDT left",
        "treatment given", "seen this morning", "sample sent to lab", "people are afraid",
        "thank you", "week 47", "same family",
    )),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "said"), ASIDES)
def test_a_report_stays_what_it_is(locale: str, said: str) -> None:
    for report, risk, count in REPORTS[locale]:
        for text in (f"{report}, {said}", f"{report} {said}", f"{report}. {said.capitalize()}."):
            found = one(text, locale)
            told = (found.risk, found.count, found.deaths, found.severe, found.onset)
            assert told == (risk, count, 0, 0, None), text
            assert found.place is not None, text


@pytest.mark.parametrize(
    ("locale", "text", "risk", "count"),
    [
        ("fr", "informé par une femme que 3 enfants ont la rougeole à Koro", "measles", 3),
        ("fr", "selon une femme, 3 enfants ont la rougeole à Koro", "measles", 3),
        ("fr", "1 femme méningite Koro, il reste 10 SRO", "meningitis", 1),
        ("fr", "4 morts de maladie inconnue à Koro", "unexplained_deaths", 4),
        ("fr", "15 malades de maladie inconnue à Koro dont 2 morts", "unusual_cluster", 15),
        ("fr", "Koro quartier 2 cas palu", "malaria", 2),
        ("fr", "2 nouveaux cas de palu à Koro", "malaria", 2),
        ("en", "Sad news: a woman aged 31 died giving birth in Koro", "maternal_death", 1),
    ],
)
def test_what_is_counted_beside_it(locale: str, text: str, risk: str, count: int) -> None:
    found = one(text, locale)
    assert (found.risk, found.count) == (risk, count)


@pytest.mark.parametrize(
    "text",
    ["aucun autre cas de rougeole", "pas de nouveau cas de palu à Koro", "sinon RAS",
     "palu 0, autres maladies 0", "Recherche active PFA et rougeole à Koro : aucun cas trouvé."],
)  # fmt: skip
def test_alone_it_is_a_zero_report(text: str) -> None:
    found = reading(text)
    assert found.zero
    assert not found.reports


def test_a_test_for_malaria_hides_no_paralysis() -> None:
    found = reading("garçon de 4 ans, faiblesse de la jambe, Koro, TDR positif")
    assert found.question is not None
    offered = {option.key for option in found.question.options}
    assert {"afp", "malaria"} <= offered


def test_since_when_they_are_ill_counts_and_not_when_they_were_seen() -> None:
    assert one("vus ce matin 3 palu Koro, malades depuis lundi").onset == date(2026, 11, 23)
