"""Indicators and values written down by hand: what each field allows, and what is worked out from counts."""

from __future__ import annotations

import pytest

from saidanddone.programme.models import Area
from saidanddone.stages.need.models import Indicator
from tests.stages.need.test_pages import WRITTEN, text, work

ENTER = work("second-indicator/enter/")


def errors(response) -> dict[str, str]:
    assert response.status_code == 422
    return {name: " ".join(says) for name, says in response.context["form"].errors.items()}


@pytest.fixture
def lead(client, desk):
    client.force_login(desk.team.lead)
    return client


@pytest.fixture
def sent(desk):
    area = Area.objects.get(code="E09000022")
    return {"area": area.pk, "year": "2021", "status": "ok"}


def value_of(desk, year=2021):
    return desk.programme.indicators.get().values.get(area__code="E09000022", year=year)


def test_an_indicator_says_of_whom_it_speaks_what_its_counts_make_and_what_it_is_set_against(lead, desk):
    more = {
        "people": "women",
        "kind": "rate",
        "per": "100000",
        "benchmark": "12.5",
        "benchmark_is": "England, 2021",
        "least": "0",
        "greatest": "40",
    }
    assert lead.post(work("add/"), WRITTEN | more).status_code == 302
    made = Indicator.objects.get(programme=desk.programme, code="noise")
    assert (made.people, made.kind, made.per) == ("women", "rate", 100_000)
    assert (made.benchmark, made.benchmark_is, made.least, made.greatest) == (12.5, "England, 2021", 0, 40)
    page = text(lead.get("/second/need/indicators/noise/"))
    for words in ("women", "100,000", "12.5: England, 2021", "from 0, the least need, to 40, the greatest"):
        assert words in page, words


@pytest.mark.parametrize(
    ("fields", "at", "says"),
    [
        ({"kind": "rate"}, "per", "A share or a rate says per how many"),
        ({"kind": "value", "per": "100"}, "per", "A share or a rate says per how many"),
        ({"kind": "rate", "per": "0"}, "per", "A share or a rate says per how many"),
        ({"least": "3"}, "least", "Goalposts are two different numbers, or none."),
        ({"least": "3", "greatest": "3"}, "least", "Goalposts are two different numbers, or none."),
        ({"weight": "1e101"}, "weight", "This number is too large to be worked with."),
    ],
)
def test_what_an_indicator_cannot_be_is_said_beside_the_field_and_once(lead, fields, at, says):
    found = errors(lead.post(work("add/"), WRITTEN | fields))
    assert list(found) == [at] and says in found[at]


def test_a_value_has_its_period_limits_and_counts(lead, desk, sent):
    more = {
        "value": "2.5",
        "low": "1.7",
        "high": "3.7",
        "numerator": "25",
        "denominator": "1000",
        "period": "2020/21",
    }
    assert lead.post(ENTER, sent | more).status_code == 302
    made = value_of(desk)
    assert (made.value, made.low, made.high) == (2.5, 1.7, 3.7)
    assert (made.numerator, made.denominator, made.period) == (25, 1000, "2020/21")
    page = text(lead.get(work("second-indicator/")))
    assert "1.70 to 3.70" in page and "25 of 1,000" in page and "2020/21" in page


