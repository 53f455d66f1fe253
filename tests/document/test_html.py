"""The report as one page, and its blocks on a page of the site."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.document.blocks import (
    Bullets,
    FigureLink,
    Heading,
    Link,
    Notice,
    Numbers,
    Quotation,
    Table,
    paragraph,
)
from saidanddone.document.html import render, render_blocks
from saidanddone.document.text import clean

from .samples import USEFUL, report, saying

VOID = {"meta", "link", "br", "line", "path", "circle", "rect"}


class Page(HTMLParser):
    """What a browser makes of the page: its elements in order, its text, its ids, and whether all is closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    def ids(self):
        return [attributes["id"] for _tag, attributes in self.elements if "id" in attributes]

    def links(self):
        return [attributes["href"] for attributes in self.all("a")]

    def text_in(self, tag):
        return [text for where, text in self.texts if where == tag]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(render(report()))


def test_every_element_is_closed(page):
    assert page.open == []


def test_the_page_has_one_heading_above_all_and_skips_no_level(page):
    levels = [int(tag[1]) for tag, _ in page.elements if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_says_its_language_its_title_and_its_day(page):
    assert page.all("html")[0]["lang"] == "en-GB"
    assert page.text_in("title") == ["Londoners did"]
    assert "4 February 2020" in page.text_in("li")


def test_no_two_elements_have_one_name_and_every_link_within_arrives(page):
    assert len(page.ids()) == len(set(page.ids()))
    assert {link[1:] for link in page.links() if link.startswith("#")} <= set(page.ids())


def test_a_number_in_the_text_leads_to_how_we_know(page):
    assert "#figure-useful" in page.links()
    assert "figure-useful" in page.ids()


def test_the_figure_list_says_how_each_was_worked_out_and_what_it_cannot_say(page):
    assert "Wilson's interval" in page.text_in("dd")
    assert "It speaks only of those who answered." in page.text_in("dd")


def test_the_page_fetches_nothing_from_anywhere(page):
    fetching = [attributes.get("src") for _tag, attributes in page.elements if "src" in attributes]
    sheets = [attributes for attributes in page.all("link") if attributes["rel"] != "canonical"]
    assert fetching == [] and sheets == [] and page.all("script") == []
    style = "".join(page.text_in("style"))
    assert "@import" not in style and "url(" not in style


def test_no_element_carries_a_style_of_its_own(page):
    assert not [attributes for _tag, attributes in page.elements if "style" in attributes]


def test_a_table_names_its_columns_its_rows_and_itself(page):
    scopes = [attributes.get("scope") for attributes in page.all("th")]
    assert None not in scopes and "row" in scopes and "col" in scopes
    assert "What was promised" in page.text_in("caption")
    frames = [attributes for attributes in page.all("div") if attributes.get("class") == "table-frame"]
    assert all(frame["tabindex"] == "0" and frame["aria-label"] for frame in frames)


def test_a_picture_has_words_for_those_who_cannot_see_it_and_its_numbers(page):
    drawings = [each for each in page.all("svg") if each.get("role") == "img"]
    assert len(drawings) == 2 and all(each["aria-label"] for each in drawings)
    assert len(page.all("details")) == 2


def test_the_labels_are_explained_before_the_report_begins(page):
    html = render(report())
    assert html.index("These rows are illustrative: made up for this example.") < html.index("<main")
    assert "These rows are reconstructed" in html


def test_a_report_without_labels_or_headings_has_neither_list():
    bare = render(report(paragraph("Only this."), labels=(), citation="", abstract="", edition=""))
    assert "meanings" not in bare.split("</style>")[1] and "<nav" not in bare
    assert Page(bare).open == []


def test_a_quotation_is_in_the_language_it_was_said_in():
    html = render_blocks((Quotation("আমরা একসাথে খেতে চাই।", "A resident", "bn"),))
    assert '<blockquote lang="bn" dir="auto"><p>আমরা একসাথে খেতে চাই।</p>' in html


def test_on_the_site_figures_lead_to_their_own_page():
    html = render_blocks((paragraph(FigureLink("41%", "useful")),), figure_address="/london/figures/{}/")
    assert 'href="/london/figures/useful/"' in html


def test_on_the_site_the_highest_heading_stands_just_below_the_page_s_own():
    assert "<h2" in render_blocks((Heading(2, "A", "a"), Heading(3, "B", "b")))
    assert "<h3" in render_blocks((Heading(1, "A", "a"),), top=3)


def test_a_path_of_the_site_is_followed_on_the_site_and_left_out_of_the_file():
    quoted = Quotation("Words", "Who", address="/london/heard/1/")
    assert 'href="/london/heard/1/"' in render_blocks((quoted,))
    assert "/london/heard/1/" not in render(report(quoted))
    assert "evil" not in render_blocks((Quotation("Words", "Who", address="//evil.example/"),))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", 'https://x.org/" onclick="a', "/path"]
)
def test_an_address_that_is_not_safe_is_only_its_words(address):
    html = render_blocks((paragraph(Link("go", address)),))
    assert html == "<p>go</p>"


def test_a_list_within_a_list_stands_in_the_item_before_it():
    html = render_blocks((Bullets(("a", Bullets(("b",), True))),))
    assert html == "<ul><li>a<ol><li>b</li></ol></li></ul>"


def test_a_notice_may_say_more_than_its_label():
    assert "The source does not say why." in render_blocks((Notice("gap", "The source does not say why."),))
    assert "Something is missing here" in render_blocks((Notice("gap"),))


def test_an_interval_is_drawn_and_told():
    html = render_blocks((Numbers((USEFUL,)),))
    assert 'class="whisker-range" x1="31.9" x2="51.2"' in html
    assert "95% interval: 32% to 51%" in html


def test_a_table_without_row_names_has_none():
    html = render_blocks((Table("T", ("A",), (("1",),), frozenset({0}), row_headers=False),))
    assert 'scope="row"' not in html and '<td class="number">1</td>' in html


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_comes_out_as_itself(text):
    """Nothing that a person writes becomes an element, and nothing of it is lost."""
    shown = [line for line in clean(text).split("\n") if line]
    page = Page(render_blocks((paragraph(text), Quotation(text, text), Notice("gap", text or "x"))))
    assert page.open == []
    assert {tag for tag, _ in page.elements} <= {
        "p",
        "br",
        "figure",
        "blockquote",
        "figcaption",
        "div",
        "span",
    }
    assert page.text_in("p")[: len(shown)] == shown


MARKUP = st.text(alphabet="<>\"'&;=/ abscript:onk\n", max_size=40)


@settings(deadline=None, max_examples=40)
@given(MARKUP)
def test_what_looks_like_markup_changes_nothing_of_the_page(text):
    if not clean(text).strip():
        return
    plain_page, marked_page = Page(render(saying("x"))), Page(render(saying(text)))
    assert [tag for tag, _ in marked_page.elements if tag != "br"] == [tag for tag, _ in plain_page.elements]
    assert marked_page.ids() == plain_page.ids()


def test_the_same_tree_gives_the_same_page():
    assert render(report()) == render(report())
