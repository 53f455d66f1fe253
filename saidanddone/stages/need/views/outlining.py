"""Where outlines are given, matched with what the programme has, and thrown away."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.programme.rules import OVERSEES, Role, can_lead

from ..actions import outlining as actions
from ..forms.outlining import OutlinesForm
from ..queries import outlined
from .shared import thrown_away

NAMED_AT_MOST = 60


@work(*OVERSEES)
def maps(request: HttpRequest, here: Here) -> HttpResponse:
    return render(
        request,
        "need/maps.html",
        {
            "maps": [_given(each) for each in outlined.given_maps(here.person, here.programme)],
            "may_change": can_lead(here.person),
        },
    )


def _given(each: outlined.GivenMap) -> dict[str, Any]:
    return {
        "given": each,
        "map": each.map,
        "without": each.without[:NAMED_AT_MOST],
        "more_without": max(0, len(each.without) - NAMED_AT_MOST),
        "strangers": each.map.strangers[:NAMED_AT_MOST],
        "more_strangers": max(0, len(each.map.strangers) - NAMED_AT_MOST),
    }


@writing(Role.LEAD)
def add_map(request: HttpRequest, here: Here) -> HttpResponse:
    form = OutlinesForm(sent(request), request.FILES or None, programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_map, programme=here.programme),
        title=_("Give outlines for a map"),
        done=_("The outlines are taken in. Below is what was matched and what was not."),
        button=_("Take it in"),
        back=here.address("need-work:maps"),
        intro=_(
            "Maps are drawn as tiles until there are outlines. The last map of boroughs that was given is drawn; "
            "everybody sees it."
        ),
    )


@writing(Role.LEAD)
def throw_away_map(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(outlined.maps_visible_to(here.person, here.programme), key=key)
    return thrown_away(
        request,
        here,
        partial(actions.throw_away_map, map=row),
        title=_("Throw away the map “%(name)s”") % {"name": row.name},
        done=_("The map is thrown away. Values and areas stay as they were."),
        back=here.address("need-work:maps"),
    )
