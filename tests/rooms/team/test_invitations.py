"""Somebody is invited by a letter, opens its link, and takes the role; or does not, or may not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from saidanddone.people.actions import open_account
from saidanddone.people.models import Account, AuditRow
from saidanddone.people.queries import hash_of
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import end_role
from saidanddone.programme.models import Membership, Role
from saidanddone.programme.queries import person_in
from saidanddone.programme.rules import GIVES, roles_given_by
from saidanddone.team import actions, queries
from saidanddone.team.models import Invitation
from tests.rooms.team.conftest import SITE, link_in_the_letter, makes_old, token_in_the_letter

pytestmark = pytest.mark.django_db


def test_a_letter_leads_a_stranger_to_an_account_with_the_role_and_leaves_the_address_bar(
    client, second, team_of, invites, hackney
):
    invites(team_of(second).lead, Role.SCRIBE, hackney, ends_on=date(2099, 5, 1))
    assert mail.outbox[-1].to == ["ada@example.test"]
    response = client.get(link_in_the_letter())
    assert (response.status_code, response["Location"]) == (302, "/accounts/invitation/")
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    page = client.get("/accounts/invitation/").content.decode()
    assert "scribe" in page and "Hackney" in page and "1 May 2099" in page
    assert not Account.objects.filter(email="ada@example.test").exists()  # to read is not to accept
    assert client.post("/accounts/invitation/")["Location"] == "/second/work/"
    ada = Account.objects.get(email="ada@example.test")
    person = person_in(second, ada)
    assert person.held == {(Role.SCRIBE, hackney.pk)}
    assert client.get("/second/work/").status_code == 200
    assert client.get("/second/work/conversations/").status_code == 200
    assert client.get("/second/work/ideas/").status_code == 403


def test_the_database_knows_neither_the_token_nor_after_the_answer_the_address(
    second, team_of, invites, client
):
    made = invites(team_of(second).lead, Role.CHAMPION)
    token = token_in_the_letter()
    client.get(link_in_the_letter())
    assert hash_of(token) == made.token_hash
    actions.accept(token_hash=hash_of(token), reader=None)
    made.refresh_from_db()
    assert (made.email, made.name) == ("", "")
    assert made.accepted_by == Account.objects.get(email="ada@example.test")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert token not in str(cursor.fetchall()), table


@pytest.mark.parametrize("how", ["guessed", "too old", "withdrawn", "used", "sent again"])
def test_a_link_that_does_not_work_says_so_and_no_more(
    how, client, second, team_of, invites, django_capture_on_commit_callbacks
):
    lead = team_of(second).lead
    made = invites(lead, Role.PARTNER)
    link, person = link_in_the_letter(), person_in(second, lead)
    if how == "guessed":
        link = "/accounts/invitation/" + "a" * 43 + "/"
    elif how == "too old":
        makes_old(made)
    elif how == "withdrawn":
        actions.withdraw(person=person, invitation=made, by=lead)
    elif how == "used":
        actions.accept(token_hash=made.token_hash, reader=None)
    else:
        with django_capture_on_commit_callbacks(execute=True):
            actions.send_again(person=person, invitation=made, site=SITE, by=lead)
    answer = client.get(link, follow=True)
    assert answer.status_code == 410
    assert "no longer works" in answer.content.decode() and "Ada" not in answer.content.decode()
    assert client.post("/accounts/invitation/").status_code == 410
    if how == "sent again":
        assert client.get(link_in_the_letter(), follow=True).status_code == 200


def test_the_page_of_the_invitation_without_a_letter_is_empty(client, db):
    assert client.get("/accounts/invitation/").status_code == 410


def test_who_has_an_account_signs_in_before_they_accept(client, second, team_of, invites):
    """A letter lives for two weeks: it gives a role, and is no way round somebody's sign-in."""
    ada = open_account(email="ada@example.test", name="Ada", by=None)
    invites(team_of(second).lead, Role.CODER)
    page = client.get(link_in_the_letter(), follow=True).content.decode()
    assert "Sign in first" in page and 'method="post"' not in page.split("<main")[1]
    assert client.post("/accounts/invitation/").status_code == 403
    client.force_login(ada)
    client.get(link_in_the_letter())
    assert client.post("/accounts/invitation/").status_code == 302
    assert person_in(second, ada).roles == {Role.CODER}


