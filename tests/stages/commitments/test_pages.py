from __future__ import annotations

import pytest

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.stages.commitments import actions
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.themes.models import Recommendation
from tests.factories.commitments import a_commitment, a_review
from tests.factories.conversations import a_conversation
from tests.factories.ideas import an_idea
from tests.stages.opening import check_everybody_reads, check_who_opens, queries_stay_the_same
from tests.website.reading import read_page

PUBLIC = ("promised/", "promised/second-promise/")
WALKS = ("promised/second-promise/",)
READS = ("", "second-promise/")
CHANGES = ("add/", "second-promise/change/", "second-promise/review/")
WRITTEN = {"title": "A promise", "key": "new", "what": "We will.", "who": "A group", "made_by": "partner"}


def work(path: str) -> str:
    return f"/second/work/commitments/{path}"


@pytest.mark.parametrize("path", PUBLIC)
def test_everybody_reads_the_public_pages_within_the_caps(client, second, path):
    check_everybody_reads(client, f"/second/{path}", walks=path in WALKS)


@pytest.mark.parametrize("path", [*READS, *CHANGES])
def test_each_role_opens_what_it_may_within_the_caps_and_a_stranger_nothing(client, desk, path):
    changer = 200 if path in READS else 403
    check_who_opens(
        client, desk.team, work(path), lead=200, organiser=200, coder=changer, evaluator=changer, stranger=404
    )


def test_how_a_promise_stands_comes_right_after_it_so_that_a_narrow_screen_has_both(client, second):
    lines = client.get("/second/promised/?format=csv").getvalue().decode().splitlines()
    assert lines[0].startswith("promise,state,")


def test_the_number_of_queries_does_not_grow_with_the_rows(client, second):
    pages = [f"/second/{path}" for path in PUBLIC]
    promise = Commitment.objects.get(programme=second, key="second-promise")
    with queries_stay_the_same(client, pages):
        for number in range(6):
            a_review(promise, "kept", on=f"2022-0{number + 1}")
            a_commitment(
                second, f"more-{number}", recommendations=(Recommendation.objects.get(programme=second),)
            )


def test_the_list_says_how_many_of_how_many_were_kept(client, second):
    a_commitment(second, "open")
    page = client.get("/second/promised/").content.decode()
    assert "1 of 2 promises have been kept" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("state=kept", {"Second promise"}),
        ("state=promised", {"elsewhere"}),
        ("area=E09000022", {"elsewhere"}),
        ("aspiration=take-the-lead", {"Second promise"}),
        ("q=elsewhere", {"elsewhere"}),
    ],
)
def test_the_list_narrows_by_state_borough_aspiration_and_words(client, second, lambeth, asked, found):
    a_commitment(second, "elsewhere", area=lambeth)
    lines = client.get(f"/second/promised/?{asked}&format=csv").getvalue().decode().splitlines()
    assert {line.split(",")[0] for line in lines[1:]} == found


def test_the_detail_shows_reviews_the_reason_and_what_it_answers(client, second):
    promise = a_commitment(
        second, "late-one", recommendations=(Recommendation.objects.get(programme=second),)
    )
    a_review(promise, "under-way", on="2021-05")
    a_review(promise, "dropped", reason="The grant ended.", on="2021-12-01")
    page = client.get("/second/promised/late-one/").content.decode()
    assert page.index("May 2021") < page.index("1 December 2021")
    assert "Not done, because: The grant ended." in page
    assert "Do the second thing." in page


def test_a_promise_whose_time_is_over_says_so(client, second):
    a_commitment(second, "forgotten", due_on="2020")
    assert "no review says that it was kept" in client.get("/second/promised/forgotten/").content.decode()
    assert "no review says" not in client.get("/second/promised/second-promise/").content.decode()


def test_the_words_that_a_promise_answers_stand_on_its_page_for_those_who_may_read_them(
    client, desk, hackney, lambeth
):
    there = a_conversation(desk.programme, "lambeth", lambeth)
    secret = an_idea(there, "Lambethwords that nobody agreed to.", recorded_as="note")
    open_one = an_idea(there, "Openwords for everybody.")
    a_commitment(desk.programme, "both", ideas=(secret, open_one), area=hackney)
    pages = {}
    for account in (desk.team.lead, desk.team.organiser):
        client.force_login(account)
        pages[account] = read_page(client.get(work("both/")).content)
        assert "Openwords for everybody." in pages[account].text
        assert f"idea {secret.text.key}" in pages[account].text
    assert "Lambethwords" in pages[desk.team.lead].text
    assert "Lambethwords" not in pages[desk.team.organiser].text
    assert f"/second/ideas/{secret.text.key}/" not in pages[desk.team.organiser].links


