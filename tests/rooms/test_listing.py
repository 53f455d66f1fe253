from __future__ import annotations

import csv
from io import BytesIO, StringIO
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from openpyxl import load_workbook

from saidanddone.pages.listing import Column, Empty, Filter, area_column, download, list_page, listing
from saidanddone.programme.actions import open_programme
from saidanddone.programme.models import Source
from tests.website.reading import read_page

COLUMNS = (
    Column("key", "Key", lambda row: row.key, sort="key"),
    Column("title", "Title", lambda row: row.title, link=lambda row: f"/sources/{row.key}/", sort="title"),
    Column("year", "Year", lambda row: row.year or None),
    Column("length", "Length", lambda row: len(row.title), numeric=True),
)
FILTERS = (Filter("publisher", "Publisher", [("one", "One"), ("two", "Two")], "publisher"),)


@pytest.fixture
def sources(db):
    """65 sources: three pages of thirty."""
    programme = open_programme(
        fields={"slug": "third", "name": "T", "report_title": "T", "place": "T", "summary": "T"}, by=None
    )
    Source.objects.bulk_create(
        Source(
            programme=programme,
            key=f"s{number:02}",
            title=f"Title {99 - number}",
            publisher="one" if number < 40 else "two",
            provenance="illustrative" if number == 64 else "published",
        )
        for number in range(65)
    )
    return Source.objects.filter(programme=programme).order_by("id")


def shown(rows, asked: str = "", **more):
    request = RequestFactory().get(f"/list/?{asked}")
    given = {
        "caption": "Sources",
        "columns": COLUMNS,
        "filters": FILTERS,
        "search": ["title"],
        "empty": Empty("No source has been named."),
    }
    return listing(request, rows, **(given | more)), request


def keys(rows, asked: str = "") -> list[str]:
    return [row.key for row in shown(rows, asked)[0].page.object_list]


def page_of(rows, asked: str = "", **more) -> str:
    made, request = shown(rows, asked, **more)
    template = Template("{% load said %}<h1>A list</h1>{% list_table listing %}")
    return template.render(Context({"listing": made, "request": request}))


def taken(rows, asked: str) -> bytes:
    made, request = shown(rows, asked)
    return download(request, made, "sources").getvalue()


# What is shown


def test_a_value_that_is_not_offered_is_that_of_no_row_and_stands_in_the_filter(sources):
    assert keys(sources, "publisher=nobody") == []
    page = page_of(sources, "publisher=nobody")
    assert '<option value="nobody" selected>nobody</option>' in page and 'href="/list/">' in page


def test_a_file_costs_its_rows_and_their_count_and_nothing_for_the_page(sources, django_assert_num_queries):
    added = Column("number", "Number", lambda row: row.pk, together="pk")
    with django_assert_num_queries(2):
        made, request = shown(sources, "format=csv", columns=(COLUMNS[0], added))
        assert len(download(request, made, "sources").getvalue().splitlines()) == 66


def test_each_row_has_its_own_label_where_they_come_from_several_places(sources):
    page = page_of(sources, "page=3")
    assert "Some of these rows are illustrative" in page
    assert page.count('class="label label-illustrative" title') == 1
    sources.update(provenance="illustrative")
    page = page_of(sources)
    assert "These rows are illustrative" in page and 'class="label label-illustrative" title' not in page


def test_rows_at_hand_are_narrowed_by_what_a_filter_keeps(sources):
    first = Filter("first", "First", [("yes", "Yes")], keeps=lambda row, chosen: row.key == "s00")
    made, _request = shown(list(sources), "first=yes", filters=(first,), search=())
    assert [row.key for row in made.page.object_list] == ["s00"]


def test_the_foot_adds_up_all_rows_and_not_only_those_of_the_page(sources):
    added = Column("number", "Number", lambda row: row.pk, numeric=True, together="pk")
    page = page_of(sources, columns=(COLUMNS[0], added))
    assert f'<td class="number">{sum(row.pk for row in sources):,}</td></tr></tfoot>' in page
    assert "also those of the other pages" in page
    assert "<tfoot>" not in page_of(sources)


def test_a_page_has_thirty_rows_and_costs_two_queries(sources, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = page_of(sources)
    assert page.count('<th scope="row">') == 30
    assert "65 rows" in page


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("page=2", "s30"),
        ("page=9999", "s60"),
        ("page=-1", "s60"),
        ("page=0", "s60"),
        ("page=x", "s00"),
        ("page=", "s00"),
        ("page=1e9", "s00"),
        (f"page={'9' * 40}", "s60"),
    ],
)
def test_a_page_that_is_not_there_shows_one_that_is(sources, asked, first):
    assert keys(sources, asked)[0] == first


def test_a_filter_narrows_and_says_so(sources):
    made, _ = shown(sources, "publisher=two")
    assert made.page.paginator.count == 25
    assert made.filtered
    assert '<option value="two" selected>' in page_of(sources, "publisher=two")


