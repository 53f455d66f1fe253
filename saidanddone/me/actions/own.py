"""What somebody does on their own pages. Nobody does it for them here: there is no account behind these verbs."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.people.actions import Taken, audited, issue_personal_link, keep_contact, take_consents
from saidanddone.people.models import About, Account, Consent, PersonalLink, Speaker
from saidanddone.people.queries import may_have_link, speakers_by_email
from saidanddone.privacy.actions import erase_person
from saidanddone.privacy.models import Erasure
from saidanddone.programme.actions import recorded, verb
from saidanddone.programme.models import Area, Programme
from saidanddone.programme.queries import programmes
from saidanddone.programme.rules import Person
from saidanddone.safeguarding.actions import Where, look_at_texts, raise_own
from saidanddone.words.actions import record_texts, withhold_text
from saidanddone.words.models import Text
from saidanddone.words.rules import check_personal, check_words

from .. import rules
from ..models import Correction

KEY_SHOWN = 45  # letters of a key of at most 60
logger = logging.getLogger(__name__)


@verb
def say_what_was_meant(
    *, person: Person, speaker: Speaker, text: Text, words: str, keep: bool = False, by: Account | None
) -> Correction:
    """Keep somebody's own words beside what was written down, which is quoted no longer and stays as it is."""
    rules.check_own(speaker, text)
    check_words(words)
    check_personal(words, keep)
    programme = Programme.objects.select_for_update().get(pk=text.programme_id)
    number = text.corrections.count() + 1
    meant = text_meant(text, words, text.language, number)
    meant.full_clean()
    record_texts(texts=[meant], by=by)
    look_at_texts(
        texts=[meant],
        where=Where(programme, meant.area, _("on their own page")),
        by=by,
        is_urgent=True,
    )
    withhold_text(text=text, by=by)
    made = Correction.objects.create(of=text, text=meant, made_on=timezone.localdate())
    audited("me.say_what_was_meant", made, by=by, programme_slug=programme.slug)
    return made


def text_meant(of: Text, words: str, language: str, number: int, **from_where: str) -> Text:
    """What somebody says they meant, as a text of their own beside the one that was written down."""
    return Text(
        programme=of.programme,
        key=f"{_short(of.key)}-meant-{number}",
        words=words,
        language=language,
        speaker_key=of.speaker_key,
        role=of.role,
        area_id=of.area_id,
        recorded_as=Text.RecordedAs.WRITTEN,
        quotable=True,
        **from_where,
    )


def _short(key: str) -> str:
    """With room for an ending. Two long keys that begin alike stay two."""
    return key if len(key) <= KEY_SHOWN else f"{key[: KEY_SHOWN - 9]}-{sha256(key.encode()).hexdigest()[:8]}"


@transaction.atomic
def record_corrections(*, corrections: Sequence[Correction], by: Account | None) -> list[Correction]:
    """Whole tables of them, each with its text, both not saved yet."""
    texts = record_texts(texts=[each.text for each in corrections], by=by)
    for correction, text in zip(corrections, texts, strict=True):
        correction.text = text  # set again, now that it has a number
        withhold_text(text=correction.of, by=by)
    return recorded(corrections, "me.record_corrections", by=by, programme_of=lambda each: each.of.programme)


@verb
def say_not_all_right(
    *,
    person: Person,
    programme: Programme,
    speaker: Speaker,
    area: Area | None,
    said: str,
    get_in_touch: bool,
    how: str = "",
    by: Account | None,
) -> None:
    """Tell those whose task it is to help. Of who it is they learn the seat, and what somebody chose to say."""
    reached = _("How to reach me: %(how)s") % {"how": how} if how else ""
    raise_own(
        programme=programme,
        area=area,
        speaker_key=speaker.key,
        message="\n\n".join(filter(None, (said, reached))),
        may_contact=get_in_touch,
        place=_("on their own page"),
    )


@verb
def choose_consents(
    *,
    person: Person,
    speaker: Speaker,
    given: Mapping[str, bool],
    versions: Mapping[str, str],
    by: Account | None,
) -> None:
    """What somebody agrees to from now on, each in the words of the version they read."""
    for purpose, agrees in given.items():
        _takes(person, speaker, purpose, agrees, versions.get(purpose, ""))
    if given.get(Consent.Purpose.DETAILS) is False:
        About.objects.filter(speaker=speaker).delete()
    audited("me.choose_consents", speaker, by=by, programme_slug=person.programme_slug)


def _takes(person: Person, speaker: Speaker, purpose: str, agrees: bool, version: str = "") -> None:
    take_consents(
        speaker_key=speaker.key,
        given={purpose: agrees},
        taken=Taken(timezone.localdate(), Consent.How.ONLINE, version),
        by=None,
        programme_slug=person.programme_slug,
    )


@verb
def keep_how_to_reach(
    *, person: Person, speaker: Speaker, fields: Mapping[str, str], by: Account | None
) -> None:
    keep_contact(speaker_key=speaker.key, fields=fields, by=by, programme_slug=person.programme_slug)


@verb
def keep_about(*, person: Person, speaker: Speaker, fields: Mapping[str, Any], by: Account | None) -> None:
    """What somebody says about themselves. Saying it is agreeing that it is kept; saying nothing, that it is not."""
    said = any(fields.values())
    if said:
        About.objects.update_or_create(speaker=speaker, defaults=dict(fields))
    else:
        About.objects.filter(speaker=speaker).delete()
    _takes(person, speaker, Consent.Purpose.DETAILS, said)
    audited("me.keep_about", speaker, by=by, programme_slug=person.programme_slug)


@verb
def forget_details(*, person: Person, speaker: Speaker, by: Account | None) -> None:
    """Take away how somebody may be reached and what they said about themselves. Their words stay."""
    keep_contact(speaker_key=speaker.key, fields={}, by=by, programme_slug=person.programme_slug)
    About.objects.filter(speaker=speaker).delete()
    _takes(person, speaker, Consent.Purpose.DETAILS, False)
    audited("me.forget_details", speaker, by=by, programme_slug=person.programme_slug)


@verb
def take_me_out(
    *, person: Person, programme: Programme, speaker: Speaker, take_words: bool, by: Account | None
) -> Erasure:
    """Everything that says who somebody is goes, and their words with it where they want that."""
    return erase_person(
        speaker_key=speaker.key,
        programme=programme,
        asked=Erasure.Asked.OWN_PAGE,
        words=Erasure.Words.TAKEN_AWAY if take_words else Erasure.Words.KEPT,
        by=by,
    )


@transaction.atomic
def send_link_again(*, email: str, entrance: str) -> None:
    """Write to whoever gave this address. The caller says the same, whether anybody did.

    `entrance` is the address below which a link stands. It goes into the letter and nowhere else.
    """
    for programme in programmes():
        for speaker in speakers_by_email(email, programme.slug):
            if not may_have_link(speaker):
                continue
            token = issue_personal_link(
                speaker_key=speaker.key,
                form=PersonalLink.Form.EMAIL,
                by=None,
                programme_slug=programme.slug,
            )
            words = render_to_string(
                "me/email/link.txt", {"programme": programme, "link": f"{entrance}{token}/"}
            )
            transaction.on_commit(lambda words=words: _post(email, words))


def _post(email: str, words: str) -> None:
    """A letter that cannot be sent must not tell whoever asked that there was one to send."""
    try:
        send_mail(_("Your words, and where they have got to"), words, None, [email])
    except OSError as why:
        logger.error("a personal link could not be sent: %s", type(why).__name__)
