"""Writing the sections of the report."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.document.html import render_blocks
from saidanddone.pages.door import Here, found_or_404, work
from saidanddone.pages.forms import form_page
from saidanddone.pages.listing import Column, Empty, Filter, download, listing
from saidanddone.programme.models import Role
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from .. import actions, forms, queries, rules
from .shared import address, figure_addresses


@require_safe
@work()
def work_sections(request: HttpRequest, here: Here) -> HttpResponse:
    may_write = rules.can_write_report(here.person)
    shown = listing(
        request,
        queries.sections_workable_by(here.person, here.programme).order_by("position", "id"),
        caption=_("Sections of the report"),
        columns=[
            Column("position", _("Place"), lambda row: row.position, numeric=True, sort="position"),
            Column(
                "heading",
                _("Heading"),
                lambda row: row.heading,
                link=lambda row: address(here, "report-work:detail", key=row.key),
                sort="heading",
            ),
            Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort="kind"),
        ],
        filters=[Filter("kind", _("Kind"), queries.kind_choices(), "kind")],
        search=["heading", "body"],
        empty=Empty(
            _("No section is written yet."),
            address(here, "report-work:add") if may_write else "",
            _("Write the first section") if may_write else "",
        ),
    )
    return download(request, shown, "sections") or render(
        request,
        "report/work_list.html",
        {
            "shown": shown,
            "may_write": may_write,
            "may_read_draft": rules.can_read_draft(here.person),
            "draft": queries.draft_visible_to(here.person, here.programme),
            "latest": queries.latest_release(here.programme),
        },
    )


@require_safe
@work()
def work_section(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.sections_workable_by(here.person, here.programme), key=key)
    return render(
        request,
        "report/work_section.html",
        {
            "section": found,
            "body": render_blocks(queries.section_preview(found), figure_address=figure_addresses(here)),
            "may_write": rules.can_write_report(here.person),
            "walk": walk([Ref("report", "section", found.pk)], here.programme, here.person),
        },
    )


def _parted(form: forms.SectionForm, data: dict[str, Any]) -> dict[str, Any]:
    """The clean data as an action takes it: the row's own fields, and what it tells of."""
    return {
        "fields": {name: data[name] for name in form.Meta.fields},
        "outcomes": list(data["outcomes"]),
        "ideas": data["ideas"],
    }


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def add_section(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.SectionForm(request.POST or None, programme=here.programme, person=here.person)

    def act(data: dict[str, Any]) -> str:
        made = actions.add_section(
            person=here.person, programme=here.programme, **_parted(form, data), by=here.person.account
        )
        return address(here, "report-work:detail", key=made.key)

    return form_page(
        request,
        form,
        title=_("Write a section"),
        act=act,
        done=_("The section is written. The next release will print it."),
        button=_("Keep this section"),
        back=address(here, "report-work:list"),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def change_section(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    rows = queries.sections_workable_by(here.person, here.programme)
    row = found_or_404(queries.with_what_they_tell(rows), key=key)
    initial = {
        "outcomes": queries.outcomes_told(row),
        "ideas": ", ".join(idea.text.key for idea in queries.ideas_told(row)),
    }
    form = forms.SectionForm(
        request.POST or None, instance=row, initial=initial, programme=here.programme, person=here.person
    )

    def act(data: dict[str, Any]) -> str:
        actions.change_section(person=here.person, section=row, **_parted(form, data), by=here.person.account)
        return address(here, "report-work:detail", key=row.key)

    return form_page(
        request,
        form,
        title=_("Change this section"),
        act=act,
        done=_("The section is changed. The next release will print it so."),
        button=_("Keep these changes"),
        back=address(here, "report-work:detail", key=key),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def remove_section(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.sections_workable_by(here.person, here.programme), key=key)

    def act(data: dict[str, Any]) -> str:
        actions.remove_section(person=here.person, section=row, by=here.person.account)
        return address(here, "report-work:list")

    return form_page(
        request,
        forms.RemoveForm(request.POST or None),
        title=_("Remove “%(heading)s”") % {"heading": row.heading},
        act=act,
        done=_("The section is removed. Earlier releases keep it."),
        button=_("Remove it"),
        back=address(here, "report-work:detail", key=key),
    )