def test_a_blank_value_with_counts_is_worked_out_with_its_limits(lead, desk, sent):
    assert lead.post(ENTER, sent | {"numerator": "40", "denominator": "1000"}).status_code == 302
    made = value_of(desk)
    assert made.value == pytest.approx(4.0)
    assert (made.low, made.high) == pytest.approx((2.9511, 5.4010), abs=1e-4)
    at = work("second-indicator/E09000022/2021/")
    change = {"status": "ok", "value": "", "numerator": "50", "denominator": "1000"}
    assert lead.post(at, change).status_code == 302
    assert value_of(desk).value == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("fields", "at", "says"),
    [
        ({"value": "1e101"}, "value", "This number is too large to be worked with."),
        ({"value": "-1e308"}, "value", "This number is too large to be worked with."),
        ({"value": "3", "low": "2"}, "low", "two limits, the lower first, or none"),
        ({"value": "3", "low": "4", "high": "2"}, "low", "two limits, the lower first, or none"),
        ({"value": "50", "low": "60", "high": "70"}, "low", "A value lies between its limits."),
        ({"status": "suppressed", "low": "2", "high": "4"}, "low", "one that is not known has none"),
        ({"value": "3", "numerator": "2"}, "numerator", "how many and of how many, or neither"),
        ({"status": "missing", "numerator": "2", "denominator": "9"}, "numerator", "not known has neither"),
        (
            {"numerator": "11", "denominator": "9"},
            "numerator",
            "11 is more than its denominator; allowed: 0 to 9",
        ),
        (
            {"numerator": "1.5", "denominator": "9"},
            "numerator",
            "1.5 is no count; allowed: a whole number from 0",
        ),
        ({"value": "3", "numerator": "1", "denominator": "9.5"}, "denominator", "9.5 is no whole number"),
        ({"numerator": "-1", "denominator": "9"}, "numerator", "How many is 0 or more"),
        ({"value": "3", "denominator": "0", "numerator": "0"}, "numerator", "of how many is above 0"),
    ],
)
def test_what_a_value_cannot_be_is_said_beside_the_field_and_nothing_is_kept(
    lead, desk, sent, fields, at, says
):
    found = errors(lead.post(ENTER, sent | fields))
    assert says in found.pop(at)
    assert not desk.programme.indicators.get().values.filter(year=2021).exists()


def test_a_value_as_printed_may_carry_counts_but_is_not_worked_out_from_them(lead, desk, sent):
    Indicator.objects.filter(programme=desk.programme).update(kind="value", per=None)
    counts = {"numerator": "40", "denominator": "1000"}
    assert "A known value needs its number" in errors(lead.post(ENTER, sent | counts))["__all__"]
    assert lead.post(ENTER, sent | counts | {"value": "7"}).status_code == 302
    made = value_of(desk)
    assert (made.value, made.low, made.numerator) == (7, None, 40)


def test_counts_are_not_changed_beneath_the_value_that_was_worked_out_from_them(lead, desk, sent):
    lead.post(ENTER, sent | {"numerator": "40", "denominator": "1000"})
    address = work("second-indicator/E09000022/2021/")
    shown = lead.get(address).context["form"].initial
    kept = {name: "" if given is None else str(given) for name, given in shown.items()}
    found = errors(lead.post(address, kept | {"numerator": "80"}))
    assert "Leave the value and both limits blank" in found["value"]
    blank = {"numerator": "80", "value": "", "low": "", "high": ""}
    assert lead.post(address, kept | blank).status_code == 302
    made = value_of(desk)
    assert made.value == pytest.approx(8.0) and made.low < 8.0 < made.high


def test_the_value_of_a_source_stands_though_its_counts_are_put_right(lead, desk, sent):
    as_printed = {"value": "4.6", "numerator": "40", "denominator": "1000"}
    lead.post(ENTER, sent | as_printed)
    address = work("second-indicator/E09000022/2021/")
    shown = lead.get(address).context["form"].initial
    kept = {name: "" if given is None else str(given) for name, given in shown.items()}
    assert lead.post(address, kept | {"numerator": "41"}).status_code == 302
    assert (value_of(desk).value, value_of(desk).numerator) == (4.6, 41)


def test_a_value_that_a_division_left_is_shown_in_six_digits_and_given_out_whole(lead, sent):
    lead.post(ENTER, sent | {"numerator": "1", "denominator": "3"})
    assert ">33.3333<" in text(lead.get(work("second-indicator/")))
    assert "33.33333333" in lead.get(work("second-indicator/?format=csv")).getvalue().decode()
