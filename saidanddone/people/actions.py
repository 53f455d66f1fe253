"""Verbs on people. Every verb is atomic and leaves an audit row; side effects follow the commit."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import F, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import About, Account, AuditRow, AuditSeal, Consent, Contact, PersonalLink, SignInLink, Speaker
from .queries import contact_of, hash_of, latest_seal, may_have_link, rows_to_seal, usable_sign_in_link
from .rules import Refused
from .rules.chain import seal_of
from .rules.codes import fresh_code, fresh_token, plain_token
from .rules.letters import check_lines
from .rules.sealing import mark, seal, unseal

SIGN_IN_LINK_LIVES = timedelta(minutes=30)
WAITS_AT_MOST = 500  # milliseconds; whoever writes meanwhile waits as long
KEPT_LETTERS = "*.log"  # what Django's file-based mail makes of each letter
LOCK_NOT_AVAILABLE = "55P03"  # https://www.postgresql.org/docs/current/errcodes-appendix.html


def audited(verb: str, *rows: Model, by: Account | None, programme_slug: str = "") -> None:
    """Write the audit row of a verb; called inside the verb's own transaction."""
    AuditRow.objects.create(
        verb=verb,
        actor=by,
        programme_slug=programme_slug,
        objects_touched=[f"{row._meta.label_lower}:{row.pk}" for row in rows],
    )


def seal_audit() -> list[AuditSeal]:
    """Seal the rows that are not sealed yet, in batches. Of two at once the second finds nothing left to do.

    Where somebody writes for long, such as a load, nothing is sealed this time: the next will do.
    """
    try:
        with transaction.atomic():
            _wait_for_whoever_writes()
            return _sealed()
    except OperationalError as why:
        if getattr(why.__cause__, "sqlstate", "") == LOCK_NOT_AVAILABLE:
            return []
        raise


def _wait_for_whoever_writes() -> None:
    """A row has its number when it is written and is seen when its verb is done, so that with several writers a
    lower number could come after a higher one was sealed. SQLite has one writer at a time, and this is it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {WAITS_AT_MOST}")
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(AuditRow._meta.db_table)} IN SHARE MODE")


def _sealed() -> list[AuditSeal]:
    made: list[AuditSeal] = []
    while rows := rows_to_seal():
        before = latest_seal()
        seal = seal_of(before.seal if before else "", rows)
        made.append(AuditSeal.objects.create(first=rows[0].pk, last=rows[-1].pk, rows=len(rows), seal=seal))
    return made


@transaction.atomic
def open_account(*, email: str, name: str, by: Account | None, is_demo: bool = False) -> Account:
    account = Account(email=email.strip().lower(), name=name, is_demo=is_demo)
    account.set_unusable_password()
    account.full_clean()
    check_lines(account)
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
def note_sign_in(*, account: Account, how: str) -> None:
    """For the person's own list of when they signed in. Where from is not kept."""
    audited(f"people.sign_in_by_{how}", account, by=account)


@transaction.atomic
def sign_out_everywhere(*, account: Account, by: Account | None) -> None:
    """End every session of an account, this one too."""
    Account.objects.filter(pk=account.pk).update(session_round=F("session_round") + 1)
    audited("people.sign_out_everywhere", account, by=by)


# How somebody who spoke may be reached, and their way into their own pages


def held_speaker(key: str) -> Speaker:
    """Their row, for the verb that asks alone until it is done. They may have been taken out since a page was read."""
    speaker = Speaker.objects.select_for_update().filter(key=key).first()
    if speaker is None:
        raise Refused(_("Whoever this was has been taken out. Nothing leads to them any more."))
    return speaker


@transaction.atomic
def keep_contact(
    *, speaker_key: str, fields: Mapping[str, str], by: Account | None, programme_slug: str
) -> None:
    """Keep how somebody may be reached, sealed, in place of what was kept before; nothing, where all is blank."""
    speaker = held_speaker(speaker_key)
    said = {name: value.strip() for name, value in fields.items() if value.strip()}
    before = reached_at(speaker)
    if before != said.get("email", ""):
        transaction.on_commit(lambda: burn_letters_to(before))
    if said:
        kept = {"sealed": seal(said), "email_mark": mark(said.get("email", ""))}
        Contact.objects.update_or_create(speaker=speaker, defaults=kept)
    else:
        Contact.objects.filter(speaker=speaker).delete()
    audited("people.keep_contact", speaker, by=by, programme_slug=programme_slug)


def reached_at(speaker: Speaker) -> str:
    """Their e-mail address; none where it cannot be read any more, since the key is lost."""
    try:
        return contact_of(speaker).get("email", "")
    except Refused:
        return ""


def burn_letters_to(*names: str) -> None:
    """Until a mail server is named, letters lie in a folder: those with an address, or a seat, that is kept no longer go."""
    folder = getattr(settings, "EMAIL_FILE_PATH", "")
    sought = "|".join(re.escape(name) for name in names if name)
    if not (sought and folder):
        return
    whole = re.compile(rf"(?<![\w.-])(?:{sought})(?![\w-])", re.IGNORECASE)
    for path in Path(folder).glob(KEPT_LETTERS):
        if whole.search(path.read_text(errors="replace")):
            path.write_bytes(bytes(path.stat().st_size))
            path.unlink()


