"""What became of the sick: nobody died, one of those told before did, nobody had the vaccine."""

from __future__ import annotations

from datetime import date

import pytest

from tests.handlers.report.test_grammar import one, reading

THREE = {"fr": "3 rougeole Koro", "en": "3 measles Koro", "bm": "nyɔnisan 3 Koro"}
UNHARMED = [
    *(("fr", said) for said in (
        "personne n'est mort", "personne n'est décédé", "personne est mort", "person né mor",
        "aucun mort", "aucun n'est mort", "pas de décès", "pas encore de décès", "ni mort",
        "pas un seul mort", "il n'y a pas eu de mort", "ils sont pas morts", "zéro décès",
        "décès: 0", "décès : zéro", "décès néant", "décès: aucun", "décès non", "mort : non",
        "décès non signalé", "décès pas encore", "décès RAS", "dieu merci personne n'est mort",
        "pas de cas mortel", "grave: non", "aucun cas grave", "personne n'est grave",
    )),
    *(("en", said) for said in (
        "nobody died", "nobody has died so far", "no one died", "no-one died", "none died",
        "none of them died", "they didn't die", "not a single death", "no deaths", "deaths: none",
        "deaths nil", "dead: none", "nobody is severe", "severe: none", "severe none",
    )),
    *(("bm", said) for said in (
        "mɔgɔ si ma sa", "mɔgɔ ma sa", "saya tɛ", "saya foyi", "sa tɛ", "salen tɛ",
    )),
]  # fmt: skip
UNVACCINATED = [
    *(("fr", said) for said in (
        "personne n'est vacciné", "aucun d'eux n'est vacciné", "vaccinés: non", "vaccin néant",
        "vaccin jamais reçu", "vaccin pas encore fait", "pas à jour des vaccins", "zéro dose",
    )),
    *(("en", said) for said in (
        "un-vaccinated", "haven't been vaccinated", "hasn't been vaccinated", "weren't vaccinated",
        "aren't vaccinated", "didn't get the vaccine", "vaccine not given", "vaccinated: none",
    )),
]  # fmt: skip


def told_in_each_way(locale: str, said: str) -> list[str]:
    return [
        f"{THREE[locale]}, {said}",
        f"{THREE[locale]} {said}",
        f"{THREE[locale]}. {said[0].upper()}{said[1:]}.",
    ]


@pytest.mark.parametrize(("locale", "said"), UNHARMED)
def test_nobody_died_and_nobody_is_severe(locale: str, said: str) -> None:
    for text in told_in_each_way(locale, said):
        found = one(text, locale)
        assert (found.risk, found.count, found.deaths, found.severe) == ("measles", 3, 0, 0), text


@pytest.mark.parametrize(("locale", "said"), UNVACCINATED)
def test_nobody_had_the_vaccine(locale: str, said: str) -> None:
    for text in told_in_each_way(locale, said):
        found = one(text, locale)
        assert (found.count, found.vaccinated) == (3, False), text


@pytest.mark.parametrize("mark", [":", ""])
@pytest.mark.parametrize("no", ["néant", "aucun", "non", "zéro", "0", "pas encore"])
def test_a_death_behind_the_vaccine_that_nobody_had_is_kept(no: str, mark: str) -> None:
    said = f"vaccinés{mark} {no}"
    both = reading(f"cholera 2 cas, {said} rougeole 3 cas", "fr").reports
    assert [(each.count, each.deaths) for each in both] == [(2, 0), (3, 0)]
    assert both[0].vaccinated is False
    found = one(f"cholera 2 cas, {said} décès 1", "fr")
    assert (found.count, found.deaths, found.vaccinated) == (2, 1, False)


def test_not_yet_vaccinated_before_the_place() -> None:
    assert one("rougeole 2 cas, vaccinés: pas encore Koro", "fr").vaccinated is False


@pytest.mark.parametrize(
    ("locale", "text", "deaths"),
    [
        ("fr", "une personne est morte de la rougeole à Koro", 1),
        ("fr", "3 rougeole Koro, une personne est morte", 1),
        ("fr", "3 cas rougeole dont 1 mort, RAS pour le reste", 1),
        ("fr", "3 cas rougeole dont un enfant mort, néant pour le reste", 1),
        ("fr", "1 mort non vacciné rougeole Koro", 1),
        ("fr", "décès non élucidés : 3 à Koro", 3),
        ("fr", "pas de palu, un mort de rougeole", 1),
        ("en", "3 measles Koro, one person is dead", 1),
        ("en", "1 man died of measles, nobody knows why he was not vaccinated", 1),
        ("fr", "palu 3 mort néant", 0),
        ("fr", "rougeole 3 cas, mort: non vacciné", 3),
        ("fr", "rougeole 3 cas décédés, aucun vacciné", 3),
    ],
)
def test_who_died_stays(locale: str, text: str, deaths: int) -> None:
    assert one(text, locale).deaths == deaths


