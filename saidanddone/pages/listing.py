"""A list page: filters that keep their state in the address, search, sorting, pages, CSV and XLSX.

Everything happens in the database; a page fetches its own rows and one count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from itertools import islice
from operator import attrgetter, or_
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet, Sum
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.files.write import XLSX_ROWS_AT_MOST, csv_lines, write_xlsx
from saidanddone.programme.models import Area
from saidanddone.programme.queries import area_choices, aspiration_choices

from .door import Here

Asked = dict[str, str | Sequence[str]]  # the words after the question mark of an address

ROWS_A_PAGE = 30
ROWS_AT_ONCE = 2_000  # of a file, fetched and sent together


@dataclass(frozen=True)
class Column:
    key: str
    title: str
    value: Callable[[Any], object]
    link: Callable[[Any], str] | None = None
    numeric: bool = False
    sort: str = ""  # the field to order by; blank: not sortable
    in_file: Callable[[Any], object] | None = None  # where a file holds more than a page shows
    together: str = ""  # the field that is added up over all rows, at the foot; blank: nothing is


def area_column(field: str = "area", *, sortable: bool = True) -> Column:
    """The borough of a row; with a `field` such as `text__area`, that of what the row points to."""
    area_of = attrgetter(field.replace("__", "."))

    def name(row: Any) -> str:
        area = area_of(row)
        return area.name if area else ""

    return Column("area", _("Borough"), name, sort=f"{field}__name" if sortable else "")


@dataclass(frozen=True)
class Filter:
    """One choice above a list. `field` is what the chosen value must equal, or a function of it.

    Rows that are at hand already, and in no query, are kept by `keeps` instead.
    """

    key: str
    title: str
    choices: Sequence[tuple[str, str]]
    field: str | Callable[[str], Q] = ""
    keeps: Callable[[Any, str], bool] | None = None
    is_day: bool = False  # any day may be chosen, and none is listed

    def offers(self, chosen: str) -> bool:
        if self.is_day:
            return _is_iso_day(chosen)
        return chosen in {str(key) for key, _title in self.choices}

    def narrowed(self, rows: Any, chosen: str) -> Any:
        if self.keeps is not None:
            return [row for row in rows if self.keeps(row, chosen)]
        return rows.filter(self.field(chosen) if callable(self.field) else Q(**{self.field: chosen}))


def _is_iso_day(typed: str) -> bool:
    try:
        return bool(date.fromisoformat(typed))
    except ValueError:
        return False


def area_filter(areas: Iterable[Area], field: str = "area__code") -> Filter:
    return Filter("area", _("Borough"), area_choices(areas), field)


def aspiration_filter(here: Here, field: str | Callable[[str], Q] = "aspiration__key") -> Filter:
    return Filter("aspiration", _("Aspiration"), aspiration_choices(here.programme), field)


@dataclass(frozen=True)
class Empty:
    """What an empty list says: what would be here, and what to do next."""

    says: str
    address: str = ""
    action: str = ""

    @classmethod
    def inviting(cls, says: str, may: bool, address: str, action: str) -> Empty:
        """What to do next is offered to those who may do it."""
        return cls(says, address, action) if may else cls(says)


@dataclass(frozen=True)
class ChosenFilter:
    filter: Filter
    chosen: str

    @property
    def is_offered(self) -> bool:
        return not self.chosen or self.filter.offers(self.chosen)

    def narrowed(self, rows: Any) -> Any:
        """A value that is not offered, such as an answer nobody gave, is that of no row: never of all rows."""
        if not self.chosen:
            return rows
        if not self.is_offered:
            return rows.none() if isinstance(rows, QuerySet) else []
        return self.filter.narrowed(rows, self.chosen)


@dataclass(frozen=True)
class Heading:
    column: Column
    address: str  # blank where the column cannot be sorted
    sorted: str  # "ascending", "descending" or ""


@dataclass(frozen=True)
class Cell:
    value: object
    link: str
    numeric: bool


@dataclass(frozen=True)
class Listing:
    caption: str
    headings: tuple[Heading, ...]
    page: Page[Any]
    filters: tuple[ChosenFilter, ...]
    searchable: bool
    sought: str
    empty: Empty
    filtered: bool
    address_of: Callable[[str], str]
    columns: tuple[Column, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()  # what the form of the filters asks again

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The provenances among the rows of the page; a file asks for none."""
        return labels_of(self.page.object_list)

    @cached_property
    def sums(self) -> dict[str, int]:
        """What all rows come to, by the key of the column; one query, where there is such a column."""
        added = {column.key: Sum(column.together) for column in self.columns if column.together}
        rows: Any = self.page.paginator.object_list
        if not added or not self.page.paginator.count:
            return {}
        found = rows.order_by().aggregate(**{f"sum_{key}": each for key, each in added.items()})
        return {key.removeprefix("sum_"): value or 0 for key, value in found.items()}

    def rows(self) -> Iterator[tuple[list[Cell], str]]:
        """Each row's cells, and its label where the rows of the page do not all come from one place."""
        for row in self.page.object_list:
            cells = [
                Cell(column.value(row), column.link(row) if column.link else "", column.numeric)
                for column in self.columns
            ]
            yield cells, getattr(row, "provenance", "") if len(self.labels) > 1 else ""

    def foot(self) -> Iterator[Cell]:
        """What all rows, not only those of this page, come to together."""
        for column in self.columns[1:]:
            yield Cell(f"{self.sums[column.key]:,}" if column.key in self.sums else "", "", column.numeric)

    @property
    def csv_address(self) -> str:
        return self.address_of("csv")

    @property
    def xlsx_address(self) -> str:
        return self.address_of("xlsx")

    @property
    def too_long_for_xlsx(self) -> bool:
        return self.page.paginator.count > XLSX_ROWS_AT_MOST

    @property
    def xlsx_rows_at_most(self) -> int:
        return XLSX_ROWS_AT_MOST

    @property
    def previous_address(self) -> str:
        return self.address_of(f"page={self.page.previous_page_number()}")

    @property
    def next_address(self) -> str:
        return self.address_of(f"page={self.page.next_page_number()}")


