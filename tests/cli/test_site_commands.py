"""Site commands, in this process, on the tests' own database."""

from __future__ import annotations

from pathlib import Path

import pytest

from saidanddone.cli.app import command
from saidanddone.cli.ending import ended
from tests.spoiling import SECOND, change, copy_of_second


def run(*arguments: object) -> int:
    return ended(command([str(argument) for argument in arguments]))


def test_what_export_writes_is_what_was_loaded(second, tmp_path: Path) -> None:
    assert run("export", second.slug, "--out", tmp_path) == 0
    for path in SECOND.glob("*.csv"):
        if path.name != "areas.csv":
            assert (tmp_path / path.name).read_text() == path.read_text(), path.name


def test_export_gives_the_boroughs_of_this_programme_alone(second, tmp_path: Path) -> None:
    # What is known of a borough is shared: another programme may have said where it stands on the map.
    assert run("export", second.slug, "--out", tmp_path) == 0
    loaded, written = (
        [line.split(",")[:2] for line in areas.read_text().splitlines()]
        for areas in (SECOND / "areas.csv", tmp_path / "areas.csv")
    )
    assert written == loaded


def test_an_unknown_programme_is_answered_with_the_known_ones(second, capsys, tmp_path: Path) -> None:
    for arguments in (("export", "nowhere"), ("report", "build", "nowhere")):
        assert run(*arguments, "--out", tmp_path / "out") == 2
        err = capsys.readouterr().err
        assert err.startswith("there is no programme “nowhere”; there are: ")
        assert second.slug in err
    assert not (tmp_path / "out").exists()


@pytest.mark.django_db
def test_a_bad_row_stops_the_load_with_its_place_and_keeps_nothing(capsys, tmp_path: Path) -> None:
    from saidanddone.programme.models import Programme

    before = Programme.objects.count()
    change(copy_of_second(tmp_path), "indicator_values", "2.5", "two and a half")
    assert run("load", tmp_path) == 2
    assert capsys.readouterr().err.startswith("indicator_values.csv, line 3, column value: ")
    assert Programme.objects.count() == before


def test_a_sign_in_link_is_printed_for_an_account_and_for_nobody_else(second, team_of, capsys) -> None:
    lead = team_of(second).lead
    assert run("sign-in", lead.email) == 0
    assert capsys.readouterr().out.startswith("http://127.0.0.1:8000/accounts/link/")
    assert run("sign-in", "nobody@example.test") == 2
    assert "nobody@example.test" in capsys.readouterr().err


def test_an_account_opened_with_a_role_has_it(second, capsys) -> None:
    from saidanddone.programme.models import Membership

    opened = ("account", "new@example.test", "New Person", "--programme", second.slug, "--role", "coder")
    assert run(*opened) == 0
    membership = Membership.objects.get(account__email="new@example.test")
    assert (membership.programme, membership.role) == (second, "coder")
    assert run("account", "new@example.test", "New Person", "--programme", second.slug, "--role", "king") == 2
    assert capsys.readouterr().err


def test_a_draft_of_the_report_is_four_files_and_no_release(second, capsys, tmp_path: Path) -> None:
    from saidanddone.stages.report.models import Release

    before = Release.objects.count()
    out = tmp_path / "out"
    assert run("report", "build", second.slug, "--out", out, "--draft") == 0
    files = [out / name for name in ("report.html", "report.pdf", "release.json", "data/datapackage.json")]
    assert capsys.readouterr().out.split() == [str(path) for path in files]
    assert all(path.stat().st_size for path in files)
    assert Release.objects.count() == before
