from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from saidanddone.people.models import Account
from saidanddone.people.rules import Refused, rule_pair
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person, can_give_role

from .models import Invitation

INVITATION_LIVES = timedelta(days=14)
KEPT_AFTER_EXPIRY = 30  # days, in which it may be sent again


def is_over(invitation: Invitation, now: datetime) -> bool:
    return invitation.expires_at <= now


def check_keeps_invitation(person: Person, invitation: Invitation) -> None:
    """Send it again, or withdraw it: whoever may give the role, and who hands theirs over."""
    own = invitation.takes_over_id is not None and invitation.invited_by_id == getattr(
        person.account, "pk", None
    )
    if not own and not can_give_role(person, Role(invitation.role), invitation.area_id):
        raise Refused(_("Only who may give this role keeps invitations to it."))


def check_still_stands(invitation: Invitation, inviter: Person) -> None:
    """An invitation is worth what its sender may do on the day on which it is accepted."""
    role, area_id = Role(invitation.role), invitation.area_id
    if invitation.takes_over_id is not None:
        stands = inviter.has_one_for({role}, area_id)
    else:
        stands = can_give_role(inviter, role, area_id)
    if not stands:
        raise Refused(_("Who invited you may no longer do so. Ask the programme's lead."))


def check_days(begins_on: date | None, ends_on: date | None, today: date) -> None:
    if begins_on is not None and begins_on < today:
        raise Refused(_("The first day cannot lie in the past."))
    if ends_on is not None and ends_on < (begins_on or today):
        raise Refused(_("The last day cannot lie before the first, nor in the past."))


def check_is_invited(invited: Account | None, reader: Account | None) -> None:
    """A letter that went astray, or was opened by a colleague, gives nobody else's role away."""
    if reader is not None and reader != invited:
        raise Refused(_("You are signed in as somebody else than the person who is invited. Sign out first."))
    if reader is None and invited is not None:
        raise Refused(_("There is an account for this address already. Sign in first, then accept."))


can_keep_invitation = rule_pair(check_keeps_invitation)
