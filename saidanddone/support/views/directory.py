"""Work on the directory: what to check, what to change, what others suggest, what people call things."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, sending, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, area_column, area_filter, list_page, listing
from saidanddone.pages.templatetags.said import day
from saidanddone.programme.models import Role
from saidanddone.programme.queries import areas_of

from .. import forms
from ..actions import directory as actions
from ..queries import finding
from ..queries.feed import without_organisation
from ..queries.shown import full
from ..queries.suggested import suggested
from ..queries.turning import lines_checked_by
from ..rules import check_says, is_stale
from ..rules.keeping import KEEPERS, SUGGESTS, can_keep, can_keep_lines, can_suggest
from ..rules.plain import plain_of

READERS = sorted(SUGGESTS)


def _columns(here: Here) -> list[Column]:
    return [
        Column(
            "service",
            _("Service"),
            lambda row: row.name,
            link=lambda row: here.address("support-work:service", id=row.oruk_id),
            sort="name",
        ),
        area_column(),
        Column("status", _("How it stands"), lambda row: row.get_status_display(), sort="status"),
        Column(
            "checked",
            _("Last checked"),
            lambda row: check_says(row.assured_date, finding.today()),
            sort="assured_date",
            in_file=lambda row: row.assured_date or "",
        ),
    ]


@work(*READERS)
def services(request: HttpRequest, here: Here) -> HttpResponse:
    keeps = bool(here.person.roles & KEEPERS)
    due = [("due", _("not checked for half a year"))]
    mine = [("mine", _("those that I keep"))]
    shown = listing(
        request,
        finding.services_visible_to(here.person, here.programme),
        caption=_("Services"),
        columns=_columns(here),
        filters=[
            area_filter(areas_of(here.programme)),
            Filter("status", _("How it stands"), finding.status_choices(), "status"),
            Filter("check", _("Checked"), due, lambda chosen: finding.unchecked()),
            *([Filter("keep", _("Whose"), mine, partial(_kept_by, here))] if keeps else []),
        ],
        search=["name", "description", "organisation__name"],
        empty=Empty.inviting(
            _("No service is written down yet."), keeps, here.address("support-work:add"), _("Add a service")
        ),
    )
    return list_page(request, shown, "services", "support/work_services.html", keeps=keeps)


def _kept_by(here: Here, chosen: str) -> Any:
    return finding.kept_by(here.person)


@work(*READERS)
def service(request: HttpRequest, here: Here, id: UUID) -> HttpResponse:
    found = found_or_404(finding.services_visible_to(here.person, here.programme), oruk_id=id)
    return render(
        request,
        "support/work_service.html",
        {
            "service": full(found),
            "may_keep": can_keep(here.person, found.area_id),
            "may_suggest": can_suggest(here.person),
            "suggestions": finding.suggestions_visible_to(here.person, here.programme).filter(service=found),
        },
    )


def _of_mine(here: Here, id: UUID) -> Any:
    return found_or_404(finding.services_workable_by(here.person, here.programme), oruk_id=id)


@writing(Role.LEAD, Role.ORGANISER)
def add_service(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.ServiceForm(sent(request), programme=here.programme, person=here.person),
        action=partial(actions.add_service, programme=here.programme),
        title=_("Add a service"),
        done=_("The service is in the directory. Check it when you have rung."),
        button=_("Add it"),
        back=here.address("support-work:list"),
        onward=lambda made: here.address("support-work:service", id=made.oruk_id),
        intro=_("Everybody may read it. A service is reached at a post or a number, never at a person."),
    )


@writing(Role.LEAD, Role.ORGANISER)
def change_service(request: HttpRequest, here: Here, id: UUID) -> HttpResponse:
    row = _of_mine(here, id)
    form = forms.ServiceForm(
        sent(request),
        programme=here.programme,
        person=here.person,
        service=row,
        plain=plain_of(without_organisation(row)),
    )
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_service, service=row),
        title=_("Change “%(name)s”") % {"name": row.name},
        done=_("The service is changed."),
        button=_("Keep these changes"),
        back=here.address("support-work:service", id=id),
        intro=_("What this form does not show, such as identifiers of other directories, stays as it is."),
    )


@sending(Role.LEAD, Role.ORGANISER)
def check_service(request: HttpRequest, here: Here, id: UUID) -> HttpResponse:
    row = _of_mine(here, id)
    actions.check_service(person=here.person, service=row, by=here.person.account)
    messages.success(request, _("It is written down that this was checked today."))
    return redirect(here.address("support-work:service", id=id))


@sending(Role.LEAD, Role.ORGANISER)
def retire_service(request: HttpRequest, here: Here, id: UUID) -> HttpResponse:
    row = _of_mine(here, id)
    actions.retire_service(person=here.person, service=row, by=here.person.account)
    messages.success(
        request, _("The service is retired. Nobody finds it any more; other directories are told.")
    )
    return redirect(here.address("support-work:service", id=id))


# What others would write otherwise


@writing(*READERS)
def suggest(request: HttpRequest, here: Here, id: UUID) -> HttpResponse:
    row = found_or_404(finding.services_visible_to(here.person, here.programme), oruk_id=id)
    return form_page(
        request,
        here,
        forms.SuggestForm(sent(request), plain=plain_of(without_organisation(row))),
        action=partial(actions.suggest_change, service=row),
        title=_("Suggest a change to “%(name)s”") % {"name": row.name},
        done=_("Thank you. Whoever keeps this service decides, and you see here what became of it."),
        button=_("Suggest it"),
        back=here.address("support-work:service", id=id),
        onward=lambda made: here.address("support-work:suggestions"),
        intro=_("Change what should be different and leave the rest as it is."),
    )


@work(*READERS)
def suggestions(request: HttpRequest, here: Here) -> HttpResponse:
    shown = listing(
        request,
        finding.suggestions_visible_to(here.person, here.programme),
        caption=_("Suggestions"),
        columns=[
            Column(
                "service",
                _("Service"),
                lambda row: row.service.name,
                link=lambda row: here.address("support-work:suggestion", number=row.pk),
                sort="service__name",
            ),
            area_column("service__area", sortable=False),
            Column("suggested_by", _("Suggested by"), lambda row: row.suggested_by.name),
            Column("suggested_on", _("Suggested on"), lambda row: day(row.suggested_on), sort="suggested_on"),
            Column("decided", _("What became of it"), lambda row: finding.decision_says(row)),
        ],
        filters=[Filter("decided", _("Decided"), finding.decision_choices(), finding.decided)],
        empty=Empty(_("Nobody has suggested a change yet.")),
    )
    return list_page(request, shown, "suggestions", "support/suggestions.html")


@writing(*READERS)
def suggestion(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """What would change, and for who keeps the service the choice."""
    row = found_or_404(finding.suggestions_visible_to(here.person, here.programme), pk=number)
    may_decide = row.accepted is None and can_keep(here.person, row.service.area_id)
    context = {"suggestion": row, "differences": suggested(row), "decided": finding.decision_says(row)}
    if not may_decide:
        return render(request, "support/suggestion.html", context)
    return form_page(
        request,
        here,
        forms.DecideForm(sent(request)),
        action=partial(actions.decide_suggestion, suggestion=row),
        title=_("A suggestion about “%(name)s”") % {"name": row.service.name},
        done=_("It is decided, and who suggested it can see so."),
        button=_("Decide"),
        back=here.address("support-work:suggestions"),
        context=context,
        template="support/decide.html",
    )


# Crisis lines


@work(*READERS)
def lines(request: HttpRequest, here: Here) -> HttpResponse:
    today = finding.today()
    found = [
        (line, check_says(line.checked_on, today), is_stale(line.checked_on, today))
        for line in lines_checked_by(here.programme)
    ]
    return render(
        request, "support/work_lines.html", {"lines": found, "may_check": can_keep_lines(here.person)}
    )


@sending(Role.LEAD, Role.ORGANISER)
def check_line(request: HttpRequest, here: Here, line: str) -> HttpResponse:
    actions.check_line(person=here.person, programme=here.programme, line=line, by=here.person.account)
    messages.success(request, _("It is written down that this line was checked today."))
    return redirect(here.address("support-work:lines"))


# What people call things


@work(Role.LEAD, Role.ORGANISER)
def terms(request: HttpRequest, here: Here) -> HttpResponse:
    shown = listing(
        request,
        finding.terms_visible_to(here.person, here.programme),
        caption=_("Words of the directory"),
        columns=[
            Column(
                "term",
                _("Word of the directory"),
                lambda row: row.name,
                link=lambda row: here.address("support-work:term", id=row.oruk_id),
                sort="name",
            ),
            Column("need", _("What people call it"), lambda row: row.get_need_display(), sort="need"),
        ],
        filters=[
            Filter("need", _("What people call it"), finding.every_need(), "need"),
            Filter("called", _("Called"), [("no", _("nothing yet"))], lambda chosen: finding.uncalled()),
        ],
        search=["name"],
        empty=Empty(_("No word of a directory is known here yet. They come with the files you bring in.")),
    )
    return list_page(request, shown, "terms", "support/terms.html")


@writing(Role.LEAD, Role.ORGANISER)
def term(request: HttpRequest, here: Here, id: UUID) -> HttpResponse:
    row = found_or_404(finding.terms_visible_to(here.person, here.programme), oruk_id=id)
    return form_page(
        request,
        here,
        forms.TermForm(sent(request), initial={"need": row.need}),
        action=partial(actions.call_term, term=row),
        title=_("What do people call “%(name)s”?") % {"name": row.name},
        done=_("Services with this word are now found by what people call it."),
        button=_("Keep this"),
        back=here.address("support-work:terms"),
    )
