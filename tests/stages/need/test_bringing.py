"""A table is brought in: recognised, mapped by hand, looked at before anything is kept, and taken in whole or not at all."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from saidanddone.files.write import write_xlsx
from saidanddone.people.models import AuditRow
from saidanddone.programme.models import Programme
from saidanddone.stages.need.models import (
    AgeCount,
    AreaGroup,
    BroughtTable,
    Domain,
    Indicator,
    IndicatorValue,
    SmallArea,
    SmallAreaMeasure,
    SmallAreaValue,
    WeightVote,
)
from saidanddone.stages.need.queries import bringing as queries
from saidanddone.stages.need.tasks import throw_away_old_tables
from tests.factories.need import a_decision, a_programme, a_value, an_indicator, values
from tests.shared import shared_folder
from tests.stages.opening import QUERIES, opened

ROOT = Path(__file__).parents[3]
WIDE = "area,poverty,sport\nA,12.5,40\nB,13,*\nC,,n/a\n"


@dataclass
class Bringing:
    """The lead of a programme at the pages."""

    client: Any
    programme: Programme
    address: str = ""

    def at(self, path: str = "") -> str:
        return f"/{self.programme.slug}/work/need/bring/{path}"

    def bring(self, text: str | bytes, name: str = "table.csv", **said: str) -> str:
        content = text.encode() if isinstance(text, str) else text
        sent = SimpleUploadedFile(name, content)
        response = self.client.post(self.at(), {"file": sent, **said}, follow=True)
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else ""
        return words(response)

    def page(self) -> str:
        return words(self.client.get(self.address))

    def say(self, **said: object) -> str:
        """What stands in the form, and beside it what is said otherwise."""
        form = self.client.get(self.address).context["form"]
        stands = {name: form[name].value() for name in form.fields}
        sent = {name: value for name, value in {**stands, **said}.items() if value not in (None, False)}
        return words(self.client.post(self.address, sent, follow=True))

    def declare(self, at: int, **said: str) -> None:
        """A new indicator."""
        usual = {
            "direction": "higher-is-worse",
            "unit": "per 100",
            "domain": "Things",
            "definition": "What is counted.",
        }
        self.say(**{f"n{at}-{name}": value for name, value in {**usual, **said}.items()})

    def take_in(self, **said: str) -> Any:
        return self.client.post(f"{self.address}take-in/", said, follow=True)


def own(model: Any) -> Any:
    """Its rows of the programme “three”: the database holds others too."""
    path = {IndicatorValue: "indicator__", AgeCount: "indicator__", WeightVote: "indicator__"}
    path[SmallAreaValue] = "measure__"
    return model.objects.filter(**{f"{path.get(model, '')}programme__slug": "three"}).order_by("id")


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def lead(client, three, team_of) -> Bringing:
    client.force_login(team_of(three).lead)
    return Bringing(client, three)


@pytest.fixture
def two_indicators(three) -> tuple[Indicator, Indicator]:
    return an_indicator(three, "poverty"), an_indicator(three, "sport", direction="higher-is-better")


def a_workbook(*rows: tuple[object, ...]) -> bytes:
    made = BytesIO()
    write_xlsx(made, [str(each) for each in rows[0]], rows[1:], sheet="Boroughs")
    return made.getvalue()


def known(code: str) -> dict[tuple[str, int], tuple[float | None, str]]:
    rows = own(IndicatorValue).filter(indicator__code=code).select_related("area")
    return {(row.area.code, row.year): (row.value, row.status) for row in rows}


# Values, wide and long


def test_a_value_that_counts_make_is_looked_at_in_six_digits_and_kept_whole(lead, three):
    an_indicator(three, "sport", kind="proportion", per=100)
    page = lead.bring("area,indicator,year,numerator,denominator\nA,sport,2021,1,3\n")
    assert "33.3333 (" in page and "33.33333" not in page and "), 1 of 3" in page
    lead.take_in()
    assert own(IndicatorValue).get().value == pytest.approx(100 / 3, rel=1e-12)


def test_a_new_indicator_is_asked_for_a_domain_and_told_which_are_here(lead, three):
    an_indicator(three, "poverty", domain="Money")
    assert "Here already: Money." in lead.bring("area,indicator,value\nA,sport,40\n")


def test_a_wide_table_is_recognised_and_keeps_nothing_until_it_is_taken_in(lead, two_indicators):
    page = lead.bring(WIDE)
    assert "The file names no year." in page
    page = lead.say(year=2021, m1="not-applicable")
    assert "New: 6. Changed: 0. The same: 0. Refused: 0. Nothing is kept yet." in page
    assert not own(IndicatorValue).exists()
    done = words(lead.take_in())
    assert "“table.csv” is taken in: 6 new rows are written, 0 are changed." in done
    assert known("poverty") == {
        ("A", 2021): (12.5, "ok"),
        ("B", 2021): (13.0, "ok"),
        ("C", 2021): (None, "missing"),
    }
    assert known("sport") == {
        ("A", 2021): (40.0, "ok"),
        ("B", 2021): (None, "suppressed"),
        ("C", 2021): (None, "not-applicable"),
    }
    assert not BroughtTable.objects.exists()


def test_brought_in_again_it_changes_nothing(lead, two_indicators):
    for _again in range(2):
        lead.bring(WIDE)
        page = lead.say(year=2021, m1="missing")
        lead.take_in()
    assert "The same: 6." in page and "All of it is here already." in page
    assert own(IndicatorValue).count() == 6


def test_a_long_table_brings_years_limits_counts_and_reasons(lead, two_indicators):
    lead.bring(
        "borough,indicator,year,period,value,low,high,numerator,denominator,status\n"
        "a,poverty,2020,2019/20,12.5,11,14,412,2950,ok\n"
        "B,Poverty,2021,,,,,,,suppressed\n"
        "C,sport,2021,,7,,,,,\n"
    )
    lead.take_in()
    row = own(IndicatorValue).get(indicator__code="poverty", area__code="A")
    assert (row.value, row.low, row.high, row.numerator, row.denominator) == (12.5, 11, 14, 412, 2950)
    assert (row.year, row.period, row.note) == (2020, "2019/20", "table.csv, line 2")
    assert known("poverty")["B", 2021] == (None, "suppressed") and known("sport") == {
        ("C", 2021): (7.0, "ok")
    }


def test_a_blank_value_with_counts_is_worked_out_with_its_limits(lead, three):
    an_indicator(three, "poverty", kind="proportion", per=100)
    lead.bring(
        "area,indicator,year,value,numerator,denominator\nA,poverty,2021,,20,100\nB,poverty,2021,,c,100\n"
    )
    assert "“c” is no number" in lead.page()
    lead.say(m0="suppressed")
    lead.take_in()
    row = own(IndicatorValue).get(area__code="A")
    assert (row.value, row.numerator, row.denominator) == (20, 20, 100)
    assert row.low == pytest.approx(13.3367, abs=1e-4) and row.high == pytest.approx(28.8829, abs=1e-4)
    assert known("poverty")["B", 2021] == (None, "suppressed")


def test_a_table_of_one_indicator_needs_no_column_that_names_it(lead, two_indicators):
    lead.bring("area,year,value,low,high\nA,2021,3,2,4\n", "poverty.csv")
    lead.say(**{"n0-code": "poverty"})
    lead.take_in()
    row = own(IndicatorValue).get()
    assert (row.indicator.code, row.value, row.low, row.high) == ("poverty", 3, 2, 4)


def test_the_first_sheet_of_a_workbook_is_read_and_named_in_each_note(lead, two_indicators):
    lead.bring(
        a_workbook(("area", "year", "poverty"), ("A", 2021, 12.5), ("B", 2021, "suppressed")), "book.xlsx"
    )
    lead.take_in()
    notes = own(IndicatorValue).values_list("note", flat=True)
    assert list(notes) == ["book.xlsx, sheet Boroughs, line 2", "book.xlsx, sheet Boroughs, line 3"]
    assert known("poverty")["B", 2021] == (None, "suppressed")


def test_boroughs_are_known_by_code_or_by_name_whatever_the_letters(lead, three, two_indicators):
    area = three.areas.get(code="B")
    area.name = "Big Borough"
    area.save()
    lead.bring("place,poverty\n big borough ,1\nb,2\nc,3\n")
    assert "line 3" in lead.say(year=2021, c0="area") and "stands already in line 2" in lead.page()
    lead.bring("place,poverty\n big borough ,1\nc,3\n")
    lead.say(year=2021)
    lead.take_in()
    assert set(known("poverty")) == {("B", 2021), ("C", 2021)}


# By hand


def test_what_a_column_is_can_be_said_by_hand(lead, two_indicators):
    page = lead.bring("x,y,z\nfirst,A,5\nsecond,B,6\n")
    assert "The file names no year." in page and "“z” is new: say which way is worse." in page
    lead.say(year=2021, **{"n0-code": "poverty"})
    assert "New: 2." in lead.page()
    assert "No column is said to hold values." in lead.say(c2="")
    assert "More than one column is said to be the borough" in lead.say(c0="area", c2="cells")
    lead.say(c0="", c1="area", **{"n0-code": "sport"})
    lead.take_in()
    assert known("sport") == {("A", 2021): (5.0, "ok"), ("B", 2021): (6.0, "ok")} and known("poverty") == {}


def test_a_new_indicator_is_declared_and_its_direction_never_guessed(lead, three):
    lead.bring("area,year,Noise at night\nA,2021,5\nB,2021,6\n")
    page = lead.page()
    assert "“Noise at night” is new: say which way is worse." in page
    assert "still to be said is: definition, unit and domain." in page and "Take all of it in" not in page
    assert lead.take_in().status_code == 403 and not own(Indicator).exists()
    form = lead.client.get(lead.address).context["form"]
    assert form["n0-direction"].value() is None and form["n0-code"].value() == "noise-at-night"
    lead.say(**{"n0-unit": "per 100", "n0-domain": "Home", "n0-definition": "Complaints."})
    assert "say which way is worse" in lead.page()
    page = lead.say(**{"n0-direction": "higher-is-worse"})
    assert "<li>Noise at night: higher is worse, per 100, Home</li>" in page
    lead.take_in()
    made = own(Indicator).get()
    assert (made.code, made.name, made.direction, made.unit) == (
        "noise-at-night", "Noise at night", "higher-is-worse", "per 100",
    )  # fmt: skip
    assert len(known("noise-at-night")) == 2


def test_an_indicator_without_a_short_name_is_left_out_and_the_page_says_so(lead, two_indicators):
    lead.bring("area,year,poverty,sport\nA,2021,1,2\n")
    page = lead.say(**{"n1-code": ""})
    assert "the indicator “sport”, since no short name is given for it" in page
    lead.take_in()
    assert own(IndicatorValue).get().indicator.code == "poverty"


def test_two_columns_cannot_be_one_indicator(lead, two_indicators):
    lead.bring("area,year,poverty,sport\nA,2021,1,2\n")
    assert "cannot both be the indicator “poverty”" in lead.say(**{"n1-code": "poverty"})


def test_the_source_is_chosen_once_and_stands_in_each_note(lead, three, two_indicators, second):
    source = second.sources.get()
    source.pk, source.programme = None, three
    source.save()
    lead.bring("area,year,poverty\nA,2021,1\n", source=source.key)
    lead.take_in()
    assert own(IndicatorValue).get().note == f"table.csv, line 2 ({source.title})"
    lead.bring("area,year,noise\nA,2021,1\n", source=source.key)
    lead.declare(0)
    lead.take_in()
    assert own(Indicator).get(code="noise").source == source


# What would change


def test_the_preview_shows_what_is_new_changed_and_the_same(lead, two_indicators):
    values(two_indicators[0], A=12.5, B=14)
    lead.bring(WIDE.replace("*", "41").replace("n/a", "42"))
    page = lead.say(year=2021)
    assert "New: 4. Changed: 1. The same: 1. Refused: 0." in page
    assert '<th scope="row">Poverty, B, 2021</th><td>14</td><td>13</td><td class="number">3</td>' in page
    lead.take_in()
    changed = own(IndicatorValue).get(indicator__code="poverty", area__code="B")
    assert (changed.value, changed.note) == (13, "table.csv, line 3; before: 14")
    verbs = list(AuditRow.objects.order_by("id").values_list("verb", flat=True))[-3:]
    assert verbs == ["need.record_values", "need.change_values_from_table", "need.take_table_in"]
    trail = AuditRow.objects.get(verb="need.change_values_from_table")
    assert trail.objects_touched == [f"need.indicatorvalue:{changed.pk}"]


def test_a_known_value_that_would_become_unknown_is_said_loudly_and_agreed_to(lead, two_indicators):
    values(two_indicators[0], A=12.5, C=9)
    lead.bring(WIDE)
    page = lead.say(year=2021, m1="missing")
    assert "1 value that is known here would become unknown." in page and "<td>9</td><td>missing</td>" in page
    refused = lead.take_in()
    assert refused.status_code == 403 and "nobody has said that it may" in words(refused)
    assert known("poverty")["C", 2021] == (9.0, "ok") and BroughtTable.objects.exists()
    lead.take_in(lost="1")
    assert known("poverty")["C", 2021] == (None, "missing")


def test_limits_go_with_their_value_and_stay_where_it_does(lead, two_indicators):
    poverty = two_indicators[0]
    a_value(poverty, "A", 5), a_value(poverty, "B", 5)
    IndicatorValue.objects.filter(indicator=poverty).update(low=4, high=6)
    lead.bring("area,year,poverty\nA,2021,5\nB,2021,7\n")
    assert "The same: 1." in lead.page()
    lead.take_in()
    assert dict(own(IndicatorValue).values_list("area__code", "low")) == {"A": 4, "B": None}


# What cannot be taken in


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("area,year,poverty\nA,2021,twelve 2\n", "table.csv, line 2, column poverty: “twelve 2” is no number"),
        ("area,year,poverty\nA,2021,\"1,234\"\n", "allowed: a number with a point, such as 12.5"),
        ("area,year,poverty\nA,2021,1\nA,2021,1\n", "“Poverty” of A in 2021 stands already in line 2"),
        ("area,year,poverty\nA,21,1\nB,2021,2\n", "table.csv, line 2, column year: “21” is no year"),
        ("area,year,poverty\n,2021,1\nB,2021,2\n", "table.csv, line 2, column area: the cell is blank"),
        ("area,year,poverty\nNowhere,2021,1\nB,2021,2\n", "“Nowhere”, line 2"),
        ("area,indicator,year,value,low,high\nA,poverty,2021,5,6,4\n", "column low: 6 is above the upper limit"),
        ("area,year,poverty\nA,2021,abc\nB,2021,2\n", "column poverty: “abc” is no number"),
    ],
)  # fmt: skip
def test_one_bad_line_and_nothing_of_the_file_is_kept(lead, two_indicators, table, says):
    lead.bring(table + "C,2021,3\n" if "indicator" not in table else table)
    page = lead.page()
    assert says.replace("<", "&lt;") in page and "Take all of it in" not in page
    assert lead.take_in().status_code == 403
    assert not own(IndicatorValue).exists() and BroughtTable.objects.exists()


def test_a_usual_mark_that_is_said_to_be_a_mistake_is_one(lead, two_indicators):
    lead.bring("area,year,poverty\nA,2021,:\nB,2021,2\n")
    assert "“:” is no number" in lead.say(m0="")


def test_every_bad_line_is_listed_at_once(lead, two_indicators):
    page = lead.bring("area,year,poverty\nA,2021,1x\nB,2021,2y\nC,2021,3\n")
    assert "2 lines cannot be read." in page and "“1x”" in page and "“2y”" in page


def test_lines_of_other_places_are_left_out_once_somebody_says_so(lead, two_indicators):
    lead.bring("area,year,poverty\nA,2021,1\nE12000007,2021,2\nEngland,2021,3\n")
    page = lead.page()
    assert "2 places are not in this programme" in page and "“England”, line 4" in page
    page = lead.say(leave_out="on")
    assert "2 lines of places that are not in this programme" in page
    lead.take_in()
    assert set(known("poverty")) == {("A", 2021)}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("table.txt", b"a,b\n", "neither CSV nor XLSX"),
        ("table.csv", b"", "empty"),
        ("table.csv", b"\xff\xfe\x00a", "not text in UTF-8"),
        ("table.xlsx", b"PK nothing", "this cannot be read as a workbook"),
        ("table.csv", b"a,a\n1,2\n", "this column is there twice"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(lead, name, content, says):
    assert says in lead.bring(content, name)
    assert not BroughtTable.objects.exists()


def test_a_file_larger_than_20_megabytes_is_refused_with_a_sentence(lead):
    page = lead.bring(b"area,poverty\n" + b"A,1.000000\n" * 1_900_000)
    assert "This file is larger than 20 megabytes. Bring in a part at a time." in page


# Fingertips

HEAD = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator,Value note,Time period Sortable\n"
)


def of_fingertips(*rows: tuple[str, str, str, str]) -> str:
    return HEAD + "".join(
        f"90366,Life expectancy at birth,E92000001,England,{area},{area},{kind},{sex},All ages,,,2018 - 20,{value},"
        f"{float(value) - 1 if value else ''},{float(value) + 1 if value else ''},,,{note},20180000\n"
        for area, kind, sex, value, note in rows
    )


def test_a_file_of_fingertips_is_recognised_with_limits_period_and_reasons(lead, three):
    lead.bring(
        of_fingertips(
            ("England", "England", "Persons", "81", ""),
            ("E12000007", "Regions", "Persons", "82", ""),
            ("A", "Counties & UAs", "Persons", "83.5", ""),
            ("A", "Counties & UAs", "Male", "79", ""),
            ("B", "Counties & UAs", "Persons", "", "Value suppressed for disclosure control"),
        ),
        "fingertips.csv",
    )
    page = lead.page()
    assert "“90366” is new: say which way is worse." in page
    lead.declare(0, direction="higher-is-better")
    page = lead.page()
    assert "1 row of the area type “Regions”" in page and "1 row of one sex or category" in page
    assert "New: 2." in page
    lead.take_in()
    made = own(Indicator).get()
    assert (made.code, made.name) == ("90366", "Life expectancy at birth")
    row = own(IndicatorValue).get(area__code="A")
    assert (row.value, row.low, row.high, row.year, row.period) == (83.5, 82.5, 84.5, 2018, "2018 - 20")
    assert known("90366")["B", 2018] == (None, "suppressed")


# The other kinds of tables


def test_descriptions_of_indicators_are_brought_changed_and_need_a_direction(lead, two_indicators):
    table = (
        "code,name,definition,direction,unit,domain,weight,kind,per\n"
        "poverty,Poverty,What is counted.,1,per 100,Money,2,,\n"
        "noise,Noise,Complaints about noise.,-1,per 1000,Home,1,rate,1000\n"
    )
    page = lead.bring(table.replace("-1", ""))
    assert "line 3, column direction: “noise” is new, and nobody says which way is worse" in page
    page = lead.bring(table)
    assert "New: 1. Changed: 1." in page and "domain: Things; weight: 1" in page
    lead.take_in()
    poverty, noise = own(Indicator).get(code="poverty"), own(Indicator).get(code="noise")
    assert (poverty.domain, poverty.weight, poverty.direction) == ("Money", 2, "higher-is-worse")
    assert (noise.direction, noise.kind, noise.per) == ("higher-is-better", "rate", 1000)


def test_a_file_of_said_need_index_brings_indicators_and_leaves_headings_to_domains(lead, two_indicators):
    table = "code,parent,direction,weight\npoverty,money,1,3\nsport,money,-1,1\nmoney,,,2\n"
    page = lead.bring(table)
    assert "rows under which others stand: money. Bring the same file once more as domains" in page
    lead.take_in()
    assert list(own(Indicator).values_list("domain", "weight")) == [
        ("money", 3),
        ("money", 1),
    ]


def test_counts_by_age_are_brought(lead, three):
    an_indicator(three, "deaths", kind="rate", per=100_000)
    lead.bring("area,age,events,people\nA,0,3,1000\nA,01-04,1,4000.5\nA,90 +,7,50\n", "deaths.csv")
    assert "The file names no year." in lead.page()
    assert "The file names no indicator." in lead.say(year=2021)
    lead.say(indicator="deaths")
    lead.take_in()
    assert list(own(AgeCount).values_list("age", "numerator", "denominator", "year")) == [
        ("0", 3, 1000, 2021), ("1-4", 1, 4000.5, 2021), ("90+", 7, 50, 2021),
    ]  # fmt: skip
    assert "column people: 0 is not above 0" in lead.bring(
        "indicator,area,year,age,numerator,people\ndeaths,A,2021,0,3,0\n"
    )


def test_a_year_of_counts_by_age_has_four_figures(lead, three):
    an_indicator(three, "deaths", kind="rate", per=100_000)
    page = lead.bring(f"indicator,area,year,age,numerator,people\ndeaths,A,{'9' * 5_000},0,3,10\n")
    assert "allowed: a year from 1900 to 2100" in page


def test_domains_are_brought_whichever_line_comes_first(lead, three):
    lead.bring("domain,part of,weight\nRent,Money,1\nMoney,All,2\nAll,,1\n")
    lead.take_in()
    assert list(own(Domain).values_list("name", "parent__name", "weight")) == [
        ("All", None, 1), ("Money", "All", 2), ("Rent", "Money", 1),
    ]  # fmt: skip
    page = lead.bring("domain,part of,weight\nRent,All,3\nMoney,All,2\nAll,Rent,1\n")
    assert "“All” would be part of itself" in page
    page = lead.bring("domain,part of,weight\nRent,All,1\n")
    assert "<td>Money</td><td>All</td>" in page
    lead.take_in()
    assert own(Domain).get(name="Rent").parent.name == "All"


def test_groups_of_places_are_brought_and_changed(lead, three):
    lead.bring("borough,group\nA,inner\nB,outer\n")
    lead.take_in()
    page = lead.bring("borough,group\nA,inner\nB,inner\n")
    assert "Changed: 1. The same: 1." in page
    lead.take_in()
    assert dict(own(AreaGroup).values_list("area__code", "name")) == {"A": "inner", "B": "inner"}


def test_nobody_is_known_by_a_vote_that_is_brought(lead, two_indicators):
    page = lead.bring("voter,indicator,points\njane@example.org,poverty,4\n")
    assert "column voter: “jane@example.org” is an address" in page
    lead.take_in()
    assert not own(WeightVote).exists()


def test_votes_are_brought_and_an_unknown_indicator_is_listed(lead, two_indicators):
    table = "voter,code,points\nv1,poverty,3\nv1,sport,1\n"
    page = lead.bring(table + "v2,noise,1\n")
    assert "1 indicator is not in this programme" in page and "“noise”, line 4" in page
    lead.bring(table)
    lead.take_in()
    assert list(own(WeightVote).values_list("voter", "indicator__code", "points")) == [
        ("v1", "poverty", 3), ("v1", "sport", 1),
    ]  # fmt: skip
    assert "-1 is below 0" in lead.bring("voter,code,points\nv1,poverty,-1\n")


SMALL = "lsoa21_code,lsoa21_name,borough,IMD rank\nE01000001,A 001A,A,20\nE01000002,A 001B,A,*\nE01000003,B 001A,B,3\n"


def test_small_areas_are_brought_with_their_measures(lead, three):
    assert "The file names no year." in lead.bring(SMALL)
    page = lead.say(year=2025)
    assert "“IMD rank” is new: say which way is worse." in page
    lead.say(**{"n0-direction": "higher-is-better", "n0-unit": "rank"})
    assert "New: 6." in lead.page()
    assert "The profile of each borough leads to its small areas." in words(lead.take_in())
    assert list(own(SmallArea).values_list("code", "area__code")) == [
        ("E01000001", "A"), ("E01000002", "A"), ("E01000003", "B"),
    ]  # fmt: skip
    measure = own(SmallAreaMeasure).get()
    assert (measure.key, measure.name, measure.direction, measure.year) == (
        "imd-rank", "IMD rank", "higher-is-better", 2025,
    )  # fmt: skip
    assert list(own(SmallAreaValue).values_list("value", "status")) == [
        (20, "ok"), (None, "suppressed"), (3, "ok"),
    ]  # fmt: skip
    lead.bring("lsoa21_code,IMD rank\nE01000001,21\nE01000003,\n")
    page = lead.say(year=2025)
    assert "Changed: 2." in page and "1 value that is known here would become unknown." in page
    lead.take_in(lost="1")
    assert list(own(SmallAreaValue).values_list("value", flat=True)) == [21, None, None]


def test_a_new_small_area_says_in_which_borough_it_lies(lead, three):
    page = lead.bring("lsoa21_code,lsoa21_name\nE01000001,A 001A\n")
    assert "is new, and no cell says in which borough it lies" in page


# Who may, and how long it lies there


def test_a_lead_alone_brings_and_nobody_else_sees_what_was_laid_aside(client, desk):
    client.force_login(desk.team.lead)
    lead = Bringing(client, desk.programme)
    lead.bring("area,year,second-indicator\nE09000012,2021,1\n")
    for role, status in {"organiser": 403, "coder": 403, "commissioner": 403, "stranger": 404}.items():
        client.force_login(getattr(desk.team, role))
        assert client.get(lead.at()).status_code == status
        assert client.get(lead.address).status_code == status
        assert lead.take_in().status_code == client.post(f"{lead.address}throw-away/").status_code == status
    assert BroughtTable.objects.count() == 1


def test_a_table_of_another_lead_is_not_found(client, desk, three, team_of):
    client.force_login(team_of(three).lead)
    other = Bringing(client, three)
    other.bring("area,year,poverty\nA,2021,1\n")
    client.force_login(desk.team.lead)
    assert client.get(other.address.replace("/three/", "/second/")).status_code == 404


def test_a_table_is_thrown_away_by_hand_or_by_the_clock(lead, two_indicators):
    lead.bring(WIDE)
    assert "Nothing was changed." in words(lead.client.post(f"{lead.address}throw-away/", follow=True))
    assert not BroughtTable.objects.exists()
    lead.bring(WIDE)
    throw_away_old_tables()
    assert BroughtTable.objects.count() == 1
    BroughtTable.objects.update(brought_at=timezone.now() - timedelta(days=2))
    throw_away_old_tables()
    assert not BroughtTable.objects.exists()


# Large tables


def a_table(header: list[str], rows: list[list[object]]) -> str:
    made = StringIO()
    csv.writer(made).writerows([header, *rows])
    return made.getvalue()


def test_who_comes_among_the_first_and_who_goes_is_said_once_a_table_is_taken_in(lead, three):
    values(an_indicator(three, "poverty"), A=30.0, B=20.0, C=10.0)
    a_decision(three, ["A"])
    brought = lead.bring(b"area,poverty\nA,5\nB,20\nC,10\n")
    lead.say(year="2022")
    told = words(lead.take_in())
    assert "Among the first 1 are now B, and no longer A. The decision stays as it was." in told
    assert "poverty" in brought


def test_28_indicators_of_33_boroughs_and_10_years_take_seconds_and_few_queries(
    client, team_of, db, django_assert_max_num_queries
):
    programme = a_programme("large", [f"B{at}" for at in range(33)])
    codes = [f"i{at}" for at in range(28)]
    Indicator.objects.bulk_create(
        Indicator(programme=programme, code=code, name=code, direction="higher-is-worse") for code in codes
    )
    client.force_login(team_of(programme).lead)
    lead = Bringing(client, programme)
    rows = [
        [f"B{at}", year, *(at + year / 100 for _code in codes)]
        for at in range(33)
        for year in range(2010, 2020)
    ]
    began = perf_counter()
    lead.bring(a_table(["area", "year", *codes], rows))
    response, spent = opened(client, lead.address)
    assert "New: 9,240." in words(response) and spent <= QUERIES and len(response.content) < 100_000
    with django_assert_max_num_queries(150):
        lead.take_in()
    assert (
        IndicatorValue.objects.filter(indicator__programme=programme).count() == 9_240
        and perf_counter() - began < 15
    )


def test_5000_small_areas_take_seconds(lead):
    rows = [[f"E0100{at:04}", "ABC"[at % 3], at] for at in range(5_000)]
    began = perf_counter()
    lead.bring(a_table(["lsoa21_code", "borough", "IMD rank"], rows))
    lead.say(year=2025, **{"n0-direction": "higher-is-better", "n0-unit": "rank"})
    lead.take_in()
    assert own(SmallAreaValue).count() == 5_000 and perf_counter() - began < 15


# Examples


def test_each_example_of_the_how_to_is_recognised_as_what_it_is_shown_for(lead, two_indicators):
    page = (ROOT / "docs" / "how-to" / "bring-in-a-table.md").read_text().partition("## What")[2]
    blocks = re.findall(r"\*\*([^*]+)\*\*[^\n]*\n(?:[^\n]+\n)*\n((?: {4}[^\n]+\n)+)", page)
    found = {}
    for title, block in blocks:
        lead.bring("\n".join(line[4:] for line in block.splitlines()))
        response, spent = opened(lead.client, lead.address)
        assert spent <= QUERIES, title
        found[title] = response.context["reading"]
    assert {title: reading.holds for title, reading in found.items()} == {
        "Values, wide": "values",
        "Values, long": "values",
        "Values of one indicator": "values",
        "Values as Fingertips gives them out": "values",
        "Descriptions of indicators.": "indicators",
        "Counts by age": "ages",
        "Domains": "domains",
        "Groups of places": "groups",
        "Votes": "votes",
        "Small areas within boroughs": "small-areas",
    }
    kinds = [reading.layout().kind for reading in found.values() if reading.holds == "values"]
    assert kinds == ["wide", "long", "long", "fingertips"]
    for title, reading in found.items():
        assert not [
            problem for problem in queries.plan_of(reading).problems if "No column" in problem.says
        ], title


# Published tables


@pytest.fixture
def london_data():
    folder = shared_folder()
    if folder is None:
        pytest.skip("the public data do not lie beside the project")
    return folder / "data" / "london"


@pytest.fixture
def londons_lead(client, team_of, db) -> Callable[[], Bringing]:
    def signed_in() -> Bringing:
        programme = Programme.objects.get(slug="second")
        client.force_login(team_of(programme).lead)
        return Bringing(client, programme)

    return signed_in


@pytest.mark.parametrize(
    ("name", "holds", "columns"),
    [
        (
            "imd2025_ltla_london.csv",
            "values",
            {"ltla24_code": "area", "ltla24_name": "", "imd_average_rank": ""},
        ),
        (
            "england_crime_severity_london.csv",
            "values",
            {"ltla23_code": "area", "crime_severity_score": "cells"},
        ),
        (
            "ons_health_index_indicators_london_2015_2021_long.csv",
            "values",
            {"ltla21_code": "area", "year": "year", "indicator": "indicator", "value": "value"},
        ),
        ("imd2025_lsoa21_london.csv", "small-areas", {"lsoa21_code": "code", "IMD_rank": "cells"}),
    ],
)
def test_published_tables_are_recognised(londons_lead, london_data, name, holds, columns):
    lead = londons_lead()
    lead.bring((london_data / name).read_bytes(), name)
    form = lead.client.get(lead.address).context["form"]
    assert form["holds"].value() == holds
    found = {
        form[field].label: form[field].value()
        for field in form.fields
        if field[1:].isdecimal() and field[0] == "c"
    }
    assert {column: found[column] for column in columns} == columns
