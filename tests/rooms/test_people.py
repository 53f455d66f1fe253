from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils import timezone

from saidanddone.people import actions
from saidanddone.people.models import Account, AuditRow, Consent, SignInLink, Speaker
from saidanddone.people.queries import (
    account_by_email,
    agreed_to,
    audit_rows,
    consents_of,
    usable_sign_in_link,
)
from saidanddone.people.rules import Refused, rule_pair
from saidanddone.words.models import Text
from tests.factories.people import a_speaker, withdraws

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> Account:
    return actions.open_account(email=" Amina@Example.Test ", name="Amina", by=None)


# Accounts


def test_an_address_is_kept_in_small_letters_and_found_in_any(amina):
    assert amina.email == "amina@example.test"
    assert account_by_email("  AMINA@example.TEST ") == amina


def test_two_accounts_cannot_have_addresses_that_differ_by_case_alone(amina):
    with pytest.raises(ValidationError, match="already, open or closed"):
        actions.open_account(email="AMINA@EXAMPLE.TEST", name="Another", by=None)


def test_the_database_itself_refuses_addresses_that_differ_by_case(amina):
    with pytest.raises(IntegrityError):
        Account.objects.create(email="Amina@example.test", name="Smuggled")


def test_what_is_no_address_opens_no_account():
    with pytest.raises(ValidationError):
        actions.open_account(email="amina at example", name="Amina", by=None)
    assert not Account.objects.filter(name="Amina").exists()


def test_a_closed_account_is_not_found_by_its_address(amina):
    Account.objects.filter(pk=amina.pk).update(is_active=False)
    assert account_by_email(amina.email) is None


def test_nobody_can_sign_in_with_a_password(amina):
    assert not amina.has_usable_password()


# Sign-in links


def test_a_link_signs_its_account_in_once(amina):
    token = actions.issue_sign_in_link(account=amina, by=None)
    assert actions.use_sign_in_link(token=token) == amina
    assert actions.use_sign_in_link(token=token) is None


def test_a_link_works_for_half_an_hour(amina):
    token = actions.issue_sign_in_link(account=amina, by=None)
    left = SignInLink.objects.get().expires_at - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    SignInLink.objects.update(expires_at=timezone.now())
    assert actions.use_sign_in_link(token=token) is None
    assert SignInLink.objects.get().used_at is None


@pytest.mark.parametrize("guess", ["", "a", "0" * 64, "' OR 1=1 --"])
def test_a_guessed_link_signs_nobody_in(amina, guess):
    actions.issue_sign_in_link(account=amina, by=None)
    assert actions.use_sign_in_link(token=guess) is None


def test_the_database_holds_nothing_that_signs_in(amina):
    token = actions.issue_sign_in_link(account=amina, by=None)
    held = SignInLink.objects.get().token_hash
    assert token not in held
    assert actions.use_sign_in_link(token=held) is None


def test_a_link_of_an_account_closed_since_is_dead(amina):
    token = actions.issue_sign_in_link(account=amina, by=None)
    Account.objects.filter(pk=amina.pk).update(is_active=False)
    assert usable_sign_in_link(token) is None
    assert actions.use_sign_in_link(token=token) is None


def test_of_two_requests_with_one_link_the_second_gets_nothing(amina):
    """The other request uses the link after this one has found it usable and before it takes it."""
    token = actions.issue_sign_in_link(account=amina, by=None)

    def other_request_is_quicker(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith("SELECT") and "token_hash" in sql:
            SignInLink.objects.update(used_at=timezone.now())
        return result

    with connection.execute_wrapper(other_request_is_quicker):
        assert actions.use_sign_in_link(token=token) is None
    assert not AuditRow.objects.filter(verb="people.use_sign_in_link").exists()


def test_the_trail_knows_the_link_and_not_the_token(amina):
    token = actions.issue_sign_in_link(account=amina, by=None)
    actions.use_sign_in_link(token=token)
    link = SignInLink.objects.get()
    verbs = AuditRow.objects.filter(objects_touched=[f"people.signinlink:{link.pk}"])
    assert {row.verb for row in verbs} == {"people.issue_sign_in_link", "people.use_sign_in_link"}
    assert not [row for row in AuditRow.objects.all() if token in str(vars(row))]


# Consents


@pytest.fixture
def speaker(second) -> Speaker:
    return a_speaker("second:new", "take-part", "told", "quoted")


def agrees(key: str, purpose: Consent.Purpose = Consent.Purpose.QUOTED) -> bool:
    Text.objects.filter(key="i003").update(speaker_key=key)
    return Text.objects.filter(agreed_to(purpose), key="i003").exists()


def test_a_speaker_agrees_to_what_they_agreed_to_and_nothing_else(speaker):
    assert agrees(speaker.key, Consent.Purpose.TOLD)
    assert not agrees(speaker.key, Consent.Purpose.ASKED_LATER)
    assert not agrees("second:nobody")
    assert not agrees("")


def test_a_withdrawn_consent_counts_from_then_on_and_others_stay(speaker):
    withdraws(speaker.key, "quoted")
    assert not agrees(speaker.key)
    assert agrees(speaker.key, Consent.Purpose.TOLD)
    held = consents_of([speaker.key])[speaker.key]
    assert held["quoted"].taken_on == date(2022, 1, 1)
    assert held["told"].taken_on == date(2021, 3, 1)


def test_withdrawing_is_on_the_trail_without_what_was_said(speaker):
    withdraws(speaker.key, "quoted")
    row = audit_rows("second").first()
    assert (row.verb, row.actor) == ("people.take_consents", None)
    assert speaker.key not in str(row.objects_touched)


def test_one_person_has_one_consent_a_purpose(speaker):
    with pytest.raises(IntegrityError):
        Consent.objects.create(
            speaker=speaker, purpose="quoted", given=False, taken_on=date(2022, 1, 1), taken_how="paper"
        )


# Rules


def test_a_rule_and_its_twin_agree():
    def check_even(number: int) -> None:
        if number % 2:
            raise Refused("Only even numbers.")

    can = rule_pair(check_even)
    assert can(2)
    assert not can(3)


def test_a_rule_that_breaks_is_not_taken_for_a_refusal():
    def check_broken() -> None:
        raise KeyError("a defect")

    with pytest.raises(KeyError):
        rule_pair(check_broken)()
