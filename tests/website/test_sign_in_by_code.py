"""Signing in by a code sent by e-mail, through the real pages."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.core import mail

from saidanddone.people.models import Account
from tests.website.conftest import code_in_the_letter, signed_in_as, token_of
from tests.website.reading import read_page

pytestmark = pytest.mark.django_db
ASK = "/accounts/sign-in/"
TYPE = "/accounts/code/"


def ask(client, email: str = "amina@example.test", after: str = ""):
    return client.post(ASK + (f"?next={after}" if after else ""), {"email": email})


def test_a_code_signs_in_and_leads_to_ones_work(client, amina):
    assert ask(client)["Location"] == TYPE
    response = client.post(TYPE, {"code": code_in_the_letter()})
    assert (response.status_code, response["Location"]) == (302, "/accounts/mine/")
    assert signed_in_as(client) == str(amina.pk)


def test_an_address_is_known_in_capitals_too(client, amina):
    ask(client, "AMINA@Example.TEST")
    client.post(TYPE, {"code": code_in_the_letter()})
    assert signed_in_as(client) == str(amina.pk)


def test_both_pages_are_whole(client, amina):
    assert read_page(client.get(ASK).content).problems() == []
    ask(client)
    assert read_page(client.get(TYPE).content).problems() == []


def test_the_letter_has_the_code_and_nothing_to_click(client, amina):
    ask(client)
    (letter,) = mail.outbox
    assert letter.to == ["amina@example.test"]
    assert "It works once, for fifteen minutes" in letter.body
    assert "http" not in letter.body
    assert code_in_the_letter() not in letter.subject
    assert "!" not in letter.subject + letter.body


@pytest.mark.parametrize("closed", [False, True], ids=["unknown", "closed"])
def test_nobody_learns_which_addresses_have_an_account(client, amina, closed):
    Account.objects.filter(pk=amina.pk).update(is_active=not closed)
    address = "amina@example.test" if closed else "nobody@example.test"
    response = ask(client, address)
    assert response["Location"] == TYPE
    page = client.get(TYPE)
    assert page.status_code == 200
    assert "If the address is known here" in page.content.decode()
    assert address not in page.content.decode()
    assert not mail.outbox, "the site must not write to strangers"
    assert client.post(TYPE, {"code": "ABC-DEF"}).status_code == 200
    assert signed_in_as(client) is None


def test_nobody_learns_it_either_while_no_letter_can_be_sent(client, amina, mail_server_down):
    for email in (amina.email, "nobody@example.test"):
        assert ask(client, email)["Location"] == TYPE


def test_the_page_after_asking_says_the_same_to_a_known_address(client, amina):
    ask(client)
    known = read_page(client.get(TYPE).content).text
    client.cookies.clear()
    ask(client, "nobody@example.test")
    assert read_page(client.get(TYPE).content).text == known


def test_a_wrong_code_says_so_and_three_are_the_end(client, amina):
    ask(client)
    right = code_in_the_letter()
    first = client.post(TYPE, {"code": "WRONG"})
    page = read_page(first.content)
    assert "#id_code" in page.links
    assert page.problems() == []
    client.post(TYPE, {"code": "WRONG"})
    assert client.post(TYPE, {"code": "WRONG"})["Location"] == ASK
    client.post(TYPE, {"code": right})
    assert signed_in_as(client) is None


def test_a_code_works_in_the_browser_that_asked_for_it_and_in_no_other(client, browser, amina):
    ask(client)
    assert browser.get(TYPE)["Location"] == ASK


def test_a_code_works_once(client, amina):
    ask(client)
    code = code_in_the_letter()
    client.post(TYPE, {"code": code})
    client.post("/accounts/sign-out/")
    assert client.get(TYPE)["Location"] == ASK
    client.post(TYPE, {"code": code})
    assert signed_in_as(client) is None


def test_a_code_is_too_old_after_a_quarter_of_an_hour(client, amina, settings):
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 0
    ask(client)
    client.post(TYPE, {"code": code_in_the_letter()})
    assert signed_in_as(client) is None


def test_an_account_closed_between_letter_and_code_stays_out(client, amina):
    ask(client)
    Account.objects.filter(pk=amina.pk).update(is_active=False)
    client.post(TYPE, {"code": code_in_the_letter()})
    assert client.get("/accounts/mine/").status_code == 302


def test_what_is_no_address_is_sent_back_with_a_link_to_the_field(client, db):
    response = ask(client, "amina at example")
    page = read_page(response.content)
    assert "#id_email" in page.links
    assert page.problems() == []
    assert 'value="amina at example"' in response.content.decode()


def test_one_comes_back_to_where_one_was_going(client, amina):
    response = ask(client, after="/second/work/")
    client.get(response["Location"])
    response = client.post(response["Location"], {"code": code_in_the_letter()})
    assert response["Location"] == "/second/work/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.test/",
        "//elsewhere.test/",
        "/\\elsewhere.test",
        "https:///elsewhere.test",
        "javascript:alert(1)",
        "http:elsewhere.test",
        "\t//elsewhere.test",
    ],
)
def test_nobody_is_sent_to_another_site_by_signing_in(client, amina, elsewhere):
    response = client.post(f"{ASK}?next={quote(elsewhere)}", {"email": amina.email, "next": elsewhere})
    response = client.post(response["Location"], {"code": code_in_the_letter(), "next": elsewhere})
    assert response["Location"] == "/accounts/mine/"
    response = client.get(f"{ASK}?next={quote(elsewhere)}")
    assert "elsewhere" not in response.get("Location", "")


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.test/", "//elsewhere.test/"])
def test_nobody_is_sent_to_another_site_by_signing_out(client, amina, elsewhere):
    client.force_login(amina)
    response = client.post(f"/accounts/sign-out/?next={elsewhere}", {"next": elsewhere})
    assert response["Location"] == "/"


def test_signing_out_takes_a_press_of_a_button(client, amina):
    client.force_login(amina)
    page = client.get("/accounts/sign-out/")
    assert read_page(page.content).problems() == []
    assert signed_in_as(client) is not None
    client.post("/accounts/sign-out/")
    assert signed_in_as(client) is None


def test_nobody_signs_up_by_themselves(client, db):
    page = client.get("/accounts/sign-up/")
    assert "Accounts are by invitation" in page.content.decode()
    assert read_page(page.content).problems() == []
    client.post("/accounts/sign-up/", {"email": "new@example.test"})
    assert not Account.objects.filter(email="new@example.test").exists()


def test_there_is_no_page_for_a_closed_account_that_says_whose(client, db):
    page = client.get("/accounts/closed/")
    assert "This account is closed" in page.content.decode()
    assert read_page(page.content).problems() == []


def test_a_fourth_code_within_a_minute_is_refused_in_a_sentence(client, amina):
    for _ in range(3):
        ask(client)
        client.cookies.clear()
    response = ask(client, "AMINA@example.test")
    assert len(mail.outbox) == 3
    assert "Those were many tries. Wait a few minutes" in response.content.decode()
    assert read_page(response.content).problems() == []


def test_another_code_can_be_asked_for_and_ends_the_one_before(client, amina):
    ask(client)
    first = code_in_the_letter()
    client.post(TYPE, {"action": "resend"})
    assert len(mail.outbox) == 2
    client.post(TYPE, {"code": first})
    assert signed_in_as(client) is None
    client.post(TYPE, {"code": code_in_the_letter()})
    assert signed_in_as(client) == str(amina.pk)


def test_after_two_more_letters_no_further_one_is_offered(client, amina):
    ask(client)
    for _ in range(2):
        assert "Send another code" in client.get(TYPE).content.decode()
        client.post(TYPE, {"action": "resend"})
    assert "Send another code" not in client.get(TYPE).content.decode()
    client.post(TYPE, {"action": "resend"})
    assert len(mail.outbox) == 3


def test_who_mistyped_the_address_can_type_another(browser, amina):
    asked = {"csrfmiddlewaretoken": token_of(browser.get(ASK).content), "email": "amima@example.test"}
    browser.post(ASK, asked)
    assert browser.get(ASK)["Location"] == TYPE, "one is held at the second step"
    back = {"csrfmiddlewaretoken": token_of(browser.get(TYPE).content), "next": ASK}
    assert browser.post("/accounts/sign-out/", back)["Location"] == ASK
    assert browser.get(ASK).status_code == 200


@pytest.mark.parametrize(
    "path", ["/accounts/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
)
def test_no_other_door_of_the_sign_in_library_is_open(client, db, path):
    assert client.get(path).status_code == 404