def test_somebody_else_who_is_signed_in_does_not_take_the_role(client, second, team_of, invites):
    team = team_of(second)
    invites(team.lead, Role.CODER)
    client.force_login(team.stranger)
    assert "Sign out first" in client.get(link_in_the_letter(), follow=True).content.decode()
    assert client.post("/accounts/invitation/").status_code == 403
    assert person_in(second, team.stranger).roles == frozenset()
    assert not Account.objects.filter(email="ada@example.test").exists()


def test_an_invitation_is_worth_what_its_sender_may_do_today(second, team_of, invites, hackney):
    team = team_of(second)
    made = invites(team.organiser, Role.SCRIBE, hackney)
    lead = person_in(second, team.lead)
    end_role(person=lead, membership=Membership.objects.get(account=team.organiser), by=team.lead)
    with pytest.raises(Refused, match="may no longer"):
        actions.accept(token_hash=made.token_hash, reader=None)


def test_of_two_who_accept_at_once_one_is_told_that_it_is_used(second, team_of, invites):
    made = invites(team_of(second).lead, Role.PARTNER)
    actions.accept(token_hash=made.token_hash, reader=None)
    with pytest.raises(Refused, match="no longer works"):
        actions.accept(token_hash=made.token_hash, reader=None)


# Who may invite whom


@pytest.mark.parametrize("role", Role)
def test_each_role_gives_the_roles_that_its_rule_names_and_no_other(role, second, team_of, invites, hackney):
    account = getattr(team_of(second), role)
    given = set()
    for other in Role:
        area = (
            hackney
            if other not in (GIVES[Role.LEAD] - GIVES[Role.ORGANISER]) or other in ("organiser", "dph")
            else None
        )
        try:
            invites(account, other, area, email=f"{other}@example.test")
        except Refused:
            continue
        given.add(other)
    assert given == GIVES.get(role, frozenset())
    assert roles_given_by(person_in(second, account)) == [each for each in Role if each in given]


def test_an_organiser_invites_for_their_own_borough_alone(second, team_of, invites, lambeth, client):
    organiser = team_of(second).organiser
    for area in (lambeth, None):
        with pytest.raises(Refused, match="for this place"):
            invites(organiser, Role.SCRIBE, area)
    client.force_login(organiser)
    typed = {"name": "Ada", "email": "ada@example.test", "role": "scribe", "area": lambeth.code}
    assert client.post("/second/work/team/invite/", typed).status_code == 422
    page = client.get("/second/work/team/invite/").content.decode()
    assert "Hackney" in page and "Lambeth" not in page and 'value="lead"' not in page
    assert not Invitation.objects.exists()


def test_a_borough_of_no_programme_of_ones_own_is_no_place_to_invite_to(second, team_of, invites, london):
    elsewhere = london.areas.exclude(pk__in=second.areas.values("pk")).first()
    with pytest.raises(Refused, match="another programme"):
        invites(team_of(second).lead, Role.SCRIBE, elsewhere)


def test_a_role_that_needs_a_borough_is_not_offered_to_all(second, team_of, invites, hackney):
    lead = team_of(second).lead
    for role, area in ((Role.ORGANISER, None), (Role.CODER, hackney)):
        with pytest.raises(Refused, match="borough"):
            invites(lead, role, area)


def test_who_has_the_role_already_is_not_invited_to_it(second, team_of, invites):
    team = team_of(second)
    with pytest.raises(Refused, match="this role already"):
        invites(team.lead, Role.CODER, email=team.coder.email.upper())


def test_nobody_leads_what_they_evaluate(second, team_of, invites):
    team = team_of(second)
    for role in (Role.EVALUATOR, Role.DPO):
        with pytest.raises(Refused, match="cannot also be"):
            invites(team.lead, role, email=team.lead.email)


