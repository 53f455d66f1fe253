from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, work, writing
from saidanddone.pages.forms import form_page, sent
from saidanddone.pages.listing import Column, Empty, Filter, Listing, area_column, list_page, listing
from saidanddone.programme.rules import Role

from .. import actions, forms, queries, rules
from .public import measure_columns


def _work_list(
    request: HttpRequest, here: Here, shown: Listing, name: str, **context: object
) -> HttpResponse:
    keeps = rules.can_keep_measures(here.person)
    return list_page(request, shown, name, "monitoring/work_list.html", keeps=keeps, **context)


@work()
def work_frameworks(request: HttpRequest, here: Here) -> HttpResponse:
    empty = Empty.inviting(
        _("Nobody has chosen measures yet."),
        rules.can_keep_measures(here.person),
        here.address("monitoring-work:add"),
        _("Write down what people chose"),
    )
    shown = listing(
        request,
        queries.frameworks_workable_by(here.person, here.programme),
        caption=_("Frameworks of measures"),
        columns=[
            Column(
                "framework",
                _("Framework"),
                lambda row: row.name,
                link=lambda row: here.address("monitoring-work:detail", key=row.key),
                sort="name",
            ),
            area_column(),
            Column("chosen_by", _("Chosen by"), lambda row: row.chosen_by),
            Column("measures", _("Measures"), lambda row: row.chosen, numeric=True, sort="chosen"),
        ],
        search=["name", "key"],
        empty=empty,
    )
    return _work_list(
        request, here, shown, "frameworks", title=_("Measures people chose"), add=empty,
        public=here.address("monitoring:list"),
    )  # fmt: skip


@work()
def work_measures(request: HttpRequest, here: Here) -> HttpResponse:
    missing = [("missing", _("none this year"))]
    shown = listing(
        request,
        queries.measures_workable_by(here.person, here.programme),
        caption=_("Measures"),
        columns=measure_columns(here, "monitoring-work:detail"),
        filters=[
            Filter("reading", _("Reading"), missing, lambda chosen: queries.without_reading_this_year())
        ],
        search=["name", "key", "definition"],
        empty=Empty(_("No measure has been written down yet.")),
    )
    return _work_list(request, here, shown, "measures", title=_("Measures"))


@work(Role.LEAD, Role.EVALUATOR)
def readings(request: HttpRequest, here: Here) -> HttpResponse:
    rows = queries.readings_workable_by(here.person, here.programme)
    measures = queries.measures_workable_by(here.person, here.programme)
    shown = listing(
        request,
        rows,
        caption=_("Readings, also those too small to show to everybody"),
        columns=[
            Column(
                "measure",
                _("Measure"),
                lambda row: row.measure.name,
                link=lambda row: _reading_address(here, row),
                sort="measure__name",
            ),
            Column("group", _("Group"), lambda row: row.group, sort="group"),
            Column("year", _("Year"), lambda row: str(row.year), sort="year"),
            Column("k", _("Said so"), lambda row: row.k, numeric=True),
            Column("n", _("Of how many"), lambda row: row.n, numeric=True, sort="n"),
        ],
        filters=[
            Filter("measure", _("Measure"), [(each.key, each.name) for each in measures], "measure__key"),
            Filter("group", _("Group"), queries.group_choices(here.programme), "group"),
            Filter("year", _("Year"), queries.year_choices(here.programme), "year"),
        ],
        empty=Empty(
            _("Nothing has been read yet. Open a measure to write down a reading."),
            here.address("monitoring-work:list"),
            _("Measures people chose"),
        ),
    )
    return _work_list(request, here, shown, "readings", title=_("Readings"))


def _reading_address(here: Here, row: Any) -> str:
    return here.address(
        "monitoring-work:change-reading",
        key=row.measure.framework.key,
        measure=row.measure.key,
        year=row.year,
        group=row.group,
    )


