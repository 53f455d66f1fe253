"""Within one borough: its small areas, to choose where an evening is held."""

from __future__ import annotations

import csv
import json

import pytest

from saidanddone.files.geojson import areas_of, read_areas
from saidanddone.stages.need.actions.outlining import add_map
from saidanddone.stages.need.models import SmallArea
from saidanddone.stages.need.queries.small import within
from tests.factories.maps import a_map, a_measure, geojson, in_a_row, small_areas
from tests.factories.need import a_programme
from tests.factories.themes import lead_of
from tests.shared import shared_folder
from tests.stages.opening import BYTES, QUERIES, check_everybody_reads, opened, queries_stay_the_same

NUMBERED = [f"s{number:02d}" for number in range(1, 21)]


def text(response) -> str:
    return " ".join(response.content.decode().split())


def lines(client, path: str) -> list[str]:
    return client.get(path).getvalue().decode().splitlines()


@pytest.fixture
def two(db):
    """Borough A has s01 to s10, borough B s11 to s20; the higher the number the greater the need."""
    programme = a_programme("two", ["A", "B"])
    small_areas(programme, A=NUMBERED[:10], B=NUMBERED[10:])
    return programme


@pytest.fixture
def known(two):
    a_measure(two, {code: float(number) for number, code in enumerate(NUMBERED, start=1)})
    return two


def test_everybody_reads_it_within_the_caps(client, second):
    page = check_everybody_reads(client, "/second/need/areas/E09000012/small/", walks=False)
    assert "Hackney 001A" in page and "label-illustrative" in page
    check_everybody_reads(client, "/second/need/areas/E09000022/small/", walks=False)


def test_the_queries_do_not_grow_with_the_small_areas(client, known):
    with queries_stay_the_same(client, ["/two/need/areas/A/small/"]):
        small_areas(known, A=[f"more-{number}" for number in range(8)])


def test_a_borough_hears_how_many_of_its_small_areas_are_among_the_neediest_of_all(client, known):
    page = text(client.get("/two/need/areas/B/small/"))
    assert (
        "2 of 10 small areas with a value (20%) are among the tenth with the greatest need of all 20" in page
    )
    assert (
        "4 of 10 small areas with a value (40%) are among the fifth with the greatest need of all 20" in page
    )
    assert "Were need spread evenly, it would be 10%." in page
    page = text(client.get("/two/need/areas/A/small/"))
    assert "0 of 10 small areas with a value (0%) are among the tenth" in page


def test_the_greatest_need_comes_first_with_its_rank_in_the_borough_and_of_all(client, known):
    found = lines(client, "/two/need/areas/B/small/?format=csv")
    assert found[0] == "small_area,code,value,rank,of_all,part"
    assert found[1] == "s20,s20,20,1,1,neediest tenth"
    assert found[3] == "s18,s18,18,3,3,neediest fifth"
    assert found[5] == "s16,s16,16,5,5,"
    assert len(found) == 11
    assert lines(client, "/two/need/areas/B/small/?format=csv&part=tenth")[1:] == found[1:3]


def test_where_less_is_worse_the_lowest_comes_first(client, two):
    values = {code: float(number) for number, code in enumerate(NUMBERED)}
    a_measure(two, values, direction="higher-is-better")
    assert lines(client, "/two/need/areas/A/small/?format=csv")[1] == "s01,s01,0,1,1,neediest tenth"


def test_each_kind_of_not_known_is_kept_and_stands_last(client, two):
    given = {"s01": 3.0, "s02": "suppressed", "s03": "not-applicable", "s04": "missing", "s05": 4.0}
    a_measure(two, given)
    found = lines(client, "/two/need/areas/A/small/?format=csv")
    assert found[1].startswith("s05,s05,4,1") and found[2].startswith("s01,s01,3,2")
    assert found[3:6] == ["s02,s02,suppressed,,,", "s03,s03,not applicable,,,", "s04,s04,missing,,,"]
    assert found[-1] == "s10,s10,missing,,,"
    page = text(client.get("/two/need/areas/A/small/"))
    assert "Fewer than 10 small areas have a value" in page
    assert "No small area of B has a known value." in text(client.get("/two/need/areas/B/small/"))


