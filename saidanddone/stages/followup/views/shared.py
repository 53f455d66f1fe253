"""What several pages of this stage show in the same way."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from saidanddone.pages.intervals import Dot, IntervalRow
from saidanddone.pages.templatetags.said import as_percent
from saidanddone.thread.figures import Figure

from .. import queries

SHAPE_OF = {"participants": 1, "organisers": 2}


def interval_rows(tallies: Sequence[queries.Tally], figures: dict[str, Figure]) -> list[IntervalRow]:
    """One row a question, with a dot for each audience that was asked it."""
    by_question: dict[str, list[queries.Tally]] = {}
    for tally in tallies:
        by_question.setdefault(tally.question, []).append(tally)
    return [
        IntervalRow(found[0].text, tuple(_dot(each, figures[each.figure_key]) for each in found))
        for found in by_question.values()
    ]


def _dot(tally: queries.Tally, figure: Figure) -> Dot:
    return Dot(
        audience_name(tally.audience),
        _("%(share)s (%(spread)s), %(k)s of %(n)s")
        % {"share": figure.shown, "spread": spread(figure), "k": f"{tally.k:,}", "n": f"{tally.n:,}"},
        figure.value,
        figure.low,
        figure.high,
        SHAPE_OF[tally.audience],
    )


def audience_name(audience: str) -> str:
    return {"participants": _("Participants"), "organisers": _("Organisers")}[audience]


def spread(figure: Figure) -> str:
    """The interval in words, or that there is none."""
    if figure.low == figure.high:
        return _("all were asked and answered")
    return _("%(low)s to %(high)s") % {"low": as_percent(figure.low), "high": as_percent(figure.high)}
