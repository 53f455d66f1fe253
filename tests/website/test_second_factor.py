"""A second factor: whose roles need one, how it is set up and given, and what does not go round it."""

from __future__ import annotations

import json
import time
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client

from saidanddone.cli.site import sign_in
from saidanddone.people.actions import issue_sign_in_link
from saidanddone.people.models import Account, AuditRow
from saidanddone.website.actions import forget_second_factors
from tests.website.conftest import code_in_the_letter, signed_in_as
from tests.website.reading import read_page

pytestmark = pytest.mark.django_db
PAGE = "/accounts/second-factor/"
APP = f"{PAGE}app/"
GIVE = f"{PAGE}give/"
AGAIN = f"{PAGE}again/"
CODES = f"{PAGE}codes/"


def number(secret: str, later: int = 0) -> str:
    """What an app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def by_code(client, email: str, after: str = ""):
    client.get("/accounts/sign-in/")
    client.post(f"/accounts/sign-in/?next={after}", {"email": email})
    return client.post(f"/accounts/code/?next={after}", {"code": code_in_the_letter()})


def set_up_app(client) -> str:
    """The secret that the app keeps from now on."""
    client.get(APP)
    secret = client.session["mfa.totp.secret"]
    assert client.post(APP, {"code": number(secret)}).status_code == 302
    return secret


@pytest.fixture
def visitor() -> Client:
    """A browser that nobody has signed in, and that is given nothing."""
    return Client()


@pytest.fixture
def lead(second, team_of):
    return team_of(second).lead


def in_the_app(account) -> str:
    browser = Client()
    by_code(browser, account.email)
    return set_up_app(browser)


# Whose roles need one


def test_a_lead_with_a_code_alone_is_led_to_a_second_factor_and_back(visitor, lead):
    assert by_code(visitor, lead.email)["Location"] == "/accounts/mine/"
    asked = visitor.get("/second/work/commitments/add/")
    assert asked["Location"] == f"{PAGE}?next=/second/work/commitments/add/"
    page = visitor.get(asked["Location"])
    assert read_page(page.content).problems() == []
    assert {APP, f"{PAGE}passkey/"} <= set(read_page(page.content).links)
    set_up_app(visitor)
    assert "I have kept them, go on" in visitor.get(CODES).content.decode()
    assert visitor.get(PAGE)["Location"] == "/second/work/commitments/add/"
    assert visitor.get("/second/work/commitments/add/").status_code == 200


def test_a_coder_works_with_a_code_alone(visitor, second, team_of):
    by_code(visitor, team_of(second).coder.email)
    assert visitor.get("/second/work/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.test/", "//elsewhere.test/", "javascript:alert(1)"])
def test_the_way_back_leads_to_no_other_site(client, lead, elsewhere):
    client.force_login(lead)
    assert client.get(PAGE, {"next": elsewhere})["Location"] == "/accounts/mine/"


def test_who_is_not_signed_in_is_sent_to_sign_in_first(client):
    for path in (PAGE, APP, CODES, f"{PAGE}passkey/", "/accounts/me/"):
        assert client.get(path)["Location"].startswith("/accounts/sign-in/"), path


def test_what_one_session_gave_for_an_account_counts_for_no_other(client, lead, amina):
    """A session that remembers another's second factor, however it came to."""
    client.force_login(lead, second_factor=False)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session["account_authentication_methods_user"] = str(amina.pk)
    session.save()
    assert client.get("/second/work/")["Location"].startswith(PAGE)


# Setting up an app


def test_the_page_shows_the_key_as_a_picture_and_in_letters_and_is_kept_by_nobody(visitor, amina):
    by_code(visitor, amina.email)
    page = visitor.get(APP)
    assert "no-store" in page["Cache-Control"]
    assert read_page(page.content).problems() == []
    assert visitor.session["mfa.totp.secret"] in page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()


def test_a_wrong_number_sets_nothing_up_and_keeps_the_same_key(visitor, amina):
    by_code(visitor, amina.email)
    visitor.get(APP)
    secret = visitor.session["mfa.totp.secret"]
    page = visitor.post(APP, {"code": "000000"})
    assert "#id_code" in read_page(page.content).links
    assert secret in page.content.decode()
    assert not Authenticator.objects.exists()


def test_the_secret_and_the_recovery_codes_lie_sealed(visitor, amina):
    by_code(visitor, amina.email)
    secret = set_up_app(visitor)
    kept = {each.type: each.data for each in Authenticator.objects.all()}
    assert secret not in str(kept)
    assert kept["totp"]["secret"].startswith("gAAAA") and kept["recovery_codes"]["seed"].startswith("gAAAA")


def test_the_account_is_told_by_letter_what_changes(visitor, amina):
    by_code(visitor, amina.email)
    set_up_app(visitor)
    visitor.post(f"{APP}remove/")
    assert mail.outbox[-1].to == ["amina@example.test"]
    assert mail.outbox[-1].subject == "The app was removed from your account"
    assert "If this was not you" in mail.outbox[-1].body
    assert "127.0.0.1" not in mail.outbox[-1].body


