from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import saved, verb
from saidanddone.programme.models import Area, Programme, Role
from saidanddone.programme.queries import held_area_id
from saidanddone.programme.rules import Person

from ..models import Brought, LineCheck, Organisation, Service, Suggestion, TaxonomyTerm
from ..queries.comparing import Comparison, compared
from ..queries.feed import without_organisation
from ..queries.turning import line_keys
from ..rules import standard
from ..rules.flat import Directory, Said, flattened
from ..rules.keeping import (
    check_changes_shared,
    check_is_open,
    check_keeps,
    check_keeps_lines,
    check_suggests,
)
from ..rules.places import with_area, without_area
from ..rules.plain import Plain, new_document, plain_of, rewritten
from ..rules.reading import BadDirectory, check_row, rows_of
from .keeping import Keeping, copy_columns

# From files


@verb
def put_by(
    *, person: Person, programme: Programme, area: Area | None, file: str, document: Any, by: Account
) -> Brought:
    """Lay a file aside until whoever brought it has seen what it would change."""
    check_keeps(person, area.pk if area else _any_area_of(person))
    compared(programme, flattened(rows_of(document)))  # what it names must be there
    fields = {"area": area, "file": file[:200], "document": document, "brought_by": by}
    return saved(Brought(programme=programme), fields, "support.put_by", by=by, programme=programme)


def _any_area_of(person: Person) -> int | None:
    """An organiser may bring a file whose services each name their borough."""
    return next(iter(sorted(person.areas_as({Role.ORGANISER}))), None)


@verb
def take_in(*, person: Person, brought: Brought, by: Account) -> Comparison:
    """Compared anew, since others may have written since; whole, or not at all."""
    comparison = compared(brought.programme, flattened(rows_of(brought.document)))
    keeping = Keeping(brought.programme, comparison, brought.area)
    keeping.check(person)
    _kept(keeping, "support.take_in", by)
    brought.delete()
    return comparison


@verb
def throw_away(*, person: Person, brought: Brought, by: Account) -> None:
    audited("support.throw_away", brought, by=by, programme_slug=brought.programme.slug)
    brought.delete()


@transaction.atomic
def record_directory(
    *,
    programme: Programme,
    directory: Directory,
    columns: Mapping[tuple[str, str], Mapping[str, Any]] | None = None,
    by: Account | None,
) -> Comparison:
    """The same for the command and for a programme's own tables, which nobody in particular brings."""
    comparison = compared(programme, directory)
    _kept(Keeping(programme, comparison, columns=columns or {}), "support.record_directory", by)
    return comparison


def _kept(keeping: Keeping, verb_name: str, by: Account | None) -> None:
    written = keeping.keep()
    if written:
        audited(verb_name, *written[:1], by=by, programme_slug=keeping.programme.slug)


@transaction.atomic
def throw_away_old(*, before: Any) -> int:
    return Brought.objects.filter(brought_at__lt=before).delete()[0]


# One service, by hand


@verb
def add_service(
    *,
    person: Person,
    programme: Programme,
    plain: Plain,
    organisation: str,
    area: Area | None,
    by: Account | None,
) -> Service:
    check_keeps(person, area.pk if area else None)
    document = new_document(str(uuid4()), plain)
    return _written(person, programme, document, organisation, area, "support.add_service", by)


@verb
def change_service(
    *,
    person: Person,
    service: Service,
    plain: Plain,
    organisation: str,
    area: Area | None,
    by: Account | None,
) -> Service:
    check_keeps(person, held_area_id(service))
    check_keeps(person, area.pk if area else None)
    service = _locked(service)
    document = rewritten(without_organisation(service), plain)
    if service.area != area:
        document = without_area(document, service.area)
        service.area = area
        service.save(update_fields=["area"])
    return _written(person, service.programme, document, organisation, area, "support.change_service", by)


def _written(
    person: Person,
    programme: Programme,
    document: Said,
    organisation: str,
    area: Area | None,
    verb_name: str,
    by: Account | None,
) -> Service:
    document = with_area(document, area) | {"last_modified": _now()}
    if organisation:
        document["organization"] = _organisation(programme, organisation)
    try:
        directory = flattened([("$", standard.SERVICE, check_row(document, standard.SERVICE, "$"))])
    except BadDirectory as why:
        raise Refused(str(why)) from why
    keeping = Keeping(programme, compared(programme, directory), area)
    keeping.check(person)
    keeping.keep()
    row: Service = keeping.rows["service"][document["id"]]
    audited(verb_name, row, by=by, programme_slug=programme.slug)
    return row


