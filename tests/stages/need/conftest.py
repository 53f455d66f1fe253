from __future__ import annotations

import pytest

from saidanddone.programme.models import Programme
from tests.factories.need import a_programme


@pytest.fixture
def three(db) -> Programme:
    """Three boroughs, A, B and C, of which nothing is known yet."""
    return a_programme("three", ["A", "B", "C"])
