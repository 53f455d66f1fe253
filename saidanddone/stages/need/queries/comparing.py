"""One indicator against its benchmark: which places differ from it by more than chance, and how far chance goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from saidanddone.files.indicators.counts import wrong_in
from saidanddone.methods.benchmark import BYAR_FROM, LEVELS, LOWER, PROPORTION, SIMILAR, Estimate, verdict
from saidanddone.methods.funnel import DISPERSED_ABOVE, Band, band_at, funnel
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import areas_of

from ..models import Indicator, IndicatorValue
from ..rules import sign
from .counts import estimate_of_counts

Kind, Status = Indicator.Kind, IndicatorValue.Status
BETTER, WORSE = "better", "worse"
VERDICTS = (WORSE, SIMILAR, BETTER)
CURVE = 40  # sizes at which the limits of a funnel are drawn
FEW = BYAR_FROM


@dataclass(frozen=True)
class Compared:
    """One place: its value, what it stands on, and how it stands to the benchmark."""

    area: Area
    status_says: str  # why there is no value, where there is none
    value: float | None = None
    low: float | None = None  # at 95%
    high: float | None = None
    low_outer: float | None = None  # at 99.8%, of counts alone
    high_outer: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    at_95: str = ""  # one of VERDICTS; blank where nothing can be said
    at_998: str = ""
    is_share: bool = False
    is_suppressed: bool = False
    provenance: str = ""

    @property
    def has_counts(self) -> bool:
        return self.numerator is not None

    @property
    def is_few(self) -> bool:
        """So few events that one more or less would change much: for these limits are exact, not Byar's."""
        return self.numerator is not None and self.numerator < FEW


@dataclass(frozen=True)
class Benchmark:
    value: float
    says: str  # what it is, as declared; blank where it is that of the places taken together
    places: int = 0  # how many were taken together


@dataclass(frozen=True)
class Comparison:
    indicator: Indicator
    year: int
    years: tuple[int, ...]  # in which something is known, the newest first
    places: tuple[
        Compared, ...
    ]  # those furthest on the side of need first, then those of which less can be said
    benchmark: Benchmark | None
    dispersion: float | None  # of those with counts; None where no funnel can be drawn
    bands: tuple[Band, ...]  # of the funnel, in the unit of the value

    @property
    def known(self) -> tuple[Compared, ...]:
        return tuple(each for each in self.places if each.value is not None)

    @property
    def unknown(self) -> tuple[Compared, ...]:
        return tuple(each for each in self.places if each.value is None)

    @property
    def said(self) -> tuple[Compared, ...]:
        """Those of which it can be said how they stand, at 95% at least."""
        return tuple(each for each in self.places if each.at_95)

    @property
    def counted(self) -> tuple[Compared, ...]:
        return tuple(each for each in self.places if each.has_counts)

    @property
    def by_limits(self) -> tuple[Compared, ...]:
        """Those with limits given with the value and without counts: of them nothing is said at 99.8%."""
        return tuple(each for each in self.places if each.low is not None and not each.has_counts)

    @property
    def bare(self) -> tuple[Compared, ...]:
        return tuple(each for each in self.known if each.low is None)

    @property
    def varies_too_much(self) -> bool:
        return self.dispersion is not None and self.dispersion > DISPERSED_ABOVE

    def times(self, verdict: str, *, outer: bool = False) -> int:
        return sum((each.at_998 if outer else each.at_95) == verdict for each in self.places)


def comparison_of(indicator: Indicator, programme: Programme, year: int | None = None) -> Comparison | None:
    """Of one year, or of the newest; None where nothing is known. Two queries: the places and the values."""
    rows = list(IndicatorValue.objects.filter(indicator=indicator))
    years = tuple(sorted({row.year for row in rows if row.status == Status.OK}, reverse=True))
    if not years:
        return None
    chosen = year if year in years else years[0]
    by_area = {row.area_id: row for row in rows if row.year == chosen}
    found = [_worked_out(indicator, area, by_area.get(area.pk)) for area in areas_of(programme)]
    benchmark = _benchmark(indicator, found)
    places = [_against(each, benchmark, indicator) for each in found]
    dispersion, bands = _funnel(indicator, places, benchmark)
    return Comparison(
        indicator,
        chosen,
        years,
        tuple(sorted(places, key=lambda each: _order(each, sign(indicator.direction)))),
        benchmark,
        dispersion,
        bands,
    )


