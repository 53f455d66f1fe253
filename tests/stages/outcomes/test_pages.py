from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.stages.commitments.models import Commitment
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.outcomes import actions
from saidanddone.stages.outcomes.models import Connection, Outcome
from saidanddone.stages.themes.models import Recommendation, Theme
from tests.factories.conversations import a_conversation, another_programme
from tests.factories.ideas import an_idea
from tests.factories.outcomes import a_connection, an_outcome
from tests.stages.opening import check_everybody_reads, check_who_opens, queries_stay_the_same

PUBLIC = ("changed/", "changed/second-outcome/", "changed/connections/")
WALKS = ("changed/second-outcome/",)
READS = ("", "second-outcome/", "connections/")
CHANGES = (
    "add/",
    "second-outcome/change/",
    "connections/add/",
    "connections/second-connection/change/",
)
WRITTEN = {
    "title": "A change",
    "key": "new",
    "statement": "Something changed.",
    "who_changed": "A group",
    "change_type": "plan",
    "contribution": "influenced",
    "said_by": "partner",
    "confirmed": "not-asked",
}
MET = {
    "key": "new",
    "statement": "A carer met a councillor.",
    "between_role": "carer",
    "with_role": "councillor",
    "what_came": "They wrote to each other.",
}


def work(path: str) -> str:
    return f"/second/work/outcomes/{path}"


def changed(client, path: str = "") -> str:
    return client.get(f"/second/changed/{path}").content.decode()


@pytest.mark.parametrize("path", PUBLIC)
def test_everybody_reads_the_public_pages_within_the_caps(client, second, path):
    check_everybody_reads(client, f"/second/{path}", walks=path in WALKS)


@pytest.mark.parametrize("path", [*READS, *CHANGES])
def test_each_role_opens_what_it_may_within_the_caps_and_a_stranger_nothing(client, desk, path):
    changer = 200 if path in READS else 403
    check_who_opens(
        client, desk.team, work(path), lead=200, organiser=200, coder=changer, evaluator=changer, stranger=404
    )


def test_the_number_of_queries_does_not_grow_with_the_rows(client, second, desk):
    client.force_login(desk.team.lead)
    pages = [*(f"/second/{path}" for path in PUBLIC), *(work(path) for path in (*READS, *CHANGES))]

    ideas = tuple(Idea.objects.filter(text__programme=second))
    with queries_stay_the_same(client, pages):
        for number in range(6):
            an_outcome(
                second, f"more-{number}", ideas=ideas, themes=tuple(Theme.objects.filter(programme=second))
            )
            a_connection(second, f"more-{number}")


def test_the_list_says_the_finding_and_the_honest_gaps(client, second):
    an_outcome(second, "from-nothing")
    page = changed(client)
    assert "2 changes are reported, in 1 borough (1 with the borough not named)" in page
    assert "1 of 2" in page
    assert "0 of 2" in page


def test_the_list_has_a_table_for_every_bar(client, second):
    an_outcome(second, "weak", contribution="mentioned", change_type="policy")
    page = changed(client)
    for label in ("were mentioned with", "fed into", "influenced", "led to", "policy", "service"):
        assert f'<th scope="row">{label}</th>' in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("area=E09000022", {"elsewhere"}),
        ("area=none", {"nowhere"}),
        ("kind=policy", {"elsewhere"}),
        ("contribution=led-to", {"Second outcome"}),
        ("said_by=participant", {"Second outcome"}),
        ("confirmed=disputed", {"elsewhere"}),
        ("aspiration=take-the-lead", {"Second outcome"}),
        ("thread=some", {"Second outcome"}),
        ("thread=none", {"elsewhere", "nowhere"}),
        ("q=new+words", {"Second outcome"}),
        ("kind=policy&area=none", set()),
        ("kind=nonsense", set()),
    ],
)
def test_the_list_narrows_by_everything_that_a_figure_counts(client, second, lambeth, asked, found):
    an_outcome(second, "elsewhere", area=lambeth, change_type="policy", confirmed="disputed")
    an_outcome(second, "nowhere")
    lines = client.get(f"/second/changed/?{asked}&format=csv").getvalue().decode().splitlines()
    assert {line.split(",")[0] for line in lines[1:]} == found


def test_every_bar_leads_to_as_many_changes_as_it_says(client, second):
    an_outcome(second, "weak", contribution="mentioned", change_type="policy")
    response = client.get("/second/changed/")
    for bar in (*response.context["verbs"], *response.context["kinds"]):
        address = bar.address.removesuffix("#every")
        lines = client.get(f"{address}&format=csv").getvalue().decode().splitlines()
        assert len(lines) - 1 == bar.value, address


