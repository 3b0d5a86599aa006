"""The small country of the clinics: advice ends with where to go."""

from tests.handlers.clinics.conftest import open_clinics

__all__ = ["open_clinics"]
