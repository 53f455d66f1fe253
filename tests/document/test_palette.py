"""Every colour that carries words can be read, in light and in dark."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise

import pytest

from saidanddone.document.palette import (
    DARK,
    GROUPS,
    LABEL_COLOURS,
    PRINT,
    TEXT_PAIRS,
    contrast,
    ink,
    label_colour,
    on_level,
)


def test_black_on_white_is_21_to_1_and_nothing_is_less_than_1():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#0B5F66", "#0B5F66") == 1


@pytest.mark.parametrize("colours", [PRINT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_words_stand_out_from_what_is_behind_them(colours, pair):
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("colours", [PRINT, DARK], ids=["light", "dark"])
def test_lines_that_mean_something_can_be_seen(colours):
    for name in ("thread", "field", "accent"):
        assert contrast(colours[name], colours["paper"]) >= 3


@pytest.mark.parametrize("colours", [PRINT, DARK], ids=["light", "dark"])
def test_five_classes_of_one_hue_keep_their_order_in_grey(colours):
    steps = [contrast(colours[f"level-{level}"], colours["paper"]) for level in range(1, 6)]
    assert steps == sorted(steps)
    assert all(after / before > 1.2 for before, after in pairwise(steps))


def test_light_and_dark_name_the_same_colours():
    assert set(PRINT) == set(DARK)


def test_words_on_a_map_are_in_the_pairs_that_are_tested():
    assert {(on_level(level), f"level-{level}") for level in range(1, 6)} <= set(TEXT_PAIRS)
    assert {(colour, "paper") for colour in LABEL_COLOURS.values()} <= set(TEXT_PAIRS)
    assert label_colour("borrowed") == "quiet"


def test_the_thread_s_colour_marks_no_group():
    assert PRINT["thread"] not in GROUPS and "#D55E00" not in GROUPS


def test_a_colour_that_we_do_not_have_is_refused():
    with pytest.raises(KeyError):
        ink("purple")


def test_the_page_s_stylesheet_uses_only_our_colours():
    style = files("saidanddone.document").joinpath("report.css").read_text("utf-8")
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b", style)
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", style)) <= set(PRINT)
