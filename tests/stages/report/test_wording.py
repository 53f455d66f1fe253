from __future__ import annotations

import re

import pytest

from saidanddone.document.blocks import Bullets, Paragraph, plain
from saidanddone.document.wording import LABELS
from saidanddone.pages.templatetags.said import LABEL_SENTENCES
from saidanddone.programme.queries import pages_in_words, pages_said
from saidanddone.stages.outcomes.models import Confirmed, Outcome
from saidanddone.stages.report import queries
from saidanddone.stages.report.queries.wording import wording
from tests.factories.report import a_section

ASKED_NOBODY = "nobody else was asked to confirm it"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("33", "page 33"),
        ("8-10", "pages 8–10"),
        ("2; 14-15", "pages 2 and 14–15"),
        ("2; 3; 11; 26", "pages 2, 3, 11 and 26"),
        ("2;", "page 2"),
        ("iv", "page iv"),
        ("A-3", "page A-3"),
    ],
)
def test_pages_of_a_source_are_read_as_words(written, read):
    assert pages_said(written) == read
    assert read.endswith(pages_in_words(written))


def test_the_pages_of_a_source_stand_so_in_the_report(london):
    document = repr(queries.build(london, "Draft").document)
    assert "pages 2 and 14–15" in document
    assert "page 2; 14" not in document and "page 8-10" not in document


def test_a_label_says_the_same_in_the_report_as_in_a_report_made_without_the_site():
    assert wording().labels == LABELS


def test_what_reconstructed_means_is_true_of_rows_that_were_chosen_as_well_as_of_those_made_up():
    says = wording().label("reconstructed").sentence
    assert says == LABEL_SENTENCES["reconstructed"]
    assert "chosen" in says or "choice" in says
    assert "exactly" not in says


def told(programme, key: str) -> list[str]:
    """The lines that a section prints of its changes, and the sentences under them."""
    document = queries.build(programme, "Draft").document
    blocks = next(blocks for heading, blocks in queries.sections_in(document) if heading.key == key)
    at = next(place for place, block in enumerate(blocks) if isinstance(block, Bullets))
    below = [plain(block.inlines) for block in blocks[at + 1 :] if isinstance(block, Paragraph)]
    return [*(plain(item) for item in blocks[at].items), *below]


def two_changes(programme, *confirmed: Confirmed) -> list[Outcome]:
    first = programme.outcomes.get()
    second = Outcome.objects.get(pk=first.pk)
    second.pk, second.key, second.title = None, "another", "Another change"
    rows = [first, second]
    for row, each in zip(rows, confirmed, strict=True):
        row.confirmed = each
        row.save()
    a_section(programme, "both", outcomes=tuple(rows))
    return rows


@pytest.mark.parametrize(
    ("confirmed", "says"),
    [
        (Confirmed.NOT_ASKED, "Nobody else was asked to confirm any of these."),
        (Confirmed.CONFIRMED, "Each of these is confirmed by someone independent."),
        (Confirmed.IN_PART, "Each of these is confirmed in part."),
        (Confirmed.DISPUTED, "Each of these is disputed."),
    ],
)
def test_what_confirms_every_change_of_a_list_is_said_once(second, confirmed, says):
    two_changes(second, confirmed, confirmed)
    lines = told(second, "both")
    assert lines[2] == says
    assert not [line for line in lines[:2] if str(confirmed.label) in line]


def test_changes_that_are_not_confirmed_alike_say_it_each(second):
    two_changes(second, Confirmed.NOT_ASKED, Confirmed.DISPUTED)
    lines = told(second, "both")
    assert len(lines) == 2 and ASKED_NOBODY in lines[0] and "disputed" in lines[1]


def test_a_change_by_itself_says_who_confirms_it_in_its_own_line(second):
    a_section(second, "one", outcomes=(second.outcomes.get(),))
    (line,) = told(second, "one")
    assert str(second.outcomes.get().get_confirmed_display()) in line


def test_one_point_is_one_point_and_not_points(london):
    figures = [each for each in queries.all_figures(london) if each.unit == "difference"]
    said = " ".join(f"{each.shown}. {each.sentence}" for each in figures)
    assert re.search(r"\b1 point\b", said)
    assert not re.search(r"\b1 points\b", said)
