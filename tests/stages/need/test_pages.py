from __future__ import annotations

import pytest

from saidanddone.people.models import AuditRow
from saidanddone.programme.models import Area
from saidanddone.stages.need.models import Decision, IndexMethod, Indicator, IndicatorValue
from tests.factories.need import a_decision, a_value, an_indicator, values
from tests.stages.opening import check_everybody_reads, check_who_opens, queries_stay_the_same

PUBLIC = (
    "need/",
    "need/indicators/",
    "need/indicators/second-indicator/",
    "need/areas/E09000012/",
    "need/decisions/where-to-begin/",
)
WALKS = ("need/areas/E09000012/", "need/decisions/where-to-begin/")
READS = ("", "second-indicator/")
CHANGES = (
    "add/",
    "decide/",
    "decisions/where-to-begin/change/",
    "second-indicator/change/",
    "second-indicator/enter/",
    "second-indicator/E09000012/2020/",
)
WRITTEN = {
    "name": "Noise",
    "code": "noise",
    "definition": "Complaints about noise.",
    "direction": "higher-is-worse",
    "kind": "value",
    "unit": "per 1,000 people",
    "domain": "Home",
    "weight": "2",
}


def work(path: str) -> str:
    return f"/second/work/need/{path}"


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("path", PUBLIC)
def test_everybody_reads_the_public_pages_within_the_caps(client, second, path):
    page = check_everybody_reads(client, f"/second/{path}", walks=path in WALKS)
    assert "label-illustrative" in page


@pytest.mark.parametrize("path", [*READS, *CHANGES])
def test_each_role_opens_what_it_may_within_the_caps_and_a_stranger_nothing(client, desk, path):
    other = 200 if path in READS else 403
    check_who_opens(
        client, desk.team, work(path), lead=200, organiser=other, coder=other, evaluator=other, stranger=404
    )


def test_the_number_of_queries_does_not_grow_with_the_rows(client, second):
    pages = [f"/second/{path}" for path in PUBLIC]
    source = second.sources.get()
    with queries_stay_the_same(client, pages):
        for number in range(4):
            values(an_indicator(second, f"more-{number}", source=source), E09000012=number, E09000022=9)
            a_decision(second, ["E09000012", "E09000022"], key=f"more-{number}")


@pytest.mark.parametrize("path", ["areas/E09000033/", "indicators/no-such/", "decisions/no-such/"])
def test_what_is_not_the_programmes_own_is_not_found(client, second, path):
    Area.objects.get_or_create(code="E09000033", defaults={"name": "Westminster"})
    assert client.get(f"/second/need/{path}").status_code == 404


def test_an_indicator_of_another_programme_is_not_found(client, three, second):
    assert client.get("/three/need/indicators/second-indicator/").status_code == 404
    assert client.get("/three/need/decisions/where-to-begin/").status_code == 404


def test_the_page_says_what_was_decided_by_whom_when_and_why(client, second):
    page = text(client.get("/second/need/"))
    assert "The decision was to begin in 1 of 2 boroughs: Hackney." in page
    assert "It stood highest." in page
    assert "The second group" in page
    assert "15 January 2021" in page


def test_scores_in_their_own_units_are_not_said_to_be_of_100(client, three):
    values(an_indicator(three), A=100, B=0, C=97)
    IndexMethod.objects.create(
        programme=three, normalise="scaled", reasons="As it is.", chosen_on="2026-01-01"
    )
    a_decision(three, ["A"])
    page = text(client.get("/three/need/"))
    assert "rank 2 is C with 97.0. That is 3.0 apart." in page and "points of 100" not in page
    page = text(client.get("/three/need/areas/A/"))
    assert "A has rank 1 of 3 with a score of 100.0. Rank 1" in page
    assert "apart on 1 indicator<" in page


def test_a_borough_whose_name_begins_or_ends_with_a_stroke_has_a_tile(client, three):
    values(an_indicator(three), A=100, B=0, C=97)
    three.areas.filter(code="A").update(name="North -")
    assert client.get("/three/need/").status_code == 200


def test_the_page_says_how_near_the_cut_is_and_warns_where_it_is_close(client, three):
    indicator = an_indicator(three)
    values(indicator, A=100, B=0, C=97)
    a_decision(three, ["A"])
    page = text(client.get("/three/need/"))
    assert "Rank 1 is A with 100.0, rank 2 is C with 97.0. That is 3.0 points of 100 apart." in page
    assert "Ranks near the cut are close." in page
    IndicatorValue.objects.filter(indicator=indicator, area__code="C").update(value=50)
    assert "Ranks near the cut are close." not in text(client.get("/three/need/"))


