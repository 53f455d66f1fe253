"""The report's pictures, each with its table: shares with their intervals, and the map of need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.document.blocks import Block, Picture, paragraph
from saidanddone.document.pictures import Bar, Tile, bars_with_intervals, tile_map
from saidanddone.document.pictures.tiles import MapWords
from saidanddone.pages.tiles import told_apart
from saidanddone.programme.models import Programme
from saidanddone.stages.need.queries import NeedIndex, class_bounds, decided_area_ids, index_of, tiles
from saidanddone.thread.figures import Figure


def interval_picture(shares: Sequence[Figure]) -> Picture:
    """Every share on one line from none to all, with its interval; a census has none to draw."""
    bars = [
        Bar(
            figure.title,
            figure.value or 0.0,
            figure.shown,
            _("%(k)s of %(n)s") % {"k": figure.k, "n": figure.n},
            figure.low,
            figure.high,
            _interval(figure),
            key=figure.key,
        )
        for figure in shares
    ]
    bases = sorted({figure.n for figure in shares if figure.n is not None}, reverse=True)
    return bars_with_intervals(
        bars,
        key="shares",
        title=_("What those who answered told us later"),
        caption=_("Bars: shares of those who answered (%(bases)s). Lines: 95%% intervals.")
        % {"bases": _(" and ").join(f"{base:,}" for base in bases)},
        columns=(_("What"), _("Figure"), _("Of whom"), _("95% interval")),
    )


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    if figure.low == figure.high:
        return _("none: a full count")
    return _("%(low)s%% to %(high)s%%") % {
        "low": f"{100 * figure.low:.0f}",
        "high": f"{100 * figure.high:.0f}",
    }


def need_picture(programme: Programme) -> Iterator[Block]:
    """The map of the index, the places that stand first, and those that cannot be ranked."""
    index = index_of(programme)
    if not index.ranked:
        yield paragraph(_("No indicator has been brought together yet, so there is no map to draw."))
        return
    decided = decided_area_ids(programme)
    drawn = told_apart(tiles(programme, index, set(decided)))
    if drawn:
        yield tile_map(
            [
                Tile(
                    tile.name,
                    tile.short,
                    tile.row,
                    tile.column,
                    tile.level,
                    tile.says,
                    _("chosen to begin with") if tile.marked else "",
                )
                for tile in drawn
            ],
            key="need",
            title=_title(index),
            caption=_caption(index),
            legend=_legend(index),
            words=MapWords(
                place=_("Borough"), value=_("Rank and score"), mark=_("Chosen"), no_data=_("Not ranked")
            ),
        )
    if index.unranked:
        yield paragraph(
            ngettext(
                "%(n)s place is not ranked, because too little is known of it: %(names)s.",
                "%(n)s places are not ranked, because too little is known of them: %(names)s.",
                len(index.unranked),
            )
            % {"n": len(index.unranked), "names": ", ".join(place.area.name for place in index.unranked)}
        )
    first = index.first(len(decided) or 1)
    yield paragraph(
        _("First in our index: %(places)s.")
        % {"places": ", ".join(f"{place.rank}. {place.area.name} ({place.score:.1f})" for place in first)}
    )


def _title(index: NeedIndex) -> str:
    return _("%(name)s stands first of %(n)s places in our index") % {
        "name": index.ranked[0].area.name,
        "n": len(index.ranked),
    }


def _caption(index: NeedIndex) -> str:
    years = f"{index.years[0]}–{index.years[-1]}" if index.years else ""
    return _(
        "%(n)s indicators, %(years)s, each put on a scale from 0 to 100 and averaged; the darker, the greater "
        "the need. A count of places, not a sample: no interval."
    ) % {"n": len(index.indicators), "years": years}


def _legend(index: NeedIndex) -> tuple[str, str, str, str, str]:
    """Words for the five shades, from lightest to darkest; a shade that no place has says so."""
    held = {
        level: _("%(low)s to %(high)s") % {"low": f"{low:.1f}", "high": f"{high:.1f}"}
        for level, low, high, _size in class_bounds(index)
    }
    none = _("no place")
    return (held.get(1, none), held.get(2, none), held.get(3, none), held.get(4, none), held.get(5, none))
