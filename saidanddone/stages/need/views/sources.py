"""Where sources are named, and what is said of them is mended."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, list_page, listing
from saidanddone.programme.queries import sources_of
from saidanddone.programme.rules import OVERSEES, Role, can_lead

from ..actions import sources as actions
from ..forms.sources import ChangeSourceForm, SourceForm


@work(*OVERSEES)
def sources(request: HttpRequest, here: Here) -> HttpResponse:
    may_change = can_lead(here.person)
    change = partial(here.address, "need-work:change-source")
    shown = listing(
        request,
        sources_of(here.programme),
        caption=_("Sources of this programme"),
        columns=[
            Column(
                "title",
                _("Title"),
                lambda row: row.title,
                link=(lambda row: change(key=row.key)) if may_change else None,
                sort="title",
            ),
            Column("publisher", _("Publisher"), lambda row: row.publisher, sort="publisher"),
            Column("year", _("Year"), lambda row: row.year),
            Column("licence", _("Licence"), lambda row: row.licence),
            Column("attribution", _("What is to be said"), lambda row: row.attribution),
        ],
        search=["title", "publisher"],
        empty=Empty.inviting(
            _("No source has been named yet."),
            may_change,
            here.address("need-work:name-source"),
            _("Name a source"),
        ),
    )
    return list_page(request, shown, "sources", "need/sources.html", may_change=may_change)


@writing(Role.LEAD)
def name_source(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        SourceForm(sent(request)),
        action=partial(actions.name_source, programme=here.programme),
        title=_("Name a source"),
        done=_("The source is named. Choose it where an indicator, a table or a map asks for one."),
        button=_("Name it"),
        back=here.address("need-work:sources"),
    )


@writing(Role.LEAD)
def change_source(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(sources_of(here.programme), key=key)
    return form_page(
        request,
        here,
        ChangeSourceForm(sent(request), instance=row),
        action=partial(actions.change_source, source=row),
        title=_("Change this source"),
        done=_("The source is changed, wherever it is shown."),
        button=_("Keep these changes"),
        back=here.address("need-work:sources"),
    )
