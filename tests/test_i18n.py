"""Every text in every language: nothing lost on the way, nothing longer than it may be."""

from __future__ import annotations

import gettext
import os
import shutil
from datetime import date
from string import Formatter

import pytest
import structlog
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.cli.budgets import budget, filled
from bot.cli.catalogs import forget, texts
from bot.errors import MissingCatalog
from bot.i18n import Catalogs
from bot.message import Choice, Rendered, Reply
from bot.paths import LOCALES
from bot.places import Place
from bot.review import Review
from bot.sms import foldings, measure
from bot.text import Text, _, n_, verbatim
from bot.writing import day_of, directed
from handlers.advice.texts import advice
from handlers.report.finding import Finding
from handlers.report.risks import load as load_risks
from handlers.report.said import in_a_row, summary
from tests.conftest import BY_KEY, SPOKEN

SOURCES = sorted(LOCALES.glob("*/LC_MESSAGES/messages.po"))
FOLDINGS = foldings(LOCALES)
ON_SCREEN = ("bot/web/", "bot/cli/")  # never by SMS
# A resident's help names the danger signs, a coordinator's the schedule's words; a clinic and a
# visit are told together; before a message to many all its figures; who checks reports, which.
TWO_SEGMENTS = (
    "Danger (fits", "Schedule: ", "Near {place}", "{entries}", "{first}. {second}", "{preview}",
    "{welcome} {training}", "{line} To warn", "In training in your area",
    "Your figures", "{line} {figures}", "{place}, week {week} (",
    "In danger call {emergency}. {answer}", "{day}: nothing", "{service}: ", "{text} Farther",
    "{cases} not checked for", "{place}, to check",
)  # fmt: skip
SAMPLES = {
    "area": "Bandiagara", "place": "Bandiagara", "risk": "rougeole", "cases": "12 cas",
    "count": 12, "language": "Bamanankan",
    "names": "Français, Bamanankan, English",
    "female": "7", "male": "5", "known": "7", "number": "12345", "newer": "12346",
    "code": "123456", "numbers": "12345, 12346, 12347",
    "old": "12344", "times": "5", "minutes": "30", "week": "48", "day": date(2026, 9, 30),
    "help": "Répondez par un des numéros.", "question": "Où ? Envoyez le nom du village.",
    "reports": "no 12345 rougeole 12, no 12346 paludisme 12", "role": "agent de santé",
    "summary": "rougeole, 3 cas féminins, Bandiagara", "unread": "bandiagra nord",
    "words": "palu 12 f bandiagra nord", "km": "132", "direction": "au nord-est",
    "far": "132 km au nord-est", "hours": "9h30-14h30", "time": "16h30", "name": "CSCom Bandiagara",
    "within": "50", "people": "412", "status": "suspendue pour l'instant", "team": "Equipe A",
    "verb": "ANNULER (insécurité)", "reason": "changement de programme", "phone": "+22370000000",
    "topic": "dépistage du cancer du col",
    "from_month": "septembre", "to_month": "septembre", "until": date(2026, 9, 30),
    "vaccine": "polio injectable", "age": "18 mois",
    "ages": "naissance, 6 semaines, 10 semaines, 14 semaines",
    "service": "test et soins du paludisme", "services": "nutrition, vaccination",
    "line": "CSCom Bandiagara, ouvert jusqu'à 16h30, 132 km au nord-est",
    "first": "CSCom Bandiagara, ouvert jusqu'à 16h30, 132 km au nord-est",
    "second": "Clinique mobile : mer. 25 nov. 8h-12h, Bandiagara, 33 km au nord",
    "details": "chaque semaine, nutrition, vaccination, Equipe A",
    "places": "Bandiagara, Douentza, Mondoro, Koutiala, Ansongo",
    "what": "rougeole, 12 cas", "alert": "12346", "outcome": "confirmée par ses signes",
    "deaths": "12",
    "waiting": "120", "failures": "12", "emergency": "15", "months": "2", "days": "4", "years": "5",
    "weeks": "S48 jusqu'ici 12 cas, S47 4 cas, S46 2 cas (en retard), S45 rien reçu",
    "risks": "rougeole 12 (7), choléra 1 (0), méningite 1 (0), paludisme 120 (110)", "before": "47",
    "zeros": "12", "welcome": "Bienvenue. Vous êtes maintenant agent de santé, Bandiagara.",
    "training": "Vous êtes en formation : essayez ROUGEOLE 1 KORO. Rien ne compte encore.",
    "from_day": "6", "to_day": "12", "first_age": "9", "second_age": "15",
    "dose": "rougeole-rubéole 2",
    "doses": "BCG, polio 1, penta 1, pneumo 1, rota 1, polio injectable et 2 autres",
    "new": date(2026, 10, 30), "there": "Douentza", "next": "mer. 30 sept. 9h30-14h30",
    "who": "habitant, Bandiagara",
    "audience": "Bandiagara (district)", "shares": "fr 120, bm 92",
    "cost": 10775, "currency": "XOF",
    "segments": "431", "most": "1000", "received": "1000000 reçus",
    "signs": "ê", "why": "sans adresse", "kind": "district",
    "reasons": "5 sans adresse, 2 trop tard", "percent": "75", "done": "309", "total": "412",
    "sent": "405", "delivered": "390",
    "text": "No 12345, en cours : 405 envoyés sur 412, 390 reçus.",
    "figures": "Rapports zéro : 12. Agents 12 sur 12 : 100 % (100 %), à temps 100 % (100 %).",
    "preview": "Bandiagara (district) : 412 personnes (fr 120, bm 92). 431 SMS, environ 10 775 "
    "XOF. Durée 4 min. Sans : 12 ne veulent rien, 3 sans adresse.",
    "clinic": "CSCom Bandiagara, 132 km au nord-est, tél. +22370000000",
    "answer": "Près de Bandiagara : CSCom Bandiagara, ouvert jusqu'à 16h30, 132 km au nord-est. "
    "Clinique mobile : mer. 25 nov. 8h-12h, Bandiagara, 33 km au nord (nutrition).",
    "entries": "CSCom Bandiagara, ouvert jusqu'à 16h30, 132 km au nord-est. "
    "Clinique mobile : mer. 25 nov. 8h-12h, Bandiagara, 33 km au nord (nutrition)",
}  # fmt: skip


