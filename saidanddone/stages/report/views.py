"""Pages of this stage: the report to read and take away, how each figure is known, and writing it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.document.html import render_blocks
from saidanddone.pages.door import Here, found_or_404, public, work
from saidanddone.pages.forms import form_page
from saidanddone.pages.listing import Column, Empty, Filter, download, listing
from saidanddone.programme.models import Role
from saidanddone.stages import STAGES
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from . import actions, forms, queries, rules


def _address(here: Here, name: str, **more: Any) -> str:
    return reverse(name, kwargs={"programme": here.programme.slug, **more})


# The report, to read


@require_safe
@public
def reports(request: HttpRequest, here: Here) -> HttpResponse:
    """The latest release, and the earlier ones."""
    releases = list(queries.releases_of(here.programme))
    return render(
        request, "report/list.html", {"latest": releases[0] if releases else None, "earlier": releases[1:]}
    )


def _release(here: Here, number: int) -> Any:
    release = queries.release_of(here.programme, number)
    if release is None:
        raise Http404(_("There is no such release of the report."))
    return release


@require_safe
@public
def release(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """The cover: what the report is, its contents, and how to take it away."""
    found = _release(here, number)
    document = queries.document_of(found)
    return render(
        request,
        "report/release.html",
        {
            "release": found,
            "document": document,
            "sections": [heading for heading, _b in queries.sections_in(document)],
        },
    )


@require_safe
@public
def section(request: HttpRequest, here: Here, number: int, section: str) -> HttpResponse:
    """One section at a time, so that a phone need not load the whole."""
    found = _release(here, number)
    document = queries.document_of(found)
    sections = queries.sections_in(document)
    keys = [heading.key for heading, _blocks in sections]
    if section not in keys:
        raise Http404(_("This release has no such section."))
    at = keys.index(section)
    heading, blocks = sections[at]
    living = queries.section_keys(here.programme).get(section)
    return render(
        request,
        "report/section.html",
        {
            "release": found,
            "heading": heading,
            "body": _within_release(
                here,
                number,
                keys,
                render_blocks(blocks, figure_address=_figure_addresses(here), wording=document.wording),
            ),
            "before": sections[at - 1][0] if at else None,
            "after": sections[at + 1][0] if at + 1 < len(sections) else None,
            "walk": walk([Ref("report", "section", living)], here.programme, here.person) if living else None,
        },
    )


def _within_release(here: Here, number: int, keys: list[str], body: str) -> str:
    """Sections stand on pages of their own here, so a link to another section leads to its page."""
    for key in keys:
        address = _address(here, "report:section", number=number, section=key)
        body = body.replace(f'href="#section-{key}"', f'href="{address}"')
    return body


def _figure_addresses(here: Here) -> str:
    """Where a figure's key leads on this site; the key takes the place of the braces."""
    return f"/{here.programme.slug}/figures/{{}}/"


