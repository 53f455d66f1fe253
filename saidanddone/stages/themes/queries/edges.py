"""The joints of the thread at this stage: idea, code, theme, recommendation; each way in one query.

Every kind of joint is one SELECT of the same columns; the database puts them together, each once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import BooleanField, Case, CharField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from saidanddone.programme.models import Programme
from saidanddone.words.queries import quotable_condition

from ..models import Code, Coding, RecommendationLink

Ids = Collection[int]
Rows = QuerySet  # type: ignore[type-arg]  # of whichever model holds the joint

# What a step shows of each kind: its number, key, title and provenance.
SHOWN = {
    "idea": ("pk", "text__key", "text__words", "provenance"),
    "code": ("pk", "key", "name", "provenance"),
    "theme": ("pk", "key", "name", "provenance"),
    "recommendation": ("pk", "key", "statement", "provenance"),
}
SIDES = ("earlier", "later")
COLUMNS = (
    "of_programme",
    *(f"{side}_{name}" for side in SIDES for name in ("kind", "id", "key", "title", "from")),
    *("theme_key", "idea_kind", "role", "area_id", "area_name", "quotable_now"),
)
OF_IDEA = "text__idea__"


@dataclass(frozen=True)
class Edge:
    programme_id: int
    earlier_kind: str
    earlier_id: int
    earlier_key: str
    earlier_title: str
    earlier_from: str
    later_kind: str
    later_id: int
    later_key: str
    later_title: str
    later_from: str
    theme_key: str  # of the code at one end: the theme on whose page it stands
    idea_kind: str  # of the idea at the earlier end, as the rest
    role: str
    area_id: int
    area_name: str
    quotable_now: bool


def edges_onward(programme: Programme, *, ideas: Ids, codes: Ids, themes: Ids) -> list[Edge]:
    """From given ideas, codes and themes to all that follows from them at this stage."""
    of_codes = Q(pk__in=codes) | Q(pk__in=Coding.objects.filter(text__idea__in=ideas).values("code"))
    of_themes = Q(theme__in=themes) | Q(theme__in=Code.objects.filter(of_codes).values("theme"))
    return _edges(
        programme,
        _idea_to_code().filter(text__idea__in=ideas),
        _code_to_theme().filter(of_codes),
        _theme_to_recommendation().filter(of_themes),
        _idea_to_recommendation().filter(idea__in=ideas),
    )


def edges_back(programme: Programme, *, codes: Ids, themes: Ids, recommendations: Ids) -> list[Edge]:
    """From given recommendations, themes and codes to all that they came from, down to the ideas."""
    behind = RecommendationLink.objects.filter(theme__isnull=False, recommendation__in=recommendations)
    of_themes = Q(theme__in=themes) | Q(theme__in=behind.values("theme"))
    of_codes = Q(code__in=codes) | Q(code__in=Code.objects.filter(of_themes).values("pk"))
    return _edges(
        programme,
        _theme_to_recommendation().filter(recommendation__in=recommendations),
        _idea_to_recommendation().filter(recommendation__in=recommendations),
        _code_to_theme().filter(of_themes),
        _idea_to_code().filter(of_codes),
    )


NEAREST = ("recommendation", "theme", "code", "idea")


def nearest_first(edge: Edge) -> tuple[int, int, int, int]:
    """The order in which people read: recommendations, themes, codes; what a row names itself before the rest."""
    kinds = NEAREST.index(edge.earlier_kind), NEAREST.index(edge.later_kind)
    return (kinds[1], kinds[0], edge.earlier_id, edge.later_id)


def _edges(programme: Programme, *joints: Rows) -> list[Edge]:
    """The keys alone say what is fetched: asked for the programme as well, a database without statistics
    reads every coding of it. What the keys of another programme bring is left out here.
    """
    edges = (Edge(*row) for row in joints[0].union(*joints[1:]))
    return [edge for edge in edges if edge.programme_id == programme.pk]


def _idea_to_code() -> Rows:
    rows = Coding.objects.filter(text__idea__isnull=False)
    return _joint(rows, "text__", ("idea", OF_IDEA), ("code", "code__"))


def _code_to_theme() -> Rows:
    return _joint(Code.objects.filter(theme__isnull=False), "", ("code", ""), ("theme", "theme__"))


def _theme_to_recommendation() -> Rows:
    rows = RecommendationLink.objects.filter(theme__isnull=False)
    return _joint(rows, "theme__", ("theme", "theme__"), ("recommendation", "recommendation__"))


def _idea_to_recommendation() -> Rows:
    rows = RecommendationLink.objects.filter(idea__isnull=False)
    return _joint(rows, "idea__text__", ("idea", "idea__"), ("recommendation", "recommendation__"))


def _joint(rows: Rows, owner: str, *ends: tuple[str, str]) -> Rows:
    """The rows as edges: for each end its kind, and the path that leads from the row to it.

    `owner` is the path to what names the programme.
    """
    columns: dict[str, Combinable] = {"of_programme": F(f"{owner}programme_id")}
    for side, (kind, path) in zip(SIDES, ends, strict=True):
        columns[f"{side}_kind"] = _text(kind)
        for name, field in zip(("id", "key", "title", "from"), SHOWN[kind], strict=True):
            columns[f"{side}_{name}"] = F(f"{path}{field}")
    paths = dict(ends)
    columns |= _of_code(paths.get("code")) | _of_idea(paths.get("idea"))
    return rows.order_by().annotate(**columns).values_list(*COLUMNS)


def _of_code(path: str | None) -> dict[str, Combinable]:
    return {"theme_key": _text("") if path is None else Coalesce(F(f"{path}theme__key"), _text(""))}


def _of_idea(path: str | None) -> dict[str, Combinable]:
    """What decides whether somebody may read the idea's words, and what its step says beside them."""
    if path is None:
        return {
            "idea_kind": _text(""),
            "role": _text(""),
            "area_id": Value(0, IntegerField()),
            "area_name": _text(""),
            "quotable_now": Value(False, BooleanField()),
        }
    quotable = When(quotable_condition(f"{path}text__"), then=Value(True))
    return {
        "idea_kind": F(f"{path}kind"),
        "role": F(f"{path}text__role"),
        "area_id": Coalesce(F(f"{path}text__area_id"), Value(0, IntegerField())),
        "area_name": Coalesce(F(f"{path}text__area__name"), _text("")),
        "quotable_now": Case(quotable, default=Value(False), output_field=BooleanField()),
    }


def _text(words: str) -> Value:
    return Value(words, CharField())