def messages(source):
    with source.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def forms(value):
    return [value] if isinstance(value, str) else list(value)


def fields(text):
    """Names, conversions and formats of a text's placeholders."""
    return {(name, form, how) for _w, name, form, how in Formatter().parse(text) if name}


def names(text):
    return {name for name, _form, _how in fields(text)}


def sent():
    """Every text that can go out by SMS."""
    found = dict.fromkeys(t for t, where in texts() if not where.startswith(ON_SCREEN))
    return sorted(found, key=str)


def in_parts(texts, parts=12):
    """A test for each text would take longer to tell than to do."""
    return [pytest.param(texts[part::parts], id=str(part)) for part in range(parts)]


each_catalog = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parts[-3])


@each_catalog
def test_no_translation_gains_or_loses_a_placeholder(source):
    """The number may be left out of a form that is for one number only: "two months" in Arabic."""
    with source.open("rb") as file:
        rule = gettext.c2py(read_po(file).plural_expr)
    for message in messages(source):
        wanted = set().union(*map(fields, forms(message.id)))
        alone = {rule(number) for number in (0, 1, 2)} - {rule(number) for number in range(3, 200)}
        for number, form in enumerate(filter(None, forms(message.string))):
            bare = number in alone or number == 0
            optional = {field for field in wanted if field[0] == "count" and bare}
            assert fields(form) <= wanted, form
            assert wanted - fields(form) <= optional, form


@each_catalog
def test_no_translation_is_doubtful_or_half_plural(source):
    for message in messages(source):
        assert not message.fuzzy, message.id
        translated = [bool(form) for form in forms(message.string)]
        assert all(translated) or not any(translated), message.id
        assert len(forms(message.string)) == 1 or not isinstance(message.id, str)