def _worked_out(indicator: Indicator, area: Area, row: IndicatorValue | None) -> Compared:
    status = Status(row.status if row else Status.MISSING)
    if row is None or row.value is None:
        return Compared(
            area,
            str(status.label),
            is_suppressed=status == Status.SUPPRESSED,
            provenance=row.provenance if row else "",
        )
    counts = _counts(indicator, row)
    if counts is None:
        return Compared(area, "", row.value, row.low, row.high, provenance=row.provenance)
    inner, outer = (estimate_of_counts(indicator, *counts, level) for level in LEVELS)
    return Compared(
        area, "", inner.value, inner.low, inner.high, outer.low, outer.high, *counts,
        is_share=indicator.kind == Kind.PROPORTION, provenance=row.provenance,
    )  # fmt: skip


def _counts(indicator: Indicator, row: IndicatorValue) -> tuple[float, float] | None:
    """Of a share or a rate; of a value as printed nobody says what its counts would make."""
    if indicator.kind == Kind.VALUE or row.numerator is None or row.denominator is None:
        return None
    wrong = wrong_in(row.numerator, row.denominator, indicator.kind)
    return None if wrong else (row.numerator, row.denominator)


def _benchmark(indicator: Indicator, places: Sequence[Compared]) -> Benchmark | None:
    """As declared, or else of all places together, from their counts."""
    if indicator.benchmark is not None:
        return Benchmark(indicator.benchmark, indicator.benchmark_is)
    counts = _pairs(places)
    if len(counts) < 2:
        return None
    events, people = (sum(column) for column in zip(*counts, strict=True))
    return Benchmark((indicator.per or 1.0) * events / people, "", len(counts))


def _pairs(places: Sequence[Compared]) -> list[tuple[int, float]]:
    return [
        (int(each.numerator), each.denominator)
        for each in places
        if each.numerator is not None and each.denominator is not None
    ]


def _against(each: Compared, benchmark: Benchmark | None, indicator: Indicator) -> Compared:
    if benchmark is None or each.value is None:
        return each
    return replace(
        each,
        at_95=verdict_on(each.value, each.low, each.high, benchmark.value, indicator),
        at_998=verdict_on(each.value, each.low_outer, each.high_outer, benchmark.value, indicator),
    )


def verdict_on(
    value: float, low: float | None, high: float | None, benchmark: float, indicator: Indicator
) -> str:
    """One of VERDICTS, by whether the interval holds the benchmark; blank where there is no interval."""
    if low is None or high is None:
        return ""
    found = verdict(Estimate(value, low, high, ""), benchmark)
    if found == SIMILAR:
        return SIMILAR
    return BETTER if (found == LOWER) == (sign(indicator.direction) > 0) else WORSE


def _funnel(
    indicator: Indicator, places: Sequence[Compared], benchmark: Benchmark | None
) -> tuple[float | None, tuple[Band, ...]]:
    """How much more than by chance the places differ, and limits around the benchmark for places of every size.

    An area lies outside them where its own interval does not hold the benchmark, so that the picture and the table
    say the same. None where there are too few counts, or nothing varies.
    """
    counts, per = _pairs(places), indicator.per or 1.0
    if benchmark is None or len(counts) < 2:
        return None, ()
    around = benchmark.value / per
    if around <= 0 or (indicator.kind == PROPORTION and around >= 1):
        return None, ()
    events, people = zip(*counts, strict=True)
    try:
        dispersion = funnel(events, people, indicator.kind, curve=2).dispersion
    except ValueError:  # nobody had it, or everybody: nothing to compare
        return None, ()
    smallest, largest = min(people), max(people)
    sizes = [smallest * (largest / smallest) ** (at / (CURVE - 1)) for at in range(CURVE)]
    return dispersion, tuple(_in_unit(band_at(size, around, indicator.kind), per) for size in sizes)


def _in_unit(band: Band, per: float) -> Band:
    return Band(
        band.size, band.low_outer * per, band.low_inner * per, band.high_inner * per, band.high_outer * per
    )


def _order(each: Compared, worse_is_higher: int) -> tuple[bool, float, str]:
    value = each.value
    return (value is None, 0.0 if value is None else -worse_is_higher * value, each.area.name)


def expected_outside(compared: int, level: float) -> str:
    """How many of so many that do not differ at all would look as if they did."""
    return f"{compared * (1 - level):.1f}"
