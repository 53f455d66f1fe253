"""The parts that recur, each drawn once: labels, figures, whiskers, quotations, the thread, tiles, bars."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template

from saidanddone.pages.bars import Bar, drawn
from saidanddone.pages.door import Here
from saidanddone.pages.templatetags import said
from saidanddone.pages.tiles import Tile, told_apart
from saidanddone.programme.models import Programme
from saidanddone.programme.rules import Person
from saidanddone.stages import STAGES
from saidanddone.thread.figures import BaseIs, Figure
from saidanddone.thread.steps import Link, Ref, Step
from saidanddone.thread.walk import Reached, StageReached, Walk
from tests.website.reading import read_page

HERE = Here(Programme(slug="second", name="Second"), Person("second"))


def render(source: str, **context: object) -> str:
    given = {"here": HERE, "cycle": STAGES} | context
    return Template("{% load said %}" + source).render(Context(given))


# Labels


@pytest.mark.parametrize(
    "kind", ["reconstructed", "illustrative", "estimate", "small-base", "gap", "assumed"]
)
def test_a_label_is_a_word_with_a_sentence(kind):
    page = render("{% label kind %}", kind=kind)
    assert f'class="label label-{kind}"' in page
    assert re.search(r'title="[^"]+\."', page)


@pytest.mark.parametrize("kind", ["", "published"])
def test_what_needs_no_label_gets_none(kind):
    assert render("{% label kind %}", kind=kind).strip() == ""
    assert render("{% labels kinds %}", kinds=[kind]).strip() == ""


def test_the_notice_says_each_kind_once_in_one_order():
    page = render("{% labels kinds %}", kinds=["estimate", "illustrative", "illustrative", "reconstructed"])
    assert re.findall(r"label-(\w+)", page) == ["reconstructed", "illustrative", "estimate"]


@pytest.mark.parametrize(
    ("kinds", "says"),
    [
        (
            ["illustrative"],
            "These rows are illustrative: made up for this example. No real person said or did this.",
        ),
        (["illustrative", "published"], "Some of these rows are illustrative"),
        (["reconstructed", ""], "Some of these rows are reconstructed"),
        (["reconstructed", "assumed"], "These rows are reconstructed"),
    ],
)
def test_the_notice_speaks_of_some_rows_where_others_come_from_elsewhere(kinds, says):
    assert says in render("{% labels kinds %}", kinds=kinds)


# Figures


def figure(**fields: object) -> Figure:
    given = {"title": "Kept", "shown": "1 of 2", "sentence": "One.", "method": "Count."} | fields
    return Figure(key="commitments-kept", stage="commitments", **given)


def test_a_figure_shows_its_number_its_base_and_the_way_to_how_we_know():
    page = render("{% figure figure 'second' %}", figure=figure(base="1 of 2 promises"))
    assert "1 of 2 promises" in page
    assert 'href="/second/figures/commitments-kept/"' in page
    assert "How we know: Kept" in read_page(page).text
    assert "<svg" not in page


def test_a_figure_says_that_its_base_is_assumed():
    page = render("{% figure figure 'second' %}", figure=figure(base="of 1,000", N_is=BaseIs.ASSUMED))
    assert "label-assumed" in page


def test_a_share_is_drawn_with_its_interval_and_says_it_in_numbers():
    share = figure(value=0.4123, low=0.3195, high=0.5117, unit="share")
    page = render("{% figure figure 'second' %}", figure=share)
    assert 'aria-label="95% interval from 32% to 51%, on a line from 0% to 100%"' in page
    assert "between 32% and 51%" in page


def test_what_is_no_share_is_not_drawn_on_a_line_of_shares():
    difference = figure(value=-0.4, low=-0.5, high=-0.3, unit="difference")
    assert "<svg" not in render("{% figure figure 'second' %}", figure=difference)


@pytest.mark.parametrize(("low", "value", "high"), [(0.0, 0.0, 0.0), (0.9, 1.0, 1.0), (0.0, 0.5, 1.0)])
def test_a_whisker_keeps_to_its_line(low, value, high):
    page = render("{% include 'pages/whisker.html' %}", low=low, value=value, high=high)
    for place in re.findall(r'class="whisker-(?:range|point)" x1="([^"]+)" x2="([^"]+)"', page):
        assert all(0 <= float(number) <= 1 for number in place)
    assert f'x1="{low}" x2="{high}"' in page


# Quotations


def test_a_quotation_has_words_and_who_said_them_and_the_language_of_the_words():
    page = render("{% quotation words who href 'cy' 'illustrative' %}", words="<Dyna>", who="a", href="/x/")
    assert '<blockquote lang="cy" dir="auto"><p>&lt;Dyna&gt;</p>' in page
    assert 'href="/x/"' in page
    assert "label-illustrative" in page


def test_a_quotation_that_may_not_be_followed_has_no_link():
    assert "<a" not in render("{% quotation 'Words.' 'a resident' %}")


# The thread


def test_the_bar_begins_without_a_step_back_and_ends_without_one_on():
    first, last = (render(f"{{% thread_bar '{STAGES[place].label}' %}}") for place in (0, -1))
    assert 'rel="prev"' not in first
    assert 'rel="next"' in first
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last
    assert f"Step 1 of {len(STAGES)}" in first
    assert f"Step {len(STAGES)} of {len(STAGES)}" in last


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.label)
def test_the_bar_marks_one_step_and_leads_to_every_other(stage):
    page = render("{% thread_bar label %}", label=stage.label)
    assert page.count('aria-current="step"') == 1
    assert f'aria-current="step"><a href="/second/{stage.address}/"' in page
    for each in STAGES:
        assert f'href="/second/{each.address}/"' in page


def step(number: int, **fields: object) -> Step:
    given = {"kind": "outcome", "title": f"Step {number}", "address": f"/{number}/"} | fields
    return Step(Ref("outcomes", "outcome", number), **given)


def a_walk(before: int = 0, after: int = 0, **fields: object) -> Walk:
    def reached(stage: str, count: int) -> StageReached:
        start = step(0)
        found = [step(number, **fields) for number in range(1, count + 1)]
        return StageReached(stage, tuple(Reached(each, (Link(start, each),)) for each in found))

    return Walk((reached("ideas", before), reached("themes", 0)), (reached("outcomes", after),))


def test_a_thread_without_steps_says_that_it_begins_and_ends_here():
    page = render("{% thread_walk walk %}", walk=a_walk())
    assert "The thread begins here." in page
    assert "The thread ends here: nothing further is recorded." in page


def test_a_thread_with_steps_says_where_it_ends():
    text = read_page(render("{% thread_walk walk %}", walk=a_walk(1, 2))).text
    assert "The thread begins here." not in text
    assert "The thread ends at this step" in text


def test_a_stage_that_is_not_reached_is_not_shown():
    assert "Themes" not in render("{% thread_walk walk %}", walk=a_walk(1, 1))


def test_a_step_reached_by_way_of_another_says_so_and_that_this_is_less():
    direct = Reached(step(1), (Link(step(0), step(1)),))
    detour = Reached(step(2), (Link(step(1), step(2)),), step(1, title="A theme", kind="theme"))
    walk = Walk((), (StageReached("outcomes", (direct, detour)),))
    text = read_page(render("{% thread_walk walk %}", walk=walk)).text
    assert text.count("by way of the theme “A theme”") == 1
    assert "does not say that the one led to the other" in text
    assert "by way of" not in read_page(render("{% thread_walk walk %}", walk=a_walk(1, 1))).text


def test_many_steps_are_folded_and_very_many_are_counted():
    page = render("{% thread_walk walk %}", walk=a_walk(0, 75))
    assert page.count('class="follow"') == 50
    assert "69 more" in page
    assert "50 of 75 are shown." in page


def test_a_step_that_may_not_be_opened_is_no_link():
    assert "<a" not in render("{% thread_walk walk %}", walk=a_walk(1, 1, address=""))


# Tiles

BOROUGHS = (
    "Barking and Dagenham", "Barnet", "Bexley", "Brent", "Bromley", "Camden", "City of London", "Croydon",
    "Ealing", "Enfield", "Greenwich", "Hackney", "Hammersmith and Fulham", "Haringey", "Harrow", "Havering",
    "Hillingdon", "Hounslow", "Islington", "Kensington and Chelsea", "Kingston upon Thames", "Lambeth",
    "Lewisham", "Merton", "Newham", "Redbridge", "Richmond upon Thames", "Southwark", "Sutton",
    "Tower Hamlets", "Waltham Forest", "Wandsworth", "Westminster",
)  # fmt: skip


def tile(name: str, **fields: object) -> Tile:
    return Tile(name, name, 1, 1, **({"level": None, "says": "no data"} | fields))


def test_londons_boroughs_are_told_apart_by_three_letters():
    drawn_tiles = told_apart(tile(name) for name in BOROUGHS)
    assert [each.name for each in drawn_tiles] == list(BOROUGHS)
    shorts = {each.name: each.short for each in drawn_tiles}
    assert len(set(shorts.values())) == len(BOROUGHS)
    assert all(2 <= len(short) <= 3 for short in shorts.values())
    assert (shorts["Hackney"], shorts["Tower Hamlets"], shorts["Kingston upon Thames"]) == ("Hac", "TH", "KT")
    assert (shorts["Haringey"], shorts["Harrow"]) == ("Hai", "Har")


def test_places_that_cannot_be_told_apart_keep_their_letters():
    assert [each.short for each in told_apart([tile("Ham"), tile("Ham")])] == ["Ham", "Ham"]


def test_a_map_says_every_place_in_words_and_leads_to_those_with_a_page():
    tiles = [tile("Hackney", says="one evening", address="/h/", marked=True), tile("Lambeth")]
    page = render("{% tile_map tiles 'Two boroughs' %}", tiles=tiles)
    assert "Hackney: one evening" in read_page(page).text
    assert "Lambeth: no data" in read_page(page).text
    assert page.count("<a ") == 1
    assert "level-none" in page
    assert page.count(" marked") == 1


def test_a_map_without_places_says_so():
    page = render("{% tile_map tiles 'No borough' %}", tiles=[])
    assert "There is no map" in page
    assert "<ul>" not in page


# Bars


def test_no_bars_are_nothing():
    assert render("{% bars rows 'Nothing' %}", rows=[]).strip() == ""


@pytest.mark.parametrize(
    ("values", "full", "widths"),
    [
        ([1, 2, 4], None, ["25.0", "50.0", "100.0"]),
        ([0, 0], None, ["0.0", "0.0"]),
        ([5], 20, ["25.0"]),
        ([30], 20, ["100.0"]),
        ([1], 0, ["100.0"]),
        ([-1, 2], None, ["0.0", "100.0"]),
    ],
)
def test_bars_are_drawn_against_the_longest_or_what_is_given(values, full, widths):
    bars = [Bar(str(value), value, f"{value} of them") for value in values]
    assert [each.width for each in drawn(bars, full)] == widths


def test_bars_say_their_numbers_and_where_they_lead():
    rows = [Bar("kept", 1, "1 of 2", "/kept/"), Bar("late", 1, "1 of 2")]
    page = render("{% bars rows 'How they stand' 2 %}", rows=rows)
    assert "kept 1 of 2 late 1 of 2 How they stand" in read_page(page).text
    assert page.count("<a ") == 1


# Words for numbers and days


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2018-03-04", "4 March 2018"),
        ("2018-03", "March 2018"),
        ("2018", "2018"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_date_says_as_much_as_is_known(value, words):
    assert said.partial_day(value) == words


@pytest.mark.parametrize(
    ("value", "words"), [(1000, "1,000"), (12, "12"), (1234567, "1,234,567"), ("many", "many")]
)
def test_a_large_number_has_commas(value, words):
    assert said.thousands(value) == words


@pytest.mark.parametrize(("share", "words"), [(0.0, "0%"), (1.0, "100%"), (0.285, "29%"), (0.4123, "41%")])
def test_a_share_is_said_in_a_hundred_with_half_ways_up(share, words):
    assert said.as_percent(share) == words