def filled_with(samples, text):
    singular, plural = (text, None) if isinstance(text, str) else text
    wanted = set().union(*map(names, forms(text)))
    values = {name: samples[name] for name in wanted} | ({"count": 12} if plural else {})
    return Text(singular, values, plural)


@pytest.mark.parametrize("texts", in_parts(sent()))
def test_every_text_fits_its_segments(catalogs, texts):
    for said in (filled_with(SAMPLES, text) for text in texts):
        for locale in SPOKEN:
            found = measure(FOLDINGS[locale].apply(catalogs.translate(said, locale)))
            assert found.encoding == "GSM-7", (locale, said.msgid, found.outside)
            most = 2 if said.msgid.startswith(TWO_SEGMENTS) else 1
            assert found.segments <= most, (locale, said.msgid, found.characters)


@pytest.fixture(scope="module")
def arabic():
    return Catalogs(LOCALES, ("ar",), "fr")


def written(locale):
    """The texts that a draft has; for what is new it may still lack words."""
    source = next(path for path in SOURCES if path.parts[-3] == locale)
    return {forms(each.id)[0] for each in messages(source) if all(forms(each.string))}


WRITTEN = written("ar")
ARABIC = [text for text in sent() if forms(text)[0] in WRITTEN]


# What Arabic puts in where French words stand above; names of places stay in Latin letters.
ARABIC_SAMPLES = SAMPLES | {
    "risk": "حصبة",
    "cases": "12 حالة",
    "what": "حصبة، 12 حالة",
    "outcome": "مؤكد بالعلامات",
    "summary": "حصبة، 3 إناث، Bandiagara",
    "service": "فحص الملاريا",
    "hours": "24",
    "doses": "BCG، شلل الأطفال 1، penta 1، pneumo 1، rota 1، شلل الأطفال (حقنة) و2 أخرى",
    "far": "132 كم شمالا",
    "direction": "شمالا",
    "line": "CSCom Bandiagara، مفتوح حتى 16h30، 132 كم شمالا",
    "entries": "CSCom Bandiagara، مفتوح حتى 16h30، 132 كم شمالا. عيادة متنقلة: الأربعاء 25 نوفمبر "
    "8h-12h، Bandiagara، 33 كم شمالا (تغذية)",
}
ARABIC_SAMPLES["answer"] = f"قرب Bandiagara: {ARABIC_SAMPLES['entries']}."
# A segment holds 70 Arabic letters. What takes one more than it should, and why.
ONE_MORE = {
    "Alert {number} ({what}, {place}) is closed": "the words of whoever closed it",
    "Alert {number} was checked and is true": "two commands, for who checks alerts",
    "Alert {number}: {what} in week": "a week, and what is usual in it",
    "Not understood: {unread}": "the person's words, twice",
    "What you reported ({what}, {place}) was checked and goes": "the words of whoever decided",
    "Your report no {number} was checked": "the words of whoever checked it",
    "{cases} not checked for": "what each report is",
    "{place}, to check": "the same, and where",
    "{line} Unclear, no answer": "a whole list before it",
    "{line} To warn": "a whole alert before it",
    "{line} Few reports in that past": "a whole alert before it",
    "Health: suspected cases": "what residents are told to do, and the number to call",
    "Near {place}": "a clinic and a visit, with a day in full",
    "In danger call {emergency}. {answer}": "the same",
    "{day}: nothing. {answer}": "the same",
    "{question} Then it is closed": "the whole outcome, before it is told",
    "Alert {number} ({what}, {place}) is open again": "the words of whoever opened it",
    "Alert {number} ({what}, {place}) goes on": "the same",
    "Alert {number} is over. Its warning": "two commands, to coordinators",
    "{line} Also there": "a whole answer before it",
}


@pytest.fixture(scope="module")
def places():
    """The files that say each text."""
    found = {}
    for text, where in texts():
        found.setdefault(text, []).append(where)
    return found


