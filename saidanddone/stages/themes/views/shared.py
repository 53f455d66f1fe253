"""What several pages of this stage show in the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here
from saidanddone.pages.listing import Column, Filter, Listing, list_page
from saidanddone.programme.rules import can_code

from .. import queries


def work_list(request: HttpRequest, here: Here, shown: Listing, name: str, **context: object) -> HttpResponse:
    """Every list of this stage's work pages: its title, what one may add, the way to the other lists."""
    codes = can_code(here.person)
    return list_page(request, shown, name, "themes/work_list.html", codes=codes, **context)


def theme_filter(here: Here, field: str | Callable[[str], Q]) -> Filter:
    themes = [(each.key, each.name) for each in queries.themes_by_programme(here.programme)]
    return Filter("theme", _("Theme"), themes, field)


def aspiration_column() -> Column:
    def name(row: Any) -> str:
        return row.aspiration.name if row.aspiration else ""

    return Column("aspiration", _("Aspiration"), name, sort="aspiration__id")


def recommendation_columns(here: Here, link: str) -> list[Column]:
    return [
        Column(
            "recommendation",
            _("Recommendation"),
            lambda row: row.statement,
            link=lambda row: here.address(link, key=row.key),
        ),
        Column("addressed_to", _("Addressed to"), lambda row: row.addressed_to, sort="addressed_to"),
        aspiration_column(),
        Column("themes", _("Themes"), lambda row: row.themes, numeric=True, sort="themes"),
        Column("ideas", _("Ideas named"), lambda row: row.ideas, numeric=True, sort="ideas"),
    ]
