"""What people ask for about what is held of them: noted, answered, and given."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.people.actions import audited
from saidanddone.people.models import Account, Speaker
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.thread.copies import held_about, zipped_copy
from saidanddone.words.rules import speaker_key

from .. import rules
from ..models import Erasure, SubjectRequest
from ..queries.retention import keys_of_people
from .erasure import erase_person, give_up_old_pages, taken_out


@verb
def note_request(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> SubjectRequest:
    """The clock runs from the day on which it came, so that this day cannot lie ahead."""
    rules.check_answers_requests(person)
    rules.check_day_has_come(fields["received_on"], timezone.localdate())
    row = SubjectRequest(programme=programme)
    return saved(row, fields, "privacy.note_request", by=by, programme=programme)


@verb
def answer_request(
    *, person: Person, request: SubjectRequest, answered_on: date, answer: str, by: Account | None
) -> SubjectRequest:
    rules.check_answers_requests(person)
    rules.check_day_has_come(answered_on, timezone.localdate())
    rules.check_answered_after_received(request.received_on, answered_on)
    fields = {"answered_on": answered_on, "answer": answer}
    return saved(request, fields, "privacy.answer_request", by=by, programme=request.programme)


@transaction.atomic
def give_copy(*, person: Person, programme: Programme, speaker: Speaker, by: Account | None) -> bytes:
    """All that is held about somebody, for the officer to send to them. That it was made stands on the trail."""
    _check_theirs(person, programme, speaker)
    audited("privacy.give_copy", speaker, by=by, programme_slug=programme.slug)
    return zipped_copy(held_about(speaker, programme), programme, timezone.localdate())


@verb
def erase_on_request(
    *, person: Person, programme: Programme, speaker: Speaker, asked: str, words: str, by: Account | None
) -> Erasure:
    """The data protection officer does what somebody asked for by letter or by word of mouth."""
    _check_theirs(person, programme, speaker)
    return erase_person(
        speaker_key=speaker.key,
        programme=programme,
        asked=Erasure.Asked(asked),
        words=Erasure.Words(words),
        by=by,
    )


@transaction.atomic
def erase_seat(*, programme: Programme, seat: str, words: str, by: Account | None) -> Erasure:
    """The same by whoever keeps the installation, where the officer does not come to the site."""
    key = speaker_key(programme.slug, seat.strip())
    if words not in Erasure.Words.values:
        raise Refused(_("What they said is either kept or taken-away."))
    if key not in keys_of_people(programme):
        raise Refused(_("There is no such person in this programme."))
    transaction.on_commit(give_up_old_pages)
    return taken_out(key, programme, Erasure.Asked.LETTER, Erasure.Words(words), by)


def _check_theirs(person: Person, programme: Programme, speaker: Speaker) -> None:
    rules.check_answers_requests(person)
    if not speaker.key.startswith(f"{programme.slug}:"):
        raise Refused(_("There is no such person in this programme."))