@pytest.mark.parametrize("texts", in_parts(ARABIC))
def test_arabic_keeps_its_budget_in_short_segments(arabic, places, texts):
    """Acknowledgements and alerts one, clinics and advice two, others three."""
    for text in texts:
        said = filled_with(ARABIC_SAMPLES, text)
        found = measure(FOLDINGS["ar"].apply(directed(arabic.translate(said, "ar"), "ar")))
        most = budget(places[text]) + said.msgid.startswith(tuple(ONE_MORE))
        assert found.segments <= most, (said.msgid, found.characters)


@pytest.mark.parametrize("locale", [*SPOKEN, "ar"])
@pytest.mark.parametrize("id_", ["danger.go_now", "danger.go_now_where", "malaria.go_now"])
def test_an_emergency_is_one_segment_in_every_language(locale, id_):
    catalogs = Catalogs(LOCALES, (*SPOKEN, "ar"), "fr")
    said = catalogs.translate(advice(id_, emergency="15"), locale)
    assert measure(FOLDINGS[locale].apply(said)).segments == 1, said


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parts[-3])
def test_what_is_written_by_sms_is_within_the_cheap_alphabet(source):
    """All that a draft says; who reads Arabic expects Arabic letters."""
    locale = source.parts[-3]
    folding = FOLDINGS[locale]
    for message in messages(source):
        for form in filter(None, forms(message.string)):
            found = measure(folding.apply(filled(form)))
            sent_ = budget(name for name, _line in message.locations) is not None
            assert locale == "ar" or not sent_ or found.encoding == "GSM-7", form
            assert not sent_ or found.segments <= 3, form


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("taq", "altanata 24/11"), ("ses", "Ata 24 Noo"), ("khq", "Ata 24 Noo"),
        ("ff", "maw 24 jol"), ("ff_ML", "maw 24 jol"), ("ar_ML", "الثلاثاء 24 نوفمبر"),
        ("bm", "tar 24 now"),
    ],
)  # fmt: skip
def test_days_are_said_in_every_language(locale, words):
    assert day_of(date(2026, 11, 24), locale) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 شهر"), (1, "شهر واحد"), (2, "شهران"), (3, "3 أشهر"), (11, "11 شهرا"), (100, "100 شهر")],
)
def test_arabic_has_six_plurals(arabic, count, words):
    assert arabic.translate(n_("{count} month", "{count} months", count=count), "ar") == words


@pytest.mark.parametrize(
    ("text", "locale", "said"),
    [
        ("حصبة 3", "ar", "حصبة 3"), ("Koro: حصبة", "ar", "\u200fKoro: حصبة"),
        ("قرب Koro: 2 كم", "ar", "قرب Koro:\u200f 2 كم"),
        ("غدا 8h-13h، Koro (demo)، 33 كم", "ar", "غدا 8h-13h،\u200f Koro (demo)،\u200f 33 كم"),
        ("أرسلوا CLINIQUE KORO 12", "ar", "أرسلوا CLINIQUE KORO 12"),
        ("3 حالات", "ar_ML", "3 حالات"), ("+223", "ar", "\u200f+223"), ("", "ar", ""),
        ("Koro: rougeole", "fr", "Koro: rougeole"), ("Koro", "taq", "Koro"),
    ],
)  # fmt: skip
def test_what_is_read_from_the_right_begins_there(text, locale, said):
    assert directed(text, locale) == said
    assert directed(said, locale) == said


def test_what_a_language_lacks_is_said_along_its_chain():
    """The languages of a chain need not be offered themselves."""
    catalogs = Catalogs(LOCALES, ("ff", "fr"), "fr", {"ff": ("ar", "fr")})
    assert catalogs.translate(_("yes"), "ff") == "eey"
    assert catalogs.translate(_("Nothing was changed."), "ff") == "لم يتغير شيء."


