"""Found by need, borough, postcode, language and hour; shown whole; printed for a borough."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saidanddone.programme.models import Area
from saidanddone.support.actions import directory as actions
from saidanddone.support.models import Service
from saidanddone.support.queries import turn_to
from tests.document.reading import needs_poppler, words_of
from tests.reading_age import reading_age, text_of

LAMBETH = "E09000022"


def found(client, query: str = "", slug: str = "london") -> set[str]:
    page = client.get(f"/{slug}/where-to-turn/{query}")
    assert page.status_code == 200
    text = page.content.decode()
    return {service.name for service in Service.objects.all() if f">{service.name}</a>" in text}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?need=bereavement", {"Example Bereavement Circle, Lambeth"}),
        ("?need=domestic-abuse", {"Example Safe Home Line"}),
        ("?need=children", {"Example Drop-in for Young People"}),
        (f"?area={LAMBETH}", {"Example Night Line", "Example Safe Home Line", "Example Bereavement Circle, Lambeth"}),
        (f"?area={LAMBETH}&need=feeling-low", {"Example Night Line"}),
        ("?near=E8", {"Example Listening Room, Hackney"}),
        ("?near=e8+1ab", {"Example Listening Room, Hackney"}),
        ("?near=landlord", {"Example Tenants’ Desk"}),
        ("?near=Example+Safe+Home", {"Example Safe Home Line"}),
        ("?language=Somali", {"Example Night Line"}),
        ("?open=weekends&area=E09000012&need=feeling-low", {"Example Night Line", "Example Listening Room, Hackney"}),
        ("?need=no-such-need", set()),
        ("?area=E09000012%27", set()),
    ],
)  # fmt: skip
def test_people_find_what_fits_and_nothing_else(client, london, query, names):
    assert found(client, query) == names


def test_the_evening_and_this_minute_are_read_from_the_hours(client, london, monkeypatch):
    evenings = found(client, "?open=evenings")
    assert "Example Night Line" in evenings and "Example Tenants’ Desk" not in evenings
    saturday = timezone.make_aware(datetime(2026, 3, 7, 11, 0))
    monkeypatch.setattr(timezone, "localtime", lambda *_: saturday)
    now = found(client, "?open=now")
    assert now == {"Example Listening Room, Hackney", "Example Safe Home Line"}


def test_pages_of_the_list_keep_what_was_asked(client, add):
    for number in range(14):
        add(f"Example Place {number}", needs=("food",))
    page = client.get("/second/where-to-turn/?need=food&near=Place").content.decode()
    assert "need=food&amp;near=Place&amp;page=2" in page
    assert len(found(client, "?need=food&near=Place&page=2", "second")) == 2


def test_the_list_costs_the_same_however_many_places_there_are(client, add):
    def queries() -> int:
        with CaptureQueriesContext(connection) as spent:
            client.get("/second/where-to-turn/?open=now")
            client.get("/second/where-to-turn/services.json")
            client.get("/second/where-to-turn/leaflet/E09000012/")
        return len(spent)

    before = queries()
    for number in range(10):
        add(
            f"Example Place {number}",
            needs=("food",),
            address="1 Road",
            postcode="E1 9ZZ",
            languages=("Welsh",),
        )
    assert queries() == before


def test_a_service_page_has_everything_that_helps_to_get_there(client, directory, second):
    service = {
        "id": "ac148810-d857-441c-9679-408f346de14b", "name": "Example All", "status": "temporarily closed",
        "description": "First.\n\nSecond.", "alert": "Back in May.", "fees": "Ask.", "minimum_age": 18,
        "eligibility_description": "Anybody.", "application_process": "Just come.", "accreditations": "Vouched.",
        "phones": [{"id": "ac148810-d857-441c-9679-408f346de14b", "number": "+44 (0)20 7946 0000"}],
        "cost_options": [{"id": "ac148810-d857-441c-9679-408f346de14b", "option": "Tea", "amount": 1.5}],
        "contacts": [{"id": "ac148810-d857-441c-9679-408f346de14b", "title": "Front desk"}],
        "url": "https://example.org/all", "email": "all@example.org",
        "service_at_locations": [{
            "id": "ac148810-d857-441c-9679-408f346de14b",
            "location": {
                "id": "ac148810-d857-441c-9679-408f346de14b", "location_type": "physical",
                "transportation": "Bus 55.",
                "accessibility": [{"id": "ac148810-d857-441c-9679-408f346de14b", "description": "No steps."}],
                "addresses": [{
                    "id": "ac148810-d857-441c-9679-408f346de14b", "address_1": "1 Example Road", "city": "London",
                    "state_province": "London", "postal_code": "E8 9ZZ", "country": "GB",
                    "address_type": "physical",
                }],
            },
        }],
    }  # fmt: skip
    directory.keep(service)
    page = client.get(f"/second/where-to-turn/{service['id']}/").content.decode()
    for says in (
        "Closed for now", "Back in May.", 'href="tel:+4402079460000"', "1 Example Road, London E8 9ZZ", "Bus 55.",
        "No steps.", "From age 18.", "Anybody.", "Just come.", "£1.50", "Front desk", "Vouched.",
        'href="mailto:all@example.org"', 'href="https://example.org/all"', "Nobody has checked this yet.",
    ):  # fmt: skip
        assert says in page, says


def test_what_people_wrote_is_text_and_never_markup(client, add):
    service = add("<b>Bold</b>", alert="<script>x</script>", phones=('"><img src=x>',))
    page = client.get(f"/second/where-to-turn/{service.oruk_id}/").content.decode()
    assert "<b>Bold" not in page and "<script>x" not in page and "<img" not in page


# Where to turn at once


def test_the_strip_names_lines_and_a_few_places_near_and_costs_one_query(london, django_assert_num_queries):
    hackney = Area.objects.get(code="E09000012")
    with django_assert_num_queries(1):
        turn = turn_to(london, hackney)
    assert turn.lines[0].number == "999"
    assert [each.name for each in turn.services] == ["Example Listening Room, Hackney", "Example Night Line"]
    assert [each.name for each in turn_to(london, None).services] == ["Example Night Line"]
    with django_assert_num_queries(0):
        assert turn_to(None, None).services == ()


def test_a_place_that_is_closed_or_cannot_be_rung_is_not_named_in_the_strip(london, directory):
    room = Service.objects.get(name="Example Listening Room, Hackney")
    Service.objects.filter(pk=room.pk).update(status="temporarily closed")
    assert [each.name for each in turn_to(london, room.area).services] == ["Example Night Line"]


# Leaflets


@needs_poppler
def test_a_leaflet_is_two_sides_of_a4_whatever_is_on_it(client, add, hackney):
    for number in range(12):
        add(
            f"Example Place with a rather long name {number}",
            area=hackney,
            description="A place where many things happen that take some time to tell. " * 6,
            phones=("020 7946 0000", "020 7946 0001 (in the evening)"),
            opening=("Monday to Friday 9:00 to 17:00 (by appointment)", "Saturday 10:00–13:00"),
            alert="Something new for a short time.",
        )
    answer = client.get("/second/where-to-turn/leaflet/E09000012/leaflet.pdf")
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 2
        width, height = (float(each) / 72 * 25.4 for each in pdf.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)
    text = words_of(answer.content)
    assert "116 123" in text and "Where to turn in Hackney" in text and "Example Place" in text
    page = client.get("/second/where-to-turn/leaflet/E09000012/").content.decode()
    assert "more places are on our page" in page


@needs_poppler
def test_a_leaflet_says_what_is_made_up_and_keeps_words_in_capitals(client, london):
    answer = client.get("/london/where-to-turn/leaflet/E09000012/leaflet.pdf")
    text = words_of(answer.content)
    assert "Example Listening Room, Hackney (illustrative): 020 7946 0112" in text
    assert "Text SHOUT, at any time." in text


def test_every_borough_has_its_leaflet_and_others_none(client, london):
    assert (
        "Example Bereavement Circle"
        in client.get(f"/london/where-to-turn/leaflet/{LAMBETH}/").content.decode()
    )
    assert client.get("/second/where-to-turn/leaflet/E09000001/").status_code == 404


def test_residents_pages_are_read_with_ease_at_eleven(client, london):
    hackney_room = Service.objects.get(name="Example Listening Room, Hackney")
    said = [
        text
        for address in (
            "/help-now/", "/help-now/near-you/", "/london/where-to-turn/", "/london/where-to-turn/lines/",
            "/london/where-to-turn/leaflet/E09000012/", f"/london/where-to-turn/{hackney_room.oruk_id}/",
            "/london/where-to-turn/packs/when-somebody-dies/", "/london/where-to-turn/packs/a-new-baby/",
        )
        for text in text_of(client.get(address).content.decode())
    ]  # fmt: skip
    assert reading_age(said) <= 11


def test_help_now_leads_to_what_is_near_without_asking_for_it_first(client, london, second):
    assert "/help-now/near-you/" in client.get("/help-now/").content.decode()
    page = client.get("/help-now/near-you/").content.decode()
    assert f"/london/where-to-turn/?area={LAMBETH}" in page and "/second/where-to-turn/" in page


def test_a_line_says_when_this_programme_last_checked_it(client, as_role, second):
    actions.check_line(programme=second, line="samaritans", **as_role("organiser"))
    today = timezone.localdate()
    page = client.get("/second/where-to-turn/lines/").content.decode()
    assert page.count("Checked on") == 1 and str(today.year) in page
    assert page.count("Nobody has checked this yet.") == 4
    assert "Checked on" not in client.get("/london/where-to-turn/lines/").content.decode()
