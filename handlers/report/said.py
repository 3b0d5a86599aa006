"""A report in words: what was understood, said back in one SMS segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.text import Text, _, n_, verbatim
from handlers.report.grammar import Case, Finding
from handlers.report.risks import Risk

SHORT = 24  # characters of the person's own words that an SMS has room for
MONTHS_SHOWN = 24  # below two years people count months


def summary(finding: Finding, risk: Risk) -> Text:
    """`measles, 3 female cases, 4 years, 1 death, Koro`: in the list's words, not the sender's."""
    told = finding
    if risk.fatal and finding.deaths == finding.count and _crossed(finding.cases):
        told = replace(finding, deaths=0)  # said by its name; a whole breakdown leaves no room
    parts = [risk.name, *_cases(finding, risk), *_ages(finding), *_outcomes(told)]
    if finding.onset is not None:
        parts.append(_("since {day}", day=finding.onset))
    if finding.place is not None:
        parts.append(verbatim(finding.place.name))
    return Text("{parts}", {"parts": tuple(parts)})


def details(finding: Finding) -> int:
    """How much is said beside disease, number and place."""
    split = bool(finding.female and finding.male)
    return split + len(_ages(finding)) + len(_outcomes(finding)) + (finding.onset is not None)


def brief(finding: Finding, risk: Risk) -> Text:
    """`malaria 5`: for a list of several reports, where the whole would not fit."""
    name = _("{risk} (animals)", risk=risk.name) if finding.animals else risk.name
    return _("{risk} {number}", risk=name, number=str(finding.count))


def shortly(risk: Risk, count: int) -> Text:
    """`measles, 3 cases`: enough to recognise a report by."""
    cases = n_("{count} case", "{count} cases", count=count)
    return _("{risk}, {cases}", risk=risk.name, cases=cases)


def _cases(finding: Finding, risk: Risk) -> list[Text]:
    count = finding.count
    if risk.kind == "animal" or finding.animals:
        return [n_("{count} animal", "{count} animals", count=count)]
    if _crossed(finding.cases):
        total = n_("{count} case", "{count} cases", count=count)
        return [total, *(said for case in finding.cases if case.count and (said := _group(case)))]
    if finding.female and finding.male:
        return [
            _(
                "{count} cases ({female} F, {male} M)",
                count=str(count),
                female=str(finding.female),
                male=str(finding.male),
            )
        ]
    if finding.female and finding.female == count:
        return [n_("{count} female case", "{count} female cases", count=count)]
    if finding.male and finding.male == count:
        return [n_("{count} male case", "{count} male cases", count=count)]
    known = finding.female or finding.male
    if known:
        return [
            n_("{count} case", "{count} cases", count=count),
            _("{known} F", known=str(known))
            if finding.female
            else _("{known} M", known=str(known)),
        ]
    return [n_("{count} case", "{count} cases", count=count)]


def _crossed(cases: Sequence[Case]) -> bool:
    """Several groups of both ages: only the breakdown tells them apart."""
    return len({case.age_group for case in cases if case.count}) > 1


def _group(case: Case) -> Text | None:
    """None of whom neither sex nor age is known: they are the rest of the total."""
    number = str(case.count)
    match case.sex, case.age_group:
        case "female", "under5":
            return _("{number} F under 5", number=number)
        case "female", "over5":
            return _("{number} F 5 and over", number=number)
        case "male", "under5":
            return _("{number} M under 5", number=number)
        case "male", "over5":
            return _("{number} M 5 and over", number=number)
        case _sex, "under5":
            return _("{number} under 5", number=number)
        case _sex, "over5":
            return _("{number} aged 5 and over", number=number)
        case "female", None:
            return _("{known} F", known=number)
        case "male", None:
            return _("{known} M", known=number)
    return None


def _ages(finding: Finding) -> list[Text]:
    if _crossed(finding.cases):
        return []
    months = finding.age_months
    if months is not None:
        if months < MONTHS_SHOWN:
            return [n_("{count} month", "{count} months", count=months)]
        return [n_("{count} year", "{count} years", count=months // 12)]
    if finding.age_group is None:
        return []
    return [_("under 5 years") if finding.age_group == "under5" else _("5 years and over")]


def _outcomes(finding: Finding) -> list[Text]:
    said = []
    if finding.deaths:
        said.append(n_("{count} death", "{count} deaths", count=finding.deaths))
    if finding.severe:
        said.append(n_("{count} severe", "{count} severe", count=finding.severe))
    if finding.positive:
        said.append(_("{number} tested positive", number=str(finding.positive)))
    if finding.vaccinated is not None:
        said.append(_("vaccinated") if finding.vaccinated else _("not vaccinated"))
    return said


def not_read(unread: Sequence[str]) -> Text | None:
    """The person's own words that meant nothing to us."""
    return _("Not understood: {unread}.", unread=shown(unread)) if unread else None


def shown(unread: Sequence[str]) -> str:
    """As many of them as an SMS has room for."""
    return ", ".join(unread[:2])[:SHORT]


def in_a_row(*texts: Text | None) -> Text:
    """Sentences one after the other, leaving out those that are not there."""
    said = [text for text in texts if text is not None]
    names = [f"s{position}" for position in range(len(said))]
    pattern = " ".join(f"{{{name}}}" for name in names)
    return Text(pattern, dict(zip(names, said, strict=True)))