TOWN, SUNDAY = Place("town", "Bandiagara", None, 14.35, -3.61), date(2026, 11, 22)
SAID = {
    "usual": {"count": 3, "female": 3},
    "more": {"count": 3, "female": 3, "age_months": 48, "deaths": 1, "onset": SUNDAY},
    "split": {"count": 12, "female": 7, "male": 5, "age_group": "under5", "vaccinated": False},
}


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("risk", load_risks().values(), ids=lambda risk: risk.id)
def test_what_was_understood_is_said_back_in_one_segment(catalogs, risk, said, locale):
    """As `handlers/report/filing.py` puts it together, in a town with a long name."""
    finding = Finding(risk=risk.id, place=TOWN, **SAID[said])
    text = in_a_row(
        _("No {number}: {summary}.", number="12345", summary=summary(finding, risk)),
        _("Coordinator told."),
        _("Wrong? CANCEL {number}", number="12345"),
    )
    found = measure(FOLDINGS[locale].apply(catalogs.translate(text, locale)))
    assert (found.encoding, found.segments) == ("GSM-7", 1), found


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("who", "locale"), [("chw-douentza", "fr"), ("chw-koro", "bm"), ("chw-ansongo", "en")]
)
async def test_a_whole_breakdown_is_said_back_in_one_segment(staffed, who, locale):
    """The coded form of every health risk, with all four groups."""
    await staffed.rows("UPDATE number_sequence SET next = 12345 RETURNING next")
    for risk in load_risks().values():
        [answer] = await staffed.says(f"{risk.number}#1#2#3#4", BY_KEY[who])
        if risk.sex or risk.oldest:  # of people whom it cannot befall: we ask
            [answer] = await staffed.says("1", BY_KEY[who])
        found = measure(FOLDINGS[locale].apply(answer))
        assert (found.encoding, found.segments) == ("GSM-7", 1), f"{found.characters}: {answer}"
        assert answer.startswith("No 123")


@pytest.fixture
def folder(tmp_path, catalogs):
    """Our texts, compiled, in a folder of the test's own."""
    return shutil.copytree(LOCALES, tmp_path / "locales")


def catalog_of(folder, locale):
    return folder / locale / "LC_MESSAGES" / "messages.mo"


def recompiled(folder, locale, without=(), **changed):
    """The catalog compiled anew: some texts not translated, some otherwise."""
    with catalog_of(folder, locale).with_suffix(".po").open("rb") as file:
        catalog = read_po(file, locale=locale)
    for msgid in without:
        catalog.delete(msgid)
    for msgid, string in changed.items():
        catalog[msgid].string = string
    with catalog_of(folder, locale).open("wb") as file:
        write_mo(file, catalog)


@pytest.mark.parametrize("locale", [*SPOKEN, "ff"])
def test_a_catalog_that_is_not_compiled_is_named(folder, locale):
    catalog_of(folder, locale).unlink(missing_ok=True)
    with pytest.raises(MissingCatalog, match=f"^{locale}: no compiled catalog; run `make cat"):
        Catalogs(folder, (*SPOKEN, locale), "fr")


def test_a_catalog_older_than_its_texts_is_named(folder):
    source = catalog_of(folder, "bm").with_suffix(".po")
    later = catalog_of(folder, "bm").stat().st_mtime + 10
    os.utime(source, (later, later))
    with pytest.raises(MissingCatalog, match=r"^bm: the catalog is older than its texts"):
        Catalogs(folder, SPOKEN, "fr")


def test_what_a_language_lacks_is_said_in_the_default_one(folder):
    recompiled(folder, "bm", without=["measles"], malaria="sumaya")
    catalogs = Catalogs(folder, SPOKEN, "fr")
    assert catalogs.translate(_("malaria"), "bm") == "sumaya"
    assert catalogs.translate(_("measles"), "bm") == "rougeole"
    assert catalogs.translate(_("not in any catalog"), "bm") == "not in any catalog"


def test_english_never_falls_back_into_french(catalogs):
    for text in sent():
        singular = forms(text)[0]
        if not names(singular):
            said = catalogs.translate(_(singular), "en")
            assert said != catalogs.translate(_(singular), "fr") or said == singular