@work()
def work_framework(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.frameworks_workable_by(here.person, here.programme), key=key)
    return render(
        request,
        "monitoring/work_framework.html",
        {
            "framework": found,
            "measures": queries.measures_workable_by(here.person, here.programme).filter(framework=found),
            "keeps": rules.can_keep_measures(here.person),
        },
    )


@writing(Role.LEAD, Role.EVALUATOR)
def add_framework(request: HttpRequest, here: Here) -> HttpResponse:
    form = forms.FrameworkForm(sent(request), programme=here.programme, person=here.person)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_framework, programme=here.programme),
        title=_("Write down what people chose"),
        done=_("The framework is written down. Now add its measures."),
        button=_("Write it down"),
        back=here.address("monitoring-work:list"),
        onward=lambda made: here.address("monitoring-work:detail", key=made.key),
    )


@writing(Role.LEAD, Role.EVALUATOR)
def change_framework(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    row = found_or_404(queries.frameworks_workable_by(here.person, here.programme), key=key)
    form = forms.FrameworkForm(sent(request), instance=row, programme=here.programme, person=here.person)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_framework, framework=row),
        title=_("Change this framework"),
        done=_("The framework is changed."),
        button=_("Keep these changes"),
        back=here.address("monitoring-work:detail", key=key),
        onward=lambda changed: here.address("monitoring-work:detail", key=changed.key),
    )


@writing(Role.LEAD, Role.EVALUATOR)
def add_measure(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    framework = found_or_404(queries.frameworks_workable_by(here.person, here.programme), key=key)
    form = forms.MeasureForm(sent(request))
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_measure, framework=framework),
        title=_("Add a measure"),
        done=_("The measure is added."),
        button=_("Add this measure"),
        back=here.address("monitoring-work:detail", key=key),
        intro=_("Whether higher is better is written down here, so that nobody has to guess it later."),
    )


@writing(Role.LEAD, Role.EVALUATOR)
def change_measure(request: HttpRequest, here: Here, key: str, measure: str) -> HttpResponse:
    row = _measure(here, key, measure)
    form = forms.MeasureForm(sent(request), instance=row)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_measure, measure=row),
        title=_("Change this measure"),
        done=_("The measure is changed."),
        button=_("Keep these changes"),
        back=here.address("monitoring-work:detail", key=key),
        intro=_("Readings stay as they were read. A measure that now means something else is a new one."),
    )


def _measure(here: Here, key: str, measure: str) -> Any:
    rows = queries.measures_workable_by(here.person, here.programme)
    return found_or_404(rows, framework__key=key, key=measure)


@writing(Role.LEAD, Role.EVALUATOR)
def add_reading(request: HttpRequest, here: Here, key: str, measure: str) -> HttpResponse:
    row = _measure(here, key, measure)
    form = forms.ReadingForm(sent(request))
    return form_page(
        request,
        here,
        form,
        action=partial(actions.add_reading, measure=row),
        title=_("Add a reading of “%(measure)s”") % {"measure": row.name},
        done=_("The reading is kept."),
        button=_("Keep this reading"),
        back=here.address("monitoring-work:detail", key=key),
        intro=row.definition,
    )


@writing(Role.LEAD, Role.EVALUATOR)
def change_reading(
    request: HttpRequest, here: Here, key: str, measure: str, year: int, group: str
) -> HttpResponse:
    rows = queries.readings_workable_by(here.person, here.programme)
    row = found_or_404(rows, measure__framework__key=key, measure__key=measure, year=year, group=group)
    form = forms.ReadingForm(sent(request), instance=row)
    return form_page(
        request,
        here,
        form,
        action=partial(actions.change_reading, reading=row),
        title=_("Change this reading of “%(measure)s”") % {"measure": row.measure.name},
        done=_("The reading is changed."),
        button=_("Keep these changes"),
        back=here.address("monitoring-work:readings") + f"?measure={measure}",
        intro=row.measure.definition,
    )
