from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from saidanddone.people.models import Account
from saidanddone.people.queries import account_by_email
from saidanddone.programme.models import Area, Membership, Programme, Role
from saidanddone.programme.queries import areas_of, person_in, team_of
from saidanddone.programme.rules import Person, roles_given_by

from .models import Invitation
from .rules import KEPT_AFTER_EXPIRY, can_keep_invitation, check_is_invited, is_over


def invitations() -> QuerySet[Invitation]:
    """Those that wait for an answer, or whose time is over and nobody withdrew them."""
    rows = Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
    return rows.select_related("programme", "area", "invited_by", "takes_over__programme")


def with_over(rows: Iterable[Invitation]) -> list[tuple[Invitation, bool]]:
    """Each with whether its letter is too old to work."""
    now = timezone.now()
    return [(each, is_over(each, now)) for each in rows]


def invitations_kept_by(person: Person, programme: Programme) -> list[Invitation]:
    """Those that this person may send again or withdraw: nobody else reads whose address it is."""
    rows = invitations().filter(programme=programme)
    return [each for each in rows if can_keep_invitation(person, each)]


def usable_invitation(token_hash: str) -> Invitation | None:
    return invitations().filter(token_hash=token_hash, expires_at__gt=timezone.now()).first()


def inviter_today(invitation: Invitation) -> Person:
    return person_in(invitation.programme, invitation.invited_by)


def account_invited(invitation: Invitation) -> Account | None:
    return account_by_email(invitation.email)


def old_invitations() -> QuerySet[Invitation]:
    return invitations().filter(expires_at__lt=timezone.now() - timedelta(days=KEPT_AFTER_EXPIRY))


def members_visible_to(person: Person, programme: Programme) -> QuerySet[Membership]:
    """Who works here is known to everybody who does."""
    rows = team_of(programme).select_related("account", "area", "programme")
    return rows if person.works_here else rows.none()


def own_roles(person: Person, programme: Programme) -> QuerySet[Membership]:
    return members_visible_to(person, programme).filter(account=person.account)


def check_reader(invitation: Invitation, reader: Account | None) -> None:
    check_is_invited(account_invited(invitation), reader)


def every_role() -> list[tuple[str, str]]:
    return [(role.value, str(role.label)) for role in Role]


def role_choices(person: Person) -> list[tuple[str, str]]:
    return [(role.value, str(role.label)) for role in roles_given_by(person)]


def areas_to_give(person: Person, programme: Programme) -> QuerySet[Area]:
    """The boroughs for which this person gives roles."""
    rows = areas_of(programme)
    return rows if Role.LEAD in person.roles else rows.filter(pk__in=person.areas_as({Role.ORGANISER}))
