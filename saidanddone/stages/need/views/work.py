from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, area_filter, list_page, listing
from saidanddone.programme.queries import areas_of
from saidanddone.programme.rules import OVERSEES, Role, can_lead

from .. import actions, forms, queries
from ..queries.counts import in_six_digits
from .shared import counts_in_words, domain_choices, known_in_words, limits_in_words, year_of


@work(*OVERSEES)
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
                link=lambda row: here.address("need-work:detail", code=row.code),
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
        empty=Empty.inviting(
            _("No indicator has been entered yet."),
            may_change,
            here.address("need-work:add"),
            _("Add an indicator"),
        ),
    )
    return list_page(
        request,
        shown,
        "indicators",
        "need/work_list.html",
        may_change=may_change,
        decisions=queries.decisions_visible_to(here.person, here.programme),
    )


@work(*OVERSEES)
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
            area_filter(areas_of(here.programme)),
            Filter("status", _("Known or not"), queries.status_choices(), "status"),
        ],
        empty=Empty.inviting(
            _("No value of this indicator has been entered yet."),
            may_change,
            here.address("need-work:enter", code=code),
            _("Enter a value"),
        ),
    )
    return list_page(
        request,
        shown,
        code,
        "need/work_indicator.html",
        indicator=found,
        may_change=may_change,
        sources=[found.source] if found.source else [],
    )


def _value_columns(here: Here, code: str, may_change: bool) -> list[Column]:
    def change(row: Any) -> str:
        return here.address("need-work:change-value", code=code, area=row.area.code, year=row.year)

    return [
        Column(
            "borough",
            _("Borough"),
            lambda row: row.area.name,
            link=change if may_change else None,
            sort="area__name",
        ),
        Column("year", _("Year"), lambda row: str(row.year), numeric=True, sort="year"),
        Column(
            "value",
            _("Value"),
            lambda row: None if row.value is None else in_six_digits(row.value),
            numeric=True,
            sort="value",
            in_file=lambda row: row.value,
        ),
        Column("limits", _("95% limits"), limits_in_words, numeric=True),
        Column("counts", _("How many of how many"), counts_in_words, numeric=True),
        Column("period", _("Period"), lambda row: row.period, sort="period"),
        Column("status", _("Known or not"), lambda row: row.get_status_display(), sort="status"),
        Column("note", _("Note"), lambda row: row.note),
    ]


@writing(Role.LEAD)
def add_indicator(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.IndicatorForm(sent(request), programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_indicator, programme=here.programme),
        title=_("Add an indicator"),
        done=_("The indicator is added. It counts as soon as values are entered."),
        button=_("Add it"),
        back=here.address("need-work:list"),
        onward=lambda made: here.address("need-work:detail", code=made.code),
        intro=_("Everybody may read it, with its source, on the page “Why these places”."),
    )


@writing(Role.LEAD)
def change_indicator(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    row = found_or_404(queries.indicators_visible_to(here.person, here.programme), code=code)
    form = forms.IndicatorForm(sent(request), instance=row, programme=here.programme)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_indicator, indicator=row),
        title=_("Change this indicator"),
        done=_("The indicator is changed, and every score with it."),
        button=_("Keep these changes"),
        back=here.address("need-work:detail", code=code),
        onward=lambda changed: here.address("need-work:detail", code=changed.code),
        intro=_("A new direction or weight changes every borough's score at once."),
    )


@writing(Role.LEAD)
def enter_value(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    row = found_or_404(queries.indicators_visible_to(here.person, here.programme), code=code)
    form = forms.NewValueForm(sent(request), indicator=row)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.enter_value, indicator=row),
        title=_("Enter a value of “%(name)s”") % {"name": row.name},
        done=_("The value is entered."),
        button=_("Enter it"),
        back=here.address("need-work:detail", code=code),
        intro=_("%(definition)s The unit: %(unit)s.") % {"definition": row.definition, "unit": row.unit},
    )


@writing(Role.LEAD)
def change_value(request: HttpRequest, here: Here, code: str, area: str, year: int) -> HttpResponse:
    values = queries.values_visible_to(here.person, here.programme)
    row = found_or_404(values, indicator__code=code, area__code=area, year=year)
    form = forms.ValueForm(sent(request), instance=row)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_value, value=row),
        title=_("Change the value for %(area)s in %(year)s") % {"area": row.area.name, "year": year},
        done=_("The value is changed."),
        button=_("Keep this value"),
        back=here.address("need-work:detail", code=code),
        intro=_("%(name)s, %(unit)s. Once changed here, it no longer counts as its source's own.")
        % {"name": row.indicator.name, "unit": row.indicator.unit},
    )


@writing(Role.LEAD)
def choose_method(request: HttpRequest, here: Here) -> HttpResponse:
    before = queries.index_of(here.programme)

    def what_changed(_made: Any) -> str:
        after = queries.index_of(here.programme)
        return queries.what_a_method_changes(before, after, queries.latest_decision(here.programme))

    return form_page(
        request,
        here,
        forms.MethodForm(sent(request), stands=before.method),
        action=partial(actions.choose_method, programme=here.programme),
        title=_("How the index is worked out"),
        done=what_changed,
        button=_("Work it out so"),
        back=here.address("need-work:list"),
        intro=_("It stands now: %(how)s") % {"how": queries.how_it_is_worked_out(before.method)},
    )


@writing(Role.LEAD)
def decide(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.DecisionForm(sent(request), index=queries.index_of(here.programme))
    return form_page(
        request,
        here,
        form,
        action=partial(actions.decide, programme=here.programme),
        title=_("Write down where to begin"),
        done=_("The decision is written down, and everybody may read it."),
        button=_("Write it down"),
        back=here.address("need-work:list"),
        onward=lambda made: queries.decision_address(made, here.programme.slug),
        intro=_("The index informs the decision. It does not take it: say who chose and why."),
    )


@writing(Role.LEAD)
def change_decision(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.decisions_visible_to(here.person, here.programme), key=key)
    initial = {"areas": [str(each.area_id) for each in row.chosen.all()]}
    index = queries.index_of(here.programme)
    form = forms.DecisionForm(sent(request), instance=row, initial=initial, index=index)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_decision, decision=row),
        title=_("Change how this decision is written down"),
        done=_("The decision is changed."),
        button=_("Keep these changes"),
        back=here.address("need-work:list"),
        onward=lambda changed: queries.decision_address(changed, here.programme.slug),
        intro=_("If something new was decided, write down a new decision instead."),
    )