def test_the_detail_marks_the_sources_own_verb_among_the_four(client, second):
    page = changed(client, "second-outcome/")
    assert page.count('aria-current="true"') == 1
    marked = page.split('aria-current="true"')[1].split("</li>")[0]
    assert "led to" in marked
    for verb in ("were mentioned with", "fed into", "influenced"):
        assert verb in page and verb not in marked


def test_the_detail_shows_words_before_and_after_and_where_it_stands(client, second):
    page = changed(client, "second-outcome/")
    assert page.index("old words") < page.index("new words")
    assert "page 3" in page and "The second report, " in page
    assert "a participant says so" in page
    assert "nobody else was asked to confirm it" in page
    assert "illustrative" in page


def test_the_detail_has_no_place_for_words_where_none_changed(client, second):
    an_outcome(second, "no-words")
    assert "The words that changed" not in changed(client, "no-words/")


def test_a_change_that_came_from_nothing_shows_the_gap(client, second):
    an_outcome(second, "from-nothing")
    assert "The thread has a gap here" in changed(client, "from-nothing/")
    assert "The thread has a gap here" not in changed(client, "second-outcome/")


def test_withheld_words_are_on_no_public_page_and_their_key_neither(client, second):
    secret = Idea.objects.get(text__programme=second, text__key="i002")
    an_outcome(second, "from-a-secret", ideas=(secret,))
    page = changed(client, "from-a-secret/")
    assert "An idea that is not for quoting" in page
    assert "Secretwords" not in page and "i002" not in page


def test_connections_are_shown_by_role_with_a_table_that_reads_both_ways(client, second):
    page = changed(client, "connections/")
    assert "1 connection is recorded" in page
    assert "never a network of named people" in page
    assert "A carer met an officer." in page
    assert '<th scope="row">carer</th><td class="number">0</td><td class="number">1</td>' in page
    assert '<th scope="row">officer</th><td class="number">1</td><td class="number">0</td>' in page


def test_pages_without_rows_say_what_to_read_instead(client, db):
    another_programme()
    page = client.get("/another/changed/").content.decode()
    assert "Nobody has reported a change yet" in page and "/another/promised/" in page
    assert (
        "No connection has been recorded yet" in client.get("/another/changed/connections/").content.decode()
    )


def test_a_change_of_another_programme_is_not_found(client, second):
    another_programme()
    assert client.get("/another/changed/second-outcome/").status_code == 404


def test_the_lead_writes_down_a_change_with_what_it_came_from(client, desk):
    client.force_login(desk.team.lead)
    sent = WRITTEN | {
        "commitments": [Commitment.objects.get(programme=desk.programme).pk],
        "recommendations": [Recommendation.objects.get(programme=desk.programme).pk],
        "themes": [Theme.objects.get(programme=desk.programme).pk],
        "ideas": "i002",
        "happened": "2024-05",
    }
    assert client.post(work("add/"), sent).status_code == 302
    made = Outcome.objects.get(programme=desk.programme, key="new")
    assert (made.contribution, made.happened) == ("influenced", "2024-05")
    assert made.links.count() == 4
    assert AuditRow.objects.filter(verb="outcomes.add_outcome", actor=desk.team.lead).exists()