def _organisation(programme: Programme, name: str) -> Said:
    """The one of this name, or a new one."""
    known = Organisation.objects.filter(programme=programme, name__iexact=name).first()
    return {"id": str(known.oruk_id), **known.said} if known else {
        "id": str(uuid4()), "name": name, "description": name,
    }  # fmt: skip


def _now() -> str:
    return timezone.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _locked(service: Service) -> Service:
    return (
        Service.objects.select_for_update(of=("self",)).select_related("programme", "area").get(pk=service.pk)
    )


@verb
def check_service(*, person: Person, service: Service, by: Account) -> Service:
    """Somebody rang or went there: what we say of it is so today."""
    service = _locked(service)
    check_keeps(person, service.area_id)
    said = {name: value for name, value in service.said.items() if name != "assurer_email"}
    today = timezone.localdate().isoformat()
    service.checked_by = by
    return _said(service, said | {"assured_date": today}, "support.check_service", by)


@verb
def retire_service(*, person: Person, service: Service, by: Account) -> Service:
    service = _locked(service)
    check_keeps(person, service.area_id)
    return _said(service, service.said | {"status": "defunct"}, "support.retire_service", by)


def _said(service: Service, said: Said, verb_name: str, by: Account) -> Service:
    service.said = said | {"last_modified": _now()}
    copy_columns(service, service.said)
    service.save()
    audited(verb_name, service, by=by, programme_slug=service.programme.slug)
    return service


@verb
def call_term(*, person: Person, term: TaxonomyTerm, need: str, by: Account) -> TaxonomyTerm:
    """Say what people call the same."""
    areas = Service.objects.filter(terms=term).values_list("area", flat=True)
    check_changes_shared(person, term.name, areas)
    return saved(term, {"need": need}, "support.call_term", by=by, programme=term.programme)


@verb
def check_line(*, person: Person, programme: Programme, line: str, by: Account) -> LineCheck:
    check_keeps_lines(person)
    if line not in line_keys():
        raise Refused(_("There is no such line."))
    row = LineCheck.objects.filter(programme=programme, line=line).first()
    fields = {"line": line, "checked_on": timezone.localdate(), "checked_by": by}
    return saved(
        row or LineCheck(programme=programme), fields, "support.check_line", by=by, programme=programme
    )


# What others would write otherwise


@verb
def suggest_change(*, person: Person, service: Service, plain: Plain, why: str, by: Account) -> Suggestion:
    """Only what differs is kept, so that what is changed meanwhile is not written over."""
    check_suggests(person)
    now = plain_of(without_organisation(service))
    differs = {name: value for name, value in vars(plain).items() if value != getattr(now, name)}
    if not differs:
        raise Refused(_("Nothing here differs from what is written. Change what should be different."))
    fields = {
        "service": service,
        "fields": differs,
        "why": why,
        "suggested_by": by,
        "suggested_on": timezone.localdate(),
    }
    return saved(Suggestion(), fields, "support.suggest_change", by=by, programme=service.programme)


@verb
def decide_suggestion(
    *, person: Person, suggestion: Suggestion, accept: bool, answer: str, by: Account
) -> Suggestion:
    suggestion = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    check_is_open(suggestion.accepted)
    service = suggestion.service
    check_keeps(person, service.area_id)
    if accept:
        now = plain_of(without_organisation(service))
        change_service(
            person=person,
            service=service,
            plain=as_suggested(now, suggestion.fields),
            organisation="",
            area=service.area,
            by=by,
        )
    decided = {"accepted": accept, "decided_by": by, "decided_on": timezone.localdate(), "answer": answer}
    return saved(
        suggestion, decided, "support.decide_suggestion", by=by, programme=suggestion.service.programme
    )


def as_suggested(now: Plain, fields: Mapping[str, Any]) -> Plain:
    return Plain(**vars(now) | {name: _tupled(value) for name, value in fields.items()})


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
