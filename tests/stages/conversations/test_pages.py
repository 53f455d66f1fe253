from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.stages.conversations import actions
from saidanddone.stages.conversations.models import Conversation, Organiser
from tests.factories.conversations import (
    a_conversation,
    an_agenda_item,
    an_organiser,
    another_programme,
    attendance,
)
from tests.factories.ideas import an_idea
from tests.stages.opening import check_everybody_reads, check_who_opens, queries_stay_the_same

PUBLIC = ("conversations/", "conversations/hackney/")
WALKS = ("conversations/hackney/",)
READS = ("", "hackney/")
CHANGES = (
    "add/",
    "hackney/change/",
    "hackney/agenda/add/",
    "hackney/agenda/1/",
    "hackney/attendance/",
)
WRITTEN = {"title": "An evening", "slug": "new", "number": 9, "held_on": "2021-05-01", "venue": "A hall"}


def work(path: str) -> str:
    return f"/second/work/conversations/{path}"


@pytest.mark.parametrize("path", PUBLIC)
def test_everybody_reads_the_public_pages_within_the_caps(client, second, path):
    check_everybody_reads(client, f"/second/{path}", walks=path in WALKS)


@pytest.mark.parametrize("path", [*READS, *CHANGES])
def test_each_role_opens_what_it_may_within_the_caps_and_a_stranger_nothing(client, desk, path):
    changer = 200 if path in READS else 403
    check_who_opens(
        client, desk.team, work(path), lead=200, organiser=200, coder=changer, evaluator=changer, stranger=404
    )


def test_the_number_of_queries_does_not_grow_with_the_rows(client, second, evening, hackney):
    pages = [f"/second/{path}" for path in PUBLIC]
    with queries_stay_the_same(client, pages):
        for number in range(5):
            more = a_conversation(second, f"more-{number}", hackney, number=60 + number)
            attendance(more, resident=3)
            an_agenda_item(evening, position=10 + number)
            an_idea(evening, f"Words {number}.")


def test_the_list_says_how_many_came_and_that_reached_and_asked_are_other_numbers(client, second):
    page = client.get("/second/conversations/").content.decode()
    assert "12 people came to 1 conversation." in page
    assert "This page speaks of those who came." in page
    assert "could be reached" in page and "were asked" in page


def test_the_list_has_number_date_borough_came_and_ideas(client, second):
    lines = client.get("/second/conversations/?format=csv").getvalue().decode().splitlines()
    assert lines[0] == "conversation,number,held_on,area,came,ideas,provenance"
    assert lines[1] == "The second evening,1,1 March 2021,Hackney,12,3,illustrative"


@pytest.mark.parametrize(("asked", "found"), [("area=E09000022", {"51"}), ("q=second+evening", {"1"})])
def test_the_list_narrows_by_borough_and_words(client, second, lambeth, asked, found):
    a_conversation(second, "lambeth", lambeth, number=51)
    lines = client.get(f"/second/conversations/?{asked}&format=csv").getvalue().decode().splitlines()
    assert {line.split(",")[1] for line in lines[1:]} == found


def test_a_map_is_drawn_where_boroughs_have_a_place_on_it(client, second, hackney):
    hackney.tile_row, hackney.tile_column = 3, 5
    hackney.save()
    assert "Hackney: conversation on 1 March 2021" in client.get("/second/conversations/").content.decode()


def test_the_detail_shows_who_came_the_agenda_and_what_may_be_quoted(client, second):
    page = client.get("/second/conversations/hackney/").content.decode()
    assert "9 of 12, 75%" in page
    assert "18:00, 60 minutes" in page and "A facilitator" in page
    assert "3 ideas were written down; 1 may be shown here" in page
    assert "Secondwords" in page
    assert "Secretwords" not in page and "Seatlesswords" not in page
    assert "organiser-01" in page and "No organiser is recorded" not in page


def test_a_missing_organiser_agenda_and_attendance_are_shown_as_missing(client, second, lambeth):
    a_conversation(second, "lambeth", lambeth, provenance="reconstructed")
    page = client.get("/second/conversations/lambeth/").content.decode()
    assert "No organiser is recorded for this conversation." in page
    assert "The source counts 2 conversations and 1 organiser," in page
    assert "Nobody has written down who came." in page
    assert "Nobody has written down the agenda of this evening." in page
    assert "No idea has been written down from this conversation." in page


def test_a_role_that_nobody_counted_is_told_from_a_role_in_which_nobody_came(client, evening):
    attendance(evening, resident=9, carer=3, clinician=0, officer=None)
    page = client.get("/second/conversations/hackney/").content.decode()
    table = page[page.index("Who came, by role") :]
    row = table[table.index("Clinician") :].split("</tr>")[0]
    assert ">0</td>" in row
    assert "not recorded" in table[table.index("Officer") :].split("</tr>")[0]


