"""What is counted, in the database, as plain numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from saidanddone.programme.models import Programme, SpokenRole
from saidanddone.stages.ideas.models import Idea
from saidanddone.words.models import Text

from ..models import Coding, Recommendation, Theme
from ..rules import shown_counts
from .codebook import with_counts


@dataclass(frozen=True)
class IdeaCounts:
    """How many ideas were recorded, and how many of them anyone has coded."""

    recorded: int
    coded: int


def idea_counts(programme: Programme) -> IdeaCounts:
    coded = Exists(Coding.objects.filter(text=OuterRef("text")))
    counts = Idea.objects.filter(text__programme=programme).aggregate(
        recorded=Count("pk"), coded=Count("pk", filter=Q(coded))
    )
    return IdeaCounts(**counts)


@dataclass(frozen=True)
class ThemeCount:
    key: str
    name: str
    provenance: str
    ideas: int
    places: int


def theme_counts(programme: Programme) -> list[ThemeCount]:
    themes = with_counts(Theme.objects.filter(programme=programme)).order_by("id")
    return [ThemeCount(t.key, t.name, t.provenance, t.ideas, t.places) for t in themes]


@dataclass(frozen=True)
class Cell:
    """Ideas of one role in one borough: recorded, coded by anyone, coded with the theme."""

    area: str
    role: str
    recorded: int
    coded: int
    in_theme: int


def cells_of_theme(theme: Theme) -> list[Cell]:
    """One GROUP BY gives the theme's counts by place, by role and in all.

    What is coded is listed once; asked idea by idea, PostgreSQL takes ten times as long.
    """
    coded = Coding.objects.filter(code__programme=theme.programme_id)
    rows = (
        Idea.objects.filter(text__programme=theme.programme_id)
        .values_list("text__area__name", "text__role")
        .annotate(
            recorded=Count("pk"),
            coded=Count("pk", filter=Q(text__in=coded.values("text"))),
            in_theme=Count("pk", filter=Q(text__in=coded.filter(code__theme=theme).values("text"))),
        )
        .order_by("text__area__name", "text__role")
    )
    return [Cell(area or "", role, *counts) for area, role, *counts in rows]


@dataclass(frozen=True)
class Line:
    """A row of a public table by place or role; both counts as they may be shown."""

    name: str
    in_theme: str
    coded: str


def by_place(cells: Iterable[Cell]) -> list[Line]:
    return _lines(cells, lambda cell: cell.area or _("borough not recorded"))


def by_role(cells: Iterable[Cell]) -> list[Line]:
    names = dict(SpokenRole.choices)
    return _lines(cells, lambda cell: str(names.get(cell.role, _("role not recorded"))))


def _lines(cells: Iterable[Cell], name_of: Callable[[Cell], str]) -> list[Line]:
    counts: dict[str, tuple[int, int]] = {}
    for cell in cells:
        k, n = counts.get(name_of(cell), (0, 0))
        counts[name_of(cell)] = (k + cell.in_theme, n + cell.coded)
    names = sorted(name for name, (_k, n) in counts.items() if n)
    in_theme = shown_counts([counts[name][0] for name in names])
    coded = shown_counts([counts[name][1] for name in names])
    return [Line(*each) for each in zip(names, in_theme, coded, strict=True)]


@dataclass(frozen=True)
class DoubleCoded:
    texts: int
    coded: int
    twice: int


def double_coded(programme: Programme) -> DoubleCoded:
    """Texts, texts that anyone coded, and texts that at least two coders coded."""
    coded = Coding.objects.filter(text=OuterRef("pk"))
    # Two coders coded a text exactly where its first and last pseudonym differ.
    first = coded.order_by().values("text").annotate(which=Min("coder")).values("which")
    last = coded.order_by().values("text").annotate(which=Max("coder")).values("which")
    counts = (
        Text.objects.filter(programme=programme)
        .annotate(first=Subquery(first), last=Subquery(last))
        .aggregate(
            texts=Count("pk"),
            coded=Count("pk", filter=Q(first__isnull=False)),
            twice=Count("pk", filter=Q(first__lt=F("last"))),
        )
    )
    return DoubleCoded(**counts)


@dataclass(frozen=True)
class RecommendationCounts:
    all: int
    led_back: int  # to a theme or an idea
    with_theme: int
    provenances: tuple[str, ...]


def recommendation_counts(programme: Programme) -> RecommendationCounts:
    rows = (
        Recommendation.objects.filter(programme=programme)
        .values_list("provenance")
        .annotate(
            all=Count("pk", distinct=True),
            led_back=Count("pk", distinct=True, filter=Q(links__isnull=False)),
            with_theme=Count("pk", distinct=True, filter=Q(links__theme__isnull=False)),
        )
        .order_by("provenance")
    )
    kinds, *counts = zip(*rows, strict=True) if rows else ((), (), (), ())
    return RecommendationCounts(*(sum(each) for each in counts), tuple(kind for kind in kinds if kind))


def provenances_of(programme: Programme) -> tuple[str, ...]:
    """Where the codings come from, for the labels of figures that count them."""
    rows = Coding.objects.filter(text__programme=programme).exclude(provenance="")
    return tuple(rows.order_by("provenance").values_list("provenance", flat=True).distinct())
