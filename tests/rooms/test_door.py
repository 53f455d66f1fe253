"""Who gets in: the doors of pages, on the dashboard and on pages of their own."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from saidanddone.pages.door import enter, first_of, found_or_404, public, work
from saidanddone.people.models import Account
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import open_programme
from saidanddone.programme.models import Membership, Role, Source
from saidanddone.website.actions import open_account_with_role
from tests.conftest import with_second_factor


@public
def open_page(request, here, **more):
    return HttpResponse(" ".join([here.programme.slug, *here.person.roles]))


@work()
def work_page(request, here, **more):
    return HttpResponse("work")


@work(Role.CODER, Role.EVALUATOR)
def coding_page(request, here, **more):
    return HttpResponse("coding")


def asked_by(account, view, programme="second", path="/second/work/?a=1&b=2"):
    request = RequestFactory().get(path)
    request.user = account or AnonymousUser()
    request.session = with_second_factor(account) if account else {}
    return view(request, programme=programme)


def test_a_public_page_opens_for_everybody_and_knows_who_reads(team_of, second):
    assert asked_by(None, open_page).content == b"second"
    assert asked_by(team_of(second).coder, open_page).content == b"second coder"


@pytest.mark.parametrize("slug", ["no-such", "SECOND", "second ", "", "second'--"])
def test_there_is_no_page_of_a_programme_that_is_not_here(second, slug):
    with pytest.raises(Http404, match="no programme"):
        asked_by(None, open_page, slug)


def test_who_is_not_signed_in_is_sent_to_sign_in_and_comes_back_to_the_same_address(second):
    response = asked_by(None, work_page)
    parts = urlsplit(response["Location"])
    assert (response.status_code, parts.path) == (302, "/accounts/sign-in/")
    assert parse_qs(parts.query) == {"next": ["/second/work/?a=1&b=2"]}


def test_who_is_not_signed_in_does_not_learn_whether_a_programme_is_here(second):
    answers = [asked_by(None, work_page, slug).status_code for slug in ("second", "no-such")]
    assert answers == [302, 302]


def test_a_stranger_is_told_that_there_is_no_such_page(team_of, second):
    stranger = team_of(second).stranger
    for view in (work_page, coding_page):
        with pytest.raises(Http404):
            asked_by(stranger, view)


def test_a_colleague_is_told_whose_page_it_is(team_of, second):
    team = team_of(second)
    assert asked_by(team.coder, coding_page).content == b"coding"
    with pytest.raises(Refused, match="for other roles: coder, evaluator"):
        asked_by(team.organiser, coding_page)


def test_the_lead_of_one_programme_is_a_stranger_to_another(team_of, second):
    third = open_programme(
        fields={"slug": "third", "name": "T", "report_title": "T", "place": "T", "summary": "T"}, by=None
    )
    lead = open_account_with_role(email="lead@third.test", name="L", programme=third, role="lead")
    assert asked_by(lead, work_page, "third").content == b"work"
    with pytest.raises(Http404):
        asked_by(lead, work_page)


def test_a_role_that_ended_yesterday_opens_nothing(team_of, second):
    lead = team_of(second).lead
    assert asked_by(lead, work_page).content == b"work"
    Membership.objects.filter(account=lead).update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Http404):
        asked_by(lead, work_page)


def test_an_account_closed_in_the_middle_of_a_visit_is_out_at_the_next_page(client, team_of, second):
    lead = team_of(second).lead
    client.force_login(lead)
    assert client.get("/second/work/").status_code == 200
    Account.objects.filter(pk=lead.pk).update(is_active=False)
    assert client.get("/second/work/").status_code == 302


def test_a_row_that_may_not_be_seen_is_not_there(second):
    rows = Source.objects.filter(programme=second)
    assert found_or_404(rows, key="second-report").key == "second-report"
    with pytest.raises(Http404, match="or you may not see it"):
        found_or_404(rows.exclude(key="second-report"), key="second-report")


def test_of_several_roles_the_first_in_the_list_opens_its_dashboard():
    assert first_of([Role.EVALUATOR, Role.ORGANISER]) == Role.ORGANISER
    assert first_of([]) is None


def test_the_way_in_is_one_query_for_everybody_and_two_for_who_is_signed_in(
    team_of, second, django_assert_num_queries
):
    request = RequestFactory().get("/second/")
    request.user = AnonymousUser()
    with django_assert_num_queries(1):
        enter(request, "second")
    request.user = team_of(second).lead
    request.session = with_second_factor(request.user)
    with django_assert_num_queries(2):
        enter(request, "second")


def test_a_work_page_stays_in_no_browsers_store(team_of, second):
    assert "no-store" in asked_by(team_of(second).coder, work_page)["Cache-Control"]


def test_a_public_page_stays_in_no_browsers_store_of_those_who_may_be_shown_more(team_of, second):
    team = team_of(second)
    assert "no-store" in asked_by(team.lead, open_page)["Cache-Control"]
    assert "Cache-Control" not in asked_by(team.stranger, open_page)
