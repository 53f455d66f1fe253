"""What every test may lean on: the London example loaded once, people in their roles, a real browser."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
from django.test import Client

from tests.shared import shared_folder

# They assert for the tests that call them, and a failure is to show both sides there too.
pytest.register_assert_rewrite("tests.spoiling", "tests.stages.opening")

# How long an example takes says nothing of it on a machine that is busy.
hypothesis.settings.register_profile("said", deadline=None)
hypothesis.settings.load_profile("said")

CHROMIUM = Path("/usr/bin/chromium")
MUST_NOT_SKIP = os.environ.get("CI") == "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say plainly what this machine lacks; in CI a lack is a failure, not a skip."""
    for item in items:
        if "browser" in item.keywords and not CHROMIUM.exists() and not MUST_NOT_SKIP:
            item.add_marker(pytest.mark.skip(reason=f"there is no browser at {CHROMIUM}"))
        if "shared_data" in item.keywords and shared_folder() is None and not MUST_NOT_SKIP:
            item.add_marker(pytest.mark.skip(reason="the public data folder is not beside the project"))


@pytest.fixture(autouse=True)
def plain_static_files(settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def mail_server_down(monkeypatch) -> None:
    """Nobody answers where letters are handed in."""

    def refused(*_messages: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refused)


@pytest.fixture(autouse=True)
def patient_sealing(monkeypatch) -> None:
    """PostgreSQL may be tidying the trail of its own accord; in ordinary use the next sealing will do."""
    from saidanddone.people import actions

    monkeypatch.setattr(actions, "WAITS_AT_MOST", 20_000)


def london_is_wanted() -> bool:
    folder = Path(__file__).resolve().parents[1] / "saidanddone" / "examples" / "london"
    return os.environ.get("SAID_TESTS_LONDON") != "no" and (folder / "programme.csv").exists()


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """On SQLite the tables are made from the models, a good ten seconds sooner for every worker and every single file.

    tests/journeys/test_installed.py says that the migrations make the same. On PostgreSQL they are run.
    """
    from django.conf import settings

    return "sqlite" not in settings.DATABASES["default"]["ENGINE"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The London example and a second programme in shared boroughs, loaded once for all tests.

    Each test runs in a transaction of its own, so what one changes no other sees.
    """
    from django.core.management import call_command

    from saidanddone.website.demo import load_example
    from saidanddone.website.loading import load_folder

    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)
        if london_is_wanted():
            load_example()
        load_folder(Path(__file__).parent / "second_programme", by=None)


@pytest.fixture
def london(db):
    from saidanddone.programme.models import Programme

    return Programme.objects.get(slug="london")


@pytest.fixture
def second(db):
    """Another programme in two of London's boroughs."""
    from saidanddone.programme.models import Programme

    return Programme.objects.get(slug="second")


def with_second_factor(account) -> dict[str, object]:
    """As the library that signs people in writes down in a session how it began, and for whom."""
    return {
        "account_authentication_methods": [{"method": "code"}, {"method": "mfa"}],
        "account_authentication_methods_user": str(account.pk),
    }


class PeopleSigningIn(Client):
    """Signs somebody in as they do: those whose role asks for a second factor have given it."""

    def force_login(self, account, backend=None, *, second_factor: bool = True) -> None:
        super().force_login(account, backend)
        if second_factor:
            session = self.session
            session.update(with_second_factor(account))
            session.save()


@pytest.fixture
def client() -> Client:
    return PeopleSigningIn()


class Team:
    """An account in every role of a programme, by the role's name, and a stranger; each when asked for."""

    def __init__(self, opened: Callable[[str], object]) -> None:
        self._opened = opened

    def __getattr__(self, role: str) -> object:
        account = self._opened(role)
        setattr(self, role, account)
        return account


@pytest.fixture
def team_of(db):
    """Accounts in every role of a programme; who works in one borough does in Hackney."""
    from saidanddone.programme.models import OF_ONE_BOROUGH, OF_ONE_OR_ALL
    from saidanddone.website.actions import open_account_with_role

    def team(programme) -> Team:
        def someone(role: str):
            return open_account_with_role(
                email=f"{role}@{programme.slug}.test",
                name=f"{role} of {programme.slug}",
                programme=programme if role != "stranger" else None,
                role=role,
                area_code="E09000012" if role in OF_ONE_BOROUGH | OF_ONE_OR_ALL else "",
            )

        return Team(someone)

    return team


@pytest.fixture
def person_of(db):
    from saidanddone.programme.queries import person_in

    return lambda account, programme: person_in(programme, account)


# A real browser on a real site


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory):
    """The demonstration, set up and served as `make demo` does, once for all browser tests."""
    from tests.browser import site_on

    with site_on(tmp_path_factory.mktemp("demo-home")) as site:
        yield site


@pytest.fixture(scope="module")
def chromium():
    """A browser for one file of tests: while it runs, so does its event loop, under which Django asks no database."""
    from playwright.sync_api import sync_playwright

    from tests.browser import CHROMIUM as PROGRAM
    from tests.browser import QUIET

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium):
    """Pages of any width, light or dark, with or without scripts, each with a clean browser context."""
    contexts = []

    def opened(width: str = "phone", *, dark: bool = False, scripts: bool = True, reduced: bool = True):
        from tests.browser import WIDTHS

        across, down = WIDTHS[width]
        context = chromium.new_context(
            viewport={"width": across, "height": down},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce" if reduced else "no-preference",
            locale="en-GB",
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
