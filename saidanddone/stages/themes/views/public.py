from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.pages.bars import Bar
from saidanddone.pages.door import Here, found_or_404, public
from saidanddone.pages.listing import (
    Column,
    Empty,
    Filter,
    Listing,
    area_column,
    area_filter,
    aspiration_filter,
    list_page,
    listing,
)
from saidanddone.programme.queries import area_choices, areas_of, spoken_role_choices
from saidanddone.stages.ideas.queries import quoted
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from .. import queries
from .shared import aspiration_column, recommendation_columns, theme_filter


@public
def themes(request: HttpRequest, here: Here) -> HttpResponse:
    ideas = queries.idea_counts(here.programme)
    shown = _themes_shown(request, here, ideas.coded)
    bars = _bars(here, shown, ideas.coded)
    return list_page(request, shown, "themes", "themes/list.html", ideas=ideas, bars=bars)


def _themes_shown(request: HttpRequest, here: Here, coded: int) -> Listing:
    return listing(
        request,
        queries.with_counts(queries.themes_visible_to(here.person, here.programme)),
        caption=_("Themes, and how many of %(n)s coded ideas each was heard in") % {"n": f"{coded:,}"},
        columns=[
            Column(
                "theme",
                _("Theme"),
                lambda row: row.name,
                link=lambda row: here.address("themes:detail", key=row.key),
                sort="name",
            ),
            aspiration_column(),
            Column("ideas", _("Ideas"), lambda row: row.ideas, numeric=True, sort="ideas"),
            Column("boroughs", _("Boroughs"), lambda row: row.places, numeric=True, sort="places"),
        ],
        filters=[
            aspiration_filter(here),
            Filter("area", _("Heard in"), area_choices(areas_of(here.programme)), queries.heard_in),
        ],
        search=["name", "summary"],
        empty=Empty(
            _("No theme has been made yet. Themes appear here once coders have grouped their codes.")
        ),
    )


def _bars(here: Here, shown: Listing, coded: int) -> list[Bar]:
    def says(row: Any) -> str:
        return ngettext(
            "%(k)s of %(n)s ideas, in %(places)s borough",
            "%(k)s of %(n)s ideas, in %(places)s boroughs",
            row.places,
        ) % {
            "k": f"{row.ideas:,}",
            "n": f"{coded:,}",
            "places": row.places,
        }

    return [
        Bar(row.name, row.ideas, says(row), here.address("themes:detail", key=row.key))
        for row in shown.page.object_list
    ]


@public
def theme(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.themes_visible_to(here.person, here.programme), key=key)
    cells = queries.cells_of_theme(found)
    codes = list(queries.codes_of_theme(found))
    quotations = queries.quotations_of_theme(found, here.person)
    thread = walk([Ref("themes", "theme", found.pk)], here.programme, here.person)
    return render(
        request,
        "themes/theme.html",
        {
            "theme": found,
            "figure": queries.figure_from_cells(here.programme, found, cells),
            "codes": codes,
            "quotations": quotations[: queries.QUOTATIONS_SHOWN],
            "more_quotations": len(quotations) > queries.QUOTATIONS_SHOWN,
            "by_place": queries.by_place(cells),
            "by_role": queries.by_role(cells),
            "walk": thread,
            "recommendations": [
                each.step
                for place in thread.after
                for each in place.reached
                if (each.step.ref.stage, each.step.ref.kind) == ("themes", "recommendation")
            ],
            "labels_shown": {found.provenance, *(each.label for each in quotations)},
        },
    )


@public
def ideas_of_theme(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """What people said about one theme, as far as everybody may read it."""
    found = found_or_404(queries.themes_visible_to(here.person, here.programme), key=key)
    shown = listing(
        request,
        queries.ideas_of_theme(found),
        caption=_("What people said about “%(theme)s”") % {"theme": found.name},
        columns=[
            Column(
                "words",
                _("What was said"),
                lambda row: row.text.with_care,
                in_file=lambda row: row.text.words,
                link=lambda row: quoted(row, here.person).address,
            ),
            Column("key", _("Key"), lambda row: row.text.key),
            Column("role", _("Role"), lambda row: row.text.get_role_display()),
            area_column("text__area", sortable=False),
        ],
        filters=[
            area_filter(areas_of(here.programme), "text__area__code"),
            Filter("role", _("Role"), spoken_role_choices(), "text__role"),
        ],
        search=["text__words"],
        empty=Empty(
            _("Nobody who said something about this has agreed to be quoted."),
            here.address("themes:detail", key=key),
            found.name,
        ),
    )
    quotations = [quoted(each, here.person) for each in shown.page.object_list]
    return list_page(request, shown, "ideas", "themes/ideas.html", theme=found, quotations=quotations)


@public
def recommendations(request: HttpRequest, here: Here) -> HttpResponse:
    shown = listing(
        request,
        queries.recommendations_visible_to(here.person, here.programme),
        caption=_("Recommendations, and what they follow from"),
        columns=recommendation_columns(here, "themes:recommendation"),
        filters=[
            aspiration_filter(here),
            theme_filter(here, queries.following_from),
            Filter(
                "leads_back",
                _("Leads back"),
                [("yes", _("to a theme or an idea")), ("no", _("to nothing yet"))],
                queries.leading_back,
            ),
        ],
        search=["statement", "addressed_to"],
        empty=Empty(_("No recommendation has been written yet.")),
    )
    return list_page(
        request,
        shown,
        "recommendations",
        "themes/recommendations.html",
        counts=lambda: queries.recommendation_counts(here.programme),
    )


@public
def recommendation(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.recommendations_visible_to(here.person, here.programme), key=key)
    thread = walk([Ref("themes", "recommendation", found.pk)], here.programme, here.person)
    behind = [each.step for place in thread.before for each in place.reached]
    return render(
        request,
        "themes/recommendation.html",
        {
            "recommendation": found,
            "themes": [step for step in behind if step.ref.kind == "theme"],
            "ideas": [step for step in behind if step.ref.kind == "idea"],
            "walk": thread,
        },
    )
