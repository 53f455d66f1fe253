from __future__ import annotations

import pytest

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.programme.actions import name_aspirations
from saidanddone.programme.models import Aspiration
from saidanddone.programme.rules import Person
from saidanddone.stages.ideas import actions, queries
from saidanddone.stages.ideas.models import Idea
from tests.factories.conversations import a_conversation, a_seat, another_programme
from tests.factories.ideas import a_speaker, an_idea
from tests.factories.themes import lead_of
from tests.stages.opening import check_everybody_reads, check_who_opens, queries_stay_the_same

PUBLIC = ("ideas/", "ideas/i001/")
WALKS = ("ideas/i001/",)
READS = ("", "i001/", "i002/")
CHANGES = ("add/", "i001/change/")


def work(path: str) -> str:
    return f"/second/work/ideas/{path}"


def listed(client, address: str) -> set[str]:
    lines = client.get(address).getvalue().decode().splitlines()
    at = lines[0].split(",").index("key")
    return {line.split(",")[at] for line in lines[1:]}


@pytest.fixture
def typed() -> dict[str, object]:
    return {
        "conversation": "hackney",
        "words": "A bench where people can sit.",
        "language": "en",
        "recorded_as": "agreed",
        "role": "resident",
        "kind": "idea",
    }


@pytest.mark.parametrize("path", PUBLIC)
def test_everybody_reads_the_public_pages_within_the_caps(client, second, path):
    check_everybody_reads(client, f"/second/{path}", walks=path in WALKS)


@pytest.mark.parametrize("path", [*READS, *CHANGES])
def test_each_role_opens_what_it_may_within_the_caps_and_a_stranger_nothing(client, desk, path):
    changer = 200 if path in READS else 403
    check_who_opens(
        client, desk.team, work(path), lead=200, organiser=200, coder=changer, evaluator=changer, stranger=404
    )


def test_the_number_of_queries_does_not_grow_with_the_rows(client, second, evening):
    pages = [f"/second/{path}" for path in PUBLIC]
    with queries_stay_the_same(client, pages):
        for number in range(5):
            an_idea(evening, f"Words {number}.")


def test_a_full_page_of_long_ideas_stays_under_the_byte_cap(client, second, evening):
    for number in range(30):
        an_idea(evening, f"{number} " + "somebody said a great deal about a great many things " * 6)
    assert len(client.get("/second/ideas/").content) < 100_000


def test_the_list_says_how_many_were_written_down_and_how_many_may_be_shown(client, second):
    page = client.get("/second/ideas/").content.decode()
    assert "3 ideas were written down; 1 may be shown here." in page
    assert "Secondwords" in page
    assert "Secretwords" not in page and "Seatlesswords" not in page


def test_the_public_list_is_the_same_for_those_who_may_read_more(client, desk):
    client.force_login(desk.team.lead)
    assert "Secretwords" not in client.get("/second/ideas/").content.decode()
    assert listed(client, "/second/ideas/?format=csv") == {"i001"}


@pytest.mark.parametrize("sought", ["Secretwords", "Seatlesswords"])
def test_searching_does_not_tell_that_withheld_words_are_there(client, second, sought):
    page = client.get(f"/second/ideas/?q={sought}").content.decode()
    assert "Nothing here fits what you chose." in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("area=E09000012", {"i001", "i004"}),
        ("area=E09000022", {"i005"}),
        ("aspiration=take-the-lead", {"i001"}),
        ("aspiration=none", {"i004", "i005"}),
        ("role=carer", {"i004"}),
        ("kind=offer", {"i005"}),
        ("conversation=lambeth", {"i005"}),
        ("q=secondwords", {"i001"}),
    ],
)
def test_the_list_narrows_by_place_aspiration_role_kind_conversation_and_words(
    client, second, evening, lambeth, asked, found
):
    an_idea(evening, "One.", role="carer")
    an_idea(a_conversation(second, "lambeth", lambeth), "Two.", kind="offer")
    assert listed(client, f"/second/ideas/?{asked}&format=csv") == found


def test_the_detail_has_role_place_aspiration_conversation_and_how_it_was_recorded(client, second):
    page = client.get("/second/ideas/i001/").content.decode()
    for said in (
        "Secondwords",
        "Resident, Hackney",
        "Second aspiration",
        "The second evening",
        "Read back and agreed",
        "It may be quoted: the person agrees to it, without a name.",
        "illustrative",
    ):
        assert said in page
    assert "hackney-01" not in page


