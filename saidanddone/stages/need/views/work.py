from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saidanddone.pages.door import Here, found_or_404, work
from saidanddone.pages.forms import form_page
from saidanddone.pages.listing import Column, Empty, Filter, download, listing
from saidanddone.programme.queries import areas_of
from saidanddone.programme.rules import Role, can_lead

from .. import actions, forms, queries
from .shared import address, domain_choices, known_in_words, year_of


@require_safe
@work()
def work_indicators(request: HttpRequest, here: Here) -> HttpResponse:
    may_change = can_lead(here.person)
    rows = queries.with_knowledge(queries.indicators_visible_to(here.person, here.programme))
    known = [("some", _("some value")), ("none", _("no value"))]
    shown = listing(
        request,
        rows,
        caption=_("Indicators"),
        columns=[
            Column(
                "indicator",
                _("Indicator"),
                lambda row: row.name,
                link=lambda row: address(here, "need-work:detail", code=row.code),
                sort="name",
            ),
            Column("domain", _("Domain"), lambda row: row.domain, sort="domain"),
            Column("direction", _("Which way"), lambda row: row.get_direction_display(), sort="direction"),
            Column("weight", _("Weight"), lambda row: f"{row.weight:g}", numeric=True, sort="weight"),
            Column("year", _("Newest year"), year_of, numeric=True, sort="latest_year"),
            Column("known", _("Known in"), known_in_words, numeric=True, sort="areas_known"),
        ],
        filters=[
            Filter("domain", _("Domain"), domain_choices(here), "domain"),
            Filter("known", _("Known"), known, queries.known_or_not),
        ],
        search=["name", "code", "definition"],
        empty=Empty(
            _("No indicator has been entered yet."),
            address(here, "need-work:add") if may_change else "",
            _("Add an indicator") if may_change else "",
        ),
    )
    return download(request, shown, "indicators") or render(
        request,
        "need/work_list.html",
        {
            "shown": shown,
            "may_change": may_change,
            "decisions": queries.decisions_visible_to(here.person, here.programme),
        },
    )