AFTER = [
    *(
        ("fr", said)
        for said in ("décès: néant", "décès: aucun", "morts: zéro", "décès: pas encore")
    ),
    *(("fr", said) for said in ("décès néant", "décès zéro", "décès 0", "mort 0")),
    *(("en", said) for said in ("deaths: none", "deaths nil", "deaths none", "dead: 0")),
]


@pytest.mark.parametrize(("locale", "said"), AFTER)
def test_what_comes_after_nobody_died_is_read_as_ever(locale: str, said: str) -> None:
    """The place, who is severe, the next disease."""
    cases, severe = {"fr": ("cas", "graves"), "en": ("cases", "severe")}[locale]
    disease = {"fr": "palu", "en": "malaria"}[locale]
    for text in (f"cholera 3 {cases}, {said} Koro", f"cholera 3 {cases} {said} Koro"):
        found = one(text, locale)
        assert (found.count, found.deaths, found.severe) == (3, 0, 0), text
        assert found.place is not None, text
    for text in (f"cholera 3 {cases}, {said} {severe} 2", f"cholera 3 {cases} {said} {severe} 2"):
        found = one(text, locale)
        assert (found.count, found.deaths, found.severe) == (3, 0, 2), text
    both = reading(f"cholera 3 {cases}, {said} {disease} 4 {cases}", locale).reports
    assert [(each.count, each.deaths) for each in both] == [(3, 0), (4, 0)]


@pytest.mark.parametrize(
    ("text", "count", "female", "male", "deaths"),
    [
        ("2 hommes 1 femme, diarrhée comme eau de riz, un des hommes est mort", 3, 1, 2, 1),
        ("2 hommes 1 femme avec palu, une des femmes est morte", 3, 1, 2, 1),
        ("4 cas de palu, 3 garçons et 1 fille. Un garçon est décédé.", 4, 1, 3, 1),
        ("5 cas palu : 3 filles et 2 garçons. 2 filles sont mortes", 5, 3, 2, 2),
        ("6 enfants avec palu, deux des enfants sont morts", 6, 0, 0, 2),
        # Told of nobody before: they are more.
        ("palu : 3 filles malades et 1 garçon est mort", 4, 3, 1, 1),
    ],
)
def test_who_was_told_of_before_is_not_counted_again(
    text: str, count: int, female: int, male: int, deaths: int
) -> None:
    found = one(text, "fr")
    assert (found.count, found.deaths) == (count, deaths)
    assert (found.female, found.male) == (female, male)


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [
        ("fr", "Morsure de chien, fillette 9 ans, Koro, plaie lavée au savon 15 min", 1),
        ("fr", "on a vu un filet de ver blanc sortir du genou d'une femme à Koro", 1),
        ("fr", "bb nouvo né ne tete plus + raide. mere acouché a la maison. Koro", 1),
        ("fr", "Ce n'est pas un serpent, c'est un chien : 1 dame de 65 ans mordue à Koro", 1),
        ("fr", "épidémie de rougeole à Koro, 5 cas", 5),
        ("fr", "Décès maternels de la semaine : 2. Koro", 2),
        ("fr", "2 clients avec palu, deux hommes", 2),
    ],
)
def test_what_counts_nobody(locale: str, text: str, count: int) -> None:
    assert one(text, locale).count == count


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "7 ou peut-être 9 cas de choléra à Koro"),
        ("fr", "entre 3 et 5 cas de rougeole à Koro"),
        ("fr", "3-5 cas de rougeole à Koro"),
        ("en", "2 or 3 measles cases in Koro"),
        ("en", "There is an outbreak of measles in Koro, many children sick"),
        ("fr", "une épidémie de rougeole à Koro"),
    ],
)
def test_how_many_is_asked(locale: str, text: str) -> None:
    found = reading(text, locale)
    assert found.question is not None
    assert not found.reports


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "7-day-old baby girl stopped sucking on Friday, now stiff with spasms. Koro"),
        ("fr", "bébé mort à 7 jours de vie, il ne pouvait plus téter et avait des spasmes. Koro"),
    ],
)
def test_days_of_life_are_an_age_and_no_onset(locale: str, text: str) -> None:
    found = one(text, locale)
    assert (found.risk, found.age_months) == ("neonatal_tetanus", 0)
    assert found.onset is None or found.onset.isoweekday() == 5  # that Friday


