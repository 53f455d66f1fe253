"""Drawings: one for the screen, one for print, with words and a table for those who cannot see them."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import altair
import pytest

from saidanddone.document.blocks import FigureLink, Table, plain
from saidanddone.document.errors import DocumentError
from saidanddone.document.palette import PRINT, ink
from saidanddone.document.pictures import (
    Bar,
    MapWords,
    RankSpan,
    Shape,
    Tile,
    area_map,
    bars_with_intervals,
    picture,
    rank_spans,
    tile_map,
)

from .samples import AROUND, BARS, LEGEND, LIMITS, TILES, bars_picture, funnel_picture, map_picture

BOTH = pytest.mark.parametrize("make", [bars_picture, map_picture, funnel_picture])


def words_in(svg: str) -> list[str]:
    return [
        "".join(each.itertext()) for each in ElementTree.fromstring(svg).iter() if each.tag.endswith("text")
    ]


@BOTH
def test_both_drawings_are_well_formed_and_of_one_shape(make):
    made = make()
    screen, print_ = (ElementTree.fromstring(svg) for svg in (made.screen_svg, made.print_svg))
    assert screen.get("viewBox") == print_.get("viewBox")
    assert len(list(screen.iter())) == len(list(print_.iter()))


@BOTH
def test_on_the_screen_colours_follow_the_page(make):
    painted = re.findall(r'(?:fill|stroke)="([^"]+)"', make().screen_svg)
    assert {colour for colour in painted if colour != "none"} <= {
        f"var(--{name}, {code})" for name, code in PRINT.items()
    }


@BOTH
def test_in_print_colours_are_literal_and_letters_are_source_sans(make):
    svg = make().print_svg
    assert "var(" not in svg
    assert set(re.findall(r'font-family="([^"]+)"', svg)) == {"Source Sans Pro"}


@BOTH
def test_a_drawing_keeps_to_what_the_page_allows(make):
    svg = make().screen_svg
    assert "style=" not in svg and "<script" not in svg and "<style" not in svg and "http" not in svg


@BOTH
def test_the_ground_is_whatever_the_page_s_is(make):
    assert 'fill="white"' not in make().screen_svg


@BOTH
def test_the_same_rows_give_the_same_drawing(make):
    assert make() == make()


def test_the_words_for_those_who_cannot_see_have_every_bar_with_its_interval():
    assert bars_picture().alt == (
        "Organisers report more connections: Made a useful connection (Participants), 41%, 40 of 97, 32% to 51%; "
        "Made a useful connection (Organisers), 81%, 13 of 16, 57% to 93%."
    )


def test_the_table_twin_of_bars_has_number_base_and_interval_and_leads_to_the_figure():
    table = bars_picture().table
    assert table.rows[0] == (
        (FigureLink("Made a useful connection (Participants)", "useful"),),
        "41%",
        "40 of 97",
        "32% to 51%",
    )
    assert table.rows[1][0] == "Made a useful connection (Organisers)"


def test_bars_show_names_numbers_and_groups():
    words = words_in(bars_picture().print_svg)
    assert words.count("Made a useful connection") == 2
    assert {"41%, 40 of 97", "81%, 13 of 16", "Participants", "Organisers", "0%", "100%"} <= set(words)


def lines(svg: str) -> list[float]:
    """How long each line in the ink of whiskers is."""
    found = re.findall(r'<line transform="[^"]*" x2="(-?[0-9.]+)" y2="0" stroke="#1B1F23"', svg)
    return [abs(float(each)) for each in found]


def test_intervals_are_drawn_as_long_as_they_are():
    participants, organisers = lines(bars_picture().print_svg)
    assert participants == pytest.approx((0.512 - 0.319) * 340, abs=0.5)
    assert organisers == pytest.approx((0.93 - 0.57) * 340, abs=0.5)


def test_a_bar_without_an_interval_has_no_line():
    without = replace(BARS[0], low=None, high=None)
    svg = bars_with_intervals([without], key="k", title="t", caption="c").print_svg
    assert max(lines(svg), default=0) == 0


def test_bars_may_stand_on_a_line_of_people():
    bar = Bar("Came", 412, "412", "of 1,000", 318, 511, "318 to 511")
    svg = bars_with_intervals([bar], key="k", title="t", caption="c", full=1000, axis_format=",.0f").print_svg
    assert {"0", "1,000"} <= set(words_in(svg))


def test_a_long_name_takes_three_lines_and_stays_whole_in_the_table():
    name = "Participants who learned something useful about mental health and told somebody else about it on the way home that same evening"
    made = bars_with_intervals([replace(BARS[1], name=name, group="")], key="k", title="t", caption="c")
    assert any(word.endswith("…") for word in words_in(made.print_svg))
    assert plain(made.table.rows[0][0]) == name


def test_a_map_shows_each_place_and_explains_its_classes_and_marks():
    words = words_in(map_picture().print_svg)
    assert words[:3] == ["HCK", "LAM", "CTY"]
    assert words[3:] == [*LEGEND, "No data", "a conversation was held"]


def test_a_place_without_data_is_drawn_in_dashes_and_not_as_a_low_value():
    city = re.findall(r"<g><rect[^>]*/>(?=<text[^>]*>CTY)", map_picture().print_svg)
    assert len(city) == 1 and "stroke-dasharray" in city[0] and 'fill="none"' in city[0]


def test_the_table_twin_of_a_map_has_every_place_with_its_value():
    table = map_picture().table
    assert table.header == ("Place", "Value", "Marked")
    assert table.rows == (
        ("City of London", "no data", ""),
        ("Hackney", "0.58", "a conversation was held"),
        ("Lambeth", "0.12", ""),
    )


def test_the_words_for_those_who_cannot_see_a_map_name_the_highest_class():
    assert map_picture().alt == "Need is highest in Hackney. 0.5 to 0.6: Hackney."


def test_a_map_without_marks_or_gaps_explains_neither():
    made = tile_map(
        TILES[1:2], key="k", title="t", caption="c", legend=LEGEND, words=MapWords("Borough", "Index")
    )
    assert made.table.header == ("Borough", "Index")
    assert words_in(made.print_svg) == ["LAM", *LEGEND]


def test_a_map_of_which_nothing_is_known_says_its_title():
    assert (
        tile_map(TILES[2:], key="k", title="Nothing is known", caption="c", legend=LEGEND).alt
        == "Nothing is known"
    )


def test_names_that_look_like_markup_are_only_names():
    nasty = '</text><script>"&\x00'
    funnel = funnel_picture([replace(AROUND[0], name=nasty)], title=nasty)
    assert "<script" not in funnel.screen_svg and nasty.replace("\x00", "") in words_in(funnel.print_svg)
    tile = Tile(nasty, nasty, 1, 1, 3, nasty, nasty)
    made = tile_map([tile], key="k", title=nasty, caption="c", legend=(nasty,) * 5)
    bars = bars_with_intervals([replace(BARS[0], name=nasty, group=nasty)], key="k", title=nasty, caption="c")
    for svg in (made.screen_svg, made.print_svg, bars.screen_svg, bars.print_svg):
        assert nasty.replace("\x00", "") in words_in(svg)
        assert "<script" not in svg


def test_nothing_to_draw_is_said_plainly():
    with pytest.raises(DocumentError, match="The picture 'Bars' has nothing to draw"):
        bars_with_intervals([], key="k", title="Bars", caption="c")
    with pytest.raises(DocumentError, match="The map 'Map' has no places"):
        tile_map([], key="k", title="Map", caption="c", legend=LEGEND)


def test_any_chart_in_our_colours_goes_through_the_one_door():
    chart = (
        altair.Chart({"values": [{"x": 1, "y": 2}]}).mark_point(color=ink("accent")).encode(x="x:Q", y="y:Q")
    )
    made = picture(
        chart, key="dots", title="t", caption="c", alt="One dot.", table=Table("t", ("x",), (("1",),))
    )
    assert "var(--accent, #0B5F66)" in made.screen_svg and 'aria-label="One dot."' in made.screen_svg
    assert '"#0B5F66"' in made.print_svg


def test_a_chart_that_cannot_be_drawn_is_refused_in_one_sentence():
    chart = altair.Chart({"values": [{"x": 1}]}).mark_point().encode(x="x:Q").transform_calculate(y="1 +")
    with pytest.raises(DocumentError, match="A picture could not be drawn: ") as wrong:
        picture(chart, key="k", title="t", caption="c", alt="a", table=Table("t", ("x",), ()))
    assert "\n" not in str(wrong.value)


def test_two_drawings_on_one_page_share_no_names():
    one = bars_with_intervals(BARS, key="one", title="t", caption="c").screen_svg
    two = bars_with_intervals(BARS, key="two", title="t", caption="c").screen_svg
    names = [set(re.findall(r'\sid="([^"]+)"', svg)) for svg in (one, two)]
    assert not names[0] & names[1]


def test_a_mark_that_the_value_s_words_tell_is_not_told_again_beside_them():
    told = [replace(tile, shown=", ".join(filter(None, (tile.shown, tile.mark)))) for tile in TILES]
    table = tile_map(told, key="need", title="Need", caption="c", legend=LEGEND).table
    assert table.header == ("Place", "Value") and table.numeric == frozenset()
    assert ("Hackney", "0.58, a conversation was held") in table.rows
    assert len(map_picture().table.header) == 3


def square(x: float, y: float, side: float = 1.0) -> tuple[tuple[float, float], ...]:
    return ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))


def test_a_map_of_areas_has_a_path_an_area_its_classes_darkest_last_and_a_table():
    shapes = [
        Shape("Low", (square(0, 50),), 1, "3"),
        Shape("High", (square(1, 50), square(1.2, 50.2, 0.2)), 2, "9"),
        Shape("Unknown", (square(2, 50),), None, "no value"),
    ]
    made = area_map(shapes, key="m", title="Need", caption="2 areas", legend=["1 to 3", "4 to 9"])
    assert made.print_svg.count("<path") == 3 and made.alt == "Need. 4 to 9: High."
    assert PRINT["level-1"] in made.print_svg and PRINT["level-5"] in made.print_svg
    assert made.print_svg.count("stroke-dasharray") == 2  # the area and the legend's sign
    assert [plain(row[0]) for row in made.table.rows] == ["High", "Low", "Unknown"]
    assert words_in(made.print_svg) == ["1 to 3", "4 to 9", "No data"]


def test_the_lines_between_many_areas_do_not_cover_them():
    def width_of_lines(areas: int) -> float:
        shapes = [Shape(f"{at}", (square(at, 0),), 1, "1") for at in range(areas)]
        svg = area_map(shapes, key="m", title="Need", caption="", legend=["1"]).print_svg
        return float(re.search(r'stroke-width="([\d.]+)" fill-rule', svg)[1])

    assert width_of_lines(2) == width_of_lines(100) == 0.6
    assert width_of_lines(150) == 0.4


def test_a_degree_of_longitude_is_drawn_narrower_the_further_north_it_lies():
    def width_over_height(north: float) -> float:
        shapes = [Shape("A", (square(0, north),), 1, "1")]
        svg = area_map(shapes, key="m", title="Need", caption="", legend=["1"]).print_svg
        points = [tuple(map(float, pair.split())) for pair in re.search(r'd="M([^Z]+)Z', svg)[1].split("L")]
        across, down = (max(p[at] for p in points) - min(p[at] for p in points) for at in (0, 1))
        return across / down

    assert width_over_height(0) == pytest.approx(1, abs=0.01)
    assert width_over_height(59.5) == pytest.approx(0.5, abs=0.01)


def test_ranks_are_drawn_with_the_ranks_that_they_may_have_and_the_cut():
    spans = [RankSpan("Ash", 1, 1, 4, "75 in 100"), RankSpan("Beech", 2, 1, 2, "99 in 100")]
    made = rank_spans(spans, first=1, of=9, key="r", title="First", caption="9 areas")
    assert made.alt == "First: Ash, 1, 1 to 4, 75 in 100; Beech, 2, 1 to 2, 99 in 100."
    assert "Ash" in words_in(made.print_svg) and len(made.table.rows) == 2


def test_a_funnel_says_in_words_and_in_its_table_who_lies_outside():
    made = funnel_picture()
    assert made.alt == (
        "Hackney lies outside. Average, 30%. Outside: Hackney, above 99.8%; Lambeth, below 95%."
    )
    assert made.table.header == ("Area", "Value", "Of", "Against the average")
    assert made.table.rows[1] == ("Lambeth", "24%", "96 of 400", "below 95%")
    assert funnel_picture(AROUND[2:]).alt == "Hackney lies outside. Average, 30%. No area lies outside."


def test_signs_of_a_funnel_are_told_apart_by_shape_and_fill_and_who_is_far_out_is_named():
    svg = funnel_picture().print_svg
    diamonds = re.findall(r'<path d="M[^"]+Z" fill="([^"]+)"', svg)
    assert sorted(diamonds) == sorted([PRINT["ink"], PRINT["paper"]] * 2)  # an area each, and the legend's
    assert svg.count("<circle") == 2
    words = words_in(svg)
    assert "Hackney" in words and "Lambeth" not in words
    assert words[-6:] == [
        *("Average, 30%", "Limits at 95%", "Limits at 99.8%", "Inside", "Beyond 95%", "Beyond 99.8%")
    ]


def test_limits_of_a_funnel_are_two_curves_in_dashes_and_two_without():
    curves = re.findall(
        r'<path d="M(\d[^"Z]+)" fill="none"[^>]*?(stroke-dasharray="4 3")?/>', funnel_picture().print_svg
    )
    drawn = [(path.count("L") + 1, bool(dashes)) for path, dashes in curves]
    assert drawn == [
        (3, True),
        (3, True),
        (2, False),
        (2, False),
        (2, True),
        (2, False),
    ]  # the last are the legend's
    first = [float(at) for at in curves[0][0].replace("L", " ").split()]
    assert first[1] > first[3] > first[5]  # the lower limit rises towards the average


def test_names_beside_signs_never_lie_across_each_other():
    points = [replace(AROUND[0], name=f"Area {at}", value=0.6 + at / 1000) for at in range(9)]
    svg = funnel_picture(points, LIMITS).print_svg
    assert [word for word in words_in(svg) if word.startswith("Area")] == [
        "Area 0",
        "Area 1",
    ]  # one at each side
    far = [replace(AROUND[0], name=f"Area {at}", value=0.4 + at / 10) for at in range(5)]
    assert len([word for word in words_in(funnel_picture(far).print_svg) if word.startswith("Area")]) == 5


def test_a_funnel_over_tenfold_sizes_has_a_word_at_each_tenfold():
    points = [replace(AROUND[0], size=10.0**power, value=0.3) for power in range(2, 7)]
    assert {"100", "1,000", "10,000", "100,000", "1,000,000"} <= set(
        words_in(funnel_picture(points).print_svg)
    )


@pytest.mark.parametrize(
    "draw",
    [
        lambda: funnel_picture([], title="Need"),
        lambda: funnel_picture([replace(AROUND[0], size=0)], title="Need"),
        lambda: area_map([], key="m", title="Need", caption="", legend=["1"]),
        lambda: area_map([Shape("A", (square(0, 0),), 1, "1")], key="m", title="Need", caption="", legend=[]),
        lambda: rank_spans([], first=1, of=1, key="r", title="Need", caption=""),
    ],
)
def test_nothing_to_draw_is_refused_by_name(draw):
    with pytest.raises(DocumentError, match="'Need'"):
        draw()
