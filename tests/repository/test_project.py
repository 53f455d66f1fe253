"""What the project's own files promise: locks, docs, and that it speaks of itself alone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tracked() -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout, so the files of the project cannot be listed")
    return [ROOT / name for name in listed.splitlines()]


@pytest.mark.parametrize("name", ["site.txt", "dev.txt"])
def test_locks_have_a_hash_for_everything_and_name_no_host(name):
    text = (ROOT / "requirements" / name).read_text()
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    pinned = re.findall(r"^([a-z0-9][\w.-]*)==\S+(?: ;[^\\]*)? \\$", text, flags=re.M)
    assert pinned
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)


def test_what_the_site_and_the_tests_share_is_one_version():
    def versions(name: str) -> dict[str, str]:
        text = (ROOT / "requirements" / name).read_text()
        return dict(re.findall(r"^([a-z0-9][\w.-]*)==(\S+)", text, flags=re.M))

    site, dev = versions("site.txt"), versions("dev.txt")
    assert {name for name in site.keys() & dev.keys() if site[name] != dev[name]} == set()


def test_no_file_names_a_path_of_a_machine_or_a_registry():
    forbidden = re.compile(
        r"/work/(?:main|shared)|/root/|/home/\w+|pypi\.org|files\.pythonhosted|registry\.npmjs"
    )
    for path in tracked():
        if path.suffix in {".png", ".pdf"} or path == Path(__file__) or not path.exists():
            continue
        found = forbidden.search(path.read_text(errors="ignore"))
        assert found is None, f"{path.relative_to(ROOT)}: {found and found.group()}"


def test_every_setting_is_documented():
    from saidanddone.website import settings

    named = set(re.findall(r'"(SAID_[A-Z_]+|DATABASE_URL)"', Path(settings.__file__).read_text()))
    page = (ROOT / "docs/reference/settings.md").read_text()
    assert {name for name in named if f"`{name}`" not in page} == set()
    assert {name for name in re.findall(r"`(SAID_[A-Z_]+)`", page) if name not in named} == set()


def test_every_method_is_documented():
    page = (ROOT / "docs/reference/methods.md").read_text()
    for path in sorted((ROOT / "saidanddone/methods").glob("*.py")):
        if path.stem not in {"__init__", "checks"}:
            assert f"\n## {path.stem}\n" in page, path.stem


def test_the_readme_links_to_files_that_are_there():
    for page in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text()):
            assert (ROOT / target).exists(), f"{page}: {target}"


def test_every_room_says_what_does_not_belong():
    from saidanddone.stages import STAGES

    rooms = [ROOT / "saidanddone/stages" / stage.label for stage in STAGES]
    rooms += [
        ROOT / "saidanddone" / name
        for name in (
            "people",
            "programme",
            "words",
            "team",
            "support",
            "privacy",
            "safeguarding",
            "me",
            "thread",
            "pages",
            "files",
            "methods",
            "document",
        )
    ]
    for room in rooms:
        text = (room / "README.md").read_text()
        assert "does not belong" in text or "do not belong" in text, room.name


def test_how_an_alert_stands_is_drawn_from_its_table():
    from saidanddone.safeguarding.rules import state_page

    assert (ROOT / "docs/reference/alert-states.md").read_text() == state_page()


def test_the_states_of_a_commitment_are_drawn_from_their_table():
    from saidanddone.stages.commitments.rules import state_page

    assert (ROOT / "docs/reference/commitment-states.md").read_text() == state_page()