def test_small_areas_with_the_same_value_share_the_better_rank_and_the_page_says_so(client, two):
    measure = a_measure(
        two, {code: 5.0 if number > 14 else 1.0 for number, code in enumerate(NUMBERED, start=1)}
    )
    found = within(lead_of(two), measure, two.areas.get(code="B"))
    # Six share the first place: they are all among the first, or there would be no telling which two.
    assert [each.rank for each in found.places] == [1] * 6 + [7] * 4
    assert "so that the neediest tenth may hold more than a tenth" in text(
        client.get("/two/need/areas/B/small/")
    )
    assert found.in_worst_tenth == 6 and {each.of_all for each in found.places} == {1, 7}
    assert "Were need spread evenly, it would be 30%." in text(client.get("/two/need/areas/B/small/"))


def test_the_measure_is_chosen_and_kept_in_the_address_of_the_file(client, known):
    a_measure(
        known,
        {code: float(-number) for number, code in enumerate(NUMBERED)},
        key="noise",
        unit="calls",
        year=2023,
    )
    page = text(client.get("/two/need/areas/A/small/?show=noise"))
    assert "<dd>2023</dd>" in page and "<dd>calls</dd>" in page and "?show=noise&amp;format=csv" in page
    assert 'aria-current="page">Noise' in page
    assert client.get("/two/need/areas/A/small/?show=none").status_code == 404


def test_outlines_are_drawn_with_a_ring_around_the_neediest_tenth(client, known):
    polygons = areas_of(_features(in_a_row(NUMBERED[9:])), "small.geojson")
    add_map(
        person=lead_of(known),
        programme=known,
        fields={"name": "Small", "source": None},
        polygons=polygons,
        of_small_areas=True,
        by=None,
    )
    page = text(client.get("/two/need/areas/B/small/"))
    assert page.count('<use href="#area-') == 12 and page.count('class="ring"') == 2
    assert "s20: 20.0, rank 1 of 10 in the borough" in page
    page = text(client.get("/two/need/areas/A/small/"))
    assert "9 small areas have no outline and are in the table alone." in page


def _features(places):
    from saidanddone.files.geojson import read_features

    return read_features(json.dumps(geojson(places)).encode(), "small.geojson")


def test_where_nothing_is_known_the_page_says_what_would_be_here(client, two, second):
    assert "Nothing is known of small areas within boroughs yet." in text(
        client.get("/two/need/areas/A/small/")
    )
    assert client.get("/two/need/areas/E09000012/small/").status_code == 404


def test_the_profile_leads_to_them_where_there_are_any(client, known):
    a_map(known, in_a_row("AB"))
    assert "/two/need/areas/A/small/" in client.get("/two/need/areas/A/").content.decode()
    SmallArea.objects.all().delete()
    assert "/two/need/areas/A/small/" not in client.get("/two/need/areas/A/").content.decode()


@pytest.mark.shared_data
def test_a_borough_of_londons_small_areas_is_drawn_small_and_read_at_once(client, london):
    folder = shared_folder() / "data" / "london"
    with (folder / "lookup_lsoa21_ward24_ltla24_london.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    borough_of = {row["lsoa21_code"]: row["ltla24_code"] for row in rows}
    by_borough: dict[str, list[str]] = {}
    for code, borough in borough_of.items():
        if borough in ("E09000012", "E09000025"):
            by_borough.setdefault(borough, []).append(code)
    small_areas(london, **by_borough)
    with (folder / "imd2025_lsoa21_london.csv").open(newline="") as file:
        score = {row["lsoa21_code"]: float(row["IMD_score"]) for row in csv.DictReader(file)}
    ours = {code for codes in by_borough.values() for code in codes}
    a_measure(london, {code: score[code] for code in ours})
    polygons = [each for each in read_areas(folder / "london_lsoa21.geojson") if each.code in ours]
    add_map(
        person=lead_of(london),
        programme=london,
        fields={"name": "LSOAs", "source": None},
        polygons=polygons,
        of_small_areas=True,
        by=None,
    )
    response, spent = opened(client, "/london/need/areas/E09000012/small/")
    page = response.content.decode()
    assert page.count("<path id=") == len(by_borough["E09000012"]) and spent <= QUERIES
    assert len(page) < 2 * BYTES
