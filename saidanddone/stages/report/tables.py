from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import Field

from saidanddone.files import CheckedRow
from saidanddone.files.types import Whole
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import Loading, Row, TableOf, fits, once
from saidanddone.stages.themes.tables import SEVERAL, several

from . import actions, queries
from .models import SEVERAL_OF_A_KIND, CitedFigure, Section


class SectionRow(Row):
    key: str
    position: Annotated[Whole, Field(ge=0, le=32_767)]
    kind: Literal[
        "text",
        "numbers",
        "map",
        "case-study",
        "recommendations",
        "champions",
        "groups",
        "methods",
        "unknown",
        "figures",
    ]
    heading: str
    body: str | None
    outcomes: str | None
    ideas: str | None


def load_sections(loading: Loading, rows: Sequence[CheckedRow[SectionRow]]) -> None:
    once(rows, "key")
    once([at for at in rows if at.row.kind not in SEVERAL_OF_A_KIND], "kind")
    sections = [
        (
            fits(at, Section(
                programme=loading.programme, key=at.row.key, position=at.row.position, kind=at.row.kind,
                heading=at.row.heading, body=at.row.body or "", **at.row.from_where(),
            )),
            loading.find_all("outcome", several(at.row.outcomes), at, "outcomes"),
            loading.find_all("idea", several(at.row.ideas), at, "ideas"),
        )
        for at in rows
    ]  # fmt: skip
    actions.record_sections(sections=sections, by=loading.by)


def dump_sections(programme: Programme) -> Iterable[Sequence[object]]:
    for s in queries.sections_in_file_order(programme):
        yield (
            s.key, s.position, s.kind, s.heading, s.body,
            SEVERAL.join(outcome.key for outcome in queries.outcomes_told(s)),
            SEVERAL.join(idea.text.key for idea in queries.ideas_told(s)),
            s.provenance, s.note,
        )  # fmt: skip


class CitedFigureRow(Row):
    key: str
    value: str
    unit: str | None
    statement: str
    publisher: str
    title: str
    page: str | None
    published_on: str | None


def load_cited_figures(loading: Loading, rows: Sequence[CheckedRow[CitedFigureRow]]) -> None:
    once(rows, "key")
    cited = [
        fits(at, CitedFigure(
            programme=loading.programme, key=r.key, value=r.value, unit=r.unit or "", statement=r.statement,
            publisher=r.publisher, title=r.title, page=r.page or "", published_on=r.published_on or "",
            **r.from_where(),
        ))
        for at, r in ((at, at.row) for at in rows)
    ]  # fmt: skip
    actions.record_cited_figures(cited=cited, by=loading.by)


def dump_cited_figures(programme: Programme) -> Iterable[Sequence[object]]:
    for c in queries.cited_figures_of(programme):
        yield (
            c.key, c.value, c.unit, c.statement, c.publisher, c.title, c.page, c.published_on, c.provenance,
            c.note,
        )  # fmt: skip


TABLES = [
    TableOf("sections", SectionRow, load_sections, dump_sections),
    TableOf("cited_figures", CitedFigureRow, load_cited_figures, dump_cited_figures),
]
