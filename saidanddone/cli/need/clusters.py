"""The work behind `said need clusters`: values on a map, and whether and where they cluster."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from saidanddone.files import BadTable
from saidanddone.files.cells import some
from saidanddone.files.geojson import read_areas
from saidanddone.files.indicators import values_of_column
from saidanddone.methods.contiguity import neighbours
from saidanddone.methods.moran import FALSE_SHARE, POWER_FROM, Moran, moran
from saidanddone.methods.rounding import round_half_up

QUADRANTS = {
    "HH": "high among high",
    "LL": "low among low",
    "HL": "high among low",
    "LH": "low among high",
    None: "no neighbour",
}


@dataclass(frozen=True)
class Clusters:
    areas: tuple[str, ...]
    names: tuple[str, ...]
    beside: tuple[tuple[str, ...], ...]
    found: Moran
    only_in_values: tuple[str, ...]
    only_on_map: tuple[str, ...]  # and those whose value is missing

    def as_json(self) -> dict[str, object]:
        return {
            "global": {"I": self.found.I, "p": self.found.p},
            "areas": [
                {
                    "area": area,
                    "I": local.I,
                    "p": local.p,
                    "quadrant": local.quadrant,
                    "neighbours": list(beside),
                    "discovery": local.is_discovery,
                }
                for area, local, beside in zip(self.areas, self.found.areas, self.beside, strict=True)
            ],
            "permutations": self.found.permutations,
            "only_in_values": list(self.only_in_values),
            "only_on_map": list(self.only_on_map),
            "sentences": self.sentences(),
            "cannot_say": self.cannot_say(),
        }

    def cells(self) -> list[list[str]]:
        """The areas that are part of a cluster, however uncertain; the surest first."""
        rows = [
            (local.sure_p, area, name, local)
            for area, name, local in zip(self.areas, self.names, self.found.areas, strict=True)
            if local.sure_p is not None and local.sure_p <= FALSE_SHARE
        ]
        return [
            [
                f"{name} ({area})" if name else area,
                QUADRANTS[local.quadrant],
                f"{local.I:.3f}",
                f"{p:.4f}",
                "yes" if local.is_discovery else "no",
            ]
            for p, area, name, local in sorted(rows, key=lambda row: row[:2])
        ]

    def sentences(self) -> list[str]:
        """To be pasted into a paper."""
        standing = [
            name or area
            for area, name, local in zip(self.areas, self.names, self.found.areas, strict=True)
            if local.is_discovery
        ]
        seen = sum(local.sure_p is not None and local.sure_p <= FALSE_SHARE for local in self.found.areas)
        said = [
            f"Moran's I is {round_half_up(self.found.I, 3)} over {len(self.areas)} areas "
            f"(p = {self.found.sure_p:.4f}, {self.found.permutations:,} permutations): " + self._in_words(),
            f"Taken one by one {seen} areas stand out at 5 in 100; when at most 5 in 100 of those named are to be "
            f"false, {len(standing)} {'does' if len(standing) == 1 else 'do'}"
            + (f": {some(standing)}." if standing else "."),
        ]
        if self.found.has_little_power:
            said.append(
                f"Fewer than {POWER_FROM} areas tell little: that no cluster is found does not mean that there is none."
            )
        return said

    def cannot_say(self) -> list[str]:
        said = [
            "A cluster is not a cause: areas side by side share employers, housing and history.",
            "Borders were drawn for government. With other borders there would be other clusters, and what lies beyond "
            "the edge of the map is not known.",
        ]
        alone = [area for area, beside in zip(self.areas, self.beside, strict=True) if not beside]
        if alone:
            said.append(f"Without a neighbour that has a value: {', '.join(alone[:10])}.")
        return said

    def _in_words(self) -> str:
        if self.found.sure_p > FALSE_SHARE:
            return "no pattern beyond chance."
        alike = "like" if self.found.I > 0 else "unlike"
        return f"areas are {alike} their neighbours, more than chance would have it."


def clusters(values_file: Path, areas_file: Path, column: str, permutations: int, seed: int) -> Clusters:
    """Raises BadTable, or ValueError in one sentence."""
    values = values_of_column(values_file, column)
    shapes = {each.code: each for each in read_areas(areas_file)}
    codes = tuple(sorted(code for code in shapes if code in values))
    if len(codes) < 3:
        raise BadTable(
            file=areas_file.name,
            line=None,
            column=None,
            problem=f"{len(codes)} of its areas have a value in {values_file.name}",
            allowed="three or more with the same codes in both files",
        )
    beside = neighbours([shapes[code].vertices for code in codes])
    try:
        found = moran([values[code] for code in codes], beside, permutations=permutations, seed=seed)
    except ValueError as why:
        raise ValueError(f"{values_file.name}, column {column}: {why}") from why
    return Clusters(
        areas=codes,
        names=tuple(shapes[code].name for code in codes),
        beside=tuple(tuple(codes[other] for other in beside.of(at)) for at in range(len(codes))),
        found=found,
        only_in_values=tuple(sorted(set(values) - set(shapes))),
        only_on_map=tuple(sorted(set(shapes) - set(values))),
    )
