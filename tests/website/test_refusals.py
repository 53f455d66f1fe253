"""Pages that say no: nothing here, not for you, sent too late, broken."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path, reverse

from saidanddone.people.rules import Refused
from saidanddone.stages import STAGES
from saidanddone.website import urls as site
from saidanddone.website.middleware import RefusalMiddleware
from tests.website.addresses import SECOND, every_address
from tests.website.reading import read_page


def refuse(request):
    raise Refused("Only <the lead> may do this.")


def forbid(request):
    raise PermissionDenied


def break_down(request):
    raise RuntimeError("secret inner words")


def suspect(request):
    raise SuspiciousOperation("secret inner words")


handler404 = site.handler404
urlpatterns = [
    path("refuse/", refuse),
    path("forbid/", forbid),
    path("break-down/", break_down),
    path("suspect/", suspect),
    *site.urlpatterns,
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def forgiving() -> Client:
    return Client(raise_request_exception=False)


# Nothing here


@pytest.mark.parametrize(
    "address",
    ["/no-such-programme/", "/second/no-such-page/", "/second/promised/no-such/", "/a/b/c/d/", "/%00/"],
)
def test_an_address_that_leads_nowhere_says_so_and_offers_the_beginning(client, second, address):
    response = client.get(address)
    read = read_page(response.content)
    assert response.status_code == 404
    assert "There is nothing at this address" in read.text
    assert "Go to the beginning" in read.text
    assert read.problems() == []


def test_no_page_of_refusal_says_how_addresses_are_made(client, second):
    for address in ("/a/b/c/", "/second/x/y/"):
        text = read_page(client.get(address).content).text
        assert "tried" not in text
        assert "slug" not in text


def test_what_is_not_found_within_a_programme_leads_back_to_its_home(client, second):
    assert "/second/" in read_page(client.get("/second/promised/no-such/").content).links


def test_an_address_without_its_last_stroke_leads_on(client, second):
    assert client.get("/second/find")["Location"] == "/second/find/"


def test_a_stranger_who_asks_for_a_work_page_learns_of_no_other(client, second, team_of):
    client.force_login(team_of(second).stranger)
    response = client.get("/second/work/commitments/")
    assert response.status_code == 404
    assert not [link for link in read_page(response.content).links if "/work/" in link]


# Not for you


@pytest.mark.urls(__name__)
def test_a_rules_sentence_becomes_the_page(client):
    response = client.get("/refuse/")
    assert response.status_code == 403
    assert "Only &lt;the lead&gt; may do this." in response.content.decode()
    assert read_page(response.content).problems() == []


@pytest.mark.urls(__name__)
def test_a_refusal_without_a_sentence_has_one_too(client):
    response = client.get("/forbid/")
    assert response.status_code == 403
    assert "Your sign-in does not allow this." in response.content.decode()


def test_a_refused_colleague_is_led_back_to_their_own_work(client, second, team_of):
    client.force_login(team_of(second).organiser)
    response = client.get("/second/work/themes/codebook/add/")
    assert response.status_code == 403
    read = read_page(response.content)
    assert "/second/work/" in read.links
    assert all(f"/second/work/{stage.label}/" in read.links for stage in STAGES)


def test_only_refusals_become_the_page():
    middleware = RefusalMiddleware(lambda request: HttpResponse())
    request = RequestFactory().get("/")
    assert middleware.process_exception(request, RuntimeError()) is None


# Sent too late


def test_a_form_without_its_hidden_token_is_sent_back_in_plain_words(browser, second):
    response = browser.post("/accounts/sign-in/", {"email": "a@example.test"})
    read = read_page(response.content)
    assert response.status_code == 403
    assert "This form was open for too long" in read.text
    assert "CSRF" not in read.text
    assert read.problems() == []


# Broken


@pytest.mark.urls(__name__)
def test_a_defect_says_that_it_is_ours_and_nothing_of_what_it_was(forgiving):
    response = forgiving.get("/break-down/")
    read = read_page(response.content)
    assert response.status_code == 500
    assert "Something broke on our side" in read.text
    assert "secret inner words" not in response.content.decode()
    assert "/help-now/" in read.links
    assert read.problems() == []


@pytest.mark.urls(__name__)
def test_what_cannot_be_read_is_answered_in_plain_words(forgiving):
    response = forgiving.get("/suspect/")
    read = read_page(response.content)
    assert response.status_code == 400
    assert "We could not read what your browser sent" in read.text
    assert "secret inner words" not in response.content.decode()
    assert read.problems() == []


def test_a_host_that_is_not_ours_is_not_answered(client, second, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = client.get("/second/find/", headers={"host": "elsewhere.test"})
    assert response.status_code == 400
    assert "elsewhere" not in response.content.decode()


def test_pages_that_must_stand_alone_use_no_template_of_the_site(settings):
    """A defect in the common template must not break the page that says so."""
    from django.template.loader import get_template

    for name in ("400.html", "500.html"):
        assert "extends" not in get_template(name).template.source


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_that_are_read_are_only_read(client, second, method):
    for address in ("/", "/second/", "/second/find/", "/help-now/"):
        assert getattr(client, method)(address).status_code == 405


def test_a_number_in_an_address_that_no_database_holds_is_not_there(client, second, team_of):
    team, asked = team_of(second), 0
    for address in every_address():
        numbers = {hole for hole in address.holes if hole in {"number", "position", "year"}}
        if not numbers:
            continue
        space = address.name.partition(":")[0]
        known = SECOND.get(space, {}) | SECOND.get(address.name, {}) | {"programme": "second"}
        huge = {hole: 10**30 if hole in numbers else known[hole] for hole in address.holes}
        asked += 1
        client.force_login(
            getattr(team, "lead" if not address.is_work or "lead" in address.roles else min(address.roles))
        )
        ask = client.get if "GET" in address.methods else client.post
        assert ask(reverse(address.name, kwargs=huge)).status_code == 404, address.name
    assert asked > 5


@pytest.mark.parametrize("key", ["%00", "x" * 3000, "..", "%2e%2e", "a%2fb", "'--", "ключ"])
def test_a_key_that_nothing_has_is_not_there(client, second, key):
    for address in ("/second/promised/{}/", "/second/figures/{}/", "/second/ideas/{}/", "/{}/"):
        assert client.get(address.format(key)).status_code == 404


def test_words_that_no_database_holds_are_sought_nowhere(client, second):
    for address in ("/second/find/?q=%00", "/second/promised/?q=a%00b", "/second/ideas/?area=%00"):
        assert client.get(address).status_code == 404
