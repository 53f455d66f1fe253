"""A table is brought in, looked at, and taken in or thrown away."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.files import BadTable
from saidanddone.pages.door import Here, found_or_404, sending, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Role

from ..actions import bringing as actions
from ..forms import bringing as forms
from ..queries import bringing as queries
from ..queries import index_of, latest_decision, who_comes_and_goes

# Where the rows of a table stand, once they are taken in.
SEEN_AT = {
    queries.Holds.DOMAINS: "need-work:domains",
    queries.Holds.GROUPS: "need-work:groups",
    queries.Holds.VOTES: "need-work:votes",
}


@writing(Role.LEAD)
def bring(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.BringForm(sent(request), request.FILES or None, programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.put_by, programme=here.programme),
        title=_("Bring in a table"),
        done=_("The table can be read. Nothing is kept yet: look at what it would change."),
        button=_("See what it would change"),
        back=here.address("need-work:list"),
        onward=lambda made: here.address("need-work:brought", number=made.pk),
        intro=_(
            "Values of indicators, their descriptions, counts by age, domains, groups of places, votes, or small "
            "areas. A row that is here already is known by its codes: what the file does not speak of stays as it is."
        ),
    )


@writing(Role.LEAD)
def brought(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row = found_or_404(queries.brought_visible_to(here.person, here.programme), pk=number)
    try:
        reading = queries.reading_of(row)
    except BadTable as why:
        raise Refused(str(why)) from why
    form = forms.SayForm(sent(request), reading=reading)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.say_what_it_is, brought=row),
        title=_("What “%(file)s” would change") % {"file": row.file},
        done=_("The file is read as you say. Nothing is kept yet."),
        button=_("See what it would change"),
        back=here.address("need-work:list"),
        onward=lambda made: here.address("need-work:brought", number=made.pk),
        context={
            "brought": row,
            "plan": SimpleLazyObject(lambda: queries.plan_of(reading)),
            "reading": reading,
            "codes": forms.CODES,
        },
        template="need/brought.html",
    )


@sending(Role.LEAD)
def take_in(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row = found_or_404(queries.brought_visible_to(here.person, here.programme), pk=number)
    agreed = request.POST.get("lost", "")
    before = index_of(here.programme)
    plan = actions.take_in(
        person=here.person,
        brought=row,
        lost=int(agreed) if agreed.isascii() and agreed.isdecimal() and len(agreed) < 9 else 0,
        by=here.person.account,
    )
    new = ngettext("%(n)s new row is written", "%(n)s new rows are written", plan.new.count)
    changed = ngettext("%(n)s is changed", "%(n)s are changed", plan.changed.count)
    says = _("“%(file)s” is taken in: %(new)s, %(changed)s. Brought in again, it would change nothing.") % {
        "file": row.file,
        "new": new % {"n": f"{plan.new.count:,}"},
        "changed": changed % {"n": f"{plan.changed.count:,}"},
    }
    if plan.reading.holds == queries.Holds.SMALL_AREAS:
        says = _("%(says)s The profile of each borough leads to its small areas.") % {"says": says}
    moved = who_comes_and_goes(before, index_of(here.programme), latest_decision(here.programme))
    messages.success(request, f"{says} {moved}".strip())
    return redirect(_where_it_is_seen(here, plan))


def _where_it_is_seen(here: Here, plan: queries.Plan) -> str:
    """Of a table of one indicator, that indicator."""
    if len(plan.codes) == 1:
        return here.address("need-work:detail", code=plan.codes[0])
    return here.address(SEEN_AT.get(plan.reading.holds, "need-work:list"))


@sending(Role.LEAD)
def throw_away(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    row = found_or_404(queries.brought_visible_to(here.person, here.programme), pk=number)
    actions.throw_away(person=here.person, brought=row, by=here.person.account)
    messages.success(request, _("The table is thrown away. Nothing was changed."))
    return redirect(here.address("need-work:list"))
