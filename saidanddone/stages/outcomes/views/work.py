from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Empty, list_page, listing
from saidanddone.programme.queries import areas_workable_by
from saidanddone.programme.rules import OVERSEES, Role, can_edit_area

from .. import actions, forms, queries, rules
from .shared import (
    SEARCHED,
    connection_columns,
    connection_filters,
    outcome_columns,
    outcome_filters,
)


@work(*OVERSEES)
def work_outcomes(request: HttpRequest, here: Here) -> HttpResponse:
    may_add = rules.changes_outcomes(here.person)
    shown = listing(
        request,
        queries.outcomes_workable_by(here.person, here.programme),
        caption=_("Changes"),
        columns=outcome_columns(here, "outcomes-work:detail"),
        filters=outcome_filters(here, areas_workable_by(here.person, here.programme)),
        search=[*SEARCHED, "key"],
        empty=Empty.inviting(
            _("No change is written down yet for where you work."),
            may_add,
            here.address("outcomes-work:add"),
            _("Write down a change"),
        ),
    )
    return list_page(request, shown, "changes", "outcomes/work_list.html", may_add=may_add)


@work(*OVERSEES)
def work_outcome(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.outcomes_workable_by(here.person, here.programme), key=key)
    return render(
        request,
        "outcomes/work_outcome.html",
        {
            "outcome": found,
            "place": queries.place_of(found),
            "scale": rules.scale(found.contribution),
            "came_from": [
                queries.came_from_step(link, here.person) for link in queries.links_of_outcome(found)
            ],
            "may_change": can_edit_area(here.person, found.area_id),
        },
    )


@writing(Role.LEAD, Role.ORGANISER)
def add_outcome(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.OutcomeForm(sent(request), programme=here.programme, person=here.person)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_outcome, programme=here.programme),
        title=_("Write down a change"),
        done=_("The change is written down."),
        button=_("Write it down"),
        back=here.address("outcomes-work:list"),
        onward=lambda made: here.address("outcomes-work:detail", key=made.key),
        intro=_("Everybody may read it. Link it to what it came from, so that those who spoke can find it."),
    )


@writing(Role.LEAD, Role.ORGANISER)
def change_outcome(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.outcomes_workable_by(here.person, here.programme), key=key)
    links = queries.links_of_outcome(row)
    readable, kept = queries.ideas_linked(links, here.person)
    initial = {
        "commitments": [link.commitment_id for link in links if link.commitment_id],
        "recommendations": [link.recommendation_id for link in links if link.recommendation_id],
        "themes": [link.theme_id for link in links if link.theme_id],
        "ideas": ", ".join(idea.text.key for idea in readable),
    }
    form = forms.OutcomeForm(
        sent(request),
        instance=row,
        initial=initial,
        programme=here.programme,
        person=here.person,
        kept=kept,
    )
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_outcome, outcome=row),
        title=_("Change how this is written down"),
        done=_("The change is kept."),
        button=_("Keep these changes"),
        back=here.address("outcomes-work:detail", key=key),
        onward=lambda changed: here.address("outcomes-work:detail", key=changed.key),
        intro=_("Ideas that you may not read stay linked, whatever you write below.") if kept else "",
    )


@work(*OVERSEES)
def work_connections(request: HttpRequest, here: Here) -> HttpResponse:
    may_add = rules.changes_outcomes(here.person)
    shown = listing(
        request,
        queries.connections_workable_by(here.person, here.programme),
        caption=_("Connections"),
        columns=connection_columns(here, "outcomes-work:change-connection"),
        filters=connection_filters(areas_workable_by(here.person, here.programme)),
        search=["statement", "what_came", "key"],
        empty=Empty.inviting(
            _("No connection is written down yet for where you work."),
            may_add,
            here.address("outcomes-work:add-connection"),
            _("Write down a connection"),
        ),
    )
    return list_page(request, shown, "connections", "outcomes/work_connections.html", may_add=may_add)


@writing(Role.LEAD, Role.ORGANISER)
def add_connection(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.ConnectionForm(sent(request), programme=here.programme, person=here.person)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_connection, programme=here.programme),
        title=_("Write down a connection"),
        done=_("The connection is written down."),
        button=_("Write it down"),
        back=here.address("outcomes-work:connections"),
        intro=_("Everybody may read it. Say who met whom by role alone, never by name."),
    )


@writing(Role.LEAD, Role.ORGANISER)
def change_connection(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.connections_workable_by(here.person, here.programme), key=key)
    form = forms.ConnectionForm(sent(request), instance=row, programme=here.programme, person=here.person)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_connection, connection=row),
        title=_("Change this connection"),
        done=_("The connection is changed."),
        button=_("Keep these changes"),
        back=here.address("outcomes-work:connections"),
    )
