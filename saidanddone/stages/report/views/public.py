"""The report as it was published, to read and take away, and how each figure is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, public
from saidanddone.programme.models import Role
from saidanddone.programme.queries import pages_in_words
from saidanddone.stages import STAGES
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from .. import queries
from .shared import Reading, figures_by_stage, file

# The report, to read


@public
def reports(request: HttpRequest, here: Here) -> HttpResponse:
    """The latest release in short and what stands in it, and the earlier ones."""
    releases = list(queries.releases_of(here.programme))
    shown: dict[str, Any] = {"latest": releases[0], **_in_short(here, releases[0])} if releases else {}
    return render(request, "report/list.html", {**shown, "earlier": releases[1:]})


def _in_short(here: Here, release: Any) -> dict[str, Any]:
    """The first section, which says the whole in short, and the contents."""
    reading = _reading(here, release)
    sections = queries.sections_in(reading.document)
    if not sections:
        return {}
    heading, blocks = sections[0]
    return {
        "first": heading,
        "first_body": reading.drawn(queries.pages_in(blocks)[0], top=3),
        "contents": reading.contents,
    }


def _release(here: Here, number: int) -> Any:
    release = queries.release_of(here.programme, number)
    if release is None:
        raise Http404(_("There is no such release of the report."))
    return release


def _reading(here: Here, release: Any) -> Reading:
    return Reading(here, queries.document_of(release), "report:section", {"number": release.number})


@public
def release(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """The cover: what the report is, its contents, and how to take it away."""
    found = _release(here, number)
    reading = _reading(here, found)
    return render(
        request,
        "report/release.html",
        {
            "release": found,
            "document": reading.document,
            "contents": reading.contents,
            "taken_out": queries.people_taken_out_since(found),
        },
    )


@public
def section(request: HttpRequest, here: Here, number: int, section: str) -> HttpResponse:
    found = _release(here, number)
    shown = _reading(here, found).section(section, request.GET.get("page"))
    living = queries.section_keys(here.programme).get(section)
    return render(
        request,
        "report/section.html",
        {
            "release": found,
            **shown,
            "walk": walk([Ref("report", "section", living)], here.programme, here.person) if living else None,
        },
    )


@public
def release_html(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    page = queries.page_of(queries.document_of(_release(here, number)))
    return file(page, "text/html; charset=utf-8", _name(here, number, "html"))


@public
def release_pdf(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    content = queries.pdf_of(queries.document_of(_release(here, number)), _folder(here, number))
    return file(content, "application/pdf", _name(here, number, "pdf"))


@public
def release_json(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    found = _release(here, number)
    content = queries.release_json(queries.document_of(found), here.programme.slug, number, found.figures)
    return file(content, "application/json", _name(here, number, "json"))


@public
def release_data(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    found = _release(here, number)
    folder = _folder(here, number)
    if not (folder / "data").is_dir():
        raise Http404(_("The data of this release are no longer kept here."))
    return file(queries.zipped_data(found, folder), "application/zip", _name(here, number, "zip"))


def _folder(here: Here, number: int) -> Path:
    return queries.release_folder(settings.SAID_HOME, here.programme.slug, number)


def _name(here: Here, number: int, ending: str) -> str:
    return f"{here.programme.slug}-report-{number}.{ending}"


# How we know


@public
def figures(request: HttpRequest, here: Here) -> HttpResponse:
    """The figures of the latest release, or those of one step as they stand now."""
    chosen = next((stage for stage in STAGES if stage.label == request.GET.get("stage")), None)
    latest = queries.latest_release(here.programme)
    if chosen is not None:
        shown = [queries.kept(figure) for figure in queries.figures_of_stage(here.programme, chosen.label)]
    else:
        shown = latest.figures if latest else []
    return render(
        request,
        "report/figures.html",
        {
            "chosen": chosen,
            "latest": latest,
            "of_release": latest.number if latest and chosen is None else None,
            "by_stage": figures_by_stage(shown),
        },
    )


@public
def figure(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """How one figure is known: its base, its method, its uncertainty, and the way to its rows."""
    found = queries.figure_by_key(here.programme, key)
    printed = queries.figure_in_release(here.programme, request.GET.get("release", ""), key)
    if found is None:
        raise Http404(_no_longer(printed) if printed else _("No stage knows a figure of this name."))
    opens = found.rows is not None and found.rows.opens_for(frozenset(here.person.roles))
    readers = [role.label for role in Role if found.rows and role in found.rows.open_to]
    return render(
        request,
        "report/figure.html",
        {
            "figure": found,
            "printed": printed,
            "as_printed": printed is not None and printed.is_as(queries.kept(found)),
            "stage": queries.stage_of_key(key),
            "pages": pages_in_words(found.cited.page) if found.cited else "",
            "opens": opens,
            "readers": readers,
            "in_full": found.rows.in_full_for(frozenset(here.person.roles)) if found.rows else "",
        },
    )


def _no_longer(printed: queries.InRelease) -> str:
    return _(
        "Release %(number)s printed %(shown)s here (%(base)s). The figure is no longer kept, so there is nothing "
        "to follow."
    ) % {"number": printed.number, "shown": printed.figure["shown"], "base": printed.figure["base"]}
