from __future__ import annotations

import logging
import secrets
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.people.actions import audited, open_account
from saidanddone.people.models import Account
from saidanddone.people.queries import account_by_email, hash_of
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import (
    change_last_day,
    end_role,
    give_role,
    saved,
    take_over_role,
    verb,
)
from saidanddone.programme.models import Area, Membership, Programme, Role
from saidanddone.programme.queries import areas_of, memberships_of
from saidanddone.programme.rules import (
    Person,
    check_borough_of_role,
    check_gives_role,
    check_hands_over,
    check_roles_go_together,
)

from . import rules
from .models import Invitation
from .queries import account_invited, invitations, inviter_today, old_invitations, usable_invitation

logger = logging.getLogger(__name__)

__all__ = [
    "accept",
    "change_last_day",
    "end_role",
    "forget_invitations_to",
    "forget_old_invitations",
    "hand_over",
    "invite",
    "send_again",
    "withdraw",
]


@verb
def invite(
    *,
    person: Person,
    programme: Programme,
    email: str,
    name: str,
    role: str,
    area: Area | None,
    ends_on: date | None,
    site: str,
    by: Account | None,
) -> Invitation:
    """Invite somebody to a role; the letter goes out once this is kept. `site` is where its link leads."""
    check_borough_of_role(Role(role), area is not None)
    check_gives_role(person, Role(role), area.pk if area else None)
    if area is not None and not areas_of(programme).filter(pk=area.pk).exists():
        raise Refused(_("What you chose belongs to another programme."))
    rules.check_days(None, ends_on, timezone.localdate())
    invitation = Invitation(programme=programme, invited_by=by)
    fields = {"role": role, "area": area, "ends_on": ends_on}
    return _sent(invitation, {**fields, "email": email, "name": name}, "team.invite", site, by)


@verb
def hand_over(
    *,
    person: Person,
    membership: Membership,
    email: str,
    name: str,
    begins_on: date,
    site: str,
    by: Account | None,
) -> Invitation:
    """Invite a successor. One's own role ends when theirs begins, and not before they have accepted."""
    check_hands_over(person, membership)
    rules.check_days(begins_on, membership.ends_on, timezone.localdate())
    if by is not None and email.strip().lower() == by.email:
        raise Refused(_("A role is handed over to somebody else."))
    invitation = Invitation(programme=membership.programme, invited_by=by, takes_over=membership)
    fields = {
        "role": membership.role,
        "area": membership.area,
        "begins_on": begins_on,
        "ends_on": membership.ends_on,
    }
    return _sent(invitation, {**fields, "email": email, "name": name}, "team.hand_over", site, by)


@verb
def send_again(*, person: Person, invitation: Invitation, site: str, by: Account | None) -> Invitation:
    """The letter before no longer works."""
    rules.check_keeps_invitation(person, invitation)
    return _sent(invitation, {}, "team.send_again", site, by)


@verb
def withdraw(*, person: Person, invitation: Invitation, by: Account | None) -> None:
    rules.check_keeps_invitation(person, invitation)
    _closed(invitation, "team.withdraw", by)


def _sent(
    invitation: Invitation, fields: dict[str, object], verb: str, site: str, by: Account | None
) -> Invitation:
    token = secrets.token_urlsafe(32)
    if "email" in fields:
        fields["email"] = str(fields["email"]).strip().lower()
        _check_is_new(invitation, str(fields["email"]), str(fields["role"]), fields["area"])
    fields |= {"token_hash": hash_of(token), "expires_at": timezone.now() + rules.INVITATION_LIVES}
    kept = saved(invitation, fields, verb, by=by, programme=invitation.programme)
    transaction.on_commit(partial(_write_letter, kept, site + reverse("invitation-link", args=[token])))
    return kept


def _check_is_new(invitation: Invitation, email: str, role: str, area: object) -> None:
    account = account_by_email(email)
    if account is None:
        return
    held = memberships_of(invitation.programme).filter(account=account)
    if held.filter(role=role, area=area).exists():
        raise Refused(_("This person has this role already."))
    check_roles_go_together(Role(role), held.values_list("role", flat=True))


def _write_letter(invitation: Invitation, link: str) -> None:
    """A letter that cannot be sent is no reason to lose the invitation: it can be sent again."""
    context = {"invitation": invitation, "link": link, "days": rules.INVITATION_LIVES.days}
    try:
        send_mail(
            _("Your invitation to %(programme)s") % {"programme": invitation.programme.name},
            render_to_string("team/invitation_letter.txt", context),
            None,
            [invitation.email],
        )
    except OSError as why:
        invitation.posted = False
        logger.error("an invitation could not be sent: %s", type(why).__name__)


@transaction.atomic
def accept(*, token_hash: str, reader: Account | None) -> Account:
    """Take the role that one is invited to; who has no account gets one, and the account is signed in."""
    invitation = usable_invitation(token_hash)
    # Of two requests at once only one changes the row, and the other waits for it and finds it accepted.
    if invitation is None or not _taken(invitation):
        raise Refused(_("This invitation no longer works. Ask for another."))
    invited = account_invited(invitation)
    rules.check_is_invited(invited, reader)
    rules.check_still_stands(invitation, inviter_today(invitation))
    try:
        account = invited or open_account(email=invitation.email, name=invitation.name, by=None)
        _give(invitation, account)
    except ValidationError as why:
        raise Refused("; ".join(why.messages)) from why
    invitation.accepted_at, invitation.accepted_by = timezone.now(), account
    _closed(invitation, "team.accept", account)
    return account


def _taken(invitation: Invitation) -> bool:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
        .exists()
    )


def _give(invitation: Invitation, account: Account) -> None:
    begins_on = max(invitation.begins_on or timezone.localdate(), timezone.localdate())
    given = {"account": account, "begins_on": begins_on, "ends_on": invitation.ends_on, "by": account}
    if invitation.takes_over is not None:
        take_over_role(membership=invitation.takes_over, **given)
    else:
        give_role(programme=invitation.programme, role=Role(invitation.role), area=invitation.area, **given)


def _closed(invitation: Invitation, verb: str, by: Account | None) -> None:
    """An answered invitation keeps no name and no address."""
    if invitation.accepted_at is None:
        invitation.withdrawn_at = timezone.now()
    invitation.email = invitation.name = ""
    invitation.save(update_fields=["email", "name", "accepted_at", "accepted_by", "withdrawn_at"])
    audited(verb, invitation, by=by, programme_slug=invitation.programme.slug)


@transaction.atomic
def forget_invitations_to(*, email: str, by: Account | None) -> None:
    """Of who closes their account, not even an invitation that waits for them says who they were."""
    for invitation in invitations().filter(email__iexact=email):
        _closed(invitation, "team.forget_invitations_to", by)


@transaction.atomic
def forget_old_invitations() -> int:
    """Names and addresses of people who never answered are not kept."""
    old = list(old_invitations())
    for invitation in old:
        _closed(invitation, "team.forget_old_invitations", None)
    return len(old)
