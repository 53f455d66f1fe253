"""The directory, and the support packs, as tables.

A service is a row of plain cells. What they cannot say of it stands in `more`, as the directory standard writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal
from uuid import UUID

from saidanddone.files import BadTable, CheckedRow
from saidanddone.files.types import IsoDate, Number, Whole
from saidanddone.programme.models import Programme
from saidanddone.programme.tables import SEVERAL, Loading, Row, TableOf, fits, once, several
from saidanddone.words.rules import is_language

from .actions import directory as actions
from .actions import packs as pack_actions
from .models import HandOut, Need, PackVersion, SupportPack
from .queries import tables as queries
from .queries.feed import without_organisation
from .rules import standard
from .rules.flat import Directory, Said, flattened
from .rules.places import with_area
from .rules.plain import Plain, new_document, plain_of
from .rules.reading import BadDirectory, check_row, read_json
from .rules.standard import Kind

SEVERAL_LINES = ("phones", "opening", "languages", "needs")
Columns = dict[tuple[str, str], dict[str, Any]]


class SharedRow(Row):
    """An organisation, a taxonomy or a term: its name, and all else that the standard says of it."""

    id: str
    name: str
    description: str | None
    more: str | None


class TermRow(SharedRow):
    taxonomy: str | None
    need: str | None


class ServiceRow(Row):
    id: str
    organisation: str | None
    area: str | None
    name: str
    description: str | None
    status: Literal["active", "inactive", "defunct", "temporarily closed"]
    alert: str | None
    url: str | None
    email: str | None
    phones: str | None
    opening: str | None
    languages: str | None
    needs: str | None
    fees: str | None
    minimum_age: Number | None
    maximum_age: Number | None
    eligibility: str | None
    how_to_ask: str | None
    place: str | None
    address: str | None
    town: str | None
    county: str | None
    postcode: str | None
    how_to_get_there: str | None
    getting_in: str | None
    more: str | None


def _bad(at: CheckedRow[Any], column: str, problem: str, allowed: str = "") -> BadTable:
    return BadTable(file=at.file, line=at.line, column=column, problem=problem, allowed=allowed)


def _id(at: CheckedRow[Any], said: str, column: str = "id") -> str:
    try:
        return str(UUID(said))
    except ValueError as why:
        raise _bad(at, column, f"“{said}” is not allowed", standard.UUID) from why


def _more(at: CheckedRow[Any]) -> Said:
    try:
        found = read_json((at.row.more or "{}").encode())
    except BadDirectory as why:
        raise _bad(at, "more", str(why)) from why
    if not isinstance(found, dict):
        raise _bad(at, "more", "this is no row of a directory", 'JSON such as {"fees_description": "free"}')
    return found


def _checked(at: CheckedRow[Any], kind: Kind, document: Said) -> Said:
    try:
        return check_row(document, kind, "$")
    except BadDirectory as why:
        raise _bad(at, "more" if at.row.more else "id", str(why)) from why


def _compact(said: Said) -> str | None:
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else None


# What services share


def _shared(at: CheckedRow[Any], kind: Kind) -> Said:
    r = at.row
    own = {"id": _id(at, r.id), "name": r.name, "description": r.description or ""}
    return _checked(at, kind, own | _more(at))


def _load_shared(loading: Loading, rows: Sequence[CheckedRow[Any]], kind: Kind, name: str, into: str) -> None:
    once(rows, "id")
    found = [(at, _shared(at, kind)) for at in rows]
    directory = flattened((at.file, kind, said) for at, said in found)
    columns: Columns = {(name, said["id"]): at.row.from_where() | _also(at) for at, said in found}
    for at, said in found:
        loading.keep(into, said["id"], said["id"])
        if isinstance(at.row, TermRow) and at.row.taxonomy:
            taxonomy = loading.find("taxonomy", at.row.taxonomy, at, "taxonomy")
            directory.taxonomy_of[said["id"]] = taxonomy
    _kept(loading, directory, columns)


def _also(at: CheckedRow[Any]) -> dict[str, Any]:
    if not isinstance(at.row, TermRow):
        return {}
    need = at.row.need or ""
    if need and need not in Need.values:
        raise _bad(at, "need", f"“{need}” is not allowed", ", ".join(Need.values))
    return {"need": need}


def _kept(loading: Loading, directory: Directory, columns: Columns) -> None:
    actions.record_directory(programme=loading.programme, directory=directory, columns=columns, by=loading.by)


def load_organisations(loading: Loading, rows: Sequence[CheckedRow[SharedRow]]) -> None:
    _load_shared(loading, rows, standard.ORGANISATION, "organisation", "support organisation")


def load_taxonomies(loading: Loading, rows: Sequence[CheckedRow[SharedRow]]) -> None:
    _load_shared(loading, rows, standard.TAXONOMY, "taxonomy", "taxonomy")


def load_terms(loading: Loading, rows: Sequence[CheckedRow[TermRow]]) -> None:
    _load_shared(loading, rows, standard.TERM, "term", "term")


def _dump_shared(row: Any) -> tuple[object, ...]:
    said = {name: value for name, value in row.said.items() if name not in {"name", "description"}}
    return (str(row.oruk_id), row.name, row.said.get("description"), _compact(said))


def dump_organisations(programme: Programme) -> Iterable[Sequence[object]]:
    for row in queries.organisations_of(programme):
        yield (*_dump_shared(row), row.provenance, row.note)


def dump_taxonomies(programme: Programme) -> Iterable[Sequence[object]]:
    for row in queries.taxonomies_of(programme):
        yield (*_dump_shared(row), row.provenance, row.note)


def dump_terms(programme: Programme) -> Iterable[Sequence[object]]:
    for row in queries.terms_of(programme):
        taxonomy = str(row.taxonomy.oruk_id) if row.taxonomy else None
        yield (*_dump_shared(row), taxonomy, row.need, row.provenance, row.note)


# Services


def load_services(loading: Loading, rows: Sequence[CheckedRow[ServiceRow]]) -> None:
    once(rows, "id")
    documents, columns = [], {}
    for at in rows:
        document = _document(loading, at)
        area = loading.find("area", at.row.area, at, "area")
        document = with_area(document, area)
        documents.append((at.file, standard.SERVICE, document))
        columns["service", document["id"]] = {"area": area, **at.row.from_where()}
        loading.keep("service", document["id"], document["id"])
    _kept(loading, flattened(documents), columns)


def _document(loading: Loading, at: CheckedRow[ServiceRow]) -> Said:
    r = at.row
    cells = r.model_dump(exclude={"id", "organisation", "area", "more", "provenance", "note"})
    for name in SEVERAL_LINES:
        cells[name] = tuple(several(cells[name]))
    for need in cells["needs"]:
        if need not in Need.values:
            raise _bad(at, "needs", f"“{need}” is not allowed", ", ".join(Need.values))
    plain = Plain(**{name: _whole(value) for name, value in cells.items() if value is not None})
    service_id = _id(at, r.id)
    document = {**new_document(service_id, plain), **_more(at)}
    if r.organisation:
        loading.find("support organisation", r.organisation, at, "organisation")
        document["organization_id"] = r.organisation
    return _checked(at, standard.SERVICE, document)


def _whole(value: Any) -> Any:
    """A number without a fraction as it was written."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def dump_services(programme: Programme) -> Iterable[Sequence[object]]:
    for row in queries.services_of(programme):
        document = without_organisation(row)
        plain = plain_of(document)
        built = with_area(new_document(str(row.oruk_id), plain), row.area)
        names = [*document, *(name for name in built if name not in document)]
        more = {name: document.get(name) for name in names if document.get(name) != (built.get(name) or None)}
        cells = {
            name: SEVERAL.join(value) if isinstance(value, tuple) else value
            for name, value in vars(plain).items()
        }
        yield (
            str(row.oruk_id), str(row.organisation.oruk_id) if row.organisation else None,
            row.area.code if row.area else None,
            *(cells[name] for name in ServiceRow.model_fields if name in cells),
            _compact(more), row.provenance, row.note,
        )  # fmt: skip


