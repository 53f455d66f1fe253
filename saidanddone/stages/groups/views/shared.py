"""What several pages of this stage show in the same way."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from saidanddone.pages.door import Here
from saidanddone.pages.listing import Column, Filter, area_filter
from saidanddone.pages.templatetags.said import partial_day

from .. import queries

SEARCHED = ["name", "description", "run_by"]


def place_of(group: Any) -> str:
    return group.area.name if group.area else _("the whole programme")


def group_columns(here: Here, link: str) -> list[Column]:
    return [
        Column(
            "group",
            _("Course or group"),
            lambda row: row.name,
            link=lambda row: here.address(link, key=row.key),
            sort="name",
        ),
        Column("met", _("Sessions"), lambda row: row.met, numeric=True, sort="met"),
        Column("enrolled", _("Enrolled"), lambda row: row.enrolled, numeric=True, sort="enrolled"),
        Column("finished", _("Finished"), lambda row: row.finished, numeric=True, sort="finished"),
        Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort="kind"),
        Column(
            "part_of", _("Part of"), lambda row: row.part_of.name if row.part_of else "", sort="part_of__name"
        ),
        Column("area", _("Borough"), place_of, sort="area__name"),
        Column("began_on", _("Began"), lambda row: partial_day(row.began_on), sort="began_on"),
    ]


def group_filters(areas: Any) -> list[Filter]:
    return [
        Filter("kind", _("Kind"), queries.kind_choices(), "kind"),
        area_filter(areas),
        Filter(
            "promise",
            _("Promises"),
            [("some", _("carries out a promise")), ("none", _("carries out none"))],
            queries.carrying_out,
        ),
    ]
