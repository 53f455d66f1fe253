"""The joints of the thread at this stage: code or theme to the words coded with it, survey and interview to theirs.

Every kind of joint is one SELECT of the same columns; the database puts them together, each once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import BooleanField, Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from saidanddone.programme.models import Programme
from saidanddone.stages.themes.models import Coding
from saidanddone.words.queries import quotable_condition

from ..models import Extract, OpenAnswer

Ids = Collection[int]
Rows = QuerySet  # type: ignore[type-arg]  # of whichever model holds the joint

COLUMNS = (
    "kind", "id", "key", "words", "provenance", "quotable_now", "within_id", "within_key", "within_name",
    "code_id", "code_key", "code_name", "code_from", "theme_id", "theme_key", "theme_name", "theme_from",
)  # fmt: skip


@dataclass(frozen=True)
class Edge:
    """Words of a survey or interview, with what they stand in and, where they are coded, a code and its theme."""

    kind: str  # open_answer or extract
    id: int
    key: str
    words: str
    provenance: str
    quotable_now: bool
    within_id: int  # the survey or interview
    within_key: str
    within_name: str
    code_id: int  # 0 where this edge is about the survey or interview
    code_key: str
    code_name: str
    code_from: str
    theme_id: int  # 0 where the code has none
    theme_key: str
    theme_name: str
    theme_from: str


def edges_onward(
    programme: Programme, *, codes: Ids, themes: Ids, surveys: Ids, interviews: Ids
) -> list[Edge]:
    """From codes, themes, surveys and interviews to the words coded with or said in them."""
    coded = Q(code__in=codes) | Q(code__theme__in=themes)
    return _edges(
        _coded_answers(programme).filter(coded),
        _coded_extracts(programme).filter(coded),
        _answers(programme).filter(question__survey__in=surveys),
        _extracts(programme).filter(interview__in=interviews),
    )


def edges_back(programme: Programme, *, answers: Ids, extracts: Ids) -> list[Edge]:
    """From words to the codes they were given, and to the survey or interview they were said in."""
    return _edges(
        _coded_answers(programme).filter(text__open_answer__in=answers),
        _coded_extracts(programme).filter(text__extract__in=extracts),
        _answers(programme).filter(pk__in=answers),
        _extracts(programme).filter(pk__in=extracts),
    )


def _edges(*joints: Rows) -> list[Edge]:
    found = [Edge(*row) for row in joints[0].union(*joints[1:])]
    return sorted(found, key=lambda edge: (edge.kind, edge.id, edge.code_id))


def _coded_answers(programme: Programme) -> Rows:
    rows = Coding.objects.filter(text__programme=programme, text__open_answer__isnull=False)
    return _joint(rows, "open_answer", "text__open_answer__", "text__", _of_code())


def _coded_extracts(programme: Programme) -> Rows:
    rows = Coding.objects.filter(text__programme=programme, text__extract__isnull=False)
    return _joint(rows, "extract", "text__extract__", "text__", _of_code())


def _answers(programme: Programme) -> Rows:
    rows = OpenAnswer.objects.filter(text__programme=programme)
    return _joint(rows, "open_answer", "", "text__", _of_no_code())


def _extracts(programme: Programme) -> Rows:
    rows = Extract.objects.filter(text__programme=programme)
    return _joint(rows, "extract", "", "text__", _of_no_code())


def _joint(rows: Rows, kind: str, row: str, text: str, code: dict[str, Combinable]) -> Rows:
    """The rows as edges: `row` and `text` are the paths that lead to the answer or extract and its words."""
    within = {"open_answer": "question__survey__", "extract": "interview__"}[kind]
    name = {"open_answer": "name", "extract": "key"}[kind]
    quotable = When(quotable_condition(text), then=Value(True))
    columns: dict[str, Combinable] = {
        "edge_kind": _text(kind),
        "edge_id": F(f"{row}pk"),
        "edge_key": F(f"{text}key"),
        "edge_words": F(f"{text}words"),
        "edge_provenance": F(f"{row}provenance"),
        "edge_quotable_now": Case(quotable, default=Value(False), output_field=BooleanField()),
        "edge_within_id": F(f"{row}{within}pk"),
        "edge_within_key": F(f"{row}{within}key"),
        "edge_within_name": F(f"{row}{within}{name}"),
        **code,
    }
    return rows.order_by().annotate(**columns).values_list(*(f"edge_{name}" for name in COLUMNS))


def _of_code() -> dict[str, Combinable]:
    return {
        "edge_code_id": F("code__pk"),
        "edge_code_key": F("code__key"),
        "edge_code_name": F("code__name"),
        "edge_code_from": F("code__provenance"),
        "edge_theme_id": Coalesce(F("code__theme__pk"), Value(0)),
        "edge_theme_key": Coalesce(F("code__theme__key"), _text("")),
        "edge_theme_name": Coalesce(F("code__theme__name"), _text("")),
        "edge_theme_from": Coalesce(F("code__theme__provenance"), _text("")),
    }


def _of_no_code() -> dict[str, Combinable]:
    words = ("code_key", "code_name", "code_from", "theme_key", "theme_name", "theme_from")
    return {
        "edge_code_id": Value(0),
        "edge_theme_id": Value(0),
        **{f"edge_{each}": _text("") for each in words},
    }


def _text(words: str) -> Value:
    return Value(words, CharField())
