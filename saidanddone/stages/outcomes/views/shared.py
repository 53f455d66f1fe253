"""What several pages of this stage show in the same way."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from saidanddone.pages.door import Here
from saidanddone.pages.listing import Column, Filter, aspiration_filter
from saidanddone.pages.templatetags.said import partial_day
from saidanddone.programme.queries import area_choices, where_written
from saidanddone.programme.rules import can_edit_area

from .. import queries

SEARCHED = ["title", "statement", "who_changed", "for_whom", "words_before", "words_after"]


def outcome_columns(here: Here, link: str) -> list[Column]:
    return [
        Column(
            "change",
            _("Change"),
            lambda row: row.title,
            link=lambda row: here.address(link, key=row.key),
            sort="title",
        ),
        Column("area", _("Borough"), queries.place_of, sort="area__name"),
        Column("kind", _("Kind"), lambda row: row.get_change_type_display(), sort="change_type"),
        Column(
            "contribution",
            _("The conversations"),
            lambda row: row.get_contribution_display(),
            sort="contribution",
        ),
        Column("said_by", _("Who says so"), lambda row: row.get_said_by_display(), sort="said_by"),
        Column("confirmed", _("Who confirms it"), lambda row: row.get_confirmed_display(), sort="confirmed"),
        Column("happened", _("When"), lambda row: partial_day(row.happened), sort="happened"),
    ]


def area_filter(areas: Any) -> Filter:
    return Filter(
        "area",
        _("Borough"),
        [*area_choices(areas), (queries.NOT_NAMED, _("borough not named"))],
        queries.in_area,
    )


def outcome_filters(here: Here, areas: Any) -> list[Filter]:
    thread = [("some", _("leads back to something")), ("none", _("leads back to nothing"))]
    return [
        area_filter(areas),
        Filter("kind", _("Kind of change"), queries.kind_choices(), "change_type"),
        Filter("contribution", _("The conversations"), queries.contribution_choices(), "contribution"),
        Filter("said_by", _("Who says so"), queries.said_by_choices(), "said_by"),
        Filter("confirmed", _("Who confirms it"), queries.confirmed_choices(), "confirmed"),
        aspiration_filter(here, queries.answering_aspiration),
        Filter("thread", _("The thread"), thread, queries.with_thread),
    ]


def connection_columns(here: Here, link: str = "") -> list[Column]:
    """With `link`, the first column opens the page of that name for the rows that this person may change."""

    def opens(row: Any) -> str:
        return here.address(link, key=row.key) if can_edit_area(here.person, row.area_id) else ""

    return [
        Column("connection", _("Who met whom"), lambda row: row.statement, link=opens if link else None),
        Column("between", _("One side"), lambda row: row.get_between_role_display(), sort="between_role"),
        Column("with", _("The other side"), lambda row: row.get_with_role_display(), sort="with_role"),
        Column("came", _("What came of it"), lambda row: row.what_came),
        Column("area", _("Borough"), queries.place_of, sort="area__name"),
        Column("source", _("Where it stands"), source_of),
    ]


def source_of(row: Any) -> str:
    return where_written(row.source, row.source_page) if row.source else ""


def connection_filters(areas: Any) -> list[Filter]:
    return [area_filter(areas)]
