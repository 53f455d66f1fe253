from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from saidanddone.pages.door import Here, found_or_404, public
from saidanddone.pages.intervals import Dot, IntervalRow
from saidanddone.pages.listing import Column, Empty, list_page, listing
from saidanddone.pages.templatetags.said import as_percent
from saidanddone.thread.steps import Ref
from saidanddone.thread.walk import walk

from .. import queries

HEIGHT = 60  # of a small drawing, whose width is 100


def _share_and_spread(reading: queries.Seen) -> str:
    return _("%(percent)s%% (%(low)s to %(high)s), %(k)s of %(n)s") % {
        "percent": reading.percent,
        "low": as_percent(reading.low),
        "high": as_percent(reading.high),
        "k": f"{reading.k:,}",
        "n": f"{reading.n:,}",
    }


def measure_columns(here: Here, link: str) -> list[Column]:
    return [
        Column(
            "measure",
            _("Measure"),
            lambda row: row.name,
            link=lambda row: here.address(link, key=row.framework.key),
            sort="name",
        ),
        Column("framework", _("Framework"), lambda row: row.framework.name, sort="framework__name"),
        Column("direction", _("Direction"), lambda row: row.get_direction_display()),
        Column(
            "latest",
            _("Latest reading"),
            lambda row: "" if row.latest is None else str(row.latest),
            sort="latest",
        ),
    ]


@public
def frameworks(request: HttpRequest, here: Here) -> HttpResponse:
    found = list(queries.frameworks_visible_to(here.person, here.programme))
    measures = queries.measures_seen_of(here.programme)
    shown = listing(
        request,
        queries.measures_visible_to(here.person, here.programme),
        caption=_("Every measure that was chosen"),
        columns=measure_columns(here, "monitoring:detail"),
        empty=Empty(_("No measure has been written down yet.")),
    )
    return list_page(
        request,
        shown,
        "measures",
        "monitoring/list.html",
        frameworks=[
            (each, _rows(here, [m for m in measures if m.measure.framework_id == each.pk])) for each in found
        ],
        measures=len(measures),
        labels_shown=_labels(found, measures),
    )


def _rows(here: Here, measures: Sequence[queries.MeasureSeen]) -> list[IntervalRow]:
    """Each measure's latest reading: that of the group in which most people answered."""
    return [
        IntervalRow(
            each.measure.name,
            (_latest(each),),
            here.address("monitoring:detail", key=each.measure.framework.key)
            + f"#measure-{each.measure.key}",
        )
        for each in measures
    ]


def _latest(measure: queries.MeasureSeen) -> Dot:
    reading = measure.widest
    if reading is None:
        return Dot("", _("too few to show") if measure.readings else _("no reading yet"))
    who = _("%(group)s, %(year)s") % {"group": reading.group, "year": reading.year}
    return Dot(who, _share_and_spread(reading), reading.value, reading.low, reading.high)


def _labels(rows: Sequence[object], measures: Sequence[queries.MeasureSeen]) -> set[str]:
    return {
        *(row.provenance for row in rows),  # type: ignore[attr-defined]
        *(each.measure.provenance for each in measures),
        *(reading.label for each in measures for reading in each.readings),
    }


@dataclass(frozen=True)
class Mark:
    """A year's reading in a small drawing: a dot and its line, from the left and from the top."""

    x: str
    y: str
    top: str
    bottom: str


@dataclass(frozen=True)
class Panel:
    group: str
    marks: tuple[Mark, ...]
    years: tuple[str, ...]  # one label a place; blank where there is no reading


@dataclass(frozen=True)
class Shown:
    """A measure as its page shows it: small drawings, and the table that says the same."""

    measure: object
    finding: str
    figure_address: str
    panels: tuple[Panel, ...]
    years: tuple[int, ...]
    table: tuple[tuple[str, tuple[str, ...]], ...]
    labels: tuple[str, ...]
    hides: bool


@public
def framework(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    found = found_or_404(queries.frameworks_visible_to(here.person, here.programme), key=key)
    every = queries.measures_seen_of(here.programme)
    keys = queries.latest_keys(every)
    measures = [each for each in every if each.measure.framework_id == found.pk]
    return render(
        request,
        "monitoring/framework.html",
        {
            "framework": found,
            "measures": [_shown(here, each, keys) for each in measures],
            "labels_shown": _labels([found], measures),
            "walk": walk([Ref("monitoring", "framework", found.pk)], here.programme, here.person),
        },
    )


def _shown(here: Here, measure: queries.MeasureSeen, keys: dict[tuple[str, str], str]) -> Shown:
    widest = measure.widest
    figure = keys[measure.measure.key, widest.group] if widest else ""
    return Shown(
        measure.measure,
        f"{widest.group}: {queries.says(widest, measure.measure)}" if widest else "",
        f"/{here.programme.slug}/figures/{figure}/" if widest else "",
        tuple(_panel(measure, group) for group in measure.groups),
        tuple(measure.years),
        tuple(
            (group, tuple(_cell(measure.of(group, year)) for year in measure.years))
            for group in measure.groups
        ),
        tuple(sorted({measure.measure.provenance, *(each.label for each in measure.readings)} - {""})),
        any(each.hidden for each in measure.readings),
    )


def _cell(reading: queries.Seen | None) -> str:
    if reading is None:
        return _("no reading")
    return _("too few to show") if reading.hidden else _share_and_spread(reading)


def _panel(measure: queries.MeasureSeen, group: str) -> Panel:
    """One place a year from the first to the last of the measure, so that a missing year is a gap."""
    years = range(measure.years[0], measure.years[-1] + 1)
    found = [measure.of(group, year) for year in years]
    marks = [
        _mark((place + 0.5) / len(years), reading)
        for place, reading in enumerate(found)
        if reading and not reading.hidden
    ]
    return Panel(group, tuple(marks), tuple(str(each.year) if each else "" for each in found))


def _mark(across: float, reading: queries.Seen) -> Mark:
    def down(share: float | None) -> str:
        return f"{HEIGHT * (1 - (share or 0)):.2f}"

    return Mark(f"{100 * across:.2f}", down(reading.value), down(reading.high), down(reading.low))
