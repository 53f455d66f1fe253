from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache, reduce
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.people.models import Account

from .models import Area, Aspiration, Membership, Programme, Role, Source, SpokenRole
from .rules import OVERSEES, Person

M = TypeVar("M", bound=Model)
LONGEST_PATH = 4  # rows between a row and its programme
FOUND_AT_MOST = 6  # a handful of each kind, beside the way to all of them


def programmes() -> QuerySet[Programme]:
    return Programme.objects.all()


def programme_by_slug(slug: str) -> Programme | None:
    return Programme.objects.filter(slug=slug).first()


def person_in(programme: Programme, account: Account | None) -> Person:
    """The reader with their roles on this programme; roles that have ended do not count."""
    if account is None or not account.is_authenticated:
        return Person(programme.slug)
    rows = _current().filter(account=account, programme=programme).values_list("role", "area_id")
    return Person(programme.slug, account, frozenset((Role(role), area) for role, area in rows))


def not_ended() -> Q:
    return Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())


def _current() -> QuerySet[Membership]:
    """Roles that have begun and not ended."""
    begun = Q(begins_on=None) | Q(begins_on__lte=timezone.localdate())
    return Membership.objects.filter(not_ended(), begun)


def workable_in_areas(
    rows: QuerySet[M], person: Person, area: str = "area_id", *, roles: Collection[Role] = OVERSEES
) -> QuerySet[M]:
    """Rows for the work pages of these roles: who has one in a borough has its rows, a stranger has none."""
    if person.everywhere_as(roles):
        return rows
    return rows.filter(Q(**{f"{area}__in": person.areas_as(roles)}))


def handful_with(rows: QuerySet[M], sought: str, *fields: str) -> QuerySet[M]:
    """A handful of the rows of which one of these fields holds what somebody looks for."""
    anywhere = Q()
    for name in fields:
        anywhere |= Q(**{f"{name}__icontains": sought})
    return rows.filter(anywhere)[:FOUND_AT_MOST]


@cache
def path_to_programme(model: type[Model]) -> tuple[str, ...] | None:
    """The shortest way from a row to its programme over rows that it cannot be without; none for shared rows."""
    paths: list[tuple[type[Model], tuple[str, ...]]] = [(model, ())]
    for at, path in paths:
        if at is Programme:
            return path
        if len(path) < LONGEST_PATH:
            paths += [
                (field.related_model, (*path, field.name))
                for field in at._meta.concrete_fields
                if field.is_relation and not field.null
            ]
    return None


def programme_of(row: Model) -> Programme | None:
    """The programme that a row belongs to; none where it belongs to none, as an account and an area do."""
    path = path_to_programme(row._meta.model)  # the account of a request is a stand-in for one
    return None if path is None else reduce(getattr, path, row)  # type: ignore[arg-type]


def areas_of(programme: Programme) -> QuerySet[Area]:
    return programme.areas.order_by("programmearea__id")


def areas_found(programme: Programme, sought: str) -> list[Area]:
    return list(handful_with(areas_of(programme), sought, "name"))


def areas_by_code(codes: Iterable[str]) -> dict[str, Area]:
    return Area.objects.in_bulk(codes, field_name="code")


def held_area_id(row: Model) -> int | None:
    """The area that the database holds for a row, since a form may have put another on the row already."""
    return type(row)._default_manager.values_list("area_id", flat=True).get(pk=row.pk)


def areas_workable_by(
    person: Person, programme: Programme, roles: Collection[Role] = OVERSEES
) -> QuerySet[Area]:
    return workable_in_areas(areas_of(programme), person, "id", roles=roles)


def aspirations_of(programme: Programme) -> QuerySet[Aspiration]:
    return programme.aspirations.all()


def area_choices(areas: Iterable[Area]) -> list[tuple[str, str]]:
    """Areas to choose from, by their codes."""
    return [(each.code, each.name) for each in areas]


def aspiration_choices(programme: Programme) -> list[tuple[str, str]]:
    return [(each.key, each.name) for each in aspirations_of(programme)]


def spoken_role_choices() -> list[tuple[str, str]]:
    """The roles in which people speak, to choose from."""
    return [(value, str(label)) for value, label in SpokenRole.choices]


def sources_of(programme: Programme) -> QuerySet[Source]:
    return programme.sources.all()


def memberships_of(programme: Programme) -> QuerySet[Membership]:
    rows = _current().filter(programme=programme, account__is_active=True)
    return rows.select_related("account", "area").order_by("role", "area__name", "id")


def team_of(programme: Programme) -> QuerySet[Membership]:
    """Who works here, and who will from a day on."""
    rows = Membership.objects.filter(not_ended(), programme=programme, account__is_active=True)
    return rows.select_related("account", "area").order_by("role", "area__name", "id")


def another_leads(membership: Membership, *, after: date) -> bool:
    """Whether somebody else leads the same programme from the day after this one on, without an end."""
    others = Membership.objects.filter(
        Q(begins_on=None) | Q(begins_on__lte=after + timedelta(days=1)),
        programme=membership.programme_id,
        role=Role.LEAD,
        ends_on=None,
        account__is_active=True,
    )
    return others.exclude(account=membership.account_id).exists()


def memberships_of_account(account: Account) -> QuerySet[Membership]:
    return _current().filter(account=account).select_related("programme", "area").order_by("id")


# A source, and where in it, in words


def where_written(source: Source, pages: str = "") -> str:
    """Title, publisher, year and pages, as much of it as is known."""
    return ", ".join(filter(None, (source.title, source.publisher, source.year, pages_said(pages))))


def pages_said(pages: str) -> str:
    """Where in a source, as a table names it: “2; 14-15” is read as “pages 2 and 14–15”."""
    words = pages_in_words(pages)
    several = len(_parts(pages)) > 1 or "–" in words
    return ngettext("page %(pages)s", "pages %(pages)s", 1 + several) % {"pages": words} if words else ""


def pages_in_words(pages: str) -> str:
    """The pages alone: “2 and 14–15”."""
    return get_text_list([re.sub(r"(?<=\d)\s*-\s*(?=\d)", "–", part) for part in _parts(pages)], _("and"))


def _parts(pages: str) -> list[str]:
    return [part.strip() for part in pages.split(";") if part.strip()]
