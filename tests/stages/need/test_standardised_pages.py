"""Rates made comparable by age, and put in as values only as somebody looked at them."""

from __future__ import annotations

from math import sqrt

import pytest

from saidanddone.methods.benchmark import count_limits
from saidanddone.methods.standardised import ESP_2013
from saidanddone.people.models import AuditRow
from saidanddone.stages.need.models import AgeCount, IndicatorValue
from saidanddone.stages.need.queries.standard import EUROPEAN, OWN, standardised
from tests.factories.need import a_value, an_indicator, by_age, counted
from tests.stages.opening import check_everybody_reads, check_who_opens, queries_stay_the_same

AT = "/three/need/indicators/an-indicator/standardised/"
PUT_IN = "/second/work/need/second-indicator/standardised/2021/put-in/"
YOUNG, OLD = "60-64", "65-69"
A = {YOUNG: (20, 1000), OLD: (40, 800)}
B = {YOUNG: (10, 2000), OLD: (30, 300)}


@pytest.fixture
def deaths(three):
    return an_indicator(three, kind="rate", per=100_000, unit="per 100,000 people")


def text(response) -> str:
    return " ".join(response.content.decode().split())


def rates(indicator, **asked):
    found = standardised(indicator, indicator.programme, **asked)
    return found, {each.area.code: each for each in found.rates}


def test_a_directly_standardised_rate_has_the_weights_of_the_european_standard_and_dobsons_limits(deaths):
    by_age(deaths, A=A, B=B)
    found, of = rates(deaths)
    w = [ESP_2013[YOUNG], ESP_2013[OLD]]
    rate = (w[0] * 20 / 1000 + w[1] * 40 / 800) / sum(w)
    error = sqrt((w[0] / 1000) ** 2 * 20 + (w[1] / 800) ** 2 * 40) / sum(w)
    limits = count_limits(60)
    direct = of["A"].direct
    assert direct.value == pytest.approx(1e5 * rate, rel=1e-12)
    assert direct.low == pytest.approx(1e5 * (rate + error / sqrt(60) * (limits.low - 60)), rel=1e-12)
    assert direct.high == pytest.approx(1e5 * (rate + error / sqrt(60) * (limits.high - 60)), rel=1e-12)
    assert (found.standard, found.leaves_ages_out) == (EUROPEAN, True)


def test_an_indirectly_standardised_ratio_is_against_the_rates_of_the_boroughs_together(deaths):
    by_age(deaths, A=A, B=B)
    _found, of = rates(deaths)
    expected = 1000 * 30 / 3000 + 800 * 70 / 1100
    assert of["A"].expected == pytest.approx(expected)
    assert of["A"].ratio.value == pytest.approx(60 / expected)
    assert of["A"].ratio.low == pytest.approx(count_limits(60).low / expected)


def test_the_people_of_the_boroughs_together_may_be_the_standard_and_are_where_ages_are_not_european(deaths):
    by_age(deaths, A=A, B=B)
    found, of = rates(deaths, standard=OWN)
    assert found.standard == OWN
    assert of["A"].direct.value == pytest.approx(1e5 * (3000 * 0.02 + 1100 * 0.05) / 4100)
    AgeCount.objects.filter(age=YOUNG).update(age="16-64")
    assert rates(deaths)[0].standard == OWN


def test_under_ten_events_no_direct_rate_is_given_and_a_borough_without_an_age_is_left_out(client, deaths):
    by_age(deaths, A=A, B={YOUNG: (4, 900), OLD: (5, 800)}, C={YOUNG: (9, 900)})
    _found, of = rates(deaths)
    assert of["B"].direct is None and of["B"].ratio is not None
    assert of["C"].ratio is None and of["C"].why == "no counts at the ages 65-69"
    page = text(client.get(AT))
    assert (
        "For 1 borough no directly standardised rate is given: on fewer than 10 events it would be noise. B (9)."
        in page
    )
    assert "C (no counts at the ages 65-69)" in page
    assert "These are 2 of the standard’s 19 age groups, 60-64 to 65-69" in page


def test_what_cannot_be_worked_out_is_said(client, deaths):
    assert "Nothing of this indicator is counted by age yet." in text(client.get(AT))
    by_age(deaths, A=A)
    assert "It takes two boroughs or more with counts in every age group." in text(client.get(AT))
    by_age(deaths, B=B)
    AgeCount.objects.update(numerator=0)
    assert "No event is counted at any age" in text(client.get(AT))


