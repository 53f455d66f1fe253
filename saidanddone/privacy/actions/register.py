"""Writing the register of processing. Whoever decides is not whoever advises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from saidanddone.people.actions import audited
from saidanddone.people.models import Account
from saidanddone.programme.actions import recorded, saved, verb
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person, check_one_programme

from ..models import Advice, AssessmentPart, Organisation, Purpose, Risk, SignOff
from ..queries.register import latest_advice, register_of
from ..rules import register as rules


@verb
def add_purpose(
    *, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None
) -> Purpose:
    rules.check_writes_register(person)
    return _purpose_kept(Purpose(programme=programme), fields, "privacy.add_purpose", by)


@verb
def change_purpose(
    *, person: Person, purpose: Purpose, fields: dict[str, Any], by: Account | None
) -> Purpose:
    """A decision is of the purpose as it was written: with a change of that it stands no longer."""
    rules.check_writes_register(person)
    before = Purpose.objects.select_for_update().get(pk=purpose.pk)
    if any(name in fields and getattr(before, name) != fields[name] for name in rules.DECIDED_AS_WRITTEN):
        fields = fields | {"decided_by": "", "decided_on": None}
    return _purpose_kept(purpose, fields, "privacy.change_purpose", by)


def _purpose_kept(purpose: Purpose, fields: dict[str, Any], verb: str, by: Account | None) -> Purpose:
    kept = saved(purpose, fields, verb, by=by, programme=purpose.programme)
    rules.check_conditions_fit(kept)
    return kept


@verb
def decide_purpose(
    *, person: Person, purpose: Purpose, decided_by: str, decided_on: date, by: Account | None
) -> Purpose:
    rules.check_decides(person)
    rules.check_decision_day(decided_on, timezone.localdate())
    purpose = Purpose.objects.select_for_update().get(pk=purpose.pk)
    rules.check_may_be_decided(purpose)
    fields = {"decided_by": decided_by, "decided_on": decided_on}
    return saved(purpose, fields, "privacy.decide_purpose", by=by, programme=purpose.programme)


@verb
def add_organisation(
    *,
    person: Person,
    programme: Programme,
    fields: dict[str, Any],
    purposes: Sequence[Purpose],
    by: Account | None,
) -> Organisation:
    organisation = Organisation(programme=programme)
    return _organisation_kept(person, organisation, fields, purposes, "privacy.add_organisation", by)


@verb
def change_organisation(
    *,
    person: Person,
    organisation: Organisation,
    fields: dict[str, Any],
    purposes: Sequence[Purpose],
    by: Account | None,
) -> Organisation:
    return _organisation_kept(person, organisation, fields, purposes, "privacy.change_organisation", by)


def _organisation_kept(
    person: Person,
    organisation: Organisation,
    fields: dict[str, Any],
    purposes: Sequence[Purpose],
    verb: str,
    by: Account | None,
) -> Organisation:
    rules.check_writes_register(person)
    check_one_programme(organisation.programme_id, *purposes)
    kept = saved(organisation, fields, verb, by=by, programme=organisation.programme)
    kept.purposes.set(purposes)
    return kept


@verb
def add_risk(*, person: Person, programme: Programme, fields: dict[str, Any], by: Account | None) -> Risk:
    return _risk_kept(person, Risk(programme=programme), fields, "privacy.add_risk", by)


@verb
def change_risk(*, person: Person, risk: Risk, fields: dict[str, Any], by: Account | None) -> Risk:
    return _risk_kept(person, risk, fields, "privacy.change_risk", by)


def _risk_kept(person: Person, risk: Risk, fields: dict[str, Any], verb: str, by: Account | None) -> Risk:
    rules.check_writes_register(person)
    kept = saved(risk, fields, verb, by=by, programme=risk.programme)
    rules.check_risk(kept)
    return kept


@verb
def write_assessment(
    *, person: Person, programme: Programme, words: Mapping[str, str], by: Account | None
) -> list[AssessmentPart]:
    """What the impact assessment says in its own words, part by part; a part left blank is open again."""
    rules.check_writes_register(person)
    Programme.objects.select_for_update().get(pk=programme.pk)
    standing = {each.part: each for each in programme.assessment_parts.all()}
    blank = [each.pk for part, each in standing.items() if not words.get(part, "").strip()]
    AssessmentPart.objects.filter(pk__in=blank).delete()
    kept = []
    for part, said in words.items():
        row = standing.get(part) or AssessmentPart(programme=programme, part=part)
        if said.strip() and row.words != said.strip():
            row.words = said.strip()
            row.full_clean()
            row.save()
            kept.append(row)
    audited("privacy.write_assessment", programme, *kept, by=by, programme_slug=programme.slug)
    return kept


# Advice and sign-off


@verb
def advise(
    *, person: Person, programme: Programme, verdict: str, words: str, read: str, by: Account
) -> Advice:
    """The officer's advice, on the assessment in the state in which they read it."""
    rules.check_advises(person)
    now = register_of(programme).fingerprint()
    rules.check_read_as_it_is(read, now)
    fields = {
        "verdict": verdict,
        "words": words,
        "given_on": timezone.localdate(),
        "given_by": by,
        "fingerprint": now,
    }
    return saved(Advice(programme=programme), fields, "privacy.advise", by=by, programme=programme)


@verb
def sign_off(*, person: Person, programme: Programme, fields: dict[str, Any], by: Account) -> SignOff:
    """That the assessment is signed off. The officer writes it down, so that it cannot pass them by."""
    rules.check_advises(person)
    register = register_of(programme)
    now, advice = register.fingerprint(), latest_advice(programme)
    rules.check_may_be_signed_off(len(register.open_points()), advice, now)
    row = SignOff(programme=programme, advice=advice, signed_on=timezone.localdate())
    for name, value in fields.items():
        setattr(row, name, value)
    rules.check_sign_off(row, register.risks, timezone.localdate())
    return saved(row, {"recorded_by": by, "fingerprint": now}, "privacy.sign_off", by=by, programme=programme)


# Verbs for whole tables


@transaction.atomic
def record_purposes(*, purposes: Sequence[Purpose], by: Account | None) -> list[Purpose]:
    for purpose in purposes:
        rules.check_purpose(purpose)
    return recorded(purposes, "privacy.record_purposes", by=by)


@transaction.atomic
def record_organisations(
    *, organisations: Sequence[tuple[Organisation, Sequence[Purpose]]], by: Account | None
) -> list[Organisation]:
    made = recorded([row for row, _purposes in organisations], "privacy.record_organisations", by=by)
    for row, purposes in organisations:
        check_one_programme(row.programme_id, *purposes)
        row.purposes.set(purposes)
    return made


@transaction.atomic
def record_risks(*, risks: Sequence[Risk], by: Account | None) -> list[Risk]:
    for risk in risks:
        rules.check_risk(risk)
    return recorded(risks, "privacy.record_risks", by=by)


@transaction.atomic
def record_parts(*, parts: Sequence[AssessmentPart], by: Account | None) -> list[AssessmentPart]:
    return recorded(parts, "privacy.record_parts", by=by)
