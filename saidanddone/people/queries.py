from __future__ import annotations

import hashlib

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .models import Account, AuditRow, Consent, SignInLink

GROWN_OR_AGREED = Q(speaker__young__isnull=True) | Q(
    Q(speaker__young__in_school=False) | Q(speaker__young__school_agreed_on__isnull=False),
    speaker__young__parent_agreed_on__isnull=False,
    speaker__young__child_agreed_on__isnull=False,
)


def hash_of(token: str) -> str:
    """Tokens are long and random, so a plain hash keeps them from being read out of the database."""
    return hashlib.sha256(token.encode()).hexdigest()


def usable_sign_in_link(token: str) -> SignInLink | None:
    return (
        SignInLink.objects.select_related("account")
        .filter(
            token_hash=hash_of(token),
            used_at=None,
            expires_at__gt=timezone.now(),
            account__is_active=True,
        )
        .first()
    )


def account_by_email(email: str) -> Account | None:
    return Account.objects.filter(email__iexact=email.strip(), is_active=True).first()


def demo_accounts() -> QuerySet[Account]:
    return Account.objects.filter(is_demo=True, is_active=True).order_by("id")


def agreed_to(purpose: Consent.Purpose, speaker_key: str = "speaker_key") -> Exists:
    """A condition on rows that carry a speaker's key: this speaker agrees to the purpose today.

    Of somebody under 16 nothing counts until a parent, the child and, in a school, the school have agreed.
    """
    return Exists(
        standing_consents().filter(
            GROWN_OR_AGREED, speaker__key=OuterRef(speaker_key), purpose=purpose, given=True
        )
    )


def standing_consents() -> QuerySet[Consent]:
    """What people agree to or refuse today, without what it took the place of."""
    return Consent.objects.filter(replaced_at=None)


def audit_rows(programme_slug: str) -> QuerySet[AuditRow]:
    return AuditRow.objects.filter(programme_slug=programme_slug).select_related("actor")


def consents_of(speaker_keys: list[str]) -> dict[str, dict[str, Consent]]:
    """Each speaker's consents by purpose."""
    held: dict[str, dict[str, Consent]] = {key: {} for key in speaker_keys}
    for consent in standing_consents().filter(speaker__key__in=speaker_keys).select_related("speaker"):
        held[consent.speaker.key][consent.purpose] = consent
    return held