def test_the_page_has_the_method_and_what_it_cannot_say_and_the_lead_alone_may_put_the_rates_in(
    client, deaths, team_of
):
    by_age(deaths, A=A, B=B)
    page = text(client.get(AT))
    for words in (
        "Directly standardised to the European Standard Population 2013 over 2 age groups, per 100,000 people",
        "It is no borough’s real rate",
        "it may be set against 1, and not against the ratio of another borough",
    ):
        assert words in page, words
    assert "Put these in as the values" not in page
    client.force_login(team_of(deaths.programme).lead)
    assert "/three/work/need/an-indicator/standardised/2021/put-in/?standard=european" in text(client.get(AT))


def test_everybody_reads_it_within_the_caps_however_many_rows(client, second):
    address = "/second/need/indicators/second-indicator/standardised/"
    check_everybody_reads(client, address, walks=False)
    with queries_stay_the_same(client, [address]):
        for year in (2015, 2016, 2021):
            by_age(second.indicators.get(), year=year, E09000012=A, E09000022=B)


# Put in as the values


@pytest.fixture
def desk_with_ages(desk):
    by_age(desk.programme.indicators.get(), E09000012=A, E09000022={YOUNG: (4, 900), OLD: (5, 800)})
    return desk


def seen(client) -> str:
    return client.get(PUT_IN).context["form"]["seen"].value()


def of_2021(desk):
    return IndicatorValue.objects.filter(indicator__programme=desk.programme, year=2021)


def test_only_the_lead_opens_the_page(client, desk):
    check_who_opens(
        client, desk.team, PUT_IN.replace("2021", "2020"), lead=200, organiser=403, coder=403, stranger=404
    )


def test_nothing_is_changed_before_the_page_of_what_would_change_is_sent(client, desk_with_ages):
    indicator = desk_with_ages.programme.indicators.get()
    counted(indicator, E09000012=(60, 1800), E09000022=(9, 1700))
    IndicatorValue.objects.filter(indicator=indicator, year=2021, area__name="Hackney").update(
        note="Read in a table."
    )
    client.force_login(desk_with_ages.team.lead)
    page = text(client.get(PUT_IN))
    assert 'Hackney</th><td class="number">3.33</td>' in page
    assert "missing: fewer than 10 events" in page
    assert IndicatorValue.objects.filter(indicator=indicator, year=2021, numerator=60).exists()

    assert client.post(PUT_IN, {"seen": seen(client)}).status_code == 302
    hackney, other = indicator.values.filter(year=2021).order_by("area__name")
    direct = rates(indicator)[1]["E09000012"].direct
    assert (hackney.value, hackney.low, hackney.high) == pytest.approx(
        (direct.value, direct.low, direct.high)
    )
    assert (hackney.numerator, hackney.denominator, hackney.status) == (None, None, "ok")
    assert hackney.note.startswith("Directly standardised to the European Standard Population 2013")
    assert "Before, there stood 3.3" in hackney.note and hackney.note.endswith("Read in a table.")
    assert (other.value, other.status) == (None, "missing")
    assert other.note == "Not given: fewer than 10 events. Before, there stood 0.529412."
    audit = AuditRow.objects.get(verb="need.put_in_standardised")
    assert audit.actor == desk_with_ages.team.lead
    assert indicator.values.filter(year=2020).count() == 2


def test_putting_in_the_same_again_changes_nothing(client, desk_with_ages):
    client.force_login(desk_with_ages.team.lead)
    rows = []
    for _time in range(2):
        client.post(PUT_IN, {"seen": seen(client)})
        rows.append(list(of_2021(desk_with_ages).order_by("id").values()))
    assert len(rows[0]) == 2 and rows[0] == rows[1]


def test_what_changed_since_it_was_looked_at_is_shown_before_anything_is_put_in(client, desk_with_ages):
    client.force_login(desk_with_ages.team.lead)
    old = seen(client)
    AgeCount.objects.filter(year=2021, numerator=40).update(numerator=41)
    response = client.post(PUT_IN, {"seen": old})
    assert response.status_code == 422
    assert "Counts or values have changed since you opened this page." in text(response)
    assert not of_2021(desk_with_ages).exists()
    again = response.context["form"]["seen"].value()
    assert client.post(PUT_IN, {"seen": again}).status_code == 302
    assert of_2021(desk_with_ages).filter(status="ok").count() == 1


def test_a_year_without_counts_by_age_has_no_such_page(client, desk):
    client.force_login(desk.team.lead)
    address = "/second/work/need/second-indicator/standardised/1999/put-in/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"seen": ""}).status_code == 404


def test_values_that_would_stand_beside_them_unstandardised_are_named(client, deaths, team_of):
    by_age(deaths, A=A, B=B)
    a_value(deaths, "C", 5)
    client.force_login(team_of(deaths.programme).lead)
    page = text(client.get("/three/work/need/an-indicator/standardised/2021/put-in/"))
    assert "These keep a value that is not standardised" in page and "misleads: C." in page