def test_an_invitation_is_seen_and_kept_by_those_who_may_give_its_role(
    client, second, team_of, invites, hackney
):
    team = team_of(second)
    made = invites(team.organiser, Role.SCRIBE, hackney)
    seen = {}
    for role in ("lead", "organiser", "coder", "dpo", "scribe"):
        client.force_login(getattr(team, role))
        page = client.get("/second/work/team/").content.decode()
        seen[role] = "ada@example.test" in page
        if not seen[role]:
            assert client.post(f"/second/work/team/invitations/{made.pk}/withdraw/").status_code == 404
    assert [role for role, sees in seen.items() if sees] == ["lead", "organiser"]
    client.force_login(team.lead)
    assert client.post(f"/second/work/team/invitations/{made.pk}/withdraw/").status_code == 302
    assert "ada@example.test" not in client.get("/second/work/team/").content.decode()


def test_an_invitation_of_another_programme_is_not_there(client, second, london, team_of, invites):
    made = invites(team_of(second).lead, Role.PARTNER)
    lead = team_of(london).lead
    client.force_login(lead)
    for slug in ("london", "second"):
        assert client.post(f"/{slug}/work/team/invitations/{made.pk}/again/").status_code == 404
    with pytest.raises(Refused, match="another programme"):
        actions.withdraw(person=person_in(london, lead), invitation=made, by=lead)


def test_one_sends_a_letter_from_the_page_and_every_step_is_on_the_trail(
    client, second, team_of, django_capture_on_commit_callbacks
):
    lead = team_of(second).lead
    client.force_login(lead)
    with django_capture_on_commit_callbacks(execute=True):
        typed = {"name": "Ada", "email": "Ada@Example.test", "role": "partner", "area": "", "ends_on": ""}
        assert client.post("/second/work/team/invite/", typed).status_code == 302
    made = Invitation.objects.get()
    assert made.email == "ada@example.test"
    assert client.post("/second/work/team/invite/", typed).status_code == 422  # once is enough
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/second/work/team/invitations/{made.pk}/again/")
    assert [letter.to for letter in mail.outbox] == [["ada@example.test"]] * 2
    client.post(f"/second/work/team/invitations/{made.pk}/withdraw/")
    rows = AuditRow.objects.filter(verb__startswith="team.", actor=lead).order_by("id")
    assert [row.verb for row in rows] == ["team.invite", "team.send_again", "team.withdraw"]
    assert {tuple(row.objects_touched) for row in rows} == {(f"team.invitation:{made.pk}",)}


def test_where_no_letter_can_be_sent_the_invitation_is_kept_and_the_page_says_so(
    client, second, team_of, mail_server_down, monkeypatch
):
    monkeypatch.setattr("django.db.transaction.on_commit", lambda send: send())
    client.force_login(team_of(second).lead)
    typed = {"name": "Ada", "email": "ada@example.test", "role": "partner", "area": "", "ends_on": ""}
    page = client.post("/second/work/team/invite/", typed)
    assert "could not be sent" in client.get(page["Location"]).content.decode()
    page = client.post(f"/second/work/team/invitations/{Invitation.objects.get().pk}/again/")
    assert "could not be sent" in client.get(page["Location"]).content.decode()


def test_an_address_that_never_answered_is_forgotten_after_a_while(second, team_of, invites):
    lead = team_of(second).lead
    old, fresh = (invites(lead, Role.PARTNER, email=f"{name}@example.test") for name in ("old", "fresh"))
    makes_old(old, days=14 + queries.KEPT_AFTER_EXPIRY + 1)
    assert actions.forget_old_invitations() == 1
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.email, fresh.email) == ("", "fresh@example.test")
    assert old.withdrawn_at is not None
    assert actions.forget_old_invitations() == 0


def test_a_last_day_in_the_past_is_not_given(second, team_of, invites):
    with pytest.raises(Refused, match="past"):
        invites(team_of(second).lead, Role.PARTNER, ends_on=timezone.localdate() - timedelta(days=1))