@transaction.atomic
def seal_contacts_anew(*, by: Account | None) -> int:
    """With the newest key, one after the other; how many there were."""
    rows = list(Contact.objects.select_for_update())
    for row in rows:
        said = unseal(row.sealed)
        Contact.objects.filter(pk=row.pk).update(sealed=seal(said), email_mark=mark(said.get("email", "")))
    audited("people.seal_contacts_anew", by=by)
    return len(rows)


@transaction.atomic
def issue_personal_link(
    *,
    speaker_key: str,
    form: PersonalLink.Form,
    by: Account | None,
    programme_slug: str,
    expires_on: date | None = None,
) -> str:
    """The token or code of a fresh way in; it is nowhere else to be read afterwards.

    Earlier ones of the same form end: who asks for a card, letter or e-mail anew may have lost the last.
    Raises Refused for somebody under 16 for whom not everybody has agreed.
    """
    speaker = held_speaker(speaker_key)
    if not may_have_link(speaker):
        raise Refused(
            _(
                "This person is under 16. Record first that a parent or guardian, the child and, where they take "
                "part through a school, the school have agreed."
            )
        )
    speaker.links.filter(form=form, revoked_at=None).update(revoked_at=timezone.now())
    token = fresh_token() if form == PersonalLink.Form.EMAIL else fresh_code()
    link = PersonalLink.objects.create(
        speaker=speaker,
        purpose=PersonalLink.Purpose.MY_WORDS,
        form=form,
        token_hash=hash_of(plain_token(token)),
        expires_on=expires_on,
    )
    audited("people.issue_personal_link", link, by=by, programme_slug=programme_slug)
    return token


@transaction.atomic
def revoke_personal_links(
    *, speaker_key: str, by: Account | None, programme_slug: str, form: PersonalLink.Form | None = None
) -> int:
    """End somebody's ways in, all or those of one form, and every session that was begun with them."""
    rows = PersonalLink.objects.filter(speaker__key=speaker_key, revoked_at=None)
    ended = list(rows.filter(form=form) if form else rows)
    PersonalLink.objects.filter(pk__in=[row.pk for row in ended]).update(revoked_at=timezone.now())
    audited("people.revoke_personal_links", *ended, by=by, programme_slug=programme_slug)
    return len(ended)


@transaction.atomic
def forget_speaker(*, speaker: Speaker) -> None:
    """Delete a person's row, and with it how they may be reached, what they said of themselves, their consents
    and every way in. The trail is the verb's that asks for it: it names no row, which would tie it to a moment."""
    speaker.delete()


# Speakers and their consents


@dataclass(frozen=True)
class Taken:
    """When and how consents were taken, and which words asked for them."""

    on: date
    how: str
    version: str = ""


@transaction.atomic
def record_speakers(
    *,
    speakers: Sequence[tuple[str, dict[str, bool], Taken]],
    by: Account | None,
    programme_slug: str,
) -> list[Speaker]:
    """Speakers' keys with the consents they gave: (key, given by purpose, when and how it was taken)."""
    made = Speaker.objects.bulk_create([Speaker(key=key) for key, *_ in speakers])
    Consent.objects.bulk_create(
        _consent(speaker, purpose, given, taken, by)
        for speaker, (_, consents, taken) in zip(made, speakers, strict=True)
        for purpose, given in consents.items()
    )
    audited("people.record_speakers", *made[:1], by=by, programme_slug=programme_slug)
    return made


def _consent(speaker: Speaker, purpose: str, given: bool, taken: Taken, by: Account | None) -> Consent:
    return Consent(
        speaker=speaker,
        purpose=purpose,
        given=given,
        version=taken.version,
        taken_on=taken.on,
        taken_how=taken.how,
        taken_by=by,
    )


@transaction.atomic
def take_consents(
    *,
    speaker_key: str,
    given: Mapping[str, bool],
    taken: Taken,
    by: Account | None,
    programme_slug: str,
) -> list[Consent]:
    """Keep what somebody agrees to or refuses from now on, purpose by purpose; what stood before is replaced.

    What is said again unchanged, to the same words, makes no new row. Everything that asks for a consent asks at
    every reading, so this takes effect everywhere at once. Details go with the consent to have them kept.
    """
    speaker = held_speaker(speaker_key)
    standing = {row.purpose: row for row in speaker.consents.filter(replaced_at=None)}
    changed = {
        purpose: agrees
        for purpose, agrees in given.items()
        if (row := standing.get(purpose)) is None
        or row.given != agrees
        or (taken.version and row.version != taken.version)
    }
    if changed.get(Consent.Purpose.DETAILS) is False:
        About.objects.filter(speaker=speaker).delete()
    speaker.consents.filter(replaced_at=None, purpose__in=changed).update(replaced_at=timezone.now())
    made = Consent.objects.bulk_create(
        _consent(speaker, purpose, agrees, taken, by) for purpose, agrees in changed.items()
    )
    audited("people.take_consents", speaker, *made, by=by, programme_slug=programme_slug)
    return made