@require_safe
@work()
def work_indicator(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    found = found_or_404(queries.indicators_visible_to(here.person, here.programme), code=code)
    may_change = can_lead(here.person)
    values = queries.values_visible_to(here.person, here.programme).filter(indicator=found)
    shown = listing(
        request,
        values,
        caption=_("Values, the newest year first"),
        columns=_value_columns(here, code, may_change),
        filters=[
            Filter("year", _("Year"), queries.years_of(found), "year"),
            Filter("area", _("Borough"), [(a.code, a.name) for a in areas_of(here.programme)], "area__code"),
            Filter("status", _("Known or not"), queries.status_choices(), "status"),
        ],
        empty=Empty(
            _("No value of this indicator has been entered yet."),
            address(here, "need-work:enter", code=code) if may_change else "",
            _("Enter a value") if may_change else "",
        ),
    )
    return download(request, shown, code) or render(
        request,
        "need/work_indicator.html",
        {
            "indicator": found,
            "shown": shown,
            "may_change": may_change,
            "sources": [found.source] if found.source else [],
        },
    )


def _value_columns(here: Here, code: str, may_change: bool) -> list[Column]:
    def change(row: Any) -> str:
        return address(here, "need-work:change-value", code=code, area=row.area.code, year=row.year)

    return [
        Column(
            "borough",
            _("Borough"),
            lambda row: row.area.name,
            link=change if may_change else None,
            sort="area__name",
        ),
        Column("year", _("Year"), lambda row: str(row.year), numeric=True, sort="year"),
        Column("value", _("Value"), lambda row: row.value, numeric=True, sort="value"),
        Column("status", _("Known or not"), lambda row: row.get_status_display(), sort="status"),
        Column("note", _("Note"), lambda row: row.note),
    ]


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def add_indicator(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.IndicatorForm(request.POST or None, programme=here.programme)

    def act(data: dict[str, Any]) -> str:
        made = actions.add_indicator(
            person=here.person, programme=here.programme, fields=data, by=here.person.account
        )
        return address(here, "need-work:detail", code=made.code)

    return form_page(
        request,
        form,
        title=_("Add an indicator"),
        act=act,
        done=_("The indicator is added. It counts as soon as values are entered."),
        button=_("Add it"),
        back=address(here, "need-work:list"),
        intro=_("Everybody may read it, with its source, on the page “Why these places”."),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def change_indicator(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    row = found_or_404(queries.indicators_visible_to(here.person, here.programme), code=code)
    form = forms.IndicatorForm(request.POST or None, instance=row, programme=here.programme)

    def act(data: dict[str, Any]) -> str:
        changed = actions.change_indicator(
            person=here.person, indicator=row, fields=data, by=here.person.account
        )
        return address(here, "need-work:detail", code=changed.code)

    return form_page(
        request,
        form,
        title=_("Change this indicator"),
        act=act,
        done=_("The indicator is changed, and every score with it."),
        button=_("Keep these changes"),
        back=address(here, "need-work:detail", code=code),
        intro=_("A new direction or weight changes every borough's score at once."),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def enter_value(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    row = found_or_404(queries.indicators_visible_to(here.person, here.programme), code=code)
    form = forms.NewValueForm(request.POST or None, programme=here.programme)
    back = address(here, "need-work:detail", code=code)

    def act(data: dict[str, Any]) -> str:
        actions.enter_value(person=here.person, indicator=row, fields=data, by=here.person.account)
        return back

    return form_page(
        request,
        form,
        title=_("Enter a value of “%(name)s”") % {"name": row.name},
        act=act,
        done=_("The value is entered."),
        button=_("Enter it"),
        back=back,
        intro=_("%(definition)s The unit: %(unit)s.") % {"definition": row.definition, "unit": row.unit},
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def change_value(request: HttpRequest, here: Here, code: str, area: str, year: int) -> HttpResponse:
    values = queries.values_visible_to(here.person, here.programme)
    row = found_or_404(values, indicator__code=code, area__code=area, year=year)
    form = forms.ValueForm(request.POST or None, instance=row)
    back = address(here, "need-work:detail", code=code)

    def act(data: dict[str, Any]) -> str:
        actions.change_value(person=here.person, value=row, fields=data, by=here.person.account)
        return back

    return form_page(
        request,
        form,
        title=_("Change the value for %(area)s in %(year)s") % {"area": row.area.name, "year": year},
        act=act,
        done=_("The value is changed."),
        button=_("Keep this value"),
        back=back,
        intro=_("%(name)s, %(unit)s. Once changed here, it no longer counts as its source's own.")
        % {"name": row.indicator.name, "unit": row.indicator.unit},
    )


def _parted(form: forms.DecisionForm, data: dict[str, Any]) -> dict[str, Any]:
    """The clean data as an action takes it: the row's own fields, and the places chosen."""
    areas = data["areas"]
    return {"fields": {name: data[name] for name in form.Meta.fields} | {"first": len(areas)}, "areas": areas}


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def decide(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.DecisionForm(request.POST or None, index=queries.index_of(here.programme))

    def act(data: dict[str, Any]) -> str:
        made = actions.decide(
            person=here.person, programme=here.programme, **_parted(form, data), by=here.person.account
        )
        return queries.decision_address(made, here.programme.slug)

    return form_page(
        request,
        form,
        title=_("Write down where to begin"),
        act=act,
        done=_("The decision is written down, and everybody may read it."),
        button=_("Write it down"),
        back=address(here, "need-work:list"),
        intro=_("The index informs the decision. It does not take it: say who chose and why."),
    )


@require_http_methods(["GET", "POST"])
@work(Role.LEAD)
def change_decision(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.decisions_visible_to(here.person, here.programme), key=key)
    initial = {"areas": [str(each.area_id) for each in row.chosen.all()]}
    index = queries.index_of(here.programme)
    form = forms.DecisionForm(request.POST or None, instance=row, initial=initial, index=index)

    def act(data: dict[str, Any]) -> str:
        changed = actions.change_decision(
            person=here.person, decision=row, **_parted(form, data), by=here.person.account
        )
        return queries.decision_address(changed, here.programme.slug)

    return form_page(
        request,
        form,
        title=_("Change how this decision is written down"),
        act=act,
        done=_("The decision is changed."),
        button=_("Keep these changes"),
        back=address(here, "need-work:list"),
        intro=_("If something new was decided, write down a new decision instead."),
    )