def test_the_lead_writes_down_a_conversation(client, desk, hackney):
    client.force_login(desk.team.lead)
    response = client.post(work("add/"), WRITTEN | {"area": hackney.pk})
    assert response.status_code == 302 and response["Location"] == work("new/")
    made = Conversation.objects.get(programme=desk.programme, slug="new")
    assert (made.area, made.number, made.provenance) == (hackney, 9, "")
    assert AuditRow.objects.filter(verb="conversations.add_conversation", actor=desk.team.lead).exists()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"slug": "hackney"}, "Another conversation has this short name."),
        ({"number": 1}, "Another conversation has this number."),
        ({"slug": "add"}, "is kept for pages of this stage"),
        ({"slug": "Two Words"}, "Use lower-case letters, digits and hyphens."),
    ],
)
def test_what_would_not_do_is_refused_in_a_sentence_and_what_was_typed_is_kept(
    client, desk, hackney, sent, says
):
    client.force_login(desk.team.lead)
    response = client.post(work("add/"), WRITTEN | {"area": hackney.pk} | sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page and "An evening" in page


def test_an_organiser_writes_down_conversations_of_their_own_borough_alone(client, desk, hackney, lambeth):
    client.force_login(desk.team.organiser)
    assert client.post(work("add/"), WRITTEN | {"area": hackney.pk}).status_code == 302
    there = WRITTEN | {"slug": "there", "number": 10, "area": lambeth.pk}
    assert client.post(work("add/"), there).status_code == 422
    assert not Conversation.objects.filter(slug="there").exists()


def test_an_organiser_does_not_find_another_boroughs_conversation_at_work(client, desk, lambeth):
    an_agenda_item(a_conversation(desk.programme, "there", lambeth))
    client.force_login(desk.team.organiser)
    for path in (
        "there/",
        "there/change/",
        "there/attendance/",
        "there/agenda/add/",
        "there/agenda/1/",
    ):
        assert client.get(work(path)).status_code == 404
    assert "there" not in client.get(work("?format=csv")).getvalue().decode()


def test_an_organiser_cannot_move_another_boroughs_conversation_into_their_own(desk, hackney, lambeth):
    evening = a_conversation(desk.programme, "there", lambeth)
    # A form has put the new borough on the row before the action is asked.
    evening.area = hackney
    organiser = desk.person(desk.team.organiser)
    with pytest.raises(Refused, match="organiser of this borough"):
        actions.change_conversation(
            person=organiser, conversation=evening, fields={"area": hackney}, by=desk.team.organiser
        )
    with pytest.raises(Refused, match="a host of this borough"):
        actions.count_attendance(
            person=organiser, conversation=evening, counts={"resident": 1}, by=desk.team.organiser
        )


def test_an_organiser_of_another_programme_is_refused(desk, hackney):
    stranger = an_organiser(another_programme())
    with pytest.raises(Refused, match="another programme"):
        a_conversation(desk.programme, "crossed", hackney, organiser=stranger)


def test_the_next_agenda_item_is_offered_when_the_last_one_ends(client, desk):
    client.force_login(desk.team.lead)
    page = client.get(work("hackney/agenda/add/")).content.decode()
    assert 'value="2"' in page and 'value="19:00"' in page


def test_agenda_items_are_added_and_changed_and_a_taken_place_is_refused(client, desk, evening):
    client.force_login(desk.team.organiser)
    sent = {"position": 2, "starts": "19:00", "minutes": 10, "title": "Parting", "kind": "feedback"}
    assert client.post(work("hackney/agenda/add/"), sent).status_code == 302
    assert client.post(work("hackney/agenda/2/"), sent | {"title": "Goodbye"}).status_code == 302
    assert list(evening.agenda.values_list("title", flat=True)) == ["Tables", "Goodbye"]
    response = client.post(work("hackney/agenda/add/"), sent)
    assert response.status_code == 422 and "has this place in the agenda" in response.content.decode()
    response = client.post(work("hackney/agenda/add/"), sent | {"position": 3, "starts": "7pm"})
    assert response.status_code == 422 and "Write a time as 18:30." in response.content.decode()


def test_attendance_is_written_down_by_role(client, desk, evening):
    client.force_login(desk.team.organiser)
    sent = {"resident": 9, "carer": "", "officer": 0}
    assert client.post(work("hackney/attendance/"), sent).status_code == 302
    held = {row.role: (row.attended, row.provenance) for row in evening.attendance.all()}
    assert held == {"resident": (9, "illustrative"), "officer": (0, "")}


def test_a_count_that_is_changed_by_hand_loses_the_label_it_was_loaded_with(evening):
    attendance(evening, resident=10, carer=3)
    held = {row.role: row.provenance for row in evening.attendance.all()}
    assert held == {"resident": "", "carer": "illustrative"}


@pytest.mark.parametrize("sent", [{"resident": -1}, {"resident": "many"}, {"resident": ""}])
def test_attendance_that_is_no_number_is_refused_and_nothing_changes(client, desk, evening, sent):
    client.force_login(desk.team.lead)
    assert client.post(work("hackney/attendance/"), sent).status_code == 422
    assert sum(row.attended for row in evening.attendance.all()) == 12


def test_a_role_that_does_not_exist_is_refused_by_the_action(desk, evening):
    with pytest.raises(ValidationError):
        attendance(evening, passer_by=3)


def test_only_the_lead_adds_an_organiser(client, desk):
    client.force_login(desk.team.organiser)
    assert client.get(work("organisers/add/")).status_code == 403
    client.force_login(desk.team.lead)
    assert client.post(work("organisers/add/"), {"key": "organiser-02"}).status_code == 302
    assert Organiser.objects.filter(programme=desk.programme, key="organiser-02").exists()
    response = client.post(work("organisers/add/"), {"key": "organiser-02"})
    assert response.status_code == 422 and "organiser with this key already" in response.content.decode()


def test_the_work_list_narrows_by_what_is_missing(client, desk, hackney):
    a_conversation(desk.programme, "bare", hackney)
    client.force_login(desk.team.lead)
    for what in ("attendance", "agenda", "organiser"):
        lines = client.get(work(f"?missing={what}&format=csv")).getvalue().decode().splitlines()
        assert [line.split(",")[0] for line in lines[1:]] == ["bare"]


def test_a_conversation_of_another_programme_is_not_found(client, second):
    another_programme()
    assert client.get("/another/conversations/hackney/").status_code == 404
