"""Advice, as people ask for it."""

import pytest

from tests.conftest import BY_KEY

RESIDENT = BY_KEY["resident-koro"]
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ILL = "mon enfant a de la fièvre"