def test_from_an_idea_one_click_leads_to_its_outcome(client, second):
    page = client.get("/second/ideas/i001/").content.decode()
    assert '<a class="follow" href="/second/changed/second-outcome/">' in page
    assert '<a class="follow" href="/second/promised/second-promise/">' in page
    assert '<a class="follow" href="/second/conversations/hackney/">' in page


@pytest.mark.parametrize("key", ["i002", "i003"])
def test_withheld_words_are_not_found_by_whoever_may_not_read_them(client, desk, key):
    assert client.get(f"/second/ideas/{key}/").status_code == 404
    client.force_login(desk.team.stranger)
    assert client.get(f"/second/ideas/{key}/").status_code == 404


def test_whoever_may_read_withheld_words_is_told_that_nobody_else_does(client, desk):
    client.force_login(desk.team.coder)
    page = client.get("/second/ideas/i002/").content.decode()
    assert "Secretwords" in page and "nobody else is shown them here" in page
    note = client.get("/second/ideas/i003/").content.decode()
    assert "a scribe&#x27;s note may not be what the person said" in note or "scribe's note" in note


def test_an_idea_of_another_programme_is_not_found(client, second):
    another_programme()
    assert client.get("/another/ideas/i001/").status_code == 404


def test_finding_shows_what_may_be_shown_to_the_one_who_asks(second, desk):
    assert [each.words for each in queries.ideas_found(Person("second"), second, "words")] == [
        "Secondwords that may be quoted anywhere."
    ]
    assert len(queries.ideas_found(desk.person(desk.team.lead), second, "words")) == 3


def test_an_organiser_reads_all_of_their_own_borough_at_work_and_nothing_else(client, desk, lambeth):
    an_idea(a_conversation(desk.programme, "lambeth", lambeth), "Elsewhere.", recorded_as="agreed")
    client.force_login(desk.team.organiser)
    assert listed(client, work("?format=csv")) == {"i001", "i002", "i003"}
    for path in ("i004/", "i004/change/"):
        assert client.get(work(path)).status_code == 404
    client.force_login(desk.team.evaluator)
    assert listed(client, work("?format=csv")) == {"i001", "i002", "i003", "i004"}


@pytest.mark.parametrize(("asked", "found"), [("yes", {"i001"}), ("no", {"i002", "i003"})])
def test_the_work_list_narrows_by_whether_it_may_be_quoted(client, desk, asked, found):
    client.force_login(desk.team.lead)
    assert listed(client, work(f"?quotable={asked}&format=csv")) == found


def test_an_idea_is_written_down_under_the_next_free_key(client, desk, typed, hackney):
    client.force_login(desk.team.organiser)
    aspiration = Aspiration.objects.get(programme=desk.programme)
    sent = typed | {"aspiration": aspiration.pk, "seat": "hackney-01", "table": "3"}
    response = client.post(work("add/"), sent)
    assert response.status_code == 302 and response["Location"] == work("i004/")
    idea = Idea.objects.get(text__programme=desk.programme, text__key="i004")
    text = idea.text
    assert (text.words, text.speaker_key, text.role, text.area) == (
        "A bench where people can sit.",
        "second:hackney-01",
        "resident",
        hackney,
    )
    assert (text.quotable, text.provenance, idea.aspiration, idea.table) == (True, "", aspiration, "3")
    assert client.get("/second/ideas/i004/").status_code == 200
    row = AuditRow.objects.get(verb="ideas.write_down")
    assert (row.actor, row.objects_touched) == (desk.team.organiser, [f"ideas.idea:{idea.pk}"])


def test_keys_of_other_texts_are_stepped_over(second, evening):
    an_idea(evening).text.__class__.objects.filter(programme=second, key="i004").update(key="i1009")
    assert an_idea(evening).text.key == "i1010"