# Giving it


def test_who_has_an_app_is_asked_for_its_number_after_the_code(visitor, amina):
    secret = in_the_app(amina)
    assert by_code(visitor, amina.email)["Location"] == GIVE
    assert signed_in_as(visitor) is None
    page = visitor.get(GIVE)
    assert read_page(page.content).problems() == []
    assert visitor.get("/accounts/me/").status_code == 302, "not before it is given"
    response = visitor.post(GIVE, {"code": number(secret, 1)})
    assert response["Location"] == "/accounts/mine/"
    assert signed_in_as(visitor) == str(amina.pk)


def test_one_comes_back_to_where_one_was_going_after_both(visitor, lead):
    secret = in_the_app(lead)
    by_code(visitor, lead.email, after="/second/work/ideas/")
    assert visitor.post(GIVE, {"code": number(secret, 1)})["Location"] == "/second/work/ideas/"
    assert visitor.get("/second/work/ideas/").status_code == 200


def test_a_printed_link_does_not_go_round_it(visitor, amina):
    secret = in_the_app(amina)
    visitor.get(f"/accounts/link/{issue_sign_in_link(account=amina, by=None)}/")
    assert visitor.post("/accounts/link/")["Location"] == GIVE
    assert signed_in_as(visitor) is None
    visitor.post(GIVE, {"code": number(secret, 1)})
    assert signed_in_as(visitor) == str(amina.pk)


def test_a_number_works_once_though_it_is_taken_for_a_minute_and_a_half(visitor, browser, amina):
    secret = in_the_app(amina)
    shown = number(secret, 1)
    by_code(visitor, amina.email)
    visitor.post(GIVE, {"code": shown})
    visitor.post("/accounts/sign-out/")
    by_code(visitor, amina.email)
    cache.delete(
        f"allauth.mfa.totp.used?user={amina.pk}&code={shown}"
    )  # the library forgets it after 30 seconds
    page = visitor.post(GIVE, {"code": f" {shown[:3]} {shown[3:]}"})
    assert "each works once" in page.content.decode()
    assert signed_in_as(visitor) is None


def test_the_number_that_set_the_app_up_does_not_sign_in_as_well(visitor, amina):
    browser = Client()
    by_code(browser, amina.email)
    browser.get(APP)
    shown = number(browser.session["mfa.totp.secret"])
    browser.post(APP, {"code": shown})
    by_code(visitor, amina.email)
    visitor.post(GIVE, {"code": shown})
    assert signed_in_as(visitor) is None


def test_numbers_cannot_be_guessed_for_long_but_others_at_the_address_sign_in(visitor, amina, lead):
    secret, others = in_the_app(amina), in_the_app(lead)
    by_code(visitor, amina.email)
    for guess in range(5):
        visitor.post(GIVE, {"code": f"00000{guess}"})
    page = visitor.post(GIVE, {"code": number(secret, 1)})
    assert "Those were many tries" in page.content.decode()
    assert signed_in_as(visitor) is None
    beside = Client()
    by_code(beside, lead.email)
    beside.post(GIVE, {"code": number(others, 1)})
    assert signed_in_as(beside) == str(lead.pk)


def test_who_gives_it_up_begins_again_and_nothing_of_the_first_step_is_left(visitor, amina):
    in_the_app(amina)
    by_code(visitor, amina.email)
    assert visitor.get("/accounts/sign-in/")["Location"] == GIVE, "one is held at the second step"
    visitor.post("/accounts/sign-out/", {"next": "/accounts/sign-in/"})
    assert visitor.get("/accounts/sign-in/").status_code == 200
    assert visitor.get(GIVE).status_code == 302


# Recovery codes


def test_each_recovery_code_signs_in_once(visitor, amina):
    browser = Client()
    by_code(browser, amina.email)
    set_up_app(browser)
    page = browser.get(CODES)
    assert read_page(page.content).problems() == []
    codes = browser.get(f"{CODES}file/").content.decode().split()[-10:]
    assert all(code in page.content.decode() for code in codes)
    by_code(visitor, amina.email)
    visitor.post(GIVE, {"code": codes[0]})
    assert signed_in_as(visitor) == str(amina.pk)
    visitor.post("/accounts/sign-out/")
    by_code(visitor, amina.email)
    visitor.post(GIVE, {"code": codes[0]})
    assert signed_in_as(visitor) is None
    visitor.post(GIVE, {"code": codes[1]})
    assert signed_in_as(visitor) == str(amina.pk)


