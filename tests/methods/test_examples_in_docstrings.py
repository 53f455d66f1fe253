from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

from saidanddone import methods

MODULES = sorted(module.name for module in iter_modules(methods.__path__))
WITHOUT_A_METHOD = {"checks"}


@pytest.mark.parametrize("name", [name for name in MODULES if name not in WITHOUT_A_METHOD])
def test_every_method_has_an_example_and_it_is_true(name: str) -> None:
    module = import_module(f"saidanddone.methods.{name}")
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", [name for name in MODULES if name not in WITHOUT_A_METHOD | {"rounding"}])
def test_every_method_names_its_published_source(name: str) -> None:
    module = import_module(f"saidanddone.methods.{name}")
    assert "https://" in (module.__doc__ or "")
