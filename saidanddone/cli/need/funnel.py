"""The work behind `said need funnel`: which areas lie further from the average than chance and their size explain."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from saidanddone.document.blocks import Picture
from saidanddone.document.pictures import FunnelLimits, FunnelPoint, FunnelWords, funnel_plot
from saidanddone.files.cells import some
from saidanddone.methods.benchmark import KINDS, PROPORTION
from saidanddone.methods.checks import percent
from saidanddone.methods.funnel import ABOVE, BELOW, DISPERSED_ABOVE, INNER, INSIDE, OUTER, Funnel, Point
from saidanddone.methods.funnel import funnel as worked_out
from saidanddone.methods.rounding import round_half_up

from .counts import Counted, Counts, amount, check_multiplier, figure, read_counts

LIMITS = (percent(OUTER), percent(INNER))


@dataclass(frozen=True)
class Plotted:
    counts: Counts
    found: Funnel
    kind: str
    multiplier: float

    @property
    def areas(self) -> tuple[tuple[Counted, Point], ...]:
        return tuple(zip(self.counts.areas, self.found.points, strict=True))

    def as_json(self) -> dict[str, object]:
        return {
            "average": self.found.average * self._unit,
            "areas": [
                {
                    "area": each.area,
                    **({"name": each.name} if each.name else {}),
                    "value": point.value * self._unit,
                    "where": point.where,
                    "numerator": each.numerator,
                    "denominator": each.denominator,
                }
                for each, point in self.areas
            ],
            "limits": [
                {
                    "denominator": band.size,
                    "low_99_8": band.low_outer * self._unit,
                    "low_95": band.low_inner * self._unit,
                    "high_95": band.high_inner * self._unit,
                    "high_99_8": band.high_outer * self._unit,
                }
                for band in self.found.bands
            ],
            "dispersion": self.found.dispersion,
            "varies_too_much": self.found.varies_too_much,
            "kind": self.kind,
            "multiplier": None if self.kind == PROPORTION else self.multiplier,
            "left_out": [{"area": area, "why": why} for area, why in self.counts.left_out.items()],
            "sentences": self.sentences(),
            "cannot_say": self.cannot_say(),
        }

    def cells(self) -> list[list[str]]:
        """Who stands out first, then by code."""
        return [
            [
                each.shown,
                f"{each.numerator:,}",
                amount(each.denominator),
                self._shown(point.value),
                point.where,
            ]
            for each, point in sorted(self.areas, key=lambda pair: _how_far(pair[1]), reverse=True)
        ]

    def sentences(self) -> list[str]:
        """To be pasted into a paper."""
        number = len(self.areas)
        outside = [
            f"{len(names)} {'lies' if len(names) == 1 else 'lie'} {side} the limits at {limit} ({some(names)})"
            for side in (ABOVE, BELOW)
            for limit in LIMITS
            if (names := self._names(f"{side} {limit}"))
        ]
        unit = "" if self.kind == PROPORTION else f" per {self.multiplier:,g}"
        by_chance = [round_half_up(number * (1 - level), 1) for level in (INNER, OUTER)]
        own = "Wilson's" if self.kind == PROPORTION else "Byar's or exact"
        said = [
            f"Around the average of {number} areas taken together, {self._shown(self.found.average)}{unit}, "
            f"{'; '.join(outside) if outside else 'no area lies outside the limits of chance'}.",
            f"An area lies outside where its own interval ({own}, at 95% or 99.8%) does not hold the average; by "
            f"chance alone about {by_chance[0]} of {number} would at 95% and {by_chance[1]} at 99.8%.",
        ]
        if self.found.varies_too_much:
            said.append(
                f"The areas vary {round_half_up(self.found.dispersion, 1)} times as much as chance would have it "
                f"(more than {DISPERSED_ABOVE:g}): more than chance and size sets them apart, so that to lie outside "
                "says less of an area than it seems."
            )
        return said

    def cannot_say(self) -> list[str]:
        said = [
            "An area outside is to be looked into, not blamed: how it counts, and who lives there, come first.",
            "Only size is allowed for. Areas may differ in age (said need standardise allows for it), in deprivation, "
            "or in how events are recorded.",
            "The average is that of the areas themselves, and a large area draws it towards itself.",
        ]
        if self.counts.left_out:
            left_out = "; ".join(f"{area}, {why}" for area, why in list(self.counts.left_out.items())[:12])
            said.append(f"Without counts an area is left out: {left_out}.")
        return said

    def picture(self) -> Picture:
        bands = self.found.bands
        return funnel_plot(
            [
                FunnelPoint(
                    name=each.name or each.area,
                    size=each.denominator,
                    value=point.value * self._unit,
                    beyond=_how_far(point),
                    shown=self._shown(point.value),
                    base=f"{each.numerator:,} of {amount(each.denominator)}",
                    says=point.where,
                )
                for each, point in self.areas
            ],
            [
                FunnelLimits(
                    band.size,
                    *(
                        limit * self._unit
                        for limit in (band.low_outer, band.low_inner, band.high_inner, band.high_outer)
                    ),
                )
                for band in bands
            ],
            average=self.found.average * self._unit,
            say=self._tick,
            key="funnel",
            title="How far areas lie from their average, for their size",
            caption=f"{len(self.areas)} areas",
            words=FunnelWords(size="Denominator"),
        )

    @property
    def _unit(self) -> float:
        return 1.0 if self.kind == PROPORTION else self.multiplier

    def _names(self, where: str) -> list[str]:
        return [each.name or each.area for each, point in self.areas if point.where == where]

    def _shown(self, value: float) -> str:
        return f"{round_half_up(value * 100, 1)}%" if self.kind == PROPORTION else figure(value * self._unit)

    def _tick(self, value: float) -> str:
        """On the line of values, in their own unit, and no longer than it needs to be."""
        said = figure(value * 100 if self.kind == PROPORTION else value)
        short = said.rstrip("0").rstrip(".") if "." in said else said
        return f"{short}%" if self.kind == PROPORTION else short


def funnel(file: Path, kind: str, multiplier: float) -> Plotted:
    """Raises BadTable, or ValueError in one sentence; nothing is written."""
    if kind not in KINDS:
        raise ValueError(f"--kind is “{kind}”; allowed: {', '.join(KINDS)}")
    check_multiplier(multiplier)
    counts = read_counts(file, kind)
    if len(counts.areas) < 2:
        raise ValueError(
            f"{counts.file}: there is one area with counts; allowed: two or more, to be compared"
        )
    try:
        found = worked_out(
            [each.numerator for each in counts.areas], [each.denominator for each in counts.areas], kind
        )
    except ValueError as why:
        raise ValueError(f"{counts.file}: {why}") from why
    return Plotted(counts, found, kind, multiplier)


def _how_far(point: Point) -> int:
    """As a picture asks it: 0 inside, 1 beyond the inner limits, 2 beyond the outer."""
    return 0 if point.where == INSIDE else 2 if point.where.endswith(LIMITS[0]) else 1
