from __future__ import annotations

import pytest

from saidanddone.stages.ideas.models import Idea
from saidanddone.website.loading import export_folder
from tests.factories.ideas import an_idea
from tests.spoiling import check_written_back, spoil


def test_the_table_is_written_back_byte_for_byte(second, tmp_path):
    check_written_back(second, tmp_path, "ideas")


def test_a_row_becomes_a_text_with_speaker_role_and_the_conversations_borough(second, hackney):
    text = Idea.objects.get(text__programme=second, text__key="i002").text
    assert (text.speaker_key, text.role, text.area) == ("second:hackney-02", "carer", hackney)
    assert text.provenance == "illustrative"


def test_what_was_read_back_may_be_quoted_and_a_note_may_not(second):
    quotable = dict(second.texts.filter(idea__isnull=False).values_list("key", "quotable"))
    # The second was read back, and its speaker says since that it was not meant so.
    assert quotable == {"i001": True, "i002": False, "i003": False}


def test_an_idea_written_down_on_the_page_is_exported_with_the_others(second, evening, tmp_path):
    an_idea(evening, "A new row.")
    export_folder(second, tmp_path)
    last = (tmp_path / "ideas.csv").read_text().splitlines()[-1]
    assert last == "i004,hackney,,idea,resident,,A new row.,en,written,,,"


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("i001,hackney,", "i001,nowhere,", "conversation"),
        ("take-the-lead", "take-a-seat", "aspiration"),
        (",idea,resident,", ",thought,resident,", "kind"),
        (",idea,resident,", ",idea,neighbour,", "role"),
        (",idea,resident,", ",idea,carer,", "role"),
        ("hackney-01", "hackney-99", "speaker"),
        (",agreed,1,", ",overheard,1,", "recorded_as"),
        ("anywhere.,en,", "anywhere.,English (UK),", "language"),
        ("Secondwords that may be quoted anywhere.", "", "text"),
    ],
)
def test_a_bad_row_stops_the_load_with_its_line_and_column(folder, old, new, column):
    refused = spoil(folder, "ideas", old, new)
    assert (refused.file, refused.line, refused.column) == ("ideas.csv", 2, column)


def test_a_key_that_stands_twice_stops_the_load(folder):
    refused = spoil(folder, "ideas", "i002,", "i001,")
    assert (refused.line, refused.column) == (3, "key")
