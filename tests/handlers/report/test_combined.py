"""Reports put together: each way to tell of three cases with each way to say more of them.

What no writer of messages thinks of is found so: `décès : aucun` was as many deaths as cases.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.handlers.report.test_grammar import TODAY, one

FRAMES = {
    "fr": (
        "3 cas de rougeole à Koro", "rougeole 3 Koro", "Koro: rougeole 3 cas",
        "3 enfants ont la rougeole à Koro", "cas de rougeole : 3, village : Koro",
    ),
    "en": ("3 cases of measles in Koro", "measles 3 Koro", "3 children have measles in Koro"),
    "bm": ("nyɔnisan 3 Koro", "nyonisan mɔgɔ 3 Koro"),
}  # fmt: skip
TOLD: tuple[tuple[str, str, dict[str, Any], tuple[str, ...]], ...] = (
    ("fr", "one died", {"deaths": 1}, (
        "dont 1 mort", "dont un mort", "1 mort", "un mort", "1 décès", "un décès", "1 décédé",
        "1 dcd", "1 DCD", "avec 1 décès", "avec un mort", "1 est mort", "un est mort",
        "un d'eux est mort", "l'un d'eux est décédé", "un d'entre eux est mort",
        "un de ces enfants est mort", "décès 1", "décès: 1", "décès : un", "mort: 1", "morts 1",
        "dont 1 décédé", "parmi eux 1 mort", "parmi lesquels 1 décès", "1 mort parmi eux",
        "y compris 1 mort", "y compris un décès", "un parmi eux est mort", "nous avons perdu un",
        "1 décès communautaire", "un enfant est mort", "1 enfant décédé",
        "un enfant en est mort", "malheureusement un est mort", "hélas un décès",
        "on déplore un mort", "on déplore 1 décès", "déjà 1 mort", "1 mort déjà",
    )),
    ("fr", "two died", {"deaths": 2}, (
        "dont 2 morts", "2 morts", "deux morts", "2 sont morts", "deux sont morts",
        "deux d'entre eux sont morts", "2 décès", "décès 2", "2 décédés", "2 DCD",
        "dont deux décédés", "deux enfants sont morts", "2 des enfants sont morts",
    )),
    ("fr", "all died", {"deaths": 3}, (
        "tous morts", "tous décédés", "ils sont tous morts", "les trois sont morts",
        "les 3 sont décédés", "tous les trois sont morts", "3 morts", "3 décès",
    )),
    ("fr", "one is severe", {"severe": 1}, (
        "dont 1 grave", "dont un grave", "1 grave", "1 cas grave", "un cas grave",
        "un dans un état grave", "dont 1 cas sévère", "1 est grave", "un est grave", "grave: 1",
        "cas graves 1", "l'un d'eux est grave", "un très grave",
    )),
    ("fr", "two girls and a boy", {"female": 2, "male": 1}, (
        "2F 1M", "2f1m", "2F 1H", "2 filles 1 garçon", "2 filles et 1 garçon",
        "deux filles et un garçon", "1 garçon et 2 filles", "1 garçon, 2 filles", "F2 M1",
        "F:2 M:1", "F=2 M=1", "F 2, M 1", "2 F et 1 M", "2F/1M", "2F+1M",
        "dont 2 filles et 1 garçon", "2 de sexe féminin et 1 masculin", "2 féminins 1 masculin",
        "féminin 2 masculin 1", "sexe féminin 2, sexe masculin 1", "(2F, 1M)",
        "2 femmes 1 homme", "à savoir 2 filles et un garçon",
    )),
    ("fr", "all girls", {"female": 3}, (
        "3F", "3 filles", "toutes des filles", "toutes filles", "que des filles",
        "tous des filles", "toutes de sexe féminin", "uniquement des filles",
        "seulement des filles", "ce sont des filles", "les 3 sont des filles", "trois filles",
        "de sexe féminin",
    )),
    ("fr", "under five", {"age_group": 'under5'}, (
        "moins de 5 ans", "tous de moins de 5 ans", "tous moins de 5 ans", "<5 ans", "< 5ans",
        "-5ans", "âgés de moins de 5 ans", "de moins de cinq ans", "enfants de moins de 5 ans",
        "ils ont moins de 5 ans", "ayant moins de 5 ans", "0-59 mois", "0 à 59 mois",
    )),
    ("fr", "over five", {"age_group": 'over5'}, (
        "plus de 5 ans", "tous plus de 5 ans", ">5 ans", "+5ans", "+ de 5 ans",
        "âgés de plus de 5 ans", "tous adultes", "ils ont plus de 5 ans", "5 ans et plus",
    )),
    ("fr", "four years", {"age_months": 48}, (
        "4 ans", "âgés de 4 ans", "tous âgés de 4 ans", "de 4 ans", "age 4 ans", "âge: 4 ans",
        "4ans", "ils ont 4 ans", "ils ont tous 4 ans", "tous de 4 ans",
    )),
    ("fr", "since yesterday", {"onset": TODAY - timedelta(days=1)}, (
        "depuis hier", "début hier", "début: hier", "début des signes hier", "commencé hier",
        "ça a commencé hier", "cela a commencé hier", "depuis hier soir",
        "les signes ont commencé hier", "tombés malades hier", "malades depuis hier",
        "apparu hier", "date de début: hier", "premiers signes hier",
    )),
    ("fr", "for two days", {"onset": TODAY - timedelta(days=2)}, (
        "depuis 2 jours", "depuis deux jours", "il y a 2 jours", "ça fait 2 jours",
        "cela fait deux jours", "depuis avant-hier", "début avant hier", "depuis 48h",
        "dps 2 jrs", "dp 2j", "malades depuis 2 jours", "début il y a 2 jours", "début 22/11",
        "début le 22/11/2026", "depuis le 22/11", "date début 22-11-2026", "début 22.11.2026",
        "date de début des symptômes : 22/11/2026", "depuis le 22",
    )),
    ("fr", "since Friday", {"onset": date(2026, 11, 20)}, (
        "depuis vendredi", "début vendredi", "commencé vendredi", "ça a commencé vendredi",
        "depuis vendredi passé", "depuis vendredi dernier", "début: vendredi",
        "malades depuis vendredi", "tombés malades vendredi",
    )),
    ("en", "one died", {"deaths": 1}, (
        "1 dead", "one dead", "1 death", "one death", "1 died", "one died", "one has died",
        "one of them died", "one of them has died", "1 of them died", "one child died",
        "1 child dead", "with 1 death", "including 1 death", "including one dead", "deaths 1",
        "deaths: 1", "death 1", "dead: 1", "unfortunately one died", "sadly one has died",
        "1 already dead", "we lost one",
    )),
    ("en", "all died", {"deaths": 3}, (
        "all died", "all dead", "all three died", "all 3 died", "all of them died",
        "they all died", "3 deaths", "3 dead",
    )),
    ("en", "one is severe", {"severe": 1}, (
        "1 severe", "one severe", "one is severe", "1 severe case", "severe: 1",
        "one of them severe", "one in serious condition", "1 very sick", "1 critical",
    )),
    ("en", "two girls and a boy", {"female": 2, "male": 1}, (
        "2F 1M", "2f1m", "2 girls 1 boy", "2 girls and 1 boy", "two girls and a boy",
        "two girls and one boy", "1 boy and 2 girls", "F2 M1", "F:2 M:1", "F=2, M=1",
        "2 female 1 male", "2 females and 1 male", "female 2 male 1", "(2F, 1M)", "2F/1M",
    )),
    ("en", "all girls", {"female": 3}, (
        "3F", "3 girls", "all girls", "all are girls", "all female", "all of them girls",
        "they are girls", "only girls", "three girls",
    )),
    ("en", "under five", {"age_group": 'under5'}, (
        "under 5", "all under 5", "under five", "under 5 years", "less than 5 years",
        "below 5 years", "<5", "<5 years", "younger than 5", "U5", "aged under 5",
    )),
    ("en", "over five", {"age_group": 'over5'}, (
        "over 5", "all over 5", "over five years", "above 5 years", "more than 5 years", ">5",
        "older than 5", "all adults", "5 years and above",
    )),
    ("en", "four years", {"age_months": 48}, (
        "4 years", "aged 4", "aged 4 years", "all aged 4", "age 4", "4 years old", "4yrs",
        "4 yo", "all 4 years old", "they are 4 years old",
    )),
    ("en", "since yesterday", {"onset": TODAY - timedelta(days=1)}, (
        "since yesterday", "started yesterday", "onset yesterday", "began yesterday",
        "sick since yesterday", "it started yesterday", "onset: yesterday",
        "symptoms began yesterday", "fell ill yesterday",
    )),
    ("en", "for two days", {"onset": TODAY - timedelta(days=2)}, (
        "since 2 days", "for 2 days", "for two days", "2 days ago", "since two days ago",
        "started 2 days ago", "onset 2 days ago", "sick for 2 days", "began two days ago",
        "onset 22/11", "onset 22/11/2026", "since 22/11",
    )),
    ("en", "since Friday", {"onset": date(2026, 11, 20)}, (
        "since Friday", "started Friday", "started on Friday", "onset Friday", "began on Friday",
        "since last Friday", "it began on Friday",
    )),
    ("bm", "one died", {"deaths": 1}, (
        "kelen sara", "kelen salen", "kelen sara u la", "mɔgɔ kelen sara", "den kelen sara",
        "1 sara", "u la kelen sara", "kelen fatura", "saya 1", "1 mort",
    )),
    ("bm", "two girls and a boy", {"female": 2, "male": 1}, (
        "muso 2 cɛ 1", "muso fila cɛ kelen", "musoman 2 cɛman 1", "npogotigi 2 cɛ 1", "2F 1M",
        "muso 2, cɛ 1", "muso fila ni cɛ kelen",
    )),
    ("bm", "under five", {"age_group": 'under5'}, (
        "u ma san 5 sɔrɔ", "si ma se san 5 ma", "san 5 jukɔrɔ",
    )),
    ("bm", "four years", {"age_months": 48}, (
        "san 4", "si san 4", "u si san 4", "san naani", "u bɛ san 4",
    )),
    ("bm", "since yesterday", {"onset": TODAY - timedelta(days=1)}, (
        "kabini kunu", "a daminɛna kunu", "kunu", "kabini kunun",
    )),
    ("bm", "for two days", {"onset": TODAY - timedelta(days=2)}, (
        "kabini tile 2", "tile fila", "kabini tile fila", "a tile 2", "tile 2 bɛ yen",
    )),
    ("bm", "not vaccinated", {"vaccinated": False}, (
        "u ma vaccin kɛ", "u ma bolocili kɛ", "vaccin ma kɛ", "u ma pikiri kɛ", "bolocili ma kɛ",
        "u bɔlɔci ma kɛ", "non vacciné", "vaccin tɛ u la", "u ma boloci",
    )),
)  # fmt: skip
PLAIN: dict[str, Any] = {
    "risk": "measles", "count": 3, "deaths": 0, "severe": 0, "female": 0, "male": 0,
    "age_months": None, "vaccinated": None, "onset": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("locale", "expected", "said"),
    [(locale, expected, said) for locale, _what, expected, said in TOLD],
    ids=[f"{locale} {what}" for locale, what, _expected, _said in TOLD],
)
def test_what_is_said_of_three_cases(
    locale: str, expected: dict[str, Any], said: tuple[str, ...]
) -> None:
    wanted = PLAIN | expected
    for report in FRAMES[locale]:
        for more in said:
            for text in (f"{report}, {more}", f"{report}. {more[0].upper()}{more[1:]}."):
                found = one(text, locale)
                assert {name: getattr(found, name) for name in wanted} == wanted, text
                assert found.place is not None, text
