"""The record of processing and the impact assessment: read, printed, taken away, advised on and signed off."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.document.blocks import Document
from saidanddone.document.html import render_blocks
from saidanddone.document.pdf import render as printed
from saidanddone.files.write import csv_lines
from saidanddone.pages.door import Here, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.programme.models import Role

from ..actions import register as actions
from ..forms import register as forms
from ..queries.assessment import assessment_of
from ..queries.record import COLUMNS, record_of, record_rows
from ..queries.register import register_of
from ..rules import register as rules

READERS = (Role.LEAD, Role.DPO)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _drawn(document: Document) -> str:
    return render_blocks(document.blocks, wording=document.wording)


@work(*READERS)
def record(request: HttpRequest, here: Here) -> HttpResponse:
    document = record_of(here.programme)
    return render(request, "privacy/record.html", {"document": document, "body": _drawn(document)})


@work(*READERS)
def record_pdf(request: HttpRequest, here: Here) -> HttpResponse:
    name = f"{here.programme.slug}-record-of-processing.pdf"
    return _file(printed(record_of(here.programme)), "application/pdf", name)


@work(*READERS)
def record_csv(request: HttpRequest, here: Here) -> HttpResponse:
    lines = "".join(csv_lines(COLUMNS, record_rows(here.programme), spreadsheet_safe=True))
    name = f"{here.programme.slug}-record-of-processing.csv"
    return _file(lines.encode(), "text/csv; charset=utf-8", name)


@work(*READERS)
def dpia(request: HttpRequest, here: Here) -> HttpResponse:
    found = assessment_of(here.programme)
    return render(
        request,
        "privacy/dpia.html",
        {
            "assessment": found,
            "document": found.document,
            "body": _drawn(found.document),
            "may_advise": rules.can_advise(here.person),
        },
    )


@work(*READERS)
def dpia_pdf(request: HttpRequest, here: Here) -> HttpResponse:
    name = f"{here.programme.slug}-impact-assessment.pdf"
    return _file(printed(assessment_of(here.programme).document), "application/pdf", name)


@writing(*READERS)
def write_dpia(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.AssessmentForm(sent(request), stands=register_of(here.programme).parts)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.write_assessment, programme=here.programme),
        title=_("Write the impact assessment"),
        done=_("The assessment is written."),
        button=_("Keep this"),
        back=here.address("privacy-work:dpia"),
        intro=_(
            "Purposes, bases, recipients and risks come from the register. Here stands what it does not say."
        ),
    )


@writing(Role.DPO)
def advise(request: HttpRequest, here: Here) -> HttpResponse:
    read = register_of(here.programme).fingerprint()
    return form_page(
        request,
        here,
        forms.AdviceForm(sent(request), initial={"read": read}),
        action=partial(actions.advise, programme=here.programme),
        title=_("Advise on the impact assessment"),
        done=_("Your advice is kept, with today’s date."),
        button=_("Give this advice"),
        back=here.address("privacy-work:dpia"),
        intro=_(
            "Your advice is of the assessment as it stands now. It stays when the assessment changes, marked so."
        ),
    )


@writing(Role.DPO)
def sign_off(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.SignOffForm(sent(request)),
        action=partial(actions.sign_off, programme=here.programme),
        title=_("Sign off the impact assessment"),
        done=_("The assessment is signed off."),
        button=_("Sign it off"),
        back=here.address("privacy-work:dpia"),
        intro=_(
            "Write down which posts approved the measures and accepted what risk remains. Nothing may be left to be "
            "decided, and your advice must be of the assessment as it stands."
        ),
    )