def listing(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    *,
    caption: str,
    columns: Sequence[Column],
    filters: Sequence[Filter] = (),
    search: Sequence[str] = (),
    empty: Empty,
    rows_a_page: int = ROWS_A_PAGE,
    carried: Mapping[str, Sequence[str]] | None = None,
) -> Listing:
    """The list as this request asks for it. `search` names the fields that the search box looks in; `carried` is what
    else the page was asked, which every link of the list asks again.
    """
    asked = request.GET
    chosen = [ChosenFilter(each, asked.get(each.key, "")) for each in filters]
    for each in chosen:
        rows = each.narrowed(rows)
    # A database may refuse a text with a NUL in it; nobody types one.
    sought = asked.get("q", "").replace("\x00", "").strip()[:200] if search else ""
    if sought:
        rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": sought}) for name in search)))
    sort, headings = _sorting(asked.get("sort", ""), columns, {**(carried or {}), **_kept(chosen, sought)})
    if sort:
        rows = rows.order_by(sort, "pk")
    hidden: Asked = {**(carried or {}), **({"sort": asked["sort"]} if sort else {})}
    kept = hidden | _kept(chosen, sought)

    def address_of(what: str) -> str:
        extra = dict([what.split("=")]) if "=" in what else {"format": what}
        return "?" + urlencode(kept | extra, doseq=True)

    page = Paginator(rows, rows_a_page).get_page(asked.get("page"))
    return Listing(
        caption=caption,
        headings=headings,
        page=page,
        filters=tuple(chosen),
        searchable=bool(search),
        sought=sought,
        empty=empty,
        filtered=bool(sought or any(each.chosen for each in chosen)),
        address_of=address_of,
        columns=tuple(columns),
        hidden=tuple(_pairs(hidden)),
    )


