"""The report as a tagged PDF that a screen reader can follow."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.document import fonts
from saidanddone.document.blocks import (
    Bullets,
    FigureList,
    Heading,
    Link,
    Number,
    Numbers,
    Quotation,
    Table,
    paragraph,
)
from saidanddone.document.errors import DocumentError
from saidanddone.document.pdf import render
from saidanddone.document.print_form import breakable, print_form
from saidanddone.document.typesetting import lacking

from .reading import elements, needs_poppler, words_of
from .samples import map_picture, report, saying

UA = "{http://www.aiim.org/pdfua/ns/id/}part"


@pytest.fixture(scope="module")
def made() -> bytes:
    return render(report())


@pytest.fixture
def pdf(made) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(made)) as opened:
        yield opened


def tags(pdf: pikepdf.Pdf) -> list[str]:
    return [str(each.S) for each in elements(pdf.Root.StructTreeRoot)]


def boxes_of(pdf: bytes) -> list[tuple[float, float]]:
    """Where each word begins and ends across its page."""
    found = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    return [
        (float(a), float(b))
        for a, b in re.findall(rb'<word xMin="([0-9.]+)".*?xMax="([0-9.]+)"', found.stdout)
    ]


def test_the_file_says_that_it_is_tagged_and_for_everyone(pdf):
    assert bool(pdf.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in pdf.Root
    described = ElementTree.fromstring(pdf.Root.Metadata.read_bytes())
    parts = [each.text for each in described.iter(UA)] + [
        each.get(UA) for each in described.iter() if each.get(UA)
    ]
    assert parts == ["1"]


def test_the_title_and_the_language_are_known_and_the_title_is_shown(pdf):
    assert str(pdf.docinfo["/Title"]) == "Londoners did"
    assert str(pdf.docinfo["/Author"]) == "Said and Done"
    assert str(pdf.docinfo["/Subject"]) == "What came of seventeen conversations"
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_the_only_date_in_it_is_the_report_s_own(pdf):
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20200204")


def test_the_same_tree_gives_the_same_bytes(made):
    assert render(report()) == made


def test_headings_come_in_order_and_can_be_jumped_to(pdf):
    headings = [int(tag[2]) for tag in tags(pdf) if re.fullmatch(r"/H[1-6]", tag)]
    assert headings == [1, 2, 1, 1, 1]
    with pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == [
            "In short",
            "The map",
            "Every figure",
            "The numbers in the pictures",
        ]
        assert [entry.title for entry in outline.root[0].children] == ["A room for everyone"]


def test_every_picture_has_words_for_those_who_cannot_see_it(pdf):
    pictures = [each for each in elements(pdf.Root.StructTreeRoot) if each.S == "/Figure"]
    assert [str(each.Alt) for each in pictures] == [
        block.alt for block in report().blocks if hasattr(block, "alt")
    ]


def test_tables_have_header_cells_and_captions(pdf):
    found = tags(pdf)
    assert found.count("/Table") == 3  # one in the text, and the twins of two pictures
    assert found.count("/TH") == 3 + 4 + 3
    assert found.count("/Caption") == 3


def test_lists_quotations_and_links_are_tagged_as_what_they_are(pdf):
    found = set(tags(pdf))
    assert {"/L", "/LI", "/LBody", "/Link", "/TOC", "/TOCI", "/P"} <= found
    assert found & {"/BlockQuote", "/Quote"}


def test_a_quotation_is_read_in_the_language_it_was_said_in():
    with pikepdf.open(
        BytesIO(render(report(Quotation("Nous voulons manger ensemble.", "Une habitante", "fr-FR"))))
    ) as pdf:
        spoken = {str(each.Lang) for each in elements(pdf.Root.StructTreeRoot) if "/Lang" in each}
        spoken |= {str(lang) for lang in re.findall(rb"/Lang\s*\((\w+)\)", b"".join(contents(pdf)))}
    assert any("fr" in each for each in spoken)


def contents(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    for page in pdf.pages:
        yield pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page))


def test_pages_are_a4_and_follow_the_tags_when_tabbed_through(pdf):
    for page in pdf.pages:
        assert [round(float(side)) for side in page.MediaBox] == [0, 0, 595, 842]
        assert "/Annots" not in page or page.get("/Tabs") == "/S"


def test_every_letter_is_carried_along_in_our_two_fonts(pdf):
    names = {str(font.BaseFont).split("+")[1] for font in all_fonts(pdf)}
    assert {name.split("-")[0] for name in names} == {"LibertinusSerif", "SourceSansPro"}
    assert all(is_embedded(font) for font in all_fonts(pdf))


def all_fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") == "/Type0"
    ]


def is_embedded(font: pikepdf.Dictionary) -> bool:
    described = font.DescendantFonts[0].FontDescriptor
    return "/FontFile2" in described or "/FontFile3" in described


def test_a_number_in_the_text_jumps_to_its_row_in_the_list_of_figures(pdf):
    inner = [
        note
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/Dest" in note or "/D" in note.get("/A", {})
    ]
    outer = {
        str(note.A.URI)
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get("/A", {})
    }
    assert len(inner) >= 6
    assert "https://example.org/a?b=1&c=2" in outer


@needs_poppler
def test_the_text_comes_out_in_the_order_of_reading(made):
    text = words_of(made)
    places = [
        text.index(words) for words in ("Page 2 of", "Of those we could ask", "Case study 1", "Worked out by")
    ]
    assert places == sorted(places)
    assert "Page 2 of" in text and "How to cite this" in text and "4 February 2020" in text


@needs_poppler
def test_a_table_longer_than_a_page_repeats_its_header():
    rows = tuple((f"Row {place}", str(place)) for place in range(120))
    made = render(report(Heading(1, "Long", "long"), Table("A long table", ("The name", "The count"), rows)))
    with pikepdf.open(BytesIO(made)) as pdf:
        assert tags(pdf).count("/TH") == 2  # read once, however often it is printed
    text = words_of(made)
    assert text.count("The count") >= 3
    assert "Row 119" in text


@needs_poppler
@pytest.mark.parametrize("letter", ["a", "W", "\u0301", "m\u0301"])
def test_a_very_long_word_stays_on_the_page(letter):
    word = letter * 300
    narrow = Table(word, (word, "B", word), ((word, "b", word),))
    wide = Table("Wide", tuple(f"{word}{place}" for place in range(9)), (tuple([word] * 9),))
    number = Number(word, word, word, word, 0.4, 0.3, 0.5, (), "long", word, word)
    made = render(
        report(
            Heading(1, word, "long"),
            paragraph(word, Link(word, f"https://example.org/{'a' * 300}")),
            Bullets((word, Bullets((word,)))),
            Quotation(word, word),
            Numbers((number,)),
            FigureList((number,)),
            narrow,
            wide,
            title=word,
            publisher="Said and Done",
        )
    )
    edges = boxes_of(made)
    assert (
        edges
        and min(left for left, _ in edges) > 40
        and max(right for _, right in edges) < 595 - 24 / 25.4 * 72 + 6
    )


def test_a_word_breaks_between_letters_and_never_within_one():
    assert breakable("a" * 7 + " b", 3) == "aaa\u200baaa\u200ba b"
    assert breakable("e\u0301" * 4, 3) == "e\u0301e\u0301e\u0301\u200be\u0301"
    assert breakable("MMMM", 4) == "MM\u200bMM"  # wide letters need more room
    assert breakable("short words stay", 6) == "short words stay"


HOSTILE = [
    '#panic("run")',
    '#read("/etc/passwd")',
    "#set page(fill: red)",
    '"); #panic("run"); ("',
    "$ x $ *bold* _em_ `raw` = Heading",
    "@label <label> \\u{41} // comment",
    "]#panic()[",
    "[41%](figure:x) <script>",
]


@needs_poppler
@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_typst_is_printed_and_never_run(text):
    printed = " ".join(words_of(render(report(paragraph(text), title=text))).split())
    assert " ".join(text.split()) in printed


@needs_poppler
@settings(deadline=None, max_examples=25)
@given(
    st.text(
        st.characters(min_codepoint=33, max_codepoint=383, exclude_categories=("C", "Z", "M", "Lm", "Sk")),
        min_size=1,
        max_size=20,
    )
)
def test_any_words_in_latin_letters_come_out_as_themselves(text):
    printed = words_of(render(report(paragraph(f"\u2014 {text} \u2014"))))
    assert text.replace("\u00ad", "") in printed.replace("\u00ad", "")


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=30).filter(lambda text: any(letter.isalnum() for letter in text)))
def test_any_text_at_every_place_that_a_person_may_fill_makes_a_pdf(text):
    assert render(saying(text)).startswith(b"%PDF-")


@needs_poppler
def test_a_letter_that_our_fonts_lack_is_a_square_and_the_report_says_so():
    text = words_of(render(report(Quotation("\u0986\u09ae\u09b0\u09be eat", "A resident", "bn"))))
    assert "\u25a1" in text and "eat" in text
    assert "Some letters could not be printed here" in " ".join(text.split())
    assert "Some letters" not in words_of(render(report()))


@needs_poppler
def test_an_accent_that_does_not_go_with_its_letter_is_a_square_and_other_letters_stay():
    text = words_of(render(report(paragraph("0\u1dc0 and \u0416"))))
    assert "0\u25a1 and \u0416" in text


def test_which_letters_our_fonts_lack_is_asked_of_typst():
    assert lacking("a\u0141\u0416\u0986\U0001f600") == {"\u0986", "\U0001f600"}


def test_a_link_within_the_report_is_kept_only_where_it_arrives():
    form = print_form(
        report(
            Heading(1, "Map", "map"),
            paragraph(Link("a", "#section-map"), Link("b", "#section-x"), Link("c", "javascript:1")),
        )
    )
    assert [part["is"] for part in form["blocks"][1]["inlines"]] == ["Link", "Words", "Words"]


def test_a_report_with_the_least_in_it_can_be_printed():
    least = report(
        paragraph("Only this."), labels=(), subtitle="", abstract="", edition="", citation="", address=""
    )
    with pikepdf.open(BytesIO(render(least))) as pdf:
        assert len(pdf.pages) == 2


def test_what_typst_refuses_is_said_in_one_sentence():
    broken = replace(map_picture(), print_svg="<svg")
    with pytest.raises(DocumentError, match=r"^The PDF could not be set: [^\n]+\.$"):
        render(report(Heading(1, "Map", "map"), broken))


def test_the_fonts_come_from_the_package_and_each_cut_once():
    files = fonts.files_for_print()
    assert len(files) == 4 and all(file.endswith(".ttf") for file in files)
    assert {"Semibold", "Regular"} <= {file.rsplit("-")[-1].removesuffix(".ttf") for file in files}
