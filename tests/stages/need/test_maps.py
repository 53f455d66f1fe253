"""Outlines that a lead gives, and the map that everybody sees."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from saidanddone.people.models import AuditRow
from saidanddone.programme.models import Area
from saidanddone.programme.queries import areas_of
from saidanddone.stages.need.models import AreaMap, AreaShape, SmallArea
from tests.factories.maps import a_map, geojson, in_a_row, small_areas, square
from tests.factories.need import a_decision, a_programme, a_value, an_indicator, values
from tests.shared import shared_folder
from tests.stages.opening import (
    BYTES,
    QUERIES,
    check_everybody_reads,
    check_who_opens,
    opened,
    queries_stay_the_same,
)

LETTERS = "ABCDEF"


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def six(db):
    return a_programme("six", list(LETTERS))


@pytest.fixture
def lead(client, six, team_of):
    client.force_login(team_of(six).lead)
    return client


def sent(found: object, **more: str) -> dict[str, object]:
    content = found if isinstance(found, bytes) else json.dumps(found).encode()
    return {
        "of": "boroughs",
        "name": "Squares",
        "file": SimpleUploadedFile("places.geojson", content),
        **more,
    }


def give(client, found: object, **more: str):
    return client.post("/six/work/need/maps/add/", sent(found, **more))


def refused(client, found: object, **more: str) -> str:
    response = give(client, found, **more)
    assert response.status_code == 422
    assert not AreaMap.objects.filter(programme__slug="six").exists()
    return text(response)


# Giving outlines


@pytest.mark.parametrize("path", ["maps/", "maps/add/", "maps/squares/throw-away/"])
def test_the_lead_gives_and_takes_away_others_read_and_a_stranger_finds_nothing(client, desk, path):
    other = 200 if path == "maps/" else 403
    check_who_opens(
        client,
        desk.team,
        f"/second/work/need/{path}",
        lead=200,
        organiser=other,
        coder=other,
        evaluator=other,
        stranger=404,
    )


def test_a_file_whose_codes_are_all_there_is_taken_in_and_mismatches_are_named_both_ways(lead, six):
    places = in_a_row([*LETTERS, "X", "Y"])
    assert give(lead, geojson(places, "LAD24CD", id="1")).status_code == 302
    made = AreaMap.objects.get(programme=six)
    assert (made.key, made.name, made.strangers) == ("map-1", "Squares", ["X", "Y"])
    assert AreaShape.objects.filter(map=made).count() == 6
    assert AuditRow.objects.filter(verb="need.add_map", programme_slug="six").count() == 1
    page = text(lead.get("/six/work/need/maps/"))
    assert "6 of 6" in page and "X, Y" in page


def test_where_no_property_is_sure_the_form_asks_and_says_what_there_is(lead, six):
    found = geojson(in_a_row("ABC"), "LAD24CD", colour="red")
    page = refused(lead, found)
    assert "No property holds all of the 6 codes that are looked for: “LAD24CD” holds 3." in page
    assert "LAD24CD (such as “A”), colour (such as “red”)" in page
    assert give(lead, found, property="LAD24CD").status_code == 302
    page = text(lead.get("/six/work/need/maps/"))
    assert "3 of 6" in page and "<dd>D, E, F</dd>" in page


def test_where_no_property_matches_each_is_named_with_an_example(lead, six):
    page = refused(lead, geojson(in_a_row(["Q", "R"]), "name", fid="7"))
    assert "No property of this file holds any of the 6 codes that are looked for." in page
    assert "The file has: name (such as “Q”), fid (such as “7”)." in page
    assert "What is looked for is such as “A”." in page
    assert "“fid” holds none of the 6 codes" in refused(lead, geojson(in_a_row("ABC")), property="fid")


def test_whole_numbers_may_be_codes(client, team_of, db):
    programme = a_programme("numbered", ["1", "2"])
    client.force_login(team_of(programme).lead)
    found = geojson({}, "code")
    found["features"] = [
        {
            "type": "Feature",
            "properties": {"id": at},
            "geometry": {"type": "MultiPolygon", "coordinates": [[square(at, 0)]]},
        }
        for at in (1, 2)
    ]
    assert client.post("/numbered/work/need/maps/add/", sent(found)).status_code == 302


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "places.geojson: this cannot be read as JSON"),
        (b"[" * 100_000, "places.geojson: this cannot be read as JSON"),
        (b"\xff\xfe{}", "this cannot be read as JSON"),
        (b"{}", "this is no FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "there are 0 features"),
        (b'{"type": "FeatureCollection", "features": [1, null]}', "No property of this file holds any"),
        (b"", "The submitted file is empty."),
    ],
)
def test_a_file_that_is_no_map_is_one_sentence(lead, six, content, sentence):
    assert sentence in refused(lead, content)


def spoiled(**geometry: object) -> dict[str, object]:
    found = geojson(in_a_row(LETTERS))
    found["features"][1]["geometry"] = geometry or None
    return found


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (spoiled(type="Point", coordinates=[0, 0]), "the area B is Point; allowed: Polygon or MultiPolygon"),
        (spoiled(), "the area B is without a shape"),
        (spoiled(type="Polygon", coordinates=[]), "the area B is without a shape"),
        (spoiled(type="Polygon", coordinates=[[[0, 0], [1, 1]]]), "a ring of the area B is no ring"),
        (
            spoiled(type="Polygon", coordinates=[[[0, 0], [1, "x"], [1, 1], [0, 0]]]),
            "a ring of the area B is no ring",
        ),
        (
            spoiled(type="Polygon", coordinates=[[[0, 0], [1e300, 1], [1, 1], [0, 0]]]),
            "a ring of the area B is no ring",
        ),
        (
            spoiled(type="Polygon", coordinates=[[[0, 0], [10**400, 1], [1, 1], [0, 0]]]),
            "a ring of the area B is no ring",
        ),
        (
            spoiled(type="Polygon", coordinates=[[[0, 0], [float("nan"), 1], [1, 1], [0, 0]]]),
            "a ring of the area B is no ring",
        ),
        (spoiled(type="MultiPolygon", coordinates=3), "a ring of the area B is no ring"),
    ],
)
def test_a_shape_that_is_none_is_one_sentence(lead, six, found, sentence):
    assert sentence in refused(lead, found)


def test_a_code_that_is_there_twice_is_one_sentence(lead, six):
    found = geojson(in_a_row(LETTERS))
    found["features"].append(found["features"][0])
    assert "feature 7: the code A is there twice" in refused(lead, found)


@pytest.mark.parametrize("letter", ["\ud800", "a\0b"], ids=["half a letter", "NUL"])
def test_a_code_that_no_page_can_show_is_one_sentence(lead, six, letter):
    found = geojson({**in_a_row(LETTERS), letter: (9, 9)})
    assert "feature 7 has no code" in refused(lead, found)
    odd = {"type": "FeatureCollection", "features": [{"properties": {letter: "A", "id": letter}}]}
    assert "No property of this file holds any" in refused(lead, odd)


def test_a_file_of_more_than_20_megabytes_is_one_sentence(lead, six):
    page = refused(lead, b'{"type": "FeatureCollection"' + b" " * 20_000_000)
    assert "This file is larger than 20 megabytes." in page


def test_outlines_for_which_every_reader_would_wait_are_one_sentence(lead, six, monkeypatch):
    monkeypatch.setattr("saidanddone.stages.need.forms.outlining.CORNERS_AT_MOST", 29)
    assert "These outlines have 30 corners" in refused(lead, geojson(in_a_row(LETTERS)))
    assert not AreaMap.objects.filter(programme=six).exists()


def test_the_last_map_is_drawn_and_thrown_away_the_one_before_is_again(lead, six):
    a_map(six, in_a_row(LETTERS), "First")
    a_map(six, in_a_row(LETTERS), "Second")
    assert "Outlines: Second" in text(lead.get("/six/need/map/"))
    assert "not drawn: a later map is" in text(lead.get("/six/work/need/maps/"))
    assert lead.post("/six/work/need/maps/map-2/throw-away/", {}).status_code == 422
    assert lead.post("/six/work/need/maps/map-2/throw-away/", {"sure": "on"}).status_code == 302
    assert AuditRow.objects.filter(verb="need.throw_away_map", programme_slug="six").count() == 1
    assert "Outlines: First" in text(lead.get("/six/need/map/"))
    a_map(six, in_a_row(LETTERS), "Third")
    assert set(AreaMap.objects.filter(programme=six).values_list("key", flat=True)) == {"map-1", "map-2"}


def test_a_map_of_another_programme_is_not_found(lead, six, second):
    assert lead.post("/six/work/need/maps/squares/throw-away/", {"sure": "on"}).status_code == 404


def test_outlines_of_small_areas_stand_at_them_and_are_thrown_away_from_them(lead, six):
    small_areas(six, A=["a1", "a2"], B=["b1"])
    found = geojson(in_a_row(["a1", "a2", "b1", "z9"]), "LSOA21CD")
    assert give(lead, found, of="small-areas", name="LSOAs").status_code == 302
    outlined = SmallArea.objects.filter(programme=six, rings__isnull=False)
    assert outlined.count() == 3 and outlined.get(code="a1").area.code == "A"
    page = text(lead.get("/six/work/need/maps/"))
    assert "small areas within boroughs" in page and "3 of 3" in page and "z9" in page
    assert "Nobody has given outlines yet" in text(lead.get("/six/need/map/"))
    assert (
        give(
            lead, geojson(in_a_row(["a1", "b1"])), of="small-areas", name="Fewer", property="code"
        ).status_code
        == 302
    )
    assert outlined.count() == 2 and AreaMap.objects.get(programme=six).name == "Fewer"
    lead.post("/six/work/need/maps/small-areas/throw-away/", {"sure": "on"})
    assert not outlined.exists() and SmallArea.objects.filter(programme=six).count() == 3


def test_outlines_of_small_areas_wait_for_their_table(lead, six):
    page = refused(lead, geojson(in_a_row(["a1"])), of="small-areas")
    assert "There are no such areas in this programme yet. Bring in their table first." in page


# The map


@pytest.fixture
def drawn(six):
    indicator = an_indicator(six, "poverty")
    for year, given in ((2019, (1, 2, 3, 4, 5, 6)), (2021, (2, 4, 6, 8, 10, None))):
        for area, value in zip(LETTERS, given, strict=True):
            a_value(indicator, area, value, year)
    a_map(six, in_a_row(LETTERS))
    return six


def levels(page: str) -> list[str]:
    return re.findall(r'<use href="#area-\d+" class="kind-(\w+)"', page)


def rows(client, asked: str) -> list[str]:
    return client.get(f"/six/need/map/?{asked}&format=csv").getvalue().decode().splitlines()


def test_everybody_reads_the_maps_within_the_caps(client, second):
    for asked in ("", "?show=second-indicator", "?show=second-indicator&by=year", "?as=tiles"):
        page = check_everybody_reads(client, f"/second/need/map/{asked}", walks=False)
        assert "What this map cannot say" in page
    assert "Not drawn, since the map has no outline of it: Lambeth." in text(client.get("/second/need/map/"))


def test_the_queries_of_a_map_do_not_grow_with_the_rows(client, second):
    with queries_stay_the_same(client, ["/second/need/map/", "/second/need/map/?show=second-indicator"]):
        for number in range(3):
            values(an_indicator(second, f"more-{number}"), E09000012=number, E09000022=9)


def test_without_outlines_there_are_tiles(client, six):
    values(an_indicator(six, "poverty"), A=1, B=2, C=3)
    page = text(client.get("/six/need/map/?show=poverty"))
    assert 'class="tile' in page and "<use" not in page
    assert "Nobody has given outlines yet" in page
    assert "missing (3 boroughs)" in page


def test_with_outlines_each_borough_is_drawn_in_its_class_and_tiles_are_a_link_away(client, drawn):
    page = text(client.get("/six/need/map/?show=poverty&n=5"))
    assert levels(page) == ["1", "2", "3", "4", "5", "3"]
    assert "It runs from 2.0 in A to 10.0 in E (per 100)." in page
    assert "F: 6.0 per 100, 2019" in page  # the latest that is known
    assert "Each borough has its latest known value, of 2019 to 2021." in page
    assert "as=tiles" in page
    page = text(client.get("/six/need/map/?show=poverty&as=tiles"))
    assert 'class="tile' in page and 'name="as" value="tiles"' in page


def test_the_index_has_the_same_classes_on_the_map_as_where_it_says_why_these_places(client, six):
    values(an_indicator(six, "poverty"), A=0, B=1, C=2, D=30, E=50, F=100)
    bounds = r"([\d.]+)(?: to ([\d.]+))? \((\d) boroughs?\)"
    on_tiles, on_map = (
        [
            tuple(float(n or -1) for n in found)
            for found in re.findall(bounds, text(client.get(f"/six/need/{at}")))
        ]
        for at in ("", "map/")
    )
    assert len(on_tiles) == 5 and on_tiles == on_map


def test_classes_are_chosen_and_their_bounds_and_counts_said(client, six):
    values(an_indicator(six, "poverty"), A=0, B=1, C=2, D=3, E=50, F=100)
    a_map(six, in_a_row(LETTERS))
    equal = text(client.get("/six/need/map/?show=poverty&classes=equal&n=2"))
    assert "0 to 3 (4 boroughs)" in equal and "50 to 100 (2 boroughs)" in equal
    quantile = text(client.get("/six/need/map/?show=poverty&classes=quantile&n=2"))
    assert "0 to 2 (3 boroughs)" in quantile and "3 to 100 (3 boroughs)" in quantile
    jenks = text(client.get("/six/need/map/?show=poverty&classes=jenks&n=3"))
    assert "0 to 3 (4 boroughs)" in jenks and "50 (1 borough)" in jenks and "100 (1 borough)" in jenks
    assert levels(jenks) == ["1", "1", "1", "1", "3", "5"]


def test_what_cannot_be_understood_is_said_and_shown_as_usual(client, drawn):
    for asked in ("n=99", "classes=pretty", "n=x", "by=moon"):
        response = client.get(f"/six/need/map/?show=poverty&{asked}")
        assert response.status_code == 200
        page = text(response)
        assert "It is shown as usual." in page, asked
        assert '<option value="5" selected>' in page and '<option value="quantile" selected>' in page
    assert client.get("/six/need/map/?show=no-such").status_code == 404
    assert client.get("/six/need/map/?show=second-indicator").status_code == 404


def test_where_less_is_worse_the_lowest_is_darkest(client, six):
    values(an_indicator(six, "sport", direction="higher-is-better"), A=1, B=2, C=3, D=4, E=5, F=None)
    a_map(six, in_a_row(LETTERS))
    page = text(client.get("/six/need/map/?show=sport"))
    assert levels(page) == ["5", "4", "3", "2", "1", "none"]
    assert "Here a lower value is the greater need." in page
    assert rows(client, "show=sport")[1].startswith("A,1.00,2021,5,")


def test_each_kind_of_not_known_is_said_and_hatched(client, six):
    indicator = an_indicator(six, "poverty")
    values(indicator, A=1, B=2, C=3)
    a_value(indicator, "D", None, status="suppressed")
    a_value(indicator, "E", None, status="not-applicable")
    a_map(six, in_a_row(LETTERS))
    page = text(client.get("/six/need/map/?show=poverty"))
    for said in ("missing (1 borough)", "suppressed (1 borough)", "not applicable (1 borough)"):
        assert said in page
    assert page.count('fill="url(#not-known)"') == 3
    found = rows(client, "show=poverty")
    assert found[4:] == ["D,suppressed,,,", "E,not applicable,,,", "F,missing,,,"]


def test_years_stand_side_by_side_with_common_classes_and_a_column_each(client, drawn):
    page = text(client.get("/six/need/map/?show=poverty&by=year&n=3&classes=equal"))
    assert page.count("<svg viewBox") == 2
    assert "<figcaption>2019</figcaption>" in page and "<figcaption>2021</figcaption>" in page
    # 1 to 10 in three: 2 is of the first class and 4 of the second, in both years.
    assert levels(page) == ["1", "1", "1", "3", "3", "3", "1", "3", "3", "5", "5", "none"]
    assert "1.0 to 3.0 (4 values)" in page and "4.0 to 6.0 (5 values)" in page
    found = rows(client, "show=poverty&by=year")
    assert found[0] == "borough,2019,2021"
    assert found[1] == "E,5,10" and found[-1] == "F,6,missing"


def test_the_index_says_that_it_has_no_years(client, drawn):
    assert "The index has no years of its own" in text(client.get("/six/need/map/?by=year"))
    assert "The index has no years of its own" not in text(client.get("/six/need/map/?show=poverty&by=year"))


def test_only_the_last_years_are_drawn_and_the_page_says_how_many_are_not(client, six):
    indicator = an_indicator(six, "poverty")
    for year in range(2001, 2016):
        a_value(indicator, "A", year - 2000, year)
    a_map(six, in_a_row(LETTERS))
    page = text(client.get("/six/need/map/?show=poverty&by=year"))
    assert page.count("<svg viewBox") == 12 and "<figcaption>2004</figcaption>" in page
    assert "3 earlier years are not drawn; the indicator's own page has them." in page.replace("&#x27;", "'")


def test_the_source_of_the_outlines_stands_under_the_map_and_not_under_tiles(client, second):
    second.sources.update(attribution="Drawn by somebody.")
    page = text(client.get("/second/need/map/"))
    assert "Outlines: Squares, simplified for drawing." in page and "Drawn by somebody." in page
    assert "Outlines: Squares" not in text(client.get("/second/need/map/?as=tiles"))


def test_a_file_of_the_map_is_of_what_the_map_shows(client, drawn):
    page = client.get("/six/need/map/?show=poverty&classes=equal").content.decode()
    address = re.search(r'href="(\?[^"]*format=csv)"', page)[1].replace("&amp;", "&")
    assert (
        client.get(f"/six/need/map/{address}").getvalue().decode().splitlines()[1].startswith("E,10.0,2021,5")
    )


def test_chosen_places_have_a_ring(client, drawn):
    a_decision(drawn, ["A", "B"])
    page = client.get("/six/need/map/").content.decode()
    assert page.count('class="ring"') == 2 and "chosen to begin with" in page


def test_without_any_value_the_map_says_so(client, six):
    an_indicator(six, "poverty")
    a_map(six, in_a_row(LETTERS))
    for asked in ("", "?show=poverty", "?show=poverty&by=year"):
        response = client.get(f"/six/need/map/{asked}")
        assert response.status_code == 200 and "No value is known yet." in text(response)


def test_a_programme_without_boroughs_has_a_map_of_nothing(client, db):
    a_programme("none", [])
    assert client.get("/none/need/map/").status_code == 200
    assert client.get("/none/need/clusters/").status_code == 200


# London


@pytest.fixture
def on_londons_map(client, london, team_of):
    path = shared_folder() / "data" / "london" / "london_boroughs_from_lsoa21.geojson"
    client.force_login(team_of(london).lead)
    file = SimpleUploadedFile(path.name, path.read_bytes())
    given = {"of": "boroughs", "name": "Boroughs", "file": file}
    assert client.post("/london/work/need/maps/add/", given).status_code == 302
    client.logout()
    return client


@pytest.mark.shared_data
def test_all_33_boroughs_of_london_are_matched_and_drawn_small(on_londons_map, london):
    made = AreaMap.objects.get(programme=london)
    assert (
        made.strangers == [] and AreaShape.objects.filter(map=made).count() == areas_of(london).count() == 33
    )
    response, spent = opened(on_londons_map, "/london/need/map/")
    assert len(levels(response.content.decode())) == 33 and spent <= QUERIES
    assert len(response.content) < 2 * BYTES
    response, spent = opened(on_londons_map, "/london/need/map/?show=child-poverty&by=year")
    assert response.content.decode().count("<svg viewBox") > 2 and spent <= QUERIES
    assert len(response.content) < 2 * BYTES


@pytest.mark.shared_data
def test_londons_clusters_are_found_among_its_own_neighbours(on_londons_map, london):
    response, spent = opened(on_londons_map, "/london/need/clusters/?show=child-poverty")
    page = text(response)
    assert spent <= QUERIES and len(response.content) < 2 * BYTES
    assert page.index("32 boroughs are few.") < page.index("Moran")
    assert "City of London (missing)" in page
    found = on_londons_map.get("/london/need/clusters/?show=child-poverty&format=csv").getvalue().decode()
    hackney = next(line for line in found.splitlines() if line.startswith("Hackney,"))
    assert all(
        name in hackney for name in ("Haringey", "Islington", "Newham", "Tower Hamlets", "Waltham Forest")
    )
    assert Area.objects.filter(code="E09000001").exists()
