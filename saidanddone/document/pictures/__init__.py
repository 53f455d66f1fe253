"""The one door to drawings: a screen SVG, a print SVG, words for those who cannot see it, and a table twin."""

from saidanddone.document.pictures.areas import Shape, area_map
from saidanddone.document.pictures.bars import Bar, bars_with_intervals
from saidanddone.document.pictures.charts import picture
from saidanddone.document.pictures.funnel import FunnelLimits, FunnelPoint, FunnelWords, funnel_plot
from saidanddone.document.pictures.ranks import RankSpan, rank_spans
from saidanddone.document.pictures.tiles import MapWords, Tile, tile_map

__all__ = [
    "Bar",
    "FunnelLimits",
    "FunnelPoint",
    "FunnelWords",
    "MapWords",
    "RankSpan",
    "Shape",
    "Tile",
    "area_map",
    "bars_with_intervals",
    "funnel_plot",
    "picture",
    "rank_spans",
    "tile_map",
]
