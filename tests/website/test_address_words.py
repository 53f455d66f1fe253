"""No row can be named so that a page of the site stands before it."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.core.exceptions import ValidationError

from saidanddone.stages import STAGES
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.conversations.models import Conversation
from saidanddone.stages.followup.models import Interview, Response, Survey
from saidanddone.stages.groups.models import Group
from saidanddone.stages.monitoring.models import Framework
from saidanddone.stages.need.models import Indicator
from saidanddone.stages.outcomes.models import Outcome
from saidanddone.stages.report.models import Section
from saidanddone.stages.themes.models import Theme
from saidanddone.words.models import Text

# Whose key an address has, by its stage and the hole's name with all that stands before it.
ROWS = {
    ("commitments", "<str:key>"): (Commitment, "key"),
    ("conversations", "<str:slug>"): (Conversation, "slug"),
    ("followup", "<str:key>"): (Survey, "key"),
    ("followup", "asked/<str:key>"): (Survey, "key"),
    ("followup", "interviews/<str:interview>"): (Interview, "key"),
    ("followup", "<str:key>/responses/<str:response>"): (Response, "key"),
    ("groups", "<str:key>"): (Group, "key"),
    ("ideas", "<str:key>"): (Text, "key"),
    ("monitoring", "<str:key>"): (Framework, "key"),
    ("need", "<str:code>"): (Indicator, "code"),
    ("outcomes", "<str:key>"): (Outcome, "key"),
    ("outcomes", "changed/<str:key>"): (Outcome, "key"),
    ("report", "<str:key>"): (Section, "key"),
    ("themes", "<str:key>"): (Theme, "key"),
    ("themes", "heard/<str:key>"): (Theme, "key"),
}


def is_hole(part: str) -> bool:
    return part.startswith("<")


def may_meet(one: list[str], other: list[str]) -> bool:
    return all(a == b or is_hole(a) or is_hole(b) for a, b in zip(one, other, strict=True))


def hidden_by(group: list[list[str]]) -> set[tuple[str, str]]:
    """Each hole for a key, with each word that another address as long as its own has in its place."""
    return {
        ("/".join(route[: place + 1]), other[place])
        for route in group
        for place, part in enumerate(route)
        if part.startswith("<str:")
        for other in group
        if len(other) == len(route)
        and not is_hole(other[place])
        and other[:place] == route[:place]
        and may_meet(other[place + 1 :], route[place + 1 :])
    }


def clashes() -> list[tuple[str, str, str]]:
    modules = {stage.label: import_module(f"saidanddone.stages.{stage.label}.urls") for stage in STAGES}
    return sorted(
        (label, hole, word)
        for label, module in modules.items()
        for group in (module.public, module.work)
        for hole, word in hidden_by([str(each.pattern).split("/") for each in group])
        if word and "." not in word  # a key has no full stop and is never blank
    )


@pytest.mark.parametrize(("stage", "hole", "word"), clashes())
def test_no_row_takes_a_word_that_stands_for_a_page(stage, hole, word):
    model, name = ROWS[stage, hole]
    with pytest.raises(ValidationError, match=f"“{word}” is kept for pages"):
        model._meta.get_field(name).clean(word, None)


def test_the_words_are_found_in_the_addresses():
    assert ("outcomes", "changed/<str:key>", "connections") in clashes()
    assert len(clashes()) > 20