@pytest.mark.parametrize(
    ("locale", "text", "deaths", "severe"),
    [
        ("en", "3 measles Koro, all aged 4 and one of them has died", 1, 0),
        ("en", "3 measles Koro since 2 days. One of them died. All 4 years old", 1, 0),
        ("en", "3 measles Koro, never vaccinated, 1 of them died", 1, 0),
        ("en", "3 measles Koro, all 4 years old, one of them severe", 0, 1),
        ("fr", "3 rougeole Koro, tous âgés de 4 ans et 1 est grave", 0, 1),
        ("fr", "3 rougeole Koro. Décès: 1 et déjà vaccinés", 1, 0),
        ("fr", "3 rougeole Koro, âgés de moins de 5 ans et 1 décès", 1, 0),
        ("fr", "3 rougeole Koro, ils sont tous morts", 3, 0),
    ],
)
def test_how_many_died_beside_ages_and_vaccines(
    locale: str, text: str, deaths: int, severe: int
) -> None:
    found = one(text, locale)
    assert (found.count, found.deaths, found.severe) == (3, deaths, severe)


@pytest.mark.parametrize(
    ("locale", "text", "onset", "group"),
    [
        ("fr", "3 rougeole Koro dont 1 mort hier soir", None, None),
        ("fr", "3 rougeole Koro depuis vendredi, dont 1 mort hier", date(2026, 11, 20), None),
        ("fr", "3 rougeole Koro, 1 décès, début 22/11", date(2026, 11, 22), None),
        ("fr", "2 morts subites à Koro hier, cause inconnue", date(2026, 11, 23), None),
        (
            "fr",
            "3 rougeole Koro, moins de 5 ans cela fait deux jours",
            date(2026, 11, 22),
            "under5",
        ),
        ("fr", "reçu aujourd'hui 3 rougeole Koro, malades depuis hier", date(2026, 11, 23), None),
        ("fr", "3 rougeole Koro, depuis le 22 déjà vaccinés", date(2026, 11, 22), None),
        ("en", "3 measles Koro and over 5, since Friday", date(2026, 11, 20), "over5"),
        ("en", "3 measles Koro, all over 5", None, "over5"),
        ("fr", "3 rougeole Koro et plus de 5 ans", None, "over5"),
        ("bm", "nyɔnisan 3 Koro u ma san 5 sɔrɔ, a tile 2", date(2026, 11, 22), "under5"),
        ("fr", "3 rougeole Koro, 1 mort, ce sont des filles de moins de 5 ans", None, "under5"),
    ],
)
def test_when_it_began_and_how_old_they_are(
    locale: str, text: str, onset: date | None, group: str | None
) -> None:
    found = one(text, locale)
    assert (found.onset, found.age_group) == (onset, group)


@pytest.mark.parametrize(
    ("text", "count", "female", "male"),
    [
        ("nyonisan mɔgɔ 3 Koro san 5 jukɔrɔ, muso fila ni cɛ kelen", 3, 2, 1),
        ("Koro: nyɔnisan 3, npogotigi 2 cɛ 1, u ma san 5 sɔrɔ", 3, 2, 1),
        ("sumaya 2 muso 1 cɛ Koro", 3, 2, 1),
    ],
)
def test_numbers_behind_their_nouns(text: str, count: int, female: int, male: int) -> None:
    found = one(text, "bm")
    assert (found.count, found.female, found.male) == (count, female, male)


def test_what_is_told_behind_a_village_is_no_part_of_its_name() -> None:
    """There are a Korou and a Karouma."""
    for text in ("nyɔnisan 3 Koro u ma vaccin kɛ", "nyɔnisan 3 Koro u si san 4"):
        place = one(text, "bm").place
        assert place is not None
        assert place.name == "Koro"


@pytest.mark.parametrize(
    ("text", "count", "positive"),
    [
        ("choléra 1 TDR positif koro", 1, 1),
        ("1 cas cholera TDR+ mondoro", 1, 1),
        ("diarrhée aqueuse 3 cas dont 1 TDR positif koro", 3, 1),
        ("cholera 2, test rapide positif", 2, 1),
        ("choléra 3 testés, 1 positif", 3, 1),
        ("choléra 4 cas, TDR positifs 2 koro", 4, 2),
        ("cholera 1 TDR négatif koro", 1, 0),
        ("choléra 2 koro", 2, 0),
        ("palu 3 TDR positif", 3, 0),  # of malaria it is what makes the case
    ],
)
def test_a_rapid_test_of_cholera(text, count, positive):
    found = one(text)
    assert (found.count, found.positive) == (count, positive)
    assert reading(text).not_understood == ()


def test_the_disease_is_named_once_more_where_it_is_tested():
    found = one("watery diarrhoea 4, 2 tested positive for cholera", "en")
    assert (found.count, found.positive) == (4, 2)