def test_the_lead_writes_down_a_promise_with_what_it_answers(client, desk):
    client.force_login(desk.team.lead)
    recommendation = Recommendation.objects.get(programme=desk.programme)
    sent = WRITTEN | {"recommendations": [recommendation.pk], "ideas": "i002", "due_on": "May 2024"}
    assert client.post(work("add/"), sent).status_code == 302
    made = Commitment.objects.get(programme=desk.programme, key="new")
    assert (made.state, made.due_on) == ("promised", "2024-05")
    assert [link.recommendation or link.idea.text.key for link in made.links.all()] == [
        recommendation,
        "i002",
    ]
    assert AuditRow.objects.filter(verb="commitments.add_commitment", actor=desk.team.lead).exists()


def test_the_reason_is_asked_for_where_it_is_needed_and_not_said_to_be_left_out(client, desk):
    client.force_login(desk.team.lead)
    page = read_page(client.get(work("second-promise/review/")).content)
    assert "Why it is late, dropped or changed Needed for a promise that is late or dropped." in page.text


def test_a_date_that_the_calendar_lacks_is_refused_in_a_sentence(client, desk):
    client.force_login(desk.team.lead)
    response = client.post(work("add/"), WRITTEN | {"due_on": "2023-02-30"})
    assert response.status_code == 422
    assert "Write a date as 31/10/2018" in response.content.decode()


def test_an_organiser_writes_down_promises_of_their_own_borough_alone(client, desk, hackney, lambeth):
    client.force_login(desk.team.organiser)
    assert client.post(work("add/"), WRITTEN | {"area": hackney.pk}).status_code == 302
    assert client.post(work("add/"), WRITTEN | {"key": "there", "area": lambeth.pk}).status_code == 422
    assert client.post(work("add/"), WRITTEN | {"key": "everywhere"}).status_code == 422
    assert not Commitment.objects.filter(key__in=["there", "everywhere"]).exists()


def test_an_organiser_does_not_find_another_boroughs_promise_at_work(client, desk, lambeth):
    a_commitment(desk.programme, "there", area=lambeth)
    client.force_login(desk.team.organiser)
    for path in ("there/", "there/change/", "there/review/"):
        assert client.get(work(path)).status_code == 404
    assert "there" not in client.get(work("?format=csv")).getvalue().decode()


def test_an_organiser_cannot_move_another_boroughs_promise_into_their_own(desk, hackney, lambeth):
    promise = a_commitment(desk.programme, "there", area=lambeth)
    # A form has put the new borough on the row before the action is asked.
    promise.area = hackney
    with pytest.raises(Refused, match="organiser of this borough"):
        actions.change_commitment(
            person=desk.person(desk.team.organiser),
            commitment=promise,
            fields={"area": hackney},
            recommendations=[],
            ideas=[],
            by=desk.team.organiser,
        )


def test_a_review_on_the_page_moves_the_promise(client, desk, hackney):
    a_commitment(desk.programme, "here", area=hackney)
    client.force_login(desk.team.organiser)
    sent = {"reviewed_on": "2022-03", "state": "late", "said": "Not yet.", "reason": "Nobody was hired."}
    assert client.post(work("here/review/"), sent).status_code == 302
    promise = Commitment.objects.get(programme=desk.programme, key="here")
    assert (promise.state, promise.reason) == ("late", "Nobody was hired.")
    assert promise.reviews.get().reviewed_on == "2022-03"


def test_a_refused_move_says_on_the_page_what_is_allowed_and_keeps_what_was_typed(client, desk):
    promise = a_commitment(desk.programme, "gone")
    a_review(promise, "dropped", reason="A reason.")
    client.force_login(desk.team.lead)
    sent = {"reviewed_on": "2022-03", "state": "kept", "said": "Typed words."}
    response = client.post(work("gone/review/"), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Allowed: under way." in page and "Typed words." in page


def test_how_a_promise_stands_cannot_be_changed_without_a_review(client, desk):
    client.force_login(desk.team.lead)
    sent = WRITTEN | {"key": "second-promise", "state": "dropped", "reason": "Smuggled."}
    assert client.post(work("second-promise/change/"), sent).status_code == 302
    promise = Commitment.objects.get(programme=desk.programme, key="second-promise")
    assert (promise.title, promise.state, promise.reason) == ("A promise", "kept", "")


def test_a_promise_of_another_programme_is_not_found(client, second, london):
    a_commitment(second, "only-in-second")
    assert client.get("/london/promised/only-in-second/").status_code == 404
