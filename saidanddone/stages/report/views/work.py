"""Writing the sections of the report."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.document.html import render_blocks
from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, list_page, listing
from saidanddone.programme.models import Role
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from .. import actions, forms, queries, rules
from .shared import figure_addresses


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
                link=lambda row: here.address("report-work:detail", key=row.key),
                sort="heading",
            ),
            Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort="kind"),
        ],
        filters=[Filter("kind", _("Kind"), queries.kind_choices(), "kind")],
        search=["heading", "body"],
        empty=Empty.inviting(
            _("No section is written yet."),
            may_write,
            here.address("report-work:add"),
            _("Write the first section"),
        ),
    )
    return list_page(
        request,
        shown,
        "sections",
        "report/work_list.html",
        may_write=may_write,
        may_read_draft=rules.can_read_draft(here.person),
        draft=lambda: queries.draft_visible_to(here.person, here.programme),
        latest=lambda: queries.latest_release(here.programme),
    )


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


@writing(Role.LEAD)
def add_section(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.SectionForm(sent(request), programme=here.programme, person=here.person),
        action=partial(actions.add_section, programme=here.programme),
        title=_("Write a section"),
        done=_("The section is written. The next draft will have it."),
        button=_("Keep this section"),
        back=here.address("report-work:list"),
        onward=lambda made: here.address("report-work:detail", key=made.key),
    )


@writing(Role.LEAD)
def change_section(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    rows = queries.sections_workable_by(here.person, here.programme)
    row = found_or_404(queries.with_what_they_tell(rows), key=key)
    initial = {
        "outcomes": queries.outcomes_told(row),
        "ideas": ", ".join(idea.text.key for idea in queries.ideas_told(row)),
    }
    return form_page(
        request,
        here,
        forms.SectionForm(
            sent(request), instance=row, initial=initial, programme=here.programme, person=here.person
        ),
        action=partial(actions.change_section, section=row),
        title=_("Change this section"),
        done=_("The section is changed. The next draft will have it so."),
        button=_("Keep these changes"),
        back=here.address("report-work:detail", key=key),
        onward=lambda made: here.address("report-work:detail", key=made.key),
    )


@writing(Role.LEAD)
def remove_section(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.sections_workable_by(here.person, here.programme), key=key)
    return form_page(
        request,
        here,
        forms.RemoveForm(sent(request)),
        action=partial(actions.remove_section, section=row),
        title=_("Remove “%(heading)s”") % {"heading": row.heading},
        done=_("The section is removed. Earlier releases keep it."),
        button=_("Remove it"),
        back=here.address("report-work:detail", key=key),
        onward=lambda made: here.address("report-work:list"),
    )
