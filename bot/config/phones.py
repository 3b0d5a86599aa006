"""Phones that fetch what they send: a table for each. Secrets come from the environment."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, SecretStr

from bot.address import sender
from bot.config.gateways import OTHERS
from bot.config.sections import Section


def _channel_name(name: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", name):
        raise ValueError("small letters, digits and - only, 31 at most")
    if name in OTHERS:
        raise ValueError("this is the name of another channel")
    return name


def _in_full(number: str) -> str:
    known = sender(number).path
    if not known.startswith("+"):
        raise ValueError("write it with + and the country")
    return known


def _writable(secret: SecretStr) -> SecretStr:
    """It stands in the address that is typed into the app."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{12,128}|", secret.get_secret_value()):
        raise ValueError("letters, digits, _ and - only, 12 at least")
    return secret


class Phone(Section):
    """A phone with the cht-gateway app. `number` is that of its SIM."""

    name: Annotated[str, AfterValidator(_channel_name)]
    number: Annotated[str, AfterValidator(_in_full)]
    secret: Annotated[SecretStr, AfterValidator(_writable)]

    @property
    def path(self) -> str:
        """Where it calls us."""
        return f"/cht/{self.name}"


def variable(name: object) -> str:
    """The variable of the environment that holds a phone's secret."""
    return f"KUNNAFONI_CHT_{str(name).upper().replace('-', '_')}_SECRET"


def fill_secrets(tables: Any, environment: Mapping[str, str], *, wanted: bool) -> list[str]:
    """Put each phone's secret into its table; the problems, if it is `wanted` and not there."""
    problems = []
    for table in tables if isinstance(tables, list) else []:
        if not isinstance(table, dict):
            continue
        name = table.get("name")
        if table.pop("secret", None) is not None:
            problems.append(f"[cht] secret: a secret; set {variable(name)} in the environment")
        table["secret"] = environment.get(variable(name), "") if wanted else ""
        if wanted and not table["secret"]:
            problems.append(f"[cht] {name}: set {variable(name)} in the environment")
    return problems


def clashes(phones: tuple[Phone, ...], others: Collection[str]) -> list[str]:
    """Names and numbers that two phones have, or a phone and one of `others`."""
    problems = [
        f"[cht] {phone.name}: a gateway has this name" for phone in phones if phone.name in others
    ]
    for key in ("name", "number"):
        values = [getattr(phone, key) for phone in phones]
        if len(values) != len(set(values)):
            problems.append(f"[cht] {key}: two phones have the same")
    return problems
