"""What several pages of this stage show in the same way."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from saidanddone.pages.door import Here
from saidanddone.pages.listing import Column, Filter
from saidanddone.programme.queries import areas_of, aspirations_of


def aspiration_filter(here: Here) -> Filter:
    choices = [(each.key, each.name) for each in aspirations_of(here.programme)]
    return Filter("aspiration", str(_("Aspiration")), choices, "aspiration__key")


def area_choices(here: Here) -> list[tuple[str, str]]:
    return [(each.code, each.name) for each in areas_of(here.programme)]


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
