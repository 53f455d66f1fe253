from __future__ import annotations

import pytest

from saidanddone.people.models import AuditRow
from saidanddone.people.rules import Refused
from saidanddone.stages.monitoring import actions
from saidanddone.stages.monitoring.models import Framework, Measure, Reading
from tests.factories.conversations import another_programme
from tests.factories.monitoring import a_framework, a_measure, a_reading
from tests.factories.outcomes import an_outcome
from tests.stages.opening import check_everybody_reads, check_who_opens, queries_stay_the_same

PUBLIC = ("measures/", "measures/second-framework/")
WALKS = ("measures/second-framework/",)
OPEN = ("", "measures/", "second-framework/")
KEEPERS = (
    "add/",
    "readings/",
    "second-framework/change/",
    "second-framework/add/",
    "second-framework/second-measure/change/",
    "second-framework/second-measure/add/",
    "second-framework/second-measure/2021/everyone/",
)


def work(path: str) -> str:
    return f"/second/work/monitoring/{path}"


@pytest.mark.parametrize("path", PUBLIC)
def test_everybody_reads_the_public_pages_within_the_caps(client, second, path):
    check_everybody_reads(client, f"/second/{path}", walks=path in WALKS)


@pytest.mark.parametrize("path", [*OPEN, *KEEPERS])
def test_each_role_opens_what_it_may_within_the_caps_and_a_stranger_nothing(client, desk, path):
    others = 200 if path in OPEN else 403
    check_who_opens(
        client, desk.team, work(path), lead=200, evaluator=200, organiser=others, coder=others, stranger=404
    )


def test_the_number_of_queries_does_not_grow_with_the_rows(client, desk, second):
    client.force_login(desk.team.lead)
    pages = [f"/second/{path}" for path in PUBLIC] + [work(path) for path in OPEN + KEEPERS]
    with queries_stay_the_same(client, pages):
        for number in range(3):
            measure = a_measure(a_framework(second, f"more-{number}"), f"m-{number}")
            a_measure(Framework.objects.get(programme=second, key="second-framework"), f"n-{number}")
            a_reading(measure, 20, 40, year=2019 + number)


def test_a_reading_that_could_point_at_somebody_is_on_no_public_page(client, desk):
    client.force_login(desk.team.lead)
    for path in PUBLIC:
        page = client.get(f"/second/{path}").content.decode()
        assert "too few to show" in page
        assert "6 of 12" not in page and "interval-point" not in page
    lines = client.get(work("readings/?format=csv")).getvalue().decode().splitlines()
    assert lines[1].startswith("Second measure,everyone,2021,6,12")


def test_a_measure_is_drawn_and_told_by_group_and_year(client, second):
    measure = a_measure(a_framework(second), why_chosen="They said so.")
    for year, k in ((2019, 20), (2021, 30)):
        a_reading(measure, k, 60, "Older people", year)
        a_reading(measure, 2 * k, 120, "Everyone", year)
    page = client.get("/second/measures/chosen/").content.decode()
    assert page.count('class="multiple"') == 2 and page.count("interval-point") == 4
    assert "50% (38% to 62%), 30 of 60" in page
    assert "Why people chose it: They said so." in page and "Higher is better." in page
    assert "Everyone: 50 in 100 of those who answered said so in 2021" in page
    assert "<span>2019</span><span></span><span>2021</span>" in page


def test_the_thread_leads_from_the_measures_back_to_the_idea(client, second):
    page = client.get("/second/measures/second-framework/").content.decode()
    assert "Second outcome" in page and "Secondwords" in page


def test_the_evaluator_writes_down_a_framework_a_measure_and_a_reading(client, desk, second):
    client.force_login(desk.team.evaluator)
    sent = {"name": "Chosen", "key": "chosen", "chosen_by": "Residents", "description": "What to measure."}
    assert client.post(work("add/"), sent).status_code == 302
    sent = {"name": "Sleeps", "key": "sleeps", "definition": "D", "direction": "higher-is-better"}
    assert client.post(work("chosen/add/"), sent | {"unit": "people"}).status_code == 302
    sent = {"group": "Carers/others", "year": "2022", "k": "20", "n": "40"}
    assert client.post(work("chosen/sleeps/add/"), sent).status_code == 302
    reading = Reading.objects.get(measure__key="sleeps")
    assert AuditRow.objects.filter(verb="monitoring.add_reading", actor=desk.team.evaluator).exists()
    path = work("chosen/sleeps/2022/Carers/others/")
    assert client.post(path, sent | {"k": "21"}).status_code == 302
    reading.refresh_from_db()
    assert (reading.k, reading.n) == (21, 40)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"k": "41"}, "More people said so than answered"),
        ({"n": "0", "k": "0"}, "greater than or equal to 1"),
        ({"year": "21"}, "greater than or equal to 1900"),
    ],
)
def test_a_reading_that_cannot_be_is_refused_in_a_sentence_and_what_was_typed_is_kept(
    client, desk, more, says
):
    client.force_login(desk.team.lead)
    sent = {"group": "Typed group", "year": "2022", "k": "20", "n": "40"} | more
    response = client.post(work("second-framework/second-measure/add/"), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page and "Typed group" in page


def test_a_group_has_one_reading_a_year(client, desk):
    client.force_login(desk.team.lead)
    sent = {"group": "everyone", "year": "2021", "k": "20", "n": "40"}
    response = client.post(work("second-framework/second-measure/add/"), sent)
    assert response.status_code == 422
    assert "a reading for this year already" in response.content.decode()


def test_those_whose_borough_is_measured_do_not_write_down_its_readings(desk, second):
    with pytest.raises(Refused, match="evaluator or the programme lead"):
        actions.add_reading(
            person=desk.person(desk.team.organiser),
            measure=Measure.objects.get(framework__programme=second),
            fields={"group": "g", "year": 2022, "k": 1, "n": 2},
            by=desk.team.organiser,
        )


def test_a_framework_cannot_grow_out_of_another_programmes_change(second, db):
    foreign = an_outcome(another_programme("third"))
    with pytest.raises(Refused, match="another programme"):
        a_framework(second, outcome=foreign)


def test_measures_without_a_reading_this_year_are_found(client, desk):
    client.force_login(desk.team.lead)
    lines = client.get(work("measures/?reading=missing&format=csv")).getvalue().decode().splitlines()
    assert len(lines) == 2 and lines[1].startswith("Second measure")


def test_rows_of_another_programme_are_not_found(client, db, second):
    another_programme("third")
    assert client.get("/third/measures/").status_code == 200
    assert client.get("/third/measures/second-framework/").status_code == 404
