from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.programme.models import Role

from ..actions import retention as actions
from ..forms import retention as forms
from ..queries import retention as queries
from ..rules.register import can_decide


@work(Role.LEAD, Role.DPO)
def retention(request: HttpRequest, here: Here) -> HttpResponse:
    """What is kept for how long, and what goes on which day."""
    rules = queries.rules_visible_to(here.person, here.programme)
    context = {"kinds": queries.what_goes(rules, here.programme), "may_decide": can_decide(here.person)}
    return render(request, "privacy/retention.html", context)


@writing(Role.LEAD)
def decide_retention(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    rules = queries.rules_visible_to(here.person, here.programme)
    rule = next((each for each in rules if each.kind == kind), None)
    if rule is None:
        raise Http404(_("There is no such page, or you may not see it."))
    return form_page(
        request,
        here,
        forms.RetentionForm(sent(request), instance=rule),
        action=partial(actions.decide_retention, rule=rule),
        title=_("How long to keep: %(what)s") % {"what": rule.get_kind_display()},
        done=_("It is written down."),
        button=_("Write it down"),
        back=here.address("privacy-work:retention"),
        intro=_(
            "The controller decides. Once a post and a day stand here, what has had its time goes by itself, for good."
        ),
    )
