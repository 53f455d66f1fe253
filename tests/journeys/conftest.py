from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a journey in a browser, unless it only kills things."""
    for item in items:
        if "journeys" in item.path.parts and "killing" not in item.keywords:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.browser)
