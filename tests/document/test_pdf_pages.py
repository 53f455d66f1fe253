"""Where the printed report breaks its pages, and what stays together."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from saidanddone.document.blocks import (
    Block,
    Bullets,
    Heading,
    Notice,
    Paragraph,
    Picture,
    Strong,
    Table,
    paragraph,
)
from saidanddone.document.pdf import render
from saidanddone.document.pictures import bars_with_intervals
from saidanddone.document.print_form import print_form

from .reading import elements, needs_poppler, words_of
from .samples import BARS, report


def test_a_case_study_opens_a_page_unless_it_stands_at_the_top_of_one():
    form = print_form(
        report(
            Heading(1, "Cases", "cases"),
            Heading(2, "One", "one", opens_page=True),
            paragraph("Text."),
            Heading(2, "Two", "two", opens_page=True),
            Heading(2, "Three", "three"),
        )
    )
    assert [block["opens"] for block in form["blocks"] if block["is"] == "Heading"] == [
        True,
        False,
        True,
        False,
    ]


def pages_of(*blocks: Block) -> list[str]:
    return words_of(render(report(*blocks))).split("\f")


def lines_of_text(many: int) -> list[Paragraph]:
    return [paragraph("A line of text.") for _ in range(many)]


@needs_poppler
def test_a_section_begins_below_the_one_before_it_unless_little_of_the_page_is_left():
    short = pages_of(
        Heading(1, "One", "one"), *lines_of_text(5), Heading(1, "Second", "two"), *lines_of_text(1)
    )
    assert "Second" in short[2] and "line of text" in short[2]
    long = pages_of(
        Heading(1, "One", "one"), *lines_of_text(20), Heading(1, "Second", "two"), *lines_of_text(1)
    )
    assert "Second" not in long[2] and "Second" in long[3]


@needs_poppler
@pytest.mark.parametrize("many", range(18, 28))
def test_a_page_never_ends_below_what_leads_into_what_follows(many):
    found = pages_of(
        Heading(1, "One", "one"),
        *lines_of_text(many),
        paragraph(Strong("This leads.")),
        Bullets(("To this.",)),
    )
    (page,) = [page for page in found if "This leads." in page]
    assert "To this." in page


@needs_poppler
@pytest.mark.parametrize("many", [10, 18, 22])
def test_a_short_table_is_never_parted(many):
    rows = tuple((f"Row {place}", str(place)) for place in range(12))
    found = pages_of(
        Heading(1, "One", "one"), *lines_of_text(many), Table("T", ("The name", "The count"), rows)
    )
    (page,) = [page for page in found if "Row 0" in page]
    assert "Row 11" in page


def test_what_leads_is_a_notice_a_paragraph_in_strong_type_and_one_before_a_list():
    form = print_form(
        report(
            Heading(1, "One", "one"),
            paragraph(Strong("Strong.")),
            paragraph(Strong("Strong"), " and plain."),
            Notice("gap"),
            paragraph("Before a list."),
            Bullets(("Item",)),
            Notice("gap"),
            Heading(1, "Two", "two"),
        )
    )
    assert [block["leads"] for block in form["blocks"] if "leads" in block] == [
        True,
        False,
        True,
        True,
        False,
    ]


def width_of_drawing(lines: int) -> float:
    """Of a drawing below so many lines, as its picture's frame in the PDF says it."""
    made = render(report(Heading(1, "One", "one"), *lines_of_text(lines), tall_picture()))
    with pikepdf.open(BytesIO(made)) as pdf:
        (figure,) = [each for each in elements(pdf.Root.StructTreeRoot) if each.S == "/Figure"]
        left, _bottom, right, _top = map(float, figure.A[0].BBox)
    return right - left


def tall_picture() -> Picture:
    bars = [replace(BARS[1], name=f"Question {place}", group="") for place in range(12)]
    return bars_with_intervals(bars, key="tall", title="Tall", caption="16 answered.")


def test_a_drawing_a_little_too_large_for_the_rest_of_its_page_is_drawn_a_little_smaller():
    whole, smaller, next_page = (width_of_drawing(lines) for lines in (1, 12, 20))
    assert whole == pytest.approx(next_page, abs=0.5)
    assert 0.8 * whole - 0.5 <= smaller < whole - 1


@needs_poppler
def test_a_long_heading_stands_at_the_head_of_the_next_page_with_its_beginning():
    heading = "A heading of many words that is a good deal longer than the line at the head of a page is wide"
    second = pages_of(Heading(1, heading, "one"), *lines_of_text(40))[3]
    assert "A heading of many words" in second and "…" in second and "wide" not in second


def test_a_short_head_of_a_narrow_column_stays_whole_beside_long_names():
    table = Table(
        "T", ("What", "Of how many", "Estimate", "95% range"), (("Long " * 20, "1,000", "598", "499 to 691"),)
    )
    assert print_form(report(Heading(1, "A", "a"), table))["blocks"][1]["header"] == list(table.header)