@pytest.mark.parametrize("value", ["three", "one' OR '1'='1", "ONE", "one,two"])
def test_an_unknown_filter_value_is_that_of_no_row(sources, value):
    made, _ = shown(sources, f"publisher={value}")
    assert made.page.paginator.count == 0
    assert made.filtered


def test_a_blank_filter_value_is_that_of_every_row(sources):
    made, _ = shown(sources, "publisher=")
    assert made.page.paginator.count == 65
    assert not made.filtered


def test_a_filter_that_the_list_does_not_have_is_ignored(sources):
    assert shown(sources, "programme__slug=london&id=1")[0].page.paginator.count == 65


def test_words_narrow_whatever_their_case_and_are_taken_as_they_are(sources):
    assert keys(sources, "q=TITLE+99") == ["s00"]
    assert keys(sources, "q=%25") == []
    assert keys(sources, "q=Title_99") == []
    assert keys(sources, "q=+title+99+") == ["s00"]
    assert keys(sources, "q=Title+9%00" + "9") == ["s00"]


def test_a_list_that_is_not_searched_ignores_words(sources):
    assert shown(sources, "q=nothing", search=())[0].page.paginator.count == 65


def test_what_was_sought_is_shown_as_text_and_never_as_markup(sources):
    page = page_of(sources, "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_borough_is_that_of_the_row_or_of_what_the_row_points_to():
    barnet = SimpleNamespace(name="Barnet")
    assert area_column().value(SimpleNamespace(area=barnet)) == "Barnet"
    assert area_column().value(SimpleNamespace(area=None)) == ""
    of_text = area_column("text__area")
    assert of_text.value(SimpleNamespace(text=SimpleNamespace(area=barnet))) == "Barnet"
    assert of_text.sort == "text__area__name"
    assert area_column(sortable=False).sort == ""


# Sorting


def test_a_column_sorts_both_ways_and_says_how(sources):
    assert keys(sources, "sort=title")[0] == "s64"
    assert keys(sources, "sort=-key")[0] == "s64"
    page = page_of(sources, "sort=title")
    assert 'aria-sort="ascending"' in page
    assert 'href="?sort=-title"' in page


@pytest.mark.parametrize(
    "sort",
    [
        "-programme__memberships__account__email",
        "publisher",
        "pk",
        "year",
        "--title",
        "?",
        "title,key",
        "%00",
    ],
)
def test_nothing_sorts_but_the_columns_that_are_offered(sources, sort):
    made, _ = shown(sources, f"sort={sort}")
    assert [row.key for row in made.page.object_list][:2] == ["s00", "s01"]
    assert not any(heading.sorted for heading in made.headings)
    assert made.hidden == ()


# The state is in the address


def test_pages_and_downloads_keep_what_was_chosen(sources):
    made, _ = shown(sources, "publisher=one&q=Title&sort=-title&page=1&stray=1")
    state = {"publisher": ["one"], "q": ["Title"], "sort": ["-title"]}
    assert parse_qs(made.next_address[1:]) == state | {"page": ["2"]}
    assert parse_qs(made.csv_address[1:]) == state | {"format": ["csv"]}
    assert parse_qs(made.xlsx_address[1:]) == state | {"format": ["xlsx"]}


def test_sorting_keeps_what_was_chosen(sources):
    made, _ = shown(sources, "publisher=one&q=Title")
    assert parse_qs(made.headings[0].address[1:]) == {"publisher": ["one"], "q": ["Title"], "sort": ["key"]}


def test_choosing_keeps_the_order(sources):
    assert '<input type="hidden" name="sort" value="-title">' in page_of(sources, "sort=-title")


def test_words_with_signs_survive_the_address(sources):
    Source.objects.filter(key="s00").update(title="Bread & butter = 100%")
    made, _ = shown(sources, "q=%26+butter+%3D+100%25")
    assert parse_qs(made.csv_address[1:])["q"] == ["& butter = 100%"]


# Labels, and lists without rows


def test_labels_are_those_of_the_rows_on_this_page(sources):
    assert shown(sources, "page=1")[0].labels == ("published",)
    assert shown(sources, "page=3")[0].labels == ("illustrative", "published")
    assert "made up for this example" in page_of(sources, "page=3")
    assert "made up for this example" not in page_of(sources, "page=1")


def test_an_empty_list_says_what_would_be_here_and_what_to_do(second):
    empty = Empty("No source has been named.", "/add/", "Name a source")
    page = page_of(Source.objects.none(), empty=empty)
    assert "No source has been named." in page
    assert '<a class="button" href="/add/">Name a source</a>' in page
    assert "<table" not in page


def test_an_empty_list_invites_only_those_who_may():
    says, way = "No source has been named.", ("/add/", "Name a source")
    assert Empty.inviting(says, True, *way) == Empty(says, *way)
    assert Empty.inviting(says, False, *way) == Empty(says)


def test_a_list_narrowed_to_nothing_offers_everything_again(sources):
    page = page_of(sources, "q=nowhere")
    assert "Nothing here fits what you chose." in page
    assert '<a href="/list/">Show everything</a>' in page


@pytest.mark.parametrize("asked", ["", "publisher=two&sort=-title&page=1", "q=nowhere"])
def test_the_page_is_whole(sources, asked):
    page = read_page(page_of(sources, asked))
    assert page.problems() == []


def test_a_choice_whose_value_is_a_number_is_sent_back_as_that_number(sources):
    """Numbers that people read have a comma; those that an address carries have none."""
    choices = [(12345, "A large one")]
    page = page_of(sources, "id=12345", filters=(Filter("id", "Number", choices, "id"),))
    assert '<option value="12345" selected>' in page


# Taken away


def test_what_only_the_page_shows_is_not_worked_out_for_a_file(sources):
    calls: list[str] = []

    def empty() -> Empty:
        calls.append("worked out")
        return Empty("Found for the page.")

    def answer(asked: str) -> str:
        made, request = shown(sources, asked)
        return list_page(request, made, "sources", "pages/empty.html", empty=empty).getvalue().decode()

    assert answer("format=csv").startswith("key,title")
    assert calls == []
    assert "Found for the page." in answer("")
    assert calls == ["worked out"]


def test_the_whole_narrowed_list_is_taken_away_and_not_one_page_of_it(sources):
    lines = list(csv.reader(StringIO(taken(sources, "publisher=one&format=csv&page=2").decode())))
    assert lines[0][:4] == ["key", "title", "year", "length"]
    assert [line[0] for line in lines[1:]] == [f"s{number:02}" for number in range(40)]


def test_a_file_is_sent_as_its_rows_are_read_and_none_is_left_out(
    sources, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("saidanddone.pages.listing.ROWS_AT_ONCE", 7)
    made, request = shown(sources, "format=csv")
    with django_assert_max_num_queries(0):
        answer = download(request, made, "sources")
    with django_assert_max_num_queries(1):
        parts = list(answer)
    assert len(parts) > 9
    assert len(b"".join(parts).splitlines()) == 66


def test_a_list_longer_than_a_workbook_says_so_instead_of_losing_rows(sources, monkeypatch):
    monkeypatch.setattr("saidanddone.pages.listing.XLSX_ROWS_AT_MOST", 64)
    made, request = shown(sources, "format=xlsx")
    assert download(request, made, "sources") is None
    page = page_of(sources)
    says = (
        "These are more rows than a workbook (XLSX) can hold, 64: take them away as CSV, which holds them all"
    )
    assert page.index(says) < page.index("<table")
    assert "format=csv" in page and "format=xlsx" not in page
    narrowed = page_of(sources, "publisher=one")
    assert says not in narrowed and "format=xlsx" in narrowed
    assert len(taken(sources, "format=csv").splitlines()) == 66


def test_a_file_keeps_the_order_that_was_chosen(sources):
    lines = taken(sources, "sort=-key&format=csv").decode().splitlines()
    assert lines[1].startswith("s64,")


def test_rows_that_are_taken_away_say_where_they_come_from(sources):
    lines = list(csv.DictReader(StringIO(taken(sources, "format=csv").decode())))
    assert (lines[0]["provenance"], lines[64]["provenance"]) == ("published", "illustrative")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(sources, start):
    Source.objects.filter(key="s00").update(title=f"{start}HYPERLINK(1)")
    rows = {row[0]: row for row in csv.reader(StringIO(taken(sources, "format=csv").decode(), newline=""))}
    assert rows["s00"][1] == f"'{start}HYPERLINK(1)"


def test_a_workbook_opens_with_text_as_text_and_numbers_as_numbers(sources):
    Source.objects.filter(key="s00").update(title="=1+1")
    sheet = load_workbook(BytesIO(taken(sources, "publisher=one&format=xlsx"))).active
    assert [cell.value for cell in sheet[1]][:4] == ["key", "title", "year", "length"]
    key, title, year, length = sheet[2][:4]
    assert (key.value, title.value, title.data_type, year.value) == ("s00", "=1+1", "s", None)
    assert (length.value, length.data_type) == (4, "n")
    assert sheet.max_row == 41


def test_a_file_is_offered_under_its_own_name(sources):
    made, request = shown(sources, "format=csv")
    assert download(request, made, "sources")["Content-Disposition"] == 'attachment; filename="sources.csv"'


@pytest.mark.parametrize("asked", ["", "format=", "format=pdf", "format=../etc/passwd"])
def test_nothing_is_taken_away_that_was_not_asked_for(sources, asked):
    made, request = shown(sources, asked)
    assert download(request, made, "sources") is None
