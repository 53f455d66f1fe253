"""Every figure of the programme, as it stands now or as a release kept it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.programme.models import Programme
from saidanddone.stages import STAGES, Stage
from saidanddone.thread.figures import BaseIs, Cited, Figure, RowsBehind
from saidanddone.thread.registry import registered, registered_stage

from ..models import CitedFigure
from ..rules import CITED
from .releases import latest_release

HEADLINE = "report-figures"


def stage_of_key(key: str) -> Stage | None:
    """A figure's key begins with its stage, so that one stage alone needs to be asked for it."""
    return next((stage for stage in STAGES if key.startswith(f"{stage.label}-")), None)


def figures_of_stage(programme: Programme, label: str) -> list[Figure]:
    entry = registered_stage(label)
    return entry.figures(programme) if entry else []


def figure_by_key(programme: Programme, key: str) -> Figure | None:
    stage = stage_of_key(key)
    found = figures_of_stage(programme, stage.label) if stage else []
    return next((figure for figure in found if figure.key == key), None)


def all_figures(programme: Programme) -> list[Figure]:
    return [figure for entry in registered() for figure in entry.figures(programme)]


def kept(figure: Figure) -> dict[str, Any]:
    """A figure as a release keeps it: all that it says, and whether rows stand behind it."""
    values = asdict(figure)
    values["labels"] = list(figure.labels)
    values["N_is"] = str(figure.N_is)
    rows = values.pop("rows")
    values["has_rows"] = rows is not None
    return values


# This stage's own


def headline(programme: Programme) -> Figure:
    """How many figures of the latest release can be followed, out of how many."""
    release = latest_release(programme)
    address = reverse("report:figures", kwargs={"programme": programme.slug})
    if release is None:
        return Figure(
            key=HEADLINE,
            stage="report",
            title=_("Figures you can follow"),
            shown="0",
            sentence=_("No report has been released yet, so there is no figure in it to follow."),
            method=_("The figures of the latest release are counted."),
            base=_("no release yet"),
        )
    n = len(release.figures)
    k = sum(1 for figure in release.figures if figure["has_rows"])
    words = {"k": f"{k:,}", "n": f"{n:,}", "number": release.number}
    return Figure(
        key=HEADLINE,
        stage="report",
        title=_("Figures you can follow"),
        shown=_("%(k)s of %(n)s") % words,
        sentence=ngettext(
            "Release %(number)s prints %(n)s figure. %(k)s of them leads back to rows here; the others are "
            "cited from someone else.",
            "Release %(number)s prints %(n)s figures. %(k)s of them lead back to rows here; the others are "
            "cited from someone else.",
            n,
        )
        % words,
        method=_(
            "The figures of the latest release are counted; one can be followed when rows stand behind it."
        ),
        k=k,
        n=n,
        N=n,
        N_is=BaseIs.COUNTED,
        base=_("%(k)s of %(n)s in release %(number)s") % words,
        value=k / n if n else None,
        rows=RowsBehind(address, _("every figure of the release")),
    )


def figures(programme: Programme) -> list[Figure]:
    return [headline(programme), *(_cited(row) for row in cited_figures_of(programme))]


def cited_figures_of(programme: Programme) -> QuerySet[CitedFigure]:
    return CitedFigure.objects.filter(programme=programme)


def _cited(row: CitedFigure) -> Figure:
    shown = f"{row.value} {row.unit}".strip()
    return Figure(
        key=f"{CITED}{row.key}",
        stage="report",
        title=row.statement,
        shown=shown,
        sentence=_("%(statement)s This figure is cited from %(publisher)s; we have not worked it out.")
        % {"statement": row.statement, "publisher": row.publisher},
        method=_("Cited. No row here stands behind it."),
        cited=Cited(row.publisher, row.title, row.page, row.published_on),
        base=_("cited: %(publisher)s") % {"publisher": row.publisher},
        labels=(row.provenance,) if row.provenance else (),
        caution=row.note,
    )
