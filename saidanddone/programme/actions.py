from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import wraps
from operator import attrgetter
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.people.rules import Refused
from saidanddone.people.rules.letters import check_lines

from .models import (
    RESERVED_SLUGS,
    Area,
    Aspiration,
    Membership,
    Programme,
    ProgrammeArea,
    Role,
    Source,
)
from .queries import another_leads, areas_by_code, areas_of, not_ended, programme_of
from .rules import (
    TOLD_BY_LETTER,
    Person,
    check_a_lead_stays,
    check_ends_role,
    check_last_day,
    check_persons_programme,
    check_roles_go_together,
    is_own,
    last_day_when_ended,
)

logger = logging.getLogger(__name__)
M = TypeVar("M", bound=Model)
Q = ParamSpec("Q")
R = TypeVar("R")
ROWS_A_STATEMENT = 500  # a long table goes to the database in pieces


class NotAllowed(ValueError):
    """A programme cannot be opened like this; the text says why."""


def on_own_rows(act: Callable[Q, R]) -> Callable[Q, R]:
    """What a person does, and only to rows of the programme that they are a person of.

    A person's roles are those of one programme. What they may do to a row is asked of the rules, which know
    roles and boroughs; boroughs are shared between programmes, so whose row it is is asked here.
    """

    @wraps(act)
    def done(*args: Q.args, **given: Q.kwargs) -> R:
        person = given["person"]
        for row in given.values():
            if isinstance(row, Model):
                check_persons_programme(person, programme_of(row))
        return act(*args, **given)

    return done


def verb(act: Callable[Q, R]) -> Callable[Q, R]:
    """The usual verb: on the person's own programme, and whole or not at all."""
    return on_own_rows(transaction.atomic(act))


# What every stage's verbs end with, once they have checked who and what; called inside the verb's transaction


def saved(row: M, fields: dict[str, Any], verb: str, *, by: Account | None, programme: Programme) -> M:
    """Put the fields on the row, check the whole of it, keep it, and write the audit row.

    Of a row that is there already only these fields are written: what another verb wrote since it was read stays.
    """
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    check_lines(row)
    row.save(update_fields=None if row._state.adding else list(fields))
    audited(verb, row, by=by, programme_slug=programme.slug)
    return row


def recorded(
    rows: Iterable[M],
    verb: str,
    *,
    by: Account | None,
    programme_of: Callable[[M], Programme] = attrgetter("programme"),
    naming_all: bool = False,
) -> list[M]:
    """Keep rows of one table and one programme; the audit row names the first, or all of a short table."""
    made = list(rows)
    if made:
        type(made[0])._default_manager.bulk_create(made, batch_size=ROWS_A_STATEMENT)
        named = made if naming_all else made[:1]
        audited(verb, *named, by=by, programme_slug=programme_of(made[0]).slug)
    return made


@transaction.atomic
def open_programme(*, fields: dict[str, Any], by: Account | None) -> Programme:
    slug = fields["slug"]
    if slug in RESERVED_SLUGS:
        raise NotAllowed(_("the address “%(slug)s” is kept for the site itself") % {"slug": slug})
    if Programme.objects.filter(slug=slug).exists():
        raise NotAllowed(_("a programme “%(slug)s” is loaded already") % {"slug": slug})
    programme = Programme(**fields)
    try:
        programme.full_clean()
    except ValidationError as why:
        raise NotAllowed("; ".join(why.messages)) from why
    programme.save()
    audited("programme.open_programme", programme, by=by, programme_slug=slug)
    return programme


@transaction.atomic
def take_in_areas(*, programme: Programme, areas: Sequence[Area], by: Account | None) -> list[Area]:
    """Areas are shared: one that is known by its code is taken in as it is, others are made.

    A known area that has no place on the map yet gets the place that is given here.
    """
    known = areas_by_code([area.code for area in areas])
    Area.objects.bulk_create([area for area in areas if area.code not in known])
    for area in areas:
        if area.tile_row is not None and area.code in known and known[area.code].tile_row is None:
            Area.objects.filter(code=area.code).update(tile_row=area.tile_row, tile_column=area.tile_column)
    known = areas_by_code([area.code for area in areas])
    taken = [known[area.code] for area in areas]
    ProgrammeArea.objects.bulk_create(ProgrammeArea(programme=programme, area=area) for area in taken)
    audited("programme.take_in_areas", programme, by=by, programme_slug=programme.slug)
    return taken


@transaction.atomic
def name_sources(*, sources: Sequence[Source], by: Account | None) -> list[Source]:
    return recorded(sources, "programme.name_sources", by=by, naming_all=True)


