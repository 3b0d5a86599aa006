"""What no text may ever say, in any language: an amount, a medicine by name, a diagnosis, that all
is well, or not to vaccinate. Pure.

It is searched for in every text of the program (tests) and of a deployment (`texts.py`).
"""

from __future__ import annotations

import re

_DAILY = r"(?:par|a|per|/) ?(?:jour|day)"
_ILLNESS = "(?:le palu|du palu|le paludisme|la rougeole|un cancer|le choléra|une méningite|ebola)"
_AN_ILLNESS = "(?:malaria|measles|cancer|cholera|meningitis)"
AMOUNTS = (
    r"\d ?(?:mg|ml|cl|g|µg|mcg|cc|ui|iu|grammes?|milli\w+|unités? internationales?)\b",
    r"\b(?:comprim|cachet|g[ée]lule|capsule|pilule|goutte|cuill|suppositoire|ampoule|seringue)",
    r"\b(?:tablet|pills?\b|drops?\b|spoon|teaspoon|syringe|sachets? (?:de|of))",
    r"\b(?:demi|half|quart|quarter)[ -](?:comprim|tablet|dose)",
    rf"\b(?:une|deux|trois|quatre|once|twice|thrice|four|\d+) ?(?:x|fois|times)? ?{_DAILY}",
    r"\d+ ?(?:x|fois|times) ?(?:/|par|a|per|each|every|en) ?24",
    r"toutes les \d+ ?h|every \d+ ?hours|matin et soir|matin,? midi et soir|morning and evening",
)
MEDICINES = (
    r"\b(?:parac[ée]tamol|acetaminophen|doliprane|efferalgan|ibuprof|aspirin)",
    r"\b(?:art[ée]m[ée]|coartem|artefan|art[ée]sun|amodiaquine|lum[ée]fantrine|m[ée]floquine)",
    r"\b(?:sulfadoxine|pyrim[ée]th|fansidar|quinine|quinimax|chloroquine|nivaquine)",
    r"\b(?:amoxicill|cotrimoxazole|bactrim|m[ée]tronidazole|flagyl|antibioti|ivermectin|zinc\b)",
)
AGAINST = (
    r"\bne (?:l[ea']s? ?)?vaccine[rz]? pas|\bne (?:pas|jamais) (?:l[ea']s? ?)?(?:faire )?vacciner",
    r"\b(?:évitez|refusez|arrêtez) (?:les? |la )?vaccin|\bn'allez pas (?:vous )?(?:faire )?vaccin",
    r"attendez (?:avant de|pour) (?:le |la |les )?vacciner|pas (?:de|besoin de|besoin d'un) vaccin",
    r"\b(?:do not|don't|never|should not|must not|cannot) (?:be )?(?:get )?vaccinat",
    r"not be vaccinated|(?:avoid|refuse|stop) (?:the )?vaccin|wait (?:before|with) vaccinat",
    r"no need (?:of|for) (?:a |the )?vaccin",
)
DIAGNOSES = (
    rf"\bc'est (?:bien |sûrement |peut-être |probablement )?{_ILLNESS}",
    rf"\bce n'est pas (?:{_ILLNESS}|grave)",
    rf"\b(?:il|elle|enfant) (?:n')?a (?:pas )?{_ILLNESS}|\bvous avez {_ILLNESS}",
    rf"\b(?:it|this) (?:is|isn't) (?:not |probably |surely )?(?:{_AN_ILLNESS}|serious)",
    rf"\b(?:child|he|she) has (?:not |no )?{_AN_ILLNESS}|\byou have {_AN_ILLNESS}",
)
REASSURANCES = (
    r"rien de grave|pas grave|sans gravité|ne vous inquiétez pas|pas d'inquiétude",
    r"pas besoin d'(?:aller|un test|un médecin)|inutile d'(?:aller|un test)|va passer|tout seul",
    r"(?:ce n'est|c'est) (?:rien|normal)\b|attendez (?:de voir|demain)",
    r"nothing serious|not serious|harmless|(?:do not|don't) worry|is normal\b|it is nothing",
    r"no need to (?:go|worry|test|see)|will pass|wait and see|wait until tomorrow",
)
NEVER = re.compile(
    "|".join((*AMOUNTS, *MEDICINES, *AGAINST, *DIAGNOSES, *REASSURANCES)), re.IGNORECASE
)


def refused(text: str) -> str | None:
    """What of it may not be said; None if all may."""
    found = NEVER.search(text.replace("’", "'"))
    return found[0] if found else None
