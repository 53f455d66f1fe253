"""How far one indicator follows another by which boroughs are set in order."""

from __future__ import annotations

import pytest

from saidanddone.methods.inequality import slope_index
from saidanddone.stages.need.models import IndicatorValue
from saidanddone.stages.need.queries.unequal import unequal
from tests.factories.need import a_programme, a_value, an_indicator, counted, values
from tests.stages.opening import check_everybody_reads, queries_stay_the_same

AT = "/six/need/indicators/smoking/inequality/?by=deprived"


@pytest.fixture
def six(db):
    return a_programme("six", list("ABCDEF"))


@pytest.fixture
def smoking(six):
    return an_indicator(six, "smoking")


@pytest.fixture
def deprived(six):
    rows = an_indicator(six, "deprived")
    values(rows, A=60, B=50, C=40, D=30, E=20, F=10)
    return rows


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_most_deprived_come_first_by_the_declared_direction(six, smoking, deprived):
    values(smoking, A=30, B=28, C=22, D=20, E=15, F=11)
    found = unequal(smoking, deprived, six)
    assert [each.area.code for each in found.groups] == list("ABCDEF")
    assert found.found == slope_index([1] * 6, [30, 28, 22, 20, 15, 11])
    assert [each.x for each in found.groups] == pytest.approx([(at + 0.5) / 6 for at in range(6)])
    deprived.direction = "higher-is-better"
    assert [each.area.code for each in unequal(smoking, deprived, six).groups] == list("FEDCBA")


def test_boroughs_count_by_the_people_among_whom_the_value_was_counted_and_limits_give_an_interval(
    six, deprived
):
    share = an_indicator(six, "share", kind="proportion", per=100)
    counts = {
        "A": (300, 1000),
        "B": (140, 500),
        "C": (440, 2000),
        "D": (200, 1000),
        "E": (150, 1000),
        "F": (110, 1000),
    }
    counted(share, **counts)
    found = unequal(share, deprived, six)
    assert found.by_people and not found.without_limits
    plain = slope_index([n for _k, n in counts.values()], [100 * k / n for k, n in counts.values()])
    assert found.found.sii == pytest.approx(plain.sii)
    assert found.found.low < found.found.sii < found.found.high
    assert found.found.rii == pytest.approx(plain.rii)


def test_the_page_says_both_indices_their_base_and_that_each_borough_counts_the_same(
    client, smoking, deprived
):
    values(smoking, A=30, B=28, C=22, D=20, E=15, F=11)
    page = text(client.get(AT))
    assert (
        "By a straight line through 6 boroughs in order of “Deprived”, “Smoking” is 23.3 higher (per 100) at the end of "
        "greatest need than at the end of least." in page
    )
    assert "3.50 times as high" in page and "more need" in page
    assert "6 boroughs, values of 2021, in order of Deprived of 2021." in page
    assert "Each borough counts the same" in page
    assert "6 values have no limits, so nothing is said of chance" in page
    assert "not that one is the cause" in page
    assert page.count('class="mark ') == 6


def test_where_the_boroughs_do_not_lie_near_a_line_the_page_warns(client, smoking, deprived):
    values(smoking, A=10, B=30, C=11, D=29, E=12, F=31)
    page = text(client.get(AT))
    assert "The boroughs do not lie near a line." in page
    assert "neither index should be quoted without the boroughs themselves" in page


def test_where_chance_could_explain_it_the_page_says_so(client, six, smoking, deprived):
    for code, value in zip("ABCDEF", (20, 21, 19, 20, 19, 20), strict=True):
        a_value(smoking, code, value)
    IndicatorValue.objects.filter(indicator=smoking).update(low=10, high=30)
    page = text(client.get(AT))
    assert "Chance alone could explain such a difference" in page
    assert page.count('class="whiskers"') == 6


def test_a_line_that_falls_below_nought_has_no_relative_index(client, smoking, deprived):
    values(smoking, A=30, B=20, C=10, D=1, E=0, F=0)
    assert "cannot be given, since the line is not above 0 at both ends" in text(client.get(AT))


def test_what_is_not_known_is_named_and_ties_are_said(client, smoking, deprived):
    values(smoking, A=30, B=28, C=22, D=20, E=None)
    IndicatorValue.objects.filter(indicator=deprived, area__code="B").update(value=60)
    page = text(client.get(AT))
    assert "One of the two is not known for: E, F." in page
    assert "2 boroughs share a place in the order; those alike stand in the middle" in page
    assert "There are only 4 boroughs" in page


def test_with_fewer_than_three_boroughs_or_no_choice_yet_nothing_is_drawn(client, smoking, deprived):
    values(smoking, A=30, B=28)
    assert "Fewer than three boroughs have both this and Deprived, and differ in it." in text(client.get(AT))
    for asked in ("", "?by=no-such", "?by=smoking"):
        page = text(client.get(AT.partition("?")[0] + asked))
        assert "Choose the indicator that says which boroughs are deprived." in page
        assert '<option value="deprived"' in page and '<option value="smoking"' not in page


def test_no_line_is_drawn_through_an_order_that_there_is_not(client, smoking, deprived):
    values(smoking, A=30, B=28, C=22, D=20, E=15, F=11)
    IndicatorValue.objects.filter(indicator=deprived).update(value=60)
    assert "and differ in it. No line can be drawn" in text(client.get(AT))


def test_a_line_that_is_flat_is_said_to_be_the_same_at_both_ends(client, smoking, deprived):
    values(smoking, A=30, B=30, C=30, D=30, E=30, F=30)
    page = text(client.get(AT))
    assert "“Smoking” is the same at both ends." in page
    assert "<dd>0 (per 100)</dd>" in page and "The line explains" not in page and "less need" not in page


def test_a_source_of_both_indicators_is_named_once(client, second):
    values(an_indicator(second, "other", source=second.sources.get()), E09000012=1, E09000022=9)
    page = text(client.get("/second/need/indicators/second-indicator/inequality/?by=other"))
    assert page.count(second.sources.get().title) == 1


def test_the_file_keeps_the_order_that_was_asked_for(client, smoking, deprived):
    values(smoking, A=30, B=28, C=22)
    assert "?by=deprived&amp;format=csv" in text(client.get(AT))
    lines = client.get(f"{AT}&format=csv").getvalue().decode().splitlines()
    assert lines[0] == "borough,ranked_by,value,limits,on_the_line"
    assert [line.split(",")[0] for line in lines[1:]] == ["A", "B", "C"]


def test_everybody_reads_it_within_the_caps_however_many_rows(client, second):
    address = "/second/need/indicators/second-indicator/inequality/"
    check_everybody_reads(client, address, walks=False)
    with queries_stay_the_same(client, [address]):
        for number in range(3):
            values(
                an_indicator(second, f"more-{number}", source=second.sources.get()), E09000012=1, E09000022=9
            )


def test_london_is_read_by_child_poverty(client, london):
    page = check_everybody_reads(
        client, "/london/need/indicators/teenage-pregnancy/inequality/?by=child-poverty", walks=False
    )
    assert "32 boroughs, values of" in " ".join(page.split())
    assert 'inequality/"' in text(client.get("/london/need/indicators/child-poverty/"))
