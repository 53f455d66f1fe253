"""The draft of the report: made, read as it would be published, and published."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, work, writing
from saidanddone.pages.forms import PageForm, form_page, sent
from saidanddone.programme.models import Role

from .. import actions, forms, queries, rules
from .shared import Reading, figures_by_stage, file

# Reading it


def _draft(here: Here) -> Any:
    draft = queries.draft_visible_to(here.person, here.programme)
    if draft is None:
        raise Http404(_("No draft of the report has been made yet."))
    return draft


def _reading(here: Here, draft: Any) -> Reading:
    return Reading(here, queries.document_of_draft(draft), "report-work:draft-section")


def _shown(here: Here, draft: Any, reading: Reading) -> dict[str, Any]:
    """What stands above every page of a draft: when it was made, and what has been changed since."""
    misfits = queries.misfits(reading.document, draft.figures)
    return {
        "draft": draft,
        "document": reading.document,
        "since": queries.changed_since(draft, reading.document, here.programme),
        "misfits": misfits,
        "may_publish": rules.can_publish_words(misfits),
        "may_write": rules.can_write_report(here.person),
    }


@work(*rules.READS_DRAFT)
def draft(request: HttpRequest, here: Here) -> HttpResponse:
    """The cover of the draft, with its contents and what may be done with it."""
    found = queries.draft_visible_to(here.person, here.programme)
    if found is None:
        return _no_draft_yet(request, here)
    reading = _reading(here, found)
    return render(
        request, "report/draft.html", {**_shown(here, found, reading), "contents": reading.contents}
    )


def _no_draft_yet(request: HttpRequest, here: Here) -> HttpResponse:
    return render(request, "report/no_draft.html", {"may_write": rules.can_write_report(here.person)})


@work(*rules.READS_DRAFT)
def draft_section(request: HttpRequest, here: Here, section: str) -> HttpResponse:
    found = _draft(here)
    reading = _reading(here, found)
    shown = reading.section(section, request.GET.get("page"))
    return render(request, "report/draft_section.html", {**_shown(here, found, reading), **shown})


@work(*rules.READS_DRAFT)
def draft_figures(request: HttpRequest, here: Here) -> HttpResponse:
    """Every figure as the draft has it; each leads to how it stands now."""
    found = _draft(here)
    reading = _reading(here, found)
    return render(
        request,
        "report/draft_figures.html",
        {**_shown(here, found, reading), "by_stage": figures_by_stage(found.figures)},
    )


@work(*rules.READS_DRAFT)
def draft_html(request: HttpRequest, here: Here) -> HttpResponse:
    page = queries.page_of(queries.document_of_draft(_draft(here)))
    return file(page, "text/html; charset=utf-8", f"{here.programme.slug}-report-draft.html")


@work(*rules.READS_DRAFT)
def draft_pdf(request: HttpRequest, here: Here) -> HttpResponse:
    """Drawn at each reading, so that no file keeps words that are withdrawn later."""
    content = queries.print_of(queries.document_of_draft(_draft(here)))
    return file(content, "application/pdf", f"{here.programme.slug}-report-draft.pdf")


# Making and publishing it


@writing(Role.LEAD)
def make_draft(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        PageForm(sent(request)),
        action=partial(actions.make_draft, programme=here.programme),
        title=_("Make a draft of the report"),
        done=_("The draft is made. Read it before you publish it."),
        button=_("Make the draft"),
        back=here.address("report-work:list"),
        onward=lambda made: here.address("report-work:draft"),
        intro=_(
            "Every figure is worked out anew, and the report is drawn as a page and as a PDF. This takes a few "
            "seconds. Nothing is published. A draft made before is replaced."
        ),
    )


@writing(Role.LEAD)
def make_release(request: HttpRequest, here: Here) -> HttpResponse:
    """Publish what was read: the report as it stands now, if it still says what the draft says."""
    found = queries.draft_visible_to(here.person, here.programme)
    if found is None:
        return _no_draft_yet(request, here)
    return form_page(
        request,
        here,
        forms.ReleaseForm(sent(request), initial={"as_read": found.fingerprint}),
        action=partial(actions.release_report, programme=here.programme),
        title=_("Publish a release of the report"),
        done=_("The report is published."),
        button=_("Publish"),
        back=here.address("report-work:draft"),
        onward=lambda made: here.address("report:detail", number=made.number),
        intro=_(
            "Every figure is worked out anew and compared with the draft that you read. This takes a few seconds."
        ),
        context=_shown(here, found, _reading(here, found)),
        template="report/publish.html",
    )
