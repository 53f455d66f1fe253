"""Services kept by hand: added, changed, checked, retired, and what others would write otherwise."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.programme.models import Area
from saidanddone.support.actions import directory as actions
from saidanddone.support.models import Brought, Location, Organisation, Service, Suggestion, TaxonomyTerm
from saidanddone.support.queries.feed import service_said, without_organisation
from saidanddone.support.queries.finding import services_workable_by, unchecked
from saidanddone.support.rules import check_says, is_stale, oldest_that_holds
from saidanddone.support.rules.plain import plain_of, rewritten
from saidanddone.support.tasks import throw_away_old_files
from saidanddone.support.thread import waiting_for

ID = "ac148810-d857-441c-9679-408f346de14b"
RICH = {
    "id": ID,
    "name": "Example Counselling",
    "description": "Talking.",
    "status": "active",
    "organization": {"id": ID, "name": "Example Ltd", "description": "Made up."},
    "phones": [{"id": ID, "number": "020 7946 0001", "type": "voice"}],
    "schedules": [{"id": ID, "freq": "MONTHLY", "byday": "1MO", "opens_at": "10:00", "closes_at": "12:00"}],
    "languages": [{"id": ID}, {"id": ID[:-1] + "c", "name": "Welsh", "code": "cy"}],
    "service_at_locations": [
        {
            "id": ID,
            "location": {
                "id": ID, "location_type": "physical", "latitude": 51.5,
                "addresses": [{
                    "id": ID, "attention": "Reception", "address_1": "1 Example Road", "city": "London",
                    "state_province": "", "postal_code": "E8 9ZZ", "country": "GB", "address_type": "postal",
                }],
            },
        },
        {"id": ID[:-1] + "d", "location": {"id": ID[:-1] + "d", "location_type": "virtual"}},
    ],
}  # fmt: skip


def plain(service):
    return plain_of(without_organisation(service))


def change(service, as_role, role="lead", *, area=None, organisation="", **fields):
    return actions.change_service(
        service=service,
        plain=replace(plain(service), **fields),
        organisation=organisation,
        area=area,
        **as_role(role),
    )


# What a form cannot say stays


def test_what_the_form_does_not_show_of_a_service_stays_when_it_is_changed(directory, as_role):
    directory.keep(RICH)
    service = Service.objects.get(oruk_id=ID)
    before = service_said(service)
    change(service, as_role, name="Example Talking", phones=("020 7946 0001", "020 7946 0002 (to book)"))
    after = service_said(Service.objects.get(pk=service.pk))
    assert after["name"] == "Example Talking"
    assert after["phones"][0] == RICH["phones"][0], "a line that stood there keeps its row"
    assert after["phones"][1]["description"] == "to book"
    for name in ("schedules", "languages", "service_at_locations", "organization"):
        assert after[name] == before[name], name


def test_a_form_sent_as_it_was_opened_changes_nothing():
    assert rewritten(RICH, plain_of(RICH)) == RICH


def test_an_address_is_changed_where_it_stands(directory, as_role):
    directory.keep(RICH)
    change(Service.objects.get(oruk_id=ID), as_role, postcode="SE1 9ZZ")
    service = Service.objects.get(oruk_id=ID)
    address = service.places.first().location.said["addresses"][0]
    assert (address["postal_code"], address["attention"]) == ("SE1 9ZZ", "Reception")
    assert [word.word for word in service.words.filter(kind="district")] == ["SE1"]


def test_one_organisation_has_one_row_however_many_services_it_runs(add, second):
    first, then = add("Example One"), add("Example Two", organisation="EXAMPLE TRUST")
    assert first.organisation == then.organisation
    assert Organisation.objects.filter(programme=second, name="Example Trust").count() == 1


# Who may


def test_an_organiser_keeps_the_services_of_their_borough_and_no_others(
    add, as_role, hackney, person_of, second
):
    everywhere, own = add("Example Everywhere"), add("Example Here", area=hackney)
    changed = change(own, as_role, "organiser", area=hackney, name="Example Changed")
    assert changed.name == "Example Changed"
    with pytest.raises(Refused, match="Only the programme lead or the organiser of this borough"):
        change(everywhere, as_role, "organiser", area=hackney)
    with pytest.raises(Refused):
        change(own, as_role, "organiser", area=None), "not even by giving it to all of them"
    person = as_role("organiser")["person"]
    assert everywhere not in services_workable_by(person, second)


def test_an_address_with_another_boroughs_service_opens_nothing(client, add, team, second):
    other = add("Example Everywhere")
    client.force_login(team.organiser)
    for what in ("change", "check", "retire"):
        answer = client.post(f"/second/work/support/{other.oruk_id}/{what}/", {"name": "Mine"})
        assert answer.status_code == 404, what
    other.refresh_from_db()
    assert other.name == "Example Everywhere" and other.status == "active"


def test_a_place_that_others_share_is_changed_by_who_keeps_them_all(add, as_role, directory, hackney):
    directory.keep([RICH | {"service_areas": [{"id": ID, "name": "Hackney"}]}])
    shared = RICH | {"id": ID[:-1] + "e", "name": "Example Other"}
    directory.keep([shared])
    own = Service.objects.get(oruk_id=ID)
    assert own.area == hackney
    with pytest.raises(Refused, match="also stands at services that are not of your borough"):
        change(own, as_role, "organiser", area=hackney, postcode="N1 9ZZ")
    assert Location.objects.get(oruk_id=ID).said["addresses"][0]["postal_code"] == "E8 9ZZ"


@pytest.mark.parametrize("role", ["partner", "coder", "evaluator", "commissioner", "scribe", "dph"])
def test_no_other_role_writes_in_the_directory(as_role, desk, second, role):
    given = as_role(role)
    for verb in (actions.check_service, actions.retire_service):
        with pytest.raises(Refused):
            verb(service=desk, **given)
    with pytest.raises(Refused):
        actions.check_line(programme=second, line="samaritans", **given)


def test_a_service_of_another_programme_is_refused(as_role, london):
    other = Service.objects.filter(programme=london).first()
    with pytest.raises(Refused, match="another programme"):
        actions.check_service(service=other, **as_role("lead"))


# Checked, or not for long


def test_checking_is_one_button_that_says_who_and_when_and_forgets_who_assured_it_before(
    client, directory, team, second
):
    directory.keep(RICH | {"assured_date": "2020-01-01", "assurer_email": "old@example.org"})
    client.force_login(team.lead)
    client.post(f"/second/work/support/{ID}/check/")
    service = Service.objects.get(oruk_id=ID)
    assert service.said["assured_date"] == timezone.localdate().isoformat()
    assert "assurer_email" not in service.said and service.checked_by == team.lead
    assert AuditRow.objects.latest("id").verb == "support.check_service"


@pytest.mark.parametrize(
    ("checked", "today", "says"),
    [
        (None, date(2024, 9, 4), "Nobody has checked this yet."),
        (date(2024, 3, 3), date(2024, 9, 3), "Checked on 3 March 2024."),
        (date(2024, 3, 3), date(2024, 9, 4), "Nobody has checked this since 3 March 2024."),
        (date(2024, 2, 29), date(2024, 8, 31), "Checked on 29 February 2024."),
    ],
)
def test_what_nobody_has_checked_for_half_a_year_says_so(checked, today, says):
    assert check_says(checked, today) == says
    assert is_stale(checked, today) is ("Nobody" in says)


def test_the_list_and_the_page_agree_on_what_is_to_be_checked(add, as_role, second):
    service = add()
    today = timezone.localdate()
    for checked in (None, oldest_that_holds(today), oldest_that_holds(today) - timedelta(days=1)):
        Service.objects.filter(pk=service.pk).update(assured_date=checked)
        waits = Service.objects.filter(unchecked(), pk=service.pk).exists()
        assert waits is is_stale(checked, today)
    actions.retire_service(service=service, **as_role("lead"))
    assert not Service.objects.filter(unchecked(), pk=service.pk).exists()


def test_what_waits_is_told_to_who_can_do_it(client, add, team, second, hackney):
    for role, count in (("lead", 2), ("organiser", 1)):
        if role == "lead":
            add("Example Everywhere")
        client.force_login(getattr(team, role))
        page = client.get("/second/work/").content.decode()
        assert "/second/work/support/?check=due" in page
        shown = client.get("/second/work/support/?check=due&keep=mine").content.decode()
        assert shown.count("Nobody has checked") == count


def test_what_waits_is_counted_in_one_query(as_role, add, hackney, second, django_assert_num_queries):
    given, lead = as_role("organiser"), as_role("lead")
    service = add("Example Here", area=hackney)
    add("Example Everywhere")
    actions.suggest_change(
        service=service, plain=replace(plain(service), fees="free"), why="", **as_role("partner")
    )
    with django_assert_num_queries(1):
        waits = waiting_for(given["person"], second)
    assert [each.count for each in waits] == [2, 1, 1, 5]
    actions.check_line(programme=second, line="samaritans", **given)
    with django_assert_num_queries(1):
        assert [each.count for each in waiting_for(lead["person"], second)] == [3, 1, 1, 4]
    assert waiting_for(as_role("partner")["person"], second) == []


def test_a_retired_service_is_found_by_nobody_and_still_told_to_other_directories(client, desk, as_role):
    actions.retire_service(service=desk, **as_role("lead"))
    assert desk.name not in client.get("/second/where-to-turn/").content.decode()
    given = client.get(f"/second/where-to-turn/services/{desk.oruk_id}.json").json()
    assert given["status"] == "defunct" and given["last_modified"]


# Files through the site


def test_a_file_is_looked_at_before_anything_is_kept(client, team, second, a_file):
    client.force_login(team.lead)
    before = Service.objects.count()
    seen = client.post("/second/work/support/bring/", {"file": a_file([RICH])}, follow=True)
    text = seen.content.decode()
    assert "New: 6. Changed: 0. Unchanged: 0." in text and "Example Counselling" in text
    assert Service.objects.count() == before
    client.post(f"{seen.redirect_chain[-1][0]}take-in/")
    assert Service.objects.count() == before + 1 and not Brought.objects.exists()
    again = client.post(
        "/second/work/support/bring/", {"file": a_file([RICH | {"name": "Example Renamed"}])}, follow=True
    )
    assert "New: 0. Changed: 1. Unchanged: 5." in again.content.decode()
    assert "<td>name</td>" in again.content.decode()
    client.post(f"{again.redirect_chain[-1][0]}throw-away/")
    assert Service.objects.get(oruk_id=ID).name == "Example Counselling"


def test_an_organiser_brings_in_services_of_their_own_borough(client, team, second, a_file, hackney):
    client.force_login(team.organiser)
    bare = {"id": ID, "name": "Example Bare", "status": "active"}
    seen = client.post("/second/work/support/bring/", {"file": a_file([bare])}, follow=True)
    refused = client.post(f"{seen.redirect_chain[-1][0]}take-in/")
    assert refused.status_code == 403 and not Service.objects.filter(oruk_id=ID).exists()
    seen = client.post(
        "/second/work/support/bring/", {"file": a_file([bare]), "area": hackney.pk}, follow=True
    )
    client.post(f"{seen.redirect_chain[-1][0]}take-in/")
    assert Service.objects.get(oruk_id=ID).area == hackney


def test_a_file_laid_aside_is_seen_by_who_brought_it_and_is_gone_after_a_day(client, team, second, a_file):
    client.force_login(team.lead)
    seen = client.post("/second/work/support/bring/", {"file": a_file([RICH])}, follow=True)
    address = seen.redirect_chain[-1][0]
    client.force_login(team.organiser)
    assert client.get(address).status_code == client.post(f"{address}take-in/").status_code == 404
    throw_away_old_files()
    assert Brought.objects.count() == 1
    Brought.objects.update(brought_at=timezone.now() - timedelta(days=2))
    throw_away_old_files()
    assert not Brought.objects.exists()


def test_a_service_that_names_a_borough_is_that_boroughs(directory):
    for named in ({"name": "London Borough of Hackney"}, {"name": "x", "extent": "E09000012"}):
        directory.keep([RICH | {"service_areas": [{"id": ID, **named}]}])
        assert [area.name for area in Service.objects.get(oruk_id=ID).serves.all()] == ["Hackney"]


# Suggestions


def test_a_partner_suggests_and_nothing_changes_until_who_keeps_it_agrees(as_role, desk):
    suggestion = actions.suggest_change(
        service=desk,
        plain=replace(plain(desk), alert="Closed on Monday", languages=("English",)),
        why="I work there.",
        **as_role("partner"),
    )
    assert set(suggestion.fields) == {"alert", "languages"}
    desk.refresh_from_db()
    assert "alert" not in desk.said
    change(desk, as_role, area=desk.area, fees="free")
    actions.decide_suggestion(suggestion=suggestion, accept=True, answer="Thank you.", **as_role("organiser"))
    desk.refresh_from_db()
    assert (desk.said["alert"], desk.said["fees"]) == ("Closed on Monday", "free")
    assert [each["name"] for each in desk.said["languages"]] == ["English"]
    with pytest.raises(Refused, match="decided already"):
        actions.decide_suggestion(suggestion=suggestion, accept=False, answer="", **as_role("lead"))


def test_a_suggestion_is_decided_by_who_keeps_the_service(as_role, add, client, team, second):
    service = add("Example Everywhere")
    suggestion = actions.suggest_change(
        service=service, plain=replace(plain(service), fees="free"), why="", **as_role("partner")
    )
    for role in ("partner", "organiser"):
        with pytest.raises(Refused):
            actions.decide_suggestion(suggestion=suggestion, accept=True, answer="", **as_role(role))
    client.force_login(team.partner)
    assert "not decided yet" in client.get("/second/work/support/suggestions/").content.decode().lower()
    client.force_login(team.champion)
    assert client.get(f"/second/work/support/suggestions/{suggestion.pk}/").status_code == 404


def test_a_suggestion_that_changes_nothing_is_none(as_role, desk):
    with pytest.raises(Refused, match="Nothing here differs"):
        actions.suggest_change(service=desk, plain=plain(desk), why="", **as_role("partner"))
    assert not Suggestion.objects.exists()


# What people call things


def test_a_word_of_a_directory_is_guessed_and_then_said_by_people(directory, as_role, client, second):
    term = {"id": ID, "name": "Debt and money advice", "description": "x"}
    directory.keep([RICH | {"attributes": [{"id": ID, "taxonomy_term": term}]}])
    found = TaxonomyTerm.objects.get(oruk_id=ID)
    assert found.need == "money"
    assert RICH["name"] in client.get("/second/where-to-turn/?need=money").content.decode()
    actions.call_term(term=found, need="food", **as_role("lead"))
    assert RICH["name"] not in client.get("/second/where-to-turn/?need=money").content.decode()
    assert RICH["name"] in client.get("/second/where-to-turn/?need=food").content.decode()
    directory.keep([RICH | {"attributes": [{"id": ID, "taxonomy_term": term | {"description": "y"}}]}])
    found.refresh_from_db()
    assert found.need == "food", "what people said is not guessed anew"


def test_the_forms_add_and_change_a_service(client, team, second, hackney):
    client.force_login(team.organiser)
    sent = {
        "name": "Example Tea Room", "organisation": "Example Trust", "area": hackney.pk, "description": "Tea.",
        "status": "active", "needs": ["meeting-people"], "phones": "020 7946 0009\r\n",
        "opening": "Monday to Wednesday 9am to 5pm\r\nBy appointment", "languages": "Turkish\nEnglish",
        "minimum_age": "18", "address": "4 Example Way", "postcode": "E5 9ZZ", "url": "https://example.org",
    }  # fmt: skip
    assert client.post("/second/work/support/add/", sent).status_code == 302
    made = Service.objects.get(name="Example Tea Room")
    assert made.area == hackney and [term.need for term in made.terms.all()] == ["meeting-people"]
    given = service_said(made)
    assert given["schedules"][0]["byday"] == "MO,TU,WE" and given["minimum_age"] == 18
    assert given["service_areas"][0]["extent"] == "E09000012"
    address = f"/second/work/support/{made.oruk_id}/change/"
    page = client.get(address).content.decode()
    assert "Monday to Wednesday 09:00–17:00\nBy appointment" in page
    wrong = client.post(address, sent | {"maximum_age": "3", "url": "javascript:x", "postcode": ""})
    assert wrong.status_code == 422
    assert json.dumps(service_said(Service.objects.get(pk=made.pk))) == json.dumps(given)


def test_a_borough_taken_from_a_service_is_taken_from_what_it_serves(add, as_role, hackney):
    service = add(area=hackney)
    changed = change(service, as_role, area=None)
    assert not changed.serves.exists() and "service_areas" not in changed.said
    lambeth = Area.objects.filter(programmes=service.programme).exclude(pk=hackney.pk).first()
    assert list(change(changed, as_role, area=lambeth).serves.all()) == [lambeth]
