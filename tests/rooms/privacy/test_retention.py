"""What is kept of people goes on its day, once somebody has decided, and not before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from saidanddone.people.actions import issue_personal_link, keep_contact
from saidanddone.people.models import About, AuditRow, Contact, PersonalLink, Speaker
from saidanddone.people.rules import Refused
from saidanddone.privacy.actions import retention as actions
from saidanddone.privacy.models import Erasure, RetentionRule
from saidanddone.privacy.queries import retention as queries
from saidanddone.privacy.rules import months_after
from saidanddone.privacy.rules.retention import day_it_goes, goes_until
from saidanddone.privacy.tasks import act_on_retention
from saidanddone.programme.models import Programme, Role
from saidanddone.programme.rules import Person
from saidanddone.safeguarding.actions import raise_own
from saidanddone.safeguarding.models import Alert, Step
from saidanddone.words.models import Seat, Text

pytestmark = pytest.mark.django_db
Kind, From = RetentionRule.Kind, RetentionRule.From
LEAD = Person("second", None, frozenset({(Role.LEAD, None)}))
KEY, OTHER = "second:hackney-01", "second:hackney-02"


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def decided(programme, kind: str, months: int, counted_from: str = From.OWN, **more) -> RetentionRule:
    rule = next(each for each in queries.rules_of(programme) if each.kind == kind)
    who = {"decided_by": "Director", "decided_on": days_ago(1)} | more
    return actions.decide_retention(
        person=LEAD, rule=rule, months=months, counted_from=counted_from, by=None, **who
    )


def old(speaker: Speaker, day: date) -> None:
    """All that may be kept of somebody, from this day."""
    programme = Programme.objects.get(slug=speaker.key.partition(":")[0])
    keep_contact(
        speaker_key=speaker.key, fields={"email": "a@example.test"}, by=None, programme_slug=programme.slug
    )
    issue_personal_link(speaker_key=speaker.key, form="letter", by=None, programme_slug=programme.slug)
    About.objects.create(speaker=speaker, gender="woman")
    Contact.objects.filter(speaker=speaker).update(changed_on=day)
    About.objects.filter(speaker=speaker).update(changed_on=day)
    PersonalLink.objects.filter(speaker=speaker).update(made_on=day)
    alert = raise_own(programme=programme, speaker_key=speaker.key, message="I am not well").alert
    at = timezone.now() - (timezone.localdate() - day)
    Step.objects.filter(alert=alert).update(at=at)
    Step.objects.create(alert=alert, kind=Step.Kind.CLOSED, note="Rang them.", at=at)


@pytest.fixture
def kept(second) -> None:
    """Of one person everything is old, of another fresh."""
    for key, days in ((KEY, 800), (OTHER, 10)):
        old(Speaker.objects.get(key=key), days_ago(days))


def holders_of(model) -> set[str]:
    return set(model.objects.filter(speaker__key__in=[KEY, OTHER]).values_list("speaker__key", flat=True))


# On which day


def test_what_is_counted_from_its_own_day_goes_after_so_many_months():
    rule = RetentionRule(kind=Kind.CONTACTS, months=1, counted_from=From.OWN)
    assert day_it_goes(rule, date(2026, 1, 31), None) == date(2026, 2, 28)
    days = [date(2026, 1, 31), date(2026, 2, 1)]
    assert goes_until(rule, days, None, date(2026, 2, 27)) is None
    assert goes_until(rule, days, None, date(2026, 2, 28)) == date(2026, 1, 31)
    assert goes_until(rule, days, None, date(2026, 3, 1)) == date(2026, 2, 1)


def test_what_is_counted_from_the_end_stays_while_there_is_none():
    rule = RetentionRule(kind=Kind.PEOPLE, months=12, counted_from=From.END)
    assert day_it_goes(rule, date(2020, 1, 1), None) is None
    assert day_it_goes(rule, date(2020, 1, 1), date(2026, 3, 4)) == date(2027, 3, 4)


def test_months_are_counted_over_years():
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)


# What goes


def test_nothing_goes_by_a_rule_that_is_only_proposed(second, kept):
    before = AuditRow.objects.count()
    act_on_retention()
    assert holders_of(Contact) == holders_of(About) == {KEY, OTHER}
    assert AuditRow.objects.count() == before


def test_letters_to_an_address_that_has_had_its_time_go_from_the_folder(
    second, kept, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    (tmp_path / "1.log").write_text("To: a@example.test\n")
    decided(second, Kind.CONTACTS, 24)
    with django_capture_on_commit_callbacks(execute=True):
        act_on_retention()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("kind", "model"), [(Kind.CONTACTS, Contact), (Kind.DETAILS, About), (Kind.LINKS, PersonalLink)]
)
def test_what_has_had_its_time_goes_and_nothing_else(second, kept, kind, model):
    decided(second, kind, 24)
    act_on_retention()
    for each in (Contact, About, PersonalLink):
        assert holders_of(each) == ({OTHER} if each is model else {KEY, OTHER})
    assert AuditRow.objects.filter(verb="privacy.act_on_retention", programme_slug="second").count() == 1


def test_done_again_it_finds_nothing_to_do_and_writes_nothing(second, kept):
    decided(second, Kind.CONTACTS, 24)
    act_on_retention()
    before = AuditRow.objects.count()
    act_on_retention()
    assert AuditRow.objects.count() == before


def test_words_in_alerts_that_were_closed_long_ago_go_and_the_alerts_stay(second, kept):
    decided(second, Kind.ALERTS, 24)
    act_on_retention()
    old, fresh = (Alert.objects.get(programme=second, speaker_key=key) for key in (KEY, OTHER))
    assert (old.message, fresh.message) == ("", "I am not well")
    assert not old.steps.exclude(note="").exists()
    assert fresh.steps.filter(note="Rang them.").exists()


def test_an_open_alert_keeps_its_words_however_old_it_is(second):
    alert = raise_own(programme=second, speaker_key=KEY, message="I am not well").alert
    Step.objects.filter(alert=alert).update(at=timezone.now() - timedelta(days=900))
    decided(second, Kind.ALERTS, 1)
    act_on_retention()
    alert.refresh_from_db()
    assert alert.message


@pytest.mark.parametrize("kind", Kind)
def test_another_programme_keeps_what_it_has(second, london, kind):
    """Everything of somebody in London is old, and London has decided nothing."""
    speaker = Speaker.objects.filter(key__startswith="london:").first()
    old(speaker, days_ago(3_000))
    for programme in (second, london):
        type(second).objects.filter(pk=programme.pk).update(ended_on=days_ago(2_000))
    before = Speaker.objects.filter(key__startswith="london:").count()
    decided(second, kind, 1, From.END)
    act_on_retention()
    assert Speaker.objects.filter(key__startswith="london:").count() == before
    for model in (Contact, About, PersonalLink):
        assert model.objects.filter(speaker=speaker).exists()
    assert Alert.objects.get(speaker_key=speaker.key).message
    assert Text.objects.filter(programme=london, speaker_key=speaker.key).exists()


def test_a_year_after_the_end_every_seat_is_parted_from_its_words_which_stay(second, kept):
    words = set(Text.objects.filter(programme=second).values_list("key", "words"))
    type(second).objects.filter(pk=second.pk).update(ended_on=days_ago(500))
    second.refresh_from_db()
    people = len(queries.keys_of_people(second))
    decided(second, Kind.PEOPLE, 12, From.END)
    act_on_retention()
    assert set(Text.objects.filter(programme=second).values_list("key", "words")) == words
    assert queries.keys_of_people(second) == set()
    for rows in (Seat.objects.filter(programme=second), Text.objects.filter(programme=second)):
        assert not rows.filter(speaker_key__in=[KEY, OTHER]).exists()
    assert Erasure.objects.filter(programme=second, asked="retention").count() == people


def test_a_programme_that_has_not_ended_keeps_its_people(second, kept):
    type(second).objects.filter(pk=second.pk).update(ended_on=None)
    decided(second, Kind.PEOPLE, 1, From.END)
    act_on_retention()
    assert Speaker.objects.filter(key=KEY).exists()


# Who decides


def test_only_the_lead_writes_down_what_was_decided_and_people_count_from_the_end(second):
    rule = queries.rules_of(second)[0]
    officer = Person("second", None, frozenset({(Role.DPO, None)}))
    said = {"months": 1, "counted_from": From.OWN, "decided_by": "Director", "decided_on": days_ago(1)}
    with pytest.raises(Refused, match="programme lead"):
        actions.decide_retention(person=officer, rule=rule, by=None, **said)
    with pytest.raises(Refused, match="after the programme has ended"):
        decided(second, Kind.PEOPLE, 12, From.OWN)
    with pytest.raises(Refused, match="future"):
        decided(second, Kind.LINKS, 12, decided_on=days_ago(-1))


def test_a_decision_that_is_taken_back_acts_no_more(second, kept):
    decided(second, Kind.CONTACTS, 24)
    decided(second, Kind.CONTACTS, 24, decided_by="", decided_on=None)
    act_on_retention()
    assert holders_of(Contact) == {KEY, OTHER}


def test_the_page_says_what_goes_on_which_day_and_what_is_open(client, second, kept, team_of):
    client.force_login(team_of(second).dpo)
    page = client.get("/second/work/privacy/retention/").content.decode()
    assert page.count("still to be decided") >= 5 and "Decide on this" not in page
    assert "The programme lead writes down what the controller decided" in page
    client.force_login(team_of(second).lead)
    at = "/second/work/privacy/retention/contacts/"
    client.post(
        at, {"months": "36", "counted_from": "own", "decided_by": "Director", "decided_on": "2026-01-05"}
    )
    page = client.get("/second/work/privacy/retention/").content.decode()
    assert "Decided by Director on 5 January 2026" in page and "Goes next" in page
    assert client.get("/second/work/privacy/retention/nothing/").status_code == 404
