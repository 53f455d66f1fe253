from __future__ import annotations

import json

import pytest

from saidanddone.cli.app import command
from saidanddone.cli.ending import ended
from saidanddone.support.models import Service

SERVICE = {"id": "ac148810-d857-441c-9679-408f346de14b", "name": "Example", "status": "active"}


@pytest.fixture
def said(capsys):
    def run(*words: str):
        code = ended(command([str(word) for word in words]))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


@pytest.fixture
def a_path(tmp_path):
    def made(found) -> str:
        path = tmp_path / "services.json"
        path.write_text(json.dumps(found))
        return str(path)

    return made


def test_the_command_says_what_would_change_and_keeps_it_when_told(said, a_path, second):
    path = a_path([SERVICE])
    code, shown, beside = said("support", "import", "second", path)
    assert (code, shown) == (0, "new\tservice\tExample\n")
    assert "1 new, 0 changed, 0 unchanged. Nothing is kept" in beside
    assert not Service.objects.filter(name="Example").exists()
    assert "Kept." in said("support", "import", "second", path, "--save")[2]
    assert Service.objects.filter(name="Example").count() == 1
    code, shown, beside = said("support", "import", "second", path, "--save")
    assert shown == "" and "0 new, 0 changed, 1 unchanged" in beside
    assert said("support", "import", "second", a_path([SERVICE | {"fees": "free"}]))[1] == (
        "changed\tservice\tExample\tfees\n"
    )


def test_a_bad_file_is_one_sentence_with_its_place(said, a_path, second):
    code, shown, beside = said("support", "import", "second", a_path([SERVICE | {"id": "x"}]), "--save")
    assert code == 2 and shown == ""
    assert beside == "services.json, $[0].id: “x” is not allowed; allowed: an identifier (a UUID).\n"


def test_what_the_command_gives_out_it_takes_in_unchanged(said, second, tmp_path):
    out = tmp_path / "out.json"
    assert said("support", "export", "second", "--out", out)[0] == 0
    assert [row["name"] for row in json.loads(out.read_text())] == ["Second Example Desk"]
    assert "0 new, 0 changed" in said("support", "import", "second", out)[2]
    for what in ("organizations", "taxonomies", "taxonomy_terms", "service_at_locations"):
        assert said("support", "export", "second", "--out", out, "--what", what)[0] == 0
        assert "0 new, 0 changed" in said("support", "import", "second", out)[2], what