@pytest.mark.parametrize(("chain", "words"), [(("fr",), "rougeole"), ((), "measles")])
def test_a_chain_of_languages_can_be_given(folder, chain, words):
    recompiled(folder, "bm", without=["measles"])
    assert Catalogs(folder, SPOKEN, "fr", {"bm": chain}).translate(_("measles"), "bm") == words


@pytest.mark.parametrize("locale", [None, "ff", "xx-nowhere", ""])
def test_a_person_of_no_known_language_reads_the_default_one(catalogs, locale):
    rendered = catalogs.render(Reply(_("measles"), (Choice("yes", _("yes")),)), locale)
    assert rendered == Rendered("rougeole", (("yes", "oui"),), "fr")


@pytest.mark.parametrize(
    ("locale", "count", "words"),
    [
        ("fr", 0, "0 animal"), ("fr", 1, "1 animal"), ("fr", 2, "2 animaux"),
        ("en", 0, "0 animals"), ("en", 1, "1 animal"), ("en", 2, "2 animals"),
        ("bm", 1, "bagan 1"), ("bm", 2, "bagan 2"),
    ],
)  # fmt: skip
def test_plurals_follow_the_language(catalogs, locale, count, words):
    text = n_("{count} animal", "{count} animals", count=count)
    assert catalogs.translate(text, locale) == words


@pytest.mark.parametrize(("severe", "words"), [(1, "1 grave"), (2, "2 graves")])
def test_one_severe_case_is_not_several(catalogs, severe, words):
    said = summary(Finding("malaria", 5, severe=severe), load_risks()["malaria"])
    assert catalogs.translate(said, "fr") == f"paludisme, 5 cas, {words}"


def test_a_plural_that_is_missing_follows_the_language_it_is_said_in(folder):
    recompiled(folder, "bm", without=["{count} animal"])
    catalogs = Catalogs(folder, SPOKEN, "fr")
    animals = [n_("{count} animal", "{count} animals", count=count) for count in (0, 1, 2)]
    said = [catalogs.translate(text, "bm") for text in animals]
    assert said == ["0 animal", "1 animal", "2 animaux"]


@pytest.mark.parametrize(
    ("locale", "value", "words"),
    [
        ("fr", date(2026, 11, 24), "mar. 24 nov."), ("fr", date(2026, 12, 1), "mar. 1er déc."),
        ("en", date(2026, 11, 24), "Tue 24 Nov"),
        ("fr", 1234567, "1\u202f234\u202f567"), ("en", 1234567, "1,234,567"),
        ("fr", 2.5, "2,5"), ("fr", "1234567", "1234567"),
        ("fr", (_("measles"), _("malaria")), "rougeole, paludisme"),
        ("ar", (verbatim("BCG"), verbatim("VPO")), "BCG، VPO"),
        ("fr", verbatim("measles"), "measles"),
        ("fr", "{braces} %s", "{braces} %s"),
    ],
)  # fmt: skip
def test_values_are_written_as_the_reader_writes_them(catalogs, arabic, locale, value, words):
    spoken = arabic if locale == "ar" else catalogs
    assert spoken.translate(Text("{value}", {"value": value}), locale) == words


