"""Roles end, are dated, handed over and left; and a programme is never without a lead."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import Mock

import pytest
from django.core import mail
from django.utils import timezone

from saidanddone.people.models import Account, AuditRow
from saidanddone.people.rules import Refused
from saidanddone.programme import actions as programme
from saidanddone.programme.models import Membership, Role
from saidanddone.programme.queries import person_in
from saidanddone.programme.rules import ENDS, GOES_ON_FOR, STANDS_APART
from saidanddone.team import actions
from saidanddone.website.actions import open_account_with_role
from tests.rooms.team.conftest import SITE

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def held_by(account) -> Membership:
    return Membership.objects.get(account=account)


@pytest.fixture
def ends(second):
    def end(by, whose) -> Membership:
        return programme.end_role(person=person_in(second, by), membership=held_by(whose), by=by)

    return end


@pytest.fixture
def hands_over(second):
    """Somebody hands over their role to Ada, who has accepted."""

    def hand(by, begins_on: date) -> Account:
        made = actions.hand_over(
            person=person_in(second, by),
            membership=held_by(by),
            email="ada@example.test",
            name="Ada",
            begins_on=begins_on,
            site=SITE,
            by=by,
        )
        return actions.accept(token_hash=made.token_hash, reader=None)

    return hand


def another_lead(second, email="other@second.test") -> Account:
    return open_account_with_role(email=email, name="Other", programme=second, role="lead")


@pytest.mark.parametrize("role", Role)
def test_each_role_ends_the_roles_that_its_rule_names_its_own_and_no_other(role, second, team_of, ends):
    team = team_of(second)
    account = getattr(team, role)
    another_lead(second)
    ended = set()
    for other in (each for each in Role if each != role):
        try:
            ends(account, getattr(team, other))
        except Refused:
            continue
        ended.add(other)
    assert ended == ENDS.get(role, frozenset()) - {role}
    ends(account, account)
    assert person_in(second, account).roles == frozenset()


def test_a_lead_neither_ends_nor_changes_the_role_of_an_evaluator(client, second, team_of, ends):
    team = team_of(second)
    membership = held_by(team.evaluator)
    lead = person_in(second, team.lead)
    with pytest.raises(Refused, match="the commissioner, the data protection officer or the evaluator"):
        ends(team.lead, team.evaluator)
    for day in (TODAY(), date(2099, 1, 1), None):
        with pytest.raises(Refused, match="or the evaluator"):
            programme.change_last_day(person=lead, membership=membership, ends_on=day, by=team.lead)
    client.force_login(team.lead)
    page = client.get(f"/second/work/team/{membership.pk}/").content.decode()
    assert "End this role now" not in page
    assert client.post(f"/second/work/team/{membership.pk}/end/", {"sure": "on"}).status_code == 403
    membership.refresh_from_db()
    assert membership.ends_on is None


@pytest.mark.parametrize("role", ["commissioner", "dpo", "evaluator"])
def test_those_who_stand_apart_from_the_lead_end_an_evaluators_role(role, second, team_of, ends):
    team = team_of(second)
    last = TODAY() + (timedelta(days=-1) if role == "evaluator" else GOES_ON_FOR)
    assert ends(getattr(team, role), team.evaluator).ends_on == last
    assert person_in(second, team.evaluator).works_here == (role != "evaluator")


@pytest.mark.parametrize("role", ["evaluator", "dpo"])
def test_a_commissioner_whom_the_lead_invited_removes_nobody_before_they_are_told_and_a_week_is_over(
    client, role, second, team_of, django_capture_on_commit_callbacks
):
    team, last = team_of(second), TODAY() + GOES_ON_FOR
    whose = getattr(team, role)
    client.force_login(team.commissioner)
    at = f"/second/work/team/{held_by(whose).pk}/"
    assert "goes on for a week" in client.get(at).content.decode()
    sooner = client.post(at, {"ends_on": TODAY().isoformat()})
    assert sooner.status_code == 422 and "at least a week ahead" in sooner.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{at}end/", {"sure": "on"})
    assert held_by(whose).ends_on == last and person_in(second, whose).works_here
    (letter,) = mail.outbox
    assert letter.to == [whose.email] and str(team.commissioner) in letter.body
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{at}end/", {"sure": "on"})
    assert held_by(whose).ends_on == last, "said twice it ends no later"


def test_a_safeguarding_leads_role_ends_at_once_and_they_are_told_also_when_the_letter_fails(
    second, team_of, ends, django_capture_on_commit_callbacks, monkeypatch
):
    team = team_of(second)
    monkeypatch.setattr("saidanddone.programme.actions.send_mail", sends := Mock(side_effect=OSError))
    with django_capture_on_commit_callbacks(execute=True):
        ends(team.lead, team.safeguarding)
        ends(team.lead, team.coder)
    assert not person_in(second, team.safeguarding).works_here
    assert [call.args[3] for call in sends.call_args_list] == [[team.safeguarding.email]]


def test_a_lead_who_is_also_the_commissioner_has_no_second_voice(second, team_of, ends):
    team = team_of(second)
    programme.give_role(account=team.lead, programme=second, role=Role.COMMISSIONER, by=None)
    person = person_in(second, team.lead)
    assert person.roles == {Role.LEAD, Role.COMMISSIONER}
    for role in STANDS_APART - {Role.COMMISSIONER}:
        with pytest.raises(Refused):
            programme.end_role(person=person, membership=held_by(getattr(team, role)), by=team.lead)


def test_an_evaluator_reads_figures_answers_and_files_with_nobodys_approval(client, second, team_of):
    client.force_login(team_of(second).evaluator)
    for path in ("figures/", "work/followup/participants/answers/?format=csv", "work/report/"):
        assert client.get(f"/second/{path}").status_code == 200, path


def test_an_organiser_ends_roles_in_their_own_borough_alone(second, team_of, ends):
    team = team_of(second)
    elsewhere = open_account_with_role(
        email="far@second.test", name="Far", programme=second, role="scribe", area_code="E09000022"
    )
    everywhere = open_account_with_role(email="all@second.test", name="All", programme=second, role="scribe")
    for account in (elsewhere, everywhere):
        with pytest.raises(Refused, match="does not end"):
            ends(team.organiser, account)
    ends(team.organiser, team.scribe)


# Never without a lead


def test_the_last_lead_neither_leaves_nor_is_ended_nor_dated(client, second, team_of, ends):
    lead = team_of(second).lead
    with pytest.raises(Refused, match="never without a lead"):
        ends(lead, lead)
    with pytest.raises(Refused, match="never without a lead"):
        programme.change_last_day(
            person=person_in(second, lead), membership=held_by(lead), ends_on=date(2099, 1, 1), by=lead
        )
    client.force_login(lead)
    assert client.post(f"/second/work/team/{held_by(lead).pk}/end/", {"sure": "on"}).status_code == 403
    other = another_lead(second)
    ends(lead, lead)
    with pytest.raises(Refused, match="never without a lead"):
        ends(other, other)


def test_a_lead_who_goes_or_cannot_sign_in_is_no_other_lead(second, team_of, ends):
    lead, other = team_of(second).lead, another_lead(second)
    Membership.objects.filter(account=other).update(ends_on=date(2099, 1, 1))
    with pytest.raises(Refused, match="never without a lead"):
        ends(lead, lead)
    Membership.objects.filter(account=other).update(ends_on=None)
    Account.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(Refused, match="never without a lead"):
        ends(lead, lead)


def test_the_last_lead_hands_over_and_leaves_on_the_day_before(second, team_of, hands_over):
    lead = team_of(second).lead
    day = TODAY() + timedelta(days=10)
    ada = hands_over(lead, day)
    mine, theirs = held_by(lead), held_by(ada)
    assert (mine.ends_on, theirs.begins_on, theirs.ends_on) == (day - timedelta(days=1), day, None)
    assert person_in(second, lead).roles == {Role.LEAD}
    assert person_in(second, ada).roles == frozenset()
    Membership.objects.filter(pk=theirs.pk).update(begins_on=TODAY())
    Membership.objects.filter(pk=mine.pk).update(ends_on=TODAY() - timedelta(days=1))
    assert person_in(second, lead).roles == frozenset()
    assert person_in(second, ada).roles == {Role.LEAD}


def test_until_the_successor_accepts_the_role_stays(client, second, team_of):
    organiser = team_of(second).organiser
    client.force_login(organiser)
    number = held_by(organiser).pk
    day = TODAY() + timedelta(days=3)
    typed = {"name": "Ada", "email": "ada@example.test", "begins_on": f"{day:%d/%m/%Y}"}
    assert client.post(f"/second/work/team/{number}/hand-over/", typed).status_code == 302
    assert "ada@example.test" in client.get("/second/work/team/").content.decode()
    assert held_by(organiser).ends_on is None
    assert AuditRow.objects.filter(verb="team.hand_over", actor=organiser).exists()


def test_nobody_hands_over_the_role_of_another_nor_to_themselves(client, second, team_of):
    team = team_of(second)
    client.force_login(team.lead)
    assert client.get(f"/second/work/team/{held_by(team.coder).pk}/hand-over/").status_code == 404
    typed = {"name": "Me", "email": team.lead.email, "begins_on": "2099-01-01"}
    assert client.post(f"/second/work/team/{held_by(team.lead).pk}/hand-over/", typed).status_code == 422
    with pytest.raises(Refused, match="Only who has a role"):
        actions.hand_over(
            person=person_in(second, team.lead),
            membership=held_by(team.coder),
            email="ada@example.test",
            name="Ada",
            begins_on=TODAY(),
            site=SITE,
            by=team.lead,
        )


# Last days


def test_ones_own_last_day_comes_nearer_and_is_not_put_off(second, team_of):
    coder = team_of(second).coder
    person, membership = person_in(second, coder), held_by(coder)
    soon, later = TODAY() + timedelta(days=2), TODAY() + timedelta(days=9)

    def changed(day: date | None) -> Membership:
        return programme.change_last_day(person=person, membership=membership, ends_on=day, by=coder)

    assert changed(soon).ends_on == soon
    for day in (later, None):
        with pytest.raises(Refused, match="put off their own"):
            changed(day)
    with pytest.raises(Refused, match="in the past"):
        changed(TODAY() - timedelta(days=1))


def test_a_lead_dates_a_role_from_its_page(client, second, team_of):
    team = team_of(second)
    client.force_login(team.lead)
    number = held_by(team.scribe).pk
    assert client.post(f"/second/work/team/{number}/", {"ends_on": "31/12/2099"}).status_code == 302
    assert held_by(team.scribe).ends_on == date(2099, 12, 31)
    assert "31 December 2099" in client.get("/second/work/team/").content.decode()
    assert client.post(f"/second/work/team/{number}/", {"ends_on": "some day"}).status_code == 422
    assert client.post(f"/second/work/team/{number}/", {"ends_on": ""}).status_code == 302
    assert held_by(team.scribe).ends_on is None


def test_a_role_that_had_ended_is_given_again(second, team_of, ends):
    team = team_of(second)
    ends(team.lead, team.coder)
    again = programme.give_role(account=team.coder, programme=second, role=Role.CODER, by=team.lead)
    assert person_in(second, team.coder).roles == {Role.CODER}
    assert again.ends_on is None


# What a session is worth


def test_a_session_kept_after_a_role_ended_opens_nothing_at_the_next_request(client, second, team_of, ends):
    team = team_of(second)
    client.force_login(team.coder)
    assert client.get("/second/work/themes/desk/").status_code == 200
    ends(team.lead, team.coder)
    for path in ("/second/work/themes/desk/", "/second/work/", "/second/work/themes/codings/?format=csv"):
        assert client.get(path).status_code == 404, path
    assert client.post("/second/work/themes/add/", {"title": "T"}).status_code == 404


def test_who_ends_a_role_ticks_that_they_are_sure(client, second, team_of):
    team = team_of(second)
    client.force_login(team.lead)
    number = held_by(team.scribe).pk
    client.post(f"/second/work/team/{number}/end/")
    assert person_in(second, team.scribe).roles == {Role.SCRIBE}
    client.post(f"/second/work/team/{number}/end/", {"sure": "on"})
    assert person_in(second, team.scribe).roles == frozenset()


def test_an_organiser_who_edits_the_address_to_another_borough_finds_nothing(client, london, team_of):
    client.force_login(team_of(london).organiser)
    for path in (
        "conversations/lambeth/",
        "conversations/lambeth/change/",
        "conversations/lambeth/attendance/",
        "conversations/lambeth/agenda/add/",
        "groups/thamesview/",
        "groups/thamesview/people/",
    ):
        assert client.get(f"/london/work/{path}").status_code == 404, path
        assert client.post(f"/london/work/{path}", {"resident": "3"}).status_code in {404, 405}, path
    for listed in ("conversations", "groups", "commitments", "outcomes", "ideas"):
        rows = client.get(f"/london/work/{listed}/?format=csv&area=E09000022").getvalue().decode()
        assert "Lambeth" not in rows, listed


# Those in the room


@pytest.mark.parametrize("role", ["scribe", "facilitator"])
def test_who_writes_at_a_table_writes_ideas_of_their_borough_down_and_goes_on(client, second, team_of, role):
    client.force_login(getattr(team_of(second), role))
    typed = {
        "conversation": "hackney",
        "words": "A bench where people can sit.",
        "language": "en",
        "recorded_as": "agreed",
        "role": "resident",
        "kind": "idea",
    }
    answer = client.post("/second/work/ideas/add/", typed)
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    offered = client.get("/second/work/ideas/add/").content.decode()
    assert "lambeth" not in offered
    assert client.post("/second/work/ideas/add/", typed | {"conversation": "lambeth"}).status_code == 422


def test_a_scribe_reads_no_list_of_what_others_said(client, second, team_of):
    from saidanddone.words.models import Text

    client.force_login(team_of(second).scribe)
    for path in ("", "?format=csv", "i001/"):
        assert client.get(f"/second/work/ideas/{path}").status_code == 403
    withheld = [text.words for text in Text.objects.filter(programme=second, quotable=False)]
    for path in ("ideas/", "find/?q=a", "work/", "work/conversations/hackney/"):
        page = client.get(f"/second/{path}").content.decode()
        assert not [words for words in withheld if words in page], path


def test_a_host_changes_the_agenda_and_counts_who_came_and_no_more(client, second, team_of):
    client.force_login(team_of(second).host)
    page = client.get("/second/work/conversations/hackney/").content.decode()
    assert "Write down who came" in page and "Write down an idea" not in page
    counted = client.post("/second/work/conversations/hackney/attendance/", {"resident": "12"})
    assert counted.status_code == 302
    assert client.get("/second/work/conversations/hackney/agenda/add/").status_code == 200
    for path in ("hackney/change/", "add/"):
        assert client.get(f"/second/work/conversations/{path}").status_code == 403


# Closing an account


def test_closing_an_account_ends_its_roles_and_takes_its_name_and_address(client, second, team_of):
    coder = team_of(second).coder
    number = coder.pk
    client.force_login(coder)
    assert client.post("/accounts/me/close/", {}).status_code == 422
    assert client.post("/accounts/me/close/", {"sure": "on"}).status_code == 302
    coder.refresh_from_db()
    assert (coder.pk, coder.is_active, coder.name) == (number, False, "Closed account")
    assert coder.email == f"closed-{number}@closed.invalid"
    assert not Membership.objects.filter(account=coder, ends_on=None).exists()
    assert client.get("/second/work/").status_code == 302
    assert AuditRow.objects.filter(verb="people.close_account", actor=coder).exists()


def test_the_last_lead_does_not_close_their_account(client, second, team_of):
    lead = team_of(second).lead
    client.force_login(lead)
    answer = client.post("/accounts/me/close/", {"sure": "on"})
    assert answer.status_code == 422
    assert "never without a lead" in answer.content.decode()
    lead.refresh_from_db()
    assert lead.is_active and person_in(second, lead).roles == {Role.LEAD}
