"""The way into this room: what of it each role opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.pages.door import Here, work
from saidanddone.programme.models import Role


@dataclass(frozen=True)
class Page:
    name: str
    title: Promise
    says: Promise


PAGES = (
    Page(
        "privacy-work:register",
        _("Register of processing"),
        _(
            "What people’s data are used for, and on which lawful basis. What is still to be decided is marked."
        ),
    ),
    Page(
        "privacy-work:record",
        _("Record of processing activities"),
        _("The register as Article 30 asks for it, to read, to print and as a table."),
    ),
    Page(
        "privacy-work:dpia",
        _("Impact assessment"),
        _("What could go wrong for people and what is done about it, with advice and sign-off."),
    ),
    Page(
        "privacy-work:wordings",
        _("In which words we ask"),
        _("The questions by which people agree or refuse, each version, and a form to print."),
    ),
    Page(
        "privacy-work:record-consents",
        _("Write down what somebody agreed to"),
        _("From a form on paper, by word of mouth or from a letter, for one seat."),
    ),
    Page(
        "privacy-work:requests",
        _("What people ask for"),
        _("A copy of what is held of them, or to be taken out. Each is answered within a month."),
    ),
    Page(
        "privacy-work:study-copy",
        _("A copy for evaluation"),
        _("What people said and answered, without who anybody is."),
    ),
    Page(
        "privacy-work:retention",
        _("How long things are kept"),
        _("What goes on which day, and who decided so."),
    ),
    Page(
        "privacy-work:trail",
        _("Who did what"),
        _("The trail: what was done, by whom and when. It is sealed, and can be verified."),
    ),
)


@work(Role.LEAD, Role.DPO, Role.ORGANISER, Role.FACILITATOR, Role.HOST, Role.EVALUATOR)
def overview(request: HttpRequest, here: Here) -> HttpResponse:
    return render(request, "privacy/overview.html", {"pages": list(_opened(here))})


def _opened(here: Here) -> Iterator[tuple[Page, str]]:
    for page in PAGES:
        address = here.address(page.name)
        if resolve(address).func.roles & here.person.roles:
            yield page, address