def test_a_borough_that_is_not_ranked_is_on_the_map_and_in_the_table_and_says_why(client, three):
    values(an_indicator(three), A=1, B=2, C=None)
    page = text(client.get("/three/need/"))
    assert "C is not ranked. Only 0 of 1 indicators are known there" in page
    assert "C: not ranked, 0 of 1 indicators known" in page
    lines = client.get("/three/need/?format=csv").getvalue().decode().splitlines()
    assert lines[1:] == [
        "B,1,100.0,1 of 1,",
        "A,2,0.0,1 of 1,",
        "C,not ranked,too little is known,0 of 1,",
    ]


def test_the_attribution_that_a_licence_asks_for_stands_wherever_values_do(client, second):
    second.sources.update(attribution="Contains what a licence asks for.")
    for path in PUBLIC[:4]:
        assert "Contains what a licence asks for." in text(client.get(f"/second/{path}")), path


def test_a_programme_without_indicators_or_decision_says_so(client, three):
    page = text(client.get("/three/need/"))
    assert "Nobody has written down yet where to begin." in page
    assert "No indicator has been entered yet." in text(client.get("/three/need/indicators/"))
    assert "A is not ranked" in text(client.get("/three/need/areas/A/"))


def test_an_indicators_page_names_both_ends_and_shows_what_is_missing(client, three):
    indicator = an_indicator(three, "poverty")
    for year, a, b in ((2020, 30, 10), (2021, 28, 12)):
        a_value(indicator, "A", a, year=year)
        a_value(indicator, "B", b, year=year)
    a_value(indicator, "C", None, year=2021, status="suppressed")
    page = text(client.get("/three/need/indicators/poverty/"))
    assert "In 2021 it ran from 12.0 in B to 28.0 in A (per 100). The middle borough had 20.0." in page
    assert "No value is known for: C." in page
    assert "suppressed" in page
    assert page.count('class="each"') == 2
    assert page.index(">A</a>") < page.index(">B</a>") < page.index(">C</a>")


def test_where_higher_is_better_the_lowest_value_comes_first(client, three):
    values(an_indicator(three, "sport", direction="higher-is-better"), A=30, B=10, C=20)
    page = text(client.get("/three/need/indicators/sport/"))
    assert page.index(">B</a>") < page.index(">C</a>") < page.index(">A</a>")


def test_a_boroughs_page_shows_its_rank_the_values_and_how_old_they_are(client, three, monkeypatch):
    from datetime import UTC, datetime

    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: datetime(2024, 3, 4, 12, tzinfo=UTC))
    values(an_indicator(three, "poverty"), A=30, B=10, C=15)
    page = text(client.get("/three/need/areas/C/"))
    assert "C has rank 2 of 3 with a score of 25.0 of 100." in page
    assert '<td class="number">2021</td><td class="number">3</td>' in page


def test_a_chosen_boroughs_page_follows_the_thread_both_ways_and_another_says_it_was_not_chosen(
    client, second
):
    page = text(client.get("/second/need/areas/E09000012/"))
    assert "Where to begin: 1 place" in page[page.index("Where this came from") :]
    assert "/second/conversations/" in page[page.index("What came of it") :]
    page = text(client.get("/second/need/areas/E09000022/"))
    assert "It was not among the places chosen to begin with." in page
    assert "What came of it" not in page


def test_indicators_are_found_by_domain_and_words(client, three):
    an_indicator(three, "noise", domain="Home")
    an_indicator(three, "poverty", domain="Money")

    def found(asked: str) -> set[str]:
        lines = client.get(f"/three/need/indicators/?{asked}&format=csv").getvalue().decode().splitlines()
        return {line.split(",")[0] for line in lines[1:]}

    assert found("domain=Home") == {"Noise"}
    assert found("q=pover") == {"Poverty"}


def test_the_lead_adds_an_indicator_enters_a_value_and_mends_it(client, desk):
    client.force_login(desk.team.lead)
    assert client.post(work("add/"), WRITTEN).status_code == 302
    indicator = Indicator.objects.get(programme=desk.programme, code="noise")
    assert (indicator.weight, indicator.provenance) == (2.0, "")
    area = Area.objects.get(code="E09000022")
    sent = {"area": area.pk, "year": "2022", "status": "ok", "value": "3.5"}
    assert client.post(work("noise/enter/"), sent).status_code == 302
    assert client.post(work("noise/E09000022/2022/"), {"status": "suppressed"}).status_code == 302
    value = indicator.values.get()
    assert (value.area, value.year, value.value, value.status) == (area, 2022, None, "suppressed")
    verbs = AuditRow.objects.filter(actor=desk.team.lead).values_list("verb", flat=True)
    assert {"need.add_indicator", "need.enter_value", "need.change_value"} <= set(verbs)