# Support packs


class PackRow(Row):
    key: str
    event: str
    title: str
    area: str | None
    handed_out_by: str


class PackVersionRow(Row):
    pack: str
    number: Whole
    language: str
    text: str
    services: str | None
    written_on: IsoDate
    reviewed_by: str | None
    reviewed_on: IsoDate | None
    next_review_on: IsoDate | None


class HandOutRow(Row):
    pack: str
    number: Whole
    language: str
    who: str
    area: str | None
    handed_on: IsoDate
    how_many: Whole


def load_packs(loading: Loading, rows: Sequence[CheckedRow[PackRow]]) -> None:
    once(rows, "key")
    packs = [
        fits(at, SupportPack(
            programme=loading.programme, key=at.row.key, event=at.row.event, title=at.row.title,
            area=loading.find("area", at.row.area, at, "area"), handed_out_by=at.row.handed_out_by,
            **at.row.from_where(),
        ))
        for at in rows
    ]  # fmt: skip
    for pack in pack_actions.record_packs(packs=packs, by=loading.by):
        loading.keep("support pack", pack.key, pack)


def load_pack_versions(loading: Loading, rows: Sequence[CheckedRow[PackVersionRow]]) -> None:
    once(rows, "pack", "number", "language")
    services = queries.services_by_id(loading.programme)
    made = []
    for at in rows:
        r = at.row
        if not is_language(r.language):
            raise _bad(at, "language", f"“{r.language}” is no language", "a code such as en or pt-BR")
        if bool(r.reviewed_by) != bool(r.reviewed_on):
            raise _bad(at, "reviewed_on", "who reviewed it and when go together", "both, or neither")
        version = fits(at, PackVersion(
            pack=loading.find("support pack", r.pack, at, "pack"), number=r.number, language=r.language,
            text=r.text, written_on=r.written_on, reviewed_by=r.reviewed_by or "", reviewed_on=r.reviewed_on,
            next_review_on=r.next_review_on, **r.from_where(),
        ))  # fmt: skip
        named = loading.find_all("service", several(r.services), at, "services")
        made.append((version, [services[each] for each in named]))
    for version in pack_actions.record_pack_versions(versions=made, by=loading.by):
        loading.keep("pack version", _version_key(version), version)


