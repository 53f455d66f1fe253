"""The recurring parts as template tags, so that each is drawn in one way only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.methods.rounding import round_half_up
from saidanddone.pages.bars import drawn
from saidanddone.pages.intervals import IntervalRow, drawn_intervals
from saidanddone.pages.ranks import RankSpan, drawn_ranks, place_of
from saidanddone.pages.tiles import Tile, told_apart
from saidanddone.programme import queries
from saidanddone.programme.models import Provenance, Source
from saidanddone.thread.figures import Figure
from saidanddone.thread.walk import Walk
from saidanddone.words.models import care_note
from saidanddone.words.rules import mark_of

register = template.Library()

LABEL_SENTENCES = {
    "published": gettext_lazy("These rows stand in a published source, which each row names."),
    "reconstructed": gettext_lazy(
        "These rows are reconstructed: rebuilt for this example from what was published. "
        "The single rows are our own choice, or made up."
    ),
    "illustrative": gettext_lazy(
        "These rows are illustrative: made up for this example. No real person said or did this."
    ),
    "estimate": gettext_lazy("This is an estimate, not a count."),
    "small-base": gettext_lazy("Few people answered, so this figure can say little."),
    "gap": gettext_lazy("Something is missing here, and we show that it is."),
    "assumed": gettext_lazy("The number of people this speaks of is assumed, not counted."),
    "undecided": gettext_lazy("Nobody has decided this yet, and we show that it is open."),
}
SOME_SENTENCES = {
    "reconstructed": gettext_lazy(
        "Some of these rows are reconstructed: rebuilt for this example from what was published. "
        "Single rows are our own choice, or made up."
    ),
    "illustrative": gettext_lazy(
        "Some of these rows are illustrative: made up for this example. No real person said or did that."
    ),
}
LABEL_NAMES = {
    **dict(Provenance.choices),
    "estimate": gettext_lazy("estimate"),
    "small-base": gettext_lazy("small base"),
    "gap": gettext_lazy("gap"),
    "assumed": gettext_lazy("assumed"),
    "undecided": gettext_lazy("still to be decided"),
}


@register.filter
def where_written(source: Source, pages: str) -> str:
    return queries.where_written(source, pages)


@register.inclusion_tag("pages/label.html")
def label(kind: str) -> dict[str, object]:
    """One word that says where a row or figure comes from."""
    return {"kind": kind, "name": LABEL_NAMES.get(kind, kind), "says": LABEL_SENTENCES.get(kind, "")}


@register.inclusion_tag("pages/labels.html")
def labels(kinds: Iterable[str]) -> dict[str, object]:
    """The notice above what it speaks of: every kind of label among the rows, each in a sentence.

    A blank kind is that of rows that were entered here. Of rows from several places each kind is only some.
    """
    given = set(kinds)
    sentences = LABEL_SENTENCES | (SOME_SENTENCES if len(given & {"", *Provenance.values}) > 1 else {})
    shown = [kind for kind in LABEL_NAMES if kind in given and kind != "published"]
    return {"labels": [(kind, LABEL_NAMES[kind], sentences[kind]) for kind in shown]}


@register.inclusion_tag("pages/figure.html", takes_context=True)
def figure(context: template.Context, figure: Figure, programme_slug: str) -> dict[str, object]:
    """A number, its base, its interval and the way to how we know."""
    return {"figure": figure, "programme_slug": programme_slug}


@register.inclusion_tag("pages/quotation.html")
def quotation(
    words: str, who: str, href: str = "", language: str = "en", kind: str = ""
) -> dict[str, object]:
    """Words with role and place, their label, and the way to the row."""
    mark = mark_of(words)
    care = care_note(mark) if mark else ""
    return {"words": words, "who": who, "href": href, "language": language, "kind": kind, "care": care}


@dataclass(frozen=True)
class Bead:
    stage: object
    is_here: bool
    address: str


@register.inclusion_tag("pages/thread_bar.html", takes_context=True)
def thread_bar(context: template.Context, stage_label: str) -> dict[str, object]:
    """Where this row sits in the cycle, one step back and one forward."""
    here, cycle = context["here"], context["cycle"]
    at = [stage.label for stage in cycle].index(stage_label)
    beads = [
        Bead(stage, place == at, f"/{here.programme.slug}/{stage.address}/")
        for place, stage in enumerate(cycle)
    ]
    return {
        "beads": beads,
        "here": beads[at],
        "place": at + 1,
        "of": len(cycle),
        "back": beads[at - 1] if at else None,
        "on": beads[at + 1] if at + 1 < len(cycle) else None,
    }


@register.inclusion_tag("pages/walk.html", takes_context=True)
def thread_walk(context: template.Context, walk: Walk) -> dict[str, object]:
    """What a row came from and what came of it, each step one click, ends shown as ends."""
    names = {stage.label: stage for stage in context["cycle"]}
    after = [(names[place.stage], place) for place in walk.after if place.reached]
    ends_after = after[-1][0] if after else None
    reached = [each for place in (*walk.before, *walk.after) for each in place.reached]
    return {
        "before": [(names[place.stage], place) for place in walk.before if place.reached],
        "after": after,
        "has_detours": any(each.through for each in reached),
        "ends_at": _("The thread ends here: nothing further is recorded.")
        if ends_after is None
        else _("The thread ends at this step: nothing further is recorded."),
    }


@register.inclusion_tag("pages/tile_map.html")
def tile_map(tiles: Iterable[Tile], caption: str, legend: Iterable[object] = ()) -> dict[str, object]:
    """Boroughs as tiles. Each tile is a `Tile`; the table twin is the page's own."""
    return {"tiles": told_apart(tiles), "caption": caption, "legend": list(legend)}


@register.inclusion_tag("pages/bars.html")
def bars(rows: Iterable[object], caption: str, full: float | None = None) -> dict[str, object]:
    """One labelled bar a row (`Bar`), drawn against `full` or the longest of them."""
    return {"bars": drawn(list(rows), full), "caption": caption}


@register.inclusion_tag("pages/intervals.html")
def intervals(rows: Iterable[IntervalRow], caption: str) -> dict[str, object]:
    """Dots with their intervals (`IntervalRow`), all on one axis from 0 to 100 %."""
    return {"rows": drawn_intervals(list(rows)), "caption": caption}


@register.inclusion_tag("pages/rank_spans.html")
def rank_spans(rows: Iterable[RankSpan], first: int, of: int, caption: str) -> dict[str, object]:
    """Dots at their ranks with the ranks they may have (`RankSpan`), and a line where the first so many end."""
    return {"rows": drawn_ranks(list(rows), of), "cut": place_of(first + 0.5, of), "caption": caption}


@register.inclusion_tag("pages/listing.html", takes_context=True)
def list_table(context: template.Context, listing: object) -> dict[str, object]:
    return {"listing": listing, "path": context["request"].path}


@register.filter
def day(value: object) -> str:
    """4 March 2018."""
    return date_format(value, "j F Y") if value else ""


@register.filter
def partial_day(value: str) -> str:
    """A date of which perhaps only the year or the month is known, as words."""
    parts = [int(part) for part in str(value).split("-")] if value else []
    if len(parts) == 3:
        return date_format(date(*parts), "j F Y")
    if len(parts) == 2:
        return date_format(date(parts[0], parts[1], 1), "F Y")
    return str(value or "")


@register.filter
def as_percent(share: float) -> str:
    """0.4123 as 41%."""
    return f"{100 * round_half_up(share, 2):.0f}%"


@register.filter
def thousands(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
