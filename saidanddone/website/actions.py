from __future__ import annotations

import logging

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from saidanddone.people.actions import audited, open_account, seal_contacts_anew, sign_out_everywhere
from saidanddone.people.models import Account
from saidanddone.people.queries import account_by_email
from saidanddone.people.rules import Refused
from saidanddone.people.rules.sealing import fresh_key, keep_keys, keys
from saidanddone.privacy.actions import burn_letters_to, give_up_old_pages
from saidanddone.programme.actions import end_every_role, give_role
from saidanddone.programme.models import Programme, Role
from saidanddone.programme.queries import areas_of
from saidanddone.programme.rules import check_borough_of_role
from saidanddone.team.actions import forget_invitations_to

logger = logging.getLogger(__name__)
SEALED_BY_ALLAUTH = frozenset({"secret", "seed"})


def _opened(email: str, name: str, is_demo: bool) -> Account:
    try:
        return open_account(email=email, name=name, by=None, is_demo=is_demo)
    except ValidationError as why:
        raise ValueError("; ".join(why.messages)) from why


@transaction.atomic
def close_account(*, account: Account, by: Account | None) -> None:
    """Nothing signs it in any more, and it says of nobody who they were. The trail keeps its number.

    It is not deleted, since the trail and what was approved with it would lose who did it.
    """
    end_every_role(account=account, by=by)
    forget_invitations_to(email=account.email, by=by)
    account.emailaddress_set.all().delete()
    account.authenticator_set.all().delete()
    account.signinlink_set.all().delete()
    email = account.email
    transaction.on_commit(lambda: burn_letters_to(email))
    transaction.on_commit(give_up_old_pages)
    account.email, account.name = f"closed-{account.pk}@closed.invalid", _("Closed account")
    account.is_active = False
    account.save(update_fields=["email", "name", "is_active"])
    sign_out_everywhere(account=account, by=by)
    audited("people.close_account", account, by=by)


def forget_second_factors(*, account: Account, by: Account | None) -> bool:
    """For somebody who has lost their phone and their recovery codes: whoever keeps the installation knows them.

    Every session ends, and the letter tells the account's owner, should it have been somebody else who asked. What
    comes back is whether it could be sent; if not, whoever asked has to tell the owner.
    """
    with transaction.atomic(durable=True):
        account.authenticator_set.all().delete()
        sign_out_everywhere(account=account, by=by)
        audited("people.forget_second_factors", account, by=by)
    words = _(
        "Whoever keeps this installation of Said and Done has removed the second factors of your account. "
        "You set up a new one when you sign in. If you did not ask for this, tell the lead of your programme."
    )
    try:
        send_mail(_("Your second factors were removed"), words, None, [account.email])
    except OSError as why:
        logger.error("a letter about second factors could not be sent: %s", type(why).__name__)
        return False
    return True


def change_keys(*, by: Account | None) -> int:
    """Seal everything that lies sealed with a fresh key, then let go of the old ones; how many contacts there were.

    The fresh key is kept before anything is sealed with it, and the old ones until nothing is: stopped at any
    moment, all of it can still be opened, and it can be done again. Sessions are sealed too; they end.
    """
    kept = [fresh_key(), *keys()]
    keep_keys(kept)
    with transaction.atomic():
        contacts = seal_contacts_anew(by=by)
        adapter = get_adapter()
        for factor in Authenticator.objects.select_for_update():
            for name in SEALED_BY_ALLAUTH & factor.data.keys():
                factor.data[name] = adapter.encrypt(adapter.decrypt(factor.data[name]))
            factor.save(update_fields=["data"])
        Session.objects.all().delete()
    keep_keys(kept[:1])
    return contacts


@transaction.atomic
def open_account_with_role(
    *,
    email: str,
    name: str,
    programme: Programme | None,
    role: str,
    area_code: str = "",
    is_demo: bool = False,
) -> Account:
    """Open an account, or take the one of this address, and give it a role. Raises ValueError."""
    try:
        validate_email(email)
    except ValidationError as why:
        raise ValueError(_("“%(email)s” is not an e-mail address") % {"email": email}) from why
    account = account_by_email(email) or _opened(email, name, is_demo)
    if programme is None:
        return account
    if role not in Role.values:
        raise ValueError(
            _("“%(role)s” is not a role; allowed: %(roles)s")
            % {"role": role, "roles": ", ".join(Role.values)}
        )
    area = areas_of(programme).filter(code=area_code).first() if area_code else None
    if area_code and area is None:
        raise ValueError(_("“%(code)s” is no area of this programme") % {"code": area_code})
    try:
        check_borough_of_role(Role(role), area is not None)
    except Refused as why:
        raise ValueError(_("%(why)s The code of a borough is given with --area.") % {"why": why}) from why
    try:
        give_role(account=account, programme=programme, role=Role(role), area=area, by=None)
    except ValidationError as why:
        raise ValueError("; ".join(why.messages)) from why
    return account