def _version_key(version: PackVersion) -> str:
    return f"{version.pack.key} {version.number} {version.language}"


def load_hand_outs(loading: Loading, rows: Sequence[CheckedRow[HandOutRow]]) -> None:
    hand_outs = [
        fits(at, HandOut(
            version=loading.find(
                "pack version", f"{at.row.pack} {at.row.number} {at.row.language}", at, "pack"
            ),
            who=at.row.who, area=loading.find("area", at.row.area, at, "area"), handed_on=at.row.handed_on,
            how_many=at.row.how_many, **at.row.from_where(),
        ))
        for at in rows
    ]  # fmt: skip
    pack_actions.record_hand_outs(hand_outs=hand_outs, by=loading.by)


def dump_packs(programme: Programme) -> Iterable[Sequence[object]]:
    for p in queries.packs_of(programme):
        yield (
            p.key, p.event, p.title, p.area.code if p.area else None, p.handed_out_by, p.provenance, p.note,
        )  # fmt: skip


def dump_pack_versions(programme: Programme) -> Iterable[Sequence[object]]:
    for v in queries.pack_versions_of(programme):
        named = SEVERAL.join(str(each.oruk_id) for each in v.services.all())
        yield (
            v.pack.key, v.number, v.language, v.text, named, v.written_on, v.reviewed_by, v.reviewed_on,
            v.next_review_on, v.provenance, v.note,
        )  # fmt: skip


def dump_hand_outs(programme: Programme) -> Iterable[Sequence[object]]:
    for h in queries.hand_outs_of(programme):
        v = h.version
        yield (
            v.pack.key, v.number, v.language, h.who, h.area.code if h.area else None, h.handed_on, h.how_many,
            h.provenance, h.note,
        )  # fmt: skip


TABLES = [
    TableOf("support_taxonomies", SharedRow, load_taxonomies, dump_taxonomies),
    TableOf("support_terms", TermRow, load_terms, dump_terms),
    TableOf("support_organisations", SharedRow, load_organisations, dump_organisations),
    TableOf("support_services", ServiceRow, load_services, dump_services),
    TableOf("support_packs", PackRow, load_packs, dump_packs),
    TableOf("support_pack_versions", PackVersionRow, load_pack_versions, dump_pack_versions),
    TableOf("support_hand_outs", HandOutRow, load_hand_outs, dump_hand_outs),
]
