from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from saidanddone.files import CheckedRow
from saidanddone.files.types import IsoDate
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import SEVERAL, Loading, Row, TableOf, fits, once, several

from .actions import record_paths
from .models import Path
from .queries import paths_in_file_order


class PathRow(Row):
    area: str | None
    way: Literal["adult", "child"]
    team: str
    telephone: str | None
    hours: str | None
    out_of_hours: str | None
    steps: str
    checked_on: IsoDate | None


def load_paths(loading: Loading, rows: Sequence[CheckedRow[PathRow]]) -> None:
    once(rows, "area", "way")
    record_paths(
        paths=[
            fits(at, Path(
                programme=loading.programme, area=loading.find("area", at.row.area, at, "area"),
                way=at.row.way, team=at.row.team, telephone=at.row.telephone or "",
                hours=at.row.hours or "", out_of_hours=at.row.out_of_hours or "",
                steps="\n".join(several(at.row.steps)), checked_on=at.row.checked_on, **at.row.from_where(),
            ))
            for at in rows
        ],
        by=loading.by,
    )  # fmt: skip


def dump_paths(programme: Programme) -> Iterable[Sequence[object]]:
    for p in paths_in_file_order(programme):
        yield (
            p.area.code if p.area else None, p.way, p.team, p.telephone, p.hours, p.out_of_hours,
            SEVERAL.join(p.lines), p.checked_on, p.provenance, p.note,
        )  # fmt: skip


TABLES = [TableOf("safeguarding_paths", PathRow, load_paths, dump_paths)]