def test_the_seat_card_says_the_role_where_nobody_chose_one(client, desk, typed):
    client.force_login(desk.team.lead)
    sent = typed | {"role": "", "seat": "hackney-02"}
    assert client.post(work("add/"), sent).status_code == 302
    assert Idea.objects.get(text__key="i004", text__programme=desk.programme).text.role == "carer"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"seat": "hackney-99"}, "There is no seat card with this number."),
        ({"seat": "hackney-02"}, "This seat was given out in the role “carer”."),
        ({"role": ""}, "Choose the role in which they spoke, or give the seat card."),
        ({"language": "English"}, "Write the code of a language"),
        ({"words": "   "}, "Write down what was said."),
    ],
)
def test_what_would_not_do_is_refused_in_a_sentence_and_what_was_typed_is_kept(
    client, desk, typed, sent, says
):
    client.force_login(desk.team.lead)
    response = client.post(work("add/"), typed | {"table": "Seven"} | sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page and "Seven" in page
    assert Idea.objects.filter(text__programme=desk.programme).count() == 3


def test_personal_details_are_kept_only_with_a_tick(client, desk, typed):
    client.force_login(desk.team.lead)
    sent = typed | {"words": "Write to the club at club@example.org for a place."}
    assert 'name="keep"' not in client.get(work("add/")).content.decode()
    response = client.post(work("add/"), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "This looks like an e-mail address (“club@example.org”)." in page
    assert 'name="keep"' in page and "Write to the club at club@example.org" in page
    assert client.post(work("add/"), sent | {"keep": "on"}).status_code == 302
    assert Idea.objects.filter(text__words=sent["words"]).exists()


def test_the_action_too_refuses_personal_details_that_nobody_ticked(evening):
    with pytest.raises(Refused, match="a telephone number"):
        an_idea(evening, "Ring 020 7946 0958.")


def test_an_organiser_writes_down_ideas_of_their_own_borough_alone(client, desk, typed, lambeth):
    there = a_conversation(desk.programme, "there", lambeth)
    client.force_login(desk.team.organiser)
    assert client.post(work("add/"), typed | {"conversation": "there"}).status_code == 422
    with pytest.raises(Refused, match="scribe of this borough"):
        actions.write_down(
            person=desk.person(desk.team.organiser),
            conversation=there,
            said=actions.Said("Words.", "resident", "note"),
            filed=actions.Filed(None, "idea"),
            by=desk.team.organiser,
        )


def test_a_seat_or_aspiration_of_another_programme_is_refused(evening):
    elsewhere = another_programme()
    seat = a_seat(elsewhere, "far-01")
    (aspiration,) = name_aspirations(
        aspirations=[Aspiration(programme=elsewhere, key="far", name="Far")], by=None
    )
    with pytest.raises(Refused, match="another programme"):
        an_idea(evening, seat=seat)
    with pytest.raises(Refused, match="another programme"):
        an_idea(evening, aspiration=aspiration)


def test_a_form_link_from_a_conversation_has_chosen_it_already(client, desk):
    client.force_login(desk.team.lead)
    page = client.get(work("add/?conversation=hackney")).content.decode()
    assert '<option value="hackney" selected>' in page


def test_what_an_idea_is_filed_under_changes_and_its_words_do_not(client, desk):
    client.force_login(desk.team.organiser)
    aspiration = Aspiration.objects.get(programme=desk.programme)
    sent = {
        "kind": "question",
        "aspiration": aspiration.pk,
        "table": "9",
        "words": "Changed.",
        "role": "officer",
    }
    assert client.post(work("i003/change/"), sent).status_code == 302
    idea = Idea.objects.select_related("text").get(text__programme=desk.programme, text__key="i003")
    assert (idea.kind, idea.aspiration, idea.table) == ("question", aspiration, "9")
    assert (idea.text.words, idea.text.role) == ("Seatlesswords written by a scribe.", "resident")


def test_an_organiser_cannot_file_another_boroughs_idea(desk, lambeth):
    idea = an_idea(a_conversation(desk.programme, "there", lambeth))
    with pytest.raises(Refused, match="organiser of this borough"):
        actions.file_idea(
            person=desk.person(desk.team.organiser),
            idea=idea,
            filed=actions.Filed(None, "offer"),
            by=desk.team.organiser,
        )
    actions.file_idea(person=lead_of(desk.programme), idea=idea, filed=actions.Filed(None, "offer"), by=None)
    assert Idea.objects.get(pk=idea.pk).kind == "offer"


def test_the_work_pages_show_no_seat_number(client, desk, evening):
    an_idea(evening, recorded_as="agreed", seat=a_speaker(evening, "hackney-77", quoted=True))
    client.force_login(desk.team.evaluator)
    page = client.get(work("i004/")).content.decode()
    assert "It was spoken from a seat with a card" in page
    assert "hackney-77" not in page
