"""How the thread shows this stage's rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import handful_with
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.ideas.queries import idea_step
from saidanddone.thread.steps import Link, Ref, Step
from saidanddone.words.models import Text

from ..models import Code, Recommendation, Theme
from .codebook import recommendations_visible_to, themes_visible_to
from .edges import Edge


def theme_step(theme: Theme, person: Person) -> Step:
    return Step(
        Ref("themes", "theme", theme.pk),
        _("theme"),
        theme.name,
        reverse("themes:detail", kwargs={"programme": person.programme_slug, "key": theme.key}),
        labels=(theme.provenance,) if theme.provenance else (),
    )


def code_step(code: Code, person: Person) -> Step:
    """A code is shown on its theme's page; one without a theme has no public page. Needs `theme` fetched."""
    address = ""
    if code.theme is not None:
        page = reverse("themes:detail", kwargs={"programme": person.programme_slug, "key": code.theme.key})
        address = f"{page}#code-{code.key}"
    return Step(
        Ref("themes", "code", code.pk),
        _("code"),
        code.name,
        address,
        labels=(code.provenance,) if code.provenance else (),
    )


def recommendation_step(recommendation: Recommendation, person: Person) -> Step:
    return Step(
        Ref("themes", "recommendation", recommendation.pk),
        _("recommendation"),
        str(recommendation),
        reverse(
            "themes:recommendation",
            kwargs={"programme": person.programme_slug, "key": recommendation.key},
        ),
        labels=(recommendation.provenance,) if recommendation.provenance else (),
    )


def themes_found(person: Person, programme: Programme, sought: str) -> list[Step]:
    rows = handful_with(themes_visible_to(person, programme), sought, "name", "summary")
    return [theme_step(each, person) for each in rows]


def recommendations_found(person: Person, programme: Programme, sought: str) -> list[Step]:
    rows = handful_with(recommendations_visible_to(person, programme), sought, "statement", "addressed_to")
    return [recommendation_step(each, person) for each in rows]


BECAUSE = {
    ("idea", "code"): gettext_lazy("coded as"),
    ("code", "theme"): gettext_lazy("belongs to"),
    ("theme", "recommendation"): gettext_lazy("follows from this theme"),
    ("idea", "recommendation"): gettext_lazy("follows from this idea"),
}


def links_of_edges(edges: Iterable[Edge], person: Person) -> list[Link]:
    """Edges as the thread shows them. Thousands of them may meet in one row, whose step is made once."""
    made: dict[tuple[str, int], Step] = {}

    def step(edge: Edge, kind: str, pk: int, key: str, title: str, provenance: str) -> Step:
        if (kind, pk) not in made:
            made[kind, pk] = _step(
                edge, person, kind, {"pk": pk, "key": key, "provenance": provenance}, title
            )
        return made[kind, pk]

    because = {joint: str(words) for joint, words in BECAUSE.items()}
    return [
        Link(
            step(e, e.earlier_kind, e.earlier_id, e.earlier_key, e.earlier_title, e.earlier_from),
            step(e, e.later_kind, e.later_id, e.later_key, e.later_title, e.later_from),
            because[e.earlier_kind, e.later_kind],
        )
        for e in edges
    ]


def _step(edge: Edge, person: Person, kind: str, row: dict[str, Any], title: str) -> Step:
    """Rows are made up again, unsaved, from the columns that the edge carries: one query brought them all."""
    if kind == "code":
        theme = Theme(key=edge.theme_key) if edge.theme_key else None
        return code_step(Code(**row, name=title, theme=theme), person)
    if kind == "theme":
        return theme_step(Theme(**row, name=title), person)
    if kind == "recommendation":
        return recommendation_step(Recommendation(**row, statement=title), person)
    return idea_step(_idea(edge, row, title), person)


def _idea(edge: Edge, row: dict[str, Any], words: str) -> Idea:
    area = Area(pk=edge.area_id, name=edge.area_name) if edge.area_id else None
    text = Text(key=row["key"], words=words, role=edge.role, area=area, provenance=row["provenance"])
    text.quotable_now = edge.quotable_now
    return Idea(pk=row["pk"], text=text, kind=edge.idea_kind, provenance=row["provenance"])