@require_safe
@public
def release_html(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    return _file(
        queries.html_of(_release(here, number)).encode(), "text/html; charset=utf-8", here, number, "html"
    )


@require_safe
@public
def release_pdf(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    content = queries.pdf_of(_release(here, number), _folder(here, number))
    return _file(content, "application/pdf", here, number, "pdf")


@require_safe
@public
def release_json(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    found = _release(here, number)
    content = queries.release_json(queries.document_of(found), here.programme.slug, number, found.figures)
    return _file(content, "application/json", here, number, "json")


@require_safe
@public
def release_data(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    found = _release(here, number)
    folder = _folder(here, number)
    if not (folder / "data").is_dir():
        raise Http404(_("The data of this release are no longer kept here."))
    return _file(queries.zipped_data(found, folder), "application/zip", here, number, "zip")


def _folder(here: Here, number: int) -> Any:
    return queries.release_folder(settings.SAID_HOME, here.programme.slug, number)


def _file(content: bytes, kind: str, here: Here, number: int, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{here.programme.slug}-report-{number}.{ending}"'
    return response


# How we know


@require_safe
@public
def figures(request: HttpRequest, here: Here) -> HttpResponse:
    """The figures of the latest release, or those of one step as they stand now."""
    chosen = next((stage for stage in STAGES if stage.label == request.GET.get("stage")), None)
    latest = queries.latest_release(here.programme)
    if chosen is not None:
        shown = [queries.kept(figure) for figure in queries.figures_of_stage(here.programme, chosen.label)]
    else:
        shown = latest.figures if latest else []
    by_stage = [(stage, [each for each in shown if each["stage"] == stage.label]) for stage in STAGES]
    return render(
        request,
        "report/figures.html",
        {"chosen": chosen, "latest": latest, "by_stage": [(stage, rows) for stage, rows in by_stage if rows]},
    )


@require_safe
@public
def figure(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """How one figure is known: its base, its method, its uncertainty, and the way to its rows."""
    found = queries.figure_by_key(here.programme, key)
    if found is None:
        raise Http404(_("No stage knows a figure of this name."))
    opens = found.rows is not None and found.rows.opens_for(frozenset(here.person.roles))
    readers = [role.label for role in Role if found.rows and role in found.rows.open_to]
    return render(
        request,
        "report/figure.html",
        {
            "figure": found,
            "stage": queries.stage_of_key(key),
            "opens": opens,
            "readers": readers,
            "in_full": found.rows.in_full_for(frozenset(here.person.roles)) if found.rows else "",
        },
    )


# Writing it


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
                link=lambda row: _address(here, "report-work:detail", key=row.key),
                sort="heading",
            ),
            Column("kind", _("Kind"), lambda row: row.get_kind_display(), sort="kind"),
        ],
        filters=[Filter("kind", _("Kind"), queries.kind_choices(), "kind")],
        search=["heading", "body"],
        empty=Empty(
            _("No section is written yet."),
            _address(here, "report-work:add") if may_write else "",
            _("Write the first section") if may_write else "",
        ),
    )
    return download(request, shown, "sections") or render(
        request,
        "report/work_list.html",
        {"shown": shown, "may_write": may_write, "latest": queries.latest_release(here.programme)},
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
            "body": render_blocks(queries.section_preview(found), figure_address=_figure_addresses(here)),
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
        return _address(here, "report-work:detail", key=made.key)

    return form_page(
        request,
        form,
        title=_("Write a section"),
        act=act,
        done=_("The section is written. The next release will print it."),
        button=_("Keep this section"),
        back=_address(here, "report-work:list"),
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
        return _address(here, "report-work:detail", key=row.key)

    return form_page(
        request,
        form,
        title=_("Change this section"),
        act=act,
        done=_("The section is changed. The next release will print it so."),
        button=_("Keep these changes"),
        back=_address(here, "report-work:detail", key=key),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def remove_section(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.sections_workable_by(here.person, here.programme), key=key)

    def act(data: dict[str, Any]) -> str:
        actions.remove_section(person=here.person, section=row, by=here.person.account)
        return _address(here, "report-work:list")

    return form_page(
        request,
        forms.RemoveForm(request.POST or None),
        title=_("Remove “%(heading)s”") % {"heading": row.heading},
        act=act,
        done=_("The section is removed. Earlier releases keep it."),
        button=_("Remove it"),
        back=_address(here, "report-work:detail", key=key),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def make_release(request: HttpRequest, here: Here) -> HttpResponse:
    """Publish the report as it stands now."""

    def act(data: dict[str, Any]) -> str:
        try:
            made = actions.release_report(
                person=here.person, programme=here.programme, by=here.person.account
            )
        except rules.CannotBuild as why:
            raise ValidationError(str(why)) from why
        return _address(here, "report:detail", number=made.number)

    return form_page(
        request,
        forms.ReleaseForm(request.POST or None),
        title=_("Publish a release of the report"),
        act=act,
        done=_("The report is published."),
        button=_("Publish"),
        back=_address(here, "report-work:list"),
        intro=_(
            "Every figure is worked out anew, and the report is drawn as a page and as a PDF. "
            "This takes a few seconds."
        ),
    )
