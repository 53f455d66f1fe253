"""What several pages of this stage show in the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here
from saidanddone.pages.listing import Column, Filter
from saidanddone.programme.queries import area_choices, areas_of, aspiration_choices

from .. import queries


def aspiration_filter(here: Here) -> Filter:
    return Filter("aspiration", _("Aspiration"), aspiration_choices(here.programme), "aspiration__key")


def area_filter(here: Here, field: str = "area__code") -> Filter:
    return Filter("area", _("Borough"), area_choices(areas_of(here.programme)), field)


def theme_filter(here: Here, field: str | Callable[[str], Q]) -> Filter:
    themes = [(each.key, each.name) for each in queries.themes_by_programme(here.programme)]
    return Filter("theme", _("Theme"), themes, field)


def recommendation_columns(here: Here, link: str) -> list[Column]:
    def name_of_aspiration(row: Any) -> str:
        return row.aspiration.name if row.aspiration else ""

    return [
        Column(
            "recommendation",
            _("Recommendation"),
            lambda row: row.statement,
            link=lambda row: here.address(link, key=row.key),
        ),
        Column("addressed_to", _("Addressed to"), lambda row: row.addressed_to, sort="addressed_to"),
        Column("aspiration", _("Aspiration"), name_of_aspiration, sort="aspiration__id"),
        Column("themes", _("Themes"), lambda row: row.themes, numeric=True, sort="themes"),
        Column("ideas", _("Ideas named"), lambda row: row.ideas, numeric=True, sort="ideas"),
    ]
