"""Sources are named, and what is said of them is mended."""

from __future__ import annotations

from typing import Any

from saidanddone.people.models import Account
from saidanddone.programme.actions import saved, verb
from saidanddone.programme.models import Programme, Source
from saidanddone.programme.rules import Person, check_leads


@verb
def name_source(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> Source:
    check_leads(person)
    return saved(Source(programme=programme), fields, "need.name_source", by=by, programme=programme)


@verb
def change_source(*, person: Person, source: Source, fields: dict[str, Any], by: Account | None) -> Source:
    """What rests on it says so from then on. Its key, which rows of files go by, stays."""
    check_leads(person)
    return saved(source, fields, "need.change_source", by=by, programme=source.programme)
