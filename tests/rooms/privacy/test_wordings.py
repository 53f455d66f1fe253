"""In which words people are asked, what is written down of their answers, and that a refusal shuts nobody out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from saidanddone.people.models import About, Consent
from saidanddone.people.rules import Refused
from saidanddone.privacy.actions import wordings as actions
from saidanddone.privacy.actions.wordings import Answered
from saidanddone.privacy.queries.wordings import (
    asked_in,
    language_name,
    refuses_to_take_part,
    wordings_in_force,
)
from saidanddone.privacy.rules.wordings import STARTING_WORDS
from saidanddone.programme.models import ConsentWording, Programme
from saidanddone.programme.queries import person_in
from saidanddone.words.models import Text
from tests.factories.conversations import a_seat
from tests.factories.ideas import an_idea
from tests.factories.people import a_speaker, withdraws
from tests.reading_age import reading_age, text_of
from tests.spoiling import check_written_back, copy_of_second, spoil

pytestmark = pytest.mark.django_db
WORK = "/second/work/privacy/"
EVERYTHING = [str(purpose) for purpose in Consent.Purpose]
OTHERS = dict.fromkeys(EVERYTHING[1:], False)
DAY = date(2021, 4, 1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def lead(second, team_of):
    return team_of(second).lead


@pytest.fixture
def add(second, lead):
    def added(purpose: str, version: str, in_force_from: date, language: str = "en", words: str = ""):
        fields = {
            "purpose": purpose,
            "version": version,
            "language": language,
            "words": words or f"{purpose} {version} {language}",
            "in_force_from": in_force_from,
        }
        return actions.add_wording(person=person_in(second, lead), programme=second, fields=fields, by=lead)

    return added


@pytest.fixture
def seat(second):
    """A seat of the evening in Hackney whose person has a card and was asked nothing yet."""
    conversation = second.conversations.select_related("area").get(slug="hackney")
    made = a_seat(second, "hackney-902")
    made.area = conversation.area
    made.save(update_fields=["area"])
    a_speaker(made.speaker_key).consents.all().delete()
    return made


@pytest.fixture
def records(second, lead, seat):
    def recorded(given: dict[str, bool], on: date = DAY, how: str = "paper", *, by=lead, **asked: str):
        actions.record_consents(
            person=person_in(second, by),
            seat=seat,
            given=given,
            answered=Answered(on, how, **asked),
            by=by,
        )

    return recorded


def standing(seat) -> dict[str, Consent]:
    rows = Consent.objects.filter(speaker__key=seat.speaker_key, replaced_at=None)
    return {row.purpose: row for row in rows}


def page(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


# Versions


def test_the_words_in_force_are_those_of_the_day(second, add, today):
    add("quoted", "1", date(2021, 1, 1))
    add("quoted", "2", today + timedelta(days=2))
    in_force = lambda on: {key: row.version for key, row in wordings_in_force(second, on=on).items()}  # noqa: E731
    assert in_force(date(2020, 12, 31)) == {}
    assert in_force(today) == {"take-part": "1", "quoted": "1"}
    assert in_force(today + timedelta(days=2))["quoted"] == "2"


def test_of_two_versions_of_one_day_the_later_written_is_in_force(second, add, today):
    add("quoted", "1", today)
    add("quoted", "2", today)
    assert wordings_in_force(second)["quoted"].version == "2"


def test_words_are_in_ones_own_language_where_they_were_written_in_it(second, add, today):
    add("quoted", "1", today)
    add("quoted", "1", today, "bn", "Bengali words")
    asked = wordings_in_force(second, "bn")
    assert asked["quoted"].words == "Bengali words" and asked["take-part"].language == "en"
    assert wordings_in_force(second, "so")["quoted"].language == "en"


def test_new_words_leave_those_before_and_cannot_be_put_in_force_in_the_past(second, add, today):
    first = add("quoted", "1", date(2021, 1, 1))
    with pytest.raises(Refused, match="in force from today or a later day"):
        add("quoted", "2", today - timedelta(days=1))
    add("quoted", "2", today)
    assert ConsentWording.objects.get(pk=first.pk).words == "quoted 1 en"
    with pytest.raises(ValidationError, match="A change is a new version"):
        add("quoted", "2", today)


@pytest.mark.parametrize("role", ["organiser", "facilitator", "host"])
def test_only_lead_and_officer_write_in_which_words_we_ask(client, second, team_of, role):
    client.force_login(getattr(team_of(second), role))
    assert client.get(f"{WORK}wordings/").status_code == 200
    assert client.get(f"{WORK}wordings/add/").status_code == 403
    assert client.post(f"{WORK}wordings/begin/").status_code == 403


def test_there_is_no_way_to_change_or_remove_words(second):
    from tests.website.addresses import every_address

    names = [each.name for each in every_address() if "wording" in each.name]
    assert sorted(names) == [
        "privacy-work:add-wording",
        "privacy-work:begin-wordings",
        "privacy-work:wordings",
    ]


def test_words_that_are_offered_fill_the_questions_that_have_none(client, second, team_of, today):
    client.force_login(team_of(second).dpo)
    assert "Begin with the words offered" in page(client, f"{WORK}wordings/")
    client.post(f"{WORK}wordings/begin/")
    in_force = wordings_in_force(second)
    assert set(in_force) == set(EVERYTHING)
    assert in_force["take-part"].words == "Second: do you want to take part?"
    assert in_force["told"].words == str(STARTING_WORDS[Consent.Purpose.TOLD])
    assert "Begin with the words offered" not in page(client, f"{WORK}wordings/")


def test_words_are_written_on_the_page(client, second, lead, today):
    client.force_login(lead)
    sent = {"purpose": "told", "version": "1", "language": "Bengali", "words": "W?", "in_force_from": today}
    response = client.post(f"{WORK}wordings/add/", sent)
    assert response.status_code == 422 and "short code of a language" in response.content.decode()
    assert client.post(f"{WORK}wordings/add/", sent | {"language": "bn"}).status_code == 302
    shown = page(client, f"{WORK}wordings/")
    assert 'lang="bn"' in shown and "Print the form: Bengali" in shown


def test_the_page_says_how_many_stand_under_each_version(client, second, add, records, lead, seat, today):
    add("quoted", "1", date(2021, 1, 1))
    records({"quoted": True})
    before = next(each for each in asked_in(second) if each.purpose == "quoted")
    assert [(each.version, each.agreed) for each in before.versions if each.version] == [("1", 1)]
    add("quoted", "2", today)
    records({"quoted": True}, today)
    after = next(each for each in asked_in(second) if each.purpose == "quoted")
    counted = [(each.version, each.agreed, each.in_force) for each in after.versions if each.version]
    assert counted == [("2", 1, True), ("1", 0, False)]
    client.force_login(lead)
    assert "Version not recorded" in page(client, f"{WORK}wordings/")


def test_counts_are_of_this_programme_alone(london, second):
    count = lambda programme: sum(  # noqa: E731
        version.agreed + version.refused for asked in asked_in(programme) for version in asked.versions
    )
    standing = Consent.objects.filter(replaced_at=None)
    assert count(second) == standing.filter(speaker__key__startswith="second:").count() > 0
    assert count(london) == standing.filter(speaker__key__startswith="london:").count() > 0


def test_languages_have_names_where_they_are_known():
    assert (language_name("bn"), language_name("xx-yy")) == ("Bengali", "xx-yy")


# On paper


def test_a_form_to_print_asks_every_question_in_the_chosen_language(client, second, add, lead, today):
    actions.begin_wordings(person=person_in(second, lead), programme=second, by=lead)
    add("quoted", "1", today, "bn", "Bengali words")
    client.force_login(lead)
    shown = page(client, f"{WORK}wordings/form/?language=bn")
    assert shown.count("☐ Yes") == len(EVERYTHING) and "Bengali words" in shown
    assert "version 1" in shown and "You can stay whatever you say" in shown
    assert "testserver/second/privacy/" in shown
    assert reading_age(text_of(shown)) <= 11
    assert page(client, f"{WORK}wordings/form/?language=<b>").count("☐ Yes") == len(EVERYTHING)


def test_what_is_offered_is_read_at_eleven():
    assert reading_age([str(words) for words in STARTING_WORDS.values()]) <= 11


@pytest.mark.parametrize("role", ["lead", "organiser", "facilitator"])
def test_answers_on_paper_are_kept_with_day_way_taker_and_version(client, second, team_of, seat, role, today):
    account = getattr(team_of(second), role)
    client.force_login(account)
    sent = {
        "seat": "Hackney-902",
        "on": "2021-04-01",
        "how": "spoken",
        "language": "en",
        "take-part": "yes",
        "quoted": "no",
    }
    response = client.post(f"{WORK}consents/", sent)
    assert response.status_code == 302, response.content.decode()
    stands = standing(seat)
    assert {key: row.given for key, row in stands.items()} == {"take-part": True, "quoted": False}
    took = stands["take-part"]
    assert (took.taken_on, took.taken_how, took.taken_by, took.version) == (DAY, "spoken", account, "1")
    assert stands["quoted"].version == ""  # no words of the programme's own were in force


def test_the_page_of_a_seat_leads_whoever_may_to_its_form(client, second, team_of, seat):
    team = team_of(second)
    leads_on = f"{WORK}consents/?seat=hackney-902"
    for role, is_led in (("organiser", True), ("facilitator", True), ("host", False)):
        client.force_login(getattr(team, role))
        assert (leads_on in page(client, "/second/work/me/seats/hackney-902/")) is is_led, role
    client.force_login(team.lead)
    assert 'value="hackney-902"' in page(client, leads_on)


@pytest.mark.parametrize("role", ["host", "scribe", "coder", "evaluator", "dpo", "champion"])
def test_other_roles_take_no_consents(client, second, team_of, role):
    client.force_login(getattr(team_of(second), role))
    assert client.get(f"{WORK}consents/").status_code == 403


def test_the_organiser_of_another_borough_finds_no_such_seat(client, second, team_of, seat):
    seat.area = next(area for area in second.areas.all() if area.code != "E09000012")
    seat.save(update_fields=["area"])
    client.force_login(team_of(second).organiser)
    sent = {"seat": "hackney-902", "on": "2021-04-01", "how": "paper", "language": "en", "quoted": "yes"}
    response = client.post(f"{WORK}consents/", sent)
    assert response.status_code == 422 and "no such seat where you work" in response.content.decode()
    assert standing(seat) == {}


def test_a_seat_of_another_programme_is_refused(second, london, lead):
    foreign = london.seats.first()
    with pytest.raises(Refused, match="another programme"):
        actions.record_consents(
            person=person_in(second, lead),
            seat=foreign,
            given={"quoted": True},
            answered=Answered(DAY, "paper"),
            by=lead,
        )


def test_an_older_form_is_kept_with_its_own_version(second, add, records, seat, today):
    add("quoted", "1", date(2021, 1, 1))
    add("quoted", "2", today)
    records({"quoted": True}, today, version="1")
    assert standing(seat)["quoted"].version == "1"
    with pytest.raises(Refused, match="no words of version “3”"):
        records({"quoted": False}, today, version="3")
    with pytest.raises(Refused, match="no words of version “2”"):
        records({"quoted": True}, today - timedelta(days=1), version="2")


def test_nothing_and_what_lies_in_the_future_is_refused(records, today):
    with pytest.raises(Refused, match="Choose an answer"):
        records({})
    with pytest.raises(Refused, match="in the future"):
        records({"quoted": True}, today + timedelta(days=1))


def test_paper_that_is_written_down_late_does_not_undo_what_was_said_since(records, seat, today):
    records({"quoted": True}, date(2021, 3, 1))
    withdraws(seat.speaker_key, on=date(2021, 4, 1))
    for on in (date(2021, 3, 2), date(2021, 4, 1)):
        with pytest.raises(Refused, match="answered otherwise since"):
            records({"quoted": True}, on)
    assert not standing(seat)["quoted"].given
    records({"quoted": True}, today)
    assert standing(seat)["quoted"].given


def test_details_go_when_somebody_refuses_on_paper_to_have_them_kept(records, seat):
    records({"details": True})
    About.objects.create(speaker=standing(seat)["details"].speaker, gender="woman")
    records({"details": False}, date(2021, 5, 1))
    assert not About.objects.filter(speaker__key=seat.speaker_key).exists()


# Refusing shuts nobody out


@pytest.fixture
def evening(second):
    return second.conversations.select_related("area").get(slug="hackney")


def test_who_refuses_everything_but_taking_part_is_written_down_like_everybody(
    records, evening, seat, client
):
    records({"take-part": True} | OTHERS)
    idea = an_idea(evening, "A bench in the shade.", seat=seat)
    assert Text.objects.get(idea=idea).speaker_key == seat.speaker_key
    assert "A bench in the shade." not in page(client, "/second/ideas/")


def test_who_was_never_asked_is_written_down_and_quoted_nowhere(evening, seat, client):
    an_idea(evening, "A bench in the sun.", seat=seat)
    assert "A bench in the sun." not in page(client, "/second/ideas/")


def test_what_somebody_says_who_does_not_take_part_is_not_written_down(records, evening, seat):
    records({"take-part": False})
    assert refuses_to_take_part(seat.speaker_key)
    with pytest.raises(Refused, match="does not want what they say to be written down"):
        an_idea(evening, "Words.", seat=seat)
    assert not Text.objects.filter(speaker_key=seat.speaker_key).exists()


def test_what_was_written_down_before_stays_until_its_person_has_it_taken_away(records, evening, seat):
    """Their words are no longer shown at once, and to erase them is theirs alone to choose."""
    records({"take-part": True, "quoted": True})
    idea = an_idea(evening, "Said before.", seat=seat)
    records({"take-part": False, "quoted": False}, date(2021, 5, 1))
    assert Text.objects.get(idea=idea).words == "Said before."


def test_who_does_not_take_part_today_may_tomorrow(records, evening, seat):
    records({"take-part": False})
    records({"take-part": True}, date(2021, 4, 2))
    assert an_idea(evening, "Words.", seat=seat)


# In files


def test_wordings_are_written_back_byte_for_byte(second, tmp_path):
    check_written_back(second, tmp_path, "consent_wordings")


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("take-part,1,", "take-apart,1,", "purpose"),
        (",en,", ",English,", "language"),
        (",2021-01-01,", ",2021-13-01,", "in_force_from"),
        ("take-part,1,", "take-part,Version 1,", "version"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(tmp_path, old, new, column):
    why = spoil(copy_of_second(tmp_path), "consent_wordings", old, new)
    assert (why.file, why.line, why.column) == ("consent_wordings.csv", 2, column)


def test_the_london_example_has_words_for_every_question(london: Programme):
    assert set(wordings_in_force(london)) == set(EVERYTHING)
