"""Verbs on people. Every verb is atomic and leaves an audit row; side effects follow the commit."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from .models import Account, AuditRow, Consent, SignInLink, Speaker
from .queries import hash_of, usable_sign_in_link

SIGN_IN_LINK_LIVES = timedelta(minutes=30)


def audited(verb: str, *rows: Model, by: Account | None, programme_slug: str = "") -> None:
    """Write the audit row of a verb; called inside the verb's own transaction."""
    AuditRow.objects.create(
        verb=verb,
        actor=by,
        programme_slug=programme_slug,
        objects_touched=[f"{row._meta.label_lower}:{row.pk}" for row in rows],
    )


@transaction.atomic
def open_account(*, email: str, name: str, by: Account | None, is_demo: bool = False) -> Account:
    account = Account(email=email.strip().lower(), name=name, is_demo=is_demo)
    account.set_unusable_password()
    account.full_clean()
    account.save()
    audited("people.open_account", account, by=by)
    return account


@transaction.atomic
def issue_sign_in_link(*, account: Account, by: Account | None) -> str:
    """The token of a fresh link; it is nowhere else to be read afterwards."""
    token = secrets.token_urlsafe(32)
    link = SignInLink.objects.create(
        account=account, token_hash=hash_of(token), expires_at=timezone.now() + SIGN_IN_LINK_LIVES
    )
    audited("people.issue_sign_in_link", link, by=by)
    return token


@transaction.atomic
def use_sign_in_link(*, token: str) -> Account | None:
    """The account to sign in, or none where the link is unknown, too old or used."""
    link = usable_sign_in_link(token)
    if link is None:
        return None
    # The update is the lock: of two requests with the same link only one changes a row.
    if not SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
        return None
    audited("people.use_sign_in_link", link, by=link.account)
    return link.account


@transaction.atomic
def record_speakers(
    *, speakers: Sequence[tuple[str, dict[str, bool], date, str]], by: Account | None, programme_slug: str
) -> None:
    """Speakers' keys with the consents they gave: (key, given by purpose, taken on, taken how)."""
    made = Speaker.objects.bulk_create([Speaker(key=key) for key, *_ in speakers])
    Consent.objects.bulk_create(
        Consent(speaker=speaker, purpose=purpose, given=given, taken_on=on, taken_how=how)
        for speaker, (_, consents, on, how) in zip(made, speakers, strict=True)
        for purpose, given in consents.items()
    )
    audited("people.record_speakers", *made[:1], by=by, programme_slug=programme_slug)


@transaction.atomic
def withdraw_consent(
    *, speaker_key: str, purposes: Iterable[str], on: date, by: Account | None, programme_slug: str
) -> None:
    rows = list(Consent.objects.filter(speaker__key=speaker_key, purpose__in=list(purposes)))
    Consent.objects.filter(pk__in=[row.pk for row in rows]).update(given=False, taken_on=on)
    audited("people.withdraw_consent", *rows, by=by, programme_slug=programme_slug)
