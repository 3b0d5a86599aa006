"""What comes from the environment: secrets, and what is practical to set without a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SECRETS = frozenset(
    {
        "KUNNAFONI_TWILIO_AUTH_TOKEN",
        "KUNNAFONI_TELEGRAM_TOKEN",
        "KUNNAFONI_TELEGRAM_WEBHOOK_SECRET",
        "KUNNAFONI_DHIS2_SECRET",
    }
)
# The secrets, and what is practical to set without a file.
ENVIRONMENT = {
    "KUNNAFONI_TWILIO_AUTH_TOKEN": ("twilio", "auth_token"),
    "KUNNAFONI_TWILIO_ACCOUNT_SID": ("twilio", "account_sid"),
    "KUNNAFONI_TELEGRAM_TOKEN": ("telegram", "token"),
    "KUNNAFONI_TELEGRAM_WEBHOOK_SECRET": ("telegram", "webhook_secret"),
    "KUNNAFONI_DHIS2_SECRET": ("dhis2", "secret"),
    "KUNNAFONI_DATABASE_URL": ("database", "url"),
    "KUNNAFONI_WEB_HOST": ("web", "host"),
    "KUNNAFONI_WEB_PORT": ("web", "port"),
}


def fill(data: dict[str, Any], environ: Mapping[str, str]) -> None:
    for variable, (section, key) in ENVIRONMENT.items():
        value = environ.get(variable)
        if value is not None and isinstance(data.setdefault(section, {}), dict):
            data[section][key] = value


def kept_secrets(data: dict[str, Any]) -> list[str]:
    """A file is copied and shown around: secrets come from the environment only."""
    return [
        f"[{section}] {key}: a secret; set {variable} in the environment instead"
        for variable, (section, key) in ENVIRONMENT.items()
        if variable in SECRETS
        and isinstance(data.get(section), dict)
        and data[section].pop(key, None) is not None
    ]


def leave_empty(data: dict[str, Any]) -> None:
    for section, key in map(ENVIRONMENT.__getitem__, SECRETS):
        if isinstance(data.get(section), dict):
            data[section].setdefault(key, "")
