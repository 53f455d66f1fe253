"""Outlines that somebody gives, of boroughs or of small areas, and takes away again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from saidanddone.files.geojson import Polygons
from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.people.rules.letters import check_lines
from saidanddone.programme.actions import ROWS_A_STATEMENT, recorded, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import areas_of
from saidanddone.programme.rules import Person, check_leads, check_one_programme
from saidanddone.programme.tables import SEVERAL

from ..models import AreaMap, AreaShape, SmallArea
from ..queries.outlined import SMALL_AREAS
from ..rules import check_some_are_outlined


@verb
def add_map(
    *,
    person: Person,
    programme: Programme,
    fields: dict[str, Any],
    polygons: Sequence[Polygons],
    of_small_areas: bool,
    by: Account | None,
) -> AreaMap:
    """Outlines of small areas stand at the small areas; given again, they take the place of those before."""
    check_leads(person)
    check_one_programme(programme.pk, fields.get("source"))
    rows = SmallArea.objects.filter(programme=programme) if of_small_areas else areas_of(programme)
    known = {row.code: row for row in rows}
    check_some_are_outlined([each.code for each in polygons if each.code in known])
    # A code with the sign between several of them could not be told from two in a file.
    strangers = [each.code.replace(SEVERAL, " ") for each in polygons if each.code not in known]
    if of_small_areas:
        _forget_small_outlines(programme)
    key = SMALL_AREAS if of_small_areas else _free_key(programme)
    made = AreaMap(programme=programme, key=key, strangers=strangers, **fields)
    made.full_clean(exclude=["strangers"])  # it may well be that there are none
    check_lines(made)
    recorded([made], "need.add_map", by=by)
    matched = [(known[each.code], each.rings) for each in polygons if each.code in known]
    if of_small_areas:
        for small, rings in matched:
            small.rings = rings
        SmallArea.objects.bulk_create(
            [small for small, _rings in matched],
            batch_size=ROWS_A_STATEMENT,
            update_conflicts=True,
            unique_fields=["programme", "code"],
            update_fields=["rings"],
        )
    else:
        shapes = [AreaShape(map=made, area=area, rings=rings) for area, rings in matched]
        AreaShape.objects.bulk_create(shapes, batch_size=ROWS_A_STATEMENT)
    return made


def _free_key(programme: Programme) -> str:
    taken = set(AreaMap.objects.filter(programme=programme).values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"map-{number}") not in taken)


def _forget_small_outlines(programme: Programme) -> None:
    AreaMap.objects.filter(programme=programme, key=SMALL_AREAS).delete()
    SmallArea.objects.filter(programme=programme, rings__isnull=False).update(rings=None)


@verb
def throw_away_map(*, person: Person, map: AreaMap, by: Account | None) -> None:
    """The one given before it is drawn again."""
    check_leads(person)
    audited("need.throw_away_map", map, by=by, programme_slug=map.programme.slug)
    if map.key == SMALL_AREAS:
        _forget_small_outlines(map.programme)
    else:
        map.delete()