def labels_of(rows: Sequence[Model] | QuerySet[Any]) -> tuple[str, ...]:
    """The provenances among the rows shown, for the notice above them; blank where some were entered here."""
    found = {getattr(row, "provenance", "") for row in rows}
    return tuple(sorted(found)) if found - {""} else ()


def list_page(
    request: HttpRequest, shown: Listing, name: str, template: str, **context: object
) -> HttpResponseBase:
    """The list on its page, or as a file called `name` where the address asks for one.

    A file needs nothing of the context: what costs queries is given as a function, which only the page calls.
    """
    taken = download(request, shown, name)
    if taken is not None:
        return taken
    found = {key: value() if callable(value) else value for key, value in context.items()}
    return render(request, template, {"shown": shown, **found})


def download(request: HttpRequest, shown: Listing, name: str) -> StreamingHttpResponse | None:
    """The whole list as a file where the address asks for one (`?format=csv` or `xlsx`), never a part of it.

    A workbook that could not hold every row is not made; the page then says what to do instead.
    """
    wanted = request.GET.get("format")
    if wanted not in {"csv", "xlsx"}:
        return None
    if wanted == "xlsx" and shown.too_long_for_xlsx:
        return None
    rows = shown.page.paginator.object_list
    columns = _with_provenance(shown.columns, rows)
    header = [column.key for column in columns]
    in_turn = rows.iterator(chunk_size=ROWS_AT_ONCE) if isinstance(rows, QuerySet) else rows
    cells = ([_plain((column.in_file or column.value)(row)) for column in columns] for row in in_turn)
    return _csv(name, header, cells) if wanted == "csv" else _xlsx(name, header, cells)


def _csv(name: str, header: list[str], cells: Iterable[list[object]]) -> StreamingHttpResponse:
    lines = csv_lines(header, cells, spreadsheet_safe=True)
    return StreamingHttpResponse(
        iter(lambda: "".join(islice(lines, ROWS_AT_ONCE)), ""),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _xlsx(name: str, header: list[str], cells: Iterable[list[object]]) -> FileResponse:
    """A workbook cannot be sent before its last row is known, so it waits on the disk, not in memory."""
    book = TemporaryFile()  # noqa: SIM115 - the answer closes it once it is sent
    write_xlsx(book, header, cells, sheet=name)
    book.seek(0)
    return FileResponse(
        book,
        as_attachment=True,
        filename=f"{name}.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def _with_provenance(columns: Sequence[Column], rows: Any) -> list[Column]:
    """A row that leaves the site takes its label along, where it has one."""
    labelled = hasattr(getattr(rows, "model", None), "provenance")
    if not labelled or "provenance" in {column.key for column in columns}:
        return list(columns)
    return [*columns, Column("provenance", "", lambda row: row.provenance)]


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int | float) else str(value)


def _kept(chosen: Sequence[ChosenFilter], sought: str) -> dict[str, str]:
    kept = {each.filter.key: each.chosen for each in chosen if each.chosen}
    return kept | ({"q": sought} if sought else {})


def _pairs(asked: Asked) -> Iterator[tuple[str, str]]:
    for name, value in asked.items():
        yield from ((name, each) for each in ([value] if isinstance(value, str) else value))


def _sorting(asked: str, columns: Sequence[Column], kept: Asked) -> tuple[str, tuple[Heading, ...]]:
    wanted, descending = asked.removeprefix("-"), asked.startswith("-")
    order, headings = "", []
    for column in columns:
        if not column.sort:
            headings.append(Heading(column, "", ""))
            continue
        now = wanted == column.key
        if now:
            order = f"-{column.sort}" if descending else column.sort
        flipped = f"-{column.key}" if now and not descending else column.key
        state = ("descending" if descending else "ascending") if now else ""
        headings.append(Heading(column, "?" + urlencode(kept | {"sort": flipped}, doseq=True), state))
    return order, tuple(headings)