TUESDAY = date(2026, 11, 24)
# What Bambara has of these here.
BM = {"yellow fever": "jɔntɛfin", "since {day}": "kabini {day}"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # The sentence is French, and so is all inside it, though Bambara has the day and the name.
        (_("Then, from {day}: {dose}.", day=TUESDAY, dose=_("yellow fever")),
         "Ensuite, dès le mar. 24 nov. : fièvre jaune."),
        (_("Late: {doses}.", doses=Text("{words}", {"words": (_("yellow fever"), _("polio"))})),
         "En retard : fièvre jaune, polio."),
        (_("Late: {doses}.", doses=n_("{count} animal", "{count} animals", count=2)),
         "En retard : 2 animaux."),
        (_("Late: {doses}.", doses=_("{risk}, {cases}", risk=_("yellow fever"), cases="2")),
         "En retard : fièvre jaune, 2."),
        # The sentence is Bambara, and what it lacks inside is French, with what is inside that.
        (_("since {day}", day=TUESDAY), "kabini tar 24 now"),
        (_("No {number}: {summary}.", number="7", summary=_("Late: {doses}.", doses=TUESDAY)),
         "No 7: En retard : mar. 24 nov."),
        # Without a letter of its own a sentence is of no language.
        (_("{first} {second}", first=_("yellow fever"), second=_("Late: {doses}.", doses=TUESDAY)),
         "jɔntɛfin En retard : mar. 24 nov."),
        (_("{no}, {body}: 1", no=TUESDAY, body=_("yellow fever")), "tar 24 now, jɔntɛfin: 1"),
        (_("nobody wrote {this}", this=TUESDAY), "nobody wrote Tue 24 Nov"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)  # fmt: skip
def test_a_sentence_that_falls_back_is_of_one_language(folder, text, words):
    recompiled(folder, "bm", without=["Then, from {day}: {dose}.", "Late: {doses}."])
    catalogs = Catalogs(folder, SPOKEN, "fr")
    assert all(
        catalogs.translate(_(each, day=""), "bm") == said.format(day="")
        for each, said in BM.items()
    )
    assert catalogs.translate(text, "bm") == words


def test_what_falls_into_a_language_of_the_chain_goes_on_along_it():
    catalogs = Catalogs(LOCALES, ("ff", "fr"), "fr", {"ff": ("ar", "fr")})
    text = _("Late: {doses}.", doses=_("nobody wrote {this}", this=_("yellow fever")))
    assert catalogs.translate(text, "ff").endswith("nobody wrote yellow fever.")
    assert catalogs.spoken("ar") == "fr"  # it is in the chain, and not offered


def test_the_mark_of_a_draft_changes_no_language_of_what_it_marks(catalogs):
    review = Review(texts=frozenset({"yellow fever"}), drafts=True)
    said = Catalogs(LOCALES, SPOKEN, "fr", review=review).render(Reply(_("yellow fever")), "bm")
    assert said.text == "(brouillon) jɔntɛfin"


@pytest.mark.parametrize("broken", ["rapport {nombre}", "rapport {", "rapport {0}"])
def test_a_broken_translation_is_said_in_english_rather_than_not_at_all(folder, broken):
    recompiled(folder, "fr", **{"Kept: no {number}.": broken})
    with structlog.testing.capture_logs() as logged:
        said = Catalogs(folder, SPOKEN, "fr").translate(_("Kept: no {number}.", number="7"), "fr")
    assert said == "Kept: no 7."
    assert [line["event"] for line in logged] == ["broken translation"]


def test_a_sentence_that_ends_with_a_shortened_month_has_one_stop(catalogs):
    text = _(
        "No {number}: {summary}.", number="3", summary=_("since {day}", day=date(2026, 11, 24))
    )
    assert catalogs.translate(text, "fr").endswith("nov.")
    assert not catalogs.translate(text, "fr").endswith("..")
    unread = _("Not understood: {unread}.", unread="koro...")
    assert catalogs.translate(unread, "en").endswith("koro....")


def test_an_old_translation_is_kept_only_where_a_new_text_may_want_it():
    catalog = Catalog("fr")
    catalog.add("Where are you?", "Où êtes-vous ?")
    catalog.add("Where is the village?", "Où est le village ?")
    catalog.add("Nothing like it, from long ago", "Rien de tel")
    catalog.add("Never translated")
    template = Catalog()
    for text in ("Where are you?", "Where is your village?"):
        template.add(text)
    catalog.update(template, no_fuzzy_matching=True)
    forget(catalog)
    assert [message.id for message in catalog.obsolete.values()] == ["Where is the village?"]
    catalog["Where is your village?"].string = "Où est votre village ?"
    forget(catalog)
    assert catalog["Where are you?"].string == "Où êtes-vous ?"
    assert not catalog.obsolete