@transaction.atomic
def name_aspirations(*, aspirations: Sequence[Aspiration], by: Account | None) -> list[Aspiration]:
    return recorded(aspirations, "programme.name_aspirations", by=by, naming_all=True)


@transaction.atomic
def give_role(
    *,
    account: Account,
    programme: Programme,
    role: Role,
    area: Area | None = None,
    begins_on: date | None = None,
    ends_on: date | None = None,
    by: Account | None,
) -> Membership:
    """A role that somebody had before is given to them again; nobody has the same role twice."""
    if area is not None and not areas_of(programme).filter(pk=area.pk).exists():
        raise Refused(_("What you chose belongs to another programme."))
    rows = Membership.objects.filter(account=account, programme=programme)
    check_roles_go_together(role, rows.filter(not_ended()).values_list("role", flat=True))
    before = rows.filter(role=role, area=area).exclude(not_ended()).first()
    fields = {"account": account, "role": role, "area": area, "begins_on": begins_on, "ends_on": ends_on}
    return saved(
        before or Membership(programme=programme), fields, "programme.give_role", by=by, programme=programme
    )


@verb
def change_last_day(
    *, person: Person, membership: Membership, ends_on: date | None, by: Account | None
) -> Membership:
    membership = _locked(membership)
    check_last_day(person, membership, ends_on, timezone.localdate())
    if ends_on is not None:
        check_a_lead_stays(membership, another_leads(membership, after=ends_on))
    fields = {"ends_on": ends_on}
    saved(membership, fields, "programme.change_last_day", by=by, programme=membership.programme)
    transaction.on_commit(lambda: _tell_that_it_ends(person, membership))
    return membership


@verb
def end_role(*, person: Person, membership: Membership, by: Account | None) -> Membership:
    """From the next request on it opens nothing more, so its last day was yesterday.

    A role that stands apart from the lead goes on for a week, unless it is one's own.
    """
    membership = _locked(membership)
    check_ends_role(person, membership)
    _ended(membership, last_day_when_ended(person, membership, timezone.localdate()), by)
    transaction.on_commit(lambda: _tell_that_it_ends(person, membership))
    return membership


def _tell_that_it_ends(person: Person, membership: Membership) -> None:
    """A letter that cannot be sent undoes nothing."""
    if membership.role not in TOLD_BY_LETTER or is_own(person, membership) or membership.ends_on is None:
        return
    words = _(
        "%(who)s has said that your role as %(membership)s ends. Its last day is %(day)s. If you think "
        "that this is not right, tell the others who oversee the programme."
    ) % {
        "who": person.named(),
        "membership": f"{membership.get_role_display()}, {membership.programme.name},",
        "day": date_format(membership.ends_on, "j F Y"),
    }
    try:
        send_mail(_("The last day of your role"), words, None, [membership.account.email])
    except OSError as why:
        logger.error("a letter about the end of a role could not be sent: %s", type(why).__name__)


@transaction.atomic
def end_every_role(*, account: Account, by: Account | None) -> None:
    for membership in Membership.objects.filter(not_ended(), account=account):
        _ended(_locked(membership), timezone.localdate() - timedelta(days=1), by)


@transaction.atomic
def take_over_role(
    *, membership: Membership, account: Account, begins_on: date, ends_on: date | None, by: Account | None
) -> Membership:
    """The role of somebody who hands it over: theirs ends on the day before the other's begins."""
    membership = _locked(membership)
    if membership.account_id == account.pk:
        raise Refused(_("A role is handed over to somebody else."))
    made = give_role(
        account=account,
        programme=membership.programme,
        role=Role(membership.role),
        area=membership.area,
        begins_on=begins_on,
        ends_on=ends_on,
        by=by,
    )
    last = begins_on - timedelta(days=1)
    if membership.ends_on is None or membership.ends_on > last:
        _ended(membership, last, by)
    return made


def _locked(membership: Membership) -> Membership:
    """Read again, one change of a team after the other, so that of two leads not both leave at once."""
    Programme.objects.select_for_update().get(pk=membership.programme_id)
    return Membership.objects.select_related("account", "programme", "area").get(pk=membership.pk)


def _ended(membership: Membership, on: date, by: Account | None) -> Membership:
    check_a_lead_stays(membership, another_leads(membership, after=on))
    fields = {"ends_on": on}
    if membership.begins_on is not None and membership.begins_on > on:
        fields["begins_on"] = on  # it had not begun
    return saved(membership, fields, "programme.end_role", by=by, programme=membership.programme)
