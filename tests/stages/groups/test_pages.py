from __future__ import annotations

import pytest

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Role
from saidanddone.programme.rules import Person
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.groups import actions, rules
from saidanddone.stages.groups.models import Cost, Enrolment, Group, Session
from tests.factories.conversations import another_programme
from tests.factories.groups import a_cost, a_group, a_session, enrolled
from tests.stages.opening import check_everybody_reads, check_who_opens, queries_stay_the_same

PUBLIC = ("groups/", "groups/second-group/")
WALKS = ("groups/second-group/",)
READS = ("", "second-group/")
CHANGES = (
    "add/",
    "second-group/change/",
    "second-group/sessions/add/",
    "second-group/sessions/1/change/",
    "second-group/costs/add/",
    "second-group/costs/1/change/",
    "second-group/people/add/",
    "second-group/people/second-01/change/",
)
WRITTEN = {"name": "A group", "key": "new", "kind": "course", "description": "It met."}


def work(path: str) -> str:
    return f"/second/work/groups/{path}"


def group_page(client, key: str) -> str:
    return client.get(f"/second/groups/{key}/").content.decode()


@pytest.mark.parametrize("path", PUBLIC)
def test_everybody_reads_the_public_pages_within_the_caps(client, second, path):
    check_everybody_reads(client, f"/second/{path}", walks=path in WALKS)


@pytest.mark.parametrize("path", [*READS, *CHANGES])
def test_each_role_opens_what_it_may_within_the_caps_and_a_stranger_nothing(client, desk, path):
    changer = 200 if path in READS else 403
    check_who_opens(
        client, desk.team, work(path), lead=200, organiser=200, coder=changer, evaluator=changer, stranger=404
    )


def test_who_enrolled_is_read_by_lead_organiser_and_evaluator_alone(client, desk):
    check_who_opens(
        client,
        desk.team,
        work("second-group/people/"),
        lead=200,
        organiser=200,
        evaluator=200,
        coder=403,
        stranger=404,
    )


def test_the_number_of_queries_does_not_grow_with_the_rows(client, second, desk):
    client.force_login(desk.team.lead)
    whole = a_group(second, "whole", kind="programme")
    a_group(second, "first-part", part_of=whole)
    a_session(whole)
    pages = [
        *(f"/second/{path}" for path in (*PUBLIC, "groups/whole/")),
        *(work(path) for path in (*READS, *CHANGES, "whole/", "whole/people/")),
    ]

    enrolled(whole, True)
    a_cost(whole, "10")
    with queries_stay_the_same(client, pages):
        for number in range(2, 7):
            part = a_group(second, f"part-{number}", part_of=whole)
            enrolled(part, True, False)
            a_session(whole, number)
            a_cost(part, "10")


def test_the_list_says_how_many_enrolled_and_that_two_groups_count_twice(client, second):
    page = client.get("/second/groups/").content.decode()
    assert "2 people enrolled, in 1 course or group." in page
    assert "A person in two groups is counted twice" in page
    assert "1 of 2 finished" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=course", {"elsewhere"}),
        ("area=E09000022", {"elsewhere"}),
        ("promise=some", {"Second group"}),
        ("promise=none", {"elsewhere"}),
        ("q=elsewhere", {"elsewhere"}),
        ("sort=-enrolled", {"Second group", "elsewhere"}),
    ],
)
def test_the_list_narrows_by_kind_borough_promise_and_words(client, second, lambeth, asked, found):
    a_group(second, "elsewhere", area=lambeth, kind="course")
    lines = client.get(f"/second/groups/?{asked}&format=csv").getvalue().decode().splitlines()
    assert {line.split(",")[0] for line in lines[1:]} == found


def test_the_detail_gives_enrolled_and_finished_but_no_other_small_count(client, second):
    page = group_page(client, "second-group")
    assert "2 people enrolled. Of 2 of whom it is recorded, 1 finished." in page
    assert "attended: fewer than 7" in page
    assert "attended: 2" not in page
    assert "second-01" not in page


def test_a_larger_attendance_is_given_and_a_missing_one_called_missing(client, second):
    group = a_group(second)
    a_session(group, 1, attended=7)
    a_session(group, 2)
    page = group_page(client, "a-group")
    assert "attended: 7" in page and "attended: not recorded" in page


def test_the_work_page_gives_small_counts_whole(client, desk):
    client.force_login(desk.team.lead)
    page = client.get(work("second-group/")).content.decode()
    assert "fewer than 7" not in page
    assert '<td class="number">2</td>' in page


def test_a_whole_shows_its_parts_with_their_people_and_a_part_its_whole(client, second):
    whole = a_group(second, "whole", kind="programme")
    enrolled(a_group(second, "a-part", part_of=whole), True, False, None)
    page = group_page(client, "whole")
    assert "3 people enrolled. Of 2 of whom it is recorded, 1 finished. Of 1 it is not recorded." in " ".join(
        page.split()
    )
    assert 'href="/second/groups/a-part/"' in page
    assert 'href="/second/groups/whole/"' in group_page(client, "a-part")


