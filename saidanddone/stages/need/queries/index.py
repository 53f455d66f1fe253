"""The index as it stands: every place with its score and rank, and every value that they rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan, nan

from django.db.models import Case, F, IntegerField, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from saidanddone.methods.classes import classes
from saidanddone.methods.index import ranks
from saidanddone.methods.normalisation import minmax
from saidanddone.pages.tiles import Tile
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area, Programme, Source
from saidanddone.programme.queries import areas_of

from ..models import IndexMethod, Indicator, IndicatorValue
from ..rules import is_enough
from .doors import area_address
from .method import method_standing_at, standing_choices, to_100
from .small import SHADES, has_small_areas
from .workings import Cell, Workings, beside, workings_of


@dataclass(frozen=True)
class Place:
    area: Area
    rank: int | None
    score: float | None
    cells: tuple[Cell, ...]
    level: int | None = None  # class on the map, 1 to 5, 5 the greatest need

    @property
    def known(self) -> int:
        return sum(cell.value is not None for cell in self.cells)

    @property
    def stands_out(self) -> tuple[Cell, ...]:
        """The three indicators on which this place stands nearest to the greatest need."""
        scored = [cell for cell in self.cells if cell.normalised is not None]
        return tuple(sorted(scored, key=lambda cell: -(cell.normalised or 0))[:3])


@dataclass(frozen=True)
class NeedIndex:
    method: IndexMethod
    indicators: tuple[Indicator, ...]
    places: tuple[Place, ...]  # by rank, then those that are not ranked, by name
    labels: tuple[str, ...]  # provenances of the indicators and of the values shown
    workings: Workings | None = None  # None where no place can be ranked
    problem: str = ""  # why the index cannot be worked out as it was chosen

    @property
    def says(self) -> tuple[str, ...]:
        """What a reader must know of the weights."""
        return self.workings.says if self.workings else ()

    @property
    def is_of_100(self) -> bool:
        """Whether scores lie on a line from 0 to 100: else they are in the indicators' own units."""
        return self.method.normalise != IndexMethod.Normalise.SCALED

    @property
    def ranked(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.rank is not None)

    @property
    def unranked(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.rank is None)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source that an indicator names, for the attribution that its licence asks for."""
        return tuple({each.source: None for each in self.indicators if each.source})

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({cell.year for place in self.ranked for cell in place.cells if cell.year}))

    def place_of(self, code: str) -> Place | None:
        return next((place for place in self.places if place.area.code == code), None)

    def first(self, k: int) -> tuple[Place, ...]:
        """The first k places; where scores are tied at the end, more than k."""
        return tuple(place for place in self.ranked if place.rank is not None and place.rank <= k)

    def gap_after(self, k: int) -> float | None:
        """How many points lie between the k-th place and the next."""
        if not 0 < k < len(self.ranked):
            return None
        above, below = self.ranked[k - 1].score, self.ranked[k].score
        return None if above is None or below is None else above - below


def index_of(programme: Programme, tried: IndexMethod | None = None) -> NeedIndex:
    """As it stands, or as another method would work it out.

    Three queries: indicators, areas, and the latest known value of each indicator in each area; and one for each
    table that the method rests on besides.
    """
    rows_of = Indicator.objects.filter(programme=programme).select_related("source")
    indicators = tuple(rows_of.annotate(standing=standing_choices(programme)))
    method = tried or method_standing_at(indicators, programme)
    areas = list(areas_of(programme).annotate(has_small_areas=has_small_areas(programme)))
    found = {(row.indicator_id, row.area_id): row for row in latest_values(programme)}
    rows = {area: tuple(_cell(each, found.get((each.pk, area.pk))) for each in indicators) for area in areas}
    shown = {each.provenance for each in indicators} | {row.provenance for row in found.values()}
    index = NeedIndex(method, indicators, (), tuple(sorted(shown - {""})))
    return _with_places(index, rows, programme)


def _with_places(index: NeedIndex, rows: Mapping[Area, tuple[Cell, ...]], programme: Programme) -> NeedIndex:
    scored = {area: cells for area, cells in rows.items() if _enough(cells, index.method)}
    try:
        work = workings_of(index.method, index.indicators, scored, beside(index.method, programme))
        places = _scored(scored, work, index.method) if scored else []
    except Refused as why:
        work, places, problem = None, [], str(why)
    except ValueError as why:
        # What the values make impossible, such as a power of a number below 0, a method says in its own words.
        work, places, problem = None, [], str(why)
    else:
        problem = ""
    ranked = {place.area for place in places}
    places += [Place(area, None, None, cells) for area, cells in rows.items() if area not in ranked]
    return replace(
        index,
        places=tuple(sorted(places, key=_by_rank)),
        workings=work if scored else None,
        problem=problem if scored else "",
    )


def latest_values(programme: Programme) -> QuerySet[IndicatorValue]:
    """One row an indicator and area: the latest that is known, or else the latest that says why it is not."""
    known_first = Case(
        When(status=IndicatorValue.Status.OK, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    place = Window(
        RowNumber(),
        partition_by=[F("indicator_id"), F("area_id")],
        order_by=[known_first.asc(), F("year").desc()],
    )
    rows = IndicatorValue.objects.filter(indicator__programme=programme).order_by()
    return rows.annotate(place=place).filter(place=1)


def _cell(indicator: Indicator, row: IndicatorValue | None) -> Cell:
    if row is None:
        return Cell(indicator, None, None, IndicatorValue.Status.MISSING)
    return Cell(indicator, row.year, row.value, row.status, row.low, row.high)


def _enough(cells: Sequence[Cell], method: IndexMethod) -> bool:
    known = sum(cell.indicator.weight for cell in cells if cell.value is not None)
    return is_enough(known, sum(cell.indicator.weight for cell in cells), method.least_known)


def _scored(rows: Mapping[Area, tuple[Cell, ...]], work: Workings, method: IndexMethod) -> list[Place]:
    index = work.index
    factor = to_100(method.normalise, len(work.areas))
    scores = [_known(score * factor) for score in index.scores]
    shades = _shades(scores)
    # What stands in its own units is drawn on a line between its least and its greatest.
    own = method.normalise == IndexMethod.Normalise.SCALED
    on_a_line = minmax(index.normalised) if own else index.normalised * factor
    by_indicator = [ranks(column) for column in index.normalised.T]
    by_code = {area.code: area for area in rows}
    return [
        Place(
            by_code[code],
            index.ranks[at],
            scores[at],
            tuple(
                replace(cell, normalised=_known(on_a_line[at, n]), rank=by_indicator[n][at])
                for n, cell in enumerate(rows[by_code[code]])
            ),
            shades[at],
        )
        for at, code in enumerate(work.areas)
    ]


def _shades(scores: Sequence[float | None]) -> list[int | None]:
    """As many places in each shade as can be: the classes that the map of need begins with."""
    cut = classes([nan if score is None else score for score in scores], SHADES)
    return [None if number is None else shade(number, len(cut.bounds)) for number in cut.numbers]


def shade(number: int, of: int) -> int:
    """Of the five, for a class counted from the least need up: fewer classes are drawn far apart."""
    return 1 + round((number - 1) * (SHADES - 1) / (of - 1)) if of > 1 else (1 + SHADES) // 2


def _known(number: float) -> float | None:
    return None if isnan(number) else float(number)


def _by_rank(place: Place) -> tuple[bool, int, str]:
    return (place.rank is None, place.rank or 0, place.area.name)


# The map


def tiles(programme: Programme, index: NeedIndex, decided: set[int]) -> list[Tile]:
    """Every borough that has a place on the map, darkest where need is greatest, marked where it was chosen."""
    return [
        Tile(
            place.area.code,
            place.area.name,
            place.area.tile_row,
            place.area.tile_column,
            place.level,
            in_words(place, index, place.area.pk in decided),
            area_address(place.area, programme.slug),
            marked=place.area.pk in decided,
        )
        for place in sorted(index.places, key=lambda place: place.area.name)
        if place.area.tile_row is not None and place.area.tile_column is not None
    ]


def in_words(place: Place, index: NeedIndex, chosen: bool) -> str:
    if place.rank is None or place.score is None:
        return _("not ranked, %(known)s of %(all)s indicators known") % {
            "known": place.known,
            "all": len(index.indicators),
        }
    words = _("rank %(rank)s of %(n)s, score %(score)s") % {
        "rank": place.rank,
        "n": len(index.ranked),
        "score": f"{place.score:.1f}",
    }
    return _("%(words)s, chosen to begin with") % {"words": words} if chosen else words


def class_bounds(index: NeedIndex) -> list[tuple[int, float, float, int]]:
    """Each class on the map: its number, its lowest and highest score, how many boroughs are in it."""
    sizes = Counter(place.level for place in index.ranked if place.level)
    bounds = []
    for level in sorted(sizes):
        scores = [place.score for place in index.ranked if place.level == level and place.score is not None]
        bounds.append((level, min(scores), max(scores), sizes[level]))
    return bounds
