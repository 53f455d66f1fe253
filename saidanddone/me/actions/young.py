"""Somebody under 16: who has to agree before they have a code, are told or are quoted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from saidanddone.people.actions import audited, revoke_personal_links
from saidanddone.people.models import Account, Consent, Speaker, YoungPerson
from saidanddone.people.queries import may_have_link
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.words.models import Seat

from .. import queries, rules
from ..models import AgreementTaken, SchoolAgreement
from .cards import speaker_of


@verb
def record_school(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> SchoolAgreement:
    """A school lets its pupils take part until a day."""
    rules.check_for_any_area(person, rules.KEEPS_AGREEMENTS)
    rules.check_not_in_the_future(fields["agreed_on"], today=timezone.localdate())
    return saved(SchoolAgreement(programme=programme), fields, "me.record_school", by=by, programme=programme)


@verb
def end_school(*, person: Person, agreement: SchoolAgreement, by: Account | None) -> None:
    """A school takes back what it agreed to: its pupils' codes and words are closed at once."""
    rules.check_for_any_area(person, rules.KEEPS_AGREEMENTS)
    today = timezone.localdate()
    SchoolAgreement.objects.filter(pk=agreement.pk).update(until=max(today, agreement.agreed_on))
    _without_school(agreement, today, by)
    audited("me.end_school", agreement, by=by, programme_slug=agreement.programme.slug)


@verb
def record_agreements(
    *,
    person: Person,
    seat: Seat,
    parent_on: date | None,
    parent_is: str,
    child_on: date | None,
    how: str,
    school: SchoolAgreement | None,
    in_school: bool,
    by: Account | None,
) -> YoungPerson:
    """Write down who has agreed. Where a day is left blank, nobody has, or they took it back."""
    rules.check_for_area(person, seat.area_id, rules.KEEPS_AGREEMENTS)
    today = timezone.localdate()
    rules.check_not_in_the_future(parent_on, child_on, today=today)
    if school is not None and school.until < today:
        raise Refused(_("This school’s agreement is over. Write down a new one first."))
    speaker = speaker_of(seat)
    before = YoungPerson.objects.filter(speaker=speaker).first() or YoungPerson(speaker=speaker)
    fields = {
        "parent_agreed_on": parent_on,
        "parent_is": parent_is if parent_on else "",
        "child_agreed_on": child_on,
        "in_school": in_school or school is not None,
        "school_agreed_on": school.agreed_on if school else None,
    }
    changes = [
        (AgreementTaken.Whose.PARENT, before.parent_agreed_on, parent_on),
        (AgreementTaken.Whose.CHILD, before.child_agreed_on, child_on),
        (AgreementTaken.Whose.SCHOOL, before.school_agreed_on, fields["school_agreed_on"]),
    ]
    AgreementTaken.objects.bulk_create(
        AgreementTaken(
            speaker=speaker, whose=whose, given=now is not None, on=now or today, how=how, taken_by=by
        )
        for whose, then, now in changes
        if then != now
    )
    speaker.school_agreements.set([school] if school else [])
    young = saved(before, fields, "me.record_agreements", by=by, programme=seat.programme)
    if not may_have_link(speaker):
        revoke_personal_links(speaker_key=speaker.key, by=by, programme_slug=seat.programme.slug)
    return young


@verb
def say_of_age(*, person: Person, seat: Seat, why: str, since: date, how: str, by: Account | None) -> None:
    """Somebody turned 16, or was called under 16 by mistake: from now on they agree for themselves."""
    rules.check_for_area(person, seat.area_id, rules.KEEPS_AGREEMENTS)
    rules.check_not_in_the_future(since, today=timezone.localdate())
    speaker = speaker_of(seat)
    young = YoungPerson.objects.filter(speaker=speaker).first()
    if young is None:
        raise Refused(_("Nobody has said that this person is under 16."))
    AgreementTaken.objects.create(speaker=speaker, whose=why, given=True, on=since, how=how, taken_by=by)
    speaker.school_agreements.clear()
    audited("me.say_of_age", young, by=by, programme_slug=seat.programme.slug)
    young.delete()


@transaction.atomic
def record_schools(*, schools: Sequence[SchoolAgreement], by: Account | None) -> list[SchoolAgreement]:
    return recorded(schools, "me.record_schools", by=by)


@transaction.atomic
def record_young(
    *,
    agreed: Sequence[tuple[Seat, YoungPerson, SchoolAgreement | None]],
    programme: Programme,
    by: Account | None,
) -> None:
    """Whole tables of who agreed for somebody under 16: the seat, what stands, and the school where there is one."""
    speakers = Speaker.objects.in_bulk([seat.speaker_key for seat, *_ in agreed], field_name="key")
    for seat, young, school in agreed:
        young.speaker = speakers[seat.speaker_key]
        if school is not None:
            school.pupils.add(young.speaker)
    made = YoungPerson.objects.bulk_create(young for _, young, _ in agreed)
    audited("me.record_young", *made[:1], by=by, programme_slug=programme.slug)


@transaction.atomic
def close_schools_that_are_over() -> int:
    """Where a school's last day has passed its agreement counts no longer. What is done twice changes nothing."""
    today = timezone.localdate()
    ended = list(queries.schools_that_are_over(today))
    for agreement in ended:
        _without_school(agreement, today, None)
        audited("me.close_school", agreement, by=None, programme_slug=agreement.programme.slug)
    return len(ended)


def _without_school(agreement: SchoolAgreement, today: date, by: Account | None) -> None:
    pupils = list(agreement.pupils.all())
    AgreementTaken.objects.bulk_create(
        AgreementTaken(
            speaker=pupil,
            whose=AgreementTaken.Whose.SCHOOL,
            given=False,
            on=today,
            how=Consent.How.PAPER,
            taken_by=by,
        )
        for pupil in pupils
    )
    YoungPerson.objects.filter(speaker__in=pupils).update(school_agreed_on=None)
    for pupil in pupils:
        revoke_personal_links(speaker_key=pupil.key, by=by, programme_slug=agreement.programme.slug)
    agreement.pupils.clear()