def test_the_audit_row_holds_no_values(client, desk):
    client.force_login(desk.team.lead)
    client.post(work("add/"), WRITTEN)
    row = AuditRow.objects.get(verb="outcomes.add_outcome", actor=desk.team.lead)
    made = Outcome.objects.get(programme=desk.programme, key="new")
    assert row.objects_touched == [f"outcomes.outcome:{made.pk}"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"happened": "2023-02-30"}, "Write a date as 31/10/2018"),
        ({"key": "connections"}, "kept for pages of this stage"),
        ({"key": "Not A Key"}, "Use lower-case letters"),
        ({"key": "second-outcome"}, "key"),
        ({"ideas": "i001, i999"}, "There is no idea that you may read with the key i999"),
        ({"contribution": ""}, "This field is required"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_what_was_typed_is_kept(client, desk, sent, said):
    client.force_login(desk.team.lead)
    response = client.post(work("add/"), WRITTEN | {"statement": "Typed words."} | sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page and "Typed words." in page
    assert not Outcome.objects.filter(programme=desk.programme, statement="Typed words.").exists()


def test_an_organiser_writes_down_changes_of_their_own_borough_alone(client, desk, hackney, lambeth):
    client.force_login(desk.team.organiser)
    assert client.post(work("add/"), WRITTEN | {"area": hackney.pk}).status_code == 302
    assert client.post(work("add/"), WRITTEN | {"key": "there", "area": lambeth.pk}).status_code == 422
    assert client.post(work("add/"), WRITTEN | {"key": "nowhere"}).status_code == 422
    assert not Outcome.objects.filter(key__in=["there", "nowhere"]).exists()


def test_an_organiser_does_not_find_another_boroughs_rows_at_work(client, desk, lambeth):
    an_outcome(desk.programme, "there", area=lambeth)
    a_connection(desk.programme, "there", area=lambeth)
    client.force_login(desk.team.organiser)
    for path in ("there/", "there/change/", "connections/there/change/"):
        assert client.get(work(path)).status_code == 404
    assert "there" not in client.get(work("?format=csv")).getvalue().decode()


def test_an_organiser_cannot_move_another_boroughs_change_into_their_own(desk, hackney, lambeth):
    change = an_outcome(desk.programme, "there", area=lambeth)
    # A form has put the new borough on the row before the action is asked.
    change.area = hackney
    with pytest.raises(Refused, match="organiser of this borough"):
        actions.change_outcome(
            person=desk.person(desk.team.organiser),
            outcome=change,
            fields={"area": hackney},
            came_from=actions.CameFrom(),
            by=desk.team.organiser,
        )


@pytest.fixture
def elsewhere(desk, hackney, lambeth):
    """A change in the organiser's borough that came from an idea of another borough, which nobody may quote."""
    evening = a_conversation(desk.programme, "lambeth", lambeth)
    hidden = an_idea(evening, "Hiddenwords of another borough.", recorded_as="note")
    return an_outcome(desk.programme, "here", area=hackney, ideas=(hidden,)), hidden.text.key


def test_an_organiser_does_not_learn_the_key_of_an_idea_that_they_may_not_read(client, desk, elsewhere):
    _change, key = elsewhere
    client.force_login(desk.team.organiser)
    for path in ("here/", "here/change/"):
        page = client.get(work(path)).content.decode()
        assert "Hiddenwords" not in page and key not in page


def test_an_idea_that_an_organiser_may_not_read_stays_linked_when_they_change_the_rest(
    client, desk, hackney, elsewhere
):
    change, key = elsewhere
    client.force_login(desk.team.organiser)
    sent = WRITTEN | {"key": "here", "area": hackney.pk, "ideas": "i001"}
    assert client.post(work("here/change/"), sent).status_code == 302
    assert {link.idea.text.key for link in change.links.all()} == {"i001", key}


def test_an_organiser_cannot_link_an_idea_that_they_may_not_read(client, desk, hackney, elsewhere):
    _change, key = elsewhere
    client.force_login(desk.team.organiser)
    response = client.post(work("add/"), WRITTEN | {"area": hackney.pk, "ideas": key})
    assert response.status_code == 422
    assert "There is no idea that you may read" in response.content.decode()


def test_changing_a_change_replaces_its_links_and_keeps_its_row(client, desk):
    client.force_login(desk.team.lead)
    before = Outcome.objects.get(programme=desk.programme, key="second-outcome")
    assert client.post(work("second-outcome/change/"), WRITTEN | {"key": "renamed"}).status_code == 302
    after = Outcome.objects.get(programme=desk.programme, key="renamed")
    assert after.pk == before.pk
    assert after.links.count() == 0


def test_the_form_for_a_change_has_its_links_ticked(client, desk):
    client.force_login(desk.team.lead)
    page = client.get(work("second-outcome/change/")).content.decode()
    assert page.count(" checked") == 4  # the verb, the promise, the recommendation, the theme
    assert 'value="i001"' in page


def test_a_connection_is_written_down_and_changed(client, desk, hackney):
    client.force_login(desk.team.organiser)
    assert client.post(work("connections/add/"), MET | {"area": hackney.pk}).status_code == 302
    sent = MET | {"area": hackney.pk, "what_came": "They meet each month."}
    assert client.post(work("connections/new/change/"), sent).status_code == 302
    assert Connection.objects.get(key="new").what_came == "They meet each month."
    assert AuditRow.objects.filter(verb="outcomes.change_connection", actor=desk.team.organiser).exists()


def test_a_connection_takes_no_role_that_is_a_name(client, desk):
    client.force_login(desk.team.lead)
    assert client.post(work("connections/add/"), MET | {"between_role": "Mary"}).status_code == 422


def test_one_key_is_one_change_within_a_programme_and_free_in_another(second):
    with pytest.raises(ValidationError, match="key"):
        an_outcome(second, "second-outcome")
    assert an_outcome(another_programme(), "second-outcome").pk


def test_the_links_on_a_work_page_are_the_public_pages_of_what_it_came_from(client, desk):
    client.force_login(desk.team.lead)
    page = client.get(work("second-outcome/")).content.decode()
    assert 'href="/second/promised/second-promise/"' in page
    assert 'href="/second/ideas/i001/"' in page