def test_costs_are_shown_with_their_sum_and_what_each_person_cost(client, second):
    page = group_page(client, "second-group")
    assert "£120" in page
    assert "£60 for each person enrolled" in page
    assert "Shared among the 1 who finished, that is £120 each." in page


def test_costs_in_two_currencies_are_not_added_up(client, second):
    a_cost(Group.objects.get(programme=second), "10", "EUR")
    page = group_page(client, "second-group")
    assert "more than one currency, so they are not added up" in page
    assert "EUR 10" in page and "for each person enrolled" not in page


def test_a_group_with_nothing_yet_says_so_in_each_place(client, second):
    a_group(second, "empty")
    page = group_page(client, "empty")
    for sentence in (
        "Nobody is recorded as enrolled",
        "No session has been written down",
        "No cost has been written down",
    ):
        assert sentence in page


def test_a_group_of_another_programme_is_not_found(client, second):
    another_programme()
    assert client.get("/another/groups/second-group/").status_code == 404


def test_the_lead_writes_down_a_group_with_what_it_carries_out(client, desk):
    client.force_login(desk.team.lead)
    promise = Commitment.objects.get(programme=desk.programme)
    whole = a_group(desk.programme, "whole", kind="programme")
    sent = WRITTEN | {"commitments": [promise.pk], "part_of": whole.pk, "began_on": "2024-05"}
    assert client.post(work("add/"), sent).status_code == 302
    made = Group.objects.get(programme=desk.programme, key="new")
    assert (made.part_of, made.began_on, made.links.get().commitment) == (whole, "2024-05", promise)
    assert AuditRow.objects.filter(verb="groups.add_group", actor=desk.team.lead).exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"began_on": "2023-02-30"}, "Write a date as 31/10/2018"),
        ({"key": "add"}, "kept for pages of this stage"),
        ({"key": "No Key"}, "Use lower-case letters"),
        ({"kind": "club"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_what_was_typed_is_kept(client, desk, sent, said):
    client.force_login(desk.team.lead)
    response = client.post(work("add/"), WRITTEN | {"description": "Typed words."} | sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page and "Typed words." in page


def test_groups_are_put_together_one_level_deep(second):
    whole = a_group(second, "whole", kind="programme")
    part = a_group(second, "part", part_of=whole)
    with pytest.raises(Refused, match="itself part of another"):
        a_group(second, "deeper", part_of=part)
    other = a_group(second, "other", kind="programme")
    lead = Person("second", None, frozenset({(Role.LEAD, None)}))
    with pytest.raises(Refused, match="parts of its own"):
        actions.change_group(
            person=lead, group=whole, fields={"key": "whole", "part_of": other}, commitments=[], by=None
        )


def test_sessions_are_added_and_changed_and_the_next_place_is_offered(client, desk):
    client.force_login(desk.team.lead)
    assert 'value="2"' in client.get(work("second-group/sessions/add/")).content.decode()
    sent = {"position": 2, "kind": "event", "title": "The last day", "held_on": "2021-11", "attended": 9}
    assert client.post(work("second-group/sessions/add/"), sent).status_code == 302
    changed = sent | {"attended": 10}
    assert client.post(work("second-group/sessions/2/change/"), changed).status_code == 302
    assert Session.objects.get(group__programme=desk.programme, position=2).attended == 10


def test_two_sessions_do_not_have_one_place(client, desk):
    client.force_login(desk.team.lead)
    response = client.post(
        work("second-group/sessions/add/"), {"position": 1, "kind": "session", "title": "Again"}
    )
    assert response.status_code == 422
    assert "a session in this place already" in response.content.decode()


def test_costs_are_added_and_changed(client, desk):
    client.force_login(desk.team.lead)
    sent = {"item": "Tea", "amount": "12.50", "currency": "GBP"}
    assert client.post(work("second-group/costs/add/"), sent).status_code == 302
    cost = Cost.objects.get(item="Tea")
    address = work("second-group/costs/2/change/")
    assert address in client.get(work("second-group/")).content.decode()
    assert client.post(address, sent | {"amount": "13"}).status_code == 302
    cost.refresh_from_db()
    assert cost.amount == 13


@pytest.mark.parametrize("sent", [{"amount": "-1"}, {"currency": "gbp"}, {"amount": "a lot"}, {"item": ""}])
def test_a_cost_that_cannot_be_is_refused(client, desk, sent):
    client.force_login(desk.team.lead)
    written = {"item": "Tea", "amount": "12.50", "currency": "GBP"} | sent
    assert client.post(work("second-group/costs/add/"), written).status_code == 422
    assert not Cost.objects.filter(item__in=["Tea", ""]).exists()


def test_somebody_is_enrolled_by_key_and_later_called_finished(client, desk):
    client.force_login(desk.team.organiser)
    assert client.post(work("second-group/people/add/"), {"person": "second-03"}).status_code == 302
    row = Enrolment.objects.get(person="second-03")
    assert row.finished is None
    sent = {"person": "second-03", "finished": "true", "sessions_attended": 1}
    assert client.post(work("second-group/people/second-03/change/"), sent).status_code == 302
    row.refresh_from_db()
    assert (row.finished, row.sessions_attended) == (True, 1)
    assert AuditRow.objects.filter(verb="groups.enrol", actor=desk.team.organiser).exists()


@pytest.mark.parametrize("key", ["mary-smith", "Mary Smith", "mary@example.org", "mary1@example.org", "mary"])
def test_what_looks_like_a_name_or_an_address_is_refused_and_kept_out_of_the_database(client, desk, key):
    client.force_login(desk.team.lead)
    response = client.post(work("second-group/people/add/"), {"person": key})
    assert response.status_code == 422
    assert not Enrolment.objects.filter(person=key).exists()


def test_the_refusal_of_a_name_says_what_to_write_instead():
    with pytest.raises(Refused, match="Write a key with a number in it"):
        rules.check_person_key("mary-smith")
    rules.check_person_key("champions-07")


def test_a_person_is_enrolled_once_a_group(client, desk):
    client.force_login(desk.team.lead)
    response = client.post(work("second-group/people/add/"), {"person": "second-01"})
    assert response.status_code == 422
    assert "enrolled here already" in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [("finished=yes", {"second-01"}), ("finished=no", {"second-02"}), ("finished=unknown", {"person-01"})],
)
def test_those_enrolled_are_listed_by_how_they_ended(client, desk, asked, found):
    enrolled(Group.objects.get(programme=desk.programme), None)
    client.force_login(desk.team.evaluator)
    lines = client.get(work(f"second-group/people/?{asked}&format=csv")).getvalue().decode().splitlines()
    assert {line.split(",")[0] for line in lines[1:]} == found


def test_an_organiser_writes_down_groups_of_their_own_borough_alone(client, desk, hackney, lambeth):
    client.force_login(desk.team.organiser)
    assert client.post(work("add/"), WRITTEN | {"area": hackney.pk}).status_code == 302
    assert client.post(work("add/"), WRITTEN | {"key": "there", "area": lambeth.pk}).status_code == 422
    assert client.post(work("add/"), WRITTEN | {"key": "everywhere"}).status_code == 422
    assert not Group.objects.filter(key__in=["there", "everywhere"]).exists()


def test_an_organiser_does_not_find_another_boroughs_group_nor_what_belongs_to_it(client, desk, lambeth):
    group = a_group(desk.programme, "there", area=lambeth)
    enrolled(group, True)
    a_session(group)
    a_cost(group, "10")
    client.force_login(desk.team.organiser)
    for path in (
        "there/",
        "there/change/",
        "there/people/",
        "there/people/add/",
        "there/people/person-01/change/",
        "there/sessions/add/",
        "there/sessions/1/change/",
        "there/costs/add/",
        "there/costs/1/change/",
    ):
        assert client.get(work(path)).status_code == 404, path


def test_costs_are_numbered_within_their_own_group_also_where_a_part_has_some(client, desk):
    whole = a_group(desk.programme, "whole", kind="programme")
    a_cost(whole, "10", item="First")
    a_cost(a_group(desk.programme, "part", part_of=whole), "20", item="Of the part")
    a_cost(whole, "30", item="Second")
    client.force_login(desk.team.lead)
    assert 'value="Second"' in client.get(work("whole/costs/2/change/")).content.decode()
    for number in (0, 3, 10**20):
        assert client.get(work(f"whole/costs/{number}/change/")).status_code == 404
    page = client.get(work("whole/")).content.decode()
    assert "whole/costs/2/change/" in page and "costs/3/change/" not in page and "Of the part" in page


def test_an_organiser_cannot_enrol_in_another_boroughs_group_through_the_action(desk, lambeth):
    group = a_group(desk.programme, "there", area=lambeth)
    with pytest.raises(Refused, match="organiser of this borough"):
        actions.enrol(
            person=desk.person(desk.team.organiser),
            group=group,
            fields={"person": "person-01"},
            by=desk.team.organiser,
        )


def test_an_organiser_cannot_move_another_boroughs_group_into_their_own(desk, hackney, lambeth):
    group = a_group(desk.programme, "there", area=lambeth)
    # A form has put the new borough on the row before the action is asked.
    group.area = hackney
    with pytest.raises(Refused, match="organiser of this borough"):
        actions.change_group(
            person=desk.person(desk.team.organiser),
            group=group,
            fields={"key": "there", "area": hackney},
            commitments=[],
            by=desk.team.organiser,
        )