def test_no_direction_is_chosen_beforehand(client, desk):
    client.force_login(desk.team.lead)
    page = client.get(work("add/")).content.decode()
    assert 'name="direction"' in page and "checked" not in page
    sent = {name: value for name, value in WRITTEN.items() if name != "direction"}
    assert client.post(work("add/"), sent).status_code == 422


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"status": "ok", "value": ""}, "A known value needs its number"),
        ({"status": "missing", "value": "3"}, "must have no"),
        ({"status": "ok", "value": "three"}, "Enter a number"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_a_sentence_and_kept(client, desk, sent, says):
    client.force_login(desk.team.lead)
    area = Area.objects.get(code="E09000012")
    response = client.post(work("second-indicator/enter/"), {"area": area.pk, "year": "2021"} | sent)
    assert response.status_code == 422
    assert says in text(response)
    assert 'value="2021"' in text(response)


def test_a_second_value_for_a_borough_and_year_is_refused(client, desk):
    client.force_login(desk.team.lead)
    area = Area.objects.get(code="E09000012")
    sent = {"area": area.pk, "year": "2020", "status": "ok", "value": "3"}
    response = client.post(work("second-indicator/enter/"), sent)
    assert response.status_code == 422
    assert "There is a value for this borough and year already." in text(response)


def test_a_code_that_is_taken_or_reserved_is_refused_in_a_sentence(client, desk):
    client.force_login(desk.team.lead)
    response = client.post(work("add/"), WRITTEN | {"code": "second-indicator"})
    assert response.status_code == 422 and "This short name is taken." in text(response)
    response = client.post(work("add/"), WRITTEN | {"code": "decide"})
    assert response.status_code == 422 and "is kept for pages of this stage" in text(response)


def test_the_lead_writes_down_where_to_begin_and_everybody_reads_it(client, desk):
    client.force_login(desk.team.lead)
    hackney, lambeth = (Area.objects.get(code=code) for code in ("E09000012", "E09000022"))
    sent = {
        "areas": [hackney.pk, lambeth.pk],
        "key": "both",
        "decided_by": "The board",
        "decided_on": "04/05/2022",
        "reasons": "There is money for both.",
    }
    response = client.post(work("decide/"), sent)
    assert response["Location"] == "/second/need/decisions/both/"
    decision = Decision.objects.get(programme=desk.programme, key="both")
    assert (decision.first, decision.decided_on.isoformat()) == (2, "2022-05-04")
    page = text(client.get("/second/need/"))
    assert "to begin in 2 of 2 boroughs: Hackney and Lambeth" in page
    assert "There is money for both." in page


def test_the_lead_changes_how_a_decision_is_written_down(client, desk):
    client.force_login(desk.team.lead)
    page = client.get(work("decisions/where-to-begin/change/")).content.decode()
    assert page.count("checked") == 1
    lambeth = Area.objects.get(code="E09000022")
    sent = {"areas": [lambeth.pk], "key": "where-to-begin", "decided_by": "A board", "reasons": "A mistake."}
    assert client.post(work("decisions/where-to-begin/change/"), sent).status_code == 302
    decision = Decision.objects.get(programme=desk.programme, key="where-to-begin")
    assert [each.area for each in decision.chosen.all()] == [lambeth]


def test_a_decision_of_tomorrow_is_refused(client, desk):
    client.force_login(desk.team.lead)
    lambeth = Area.objects.get(code="E09000022")
    sent = {"areas": [lambeth.pk], "key": "later", "decided_by": "A board", "reasons": "It will be so."}
    answer = client.post(work("decide/"), sent | {"decided_on": "31/12/9999"})
    assert answer.status_code == 422 and "A decision cannot lie in the future." in text(answer)
    assert not Decision.objects.filter(key="later").exists()


def test_a_decision_without_places_is_refused(client, desk):
    client.force_login(desk.team.lead)
    response = client.post(work("decide/"), {"key": "none", "decided_by": "A board", "reasons": "No."})
    assert response.status_code == 422
    assert not Decision.objects.filter(key="none").exists()


def test_a_work_page_leads_to_the_same_row_as_everybody_sees_it(client, desk):
    client.force_login(desk.team.lead)
    assert 'href="/second/need/indicators/second-indicator/"' in text(client.get(work("second-indicator/")))
    assert 'href="/second/need/decisions/where-to-begin/"' in text(client.get(work("")))
