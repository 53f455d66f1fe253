"""An evening opens with a safeguarding lead in the room, and not otherwise; scribes call them with a tick."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from saidanddone.people.rules import Refused
from saidanddone.safeguarding.models import Alert
from saidanddone.stages.conversations import actions, queries
from saidanddone.stages.ideas.actions import Filed, Said, write_down
from saidanddone.stages.ideas.models import Idea
from saidanddone.stages.ideas.queries import seat_named
from saidanddone.website.actions import open_account_with_role
from saidanddone.words.models import Text
from tests.factories.conversations import a_conversation, a_seat
from tests.factories.people import a_speaker
from tests.factories.themes import lead_of


@pytest.fixture
def tonight(second, hackney):
    return a_conversation(second, "tonight", hackney, held_on=timezone.localdate())


@pytest.fixture
def amal(second):
    return open_account_with_role(
        email="amal@second.test", name="Amal", programme=second, role="safeguarding", area_code="E09000012"
    )


def opened(conversation, lead):
    return actions.open_evening(
        person=lead_of(conversation.programme), conversation=conversation, safeguarding_lead=lead, by=None
    )


def writes(conversation, words="A bench.", worried=False, seat=None, role="resident"):
    return write_down(
        person=lead_of(conversation.programme),
        conversation=conversation,
        said=Said(words, role, "agreed", seat=seat),
        filed=Filed(None, "idea", "3"),
        worried=worried,
        by=None,
    )


def test_an_evening_opens_with_a_safeguarding_lead_of_its_borough_and_closes(tonight, amal):
    opened(tonight, amal)
    assert queries.lead_in_the_room(tonight) == amal
    with pytest.raises(Refused, match="open already"):
        opened(tonight, amal)
    actions.close_evening(person=lead_of(tonight.programme), conversation=tonight, by=None)
    assert queries.open_now(tonight) is None


@pytest.mark.parametrize("who", ["nobody", "the programme lead", "a safeguarding lead of Lambeth"])
def test_an_evening_does_not_open_without_one(second, tonight, team_of, who):
    lead = {
        "nobody": lambda: None,
        "the programme lead": lambda: team_of(second).lead,
        "a safeguarding lead of Lambeth": lambda: open_account_with_role(
            email="l@second.test", name="L", programme=second, role="safeguarding", area_code="E09000022"
        ),
    }[who]()
    with pytest.raises(Refused, match="only with a safeguarding lead of its borough"):
        opened(tonight, lead)


def test_nothing_is_written_down_before_the_evening_is_open(tonight, amal):
    with pytest.raises(Refused, match="not open yet"):
        writes(tonight)
    opened(tonight, amal)
    assert writes(tonight).idea is not None


def test_what_was_said_on_an_evening_that_is_over_may_always_be_typed_up(evening):
    assert writes(evening).idea is not None


def test_a_lead_whose_role_has_ended_is_named_to_nobody_in_the_room(tonight, amal):
    opened(tonight, amal)
    amal.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert queries.lead_in_the_room(tonight) is None


def test_a_scribe_who_is_worried_calls_the_lead_in_the_room_with_or_without_words(
    tonight, amal, django_capture_on_commit_callbacks
):
    opened(tonight, amal)
    before = Idea.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        written = writes(tonight, words="", worried=True)
    assert (written.idea, Idea.objects.count()) == (None, before)
    alert = Alert.objects.get()
    assert (alert.source, alert.table, alert.place, alert.is_urgent) == ("scribe", "3", "tonight", True)
    assert [letter.to for letter in mail.outbox] == [["amal@second.test"]]


@pytest.mark.parametrize(
    "why",
    [
        "the evening is not open yet",
        "the words say how to reach them",
        "they do not take part",
        "half is left out",
    ],
)
def test_nothing_keeps_a_worried_scribes_call_back(second, tonight, amal, why):
    seat = None
    if why != "the evening is not open yet":
        opened(tonight, amal)
    if why == "they do not take part":
        seat = a_seat(second, "hackney-902")
        a_speaker(seat.speaker_key, takes_part=False)
    words = "Ring her on 020 7946 0999" if "reach" in why else "She cried all evening"
    written = writes(tonight, words=words, worried=True, seat=seat, role="" if "half" in why else "resident")
    assert written.idea is None
    assert (Alert.objects.get().message, Alert.objects.get().is_urgent) == (words, True)
    assert not Text.objects.filter(words=words).exists()


def test_words_that_say_why_call_the_lead_without_a_tick_and_once(tonight, amal):
    opened(tonight, amal)
    assert writes(tonight, words="I want to die").raised
    assert writes(tonight, words="I don't want to live", worried=True).raised
    assert [(alert.source, alert.kinds) for alert in Alert.objects.order_by("id")] == [
        ("hint", ["self-harm"]),
        ("scribe", ["self-harm"]),
    ]


def test_old_words_that_are_typed_up_are_looked_through_and_wake_nobody(second, hackney, evening, amal):
    writes(evening, words="I want to die")
    assert not Alert.objects.get().is_urgent
    yesterday = a_conversation(
        second, "yesterday", hackney, number=51, held_on=timezone.localdate() - timedelta(days=1)
    )
    writes(yesterday, words="I want to die")
    assert Alert.objects.latest("id").is_urgent, "what was said last night may still be so"


# On the pages


def test_a_scribe_reads_at_once_whom_to_tell(client, desk, tonight, amal):
    opened(tonight, amal)
    client.force_login(desk.team.scribe)
    page = client.get(f"/second/work/ideas/add/?conversation={tonight.slug}").content.decode()
    assert (
        "we have to tell our safeguarding lead" in page
        and "No signal. Tell the lead in the room now." in page
    )
    response = client.post(
        "/second/work/ideas/add/", {"conversation": "tonight", "worried": "on", "table": "3"}, follow=True
    )
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == "/second/work/ideas/tell-now/tonight/?kept=no"
    assert "<h1>Tell the lead in the room now</h1>" in page
    assert "Tell Amal, the safeguarding lead in the room, now." in page
    assert "116 123" in page and "999" in page


def test_a_scribe_whose_call_is_sent_back_is_told_to_go_to_the_lead(client, desk, tonight, amal):
    opened(tonight, amal)
    client.force_login(desk.team.scribe)
    sent = {"conversation": "no-such-evening", "worried": "on", "words": "She cried"}
    page = client.post("/second/work/ideas/add/", sent).content.decode()
    assert "Your call has not gone out yet. Tell the lead in the room now." in page
    sent["conversation"] = "tonight"
    page = client.post("/second/work/ideas/add/", sent, follow=True).content.decode()
    assert "The safeguarding lead alone has what you wrote" in page


def test_with_nobody_on_duty_the_scribe_is_told_so(client, desk, second, hackney):
    a_conversation(second, "yesterday", hackney, number=51, held_on=timezone.localdate() - timedelta(days=1))
    client.force_login(desk.team.scribe)
    sent = {"conversation": "yesterday", "worried": "on"}
    page = client.post("/second/work/ideas/add/", sent, follow=True).content.decode()
    assert "No safeguarding lead is on duty" in page
    assert "<h1>Tell whoever runs the evening now</h1>" in page
    assert "waits for a safeguarding lead" in page and "takes it from here" not in page


def test_a_host_opens_the_evening_on_its_page(client, desk, tonight, amal):
    client.force_login(desk.team.host)
    page = client.get("/second/work/conversations/tonight/").content.decode()
    assert "Open the evening" in page
    page = client.get("/second/work/conversations/tonight/open/").content.decode()
    assert "Amal" in page and "we have to tell our safeguarding lead" in page
    assert client.post("/second/work/conversations/tonight/open/", {}).status_code == 422
    client.post("/second/work/conversations/tonight/open/", {"safeguarding_lead": amal.pk})
    assert queries.lead_in_the_room(tonight) == amal
    client.post("/second/work/conversations/tonight/close/", {"sure": "on"})
    assert queries.open_now(tonight) is None


def test_a_press_by_mistake_closes_no_evening_while_scribes_write(client, desk, tonight, amal):
    opened(tonight, amal)
    client.force_login(desk.team.host)
    path = "/second/work/conversations/tonight/"
    assert "Everybody has finished writing down" in client.get(path).content.decode()
    page = client.post(f"{path}close/", follow=True).content.decode()
    assert "Tick that everybody has finished writing down" in page
    assert queries.lead_in_the_room(tonight) == amal


def test_before_the_evening_everybody_reads_what_cannot_stay_between_us(client, tonight):
    assert (
        "we have to tell our safeguarding lead"
        in client.get("/second/conversations/tonight/").content.decode()
    )
    assert "we have to tell" not in client.get("/second/conversations/hackney/").content.decode()


def test_a_closed_evening_says_so_and_can_be_opened_again(client, desk, tonight, amal):
    opened(tonight, amal)
    actions.close_evening(person=lead_of(tonight.programme), conversation=tonight, by=None)
    client.force_login(desk.team.host)
    page = client.get("/second/work/conversations/tonight/").content.decode()
    assert "Closed at" in page and "Open it again" in page and "not open yet" not in page


def test_an_open_evening_waits_for_the_scribe_and_not_for_one_elsewhere(desk, second, tonight, amal):
    opened(tonight, amal)
    scribe = desk.person(desk.team.scribe)
    assert [each.title for each in queries.open_for_writing(scribe, second)] == ["tonight"]
    assert queries.open_for_writing(desk.person(desk.team.commissioner), second) == []


def test_the_number_of_a_seat_will_do_where_the_conversation_is_chosen(second):
    evening = a_conversation(second, "market", second.areas.first(), number=60)
    seat = a_seat(second, "market-02")
    assert seat_named(second, "2", evening) == seat
    assert seat_named(second, "2") is None


def test_a_wrong_seat_number_keeps_no_call_back_and_the_lead_is_told_it(client, desk, tonight, amal):
    opened(tonight, amal)
    client.force_login(desk.team.scribe)
    sent = {"conversation": "tonight", "worried": "on", "table": "3", "seat": "999"}
    page = client.post("/second/work/ideas/add/", sent, follow=True).content.decode()
    assert "Your call has gone out. Nothing was kept among the ideas." in page
    assert "999" in Alert.objects.get().message


def test_ideas_are_offered_to_be_written_down_only_once_the_evening_is_open(client, second, tonight, amal):
    client.force_login(
        open_account_with_role(
            email="lead@tonight.test", name="Lead", programme=second, role="lead", area_code=""
        )
    )
    path, offered = "/second/work/conversations/tonight/", "ideas/add/?conversation=tonight"
    assert offered not in client.get(path).content.decode()
    assert 'value="tonight" selected' not in client.get("/second/work/ideas/add/").content.decode()
    opened(tonight, amal)
    assert offered in client.get(path).content.decode()
    assert 'value="tonight" selected' in client.get("/second/work/ideas/add/").content.decode()


def test_a_new_conversation_has_the_next_number_of_the_programme(client, second, tonight):
    client.force_login(
        open_account_with_role(
            email="lead@tonight.test", name="Lead", programme=second, role="lead", area_code=""
        )
    )
    last = max(second.conversations.values_list("number", flat=True))
    page = client.get("/second/work/conversations/add/").content.decode()
    assert f'name="number" value="{last + 1}"' in page
