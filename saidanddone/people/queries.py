from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import (
    Account,
    AuditRow,
    AuditSeal,
    Consent,
    Contact,
    PersonalLink,
    SignInLink,
    Speaker,
    YoungPerson,
)
from .rules.chain import seal_of
from .rules.codes import plain_token
from .rules.sealing import marks, unseal

ROWS_A_SEAL = 1_000


def of_age_or_agreed(prefix: str) -> Q:
    """Of a speaker found under `prefix`: 16 or over, or everybody who must has agreed."""
    young = f"{prefix}young__"
    return Q(**{f"{prefix}young__isnull": True}) | Q(
        Q(**{f"{young}in_school": False}) | Q(**{f"{young}school_agreed_on__isnull": False}),
        **{f"{young}parent_agreed_on__isnull": False, f"{young}child_agreed_on__isnull": False},
    )


OF_AGE_OR_AGREED = of_age_or_agreed("")
SPEAKER_OF_AGE_OR_AGREED = of_age_or_agreed("speaker__")


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


def recent_sign_ins(account: Account, most: int = 10) -> list[AuditRow]:
    """Newest first."""
    return list(AuditRow.objects.filter(actor=account, verb__startswith="people.sign_in_by_")[:most])


def demo_accounts() -> QuerySet[Account]:
    return Account.objects.filter(is_demo=True, is_active=True).order_by("id")


def agreed_to(purpose: Consent.Purpose, speaker_key: str = "speaker_key") -> Exists:
    """A condition on rows that carry a speaker's key: this speaker agrees to the purpose today.

    Of somebody under 16 nothing counts until a parent, the child and, in a school, the school have agreed.
    """
    return Exists(
        standing_consents().filter(
            SPEAKER_OF_AGE_OR_AGREED, speaker__key=OuterRef(speaker_key), purpose=purpose, given=True
        )
    )


def standing_consents() -> QuerySet[Consent]:
    """What people agree to or refuse today, without what it took the place of."""
    return Consent.objects.filter(replaced_at=None)


def may_have_link(speaker: Speaker) -> bool:
    """Somebody under 16 has a personal link only once everybody who must has agreed."""
    return Speaker.objects.filter(OF_AGE_OR_AGREED, pk=speaker.pk).exists()


def not_agreed_for(programme_slug: str) -> set[str]:
    """Keys of people under 16 for whom not everybody has agreed."""
    young = Speaker.objects.filter(key__startswith=f"{programme_slug}:", young__isnull=False)
    return set(young.exclude(OF_AGE_OR_AGREED).values_list("key", flat=True))


def is_young(speaker_key: str) -> bool:
    """Whether somebody is known to be under 16."""
    return bool(speaker_key) and YoungPerson.objects.filter(speaker__key=speaker_key).exists()


def usable_personal_link(token: str) -> PersonalLink | None:
    """By what stands on a card, in a letter or in an e-mail."""
    return live_personal_links().filter(token_hash=hash_of(plain_token(token))).first()


def live_personal_link(pk: int) -> PersonalLink | None:
    """By what a session remembers of it: asked at every request, so that a link that ends ends its sessions."""
    return live_personal_links().filter(pk=pk).first()


def live_personal_links() -> QuerySet[PersonalLink]:
    return PersonalLink.objects.select_related("speaker").filter(
        Q(expires_on=None) | Q(expires_on__gte=timezone.localdate()),
        SPEAKER_OF_AGE_OR_AGREED,
        revoked_at=None,
    )


def contact_of(speaker: Speaker) -> dict[str, str]:
    """How this person may be reached; empty where they did not say."""
    row = Contact.objects.filter(speaker=speaker).first()
    return unseal(row.sealed) if row else {}


def speakers_by_email(email: str, programme_slug: str = "") -> list[Speaker]:
    """Whoever gave this address, in one programme or in all."""
    if not email.strip():
        return []
    rows = Speaker.objects.filter(contact__email_mark__in=marks(email)).order_by("id")
    return list(rows.filter(key__startswith=f"{programme_slug}:") if programme_slug else rows)


def audit_rows(programme_slug: str) -> QuerySet[AuditRow]:
    return AuditRow.objects.filter(programme_slug=programme_slug).select_related("actor")


def latest_seal() -> AuditSeal | None:
    return AuditSeal.objects.order_by("-id").first()


def rows_to_seal() -> list[AuditRow]:
    """The next batch: the oldest rows after the last seal."""
    last = latest_seal()
    rows = AuditRow.objects.filter(pk__gt=last.last if last else 0).order_by("pk")
    return list(rows[:ROWS_A_SEAL])


def rows_without_seal() -> int:
    last = latest_seal()
    return AuditRow.objects.filter(pk__gt=last.last if last else 0).count()


@dataclass(frozen=True)
class Trail:
    """What the seals say of the trail: how much of it stands, and the first batch that does not."""

    rows: int
    batches: int
    head: (
        str  # the last seal that holds; write it down elsewhere, and later it shows that nothing was changed
    )
    unsealed: int
    broken: AuditSeal | None = None
    why: str = ""

    @property
    def holds(self) -> bool:
        return self.broken is None


def verified_trail(*, until_head: str = "") -> Trail:
    """Every batch worked out anew and compared with its seal, one batch in memory at a time.

    With `until_head`, a seal written down elsewhere must be among those that hold.
    """
    head, rows, batches, met = "", 0, 0, set()
    written = AuditRow.objects.order_by("pk").iterator()
    row = next(written, None)
    for each in AuditSeal.objects.order_by("id").iterator():
        found = []
        while row is not None and row.pk <= each.last:
            found.append(row)
            row = next(written, None)
        if why := _broken(head, each, found):
            return Trail(rows, batches, head, 0, each, why)
        head, rows, batches = each.seal, rows + len(found), batches + 1
        met.add(head)
    unsealed = sum(1 for _row in written) + (row is not None)
    if until_head and until_head not in met:
        missing = AuditSeal(first=0, last=row.pk if row else 0, rows=0, seal=until_head)
        why = _("no batch here has the seal that was written down")
        return Trail(rows, batches, head, unsealed, missing, why)
    return Trail(rows, batches, head, unsealed)


def _broken(head: str, seal: AuditSeal, found: list[AuditRow]) -> str:
    """Why a batch does not hold; blank where it does."""
    if len(found) != seal.rows:
        return _("%(sealed)s rows were sealed and %(found)s are there") % {
            "sealed": f"{seal.rows:,}",
            "found": f"{len(found):,}",
        }
    holds = bool(found) and found[0].pk == seal.first and seal_of(head, found) == seal.seal
    return "" if holds else _("a row was changed, or the seal itself was")


def consents_of(speaker_keys: list[str]) -> dict[str, dict[str, Consent]]:
    """Each speaker's consents by purpose."""
    held: dict[str, dict[str, Consent]] = {key: {} for key in speaker_keys}
    for consent in standing_consents().filter(speaker__key__in=speaker_keys).select_related("speaker"):
        held[consent.speaker.key][consent.purpose] = consent
    return held
