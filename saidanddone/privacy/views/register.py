from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, list_page, listing
from saidanddone.programme.models import Role

from ..actions import register as actions
from ..forms import register as forms
from ..queries import register as queries
from ..rules import register as rules

READERS = (Role.LEAD, Role.DPO)


def _open_count(row: Any) -> int:
    return len(queries.open_in_words(row))


def _said(name: str) -> Callable[[Any], str]:
    def said(row: Any) -> str:
        fact = queries.facts_by_name(row)[name]
        return fact.words or (_("still to be decided") if fact.is_open else "")

    return said


@work(*READERS)
def register(request: HttpRequest, here: Here) -> HttpResponseBase:
    shown = listing(
        request,
        queries.purposes_visible_to(here.person, here.programme),
        caption=_("What people’s data are used for"),
        columns=[
            Column(
                "name",
                _("Purpose"),
                lambda row: row.name,
                link=lambda row: here.address("privacy-work:purpose", key=row.key),
                sort="name",
            ),
            Column("article_6", _("Lawful basis"), _said("article_6"), sort="article_6"),
            Column("article_9", _("Condition"), _said("article_9")),
            Column("decision", _("Decision"), _said("decided_by"), sort="decided_on"),
            Column("open", _("Open points"), _open_count, numeric=True),
        ],
        search=["name", "what_for", "which_data"],
        empty=Empty(
            _("No purpose is written down yet."),
            here.address("privacy-work:add-purpose"),
            _("Write down the first"),
        ),
    )
    return list_page(
        request,
        shown,
        "register",
        "privacy/register.html",
        organisations=lambda: _with_open(queries.organisations_visible_to(here.person, here.programme)),
        risks=lambda: _with_open(queries.risks_visible_to(here.person, here.programme)),
    )


def _with_open(rows: Any) -> list[tuple[Any, list[str]]]:
    return [(row, queries.open_in_words(row)) for row in rows]


# Purposes


def _purpose(here: Here, key: str) -> Any:
    return found_or_404(queries.purposes_visible_to(here.person, here.programme), key=key)


@work(*READERS)
def purpose(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = _purpose(here, key)
    return render(
        request,
        "privacy/purpose.html",
        {
            "purpose": found,
            "facts": queries.facts_of(found),
            "lacking": queries.open_in_words(found),
            "warnings": rules.warnings_of(found),
            "may_decide": not found.decided_by
            and rules.can_decide(here.person)
            and rules.can_be_decided(found),
        },
    )


@writing(*READERS)
def add_purpose(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.PurposeForm(sent(request)),
        action=partial(actions.add_purpose, programme=here.programme),
        title=_("Write down a purpose"),
        done=_("The purpose is written down."),
        button=_("Write it down"),
        back=here.address("privacy-work:register"),
        onward=lambda made: here.address("privacy-work:purpose", key=made.key),
        intro=_("Leave blank what nobody has decided. It is marked so everywhere until somebody does."),
    )


@writing(*READERS)
def change_purpose(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = _purpose(here, key)
    return form_page(
        request,
        here,
        forms.PurposeForm(sent(request), instance=row),
        action=partial(actions.change_purpose, purpose=row),
        title=_("Change “%(name)s”") % {"name": row.name},
        done=_("The purpose is changed."),
        button=_("Keep these changes"),
        back=here.address("privacy-work:purpose", key=key),
        onward=lambda made: here.address("privacy-work:purpose", key=made.key),
        intro=_(
            "A decision is of the purpose as it was written. With a change of that it must be taken anew."
        ),
    )


@writing(Role.LEAD)
def decide_purpose(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = _purpose(here, key)
    return form_page(
        request,
        here,
        forms.DecisionForm(sent(request)),
        action=partial(actions.decide_purpose, purpose=row),
        title=_("Write down that “%(name)s” is decided") % {"name": row.name},
        done=_("The decision is written down."),
        button=_("It is decided"),
        back=here.address("privacy-work:purpose", key=key),
        intro=_("The controller decides. Write down which post did so, and when."),
    )


# Organisations


@writing(*READERS)
def add_organisation(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.OrganisationForm(sent(request), programme=here.programme, person=here.person),
        action=partial(actions.add_organisation, programme=here.programme),
        title=_("Write down an organisation"),
        done=_("The organisation is written down."),
        button=_("Write it down"),
        back=here.address("privacy-work:register"),
        intro=_("A controller answers for the data. A processor handles them for a controller."),
    )


@writing(*READERS)
def change_organisation(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.organisations_visible_to(here.person, here.programme), key=key)
    return form_page(
        request,
        here,
        forms.OrganisationForm(
            sent(request),
            instance=row,
            initial={"purposes": list(row.purposes.all())},
            programme=here.programme,
            person=here.person,
        ),
        action=partial(actions.change_organisation, organisation=row),
        title=_("Change “%(name)s”") % {"name": row.name},
        done=_("The organisation is changed."),
        button=_("Keep these changes"),
        back=here.address("privacy-work:register"),
    )


# Risks


@writing(*READERS)
def add_risk(request: HttpRequest, here: Here) -> HttpResponse:
    return form_page(
        request,
        here,
        forms.RiskForm(sent(request)),
        action=partial(actions.add_risk, programme=here.programme),
        title=_("Write down a risk"),
        done=_("The risk is written down."),
        button=_("Write it down"),
        back=here.address("privacy-work:register"),
        intro=_("Think of the people whose data they are: what could happen to them?"),
    )


@writing(*READERS)
def change_risk(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.risks_visible_to(here.person, here.programme), key=key)
    return form_page(
        request,
        here,
        forms.RiskForm(sent(request), instance=row),
        action=partial(actions.change_risk, risk=row),
        title=_("Change this risk"),
        done=_("The risk is changed."),
        button=_("Keep these changes"),
        back=here.address("privacy-work:register"),
    )
