"""This stage's figures: how many measures were chosen, and each group's latest reading."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.programme.models import Programme
from saidanddone.thread.figures import BaseIs, Figure, RowsBehind

from ..models import Measure
from ..rules import FEWEST_SHOWN, KEEPS_MEASURES, SMALL_BASE
from .readings import MeasureSeen, Seen, measures_seen_of


def headline(programme: Programme) -> Figure:
    """How many measures people chose."""
    rows = list(
        Measure.objects.filter(framework__programme=programme)
        .values_list("provenance")
        .annotate(measures=Count("pk"))
        .order_by("provenance")
    )
    frameworks = programme.frameworks.count()
    measures = sum(count for _label, count in rows)
    words = {"k": f"{measures:,}", "n": f"{frameworks:,}"}
    return Figure(
        key="monitoring-measures",
        stage="monitoring",
        title=_("Measures that people chose"),
        shown=f"{measures:,}",
        sentence=ngettext(
            "People chose %(k)s measure, in %(n)s framework.",
            "People chose %(k)s measures, in %(n)s framework.",
            measures,
        )
        % words
        if frameworks == 1
        else _("People chose %(k)s measures, in %(n)s frameworks.") % words,
        method=_("Measures are counted, each once. Every measure is counted, so there is no interval."),
        k=measures,
        n=measures,
        N=measures,
        N_is=BaseIs.COUNTED,
        base=ngettext("in %(n)s framework", "in %(n)s frameworks", frameworks) % words,
        value=float(measures),
        unit=_("measures"),
        rows=RowsBehind(_address("monitoring:list", programme), _("The measures and who chose them")),
        labels=tuple(label for label, _count in rows if label),
    )


def figures(programme: Programme) -> list[Figure]:
    found = measures_seen_of(programme)
    keys = latest_keys(found)
    return [
        headline(programme),
        *(
            figure_of(programme, measure.measure, reading, keys[measure.measure.key, reading.group])
            for measure in found
            for reading in measure.latest
        ),
    ]


def latest_keys(found: Sequence[MeasureSeen]) -> dict[tuple[str, str], str]:
    """A key for each measure and group; where two would come out alike they are numbered in order."""
    keys: dict[tuple[str, str], str] = {}
    taken: set[str] = {"monitoring-measures"}
    for measure in found:
        for group in measure.groups:
            plain = f"monitoring-{measure.measure.key}-{slugify(group) or 'group'}"
            key, number = plain, 2
            while key in taken:
                key, number = f"{plain}-{number}", number + 1
            taken.add(key)
            keys[measure.measure.key, group] = key
    return keys


def figure_of(programme: Programme, measure: Measure, reading: Seen, key: str) -> Figure:
    """A group's latest reading. Needs `framework` fetched."""
    title = _("%(measure)s: %(group)s, %(year)s") % {
        "measure": measure.name,
        "group": reading.group,
        "year": reading.year,
    }
    rows = RowsBehind(
        _address("monitoring-work:readings", programme)
        + "?"
        + urlencode({"measure": measure.key, "group": reading.group, "year": reading.year}),
        _("The reading, with how many said so and of how many"),
        KEEPS_MEASURES,
        adds="k",
    )
    if reading.hidden:
        return _withheld(key, title, rows, reading)
    return Figure(
        key=key,
        stage="monitoring",
        title=title,
        shown=f"{reading.percent}%",
        sentence=says(reading, measure),
        method=reading.method,
        k=reading.k,
        n=reading.n,
        base=_("%(k)s of %(n)s %(unit)s who answered")
        % {"k": f"{reading.k:,}", "n": f"{reading.n:,}", "unit": measure.unit},
        value=reading.value,
        low=reading.low,
        high=reading.high,
        unit="share",
        rows=rows,
        labels=_labels(reading),
        caution=_(
            "How many were asked is not recorded, and how they were chosen neither. It speaks for those who answered."
        ),
    )


def _labels(reading: Seen) -> tuple[str, ...]:
    small = reading.n is not None and reading.n < SMALL_BASE
    return (*filter(None, [reading.label]), *(["small-base"] if small else []))


def says(reading: Seen, measure: Measure) -> str:
    return _(
        "%(percent)s in 100 of those who answered said so in %(year)s. That is %(k)s of %(n)s %(unit)s."
    ) % {
        "percent": reading.percent,
        "year": reading.year,
        "k": f"{reading.k:,}",
        "n": f"{reading.n:,}",
        "unit": measure.unit,
    }


def _withheld(key: str, title: str, rows: RowsBehind, reading: Seen) -> Figure:
    return Figure(
        key=key,
        stage="monitoring",
        title=title,
        shown=_("too few to show"),
        sentence=_(
            "This reading is not shown, so that nobody can be picked out: it counts fewer than %(n)s people on "
            "one side, or would give away a reading that does."
        )
        % {"n": FEWEST_SHOWN},
        method=_(
            "Readings that could point at a person are withheld, and so are those from which one could be worked out."
        ),
        rows=rows,
        labels=(reading.label,) if reading.label else (),
    )


def _address(name: str, programme: Programme, **more: str) -> str:
    return reverse(name, kwargs={"programme": programme.slug, **more})
