"""The tree: its contents, what it refuses, and its JSON form."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.document.blocks import (
    Bullets,
    Entry,
    FigureLink,
    FigureList,
    Heading,
    Number,
    Numbers,
    Paragraph,
    Table,
    Words,
    paragraph,
    plain,
)
from saidanddone.document.checks import check, figures_spoken_of, labels_of
from saidanddone.document.errors import DocumentError
from saidanddone.document.html import render as render_html
from saidanddone.document.json_form import from_json, to_json
from saidanddone.document.pdf import render as render_pdf
from saidanddone.document.text import clean, interval
from saidanddone.document.wording import Wording

from .samples import TOTAL, USEFUL, report, saying


def test_the_contents_are_the_headings_of_two_levels_in_order():
    blocks = (Heading(1, "A", "a"), Heading(2, "B", "b"), Heading(3, "C", "c"), Heading(1, "D", "d"))
    assert report(*blocks).contents() == (Entry(1, "A", "a"), Entry(2, "B", "b"), Entry(1, "D", "d"))


def test_a_block_once_made_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Words("said").text = "unsaid"  # type: ignore[misc]


def test_a_paragraph_is_made_of_strings_and_runs():
    made = paragraph("We asked ", FigureLink("97", "asked"), " people.")
    assert made == Paragraph((Words("We asked "), FigureLink("97", "asked"), Words(" people.")))
    assert plain(made.inlines) == "We asked 97 people."


@pytest.mark.parametrize(
    ("blocks", "sentence"),
    [
        ((Heading(2, "Deep", "deep"),), "go down one level at a time"),
        (
            (Heading(1, "A", "a"), Heading(3, "Deep", "deep")),
            "is at level 3, but the one before it is at level 1",
        ),
        ((Heading(1, "A", "a"), Heading(1, "B", "a")), "The key 'a' stands for more than one heading."),
        ((Heading(1, "A", 'a"><script>'),), "cannot be the key of a heading"),
        ((Heading(1, "  ", "a"),), "The heading with the key 'a' has no text."),
        (
            (paragraph(FigureLink("41%", "lost")),),
            "The figure 'lost' is spoken of, but it is not in the list",
        ),
        ((Bullets((Bullets(((FigureLink("4", "lost"),),)),)),), "The figure 'lost' is spoken of"),
        ((Numbers((USEFUL,)),), "The figure 'useful' is spoken of"),
        ((FigureList((USEFUL, USEFUL)),), "The key 'useful' stands for more than one figure."),
        ((FigureList((replace(USEFUL, key=""),)),), "'' cannot be the key of a figure"),
        ((Table("T", ("A", "B"), (("1",),)),), "Row 1 of the table 'T' has 1 cells for 2 columns."),
        ((Table("T", (), ()),), "The table 'T' has no columns."),
    ],
)
@pytest.mark.parametrize("render", [check, render_html, render_pdf])
def test_a_tree_that_cannot_be_rendered_is_refused_in_one_sentence(render, blocks, sentence):
    with pytest.raises(DocumentError) as wrong:
        render(report(*blocks))
    assert sentence in str(wrong.value)
    assert str(wrong.value).endswith(".") and "\n" not in str(wrong.value)


def test_a_report_needs_a_title_and_a_language():
    with pytest.raises(DocumentError, match="no title"):
        check(report(title=" "))
    with pytest.raises(DocumentError, match="'English please' is not a language code"):
        check(report(language="English please"))


def test_every_figure_that_the_text_leads_to_is_named_in_the_order_of_reading():
    spoken = list(figures_spoken_of(report().blocks))
    assert spoken[:4] == ["useful", "useful", "useful-total", "useful"]


def test_the_labels_of_a_report_are_those_of_all_its_parts_in_the_order_in_which_they_are_explained():
    assert labels_of(report()) == ("reconstructed", "illustrative", "estimate", "assumed")


def test_a_label_that_nobody_has_words_for_is_shown_under_its_own_name():
    assert Wording().label("borrowed").name == "borrowed"
    assert labels_of(report(labels=("borrowed",)))[-1] == "borrowed"


@pytest.mark.parametrize(
    ("low", "value", "high", "drawn"),
    [
        (0.3, 0.4, 0.5, True),
        (-0.1, 0.1, 0.3, False),
        (0.5, 0.4, 0.6, False),
        (None, 0.4, None, False),
        (9, 9, 9, False),
        (0.4, 0.4, 0.4, False),
    ],
)
def test_a_whisker_is_drawn_where_the_interval_lies_on_the_line(low, value, high, drawn):
    assert Number("4", "T", "B", "S", value, low, high).has_whisker is drawn


def test_the_interval_is_told_in_a_hundred_or_in_people():
    assert interval(USEFUL, Wording()) == "95% interval: 32% to 51%"
    assert interval(replace(TOTAL, high=1000), Wording()) == "95% interval: 318 to 1,000"
    assert interval(replace(USEFUL, low=None), Wording()) == ""


def test_text_loses_only_what_no_page_can_show():
    assert clean("a\x00b\ud800c\ufeffd\x1b[31m\te\r\nf\u00e9 \U0001f600") == "abcd[31m e\nf\u00e9 \U0001f600"


def test_the_json_form_gives_back_the_same_tree():
    assert from_json(to_json(report())) == report()


@given(st.text(max_size=60))
def test_any_text_survives_the_json_form(text):
    whole = saying(text)
    assert from_json(to_json(whole)) == whole


@pytest.mark.parametrize(
    "text", ["", "[]", '{"is": "Words", "text": "x"}', '{"is": "Nobody"}', '{"is": "Document"}', "1"]
)
def test_what_is_not_a_report_is_refused(text):
    with pytest.raises(DocumentError, match="not a report that we wrote"):
        from_json(text)


def test_what_is_no_block_cannot_be_written_down():
    with pytest.raises(DocumentError, match="cannot hold a dict"):
        to_json(report(blocks=({"a": 1},)))


def test_a_date_is_told_as_people_say_it():
    assert Wording().day(report().dated) == "4 February 2020"