def test_fresh_recovery_codes_end_the_ones_before(visitor, amina):
    by_code(visitor, amina.email)
    set_up_app(visitor)
    before = visitor.get(f"{CODES}file/").content.decode().split()[-10:]
    assert read_page(visitor.get(f"{CODES}fresh/").content).problems() == []
    assert visitor.post(f"{CODES}fresh/")["Location"] == CODES
    assert not set(before) & set(visitor.get(f"{CODES}file/").content.decode().split()[-10:])


def test_who_has_lost_everything_is_let_in_by_whoever_keeps_the_installation_and_told(visitor, amina):
    in_the_app(amina)
    elsewhere = Client()
    elsewhere.force_login(amina)
    assert forget_second_factors(account=Account.objects.get(pk=amina.pk), by=None)
    assert mail.outbox[-1].subject == "Your second factors were removed"
    assert mail.outbox[-1].to == [amina.email]
    assert elsewhere.get("/accounts/me/").status_code == 302
    assert by_code(visitor, amina.email)["Location"] == "/accounts/mine/"
    assert AuditRow.objects.filter(verb="people.forget_second_factors", actor=None).count() == 1


def test_second_factors_that_were_removed_stay_so_when_the_letter_fails_and_whoever_asked_is_told(
    amina, monkeypatch, capsys
):
    def down(*_given):
        raise ConnectionRefusedError

    in_the_app(amina)
    monkeypatch.setattr("saidanddone.website.actions.send_mail", down)
    sign_in(amina.email, forget=True)
    said = capsys.readouterr()
    assert "/accounts/link/" in said.out and f"the letter to {amina.email} could not be sent" in said.err
    assert not amina.authenticator_set.exists()


# Changing one's ways in asks again


def test_after_a_while_ones_ways_in_are_changed_only_after_giving_it_again(visitor, amina):
    by_code(visitor, amina.email)
    secret = set_up_app(visitor)
    assert visitor.get(f"{APP}remove/").status_code == 200
    session = visitor.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    for path in (f"{APP}remove/", CODES, f"{CODES}file/", f"{PAGE}passkey/"):
        assert visitor.get(path)["Location"] == f"{AGAIN}?{urlencode({'next': path})}", path
    page = visitor.get(f"{AGAIN}?next={APP}remove/")
    assert read_page(page.content).problems() == []
    response = visitor.post(f"{AGAIN}?next={APP}remove/", {"code": number(secret, 1)})
    assert response["Location"] == f"{APP}remove/"
    assert read_page(visitor.get(f"{APP}remove/").content).problems() == []
    visitor.post(f"{APP}remove/")
    assert not Authenticator.objects.exists(), "recovery codes alone are no second factor"


def test_nobody_changes_anothers_passkey(client, amina, lead):
    key = Authenticator.objects.create(
        user=amina, type="webauthn", data={"name": "Amina's", "credential": {}}
    )
    client.force_login(lead)
    for path in (f"{PAGE}passkey/{key.pk}/", f"{PAGE}passkey/{key.pk}/remove/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"name": "mine"}).status_code == 404
    key.refresh_from_db()
    assert key.data["name"] == "Amina's"


NO_PASSKEY = [
    "",
    "{",
    "[]",
    "null",
    '"x"',
    '{"id": "x"}',
    '{"response": {"userHandle": null}}',
    json.dumps({"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "eA"}}),
    json.dumps(
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {
                "userHandle": "MQ",
                "clientDataJSON": "e30",
                "authenticatorData": "eA",
                "signature": "eA",
            },
        }
    ),
    json.dumps(
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {"clientDataJSON": "e30", "attestationObject": "eA"},
        }
    ),
]


@pytest.mark.parametrize("sent", NO_PASSKEY)
def test_what_is_no_passkey_signs_nobody_in(client, amina, sent):
    asked = client.get("/accounts/sign-in/passkey/", headers={"accept": "application/json"})
    assert asked.json()["request_options"]["publicKey"]["userVerification"] == "required"
    assert client.post("/accounts/sign-in/passkey/", {"credential": sent}).status_code == 302
    assert signed_in_as(client) is None


@pytest.mark.parametrize("sent", NO_PASSKEY)
def test_what_is_no_passkey_is_not_added_nor_taken_for_one(visitor, amina, sent):
    by_code(visitor, amina.email)
    page = visitor.get(f"{PAGE}passkey/")
    assert read_page(page.content).problems() == []
    page = visitor.post(f"{PAGE}passkey/", {"name": "my phone", "credential": sent})
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    set_up_app(visitor)
    visitor.post("/accounts/sign-out/")
    by_code(visitor, amina.email)
    assert "error-summary" in visitor.post(GIVE, {"credential": sent}).content.decode()
    assert signed_in_as(visitor) is None


def test_a_way_in_is_noted_without_where_from(visitor, amina):
    by_code(visitor, amina.email)
    row = AuditRow.objects.filter(actor=amina).first()
    assert (row.verb, row.objects_touched) == ("people.sign_in_by_code", [f"people.account:{amina.pk}"])
