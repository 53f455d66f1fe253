from __future__ import annotations

from collections.abc import Iterable, Sequence

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import YesNo
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import SEVERAL, Loading, Row, TableOf, fits, once, several

from . import actions, rules
from .models import Code, Coding, Recommendation, Theme
from .queries import (
    codes_in_file_order,
    codings_in_file_order,
    recommendations_in_file_order,
    themes_in_file_order,
)


class ThemeRow(Row):
    key: str
    name: str
    summary: str
    aspiration: str | None


def load_themes(loading: Loading, rows: Sequence[CheckedRow[ThemeRow]]) -> None:
    once(rows, "key")
    themes = [
        fits(at, Theme(
            programme=loading.programme, key=at.row.key, name=at.row.name, summary=at.row.summary,
            aspiration=loading.find("aspiration", at.row.aspiration, at, "aspiration"), **at.row.from_where(),
        ))
        for at in rows
    ]  # fmt: skip
    for theme in actions.record_themes(themes=themes, by=loading.by):
        loading.keep("theme", theme.key, theme)


def dump_themes(programme: Programme) -> Iterable[Sequence[object]]:
    for t in themes_in_file_order(programme):
        yield (t.key, t.name, t.summary, t.aspiration.key if t.aspiration else None, t.provenance, t.note)


class CodeRow(Row):
    key: str
    theme: str | None
    name: str
    definition: str
    use_when: str | None
    not_when: str | None
    example: str | None
    colour: str | None


def load_codes(loading: Loading, rows: Sequence[CheckedRow[CodeRow]]) -> None:
    once(rows, "key")
    codes = [
        fits(at, Code(
            programme=loading.programme, key=at.row.key, theme=loading.find("theme", at.row.theme, at, "theme"),
            name=at.row.name, definition=at.row.definition, use_when=at.row.use_when or "",
            not_when=at.row.not_when or "", example=at.row.example or "", colour=at.row.colour or "",
            **at.row.from_where(),
        ))
        for at in rows
    ]  # fmt: skip
    for code in actions.record_codes(codes=codes, by=loading.by):
        loading.keep("code", code.key, code)


def dump_codes(programme: Programme) -> Iterable[Sequence[object]]:
    for c in codes_in_file_order(programme):
        yield (
            c.key, c.theme.key if c.theme else None, c.name, c.definition, c.use_when, c.not_when, c.example,
            c.colour, c.provenance, c.note,
        )  # fmt: skip


class CodingRow(Row):
    text: str
    code: str
    coder: str
    start: int | None
    end: int | None
    worth_quoting: YesNo
    memo: str | None


def load_codings(loading: Loading, rows: Sequence[CheckedRow[CodingRow]]) -> None:
    """Codings name open answers and interview extracts too, which later tables bring."""
    once(rows, "text", "code", "coder", "start", "end")

    def load() -> None:
        codings = [_coding(loading, at) for at in rows]
        actions.record_codings(codings=codings, programme=loading.programme, by=loading.by)

    loading.at_the_end(load)


def _coding(loading: Loading, at: CheckedRow[CodingRow]) -> Coding:
    row = at.row
    text = loading.find("text", row.text, at, "text")
    try:
        rules.check_span(text.words, row.start, row.end)
    except Refused as why:
        raise BadTable(
            file=at.file,
            line=at.line,
            column="end",
            problem=str(why),
            allowed=f"0 to {len(text.words)}, or blank",
        ) from why
    return fits(at, Coding(
        text=text, code=loading.find("code", row.code, at, "code"), coder=row.coder, start=row.start,
        end=row.end, worth_quoting=row.worth_quoting, memo=row.memo or "", **row.from_where(),
    ))  # fmt: skip


def dump_codings(programme: Programme) -> Iterable[Sequence[object]]:
    for c in codings_in_file_order(programme):
        yield (
            c.text.key, c.code.key, c.coder, c.start, c.end, c.worth_quoting, c.memo, c.provenance, c.note,
        )  # fmt: skip


class RecommendationRow(Row):
    key: str
    statement: str
    addressed_to: str | None
    aspiration: str | None
    themes: str | None
    ideas: str | None
    source: str | None
    source_page: str | None


def load_recommendations(loading: Loading, rows: Sequence[CheckedRow[RecommendationRow]]) -> None:
    once(rows, "key")
    recommendations = [
        (
            fits(at, Recommendation(
                programme=loading.programme, key=at.row.key, statement=at.row.statement,
                addressed_to=at.row.addressed_to or "",
                aspiration=loading.find("aspiration", at.row.aspiration, at, "aspiration"),
                source=loading.find("source", at.row.source, at, "source"),
                source_page=at.row.source_page or "", **at.row.from_where(),
            )),
            loading.find_all("theme", several(at.row.themes), at, "themes"),
            loading.find_all("idea", several(at.row.ideas), at, "ideas"),
        )
        for at in rows
    ]  # fmt: skip
    for made in actions.record_recommendations(recommendations=recommendations, by=loading.by):
        loading.keep("recommendation", made.key, made)


def dump_recommendations(programme: Programme) -> Iterable[Sequence[object]]:
    for r in recommendations_in_file_order(programme):
        links = list(r.links.all())
        yield (
            r.key, r.statement, r.addressed_to, r.aspiration.key if r.aspiration else None,
            SEVERAL.join(link.theme.key for link in links if link.theme),
            SEVERAL.join(link.idea.text.key for link in links if link.idea),
            r.source.key if r.source else None, r.source_page, r.provenance, r.note,
        )  # fmt: skip


TABLES = [
    TableOf("themes", ThemeRow, load_themes, dump_themes),
    TableOf("codes", CodeRow, load_codes, dump_codes),
    TableOf("codings", CodingRow, load_codings, dump_codings),
    TableOf("recommendations", RecommendationRow, load_recommendations, dump_recommendations),
]
