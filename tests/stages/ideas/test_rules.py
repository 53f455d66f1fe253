from __future__ import annotations

import pytest

from saidanddone.stages.ideas import rules


@pytest.mark.parametrize(
    ("last", "fresh"),
    [(None, "i001"), ("i001", "i002"), ("i212", "i213"), ("i999", "i1000"), ("i0099", "i0100")],
)
def test_the_next_free_key_follows_the_last_one(last, fresh):
    assert rules.key_after(last) == fresh


def test_a_scribes_note_is_nobodys_to_quote():
    assert [rules.may_be_quoted(how) for how in ("agreed", "written", "note")] == [True, True, False]
