"""What staff write in Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.document.addresses import is_safe
from saidanddone.document.blocks import (
    Bullets,
    FigureLink,
    Heading,
    Link,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Words,
    paragraph,
    plain,
)
from saidanddone.document.checks import check
from saidanddone.document.html import render_blocks
from saidanddone.document.markdown import blocks_from, inlines_from

from .samples import report


def test_words_that_weigh_more_and_links_are_kept():
    assert inlines_from("We **did** it, *truly*, [here](https://example.org/).") == (
        Words("We "),
        Strong("did"),
        Words(" it, "),
        Strong("truly"),
        Words(", "),
        Link("here", "https://example.org/"),
        Words("."),
    )


def test_a_link_to_a_figure_leads_to_how_we_know():
    assert inlines_from("[41%](figure:useful-41.a)") == (FigureLink("41%", "useful-41.a"),)


@pytest.mark.parametrize("key", ["", 'a"b', "a%20b", "../x"])
def test_a_link_to_what_cannot_be_a_figure_is_only_its_words(key):
    assert inlines_from(f"[41%](<figure:{key}>)") == (Words("41%"),)


def test_html_comes_out_as_the_text_it_is():
    block = "<div onclick=alert(1)>\nhi\n</div>"
    assert blocks_from(block) == (paragraph("<div onclick=alert(1)> hi </div>"),)
    assert inlines_from("a <b>c</b> <!-- d -->") == (Words("a <b>c</b> <!-- d -->"),)
    assert "&lt;script&gt;" in render_blocks(blocks_from("<script>alert(1)</script>"))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc",
        "//x.org",
        "http:x",
    ],
)
def test_a_link_that_a_browser_might_run_is_only_its_words(address):
    assert inlines_from(f"[go]({address})") == (Words("go"),)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/a?b#c", True),
        ("mailto:a@example.org", True),
        ("#section-map", True),
        ("#figure-x", False),
        ("java\nscript:x", False),
        ("https://a b", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_the_web_mail_and_this_report_are_safe(address, safe):
    assert is_safe(address) is safe


def test_headings_stand_below_their_section_and_never_skip_a_level():
    blocks = blocks_from("# A\n\n### B\n\n###### C\n\n# A", under=1, key="case")
    assert blocks == (
        Heading(2, "A", "case-a"),
        Heading(3, "B", "case-b"),
        Heading(4, "C", "case-c"),
        Heading(2, "A", "case-a-2"),
    )


def test_a_quotation_names_who_said_it_after_a_dash():
    expected = Quotation("We came for the tea.", "A resident, Hackney", "en")
    assert blocks_from("> We came\n> for the tea.\n> — A resident, Hackney") == (expected,)
    assert blocks_from("> We came for the tea.\n>\n> – A resident, Hackney") == (expected,)
    assert blocks_from("> — Nobody") == (Quotation("— Nobody", "", "en"),)


def test_lists_keep_their_order_and_their_depth():
    assert blocks_from("1. a\n2. b\n   - c\n   - d\n") == (
        Bullets(((Words("a"),), (Words("b"),), Bullets(((Words("c"),), (Words("d"),)))), ordered=True),
    )


def test_a_table_takes_its_caption_and_its_columns_of_numbers():
    text = "Table: Who came\n\n| Place | People |\n|---|--:|\n| Hackney | [97](figure:came) |\n"
    assert blocks_from(text) == (
        Table(
            "Who came",
            ("Place", "People"),
            (((Words("Hackney"),), (FigureLink("97", "came"),)),),
            frozenset({1}),
        ),
    )


def test_the_paragraph_before_a_table_stays_where_it_is_no_caption():
    first, second = blocks_from("Read this.\n\n| A |\n|---|\n| b |\n")
    assert first == paragraph("Read this.")
    assert isinstance(second, Table) and second.caption == ""


def test_a_picture_in_markdown_is_a_link_because_pictures_come_from_one_door():
    assert inlines_from("![alt](https://example.org/x.png)") == (
        Words("!"),
        Link("alt", "https://example.org/x.png"),
    )


def test_a_line_may_be_broken_by_hand_and_is_otherwise_joined():
    assert blocks_from("A  \nB\nC") == (Paragraph((Words("A\nB C"),)),)


def test_nothing_gives_nothing():
    assert blocks_from(" \n\n***\n\n#\n\n[]()") == ()


@given(st.text(max_size=200))
def test_whatever_is_written_makes_blocks_that_can_be_rendered(text):
    blocks = blocks_from(text, under=1, key="any")
    links = [
        block
        for block in blocks
        if isinstance(block, Paragraph)
        for part in block.inlines
        if isinstance(part, FigureLink)
    ]
    if not links:
        check(report(Heading(1, "Section", "section"), *blocks))
    render_blocks(blocks)


@given(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1), min_size=1))
def test_plain_words_come_out_as_they_went_in(words):
    text = " ".join(words)
    assert (
        "".join(plain(block.inlines) for block in blocks_from(f"x {text}") if isinstance(block, Paragraph))
        == f"x {text}"
    )
